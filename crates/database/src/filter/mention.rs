//! Filters of mentions.

use super::prefilter::{Prefilter, few, known};
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

impl MentionFilter {
    /// The parties of such mentions, if both they and the articles are few.
    pub(super) fn parties(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let (mut rest, articles) = (self.clone(), known(&self.article, conn)?);
        if articles.is_some() {
            rest.article = None;
        }
        let Some(ids) = self.combined.bound(conn, articles, Self::in_articles)? else { return Ok(None) };
        few(conn, "mention.party_id", MENTION, rest.conditions().in_ids("mention.article_id", &ids))
    }

    /// The articles of such mentions, if both they and the parties are few.
    pub(super) fn articles(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let (mut rest, parties) = (self.clone(), known(&self.party, conn)?);
        if parties.is_some() {
            rest.party = None;
        }
        let Some(ids) = self.combined.bound(conn, parties, Self::of_parties)? else { return Ok(None) };
        few(conn, "mention.article_id", MENTION, rest.conditions().in_ids("mention.party_id", &ids))
    }

    /// The articles that such mentions are in, if the filter names few.
    fn in_articles(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let articles = known(&self.article, conn)?;
        self.combined.bound(conn, articles, Self::in_articles)
    }

    /// The parties that such mentions are of, if the filter names few.
    fn of_parties(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let parties = known(&self.party, conn)?;
        self.combined.bound(conn, parties, Self::of_parties)
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
        // Looking up one end is enough.
        if let Some(ids) = known(&self.party, conn)? {
            self.party = Some(Box::new(PartyFilter::of_ids(ids)));
        } else if let Some(ids) = known(&self.article, conn)? {
            self.article = Some(Box::new(ArticleFilter::of_ids(ids)));
        }
        Ok(())
    }

    fn is_led_to(&self) -> bool {
        self.ids.is_some()
            || self.party.as_ref().is_some_and(|party| party.ids.is_some())
            || self.article.as_ref().is_some_and(|article| article.ids.is_some())
    }
}
