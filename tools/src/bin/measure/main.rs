//! Measures response times on a database that `generate` has filled, and prints the tables in
//! docs/benchmarks.md.

mod backends;
mod cost_cases;
mod costs;
mod screened;
mod times;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;

use cost_cases::cost_cases;
use sanad_testkit::measured::{Measured, PATHS, cases, path_between};
use sanad_tools::exit_code;
use sanad_tools::machine;
use screened::screened;
use times::Times;

/// Measures response times on the database in SANAD_BENCH_DATABASE_URL, which `generate` has filled. If the
/// variable is not set, generates a small database.
///
/// Everything runs in one process, without HTTP. Each query runs once before it is measured.
#[derive(Debug, Parser)]
#[command(name = "measure")]
struct Options {
    /// Number of pairs of parties to search paths between
    #[arg(long, default_value_t = 200)]
    pairs: usize,

    /// Number of parties whose names are screened, each once and once more
    #[arg(long, default_value_t = 200)]
    names: usize,

    /// Compare the cost that the guard counts for queries with their processor time; fail if a query takes more than 10
    /// microseconds per unit
    #[arg(long)]
    costs: bool,

    /// Run only queries with this text in their names
    #[arg(default_value = "")]
    filter: String,
}

/// How long a query is repeated, with the minimum and maximum number of repetitions.
const PATIENCE: Duration = Duration::from_secs(2);
const LEAST: usize = 10;
const MOST: usize = 1_000;

fn main() -> ExitCode {
    exit_code(run(&Options::parse()))
}

fn run(options: &Options) -> Result<(), Box<dyn std::error::Error>> {
    let measured = Measured::open()?;
    println!("{}\n", machine::description());
    println!("{} parties, {}\n", measured.parties()?, measured.url);
    if options.costs {
        return compared(&measured, &options.filter);
    }
    println!("| | median | 95 of 100 | longest | target | times |\n| --- | ---: | ---: | ---: | ---: | ---: |");
    // The first queries of the process: nothing is remembered.
    if "names of other parties screened".contains(&options.filter) {
        screened(&measured, options.names)?;
    }
    for case in cases(&measured)?.into_iter().filter(|case| case.name.contains(&options.filter)) {
        match measured.failure(&case.query) {
            None => println!("| {} | {}", case.name, repeated(&measured, &case.query).row(case.target)),
            Some(reason) => println!("| {} | {reason} |", case.name),
        }
    }
    if "paths".contains(&options.filter) {
        paths(&measured, options.pairs)?;
    }
    if let Some(memory) = machine::memory() {
        println!("\nThe process used {memory}.");
    }
    Ok(())
}

/// Prints the counted cost and the processor time of each query.
fn compared(measured: &Measured, filter: &str) -> Result<(), Box<dyn std::error::Error>> {
    println!("| | units | processor time in µs | µs per unit |\n| --- | ---: | ---: | ---: |");
    let cases = cost_cases(measured)?;
    // Only now are the connections open.
    let server = backends::Backends::of(&measured.url)?;
    let (mut too_dear, mut too_cheap, mut all) = (0, 0, 0);
    for case in cases.into_iter().filter(|case| case.name.contains(filter)) {
        match costs::measure(measured, &case, || server.processor()) {
            Ok(row) => {
                println!("{}", row.line());
                all += 1;
                too_dear += usize::from(row.is_too_dear());
                too_cheap += usize::from(row.is_too_cheap());
            }
            Err(reason) => println!("| {} | {reason} |", case.name),
        }
    }
    println!("\n{too_dear} of {all} queries take more than 10 µs per unit, and {too_cheap} less than 0.1 µs.");
    if too_dear > 0 { Err("the weights are too low for some queries".into()) } else { Ok(()) }
}

fn repeated(measured: &Measured, query: &str) -> Times {
    let (start, mut times) = (Instant::now(), Times::default());
    while times.count() < LEAST || (start.elapsed() < PATIENCE && times.count() < MOST) {
        times.time(|| measured.answer(query));
    }
    times
}

/// Measures paths between many pairs, after one search each to warm up.
fn paths(measured: &Measured, pairs: usize) -> Result<(), Box<dyn std::error::Error>> {
    let queries: Vec<String> = measured.pairs(pairs)?.iter().map(path_between).collect();
    if let Some(reason) = queries.first().and_then(|query| measured.failure(query)) {
        println!("| paths | {reason} |");
        return Ok(());
    }
    queries.iter().for_each(|query| drop(measured.answer(query)));
    let (mut times, mut found, mut complete, mut lengths) = (Times::default(), 0, 0, [0; 8]);
    for query in &queries {
        let answer = times.time(|| measured.answer(query)).data.into_json()?;
        let search = &answer["paths"];
        complete += usize::from(search["complete"] == true);
        if let Some(length) = search["nodes"][0]["length"].as_u64() {
            found += 1;
            lengths[(length as usize).min(7)] += 1;
        }
    }
    println!("| paths to length 4 between random pairs | {}", times.row(PATHS));
    let lengths = lengths.iter().enumerate().filter(|(_, count)| **count > 0);
    let lengths: Vec<String> = lengths.map(|(length, count)| format!("{count} of length {length}")).collect();
    println!("\n{found} of {pairs} pairs have a path: {}. {complete} searches were complete.", lengths.join(", "));
    Ok(())
}
