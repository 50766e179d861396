//! Screening: finds parties with names like a given one.
//!
//! The database finds candidates by the keys of names; how similar the names are is computed in Rust. So the result is
//! the same on both backends.

mod candidates;
mod memory;
mod names;
mod particulars;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use sanad_base::work::{check_current, few, in_time};
use sanad_model::{IdentifierKind, Particulars, PartyType, SUPPORT_LIMIT, Support, supported};
use sanad_names::{Bearer, Comparison, Name, compare, fold};

use self::candidates::{Traits, candidates, distinct};
pub(super) use self::particulars::of_parties;

use self::names::{Likely, Names};
use self::particulars::particulars;
use super::conn::Conn;
use super::name::NameRow;
use super::name_key::bearer;
use super::page::ROOT;
use super::relation::Relation;
use crate::error::Result;

/// The maximum number of queries in one screening.
pub const QUERIES_LIMIT: usize = 100;

/// The lowest score of a match when the client does not choose.
pub const THRESHOLD_DEFAULT: f64 = 0.7;

/// The number of matches when the client does not choose.
pub const MATCHES_DEFAULT: usize = 5;

/// The maximum length of a name to look for, in characters.
pub const NAME_LIMIT: usize = 1_000;

/// The maximum number of matches for each query.
pub const MATCHES_LIMIT: usize = 20;

/// The maximum number of parties that a name is compared with, those that share the most with it.
pub const CANDIDATES_LIMIT: usize = 1_000;

/// The lowest score of a match, in [0, 1]. Two are equal if their bits are.
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

/// Who to look for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Query {
    pub name: String,
    /// Parties of all types when absent.
    pub of_type: Option<PartyType>,
    pub particulars: Particulars,
}

/// The parties with names like each of the given ones, in the order of the queries.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Screening {
    /// At most [`QUERIES_LIMIT`].
    pub queries: Vec<Query>,
    pub threshold: Threshold,
    /// How many matches to return for each query; at most [`MATCHES_LIMIT`].
    pub first: usize,
}

/// A party that may be the one that is looked for.
#[derive(Debug, PartialEq)]
pub struct Match {
    pub party_id: i64,
    /// The score of the names, changed by what supports or contradicts it; at most 1.
    pub score: f64,
    /// The position of the most similar name among those that were looked for.
    pub sought: usize,
    /// The party's most similar name.
    pub name: NameRow,
    /// How the two names compare. The first is the one that was looked for.
    pub comparison: Comparison,
    pub support: Vec<Support>,
}

/// The matches of one query, best first; among equals, those that were entered first.
#[derive(Debug, Default, PartialEq)]
pub struct Screened {
    pub matches: Vec<Arc<Match>>,
    /// Whether no bound left out candidates.
    pub is_complete: bool,
}

impl Relation for Screening {
    type Value = Vec<Screened>;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        Ok(HashMap::from([(ROOT, self.screened(conn)?)]))
    }
}

impl Screening {
    /// Like `load`, in a read transaction of its own.
    ///
    /// # Errors
    /// The database's errors.
    pub fn in_transaction(&self, conn: &mut Conn) -> Result<Vec<Screened>> {
        conn.read(|conn, _| self.screened(conn))
    }

    fn screened(&self, conn: &mut Conn) -> Result<Vec<Screened>> {
        let sought: Vec<Sought> = self.queries.iter().map(Sought::of).collect();
        let options = ScreenOptions { threshold: self.threshold.0, first: self.first, candidates: CANDIDATES_LIMIT };
        find(conn, &sought, &options)
    }
}

/// What one query looks for.
#[derive(Debug, Default)]
pub(super) struct Sought {
    /// Names of one party.
    names: Vec<Name>,
    /// The same names, folded.
    folded: Vec<String>,
    /// The keys that they are found by.
    probes: Vec<i64>,
    /// The normalized forms of the identifiers.
    forms: Vec<String>,
    of_type: Option<PartyType>,
    /// Only parties of other data sets than this.
    beyond_dataset: Option<i64>,
    particulars: Particulars,
}

impl Sought {
    fn of(query: &Query) -> Self {
        Self {
            of_type: query.of_type,
            ..Self::named([query.name.as_str()], query.of_type.and_then(|of_type| bearer(of_type.kind(), None)))
                .with(query.particulars.clone())
        }
    }

    /// Looks for one of the names. Names without letters and digits are not similar to any other.
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

    /// Looks only for parties of that type in other data sets.
    pub fn beyond(self, of_type: PartyType, dataset: i64) -> Self {
        Self { of_type: Some(of_type), beyond_dataset: Some(dataset), ..self }
    }

    /// Compares particulars, too. Parties with one of the identifiers are found whatever their names are.
    pub fn with(self, particulars: Particulars) -> Self {
        let identifiers = particulars.identifiers.iter();
        let forms = identifiers.flat_map(|one| IdentifierKind::forms(&one.kinds(), &one.value));
        Self { forms: forms.map(|(form, _)| form).collect(), particulars, ..self }
    }

    /// Whether some candidates do not qualify.
    fn is_narrow(&self) -> bool {
        self.of_type.is_some() || self.beyond_dataset.is_some()
    }

    fn may_be(&self, traits: &Traits) -> bool {
        self.of_type.is_none_or(|of_type| of_type == traits.of_type)
            && self.beyond_dataset.is_none_or(|dataset| dataset != traits.dataset_id)
    }
}

/// The options of a search for matches.
pub(super) struct ScreenOptions {
    pub threshold: f64,
    pub first: usize,
    /// The maximum number of parties to compare.
    pub candidates: usize,
}

/// Finds the best matches for each query. The number of statements is fixed.
pub(super) fn find(conn: &mut Conn, sought: &[Sought], options: &ScreenOptions) -> Result<Vec<Screened>> {
    let candidates = candidates(conn, sought, options.candidates)?;
    let names = Names::of(conn, &distinct(candidates.iter().flat_map(|candidates| &candidates.parties).copied()))?;
    let mut likely: Vec<Vec<Likely<'_>>> = Vec::with_capacity(sought.len());
    for (sought, candidates) in few(sought.iter().zip(&candidates)) {
        check_current()?;
        let is_identified = |party: i64| candidates.identified.binary_search(&party).is_ok();
        // Without particulars, nothing adds to the score of the names.
        let support = if sought.particulars == Particulars::default() { 0.0 } else { SUPPORT_LIMIT };
        let least = |party: i64| if is_identified(party) { 0.0 } else { options.threshold - support };
        likely.push(names.likely(&sought.names, &candidates.parties, least));
    }
    let known = particulars(conn, sought, &likely)?;
    let nothing = Particulars::default();
    let screened = in_time(sought.iter().zip(likely).zip(candidates)).map(|((sought, likely), candidates)| {
        let mut matches: Vec<(f64, Likely<'_>, Vec<Support>)> = in_time(likely)
            .map(|likely| {
                let support = sought.particulars.support(known.get(&likely.row.node_id).unwrap_or(&nothing));
                (supported(likely.score, &support), likely, support)
            })
            .filter(|(score, ..)| *score >= options.threshold)
            .collect();
        matches.sort_by(|one, other| {
            let by_names = other.1.score.total_cmp(&one.1.score);
            other.0.total_cmp(&one.0).then(by_names).then(one.1.row.node_id.cmp(&other.1.row.node_id))
        });
        matches.truncate(options.first);
        let matches = in_time(matches).map(|(score, likely, support)| {
            Arc::new(Match {
                party_id: likely.row.node_id,
                // What is above 1 orders the matches.
                score: score.clamp(0.0, 1.0),
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
