//! Scores how well candidates match a query, by their texts and connections and not by the databases' own ranking: so
//! both backends give the same order.

use std::collections::HashMap;

use sanad_base::work::{few, in_time};
use sanad_model::{NodeKind, SearchField, SearchMatchKind};
use sanad_terms::{Excerpt, SearchQuery, Sort, TextMatch, TextWords};

use super::candidates::Candidate;
use super::facts::{of_event_places, of_figures, of_notes};
use super::instruments::{of_instruments, of_legal_bases};
use super::rank::{TIERS, stands_at};
use super::roles::{Telling, WITH, of_roles};
use super::texts::{Nodes, Text, each_of_bodies, of_articles, of_events, of_names};
use super::wording::{of_descriptions, of_kinds};
use crate::conn::Conn;
use crate::error::Result;
use crate::identifier::Identified;
use crate::node::NodeRef;

/// The weight of a word that none of the texts read for ranking contains: it is deeper inside, as in a note or a body.
/// An article has a body and the notes of all facts that it is cited for, so a word among these says less of it.
const DEEP_INSIDE: f64 = 0.3;
const DEEP_IN_ARTICLE: f64 = 0.25;

/// The factor for a match whose words are not all in one text.
const APART: f64 = 0.85;

/// The factors for a name or title of which the query covers nothing, and for any longer text.
const BARELY_COVERED: f64 = 0.8;
const LONG_TEXT: f64 = 0.9;

/// The factor for the least connected nodes.
const UNCONNECTED: f64 = 0.9;

/// The number of steps between 0 and 1 to which scores are rounded.
const STEPS: f64 = 1_000.0;

/// A text with its words, which are compared more than once.
struct ReadText {
    text: Text,
    words: TextWords,
}

/// The text that matches best.
#[derive(Debug)]
pub struct Best {
    pub field: SearchField,
    pub fact: Option<NodeRef>,
    sort: Sort,
    text: Shown,
    answer: TextMatch,
}

/// A text, or only its excerpt once no more of it is needed.
#[derive(Debug)]
enum Shown {
    Whole(String),
    Cut(Excerpt),
}

/// A candidate, and how well it matches.
#[derive(Debug)]
pub struct Ranked {
    pub candidate: Candidate,
    /// In [0, 1].
    pub score: f64,
    /// Sorts the best first: by score, then by connections.
    pub position: String,
    pub best: Option<Best>,
}

/// The weight of a word in a text of this field.
fn weight(field: SearchField, sort: Sort) -> f64 {
    match (field, sort) {
        (SearchField::Name, Sort::Name) => 1.0,
        // It also has the name of another party.
        (SearchField::Role, _) => 0.65,
        // A description in place of a name is like a title.
        (field, _) if is_short(field) => 0.85,
        (SearchField::Summary | SearchField::Condition, _) => 0.55,
        _ => DEEP_INSIDE,
    }
}

/// Whether texts of this field are short: it counts how much of them is covered.
fn is_short(field: SearchField) -> bool {
    matches!(
        field,
        SearchField::Name
            | SearchField::Headline
            | SearchField::Title
            | SearchField::Symbol
            | SearchField::Role
            | SearchField::Programme
    )
}

/// Scores all candidates by their names, roles, headlines, titles, symbols, programmes, conditions and summaries, with
/// a fixed number of statements. `met` are the relationships whose roles are read.
pub fn ranked(
    conn: &mut Conn,
    query: &SearchQuery,
    met: &[Telling],
    candidates: Vec<Candidate>,
) -> Result<Vec<Ranked>> {
    let ids = |is_kind: fn(NodeKind) -> bool| -> Vec<i64> {
        candidates.iter().filter(|candidate| is_kind(candidate.kind)).map(|candidate| candidate.id).collect()
    };
    let names = of_names(conn, Nodes::These(&ids(|kind| kind.is_party() || kind == NodeKind::Place)))?;
    let mut texts = by_node(names);
    let by_role = in_time(&candidates).filter(|candidate| {
        let names = texts.get(&candidate.id).map(Vec::as_slice).unwrap_or_default();
        candidate.kind.is_party() && !are_enough(names, query, candidate.matches)
    });
    let by_role: Vec<i64> = by_role.map(|candidate| candidate.id).collect();
    let others = [
        of_roles(conn, &by_role, met)?,
        of_articles(conn, Nodes::These(&ids(|kind| kind == NodeKind::Article)))?,
        of_events(conn, Nodes::These(&ids(NodeKind::is_event)))?,
        of_instruments(conn, Nodes::These(&ids(|kind| kind == NodeKind::LegalInstrument)))?,
    ];
    for text in in_time(others.into_iter().flatten()) {
        texts.entry(text.node_id).or_default().push(ReadText::from(text));
    }
    let ranked = in_time(candidates).map(|candidate| {
        let texts = texts.remove(&candidate.id).unwrap_or_default();
        Ranked::of(candidate, query, texts)
    });
    Ok(ranked.collect())
}

