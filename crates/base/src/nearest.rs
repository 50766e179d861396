//! Suggestions: "did you mean …?"

/// Maximum length of a word that is compared, in bytes.
const LONGEST: usize = 200;

/// The known word that was probably meant: one that differs in a few letters, or else one that contains all parts of
/// the word (`haftar` in `khalifa-haftar`).
pub fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str> + Clone) -> Option<&'k str> {
    if word.len() > LONGEST {
        return None;
    }
    let folded = word.to_lowercase();
    let few = (folded.chars().count() / 3).clamp(1, 4);
    let distance = |other: &str| strsim::damerau_levenshtein(&folded, &other.to_lowercase());
    let of_like_length = known.clone().filter(|other| other.len().abs_diff(word.len()) <= 4 * few);
    let close = of_like_length.map(|other| (distance(other), other)).filter(|(distance, _)| *distance <= few);
    let holds_all_parts = |other: &&str| {
        let mut parts = folded.split(['-', '_', ' ']);
        parts.all(|part| !part.is_empty() && other.split(['-', '_']).any(|other| other.eq_ignore_ascii_case(part)))
    };
    let close = close.min_by_key(|(distance, _)| *distance).map(|(_, other)| other);
    close.or_else(|| known.filter(holds_all_parts).min_by_key(|other| other.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_found() {
        let known = ["khalifa-haftar", "khalifa-al-ghawil", "libya-country", "REPORTS", "CONFIRMS"];
        for (word, expected) in [
            ("khalifa-hafter", Some("khalifa-haftar")),
            ("haftar", Some("khalifa-haftar")),
            ("libya", Some("libya-country")),
            ("reports", Some("REPORTS")),
            ("CONFRIMS", Some("CONFIRMS")),
            ("berlin", None),
            ("", None),
            ("-", None),
        ] {
            assert_eq!(nearest(word, known.into_iter()), expected, "{word:?}");
        }
    }
}
