//! The bodies of articles, and what is cited of them.

use sanad::dataset::records::{Cited, Dataset, Mention};
use sanad::dataset::{Bodies, Changes, load, load_with_bodies};
use sanad::db::{Conn, Result};

use super::refusal::reason;
use super::small::{key, small};
use super::{changed, dump, number, open, tally, texts};
use crate::support::TestDatabase;

/// As many paragraphs as the small data set cites of the report, and of the leaflet.
const REPORT: &str = "\n العنوان \r\n\r\none's «two»\n\u{a0}\nthree\nfour 100% 📰";
const LEAFLET: &str = "\u{feff}A\nB\nC";

fn bodies(texts: &[(&str, &'static str)]) -> Bodies {
    Bodies::from_texts(texts.iter().map(|(article, text)| (key(article), *text)))
}

fn attach(conn: &mut Conn, dataset: &Dataset, texts: &[(&str, &'static str)]) -> Result<Changes> {
    load_with_bodies(conn, dataset, &bodies(texts))
}

fn stored(conn: &mut Conn) -> Vec<String> {
    texts(conn, "SELECT body FROM article_bodies ORDER BY article_id")
}

fn a_changed_body_is_a_change(db: &TestDatabase) {
    let mut conn = open(db);
    let first = attach(&mut conn, &small(), &[("leaflet", LEAFLET)]).unwrap();
    assert_eq!(tally(&first, "bodies"), (1, 1, 0, 0));
    assert_eq!(stored(&mut conn), ["A\nB\nC"]);

    let state = dump(&mut conn);
    let again = attach(&mut conn, &small(), &[("leaflet", LEAFLET)]).unwrap();
    assert!(again.is_empty());
    assert_eq!((again.revision, tally(&again, "bodies")), (first.revision, (1, 0, 0, 0)));
    assert_eq!(dump(&mut conn), state);

    let more = attach(&mut conn, &small(), &[("leaflet", "A\nB\nC and more"), ("report", REPORT)]).unwrap();
    assert_eq!(changed(&more), [("bodies", 1, 1, 0)]);
    assert_eq!(more.revision, first.revision + 1);
    assert_eq!(stored(&mut conn), [REPORT, "A\nB\nC and more"]);
    let after = dump(&mut conn);
    let differing: Vec<&String> = state.keys().filter(|table| state[*table] != after[*table]).collect();
    assert!(differing.iter().all(|table| {
        ["article_bodies", "datasets", "revisions", "search_documents", "search_index"].contains(&table.as_str())
    }));
}

fn bodies_stay_as_long_as_their_articles(db: &TestDatabase) {
    let mut conn = open(db);
    attach(&mut conn, &small(), &[("report", REPORT), ("leaflet", LEAFLET)]).unwrap();
    assert!(load(&mut conn, &small()).unwrap().is_empty());
    let mut dataset = small();
    dataset.articles[0].headline = "Another".to_owned();
    dataset.version = Some("2".to_owned());
    let changes = load(&mut conn, &dataset).unwrap();
    assert_eq!(changed(&changes), [("data sets", 0, 1, 0), ("articles", 0, 1, 0)]);
    assert_eq!(stored(&mut conn), [REPORT, "A\nB\nC"]);

    dataset.articles.truncate(1);
    dataset.relationships[0].evidence.truncate(1);
    dataset.events.pop();
    let changes = load(&mut conn, &dataset).unwrap();
    assert_eq!(tally(&changes, "bodies"), (1, 0, 0, 1));
    assert_eq!(stored(&mut conn), [REPORT]);
}

fn many_bodies_are_compared(db: &TestDatabase) {
    let mut conn = open(db);
    let mut dataset = small();
    dataset
        .articles
        .extend((0..120).map(|number| super::article(&format!("page-{number}"), None, super::when("2020"))));
    let texts = |changed: usize| {
        let pages = (0..120).map(move |page| (key(&format!("page-{page}")), if page < changed { "b" } else { "a" }));
        Bodies::from_texts(pages)
    };
    assert_eq!(tally(&load_with_bodies(&mut conn, &dataset, &texts(0)).unwrap(), "bodies"), (120, 120, 0, 0));
    assert_eq!(tally(&load_with_bodies(&mut conn, &dataset, &texts(70)).unwrap(), "bodies"), (120, 0, 70, 0));
    assert_eq!(number(&mut conn, "SELECT COUNT(*) FROM article_bodies WHERE body = 'b'"), 70);
    assert!(load_with_bodies(&mut conn, &dataset, &texts(70)).unwrap().is_empty());
}

/// In the order of the data set, each with all that it cites.
const BEYOND_THREE: &str = "the body of `report` has 3 paragraphs, but its mention of `salim` cites [1, 4]";
const BEYOND_TWO: &str = "the body of `leaflet` has 2 paragraphs, but `salim.leads.brigade` cites [2, 3]; \
                          the body of `leaflet` has 2 paragraphs, but `discovery` cites [2, 3]; \
                          the body of `leaflet` has 2 paragraphs, but `discovery.accused.brigade` cites [2, 3]";

fn a_body_without_paragraphs_that_are_cited_is_refused(db: &TestDatabase) {
    let mut conn = open(db);
    // Nothing is kept of the data set either.
    let refusal = reason(attach(&mut conn, &small(), &[("report", "one\ntwo\n \nthree"), ("leaflet", LEAFLET)]));
    assert_eq!(refusal, BEYOND_THREE);
    assert_eq!(number(&mut conn, "SELECT COUNT(*) FROM nodes"), 0);

    attach(&mut conn, &small(), &[("report", REPORT), ("leaflet", LEAFLET)]).unwrap();
    let state = dump(&mut conn);
    assert_eq!(reason(attach(&mut conn, &small(), &[("leaflet", "A\nB\n\u{a0}")])), BEYOND_TWO);
    let refusal = reason(attach(&mut conn, &small(), &[("leaflet", "A\nB"), ("report", "1\n2\n3")]));
    assert_eq!(refusal, format!("{BEYOND_THREE}; {BEYOND_TWO}"));
    let refusal = reason(attach(&mut conn, &small(), &[("report", "1")]));
    for key in ["blocking", "proposal", "proposal.target.salim", "discovery.graves.at-least-11"] {
        assert!(refusal.contains(&format!("has 1 paragraph, but `{key}` cites [2, 3]")), "{refusal}");
    }
    let refusal = reason(attach(&mut conn, &small(), &[("nowhere", "1")]));
    assert_eq!(refusal, "there is a body of `nowhere`, but no article that is loaded has that key");
    assert_eq!(dump(&mut conn), state);
}

fn a_citation_beyond_the_stored_body_is_refused(db: &TestDatabase) {
    let mut conn = open(db);
    attach(&mut conn, &small(), &[("report", REPORT)]).unwrap();
    let state = dump(&mut conn);
    let mut dataset = small();
    dataset.events[1].participations[0].evidence[0].cited = Cited::Paragraphs(vec![4, 5]);
    dataset.articles[0].mentions.push(Mention {
        party: key("idris"),
        cited: Cited::Paragraphs(vec![6]),
        described_as: Vec::new(),
    });
    // Of the leaflet no body is stored: there may be any number of paragraphs in it.
    dataset.relationships[0].evidence[1].cited = Cited::Paragraphs(vec![900]);
    assert_eq!(
        reason(load(&mut conn, &dataset)),
        "the body of `report` has 4 paragraphs, but its mention of `idris` cites [6]; \
         the body of `report` has 4 paragraphs, but `proposal.proposer.council` cites [4, 5]"
    );
    assert_eq!(dump(&mut conn), state);

    // With a body that has them it is as well.
    let longer = "1\n2\n3\n4\n5\n6";
    let changes = attach(&mut conn, &dataset, &[("report", longer)]).unwrap();
    assert_eq!(tally(&changes, "bodies"), (1, 0, 1, 0));
    assert_eq!(stored(&mut conn), [longer]);
    // Back to the shorter one, as it no longer cites what is not there.
    assert_eq!(tally(&attach(&mut conn, &small(), &[("report", REPORT)]).unwrap(), "bodies"), (1, 0, 1, 0));
}

fn a_load_that_fails_leaves_the_bodies(db: &TestDatabase) {
    let mut conn = open(db);
    attach(&mut conn, &small(), &[("report", REPORT)]).unwrap();
    let state = dump(&mut conn);
    let mut dataset = small();
    dataset.relationships[0].evidence.clear();
    assert!(attach(&mut conn, &dataset, &[("report", "1\n2\n3\n4"), ("leaflet", LEAFLET)]).is_err());
    assert_eq!(dump(&mut conn), state);
}

on_each_backend! {
    empty:
    a_changed_body_is_a_change,
    bodies_stay_as_long_as_their_articles,
    many_bodies_are_compared,
    a_body_without_paragraphs_that_are_cited_is_refused,
    a_citation_beyond_the_stored_body_is_refused,
    a_load_that_fails_leaves_the_bodies,
}
