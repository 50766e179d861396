//! Screening names, and probable duplicates of parties.

use sanad::dataset::{Files, load, read};
use sanad::db::screen::{Query, Screening, Threshold};
use sanad::db::{Access, Conn, Deadline, ROOT, Relation, Snapshot};
use serde_json::{Value, json};

use crate::support::{TestDatabase, variables};

/// A second data set, of the same parties among others.
const SECOND: &str = r#"
[dataset]
key = "second"
title = "Another list"

[[actor]]
key = "second-kani"
name = { en = "Mohamed al-Kani", ar = "محمد الكاني" }
born = "1979-05"
countries = ["LY"]

[[actor]]
key = "second-kani-too"
name = { en = "Mohamed al-Kani", ar = "محمد الكاني" }
born = "1955"
countries = ["EG", "SD"]

[[organization]]
key = "second-kani-company"
type = "COMPANY"
name = { en = "Mohamed al-Kani", ar = "محمد الكاني" }
"#;

fn load_text(db: &TestDatabase, text: &str) {
    let files = Files::from_texts([("second.toml".to_owned(), text.to_owned())]);
    load(&mut Conn::open(db.url(), Access::Write).unwrap(), &read(&files).unwrap()[0]).unwrap();
}

/// The keys of the parties that match, each with the score.
fn matches(result: &Value) -> Vec<(String, f64)> {
    let one = |one: &Value| (one["party"]["key"].as_str().unwrap().to_owned(), one["score"].as_f64().unwrap());
    result["matches"].as_array().unwrap().iter().map(one).collect()
}

fn keys(result: &Value) -> Vec<String> {
    matches(result).into_iter().map(|(key, _)| key).collect()
}

/// The results of queries.
async fn screened(db: &TestDatabase, queries: Value, arguments: &str) -> Vec<Value> {
    let mut asked = variables(arguments);
    asked["queries"] = queries;
    let answer = db.query_with(include_str!("screen/screen.graphql"), asked).await;
    answer["screen"].as_array().unwrap().clone()
}

async fn one(db: &TestDatabase, query: Value, arguments: &str) -> Value {
    screened(db, json!([query]), arguments).await.remove(0)
}

async fn a_name_is_found_in_any_script_and_spelling(db: &TestDatabase) {
    let names = ["محمد الكاني", "Muhammad al Kani", "Mohammed El-Kani", "KANI, Mohamed"];
    let queries = names.map(|name| json!({ "name": name }));
    for result in screened(db, json!(queries), "").await {
        let matches = matches(&result);
        assert!(matches.first().is_some_and(|(key, score)| key == "mohamed-al-kani" && *score >= 0.7), "{result}");
        let explanation = &result["matches"][0]["explanation"];
        assert!(!explanation["met"].as_array().unwrap().is_empty() && explanation["text"] != "", "{result}");
    }
}

async fn another_name_is_not_found(db: &TestDatabase) {
    let result = one(db, json!({ "name": "Mohamed Hegazy" }), "").await;
    assert!(!keys(&result).contains(&"mahmoud-hegazy".to_owned()), "{result}");
    let result = one(db, json!({ "name": "محمود حجازي" }), "").await;
    assert_eq!(matches(&result).first(), Some(&("mahmoud-hegazy".to_owned(), 1.0)), "{result}");
}

async fn results_come_in_the_order_of_the_queries(db: &TestDatabase) {
    let queries = json!([
        { "name": "خليفة حفتر", "reference": "row 7" },
        { "name": "nobody of that name at all" },
        { "name": "محمد الكاني", "reference": "" },
        { "name": "خليفة حفتر" },
    ]);
    let results = screened(db, queries, "").await;
    let told: Vec<_> = results.iter().map(|result| (&result["reference"], &result["name"], keys(result))).collect();
    assert_eq!(told[0].0, "row 7");
    assert_eq!(told[0].2[0], "khalifa-haftar");
    assert_eq!((told[1].0, &told[1].2), (&Value::Null, &vec![]));
    assert_eq!((told[2].0.as_str(), told[2].2[0].as_str()), (Some(""), "mohamed-al-kani"));
    assert_eq!((told[3].0, told[3].1.as_str(), &told[3].2), (&Value::Null, Some("خليفة حفتر"), &told[0].2));
    assert!(results.iter().all(|result| result["complete"] == true));
    assert_eq!(results[0]["matches"][0]["name"]["text"], "خليفة حفتر");
    assert_eq!(screened(db, json!([]), "").await, Vec::<Value>::new());
}

