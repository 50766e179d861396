//! What fields cost. One unit is about a microsecond of the processor, as measured on data of 100,000 parties.
//!
//! A field costs 1 and what its arguments have in values, unless it stands here; a list costs that for each of its items,
//! and what is selected of them.

/// How long a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// That many items, or hardly ever more.
    Items(u64),
    /// That many for each item of the page that the nearest field above asks for by `first` or `last`.
    Page(u64),
    /// As many as the list has that is given in this argument.
    Argument(&'static str),
}

/// A field that costs more than 1, or has a list of its own.
#[derive(Debug, Clone, Copy)]
pub struct Weight {
    /// The type, object or interface, and the field.
    pub field: &'static str,
    /// What the field costs besides what is selected of it; of a list as long as an argument, for each item.
    pub cost: u64,
    /// How long its list is; none when it has no list, or pages.
    pub size: Option<Size>,
    /// The most that `first` may ask for, where that is not [`crate::db::PAGE_LIMIT`].
    pub most: Option<u64>,
}

/// What reading a page of one parent costs.
pub const PAGE_COST: u64 = 50;

/// What counting the items of one parent costs.
pub const TOTAL_COST: u64 = 30;

/// What a filter of everything costs: no index may lead to what it keeps.
pub const FILTER_COST: u64 = 50_000;

const fn list(field: &'static str, items: u64) -> Weight {
    Weight { field, cost: 1, size: Some(Size::Items(items)), most: None }
}

const fn read(field: &'static str, cost: u64, items: u64) -> Weight {
    Weight { field, cost, size: Some(Size::Items(items)), most: None }
}

const fn page(field: &'static str, cost: u64, most: u64) -> Weight {
    Weight { field, cost, size: Some(Size::Page(1)), most: Some(most) }
}

const fn each(field: &'static str, cost: u64, argument: &'static str) -> Weight {
    Weight { field, cost, size: Some(Size::Argument(argument)), most: None }
}

const fn alone(field: &'static str, cost: u64) -> Weight {
    Weight { field, cost, size: None, most: None }
}

/// All fields that do not cost 1 alone. What stands for an interface stands for the objects behind it.
pub const WEIGHTS: &[Weight] = &[
    // Nodes by id or key.
    each("Query.nodes", 20, "ids"),
    alone("Query.node", 20),
    alone("Query.party", 20),
    alone("Query.actor", 20),
    alone("Query.organization", 20),
    alone("Query.event", 20),
    alone("Query.sanctionEvent", 20),
    alone("Query.article", 20),
    alone("Query.place", 20),
    alone("Query.placeRelationship", 20),
    alone("Query.legalInstrument", 20),
    read("Query.datasets", 20, 50),
    // Lists of everything, whose whole length may be asked for.
    alone("Query.parties", 20_000),
    alone("Query.actors", 20_000),
    alone("Query.organizations", 20_000),
    alone("Query.events", 20_000),
    alone("Query.sanctionEvents", 20_000),
    alone("Query.relationships", 20_000),
    alone("Query.placeRelationships", 20_000),
    alone("Query.legalInstruments", 20_000),
    alone("Query.articles", 20_000),
    alone("Query.search", 20_000),
    page("Query.sanctionEventCounts", 100_000, 1_000),
    page("Query.eventCounts", 200_000, 1_000),
    page("Query.relationshipCounts", 300_000, 1_000),
    page("Query.mentionCounts", 100_000, 1_000),
    page("Query.partyCounts", 100_000, 1_000),
    // Walks.
    Weight { field: "Query.paths", cost: 100_000, size: None, most: Some(20) },
    Weight { field: "PathSearch.nodes", cost: 1, size: Some(Size::Page(1)), most: None },
    list("Path.steps", 6),
    list("PathStep.facts", 3),
    list("PathStep.parallel", 20),
    Weight { field: "Query.network", cost: 100_000, size: None, most: Some(500) },
    Weight { field: "Network.nodes", cost: 1, size: Some(Size::Page(1)), most: None },
    Weight { field: "Network.links", cost: 1, size: Some(Size::Page(4)), most: None },
    // Names.
    Weight { field: "Query.screen", cost: 3_000, size: Some(Size::Argument("queries")), most: Some(20) },
    Weight { field: "ScreenResult.matches", cost: 1, size: Some(Size::Page(1)), most: None },
    page("Party.similar", 1_000, 20),
    list("NameComparison.met", 6),
    list("NameComparison.leftOver", 6),
    list("ScreenMatch.support", 2),
    list("SimilarParty.support", 2),
    list("SearchMatch.highlights", 10),
    // What hangs on a party.
    read("Party.names", 5, 20),
    list("Party.countries", 3),
    read("Party.sanctionStatus", 300, 10),
    read("ScreenMatch.sanctionStatus", 300, 10),
    list("SanctionStatus.measures", 3),
    list("SanctionStatus.possibleStates", 2),
    list("SanctionStatus.events", 10),
    // What hangs on an event.
    read("Event.figures", 20, 10),
    read("Event.instruments", 20, 3),
    alone("SanctionEvent.legalBasis", 20),
    list("SanctionEvent.measures", 3),
    read("SanctionEvent.targets", 20, 20),
    read("SanctionEvent.followedBy", 20, 10),
    read("SanctionEvent.chain", 200, 100),
    // What is cited.
    list("Evidence.paragraphs", 5),
    read("Evidence.excerpts", 50, 5),
    list("Mention.paragraphs", 5),
    read("Mention.excerpts", 50, 5),
    list("Mention.describedAs", 5),
    alone("Article.body", 100),
];
