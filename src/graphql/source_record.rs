//! Source records.

use async_graphql::{Context, Object};

use super::async_graphql_override as async_graphql;
use super::dataset::Dataset;
use super::entity::{required, value};
use super::error::Result;
use super::language::Text;
use crate::db::dataset::DatasetById;
use crate::db::source_record::{RemarksOf, SourceRecordRow};
use crate::model::{Language, Localized};

/// The entry of a party in a list.
pub struct SourceRecord {
    row: SourceRecordRow,
    dataset_id: i64,
}

impl SourceRecord {
    pub fn new(row: SourceRecordRow, dataset_id: i64) -> Self {
        Self { row, dataset_id }
    }

    async fn words(&self, ctx: &Context<'_>) -> Result<Option<Localized>> {
        let remarks = value(ctx, RemarksOf, self.row.party_id).await?;
        Ok(remarks.iter().find(|(ordinal, _)| *ordinal == self.row.ordinal).map(|(_, words)| words.clone()))
    }
}

/// The entry of a party in a list.
#[Object]
impl SourceRecord {
    /// The data set that was made from the list, with its licence and edition.
    async fn dataset(&self, ctx: &Context<'_>) -> Result<Dataset> {
        required(ctx, DatasetById, self.dataset_id).await
    }

    /// The number by which the entry is cited, such as `LYi.023`.
    async fn reference(&self) -> &str {
        &self.row.reference
    }

    /// The number that the list keeps when the reference changes.
    async fn number(&self) -> Option<&str> {
        self.row.number.as_deref()
    }

    /// Where the entry can be read.
    async fn url(&self) -> Option<&str> {
        self.row.url.as_deref()
    }

    /// What the list says of the party, in its own words, under the licence of the data set.
    async fn remarks(&self, ctx: &Context<'_>) -> Result<Option<Text<'static>>> {
        Ok(self.words(ctx).await?.map(Text::from))
    }

    /// The language in which the list wrote the remarks.
    async fn remarks_language(&self, ctx: &Context<'_>) -> Result<Option<Language>> {
        Ok(self.words(ctx).await?.and_then(|words| words.iter().next().map(|(language, _)| language.clone())))
    }
}
