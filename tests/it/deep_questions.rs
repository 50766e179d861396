//! Random nested filters give the same results as a direct evaluation of the tables, and a hub that many rows lead to
//! is evaluated once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::time::Instant;

use async_graphql::{Request, Variables};
use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use fastrand::Rng;
use sanad::db::{Conn, migrate};
use sanad::graphql::Api;
use serde_json::{Value, json};

use crate::support::TestDatabase;
use sanad_testkit::synthetic::{Plan, generate};

const PLAN: Plan = Plan { parties: 150, relationships: 3, seed: 5 };

/// How many questions are drawn.
const DRAWN: usize = 60;

const SYMMETRIC: [&str; 3] = ["ALLIED_WITH", "FAMILY", "ASSOCIATE"];

/// What is linked to a party, event or article: the row at the other end, and the words that filters compare.
#[derive(Default)]
struct Tables {
    parties: BTreeMap<i64, String>,
    /// From a party: the other, the kind, and whether this is the source.
    relationships: BTreeMap<i64, Vec<(i64, String, bool)>>,
    /// From a party to events, and from an event to parties, with the role.
    parts: BTreeMap<i64, Vec<(i64, String)>>,
    /// Of each event the action, or nothing for an incident.
    actions: BTreeMap<i64, String>,
    /// From a party to articles, and from an article to parties.
    mentions: BTreeMap<i64, Vec<i64>>,
    languages: BTreeMap<i64, String>,
}

impl Tables {
    fn read(conn: &mut Conn) -> Self {
        let mut tables = Self::default();
        let select = |conn: &mut Conn, query: &str| -> Vec<(i64, i64, String)> {
            diesel::select(sql::<(BigInt, BigInt, Text)>(query)).load(conn).unwrap()
        };
        tables.parties.extend(
            select(conn, "id, id, key FROM nodes WHERE kind IN ('Actor', 'Organization')")
                .into_iter()
                .map(|(id, _, key)| (id, key)),
        );
        for (source, target, kind) in select(conn, "source_id, target_id, kind FROM relationships") {
            tables.relationships.entry(source).or_default().push((target, kind.clone(), true));
            tables.relationships.entry(target).or_default().push((source, kind, false));
        }
        for (party, event, role) in select(conn, "party_id, event_id, role FROM participations") {
            tables.parts.entry(party).or_default().push((event, role.clone()));
            tables.parts.entry(event).or_default().push((party, role));
        }
        for (event, _, action) in select(conn, "id, id, action FROM sanction_events") {
            tables.actions.insert(event, action);
        }
        for (party, article, language) in select(
            conn,
            "mentions.party_id, articles.id, articles.language FROM mentions JOIN articles ON articles.id = mentions.article_id",
        ) {
            tables.mentions.entry(party).or_default().push(article);
            tables.mentions.entry(article).or_default().push(party);
            tables.languages.insert(article, language);
        }
        tables
    }
}

fn of<T>(lists: &BTreeMap<i64, Vec<T>>, row: i64) -> &[T] {
    lists.get(&row).map_or(&[], Vec::as_slice)
}

/// A filter of parties, of events or of articles: each question has to be met.
struct Filter(Vec<Question>);

struct Question {
    asks_for_none: bool,
    about: About,
}

/// What is asked of one row that hangs on the row outside.
enum About {
    Relationship {
        kind: Option<&'static str>,
        is_source: Option<bool>,
        other: Filter,
    },
    /// From a party to events, or from an event to parties.
    Part {
        role: Option<&'static str>,
        leads_to: &'static str,
        end: Filter,
    },
    SanctionEvent {
        action: &'static str,
        event: Filter,
    },
    /// From a party to articles, or from an article to parties.
    Mention {
        language: Option<&'static str>,
        leads_to: &'static str,
        end: Filter,
    },
}

impl Filter {
    fn draw(rng: &mut Rng, of: &str, depth: usize) -> Self {
        let most = if depth == 3 { 1 } else { rng.usize(0..=2) };
        Self(if depth == 0 { Vec::new() } else { (0..most).map(|_| Question::draw(rng, of, depth - 1)).collect() })
    }

    fn is_met(&self, tables: &Tables, row: i64) -> bool {
        self.0.iter().all(|question| question.is_met(tables, row))
    }

