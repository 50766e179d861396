//! How well candidates answer a question. It goes by texts and by how well something is connected, and not by what either
//! database makes of it: so both give the same order.

use std::collections::HashMap;

use super::candidates::Candidate;
use super::rank::TIERS;
use super::texts::{Nodes, Text, of_articles, of_bodies, of_events, of_names, of_notes};
use crate::db::conn::Conn;
use crate::error::Result;
use crate::model::{NodeKind, SearchField};
use crate::terms::{Answer, Question, Sort};

/// What a word counts that is met in none of the texts that are read to rank: it is in a note or in a body.
const DEEP_INSIDE: f64 = 0.3;

/// What an answer counts whose words are not all met in one text.
const APART: f64 = 0.85;

/// What a name counts of which the question covers nothing, and what any other text does.
const BARELY_COVERED: f64 = 0.8;
const OTHER_TEXT: f64 = 0.9;

/// What the least connected counts.
const UNCONNECTED: f64 = 0.9;

/// As fine as scores are told apart, and shown.
const STEPS: f64 = 1_000.0;

/// A text that answers best.
#[derive(Debug)]
pub struct Best {
    pub field: SearchField,
    pub text: String,
    pub answer: Answer,
}

/// A candidate, and how well it answers.
#[derive(Debug)]
pub struct Ranked {
    pub candidate: Candidate,
    /// In [0, 1].
    pub score: f64,
    /// Sorts the best first: by score, then by connections.
    pub position: String,
    pub best: Option<Best>,
}

/// What a word counts that is met there.
fn weight(field: SearchField) -> f64 {
    match field {
        SearchField::Name => 1.0,
        SearchField::Headline | SearchField::Title => 0.75,
        SearchField::Summary => 0.55,
        SearchField::Note | SearchField::Body => DEEP_INSIDE,
    }
}

/// How well all candidates answer, by their names, headlines, titles and summaries, in one statement for each sort.
pub fn ranked(conn: &mut Conn, question: &Question, candidates: Vec<Candidate>) -> Result<Vec<Ranked>> {
    let ids = |is_kind: fn(NodeKind) -> bool| -> Vec<i64> {
        candidates.iter().filter(|candidate| is_kind(candidate.kind)).map(|candidate| candidate.id).collect()
    };
    let mut texts = of_names(conn, Nodes::These(&ids(|kind| kind.is_party() || kind == NodeKind::Place)))?;
    texts.extend(of_articles(conn, Nodes::These(&ids(|kind| kind == NodeKind::Article)))?);
    texts.extend(of_events(conn, Nodes::These(&ids(NodeKind::is_event)))?);
    let mut texts = by_node(texts);
    let ranked = candidates.into_iter().map(|candidate| {
        let texts = texts.remove(&candidate.id).unwrap_or_default();
        Ranked::of(candidate, question, texts)
    });
    Ok(ranked.collect())
}

/// Looks into notes and bodies for what is not answered by what was read.
pub fn fill(conn: &mut Conn, question: &Question, ranked: &mut [Ranked]) -> Result<()> {
    let unanswered: Vec<i64> =
        ranked.iter().filter(|ranked| !ranked.is_answered()).map(|ranked| ranked.candidate.id).collect();
    let mut texts = of_notes(conn, Nodes::These(&unanswered))?;
    let articles: Vec<i64> = ranked
        .iter()
        .filter(|ranked| ranked.candidate.kind == NodeKind::Article && !ranked.is_answered())
        .map(|ranked| ranked.candidate.id)
        .collect();
    texts.extend(of_bodies(conn, Nodes::These(&articles))?);
    let mut texts = by_node(texts);
    for ranked in ranked {
        for text in texts.remove(&ranked.candidate.id).unwrap_or_default() {
            let better = Best::of(question, text);
            // What is met elsewhere is shown when more is met there.
            let is_better = ranked.best.as_ref().is_none_or(|best| better.words_met() > best.words_met());
            if is_better {
                ranked.best = Some(better);
            }
        }
    }
    Ok(())
}

fn by_node(texts: Vec<Text>) -> HashMap<i64, Vec<Text>> {
    let mut nodes: HashMap<i64, Vec<Text>> = HashMap::new();
    for text in texts {
        nodes.entry(text.node_id).or_default().push(text);
    }
    nodes
}

fn sort(field: SearchField) -> Sort {
    if field == SearchField::Name { Sort::Name } else { Sort::Text }
}

impl Best {
    fn of(question: &Question, Text { field, text, .. }: Text) -> Self {
        Self { answer: question.answer(&text, sort(field)), field, text }
    }

    fn by_letters(question: &Question, Text { field, text, .. }: Text) -> Self {
        Self { answer: question.answer_by_letters(&text, sort(field)), field, text }
    }

    fn words_met(&self) -> usize {
        self.answer.met.iter().filter(|met| **met > 0.0).count()
    }

    /// What it counts, beside other texts of the same thing.
    fn worth(&self) -> f64 {
        weight(self.field) * self.answer.sum() * (1.0 + self.answer.covered / 10.0)
    }
}

impl Ranked {
    fn of(candidate: Candidate, question: &Question, texts: Vec<Text>) -> Self {
        let mut met: Vec<f64> = Vec::new();
        let mut best: Option<Best> = None;
        // What something is called, letter by letter, is as good as an answer gets: then no other is tried.
        let is_called_so = texts.iter().any(|text| {
            weight(text.field) > weight(SearchField::Summary)
                && question.answer_by_letters(&text.text, sort(text.field)).is_whole()
        });
        let answer = if is_called_so { Best::by_letters } else { Best::of };
        for text in texts {
            let one = answer(question, text);
            let weight = weight(one.field);
            met.resize(one.answer.met.len(), 0.0);
            for (met, word) in met.iter_mut().zip(&one.answer.met) {
                *met = met.max(weight * word);
            }
            // Of those alike, the first.
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
        Some(Best { field: SearchField::Name, answer, .. }) => BARELY_COVERED + (1.0 - BARELY_COVERED) * answer.covered,
        _ => OTHER_TEXT,
    };
    let connected = UNCONNECTED + (1.0 - UNCONNECTED) * tier as f64 / (TIERS - 1) as f64;
    (mean * together * covered * connected * STEPS).round() / STEPS
}
