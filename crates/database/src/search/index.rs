//! The search index. It is derived from the stored rows, and updated by comparing it with what they give now.

use std::collections::{HashMap, HashSet};

use diesel::dsl::{max, min};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use sanad_base::work::{few, in_time};
use sanad_model::{NodeKind, SearchType, Vocabulary, fingerprint};
use sanad_terms::{SearchTerms, Sort};

use super::facts::{of_event_places, of_figures, of_notes};
use super::instruments::{called, of_instruments, of_legal_bases};
use super::rank::{rank, stands_at, tier};
use super::roles::{is_telling, of_all_roles};
use super::texts::{Nodes, Text, each_of_bodies, of_articles, of_events, of_names};
use super::wording::{of_descriptions, of_kinds};
use crate::conn::{Conn, FullText, on_each};
use crate::error::Result;
use crate::fragment::Statement;
use crate::growth::Growth;
use crate::relation::among;
use crate::rows::Rows;
use crate::schema::{nodes, search_documents};

/// The number of nodes, or the range of their ids, that is compared at a time.
const CHUNK: i64 = 10_000;

/// The maximum number of rows in one statement.
const BULK: usize = 1_000;

/// The number of changed documents from which the index is merged at once.
const MANY: usize = 50_000;

/// An indexed node and its terms.
struct Document {
    row: Row,
    terms: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = search_documents, treat_none_as_default_value = false)]
struct Row {
    node_id: i64,
    rank: i64,
    digest: i64,
}

/// Brings the index up to date for all nodes. Only differences are written.
///
/// # Errors
/// The database's errors.
pub fn refresh_all(conn: &mut Conn) -> Result<()> {
    let (first, last): (Option<i64>, Option<i64>) =
        nodes::table.select((min(nodes::id), max(nodes::id))).first(conn)?;
    let (Some(first), Some(last)) = (first, last) else { return Ok(()) };
    let mut written = 0;
    for first in in_time((first..=last).step_by(CHUNK as usize)) {
        written += refresh_some(conn, Nodes::Between(first, first + CHUNK - 1))?;
    }
    settle(conn, written)
}

/// Brings the index up to date for these nodes, in any order. Only differences are written.
///
/// # Errors
/// The database's errors.
pub fn refresh(conn: &mut Conn, mut nodes: Vec<i64>) -> Result<()> {
    nodes.sort_unstable();
    nodes.dedup();
    let mut written = 0;
    let mut growth = Growth::default();
    for some in few(nodes.chunks(CHUNK as usize)) {
        written += refresh_some(conn, Nodes::These(some))?;
        if growth.has_doubled(written) {
            conn.analyze_unseen(&["search_documents"])?;
        }
    }
    settle(conn, written)
}

/// The nodes that are found by texts of one of these: parties by the names of those to whom they have a role, events by
/// their place, their legal instruments and the issuers of these.
///
/// # Errors
/// The database's errors.
pub fn showing(conn: &mut Conn, shown: &HashSet<i64>) -> Result<Vec<i64>> {
    let shown: Vec<i64> = shown.iter().copied().collect();
    let mut showing = Vec::new();
    for some in few(shown.chunks(BULK)) {
        let of = |selected: &str, column: &str, and: &str| {
            let (table, _) = column.split_once('.').unwrap_or((column, ""));
            Statement::<BigInt>::new(format!("SELECT {selected} FROM {table} WHERE {and}")).meeting(among(column, some))
        };
        let all = of("relationships.source_id", "relationships.target_id", &format!("{} AND ", is_telling()))
            .and_all(of("events.id", "events.place_id", ""))
            .and_all(of("event_instruments.event_id", "event_instruments.instrument_id", ""))
            .and_all(of("legal_instruments.id", "legal_instruments.issuer_id", ""))
            .and_all(
                Statement::new(
                    "SELECT event_instruments.event_id FROM event_instruments JOIN legal_instruments \
                     ON legal_instruments.id = event_instruments.instrument_id WHERE ",
                )
                .meeting(among("legal_instruments.issuer_id", some)),
            );
        showing.extend(all.rows::<i64>(conn)?);
    }
    Ok(showing)
}

fn refresh_some(conn: &mut Conn, nodes: Nodes<'_>) -> Result<usize> {
    let mut wanted = documents(conn, nodes)?;
    if wanted.is_empty() {
        return Ok(0);
    }
    let stored: HashMap<i64, Row> = search_documents::table
        .filter(nodes.in_column("search_documents.node_id"))
        .select(Row::as_select())
        .rows(conn)?
        .into_iter()
        .map(|row: Row| (row.node_id, row))
        .collect();
    wanted.retain(|document| stored.get(&document.row.node_id) != Some(&document.row));
    // FTS5 buffers what is written in this order, and flushes when the order goes back.
    wanted.sort_unstable_by_key(|document| document.row.rank);
    let outdated: Vec<i64> =
        wanted.iter().map(|document| document.row.node_id).filter(|id| stored.contains_key(id)).collect();
    for ids in few(outdated.chunks(BULK)) {
        // Their terms are deleted with them.
        diesel::delete(search_documents::table.filter(among("search_documents.node_id", ids))).execute(conn)?;
    }
    for some in few(wanted.chunks(BULK)) {
        let rows: Vec<&Row> = some.iter().map(|document| &document.row).collect();
        on_each!(conn, |one| diesel::insert_into(search_documents::table).values(rows).execute(one))?;
        insertion(conn.full_text(), some).execute(conn)?;
    }
    Ok(wanted.len())
}

