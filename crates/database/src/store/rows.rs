//! The rows of records as they are stored: plain values. Dates of reduced precision are text, and texts in several
//! languages are JSON objects.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::result::QueryResult;

mod facts;
mod parties;

pub use self::facts::{
    Event, EventInstrument, Evidence, Fact, Figure, Incident, Link, Participation, PlaceRelationship, Relationship,
    SanctionEvent, SanctionMeasure,
};
pub use self::parties::{
    Actor, Asset, Birth, Identifier, Name, NameKey, Organization, PartyCountry, PartyText, SourceRecord,
};

use super::table::{Row, row, tables};
use super::writing::Writing;
use crate::conn::Conn;
use crate::error::Result;

tables! {
    nodes: Node;
    datasets: Dataset;
    dataset_uses: DatasetUse;
    actors: Actor;
    births: Birth;
    organizations: Organization;
    assets: Asset;
    places: Place;
    legal_instruments: LegalInstrument;
    names: Name;
    source_records: SourceRecord;
    party_countries: PartyCountry;
    identifiers: Identifier;
    party_texts: PartyText;
    articles: Article;
    mentions: Mention;
    facts: Fact;
    evidence: Evidence;
    place_relationships: PlaceRelationship;
    relationships: Relationship;
    events: Event;
    event_instruments: EventInstrument;
    sanction_events: SanctionEvent;
    sanction_measures: SanctionMeasure;
    incidents: Incident;
    participations: Participation;
    figures: Figure;
}

row! {
    /// The columns of every record.
    nodes: Node of id {
        id: i64,
    } with {
        kind: String,
        key: String,
        /// The name or title to show; none for facts other than events.
        caption: Option<String>,
        dataset_id: i64,
        /// The number of links that start from it.
        degree: i64,
    }
}

row! {
    /// The columns of the data set itself.
    datasets: Dataset of id {
        id: i64,
    } with {
        title: String,
        publisher: Option<String>,
        licence: Option<String>,
        version: Option<String>,
        licence_url: Option<String>,
        edition: Option<NaiveDate>,
        /// When a load last changed anything in it, in UTC; the store sets it.
        loaded_at: NaiveDateTime,
    }
}

row! {
    /// A data set's use of another.
    dataset_uses: DatasetUse of dataset_id {
        dataset_id: i64,
        used_id: i64,
    }
}

row! {
    /// A place.
    places: Place of id {
        id: i64,
    } with {
        latitude: Option<f64>,
        longitude: Option<f64>,
        country: Option<String>,
        within_id: Option<i64>,
    }
}

row! {
    /// A resolution, an order, a law or a treaty.
    legal_instruments: LegalInstrument of id {
        id: i64,
    } with {
        kind: String,
        title: String,
        symbol: Option<String>,
        adopted: Option<String>,
        issuer_id: Option<i64>,
        issuer_kind: Option<String>,
        url: Option<String>,
    }
}

row! {
    /// A published text.
    articles: Article of id {
        id: i64,
    } with {
        kind: String,
        headline: String,
        is_headline_supplied: bool,
        language: String,
        publisher_id: Option<i64>,
        republisher_id: Option<i64>,
        published: Option<String>,
        published_earliest: Option<NaiveDate>,
        published_latest: Option<NaiveDate>,
        published_inferred: Option<String>,
        /// The first day on which it may have been published, or 9999-12-31.
        sort_day: String,
        url: Option<String>,
        summary: Option<String>,
    }
}

row! {
    /// A mention of a party in an article.
    mentions: Mention of article_id touching (party_id) {
        id: i64,
    } with {
        article_id: i64,
        party_id: i64,
        party_kind: String,
        /// A JSON array of numbers; empty if there is a locator.
        paragraphs: String,
        locator: Option<String>,
        /// A JSON array of texts.
        described_as: String,
    }
}
