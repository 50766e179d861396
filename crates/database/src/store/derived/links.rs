//! The links that walks follow, derived from relationships and participations.

use std::collections::HashMap;

use chrono::NaiveDate;
use sanad_model::{Direction, RelationshipKind, UnknownWord};

use crate::error::{Error, Result};
use crate::store::rows::{Event, Fact, Link, Participation, Relationship, Rows};
use crate::store::table::Row;
use crate::store::writing::Writing;

/// The links of relationships and participations. The events of participations are among the rows.
///
/// # Errors
/// `Internal` when rows that belong together are not all there.
pub fn links(rows: &Rows) -> Result<Vec<Link>> {
    let facts: HashMap<i64, &Fact> = rows.facts.iter().map(|fact| (fact.id, fact)).collect();
    let homes: HashMap<i64, i64> = rows.nodes.iter().map(|node| (node.id, node.dataset_id)).collect();
    let events: HashMap<i64, &Event> = rows.events.iter().map(|event| (event.id, event)).collect();
    let fact = |id: i64| facts.get(&id).copied().ok_or_else(|| missing(id));
    let home = |id: i64| homes.get(&id).copied().ok_or_else(|| missing(id));
    let mut links = Vec::with_capacity(2 * (rows.relationships.len() + rows.participations.len()));
    for row in &rows.relationships {
        links.extend(of_relationship(row, fact(row.id)?, home(row.id)?)?);
    }
    for row in &rows.participations {
        let event = events.get(&row.event_id).copied().ok_or_else(|| missing(row.event_id))?;
        links.extend(of_participation(row, event, (fact(row.id)?, fact(event.id)?), home(row.id)?));
    }
    Ok(links)
}

fn missing(id: i64) -> Error {
    Error::Internal(format!("rows of node {id} are missing"))
}

/// Writes the links of the facts that have been touched, or whose event has.
pub fn write_links(writing: &mut Writing<'_>, mut links: Vec<Link>) -> Result<()> {
    links.retain(|link| writing.has_touched(link.fact_id) || link.event_id.is_some_and(|id| writing.has_touched(id)));
    let mut facts: Vec<i64> = links.iter().map(|link| link.fact_id).filter(|id| writing.was_stored(*id)).collect();
    facts.dedup();
    let stored = if facts.is_empty() { Vec::new() } else { Link::of_nodes(writing.conn(), &facts)? };
    writing.replace(&stored, &links)
}

/// The two links of a relationship, one from each end.
fn of_relationship(row: &Relationship, fact: &Fact, dataset_id: i64) -> Result<[Link; 2]> {
    let kind: RelationshipKind =
        row.kind.parse().map_err(|unknown: UnknownWord| Error::Internal(unknown.to_string()))?;
    let link = Link {
        node_id: row.source_id,
        other_id: row.target_id,
        fact_id: row.id,
        event_id: None,
        direction: kind.direction().to_string(),
        kind: row.kind.clone(),
        source_count: fact.source_count,
        known_from: fact.known_from,
        started_earliest: row.started_earliest,
        ended_latest: row.ended_latest,
        dataset_id,
    };
    Ok(both_ways(link, kind.direction().reversed()))
}

/// The two links between a party and an event that it takes part in. They get the lower source count and the later
/// `known_from` of the two facts.
fn of_participation(
    row: &Participation,
    event: &Event,
    (of_part, of_event): (&Fact, &Fact),
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
