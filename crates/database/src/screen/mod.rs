//! Screening: which parties bear names like one that is given.
//!
//! Candidates are found by the keys of names, in the database; how alike the names are is told in Rust. What comes of it
//! is the same on both backends.

mod candidates;
mod memory;
mod names;
mod particulars;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use sanad_base::work::{check_current, few, in_time};
use sanad_model::{NodeKind, Particulars, SUPPORT_LIMIT, Support, supported};
use sanad_names::{Bearer, Comparison, Name, compare, fold};

use self::candidates::{Traits, candidates, distinct};
pub use self::memory::Memory;
pub(super) use self::names::Names;
pub(super) use self::particulars::of_parties;

use self::names::Likely;
use self::particulars::particulars;
use super::conn::Conn;
use super::name::NameRow;
use super::name_key::bearer;
use super::page::ROOT;
use super::relation::Relation;
use crate::error::Result;

/// The most queries that one screening takes.
pub const QUERIES_LIMIT: usize = 100;

/// The score from which on matches are given when nobody says.
pub const THRESHOLD_DEFAULT: f64 = 0.7;

/// How many matches are given when nobody says.
pub const MATCHES_DEFAULT: usize = 5;

/// The longest name that is looked for, in characters.
pub const NAME_LIMIT: usize = 1_000;

/// The most matches of each that are given.
pub const MATCHES_LIMIT: usize = 20;

/// How many parties a name is compared with, those that have most in common with it.
pub const CANDIDATES_LIMIT: usize = 200;

/// The score from which on a match is given, in [0, 1]. Two of the same bits are equal.
#[derive(Debug, Clone, Copy)]
pub struct Threshold(pub f64);

impl PartialEq for Threshold {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_bits() == other.0.to_bits()
    }
}

impl Eq for Threshold {}

impl std::hash::Hash for Threshold {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

/// Who is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Query {
    pub name: String,
    /// Either kind of party when absent.
    pub kind: Option<NodeKind>,
    pub particulars: Particulars,
}

/// Who bears a name like each of those that are given, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Screening {
    /// At most [`QUERIES_LIMIT`].
    pub queries: Vec<Query>,
    pub threshold: Threshold,
    /// How many matches of each to give; at most [`MATCHES_LIMIT`].
    pub first: usize,
}

/// A party that may be meant.
#[derive(Debug, PartialEq)]
pub struct Match {
    pub party_id: i64,
    /// The score of the names with what supports it.
    pub score: f64,
    /// Which of the names that were looked for is the most alike.
    pub sought: usize,
    /// The name of the party that is the most alike.
    pub name: NameRow,
    /// The first name is the one that was looked for.
    pub comparison: Comparison,
    pub support: Vec<Support>,
}

/// What screening has found, best first; of those alike, first those that were entered first.
#[derive(Debug, Default, PartialEq)]
pub struct Screened {
    pub matches: Vec<Arc<Match>>,
    /// Whether no bound has kept anything from being found.
    pub is_complete: bool,
}

impl Relation for Screening {
    type Value = Vec<Screened>;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let (sought, terms) = self.asked();
        Ok(HashMap::from([(ROOT, find(conn, &sought, &terms, Names::of)?)]))
    }
}

impl Screening {
    /// The same for one who screens one batch after another: what one has read serves the next, until a load changes something.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn remembering(&self, conn: &mut Conn, memory: &Memory) -> Result<Vec<Screened>> {
        let (sought, terms) = self.asked();
        conn.read(|conn, seen| {
            find(conn, &sought, &terms, |conn, parties| Names::remembered(conn, parties, seen, memory))
        })
    }

    fn asked(&self) -> (Vec<Sought>, Terms) {
        let sought = self.queries.iter().map(Sought::of).collect();
        (sought, Terms { threshold: self.threshold.0, first: self.first, candidates: CANDIDATES_LIMIT })
    }
}

