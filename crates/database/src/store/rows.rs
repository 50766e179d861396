//! The rows of a data set as they are stored: plain values. Dates of reduced precision are text, and texts in several
//! languages are JSON objects.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::result::QueryResult;

mod parties;

pub use self::parties::{
    Actor, Asset, Birth, Identifier, Name, NameKey, Organization, PartyCountry, PartyText, SourceRecord,
};

use super::difference::Writing;
use super::table::{Row, tables};
use crate::condition::{Conditions, Value, marks};
use crate::conn::{Conn, on_each};
use crate::error::Result;
use crate::schema::{
    actors, articles, assets, births, dataset_uses, datasets, event_instruments, events, evidence, facts, figures,
    identifiers, incidents, legal_instruments, links, mentions, name_keys, names, nodes, organizations, participations,
    party_countries, party_texts, place_relationships, places, relationships, sanction_events, sanction_measures,
    source_records,
};

tables! {
    nodes: Node of id by (id: i64);
    datasets: Dataset of id by (id: i64);
    dataset_uses: DatasetUse of dataset_id by (dataset_id: i64, used_id: i64);
    actors: Actor of id by (id: i64);
    births: Birth of actor_id by (actor_id: i64, ordinal: i64);
    organizations: Organization of id by (id: i64);
    assets: Asset of id by (id: i64);
    places: Place of id by (id: i64);
    legal_instruments: LegalInstrument of id by (id: i64);
    names: Name of node_id by (node_id: i64, ordinal: i64);
    name_keys: NameKey of party_id by (key: i64, party_id: i64);
    source_records: SourceRecord of party_id by (party_id: i64, ordinal: i64);
    party_countries: PartyCountry of party_id by (party_id: i64, country: String);
    identifiers: Identifier of party_id by (party_id: i64, ordinal: i64);
    party_texts: PartyText of party_id by (party_id: i64, ordinal: i64);
    articles: Article of id by (id: i64);
    mentions: Mention of article_id by (id: i64);
    facts: Fact of id by (id: i64);
    evidence: Evidence of fact_id by (id: i64);
    place_relationships: PlaceRelationship of id by (id: i64);
    relationships: Relationship of id by (id: i64);
    events: Event of id by (id: i64);
    event_instruments: EventInstrument of event_id by (event_id: i64, instrument_id: i64);
    sanction_events: SanctionEvent of id by (id: i64);
    sanction_measures: SanctionMeasure of event_id by (event_id: i64, measure: String);
    incidents: Incident of id by (id: i64);
    participations: Participation of id by (id: i64);
    figures: Figure of id by (id: i64);
    links: Link of fact_id by (node_id: i64, other_id: i64, fact_id: i64);
}

/// The columns of every record.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = nodes, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Node {
    pub id: i64,
    pub kind: String,
    pub key: String,
    /// The name or title to show; none for facts other than events.
    pub caption: Option<String>,
    pub dataset_id: i64,
    /// The number of links that start from it.
    pub degree: i64,
}

/// The columns of the data set itself.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = datasets, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Dataset {
    pub id: i64,
    pub title: String,
    pub publisher: Option<String>,
    pub licence: Option<String>,
    pub version: Option<String>,
    pub licence_url: Option<String>,
    pub edition: Option<NaiveDate>,
    /// When a load last changed anything in it, in UTC; the store sets it.
    pub loaded_at: NaiveDateTime,
}

/// A data set's use of another.
// All columns are the key; but Diesel cannot derive a changeset without any column to set.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = dataset_uses, primary_key(dataset_id), treat_none_as_default_value = false)]
pub struct DatasetUse {
    pub dataset_id: i64,
    pub used_id: i64,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = places, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Place {
    pub id: i64,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub country: Option<String>,
}

/// A resolution, an order, a law or a treaty.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = legal_instruments, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct LegalInstrument {
    pub id: i64,
    pub kind: String,
    pub title: String,
    pub symbol: Option<String>,
    pub adopted: Option<String>,
    pub issuer_id: Option<i64>,
    pub issuer_kind: Option<String>,
    pub url: Option<String>,
}

/// A published text.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = articles, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Article {
    pub id: i64,
    pub kind: String,
    pub headline: String,
    pub is_headline_supplied: bool,
    pub language: String,
    pub publisher_id: Option<i64>,
    pub republisher_id: Option<i64>,
    pub published: Option<String>,
    pub published_earliest: Option<NaiveDate>,
    pub published_latest: Option<NaiveDate>,
    pub published_inferred: Option<String>,
    /// The first day on which it may have been published, or 9999-12-31.
    pub sort_day: String,
    pub url: Option<String>,
    pub summary: Option<String>,
}

/// A mention of a party in an article.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = mentions, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Mention {
    pub id: i64,
    pub article_id: i64,
    pub party_id: i64,
    pub party_kind: String,
    /// A JSON array of numbers; empty if there is a locator.
    pub paragraphs: String,
    pub locator: Option<String>,
    /// A JSON array of texts.
    pub described_as: String,
}

