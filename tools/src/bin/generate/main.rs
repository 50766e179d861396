//! Fills a new database with synthetic data of any size, for trials and measurements.

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use diesel::connection::SimpleConnection;
use sanad::config::DatabaseUrl;
use sanad::db::{Access, Conn, migrate};
use sanad_testkit::synthetic::{Plan, generate};
use sanad_tools::exit_code;

/// Fills a new database with synthetic parties, relationships, events and articles.
///
/// The same options give the same rows. For N parties there are about N/20 articles with N mentions, and N/4 events
/// with N participations; a third of the events are steps of sanctions cases. Each fact has one to four pieces of
/// evidence. A few parties have very many links, most have few. All names are combined from lists of common names; any
/// resemblance to real people is coincidental.
#[derive(Debug, Parser)]
#[command(name = "generate")]
struct Options {
    /// The database: sqlite://PATH, which is created, or postgres://USER:PASSWORD@HOST/DATABASE, which must exist. It
    /// must hold no data
    database: DatabaseUrl,

    /// Number of parties: people and organizations
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(100..=10_000_000))]
    parties: u32,

    /// Number of relationships per party
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=20))]
    relationships: u32,

    /// The seed: another one gives different data of the same shape
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> ExitCode {
    exit_code(run(&Options::parse()))
}

fn run(options: &Options) -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let mut conn = Conn::open(&options.database, Access::Write)?;
    if matches!(options.database, DatabaseUrl::Sqlite(_)) {
        // 1 GiB of cache, because the indexes grow at random positions. No journal on disk: after a crash, the data can
        // be generated again.
        conn.batch_execute("PRAGMA cache_size = -1048576; PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY")?;
    }
    if migrate::is_new(&mut conn)? {
        migrate::migrate(&mut conn)?;
    }
    migrate::verify(&mut conn)?;
    let plan = Plan { parties: options.parties, relationships: options.relationships, seed: options.seed };
    let changes = generate(&mut conn, plan, |done| {
        eprint!("\r{done} {:.0} s\x1b[K", start.elapsed().as_secs_f64());
        let _ = std::io::stderr().flush();
    })?;
    eprintln!("\r\x1b[K");
    println!("{changes}");
    println!("{:.1} s", start.elapsed().as_secs_f64());
    if let DatabaseUrl::Sqlite(path) = &options.database {
        conn.batch_execute("PRAGMA journal_mode = WAL")?;
        println!("{:.1} MB", std::fs::metadata(path)?.len() as f64 / 1e6);
    }
    Ok(())
}
