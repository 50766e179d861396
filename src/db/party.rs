//! Actors and organizations, the two kinds of party.

use std::collections::HashMap;

use diesel::prelude::*;

use super::condition::{Conditions, ids_of, marks};
use super::conn::Conn;
use super::page::{Order, Page, PageRequest, ROOT, Reading};
use super::relation::{List, One, Relation, among, at_root, by_id, gathered};
use super::schema::{actors, nodes, organizations, party_countries};
use crate::error::Result;
use crate::model::{CountryCode, Gender, NodeKind, OrganizationType, PartialDate};
use crate::names::fold;

/// A person or an organization; the fields of the other kind are empty.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = nodes)]
pub struct PartyRow {
    pub id: i64,
    pub kind: NodeKind,
    pub key: String,
    #[diesel(select_expression = nodes::caption.assume_not_null())]
    pub caption: String,
    pub dataset_id: i64,
    #[diesel(select_expression = actors::gender.nullable())]
    pub gender: Option<Gender>,
    #[diesel(select_expression = actors::born.nullable())]
    pub born: Option<PartialDate>,
    #[diesel(select_expression = actors::died.nullable())]
    pub died: Option<PartialDate>,
    #[diesel(select_expression = organizations::kind.nullable())]
    pub organization_type: Option<OrganizationType>,
    #[diesel(select_expression = organizations::founded.nullable())]
    pub founded: Option<PartialDate>,
    #[diesel(select_expression = organizations::dissolved.nullable())]
    pub dissolved: Option<PartialDate>,
}

#[diesel::dsl::auto_type]
fn source() -> _ {
    nodes::table.left_join(actors::table).left_join(organizations::table)
}

/// The same words as the indexes on parties have, so that they serve.
fn of_kinds(kinds: &[NodeKind]) -> Conditions {
    let only = match kinds {
        [NodeKind::Actor] => "nodes.kind = 'Actor'",
        [NodeKind::Organization] => "nodes.kind = 'Organization'",
        _ => "nodes.kind IN ('Actor', 'Organization')",
    };
    Conditions::default().and::<i64>(only, [])
}

/// From a party's id to the party.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PartyById;

impl Relation for PartyById {
    type Value = One<PartyRow>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows = source().filter(among("nodes.id", parents)).select(PartyRow::as_select()).load(conn)?;
        Ok(by_id(rows, |row| row.id))
    }
}

/// The party of that key, if it is of one of the kinds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PartyByKey {
    pub key: String,
    pub kinds: Vec<NodeKind>,
}

impl Relation for PartyByKey {
    type Value = One<PartyRow>;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let conditions = of_kinds(&self.kinds).and("nodes.key = ?", [self.key.clone()]);
        let rows = source().filter(conditions).select(PartyRow::as_select()).load(conn)?;
        Ok(at_root(rows))
    }
}

/// Which parties are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct PartyFilter {
    /// Both kinds when empty.
    pub kinds: Vec<NodeKind>,
    pub keys: Option<Vec<String>>,
    pub organization_types: Option<Vec<OrganizationType>>,
    pub genders: Option<Vec<Gender>>,
    pub countries: Option<Vec<CountryCode>>,
    pub datasets: Option<Vec<String>>,
    /// How one of its names begins, whatever its case and diacritics.
    pub name_starts_with: Option<String>,
    /// Keys of articles, one of which mentions it.
    pub mentioned_in: Option<Vec<String>>,
}

impl PartyFilter {
    fn conditions(&self) -> Conditions {
        of_kinds(&self.kinds)
            .one_of("nodes.key", &self.keys)
            .one_of("organizations.kind", &self.organization_types)
            .one_of("actors.gender", &self.genders)
            .of_datasets(&self.datasets)
            .and_for(&self.countries, |conditions, countries| {
                let of_party = format!(
                    "nodes.id IN (SELECT party_id FROM party_countries WHERE country IN ({}))",
                    marks(countries.len())
                );
                conditions.and(of_party, countries.iter().map(ToString::to_string))
            })
            .and_for(&self.name_starts_with, |conditions, prefix| {
                let first = fold(prefix);
                let beyond = format!("{first}{}", char::MAX);
                conditions
                    .and("nodes.id IN (SELECT node_id FROM names WHERE folded >= ? AND folded < ?)", [first, beyond])
            })
            .and_for(&self.mentioned_in, |conditions, keys| {
                let mentioned = format!("SELECT party_id FROM mentions WHERE article_id IN ({})", ids_of(keys.len()));
                conditions.and(format!("nodes.id IN ({mentioned})"), keys.clone())
            })
    }
}

/// What parties are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartyOrder {
    /// Their caption, the first of their primary names.
    Name { descending: bool },
    /// Their key.
    Key { descending: bool },
}

/// All parties that meet a filter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Parties {
    pub filter: PartyFilter,
    pub order: PartyOrder,
    pub page: PageRequest,
}

impl Relation for Parties {
    type Value = Page<PartyRow>;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let reading = self.reading();
        let rows = source()
            .filter(reading.keyset(self.filter.conditions()))
            .order(reading.ordering())
            .limit(reading.limit())
            .select(PartyRow::as_select())
            .load(conn)?;
        Ok(reading.root(rows, |row| match self.order {
            PartyOrder::Name { .. } => (&row.caption, row.id),
            PartyOrder::Key { .. } => (&row.key, row.id),
        }))
    }
}

impl List for Parties {
    type Row = PartyRow;

    fn reading(&self) -> Reading<'_> {
        let order = match self.order {
            PartyOrder::Name { descending } => Order::by("parties by name", "nodes.caption", "nodes.id", descending),
            PartyOrder::Key { descending } => Order::by("parties by key", "nodes.key", "nodes.id", descending),
        };
        Reading { order, page: &self.page }
    }

    fn totals(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, i64>> {
        let total = source().filter(self.filter.conditions()).count().get_result(conn)?;
        Ok(HashMap::from([(ROOT, total)]))
    }
}

/// From a party to the countries that it belongs to, by code.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CountriesOf;

impl Relation for CountriesOf {
    type Value = Vec<CountryCode>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows: Vec<(i64, CountryCode)> = party_countries::table
            .filter(among("party_countries.party_id", parents))
            .order((party_countries::party_id, party_countries::country))
            .select((party_countries::party_id, party_countries::country))
            .load(conn)?;
        Ok(gathered(rows))
    }
}