    fn text(&self) -> String {
        let mut fields: BTreeMap<&str, BTreeMap<&str, String>> = BTreeMap::new();
        for Question { asks_for_none, about } in &self.0 {
            let (field, inside) = about.text();
            fields.entry(field).or_default().insert(if *asks_for_none { "none" } else { "some" }, inside);
        }
        let mut text = String::new();
        for (field, words) in fields {
            let words: Vec<String> =
                words.into_iter().map(|(word, inside)| format!("{word}: {{ {inside} }}")).collect();
            write!(text, "{field}: {{ {} }} ", words.join(", ")).unwrap();
        }
        text
    }

    /// The same without questions that the text of a later one has taken the place of.
    fn without_repetitions(mut self) -> Self {
        let mut seen = BTreeSet::new();
        self.0.retain(|question| seen.insert((question.about.text().0, question.asks_for_none)));
        self
    }
}

impl Question {
    fn draw(rng: &mut Rng, of: &str, deeper: usize) -> Self {
        let filter = |rng: &mut Rng, of: &str| Filter::draw(rng, of, deeper).without_repetitions();
        let role = *rng.choice(&[None, Some("TARGET"), Some("SPEAKER"), Some("VICTIM")]).unwrap();
        let about = match (of, rng.u8(0..4)) {
            ("event", _) => About::Part { role, leads_to: "party", end: filter(rng, "party") },
            ("article", _) => About::Mention { language: None, leads_to: "party", end: filter(rng, "party") },
            (_, 0) => About::Part { role, leads_to: "event", end: filter(rng, "event") },
            (_, 1) => About::SanctionEvent {
                action: rng.choice(["IMPOSED", "PROPOSED"]).unwrap(),
                event: filter(rng, "event"),
            },
            (_, 2) => About::Mention {
                language: *rng.choice(&[None, Some("ar"), Some("fr")]).unwrap(),
                leads_to: "article",
                end: filter(rng, "article"),
            },
            _ => About::Relationship {
                kind: *rng.choice(&[None, Some("OWNS"), Some("FAMILY"), Some("LEADS")]).unwrap(),
                is_source: *rng.choice(&[None, Some(true), Some(false)]).unwrap(),
                other: filter(rng, "party"),
            },
        };
        Self { asks_for_none: rng.u8(0..3) == 0, about }
    }

    fn is_met(&self, tables: &Tables, row: i64) -> bool {
        let any = match &self.about {
            About::Relationship { kind, is_source, other } => {
                of(&tables.relationships, row).iter().any(|(end, of_kind, from)| {
                    kind.is_none_or(|kind| kind == of_kind)
                        && is_source.is_none_or(|is_source| is_source == *from || SYMMETRIC.contains(&of_kind.as_str()))
                        && other.is_met(tables, *end)
                })
            }
            About::Part { role, end, .. } => of(&tables.parts, row)
                .iter()
                .any(|(other, had)| role.is_none_or(|role| role == had) && end.is_met(tables, *other)),
            About::SanctionEvent { action, event } => of(&tables.parts, row).iter().any(|(id, role)| {
                role == "TARGET"
                    && tables.actions.get(id).is_some_and(|taken| taken == action)
                    && event.is_met(tables, *id)
            }),
            About::Mention { language, end, .. } => of(&tables.mentions, row).iter().any(|other| {
                language.is_none_or(|language| tables.languages[other] == language) && end.is_met(tables, *other)
            }),
        };
        any != self.asks_for_none
    }
}

impl About {
    fn text(&self) -> (&'static str, String) {
        let word = |name: &str, word: &Option<&str>| word.map_or(String::new(), |word| format!("{name}: {word} "));
        match self {
            Self::Relationship { kind, is_source, other } => {
                let direction = is_source.map(|is_source| if is_source { "OUT" } else { "IN" });
                let own = word("kind", kind) + &word("direction", &direction);
                ("relationships", format!("{own} other: {{ {} }}", other.text()))
            }
            Self::Part { role, leads_to, end } => {
                ("participations", format!("{} {leads_to}: {{ {} }}", word("role", role), end.text()))
            }
            Self::SanctionEvent { action, event } => ("sanctionEvents", format!("action: {action} {}", event.text())),
            Self::Mention { language, leads_to, end } => {
                let own = language.map_or(String::new(), |language| format!("languages: [\"{language}\"] "));
                ("mentions", format!("{leads_to}: {{ {own}{} }}", end.text()))
            }
        }
    }
}

