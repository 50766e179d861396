//! Searching by what somebody types.

use std::borrow::Cow;
use std::sync::Arc;

use async_graphql::{Object, SimpleObject};

use super::abstract_type::union;
use super::actor::Actor;
use super::article::Article;
use super::async_graphql_override as async_graphql;
use super::connection::{Connection, EdgeOf, page_request};
use super::entity::Entity;
use super::error::{Failure, Result};
use super::event::Event;
use super::incident::Incident;
use super::legal_instrument::LegalInstrument;
use super::organization::Organization;
use super::party::Party;
use super::place::Place;
use super::sanction_event::SanctionEvent;
use crate::db::Cursor;
use crate::db::search::{Hit, HitRow, Search, TEXT_LIMIT};
use crate::model::{SearchField, SearchType};
use crate::terms::Range;

/// What is searched for.
///
/// # Errors
/// `BAD_USER_INPUT` for a text that is too long, and for what makes no sense as a page.
pub fn search(
    text: String,
    types: Option<Vec<SearchType>>,
    first: Option<i32>,
    after: Option<String>,
    last: Option<i32>,
    before: Option<String>,
) -> Result<Search> {
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
    Ok(Search { text, types, page: page_request(first, after, last, before)? })
}

union! {
    /// What a search may find.
    SearchResult { Actor, Organization, Article, SanctionEvent, Incident, Place, LegalInstrument }
}

impl Entity for SearchResult {
    type Row = Hit;

    fn of(hit: Arc<Hit>) -> Self {
        match &hit.row {
            HitRow::Party(row) => match Party::of(Arc::clone(row)) {
                Party::Actor(actor) => Self::Actor(actor),
                Party::Organization(organization) => Self::Organization(organization),
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

/// A page of what was found.
pub type SearchConnection = Connection<SearchResult, SearchEdge>;

/// Something that was found, and where it stands among all that was.
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

/// Something that was found, and where it stands among all that was.
#[Object]
impl SearchEdge {
    /// Where it stands in the list: give it back as `after` or `before`.
    async fn cursor(&self) -> String {
        self.cursor.encode()
    }

    /// What was found.
    async fn node(&self) -> SearchResult {
        SearchResult::of(Arc::clone(&self.hit))
    }

    /// How well it answers, from 0 to 1: whole words count more than beginnings, these more than what only sounds alike;
    /// names more than headlines, titles and symbols, these more than summaries, and the rest least; a little also counts how much
    /// of a name is covered, and how well it is connected. Good for sorting, and for nothing else.
    async fn score(&self) -> f64 {
        self.hit.score
    }

    /// Where it answers best.
    #[graphql(name = "match")]
    async fn matched(&self) -> SearchMatch {
        SearchMatch {
            field: self.hit.field,
            text: self.hit.excerpt.text.clone(),
            highlights: self.hit.excerpt.highlights.iter().copied().map(TextRange::from).collect(),
        }
    }
}

/// A text that answers what was searched for.
#[derive(SimpleObject)]
pub struct SearchMatch {
    /// What sort of text it is.
    field: SearchField,
    /// The text, in the language in which it answers, in one line. Of a long one the best part, of some 200 characters, with
    /// `…` where it is cut.
    text: String,
    /// The words of it that answer, to highlight them, in its order and without overlaps.
    highlights: Vec<TextRange>,
}

/// A part of a text, counted in UTF-16 code units, as the strings of JavaScript are: `text.substr(start, length)`.
#[derive(SimpleObject)]
pub struct TextRange {
    /// Where it begins, from 0.
    start: usize,
    /// How long it is.
    length: usize,
}

impl From<Range> for TextRange {
    fn from(range: Range) -> Self {
        Self { start: range.start, length: range.length }
    }
}
