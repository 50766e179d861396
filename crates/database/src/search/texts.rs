//! The texts that nodes are found by, as they are stored.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text as TextType};
use sanad_base::work::in_time;
use sanad_model::{Localized, OrganizationType, SearchField};
use sanad_terms::Sort;

use crate::body::each_body;
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;
use crate::fragment::Statement;
use crate::relation::among;
use crate::rows::Rows;
use crate::schema::{articles, events, legal_instruments, names, organizations};

/// A text of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub node_id: i64,
    pub field: SearchField,
    /// A description in place of a party's name counts as a text.
    pub sort: Sort,
    pub text: String,
}

/// The nodes whose texts are read.
#[derive(Debug, Clone, Copy)]
pub enum Nodes<'a> {
    /// The nodes with these ids.
    These(&'a [i64]),
    /// The nodes with ids from the first to the last, inclusive.
    Between(i64, i64),
}

impl Nodes<'_> {
    pub fn are_none(self) -> bool {
        matches!(self, Self::These([]))
    }

    /// The condition that the column holds the id of one of them.
    pub fn in_column(self, column: &str) -> Conditions {
        match self {
            Self::These(ids) => among(column, ids),
            Self::Between(first, last) => {
                Conditions::default().and(format!("{column} >= ? AND {column} <= ?"), [first, last])
            }
        }
    }
}

/// The names of parties and places, in the order of the data set.
pub fn of_names(conn: &mut Conn, nodes: Nodes<'_>) -> Result<Vec<Text>> {
    if nodes.are_none() {
        return Ok(Vec::new());
    }
    let rows: Vec<(i64, String, Option<OrganizationType>)> = names::table
        .left_join(organizations::table.on(organizations::id.eq(names::node_id)))
        .filter(nodes.in_column("names.node_id"))
        .order((names::node_id, names::ordinal))
        .select((names::node_id, names::text, organizations::kind.nullable()))
        .rows(conn)?;
    let text = |(node_id, text, of_type): (i64, String, Option<OrganizationType>)| {
        let sort = if of_type.is_none_or(OrganizationType::has_names) { Sort::Name } else { Sort::Text };
        Text { node_id, field: SearchField::Name, sort, text }
    };
    Ok(in_time(rows).map(text).collect())
}

/// The headlines of articles, then their summaries.
pub fn of_articles(conn: &mut Conn, nodes: Nodes<'_>) -> Result<Vec<Text>> {
    if nodes.are_none() {
        return Ok(Vec::new());
    }
    let rows: Vec<(i64, String, Option<Localized>)> = articles::table
        .filter(nodes.in_column("articles.id"))
        .order(articles::id)
        .select((articles::id, articles::headline, articles::summary))
        .rows(conn)?;
    let mut texts = Vec::new();
    for (node_id, headline, summary) in in_time(rows) {
        texts.push(Text { node_id, field: SearchField::Headline, sort: Sort::Text, text: headline });
        texts.extend(in_all_languages(node_id, SearchField::Summary, summary));
    }
    Ok(texts)
}

/// The titles of events, then their summaries.
pub fn of_events(conn: &mut Conn, nodes: Nodes<'_>) -> Result<Vec<Text>> {
    if nodes.are_none() {
        return Ok(Vec::new());
    }
    let rows: Vec<(i64, Localized, Option<Localized>)> = events::table
        .filter(nodes.in_column("events.id"))
        .order(events::id)
        .select((events::id, events::title, events::summary))
        .rows(conn)?;
    let mut texts = Vec::new();
    for (node_id, title, summary) in in_time(rows) {
        texts.extend(in_all_languages(node_id, SearchField::Title, Some(title)));
        texts.extend(in_all_languages(node_id, SearchField::Summary, summary));
    }
    Ok(texts)
}

/// The titles of legal instruments, then their symbols.
pub fn of_instruments(conn: &mut Conn, nodes: Nodes<'_>) -> Result<Vec<Text>> {
    if nodes.are_none() {
        return Ok(Vec::new());
    }
    let rows: Vec<(i64, Localized, Option<String>)> = legal_instruments::table
        .filter(nodes.in_column("legal_instruments.id"))
        .order(legal_instruments::id)
        .select((legal_instruments::id, legal_instruments::title, legal_instruments::symbol))
        .rows(conn)?;
    let mut texts = Vec::new();
    for (node_id, title, symbol) in in_time(rows) {
        texts.extend(in_all_languages(node_id, SearchField::Title, Some(title)));
        texts.extend(symbol.map(|text| Text { node_id, field: SearchField::Symbol, sort: Sort::Text, text }));
    }
    Ok(texts)
}

/// The notes on evidence of articles and events, in order of entry.
pub fn of_notes(conn: &mut Conn, nodes: Nodes<'_>) -> Result<Vec<Text>> {
    if nodes.are_none() {
        return Ok(Vec::new());
    }
    let notes = |owner: &str, of: &str| {
        Statement::<(BigInt, TextType, BigInt)>::new(format!(
            "SELECT {owner}, evidence.note, evidence.id FROM {of} evidence.note IS NOT NULL AND "
        ))
        .meeting(nodes.in_column(owner))
    };
    let mut rows: Vec<(i64, Localized, i64)> = notes("evidence.article_id", "evidence WHERE")
        .and_all(notes("events.id", "events JOIN evidence ON evidence.fact_id = events.id WHERE"))
        .and_all(notes(
            "participations.event_id",
            "participations JOIN evidence ON evidence.fact_id = participations.id WHERE",
        ))
        .and_all(notes("figures.event_id", "figures JOIN evidence ON evidence.fact_id = figures.id WHERE"))
        .rows(conn)?;
    rows.sort_by_key(|(node_id, _, evidence_id)| (*node_id, *evidence_id));
    let texts = in_time(rows).flat_map(|(node_id, note, _)| in_all_languages(node_id, SearchField::Note, Some(note)));
    Ok(texts.collect())
}

/// Calls `visit` with the full text of each article. Only some texts are in memory at a time.
pub fn each_of_bodies(conn: &mut Conn, nodes: Nodes<'_>, mut visit: impl FnMut(Text)) -> Result<()> {
    if nodes.are_none() {
        return Ok(());
    }
    each_body(conn, nodes.in_column("article_bodies.article_id"), |node_id, text| {
        visit(Text { node_id, field: SearchField::Body, sort: Sort::Text, text });
        Ok(())
    })
}

fn in_all_languages(node_id: i64, field: SearchField, text: Option<Localized>) -> Vec<Text> {
    let text = text.as_ref();
    text.into_iter()
        .flat_map(|text| text.iter())
        .map(|(_, text)| Text { node_id, field, sort: Sort::Text, text: text.to_owned() })
        .collect()
}
