//! Dates of birth.

use async_graphql::Object;

use super::async_graphql_override as async_graphql;
use super::scalar::Date;
use crate::db::birth::BirthRow;

pub struct Birth(pub BirthRow);

/// A date of birth that a source gives. Of several, any may be right.
#[Object]
impl Birth {
    /// The first day that it may mean. Null if that is open.
    async fn earliest(&self) -> Option<Date> {
        self.0.earliest.map(Date)
    }

    /// The last day that it may mean. Null if that is open.
    async fn latest(&self) -> Option<Date> {
        self.0.latest.map(Date)
    }

    /// The date as its source prints it, if the data set keeps that.
    async fn text(&self) -> Option<&str> {
        self.0.text.as_deref()
    }

    /// Whether the source says that it is only about right.
    async fn is_approximate(&self) -> bool {
        self.0.is_approximate
    }
}
