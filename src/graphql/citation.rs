//! The ids of citations: evidence, by its fact and its number among the fact's evidence, and mentions, by their article
//! and party. They have no keys of their own.

use async_graphql::{Context, ID};

use super::entity::value;
use super::error::{Failure, Result};
use crate::db::node::KeyById;
use crate::model::Key;

const EVIDENCE: &str = "Evidence:";
const MENTION: &str = "Mention:";

/// How the ids of citations begin.
pub const OPENINGS: [&str; 2] = [EVIDENCE, MENTION];

/// The id of a piece of evidence or of a mention.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CitationId {
    Evidence {
        fact: Key,
        /// Counted from 1.
        number: i64,
    },
    Mention {
        article: Key,
        party: Key,
    },
}

impl CitationId {
    /// Reads an id that begins with the type of a citation; none for another one.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for a malformed rest.
    pub fn read(argument: &str, id: &str) -> Option<Result<Self>> {
        let (read, expected) = if let Some(rest) = id.strip_prefix(EVIDENCE) {
            (Self::evidence(rest), "`Evidence:`, the key of a fact, `/` and a number")
        } else {
            let rest = id.strip_prefix(MENTION)?;
            (Self::mention(rest), "`Mention:`, the key of an article, `/` and the key of a party")
        };
        Some(read.ok_or_else(|| {
            let start: String = id.chars().take(60).collect();
            Failure::bad_user_input(format!("`{argument}` names `{start}`: expected {expected}"))
        }))
    }

    fn evidence(rest: &str) -> Option<Self> {
        let (fact, number) = rest.split_once('/')?;
        let is_plain = !number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit());
        Some(Self::Evidence { fact: fact.parse().ok()?, number: number.parse().ok().filter(|_| is_plain)? })
    }

    fn mention(rest: &str) -> Option<Self> {
        let (article, party) = rest.split_once('/')?;
        Some(Self::Mention { article: article.parse().ok()?, party: party.parse().ok()? })
    }
}

/// The id of a piece of evidence.
pub async fn evidence_id(ctx: &Context<'_>, fact_id: i64, number: i64) -> Result<ID> {
    Ok(ID(format!("{EVIDENCE}{}/{number}", key(ctx, fact_id).await?)))
}

/// The id of a mention.
pub async fn mention_id(ctx: &Context<'_>, article_id: i64, party_id: i64) -> Result<ID> {
    let (article, party) = futures_util::future::try_join(key(ctx, article_id), key(ctx, party_id)).await?;
    Ok(ID(format!("{MENTION}{article}/{party}")))
}

async fn key(ctx: &Context<'_>, node: i64) -> Result<String> {
    let key = value(ctx, KeyById, node).await?;
    Option::clone(&key).ok_or_else(|| Failure::internal("a citation leads to no node"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_citations_are_read() {
        let key = |text: &str| text.parse::<Key>().unwrap();
        let read =
            |id: &str| CitationId::read("id", id).map(|read| read.map_err(|failure| failure.message().to_owned()));
        assert_eq!(read("Actor:kaniyat"), None);
        assert_eq!(
            read("Evidence:a.leads.b/12"),
            Some(Ok(CitationId::Evidence { fact: key("a.leads.b"), number: 12 }))
        );
        let mention = CitationId::Mention { article: key("report"), party: key("un-lyi.023") };
        assert_eq!(read("Mention:report/un-lyi.023"), Some(Ok(mention)));
        for id in [
            "Evidence:",
            "Evidence:a",
            "Evidence:a/",
            "Evidence:a/0",
            "Evidence:a/01",
            "Evidence:a/+1",
            "Evidence:a/99999999999999999999",
            "Evidence:A/1",
            "Mention:",
            "Mention:report",
            "Mention:report/",
            "Mention:report/a/b",
        ] {
            let message = read(id).unwrap().unwrap_err();
            assert!(message.starts_with(&format!("`id` names `{id}`: expected `")), "{message}");
        }
    }
}
