//! Finds candidates for a query: the best connected nodes that the index has under its terms.

use diesel::sql_types::{BigInt, Text};
use sanad_base::work::few;
use sanad_model::{NodeKind, SearchMatchKind, Vocabulary};
use sanad_terms::{SearchQuery, Term, kind_term};

use super::rank::{ID_MASK, TIERS, stands_at};
use crate::conn::{Conn, FullText};
use crate::error::Result;
use crate::fragment::Statement;
use crate::rows::Rows;

/// The maximum number of candidates with a name or title that is the whole query.
const WHOLE_LIMIT: usize = 50;

/// The maximum number of candidates whose names contain all words exactly.
const NAMED_LIMIT: usize = 100;

/// The maximum number of candidates that contain all words in any form and anywhere.
const FORMS_LIMIT: usize = 200;

/// The maximum number of candidates that contain all words in any form or sound: those with all words in a form are
/// among them.
const SOUNDS_LIMIT: usize = 200;

/// A node that may match a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    pub id: i64,
    pub kind: NodeKind,
    /// How it matches, as the index tells it.
    pub matches: SearchMatchKind,
    /// How well it is connected; higher is better.
    pub tier: i64,
}

/// What a document has to contain: one term of each list.
type Demand = Vec<Vec<Term>>;

/// The candidates, of these kinds if any are given, without those that only sound alike unless `sound_alikes`: each
/// once, sorted by id.
pub fn candidates(
    conn: &mut Conn,
    query: &SearchQuery,
    kinds: &Option<Vec<NodeKind>>,
    sound_alikes: bool,
) -> Result<Vec<Candidate>> {
    if query.is_empty() || kinds.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Vec::new());
    }
    let of_kinds = kinds.as_ref().map(|kinds| {
        kinds.iter().map(|kind| Term { text: kind_term(kind.word()), is_prefix: false }).collect::<Vec<_>>()
    });
    let full_text = conn.full_text();
    let mut found = Statement::new("SELECT nodes.id, nodes.kind, found.matches, found.rank FROM (");
    let demands = [
        (SearchMatchKind::Exact, query.as_a_whole(), WHOLE_LIMIT),
        (SearchMatchKind::Words, query.by_letters(), NAMED_LIMIT),
        (SearchMatchKind::Words, query.in_any_form(), FORMS_LIMIT),
        (SearchMatchKind::Sound, query.in_any_sound(), SOUNDS_LIMIT),
    ];
    let demands = demands.into_iter().filter(|(matches, ..)| sound_alikes || *matches != SearchMatchKind::Sound);
    for (number, (matches, mut demand, limit)) in few(demands.enumerate()) {
        demand.extend(of_kinds.clone());
        let found_so = found.text(if number == 0 { "" } else { " UNION ALL " });
        found = append(found_so, full_text, matches, &demand, limit);
    }
    let found = found.text(format!(") AS found JOIN nodes ON nodes.id = found.rank & {ID_MASK}"));
    let rows: Vec<(i64, NodeKind, i64, i64)> = found.rows(conn)?;
    let candidate = |(id, kind, matches, rank): (i64, NodeKind, i64, i64)| {
        let matches = SearchMatchKind::ALL.get(matches as usize).copied().unwrap_or(SearchMatchKind::Sound);
        Candidate { id, kind, matches, tier: stands_at(rank).0 }
    };
    let mut candidates: Vec<Candidate> = rows.into_iter().map(candidate).collect();
    // The best of several matches of a node is kept.
    candidates.sort_unstable_by_key(|candidate| (candidate.id, candidate.matches));
    candidates.dedup_by_key(|candidate| candidate.id);
    Ok(candidates)
}

type CandidateQuery = Statement<(BigInt, Text, BigInt, BigInt)>;

/// Appends a query for the ranks of the best connected documents that meet the demand, and so match in this way.
fn append(
    found: CandidateQuery,
    full_text: FullText,
    matches: SearchMatchKind,
    demand: &Demand,
    limit: usize,
) -> CandidateQuery {
    let found = found.text(format!("SELECT CAST({} AS BIGINT) AS matches, rank FROM (", matches as i64));
    match full_text {
        // FTS5 reads its index in this order and stops at the limit.
        FullText::Fts5 => found
            .text("SELECT rowid AS rank FROM search_index WHERE search_index MATCH ")
            .bind(demanded(demand, &fts5_term, " OR ", " AND "))
            .text(format!(" ORDER BY rowid LIMIT {limit}) AS ranked")),
        // Postgres reads all documents with a term before it sorts, so tiers are queried one by one until there are
        // enough.
        FullText::Tsvector => {
            let mut found = found;
            for tier in few((0..TIERS).rev()) {
                found = found
                    .text("(SELECT rank FROM search_index WHERE terms @@ CAST(")
                    .bind(demanded(demand, &|term| tsquery_term(tier, term), " | ", " & "))
                    // An expression, because Postgres might otherwise read its index of ranks and skip very many rows.
                    .text(format!(" AS tsquery) ORDER BY rank + 0 LIMIT {limit})"))
                    .text(if tier > 0 { " UNION ALL " } else { "" });
            }
            found.text(format!(" LIMIT {limit}) AS ranked"))
        }
    }
}

fn demanded(demand: &Demand, written: &dyn Fn(&Term) -> String, or: &str, and: &str) -> String {
    let one_of = |terms: &Vec<Term>| format!("({})", terms.iter().map(written).collect::<Vec<_>>().join(or));
    demand.iter().map(one_of).collect::<Vec<_>>().join(and)
}

/// A term consists of letters and digits, so nothing in it ends the quotes.
fn fts5_term(term: &Term) -> String {
    format!("\"{}\"{}", term.text, if term.is_prefix { " *" } else { "" })
}

fn tsquery_term(tier: i64, term: &Term) -> String {
    format!("'{tier}{}'{}", term.text, if term.is_prefix { ":*" } else { "" })
}
