//! The rows of parties and of what belongs to them.

use chrono::NaiveDate;

use crate::store::table::row;

row! {
    /// A person.
    actors: Actor of id {
        id: i64,
    } with {
        gender: Option<String>,
        born: Option<String>,
        died: Option<String>,
    }
}

row! {
    /// One date of birth of a person.
    births: Birth of actor_id {
        actor_id: i64,
        /// Counted from 1.
        ordinal: i64,
    } with {
        earliest: Option<NaiveDate>,
        latest: Option<NaiveDate>,
        is_approximate: bool,
        /// As its source prints it.
        text: Option<String>,
    }
}

row! {
    /// An organization.
    organizations: Organization of id {
        id: i64,
    } with {
        kind: String,
        founded: Option<String>,
        dissolved: Option<String>,
    }
}

row! {
    /// A vessel or an aircraft.
    assets: Asset of id {
        id: i64,
    } with {
        kind: String,
        /// A JSON object by language.
        subtype: Option<String>,
        built: Option<String>,
    }
}

row! {
    /// One name of a party or a place.
    names: Name of node_id {
        node_id: i64,
        /// Counted from 1.
        ordinal: i64,
    } with {
        text: String,
        /// The folded text, by which names are compared.
        folded: String,
        language: Option<String>,
        kind: String,
    }
}

row! {
    /// A key by which one of the names of a party is found.
    name_keys: NameKey of party_id {
        key: i64,
        party_id: i64,
    }
}

row! {
    /// The entry of a party in a list.
    source_records: SourceRecord of party_id {
        party_id: i64,
        /// Counted from 1.
        ordinal: i64,
    } with {
        party_kind: String,
        reference: String,
        number: Option<String>,
        url: Option<String>,
        /// What the list says, as a JSON object by language.
        remarks: Option<String>,
    }
}

row! {
    /// A country of a party.
    party_countries: PartyCountry of party_id {
        party_id: i64,
        country: String,
    } with {
        party_kind: String,
    }
}

row! {
    /// One identifier of a party.
    identifiers: Identifier of party_id {
        party_id: i64,
        /// Counted from 1.
        ordinal: i64,
    } with {
        party_kind: String,
        kind: String,
        value: String,
        /// The value as it is compared.
        normalized: String,
        country: Option<String>,
        note: Option<String>,
    }
}

row! {
    /// A title, a position, an address or a place of birth of a party.
    party_texts: PartyText of party_id {
        party_id: i64,
        /// Counted from 1, over all kinds.
        ordinal: i64,
    } with {
        party_kind: String,
        kind: String,
        text: Option<String>,
        country: Option<String>,
    }
}
