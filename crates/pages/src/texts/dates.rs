//! Dates as a reader expects them: the Gregorian calendar, as precise as the source.

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};
use sanad_model::PartialDate;

use super::{Texts, say};
use crate::locale::Locale;

const MONTHS: [(&str, &str); 12] = [
    ("January", "يناير"),
    ("February", "فبراير"),
    ("March", "مارس"),
    ("April", "أبريل"),
    ("May", "مايو"),
    ("June", "يونيو"),
    ("July", "يوليو"),
    ("August", "أغسطس"),
    ("September", "سبتمبر"),
    ("October", "أكتوبر"),
    ("November", "نوفمبر"),
    ("December", "ديسمبر"),
];

/// A day, such as 25 November 2020.
pub fn day(locale: Locale, day: NaiveDate) -> Markup {
    html! { time datetime=(day) { (locale.digits(&day_text(locale, day))) } }
}

/// A date as precise as its source: a day, a month or a year.
pub fn partial(locale: Locale, date: PartialDate) -> Markup {
    let first = date.earliest();
    let printed = date.to_string();
    let text = match printed.len() {
        4 => first.year().to_string(),
        7 => format!("{} {}", month(locale, first), first.year()),
        _ => day_text(locale, first),
    };
    html! { time datetime=(printed) { (locale.digits(&text)) } }
}

/// The days from one to another, both included; none if both sides are open.
pub fn range(locale: Locale, texts: &Texts, earliest: Option<NaiveDate>, latest: Option<NaiveDate>) -> Option<Markup> {
    match (earliest, latest) {
        (None, None) => None,
        (Some(first), Some(last)) if first == last => Some(day(locale, first)),
        (Some(first), Some(last)) => {
            Some(say(texts.between_days, &[("first", day(locale, first)), ("last", day(locale, last))]))
        }
        (Some(first), None) => Some(say(texts.or_later, &[("day", day(locale, first))])),
        (None, Some(last)) => Some(say(texts.or_earlier, &[("day", day(locale, last))])),
    }
}

/// The year or month that begins and ends with these days.
pub fn whole(first: NaiveDate, last: NaiveDate) -> Option<PartialDate> {
    let printed = first.to_string();
    let dates = [printed.get(..4), printed.get(..7)].into_iter().flatten().filter_map(|text| text.parse().ok());
    dates.into_iter().find(|date: &PartialDate| (date.earliest(), date.latest()) == (first, last))
}

fn day_text(locale: Locale, day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), month(locale, day), day.year())
}

fn month(locale: Locale, day: NaiveDate) -> &'static str {
    // `month0` is from 0 to 11.
    MONTHS.get(day.month0() as usize).map_or("", |(en, ar)| locale.lang.pick(en, ar))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::{Digits, Lang};

    #[test]
    fn days_may_be_a_whole_month_or_year() {
        let whole =
            |first: &str, last: &str| whole(first.parse().unwrap(), last.parse().unwrap()).map(|date| date.to_string());
        assert_eq!(whole("1960-01-01", "1960-12-31").as_deref(), Some("1960"));
        assert_eq!(whole("1960-02-01", "1960-02-29").as_deref(), Some("1960-02"));
        assert_eq!(whole("1960-01-01", "1961-12-31"), None);
    }

    #[test]
    fn a_date_is_as_precise_as_its_source() {
        let said = |text: &str, lang, digits| partial(Locale { lang, digits }, text.parse().unwrap()).0;
        assert_eq!(said("2020", Lang::En, Digits::Western), "<time datetime=\"2020\">2020</time>");
        assert_eq!(said("2020-11", Lang::En, Digits::Western), "<time datetime=\"2020-11\">November 2020</time>");
        assert_eq!(said("2020-11", Lang::Ar, Digits::Western), "<time datetime=\"2020-11\">نوفمبر 2020</time>");
        let eastern = said("2020-11-05", Lang::Ar, Digits::Eastern);
        assert_eq!(eastern, "<time datetime=\"2020-11-05\">٥ نوفمبر ٢٠٢٠</time>");
    }
}
