//! Measures the server over HTTP, compared with ideal servers, and prints the table in docs/benchmarks.md.

mod cases;
mod databases;
mod rivals;
mod wrk;

use std::process::ExitCode;

use clap::Parser;

use cases::{Case, cases};
use databases::Databases;
use sanad::config::DatabaseUrl;
use sanad_tools::exit_code;
use sanad_tools::machine;
use wrk::Figures;

/// Measures the throughput and the latency of the server over HTTP, on SQLite and on Postgres.
///
/// Each query is sent to the GraphQL server and to two rivals, in the same process and behind the same middleware: one
/// always returns the same bytes, and one runs a single hand-written SQL statement through the same pool. All cases run
/// in each round, so that other load on the machine affects all alike. The table shows the medians of the rounds.
#[derive(Debug, Parser)]
#[command(name = "bench_http")]
struct Options {
    /// Duration of each measurement, in seconds
    #[arg(long, default_value_t = 3)]
    seconds: u32,

    /// Number of rounds
    #[arg(long, default_value_t = 3)]
    rounds: usize,

    /// Number of parties in the synthetic data
    #[arg(long, default_value_t = 10_000)]
    parties: u32,

    /// Numbers of concurrent connections, separated by commas
    #[arg(long, value_delimiter = ',', default_value = "1,16,64")]
    connections: Vec<u32>,

    /// An empty database on a server of Postgres; without it one is started in a container
    #[arg(long, value_name = "URL")]
    postgres: Option<DatabaseUrl>,

    /// Only cases with this in their names
    #[arg(long, value_name = "TEXT", default_value = "")]
    only: String,
}

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    exit_code(run(&Options::parse()))
}

fn run(options: &Options) -> Result<(), Failure> {
    wrk::is_installed()?;
    println!("{}; wrk on the same machine\n", machine::description());
    let databases = Databases::filled(options.parties, options.postgres.as_ref())?;
    for (backend, url) in databases.each() {
        println!("### {backend}, {} parties\n", options.parties);
        let mut cases = cases(url, options.parties)?;
        cases.retain(|case| case.name.contains(&options.only));
        measure(options, &cases)?;
    }
    println!("The process with all servers used {}.", machine::memory().unwrap_or_default());
    Ok(())
}

fn measure(options: &Options, cases: &[Case]) -> Result<(), Failure> {
    let mut found: Vec<Vec<Vec<Figures>>> = vec![vec![Vec::new(); options.connections.len()]; cases.len()];
    for round in 1..=options.rounds {
        for (place, connections) in options.connections.iter().enumerate() {
            for (case, found) in cases.iter().zip(&mut found) {
                eprintln!("round {round}, {connections} connections: {}", case.name);
                found[place].push(wrk::ask(case, *connections, options.seconds)?);
            }
        }
    }
    let heads: String = options
        .connections
        .iter()
        .map(|count| format!(" {count}: per second | 50 / 99 of 100 | processor |"))
        .collect();
    println!("| | bytes |{heads}\n| --- | ---: |{}", " ---: | ---: | ---: |".repeat(options.connections.len()));
    for (case, found) in cases.iter().zip(&found) {
        let cells: String = found.iter().map(|rounds| Figures::median(rounds).cells()).collect();
        println!("| {} | {} |{cells}", case.name, case.length);
    }
    println!();
    Ok(())
}