/// The columns of all facts.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = facts, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Fact {
    pub id: i64,
    pub kind: String,
    /// The number of publishers of its evidence.
    pub source_count: i64,
    /// Whether some of its evidence denies it and some does not.
    pub is_disputed: bool,
    /// The earliest date of publication among its evidence, as precise as it is known.
    pub first_reported: Option<String>,
    /// The first day by whose end an article with evidence for it had certainly been published.
    pub known_from: Option<NaiveDate>,
}

/// One citation for a fact.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = evidence, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Evidence {
    pub id: i64,
    pub fact_id: i64,
    pub fact_kind: String,
    /// Counted from 1.
    pub ordinal: i64,
    pub article_id: i64,
    pub stance: String,
    /// A JSON array of numbers; empty if there is a locator.
    pub paragraphs: String,
    pub locator: Option<String>,
    pub attributed_to_id: Option<i64>,
    pub attributed_to_kind: Option<String>,
    pub attribution: Option<String>,
    pub condition: Option<String>,
    pub note: Option<String>,
}

/// A relationship of two parties.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = relationships, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Relationship {
    pub id: i64,
    pub kind: String,
    pub source_id: i64,
    pub source_kind: String,
    pub target_id: i64,
    pub target_kind: String,
    pub role: Option<String>,
    pub started: Option<String>,
    pub started_earliest: Option<NaiveDate>,
    pub started_latest: Option<NaiveDate>,
    pub ended: Option<String>,
    pub ended_earliest: Option<NaiveDate>,
    pub ended_latest: Option<NaiveDate>,
}

/// A relationship of a party to a place.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = place_relationships, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct PlaceRelationship {
    pub id: i64,
    pub kind: String,
    pub party_id: i64,
    pub party_kind: String,
    pub place_id: i64,
    pub started: Option<String>,
    pub started_earliest: Option<NaiveDate>,
    pub started_latest: Option<NaiveDate>,
    pub ended: Option<String>,
    pub ended_earliest: Option<NaiveDate>,
    pub ended_latest: Option<NaiveDate>,
}

/// The columns of all events.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = events, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Event {
    pub id: i64,
    pub kind: String,
    pub title: String,
    pub summary: Option<String>,
    pub condition: Option<String>,
    pub started: Option<String>,
    pub started_earliest: Option<NaiveDate>,
    pub started_latest: Option<NaiveDate>,
    pub ended: Option<String>,
    pub ended_earliest: Option<NaiveDate>,
    pub ended_latest: Option<NaiveDate>,
    /// The first day on which it may have begun, else the last day, else 9999-12-31.
    pub sort_day: String,
    /// The last day on which it may have lasted, else 9999-12-31.
    pub last_day: String,
    pub place_id: Option<i64>,
}

/// An event's reference to a legal instrument.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = event_instruments, primary_key(event_id, instrument_id), treat_none_as_default_value = false)]
pub struct EventInstrument {
    pub event_id: i64,
    pub instrument_id: i64,
    /// Its position among the event's instruments, counted from 1.
    pub ordinal: i64,
    /// The event's kind, and below it the event's day.
    pub event_kind: String,
    pub sort_day: String,
}

/// The columns of sanction events.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = sanction_events, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct SanctionEvent {
    pub id: i64,
    pub action: String,
    pub authority_id: Option<i64>,
    pub authority_kind: Option<String>,
    pub programme: Option<String>,
    pub follows_id: Option<i64>,
}

/// A measure of a sanction event.
// All columns are the key; but Diesel cannot derive a changeset without any column to set.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = sanction_measures, primary_key(event_id), treat_none_as_default_value = false)]
pub struct SanctionMeasure {
    pub event_id: i64,
    pub measure: String,
}

/// The columns of incidents.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = incidents, treat_none_as_default_value = false)]
pub struct Incident {
    pub id: i64,
    pub kind: String,
}

/// A participation of a party in an event.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = participations, treat_none_as_default_value = false)]
pub struct Participation {
    pub id: i64,
    pub event_id: i64,
    pub party_id: i64,
    pub party_kind: String,
    pub role: String,
    /// The event's day.
    pub sort_day: String,
}

/// A number that sources report for an event.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = figures, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Figure {
    pub id: i64,
    pub event_id: i64,
    pub measure: String,
    pub low: Option<i64>,
    pub high: Option<i64>,
    pub unit: Option<String>,
    pub qualifier: String,
    pub note: Option<String>,
}

/// A link from one node to another: from a party, by a relationship to a party or by a participation to an event; from
/// an event, to a party that takes part.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = links, primary_key(node_id, other_id, fact_id))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Link {
    pub node_id: i64,
    pub other_id: i64,
    /// The relationship or the participation.
    pub fact_id: i64,
    /// The event of a participation.
    pub event_id: Option<i64>,
    /// As seen from the first node.
    pub direction: String,
    /// The kind of the relationship, or the role.
    pub kind: String,
    pub source_count: i64,
    pub known_from: Option<NaiveDate>,
    pub started_earliest: Option<NaiveDate>,
    pub ended_latest: Option<NaiveDate>,
    pub dataset_id: i64,
}
