//! Lists and counts.

use sanad::db::article::{Articles, PublicationsOf};
use sanad::db::count::{
    Counts, EventGrouping, MentionGrouping, PartyGrouping, RelationshipGrouping, SanctionEventGrouping,
};
use sanad::db::event::{Events, EventsAt};
use sanad::db::evidence::{AllEvidence, EvidenceFor, EvidenceIn};
use sanad::db::fact::{FactOrder, FactSort};
use sanad::db::figure::Figures;
use sanad::db::filter::{
    ArticleFilter, Combined, EventFilter, EvidenceFilter, FactFilter, FigureFilter, LegalInstrumentFilter,
    MentionFilter, ParticipationFilter, PartyFilter, Period, PlaceFilter, PlaceRelationshipFilter, Quantified,
    RelationshipFilter, SanctionStatusFilter, SeenRelationshipFilter,
};
use sanad::db::legal_instrument::{EventsUnder, LegalInstruments};
use sanad::db::mention::{Mentions, MentionsIn, MentionsOf};
use sanad::db::participation::{Participations, ParticipationsIn, ParticipationsOf};
use sanad::db::party::{Parties, PartyOrder};
use sanad::db::place::Places;
use sanad::db::place_relationship::{PlaceRelationships, PlaceRelationshipsAt, PlaceRelationshipsOf};
use sanad::db::relationship::{Relationships, RelationshipsOf};
use sanad::db::sanction_event::SanctionEventsOf;
use sanad::db::{Conn, PageRequest, ROOT};
use sanad::model::{
    Direction, Gender, Identity, NodeKind, NodeName, PartyType, PeriodMatch, PlaceRelationshipKind, RelationshipKind,
    Role, SanctionAction, SanctionMeasure, SanctionState, Undated,
};

use super::{Questions, all_of_facts, between_cursors, day, name, named, some};

const ON_FACTS: &str = "with all conditions on facts";
const BETWEEN: &str = "between cursors, from the end";

fn names(names: &[&str]) -> Option<Vec<NodeName>> {
    Some(names.iter().copied().map(name).collect())
}

fn some_is<F>(filter: F) -> Quantified<F> {
    Quantified { some: Some(Box::new(filter)), none: None }
}

fn none_is<F>(filter: F) -> Quantified<F> {
    Quantified { some: None, none: Some(Box::new(filter)) }
}

/// Places in Libya that lie within one of two others.
fn inside_libya() -> PlaceFilter {
    PlaceFilter {
        countries: Some(vec!["LY".parse().unwrap()]),
        within: names(&["tripoli-area", "Place:tarhuna"]),
        ..PlaceFilter::default()
    }
}

/// The years 2019 and 2020.
fn two_years(matching: Option<PeriodMatch>, undated: Option<Undated>) -> Period {
    Period { from: Some(day("2019-01-01")), until: Some(day("2020-12-31")), matching, undated }
}

/// How times may lie to a period, and what may be done with rows without any.
const PERIODS: [(&str, Option<PeriodMatch>, Option<Undated>); 6] = [
    ("of a period", None, None),
    ("certainly of a period", Some(PeriodMatch::CertainlyOverlaps), None),
    ("possibly within a period", Some(PeriodMatch::PossiblyWithin), None),
    ("certainly within a period", Some(PeriodMatch::CertainlyWithin), None),
    ("certainly within a period, or undated", Some(PeriodMatch::CertainlyWithin), Some(Undated::Included)),
    ("undated", None, Some(Undated::Only)),
];

/// Lists of a period.
fn of_periods(questions: &mut Questions) {
    let (page, own) = (PageRequest::default, FactOrder::default);
    for (asks, matching, undated) in PERIODS {
        let period = two_years(matching, undated);
        let filter = EventFilter { period, ..EventFilter::default() };
        questions.one(asks, Events { filter, order: own(), page: page() }, &[ROOT]);
        let filter = RelationshipFilter { period, ..RelationshipFilter::default() };
        questions.one(asks, Relationships { filter, order: own(), page: page() }, &[ROOT]);
        let filter = ArticleFilter { period, ..ArticleFilter::default() };
        questions.one(asks, Articles { filter, descending: false, page: page() }, &[ROOT]);
    }
}

