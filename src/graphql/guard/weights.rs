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
    /// What each item costs that the page may have, beyond what is selected of it.
    pub each: u64,
    /// What it costs once, however many parents it is asked of: for the great hubs among them, which are few.
    pub once: u64,
    /// How many rows a filter in its arguments may have to look at, where these are not those of a [`PARENT`].
    pub rows: Option<Rows>,
}

/// How many rows a filter looks at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rows {
    /// Of each parent.
    pub each: u64,
    /// Beside them, of the few parents that have very many.
    pub hub: u64,
}

impl Weight {
    /// With so many rows to look at.
    const fn over(mut self, rows: u64) -> Self {
        self.rows = Some(Rows { each: rows, hub: 0 });
        self
    }

    /// With so much for the hubs.
    const fn with_hubs(mut self, once: u64) -> Self {
        self.once = once;
        self
    }

    /// With so much for each item of the page.
    const fn with_each(mut self, each: u64) -> Self {
        self.each = each;
        self
    }
}

/// What reading a page of one parent costs.
pub const PAGE_COST: u64 = 50;

/// What counting the items of one parent costs.
pub const TOTAL_COST: u64 = 30;

/// How many rows a filter of a list of everything looks at: no index may lead to what it keeps.
pub const EVERYTHING: u64 = 30_000;

/// How many rows a filter of a parent's list looks at. Most parents have some ten; of 100,000, a dozen have thousands.
pub const PARENT: Rows = Rows { each: 100, hub: 1_000 };

/// What a filter asks of one row, in hundredths of a unit: to look at its own columns, to look for evidence of a stance, to
/// count the sources among its evidence, and to look at what hangs on it.
pub const COLUMN_COST: u64 = 200;
pub const STANCE_COST: u64 = 400;
pub const COUNT_COST: u64 = 500;
pub const QUESTION_COST: u64 = 150;

const NONE: Weight = Weight { field: "", cost: 1, size: None, most: None, each: 0, once: 0, rows: None };

const fn list(field: &'static str, items: u64) -> Weight {
    Weight { field, size: Some(Size::Items(items)), ..NONE }
}

const fn read(field: &'static str, cost: u64, items: u64) -> Weight {
    Weight { field, cost, size: Some(Size::Items(items)), ..NONE }
}

const fn page(field: &'static str, cost: u64, most: u64) -> Weight {
    Weight { field, cost, size: Some(Size::Page(1)), most: Some(most), ..NONE }
}

const fn each(field: &'static str, cost: u64, argument: &'static str) -> Weight {
    Weight { field, cost, size: Some(Size::Argument(argument)), ..NONE }
}

const fn alone(field: &'static str, cost: u64) -> Weight {
    Weight { field, cost, ..NONE }
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
    alone("Query.search", 20_000).with_each(3_000),
    page("Query.sanctionEventCounts", 100_000, 1_000),
    page("Query.eventCounts", 200_000, 1_000),
    page("Query.relationshipCounts", 300_000, 1_000),
    page("Query.mentionCounts", 100_000, 1_000),
    page("Query.partyCounts", 100_000, 1_000),
    // Walks.
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
    list("ScreenMatch.support", 2),
    list("SimilarParty.support", 2),
    list("SearchMatch.highlights", 10),
    // What hangs on a party.
    read("Party.names", 5, 20),
    list("Party.countries", 3),
    alone("Party.participations", 100),
    alone("Party.sanctionEvents", 150),
    read("Party.sanctionStatus", 300, 10).with_hubs(2_000),
    read("ScreenMatch.sanctionStatus", 300, 10).with_hubs(2_000),
    list("SanctionStatus.measures", 3),
    list("SanctionStatus.possibleStates", 2),
    list("SanctionStatus.events", 10),
    // What hangs on an event.
    read("Event.figures", 20, 10).over(10),
    read("Event.instruments", 20, 3),
    alone("SanctionEvent.legalBasis", 20),
    list("SanctionEvent.measures", 3),
    read("SanctionEvent.targets", 20, 20).over(20),
    read("SanctionEvent.followedBy", 20, 10),
    read("SanctionEvent.chain", 200, 100).over(100),
    // What is cited.
    list("Evidence.paragraphs", 5),
    read("Evidence.excerpts", 100, 5),
    list("Mention.paragraphs", 5),
    read("Mention.excerpts", 100, 5),
    list("Mention.describedAs", 5),
    alone("Article.body", 200),
];
