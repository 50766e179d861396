//! Numbers that identify a party.

use sanad_model::{CountryCode, IdentifierKind};

/// A number that identifies a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// The kind.
    pub kind: IdentifierKind,
    /// As the list prints it.
    pub value: String,
    /// The country that issued it.
    pub country: Option<CountryCode>,
    /// What else the list says: its word for the document, its dates, that the number is false.
    pub note: Option<String>,
}

impl Identifier {
    pub(crate) fn new(kind: IdentifierKind, value: &str) -> Self {
        Self { kind, value: value.to_owned(), country: None, note: None }
    }

    pub(crate) fn in_country(mut self, country: Option<CountryCode>) -> Self {
        self.country = country;
        self
    }

    pub(crate) fn noted(mut self, note: impl IntoIterator<Item = String>) -> Self {
        let notes: Vec<String> = self.note.take().into_iter().chain(note).filter(|note| !note.is_empty()).collect();
        self.note = Some(notes.join("; ")).filter(|note| !note.is_empty());
        self
    }
}

/// Whether seven digits are an IMO number: the last one is the last digit of the sum of the others, times 7 to 2.
pub fn is_imo(digits: &str) -> bool {
    let digits: Vec<u32> = digits.chars().filter_map(|character| character.to_digit(10)).collect();
    digits.len() == 7
        && digits.iter().zip((2..=7).rev()).map(|(digit, weight)| digit * weight).sum::<u32>() % 10 == digits[6]
}

/// Whether the text is a Legal Entity Identifier: 20 letters and digits, of which the last two check the others
/// (ISO 7064, 97-10).
pub fn is_lei(text: &str) -> bool {
    let is_form = text.len() == 20 && text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    let remainder = |rest: u32, character: char| match character.to_digit(36) {
        Some(value) if value > 9 => (rest * 100 + value) % 97,
        Some(value) => (rest * 10 + value) % 97,
        None => rest,
    };
    is_form && text.chars().fold(0, remainder) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_checked() {
        assert!(is_imo("9562233"));
        assert!(is_imo("9074729"));
        assert!(!is_imo("9562234"));
        assert!(!is_imo("956223"));
        assert!(is_lei("5493001KJTIIGC8Y1R12"));
        assert!(!is_lei("5493001KJTIIGC8Y1R13"));
        assert!(!is_lei("5493001KJTIIGC8Y1R"));
    }
}
