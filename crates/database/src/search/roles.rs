//! What parties are to others: their roles in relationships, such as offices, and what the kind of a relationship makes
//! its source, such as a spokesperson.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text as TextType};
use sanad_base::work::in_time;
use sanad_model::{Language, Localized, NameKind, NodeKind, RelationshipKind, SearchField, Vocabulary, Worded};
use sanad_terms::{SearchQuery, Sort};

use super::texts::{Nodes, Text};
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;
use crate::fragment::Statement;
use crate::node::NodeRef;
use crate::page::{ListQuery, Order, PageRequest};
use crate::per_parent::{FirstPerParent, PARENT, RowsPerParent};
use crate::relation::among;
use crate::rows::Rows;
use crate::schema::{names, relationships};

/// Stands between the role of a party and with whom it has it.
pub const WITH: &str = " · ";

/// The maximum number of relationships with a role, and of relationships of one kind, that a party is found by. Hundreds of
/// hubs with thousands of them match nearly every search.
const LIMIT: usize = 20;

/// Relationships that tell what their source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling {
    /// Those with a role.
    ByRole,
    /// Those of a kind with words for its source.
    ByKind(RelationshipKind),
}

impl Telling {
    pub fn all() -> Vec<Self> {
        std::iter::once(Self::ByRole).chain(kinds().map(Self::ByKind)).collect()
    }

    /// Those with a role, and those of a kind whose words the query has some of.
    pub fn met(query: &SearchQuery) -> Vec<Self> {
        let has_words = |kind: &RelationshipKind| {
            let mut words = kind.wordings().into_iter().flat_map(|wording| wording.each());
            words.any(|words| query.match_text(words, Sort::Text).sum() > 0.0)
        };
        std::iter::once(Self::ByRole).chain(kinds().filter(has_words).map(Self::ByKind)).collect()
    }

    fn conditions(self) -> Conditions {
        match self {
            Self::ByRole => Conditions::default().and::<i64>("relationships.role IS NOT NULL", []),
            Self::ByKind(kind) => Conditions::default().and("relationships.kind = ?", [kind.word().to_owned()]),
        }
    }
}

fn kinds() -> impl Iterator<Item = RelationshipKind> {
    let has_words = |kind: &RelationshipKind| kind.wordings().iter().any(|wording| wording.each().next().is_some());
    RelationshipKind::ALL.iter().copied().filter(has_words)
}

/// The condition that a relationship tells what its source is.
pub fn is_telling() -> String {
    let kinds: Vec<String> = kinds().map(|kind| format!("'{kind}'")).collect();
    format!("(relationships.role IS NOT NULL OR relationships.kind IN ({}))", kinds.join(", "))
}

/// What relationships make of parties, each with the name of the other party.
pub fn of_all_roles(conn: &mut Conn, nodes: Nodes<'_>) -> Result<Vec<Text>> {
    match nodes {
        Nodes::These(ids) => of_roles(conn, ids, &Telling::all()),
        Nodes::Between(..) => {
            let rows = within(conn, nodes)?;
            texts(conn, &rows, &rows)
        }
    }
}

/// What the first of these relationships make of parties, each with the name of the other party.
pub fn of_roles(conn: &mut Conn, parties: &[i64], telling: &[Telling]) -> Result<Vec<Text>> {
    let (by_role, by_kind): (Vec<Telling>, Vec<Telling>) =
        telling.iter().partition(|telling| **telling == Telling::ByRole);
    let (by_role, by_kind) = (first(conn, parties, &by_role)?, first(conn, parties, &by_kind)?);
    texts(conn, &by_role, &by_kind)
}

/// The roles in some relationships, and the words for the kinds of others.
fn texts(conn: &mut Conn, by_role: &[Row], by_kind: &[Row]) -> Result<Vec<Text>> {
    let roles = in_time(by_role).flat_map(|row| {
        let roles = row.role.iter().flat_map(Localized::iter);
        roles.map(move |(language, role)| Held { row, language: language.as_str(), role })
    });
    let kinds = in_time(by_kind).flat_map(|row| {
        let wordings = row.kind.wordings().into_iter();
        wordings.flat_map(move |wording| wording.each().map(move |role| Held { row, language: wording.language, role }))
    });
    with_names(conn, roles.chain(kinds).collect())
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = relationships)]
struct Row {
    id: i64,
    source_id: i64,
    target_id: i64,
    kind: RelationshipKind,
    role: Option<Localized>,
}

