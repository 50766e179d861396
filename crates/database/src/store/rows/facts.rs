//! The rows of facts and of what belongs to them.

use chrono::NaiveDate;

use crate::store::table::row;

row! {
    /// The columns of all facts.
    facts: Fact of id {
        id: i64,
    } with {
        kind: String,
        /// The number of publishers of its evidence.
        source_count: i64,
        /// Whether some of its evidence denies it and some does not.
        is_disputed: bool,
        /// The earliest date of publication among its evidence, as precise as it is known.
        first_reported: Option<String>,
        /// The first day by whose end an article with evidence for it had certainly been published.
        known_from: Option<NaiveDate>,
    }
}

row! {
    /// One citation for a fact.
    evidence: Evidence of fact_id touching (article_id) {
        id: i64,
    } with {
        fact_id: i64,
        fact_kind: String,
        /// Counted from 1.
        ordinal: i64,
        article_id: i64,
        stance: String,
        /// A JSON array of numbers; empty if there is a locator.
        paragraphs: String,
        locator: Option<String>,
        attributed_to_id: Option<i64>,
        attributed_to_kind: Option<String>,
        attribution: Option<String>,
        condition: Option<String>,
        note: Option<String>,
    }
}

row! {
    /// A relationship of two parties.
    relationships: Relationship of id touching (source_id, target_id) {
        id: i64,
    } with {
        kind: String,
        source_id: i64,
        source_kind: String,
        target_id: i64,
        target_kind: String,
        role: Option<String>,
        started: Option<String>,
        started_earliest: Option<NaiveDate>,
        started_latest: Option<NaiveDate>,
        ended: Option<String>,
        ended_earliest: Option<NaiveDate>,
        ended_latest: Option<NaiveDate>,
    }
}

row! {
    /// A relationship of a party to a place.
    place_relationships: PlaceRelationship of id touching (party_id, place_id) {
        id: i64,
    } with {
        kind: String,
        party_id: i64,
        party_kind: String,
        place_id: i64,
        started: Option<String>,
        started_earliest: Option<NaiveDate>,
        started_latest: Option<NaiveDate>,
        ended: Option<String>,
        ended_earliest: Option<NaiveDate>,
        ended_latest: Option<NaiveDate>,
    }
}

row! {
    /// The columns of all events.
    events: Event of id touching (place_id) {
        id: i64,
    } with {
        kind: String,
        title: String,
        summary: Option<String>,
        condition: Option<String>,
        started: Option<String>,
        started_earliest: Option<NaiveDate>,
        started_latest: Option<NaiveDate>,
        ended: Option<String>,
        ended_earliest: Option<NaiveDate>,
        ended_latest: Option<NaiveDate>,
        /// The first day on which it may have begun, else the last day, else 9999-12-31.
        sort_day: String,
        /// The last day on which it may have lasted, else 9999-12-31.
        last_day: String,
        place_id: Option<i64>,
    }
}

row! {
    /// An event's reference to a legal instrument.
    event_instruments: EventInstrument of event_id touching (instrument_id) {
        event_id: i64,
        instrument_id: i64,
    } with {
        /// Its position among the event's instruments, counted from 1.
        ordinal: i64,
        /// The event's kind, and below it the event's day.
        event_kind: String,
        sort_day: String,
    }
}

row! {
    /// The columns of sanction events.
    sanction_events: SanctionEvent of id {
        id: i64,
    } with {
        action: String,
        authority_id: Option<i64>,
        authority_kind: Option<String>,
        programme: Option<String>,
        follows_id: Option<i64>,
    }
}

row! {
    /// A measure of a sanction event.
    sanction_measures: SanctionMeasure of event_id {
        event_id: i64,
        measure: String,
    }
}

row! {
    /// The columns of incidents.
    incidents: Incident of id {
        id: i64,
    } with {
        kind: String,
    }
}

row! {
    /// A participation of a party in an event.
    participations: Participation of id touching (event_id, party_id) {
        id: i64,
    } with {
        event_id: i64,
        party_id: i64,
        party_kind: String,
        role: String,
        /// The event's day.
        sort_day: String,
    }
}

row! {
    /// A number that sources report for an event.
    figures: Figure of id touching (event_id) {
        id: i64,
    } with {
        event_id: i64,
        measure: String,
        low: Option<i64>,
        high: Option<i64>,
        unit: Option<String>,
        qualifier: String,
        note: Option<String>,
    }
}

row! {
    /// A link from one node to another: from a party, by a relationship to a party or by a participation to an event; from
    /// an event, to a party that takes part.
    links: Link of fact_id {
        node_id: i64,
        other_id: i64,
        /// The relationship or the participation.
        fact_id: i64,
    } with {
        /// The event of a participation.
        event_id: Option<i64>,
        /// As seen from the first node.
        direction: String,
        /// The kind of the relationship, or the role.
        kind: String,
        source_count: i64,
        known_from: Option<NaiveDate>,
        started_earliest: Option<NaiveDate>,
        ended_latest: Option<NaiveDate>,
        dataset_id: i64,
    }
}
