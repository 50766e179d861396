//! Slavic adjectives in Latin letters, which names of organizations make of words and places: Stroitelnaya, Tambovskiy.

/// Their endings, of all cases and romanizations.
const ENDINGS: &[&str] = &[
    "aya", "aia", "uyu", "oye", "oie", "oe", "ogo", "omu", "oy", "oi", "oj", "yye", "yy", "yi", "yj", "ym", "ykh",
    "iy", "ii", "ij", "ikh",
];
/// Endings that many other words have, too.
const SHORT_ENDINGS: &[&str] = &["ye", "ie", "ae", "a", "e", "i", "o", "y"];
/// What is before the ending.
const SUFFIXES: &[&str] = &["n", "sk", "ov"];
/// The least letters without the ending.
const STEM: usize = 5;

/// What a word that may be an adjective has without its ending, which may be a short one or not.
pub fn stem_of_adjective(letters: &str, may_be_short: bool) -> Option<&str> {
    let short = if may_be_short { SHORT_ENDINGS } else { &[] };
    let is_stem = |stem: &&str| stem.len() >= STEM && SUFFIXES.iter().any(|suffix| stem.ends_with(suffix));
    ENDINGS.iter().chain(short).filter_map(|ending| letters.strip_suffix(ending)).find(is_stem)
}

/// The place or the person that a word is a Slavic adjective of, without its ending: Tambov of Tambovskaya. Short endings
/// are also those of family names, unless the word was Cyrillic.
pub fn stem_of_name(letters: &str, is_transliterated: bool) -> Option<&str> {
    /// The least letters of a name.
    const NAME: usize = 4;
    stem_of_adjective(letters, is_transliterated)?.strip_suffix("sk").filter(|stem| stem.len() >= NAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_an_adjective_is_found() {
        for (word, may_be_short, stem) in [
            ("stroitelnaya", false, Some("stroiteln")),
            ("stroitelnykh", false, Some("stroiteln")),
            ("stroitelny", true, Some("stroiteln")),
            ("stroitelny", false, None),
            ("zavodov", true, None),
            ("raya", true, None),
        ] {
            assert_eq!(stem_of_adjective(word, may_be_short), stem, "{word}");
        }
        for (word, is_transliterated, stem) in [
            ("tambovskaya", false, Some("tambov")),
            ("tambovskikh", false, Some("tambov")),
            ("tambovska", true, Some("tambov")),
            ("petrovski", false, None),
            ("stroitelnaya", false, None),
        ] {
            assert_eq!(stem_of_name(word, is_transliterated), stem, "{word}");
        }
    }
}
