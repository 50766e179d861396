//! The shortest chains from party to party.

use serde_json::{Value, json};

use crate::support::{TestDatabase, variables};

const PATHS: &str = include_str!("paths/paths.graphql");

/// Each step in a line: from, the kind of fact and its key, to.
async fn told(db: &TestDatabase, arguments: &str) -> (Vec<Vec<String>>, bool) {
    let answer = db.query_with(PATHS, variables(arguments)).await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let search = &answer["paths"];
    let paths = search["nodes"].as_array().unwrap().iter().map(|path| {
        let steps = path["steps"].as_array().unwrap();
        assert_eq!(path["length"], steps.len());
        for step in steps {
            assert_eq!(step["facts"][0], step["through"]);
            assert_eq!(step["facts"].as_array().unwrap().len() % 2, 1);
        }
        for (step, next) in steps.iter().zip(&steps[1.min(steps.len())..]) {
            assert_eq!(step["to"], next["from"]);
        }
        let line = |step: &Value| {
            format!(
                "{} -- {} -- {}",
                text(&step["from"]["key"]),
                text(&step["through"]["id"]),
                text(&step["to"]["key"])
            )
        };
        steps.iter().map(line).collect()
    });
    (paths.collect(), search["complete"].as_bool().unwrap())
}

const ENDS: &str = r#"from: "Actor:mohamed-al-kani", to: "Actor:antonio-guterres""#;

fn ends_and(arguments: &str) -> String {
    [ENDS, arguments].join(", ")
}

async fn from_the_leader_of_the_militia_to_the_secretary_general(db: &TestDatabase) {
    insta::assert_json_snapshot!(
        "from_the_militia_to_the_secretary_general",
        db.query(include_str!("paths/explained.graphql")).await
    );
}

fn ends(paths: &[Vec<String>]) -> Vec<&str> {
    paths.iter().map(|steps| steps.last().unwrap().as_str()).collect()
}

async fn arguments_narrow_the_search(db: &TestDatabase) {
    let (all, is_complete) = told(db, &ends_and("first: 20")).await;
    assert_eq!((all.len(), is_complete), (9, true));
    let (best, _) = told(db, ENDS).await;
    assert_eq!(best, all[..3]);
    assert_eq!(told(db, &ends_and("maxLength: 2")).await, (Vec::new(), true));

    // Without events the paths have twice as many steps, all relationships.
    assert_eq!(told(db, &ends_and("throughEvents: false")).await, (Vec::new(), true));
    let (related, _) = told(db, &ends_and("throughEvents: false, maxLength: 6")).await;
    assert_eq!(related.iter().map(Vec::len).collect::<Vec<_>>(), [6, 6]);
    assert!(related.iter().flatten().all(|step| step.contains("Relationship:")), "{related:?}");
    let kinds = "kinds: [LEADS], throughEvents: false, maxLength: 6";
    assert_eq!(told(db, &ends_and(kinds)).await, (Vec::new(), true));

    // `kinds` does not restrict events.
    let (through_events, _) = told(db, &ends_and("kinds: [], first: 20")).await;
    assert!(!through_events.is_empty() && through_events.len() < all.len());
    assert!(through_events.iter().flatten().all(|step| !step.contains("Relationship:")), "{through_events:?}");
}

