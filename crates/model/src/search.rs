//! What is searched.

use super::node::NodeKind;
use super::vocabulary::vocabulary;

vocabulary! {
    /// What can be searched for.
    pub enum SearchType {
        /// People, by their names.
        Actor = "ACTOR",
        /// Organizations, by their names.
        Organization = "ORGANIZATION",
        /// Articles, by headline, summary, notes on what they are cited for, and full text where it is loaded.
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
    /// The kind of node that it is.
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
    /// Where what was searched for is found.
    pub enum SearchField {
        /// A name of a party or a place.
        Name = "NAME",
        /// The headline of an article.
        Headline = "HEADLINE",
        /// The title of an event or a legal instrument.
        Title = "TITLE",
        /// The summary of an article or an event.
        Summary = "SUMMARY",
        /// A note on a piece of evidence: of what an article is cited for; or for an event, a part in it or a figure at it.
        Note = "NOTE",
        /// The full text of an article.
        Body = "BODY",
        /// The symbol of a legal instrument.
        Symbol = "SYMBOL",
    }
}
