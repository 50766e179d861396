//! What is refused, and leaves everything as it was.

use std::panic::{AssertUnwindSafe, catch_unwind};

use diesel::connection::SimpleConnection;
use sanad::dataset::records::Dataset;
use sanad::dataset::{Changes, load};
use sanad::db::{Access, Conn, Error, Result};

use super::small::{actor, key, name, small};
use super::{changed, dump, number, open};
use crate::support::TestDatabase;

pub fn reason(outcome: Result<Changes>) -> String {
    match outcome {
        Err(Error::Load { reason, .. }) => reason,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

fn keys_of_other_data_sets_are_refused(db: &TestDatabase) {
    let mut conn = open(db);
    load(&mut conn, &small()).unwrap();
    let state = dump(&mut conn);
    let other = |id: &str, actors: &[&str]| Dataset {
        actors: actors.iter().map(|id| actor(id, vec![name(id, "en")])).collect(),
        ..Dataset::new(key(id), id)
    };
    let refusal = reason(load(&mut conn, &other("other", &["omar", "idris", "salim"])));
    assert_eq!(refusal, "the key `idris` belongs to the data set `small`: to move it, load both together");
    let refusal = reason(load(&mut conn, &other("idris", &[])));
    assert_eq!(refusal, "the key `idris` belongs to the data set `small`: to move it, load both together");
    let refusal = reason(load(&mut conn, &other("other", &["small"])));
    assert_eq!(refusal, "the key `small` belongs to the data set `small`: to move it, load both together");
    let refusal = reason(load(&mut conn, &other("other", &["omar", "omar"])));
    assert_eq!(refusal, "two records have the key `omar`");
    assert_eq!(dump(&mut conn), state);

    // Sets with keys of their own live side by side.
    let changes = load(&mut conn, &other("other", &["omar"])).unwrap();
    assert_eq!(changed(&changes), [("data sets", 1, 0, 0), ("actors", 1, 0, 0), ("names", 1, 0, 0)]);
    assert!(load(&mut conn, &small()).unwrap().is_empty());
    let changes = load(&mut conn, &other("other", &[])).unwrap();
    assert_eq!(changed(&changes), [("actors", 0, 0, 1), ("names", 0, 0, 1)]);
}

fn what_names_nothing_is_refused(db: &TestDatabase) {
    let mut conn = open(db);
    let mut dataset = small();
    dataset.relationships[0].target = key("nobody");
    let refusal = reason(load(&mut conn, &dataset));
    assert_eq!(refusal, "it refers to `nobody`, but none of its records has that key");
    // An end that exists but is not a party, and a publisher that is not an organization.
    dataset.relationships[0].target = key("harbour");
    assert!(matches!(load(&mut conn, &dataset), Err(Error::Database(_))));
    let mut dataset = small();
    dataset.articles[0].publisher = Some(key("idris"));
    assert!(matches!(load(&mut conn, &dataset), Err(Error::Database(_))));
    assert_eq!(number(&mut conn, "SELECT COUNT(*) FROM nodes"), 0);
}

fn a_fact_without_evidence_is_refused_by_the_database(db: &TestDatabase) {
    let mut conn = open(db);
    load(&mut conn, &small()).unwrap();
    let state = dump(&mut conn);
    for statements in [
        // A new fact without any, one that loses its first, one that loses them all, and half of a fact.
        "INSERT INTO nodes (id, kind, key, dataset_id) SELECT 900, 'Relationship', 'bare', id FROM datasets; \
         INSERT INTO facts (id, kind, source_count, is_disputed) SELECT 900, kind, 1, is_disputed FROM facts LIMIT 1",
        "DELETE FROM evidence WHERE ordinal = 1",
        "DELETE FROM evidence",
        "DELETE FROM nodes WHERE key = 'salim'",
        "DELETE FROM nodes WHERE key = 'discovery'",
        "DELETE FROM nodes WHERE key = 'harbour'",
        "DELETE FROM nodes WHERE key = 'resolution'",
        "DELETE FROM nodes WHERE key = 'report'",
    ] {
        let outcome = conn.write(|conn| {
            conn.batch_execute(statements)?;
            Ok(())
        });
        assert!(matches!(outcome, Err(Error::Database(_))), "{statements}: {outcome:?}");
        assert_eq!(dump(&mut conn), state, "{statements}");
    }
    let mut dataset = small();
    dataset.relationships[0].evidence.clear();
    assert!(matches!(load(&mut conn, &dataset), Err(Error::Database(_))));
    assert_eq!(dump(&mut conn), state);
}

fn a_load_that_fails_leaves_the_old_state(db: &TestDatabase) {
    let mut conn = open(db);
    load(&mut conn, &small()).unwrap();
    let state = dump(&mut conn);
    let destroy = "DELETE FROM nodes WHERE kind = 'Participation'; UPDATE revisions SET number = 99";
    let outcome: Result<()> = conn.write(|conn| {
        conn.batch_execute(destroy)?;
        Err(Error::Internal("the disk is on fire".to_owned()))
    });
    assert_eq!(outcome.unwrap_err().to_string(), "the disk is on fire");
    assert_eq!(dump(&mut conn), state);

    // A program that dies takes its connection with it.
    let mut doomed = Conn::open(db.url(), Access::Write).unwrap();
    let death = catch_unwind(AssertUnwindSafe(move || {
        let _: Result<()> = doomed.write(|conn| {
            conn.batch_execute(destroy)?;
            std::panic::resume_unwind(Box::new("killed"));
        });
    }));
    assert!(death.is_err());
    assert_eq!(dump(&mut conn), state);
    assert!(load(&mut conn, &small()).unwrap().is_empty());
}

on_each_backend! {
    empty:
    keys_of_other_data_sets_are_refused,
    what_names_nothing_is_refused,
    a_fact_without_evidence_is_refused_by_the_database,
    a_load_that_fails_leaves_the_old_state,
}
