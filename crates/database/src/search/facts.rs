//! The texts that nodes are found by and that belong to their facts, or to what these name.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text as TextType};
use sanad_base::work::in_time;
use sanad_model::{Language, Localized, NameKind, NodeKind, Qualifier, SearchField, Vocabulary, Worded};

use super::texts::{Nodes, Text, in_all_languages};
use crate::conn::Conn;
use crate::error::Result;
use crate::fragment::Statement;
use crate::node::NodeRef;
use crate::relation::among;
use crate::rows::Rows;
use crate::schema::names;

/// Stands between the role of a party and with whom it has it.
pub const WITH: &str = " · ";

/// The maximum number of roles of a party that it is found by. A hub may have a role in very many relationships.
const ROLES_LIMIT: usize = 100;

/// The first roles of parties in their relationships, such as offices, each with the name of the other party.
pub fn of_roles(conn: &mut Conn, nodes: Nodes<'_>) -> Result<Vec<Text>> {
    if nodes.are_none() {
        return Ok(Vec::new());
    }
    let roles = Statement::<(BigInt, TextType, BigInt, BigInt)>::new(
        "SELECT held.source_id, held.role, held.id, held.target_id FROM (SELECT relationships.source_id, \
         relationships.role, relationships.id, relationships.target_id, row_number() OVER (PARTITION BY \
         relationships.source_id ORDER BY relationships.id) AS number FROM relationships \
         WHERE relationships.role IS NOT NULL AND ",
    );
    let roles: Vec<(i64, Localized, i64, i64)> = roles
        .meeting(nodes.in_column("relationships.source_id"))
        .text(format!(") AS held WHERE held.number <= {ROLES_LIMIT} ORDER BY held.source_id, held.id"))
        .rows(conn)?;
    let held = in_time(&roles).flat_map(|(party, role, id, other)| {
        let said = role.iter().map(|(language, role)| (language.as_str(), role));
        said.map(|(language, role)| Held { party: *party, language, role, id: *id, other: *other })
    });
    let held = held.collect();
    with_names(conn, held)
}

/// A role of a party in a relationship, in one language.
pub(super) struct Held<'a> {
    pub party: i64,
    pub language: &'a str,
    pub role: &'a str,
    /// The relationship.
    pub id: i64,
    pub other: i64,
}

