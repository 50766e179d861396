//! The answers to `EventPage`, `CasePage`, `PlacePage` and `InstrumentPage`.

use sanad_model::{LegalInstrumentKind, PartialDate, Qualifier, Role, SanctionMeasure};
use serde::Deserialize;

use super::fact::Evidence;
use super::party::Keyed;
use super::{DatasetLink, EventLink, Listed, NameAnswer, NamedKey, Nodes, Parsed, PartyLink, PlaceTie, Sourced, Total};

#[derive(Debug, Deserialize)]
pub struct EventAnswer {
    pub event: Option<EventPage>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventPage {
    #[serde(flatten)]
    pub link: EventLink,
    pub evidence: Evidence,
    pub summary: Option<String>,
    pub place: Option<NamedKey>,
    pub instruments: Vec<InstrumentLink>,
    pub dataset: DatasetLink,
    pub participations: Listed<Taking>,
    pub all_participations: Total,
    pub figures: Vec<FigureAnswer>,
    pub all_figures: Vec<Identified>,
    pub authority: Option<PartyLink>,
    pub programme: Option<String>,
    #[serde(default)]
    pub measures: Vec<Parsed<SanctionMeasure>>,
    #[serde(default)]
    pub chain: Vec<Keyed>,
    pub condition: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Identified {}

/// A party that takes part.
#[derive(Debug, Deserialize)]
pub struct Taking {
    pub role: Parsed<Role>,
    pub party: PartyLink,
    #[serde(flatten)]
    pub sourced: Option<Sourced>,
}

#[derive(Debug, Deserialize)]
pub struct FigureAnswer {
    pub measure: String,
    pub low: Option<i64>,
    pub high: Option<i64>,
    pub unit: Option<String>,
    pub qualifier: Parsed<Qualifier>,
    pub note: Option<String>,
    #[serde(flatten)]
    pub sourced: Sourced,
}

#[derive(Debug, Deserialize)]
pub struct InstrumentLink {
    pub key: String,
    pub title: String,
    pub symbol: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseAnswer {
    pub sanction_event: Option<CasePage>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CasePage {
    pub title: String,
    pub dataset: DatasetLink,
    pub all_steps: Vec<Keyed>,
    pub chain: Vec<Step>,
}

/// A step of a case.
#[derive(Debug, Deserialize)]
pub struct Step {
    #[serde(flatten)]
    pub link: EventLink,
    pub evidence: Evidence,
    pub summary: Option<String>,
    pub authority: Option<PartyLink>,
    pub programme: Option<String>,
    pub measures: Vec<Parsed<SanctionMeasure>>,
    pub instruments: Vec<InstrumentLink>,
    pub follows: Option<NamedKey>,
    pub participations: Nodes<Taking>,
}

#[derive(Debug, Deserialize)]
pub struct PlaceAnswer {
    pub place: Option<PlacePage>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlacePage {
    pub name: String,
    pub names: Vec<NameAnswer>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub country: Option<String>,
    pub within: Option<NamedKey>,
    pub events: Listed<PlaceEvent>,
    pub all_events: Total,
    pub place_relationships: Nodes<PlaceTie>,
}

#[derive(Debug, Deserialize)]
pub struct PlaceEvent {
    #[serde(flatten)]
    pub link: EventLink,
    pub evidence: Evidence,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InstrumentAnswer {
    pub legal_instrument: Option<InstrumentPage>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InstrumentPage {
    pub title: String,
    pub symbol: Option<String>,
    pub kind: Parsed<LegalInstrumentKind>,
    pub adopted: Option<Parsed<PartialDate>>,
    pub issuer: Option<PartyLink>,
    pub url: Option<String>,
    pub dataset: DatasetLink,
    pub events: Listed<EventLink>,
    pub all_events: Total,
}
