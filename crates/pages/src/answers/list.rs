//! The answers to the documents of pages that list records.

use chrono::NaiveDate;
use sanad_model::{PartyType, SanctionAction, SanctionMeasure, SearchField, SearchMatchKind};
use serde::Deserialize;

use super::party::{Keyed, Status};
use super::{ArticleLink, EventLink, Listed, NamedKey, Nodes, Parsed, PartyLink, Total};

/// A data set by its title: the fragment `DatasetLink`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DatasetLink {
    pub key: String,
    pub title: String,
    pub version: Option<String>,
    pub edition: Option<Parsed<NaiveDate>>,
    pub licence: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HomeAnswer {
    pub parties: Listed<PartyLink>,
    pub events: Total,
    pub articles: Listed<ArticleLink>,
    pub latest: Nodes<SanctionRow>,
}

/// A sanction event in a table.
#[derive(Debug, Deserialize)]
pub struct SanctionRow {
    #[serde(flatten)]
    pub link: EventLink,
    #[serde(default)]
    pub authority: Option<PartyLink>,
    #[serde(default)]
    pub programme: Option<String>,
    #[serde(default)]
    pub measures: Vec<Parsed<SanctionMeasure>>,
    pub targets: Vec<PartyLink>,
}

/// The size of a group, with the value that its members have in common.
#[derive(Debug, Deserialize)]
pub struct CountOf {
    pub count: u64,
    #[serde(default)]
    pub year: Option<u16>,
    #[serde(default)]
    pub action: Option<Parsed<SanctionAction>>,
    #[serde(default)]
    pub authority: Option<PartyLink>,
    #[serde(default)]
    pub dataset: Option<Keyed>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SanctionsAnswer {
    pub sanction_events: Listed<SanctionRow>,
    pub undated: Option<Total>,
    pub all: Option<Total>,
    pub years: Vec<CountOf>,
    pub actions: Vec<CountOf>,
    pub authorities: Vec<CountOf>,
}

#[derive(Debug, Deserialize)]
pub struct SanctionedAnswer {
    pub parties: Listed<SanctionedParty>,
    pub authorities: Vec<CountOf>,
}

/// A party, and where the sanctions against it stand.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SanctionedParty {
    #[serde(flatten)]
    pub link: PartyLink,
    pub countries: Vec<String>,
    pub dataset: DatasetLink,
    pub sanction_status: Vec<Status>,
}

#[derive(Debug, Deserialize)]
pub struct SearchAnswer {
    pub search: Listed<SearchHit>,
}

#[derive(Debug, Deserialize)]
pub struct SearchHit {
    #[serde(rename = "match")]
    pub matched: Matched,
    pub node: Found,
}

#[derive(Debug, Deserialize)]
pub struct Matched {
    pub kind: Parsed<SearchMatchKind>,
    pub field: Parsed<SearchField>,
    pub text: String,
    pub highlights: Vec<TextRange>,
}

/// A part of a text in UTF-16 code units.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct TextRange {
    pub start: usize,
    pub length: usize,
}

/// A search result of any type.
#[derive(Debug, Deserialize)]
pub struct Found {
    #[serde(rename = "__typename")]
    pub type_name: String,
    #[serde(rename = "partyType")]
    pub party_type: Option<Parsed<PartyType>>,
    pub key: String,
    #[serde(alias = "title", alias = "headline")]
    pub name: String,
    #[serde(default)]
    pub countries: Vec<String>,
    pub country: Option<String>,
    pub symbol: Option<String>,
    pub started: Option<Parsed<sanad_model::PartialDate>>,
    pub published: Option<Parsed<sanad_model::PartialDate>>,
    pub publisher: Option<PartyLink>,
    pub action: Option<Parsed<SanctionAction>>,
    pub kind: Option<Parsed<sanad_model::IncidentKind>>,
    /// That of a party: several data sets may have the same.
    pub dataset: Option<DatasetLink>,
}

#[derive(Debug, Deserialize)]
pub struct DatasetsAnswer {
    pub datasets: Vec<DatasetRow>,
    pub parties: Vec<CountOf>,
    pub events: Vec<CountOf>,
    pub relationships: Vec<CountOf>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DatasetRow {
    #[serde(flatten)]
    pub link: DatasetLink,
    pub publisher: Option<String>,
    pub licence_url: Option<String>,
    pub loaded_at: String,
    pub uses: Vec<NamedKey>,
}

#[derive(Debug, Deserialize)]
pub struct AboutAnswer {
    pub revision: i64,
    pub datasets: Vec<DatasetLink>,
}