async fn hostile_names_have_a_clear_answer(db: &TestDatabase) {
    for name in [
        "",
        " ",
        "\u{200b}\u{200f}\u{202e}",
        "🕊️🕊️",
        "\u{0651}\u{0651}",
        "---",
        "\0",
        "' OR 1 = 1 --",
        "\" NEAR(a b) * :",
        "ال بن",
        "\u{fdfa}",
    ] {
        let result = one(db, json!({ "name": name }), "").await;
        assert_eq!(result["complete"], true, "{result}");
        assert_eq!(keys(&result), Vec::<String>::new(), "{name:?}");
    }
    let hidden = "\u{202e}خليفة\u{200b} حفتر\u{202c}";
    assert_eq!(keys(&one(db, json!({ "name": hidden }), "").await)[0], "khalifa-haftar");
    for long in ["ا", "a ", "محمد ", "\u{0301}"] {
        let length = long.chars().count();
        let name = long.repeat(1_000 / length);
        let results = screened(db, json!(vec![json!({ "name": name }); 100]), "").await;
        assert_eq!(results.len(), 100);
    }
}

async fn what_makes_no_sense_is_refused(db: &TestDatabase) {
    const QUERY: &str = "query($queries: [ScreenQuery!]!, $threshold: Float, $first: Int) {
        screen(queries: $queries, threshold: $threshold, first: $first) { complete } }";
    let name = |length: usize| "ا".repeat(length);
    let countries = vec!["LY"; 21];
    for (asked, expected) in [
        (
            json!({ "queries": [{ "name": "a" }, { "name": name(1_001) }] }),
            "`queries[1].name` has 1001 characters: expected at most 1000",
        ),
        (json!({ "queries": vec![json!({ "name": "a" }); 101] }), "`queries` has 101 items: expected at most 100"),
        (
            json!({ "queries": [{ "name": "a", "countries": countries }] }),
            "`queries[0].countries` has 21 items: expected at most 20",
        ),
        (json!({ "queries": [], "threshold": 1.01 }), "`threshold` is 1.01: expected a number from 0 to 1"),
        (json!({ "queries": [], "threshold": -1 }), "`threshold` is -1: expected a number from 0 to 1"),
        (json!({ "queries": [], "first": 0 }), "`first` is 0: expected a number from 1 to 20"),
        (json!({ "queries": [], "first": 21 }), "`first` is 21: expected a number from 1 to 20"),
    ] {
        let failure = db.failure_with(QUERY, asked.clone()).await;
        assert_eq!(failure, ("BAD_USER_INPUT".to_owned(), expected.to_owned()), "{asked}");
    }
    let similar = "{ party(key: \"kaniyat\") { similar(threshold: 2) { score } } }";
    let expected = "`threshold` is 2: expected a number from 0 to 1".to_owned();
    assert_eq!(db.failure(similar).await, ("BAD_USER_INPUT".to_owned(), expected));
    db.query_with(QUERY, json!({ "queries": [{ "name": name(1_000) }] })).await;
}

async fn types_narrow_and_particulars_move_the_score(db: &TestDatabase) {
    load_text(db, SECOND);
    let name = "Mohamed al-Kani";
    let all = one(db, json!({ "name": name }), "").await;
    // Equal scores come in the order of entry.
    assert_eq!(keys(&all), ["mohamed-al-kani", "second-kani", "second-kani-too", "second-kani-company"]);
    assert!(matches(&all).iter().all(|(_, score)| *score == 1.0), "{all}");

    let organizations = one(db, json!({ "name": name, "type": "ORGANIZATION" }), "").await;
    assert_eq!(keys(&organizations), ["second-kani-company"]);
    let people = one(db, json!({ "name": name, "type": "PERSON" }), "first: 2").await;
    assert_eq!(keys(&people), ["mohamed-al-kani", "second-kani"]);

    let query = json!({ "name": name, "type": "PERSON", "born": "1955-01-31", "countries": ["EG", "TN"] });
    let supported = one(db, query, "").await;
    let moved: Vec<(String, f64)> = matches(&supported);
    let expected = [("second-kani-too", 1.0), ("mohamed-al-kani", 0.95), ("second-kani", 0.8)];
    for ((key, score), (expected, of)) in moved.iter().zip(expected) {
        assert!(key == expected && (score - of).abs() < 1e-9, "{moved:?}");
    }
    assert_eq!(
        supported["matches"][2]["support"],
        json!([
            { "kind": "BORN", "agrees": false, "change": -0.15 },
            { "kind": "COUNTRIES", "agrees": false, "change": -0.05 },
        ])
    );
    assert_eq!(supported["matches"][1]["support"].as_array().unwrap().len(), 1);

    // Support does not make another name match.
    let query = json!({ "name": "Antonio Guterres", "born": "1955", "countries": ["EG"] });
    assert!(!keys(&one(db, query, "").await).iter().any(|key| key.starts_with("second")));
}

async fn the_threshold_is_kept(db: &TestDatabase) {
    let spelling = json!({ "name": "Mohammed Khalifa Elkani" });
    let any = one(db, spelling.clone(), "threshold: 0, first: 20").await;
    let all = matches(&any);
    assert!(all.windows(2).all(|pair| pair[0].1 >= pair[1].1), "{all:?}");
    let (_, best) = &all[0];
    let strict = one(db, spelling, &format!("threshold: {best}, first: 20")).await;
    assert!(!matches(&strict).is_empty() && matches(&strict).iter().all(|(_, score)| score >= best));
}

