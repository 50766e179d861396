//! Addresses and places of birth as texts.

use async_graphql::{Context, Object};

use super::async_graphql_override as async_graphql;
use super::entity::value;
use super::error::Result;
use super::language::Text;
use crate::db::party_text::{PartyTextRow, PartyTextsOf};
use crate::model::{CountryCode, PartyTextKind};

pub struct Location(PartyTextRow);

/// An address or a place of birth, in the words of its source. It has a text, a country or both.
#[Object]
impl Location {
    /// The text.
    async fn text(&self) -> Option<Text<'_>> {
        self.0.text.as_ref().map(Text::from)
    }

    /// The country.
    async fn country(&self) -> Option<&CountryCode> {
        self.0.country.as_ref()
    }
}

/// The locations of a party of this kind.
pub async fn locations_of(ctx: &Context<'_>, party_id: i64, kind: PartyTextKind) -> Result<Vec<Location>> {
    let rows = value(ctx, PartyTextsOf, party_id).await?;
    Ok(rows.iter().filter(|row| row.kind == kind).cloned().map(Location).collect())
}

/// The texts of a party of this kind.
pub async fn texts_of(ctx: &Context<'_>, party_id: i64, kind: PartyTextKind) -> Result<Vec<Text<'static>>> {
    let rows = value(ctx, PartyTextsOf, party_id).await?;
    let texts = rows.iter().filter(|row| row.kind == kind).filter_map(|row| row.text.clone());
    Ok(texts.map(Text::from).collect())
}
