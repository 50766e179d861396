//! What can be searched.

use super::node::NodeKind;
use super::vocabulary::vocabulary;

vocabulary! {
    /// A type of search result.
    pub enum SearchType {
        /// People, by their names, identifiers, the roles in their relationships, and how articles describe them.
        Actor = "ACTOR",
        /// Organizations, by their names, identifiers, the roles in their relationships, and how articles describe them.
        Organization = "ORGANIZATION",
        /// Vessels and aircraft, by their names, identifiers and the roles in their relationships.
        Asset = "ASSET",
        /// Articles, by headline, summary, notes and conditions of the evidence that cites them, and full text if it is
        /// loaded.
        Article = "ARTICLE",
        /// Sanction events, by title, summary, programme, legal basis, usual words for their action and measures, and
        /// whatever incidents are found by.
        SanctionEvent = "SANCTION_EVENT",
        /// Incidents, by title, summary, condition, place, figures, usual words for their kind, and notes and conditions
        /// of their evidence.
        Incident = "INCIDENT",
        /// Places, by their names.
        Place = "PLACE",
        /// Legal instruments, by title and symbol, and by kind and number: `resolution 1970`.
        LegalInstrument = "LEGAL_INSTRUMENT",
    }
}

impl SearchType {
    pub fn kind(self) -> NodeKind {
        match self {
            Self::Actor => NodeKind::Actor,
            Self::Organization => NodeKind::Organization,
            Self::Asset => NodeKind::Asset,
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
        /// The role of a party in a relationship, such as an office, or what the kind of the relationship makes it, such as
        /// a spokesperson; and with whom.
        Role = "ROLE",
        /// How an article describes a party, such as a rank; ranks also in the other language.
        Description = "DESCRIPTION",
        /// Usual words for the kind of an incident, or for the action and the measures of a sanction event; what a legal
        /// instrument is called by its kind, its issuer and its number.
        Kind = "KIND",
        /// The programme of a sanction event.
        Programme = "PROGRAMME",
        /// The title or symbol of a legal instrument that an event names, or what else this is called.
        LegalBasis = "LEGAL_BASIS",
        /// A name of the place of an event.
        Place = "PLACE",
        /// A figure of an event, with what it counts, or the note on it.
        Figure = "FIGURE",
        /// The condition of an event or of a piece of evidence.
        Condition = "CONDITION",
        /// The summary of an article or an event.
        Summary = "SUMMARY",
        /// A note on a piece of evidence: one that cites the article, or one for the event, its participations or its
        /// figures.
        Note = "NOTE",
        /// The full text of an article.
        Body = "BODY",
        /// The symbol of a legal instrument.
        Symbol = "SYMBOL",
        /// An identifier of a party.
        Identifier = "IDENTIFIER",
    }
}

vocabulary! {
    /// How well a result matches. Results of the first kind come first, those of the last kind last.
    pub enum SearchMatchKind {
        /// A whole name, title, headline, symbol, role or programme equals the search, apart from articles and other
        /// small words; or the search is the kind and the number of a legal instrument, such as `UNSCR 1970`.
        Exact = "EXACT",
        /// All words are in the texts of the result, in some form or spelling; titles and ranks before a name may be
        /// missing. Those with all words as they are typed in one name, title, headline, symbol, role or programme come
        /// first.
        Words = "WORDS",
        /// Some words of the search only sound like words in a name or in a text.
        Sound = "SOUND",
    }
}
