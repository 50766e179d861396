//! The tables, which are the same on both backends.

mod derived;
mod lists;
mod parties;

pub use self::derived::{derivations, sanction_period_events, sanction_periods, search_documents};
pub use self::lists::{list_editions, list_entries};
pub use self::parties::{
    actors, assets, births, identifiers, name_keys, names, organizations, party_countries, party_texts, source_records,
};

diesel::table! {
    nodes (id) {
        id -> BigInt,
        kind -> Text,
        key -> Text,
        caption -> Nullable<Text>,
        dataset_id -> BigInt,
        degree -> BigInt,
    }
}

diesel::table! {
    datasets (id) {
        id -> BigInt,
        title -> Text,
        publisher -> Nullable<Text>,
        licence -> Nullable<Text>,
        version -> Nullable<Text>,
        licence_url -> Nullable<Text>,
        edition -> Nullable<Date>,
        loaded_at -> Timestamp,
    }
}

diesel::table! {
    dataset_uses (dataset_id, used_id) {
        dataset_id -> BigInt,
        used_id -> BigInt,
    }
}

diesel::table! {
    removals (key) {
        key -> Text,
        kind -> Text,
        dataset_id -> BigInt,
        removed_at -> Timestamp,
    }
}

diesel::table! {
    revisions (id) {
        id -> BigInt,
        number -> BigInt,
        token -> Text,
    }
}

