//! The answers to `PathsPage`, `NetworkPage`, `TimelinePage` and `ScreenPage`.

use sanad_model::Role;
use sanad_names::NameLikeness;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::party::{Status, Support, Text};
use super::{Claim, DatasetLink, DayRange, EventLink, Listed, Nodes, Parsed, PartyLink, Sourced, Total};

/// The parties whose keys are known, and those that may be meant by a name.
#[derive(Debug, Deserialize)]
pub struct PathsFormAnswer {
    pub start: Option<PartyLink>,
    pub end: Option<PartyLink>,
    pub starts: Option<Nodes<Candidate>>,
    pub ends: Option<Nodes<Candidate>>,
}

#[derive(Debug, Deserialize)]
pub struct PathAnswer {
    pub start: Option<PartyLink>,
    pub end: Option<PartyLink>,
    pub paths: PathSearch,
}

#[derive(Debug, Deserialize)]
pub struct PathSearch {
    pub complete: bool,
    pub nodes: Vec<Path>,
}

#[derive(Debug, Deserialize)]
pub struct Path {
    pub steps: Vec<PathStep>,
}

#[derive(Debug, Deserialize)]
pub struct PathStep {
    pub from: PartyLink,
    pub to: PartyLink,
    pub through: Through,
}

#[derive(Debug, Deserialize)]
pub struct Through {
    #[serde(flatten)]
    pub claim: Claim,
    #[serde(flatten)]
    pub sourced: Sourced,
}

#[derive(Debug, Deserialize)]
pub struct NetworkAnswer {
    pub party: Option<PartyLink>,
    pub network: NetworkGraph,
    /// The same without the time bar, if it is narrowed.
    pub unfiltered: Option<NetworkSize>,
}

/// How large a network is.
#[derive(Debug, Deserialize)]
pub struct NetworkSize {
    pub truncated: bool,
    pub nodes: Vec<IgnoredAny>,
    pub links: Vec<LinkOf>,
}

#[derive(Debug, Deserialize)]
pub struct LinkOf {
    pub fact: FactId,
}

#[derive(Debug, PartialEq, Eq, Hash, Deserialize)]
pub struct FactId {
    pub id: String,
}

#[derive(Debug, Deserialize)]
pub struct NetworkGraph {
    pub truncated: bool,
    pub nodes: Vec<NetworkNode>,
    pub links: Vec<NetworkLink>,
}

#[derive(Debug, Deserialize)]
pub struct NetworkNode {
    pub distance: u32,
    pub degree: u64,
    pub party: WithId,
}

#[derive(Debug, Deserialize)]
pub struct WithId {
    pub id: String,
    #[serde(flatten)]
    pub link: PartyLink,
}

/// A link between two parties, by their ids.
#[derive(Debug, Deserialize)]
pub struct NetworkLink {
    pub source: String,
    pub target: String,
    pub fact: LinkFact,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LinkFact {
    pub id: String,
    #[serde(flatten)]
    pub claim: Claim,
    pub source_count: u64,
    pub is_disputed: bool,
}

#[derive(Debug, Deserialize)]
pub struct TimelineAnswer {
    pub party: Option<TimelinePage>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TimelinePage {
    #[serde(flatten)]
    pub link: PartyLink,
    pub participations: Listed<TimelineEvent>,
    pub all_participations: Total,
}

#[derive(Debug, Deserialize)]
pub struct TimelineEvent {
    pub role: Parsed<Role>,
    pub event: DatedEvent,
    #[serde(flatten)]
    pub sourced: Sourced,
}

impl TimelineEvent {
    /// What the event is linked by on its page: a party may have several roles in one event.
    pub fn anchor(&self) -> String {
        format!("{}.{}", self.event.link.key, self.role.to_string().to_lowercase())
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DatedEvent {
    #[serde(flatten)]
    pub link: EventLink,
    pub ended_within: Option<DayRange>,
}

#[derive(Debug, Deserialize)]
pub struct ScreenAnswer {
    pub screen: Vec<ScreenResult>,
}

#[derive(Debug, Deserialize)]
pub struct ScreenResult {
    pub name: String,
    pub complete: bool,
    pub matches: Vec<ScreenMatch>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScreenMatch {
    pub score: f64,
    pub party: Candidate,
    pub name: Text,
    pub explanation: Explanation,
    pub support: Vec<Support>,
    pub sanction_status: Vec<Status>,
}

/// A party that may be meant by a name.
#[derive(Debug, Clone, Deserialize)]
pub struct Candidate {
    #[serde(flatten)]
    pub link: PartyLink,
    pub countries: Vec<String>,
    pub dataset: DatasetLink,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    pub met: Vec<Met>,
    pub left_over: Vec<LeftOver>,
}

#[derive(Debug, Deserialize)]
pub struct Met {
    pub first: String,
    pub second: String,
    pub likeness: Parsed<NameLikeness>,
}

#[derive(Debug, Deserialize)]
pub struct LeftOver {
    pub part: String,
}
