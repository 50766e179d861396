//! Nouns after numbers.

use maud::{Markup, html};

use super::say;
use crate::locale::{Lang, Locale};

/// A noun with a number, in each form that the languages have (the plural rules of Unicode CLDR). `{n}` stands for the
/// number.
#[derive(Debug, Clone, Copy)]
pub struct Noun {
    /// One, other.
    en: [&'static str; 2],
    /// Zero, one, two, few (3 to 10), many (11 to 99), other.
    ar: [&'static str; 6],
}

/// Declares the nouns.
macro_rules! nouns {
    ($($name:ident: $en:expr, $ar:expr;)+) => {
        /// What is counted.
        pub mod noun {
            use super::Noun;
            $(pub const $name: Noun = Noun { en: $en, ar: $ar };)+

            #[cfg(test)]
            pub const ALL: &[Noun] = &[$($name),+];
        }
    };
}

nouns! {
    SOURCES: ["{n} source", "{n} sources"],
        ["بلا مصدر", "مصدر واحد", "مصدران", "{n} مصادر", "{n} مصدرًا", "{n} مصدر"];
    RELATIONSHIPS: ["{n} relationship", "{n} relationships"],
        ["لا علاقات", "علاقة واحدة", "علاقتان", "{n} علاقات", "{n} علاقة", "{n} علاقة"];
    EVENTS: ["{n} event", "{n} events"],
        ["لا أحداث", "حدث واحد", "حدثان", "{n} أحداث", "{n} حدثًا", "{n} حدث"];
    STEPS: ["{n} step", "{n} steps"],
        ["لا خطوات", "خطوة واحدة", "خطوتان", "{n} خطوات", "{n} خطوة", "{n} خطوة"];
    ROLES: ["{n} role", "{n} roles"],
        ["لا أدوار", "دور واحد", "دوران", "{n} أدوار", "{n} دورًا", "{n} دور"];
    FIGURES: ["{n} figure", "{n} figures"],
        ["لا أرقام", "رقم واحد", "رقمان", "{n} أرقام", "{n} رقمًا", "{n} رقم"];
    PARTIES: ["{n} party", "{n} parties"],
        ["لا أطراف", "طرف واحد", "طرفان", "{n} أطراف", "{n} طرفًا", "{n} طرف"];
    ARTICLES: ["{n} article", "{n} articles"],
        ["لا مقالات", "مقالة واحدة", "مقالتان", "{n} مقالات", "{n} مقالة", "{n} مقالة"];
    RESULTS: ["{n} result", "{n} results"],
        ["لا نتائج", "نتيجة واحدة", "نتيجتان", "{n} نتائج", "{n} نتيجة", "{n} نتيجة"];
    CITATIONS: ["{n} citation", "{n} citations"],
        ["لا استشهادات", "استشهاد واحد", "استشهادان", "{n} استشهادات", "{n} استشهادًا", "{n} استشهاد"];
    NAMES: ["{n} name", "{n} names"],
        ["لا أسماء", "اسم واحد", "اسمان", "{n} أسماء", "{n} اسمًا", "{n} اسم"];
    FACTS: ["{n} fact", "{n} facts"],
        ["لا وقائع", "واقعة واحدة", "واقعتان", "{n} وقائع", "{n} واقعة", "{n} واقعة"];
}

impl Noun {
    /// The noun with the number.
    pub fn of(self, locale: Locale, number: u64) -> Markup {
        let form = match locale.lang {
            Lang::En => self.en[usize::from(number != 1)],
            Lang::Ar => {
                self.ar[match (number, number % 100) {
                    (0..=2, _) => usize::try_from(number).unwrap_or(0),
                    (_, 3..=10) => 3,
                    (_, 11..=99) => 4,
                    _ => 5,
                }]
            }
        };
        say(form, &[("n", html! { (locale.number(number)) })])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Digits;
    use crate::texts::sentence::values_of;

    #[test]
    fn the_form_follows_the_number() {
        let said = |lang, number| noun::SOURCES.of(Locale { lang, digits: Digits::Western }, number).0;
        for (number, en, ar) in [
            (0, "0 sources", "بلا مصدر"),
            (1, "1 source", "مصدر واحد"),
            (2, "2 sources", "مصدران"),
            (3, "3 sources", "3 مصادر"),
            (10, "10 sources", "10 مصادر"),
            (11, "11 sources", "11 مصدرًا"),
            (99, "99 sources", "99 مصدرًا"),
            (100, "100 sources", "100 مصدر"),
            (102, "102 sources", "102 مصدر"),
            (103, "103 sources", "103 مصادر"),
            (111, "111 sources", "111 مصدرًا"),
        ] {
            assert_eq!((said(Lang::En, number), said(Lang::Ar, number)), (en.to_owned(), ar.to_owned()));
        }
    }

    #[test]
    fn forms_for_many_numbers_say_which() {
        for noun in noun::ALL {
            let forms = [&noun.en[..], &noun.ar[3..]].concat();
            assert!(forms.iter().all(|form| values_of(form) == ["n"]), "{noun:?}");
        }
    }
}
