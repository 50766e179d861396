//! The full texts of articles: how much of them a request may hold.

use async_graphql::Request;
use sanad::dataset::records::{Cited, Dataset, Mention};
use sanad::dataset::{BODY_LIMIT, Bodies, load_with_bodies};
use sanad::db::migrate;
use sanad::graphql::Api;
use serde_json::{Value, json};

use crate::commands::on;
use crate::load::small::{article, key, small, when};
use crate::support::TestDatabase;
use crate::support::server::TestServer;

/// The number of articles with a body. A few bodies together exceed the answer limit.
const ARTICLES: usize = 60;

fn name(number: usize) -> String {
    format!("article-{number}")
}

/// A body of the greatest length. Its second paragraph names the article, and its last word is unique.
fn body(number: usize) -> String {
    let mut text = format!("العنوان\n  الفقرة {number}\u{a0}\n");
    let end = "\nquetzalcoatlus\n";
    let filler = "--------------------------------------------------------------- ";
    while text.len() + filler.len() + end.len() <= BODY_LIMIT {
        text.push_str(filler);
    }
    text + end
}

fn large() -> Dataset {
    let mut dataset = small();
    for number in 0..ARTICLES {
        let mut article = article(&name(number), None, when("2020-11"));
        article.mentions =
            vec![Mention { party: key("salim"), cited: Cited::Paragraphs(vec![2]), described_as: Vec::new() }];
        dataset.articles.push(article);
    }
    dataset
}

fn attach(db: &TestDatabase) {
    let texts: Vec<_> = (0..ARTICLES).map(|number| (key(&name(number)), body(number))).collect();
    let bodies = Bodies::from_texts(texts.iter().map(|(key, text)| (key.clone(), text.as_str())));
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    load_with_bodies(&mut conn, &large(), &bodies).unwrap();
}

async fn a_request_holds_no_more_text_than_it_may_answer(db: &TestDatabase) {
    attach(db);
    let pool = db.pool();
    let api = Api::new(pool.clone());
    let ask = async |query: &str| {
        let before = pool.statements();
        let response = serde_json::to_value(api.execute(Request::new(query)).await).unwrap();
        (response, pool.statements() - before)
    };
    let (few, _) = ask("{ articles(first: 10, where: { mentions: { some: {} } }) { nodes { body } } }").await;
    assert!(few.get("errors").is_none(), "{}", few["errors"]);
    assert_eq!(few["data"]["articles"]["nodes"].as_array().unwrap().len(), 10);

    let (many, statements) = ask("{ articles(first: 100) { nodes { body } } }").await;
    let error = &many["errors"][0];
    assert_eq!((&error["extensions"]["code"], &many["data"]), (&json!("QUERY_TOO_COMPLEX"), &Value::Null), "{error}");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("bytes of article bodies: expected at most 8388608"), "{message}");
    assert_eq!(many["errors"].as_array().unwrap().len(), 1);
    assert!(statements <= 5, "it has gone on reading: {statements} statements");

    // Only the cited paragraphs of each body are kept.
    let (cited, statements) = ask("{ party(key: \"salim\") { mentions(first: 100) { nodes { excerpts } } } }").await;
    let mentions = cited["data"]["party"]["mentions"]["nodes"].as_array().unwrap();
    assert_eq!((mentions.len(), &mentions[7]["excerpts"]), (ARTICLES + 1, &json!(["الفقرة 6"])), "{cited}");
    // One statement each for: the party, its mentions, their citations, the lengths of the bodies, and each batch of
    // bodies.
    assert!((5..=20).contains(&statements), "{statements}");

    let (found, _) = ask(
        "{ search(text: \"quetzalcoatlus\", first: 100) { edges { match { field text highlights { start length } } } } }",
    )
    .await;
    let edges = found["data"]["search"]["edges"].as_array().unwrap();
    assert!(found.get("errors").is_none() && edges.len() > ARTICLES / 2, "{}", edges.len());
    assert!(edges.iter().all(|edge| edge["match"]["field"] == "BODY"), "{}", edges[0]);
}

/// The peak memory of the process, in bytes.
fn peak(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.split_whitespace().next().unwrap().parse::<u64>().unwrap() * 1024
}

fn memory_does_not_grow_with_the_bodies_that_are_looked_into(db: &TestDatabase) {
    attach(db);
    let all = (ARTICLES * BODY_LIMIT) as u64;
    let server = TestServer::spawn(&mut on(db, "bodies", &["serve", "--listen", "127.0.0.1:0", "--time-limit", "0"]));
    server.query("{ party(key: \"salim\") { mentions(first: 1) { nodes { excerpts } } } }");
    let before = peak(server.id());
    for (query, word) in [
        ("{ party(key: \"salim\") { mentions(first: 100) { nodes { excerpts } } } }", "الفقرة 42"),
        ("{ articles(first: 100) { nodes { body } } }", "QUERY_TOO_COMPLEX"),
    ] {
        let answer = server.query(query).text;
        assert!(answer.contains(word), "{answer}");
        let grown = peak(server.id()) - before;
        assert!(grown < all, "{query} takes {grown} bytes for bodies of {all}");
    }
}

on_each_backend! {
    empty:
    async a_request_holds_no_more_text_than_it_may_answer,
    memory_does_not_grow_with_the_bodies_that_are_looked_into,
}
