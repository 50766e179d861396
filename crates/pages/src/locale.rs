//! The two languages of the pages.

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    En,
    Ar,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::Ar, Self::En];

    /// The language of a tag, as addresses have it.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.tag() == tag)
    }

    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ar => "ar",
        }
    }

    /// The direction of its script, as HTML has it.
    pub fn direction(self) -> &'static str {
        match self {
            Self::En => "ltr",
            Self::Ar => "rtl",
        }
    }

    pub fn other(self) -> Self {
        match self {
            Self::En => Self::Ar,
            Self::Ar => Self::En,
        }
    }

    /// The one of two values that belongs to the language.
    pub fn pick<T>(self, en: T, ar: T) -> T {
        match self {
            Self::En => en,
            Self::Ar => ar,
        }
    }
}

/// Which digits Arabic pages print. English pages always print 0 to 9.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Digits {
    /// 0 to 9, as Libya and the Maghreb do.
    #[default]
    Western,
    /// ٠ to ٩, as Egypt and the Levant do.
    Eastern,
}

/// How a page speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locale {
    pub lang: Lang,
    pub digits: Digits,
}

impl Locale {
    /// A text with its digits as the reader expects them.
    pub fn digits(self, text: &str) -> String {
        if self.lang == Lang::En || self.digits == Digits::Western {
            return text.to_owned();
        }
        let eastern = |digit: char| digit.to_digit(10).and_then(|value| char::from_u32(0x660 + value));
        text.chars().map(|letter| eastern(letter).unwrap_or(letter)).collect()
    }

    /// A whole number, with separators from 10,000 on.
    pub fn number(self, number: u64) -> String {
        let plain = number.to_string();
        if number < 10_000 {
            return self.digits(&plain);
        }
        let separator = match (self.lang, self.digits) {
            (Lang::Ar, Digits::Eastern) => '٬',
            _ => ',',
        };
        let mut grouped = String::new();
        for (at, digit) in plain.chars().enumerate() {
            if at > 0 && (plain.len() - at).is_multiple_of(3) {
                grouped.push(separator);
            }
            grouped.push(digit);
        }
        self.digits(&grouped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_and_separators_of_the_reader() {
        let number = |lang, digits, number| Locale { lang, digits }.number(number);
        assert_eq!(number(Lang::En, Digits::Eastern, 1_234_567), "1,234,567");
        assert_eq!(number(Lang::Ar, Digits::Western, 1_234_567), "1,234,567");
        assert_eq!(number(Lang::Ar, Digits::Eastern, 1_234_567), "١٬٢٣٤٬٥٦٧");
        assert_eq!(number(Lang::Ar, Digits::Eastern, 2020), "٢٠٢٠");
        assert_eq!(number(Lang::En, Digits::Western, 9_999), "9999");
    }
}
