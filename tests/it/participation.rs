//! Who had what part in which event.

use crate::support::TestDatabase;

async fn everyone_who_met_or_called_haftar(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ events(where: { involving: ["khalifa-haftar"], incidentKinds: [MEETING, CALL, VISIT, CONFERENCE] }) {
                   totalCount
                   nodes {
                     key title(language: "en") started startedWithin { earliest latest } place { name(language: "en") }
                     participations { nodes { role party { name(language: "en") } } }
                     evidence { nodes { stance paragraphs article { key } attributedTo { key } } }
                   } } }"#,
        )
        .await;
    insta::assert_json_snapshot!("who_met_or_called_haftar", answer);
}

async fn parts_come_in_the_order_of_time(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ party(key: "khalifa-haftar") { participations(first: 100) {
                   totalCount nodes { id role event { __typename key startedWithin { earliest } } } } } }"#,
        )
        .await;
    let nodes = answer["party"]["participations"]["nodes"].as_array().unwrap();
    let days: Vec<&str> = nodes.iter().filter_map(|node| node["event"]["startedWithin"]["earliest"].as_str()).collect();
    assert!(days.len() > 3 && days.is_sorted(), "{days:?}");
    assert_eq!(answer["party"]["participations"]["totalCount"], nodes.len());
}

async fn roles_can_be_picked(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ party(key: "united-states") { participations(roles: [PROPOSER]) { nodes { id party { key } event { key } } } }
                 event(key: "us-germany-propose-kaniyat-un-listing") {
                   participations(roles: [PROPOSER]) { totalCount nodes { party { key } } } } }"#,
        )
        .await;
    insta::assert_json_snapshot!("proposers", answer);
}

on_each_backend! {
    async everyone_who_met_or_called_haftar,
    async parts_come_in_the_order_of_time,
    async roles_can_be_picked,
}
