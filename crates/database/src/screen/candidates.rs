//! Finds parties that may have a name: those that share keys with it.

use std::collections::HashMap;

use diesel::sql_types::{BigInt, Nullable, Text};
use rustc_hash::FxHashMap;
use sanad_base::work::{few, in_time};
use sanad_model::{AssetType, NodeKind, PartyType};

use super::Sought;
use crate::conn::Conn;
use crate::error::Result;
use crate::fragment::Statement;
use crate::identifier;
use crate::name_key::{BEARERS_LIMIT, Bearers, bearers, namesakes};
use crate::rows::Rows;

/// The number of candidates whose traits are checked when not every candidate qualifies.
const NARROWED: usize = 5_000;

/// The weight of an equal name: more than any number of keys.
const NAMESAKE: f64 = 1e6;

/// The weight of an equal identifier: more than an equal name.
const IDENTIFIED: f64 = 1e9;

/// The parties that may have a name, best first.
#[derive(Debug, Default)]
pub struct Candidates {
    pub parties: Vec<i64>,
    /// Those with an identifier that may be one of those that are looked for, sorted.
    pub identified: Vec<i64>,
    /// Whether no bound left out candidates.
    pub is_complete: bool,
}

/// The most likely bearers of each of the names, at most `limit`.
pub fn candidates(conn: &mut Conn, sought: &[Sought], limit: usize) -> Result<Vec<Candidates>> {
    let found = FoundBearers::of(conn, sought, limit)?;
    let is_narrow = sought.iter().any(Sought::is_narrow);
    let most = if is_narrow { NARROWED } else { limit };
    let mut all: Vec<Candidates> = in_time(sought).map(|sought| found.ranked(sought, most)).collect();
    if is_narrow {
        let ids = distinct(all.iter().flat_map(|candidates| &candidates.parties).copied());
        let traits = traits(conn, &ids)?;
        for (candidates, sought) in in_time(all.iter_mut().zip(sought)) {
            candidates.parties.retain(|id| traits.get(id).is_some_and(|traits| sought.may_be(traits)));
            candidates.is_complete &= candidates.parties.len() <= limit;
            candidates.parties.truncate(limit);
        }
    }
    Ok(all)
}

/// The bearers of all keys and names that are looked for.
#[derive(Default)]
struct FoundBearers {
    of_keys: HashMap<i64, Bearers>,
    of_names: HashMap<String, Bearers>,
    of_identifiers: HashMap<String, Bearers>,
}

impl FoundBearers {
    fn of(conn: &mut Conn, sought: &[Sought], limit: usize) -> Result<Self> {
        let keys = distinct(sought.iter().flat_map(|sought| &sought.probes).copied());
        let mut names: Vec<&str> = sought.iter().flat_map(|sought| &sought.folded).map(String::as_str).collect();
        names.sort_unstable();
        names.dedup();
        let mut found = Self::default();
        if !names.is_empty() {
            found.of_keys = bearers(conn, &keys)?;
            found.of_names = namesakes(conn, &names, limit)?;
        }
        let mut forms: Vec<&str> = sought.iter().flat_map(|sought| &sought.forms).map(String::as_str).collect();
        forms.sort_unstable();
        forms.dedup();
        if !forms.is_empty() {
            found.of_identifiers = identifier::bearers(conn, &forms, limit)?;
        }
        Ok(found)
    }

    /// Ranks the candidates: first those with an identifier, then those with exactly the name; then those whose names share the most and the rarest
    /// keys; among equals, those that were entered first.
    fn ranked(&self, sought: &Sought, limit: usize) -> Candidates {
        let mut weights: FxHashMap<i64, f64> = FxHashMap::default();
        let mut is_complete = true;
        let of_names = sought.folded.iter().filter_map(|name| self.of_names.get(name)).map(|found| (NAMESAKE, found));
        let of_keys = sought.probes.iter().filter_map(|probe| self.of_keys.get(probe)).map(|found| {
            // A common key says little.
            ((1.0 + BEARERS_LIMIT as f64 / found.parties.len() as f64).ln(), found)
        });
        let of_identifiers = || sought.forms.iter().filter_map(|form| self.of_identifiers.get(form));
        let identified = distinct(of_identifiers().flat_map(|bearers| &bearers.parties).copied());
        let of_identifiers = of_identifiers().map(|found| (IDENTIFIED, found));
        for (weight, bearers) in in_time(of_identifiers.chain(of_names).chain(of_keys)) {
            // At most some thousands.
            for party in few(&bearers.parties) {
                *weights.entry(*party).or_default() += weight;
            }
            is_complete &= !bearers.is_cut;
        }
        let mut ranked: Vec<(f64, i64)> = weights.into_iter().map(|(party, weight)| (weight, party)).collect();
        let best_first = |one: &(f64, i64), other: &(f64, i64)| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1));
        if ranked.len() > limit {
            is_complete = false;
            ranked.select_nth_unstable_by(limit, best_first);
            ranked.truncate(limit);
        }
        ranked.sort_unstable_by(best_first);
        Candidates { parties: ranked.into_iter().map(|(_, party)| party).collect(), identified, is_complete }
    }
}

pub fn distinct(ids: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut ids: Vec<i64> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// What decides whether a candidate qualifies.
pub struct Traits {
    pub of_type: PartyType,
    pub dataset_id: i64,
}

fn traits(conn: &mut Conn, parties: &[i64]) -> Result<HashMap<i64, Traits>> {
    let statement: Statement<(BigInt, Text, Nullable<Text>, BigInt)> =
        Statement::new("SELECT nodes.id, nodes.kind, assets.kind, nodes.dataset_id FROM ").numbers(parties).text(
            " AS candidate CROSS JOIN nodes LEFT JOIN assets ON assets.id = nodes.id WHERE nodes.id = candidate.item",
        );
    let rows: Vec<(i64, NodeKind, Option<AssetType>, i64)> = statement.rows(conn)?;
    let traits = |(id, kind, asset_type, dataset_id)| {
        Some((id, Traits { of_type: PartyType::of(kind, asset_type)?, dataset_id }))
    };
    Ok(in_time(rows).filter_map(traits).collect())
}
