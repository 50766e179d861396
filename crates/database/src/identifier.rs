//! The identifiers of parties.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use sanad_base::work::in_time;
use sanad_model::{CountryCode, IdentifierKind, Identity, Localized, NodeKind};

use super::condition::Conditions;
use super::conn::Conn;
use super::filter::{Hanging, bearing};
use super::fragment::Statement;
use super::name_key::{Bearers, listed};
use super::page::ROOT;
use super::party::PartyRow;
use super::relation::{Relation, among, gathered};
use super::schema::{identifiers, nodes};
use crate::error::Result;
use crate::rows::Rows;

/// One identifier of a party.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = identifiers)]
pub struct IdentifierRow {
    pub party_id: i64,
    pub kind: IdentifierKind,
    pub value: String,
    pub normalized: String,
    pub country: Option<CountryCode>,
    pub note: Option<Localized>,
}

/// From a party to its identifiers, in the order of the data set.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IdentifiersOf;

impl Relation for IdentifiersOf {
    type Value = Vec<IdentifierRow>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows: Vec<IdentifierRow> = identifiers::table
            .filter(among("identifiers.party_id", parents))
            .order((identifiers::party_id, identifiers::ordinal))
            .select(IdentifierRow::as_select())
            .rows(conn)?;
        Ok(gathered(rows.into_iter().map(|row| (row.party_id, row))))
    }
}

/// The maximum number of parties that are read for one identifier, those that were entered first.
pub const BEARERS_LIMIT: usize = 100;

/// The parties with this identifier, in the order of entry, at most [`BEARERS_LIMIT`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PartiesByIdentifier {
    pub identifier: Identity,
}

impl Relation for PartiesByIdentifier {
    type Value = Vec<Arc<PartyRow>>;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let Hanging { table, owner, conditions } = bearing(&self.identifier);
        let rows: Vec<PartyRow> = nodes::table
            .filter(Conditions::default().and_in("nodes.id", owner, table, conditions))
            .order(nodes::id)
            .limit(BEARERS_LIMIT as i64)
            .select(PartyRow::as_select())
            .rows(conn)?;
        Ok(HashMap::from([(ROOT, rows.into_iter().map(Arc::new).collect())]))
    }
}

/// The parties that have an identifier of each of the normalized forms, of whatever kind and country: at most `limit`
/// for each form, those that were entered first. One statement.
pub(super) fn bearers(conn: &mut Conn, forms: &[&str], limit: usize) -> Result<HashMap<String, Bearers>> {
    let statement: Statement<(Text, Nullable<Text>)> = Statement::new(format!(
        "SELECT sought.item, (SELECT string_agg(CAST(bearer.party_id AS TEXT), ',') FROM (\
         SELECT DISTINCT identifiers.party_id FROM identifiers WHERE identifiers.normalized = sought.item \
         ORDER BY identifiers.party_id LIMIT {}) AS bearer) FROM ",
        limit + 1
    ));
    let rows: Vec<(String, Option<String>)> = statement.texts(forms).text(" AS sought").rows(conn)?;
    listed(rows, limit)
}

/// A party that has an identifier, as a search shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identified {
    pub party_id: i64,
    pub kind: NodeKind,
    /// Its rank in the search index.
    pub rank: i64,
    /// The identifier as it is printed.
    pub value: String,
}

/// The parties of these kinds that have the identifier, the best connected first, at most [`BEARERS_LIMIT`]. The text of
/// the statement is always the same, so that it stays prepared: people search with every letter that they type.
pub(super) fn identified(conn: &mut Conn, value: &str, kinds: &[NodeKind]) -> Result<Vec<Identified>> {
    let sought = Identity { kind: None, value: value.to_owned(), country: None };
    let forms = IdentifierKind::forms(&sought.kinds(), value);
    if forms.is_empty() {
        return Ok(Vec::new());
    }
    let forms: Vec<&str> = forms.iter().map(|(form, _)| form.as_str()).collect();
    let statement: Statement<(BigInt, Text, BigInt, Text, Text)> =
        Statement::new("SELECT nodes.id, nodes.kind, search_documents.rank, identifiers.kind, identifiers.value FROM ");
    // `CROSS JOIN` fixes the order of the tables in SQLite.
    let statement = statement.texts(&forms).text(format!(
        " AS sought CROSS JOIN identifiers CROSS JOIN nodes CROSS JOIN search_documents \
         WHERE identifiers.normalized = sought.item AND nodes.id = identifiers.party_id \
         AND search_documents.node_id = nodes.id \
         ORDER BY search_documents.rank, identifiers.ordinal LIMIT {BEARERS_LIMIT}"
    ));
    let rows: Vec<(i64, NodeKind, i64, IdentifierKind, String)> = statement.rows(conn)?;
    let mut found: Vec<Identified> = Vec::new();
    for (party_id, kind, rank, of_kind, value) in in_time(rows) {
        // The form may be that of another kind.
        let known = Identity { kind: Some(of_kind), value, country: None };
        let is_new = found.last().is_none_or(|last| last.party_id != party_id);
        if is_new && kinds.contains(&kind) && sought.agrees(&known) {
            found.push(Identified { party_id, kind, rank, value: known.value });
        }
    }
    Ok(found)
}

/// The identifiers of parties, to compare them with others.
pub(super) fn comparable(conn: &mut Conn, parties: &[i64]) -> Result<Vec<(i64, Identity)>> {
    let statement: Statement<(BigInt, Text, Text, Nullable<Text>)> =
        Statement::new("SELECT identifiers.party_id, identifiers.kind, identifiers.value, identifiers.country FROM ")
            .numbers(parties)
            .text(" AS party JOIN identifiers ON identifiers.party_id = party.item");
    let rows: Vec<(i64, IdentifierKind, String, Option<CountryCode>)> = statement.rows(conn)?;
    let identifier = |(party, kind, value, country)| (party, Identity { kind: Some(kind), value, country });
    Ok(rows.into_iter().map(identifier).collect())
}
