//! Full-text search.
//!
//! `index` derives the index from the stored rows, `rank` orders it, `texts`, `roles`, `facts`, `instruments`
//! and `wording` read the texts, `candidates` queries the index, and `ranking` scores each candidate.

mod candidates;
mod facts;
pub mod index;
mod instruments;
mod rank;
mod ranking;
mod roles;
mod texts;
mod wording;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use sanad_base::work::in_time;
use sanad_model::{NodeKind, SearchField, SearchMatchKind, SearchType, Vocabulary};
use sanad_terms::{Excerpt, SearchQuery};

use self::candidates::{Candidate, candidates};
use self::ranking::{Best, Ranked, fill, ranked};
use self::roles::Telling;
use super::article::{ArticleById, ArticleRow};
use super::conn::Conn;
use super::event::{EventById, EventRow};
use super::identifier::{Identified, identified};
use super::legal_instrument::{LegalInstrumentById, LegalInstrumentRow};
use super::node::NodeRef;
use super::page::{ListQuery, Order, Page, PageRequest, ROOT};
use super::party::{PartyById, PartyRow};
use super::place::{PlaceById, PlaceRow};
use super::relation::{List, One, Relation};
use crate::error::Result;

/// The maximum length of a search text, in characters.
pub const TEXT_LIMIT: usize = 1_000;

/// The actors, organizations, places, events, articles and legal instruments that match a text, the best first.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Search {
    pub text: String,
    /// Only these types; all when absent.
    pub types: Option<Vec<SearchType>>,
    /// Whether results count in which words only sound like those of the text.
    pub sound_alikes: bool,
    pub page: PageRequest,
}

/// The row that a hit shows.
#[derive(Debug, Clone)]
pub enum HitRow {
    Party(Arc<PartyRow>),
    Article(Arc<ArticleRow>),
    Event(Arc<EventRow>),
    Place(Arc<PlaceRow>),
    LegalInstrument(Arc<LegalInstrumentRow>),
}

/// A search hit, and why it matches.
#[derive(Debug)]
pub struct Hit {
    pub row: HitRow,
    /// How well it matches, in [0, 1].
    pub score: f64,
    pub matches: SearchMatchKind,
    /// The field that matches best.
    pub field: SearchField,
    /// The fact that the text of this field says something of, if that is not the node of the hit.
    pub fact: Option<NodeRef>,
    pub excerpt: Excerpt,
    id: i64,
    position: String,
}

impl Search {
    fn kinds(&self) -> Option<Vec<NodeKind>> {
        self.types.as_ref().map(|types| types.iter().map(|searched| searched.kind()).collect())
    }

    fn candidates(&self, conn: &mut Conn, query: &SearchQuery) -> Result<Vec<Candidate>> {
        candidates(conn, query, &self.kinds(), self.sound_alikes)
    }

    /// The parties that have the whole text as an identifier.
    fn identified(&self, conn: &mut Conn) -> Result<Vec<Identified>> {
        let kinds = self.kinds().unwrap_or_else(|| NodeKind::ALL.to_vec());
        let kinds: Vec<NodeKind> = kinds.into_iter().filter(|kind| kind.is_party()).collect();
        if kinds.is_empty() { Ok(Vec::new()) } else { identified(conn, &self.text, &kinds) }
    }

    /// The ranked candidates of the page, and one more if there are more, in the order of reading.
    fn read(&self, mut ranked: Vec<Ranked>) -> Vec<Ranked> {
        let query = self.query();
        ranked.retain(|ranked| query.keeps(&ranked.position, ranked.candidate.id));
        ranked.sort_unstable_by(|a, b| (&a.position, a.candidate.id).cmp(&(&b.position, b.candidate.id)));
        if self.page.backwards {
            ranked.reverse();
        }
        ranked.truncate(self.page.limit + 1);
        ranked
    }
}

