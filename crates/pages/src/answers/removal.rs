//! Records that are not there.

use chrono::{DateTime, Utc};
use sanad_model::NodeKind;
use serde::Deserialize;

use super::{DatasetLink, Parsed};

#[derive(Debug, Deserialize)]
pub struct RemovedAnswer {
    pub record: Option<GlobalId>,
    pub removal: Option<Removal>,
}

/// The id of a record, which begins with its type.
#[derive(Debug, Deserialize)]
pub struct GlobalId {
    id: String,
}

impl GlobalId {
    pub fn kind(&self) -> Option<NodeKind> {
        kind(&self.id)
    }
}

/// A record that a load has removed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Removal {
    pub id: String,
    pub key: String,
    pub removed_at: Parsed<DateTime<Utc>>,
    pub dataset: DatasetLink,
}

impl Removal {
    pub fn kind(&self) -> Option<NodeKind> {
        kind(&self.id)
    }
}

fn kind(id: &str) -> Option<NodeKind> {
    id.split_once(':')?.0.parse().ok()
}
