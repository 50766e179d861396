//! The script of a name, and what it says about the language.

use sanad_model::{CountryCode, Language, vocabulary};

vocabulary! {
    /// A script, by its ISO 15924 code.
    pub enum Script {
        /// Latin.
        Latin = "Latn",
        /// Arabic, in which Persian, Pashto and Urdu are written too.
        Arabic = "Arab",
        /// Cyrillic.
        Cyrillic = "Cyrl",
        /// Chinese characters.
        Han = "Hani",
        /// Japanese syllables.
        Kana = "Kana",
        /// Korean.
        Hangul = "Hang",
        /// Hebrew.
        Hebrew = "Hebr",
        /// Ethiopic, in which Amharic and Tigrinya are written.
        Ethiopic = "Ethi",
        /// Greek.
        Greek = "Grek",
        /// Georgian.
        Georgian = "Geor",
        /// Armenian.
        Armenian = "Armn",
        /// Thai.
        Thai = "Thai",
        /// Burmese.
        Burmese = "Mymr",
        /// Any other, or no letters at all.
        Other = "Zyyy",
    }
}

/// The script of one letter; `None` for what belongs to any script.
pub(crate) fn of(character: char) -> Option<Script> {
    Some(match u32::from(character) {
        _ if !character.is_alphabetic() => return None,
        0x41..=0x24f | 0x1e00..=0x1eff | 0xff21..=0xff5a => Script::Latin,
        0x370..=0x3ff | 0x1f00..=0x1fff => Script::Greek,
        0x400..=0x52f => Script::Cyrillic,
        0x530..=0x58f => Script::Armenian,
        0x590..=0x5ff => Script::Hebrew,
        0x600..=0x6ff | 0x750..=0x77f | 0x8a0..=0x8ff | 0xfb50..=0xfdff | 0xfe70..=0xfefc => Script::Arabic,
        0xe00..=0xe7f => Script::Thai,
        0x1000..=0x109f => Script::Burmese,
        0x10a0..=0x10ff => Script::Georgian,
        0x1100..=0x11ff | 0x3130..=0x318f | 0xac00..=0xd7a3 => Script::Hangul,
        0x1200..=0x139f => Script::Ethiopic,
        0x3040..=0x30ff => Script::Kana,
        0x3400..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3134f => Script::Han,
        // Modifier letters, as in transliterations.
        0x2b0..=0x2ff => return None,
        _ => Script::Other,
    })
}

/// The script of most letters.
pub(crate) fn of_text(text: &str) -> Script {
    let mut counts: Vec<(Script, usize)> = Vec::new();
    for script in text.chars().filter_map(of) {
        match counts.iter_mut().find(|(counted, _)| *counted == script) {
            Some((_, count)) => *count += 1,
            None => counts.push((script, 1)),
        }
    }
    // Of Japanese names, most characters are Chinese.
    if counts.iter().any(|(script, _)| *script == Script::Kana) {
        return Script::Kana;
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(Script::Other, |(script, _)| script)
}

/// Countries whose people write their names in Arabic; Kurdish ones show by their letters.
const ARABIC: [&str; 21] = [
    "AE", "BH", "DJ", "DZ", "EG", "IQ", "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA", "SD", "SY",
    "TN", "YE",
];

/// Whether the letters are of Persian, Pashto, Urdu or Kurdish, and not of Arabic. Persian forms of letters that Arabic
/// has too are not counted: Arabic is often typed with them.
fn is_beyond_arabic(text: &str) -> bool {
    text.chars().any(|letter| {
        matches!(
            letter,
            'پ' | 'چ'
                | 'ژ'
                | 'گ'
                | 'ټ'
                | 'ډ'
                | 'ړ'
                | 'ږ'
                | 'ښ'
                | 'ځ'
                | 'څ'
                | 'ڼ'
                | 'ې'
                | 'ۍ'
                | 'ٹ'
                | 'ڈ'
                | 'ڑ'
                | 'ں'
                | 'ے'
                | 'ھ'
                | 'ۀ'
                | 'ە'
                | 'ڵ'
                | 'ڕ'
                | 'ۆ'
                | 'ێ'
        )
    })
}

/// What else is known about the language of a name in Arabic letters.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ArabicLetters<'a> {
    /// The list or the regime names people who write Arabic.
    Arabic,
    /// It names people who write Persian, Pashto or Urdu too.
    Unsure,
    /// Arabic if all countries of the entry write Arabic, and there is one.
    By(&'a [CountryCode]),
}

/// The language that a script shows by itself, or for Arabic letters together with what else is known. `None` where it
/// is not sure: Cyrillic, Chinese characters, Ethiopic.
pub(crate) fn language(script: Script, text: &str, arabic: ArabicLetters<'_>) -> Option<Language> {
    let tag = match script {
        Script::Arabic if is_beyond_arabic(text) => return None,
        Script::Arabic => match arabic {
            ArabicLetters::Arabic => "ar",
            ArabicLetters::Unsure => return None,
            ArabicLetters::By(countries) => {
                let is_arabic = |country: &CountryCode| ARABIC.contains(&country.as_str());
                if countries.is_empty() || !countries.iter().all(is_arabic) {
                    return None;
                }
                "ar"
            }
        },
        Script::Hangul => "ko",
        Script::Kana => "ja",
        Script::Hebrew => "he",
        Script::Greek => "el",
        Script::Georgian => "ka",
        Script::Armenian => "hy",
        Script::Thai => "th",
        Script::Burmese => "my",
        Script::Latin | Script::Cyrillic | Script::Han | Script::Ethiopic | Script::Other => return None,
    };
    tag.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_told_apart() {
        for (text, script) in [
            ("Mu'ammar QADHAFI", Script::Latin),
            ("محمد عمر", Script::Arabic),
            ("Эмират Кавказ", Script::Cyrillic),
            ("ኤርሚኣስ", Script::Ethiopic),
            ("김영철", Script::Hangul),
            ("東京タワー", Script::Kana),
            ("华为", Script::Han),
            ("123", Script::Other),
        ] {
            assert_eq!(of_text(text), script, "{text}");
        }
    }

    #[test]
    fn arabic_letters_are_arabic_only_where_that_is_sure() {
        fn tag(text: &str, arabic: ArabicLetters<'_>) -> Option<String> {
            language(Script::Arabic, text, arabic).map(|tag| tag.to_string())
        }
        let countries = |codes: &[&str]| codes.iter().map(|code| code.parse().unwrap()).collect::<Vec<CountryCode>>();
        assert_eq!(tag("أمیر", ArabicLetters::Arabic).as_deref(), Some("ar"));
        assert_eq!(tag("گلاب", ArabicLetters::Arabic), None);
        assert_eq!(tag("محمد", ArabicLetters::Unsure), None);
        assert_eq!(tag("محمد", ArabicLetters::By(&countries(&["LY", "EG"]))).as_deref(), Some("ar"));
        assert_eq!(tag("محمد", ArabicLetters::By(&countries(&["LY", "IR"]))), None);
        assert_eq!(tag("محمد", ArabicLetters::By(&[])), None);
        assert_eq!(language(Script::Cyrillic, "Иван", ArabicLetters::Arabic), None);
    }
}
