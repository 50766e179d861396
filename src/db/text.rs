//! Domain types that are stored as text, read back.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromStaticSqlRow, Queryable};
use diesel::sql_types::Text;

use super::revision::Token;
use crate::model::{
    CountryCode, Gender, IncidentKind, Key, Language, LegalInstrumentKind, Localized, NameKind, NodeKind,
    OrganizationType, PartialDate, PlaceRelationshipKind, Qualifier, RelationshipKind, Role, SanctionAction,
    SanctionMeasure, Stance,
};

/// Reads each of the types from the text that it prints as.
macro_rules! read_from_text {
    ($($name:ty),+ $(,)?) => {$(
        impl<DB: Backend> FromSql<Text, DB> for $name
        where
            String: FromSql<Text, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
                Ok(String::from_sql(bytes)?.parse()?)
            }
        }

        impl<DB: Backend, ST> Queryable<ST, DB> for $name
        where
            Self: FromStaticSqlRow<ST, DB>,
        {
            type Row = Self;

            fn build(row: Self) -> deserialize::Result<Self> {
                Ok(row)
            }
        }
    )+};
}

read_from_text!(
    CountryCode,
    Gender,
    IncidentKind,
    JsonList<String>,
    JsonList<i32>,
    Key,
    Language,
    LegalInstrumentKind,
    Localized,
    NameKind,
    NodeKind,
    OrganizationType,
    PartialDate,
    PlaceRelationshipKind,
    Qualifier,
    RelationshipKind,
    Role,
    SanctionAction,
    SanctionMeasure,
    Stance,
    Token,
);

/// A short list that is stored as a JSON array.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonList<T>(pub Vec<T>);

impl<T: serde::de::DeserializeOwned> std::str::FromStr for JsonList<T> {
    type Err = serde_json::Error;

    fn from_str(json: &str) -> Result<Self, Self::Err> {
        serde_json::from_str(json).map(Self)
    }
}
