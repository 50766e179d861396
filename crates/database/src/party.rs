//! Actors and organizations, the two kinds of party.

use std::collections::HashMap;

use diesel::prelude::*;
use sanad_base::work::in_time;
use sanad_model::{CountryCode, Gender, NodeKind, OrganizationType, PartialDate};
use sanad_names::fold;

use super::condition::Conditions;
use super::conn::Conn;
use super::event::EventFilter;
use super::mention::MentionFilter;
use super::page::{Order, PageRequest};
use super::participation::ParticipationFilter;
use super::prefilter::Filter;
use super::quantifier::{Hanging, Quantified};
use super::relation::{One, Relation, among, at_root, by_id, gathered};
use super::relationship::SeenRelationshipFilter;
use super::root_list::{root_list, source};
use super::schema::{actors, nodes, organizations, party_countries};
use crate::error::Result;
use crate::rows::Rows;

/// A person or an organization.
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

/// The columns that only persons or only organizations have; those of the other kind are empty.
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
}

source! { nodes LEFT JOIN actors LEFT JOIN organizations }

/// Repeats the conditions of the partial indexes on parties, so that the planners use them.
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
        let rows = nodes::table.filter(among("nodes.id", parents)).select(PartyRow::as_select()).rows(conn)?;
        Ok(by_id(rows, |row| row.id))
    }
}

/// From a party to its details. They are read separately because most lists of parties show only names: joining both
/// kinds takes more than half of such a list's time.
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
        let conditions = of_kinds(&self.kinds).and("nodes.key = ?", [self.key.clone()]);
        let rows = nodes::table.filter(conditions).select(PartyRow::as_select()).rows(conn)?;
        Ok(at_root(rows))
    }
}

/// Which parties are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct PartyFilter {
    /// Ids of parties that were looked up before.
    pub ids: Option<Vec<i64>>,
    /// Both kinds when empty.
    pub kinds: Vec<NodeKind>,
    pub keys: Option<Vec<String>>,
    pub organization_types: Option<Vec<OrganizationType>>,
    pub genders: Option<Vec<Gender>>,
    pub countries: Option<Vec<CountryCode>>,
    pub datasets: Option<Vec<String>>,
    /// The beginning of one of its names, ignoring case and diacritics.
    pub name_starts_with: Option<String>,
    /// Keys of articles, one of which mentions it.
    pub mentioned_in: Option<Vec<String>>,
    pub relationships: Quantified<SeenRelationshipFilter>,
    pub participations: Quantified<ParticipationFilter>,
    /// Sanction events that target it.
    pub sanction_events: Quantified<EventFilter>,
    pub mentions: Quantified<MentionFilter>,
}

/// Conditions on the rows that belong to a party.
impl PartyFilter {
    pub(super) fn of_types(&self) -> Option<Hanging> {
        let types = self.organization_types.as_ref()?;
        let conditions = Conditions::default().one_of("body.kind", &Some(types.clone()));
        Some(Hanging { table: "organizations AS body", owner: "body.id", conditions })
    }

    pub(super) fn of_countries(&self) -> Option<Hanging> {
        let countries = self.countries.as_ref()?;
        let conditions = Conditions::default().one_of("home.country", &Some(countries.clone()));
        Some(Hanging { table: "party_countries AS home", owner: "home.party_id", conditions })
    }

    pub(super) fn of_names(&self) -> Option<Hanging> {
        let first = fold(self.name_starts_with.as_ref()?);
        let beyond = format!("{first}{}", char::MAX);
        let conditions = Conditions::default().and("called.folded >= ? AND called.folded < ?", [first, beyond]);
        Some(Hanging { table: "names AS called", owner: "called.node_id", conditions })
    }

    pub(super) fn of_mentions(&self) -> Option<Hanging> {
        self.mentioned_in.as_ref()?;
        let conditions = Conditions::default().naming("mentioned.article_id", &self.mentioned_in);
        Some(Hanging { table: "mentions AS mentioned", owner: "mentioned.party_id", conditions })
    }
}

impl Filter for PartyFilter {
    const TABLES: &'static str = TABLES;

    fn conditions(&self) -> Conditions {
        of_kinds(&self.kinds)
            .and_for(&self.ids, |conditions, ids| conditions.in_ids("nodes.id", ids))
            .one_of("nodes.key", &self.keys)
            .one_of("actors.gender", &self.genders)
            .of_datasets(&self.datasets)
            .one_of("organizations.kind", &self.organization_types)
            .hanging(self.of_countries(), "nodes.id")
            // Starts from the matching names: reading parties in the order of their names may reach a prefix late.
            .starting_from(self.of_names(), "nodes.id")
            .hanging(self.of_mentions(), "nodes.id")
            .quantified(&self.relationships, "links AS link", |seen| seen.conditions().same("link.node_id", "nodes.id"))
            .quantified(&self.participations, "participations AS part", |part| {
                part.conditions().same("part.party_id", "nodes.id")
            })
            .quantified(&self.sanction_events, "participations AS part", |event| {
                event.targeting().same("part.party_id", "nodes.id")
            })
            .quantified(&self.mentions, "mentions AS mention", |mention| {
                mention.conditions().same("mention.party_id", "nodes.id")
            })
    }
}

impl Conditions {
    /// Adds that the column holds the id of a party that meets the filter.
    #[must_use]
    pub fn of_party(self, column: &str, filter: &Option<Box<PartyFilter>>) -> Self {
        match filter.as_ref().and_then(|party| party.ids.as_ref()) {
            // A filter with ids comes from a look-up and has no other conditions.
            Some(ids) => self.in_ids(column, ids),
            None => self.leading_to(column, "nodes.id", TABLES, filter, PartyFilter::conditions),
        }
    }
}

/// What parties are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartyOrder {
    /// By caption, the first of their primary names.
    Name { descending: bool },
    /// By key.
    Key { descending: bool },
}

impl PartyOrder {
    fn order(self) -> Order {
        match self {
            // Without the bounds, SQLite would take an index of all nodes for two kinds, and sort what it finds.
            Self::Name { descending } => {
                Order::by("parties by name", "nodes.caption", "nodes.id", descending).bounded("nodes.caption >= ''")
            }
            Self::Key { descending } => {
                Order::by("parties by key", "nodes.key", "nodes.id", descending).bounded("nodes.key >= ''")
            }
        }
    }

    fn position(self, row: &PartyRow) -> (&str, i64) {
        match self {
            Self::Name { .. } => (&row.caption, row.id),
            Self::Key { .. } => (&row.key, row.id),
        }
    }
}

/// All parties that meet a filter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Parties {
    pub filter: PartyFilter,
    pub order: PartyOrder,
    pub page: PageRequest,
}

impl Parties {
    fn order(&self) -> Order {
        self.order.order()
    }
}

root_list! { Parties: PartyRow as list = source(), at |row| list.order.position(row) }

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
