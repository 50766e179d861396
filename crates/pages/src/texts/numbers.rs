//! What sources count.

use maud::{Markup, html};
use sanad_model::Qualifier;

use super::{say, word};
use crate::locale::{Lang, Locale};

/// What figures usually count. Data sets choose these words freely.
const MEASURES: [(&str, &str, &str); 6] = [
    ("graves", "graves", "مقابر"),
    ("bodies", "bodies", "جثث"),
    ("bodies-and-remains", "bodies and remains", "جثث ورفات"),
    ("killed", "people killed", "قتلى"),
    ("civilians-killed", "civilians killed", "قتلى من المدنيين"),
    ("violations-reported", "violations reported", "انتهاكات واردة في التقارير"),
];

/// What a figure counts, in words. A word that is not known is shown as it is.
pub fn measure(lang: Lang, measure: &str) -> String {
    let known = MEASURES.iter().find(|(word, ..)| *word == measure);
    known.map_or_else(|| measure.replace('-', " "), |(_, en, ar)| lang.pick(*en, *ar).to_owned())
}

/// A number as exact as its source.
pub fn counted(
    locale: Locale,
    qualifier: Qualifier,
    low: Option<i64>,
    high: Option<i64>,
    unit: Option<&str>,
) -> Markup {
    let number = |number: i64| {
        let sign = if number < 0 { "−" } else { "" };
        html! { (sign) (locale.number(number.unsigned_abs())) }
    };
    let numbers = match (low, high) {
        (Some(low), Some(high)) => html! { bdi { (number(low)) "–" (number(high)) } },
        (Some(one), None) | (None, Some(one)) => number(one),
        (None, None) => html! {},
    };
    let value = html! { (numbers) @if let Some(unit) = unit { " " bdi { (unit) } } };
    say(word(locale.lang, qualifier), &[("n", value)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Digits;

    #[test]
    fn a_number_is_as_exact_as_its_source() {
        let said = |lang, qualifier, low, high, unit| {
            counted(Locale { lang, digits: Digits::Western }, qualifier, low, high, unit).0
        };
        assert_eq!(said(Lang::En, Qualifier::AtLeast, Some(11), None, None), "at least 11");
        assert_eq!(said(Lang::Ar, Qualifier::AtLeast, Some(11), None, None), "11 على الأقل");
        assert_eq!(said(Lang::En, Qualifier::Dozens, None, None, None), "dozens");
        let amount = said(Lang::En, Qualifier::About, Some(10_000), Some(20_000), Some("USD"));
        assert_eq!(amount, "about <bdi>10,000–20,000</bdi> <bdi>USD</bdi>");
        assert_eq!(
            (measure(Lang::Ar, "graves"), measure(Lang::Ar, "made-up")),
            ("مقابر".to_owned(), "made up".to_owned())
        );
    }
}
