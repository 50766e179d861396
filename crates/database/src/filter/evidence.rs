//! Filters of evidence: on whose word, in which article, with which stance.

use chrono::NaiveDate;
use sanad_model::{NodeName, Stance};

use super::prefilter::{Prefilter, few, look_up};
use super::{ArticleFilter, Combined, Filter};
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;
use crate::source::evidence::TABLES;

/// Which evidence is asked for, or counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct EvidenceFilter {
    /// Ids of evidence that was looked up before.
    pub ids: Option<Vec<i64>>,
    /// The facts that it is evidence for.
    pub about: Option<Vec<NodeName>>,
    pub stances: Option<Vec<Stance>>,
    /// Only of articles that had certainly been published by the end of this day.
    pub published_by: Option<NaiveDate>,
    /// The publishers of its article.
    pub publishers: Option<Vec<NodeName>>,
    /// Its article.
    pub articles: Option<Vec<NodeName>>,
    pub article: Option<Box<ArticleFilter>>,
    /// The parties to whom the article attributes it.
    pub attributed_to: Option<Vec<NodeName>>,
    /// Whether the article attributes it to anybody, a party or not.
    pub is_attributed: Option<bool>,
    pub combined: Combined<Self>,
}

impl EvidenceFilter {
    /// Whether it accepts all evidence that is published by its day.
    pub(super) fn is_of_all(&self) -> bool {
        let Self {
            ids,
            about,
            stances,
            published_by: _,
            publishers,
            articles,
            article,
            attributed_to,
            is_attributed,
            combined,
        } = self;
        ids.is_none()
            && stances.is_none()
            && article.is_none()
            && is_attributed.is_none()
            && [about, publishers, articles, attributed_to].into_iter().all(Option::is_none)
            && !combined.is_asked()
    }

    /// The tables of the conditions: articles only if one of them names these.
    pub(super) fn tables(&self) -> &'static str {
        let names_articles = self.published_by.is_some() || self.publishers.is_some() || self.combined.is_asked();
        if names_articles { TABLES } else { "evidence" }
    }

    /// The ids of the facts with such evidence, if they are few. The day leaves out too little to be looked up.
    pub(super) fn facts(&self, conn: &mut Conn, of_kinds: Conditions) -> Result<Option<Vec<i64>>> {
        if self.is_of_all() {
            return Ok(None);
        }
        few(conn, "evidence.fact_id", self.tables(), self.conditions().and_all(of_kinds))
    }
}

impl Filter for EvidenceFilter {
    const TABLES: &'static str = TABLES;
    const ID: &'static str = "evidence.id";

    fn own(&self) -> Conditions {
        Conditions::default()
            .and_for(&self.ids, |conditions, ids| conditions.in_ids("evidence.id", ids))
            .naming("evidence.fact_id", &self.about)
            .one_of("evidence.stance", &self.stances)
            .and_for(&self.published_by, |conditions, day| conditions.and("articles.published_latest <= ?", [*day]))
            .naming("articles.publisher_id", &self.publishers)
            .naming("evidence.article_id", &self.articles)
            .of_article("evidence.article_id", &self.article)
            .naming("evidence.attributed_to_id", &self.attributed_to)
            .and_for(&self.is_attributed, |conditions, is_attributed| {
                let any = "(evidence.attributed_to_id IS NOT NULL OR evidence.attribution IS NOT NULL)";
                conditions.and::<i64>(if *is_attributed { any.to_owned() } else { format!("NOT {any}") }, [])
            })
    }

    fn combined(&self) -> &Combined<Self> {
        &self.combined
    }
}

impl Prefilter for EvidenceFilter {
    fn ids(&mut self) -> &mut Option<Vec<i64>> {
        &mut self.ids
    }

    fn combined_mut(&mut self) -> &mut Combined<Self> {
        &mut self.combined
    }

    fn prefilter_own(&mut self, conn: &mut Conn) -> Result<()> {
        look_up(&mut self.article, conn)
    }

    fn is_led_to(&self) -> bool {
        let is_found = self.article.as_ref().is_some_and(|article| article.ids.is_some());
        let is_named = is_found || self.about.is_some() || self.articles.is_some() || self.attributed_to.is_some();
        self.ids.is_some() || is_named && !self.combined.is_asked()
    }
}
