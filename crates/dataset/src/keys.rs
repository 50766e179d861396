//! The keys of data sets, and suggestions for references to unknown keys.

use std::collections::{BTreeMap, HashSet};

use sanad_base::nearest::nearest;
use sanad_base::wording::alternatives;
use sanad_database::store::Records;
use sanad_model::{Key, NodeKind};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::files::Spot;
use super::format::TABLES;
use super::reader::{Document, FromToml, Report};

pub const PARTY: &[NodeKind] = NodeKind::PARTIES;
pub const AGENT: &[NodeKind] = NodeKind::AGENTS;
pub const ORGANIZATION: &[NodeKind] = &[NodeKind::Organization];
pub const ARTICLE: &[NodeKind] = &[NodeKind::Article];
pub const PLACE: &[NodeKind] = &[NodeKind::Place];
pub const LEGAL_INSTRUMENT: &[NodeKind] = &[NodeKind::LegalInstrument];
pub const SANCTION_EVENT: &[NodeKind] = &[NodeKind::SanctionEvent];

/// All keys that the records of a data set declare, including invalid records.
#[derive(Default)]
pub struct Declared {
    known: BTreeMap<Key, Vec<(NodeKind, Spot)>>,
    /// Probable corrections of malformed keys, and keys in files that were only partly understood. A reference to one
    /// of them is not reported.
    doubtful: HashSet<String>,
}

/// The keys of another data set.
pub struct Other<'k> {
    pub dataset: &'k Key,
    pub declared: &'k Declared,
    pub is_used: bool,
}

/// The keys to which a data set may refer: its own, and those of the data sets that it uses. The others are known for
/// messages.
pub struct Keys<'k> {
    pub dataset: Option<&'k Key>,
    pub own: &'k Declared,
    pub others: Vec<Other<'k>>,
    /// Whether a data set is missing that this one uses. Then an unknown key is not reported: it may be there.
    pub lacks_used: bool,
}

impl Declared {
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

    /// The keys of a data set that is in the database only.
    pub fn stored(records: Records) -> Self {
        let known = records.into_iter().map(|(key, kind)| (key, vec![(kind, Spot::default())])).collect();
        Self { known, doubtful: HashSet::new() }
    }

    /// Reports the keys that another data set has too, which is loaded before.
    pub fn report_shared(&self, earlier: &Self, report: &Report<'_>) {
        for (key, owners) in &self.known {
            let (Some((_, spot)), Some((kind, first))) =
                (owners.first(), earlier.known.get(key).and_then(|owners| owners.first()))
            else {
                continue;
            };
            let first = format!("the {} at {}", noun(*kind), report.position(*first));
            let hint = format!("{first} has this key: expected a key that no other record of any kind has");
            report.add(*spot, Some(key), format!("the key `{key}` is already in use"), Some(hint));
        }
    }

    fn has(&self, key: &Key, kinds: &[NodeKind]) -> bool {
        self.known.get(key).is_some_and(|owners| fit(owners, kinds))
    }

    /// The keys of records of these kinds.
    fn fitting<'k>(&'k self, kinds: &'k [NodeKind]) -> impl Iterator<Item = &'k str> + Clone {
        self.known.iter().filter(|(_, owners)| fit(owners, kinds)).map(|(key, _)| key.as_str())
    }
}

fn fit(owners: &[(NodeKind, Spot)], kinds: &[NodeKind]) -> bool {
    owners.iter().any(|(kind, _)| kinds.contains(kind))
}

impl Keys<'_> {
    /// Whether at most one record has this key.
    pub fn is_unique(&self, key: &Key) -> bool {
        self.own.known.get(key).is_none_or(|owners| owners.len() < 2)
    }

    /// What is wrong with a reference to this key where a record of one of these kinds is expected, and a hint.
    pub fn mistake(&self, key: &Key, kinds: &[NodeKind], report: &Report<'_>) -> Option<(String, String)> {
        if self.own.has(key, kinds) || self.own.doubtful.contains(key.as_str()) {
            return None;
        }
        // Articles are cited by their own data set only.
        let is_shared = kinds != ARTICLE;
        let used = || self.others.iter().filter(|other| other.is_used && is_shared);
        if used().any(|other| other.declared.has(key, kinds)) {
            return None;
        }
        let fitting = used().flat_map(|other| other.declared.fitting(kinds));
        let near = nearest(key.as_str(), self.own.fitting(kinds).chain(fitting));
        let near = near.map(|near| format!("did you mean `{near}`?"));
        if let Some((kind, spot)) = self.own.known.get(key).and_then(|owners| owners.first()) {
            let text = format!("`{key}` is {}, not {}", with_article(noun(*kind)), one_of(kinds));
            return Some((text, near.unwrap_or_else(|| format!("`{key}` is defined at {}", report.position(*spot)))));
        }
        if self.lacks_used && is_shared {
            return None;
        }
        if let Some((kind, other)) = self.others.iter().find_map(|other| other.with(key)) {
            return Some(self.mistake_across(key, kind, kinds, other));
        }
        let wanted = alternatives(kinds.iter().map(|kind| noun(*kind)));
        let tables = alternatives(kinds.iter().filter_map(|kind| table_of(*kind)));
        let text = format!("unknown {wanted} `{key}`");
        Some((text, near.unwrap_or_else(|| format!("no {tables} has this key"))))
    }

    /// What is wrong with a reference to a record of another data set.
    fn mistake_across(&self, key: &Key, kind: NodeKind, kinds: &[NodeKind], other: &Other<'_>) -> (String, String) {
        let (found, dataset) = (with_article(noun(kind)), other.dataset);
        if !kinds.contains(&kind) {
            let text = format!("`{key}` is {found}, not {}", one_of(kinds));
            return (text, format!("`{key}` is defined in the data set `{dataset}`"));
        }
        if kinds == ARTICLE {
            let text = format!("`{key}` is an article of the data set `{dataset}`");
            return (text, "expected an article of the same data set".to_owned());
        }
        let text = format!("`{key}` is {found} of the data set `{dataset}`, which this one does not use");
        let uses = self.others.iter().filter(|other| other.is_used).map(|other| other.dataset).chain([dataset]);
        let uses: Vec<String> = uses.map(|used| format!("\"{used}\"")).collect();
        (text, format!("add `uses = [{}]` to [dataset]", uses.join(", ")))
    }

    /// What is wrong with the use of this data set, and a hint.
    pub fn mistake_in_use(&self, used: &Key) -> Option<(String, String)> {
        if self.dataset == Some(used) {
            return Some(("the data set uses itself".to_owned(), "remove it from the list".to_owned()));
        }
        let known = self.others.iter().map(|other| other.dataset.as_str());
        if known.clone().any(|known| known == used.as_str()) {
            return None;
        }
        let hint = match nearest(used.as_str(), known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                "expected a data set that is built in or given too; a load also knows those in the database".to_owned()
            }
        };
        Some((format!("unknown data set `{used}`"), hint))
    }
}

impl Other<'_> {
    /// The kind of its record with this key.
    fn with(&self, key: &Key) -> Option<(NodeKind, &Self)> {
        let (kind, _) = self.declared.known.get(key)?.first()?;
        Some((*kind, self))
    }
}

/// The name of a kind of node in messages.
pub fn noun(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Dataset => "data set",
        NodeKind::Article => "article",
        NodeKind::Actor => "actor",
        NodeKind::Organization => "organization",
        NodeKind::Asset => "asset",
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

/// "an actor, an organization or an asset"
pub fn one_of(kinds: &[NodeKind]) -> String {
    alternatives(kinds.iter().map(|kind| with_article(noun(*kind))))
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
