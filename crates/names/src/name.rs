//! A name, ready to be compared with many others.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::acronyms::written_out;
use super::aliases::names_in;
use super::languages::respelled;
use super::parsed::{Parsed, guessed};

/// Whether a name is that of a person or of an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bearer {
    Person,
    Organization,
}

/// A parsed name: parsed once, it can be compared with many others.
#[derive(Debug, Clone)]
pub struct Name {
    /// The ways to read it: each of the names in the text, also as other languages spell it, and if its bearer was not given,
    /// as that of a person and as that of an organization.
    pub(super) readings: Vec<Parsed>,
    pub(super) is_bearer_given: bool,
}

impl Name {
    /// Parses a name. Accepts any text; only the beginning of a very long one is parsed. A text may hold several names
    /// of its bearer: those after "a.k.a." or a semicolon, or in brackets. Without a bearer, the name is compared with
    /// those of people as that of a person, and with those of organizations as that of an organization.
    pub fn new(text: &str, bearer: Option<Bearer>) -> Self {
        let mut readings = Vec::new();
        for text in names_in(&composed(beginning(text))) {
            let likely = bearer.unwrap_or_else(|| guessed(&text));
            let bearers = bearer.as_ref().map_or(&[Bearer::Person, Bearer::Organization][..], std::slice::from_ref);
            for bearer in bearers.iter().copied() {
                let parsed = |text: &str| Parsed::new(text, bearer, bearer == likely);
                let own = parsed(&text);
                // What is spelled in another way has the same letters only as what its own spelling has.
                let respelled = (bearer == Bearer::Person).then(|| respelled(&text)).flatten();
                let respelled = respelled.map(|text| Parsed { plain: own.plain.clone(), ..parsed(&text) });
                readings.extend([own].into_iter().chain(respelled));
            }
            if bearer != Some(Bearer::Person) {
                readings.extend(written_out(&text).map(|name| Parsed::new(&name, Bearer::Organization, true)));
            }
        }
        readings.retain(|reading| !reading.parts.is_empty());
        Self { readings, is_bearer_given: bearer.is_some() }
    }

    /// Whether the text has no letter and no digit. Such a name matches no other.
    pub fn is_empty(&self) -> bool {
        self.readings.is_empty()
    }

    /// The memory that it takes, in bytes, without what is known of its words: all names share that.
    pub fn memory(&self) -> usize {
        size_of::<Self>() + self.readings.iter().map(Parsed::memory).sum::<usize>()
    }

    /// The readings of both names that can be compared.
    pub(super) fn pairs<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = (&'a Parsed, &'a Parsed)> {
        let pairs = self.readings.iter().flat_map(|one| other.readings.iter().map(move |other| (one, other)));
        pairs.filter(|(one, reading)| self.is_comparable(one, other, reading))
    }

    /// Whether a reading of this name can be compared with one of another.
    pub(super) fn is_comparable(&self, own: &Parsed, other: &Self, reading: &Parsed) -> bool {
        let are_given = self.is_bearer_given && other.is_bearer_given;
        are_given || own.bearer == reading.bearer && (own.is_likely || reading.is_likely)
    }
}

/// The beginning of a text that is longer than all names in it can be.
fn beginning(text: &str) -> &str {
    const CHARACTERS: usize = 4_000;
    text.char_indices().nth(CHARACTERS).map_or(text, |(end, _)| &text[..end])
}

/// The text with one character for each letter and its marks, as most write it. Some write Korean syllables as several.
fn composed(text: &str) -> Cow<'_, str> {
    let is_composed = text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes;
    if is_composed { text.into() } else { text.nfc().collect::<String>().into() }
}
