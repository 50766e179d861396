//! Benchmarks of response times with criterion, on the database in SANAD_BENCH_DATABASE_URL or a small one: `cargo bench`.
//! The table in docs/benchmarks.md is the output of `cargo run --release -p sanad-tools --bin measure`.

use std::time::Duration;

use criterion::Criterion;

use sanad_testkit::measured::{Measured, PATHS, cases, path_between};

const SAMPLES: usize = 20;

/// The measurement time of a query: enough for all samples, even if the query takes twice its target.
fn time_for(target: f64) -> Duration {
    Duration::from_secs_f64((target / 1e3 * 2.0 * SAMPLES as f64).max(1.0))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let measured = Measured::open()?;
    println!("over {}", measured.url);
    let defaults = Criterion::default().sample_size(SAMPLES).warm_up_time(Duration::from_millis(500));
    let mut criterion = defaults.configure_from_args();
    for case in cases(&measured)? {
        match measured.failure(&case.query) {
            None => {
                criterion = criterion.measurement_time(time_for(case.target));
                criterion.bench_function(case.name, |bench| bench.iter(|| measured.answer(&case.query)));
            }
            Some(reason) => eprintln!("{}: {reason}", case.name),
        }
    }
    let queries: Vec<String> = measured.pairs(20)?.iter().map(path_between).collect();
    match measured.failure(&queries[0]) {
        None => {
            criterion = criterion.measurement_time(time_for(PATHS));
            let mut next = queries.iter().cycle();
            let mut one = || next.next().map(|query| measured.answer(query));
            criterion.bench_function("paths between 20 pairs in turn", |bench| bench.iter(&mut one));
        }
        Some(reason) => eprintln!("paths: {reason}"),
    }
    criterion.final_summary();
    Ok(())
}
