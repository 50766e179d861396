//! Domain types that are stored as text, read back.

use crate::{
    ArticleKind, AssetType, CountryCode, Gender, IdentifierKind, IncidentKind, Key, Language, LegalInstrumentKind,
    Localized, NameKind, NodeKind, OrganizationType, PartialDate, PartyTextKind, PartyType, PlaceRelationshipKind,
    Qualifier, RelationshipKind, Role, SanctionAction, SanctionMeasure, Stance,
};

/// Reads each of the types from the text that it prints as.
#[macro_export]
macro_rules! read_from_text {
    ($($name:ty),+ $(,)?) => {
        const _: () = {
            use diesel::backend::Backend;
            use diesel::deserialize::{self, FromSql, FromStaticSqlRow, Queryable};
            use diesel::sql_types::Text;
            $(
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
            )+
        };
    };
}

read_from_text!(
    ArticleKind,
    AssetType,
    CountryCode,
    Gender,
    IdentifierKind,
    IncidentKind,
    Key,
    Language,
    LegalInstrumentKind,
    Localized,
    NameKind,
    NodeKind,
    OrganizationType,
    PartialDate,
    PartyTextKind,
    PartyType,
    PlaceRelationshipKind,
    Qualifier,
    RelationshipKind,
    Role,
    SanctionAction,
    SanctionMeasure,
    Stance,
);