diesel::table! {
    places (id) {
        id -> BigInt,
        latitude -> Nullable<Double>,
        longitude -> Nullable<Double>,
        country -> Nullable<Text>,
        within_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    legal_instruments (id) {
        id -> BigInt,
        kind -> Text,
        title -> Text,
        symbol -> Nullable<Text>,
        adopted -> Nullable<Text>,
        issuer_id -> Nullable<BigInt>,
        issuer_kind -> Nullable<Text>,
        url -> Nullable<Text>,
    }
}

diesel::table! {
    articles (id) {
        id -> BigInt,
        kind -> Text,
        headline -> Text,
        is_headline_supplied -> Bool,
        language -> Text,
        publisher_id -> Nullable<BigInt>,
        republisher_id -> Nullable<BigInt>,
        published -> Nullable<Text>,
        published_earliest -> Nullable<Date>,
        published_latest -> Nullable<Date>,
        published_inferred -> Nullable<Text>,
        sort_day -> Text,
        url -> Nullable<Text>,
        summary -> Nullable<Text>,
    }
}

diesel::table! {
    article_bodies (article_id) {
        article_id -> BigInt,
        body -> Text,
    }
}

diesel::table! {
    mentions (id) {
        id -> BigInt,
        article_id -> BigInt,
        party_id -> BigInt,
        party_kind -> Text,
        paragraphs -> Text,
        locator -> Nullable<Text>,
        described_as -> Text,
    }
}

diesel::table! {
    facts (id) {
        id -> BigInt,
        kind -> Text,
        first_evidence -> BigInt,
        source_count -> BigInt,
        is_disputed -> Bool,
        first_reported -> Nullable<Text>,
        known_from -> Nullable<Date>,
    }
}

diesel::table! {
    evidence (id) {
        id -> BigInt,
        fact_id -> BigInt,
        fact_kind -> Text,
        ordinal -> BigInt,
        article_id -> BigInt,
        stance -> Text,
        paragraphs -> Text,
        locator -> Nullable<Text>,
        attributed_to_id -> Nullable<BigInt>,
        attributed_to_kind -> Nullable<Text>,
        attribution -> Nullable<Text>,
        condition -> Nullable<Text>,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    relationships (id) {
        id -> BigInt,
        kind -> Text,
        source_id -> BigInt,
        source_kind -> Text,
        target_id -> BigInt,
        target_kind -> Text,
        role -> Nullable<Text>,
        started -> Nullable<Text>,
        started_earliest -> Nullable<Date>,
        started_latest -> Nullable<Date>,
        ended -> Nullable<Text>,
        ended_earliest -> Nullable<Date>,
        ended_latest -> Nullable<Date>,
    }
}

diesel::table! {
    place_relationships (id) {
        id -> BigInt,
        kind -> Text,
        party_id -> BigInt,
        party_kind -> Text,
        place_id -> BigInt,
        started -> Nullable<Text>,
        started_earliest -> Nullable<Date>,
        started_latest -> Nullable<Date>,
        ended -> Nullable<Text>,
        ended_earliest -> Nullable<Date>,
        ended_latest -> Nullable<Date>,
    }
}

diesel::table! {
    events (id) {
        id -> BigInt,
        kind -> Text,
        title -> Text,
        summary -> Nullable<Text>,
        condition -> Nullable<Text>,
        started -> Nullable<Text>,
        started_earliest -> Nullable<Date>,
        started_latest -> Nullable<Date>,
        ended -> Nullable<Text>,
        ended_earliest -> Nullable<Date>,
        ended_latest -> Nullable<Date>,
        sort_day -> Text,
        last_day -> Text,
        place_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    event_instruments (event_id, instrument_id) {
        event_id -> BigInt,
        instrument_id -> BigInt,
        ordinal -> BigInt,
        event_kind -> Text,
        sort_day -> Text,
    }
}

diesel::table! {
    sanction_events (id) {
        id -> BigInt,
        kind -> Text,
        action -> Text,
        authority_id -> Nullable<BigInt>,
        authority_kind -> Nullable<Text>,
        programme -> Nullable<Text>,
        follows_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    sanction_measures (event_id, measure) {
        event_id -> BigInt,
        measure -> Text,
    }
}

diesel::table! {
    incidents (id) {
        id -> BigInt,
        event_kind -> Text,
        kind -> Text,
    }
}

diesel::table! {
    participations (id) {
        id -> BigInt,
        event_id -> BigInt,
        party_id -> BigInt,
        party_kind -> Text,
        role -> Text,
        sort_day -> Text,
    }
}

diesel::table! {
    figures (id) {
        id -> BigInt,
        event_id -> BigInt,
        measure -> Text,
        low -> Nullable<BigInt>,
        high -> Nullable<BigInt>,
        unit -> Nullable<Text>,
        qualifier -> Text,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    links (node_id, other_id, fact_id) {
        node_id -> BigInt,
        other_id -> BigInt,
        fact_id -> BigInt,
        event_id -> Nullable<BigInt>,
        direction -> Text,
        kind -> Text,
        source_count -> BigInt,
        known_from -> Nullable<Date>,
        started_earliest -> Nullable<Date>,
        ended_latest -> Nullable<Date>,
        dataset_id -> BigInt,
    }
}

// The index itself, `search_index`, differs between the backends.
diesel::allow_tables_to_appear_in_same_query!(
    nodes,
    datasets,
    dataset_uses,
    revisions,
    actors,
    births,
    organizations,
    assets,
    places,
    legal_instruments,
    names,
    name_keys,
    party_countries,
    source_records,
    identifiers,
    party_texts,
    articles,
    article_bodies,
    mentions,
    facts,
    evidence,
    place_relationships,
    relationships,
    events,
    event_instruments,
    sanction_events,
    sanction_measures,
    incidents,
    participations,
    figures,
    links,
    list_editions,
    list_entries,
    search_documents,
    sanction_periods,
    sanction_period_events,
    derivations,
);

diesel::joinable!(facts -> nodes (id));
diesel::joinable!(relationships -> facts (id));
diesel::joinable!(relationships -> nodes (id));
diesel::joinable!(place_relationships -> nodes (id));
diesel::joinable!(events -> nodes (id));
diesel::joinable!(participations -> nodes (id));
diesel::joinable!(figures -> nodes (id));
diesel::joinable!(place_relationships -> facts (id));
diesel::joinable!(events -> facts (id));
diesel::joinable!(participations -> facts (id));
diesel::joinable!(participations -> events (event_id));
diesel::joinable!(figures -> facts (id));
diesel::joinable!(sanction_events -> events (id));
diesel::joinable!(incidents -> events (id));
diesel::joinable!(actors -> nodes (id));
diesel::joinable!(organizations -> nodes (id));
diesel::joinable!(assets -> nodes (id));
diesel::joinable!(articles -> nodes (id));
diesel::joinable!(evidence -> articles (article_id));
diesel::joinable!(places -> nodes (id));
diesel::joinable!(legal_instruments -> nodes (id));
diesel::joinable!(event_instruments -> events (event_id));
diesel::joinable!(event_instruments -> legal_instruments (instrument_id));
diesel::joinable!(datasets -> nodes (id));
diesel::joinable!(list_editions -> nodes (article_id));
diesel::joinable!(list_entries -> nodes (party_id));
