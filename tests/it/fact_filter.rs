//! What a `FactFilter` keeps: each row of the tables in docs/facts.md is a case, in every field that takes one.

use sanad::dataset::load;
use sanad::dataset::records::*;
use sanad::db::migrate;
use sanad::model::*;
use serde_json::{Value, json};

use crate::load::small::{self, actor, article, both, event, evidence, key, name, organization, participation, small};
use crate::support::{TestDatabase, variables};

const FACTS: &str = include_str!("../../docs/facts.md");

/// The cells of the table under a heading.
pub fn table(heading: &str) -> Vec<Vec<String>> {
    let (_, section) = FACTS.split_once(heading).unwrap_or_else(|| panic!("docs/facts.md has no `{heading}`"));
    let lines = section.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let cells = |line: &str| -> Vec<String> {
        let line = line.trim().trim_start_matches('|').trim_end_matches('|');
        line.split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    lines.skip(2).map(cells).collect()
}

/// What a case asks of which facts.
struct Case {
    /// As it stands in the table.
    row: String,
    relationship: bool,
    event: bool,
    filter: Value,
    kept: bool,
}

fn kept(cell: &str) -> bool {
    match cell {
        "yes" => true,
        "no" => false,
        other => panic!("`{other}` is neither yes nor no"),
    }
}

pub fn date(cell: &str) -> When {
    When::new(
        Some(cell).filter(|text| !text.is_empty() && *text != "?").map(|text| text.parse().unwrap()),
        DayRange::default(),
    )
}

/// A data set to put cases into: parties `one-N` and `two-N` for each, bound by a relationship, and by a sanction event
/// that targets the first.
struct Cases {
    dataset: Dataset,
    cases: Vec<Case>,
}

impl Cases {
    fn new() -> Self {
        let mut dataset = small();
        dataset.key = key("facts");
        dataset.organizations.push(organization("tribune", OrganizationType::Media));
        dataset.articles.push(article("long-ago", Some("herald"), date("1980-01-01")));
        Self { dataset, cases: Vec::new() }
    }

    fn add(&mut self, case: Case, (started, ended): (When, When), pieces: &[Evidence]) {
        let number = self.cases.len();
        let (one, two, id) = (format!("one-{number}"), format!("two-{number}"), format!("event-{number}"));
        self.dataset.actors.extend([&one, &two].map(|party| actor(party, vec![name(party, "en")])));
        if case.relationship {
            self.dataset.relationships.push(Relationship {
                key: key(&format!("bond-{number}")),
                source: key(&one),
                kind: RelationshipKind::Associate,
                target: key(&two),
                role: None,
                started,
                ended,
                evidence: pieces.to_vec(),
            });
            // A place relationship is one of the sort "relationship".
            let held = small::place_relationship(&one, "harbour", "long-ago");
            self.dataset.place_relationships.push(PlaceRelationship {
                started,
                ended,
                evidence: pieces.to_vec(),
                ..held
            });
        }
        if case.event {
            let part = |role, party| Participation {
                evidence: pieces.to_vec(),
                ..participation(&id, role, party, "long-ago")
            };
            let figure = Figure {
                key: key(&format!("figure-{number}")),
                measure: key("graves"),
                low: Some(11),
                high: None,
                unit: None,
                qualifier: Qualifier::AtLeast,
                note: Some(both("عدد", "count")),
                evidence: pieces.to_vec(),
            };
            let sanction = Sanction { authority: None, programme: None, measures: Vec::new(), follows: None };
            self.dataset.events.push(Event {
                ended,
                place: Some(key("harbour")),
                instruments: vec![key("resolution")],
                evidence: pieces.to_vec(),
                sanction: Some(sanction),
                participations: vec![part(Role::Target, &one), part(Role::Speaker, &two)],
                figures: vec![figure],
                ..event(&id, Happening::Sanction(SanctionAction::Imposed), started, "long-ago")
            });
        }
        self.cases.push(case);
    }

    /// The pieces of evidence that a cell lists, each from an article of its own.
    fn pieces(&mut self, cell: &str) -> Vec<Evidence> {
        let number = self.cases.len();
        let piece = |(ordinal, text): (usize, &str)| {
            let words: Vec<&str> = text.split_whitespace().collect();
            let [stance, publisher, published, more @ ..] = &words[..] else { panic!("`{text}` is no evidence") };
            let id = format!("article-{number}-{ordinal}");
            let mut cited = article(&id, Some(*publisher).filter(|name| *name != "?"), date(published));
            let named = |word: &str| more.chunks(2).find(|pair| pair[0] == word).map(|pair| key(pair[1]));
            cited.republisher = named("via");
            self.dataset.articles.push(cited);
            Evidence { attributed_to: named("from"), ..evidence(&id, stance.parse().unwrap()) }
        };
        cell.split("; ").enumerate().map(piece).collect()
    }
}

fn cases() -> Cases {
    let mut cases = Cases::new();
    for cells in table("## When a fact holds") {
        let [fact, started, ended, day, is_kept, _] = &cells[..] else { panic!("{cells:?}") };
        let case = Case {
            row: cells.join(" | "),
            relationship: fact == "relationship",
            event: fact == "event",
            filter: json!({ "asOf": day }),
            kept: kept(is_kept),
        };
        let pieces = [evidence("long-ago", Stance::Reports)];
        cases.add(case, (date(started), date(ended)), &pieces);
    }
    for cells in table("## Which evidence counts") {
        let [pieces, filter, is_kept, _] = &cells[..] else { panic!("{cells:?}") };
        let case = Case {
            row: cells.join(" | "),
            relationship: true,
            event: true,
            filter: variables(filter.trim_matches('`')),
            kept: kept(is_kept),
        };
        let pieces = cases.pieces(pieces);
        cases.add(case, (When::default(), When::default()), &pieces);
    }
    cases
}

/// How many facts each field keeps. A case has one of each sort that it is about.
fn counts(answer: &Value) -> Vec<(&'static str, &Value)> {
    let party = &answer["party"];
    vec![
        ("relationships", &party["relationships"]["totalCount"]),
        ("all relationships", &answer["relationships"]["totalCount"]),
        ("place relationships", &party["placeRelationships"]["totalCount"]),
        ("all place relationships", &answer["placeRelationships"]["totalCount"]),
        ("participations", &party["participations"]["totalCount"]),
        ("sanction events", &party["sanctionEvents"]["totalCount"]),
        ("all sanction events", &answer["sanctionEvents"]["totalCount"]),
        ("all events", &answer["events"]["totalCount"]),
    ]
}

async fn each_row_of_the_tables_holds_in_every_field(db: &TestDatabase) {
    let Cases { dataset, cases } = cases();
    assert!(cases.len() > 40);
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    load(&mut conn, &dataset).unwrap();
    for (number, Case { row, relationship, event, filter, kept }) in cases.iter().enumerate() {
        let asked = json!({
            "facts": filter, "one": format!("one-{number}"), "event": format!("event-{number}"),
            "from": format!("Actor:one-{number}"), "to": format!("Actor:two-{number}"),
        });
        let mut answer = db.query_with(include_str!("fact_filter/of_party.graphql"), asked.clone()).await;
        // All of it at once would cost more than a request may.
        let rest = db.query_with(include_str!("fact_filter/of_others.graphql"), asked).await;
        answer.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        for (field, count) in counts(&answer) {
            let is_about = if field.ends_with("relationships") { *relationship } else { *event };
            assert_eq!(count, i32::from(is_about && *kept), "{field}: {row}");
        }
        let found = |list: &Value| list.as_array().unwrap().len();
        assert_eq!(found(&answer["paths"]["nodes"]), usize::from(*kept), "paths: {row}");
        assert_eq!(answer["paths"]["complete"], true, "{row}");
        let bonds = usize::from(*relationship) + usize::from(*event);
        assert_eq!(found(&answer["network"]["links"]), if *kept { bonds } else { 0 }, "network: {row}");
        assert_eq!(found(&answer["network"]["nodes"]), 1 + usize::from(*kept), "network: {row}");
        if *event {
            let event = &answer["event"];
            assert_eq!(event["figures"].as_array().unwrap().len(), usize::from(*kept), "figures: {row}");
            assert_eq!(event["participations"]["totalCount"], 2 * i32::from(*kept), "participations in it: {row}");
            assert_eq!(found(&event["targets"]), usize::from(*kept), "targets: {row}");
            assert_eq!(found(&answer["sanctionEvent"]["chain"]), usize::from(*kept), "chain: {row}");
            let at_place = answer["place"]["events"]["nodes"].as_array().unwrap();
            let is_there = at_place.iter().any(|event| event["key"] == format!("event-{number}"));
            assert_eq!(is_there, *kept, "events at the place: {row}");
            for list in ["events", "sanctionEvents"] {
                let under = answer["legalInstrument"][list]["nodes"].as_array().unwrap();
                let is_there = under.iter().any(|event| event["key"] == format!("event-{number}"));
                assert_eq!(is_there, *kept, "{list} under the instrument: {row}");
            }
        }
        let held = answer["place"]["placeRelationships"]["nodes"].as_array().unwrap();
        let is_there = held.iter().any(|held| held["party"]["key"] == format!("one-{number}"));
        assert_eq!(is_there, *relationship && *kept, "relationships to the place: {row}");
        assert_eq!(found(&answer["counted"]), usize::from(*relationship && *kept), "counts: {row}");
    }
}

/// A participation matches only if its event does too, whichever of them has the better evidence.
async fn a_part_is_kept_with_its_event(db: &TestDatabase) {
    let mut cases = Cases::new();
    let sources = cases.pieces("REPORTS herald 2020-03-01; CONFIRMS tribune 2020-09-01");
    for (id, of_event, of_part) in
        [("weak-part", &sources[..], &sources[1..]), ("weak-event", &sources[1..], &sources[..])]
    {
        let sanction = Sanction { authority: None, programme: None, measures: Vec::new(), follows: None };
        let part = Participation { evidence: of_part.to_vec(), ..participation(id, Role::Target, "salim", "long-ago") };
        cases.dataset.events.push(Event {
            place: Some(key("harbour")),
            evidence: of_event.to_vec(),
            sanction: Some(sanction),
            participations: vec![part],
            ..event(id, Happening::Sanction(SanctionAction::Imposed), date("2020"), "long-ago")
        });
    }
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    load(&mut conn, &cases.dataset).unwrap();
    for (filter, kept) in [
        ("minSources: 2", 0),
        (r#"knownBy: "2020-05-01""#, 0),
        ("stances: [REPORTS]", 0),
        (r#"knownBy: "2020-10-01""#, 1),
        ("stances: [CONFIRMS]", 1),
        (r#"minSources: 1, stances: [CONFIRMS], knownBy: "2020-10-01""#, 1),
    ] {
        let facts = variables(filter);
        for id in ["weak-part", "weak-event"] {
            let asked = json!({ "facts": facts, "event": id });
            let answer = db.query_with(include_str!("fact_filter/part.graphql"), asked).await;
            let event = &answer["sanctionEvent"];
            assert_eq!(event["participations"]["totalCount"], kept, "participations: {id} {filter}");
            assert_eq!(event["targets"].as_array().unwrap().len(), kept, "targets: {id} {filter}");
            assert_eq!(answer["sanctionEvents"]["totalCount"], kept, "sanctionEvents: {id} {filter}");
            assert_eq!(answer["some"]["totalCount"], kept, "some: {id} {filter}");
            let counted = answer["counts"].as_array().unwrap().iter().filter(|group| !group["target"].is_null());
            assert_eq!(counted.count(), kept, "counts: {id} {filter}");
        }
        let asked = json!({ "facts": facts });
        let answer = db.query_with(include_str!("fact_filter/salim.graphql"), asked).await;
        let party = &answer["party"];
        // Beside the two, `small` has a proposal that targets him, reported in November.
        let others = usize::from(filter.contains("knownBy: \"2020-12") || filter == "stances: [REPORTS]");
        assert_eq!(party["participations"]["totalCount"], 2 * kept + others, "participations: {filter}");
        assert_eq!(party["sanctionEvents"]["totalCount"], 2 * kept + others, "sanction events: {filter}");
    }
}

async fn what_makes_no_sense_is_refused(db: &TestDatabase) {
    const QUERY: &str =
        r#"query($facts: FactFilter!) { party(key: "kaniyat") { relationships(facts: $facts) { totalCount } } }"#;
    for (facts, expected) in [
        (json!({ "minSources": 0 }), "`minSources` is 0: expected a number of at least 1"),
        (json!({ "maxSources": -1 }), "`maxSources` is -1: expected a number of at least 1"),
        (
            json!({ "minSources": 3, "maxSources": 2 }),
            "`minSources` is 3 and `maxSources` 2: expected a range that is not empty",
        ),
        (json!({ "publishers": vec!["a"; 51] }), "`publishers` has 51 keys: expected at most 50"),
    ] {
        let (code, message) = db.failure_with(QUERY, json!({ "facts": facts })).await;
        assert_eq!((&*code, &*message), ("BAD_USER_INPUT", expected));
    }
    let (code, message) = db.failure_with(QUERY, json!({ "facts": { "asOf": "2020-11" } })).await;
    assert_eq!(code, "BAD_USER_INPUT");
    assert!(message.contains("2020-11"), "{message}");
}

on_each_backend! {
    empty:
    async each_row_of_the_tables_holds_in_every_field,
    async a_part_is_kept_with_its_event,
}

mod seeded {
    use super::what_makes_no_sense_is_refused;

    on_each_backend! {
        async what_makes_no_sense_is_refused,
    }
}
