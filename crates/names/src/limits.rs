//! What keeps a name from being read as well as others.

use sanad_model::vocabulary;

use super::east_asian::Syllabic;

vocabulary! {
    /// What keeps a name from being read as well as others, so that parties may be missed.
    pub enum ReadingLimit {
        /// It has Chinese characters. They are read as in Chinese: the names of Japanese people are found by the same
        /// characters, and not by their Latin spelling.
        ChineseCharacters = "CHINESE_CHARACTERS",
        /// It has Hebrew letters. They are read by rules, not by spellings that were learned: unusual ones may be missed.
        Hebrew = "HEBREW",
        /// It has letters of a script that is only converted to Latin letters, one by one: any but Latin, Arabic,
        /// Cyrillic, Greek, Armenian, Georgian, Hebrew, Korean and Chinese. It is found in the same script, and less often
        /// in another.
        OtherScript = "OTHER_SCRIPT",
        /// It is longer than 400 characters: only the beginning is read.
        Length = "LENGTH",
    }
}

/// Maximum number of characters of a name that are read.
pub(super) const CHARACTERS: usize = 400;

/// What keeps a name from being read as well as others, each once; nothing for most names.
pub fn reading_limits(text: &str) -> Vec<ReadingLimit> {
    let beginning = || text.chars().take(CHARACTERS);
    let found = [
        (ReadingLimit::ChineseCharacters, beginning().any(|letter| Syllabic::of(letter) == Some(Syllabic::Han))),
        (
            ReadingLimit::Hebrew,
            beginning().any(|letter| matches!(letter, '\u{0590}'..='\u{05ff}' | '\u{fb1d}'..='\u{fb4f}')),
        ),
        (ReadingLimit::OtherScript, beginning().any(is_of_other_script)),
        (ReadingLimit::Length, text.chars().nth(CHARACTERS).is_some()),
    ];
    found.into_iter().filter(|(_, is_found)| *is_found).map(|(limit, _)| limit).collect()
}

fn is_of_other_script(letter: char) -> bool {
    let is_read = matches!(
        letter,
        // Latin to Greek and Cyrillic, Armenian, Hebrew, and Arabic.
        '\0'..='\u{06ff}'
            // Arabic, Georgian, Cyrillic, Latin and Greek supplements.
            | '\u{0750}'..='\u{077f}' | '\u{0870}'..='\u{08ff}' | '\u{10a0}'..='\u{10ff}' | '\u{1c80}'..='\u{1cbf}'
            | '\u{1d00}'..='\u{1dbf}' | '\u{1e00}'..='\u{1fff}' | '\u{2c60}'..='\u{2c7f}' | '\u{2d00}'..='\u{2d2f}'
            | '\u{a640}'..='\u{a69f}' | '\u{a720}'..='\u{a7ff}'
            // Presentation forms, and full width.
            | '\u{fb00}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{ff10}'..='\u{ff5a}'
    );
    letter.is_alphabetic() && !is_read && Syllabic::of(letter).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_told() {
        use ReadingLimit::*;
        for (text, limits) in [
            ("Mohamed al-Kani, محمد الكاني", &[][..]),
            ("Владимир Путин, Ἀλέξανδρος, 김정은, გიორგი, Ａｌｉ ﷺ 7", &[]),
            ("", &[]),
            ("高市早苗", &[ChineseCharacters]),
            ("בנימין", &[Hebrew]),
            ("たかいち早苗", &[ChineseCharacters, OtherScript]),
            ("สมชาย", &[OtherScript]),
            ("अमित", &[OtherScript]),
        ] {
            assert_eq!(reading_limits(text), limits, "{text}");
        }
        assert_eq!(reading_limits(&"Ali ".repeat(101)), [Length]);
    }
}
