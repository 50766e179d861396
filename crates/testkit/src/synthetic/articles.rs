//! Articles, ordered by date, and their mentions.

use chrono::NaiveDate;
use fastrand::Rng;
use sanad_dataset::records::{Article, Cited, Mention};
use sanad_model::{ArticleKind, Localized, When};

use super::chance::{chance, count, one_of, percent, weighted};
use super::dates::{Precision, after, before, when};
use super::names::language;
use super::parties::{distinct, names_of, party, publisher};
use super::words::REGIONS;
use super::{Plan, key};

/// Maximum number of paragraphs of an article.
pub const PARAGRAPHS: u32 = 30;

/// The first day of publication, and the number of days to the last one.
const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2004, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
const DAYS: f64 = 8_200.0;

/// The approximate date of an article. Later days have more articles.
pub fn about(plan: &Plan, number: u32) -> NaiveDate {
    let share = f64::from(number) / f64::from(plan.articles());
    after(FIRST_DAY, (share.sqrt() * DAYS) as u32)
}

const DESCRIPTIONS: [&str; 8] =
    ["the general", "a businessman", "the militia", "القائد العام", "رجل أعمال", "an official", "المتحدث", "the envoy"];

/// `None` if the language tag is invalid.
pub fn article(plan: &Plan, number: u32) -> Option<Article> {
    let mut rng = chance(plan, 'a', number);
    let rng = &mut rng;
    let tag = weighted(rng, &[("ar", 62), ("en", 33), ("fr", 5)]);
    let mentions = count(rng, 20.0);
    let mentioned = distinct(plan, rng, mentions, &mut Vec::new());
    let publisher = percent(rng, 96).then(|| publisher(plan, rng));
    let republisher = percent(rng, 8).then(|| super::parties::publisher(plan, rng));
    let day = before(about(plan, number), rng.u32(0..5));
    let (published, inferred) = published(rng, day);
    Some(Article {
        key: key('a', number),
        headline: headline(plan, rng, tag, mentioned.first().copied().unwrap_or_default()),
        kind: ArticleKind::Article,
        is_headline_supplied: false,
        language: language(tag)?,
        republisher: republisher.filter(|republisher| Some(republisher) != publisher.as_ref()),
        publisher,
        published,
        published_inferred: inferred,
        url: percent(rng, 70).then(|| format!("https://news.example/{tag}/{number}")),
        summary: None,
        mentions: mentioned.into_iter().map(|number| mention(rng, number)).collect(),
    })
}

fn headline(plan: &Plan, rng: &mut Rng, tag: &str, about: u32) -> String {
    let names = names_of(plan, about);
    let name = names.iter().find(|name| name.language == language(tag)).unwrap_or(&names[0]);
    let (arabic, latin) = one_of(rng, REGIONS);
    let texts = match tag {
        "ar" => [format!("{} في {arabic}", name.text), format!("تقرير عن {} و{arabic}", name.text)],
        "fr" => [format!("{} à {}", name.text, latin[0]), format!("Que fait {} ?", name.text)],
        _ => [format!("{} in {}", name.text, latin[0]), format!("What is known of {}", name.text)],
    };
    let [one, other] = texts;
    if rng.bool() { one } else { other }
}

/// The date of publication, and a note on how it was inferred, if it was.
fn published(rng: &mut Rng, day: NaiveDate) -> (When, Option<Localized>) {
    let inferred = |text: &str| language("en").map(|tag| Localized::new(vec![(tag, text.to_owned())]));
    match rng.u32(0..100) {
        0..4 => (When::default(), None),
        4..8 => (when(day, Precision::Month), inferred("From what it says of last week.")),
        8..10 => (when(day, Precision::Year), inferred("From the events that it tells of.")),
        10..14 => (when(day, Precision::Month), None),
        _ => (when(day, Precision::Day), None),
    }
}

fn mention(rng: &mut Rng, number: u32) -> Mention {
    Mention {
        party: party(number),
        cited: Cited::Paragraphs(paragraphs(rng)),
        described_as: if percent(rng, 20) { vec![one_of(rng, &DESCRIPTIONS).to_owned()] } else { Vec::new() },
    }
}

/// One or a few paragraph numbers, in ascending order.
pub fn paragraphs(rng: &mut Rng) -> Vec<u32> {
    let wanted = count(rng, 1.6);
    let mut paragraphs: Vec<u32> = (0..wanted).map(|_| rng.u32(1..=PARAGRAPHS)).collect();
    paragraphs.sort_unstable();
    paragraphs.dedup();
    paragraphs
}
