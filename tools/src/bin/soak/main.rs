//! Keeps a server under mixed traffic for minutes while its database restarts, and reports whether its memory stayed
//! constant and whether every good request was answered.

mod database;
mod memory;
mod server;
mod traffic;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use clap::Parser;

use database::Database;
use memory::Memory;
use server::Server;
use traffic::Tally;

/// Runs `sanad serve` with Postgres in a container, and sends good requests with known responses, and bad requests,
/// which the server must refuse.
#[derive(Debug, Parser)]
#[command(name = "soak")]
struct Options {
    /// Duration of the test, in seconds
    #[arg(long, default_value_t = 600)]
    seconds: u64,

    /// Time between restarts of the database, in seconds
    #[arg(long, default_value_t = 75)]
    restart_every: u64,

    /// The program to test
    #[arg(long, default_value = "target/release/sanad")]
    program: PathBuf,
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Number of threads that send good requests, and that send bad ones.
const GOOD: usize = 4;
const BAD: usize = 2;

/// Time between samples of the memory, and number of samples per printed line.
const LOOK: Duration = Duration::from_secs(2);
const LOOKS_A_LINE: usize = 15;

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<bool, Failure> {
    let database = Database::start()?;
    let server = Server::start(&options.program, &database.url())?;
    let expected = Arc::new(traffic::expected(&server.address)?);
    let (tally, done) = (Arc::new(Tally::default()), Arc::new(AtomicBool::default()));
    let mut threads = Vec::new();
    for number in 0..GOOD + BAD {
        let (address, expected) = (server.address.clone(), Arc::clone(&expected));
        let (tally, done) = (Arc::clone(&tally), Arc::clone(&done));
        threads.push(std::thread::spawn(move || {
            if number < GOOD {
                traffic::good(&address, &expected, number as u64, &tally, &done);
            } else {
                traffic::bad(&address, number as u64, &tally, &done);
            }
        }));
    }
    let (start, end) = (Instant::now(), Duration::from_secs(options.seconds));
    let mut memory = Memory::default();
    let mut restarts = 0;
    println!("| seconds | memory | good answered | healed by a retry | bad refused | restarts |");
    println!("| ---: | ---: | ---: | ---: | ---: | ---: |");
    while start.elapsed() < end {
        std::thread::sleep(LOOK);
        memory.look(server.id())?;
        if memory.looks().is_multiple_of(LOOKS_A_LINE) {
            println!("| {} | {} | {} | {restarts} |", start.elapsed().as_secs(), memory.latest(), tally.cells());
        }
        let due = start.elapsed().as_secs() / options.restart_every;
        if due > restarts && start.elapsed() + Duration::from_secs(options.restart_every / 2) < end {
            database.restart()?;
            restarts = due;
        }
    }
    done.store(true, Ordering::Relaxed);
    let panicked = threads.into_iter().filter_map(|thread| thread.join().err()).count();
    let faults = tally.faults();
    println!("\n{} restarts of the database; {}", restarts, memory.verdict());
    for fault in &faults {
        println!("fault: {fault}");
    }
    Ok(faults.is_empty() && panicked == 0 && memory.is_flat() && server.stop()?)
}