/// The roles, each with the name of the other party in the same language.
pub(super) fn with_names(conn: &mut Conn, held: Vec<Held<'_>>) -> Result<Vec<Text>> {
    let mut others: Vec<i64> = in_time(&held).map(|held| held.other).collect();
    others.sort_unstable();
    others.dedup();
    let others = primary_names(conn, &others)?;
    let text = |Held { party, language, role, id, other }: Held<'_>| {
        let name = others.get(&other).and_then(|names| {
            let is_spoken =
                |spoken: &Option<Language>| spoken.as_ref().is_some_and(|spoken| spoken.as_str() == language);
            names.iter().find(|(spoken, _)| is_spoken(spoken)).or(names.first())
        });
        let text = name.map_or_else(|| role.to_owned(), |(_, name)| format!("{role}{WITH}{name}"));
        let fact = Some(NodeRef { id, kind: NodeKind::Relationship });
        Text { fact, ..Text::new(party, SearchField::Role, text) }
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

/// The titles and symbols of the legal instruments that events name.
pub fn of_legal_bases(conn: &mut Conn, nodes: Nodes<'_>) -> Result<Vec<Text>> {
    if nodes.are_none() {
        return Ok(Vec::new());
    }
    let rows: Vec<(i64, Localized, Option<String>)> = Statement::<(BigInt, TextType, Nullable<TextType>)>::new(
        "SELECT event_instruments.event_id, legal_instruments.title, legal_instruments.symbol FROM event_instruments \
         JOIN legal_instruments ON legal_instruments.id = event_instruments.instrument_id WHERE ",
    )
    .meeting(nodes.in_column("event_instruments.event_id"))
    .text(" ORDER BY event_instruments.event_id, event_instruments.ordinal")
    .rows(conn)?;
    let mut texts = Vec::new();
    for (node_id, title, symbol) in in_time(rows) {
        texts.extend(symbol.map(|text| Text::new(node_id, SearchField::LegalBasis, text)));
        texts.extend(in_all_languages(node_id, SearchField::LegalBasis, Some(title)));
    }
    Ok(texts)
}

/// The names of the places of events.
pub fn of_event_places(conn: &mut Conn, nodes: Nodes<'_>) -> Result<Vec<Text>> {
    if nodes.are_none() {
        return Ok(Vec::new());
    }
    let rows: Vec<(i64, String)> = Statement::<(BigInt, TextType)>::new(
        "SELECT events.id, names.text FROM events JOIN names ON names.node_id = events.place_id WHERE ",
    )
    .meeting(nodes.in_column("events.id"))
    .text(" ORDER BY events.id, names.ordinal")
    .rows(conn)?;
    Ok(in_time(rows).map(|(node_id, text)| Text::new(node_id, SearchField::Place, text)).collect())
}

/// The figures of events with what they count, then the notes on them.
pub fn of_figures(conn: &mut Conn, nodes: Nodes<'_>) -> Result<Vec<Text>> {
    if nodes.are_none() {
        return Ok(Vec::new());
    }
    type Row = (i64, i64, String, Option<i64>, Option<i64>, Qualifier, Option<Localized>);
    let rows: Vec<Row> =
        Statement::<(BigInt, BigInt, TextType, Nullable<BigInt>, Nullable<BigInt>, TextType, Nullable<TextType>)>::new(
            "SELECT figures.event_id, figures.id, figures.measure, figures.low, figures.high, figures.qualifier, \
             figures.note FROM figures WHERE ",
        )
        .meeting(nodes.in_column("figures.event_id"))
        .text(" ORDER BY figures.event_id, figures.id")
        .rows(conn)?;
    let mut texts = Vec::new();
    for (node_id, id, measure, low, high, qualifier, note) in in_time(rows) {
        let fact = Some(NodeRef { id, kind: NodeKind::Figure });
        let mut numbers: Vec<String> = low.into_iter().chain(high).map(|number| number.to_string()).collect();
        numbers.dedup();
        let (numbers, (arabic, english)) = (numbers.join("–"), qualifier.in_both_languages());
        let written =
            |words: &[&str]| words.iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join(" ");
        // What is counted is named in English.
        let figures = [written(&[english, &numbers, &measure.replace('-', " ")]), written(&[arabic, &numbers])];
        let figures = figures.into_iter().filter(|text| !text.is_empty());
        let figures = figures.map(|text| Text::new(node_id, SearchField::Figure, text));
        let notes = in_all_languages(node_id, SearchField::Figure, note);
        texts.extend(figures.chain(notes).map(|text| Text { fact, ..text }));
    }
    Ok(texts)
}

/// The notes on evidence of articles and events, and its conditions, in order of entry.
pub fn of_notes(conn: &mut Conn, nodes: Nodes<'_>) -> Result<Vec<Text>> {
    if nodes.are_none() {
        return Ok(Vec::new());
    }
    let said = |field: SearchField, column: &str, owner: &str, of: &str| {
        Statement::<(BigInt, BigInt, TextType, BigInt, BigInt, TextType)>::new(format!(
            "SELECT {owner}, CAST({} AS BIGINT), evidence.{column}, evidence.id, evidence.fact_id, evidence.fact_kind \
             FROM {of} evidence.{column} IS NOT NULL AND ",
            field as i64
        ))
        .meeting(nodes.in_column(owner))
    };
    let all = |field: SearchField, column: &str| {
        said(field, column, "evidence.article_id", "evidence WHERE")
            .and_all(said(field, column, "events.id", "events JOIN evidence ON evidence.fact_id = events.id WHERE"))
            .and_all(said(
                field,
                column,
                "participations.event_id",
                "participations JOIN evidence ON evidence.fact_id = participations.id WHERE",
            ))
            .and_all(said(
                field,
                column,
                "figures.event_id",
                "figures JOIN evidence ON evidence.fact_id = figures.id WHERE",
            ))
    };
    let mut rows: Vec<(i64, i64, Localized, i64, i64, NodeKind)> =
        all(SearchField::Note, "note").and_all(all(SearchField::Condition, "condition")).rows(conn)?;
    rows.sort_by_key(|(node_id, field, _, evidence_id, ..)| (*node_id, *evidence_id, *field));
    let texts = in_time(rows).flat_map(|(node_id, field, text, _, id, kind)| {
        let field = if field == SearchField::Note as i64 { SearchField::Note } else { SearchField::Condition };
        let fact = Some(NodeRef { id, kind });
        in_all_languages(node_id, field, Some(text)).into_iter().map(move |text| Text { fact, ..text })
    });
    Ok(texts.collect())
}
