//! Parties: people, organizations, vessels and aircraft.

use std::collections::HashMap;

use diesel::prelude::*;
use sanad_base::work::in_time;
use sanad_model::{AssetType, CountryCode, Gender, Language, Localized, NodeKind, OrganizationType, PartialDate};

use super::condition::Conditions;
use super::conn::Conn;
use super::filter::PartyFilter;
use super::name::shown_in;
use super::page::{Order, PageRequest};
use super::relation::{One, Relation, among, at_root, by_id, gathered};
use super::root_list::root_list;
use super::schema::{actors, assets, nodes, organizations, party_countries};
use super::source::party::source;
use crate::error::Result;
use crate::rows::Rows;

/// A person, an organization, a vessel or an aircraft.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = nodes)]
pub struct PartyRow {
    pub id: i64,
    pub kind: NodeKind,
    pub key: String,
    #[diesel(select_expression = nodes::caption.assume_not_null())]
    pub caption: String,
    pub dataset_id: i64,
}

/// The columns that only one kind of party has; those of the other kinds are empty.
#[derive(Debug, Clone, Default, Queryable, Selectable)]
#[diesel(table_name = nodes)]
pub struct PartyDetails {
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
    #[diesel(select_expression = assets::kind.nullable())]
    pub asset_type: Option<AssetType>,
    #[diesel(select_expression = assets::subtype.nullable())]
    pub subtype: Option<Localized>,
    #[diesel(select_expression = assets::built.nullable())]
    pub built: Option<PartialDate>,
}

/// From a party's id to the party.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PartyById;

impl Relation for PartyById {
    type Value = One<PartyRow>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows = nodes::table.filter(among("nodes.id", parents)).select(PartyRow::as_select()).rows(conn)?;
        Ok(by_id(rows, |row| row.id))
    }
}

/// From a party to its details. They are read separately because most lists of parties show only names: joining the
/// tables of all kinds takes more than half of such a list's time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DetailsOf;

impl Relation for DetailsOf {
    type Value = PartyDetails;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows: Vec<(i64, PartyDetails)> =
            source().filter(among("nodes.id", parents)).select((nodes::id, PartyDetails::as_select())).rows(conn)?;
        Ok(in_time(rows).collect())
    }
}

/// The party with this key, if it is of one of the kinds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PartyByKey {
    pub key: String,
    pub kinds: Vec<NodeKind>,
}

impl Relation for PartyByKey {
    type Value = One<PartyRow>;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let conditions = Conditions::default().of_party_kinds(&self.kinds).and("nodes.key = ?", [self.key.clone()]);
        let rows = nodes::table.filter(conditions).select(PartyRow::as_select()).rows(conn)?;
        Ok(at_root(rows))
    }
}

/// What parties are sorted by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PartyOrder {
    /// By caption, the first of their primary names.
    Name,
    /// By the name that is shown in a language.
    NameIn(Language),
    Key,
    /// By the number of their links.
    Degree,
}

impl PartyOrder {
    fn order(&self, descending: bool) -> Order {
        let by = |name: &'static str, column: &'static str| Order::by(name, column, "nodes.id", descending);
        match self {
            // Without the bounds, SQLite would take an index of all nodes for several kinds, and sort what it finds.
            Self::Name => by("parties by name", "nodes.caption").bounded("nodes.caption >= ''"),
            Self::NameIn(language) => {
                Order::by(format!("parties by name in {language}"), shown_in(language), "nodes.id", descending)
            }
            Self::Key => by("parties by key", "nodes.key").bounded("nodes.key >= ''"),
            Self::Degree => Order::by_number("parties by degree", "nodes.degree", "nodes.id", descending)
                .bounded("nodes.degree >= 0"),
        }
    }
}

/// All parties that meet a filter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Parties {
    pub filter: PartyFilter,
    pub order: PartyOrder,
    pub descending: bool,
    pub page: PageRequest,
}

impl Parties {
    fn order(&self) -> Order {
        self.order.order(self.descending)
    }
}

root_list! { Parties: PartyRow = source(), at |row| row.id }

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
            .rows(conn)?;
        Ok(gathered(rows))
    }
}
