//! The answers to the documents of the pages, as they come from the API.
//!
//! Types of facts and of search results are texts, not enums, so that a new one does not break a page.

mod article;
mod event;
mod fact;
mod list;
mod party;
mod removal;
mod walk;

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use serde::{Deserialize, Deserializer};

pub use article::{ArticleAnswer, ArticlePage, Cited, Mention};
pub use event::{
    CaseAnswer, CasePage, EventAnswer, EventPage, FigureAnswer, InstrumentAnswer, InstrumentLink, InstrumentPage,
    PlaceAnswer, PlacePage, Step, Taking,
};
pub use fact::{ArticleLink, Citation, Claim, DayRange, EventLink, Evidence, FactAnswer, NamedKey, PartyLink, Sourced};
pub use list::{
    AboutAnswer, CountOf, DatasetLink, DatasetRow, DatasetsAnswer, Found, HomeAnswer, SanctionRow, SanctionedAnswer,
    SanctionedParty, SanctionsAnswer, SearchAnswer, SearchHit, TextRange,
};
pub use party::{
    Birth, Location, NameAnswer, PartyAnswer, PartyPage, PlaceTie, RelationshipEdge, Similar, Standing, Status,
};
pub use removal::{Removal, RemovedAnswer};
pub use walk::{
    Candidate, NetworkAnswer, NetworkGraph, NetworkLink, NetworkNode, NetworkSize, PathAnswer, PathStep,
    PathsFormAnswer, ScreenAnswer, ScreenMatch, ScreenResult, TimelineAnswer, TimelineEvent, TimelinePage,
};

/// A value that the API sends as a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Parsed<T>(pub T);

impl<T> Deref for Parsed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<'de, T: FromStr<Err: fmt::Display>> Deserialize<'de> for Parsed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map(Self).map_err(serde::de::Error::custom)
    }
}

/// The items of a list, without their positions.
#[derive(Debug, Deserialize)]
pub struct Nodes<T> {
    pub nodes: Vec<T>,
}

/// A page of a list, with the size of the whole and the position of the next page.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Listed<T> {
    pub total_count: u64,
    #[serde(default)]
    pub page_info: PageInfo,
    #[serde(default = "Vec::new", alias = "edges")]
    pub nodes: Vec<T>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PageInfo {
    pub has_next_page: bool,
    #[serde(default)]
    pub end_cursor: Option<String>,
}

impl<T> Listed<T> {
    /// The position of the next page, if there is one.
    pub fn next(&self) -> Option<&str> {
        self.page_info.end_cursor.as_deref().filter(|_| self.page_info.has_next_page)
    }
}

/// The size of a list.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Total {
    pub total_count: u64,
}
