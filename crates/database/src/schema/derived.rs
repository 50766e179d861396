//! The tables with what is derived from others, beside their own rows.

diesel::table! {
    search_documents (node_id) {
        node_id -> BigInt,
        rank -> BigInt,
        digest -> BigInt,
    }
}

diesel::table! {
    sanction_periods (id) {
        id -> BigInt,
        party_id -> BigInt,
        authority_id -> Nullable<BigInt>,
        first_day -> Nullable<Date>,
        until_day -> Nullable<Date>,
        state -> Text,
        is_certain -> Bool,
    }
}

diesel::table! {
    sanction_period_events (period_id, event_id) {
        period_id -> BigInt,
        event_id -> BigInt,
    }
}

diesel::table! {
    derivations (name) {
        name -> Text,
        version -> BigInt,
    }
}
