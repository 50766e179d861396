//! The costs of fields. One unit is about a microsecond of processor time, measured with 100,000 parties.
//!
//! A field that is not listed here costs 1, plus 1 for each value in its arguments. A list costs 1 for each item, plus
//! the selections on it.

/// The length of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// This many items, hardly ever more.
    Items(u64),
    /// This many for each item of the page of the nearest field with `first` or `last`, itself or above.
    Page(u64),
    /// As many items as the list in this argument.
    Argument(&'static str),
}

/// A field that costs more than 1, or has a length of its own.
#[derive(Debug, Clone, Copy)]
pub struct Weight {
    /// The field, after its object or interface and a dot.
    pub field: &'static str,
    /// Its own cost, without its selections. For a list as long as an argument, the cost of each item.
    pub cost: u64,
    /// The length of its list; none if it is no list, or has pages.
    pub size: Option<Size>,
    /// The maximum of `first`, if it is not [`crate::db::PAGE_LIMIT`].
    pub most: Option<u64>,
    /// The cost of each item of the page, without its selections.
    pub each: u64,
    /// The cost of the few parents with very many rows. It is counted once for all parents.
    pub once: u64,
    /// The number of rows that a filter in its arguments may read, if it is not that of [`PARENT`], or [`ALL`] at the root.
    pub rows: Option<Rows>,
}

/// The number of rows that a filter reads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rows {
    /// For each parent.
    pub each: u64,
    /// In addition, once, for the few parents with very many rows.
    pub hub: u64,
}

impl Weight {
    /// The number of rows that a filter in its arguments reads for each parent.
    const fn over(mut self, rows: u64) -> Self {
        self.rows = Some(Rows { each: rows, hub: 0 });
        self
    }

    /// The cost of the few parents with very many rows.
    const fn with_hubs(mut self, once: u64) -> Self {
        self.once = once;
        self
    }

    /// The cost of each item of its page.
    const fn with_each(mut self, each: u64) -> Self {
        self.each = each;
        self
    }
}

/// The cost of reading a page of one parent.
pub const PAGE_COST: u64 = 50;

/// The cost of counting the items of one parent.
pub const TOTAL_COST: u64 = 30;

/// The number of rows that a filter of a root list reads: there may be no index for it.
pub const ALL: Rows = Rows { each: 30_000, hub: 0 };

/// The number of rows that a filter of a parent's list reads. Most parents have about ten; of 100,000, a dozen have
/// thousands.
pub const PARENT: Rows = Rows { each: 100, hub: 1_000 };

/// The cost of a filter for one row, in hundredths of a unit: to read its columns, to find evidence with a stance, to
/// count the sources of its evidence, and to read related rows.
pub const COLUMN_COST: u64 = 200;
pub const STANCE_COST: u64 = 400;
pub const COUNT_COST: u64 = 500;
pub const QUESTION_COST: u64 = 150;

/// The cost of finding the name that is shown in a language, to sort by it, for one row, in hundredths of a unit.
pub const NAME_COST: u64 = 1_300;

const NONE: Weight = Weight { field: "", cost: 1, size: None, most: None, each: 0, once: 0, rows: None };

/// A list that is at hand: reading it costs no more than its items.
const fn list(field: &'static str, items: u64) -> Weight {
    Weight { field, size: Some(Size::Items(items)), ..NONE }
}

/// A list that is read for each parent.
const fn read(field: &'static str, cost: u64, items: u64) -> Weight {
    Weight { field, cost, size: Some(Size::Items(items)), ..NONE }
}

/// A list without cursors, whose length is its own `first`, up to `most`.
const fn page(field: &'static str, cost: u64, most: u64) -> Weight {
    Weight { field, cost, size: Some(Size::Page(1)), most: Some(most), ..NONE }
}

/// A list with an item for each value in an argument, each of which costs this.
const fn each(field: &'static str, cost: u64, argument: &'static str) -> Weight {
    Weight { field, cost, size: Some(Size::Argument(argument)), ..NONE }
}

/// A field that is dear by itself. If it is a list, it has pages.
const fn alone(field: &'static str, cost: u64) -> Weight {
    Weight { field, cost, ..NONE }
}

