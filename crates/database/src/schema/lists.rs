//! The tables that imports of lists compare the next edition with.

diesel::table! {
    list_editions (article_id) {
        article_id -> BigInt,
        list -> Text,
        day -> Date,
        moment -> Nullable<Text>,
        format -> Nullable<Text>,
        reading -> BigInt,
        without -> Text,
    }
}

diesel::table! {
    list_entries (list, party_id) {
        list -> Text,
        party_id -> BigInt,
        state -> Text,
    }
}
