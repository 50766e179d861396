//! At least one question for each relation: the relation with its arguments, and the parents to load it for.

mod lists;
mod walks;

use std::any::type_name;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use sanad::db::article::{ArticleById, ArticleByKey};
use sanad::db::birth::BirthsOf;
use sanad::db::body::{BodyOf, Citing, ExcerptsOf};
use sanad::db::case::ChainOf;
use sanad::db::dataset::{DatasetById, Datasets, Revision, UsesOf};
use sanad::db::event::{EventById, EventByKey};
use sanad::db::evidence::EvidenceByNumber;
use sanad::db::fact::EvidenceSummaryOf;
use sanad::db::figure::{FigureById, FiguresOf};
use sanad::db::filter::{EvidenceFilter, FactFilter, FigureFilter};
use sanad::db::identifier::{IdentifiersOf, PartiesByIdentifier};
use sanad::db::legal_instrument::{InstrumentsOf, LegalInstrumentById, LegalInstrumentByKey};
use sanad::db::mention::MentionsByEnds;
use sanad::db::name::NamesOf;
use sanad::db::node::{KeyById, NodesByName};
use sanad::db::participation::ParticipationById;
use sanad::db::party::{CountriesOf, DetailsOf, PartyById, PartyByKey};
use sanad::db::party_text::PartyTextsOf;
use sanad::db::place::{PlaceById, PlaceByKey};
use sanad::db::place_relationship::{PlaceRelationshipById, PlaceRelationshipByKey};
use sanad::db::relationship::RelationshipById;
use sanad::db::removal::RemovalByName;
use sanad::db::sanction_event::{FollowersOf, MeasuresOf, TargetsOf};
use sanad::db::sanction_status::SanctionStatusOf;
use sanad::db::source_record::{RemarksOf, SourceRecordsOf};
use sanad::db::{Conn, Cursor, List, PageRequest, Relation, Total};
use sanad::model::{IdentifierKind, Identity, NodeKind, NodeName, Stance};

/// A relation to load.
pub struct Question {
    /// The type of the relation, with paths.
    relation: &'static str,
    /// What the arguments ask for; empty for the plain relation.
    asks: &'static str,
    load: Box<dyn Fn(&mut Conn)>,
}

impl Question {
    pub fn ask(&self, conn: &mut Conn) {
        (self.load)(conn);
    }

    /// The relation without paths, such as `Total<Parties>`.
    fn name(&self) -> String {
        let pieces = self.relation.split_inclusive(['<', '>']);
        pieces.map(|piece| piece.rsplit("::").next().unwrap_or(piece)).collect()
    }

    /// The relation, and what it asks for: `Parties: of a name`.
    pub fn title(&self) -> String {
        let name = self.name();
        if self.asks.is_empty() { name } else { format!("{name}: {}", self.asks) }
    }

    /// The relation, and the types that it is generic over.
    pub fn types(&self) -> Vec<String> {
        self.name().split(['<', '>']).filter(|name| !name.is_empty()).map(str::to_owned).collect()
    }

    /// The module of the relation; for a total, the module of its list.
    pub fn entity(&self) -> String {
        let list = self.relation.split_once("Total<").map_or(self.relation, |(_, list)| list);
        let path = list.split('<').next().unwrap_or_default();
        path.rsplit("::").nth(1).expect("a type is in a module").to_owned()
    }
}

/// The questions, as they are put together.
#[derive(Default)]
struct Questions(Vec<Question>);

impl Questions {
    fn one<R: Relation>(&mut self, asks: &'static str, relation: R, parents: &[i64]) {
        let parents = parents.to_vec();
        let load = move |conn: &mut Conn| {
            relation.load(conn, &parents).unwrap();
        };
        self.0.push(Question { relation: type_name::<R>(), asks, load: Box::new(load) });
    }