/// The fields that cost more than 1. The weight of an interface's field applies to the objects that implement it.
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
    alone("Query.removal", 20),
    read("Query.datasets", 20, 50),
    read("Dataset.uses", 20, 5),
    // Root lists, whose total may be asked for.
    alone("Query.parties", 20_000),
    alone("Query.actors", 20_000),
    alone("Query.organizations", 20_000),
    alone("Query.assets", 20_000),
    alone("Query.events", 20_000),
    alone("Query.sanctionEvents", 20_000),
    alone("Query.relationships", 20_000),
    alone("Query.places", 20_000),
    alone("Query.placeRelationships", 20_000),
    alone("Query.legalInstruments", 20_000),
    alone("Query.articles", 20_000),
    alone("Query.incidents", 20_000),
    alone("Query.participations", 20_000),
    alone("Query.figures", 20_000),
    alone("Query.evidence", 20_000),
    alone("Query.mentions", 20_000),
    alone("Query.search", 20_000).with_each(3_000),
    page("Query.sanctionEventCounts", 100_000, 1_000),
    page("Query.eventCounts", 200_000, 1_000),
    page("Query.relationshipCounts", 300_000, 1_000),
    page("Query.mentionCounts", 100_000, 1_000),
    page("Query.partyCounts", 100_000, 1_000),
    // Graph searches.
    Weight { field: "Query.paths", cost: 100_000, most: Some(20), ..NONE }.over(5_000),
    Weight { field: "PathSearch.nodes", size: Some(Size::Page(1)), ..NONE },
    list("Path.steps", 6),
    list("PathStep.facts", 3),
    list("PathStep.parallel", 20),
    Weight { field: "Query.network", cost: 100_000, most: Some(500), ..NONE }.over(5_000),
    Weight { field: "Network.nodes", size: Some(Size::Page(1)), ..NONE },
    Weight { field: "Network.links", size: Some(Size::Page(4)), ..NONE },
    // Names.
    Weight { field: "Query.screen", cost: 3_000, size: Some(Size::Argument("queries")), most: Some(20), ..NONE },
    Weight { field: "ScreenResult.matches", size: Some(Size::Page(1)), ..NONE },
    page("Party.similar", 1_000, 20),
    list("NameComparison.met", 6),
    list("NameComparison.leftOver", 6),
    list("NameComparison.reasons", 6),
    list("ScreenResult.readingLimits", 4),
    list("ScreenMatch.support", 3),
    list("SimilarParty.support", 3),
    list("SearchMatch.highlights", 10),
    // Fields of parties.
    read("Party.names", 5, 20),
    list("Party.countries", 3),
    read("Party.sourceRecords", 5, 3),
    alone("SourceRecord.remarks", 50),
    read("Party.addresses", 5, 5),
    read("Actor.birthplaces", 5, 2),
    read("Actor.titles", 5, 2),
    read("Actor.positions", 5, 3),
    read("Actor.births", 5, 2),
    read("Party.identifiers", 5, 10),
    alone("Party.participations", 100),
    alone("Party.sanctionEvents", 150),
    read("Party.sanctionStatus", 300, 10).with_hubs(2_000),
    read("ScreenMatch.sanctionStatus", 300, 10).with_hubs(2_000),
    list("SanctionStatus.measures", 3),
    list("SanctionStatus.possibleStates", 2),
    list("SanctionStatus.events", 10),
    // Fields of events.
    read("Event.figures", 20, 10).over(10),
    read("Event.instruments", 20, 3),
    alone("SanctionEvent.legalBasis", 20),
    list("SanctionEvent.measures", 3),
    read("SanctionEvent.targets", 20, 20).over(20),
    read("SanctionEvent.followedBy", 20, 10),
    read("SanctionEvent.chain", 200, 100).over(100),
    // Places.
    read("Place.names", 5, 20),
    // Citations.
    list("Evidence.paragraphs", 5),
    read("Evidence.excerpts", 100, 5),
    list("Mention.paragraphs", 5),
    read("Mention.excerpts", 100, 5),
    list("Mention.describedAs", 5),
    alone("Article.body", 200),
];
