//! The tables of parties and of what belongs to them. Places have names, too.

diesel::table! {
    actors (id) {
        id -> BigInt,
        gender -> Nullable<Text>,
        born -> Nullable<Text>,
        died -> Nullable<Text>,
    }
}

diesel::table! {
    births (actor_id, ordinal) {
        actor_id -> BigInt,
        ordinal -> BigInt,
        earliest -> Nullable<Date>,
        latest -> Nullable<Date>,
        is_approximate -> Bool,
        text -> Nullable<Text>,
    }
}

diesel::table! {
    organizations (id) {
        id -> BigInt,
        kind -> Text,
        founded -> Nullable<Text>,
        dissolved -> Nullable<Text>,
    }
}

diesel::table! {
    assets (id) {
        id -> BigInt,
        kind -> Text,
        subtype -> Nullable<Text>,
        built -> Nullable<Text>,
    }
}

diesel::table! {
    names (node_id, ordinal) {
        node_id -> BigInt,
        ordinal -> BigInt,
        text -> Text,
        folded -> Text,
        language -> Nullable<Text>,
        kind -> Text,
    }
}

diesel::table! {
    name_keys (key, party_id) {
        key -> BigInt,
        party_id -> BigInt,
    }
}

diesel::table! {
    party_countries (party_id, country) {
        party_id -> BigInt,
        party_kind -> Text,
        country -> Text,
    }
}

diesel::table! {
    source_records (party_id, ordinal) {
        party_id -> BigInt,
        party_kind -> Text,
        ordinal -> BigInt,
        reference -> Text,
        number -> Nullable<Text>,
        url -> Nullable<Text>,
        remarks -> Nullable<Text>,
    }
}

diesel::table! {
    identifiers (party_id, ordinal) {
        party_id -> BigInt,
        party_kind -> Text,
        ordinal -> BigInt,
        kind -> Text,
        value -> Text,
        normalized -> Text,
        country -> Nullable<Text>,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    party_texts (party_id, ordinal) {
        party_id -> BigInt,
        party_kind -> Text,
        ordinal -> BigInt,
        kind -> Text,
        text -> Nullable<Text>,
        country -> Nullable<Text>,
    }
}
