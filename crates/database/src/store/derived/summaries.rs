//! The columns of a fact that are derived from its evidence.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use diesel::prelude::*;
use sanad_model::{PartialDate, Stance};

use crate::conn::Conn;
use crate::error::Result;
use crate::relation::among;
use crate::schema::{articles, evidence};
use crate::store::LOOKED_UP;
use crate::store::rows::{Article, Evidence, Fact, Rows};

/// What a summary needs of an article.
#[derive(Debug, Clone, PartialEq, Queryable)]
struct Cited {
    id: i64,
    publisher_id: Option<i64>,
    published: Option<String>,
    published_earliest: Option<NaiveDate>,
    published_latest: Option<NaiveDate>,
}

impl From<&Article> for Cited {
    fn from(article: &Article) -> Self {
        Self {
            id: article.id,
            publisher_id: article.publisher_id,
            published: article.published.clone(),
            published_earliest: article.published_earliest,
            published_latest: article.published_latest,
        }
    }
}

/// Summarizes the evidence for each fact. Articles that are not among the rows are looked up.
///
/// # Errors
/// The database's errors.
pub fn summarize(conn: &mut Conn, rows: &mut Rows) -> Result<()> {
    let mut cited: HashMap<i64, Cited> = rows.articles.iter().map(|article| (article.id, article.into())).collect();
    let others: BTreeSet<i64> = rows.evidence.iter().map(|piece| piece.article_id).collect();
    let others: Vec<i64> = others.into_iter().filter(|id| !cited.contains_key(id)).collect();
    for some in others.chunks(LOOKED_UP) {
        let columns = (
            articles::id,
            articles::publisher_id,
            articles::published,
            articles::published_earliest,
            articles::published_latest,
        );
        let found: Vec<Cited> = articles::table.filter(among("articles.id", some)).select(columns).load(conn)?;
        cited.extend(found.into_iter().map(|article| (article.id, article)));
    }
    let mut of_fact: HashMap<i64, Vec<&Evidence>> = HashMap::new();
    for piece in &rows.evidence {
        of_fact.entry(piece.fact_id).or_default().push(piece);
    }
    for fact in &mut rows.facts {
        summarize_one(fact, of_fact.get(&fact.id).map_or(&[], Vec::as_slice), &cited);
    }
    Ok(())
}

fn summarize_one(fact: &mut Fact, pieces: &[&Evidence], articles: &HashMap<i64, Cited>) {
    let cited = || pieces.iter().filter_map(|piece| articles.get(&piece.article_id));
    // Distinct publishers, whatever their stance. Republishers do not count; an article with an unknown publisher
    // counts as a source of its own.
    let sources: HashSet<i64> = cited().map(|article| article.publisher_id.unwrap_or(article.id)).collect();
    let denials = pieces.iter().filter(|piece| piece.stance == Stance::Denies.to_string()).count();
    let first = cited()
        .filter_map(|article| Some((article.published_earliest?, article.published.as_deref()?)))
        // When two may be from the same day, the more precise date wins.
        .min_by_key(|(earliest, date)| (*earliest, date.parse::<PartialDate>().ok().map(|date| date.latest())));
    fact.source_count = sources.len() as i64;
    fact.is_disputed = denials > 0 && denials < pieces.len();
    fact.first_reported = first.map(|(_, date)| date.to_owned());
    fact.known_from = cited().filter_map(|article| article.published_latest).min();
}

/// The stored articles that make other summaries from now on.
pub fn cited_otherwise(stored: &[Article], wanted: &[Article]) -> Vec<i64> {
    let before: HashMap<i64, Cited> = stored.iter().map(|article| (article.id, article.into())).collect();
    let changes = |article: &&Article| before.get(&article.id).is_some_and(|before| *before != Cited::from(*article));
    wanted.iter().filter(changes).map(|article| article.id).collect()
}

/// The facts with evidence in these articles.
///
/// # Errors
/// The database's errors.
pub fn citing(conn: &mut Conn, articles: &HashSet<i64>) -> Result<BTreeSet<i64>> {
    let articles: Vec<i64> = articles.iter().copied().collect();
    let mut facts = BTreeSet::new();
    for some in articles.chunks(LOOKED_UP) {
        let citing = evidence::table.filter(among("evidence.article_id", some)).select(evidence::fact_id).distinct();
        facts.extend(citing.load::<i64>(conn)?);
    }
    Ok(facts)
}
