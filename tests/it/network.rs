//! The neighbourhood of parties.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{TestDatabase, variables};

const NETWORK: &str = include_str!("network/network.graphql");

/// The nodes with their distances, the links, and whether there are more.
async fn drawn(db: &TestDatabase, arguments: &str) -> (Vec<String>, Vec<String>, bool) {
    let answer = db.query_with(NETWORK, variables(arguments)).await;
    let network = &answer["network"];
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let list = |name: &str| network[name].as_array().unwrap().clone();
    let nodes: Vec<Value> = list("nodes");
    let known: BTreeSet<String> = nodes.iter().map(|node| text(&node["party"]["id"])).collect();
    assert_eq!(known.len(), nodes.len());
    let links = list("links").into_iter().map(|link| {
        let (source, target) = (text(&link["source"]), text(&link["target"]));
        assert!(known.contains(&source) && known.contains(&target) && source != target);
        format!("{source} -- {} -- {target}", text(&link["fact"]["id"]))
    });
    let links = links.collect();
    let nodes = nodes.iter().map(|node| format!("{} {}", text(&node["party"]["id"]), node["distance"])).collect();
    (nodes, links, network["truncated"].as_bool().unwrap())
}

const KANIYAT: &str = r#"around: ["Organization:kaniyat"]"#;

async fn around_the_militia(db: &TestDatabase) {
    insta::assert_json_snapshot!("around_the_militia", db.query(include_str!("network/around.graphql")).await);
}

async fn nearer_ones_come_first_and_what_is_left_out_is_told_of(db: &TestDatabase) {
    let (near, _, is_truncated) = drawn(db, KANIYAT).await;
    assert!(!is_truncated && near.len() > 10);
    assert_eq!(near[0], "Organization:kaniyat 0");
    assert!(near[1..].iter().all(|node| node.ends_with(" 1")));

    for first in 1..near.len() {
        let (some, links, is_truncated) = drawn(db, &format!("{KANIYAT}, first: {first}")).await;
        assert!(is_truncated);
        assert_eq!(some, near[..first]);
        assert_eq!(links.is_empty(), first == 1);
    }
    let (exactly, _, is_truncated) = drawn(db, &format!("{KANIYAT}, first: {}", near.len())).await;
    assert_eq!((exactly, is_truncated), (near.clone(), false));

    let (further, _, is_truncated) = drawn(db, &format!("{KANIYAT}, depth: 2, first: 500")).await;
    assert!(!is_truncated && further.len() > near.len());
    assert_eq!(further[..near.len()], near);
    assert!(further[near.len()..].iter().all(|node| node.ends_with(" 2")));
    let (alone, links, is_truncated) = drawn(db, &format!("{KANIYAT}, depth: 0")).await;
    assert_eq!((alone, links, is_truncated), (vec![near[0].clone()], Vec::new(), false));
}

async fn parallel_facts_are_all_there(db: &TestDatabase) {
    let two = r#"around: ["Actor:mohamed-al-kani", "Organization:kaniyat", "Actor:mohamed-al-kani"], depth: 0"#;
    let (nodes, links, _) = drawn(db, two).await;
    assert_eq!(nodes, ["Organization:kaniyat 0", "Actor:mohamed-al-kani 0"]);
    assert_eq!(
        links,
        [
            "Organization:kaniyat -- Incident:kaniyat-abuses-tarhuna -- Actor:mohamed-al-kani",
            "Organization:kaniyat -- SanctionEvent:russia-blocks-kaniyat-un-listing -- Actor:mohamed-al-kani",
            "Organization:kaniyat -- SanctionEvent:us-designates-kaniyat-eo-13818 -- Actor:mohamed-al-kani",
            "Organization:kaniyat -- SanctionEvent:us-germany-propose-kaniyat-un-listing -- Actor:mohamed-al-kani",
            "Actor:mohamed-al-kani -- Relationship:mohamed-al-kani.leads.kaniyat -- Organization:kaniyat",
        ]
    );
    let (_, links, _) = drawn(db, &format!("{two}, throughEvents: false")).await;
    assert_eq!(links, ["Actor:mohamed-al-kani -- Relationship:mohamed-al-kani.leads.kaniyat -- Organization:kaniyat"]);
    assert!(drawn(db, &format!("{two}, throughEvents: false, kinds: [FAMILY]")).await.1.is_empty());
    let (_, links, _) = drawn(db, &[two, r#"facts: { asOf: "2020-11-01" }"#].join(", ")).await;
    assert!(
        !links.iter().any(|link| link.contains("russia-blocks")) && links.iter().any(|link| link.contains("leads"))
    );
}

async fn what_makes_no_sense_is_refused(db: &TestDatabase) {
    let party = "expected the key or the id of a party of this data";
    let of_another_type = "expected a key, or an id that starts with `Actor:`, `Organization:` or `Asset:`";
    let many = vec!["\"Organization:kaniyat\""; 21].join(", ");
    for (arguments, expected) in [
        ("around: []", "`around` has 0 ids: expected 1 to 20".to_owned()),
        (&format!("around: [{many}]"), "`around` has 21 ids: expected 1 to 20".to_owned()),
        (r#"around: ["tarhuna"]"#, format!("`around` names `tarhuna`: {party}")),
        (r#"around: ["Organization:kaniyat", "Actor:nobody"]"#, format!("`around` names `Actor:nobody`: {party}")),
        (r#"around: ["Place:tarhuna"]"#, format!("`around` names `Place:tarhuna`: {of_another_type}")),
        (&format!("{KANIYAT}, depth: 4"), "`depth` is 4: expected a number from 0 to 3".to_owned()),
        (&format!("{KANIYAT}, first: 0"), "`first` is 0: expected a number from 1 to 500".to_owned()),
        (
            r#"around: ["Organization:kaniyat", "Actor:mohamed-al-kani"], first: 1"#,
            "`first` is 1: expected a number from 2 to 500".to_owned(),
        ),
    ] {
        let failure = db.failure_with(NETWORK, variables(arguments)).await;
        assert_eq!(failure, ("BAD_USER_INPUT".to_owned(), expected), "{arguments}");
    }
}

async fn a_network_and_all_that_hangs_on_it_takes_few_statements(db: &TestDatabase) {
    assert_eq!(db.statements_of(include_str!("network/with_evidence.graphql")).await, 18);
}

on_each_backend! {
    async around_the_militia,
    async nearer_ones_come_first_and_what_is_left_out_is_told_of,
    async parallel_facts_are_all_there,
    async what_makes_no_sense_is_refused,
    async a_network_and_all_that_hangs_on_it_takes_few_statements,
}
