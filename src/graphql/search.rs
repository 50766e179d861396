//! Search as you type.

use std::borrow::Cow;
use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};

use super::abstract_type::union;
use super::actor::Actor;
use super::article::Article;
use super::asset::Asset;
use super::async_graphql_override as async_graphql;
use super::connection::{Connection, EdgeOf};
use super::entity::Entity;
use super::error::{Failure, Result};
use super::event::Event;
use super::fact::Fact;
use super::incident::Incident;
use super::legal_instrument::LegalInstrument;
use super::organization::Organization;
use super::page_arguments::page_request;
use super::party::Party;
use super::place::Place;
use super::sanction_event::SanctionEvent;
use crate::db::Cursor;
use crate::db::search::{Hit, HitRow, Search, TEXT_LIMIT};
use crate::model::{SearchField, SearchMatchKind, SearchType};
use crate::terms::Range;

/// A search with its page.
///
/// # Errors
/// `BAD_USER_INPUT` when the text is too long, or the page arguments are invalid.
pub fn search(ctx: &Context<'_>, text: String, types: Option<Vec<SearchType>>, sound_alikes: bool) -> Result<Search> {
    let length = text.chars().count();
    if length > TEXT_LIMIT {
        let message = format!("`text` is {length} characters long: expected at most {TEXT_LIMIT}");
        return Err(Failure::bad_user_input(message));
    }
    let mut types = types;
    if let Some(types) = &mut types {
        types.sort();
        types.dedup();
    }
    Ok(Search { text, types, sound_alikes, page: page_request(ctx)? })
}

union! {
    /// Something that a search can find.
    SearchResult { Actor, Organization, Asset, Article, SanctionEvent, Incident, Place, LegalInstrument }
}

impl Entity for SearchResult {
    type Row = Hit;

    fn of(hit: Arc<Hit>) -> Self {
        match &hit.row {
            HitRow::Party(row) => match Party::of(Arc::clone(row)) {
                Party::Actor(actor) => Self::Actor(actor),
                Party::Organization(organization) => Self::Organization(organization),
                Party::Asset(asset) => Self::Asset(asset),
            },
            HitRow::Article(row) => Self::Article(Article::of(Arc::clone(row))),
            HitRow::Event(row) => match Event::of(Arc::clone(row)) {
                Event::SanctionEvent(event) => Self::SanctionEvent(event),
                Event::Incident(incident) => Self::Incident(incident),
            },
            HitRow::Place(row) => Self::Place(Place::of(Arc::clone(row))),
            HitRow::LegalInstrument(row) => Self::LegalInstrument(LegalInstrument::of(Arc::clone(row))),
        }
    }
}

/// A page of search results.
pub type SearchConnection = Connection<SearchResult, SearchEdge>;

pub struct SearchEdge {
    cursor: Cursor,
    hit: Arc<Hit>,
}

impl EdgeOf<SearchResult> for SearchEdge {
    fn new(cursor: &Cursor, row: &Arc<Hit>, _: i64) -> Self {
        Self { cursor: cursor.clone(), hit: Arc::clone(row) }
    }

    fn connection_name() -> Cow<'static, str> {
        Cow::Borrowed("SearchConnection")
    }
}

/// A search result and its position in the list.
#[Object]
impl SearchEdge {
    /// The position in the list, to pass as `after` or `before`.
    async fn cursor(&self) -> String {
        self.cursor.encode()
    }

    /// The result itself.
    async fn node(&self) -> SearchResult {
        SearchResult::of(Arc::clone(&self.hit))
    }

    /// How well the result matches, from 0 to 1: 0.9 and above for exact matches, 0.3 to 0.9 for matching words, below 0.3
    /// for words that only sound alike. Within these, words as they are typed count more than other forms of them, and
    /// these more than beginnings of words. Names count more than headlines, titles, symbols, roles and programmes, these
    /// more than summaries, and other texts least. How much of a name or title is covered, and how well connected the
    /// result is, count a little. Use it only for sorting.
    async fn score(&self) -> f64 {
        self.hit.score
    }

    /// The text that matches best.
    #[graphql(name = "match")]
    async fn matched(&self) -> SearchMatch {
        SearchMatch(Arc::clone(&self.hit))
    }
}

/// A text that matches the search.
pub struct SearchMatch(Arc<Hit>);

/// A text that matches the search.
#[Object]
impl SearchMatch {
    /// How well the result matches.
    async fn kind(&self) -> SearchMatchKind {
        self.0.matches
    }

    /// What the text is.
    async fn field(&self) -> SearchField {
        self.0.field
    }

    /// The text on one line, in the language in which it matches. Of a long text: the best part, about 200 characters,
    /// with `…` where it is cut.
    async fn text(&self) -> &str {
        &self.0.excerpt.text
    }

    /// The matching words to highlight, in the order of the text and without overlaps.
    async fn highlights(&self) -> Vec<TextRange> {
        self.0.excerpt.highlights.iter().copied().map(TextRange::from).collect()
    }

    /// The fact that the text says something of, and so its parties: the fact that a note or condition is about, the
    /// relationship of a role, or the figure. Null for texts of the result itself.
    async fn fact(&self, ctx: &Context<'_>) -> Result<Option<Fact>> {
        match self.0.fact {
            Some(fact) => Ok(Some(Fact::required(ctx, fact).await?)),
            None => Ok(None),
        }
    }
}

/// A part of a text, in UTF-16 code units as in JavaScript: `text.slice(start, start + length)`.
#[derive(SimpleObject)]
pub struct TextRange {
    /// The start, from 0.
    start: usize,
    /// The length.
    length: usize,
}

impl From<Range> for TextRange {
    fn from(range: Range) -> Self {
        Self { start: range.start, length: range.length }
    }
}
