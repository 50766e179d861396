//! Words in which letters of another script stand for those that look like them, by mistake or to hide a name: РUTIN.

use std::borrow::Cow;

/// Letters of Latin script, and those of Cyrillic and Greek script that look like them; capitals and small letters.
const LOOKALIKES: [(&str, &str); 2] =
    [("ABEKMHOPCTYXISJaeopcyxisj", "АВЕКМНОРСТУХІЅЈаеорсухіѕј"), ("ABEZHIKMNOPTYXov", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧον")];

/// The text with words of one script each where only lookalikes make them mixed: in Latin letters if no other letter
/// forbids it, else in Cyrillic ones.
pub fn unmixed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.chars().any(is_other) || !text.contains(|letter: char| letter.is_ascii_alphabetic()) {
        return Cow::Borrowed(text);
    }
    let mut unmixed = String::with_capacity(text.len());
    for word in text.split_inclusive(|letter: char| !letter.is_alphabetic()) {
        let letters = || word.chars().filter(|letter| letter.is_alphabetic());
        let is_mixed = letters().any(is_other) && letters().any(|letter| letter.is_ascii());
        if is_mixed && letters().all(|letter| letter.is_ascii() || latin(letter).is_some()) {
            unmixed.extend(word.chars().map(|letter| latin(letter).unwrap_or(letter)));
        } else if is_mixed && letters().all(|letter| is_other(letter) || cyrillic(letter).is_some()) {
            unmixed.extend(word.chars().map(|letter| cyrillic(letter).unwrap_or(letter)));
        } else {
            unmixed.push_str(word);
        }
    }
    Cow::Owned(unmixed)
}

/// Whether it is a Greek or a Cyrillic letter.
fn is_other(letter: char) -> bool {
    matches!(letter, '\u{370}'..='\u{52f}')
}

fn latin(letter: char) -> Option<char> {
    LOOKALIKES
        .iter()
        .find_map(|(latin, others)| pairs(others, latin).find(|(other, _)| *other == letter))
        .map(|pair| pair.1)
}

fn cyrillic(letter: char) -> Option<char> {
    let (latin, cyrillic) = LOOKALIKES[0];
    pairs(latin, cyrillic).find(|(latin, _)| *latin == letter).map(|pair| pair.1)
}

fn pairs(from: &'static str, to: &'static str) -> impl Iterator<Item = (char, char)> {
    from.chars().zip(to.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lookalikes_take_the_script_of_their_word() {
        for (mixed, plain) in [
            ("NРO \"RIF\"", "NPO \"RIF\""),
            ("Vlаdimir РUTIN", "Vladimir PUTIN"),
            ("Влaдимир ПУTИН", "Владимир ПУТИН"),
            ("Αlexander", "Alexander"),
        ] {
            assert_eq!(unmixed(mixed), plain);
        }
        for text in ["Владимир Putin", "Ξενοφών", "مصرف Bank", "Zürich", "АBЖZ"] {
            assert_eq!(unmixed(text), text);
        }
    }
}
