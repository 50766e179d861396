//! The measures of the sanctions lists, in a database of the version before.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use sanad::dataset::load;
use sanad::db::migrate;
use sanad::model::SanctionMeasure;

use super::{open, takes, undo};
use crate::load::small::small;
use crate::support::TestDatabase;

fn measures_become_other_and_come_back(db: &TestDatabase) {
    let mut conn = open(db);
    migrate::migrate(&mut conn).unwrap();
    let mut dataset = small();
    let measured = [
        vec![SanctionMeasure::Shipping, SanctionMeasure::TravelBan, SanctionMeasure::PortEntry],
        vec![SanctionMeasure::TrustServices, SanctionMeasure::Other],
    ];
    let sanctions = dataset.events.iter_mut().filter_map(|event| event.sanction.as_mut());
    let changed = sanctions.zip(measured).map(|(sanction, measures)| sanction.measures = measures).count();
    load(&mut conn, &dataset).unwrap();
    let version = undo(&mut conn, &undoing!["2026-11-28-720000_more_measures"][0]);
    let others = sql::<BigInt>("SELECT COUNT(*) FROM sanction_measures WHERE measure = 'OTHER'");
    assert_eq!(others.get_result::<i64>(&mut conn).unwrap(), changed as i64);
    let statement = "UPDATE sanction_measures SET measure = 'SHIPPING' WHERE measure = 'OTHER'";
    assert!(!takes(&mut conn, statement));
    assert_eq!(migrate::migrate(&mut conn).unwrap(), [version]);
    assert!(takes(&mut conn, statement));
    load(&mut conn, &dataset).unwrap();
    assert!(load(&mut conn, &dataset).unwrap().is_empty());
}

on_each_backend! { empty: measures_become_other_and_come_back }
