//! The texts that nodes are found by and that belong to their facts, or to what these name.

use diesel::sql_types::{BigInt, Nullable, Text as TextType};
use sanad_base::work::in_time;
use sanad_model::{Localized, NodeKind, Qualifier, SearchField, Worded};

use super::texts::{Nodes, Text, in_all_languages};
use crate::conn::Conn;
use crate::error::Result;
use crate::fragment::Statement;
use crate::node::NodeRef;
use crate::rows::Rows;

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
