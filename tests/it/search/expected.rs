//! The queries that `make eval-search` measures.

use crate::support::TestDatabase;

use super::found;

const QUERIES: &str = include_str!("../../../tools/src/bin/evaluate_search/queries.tsv");

/// How many of the 30 queries of each half find the right hit first, at least.
const FIRST: usize = 28;

async fn what_is_expected_is_found_first(db: &TestDatabase) {
    for is_held_out in [false, true] {
        let mut missed = Vec::new();
        for (number, line) in QUERIES.lines().enumerate().skip(1) {
            let [query, expected, _] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            if (number + 1).is_multiple_of(2) == is_held_out {
                let found = found(db, query).await;
                if !found.first().is_some_and(|first| expected.split(' ').any(|id| id == first)) {
                    missed.push(query);
                }
            }
        }
        assert!(missed.len() <= 30 - FIRST, "held out: {is_held_out}: {missed:?}");
    }
}

on_each_backend! {
    async what_is_expected_is_found_first,
}
