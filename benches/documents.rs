//! The processor time for parsing and checking a document, in microseconds: `cargo bench --bench documents`.
//!
//! `unknown` is for a text that is not in the document cache, `known` for one that is, and `prepared` is the additional
//! time of each request: variables, cost, and the copy for the executor.

use async_graphql::Request;
use sanad::config::{DatabaseUrl, GuardLimits};
use sanad::db::Pool;
use sanad::graphql::{Api, Document};
use sanad_tools::processor;

const DOCUMENTS: [(&str, &str); 6] = [
    ("tour, sanctions", include_str!("../fuzz/seeds/tour-sanctions.graphql")),
    ("tour, paths", include_str!("../fuzz/seeds/tour-paths.graphql")),
    ("tour, search", include_str!("../fuzz/seeds/tour-search.graphql")),
    ("tour, status", include_str!("../fuzz/seeds/tour-status.graphql")),
    ("tour, screen", include_str!("../fuzz/seeds/tour-screen.graphql")),
    ("introspection", include_str!("../fuzz/seeds/introspection.graphql")),
];

const ROUNDS: u32 = 2_000;

/// The average time of a run, in microseconds.
fn microseconds(mut round: impl FnMut()) -> f64 {
    round();
    let start = processor::this_process();
    (0..ROUNDS).for_each(|_| round());
    (processor::this_process() - start).as_secs_f64() * 1e6 / f64::from(ROUNDS)
}

fn main() {
    // The database is never read.
    let api = Api::new(Pool::new(&DatabaseUrl::Sqlite("/nonexistent".into()), 1));
    let limits = GuardLimits::default();
    println!("{:<26}{:>8}{:>10}{:>10}{:>10}", "microseconds of", "bytes", "unknown", "known", "prepared");
    for (name, text) in DOCUMENTS {
        let Ok(document) = api.document(text) else {
            eprintln!("{name} is refused");
            continue;
        };
        let unknown = microseconds(|| assert!(Document::read(text, &limits).is_ok()));
        let known = microseconds(|| assert!(api.document(text).is_ok()));
        let prepared = microseconds(|| assert!(api.prepare_for(&document, Request::new("")).is_ok()));
        println!("{name:<26}{:>8}{unknown:>10.1}{known:>10.2}{prepared:>10.1}", text.len());
    }
}
