//! The GraphQL documents of the pages, each with the fragments that it uses. Clients may use the same.

use std::iter;

use sanad_model::{Key, Vocabulary};
use serde_json::{Map, Value, json};

use crate::address::{Address, End, Ends, Facets, Moment, Page, Tab};

/// A document with one named operation.
#[derive(Debug, PartialEq, Eq)]
pub struct Document {
    /// The name of the operation, by which requests are counted.
    pub operation: &'static str,
    pub text: &'static str,
}

/// Declares documents: the name of the operation, the file, and the fragments.
macro_rules! documents {
    ($($name:ident: $operation:literal, $file:literal, [$($fragment:literal),*];)+) => {
        $(static $name: Document = Document {
            operation: $operation,
            text: concat!(
                include_str!(concat!("../documents/", $file, ".graphql")),
                $("\n", include_str!(concat!("../documents/fragments/", $fragment, ".graphql")),)*
            ),
        };)+

        /// All documents.
        pub static DOCUMENTS: &[&Document] = &[$(&$name),+];
    };
}

documents! {
    HOME: "HomePage", "home", ["party", "event", "article", "dataset"];
    SEARCH: "SearchPage", "search", ["party", "event", "article", "dataset"];
    PARTY: "PartyPage", "party", ["party", "event", "article", "dataset", "status", "citation", "sourced"];
    EVENT: "EventPage", "event", ["party", "event", "article", "dataset", "citation", "sourced"];
    CASE: "CasePage", "case", ["party", "event", "article", "dataset", "citation", "sourced"];
    ARTICLE: "ArticlePage", "article", ["party", "event", "article", "dataset", "claim"];
    FACT: "FactPage", "fact", ["party", "event", "article", "dataset", "citation", "claim"];
    PLACE: "PlacePage", "place", ["party", "event", "article", "dataset", "citation", "sourced"];
    INSTRUMENT: "InstrumentPage", "instrument", ["party", "event", "dataset"];
    SANCTIONS: "SanctionsPage", "sanctions", ["party", "event", "dataset"];
    SANCTIONED: "SanctionedPage", "sanctioned", ["party", "dataset", "status"];
    DATASETS: "DatasetsPage", "datasets", ["dataset"];
    NETWORK: "NetworkPage", "network", ["party", "event", "dataset", "claim"];
    TIMELINE: "TimelinePage", "timeline", ["party", "event", "article", "dataset", "citation", "sourced"];
    PATHS: "PathsPage", "paths", ["party", "event", "article", "dataset", "citation", "sourced", "claim"];
    PATHS_FORM: "PathsFormPage", "paths-form", ["party", "dataset"];
    REMOVED: "RemovedPage", "removed", ["dataset"];
    SCREEN: "ScreenPage", "screen", ["party", "dataset", "status"];
    ABOUT: "AboutPage", "about", ["dataset"];
}

/// What a page asks the API.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    pub document: &'static Document,
    pub variables: Map<String, Value>,
}