    /// A list, and how long it is.
    fn list<L: List>(&mut self, asks: &'static str, list: L, parents: &[i64]) {
        self.one(asks, list.clone(), parents);
        self.one(asks, Total(list), parents);
    }
}

/// The first two ids of a table.
fn some(conn: &mut Conn, table: &str) -> Vec<i64> {
    sql::<BigInt>(&format!("SELECT id FROM {table} ORDER BY id LIMIT 2")).load(conn).unwrap()
}

/// The ids of nodes.
fn named(conn: &mut Conn, keys: &[&str]) -> Vec<i64> {
    let id = |key| sql::<BigInt>(&format!("SELECT id FROM nodes WHERE key = '{key}'")).get_result(conn).unwrap();
    keys.iter().map(id).collect()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The name of a node: its key or its id.
fn name(text: &str) -> NodeName {
    let (kind, key) = text.split_once(':').map_or((None, text), |(kind, key)| (Some(kind), key));
    NodeName { kind: kind.map(|kind| kind.parse().unwrap()), key: key.parse().unwrap() }
}

/// Every condition on facts at once.
fn all_of_facts() -> FactFilter {
    FactFilter {
        as_of: Some(day("2020-11-26")),
        evidence: EvidenceFilter {
            published_by: Some(day("2021-01-31")),
            stances: Some(vec![Stance::Reports, Stance::Confirms]),
            publishers: Some(vec![name("al-jazeera")]),
            articles: Some(vec![name("aljazeera-2020-11-21-russia-blocks-kaniyat-listing")]),
            attributed_to: Some(vec![name("russia")]),
            ..EvidenceFilter::default()
        },
        min_sources: Some(2),
        max_sources: Some(3),
        only_stances: Some(vec![Stance::Reports]),
        is_disputed: Some(true),
        first_reported_by: Some(vec![name("al-jazeera")]),
        datasets: Some(vec![name("libya")]),
    }
}

/// The rows behind the one cursor and before the other, read from the end of the list.
fn between_cursors(from: &str, until: &str) -> PageRequest {
    let cursor = |sort: &str, id| Cursor::decode(&URL_SAFE_NO_PAD.encode(format!("any:{id}:{sort}"))).unwrap();
    PageRequest { limit: 10, from: Some(cursor(from, 400)), until: Some(cursor(until, 500)), backwards: true }
}

/// Every relation, at least once.
pub fn questions(conn: &mut Conn) -> Vec<Question> {
    let mut questions = Questions::default();
    by_id(conn, &mut questions);
    by_key(&mut questions);
    hanging(conn, &mut questions);
    lists::roots(&mut questions);
    lists::per_parent(conn, &mut questions);
    lists::counts(&mut questions);
    walks::walks(conn, &mut questions);
    questions.0
}

fn by_id(conn: &mut Conn, questions: &mut Questions) {
    questions.one("", ArticleById, &some(conn, "articles"));
    questions.one("", DatasetById, &some(conn, "datasets"));
    questions.one("", EventById, &some(conn, "events"));
    questions.one("", FigureById, &some(conn, "figures"));
    questions.one("", LegalInstrumentById, &some(conn, "legal_instruments"));
    questions.one("", ParticipationById, &some(conn, "participations"));
    questions.one("", PartyById, &some(conn, "actors"));
    questions.one("", KeyById, &some(conn, "actors"));
    questions.one("", PlaceById, &some(conn, "places"));
    questions.one("", PlaceRelationshipById, &some(conn, "place_relationships"));
    questions.one("", RelationshipById, &some(conn, "relationships"));
}

fn by_key(questions: &mut Questions) {
    let root = &[sanad::db::ROOT];
    let key = |key: &str| key.to_owned();
    questions.one("", ArticleByKey { key: key("al-ain-2018-11-haftar-g5-sahel") }, root);
    questions.one("", EventByKey { key: key("tarhuna-mass-graves"), kind: None }, root);
    let incident = EventByKey { key: key("tarhuna-mass-graves"), kind: Some(NodeKind::Incident) };
    questions.one("of a kind", incident, root);
    questions.one("", LegalInstrumentByKey { key: key("executive-order-13818") }, root);
    questions.one("", EvidenceByNumber { names: vec![("kaniyat.controls.tarhuna".parse().unwrap(), 1)] }, root);
    let ends = ("aljazeera-2020-11-21-russia-blocks-kaniyat-listing", "kaniyat");
    questions.one("", MentionsByEnds { names: vec![(ends.0.parse().unwrap(), ends.1.parse().unwrap())] }, root);
    questions.one("", NodesByName { names: vec![name("Organization:kaniyat"), name("tarhuna")] }, root);
    questions.one("", PartyByKey { key: key("kaniyat"), kinds: Vec::new() }, root);
    questions.one("an actor", PartyByKey { key: key("kaniyat"), kinds: vec![NodeKind::Actor] }, root);
    let identifier = Identity { kind: Some(IdentifierKind::Passport), value: key("AB 12"), country: None };
    questions.one("", PartiesByIdentifier { identifier: identifier.clone() }, root);
    let identifier = Identity { kind: None, country: Some("LY".parse().unwrap()), ..identifier };
    questions.one("of any kind in a country", PartiesByIdentifier { identifier }, root);
    questions.one("", PlaceByKey { key: key("tarhuna") }, root);
    questions.one("", PlaceRelationshipByKey { key: key("any") }, root);
    questions.one("", RemovalByName { name: name("removed") }, root);
    questions.one("of a kind", RemovalByName { name: name("Actor:removed") }, root);
    questions.one("", Datasets, root);
    questions.one("", Revision, root);
}

/// Rows that hang on parents and come without pages.
fn hanging(conn: &mut Conn, questions: &mut Questions) {
    let any = FactFilter::default;
    let parties = named(conn, &["kaniyat", "mohamed-al-kani"]);
    let sanctions = some(conn, "sanction_events");
    questions.one("", BodyOf, &some(conn, "articles"));
    questions.one("cited as evidence", ExcerptsOf(Citing::Evidence), &some(conn, "evidence"));
    questions.one("cited for a mention", ExcerptsOf(Citing::Mention), &some(conn, "mentions"));
    questions.one("", UsesOf, &some(conn, "datasets"));
    questions.one("", SourceRecordsOf, &parties);
    questions.one("", RemarksOf, &parties);
    questions.one("", NamesOf, &parties);
    questions.one("", CountriesOf, &parties);
    questions.one("", IdentifiersOf, &parties);
    questions.one("", PartyTextsOf, &parties);
    questions.one("", BirthsOf, &parties);
    questions.one("", DetailsOf, &parties);
    questions.one("", EvidenceSummaryOf, &some(conn, "relationships"));
    questions.one("", FiguresOf { filter: FigureFilter::default(), facts: any() }, &some(conn, "events"));
    questions.one(
        "with all conditions on facts",
        FiguresOf { filter: FigureFilter::default(), facts: all_of_facts() },
        &some(conn, "events"),
    );
    let graves = FigureFilter { measures: Some(vec!["graves".to_owned()]), ..FigureFilter::default() };
    questions.one("of a measure", FiguresOf { filter: graves, facts: any() }, &some(conn, "events"));
    questions.one("", InstrumentsOf, &sanctions);
    questions.one("", MeasuresOf, &sanctions);
    questions.one("", FollowersOf, &sanctions);
    questions.one("", TargetsOf { facts: any() }, &sanctions);
    questions.one("with all conditions on facts", TargetsOf { facts: all_of_facts() }, &sanctions);
    questions.one("", ChainOf { facts: any() }, &sanctions);
    questions.one("with all conditions on facts", ChainOf { facts: all_of_facts() }, &sanctions);
    questions.one("", SanctionStatusOf::new(any()), &parties);
    questions.one("with all conditions on facts", SanctionStatusOf::new(all_of_facts()), &parties);
}
