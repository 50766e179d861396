//! The answer to `PartyPage`.

use chrono::NaiveDate;
use sanad_model::{
    IdentifierKind, NameKind, OrganizationType, PartialDate, PlaceRelationshipKind, RelationshipKind, Role,
    SanctionMeasure, SanctionState, SupportKind,
};
use serde::Deserialize;

use super::{
    ArticleLink, DatasetLink, DayRange, EventLink, Listed, NamedKey, Nodes, Parsed, PartyLink, Sourced, Total,
};

#[derive(Debug, Deserialize)]
pub struct PartyAnswer {
    pub party: Option<PartyPage>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PartyPage {
    #[serde(flatten)]
    pub link: PartyLink,
    pub names: Vec<NameAnswer>,
    pub countries: Vec<String>,
    pub identifiers: Vec<Identifier>,
    pub addresses: Vec<Location>,
    pub source_records: Vec<SourceRecord>,
    pub dataset: DatasetLink,
    #[serde(default)]
    pub births: Vec<Birth>,
    #[serde(default)]
    pub birthplaces: Vec<Location>,
    #[serde(default)]
    pub titles: Vec<String>,
    #[serde(default)]
    pub positions: Vec<String>,
    pub died: Option<Parsed<PartialDate>>,
    #[serde(rename = "type")]
    pub organization: Option<Parsed<OrganizationType>>,
    pub founded: Option<Parsed<PartialDate>>,
    pub dissolved: Option<Parsed<PartialDate>>,
    pub subtype: Option<String>,
    pub built: Option<Parsed<PartialDate>>,
    pub sanction_status: Vec<Standing>,
    pub relationships: Listed<RelationshipEdge>,
    pub all_relationships: Total,
    pub place_relationships: Nodes<PlaceTie>,
    pub participations: Listed<Participation>,
    pub all_participations: Total,
    pub mentions: Listed<PartyMention>,
    pub similar: Vec<Similar>,
}

#[derive(Debug, Deserialize)]
pub struct NameAnswer {
    pub text: String,
    pub language: Option<String>,
    pub kind: Parsed<NameKind>,
}

#[derive(Debug, Deserialize)]
pub struct Identifier {
    pub kind: Parsed<IdentifierKind>,
    pub value: String,
    pub country: Option<String>,
    pub note: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Location {
    pub text: Option<String>,
    pub country: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SourceRecord {
    pub reference: String,
    pub url: Option<String>,
    pub remarks: Option<String>,
    pub remarks_language: Option<String>,
    pub dataset: DatasetLink,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Birth {
    pub earliest: Option<Parsed<NaiveDate>>,
    pub latest: Option<Parsed<NaiveDate>>,
    pub text: Option<String>,
    pub is_approximate: bool,
}

/// The state of an authority's sanctions, and since when: the fragment `Status`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    pub authority: Option<PartyLink>,
    pub state: Parsed<SanctionState>,
    pub since: Option<Parsed<PartialDate>>,
    pub since_within: Option<DayRange>,
}

/// Where the sanctions of an authority stand.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    #[serde(flatten)]
    pub status: Status,
    pub measures: Vec<Parsed<SanctionMeasure>>,
    pub possible_states: Vec<Parsed<SanctionState>>,
    pub is_certain: bool,
    pub events: Vec<StandingEvent>,
}

#[derive(Debug, Deserialize)]
pub struct StandingEvent {
    #[serde(flatten)]
    pub event: EventLink,
    pub evidence: super::fact::Evidence,
}

/// A relationship, seen from the party.
#[derive(Debug, Deserialize)]
pub struct RelationshipEdge {
    pub other: PartyLink,
    pub node: Relationship,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Relationship {
    pub kind: Parsed<RelationshipKind>,
    pub role: Option<String>,
    pub source: Keyed,
    pub started: Option<Parsed<PartialDate>>,
    pub started_within: Option<DayRange>,
    pub ended: Option<Parsed<PartialDate>>,
    #[serde(flatten)]
    pub sourced: Sourced,
}

#[derive(Debug, Deserialize)]
pub struct Keyed {
    pub key: String,
}

/// A relationship to a place, seen from the party or from the place.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlaceTie {
    pub kind: Parsed<PlaceRelationshipKind>,
    pub place: Option<NamedKey>,
    pub party: Option<PartyLink>,
    pub started: Option<Parsed<PartialDate>>,
    pub started_within: Option<DayRange>,
    pub ended: Option<Parsed<PartialDate>>,
    #[serde(flatten)]
    pub sourced: Sourced,
}

#[derive(Debug, Deserialize)]
pub struct Participation {
    pub role: Parsed<Role>,
    pub event: EventLink,
    #[serde(flatten)]
    pub sourced: Sourced,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PartyMention {
    pub paragraphs: Vec<u32>,
    pub locator: Option<String>,
    pub described_as: Vec<String>,
    pub article: ArticleLink,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Similar {
    pub score: f64,
    pub party: SimilarParty,
    pub own_name: Text,
    pub name: Text,
    pub support: Vec<Support>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SimilarParty {
    #[serde(flatten)]
    pub link: PartyLink,
    pub dataset: DatasetLink,
    pub sanction_status: Vec<Status>,
}

#[derive(Debug, Deserialize)]
pub struct Text {
    pub text: String,
}

#[derive(Debug, Deserialize)]
pub struct Support {
    pub kind: Parsed<SupportKind>,
    pub agrees: bool,
}
