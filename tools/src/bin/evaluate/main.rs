//! Measures how well names are matched, and prints the tables in docs/names.md.

mod measures;
mod words;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use sanad::names::{Bearer, Name, score};
use sanad_tools::exit_code;

use measures::Measures;

/// Measures how well names are matched, with pairs of full names that were written for this purpose and with held-out
/// pairs of words.
#[derive(Debug, Parser)]
#[command(name = "evaluate")]
struct Options {
    /// The directory with the sets that `learn` reads; without it, only full names are measured
    words: Option<PathBuf>,

    /// Print each pair on the wrong side of the threshold
    #[arg(long)]
    wrong: bool,
}

/// Names with at least this score count as the same.
const THRESHOLD: f64 = 0.7;

fn main() -> ExitCode {
    exit_code(run(&Options::parse()))
}

fn run(options: &Options) -> Result<(), Box<dyn std::error::Error>> {
    let people = read(include_str!("people.tsv"))?;
    let fresh = read(include_str!("fresh.tsv"))?;
    let organizations = read(include_str!("organizations.tsv"))?;
    for (title, pairs, bearer) in [
        ("People", &people, Some(Bearer::Person)),
        ("People, type not given", &people, None),
        ("People, not used for tuning", &fresh, None),
        ("Organizations", &organizations, Some(Bearer::Organization)),
        ("Organizations, type not given", &organizations, None),
    ] {
        println!("\n## {title}\n");
        let scored: Vec<(f64, &Pair)> = pairs.iter().map(|pair| (pair.score(bearer), pair)).collect();
        print!("{}", Measures::of(scored.iter().map(|(score, pair)| (*score, pair.is_same))).table());
        if bearer.is_some() || title.contains("tuning") {
            println!("\nOn the right side of {THRESHOLD}: {}", by_kind(&scored));
        }
        if options.wrong && bearer.is_some() {
            let wrong = scored.iter().filter(|(score, pair)| (*score >= THRESHOLD) != pair.is_same);
            wrong.for_each(|(score, pair)| println!("{score:.3}\t{}\t{}\t{}", pair.first, pair.second, pair.kind));
        }
    }
    if let Some(dir) = &options.words {
        words::print(dir)?;
    }
    Ok(())
}

/// Two full names, and whether they belong to the same person or organization.
struct Pair {
    first: &'static str,
    second: &'static str,
    is_same: bool,
    /// What makes the pair difficult.
    kind: &'static str,
}

impl Pair {
    fn score(&self, bearer: Option<Bearer>) -> f64 {
        score(&Name::new(self.first, bearer), &Name::new(self.second, bearer))
    }
}

/// Reads lines of `first second same kind`, after a header line.
fn read(lines: &'static str) -> Result<Vec<Pair>, String> {
    let pair = |line: &'static str| match line.split('\t').collect::<Vec<_>>()[..] {
        [first, second, same @ ("0" | "1"), kind] => Ok(Pair { first, second, is_same: same == "1", kind }),
        _ => Err(format!("expected two names, 0 or 1, and a kind, separated by tabs: {line}")),
    };
    lines.lines().skip(1).map(pair).collect()
}

/// For each kind, the number of pairs on the right side of the threshold.
fn by_kind(scored: &[(f64, &Pair)]) -> String {
    let mut kinds: BTreeMap<(bool, &str), (usize, usize)> = BTreeMap::new();
    for (score, pair) in scored {
        let (right, all) = kinds.entry((!pair.is_same, pair.kind)).or_default();
        *right += usize::from((*score >= THRESHOLD) == pair.is_same);
        *all += 1;
    }
    let shares = kinds.iter().map(|((is_other, kind), (right, all))| {
        let sign = if *is_other { "≠" } else { "=" };
        format!("{kind} {sign} {right} of {all}")
    });
    shares.collect::<Vec<_>>().join(", ")
}
