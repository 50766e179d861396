//! Names.

use async_graphql::Object;

use super::async_graphql_override as async_graphql;
use crate::db::name::NameRow;
use crate::model::{Language, NameKind};

/// One name of a party.
pub struct Name(pub NameRow);

/// One name of a party.
#[Object]
impl Name {
    /// The name as it is written.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// The language that it is written in, where one can be told.
    async fn language(&self) -> Option<&Language> {
        self.0.language.as_ref()
    }

    /// How the name belongs to its bearer.
    async fn kind(&self) -> NameKind {
        self.0.kind
    }
}