impl Relation for Search {
    type Value = Page<Hit>;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let query = SearchQuery::new(&self.text);
        let mut candidates = self.candidates(conn, &query)?;
        let identified = self.identified(conn)?;
        candidates.retain(|candidate| !identified.iter().any(|found| found.party_id == candidate.id));
        let met = Telling::met(&query);
        let mut all = ranked(conn, &query, &met, candidates)?;
        all.extend(in_time(identified).map(Ranked::identified));
        let mut read = self.read(all);
        fill(conn, &query, &met, &mut read)?;
        let hits = Rows::of(conn, &read)?.hits(read);
        let hits = hits.into_iter().map(|hit| (hit.position.clone(), hit)).collect();
        Ok(self.query().root(hits, |hit: &Hit| hit.id))
    }
}

impl List for Search {
    type Row = Hit;

    fn query(&self) -> ListQuery<'_> {
        ListQuery { order: Order::by("search", "", "", false), page: &self.page }
    }

    fn totals(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, i64>> {
        let candidates = self.candidates(conn, &SearchQuery::new(&self.text))?;
        let identified = self.identified(conn)?.into_iter().map(|found| found.party_id);
        let all: HashSet<i64> = candidates.into_iter().map(|candidate| candidate.id).chain(identified).collect();
        Ok(HashMap::from([(ROOT, all.len() as i64)]))
    }
}

/// The rows of the hits.
struct Rows {
    parties: HashMap<i64, One<PartyRow>>,
    articles: HashMap<i64, One<ArticleRow>>,
    events: HashMap<i64, One<EventRow>>,
    places: HashMap<i64, One<PlaceRow>>,
    legal_instruments: HashMap<i64, One<LegalInstrumentRow>>,
}

impl Rows {
    /// Loads the rows with one statement for each kind that occurs.
    fn of(conn: &mut Conn, ranked: &[Ranked]) -> Result<Self> {
        let ids = |is_kind: fn(NodeKind) -> bool| -> Vec<i64> {
            let candidates = ranked.iter().map(|ranked| &ranked.candidate);
            candidates.filter(|candidate| is_kind(candidate.kind)).map(|candidate| candidate.id).collect()
        };
        Ok(Self {
            parties: rows(conn, PartyById, ids(NodeKind::is_party))?,
            articles: rows(conn, ArticleById, ids(|kind| kind == NodeKind::Article))?,
            events: rows(conn, EventById, ids(NodeKind::is_event))?,
            places: rows(conn, PlaceById, ids(|kind| kind == NodeKind::Place))?,
            legal_instruments: rows(conn, LegalInstrumentById, ids(|kind| kind == NodeKind::LegalInstrument))?,
        })
    }

    fn hits(&self, ranked: Vec<Ranked>) -> Vec<Hit> {
        let hit = |Ranked { candidate, position, score, best, .. }: Ranked| {
            let row = self.row(&candidate)?;
            let best = best?;
            let Best { field, fact, .. } = best;
            let (id, matches) = (candidate.id, candidate.matches);
            Some(Hit { row, score, matches, field, fact, excerpt: best.excerpt(), id, position })
        };
        in_time(ranked).filter_map(hit).collect()
    }

    fn row(&self, Candidate { id, kind, .. }: &Candidate) -> Option<HitRow> {
        fn shared<T>(rows: &HashMap<i64, One<T>>, id: i64) -> One<T> {
            rows.get(&id).cloned().flatten()
        }
        match kind {
            NodeKind::Article => shared(&self.articles, *id).map(HitRow::Article),
            NodeKind::Place => shared(&self.places, *id).map(HitRow::Place),
            NodeKind::LegalInstrument => shared(&self.legal_instruments, *id).map(HitRow::LegalInstrument),
            kind if kind.is_event() => shared(&self.events, *id).map(HitRow::Event),
            _ => shared(&self.parties, *id).map(HitRow::Party),
        }
    }
}

fn rows<T>(conn: &mut Conn, by_id: impl Relation<Value = One<T>>, ids: Vec<i64>) -> Result<HashMap<i64, One<T>>> {
    if ids.is_empty() { Ok(HashMap::new()) } else { by_id.load(conn, &ids) }
}
