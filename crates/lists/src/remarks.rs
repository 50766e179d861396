//! What lists only say in their remarks: that somebody is dead, and which other entries are meant.

use sanad_model::RelationshipKind;

use crate::entry::{Deceased, Other, Relation};

/// Whether the remarks say that the person is dead. A word in brackets is about the name before it, and some sentences are
/// about relatives.
pub(crate) fn deceased(remarks: &str) -> Option<Deceased> {
    let lower = remarks.to_lowercase();
    lower.match_indices("deceased").find_map(|(at, word)| {
        let (before, after) = (&lower[..at], &lower[at + word.len()..]);
        let sentence = before.rsplit(['.', ';']).next().unwrap_or_default();
        let others = ["father", "mother", "brother", "husband", "wife", "son of", "widow", "founded", "leader was"];
        let is_in_brackets = before.matches('(').count() > before.matches(')').count();
        let is_of_others =
            is_in_brackets || before.ends_with("now-") || others.iter().any(|word| sentence.contains(word));
        if is_of_others || sentence.ends_with("not ") {
            return None;
        }
        let doubts = ["report", "believ", "possibly", "presum", "alleg", "likely", "may be", "suspect"];
        let is_doubted = doubts.iter().any(|word| sentence.contains(word)) || after.starts_with(" (unconfirmed");
        Some(if is_doubted { Deceased::Reported } else { Deceased::Stated })
    })
}

/// The references of other entries in a text: `QDe.003`.
pub(crate) fn references_in(remarks: &str, own: &str) -> Vec<Relation> {
    let is_reference = |word: &str| {
        let bytes = word.as_bytes();
        bytes.len() == 7
            && bytes[..2].iter().all(u8::is_ascii_uppercase)
            && matches!(bytes[2], b'i' | b'e' | b'v')
            && bytes[3] == b'.'
            && bytes[4..].iter().all(u8::is_ascii_digit)
    };
    let words = remarks.split(|character: char| !character.is_ascii_alphanumeric() && character != '.');
    let words = words.map(|word| word.trim_matches('.')).filter(|word| *word != own && is_reference(word));
    let relation = |word: &str| Relation {
        kind: RelationshipKind::Linked,
        is_inverse: false,
        printed: "named in the remarks".to_owned(),
        other: Other::Reference(word.to_owned()),
        note: None,
    };
    words.map(relation).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_death_of_the_person_counts() {
        for (remarks, expected) in [
            ("Deceased in April 2013. Other", Some(Deceased::Stated)),
            ("Believed status/location: deceased.", Some(Deceased::Reported)),
            ("Reportedly deceased as of 2010.", Some(Deceased::Reported)),
            ("Died here. Father's name is Ali (deceased).", None),
            ("Guard of Somebody (deceased). Confirmed deceased in 2010.", Some(Deceased::Stated)),
            ("Kin of Somebody (QDi.902, reported deceased in June 2020).", None),
            ("Alive", None),
        ] {
            assert_eq!(deceased(remarks), expected, "{remarks}");
        }
    }

    #[test]
    fn references_of_others_are_found() {
        let found = references_in("Kin of Example (QDe.003), QDi.001. See QDi.002; x.QDe.1", "QDi.001");
        let found: Vec<_> = found.into_iter().map(|relation| relation.other).collect();
        assert_eq!(found, ["QDe.003", "QDi.002"].map(|reference| Other::Reference(reference.to_owned())));
    }
}