/// What is looked for.
#[derive(Debug, Default)]
pub(super) struct Sought {
    /// Names of one party.
    names: Vec<Name>,
    /// Their letters.
    folded: Vec<String>,
    /// What they are found by.
    probes: Vec<i64>,
    kind: Option<NodeKind>,
    /// Only in other data sets than that.
    beyond_dataset: Option<i64>,
    particulars: Particulars,
}

impl Sought {
    fn of(query: &Query) -> Self {
        let particulars = query.particulars.clone();
        Self {
            kind: query.kind,
            particulars,
            ..Self::named([query.name.as_str()], query.kind.and_then(|kind| bearer(kind, None)))
        }
    }

    /// What bears one of the names. Those without letters and digits are like no other.
    pub fn named<'a>(names: impl IntoIterator<Item = &'a str>, bearer: Option<Bearer>) -> Self {
        let mut sought = Self::default();
        for text in in_time(names) {
            let name = Name::new(text, bearer);
            if !name.is_empty() {
                sought.probes.extend(name.probes());
                sought.folded.push(fold(text));
            }
            sought.names.push(name);
        }
        let mut seen = HashSet::new();
        sought.probes.retain(|probe| seen.insert(*probe));
        sought
    }

    /// A party like one of that kind and data set, in another data set.
    pub fn beyond(self, kind: NodeKind, dataset: i64, particulars: Particulars) -> Self {
        Self { kind: Some(kind), beyond_dataset: Some(dataset), particulars, ..self }
    }

    /// Whether not all candidates will do.
    fn is_narrow(&self) -> bool {
        self.kind.is_some() || self.beyond_dataset.is_some()
    }

    fn may_be(&self, traits: &Traits) -> bool {
        self.kind.is_none_or(|kind| kind == traits.kind)
            && self.beyond_dataset.is_none_or(|dataset| dataset != traits.dataset_id)
    }
}

/// How is looked for it.
pub(super) struct Terms {
    pub threshold: f64,
    pub first: usize,
    /// How many parties are compared.
    pub candidates: usize,
}

/// What is most like each of what is sought, with the names of candidates as `names` gives them. It takes a fixed number of
/// statements.
pub(super) fn find(
    conn: &mut Conn,
    sought: &[Sought],
    terms: &Terms,
    names: impl FnOnce(&mut Conn, &[i64]) -> Result<Names>,
) -> Result<Vec<Screened>> {
    let candidates = candidates(conn, sought, terms.candidates)?;
    let names = names(conn, &distinct(candidates.iter().flat_map(|candidates| &candidates.parties).copied()))?;
    let mut likely: Vec<Vec<Likely<'_>>> = Vec::with_capacity(sought.len());
    for (sought, candidates) in few(sought.iter().zip(&candidates)) {
        check_current()?;
        let mut alike = names.likely(&sought.names, &candidates.parties);
        alike.retain(|likely| likely.score >= terms.threshold - SUPPORT_LIMIT);
        likely.push(alike);
    }
    let known = particulars(conn, sought, &likely)?;
    let nothing = Particulars::default();
    let screened = in_time(sought.iter().zip(likely).zip(candidates)).map(|((sought, likely), candidates)| {
        let mut matches: Vec<(f64, Likely<'_>, Vec<Support>)> = in_time(likely)
            .map(|likely| {
                let support = sought.particulars.support(known.get(&likely.row.node_id).unwrap_or(&nothing));
                (supported(likely.score, &support), likely, support)
            })
            .filter(|(score, ..)| *score >= terms.threshold)
            .collect();
        matches.sort_by(|one, other| {
            let by_names = other.1.score.total_cmp(&one.1.score);
            other.0.total_cmp(&one.0).then(by_names).then(one.1.row.node_id.cmp(&other.1.row.node_id))
        });
        matches.truncate(terms.first);
        let matches = in_time(matches).map(|(score, likely, support)| {
            Arc::new(Match {
                party_id: likely.row.node_id,
                score,
                sought: likely.sought,
                name: likely.row.clone(),
                comparison: compare(&sought.names[likely.sought], likely.name),
                support,
            })
        });
        Screened { matches: matches.collect(), is_complete: candidates.is_complete }
    });
    Ok(screened.collect())
}
