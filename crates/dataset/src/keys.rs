//! The keys of a data set, and suggestions for references to unknown keys.

use std::collections::{BTreeMap, HashSet};

use sanad_model::{Key, NodeKind};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::files::Spot;
use super::format::TABLES;
use super::reader::{Document, FromToml, Report, nearest};

pub const PARTY: &[NodeKind] = &[NodeKind::Actor, NodeKind::Organization];
pub const ORGANIZATION: &[NodeKind] = &[NodeKind::Organization];
pub const ARTICLE: &[NodeKind] = &[NodeKind::Article];
pub const PLACE: &[NodeKind] = &[NodeKind::Place];
pub const LEGAL_INSTRUMENT: &[NodeKind] = &[NodeKind::LegalInstrument];
pub const SANCTION_EVENT: &[NodeKind] = &[NodeKind::SanctionEvent];

/// All keys that records declare, including invalid records.
pub struct Keys {
    known: BTreeMap<Key, Vec<(NodeKind, Spot)>>,
    /// Probable corrections of malformed keys, and keys in files that were only partly understood. A reference to one
    /// of them is not reported.
    doubtful: HashSet<String>,
}

impl Keys {
    /// Collects the keys of all documents, and reports duplicates.
    pub fn gather(documents: &[Document<'_>], report: &Report<'_>) -> Self {
        let mut claims: Vec<(Spot, Key, NodeKind)> = Vec::new();
        let mut doubtful = HashSet::new();
        for document in documents {
            for (name, kind) in TABLES {
                let tables = document.table.get(name).map(tables_in).unwrap_or_default();
                for value in tables.into_iter().filter_map(|table| table.get("key")) {
                    let spot = Spot { file: document.file, offset: value.span().start };
                    match Key::from_toml(value) {
                        Ok(key) => claims.push((spot, key, kind)),
                        // Only the malformed key is reported, not the references that spell it correctly.
                        Err(_) => doubtful.extend(value.get_ref().as_str().map(corrected)),
                    }
                }
            }
            if !document.is_whole() {
                doubtful.extend(keys_spelled_in(document.text).map(str::to_owned));
            }
        }
        claims.sort();
        let mut known: BTreeMap<Key, Vec<(NodeKind, Spot)>> = BTreeMap::new();
        for (spot, key, kind) in claims {
            let owners = known.entry(key.clone()).or_default();
            if let Some((first_kind, first)) = owners.first() {
                let first = format!("the {} at {}", noun(*first_kind), report.position(*first));
                let hint = format!("{first} has this key: expected a key that no other record of any kind has");
                report.add(spot, Some(&key), format!("the key `{key}` is already in use"), Some(hint));
            }
            owners.push((kind, spot));
        }
        Self { known, doubtful }
    }

    /// Whether at most one record has this key.
    pub fn is_unique(&self, key: &Key) -> bool {
        self.known.get(key).is_none_or(|owners| owners.len() < 2)
    }

    /// What is wrong with a reference to this key where a record of one of these kinds is expected, and a hint.
    pub fn mistake(&self, key: &Key, kinds: &[NodeKind], report: &Report<'_>) -> Option<(String, String)> {
        let fits = |owners: &Vec<(NodeKind, Spot)>| owners.iter().any(|(kind, _)| kinds.contains(kind));
        let owners = self.known.get(key);
        if owners.is_some_and(fits) || self.doubtful.contains(key.as_str()) {
            return None;
        }
        let fitting = self.known.iter().filter(|(_, owners)| fits(owners)).map(|(key, _)| key.as_str());
        let near = nearest(key.as_str(), fitting).map(|near| format!("did you mean `{near}`?"));
        Some(match owners.and_then(|owners| owners.first()) {
            Some((kind, spot)) => {
                let text = format!("`{key}` is {}, not {}", with_article(noun(*kind)), one_of(kinds));
                (text, near.unwrap_or_else(|| format!("`{key}` is defined at {}", report.position(*spot))))
            }
            None => {
                let wanted = kinds.iter().map(|kind| noun(*kind)).collect::<Vec<_>>().join(" or ");
                let tables: Vec<_> = kinds.iter().filter_map(|kind| table_of(*kind)).collect();
                let text = format!("unknown {wanted} `{key}`");
                (text, near.unwrap_or_else(|| format!("no {} has this key", tables.join(" or "))))
            }
        })
    }
}

/// The name of a kind of node in messages.
pub fn noun(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Dataset => "data set",
        NodeKind::Article => "article",
        NodeKind::Actor => "actor",
        NodeKind::Organization => "organization",
        NodeKind::Place => "place",
        NodeKind::Relationship => "relationship",
        NodeKind::SanctionEvent => "sanction event",
        NodeKind::Incident => "incident",
        NodeKind::Participation => "participation",
        NodeKind::Figure => "figure",
        NodeKind::PlaceRelationship => "place relationship",
        NodeKind::LegalInstrument => "legal instrument",
    }
}

/// "an actor or an organization"
pub fn one_of(kinds: &[NodeKind]) -> String {
    kinds.iter().map(|kind| with_article(noun(*kind))).collect::<Vec<_>>().join(" or ")
}

/// "a place", "an actor"
pub fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

fn table_of(kind: NodeKind) -> Option<String> {
    TABLES.iter().find(|(_, of)| *of == kind).map(|(table, _)| format!("[[{table}]]"))
}

/// The tables of an array of tables, or the single table.
fn tables_in<'v, 'i>(value: &'v Spanned<DeValue<'i>>) -> Vec<&'v DeTable<'i>> {
    match value.get_ref() {
        DeValue::Array(array) => array.iter().filter_map(|item| item.get_ref().as_table()).collect(),
        DeValue::Table(table) => vec![table],
        _ => Vec::new(),
    }
}

/// A malformed key with the most common mistakes corrected.
fn corrected(key: &str) -> String {
    key.trim().to_lowercase().replace([' ', '_', '.'], "-")
}

/// The values of `key = "…"` lines, in a text that may not be valid TOML.
fn keys_spelled_in(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let value = line.trim_start().strip_prefix("key")?.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        value.get(1..)?.split(quote).next()
    })
}
