//! Numbers that identify a party, and how they are compared.

use sanad_model::{CountryCode, vocabulary};

vocabulary! {
    /// The kind of an identifier.
    pub enum IdentifierKind {
        /// The number or reference of an entry in a list.
        ListEntry = "LIST_ENTRY",
        /// A passport or another travel document.
        Passport = "PASSPORT",
        /// An identity card or a national number of a person.
        NationalId = "NATIONAL_ID",
        /// A number of tax authorities.
        TaxNumber = "TAX_NUMBER",
        /// A number of a register of companies, aircraft or the like.
        Registration = "REGISTRATION",
        /// The number of a vessel at the International Maritime Organization.
        Imo = "IMO",
        /// The radio number of a vessel.
        Mmsi = "MMSI",
        /// A Legal Entity Identifier.
        Lei = "LEI",
        /// The code of a bank in SWIFT.
        SwiftBic = "SWIFT_BIC",
        /// The address of a wallet of a cryptocurrency.
        Wallet = "WALLET",
        /// An item of Wikidata.
        Wikidata = "WIKIDATA",
        /// Any other.
        Other = "OTHER",
    }
}

/// A number that identifies a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// The kind.
    pub kind: IdentifierKind,
    /// As the list prints it.
    pub value: String,
    /// What is compared: see [`normalized`].
    pub normalized: String,
    /// The country that issued it.
    pub country: Option<CountryCode>,
    /// What else the list says: its word for the document, its dates, that the number is false.
    pub note: Option<String>,
}

impl Identifier {
    pub(crate) fn new(kind: IdentifierKind, value: &str) -> Self {
        Self { kind, value: value.to_owned(), normalized: normalized(kind, value), country: None, note: None }
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

/// The value as it is compared. Of wallets, everything between spaces counts, with its case; of an IMO number the seven
/// digits; of any other the letters and digits, in upper case.
pub fn normalized(kind: IdentifierKind, value: &str) -> String {
    match kind {
        IdentifierKind::Wallet => value.split_whitespace().collect(),
        IdentifierKind::Imo | IdentifierKind::Mmsi => {
            let digits: String = value.chars().filter(char::is_ascii_digit).collect();
            if digits.is_empty() { letters_and_digits(value) } else { digits }
        }
        _ => letters_and_digits(value),
    }
}

fn letters_and_digits(value: &str) -> String {
    value.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_uppercase).collect()
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

    #[test]
    fn values_are_compared_without_their_punctuation() {
        assert_eq!(normalized(IdentifierKind::Imo, "IMO 9562233"), "9562233");
        assert_eq!(normalized(IdentifierKind::Passport, "a-12 34.b"), "A1234B");
        assert_eq!(normalized(IdentifierKind::Wallet, " 1aB c "), "1aBc");
        assert_eq!(normalized(IdentifierKind::NationalId, "رقم ١٢"), "رقم١٢");
    }
}
