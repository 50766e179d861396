//! Names.

use async_graphql::{Context, Object};

use super::async_graphql_override as async_graphql;
use super::entity::value;
use super::error::Result;
use super::language;
use crate::db::name::{NameRow, NamesOf, preferred};
use crate::model::{Language, NameKind};

pub struct Name(pub NameRow);

/// One name of a party or a place.
#[Object]
impl Name {
    /// The name as it is written.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// The language in which it is written, if it is known.
    async fn language(&self) -> Option<&Language> {
        self.0.language.as_ref()
    }

    /// The kind of name.
    async fn kind(&self) -> NameKind {
        self.0.kind
    }
}

/// All names of a party or a place, the primary ones first.
pub async fn names_of(ctx: &Context<'_>, id: i64) -> Result<Vec<Name>> {
    let names = value(ctx, NamesOf, id).await?;
    Ok(names.iter().cloned().map(Name).collect())
}

/// The name to show of a party or a place.
pub async fn name_of(ctx: &Context<'_>, id: i64, caption: &str, argument: Option<Language>) -> Result<String> {
    let languages = language::preferred(ctx, argument.as_ref());
    if languages.is_empty() {
        return Ok(caption.to_owned());
    }
    let names = value(ctx, NamesOf, id).await?;
    Ok(preferred(&names, languages, caption).to_owned())
}
