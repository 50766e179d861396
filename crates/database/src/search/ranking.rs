//! Scores how well candidates match a query, by their texts and connections and not by the databases' own ranking: so
//! both backends give the same order.

use std::collections::HashMap;

use sanad_base::work::{few, in_time};
use sanad_model::{NodeKind, SearchField};
use sanad_terms::{Excerpt, SearchQuery, TextMatch};

use super::candidates::Candidate;
use super::rank::TIERS;
use super::texts::{Nodes, Text, each_of_bodies, of_articles, of_events, of_instruments, of_names, of_notes};
use crate::conn::Conn;
use crate::error::Result;

/// The weight of a word that none of the texts read for ranking contains: it is in a note or in a body.
const DEEP_INSIDE: f64 = 0.3;

/// The factor for a match whose words are not all in one text.
const APART: f64 = 0.85;

/// The factors for a name of which the query covers nothing, and for any other text.
const BARELY_COVERED: f64 = 0.8;
const OTHER_TEXT: f64 = 0.9;

/// The factor for the least connected nodes.
const UNCONNECTED: f64 = 0.9;

/// The number of steps between 0 and 1 to which scores are rounded.
const STEPS: f64 = 1_000.0;

/// The text that matches best.
#[derive(Debug)]
pub struct Best {
    pub field: SearchField,
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

/// The weight of a word in this field.
fn weight(field: SearchField) -> f64 {
    match field {
        SearchField::Name => 1.0,
        SearchField::Headline | SearchField::Title | SearchField::Symbol => 0.75,
        SearchField::Summary => 0.55,
        SearchField::Note | SearchField::Body => DEEP_INSIDE,
    }
}

/// Scores all candidates by their names, headlines, titles, symbols and summaries, with one statement for each kind of
/// text.
pub fn ranked(conn: &mut Conn, query: &SearchQuery, candidates: Vec<Candidate>) -> Result<Vec<Ranked>> {
    let ids = |is_kind: fn(NodeKind) -> bool| -> Vec<i64> {
        candidates.iter().filter(|candidate| is_kind(candidate.kind)).map(|candidate| candidate.id).collect()
    };
    let mut texts = of_names(conn, Nodes::These(&ids(|kind| kind.is_party() || kind == NodeKind::Place)))?;
    texts.extend(of_articles(conn, Nodes::These(&ids(|kind| kind == NodeKind::Article)))?);
    texts.extend(of_events(conn, Nodes::These(&ids(NodeKind::is_event)))?);
    texts.extend(of_instruments(conn, Nodes::These(&ids(|kind| kind == NodeKind::LegalInstrument)))?);
    let mut texts = by_node(texts);
    let ranked = in_time(candidates).map(|candidate| {
        let texts = texts.remove(&candidate.id).unwrap_or_default();
        Ranked::of(candidate, query, texts)
    });
    Ok(ranked.collect())
}

/// Searches notes and bodies for what the other texts do not contain.
pub fn fill(conn: &mut Conn, query: &SearchQuery, ranked: &mut [Ranked]) -> Result<()> {
    let unanswered = |is_kind: fn(NodeKind) -> bool| -> Vec<(i64, usize)> {
        let of_kind = |ranked: &Ranked| is_kind(ranked.candidate.kind) && !ranked.is_answered();
        let places = ranked.iter().enumerate().filter(|(_, ranked)| of_kind(ranked));
        places.map(|(place, ranked)| (ranked.candidate.id, place)).collect()
    };
    let (all, articles) = (unanswered(|_| true), unanswered(|kind| kind == NodeKind::Article));
    let ids = |places: &[(i64, usize)]| -> Vec<i64> { places.iter().map(|(id, _)| *id).collect() };
    let notes = of_notes(conn, Nodes::These(&ids(&all)))?;
    let (ids, places): (Vec<i64>, HashMap<i64, usize>) = (ids(&articles), all.into_iter().collect());
    let mut look_into = |text: Text| {
        let Some(ranked) = places.get(&text.node_id).and_then(|place| ranked.get_mut(*place)) else { return };
        let better = Best::of(query, text);
        // A note or body replaces the best text only if it contains more of the words.
        if ranked.best.as_ref().is_none_or(|best| better.words_met() > best.words_met()) {
            ranked.best = Some(better.cut());
        }
    };
    in_time(notes).for_each(&mut look_into);
    each_of_bodies(conn, Nodes::These(&ids), look_into)
}

fn by_node(texts: Vec<Text>) -> HashMap<i64, Vec<Text>> {
    let mut nodes: HashMap<i64, Vec<Text>> = HashMap::new();
    for text in in_time(texts) {
        nodes.entry(text.node_id).or_default().push(text);
    }
    nodes
}

impl Best {
    fn of(query: &SearchQuery, Text { field, sort, text, .. }: Text) -> Self {
        Self { answer: query.match_text(&text, sort), field, text: Shown::Whole(text) }
    }

    fn by_letters(query: &SearchQuery, Text { field, sort, text, .. }: Text) -> Self {
        Self { answer: query.match_letters(&text, sort), field, text: Shown::Whole(text) }
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

    /// Its score in comparison with other texts of the same node.
    fn worth(&self) -> f64 {
        weight(self.field) * self.answer.sum() * (1.0 + self.answer.coverage / 10.0)
    }
}

impl Ranked {
    fn of(candidate: Candidate, query: &SearchQuery, texts: Vec<Text>) -> Self {
        let mut met: Vec<f64> = Vec::new();
        let mut best: Option<Best> = None;
        // An exact match of a name or title is the best possible: then other forms are not tried.
        let is_called_so = in_time(&texts).any(|text| {
            weight(text.field) > weight(SearchField::Summary) && query.match_letters(&text.text, text.sort).is_whole()
        });
        let answer = if is_called_so { Best::by_letters } else { Best::of };
        for text in in_time(texts) {
            let one = answer(query, text);
            let weight = weight(one.field);
            met.resize(one.answer.scores.len(), 0.0);
            for (met, word) in few(met.iter_mut().zip(&one.answer.scores)) {
                *met = met.max(weight * word);
            }
            // The first among equals.
            if best.as_ref().is_none_or(|best| one.worth() > best.worth()) {
                best = Some(one);
            }
        }
        let score = score(&met, best.as_ref(), candidate.tier);
        let position = format!("{:04}{}", (STEPS - score * STEPS).round(), TIERS - 1 - candidate.tier);
        Self { candidate, score, position, best }
    }

    fn is_answered(&self) -> bool {
        self.best.as_ref().is_some_and(|best| best.answer.is_whole())
    }
}

fn score(met: &[f64], best: Option<&Best>, tier: i64) -> f64 {
    let inside = |word: &f64| if *word > 0.0 { *word } else { DEEP_INSIDE };
    let mean = if met.is_empty() { DEEP_INSIDE } else { met.iter().map(inside).sum::<f64>() / met.len() as f64 };
    let together = if best.is_some_and(|best| best.answer.is_whole()) { 1.0 } else { APART };
    let covered = match best {
        Some(Best { field: SearchField::Name, answer, .. }) => {
            BARELY_COVERED + (1.0 - BARELY_COVERED) * answer.coverage
        }
        _ => OTHER_TEXT,
    };
    let connected = UNCONNECTED + (1.0 - UNCONNECTED) * tier as f64 / (TIERS - 1) as f64;
    (mean * together * covered * connected * STEPS).round() / STEPS
}
