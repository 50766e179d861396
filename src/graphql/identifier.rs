//! Identifiers of parties.

use async_graphql::{Context, InputObject, Object};

use super::async_graphql_override as async_graphql;
use super::entity::{Entity, entity, value};
use super::error::{Failure, Result};
use super::language::Text;
use super::naming::{PARTIES, named};
use super::party::Party;
use crate::db::ROOT;
use crate::db::identifier::{IdentifierRow, PartiesByIdentifier};
use crate::db::party::PartyByKey;
use crate::model::{CountryCode, IdentifierKind, Identity};

/// The maximum number of parties that an error lists.
const LISTED: usize = 5;

/// The maximum length of a value, in characters.
const VALUE_LIMIT: usize = 500;

pub struct Identifier(pub IdentifierRow);

/// A number or code that others have given a party.
#[Object]
impl Identifier {
    /// The kind of identifier.
    async fn kind(&self) -> IdentifierKind {
        self.0.kind
    }

    /// The identifier as its source prints it.
    async fn value(&self) -> &str {
        &self.0.value
    }

    /// The value as it is compared: without separators, in upper case, with Latin digits. Of IMO and MMSI only the
    /// digits; of a wallet as written.
    async fn normalized(&self) -> &str {
        &self.0.normalized
    }

    /// The country that issued it, if it is known.
    async fn country(&self) -> Option<&CountryCode> {
        self.0.country.as_ref()
    }

    /// What else the source says of it.
    async fn note(&self) -> Option<Text<'_>> {
        self.0.note.as_ref().map(Text::from)
    }
}

/// An identifier to look for. Values are compared in their normalized form: separators, case and the script of digits do
/// not matter.
#[derive(InputObject)]
pub struct IdentifierInput {
    /// The kind of identifier. Default: any.
    pub kind: Option<IdentifierKind>,
    /// The value: not blank, at most 500 characters.
    pub value: String,
    /// The country that issued it. Identifiers without a known country match, too. Default: any.
    pub country: Option<CountryCode>,
}

/// # Errors
/// `BAD_USER_INPUT` when the value is blank or too long.
impl TryFrom<IdentifierInput> for Identity {
    type Error = Failure;

    fn try_from(IdentifierInput { kind, value, country }: IdentifierInput) -> Result<Self> {
        let length = value.chars().count();
        if length > VALUE_LIMIT {
            let message = format!("the identifier has {length} characters: expected at most {VALUE_LIMIT}");
            return Err(Failure::bad_user_input(message));
        }
        if value.trim().is_empty() {
            return Err(Failure::bad_user_input("the identifier is blank: expected its value"));
        }
        Ok(Self { kind, value, country })
    }
}

/// The party with the key or with the identifier.
///
/// # Errors
/// `BAD_USER_INPUT` unless exactly one of the two is given, and when several parties have the identifier.
pub async fn party(
    ctx: &Context<'_>,
    key: Option<String>,
    identifier: Option<IdentifierInput>,
) -> Result<Option<Party>> {
    match (key, identifier) {
        (Some(key), None) => {
            let name = named("key", &key, PARTIES)?;
            let kinds = name.kind.map_or(PARTIES.to_vec(), |kind| vec![kind]);
            entity(ctx, PartyByKey { key: name.key.to_string(), kinds }, ROOT).await
        }
        (None, Some(identifier)) => identified(ctx, identifier.try_into()?).await,
        (Some(_), Some(_)) => {
            Err(Failure::bad_user_input("`party` got both `key` and `identifier`: expected one of them"))
        }
        (None, None) => {
            Err(Failure::bad_user_input("`party` got neither `key` nor `identifier`: expected one of them"))
        }
    }
}

async fn identified(ctx: &Context<'_>, identifier: Identity) -> Result<Option<Party>> {
    let found = value(ctx, PartiesByIdentifier { identifier }, ROOT).await?;
    match &found[..] {
        [] => Ok(None),
        [one] => Ok(Some(Party::of(one.clone()))),
        several => {
            let mut keys: Vec<&str> = several.iter().take(LISTED).map(|row| row.key.as_str()).collect();
            if several.len() > LISTED {
                keys.push("…");
            }
            Err(Failure::bad_user_input(format!(
                "several parties have this identifier ({}): expected one; `parties(where: {{ identifier: … }})` lists them",
                keys.join(", ")
            )))
        }
    }
}