async fn facts_that_do_not_count_are_not_walked(db: &TestDatabase) {
    let (all, _) = told(db, &ends_and("first: 20")).await;
    // The Russian block came later that month, so it connects nobody yet.
    let (before, _) = told(db, &ends_and(r#"first: 20, facts: { asOf: "2020-11-01" }"#)).await;
    let is_later = |steps: &&Vec<String>| steps.iter().any(|step| step.contains("russia-blocks-kaniyat-un-listing"));
    assert!(all.iter().any(|steps| is_later(&steps)));
    assert_eq!(before, all.iter().filter(|steps| !is_later(steps)).cloned().collect::<Vec<_>>());

    for arguments in [
        "facts: { minSources: 2 }, maxLength: 6",
        r#"facts: { datasets: ["nobodys"] }, maxLength: 6"#,
        r#"facts: { knownBy: "2018-01-01" }"#,
    ] {
        assert_eq!(told(db, &ends_and(arguments)).await, (Vec::new(), true), "{arguments}");
    }
}

async fn either_way_round_the_steps_are_the_same(db: &TestDatabase) {
    let (there, _) = told(db, &ends_and("first: 20")).await;
    let (back, _) = told(db, r#"from: "Actor:antonio-guterres", to: "Actor:mohamed-al-kani", first: 20"#).await;
    let turned = |step: &String| {
        let parts: Vec<&str> = step.split(" -- ").collect();
        [parts[2], parts[1], parts[0]].join(" -- ")
    };
    let mut there = there;
    let mut turned: Vec<Vec<String>> = back.iter().map(|steps| steps.iter().rev().map(turned).collect()).collect();
    there.sort();
    turned.sort();
    assert_eq!(there, turned);
}

async fn from_a_party_to_itself_and_to_its_neighbour(db: &TestDatabase) {
    let itself = told(db, r#"from: "Actor:mohamed-al-kani", to: "Actor:mohamed-al-kani""#).await;
    assert_eq!(itself, (vec![Vec::new()], true));
    let (paths, is_complete) =
        told(db, r#"from: "Actor:mohamed-al-kani", to: "Organization:kaniyat", maxLength: 1, first: 20"#).await;
    assert!(is_complete);
    assert_eq!(ends(&paths), ["mohamed-al-kani -- Incident:kaniyat-abuses-tarhuna -- kaniyat"]);
}

async fn what_makes_no_sense_is_refused(db: &TestDatabase) {
    let party = "expected the key or the id of a party of this data";
    let of_another_type = "expected a key, or an id that starts with `Actor:`, `Organization:` or `Asset:`";
    for (arguments, expected) in [
        (r#"from: "x", to: "Actor:antonio-guterres""#, format!("`from` names `x`: {party}")),
        (
            r#"from: "Actor:antonio-guterres", to: "Place:tarhuna""#,
            format!("`to` names `Place:tarhuna`: {of_another_type}"),
        ),
        (r#"from: "Actor:nobody", to: "Actor:antonio-guterres""#, format!("`from` names `Actor:nobody`: {party}")),
        // The key belongs to an organization.
        (r#"from: "Actor:antonio-guterres", to: "Actor:kaniyat""#, format!("`to` names `Actor:kaniyat`: {party}")),
        (&ends_and("maxLength: 7"), "`maxLength` is 7: expected a number from 1 to 6".to_owned()),
        (&ends_and("maxLength: 0"), "`maxLength` is 0: expected a number from 1 to 6".to_owned()),
        (&ends_and("first: 21"), "`first` is 21: expected a number from 1 to 20".to_owned()),
        (&ends_and("first: -1"), "`first` is -1: expected a number from 1 to 20".to_owned()),
    ] {
        let failure = db.failure_with(PATHS, variables(arguments)).await;
        assert_eq!(failure, ("BAD_USER_INPUT".to_owned(), expected), "{arguments}");
    }
}

async fn paths_and_all_that_hangs_on_them_take_few_statements(db: &TestDatabase) {
    const QUERY: &str = include_str!("paths/with_evidence.graphql");
    let cost = db.statements_with(QUERY, json!({ "first": 20 })).await;
    assert_eq!(cost, 17);
    // The number of paths does not matter; it does matter which facts have been read before.
    let fewer = db.statements_with(QUERY, json!({ "first": 5 })).await;
    assert!(fewer <= cost + 1, "{fewer}");
}

on_each_backend! {
    async from_the_leader_of_the_militia_to_the_secretary_general,
    async arguments_narrow_the_search,
    async facts_that_do_not_count_are_not_walked,
    async either_way_round_the_steps_are_the_same,
    async from_a_party_to_itself_and_to_its_neighbour,
    async what_makes_no_sense_is_refused,
    async paths_and_all_that_hangs_on_them_take_few_statements,
}