/// Lists that hang on no row.
pub(super) fn roots(questions: &mut Questions) {
    let page = PageRequest::default;
    let parties = |filter| Parties { filter, order: PartyOrder::Name, descending: false, page: page() };
    let leads = SeenRelationshipFilter {
        kinds: Some(vec![RelationshipKind::Leads]),
        direction: Direction::Out,
        other: None,
        period: Period::default(),
        facts: FactFilter::default(),
        combined: Combined::default(),
    };
    questions.list("", parties(PartyFilter::default()), &[ROOT]);
    let key = Parties {
        filter: PartyFilter::default(),
        order: PartyOrder::Key,
        descending: true,
        page: between_cursors("a", "n"),
    };
    questions.list("by key, between cursors, from the end", key, &[ROOT]);
    let ordered = |order, page| Parties { filter: PartyFilter::default(), order, descending: true, page };
    questions.one("by degree", ordered(PartyOrder::Degree, between_cursors("3", "30")), &[ROOT]);
    let in_language = PartyOrder::NameIn("en-US".parse().unwrap());
    questions.one("by name in a language", ordered(in_language, between_cursors("a", "n")), &[ROOT]);
    let filter = PartyFilter { name_starts_with: Some("kan".to_owned()), ..PartyFilter::default() };
    questions.list("whose names begin so", parties(filter), &[ROOT]);
    let filter =
        PartyFilter { keys: names(&["kaniyat", "Actor:a", "Organization:b", "Actor:c"]), ..PartyFilter::default() };
    questions.list("with these keys or ids", parties(filter), &[ROOT]);
    let identifier = Identity { kind: None, value: "IMO 9562233".to_owned(), country: None };
    let filter = PartyFilter { identifier: Some(identifier), ..PartyFilter::default() };
    questions.list("with an identifier", parties(filter), &[ROOT]);
    let filter = PartyFilter { types: Some(vec![PartyType::Person, PartyType::Vessel]), ..PartyFilter::default() };
    questions.list("of these types", parties(filter), &[ROOT]);
    let filter =
        PartyFilter { kinds: vec![NodeKind::Asset], types: Some(vec![PartyType::Vessel]), ..PartyFilter::default() };
    questions.list("vessels", parties(filter), &[ROOT]);
    let filter = PartyFilter { relationships: some_is(leads.clone()), ..PartyFilter::default() };
    questions.list("some of whose relationships is such", parties(filter), &[ROOT]);
    let other = PartyFilter { relationships: some_is(leads.clone()), ..PartyFilter::default() };
    let deep = SeenRelationshipFilter { other: Some(Box::new(other)), ..leads.clone() };
    let filter = PartyFilter { relationships: some_is(deep), ..PartyFilter::default() };
    questions.list("some of whose relationships is such, with another such at its other end", parties(filter), &[ROOT]);
    let filter = SeenRelationshipFilter { period: two_years(None, None), ..leads.clone() };
    let filter = PartyFilter { relationships: some_is(filter), ..PartyFilter::default() };
    questions.list("some of whose relationships is of a period", parties(filter), &[ROOT]);
    let filter = PartyFilter { relationships: none_is(leads), ..PartyFilter::default() };
    questions.list("none of whose relationships is such", parties(filter), &[ROOT]);
    let imposed = EventFilter { actions: Some(vec![SanctionAction::Imposed]), ..EventFilter::default() };
    let filter = PartyFilter { sanction_events: some_is(imposed), ..PartyFilter::default() };
    questions.list("targets of some such sanction event", parties(filter), &[ROOT]);
    let status = SanctionStatusFilter {
        as_of: Some(day("2021-01-31")),
        states: vec![SanctionState::Imposed],
        authorities: Some(vec![name("us-treasury")]),
        programmes: Some(vec!["GLOMAG".to_owned()]),
        measures: Some(vec![SanctionMeasure::AssetFreeze]),
        is_certain: Some(true),
    };
    let filter = PartyFilter { sanction_status: Some(status), ..PartyFilter::default() };
    questions.list("under such sanctions", parties(filter), &[ROOT]);
    let called = |start: &str| PartyFilter { name_starts_with: Some(start.to_owned()), ..PartyFilter::default() };
    let either = Combined { or: Some(vec![called("kan"), called("haf")]), ..Combined::default() };
    let filter = PartyFilter { combined: either, ..PartyFilter::default() };
    questions.list("whose names begin in one of two ways", parties(filter), &[ROOT]);
    let is_of = |country: &str| PartyFilter {
        countries: country.parse().ok().map(|code| vec![code]),
        ..PartyFilter::default()
    };
    let combined = Combined {
        and: vec![is_of("LY")],
        or: Some(vec![PartyFilter::default(), called("kan")]),
        not: Some(Box::new(PartyFilter { genders: Some(vec![Gender::Male]), ..PartyFilter::default() })),
    };
    questions.list("with filters combined", parties(PartyFilter { combined, ..PartyFilter::default() }), &[ROOT]);

    let articles = |filter, page| Articles { filter, descending: true, page };
    questions.list("", articles(ArticleFilter::default(), page()), &[ROOT]);
    questions.list(BETWEEN, articles(ArticleFilter::default(), between_cursors("2015", "2021")), &[ROOT]);
    let filter = ArticleFilter { mentioning: names(&["kaniyat"]), ..ArticleFilter::default() };
    questions.list("that mention a party", articles(filter, page()), &[ROOT]);

    let own = FactOrder::default();
    let by_sources = FactOrder { by: FactSort::Sources, descending: true };
    let by_report = FactOrder { by: FactSort::FirstReported, descending: false };
    let events = |filter, page| Events { filter, order: own, page };
    questions.list("", events(EventFilter::default(), page()), &[ROOT]);
    questions.list(BETWEEN, events(EventFilter::default(), between_cursors("2021", "2015")), &[ROOT]);
    questions.list(ON_FACTS, events(EventFilter { facts: all_of_facts(), ..EventFilter::default() }, page()), &[ROOT]);
    let filter = EventFilter {
        kind: Some(NodeKind::SanctionEvent),
        measures: Some(vec![SanctionMeasure::AssetFreeze]),
        cases: names(&["us-designates-kaniyat-eo-13818"]),
        participations: some_is(ParticipationFilter {
            roles: Some(vec![Role::Target]),
            ..ParticipationFilter::default()
        }),
        ..EventFilter::default()
    };
    questions.list("sanction events of a case", events(filter, page()), &[ROOT]);

    for (asks, order) in [("by sources", by_sources), ("by first report", by_report)] {
        let page = || between_cursors("2", "4");
        let events = Events { filter: EventFilter::default(), order, page: page() };
        questions.one(asks, events, &[ROOT]);
        questions.one(asks, Relationships { filter: RelationshipFilter::default(), order, page: page() }, &[ROOT]);
        let filter = PlaceRelationshipFilter::default();
        questions.one(asks, PlaceRelationships { filter, order, page: page() }, &[ROOT]);
    }

    of_periods(questions);
    let filter = EventFilter { place: Some(Box::new(inside_libya())), ..EventFilter::default() };
    questions.list("at some such place", Events { filter, order: own, page: page() }, &[ROOT]);
    let filter = PlaceFilter {
        combined: Combined { or: Some(vec![inside_libya()]), ..Combined::default() },
        ..PlaceFilter::default()
    };
    let filter = EventFilter {
        place: Some(Box::new(PlaceFilter {
            combined: Combined { not: Some(Box::new(filter)), ..Combined::default() },
            ..PlaceFilter::default()
        })),
        ..EventFilter::default()
    };
    questions.list("at no such place", Events { filter, order: own, page: page() }, &[ROOT]);

    let relationships = |filter| Relationships { filter, order: own, page: page() };
    questions.list("", relationships(RelationshipFilter::default()), &[ROOT]);
    let filter = RelationshipFilter { facts: all_of_facts(), ..RelationshipFilter::default() };
    questions.list(ON_FACTS, relationships(filter), &[ROOT]);
    let filter = RelationshipFilter { targets: names(&["kaniyat"]), ..RelationshipFilter::default() };
    questions.list("that lead to a party", relationships(filter), &[ROOT]);

    let place_relationships = |filter| PlaceRelationships { filter, order: own, page: page() };
    questions.list("", place_relationships(PlaceRelationshipFilter::default()), &[ROOT]);
    let filter = PlaceRelationshipFilter { facts: all_of_facts(), ..PlaceRelationshipFilter::default() };
    questions.list(ON_FACTS, place_relationships(filter), &[ROOT]);

    let filter = PlaceRelationshipFilter {
        place: Some(Box::new(inside_libya())),
        period: two_years(None, None),
        ..PlaceRelationshipFilter::default()
    };
    questions.list("to some such place, in a period", place_relationships(filter), &[ROOT]);

    let places = |filter| Places { filter, page: page() };
    questions.list("", places(PlaceFilter::default()), &[ROOT]);
    questions.list("in a country and within another", places(inside_libya()), &[ROOT]);
    questions.list("", LegalInstruments { filter: LegalInstrumentFilter::default(), page: page() }, &[ROOT]);
}

