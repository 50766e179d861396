//! Filters of mentions.

use super::prefilter::{Prefilter, few};
use super::{ArticleFilter, Filter, PartyFilter};
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;

/// Which mentions are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct MentionFilter {
    /// Who is mentioned.
    pub party: Option<Box<PartyFilter>>,
    /// The article that mentions the party.
    pub article: Option<Box<ArticleFilter>>,
}

impl Filter for MentionFilter {
    const TABLES: &'static str = "mentions AS mention JOIN articles ON articles.id = mention.article_id";

    fn conditions(&self) -> Conditions {
        Conditions::default().of_party("mention.party_id", &self.party).of_article("mention.article_id", &self.article)
    }
}

const MENTION: &str = "mentions AS mention";

impl MentionFilter {
    /// The parties of such mentions, if both they and the articles are few.
    pub(super) fn parties(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let Some(article) = &self.article else { return Ok(None) };
        let Some(ids) = article.known(conn)? else { return Ok(None) };
        let rest = Self { article: None, ..self.clone() };
        few(conn, "mention.party_id", MENTION, rest.conditions().in_ids("mention.article_id", &ids))
    }

    /// The articles of such mentions, if both they and the parties are few.
    pub(super) fn articles(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let Some(party) = &self.party else { return Ok(None) };
        let Some(ids) = party.known(conn)? else { return Ok(None) };
        let rest = Self { party: None, ..self.clone() };
        few(conn, "mention.article_id", MENTION, rest.conditions().in_ids("mention.party_id", &ids))
    }
}

impl Prefilter for MentionFilter {
    fn prefiltered(&self, conn: &mut Conn) -> Result<Self> {
        let mut filter = self.clone();
        if let Some(party) = &mut filter.party
            && let Some(ids) = party.known(conn)?
        {
            **party = PartyFilter { ids: Some(ids), ..PartyFilter::default() };
        } else if let Some(article) = &mut filter.article
            && let Some(ids) = article.known(conn)?
        {
            **article = ArticleFilter { ids: Some(ids), ..ArticleFilter::default() };
        }
        Ok(filter)
    }
}
