//! Links to records, and the evidence of facts: the fragments that documents share.

use chrono::NaiveDate;
use sanad_model::{
    IncidentKind, PartialDate, PartyType, PlaceRelationshipKind, Qualifier, RelationshipKind, Role, SanctionAction,
    Stance,
};
use serde::Deserialize;

use super::{DatasetLink, PageInfo, Parsed, Total};

/// A party by its name: the fragment `PartyLink`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PartyLink {
    pub party_type: Parsed<PartyType>,
    pub key: String,
    pub name: String,
}

/// A record by its key and its name or title.
#[derive(Debug, Clone, Deserialize)]
pub struct NamedKey {
    pub key: String,
    #[serde(alias = "title")]
    pub name: String,
}

/// The days on which something may have happened. A side that is not known is open.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct DayRange {
    pub earliest: Option<Parsed<NaiveDate>>,
    pub latest: Option<Parsed<NaiveDate>>,
}

/// An article by its headline: the fragment `ArticleLink`.
#[derive(Debug, Clone, Deserialize)]
pub struct ArticleLink {
    pub key: String,
    pub headline: String,
    pub language: String,
    pub published: Option<Parsed<PartialDate>>,
    pub publisher: Option<PartyLink>,
}

/// An event by its title: the fragment `EventLink`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventLink {
    pub key: String,
    pub title: String,
    pub started: Option<Parsed<PartialDate>>,
    pub started_within: Option<DayRange>,
    pub ended: Option<Parsed<PartialDate>>,
    pub source_count: u64,
    pub is_disputed: bool,
    pub action: Option<Parsed<SanctionAction>>,
    pub kind: Option<Parsed<IncidentKind>>,
}

/// What an article says: the fragment `Citation`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Citation {
    pub stance: Parsed<Stance>,
    pub paragraphs: Vec<u32>,
    pub locator: Option<String>,
    #[serde(default)]
    pub excerpts: Vec<String>,
    pub attribution: Option<String>,
    pub attributed_to: Option<PartyLink>,
    pub condition: Option<String>,
    pub note: Option<String>,
    pub article: ArticleLink,
}

/// How a fact is known: the fragment `Sourced`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sourced {
    #[serde(default)]
    pub id: String,
    pub source_count: u64,
    pub is_disputed: bool,
    pub evidence: Evidence,
}

/// The answer to `FactPage`: a record that is no fact has none of its fields.
#[derive(Debug, Deserialize)]
pub struct FactAnswer {
    pub fact: Option<FactPage>,
}

#[derive(Debug, Deserialize)]
pub struct FactPage {
    #[serde(flatten)]
    pub known: Option<KnownFact>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KnownFact {
    #[serde(flatten)]
    pub claim: Claim,
    #[serde(flatten)]
    pub sourced: Sourced,
    pub all_evidence: Total,
    pub dataset: DatasetLink,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    pub page_info: PageInfo,
    pub nodes: Vec<Citation>,
}

/// What a fact says: the fragment `Claim`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Claim {
    #[serde(rename = "__typename")]
    pub type_name: String,
    pub key: Option<String>,
    pub title: Option<String>,
    pub relationship: Option<Parsed<RelationshipKind>>,
    pub role: Option<String>,
    pub source: Option<PartyLink>,
    pub target: Option<PartyLink>,
    pub place_relationship: Option<Parsed<PlaceRelationshipKind>>,
    pub place: Option<NamedKey>,
    pub participation: Option<Parsed<Role>>,
    pub party: Option<PartyLink>,
    pub event: Option<EventLink>,
    pub measure: Option<String>,
    pub low: Option<i64>,
    pub high: Option<i64>,
    pub unit: Option<String>,
    pub qualifier: Option<Parsed<Qualifier>>,
}