/// Lists over parents, with a filter of their root list.
fn of_filters(questions: &mut Questions, parties: &[i64], events: &[i64], articles: &[i64]) {
    const ASKS: &str = "that meet a filter";
    let (page, any) = (PageRequest::default, FactFilter::default);
    let event = EventFilter { kind: Some(NodeKind::Incident), ..EventFilter::default() };
    let party = PartyFilter { keys: names(&["kaniyat"]), ..PartyFilter::default() };
    let at_event = ParticipationFilter { event: Some(Box::new(event)), ..ParticipationFilter::default() };
    let of_party = ParticipationFilter { party: Some(Box::new(party.clone())), ..ParticipationFilter::default() };
    questions.list(ASKS, ParticipationsOf { filter: at_event, roles: None, facts: any(), page: page() }, parties);
    questions.list(ASKS, ParticipationsIn { filter: of_party, roles: None, facts: any(), page: page() }, events);
    let article = ArticleFilter { keys: names(&["al-ain-2018-11-haftar-g5-sahel"]), ..ArticleFilter::default() };
    let in_article = MentionFilter { article: Some(Box::new(article)), ..MentionFilter::default() };
    let of_party = MentionFilter { party: Some(Box::new(party)), ..MentionFilter::default() };
    questions.list(ASKS, MentionsOf { filter: in_article, page: page() }, parties);
    questions.list(ASKS, MentionsIn { filter: of_party, page: page() }, articles);
}

