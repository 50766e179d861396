//! Probable duplicates: parties of other data sets with names like a party's own.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::prelude::*;
use sanad_base::work::in_time;
use sanad_model::{AssetType, NodeKind, OrganizationType, PartyType};
use sanad_names::Bearer;

use super::conn::Conn;
use super::name::NamesOf;
use super::name_key::bearer;
use super::relation::{Relation, among};
use super::schema::{assets, nodes, organizations};
use super::screen::{Match, ScreenOptions, Sought, Threshold, find, of_parties};
use crate::error::Result;
use crate::rows::Rows;

/// The maximum number of a party's own names that are looked for, the first ones.
const NAMES_LIMIT: usize = 12;

/// The maximum number of parties that each is compared with, those that share the most with it.
const CANDIDATES_LIMIT: usize = 50;

/// From a party to parties of the same type in other data sets that may be the same, best first.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SimilarTo {
    pub threshold: Threshold,
    /// How many to return.
    pub first: usize,
}

/// A party that others are compared with.
struct Original {
    id: i64,
    dataset_id: i64,
    bearer: Bearer,
    of_type: PartyType,
}

impl Relation for SimilarTo {
    type Value = Vec<Arc<Match>>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        type Row = (i64, NodeKind, i64, Option<OrganizationType>, Option<AssetType>);
        let rows: Vec<Row> = nodes::table
            .left_join(organizations::table)
            .left_join(assets::table)
            .filter(among("nodes.id", parents))
            .order(nodes::id)
            .select((
                nodes::id,
                nodes::kind,
                nodes::dataset_id,
                organizations::kind.nullable(),
                assets::kind.nullable(),
            ))
            .rows(conn)?;
        // The name of a group that is only described is no name to look for.
        let party = |(id, kind, dataset_id, organization_type, asset_type)| {
            let (bearer, of_type) = (bearer(kind, organization_type)?, PartyType::of(kind, asset_type)?);
            Some(Original { id, dataset_id, bearer, of_type })
        };
        let parties: Vec<Original> = in_time(rows).filter_map(party).collect();
        let (names, mut particulars) = (NamesOf.load(conn, parents)?, of_parties(conn, parents)?);
        let sought = |party: &Original| {
            let own = names.get(&party.id).into_iter().flatten().take(NAMES_LIMIT).map(|name| name.text.as_str());
            Sought::named(own, Some(party.bearer))
                .beyond(party.of_type, party.dataset_id)
                .with(particulars.remove(&party.id).unwrap_or_default())
        };
        let sought: Vec<Sought> = in_time(&parties).map(sought).collect();
        let options = ScreenOptions { threshold: self.threshold.0, first: self.first, candidates: CANDIDATES_LIMIT };
        let found = find(conn, &sought, &options)?;
        let ids = parties.into_iter().map(|party| party.id);
        Ok(ids.zip(found.into_iter().map(|screened| screened.matches)).collect())
    }
}
