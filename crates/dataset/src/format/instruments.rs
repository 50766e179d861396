//! `legal_basis` of a sanction event and `instruments` of an incident: the legal instruments that it is based on or
//! concerns.

use std::hash::{Hash, Hasher};

use sanad_model::Key;
use toml::Spanned;
use toml::de::DeValue;

use crate::keys::LEGAL_INSTRUMENT;
use crate::reader::{Fields, FromToml, Mistake};

/// The key of an instrument, and its byte offset in the file.
#[derive(Clone)]
struct Instrument {
    key: Key,
    offset: usize,
}

impl PartialEq for Instrument {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Instrument {}

impl Hash for Instrument {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl FromToml for Instrument {
    fn expected() -> String {
        "the key of a legal instrument, such as `executive-order-13818`, or a list of keys in [ ]; write its name as the \
         `title` of a [[legal_instrument]]"
            .to_owned()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        let hint = || format!("expected {}", Self::expected());
        match Key::from_toml(value) {
            Ok(key) => Ok(Self { key, offset: value.span().start }),
            Err(mistakes) => Err(mistakes.into_iter().map(|wrong| Mistake { hint: hint(), ..wrong }).collect()),
        }
    }
}

/// One instrument, or a list without duplicates.
struct OneOrMore(Vec<Instrument>);

impl FromToml for OneOrMore {
    fn expected() -> String {
        Instrument::expected()
    }

    fn from_toml(value: &Spanned<DeValue<'_>>) -> Result<Self, Vec<Mistake>> {
        match value.get_ref() {
            DeValue::Array(_) => Vec::from_toml(value).map(Self),
            _ => Instrument::from_toml(value).map(|instrument| Self(vec![instrument])),
        }
    }
}

/// The keys in the field, in their order.
pub fn read(fields: &mut Fields<'_>, field: &str) -> Option<Vec<Key>> {
    let Some(OneOrMore(named)) = fields.optional(field) else {
        return if fields.has(field) { None } else { Some(Vec::new()) };
    };
    for Instrument { key, offset } in &named {
        fields.check_reference(field, fields.spot_at(*offset), key, LEGAL_INSTRUMENT);
    }
    Some(named.into_iter().map(|instrument| instrument.key).collect())
}