/// Lists over parents.
pub(super) fn per_parent(conn: &mut Conn, questions: &mut Questions) {
    let page = PageRequest::default;
    let own = FactOrder::default;
    let by_sources = FactOrder { by: FactSort::Sources, descending: true };
    let any = FactFilter::default;
    let parties = named(conn, &["kaniyat", "mohamed-al-kani"]);
    let (events, articles, places) = (some(conn, "events"), some(conn, "articles"), some(conn, "places"));

    let of_all = RelationshipFilter::default;
    let relationships = |direction, facts| RelationshipsOf {
        filter: of_all(),
        kinds: None,
        direction,
        facts,
        order: own(),
        page: page(),
    };
    questions.list("", relationships(Direction::Any, any()), &parties);
    questions.list("outwards", relationships(Direction::Out, any()), &parties);
    questions.list(ON_FACTS, relationships(Direction::In, all_of_facts()), &parties);

    let filter = RelationshipFilter { sources: names(&["kaniyat"]), ..of_all() };
    let of_filter = RelationshipsOf { filter, order: by_sources, ..relationships(Direction::Any, any()) };
    questions.list("by sources, that meet a filter", of_filter, &parties);

    questions.list(
        "",
        ParticipationsOf { filter: ParticipationFilter::default(), roles: None, facts: any(), page: page() },
        &parties,
    );
    let participations = ParticipationsOf {
        filter: ParticipationFilter::default(),
        roles: Some(vec![Role::Target]),
        facts: any(),
        page: between_cursors("2021", "2015"),
    };
    questions.list("in a role, between cursors, from the end", participations, &parties);
    questions.list(
        ON_FACTS,
        ParticipationsOf { filter: ParticipationFilter::default(), roles: None, facts: all_of_facts(), page: page() },
        &parties,
    );
    questions.list(
        "",
        ParticipationsIn { filter: ParticipationFilter::default(), roles: None, facts: any(), page: page() },
        &events,
    );

    questions.list(
        "",
        SanctionEventsOf { filter: EventFilter::default(), actions: None, facts: any(), order: own(), page: page() },
        &parties,
    );
    let imposed = Some(vec![SanctionAction::Imposed]);
    questions.list(
        "of an action",
        SanctionEventsOf { filter: EventFilter::default(), actions: imposed, facts: any(), order: own(), page: page() },
        &parties,
    );

    questions.list("", MentionsOf { filter: MentionFilter::default(), page: page() }, &parties);
    questions.list("", MentionsIn { filter: MentionFilter::default(), page: page() }, &articles);
    of_filters(questions, &parties, &events, &articles);
    questions.list(
        "",
        PublicationsOf { filter: ArticleFilter::default(), descending: false, page: page() },
        &named(conn, &["kaniyat"]),
    );
    questions.list("", EventsAt { filter: EventFilter::default(), facts: any(), order: own(), page: page() }, &places);
    let under = EventsUnder {
        filter: EventFilter::default(),
        order: own(),
        kind: Some(NodeKind::SanctionEvent),
        actions: None,
        facts: any(),
        page: page(),
    };
    questions.list("", under, &some(conn, "legal_instruments"));

    questions.list("", EvidenceFor { filter: EvidenceFilter::default(), page: page() }, &events);
    let filter = all_of_facts().evidence;
    questions.list("that meets all conditions", EvidenceFor { filter: filter.clone(), page: page() }, &events);
    questions.list("", EvidenceIn { filter: EvidenceFilter::default(), page: page() }, &articles);
    questions.list("", Mentions { filter: MentionFilter::default(), page: page() }, &[ROOT]);
    questions.list("", Participations { filter: ParticipationFilter::default(), page: page() }, &[ROOT]);
    let part = ParticipationFilter { roles: Some(vec![Role::Target]), facts: all_of_facts(), ..Default::default() };
    questions.list(ON_FACTS, Participations { filter: part, page: page() }, &[ROOT]);
    questions.list("", Figures { filter: FigureFilter::default(), page: page() }, &[ROOT]);
    let counted =
        FigureFilter { measures: Some(vec!["graves".to_owned()]), facts: all_of_facts(), ..Default::default() };
    questions.list(ON_FACTS, Figures { filter: counted, page: page() }, &[ROOT]);
    let counted = FigureFilter { at_least: Some(100), at_most: Some(1_000), ..Default::default() };
    questions.list("of numbers", Figures { filter: counted, page: page() }, &[ROOT]);
    questions.list("", AllEvidence { filter: EvidenceFilter::default(), page: page() }, &[ROOT]);
    let in_arabic = ArticleFilter { languages: Some(vec!["ar".parse().unwrap()]), ..ArticleFilter::default() };
    let said = EvidenceFilter { article: Some(Box::new(in_arabic)), ..EvidenceFilter::default() };
    questions.list("in articles in a language", AllEvidence { filter: said, page: page() }, &[ROOT]);
    questions.list("that meets all conditions", AllEvidence { filter, page: page() }, &[ROOT]);

    questions.list(
        "",
        PlaceRelationshipsOf {
            filter: PlaceRelationshipFilter::default(),
            order: own(),
            kinds: None,
            facts: any(),
            page: page(),
        },
        &parties,
    );
    let kinds = Some(vec![PlaceRelationshipKind::Controls]);
    questions.list(
        "of a kind",
        PlaceRelationshipsAt {
            filter: PlaceRelationshipFilter::default(),
            order: own(),
            kinds,
            facts: any(),
            page: page(),
        },
        &places,
    );
}

/// How many there are of each sort.
pub(super) fn counts(questions: &mut Questions) {
    const FIRST: usize = 100;
    let by = vec![PartyGrouping::Type, PartyGrouping::Country];
    questions.one("", Counts { by, filter: PartyFilter::default(), first: FIRST }, &[ROOT]);
    let by = vec![RelationshipGrouping::Kind, RelationshipGrouping::Source];
    questions.one("", Counts { by, filter: RelationshipFilter::default(), first: FIRST }, &[ROOT]);
    let by = vec![EventGrouping::IncidentKind, EventGrouping::Party, EventGrouping::Month];
    questions.one("", Counts { by, filter: EventFilter::default(), first: FIRST }, &[ROOT]);
    let by = vec![SanctionEventGrouping::Action, SanctionEventGrouping::Measure, SanctionEventGrouping::Target];
    questions.one("", Counts { by, filter: EventFilter::default(), first: FIRST }, &[ROOT]);
    let by = vec![MentionGrouping::Publisher, MentionGrouping::Year];
    questions.one("", Counts { by, filter: MentionFilter::default(), first: FIRST }, &[ROOT]);
}
