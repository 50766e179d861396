//! Events of both kinds: the timeline.

use serde_json::{Value, json};

use crate::support::TestDatabase;

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
        (r#"roles: [TARGET], involving: ["libya"]"#, vec!["libya-arms-embargo-partial-easing"]),
        (
            r#"from: "2019-09-13", until: "2019-09-13", incidentKinds: [EXECUTION, MEETING]"#,
            vec!["tarhuna-prison-executions-2019"],
        ),
        (r#"datasets: ["elsewhere"]"#, vec![]),
    ] {
        let answer = db.query(&format!("{{ events(where: {{ {filter} }}) {{ totalCount nodes {{ key }} }} }}")).await;
        let list = &answer["events"];
        let mut keys: Vec<&str> =
            list["nodes"].as_array().unwrap().iter().map(|node| node["key"].as_str().unwrap()).collect();
        keys.sort_unstable();
        assert_eq!(keys, expected, "{filter}");
        assert_eq!(list["totalCount"], expected.len(), "{filter}");
    }
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
    async an_event_in_full,
    async dates_keep_their_precision,
}