/// The keys of all parties that the filter keeps, page by page.
async fn kept(api: &Api, filter: &str) -> BTreeSet<String> {
    let query = format!(
        "query($after: String) {{ parties(first: 100, after: $after, where: {{ {filter} }}) {{ totalCount
           pageInfo {{ hasNextPage endCursor }} nodes {{ key }} }} }}"
    );
    let (mut keys, mut after) = (BTreeSet::new(), Value::Null);
    loop {
        let variables = Variables::from_json(json!({ "after": after }));
        let response = api.execute(Request::new(&query).variables(variables)).await;
        assert!(response.errors.is_empty(), "{query}\n{:#?}", response.errors);
        let answer = response.data.into_json().unwrap();
        let list = &answer["parties"];
        keys.extend(list["nodes"].as_array().unwrap().iter().map(|node| node["key"].as_str().unwrap().to_owned()));
        if list["pageInfo"]["hasNextPage"] == false {
            assert_eq!(list["totalCount"], keys.len(), "{filter}");
            return keys;
        }
        after = list["pageInfo"]["endCursor"].clone();
    }
}

fn filled(db: &TestDatabase, plan: Plan) -> Conn {
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    generate(&mut conn, plan, |_| {}).unwrap();
    conn
}

async fn questions_mean_what_a_plain_reading_says(db: &TestDatabase) {
    let tables = Tables::read(&mut filled(db, PLAN));
    // One pool for all questions: a new one for each page would connect hundreds of times.
    let api = Api::new(db.pool());
    let mut rng = Rng::with_seed(17);
    let mut asked = 0;
    while asked < DRAWN {
        let filter = Filter::draw(&mut rng, "party", 3).without_repetitions();
        let expected: BTreeSet<String> =
            tables.parties.iter().filter(|(id, _)| filter.is_met(&tables, **id)).map(|(_, key)| key.clone()).collect();
        // One that keeps everything, or nothing, tells little.
        if !expected.is_empty() && expected.len() < tables.parties.len() {
            let text = filter.text();
            assert_eq!(kept(&api, &text).await, expected, "{text}");
            asked += 1;
        }
    }
}

/// Every party is bound to one of them. Asked again for each that leads to it, at each level, it would take minutes.
async fn a_hub_is_asked_once(db: &TestDatabase) {
    let mut conn = filled(db, Plan { parties: 1_500, relationships: 1, seed: 3 });
    let (fact, party) =
        ("(SELECT min(fact_id) FROM links WHERE event_id IS NULL)", "kind IN ('Actor', 'Organization')");
    for (node, other) in [("hub.id", "nodes.id"), ("nodes.id", "hub.id")] {
        conn.batch_execute(&format!(
            "INSERT INTO links SELECT {node}, {other}, {fact}, NULL, 'ANY', 'ASSOCIATE', 1, NULL, NULL, NULL, nodes.dataset_id
             FROM nodes CROSS JOIN (SELECT min(id) AS id FROM nodes WHERE {party}) AS hub
             WHERE {party} AND nodes.id <> hub.id ON CONFLICT DO NOTHING; ANALYZE;"
        ))
        .unwrap();
    }
    let timed = async |filter: &str, expected: i32| {
        let start = Instant::now();
        let answer = db.query(&format!("{{ parties(first: 1, where: {{ {filter} }}) {{ totalCount }} }}")).await;
        assert_eq!(answer["parties"]["totalCount"], expected, "{filter}");
        start.elapsed()
    };
    for (deepest, expected) in [("some: { facts: { minSources: 99 } }", 0), ("none: {}", 0), ("some: {}", 1_500)] {
        let bound = |inner: &str| format!("relationships: {{ some: {{ other: {{ {inner} }} }} }}");
        let deepest = format!("relationships: {{ {deepest} }}");
        let (shallow, deep) = (timed(&deepest, expected).await, timed(&bound(&bound(&deepest)), expected).await);
        // Each level adds about as much as there was; the hub asked again would multiply by 1,500.
        assert!(deep < 500 * shallow, "{deepest} took {shallow:?}, two levels below the root {deep:?}");
    }
}

on_each_backend! {
    empty:
    async questions_mean_what_a_plain_reading_says,
    async a_hub_is_asked_once,
}
