//! Filters of articles.

use sanad_model::{ArticleKind, Language, NodeName};

use super::between::Between;
use super::mention::MENTION;
use super::period::{Period, Times};
use super::prefilter::{Prefilter, owners, replace, replace_found};
use super::{Combined, Filter, Hanging, MentionFilter, Quantified};
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;
use crate::source::article::TABLES;

/// Which articles are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ArticleFilter {
    /// Ids of articles that were looked up before.
    pub ids: Option<Vec<i64>>,
    pub keys: Option<Vec<NodeName>>,
    pub kinds: Option<Vec<ArticleKind>>,
    /// The organizations that published it.
    pub publishers: Option<Vec<NodeName>>,
    pub languages: Option<Vec<Language>>,
    /// Parties, one of which it mentions.
    pub mentioning: Option<Vec<NodeName>>,
    pub datasets: Option<Vec<NodeName>>,
    pub period: Period,
    pub mentions: Quantified<MentionFilter>,
    pub combined: Combined<Self>,
}

impl ArticleFilter {
    /// Conditions on the mentions in an article.
    fn of_mentions(&self) -> Option<Hanging> {
        self.mentioning.as_ref()?;
        let conditions = Conditions::default().naming("mentioned.party_id", &self.mentioning);
        Some(Hanging { table: "mentions AS mentioned", owner: "mentioned.article_id", conditions })
    }
}

impl Filter for ArticleFilter {
    const TABLES: &'static str = TABLES;
    const ID: &'static str = "articles.id";

    fn own(&self) -> Conditions {
        Conditions::default()
            .and_for(&self.ids, |conditions, ids| conditions.in_ids("articles.id", ids))
            .named(&self.keys)
            .one_of("articles.kind", &self.kinds)
            .one_of("articles.language", &self.languages)
            .of_datasets(&self.datasets)
            .naming("articles.publisher_id", &self.publishers)
            .hanging(self.of_mentions(), "articles.id")
            .in_period(&self.period, Times::Articles)
            .quantified(&self.mentions, MENTION, |mention| {
                mention.conditions().same("mention.article_id", "articles.id")
            })
    }

    fn combined(&self) -> &Combined<Self> {
        &self.combined
    }
}

impl Conditions {
    /// Adds that the column holds the id of an article that meets the filter.
    #[must_use]
    pub fn of_article(self, column: &str, filter: &Option<Box<ArticleFilter>>) -> Self {
        match filter.as_ref().and_then(|article| article.ids.as_ref()) {
            // A filter with ids comes from a look-up and has no other conditions.
            Some(ids) => self.in_ids(column, ids),
            None => self.leading_to(column, "articles.id", TABLES, filter, ArticleFilter::conditions),
        }
    }
}

impl Prefilter for ArticleFilter {
    fn ids(&mut self) -> &mut Option<Vec<i64>> {
        &mut self.ids
    }

    fn combined_mut(&mut self) -> &mut Combined<Self> {
        &mut self.combined
    }

    fn prefilter_own(&mut self, conn: &mut Conn) -> Result<()> {
        let mentioning = owners(conn, self.of_mentions())?;
        replace(&mut self.mentioning, &mut self.ids, mentioning);
        replace_found(&mut self.mentions.some, &mut self.ids, |mention| mention.others(conn))
    }

    fn is_led_to(&self) -> bool {
        let is_nested = self.mentions.is_asked() || self.combined.is_asked();
        self.ids.is_some() || self.keys.is_some() || self.publishers.is_some() && !is_nested
    }
}
