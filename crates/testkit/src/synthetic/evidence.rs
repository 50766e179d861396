//! Evidence for facts.

use chrono::NaiveDate;
use fastrand::Rng;
use sanad_dataset::records::{Article, Cited, Evidence};
use sanad_model::{Localized, Stance};

use super::Plan;
use super::articles::{about, paragraphs};
use super::chance::{percent, weighted};
use super::names::language;
use super::parties::{party, prominent};

const STANCES: [(Stance, u32); 4] =
    [(Stance::Reports, 66), (Stance::Alleges, 20), (Stance::Confirms, 10), (Stance::Plans, 4)];

/// The evidence for a fact, and the approximate day of its first report. Mostly one piece, at most four, from articles
/// of about the same date.
pub fn evidence(plan: &Plan, rng: &mut Rng, articles: &[Article]) -> (Vec<Evidence>, NaiveDate) {
    let first = rng.u32(0..plan.articles());
    evidence_from(plan, rng, articles, first)
}

/// The same, starting with the article of this number.
pub fn evidence_from(plan: &Plan, rng: &mut Rng, articles: &[Article], first: u32) -> (Vec<Evidence>, NaiveDate) {
    let wanted = weighted(rng, &[(1, 68), (2, 20), (3, 8), (4, 4)]);
    let mut cited = vec![first];
    while cited.len() < wanted {
        let next = first.saturating_add(rng.u32(1..200)) % plan.articles();
        if !cited.contains(&next) {
            cited.push(next);
        }
    }
    let pieces = cited.iter().enumerate().map(|(place, number)| {
        // One article denies what another reports.
        let is_denied = percent(rng, if place == 0 { 1 } else { 12 });
        let stance = if is_denied { Stance::Denies } else { weighted(rng, &STANCES) };
        piece(plan, rng, &articles[*number as usize], stance)
    });
    (pieces.collect(), about(plan, first))
}

fn piece(plan: &Plan, rng: &mut Rng, article: &Article, stance: Stance) -> Evidence {
    let text = |text: &str| language("en").map(|tag| Localized::new(vec![(tag, text.to_owned())]));
    let attributed_to = percent(rng, 10).then(|| party(prominent(plan, rng, 60)));
    Evidence {
        article: article.key.clone(),
        cited: Cited::Paragraphs(paragraphs(rng)),
        stance,
        attribution: if attributed_to.is_none() && percent(rng, 6) { text("a source close to it") } else { None },
        attributed_to,
        condition: None,
        note: if percent(rng, 2) { text("The date is that of the announcement.") } else { None },
    }
}
