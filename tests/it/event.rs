//! Events of both kinds: the timeline.

use serde_json::{Value, json};

use crate::support::{TestDatabase, variables};

async fn the_timeline_runs_both_ways(db: &TestDatabase) {
    let answer = db
        .query(
            "{ up: events(first: 100) { totalCount nodes { key startedWithin { earliest } } }
               down: events(first: 100, orderBy: { direction: DESC }) { nodes { key } } }",
        )
        .await;
    let nodes = answer["up"]["nodes"].as_array().unwrap();
    assert_eq!(answer["up"]["totalCount"], nodes.len());
    let days: Vec<&str> = nodes.iter().filter_map(|node| node["startedWithin"]["earliest"].as_str()).collect();
    assert!(days.len() > 20 && days.is_sorted(), "{days:?}");
    let keys = |list: &Value| -> Vec<String> {
        list["nodes"].as_array().unwrap().iter().map(|node| node["key"].as_str().unwrap().to_owned()).collect()
    };
    let mut down = keys(&answer["down"]);
    down.reverse();
    assert_eq!(keys(&answer["up"]), down);
}

async fn filters(db: &TestDatabase) {
    for (filter, expected) in [
        (
            r#"places: ["paris"], kind: INCIDENT"#,
            vec!["bashagha-biometrics-talks", "bashagha-parly-meeting", "bashagha-visit-paris-2020"],
        ),
        (r#"incidentKinds: [EXECUTION]"#, vec!["tarhuna-prison-executions-2019"]),
        (r#"kind: SANCTION_EVENT, involving: ["russia"]"#, vec!["russia-blocks-kaniyat-un-listing"]),
        (r#"involving: ["florence-parly"]"#, vec!["bashagha-parly-meeting"]),
        (
            r#"involving: ["florence-parly", "russia"], from: "2020-11-01", until: "2020-11-30", kind: SANCTION_EVENT"#,
            vec!["russia-blocks-kaniyat-un-listing"],
        ),
        (
            r#"cases: ["us-designates-kaniyat-eo-13818"]"#,
            vec![
                "russia-blocks-kaniyat-un-listing",
                "us-designates-kaniyat-eo-13818",
                "us-germany-propose-kaniyat-un-listing",
            ],
        ),
        (
            r#"cases: ["us-designates-kaniyat-eo-13818"], involving: ["germany"]"#,
            vec!["us-germany-propose-kaniyat-un-listing"],
        ),
        (r#"cases: ["tarhuna-mass-graves"]"#, vec![]),
        ("cases: []", vec![]),
        (r#"roles: [TARGET], involving: ["libya"]"#, vec![]),
        (r#"roles: [TARGET], involving: ["libyan-national-army"]"#, vec!["libya-arms-embargo-partial-easing"]),
        (
            r#"from: "2019-09-13", until: "2019-09-13", incidentKinds: [EXECUTION, MEETING]"#,
            vec!["tarhuna-prison-executions-2019"],
        ),
        (r#"datasets: ["elsewhere"]"#, vec![]),
    ] {
        let query = "query($where: EventFilter) { events(where: $where) { totalCount nodes { key } } }";
        let answer = db.query_with(query, json!({ "where": variables(filter) })).await;
        let list = &answer["events"];
        let mut keys: Vec<&str> =
            list["nodes"].as_array().unwrap().iter().map(|node| node["key"].as_str().unwrap()).collect();
        keys.sort_unstable();
        assert_eq!(keys, expected, "{filter}");
        assert_eq!(list["totalCount"], expected.len(), "{filter}");
    }
}

/// Of one party, of several, at a place, and of a case.
async fn a_timeline_is_of_what_is_asked(db: &TestDatabase) {
    let timeline = async |filter: &str, order: &str| {
        let query = "query($where: EventFilter, $direction: OrderDirection!) {
            events(first: 100, where: $where, orderBy: { direction: $direction }) { nodes {
              id key startedWithin { earliest } place { key } participations(first: 100) { nodes { party { key } } } } } }";
        db.query_with(query, json!({ "where": variables(filter), "direction": order })).await["events"]["nodes"]
            .as_array()
            .unwrap()
            .clone()
    };
    let everything = timeline("", "ASC").await;
    let part = |event: &Value, parties: &[&str]| {
        let parts = event["participations"]["nodes"].as_array().unwrap();
        parts.iter().any(|part| parties.contains(&part["party"]["key"].as_str().unwrap()))
    };
    for parties in [&["kaniyat"][..], &["kaniyat", "florence-parly"], &["khalifa-haftar", "russia", "germany"]] {
        let expected: Vec<&Value> = everything.iter().filter(|event| part(event, parties)).collect();
        assert!(expected.len() > 2, "{parties:?}");
        let filter = format!("involving: {}", json!(parties));
        let mut told = timeline(&filter, "DESC").await;
        told.reverse();
        assert_eq!(told.iter().collect::<Vec<_>>(), expected, "{parties:?}");
    }
    let expected: Vec<&Value> = everything.iter().filter(|event| event["place"]["key"] == "tripoli").collect();
    assert!(expected.len() > 2);
    assert_eq!(timeline(r#"places: ["tripoli"]"#, "ASC").await.iter().collect::<Vec<_>>(), expected);
    let case = timeline(r#"cases: ["russia-blocks-kaniyat-un-listing"]"#, "ASC").await;
    let keys: Vec<&str> = case.iter().map(|event| event["key"].as_str().unwrap()).collect();
    let steps = ["us-germany-propose-kaniyat-un-listing", "russia-blocks-kaniyat-un-listing"];
    assert_eq!(keys, [&steps[..], &["us-designates-kaniyat-eo-13818"]].concat());
}

async fn an_event_in_full(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ event(key: "tarhuna-prison-executions-2019") {
                   __typename id key title(language: "ar") summary(language: "en") started ended
                   startedWithin { earliest latest } endedWithin { earliest latest }
                   place { key country } ... on Incident { kind }
                   participations { nodes { role party { key } } }
                   evidence { totalCount nodes { stance paragraphs attributedTo { key } } } } }"#,
        )
        .await;
    insta::assert_json_snapshot!("the_executions_in_the_prison", answer);
}

async fn dates_keep_their_precision(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ a: event(key: "russia-blocks-kaniyat-un-listing") { started startedWithin { earliest latest } }
                 b: event(key: "libya-arms-embargo-partial-easing") { started startedWithin { earliest } } }"#,
        )
        .await;
    let within = json!({ "earliest": "2020-11-13", "latest": "2020-11-21" });
    assert_eq!(answer["a"], json!({ "started": "2020-11", "startedWithin": within }));
    assert_eq!(answer["b"], json!({ "started": null, "startedWithin": null }));
}

on_each_backend! {
    async the_timeline_runs_both_ways,
    async filters,
    async a_timeline_is_of_what_is_asked,
    async an_event_in_full,
    async dates_keep_their_precision,
}
