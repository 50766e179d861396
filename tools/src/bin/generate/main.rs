//! Fills a new database with made-up data of any size, to try and to measure Sanad on.

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use diesel::connection::SimpleConnection;
use sanad::config::DatabaseUrl;
use sanad::db::{Access, Conn, migrate};
use sanad_testkit::synthetic::{Plan, generate};

/// Fills a new database with made-up parties, what binds them, events, and the articles that report it all.
///
/// The same options give the same rows. For N parties there are about N/20 articles with N mentions, N/4 events, a third
/// of them about sanctions, with N parts of parties in them, and evidence for each fact, one to four pieces. A few
/// parties have very many links, most have few. All names are put together from lists of common ones; whoever bears one
/// is not meant.
#[derive(Debug, Parser)]
#[command(name = "generate")]
struct Options {
    /// Where the data goes: sqlite://PATH, whose file is made, or postgres://USER:PASSWORD@HOST/DATABASE, a database
    /// that is there. It must hold no data
    database: DatabaseUrl,

    /// How many parties there are: people and organizations
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(100..=10_000_000))]
    parties: u32,

    /// How many relationships there are for each party
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=20))]
    relationships: u32,

    /// Another number gives other data of the same shape
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let mut conn = Conn::open(&options.database, Access::Write)?;
    if matches!(options.database, DatabaseUrl::Sqlite(_)) {
        // A gibibyte for the indexes, which grow everywhere at once, and nothing written twice: what a crash would cost
        // is made again.
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
