//! What can be searched.

use super::node::NodeKind;
use super::vocabulary::vocabulary;

vocabulary! {
    /// A type of search result.
    pub enum SearchType {
        /// People, by their names.
        Actor = "ACTOR",
        /// Organizations, by their names.
        Organization = "ORGANIZATION",
        /// Articles, by headline, summary, notes on the evidence that cites them, and full text if it is loaded.
        Article = "ARTICLE",
        /// Sanction events, by title, summary and notes on their evidence.
        SanctionEvent = "SANCTION_EVENT",
        /// Incidents, by title, summary and notes on their evidence.
        Incident = "INCIDENT",
        /// Places, by their names.
        Place = "PLACE",
        /// Legal instruments, by title and symbol.
        LegalInstrument = "LEGAL_INSTRUMENT",
    }
}

impl SearchType {
    pub fn kind(self) -> NodeKind {
        match self {
            Self::Actor => NodeKind::Actor,
            Self::Organization => NodeKind::Organization,
            Self::Article => NodeKind::Article,
            Self::SanctionEvent => NodeKind::SanctionEvent,
            Self::Incident => NodeKind::Incident,
            Self::Place => NodeKind::Place,
            Self::LegalInstrument => NodeKind::LegalInstrument,
        }
    }
}

vocabulary! {
    /// The field in which a match was found.
    pub enum SearchField {
        /// A name of a party or a place.
        Name = "NAME",
        /// The headline of an article.
        Headline = "HEADLINE",
        /// The title of an event or a legal instrument.
        Title = "TITLE",
        /// The summary of an article or an event.
        Summary = "SUMMARY",
        /// A note on a piece of evidence: one that cites the article, or one for the event, its participations or its
        /// figures.
        Note = "NOTE",
        /// The full text of an article.
        Body = "BODY",
        /// The symbol of a legal instrument.
        Symbol = "SYMBOL",
    }
}
