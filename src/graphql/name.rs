//! Names.

use async_graphql::Object;

use super::async_graphql_override as async_graphql;
use crate::db::name::NameRow;
use crate::model::{Language, NameKind};

pub struct Name(pub NameRow);

/// One name of a party.
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