/// More parties bear a common name than are compared: the matches are right, and the result is not `complete`.
async fn a_bound_that_cuts_is_told_of(db: &TestDatabase) {
    let actor =
        |number: usize| format!("[[actor]]\nkey = \"s-{number}\"\nname = {{ en = \"Salem Bou Mazraq {number}\" }}\n");
    let actors: String = (0..1_100).map(actor).collect();
    load_text(db, &format!("[dataset]\nkey = \"many\"\ntitle = \"Many\"\n{actors}"));
    let result = one(db, json!({ "name": "Salem Bou Mazraq" }), "first: 20").await;
    assert_eq!((keys(&result).len(), &result["complete"]), (20, &json!(false)), "{result}");
    assert_eq!(one(db, json!({ "name": "خليفة حفتر" }), "").await["complete"], true);
}

async fn duplicates_are_of_other_data_sets(db: &TestDatabase) {
    load_text(db, SECOND);
    let answer = db.query(include_str!("screen/similar.graphql")).await;
    let keys = |of: &str| -> Vec<String> {
        let similar = answer[of]["similar"].as_array().unwrap();
        similar.iter().map(|one| one["party"]["key"].as_str().unwrap().to_owned()).collect()
    };
    // Both have the name. The countries raise one score and lower the other.
    assert_eq!(keys("own"), ["second-kani", "second-kani-too"]);
    assert_eq!(keys("other"), ["mohamed-al-kani"]);
    assert_eq!(keys("company"), Vec::<String>::new());
    let first = &answer["own"]["similar"][0];
    assert_eq!(first["name"]["text"], first["ownName"]["text"]);
    assert_eq!(first["support"], json!([{ "kind": "COUNTRIES", "agrees": true }]));
}

async fn a_batch_comes_in_one_hop(db: &TestDatabase) {
    load_text(db, SECOND);
    const SCREEN: &str = include_str!("screen/statements.graphql");
    let screened = async |queries: Value| db.statements_with(SCREEN, json!({ "queries": queries })).await;
    let (kani, haftar) = (json!({ "name": "محمد الكاني" }), json!({ "name": "Khalifa Haftar" }));
    // The bearers of the keys and those of the very name, the version, and their names; the parties, their names, their status, and the authorities.
    let expected = 8;
    assert_eq!(screened(json!([&kani])).await, expected);
    assert_eq!(screened(json!(vec![[kani, haftar]; 50].concat())).await, expected);
    // The kinds of the candidates, and what is known of them. Their names are remembered.
    assert_eq!(screened(json!([{ "name": "محمد الكاني", "type": "PERSON", "born": "1979" }])).await, expected - 1 + 2);
    // An empty name takes no statement.
    assert_eq!(screened(json!([{ "name": "" }])).await, 0);

    const SIMILAR: &str = "query($first: Int) { parties(first: $first, orderBy: { by: KEY, direction: DESC }) { nodes {
        similar { score ownName { text } party { key dataset { key } } } } } }";
    let few = db.statements_with(SIMILAR, json!({ "first": 40 })).await;
    assert_eq!(few, db.statements_with(SIMILAR, json!({ "first": 100 })).await);
}

/// Names that were compared are remembered: each reader sees those of the state that it reads.
async fn a_changed_name_is_found_at_once(db: &TestDatabase) {
    let load = |name: &str| {
        let actor = format!("[[actor]]\nkey = \"renamed\"\nname = {{ en = \"{name}\" }}\n");
        load_text(db, &format!("[dataset]\nkey = \"names\"\ntitle = \"Names\"\n{actor}"));
    };
    let pool = db.pool();
    let reader = async || pool.snapshot(pool.permit().await, &Deadline::never()).unwrap();
    let names = ["Salem Bou Mazraq", "Wolfgang Amadeus Mozart", "Salem Wolfgang Mozart"];
    let found = |reader: &mut Snapshot| -> Vec<String> {
        let queries = names.map(|name| Query { name: name.to_owned(), ..Query::default() });
        let screening = Screening { queries: queries.into(), threshold: Threshold(0.9), first: 5 };
        let screened = screening.load(reader.conn().unwrap(), &[ROOT]).unwrap().remove(&ROOT).unwrap();
        screened.iter().flat_map(|one| &one.matches).map(|one| one.name.text.clone()).collect()
    };
    let mut readers = Vec::new();
    for name in names {
        load(name);
        readers.push(reader().await);
        for _ in 0..2 {
            for (reader, name) in readers.iter_mut().zip(names) {
                assert_eq!(found(reader), [name]);
            }
        }
    }
}

on_each_backend! {
    async a_changed_name_is_found_at_once,
    async a_name_is_found_in_any_script_and_spelling,
    async another_name_is_not_found,
    async results_come_in_the_order_of_the_queries,
    async hostile_names_have_a_clear_answer,
    async what_makes_no_sense_is_refused,
    async types_narrow_and_particulars_move_the_score,
    async the_threshold_is_kept,
    async a_bound_that_cuts_is_told_of,
    async duplicates_are_of_other_data_sets,
    async a_batch_comes_in_one_hop,
}