/// The documents of those of the nodes that are searched.
fn documents(conn: &mut Conn, nodes: Nodes<'_>) -> Result<Vec<Document>> {
    let kinds: Option<Vec<NodeKind>> = Some(SearchType::ALL.iter().map(|searched| searched.kind()).collect());
    let searched = nodes.in_column("nodes.id").one_of("nodes.kind", &kinds);
    let found: Vec<(i64, NodeKind, i64)> =
        nodes::table.filter(searched).order(nodes::id).select((nodes::id, nodes::kind, nodes::degree)).rows(conn)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let of_kind = |wanted: NodeKind| -> Vec<i64> {
        found.iter().filter(|(_, kind, _)| *kind == wanted).map(|(id, ..)| *id).collect()
    };
    let connections = connections(conn, of_kind)?;
    // Names are also words of a language, except those of people.
    let is_worded = |(_, kind, _): &&(i64, NodeKind, i64)| *kind != NodeKind::Actor;
    let worded: HashSet<i64> = found.iter().filter(is_worded).map(|(id, ..)| *id).collect();
    let mut indexed: HashMap<i64, SearchTerms> = HashMap::new();
    let mut add = |text: Text| {
        let indexed = indexed.entry(text.node_id).or_default();
        if let Some(whole) = text.whole() {
            indexed.whole(whole);
        }
        match text.sort {
            Sort::Name => {
                indexed.name(&text.text);
                if worded.contains(&text.node_id) {
                    indexed.initials(&text.text);
                    indexed.text(&text.text);
                }
            }
            Sort::Text => indexed.text(&text.text),
        }
    };
    // Short texts first: the last may be left out in part.
    for texts in few([
        of_names,
        of_all_roles,
        of_descriptions,
        of_kinds,
        of_articles,
        of_events,
        of_instruments,
        of_legal_bases,
        of_event_places,
        of_figures,
        of_notes,
    ]) {
        in_time(texts(conn, nodes)?).for_each(&mut add);
    }
    each_of_bodies(conn, nodes, &mut add)?;
    for (node_id, called) in in_time(called(conn, nodes)?) {
        indexed.entry(node_id).or_default().whole(&called);
    }
    let document = |(node_id, kind, degree): (i64, NodeKind, i64)| {
        let mut indexed = indexed.remove(&node_id).unwrap_or_default();
        indexed.kind(kind.word());
        let terms = indexed.joined();
        let connections = connections.get(&node_id).copied().unwrap_or(degree);
        Document {
            row: Row { node_id, rank: rank(tier(connections), node_id), digest: fingerprint(terms.bytes()) },
            terms,
        }
    };
    Ok(found.into_iter().map(document).collect())
}

/// The connections of nodes without links: the evidence from an article, the events and place relationships at a place,
/// and the events that name a legal instrument.
fn connections(conn: &mut Conn, of_kind: impl Fn(NodeKind) -> Vec<i64>) -> Result<HashMap<i64, i64>> {
    let mut connections = HashMap::new();
    for (kind, owner) in few([
        (NodeKind::Article, "evidence.article_id"),
        (NodeKind::Place, "events.place_id"),
        (NodeKind::Place, "place_relationships.place_id"),
        (NodeKind::LegalInstrument, "event_instruments.instrument_id"),
    ]) {
        let (table, _) = owner.split_once('.').unwrap_or((owner, ""));
        for some in few(of_kind(kind).chunks(BULK)) {
            let counted = Statement::<(BigInt, BigInt)>::new(format!("SELECT {owner}, count(*) FROM {table} WHERE "))
                .meeting(among(owner, some))
                .text(format!(" GROUP BY {owner}"));
            for (node, count) in in_time(counted.rows::<(i64, i64)>(conn)?) {
                *connections.entry(node).or_default() += count;
            }
        }
    }
    Ok(connections)
}

fn insertion(full_text: FullText, documents: &[Document]) -> Statement<()> {
    let (opening, terms) = match full_text {
        FullText::Fts5 => ("INSERT INTO search_index (rowid, terms) VALUES ", "?"),
        FullText::Tsvector => {
            ("INSERT INTO search_index (rank, terms) VALUES ", "array_to_tsvector(string_to_array(?, ' '))")
        }
    };
    let (before, after) = terms.split_once('?').unwrap_or((terms, ""));
    let mut insertion = Statement::new(opening);
    for (number, Document { row, terms }) in in_time(documents.iter().enumerate()) {
        let terms = match full_text {
            FullText::Fts5 => terms.clone(),
            FullText::Tsvector => in_tier(stands_at(row.rank).0, terms),
        };
        insertion = insertion
            .text(if number == 0 { "(" } else { ", (" })
            .bind(row.rank)
            .text(format!(", {before}"))
            .bind(terms)
            .text(format!("{after})"));
    }
    insertion
}

/// The terms, each with its tier as a prefix.
fn in_tier(tier: i64, terms: &str) -> String {
    terms.split(' ').map(|term| format!("{tier}{term}")).collect::<Vec<_>>().join(" ")
}

/// Merges the documents that were written into the index, so that a search need not scan them separately.
fn settle(conn: &mut Conn, written: usize) -> Result<()> {
    if written == 0 {
        return Ok(());
    }
    match conn.full_text() {
        FullText::Fts5 if written >= MANY => {
            Statement::<()>::new("INSERT INTO search_index (search_index) VALUES ('optimize')").execute(conn)?;
        }
        FullText::Fts5 => {}
        FullText::Tsvector => {
            let _: i64 =
                Statement::<BigInt>::new("SELECT gin_clean_pending_list('search_index_by_term')").get_result(conn)?;
        }
    }
    Ok(())
}
