//! Reads an edition and compares it with nothing, then again with itself as the next one: `speed FILE`. Prints entries a
//! second, and on Linux the peak of the memory.

use std::path::Path;
use std::time::Instant;

use chrono::Days;
use sanad_lists::editions::{Advance, Known, Options};
use sanad_lists::sources;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("expected a file")?;
    let source = sources(Path::new(&path))?.into_iter().next().ok_or("no edition")?;
    let start = Instant::now();
    let mut edition = source.open(None)?;
    let mut names = 0;
    for item in edition.by_ref() {
        names += item?.entry.names.len();
    }
    told("read", edition.read(), start);
    println!("{names} names");
    let mut known = Known::new(edition.head().list);
    for day in 0..2 {
        let start = Instant::now();
        let mut edition = source.open(None)?;
        let mut head = edition.head().clone();
        head.date = head.date + Days::new(day);
        let mut advance = Advance::begin(known, &head, Options::default())?;
        let mut events = 0;
        for item in edition.by_ref() {
            events += advance.see(&item?).1.len();
        }
        known = advance.finish()?.known;
        told(&format!("read and compared, {events} events"), edition.read(), start);
    }
    println!("{} bytes of JSON are known", serde_json::to_string(&known)?.len());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!(
        "{}",
        status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("the peak of the memory is not known")
    );
    Ok(())
}

fn told(what: &str, entries: u64, start: Instant) {
    let seconds = start.elapsed().as_secs_f64();
    println!("{what}: {entries} entries in {seconds:.2} s");
}
