//! Filters of mentions.

use super::between::Between;
use super::prefilter::Prefilter;
use super::{ArticleFilter, Combined, Filter, PartyFilter};
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;

/// Which mentions are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct MentionFilter {
    /// Ids of mentions that were looked up before.
    pub ids: Option<Vec<i64>>,
    /// Who is mentioned.
    pub party: Option<Box<PartyFilter>>,
    /// The article that mentions the party.
    pub article: Option<Box<ArticleFilter>>,
    pub combined: Combined<Self>,
}

/// Mentions, by the name that the conditions use.
pub(super) const MENTION: &str = "mentions AS mention";

impl Filter for MentionFilter {
    const TABLES: &'static str = "mentions AS mention JOIN articles ON articles.id = mention.article_id";
    const ID: &'static str = "mention.id";

    fn own(&self) -> Conditions {
        Conditions::default()
            .and_for(&self.ids, |conditions, ids| conditions.in_ids("mention.id", ids))
            .of_party("mention.party_id", &self.party)
            .of_article("mention.article_id", &self.article)
    }

    fn combined(&self) -> &Combined<Self> {
        &self.combined
    }

    fn listed(&self) -> Conditions {
        self.listed_as("mentions.id")
    }
}

impl Between for MentionFilter {
    type Other = ArticleFilter;

    const ROWS: &'static str = MENTION;
    const PARTY: &'static str = "mention.party_id";
    const OTHER: &'static str = "mention.article_id";

    fn ends(&self) -> (&Option<Box<PartyFilter>>, &Option<Box<ArticleFilter>>) {
        (&self.party, &self.article)
    }

    fn ends_mut(&mut self) -> (&mut Option<Box<PartyFilter>>, &mut Option<Box<ArticleFilter>>) {
        (&mut self.party, &mut self.article)
    }
}

impl Prefilter for MentionFilter {
    fn ids(&mut self) -> &mut Option<Vec<i64>> {
        &mut self.ids
    }

    fn combined_mut(&mut self) -> &mut Combined<Self> {
        &mut self.combined
    }

    fn prefilter_own(&mut self, conn: &mut Conn) -> Result<()> {
        self.look_up_an_end(conn)
    }

    fn is_led_to(&self) -> bool {
        self.ids.is_some()
            || self.party.as_ref().is_some_and(|party| party.ids.is_some())
            || self.article.as_ref().is_some_and(|article| article.ids.is_some())
    }
}
