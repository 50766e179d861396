//! The texts of nodes themselves that they are found by, as they are stored.

use diesel::prelude::*;
use sanad_base::work::in_time;
use sanad_model::{Localized, OrganizationType, SearchField};
use sanad_terms::Sort;

use crate::body::each_body;
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;
use crate::node::NodeRef;
use crate::relation::among;
use crate::rows::Rows;
use crate::schema::{articles, events, names, organizations, sanction_events};

/// A text of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub node_id: i64,
    pub field: SearchField,
    /// A description in place of a party's name counts as a text.
    pub sort: Sort,
    pub text: String,
    /// The fact that it says something of, if that is not the node itself.
    pub fact: Option<NodeRef>,
}

impl Text {
    pub fn new(node_id: i64, field: SearchField, text: String) -> Self {
        Self { node_id, field, sort: Sort::Text, text, fact: None }
    }

    /// What a query can equal as a whole.
    pub fn whole(&self) -> Option<&str> {
        match self.field {
            SearchField::Name
            | SearchField::Headline
            | SearchField::Title
            | SearchField::Symbol
            | SearchField::Programme => Some(&self.text),
            SearchField::Role => self.text.split(super::roles::WITH).next(),
            _ => None,
        }
    }
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
        Text { sort, ..Text::new(node_id, SearchField::Name, text) }
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
        texts.push(Text::new(node_id, SearchField::Headline, headline));
        texts.extend(in_all_languages(node_id, SearchField::Summary, summary));
    }
    Ok(texts)
}

/// The titles of events, then their summaries, conditions and programmes.
pub fn of_events(conn: &mut Conn, nodes: Nodes<'_>) -> Result<Vec<Text>> {
    if nodes.are_none() {
        return Ok(Vec::new());
    }
    type Row = (i64, Localized, Option<Localized>, Option<Localized>, Option<String>);
    let rows: Vec<Row> = events::table
        .left_join(sanction_events::table.on(sanction_events::id.eq(events::id)))
        .filter(nodes.in_column("events.id"))
        .order(events::id)
        .select((events::id, events::title, events::summary, events::condition, sanction_events::programme.nullable()))
        .rows(conn)?;
    let mut texts = Vec::new();
    for (node_id, title, summary, condition, programme) in in_time(rows) {
        texts.extend(in_all_languages(node_id, SearchField::Title, Some(title)));
        texts.extend(in_all_languages(node_id, SearchField::Summary, summary));
        texts.extend(in_all_languages(node_id, SearchField::Condition, condition));
        texts.extend(programme.map(|text| Text::new(node_id, SearchField::Programme, text)));
    }
    Ok(texts)
}

/// Calls `visit` with the full text of each article. Only some texts are in memory at a time.
pub fn each_of_bodies(conn: &mut Conn, nodes: Nodes<'_>, mut visit: impl FnMut(Text)) -> Result<()> {
    if nodes.are_none() {
        return Ok(());
    }
    each_body(conn, nodes.in_column("article_bodies.article_id"), |node_id, text| {
        visit(Text::new(node_id, SearchField::Body, text));
        Ok(())
    })
}

pub(super) fn in_all_languages(node_id: i64, field: SearchField, text: Option<Localized>) -> Vec<Text> {
    let text = text.as_ref();
    text.into_iter().flat_map(|text| text.iter()).map(|(_, text)| Text::new(node_id, field, text.to_owned())).collect()
}
