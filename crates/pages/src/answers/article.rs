//! The answer to `ArticlePage`.

use sanad_model::{ArticleKind, Stance};
use serde::Deserialize;

use super::{ArticleLink, Claim, DatasetLink, Listed, Parsed, PartyLink, Total};

#[derive(Debug, Deserialize)]
pub struct ArticleAnswer {
    pub article: Option<ArticlePage>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ArticlePage {
    #[serde(flatten)]
    pub link: ArticleLink,
    pub kind: Parsed<ArticleKind>,
    pub is_headline_supplied: bool,
    pub published_inferred: Option<String>,
    pub republisher: Option<PartyLink>,
    pub url: Option<String>,
    pub summary: Option<String>,
    pub body: Option<String>,
    pub dataset: DatasetLink,
    pub mentions: Listed<Mention>,
    pub evidence: Listed<Cited>,
    pub all_evidence: Total,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mention {
    pub paragraphs: Vec<u32>,
    pub locator: Option<String>,
    pub described_as: Vec<String>,
    pub party: PartyLink,
}

/// What is cited from the article.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cited {
    pub stance: Parsed<Stance>,
    pub paragraphs: Vec<u32>,
    pub locator: Option<String>,
    pub attribution: Option<String>,
    pub attributed_to: Option<PartyLink>,
    pub condition: Option<String>,
    pub note: Option<String>,
    pub fact: Claim,
}
