//! Learns how names are spelled from pairs of words, and writes the tables in `crates/names/src/learned/`.

mod counts;
mod known;
mod pairs;
mod weigh;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use sanad_name_tools::exit_code;
use sanad_names::letters::Script;

use counts::Counts;
use pairs::{Pair, Pairs};

/// Learns how names are spelled from pairs of an Arabic and a Latin word, and writes spellings.tsv and words.tsv.
///
/// The directory must hold the training parts of two public sets, google-ar2en-train.txt (google/transliteration) and
/// coling2018-wd_arabic_80.tsv (steveash, from Wikidata), and their held-out parts. Pairs in the held-out parts are not
/// learned.
#[derive(Debug, Parser)]
#[command(name = "learn")]
struct Options {
    /// The directory with the sets
    from: PathBuf,
    /// The directory for the tables
    #[arg(default_value = "crates/names/src/learned")]
    to: PathBuf,
}

/// Number of rounds of expectation-maximization.
const ROUNDS: usize = 8;
/// Pairs with a higher cost, in bits per letter, are treated as mistakes in the sets.
const DOUBTFUL: f64 = 2.2;

fn main() -> ExitCode {
    exit_code(run(&Options::parse()))
}

fn run(options: &Options) -> Result<(), Box<dyn std::error::Error>> {
    let pairs = Pairs::read(&options.from)?;
    let all = pairs.across();
    let [own, borrowed] = learned_apart(&all);
    let (of_own, of_borrowed) = (own.cost_of_letter(), borrowed.cost_of_letter());
    let is_sound = |pair: &&Pair| of_own(pair).min(of_borrowed(pair)) < DOUBTFUL;
    let sound: Vec<Pair> = all.iter().filter(is_sound).cloned().collect();
    let [own, borrowed] = learned_apart(&sound);
    let latin = learned(Script::Latin, &pairs::of_one_spelling(&sound, |pair| (&pair.first, &pair.second)));
    let arabic = learned(Script::Arabic, &pairs::of_one_spelling(&sound, |pair| (&pair.second, &pair.first)));
    let tables = [("own", own), ("borrowed", borrowed), ("latin", latin), ("arabic", arabic)];
    let spellings: String = tables.iter().map(|(name, counts)| counts.table(name)).collect();
    std::fs::write(options.to.join("spellings.tsv"), spellings)?;
    std::fs::write(options.to.join("words.tsv"), weigh::table(&pairs))?;
    eprintln!("learned from {} pairs of {}", sound.len(), pairs.count());
    Ok(())
}

/// Expectation-maximization: each round counts all alignments of all pairs, weighted by their likelihood after the
/// previous round.
fn learned(script: Script, pairs: &[Pair]) -> Counts {
    let mut counts = Counts::flat(script, script);
    for round in 0..ROUNDS {
        let mut next = Counts::new(script, script);
        pairs.iter().for_each(|pair| next.add(&counts, pair, 1.0));
        if round == ROUNDS / 2 {
            next.forget_rare_chunks();
        }
        counts = next;
    }
    counts
}

/// Like [`learned`], for two models across scripts at once: names of Arabic origin, and names that Arabic has borrowed.
/// Each pair counts for both models, weighted by its likelihood in each.
fn learned_apart(pairs: &[Pair]) -> [Counts; 2] {
    let new = || Counts::new(Script::Arabic, Script::Latin);
    let flat = Counts::flat(Script::Arabic, Script::Latin);
    let (mut own, mut borrowed) = (new(), new());
    for pair in pairs {
        own.add(&flat, pair, if pair.is_own { 0.95 } else { 0.15 });
        borrowed.add(&flat, pair, if pair.is_own { 0.05 } else { 0.85 });
    }
    for round in 0..ROUNDS {
        let (mut next_own, mut next_borrowed, mut bits) = (new(), new(), 0.0);
        for pair in pairs {
            let (of_own, of_borrowed) = (own.bits(pair), borrowed.bits(pair));
            let prior = if pair.is_own { 3.0 } else { -1.5 };
            let share = 1.0 / (1.0 + (of_own - of_borrowed - prior).exp2());
            next_own.add(&own, pair, share);
            next_borrowed.add(&borrowed, pair, 1.0 - share);
            bits += of_own.min(of_borrowed);
        }
        eprintln!("round {}: {:.3} bits a pair", round + 1, bits / pairs.len() as f64);
        if round == ROUNDS / 2 {
            next_own.forget_rare_chunks();
            next_borrowed.forget_rare_chunks();
        }
        (own, borrowed) = (next_own, next_borrowed);
    }
    [own, borrowed]
}