/// The first of these relationships of each party, in the order of entry. No more of a party are read.
fn first(conn: &mut Conn, parties: &[i64], telling: &[Telling]) -> Result<Vec<Row>> {
    if parties.is_empty() || telling.is_empty() {
        return Ok(Vec::new());
    }
    let page = PageRequest { limit: LIMIT, ..PageRequest::default() };
    let query = ListQuery { order: Order::entered("roles", "relationships.id"), page: &page };
    let of_party = |telling: &Telling| telling.conditions().same("relationships.source_id", PARENT);
    let rows = RowsPerParent::new("relationships", parties, telling.iter().map(of_party).collect());
    let rows: Vec<(i64, Row)> = FirstPerParent::new(rows, &query, &[], Row::as_select()).rows(conn)?;
    let mut rows: Vec<Row> = in_time(rows).map(|(_, row)| row).collect();
    rows.sort_unstable_by_key(|row| (row.source_id, row.id));
    Ok(rows)
}

/// The first telling relationships of each kind of many parties, in the order of entry. They are read in one pass: the
/// condition is one that no index but that of the parties answers.
fn within(conn: &mut Conn, nodes: Nodes<'_>) -> Result<Vec<Row>> {
    let columns = "id, source_id, target_id, kind, role";
    Statement::<(BigInt, BigInt, BigInt, TextType, Nullable<TextType>)>::new(format!(
        "SELECT {columns} FROM (SELECT {columns}, row_number() OVER (PARTITION BY source_id, kind ORDER BY id) AS number \
         FROM relationships WHERE {} AND ",
        is_telling()
    ))
    .meeting(nodes.in_column("relationships.source_id"))
    .text(format!(") AS held WHERE number <= {LIMIT} ORDER BY source_id, id"))
    .rows(conn)
}

/// What a relationship makes its source, in a language.
struct Held<'a> {
    row: &'a Row,
    language: &'a str,
    role: &'a str,
}

/// The roles, each with the name of the other party in the same language.
fn with_names(conn: &mut Conn, held: Vec<Held<'_>>) -> Result<Vec<Text>> {
    let mut others: Vec<i64> = in_time(&held).map(|held| held.row.target_id).collect();
    others.sort_unstable();
    others.dedup();
    let others = primary_names(conn, &others)?;
    let text = |Held { row, language, role }: Held<'_>| {
        let name = others.get(&row.target_id).and_then(|names| {
            let is_spoken =
                |spoken: &Option<Language>| spoken.as_ref().is_some_and(|spoken| spoken.as_str() == language);
            names.iter().find(|(spoken, _)| is_spoken(spoken)).or(names.first())
        });
        let text = name.map_or_else(|| role.to_owned(), |(_, name)| format!("{role}{WITH}{name}"));
        let fact = Some(NodeRef { id: row.id, kind: NodeKind::Relationship });
        Text { fact, ..Text::new(row.source_id, SearchField::Role, text) }
    };
    Ok(in_time(held).map(text).collect())
}

/// The primary names of parties, each with its language.
type PrimaryNames = HashMap<i64, Vec<(Option<Language>, String)>>;

fn primary_names(conn: &mut Conn, parties: &[i64]) -> Result<PrimaryNames> {
    let mut of_party = PrimaryNames::new();
    if parties.is_empty() {
        return Ok(of_party);
    }
    let rows: Vec<(i64, Option<Language>, String)> = names::table
        .filter(among("names.node_id", parties))
        .filter(names::kind.eq(NameKind::Primary.word()))
        .order((names::node_id, names::ordinal))
        .select((names::node_id, names::language, names::text))
        .rows(conn)?;
    for (party, language, text) in in_time(rows) {
        of_party.entry(party).or_default().push((language, text));
    }
    Ok(of_party)
}
