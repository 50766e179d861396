//! Vessels and aircraft, in a database of the version before.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use sanad::dataset::load;
use sanad::db::migrate;
use sanad::model::{NodeKind, Vocabulary};

use super::{open, takes, undo};
use crate::load::small::{afloat, small};
use crate::support::TestDatabase;

/// What the older version has no word for is lost, and nothing else: the rest is what a load without vessels stores.
fn assets_are_lost_and_come_back(db: &TestDatabase) {
    let mut conn = open(db);
    migrate::migrate(&mut conn).unwrap();
    let whole = load(&mut conn, &afloat()).unwrap();
    let version = undo(&mut conn, &undoing!["2026-11-29-550000_assets"][0]);
    let kinds = sql::<Text>("SELECT DISTINCT kind FROM nodes ORDER BY kind").load::<String>(&mut conn).unwrap();
    assert!(!kinds.contains(&NodeKind::Asset.word().to_owned()) && kinds.contains(&NodeKind::Actor.word().to_owned()));
    let astray = "SELECT count(*) FROM links WHERE NOT EXISTS (SELECT 1 FROM nodes WHERE nodes.id = links.other_id)";
    assert_eq!(sql::<BigInt>(astray).get_result::<i64>(&mut conn).unwrap(), 0);
    let statement = "UPDATE nodes SET kind = 'Asset' WHERE kind = 'Dataset'";
    assert!(!takes(&mut conn, statement));
    assert_eq!(migrate::migrate(&mut conn).unwrap(), [version]);
    assert!(takes(&mut conn, statement));
    assert!(load(&mut conn, &small()).unwrap().is_empty(), "degrees and all else are those of a load");
    load(&mut conn, &afloat()).unwrap();
    let again = load(&mut conn, &afloat()).unwrap();
    assert!(again.is_empty());
    assert!(again.records.iter().map(|sort| sort.tally.now).eq(whole.records.iter().map(|sort| sort.tally.now)));
}

on_each_backend! { empty: assets_are_lost_and_come_back }
