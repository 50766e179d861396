//! Evidence and mentions that name an entry instead of paragraphs, and kinds of articles.

use diesel::connection::SimpleConnection;
use sanad::dataset::records::{Article, Cited, Dataset, Evidence, Mention};
use sanad::dataset::{Bodies, load, load_with_bodies};
use sanad::db::{Access, Conn, migrate};
use sanad::model::{ArticleKind, Stance};
use serde_json::json;

use crate::load::small::{article, evidence, key, small, when};
use crate::support::TestDatabase;

/// The small set with an edition of a list, in which an entry is cited.
fn with_edition() -> Dataset {
    let mut dataset = small();
    let entry = || Cited::Locator("LYi.023".to_owned());
    dataset.articles.push(Article {
        kind: ArticleKind::Edition,
        mentions: vec![Mention { party: key("salim"), cited: entry(), described_as: Vec::new() }],
        ..article("edition", Some("council"), when("2021-03-04"))
    });
    dataset.relationships[0].evidence.push(Evidence { cited: entry(), ..evidence("edition", Stance::Confirms) });
    dataset
}

fn open(db: &TestDatabase) -> Conn {
    let mut conn = Conn::open(db.url(), Access::Write).unwrap();
    migrate::migrate(&mut conn).unwrap();
    conn
}

async fn an_entry_is_cited_by_its_number(db: &TestDatabase) {
    let mut conn = open(db);
    // A body has no paragraph that an entry could be beyond.
    let bodies = Bodies::from_texts([(key("edition"), "one\ntwo")]);
    load_with_bodies(&mut conn, &with_edition(), &bodies).unwrap();
    assert!(load(&mut conn, &with_edition()).unwrap().is_empty());
    let answer = db
        .query(
            r#"{ party(key: "salim") {
                   mentions { nodes { article { key kind } paragraphs locator excerpts } }
                   relationships { nodes { sourceCount evidence { nodes { article { kind } paragraphs locator excerpts } } } } } }"#,
        )
        .await;
    let entry = json!({ "paragraphs": [], "locator": "LYi.023", "excerpts": [] });
    let merged = |mut value: serde_json::Value, more: serde_json::Value| {
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        value
    };
    let mentions = &answer["party"]["mentions"]["nodes"];
    assert_eq!(mentions[0]["locator"], json!(null));
    assert_eq!(mentions[0]["paragraphs"], json!([1, 4]));
    assert_eq!(mentions[1], merged(entry.clone(), json!({ "article": { "key": "edition", "kind": "EDITION" } })));
    let relationship = &answer["party"]["relationships"]["nodes"][0];
    assert_eq!(relationship["sourceCount"], 3);
    assert_eq!(relationship["evidence"]["nodes"][2], merged(entry, json!({ "article": { "kind": "EDITION" } })));
}

async fn articles_are_filtered_by_kind(db: &TestDatabase) {
    load(&mut open(db), &with_edition()).unwrap();
    let query = "query($kinds: [ArticleKind!]) { articles(where: { kinds: $kinds }) { nodes { key } } }";
    for (kinds, expected) in [
        (json!(["EDITION"]), json!(["edition"])),
        (json!(["ARTICLE", "LEGAL_ACT"]), json!(["report", "leaflet"])),
        (json!(["STATEMENT"]), json!([])),
        (json!(null), json!(["report", "edition", "leaflet"])),
    ] {
        let answer = db.query_with(query, json!({ "kinds": kinds })).await;
        let keys: Vec<_> =
            answer["articles"]["nodes"].as_array().unwrap().iter().map(|node| node["key"].clone()).collect();
        assert_eq!(json!(keys), expected, "{kinds}");
    }
}

fn exactly_one_of_the_two_is_stored(db: &TestDatabase) {
    let mut conn = open(db);
    load(&mut conn, &with_edition()).unwrap();
    for table in ["evidence", "mentions"] {
        for change in [
            "SET locator = 'LYi.024' WHERE locator IS NULL",
            "SET paragraphs = '[1]' WHERE locator IS NOT NULL",
            "SET locator = NULL WHERE locator IS NOT NULL",
            "SET paragraphs = '[]' WHERE locator IS NULL",
            "SET locator = '' WHERE locator IS NOT NULL",
        ] {
            assert!(conn.batch_execute(&format!("UPDATE {table} {change}")).is_err(), "{table} {change}");
        }
        let change = format!("UPDATE {table} SET locator = 'LYi.024' WHERE locator IS NOT NULL");
        conn.batch_execute(&change).unwrap();
    }
    let mut neither = small();
    neither.relationships[0].evidence[0].cited = Cited::Paragraphs(Vec::new());
    assert!(load(&mut conn, &neither).is_err());
}

on_each_backend! {
    empty:
    async an_entry_is_cited_by_its_number,
    async articles_are_filtered_by_kind,
    exactly_one_of_the_two_is_stored,
}