/// Whether a party with these names needs no roles to be scored. No role is worth more than a name with all words, and
/// the parties with most connections have very many roles.
fn are_enough(names: &[ReadText], query: &SearchQuery, matches: SearchMatchKind) -> bool {
    in_time(names).any(|name| {
        name.by_letters(query).is_whole() || matches == SearchMatchKind::Sound && name.in_any_form(query).is_whole()
    })
}

/// Searches the other texts for what these do not contain. `met` are the relationships whose roles have been read.
pub fn fill(conn: &mut Conn, query: &SearchQuery, met: &[Telling], ranked: &mut [Ranked]) -> Result<()> {
    let unanswered = |is_kind: fn(NodeKind) -> bool| -> Vec<i64> {
        let of_kind = |ranked: &&Ranked| is_kind(ranked.candidate.kind) && !ranked.is_answered();
        ranked.iter().filter(of_kind).map(|ranked| ranked.candidate.id).collect()
    };
    let (events, articles) = (unanswered(NodeKind::is_event), unanswered(|kind| kind == NodeKind::Article));
    let parties = unanswered(NodeKind::is_party);
    let unmet: Vec<Telling> = Telling::all().into_iter().filter(|telling| !met.contains(telling)).collect();
    // The name of the other party may match where the words of the kind do not.
    let mut texts = of_roles(conn, &parties, &unmet)?;
    texts.extend(of_descriptions(conn, Nodes::These(&parties))?);
    for read in few([of_legal_bases, of_event_places, of_figures, of_kinds]) {
        texts.extend(read(conn, Nodes::These(&events))?);
    }
    texts.extend(of_notes(conn, Nodes::These(&[events, articles.clone()].concat()))?);
    let places: HashMap<i64, usize> =
        ranked.iter().enumerate().map(|(place, ranked)| (ranked.candidate.id, place)).collect();
    let mut look_into = |text: Text| {
        let Some(ranked) = places.get(&text.node_id).and_then(|place| ranked.get_mut(*place)) else { return };
        let better = Best::with(query.match_text(&text.text, text.sort), text);
        // Another text replaces the best one only if it contains more of the words.
        if ranked.best.as_ref().is_none_or(|best| better.words_met() > best.words_met()) {
            ranked.best = Some(better.cut());
        }
    };
    in_time(texts).for_each(&mut look_into);
    each_of_bodies(conn, Nodes::These(&articles), look_into)
}

fn by_node(texts: Vec<Text>) -> HashMap<i64, Vec<ReadText>> {
    let mut nodes: HashMap<i64, Vec<ReadText>> = HashMap::new();
    for text in in_time(texts) {
        nodes.entry(text.node_id).or_default().push(ReadText::from(text));
    }
    nodes
}

impl From<Text> for ReadText {
    fn from(text: Text) -> Self {
        Self { words: TextWords::of(&text.text), text }
    }
}

impl ReadText {
    fn by_letters(&self, query: &SearchQuery) -> TextMatch {
        query.match_letters(&self.text.text, &self.words, self.text.sort)
    }

    fn in_any_form(&self, query: &SearchQuery) -> TextMatch {
        query.match_words(&self.text.text, &self.words, self.text.sort)
    }
}

impl Best {
    fn with(answer: TextMatch, Text { field, sort, text, fact, .. }: Text) -> Self {
        Self { field, fact, sort, text: Shown::Whole(text), answer }
    }

    fn weight(&self) -> f64 {
        weight(self.field, self.sort)
    }

    /// The excerpt to show.
    pub fn excerpt(self) -> Excerpt {
        match self.text {
            Shown::Whole(text) => Excerpt::of(&text, &self.answer.ranges),
            Shown::Cut(excerpt) => excerpt,
        }
    }

    /// Keeps only the excerpt of the text: a body is long.
    fn cut(mut self) -> Self {
        let places = std::mem::take(&mut self.answer.ranges);
        if let Shown::Whole(text) = &self.text {
            self.text = Shown::Cut(Excerpt::of(text, &places));
        }
        self
    }

    fn words_met(&self) -> usize {
        self.answer.scores.iter().filter(|met| **met > 0.0).count()
    }