impl Address {
    /// What the page asks the API.
    pub fn request(&self) -> Request {
        let mut variables = Map::new();
        variables.insert("language".to_owned(), self.lang.tag().into());
        // A variable is left out rather than null, so that equal pages ask the same.
        let mut set = |name: &str, value: Value| {
            if !value.is_null() {
                variables.insert(name.to_owned(), value);
            }
        };
        let facts = self.moment.facts();
        let known_by = self.moment.known_by().unwrap_or_default();
        let document = match &self.page {
            Page::Home => &HOME,
            // Without a text there is nothing to search for.
            Page::Search { text, .. } if text.is_empty() => &ABOUT,
            Page::Search { text, group, after } => {
                set("text", json!(text));
                set("types", json!(group.map(|group| group.types())));
                set("after", json!(after));
                &SEARCH
            }
            Page::Party { key, tab: Tab::Facts { relationships, events, mentions } } => {
                set("key", json!(key.as_str()));
                set("facts", facts);
                set("knownBy", known_by);
                set("relationshipsAfter", json!(relationships));
                set("eventsAfter", json!(events));
                set("mentionsAfter", json!(mentions));
                &PARTY
            }
            Page::Party { key, tab: Tab::Network(around) } => {
                let kinds: Vec<_> = around.kinds.iter().map(|kind| kind.word()).collect();
                let middle: Vec<_> = iter::once(key).chain(&around.with).map(Key::as_str).collect();
                set("key", json!(key.as_str()));
                set("around", json!(middle));
                set("depth", json!(around.depth));
                set("kinds", Some(kinds).filter(|kinds| !kinds.is_empty()).map_or(Value::Null, |kinds| json!(kinds)));
                set("events", json!(around.events));
                set("most", json!(around.most));
                set("isNarrowed", json!(!self.moment.is_all()));
                set("facts", facts);
                &NETWORK
            }
            Page::Party { key, tab: Tab::Timeline { period, after } } => {
                set("key", json!(key.as_str()));
                set("where", period.filter());
                set("facts", facts);
                set("knownBy", known_by);
                set("after", json!(after));
                &TIMELINE
            }
            Page::Paths(Ends { from: End::Known(from), to: End::Known(to) }) => {
                set("from", json!(from.as_str()));
                set("to", json!(to.as_str()));
                set("facts", facts);
                set("knownBy", known_by);
                &PATHS
            }
            Page::Paths(Ends { from, to }) => {
                // What is not asked for needs a value all the same.
                set("from", json!(from.key().map_or("", Key::as_str)));
                set("to", json!(to.key().map_or("", Key::as_str)));
                set("hasFrom", json!(from.key().is_some()));
                set("hasTo", json!(to.key().is_some()));
                set("fromName", json!(from.name().unwrap_or_default()));
                set("toName", json!(to.name().unwrap_or_default()));
                set("isFromNamed", json!(from.name().is_some()));
                set("isToNamed", json!(to.name().is_some()));
                &PATHS_FORM
            }
            Page::Event { key } | Page::Case { key } => {
                set("key", json!(key.as_str()));
                set("facts", facts);
                set("knownBy", known_by);
                if matches!(self.page, Page::Event { .. }) { &EVENT } else { &CASE }
            }
            Page::Article { key, after } => {
                set("key", json!(key.as_str()));
                set("knownBy", known_by);
                set("after", json!(after));
                &ARTICLE
            }
            Page::Fact { key } => {
                set("key", json!(key.as_str()));
                set("knownBy", known_by);
                &FACT
            }
            Page::Place { key, after } => {
                set("key", json!(key.as_str()));
                set("facts", facts);
                set("knownBy", known_by);
                set("after", json!(after));
                &PLACE
            }
            Page::Instrument { key, after } => {
                set("key", json!(key.as_str()));
                set("facts", facts);
                set("after", json!(after));
                &INSTRUMENT
            }
            Page::Sanctions { facets, after } => {
                let apart_from = |facets: Facets| facets.filter(&facts);
                set("where", facets.filter(&facts));
                set("undated", facets.undated().filter(&facts));
                set("hasUndated", json!(facets.year.is_none()));
                set("isNarrowed", json!(!self.moment.is_all()));
                set("apartFromAuthority", apart_from(Facets { authority: None, ..facets.clone() }));
                set("apartFromAction", apart_from(Facets { action: None, ..facets.clone() }));
                set("apartFromYear", apart_from(Facets { year: None, ..facets.clone() }));
                set("after", json!(after));
                &SANCTIONS
            }
            Page::Sanctioned { authorities, after } => {
                set("where", self.under_sanctions_of(authorities));
                set("facts", Moment { as_of: self.moment.as_of, ..Moment::default() }.facts());
                set("after", json!(after));
                &SANCTIONED
            }
            Page::Datasets => &DATASETS,
            Page::Screen | Page::About => &ABOUT,
        };
        Request { document, variables }
    }

    /// The `PartyFilter` of those that are under sanctions of each of these authorities, on the day of the time bar.
    fn under_sanctions_of(&self, authorities: &[Key]) -> Value {
        let status = |authority: Option<&Key>| {
            let mut status = Map::new();
            status.extend(self.moment.as_of.map(|day| ("asOf".to_owned(), json!(day.to_string()))));
            status.extend(authority.map(|key| ("authorities".to_owned(), json!([key.as_str()]))));
            json!({ "sanctionStatus": status })
        };
        match authorities {
            [] => status(None),
            each => json!({ "and": each.iter().map(|key| status(Some(key))).collect::<Vec<_>>() }),
        }
    }

    /// What a page without an answer asks of each record that it is about: whether it has been removed.
    pub fn missing(&self) -> Vec<Request> {
        let of_record = |key: &Key| {
            let variables = [("language", self.lang.tag()), ("key", key.as_str()), ("id", key.as_str())];
            let variables = variables.map(|(name, value)| (name.to_owned(), value.into())).into_iter().collect();
            Request { document: &REMOVED, variables }
        };
        self.page.records().keys.into_iter().map(of_record).collect()
    }

    /// What the page that checks names asks the API about them.
    pub fn screening(&self, names: &[String]) -> Request {
        let queries: Vec<Value> = names.iter().map(|name| json!({ "name": name })).collect();
        let mut variables = Map::new();
        variables.insert("language".to_owned(), self.lang.tag().into());
        variables.insert("queries".to_owned(), queries.into());
        if let Some(day) = self.moment.as_of {
            variables.insert("asOf".to_owned(), day.to_string().into());
        }
        Request { document: &SCREEN, variables }
    }
}
