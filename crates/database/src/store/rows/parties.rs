//! The rows of parties and of what belongs to them.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::schema::{
    actors, assets, births, identifiers, name_keys, names, organizations, party_countries, party_texts, source_records,
};

/// A person.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = actors, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Actor {
    pub id: i64,
    pub gender: Option<String>,
    pub born: Option<String>,
    pub died: Option<String>,
}

/// One date of birth of a person.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = births, primary_key(actor_id, ordinal))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Birth {
    pub actor_id: i64,
    /// Counted from 1.
    pub ordinal: i64,
    pub earliest: Option<NaiveDate>,
    pub latest: Option<NaiveDate>,
    pub is_approximate: bool,
    /// As its source prints it.
    pub text: Option<String>,
}

/// An organization.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = organizations, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Organization {
    pub id: i64,
    pub kind: String,
    pub founded: Option<String>,
    pub dissolved: Option<String>,
}

/// A vessel or an aircraft.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = assets, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Asset {
    pub id: i64,
    pub kind: String,
    /// A JSON object by language.
    pub subtype: Option<String>,
    pub built: Option<String>,
}

/// One name of a party or a place.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = names, primary_key(node_id, ordinal))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Name {
    pub node_id: i64,
    /// Counted from 1.
    pub ordinal: i64,
    pub text: String,
    /// The folded text, by which names are compared.
    pub folded: String,
    pub language: Option<String>,
    pub kind: String,
}

/// A key by which one of the names of a party is found.
// All columns are the key; but Diesel cannot derive a changeset without any column to set.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = name_keys, primary_key(key), treat_none_as_default_value = false)]
pub struct NameKey {
    pub key: i64,
    pub party_id: i64,
}

/// The entry of a party in a list.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = source_records, primary_key(party_id, ordinal))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct SourceRecord {
    pub party_id: i64,
    pub party_kind: String,
    /// Counted from 1.
    pub ordinal: i64,
    pub reference: String,
    pub number: Option<String>,
    pub url: Option<String>,
    /// What the list says, as a JSON object by language.
    pub remarks: Option<String>,
}

/// A country of a party.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = party_countries, primary_key(party_id, country), treat_none_as_default_value = false)]
pub struct PartyCountry {
    pub party_id: i64,
    pub party_kind: String,
    pub country: String,
}

/// One identifier of a party.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = identifiers, primary_key(party_id, ordinal))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct Identifier {
    pub party_id: i64,
    pub party_kind: String,
    /// Counted from 1.
    pub ordinal: i64,
    pub kind: String,
    pub value: String,
    /// The value as it is compared.
    pub normalized: String,
    pub country: Option<String>,
    pub note: Option<String>,
}

/// A title, a position, an address or a place of birth of a party.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = party_texts, primary_key(party_id, ordinal))]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct PartyText {
    pub party_id: i64,
    pub party_kind: String,
    /// Counted from 1, over all kinds.
    pub ordinal: i64,
    pub kind: String,
    pub text: Option<String>,
    pub country: Option<String>,
}
