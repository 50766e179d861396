//! The links that walks follow, derived from relationships and participations.

use std::collections::HashMap;

use chrono::NaiveDate;
use sanad_database::store::rows::{Event, Link, Node, Participation, Relationship};
use sanad_model::{Direction, RelationshipKind};

use super::evidence_summary::EvidenceSummary;

/// The two links of a relationship, one from each end.
pub fn of_relationship(
    row: &Relationship,
    kind: RelationshipKind,
    summary: &EvidenceSummary,
    dataset_id: i64,
) -> [Link; 2] {
    let link = Link {
        node_id: row.source_id,
        other_id: row.target_id,
        fact_id: row.id,
        event_id: None,
        direction: kind.direction().to_string(),
        kind: row.kind.clone(),
        source_count: summary.source_count,
        known_from: summary.known_from,
        started_earliest: row.started_earliest,
        ended_latest: row.ended_latest,
        dataset_id,
    };
    both_ways(link, kind.direction().reversed())
}

/// The two links between a party and an event that it takes part in. They get the lower source count and the later
/// `known_from` of the two facts.
pub fn of_participation(
    row: &Participation,
    event: &Event,
    (of_part, of_event): (&EvidenceSummary, &EvidenceSummary),
    dataset_id: i64,
) -> [Link; 2] {
    let link = Link {
        node_id: row.party_id,
        other_id: event.id,
        fact_id: row.id,
        event_id: Some(event.id),
        direction: Direction::Out.to_string(),
        kind: row.role.clone(),
        source_count: of_part.source_count.min(of_event.source_count),
        known_from: both_known(of_part.known_from, of_event.known_from),
        started_earliest: event.started_earliest,
        ended_latest: None,
        dataset_id,
    };
    both_ways(link, Direction::In)
}

/// The first day on which both are known.
fn both_known(one: Option<NaiveDate>, other: Option<NaiveDate>) -> Option<NaiveDate> {
    Some(one?.max(other?))
}

fn both_ways(link: Link, back: Direction) -> [Link; 2] {
    let back = Link { node_id: link.other_id, other_id: link.node_id, direction: back.to_string(), ..link.clone() };
    [link, back]
}

/// Sets the degree of each node: the number of links that start from it.
pub fn count(links: &[Link], nodes: &mut [Node]) {
    let mut degrees: HashMap<i64, i64> = HashMap::new();
    for link in links {
        *degrees.entry(link.node_id).or_default() += 1;
    }
    for node in nodes {
        node.degree = degrees.get(&node.id).copied().unwrap_or(0);
    }
}