    /// Whether all words are in a name or title as they are typed, or in a role, and not all in the name of the other
    /// party.
    fn is_called_as_typed(&self) -> bool {
        let Shown::Whole(text) = &self.text else { return false };
        let own = if self.field == SearchField::Role { text.find(WITH).unwrap_or(text.len()) } else { text.len() };
        self.answer.is_as_typed && is_short(self.field) && self.answer.ranges.iter().any(|range| range.start < own)
    }

    /// Its score in comparison with other texts of the same node.
    fn worth(&self) -> f64 {
        self.weight() * self.answer.sum() * (1.0 + self.answer.coverage / 10.0)
    }
}

impl Ranked {
    fn of(candidate: Candidate, query: &SearchQuery, texts: Vec<ReadText>) -> Self {
        let mut met: Vec<f64> = Vec::new();
        let mut best: Option<Best> = None;
        // An exact match of a name or title is the best possible: then other forms are not tried.
        let is_called_so = in_time(&texts).any(|read| is_short(read.text.field) && read.by_letters(query).is_whole());
        let answer = if is_called_so { ReadText::by_letters } else { ReadText::in_any_form };
        let mut is_as_typed = false;
        for read in in_time(texts) {
            let one = Best::with(answer(&read, query), read.text);
            let weight = one.weight();
            is_as_typed |= one.is_called_as_typed();
            met.resize(one.answer.scores.len(), 0.0);
            for (met, word) in few(met.iter_mut().zip(&one.answer.scores)) {
                *met = met.max(weight * word);
            }
            // The first among equals.
            if best.as_ref().is_none_or(|best| one.worth() > best.worth()) {
                best = Some(one);
            }
        }
        let score = score(&met, best.as_ref(), &candidate, is_as_typed);
        Self { position: position(score, &candidate), candidate, score, best }
    }

    /// A party that has the text as an identifier: there is no better match.
    pub fn identified(found: Identified) -> Self {
        let Identified { party_id, kind, rank, value } = found;
        let candidate = Candidate { id: party_id, kind, tier: stands_at(rank).0, matches: SearchMatchKind::Exact };
        let ranges = std::iter::once(0..value.len()).collect();
        let answer = TextMatch { scores: vec![1.0], coverage: 1.0, is_as_typed: true, ranges };
        let (field, text) = (SearchField::Identifier, Shown::Whole(value));
        let best = Best { field, fact: None, sort: Sort::Text, text, answer };
        Self { position: position(1.0, &candidate), candidate, score: 1.0, best: Some(best) }
    }

    fn is_answered(&self) -> bool {
        self.best.as_ref().is_some_and(|best| best.answer.is_whole())
    }
}

/// The range of the scores of results that match in this way: no worse kind of match scores higher.
///
/// Words as they are typed, all in one name or title, are worth more than any other form of them.
fn range(matches: SearchMatchKind, is_as_typed: bool) -> (f64, f64) {
    match matches {
        SearchMatchKind::Exact => (0.9, 1.0),
        SearchMatchKind::Words if is_as_typed => (0.6, 0.9),
        SearchMatchKind::Words => (0.3, 0.6),
        SearchMatchKind::Sound => (0.0, 0.3),
    }
}

/// Sorts by the kind of match, then by score, then by tier.
fn position(score: f64, candidate: &Candidate) -> String {
    let matches = candidate.matches as usize;
    format!("{matches}{:04}{}", (STEPS - score * STEPS).round(), TIERS - 1 - candidate.tier)
}

fn score(met: &[f64], best: Option<&Best>, candidate: &Candidate, is_as_typed: bool) -> f64 {
    let deep = if candidate.kind == NodeKind::Article { DEEP_IN_ARTICLE } else { DEEP_INSIDE };
    let inside = |word: &f64| if *word > 0.0 { *word } else { deep };
    let mean = if met.is_empty() { deep } else { met.iter().map(inside).sum::<f64>() / met.len() as f64 };
    let together = if best.is_some_and(|best| best.answer.is_whole()) { 1.0 } else { APART };
    let covered = match best {
        Some(best) if is_short(best.field) => BARELY_COVERED + (1.0 - BARELY_COVERED) * best.answer.coverage,
        _ => LONG_TEXT,
    };
    let connected = UNCONNECTED + (1.0 - UNCONNECTED) * candidate.tier as f64 / (TIERS - 1) as f64;
    let (least, most) = range(candidate.matches, is_as_typed);
    let score = least + (most - least) * mean * together * covered * connected;
    (score * STEPS).round() / STEPS
}
