//! Nodes of the graph: their kinds and keys.

use std::fmt;
use std::str::FromStr;

use super::vocabulary::vocabulary;

vocabulary! {
    /// The kind of a node. The word is the name of the GraphQL type and the first part of an id.
    pub enum NodeKind {
        /// A set of records that are loaded together.
        Dataset = "Dataset",
        /// A published text that facts are cited from.
        Article = "Article",
        /// A person.
        Actor = "Actor",
        /// A state, an institution, an armed group, a company, a publisher.
        Organization = "Organization",
        /// A vessel or an aircraft.
        Asset = "Asset",
        /// A place on the map.
        Place = "Place",
        /// A relationship between two parties.
        Relationship = "Relationship",
        /// A step of a sanctions case.
        SanctionEvent = "SanctionEvent",
        /// Any other event that happened or is said to have happened.
        Incident = "Incident",
        /// The participation of a party in an event.
        Participation = "Participation",
        /// A number that a source gives for an event.
        Figure = "Figure",
        /// A relationship between a party and a place.
        PlaceRelationship = "PlaceRelationship",
        /// A resolution, an order, a law or a treaty.
        LegalInstrument = "LegalInstrument",
    }
}

impl NodeKind {
    /// The kinds of parties: whom facts are about.
    pub const PARTIES: &[Self] = &[Self::Actor, Self::Organization, Self::Asset];

    /// The kinds of parties that speak and decide. The others are things.
    pub const AGENTS: &[Self] = &[Self::Actor, Self::Organization];

    /// The kinds of events.
    pub const EVENTS: &[Self] = &[Self::SanctionEvent, Self::Incident];

    /// The kinds of facts.
    pub const FACTS: &[Self] = &[
        Self::SanctionEvent,
        Self::Incident,
        Self::Relationship,
        Self::PlaceRelationship,
        Self::Participation,
        Self::Figure,
    ];

    pub fn is_party(self) -> bool {
        Self::PARTIES.contains(&self)
    }

    /// Whether it is an event: a sanction event or an incident.
    pub fn is_event(self) -> bool {
        Self::EVENTS.contains(&self)
    }
}

/// The stable key of a node, unique across all kinds: lower-case letters and digits in parts joined by hyphens
/// (`mohamed-al-kani`). A derived key joins other keys by dots (`mohamed-al-kani.leads.kaniyat`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(String);

/// Maximum length of a key, in bytes.
pub const KEY_LIMIT: usize = 300;

/// A text that is not a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{}` is not a key: expected lower-case letters and digits in parts joined by hyphens or dots, at most {KEY_LIMIT} characters",
    .0.chars().take(40).collect::<String>()
)]
pub struct MalformedKey(pub String);

impl Key {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A derived key: keys and the slugs of words, joined by dots. The result may be longer than [`KEY_LIMIT`].
    pub fn joined<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let parts: Vec<String> = parts.into_iter().map(slug).collect();
        Self(parts.join("."))
    }
}

fn slug(part: &str) -> String {
    part.to_ascii_lowercase().replace('_', "-")
}

/// A node as a client names it: by its key, or by its id, which also says its kind. A key has no colon and an id has one,
/// so a text is never both.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NodeName {
    /// None for a name that is a key.
    pub kind: Option<NodeKind>,
    pub key: Key,
}

impl fmt::Display for NodeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Some(kind) => write!(f, "{kind}:{}", self.key),
            None => self.key.fmt(f),
        }
    }
}

impl FromStr for Key {
    type Err = MalformedKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_part = |part: &str| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        if text.len() <= KEY_LIMIT && text.split(['-', '.']).all(is_part) {
            Ok(Self(text.to_owned()))
        } else {
            Err(MalformedKey(text.to_owned()))
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_parts_joined_by_hyphens_and_dots() {
        for key in ["kaniyat", "un-security-council", "a1.leads.b-2"] {
            assert_eq!(key.parse::<Key>().unwrap().as_str(), key);
        }
        let long = "a".repeat(KEY_LIMIT + 1);
        for text in ["", "-a", "a-", "a--b", "A", "a b", "a..b", "ترهونة", &long] {
            assert!(text.parse::<Key>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn joined_keys_slug_the_words_between() {
        assert_eq!(Key::joined(["a-b", "HOLDS_OFFICE", "c"]).as_str(), "a-b.holds-office.c");
    }
}
