//! Held-out pairs of words, each compared with similar words.

use std::io;
use std::path::Path;

use sanad_name_tools::sets::{HELD_OUT, read};
use sanad_names::letters::Script;
use sanad_names::sounds;
use sanad_names::spelling::{BIT, Cost, Spelling, cost};

use crate::measures::Measures;

/// Maximum cost, in bits; words above it count as equally different.
const LIMIT: f64 = 100.0;
/// Number of words on each side that a word is compared with, in the order of their sounds.
const NEIGHBOURS: usize = 2;

/// Prints how well spelling alone distinguishes words, without the lists of names.
pub fn print(dir: &Path) -> io::Result<()> {
    println!("\n## Words\n");
    println!("| set | pairs | area under the curve | recall at 5 % false positives | at 1 % | sounds in common |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    for file in HELD_OUT {
        let pairs: Vec<(String, String)> = read(&dir.join(file))?.into_keys().collect();
        let common = pairs.iter().filter(|(arabic, latin)| {
            let sounds_of_latin = sounds(latin);
            sounds(arabic).iter().any(|sound| sounds_of_latin.contains(sound))
        });
        let (count, common) = (pairs.len(), common.count());
        let measures = Measures::of(scored(&pairs).into_iter());
        println!(
            "| {file} | {count} | {:.3} | {:.1} % | {:.1} % | {:.1} % |",
            measures.area(),
            100.0 * measures.recall_at(0.05),
            100.0 * measures.recall_at(0.01),
            100.0 * common as f64 / count as f64,
        );
    }
    Ok(())
}

/// Scores each pair, and each Arabic word with wrong Latin words that sound most like the right one.
fn scored(pairs: &[(String, String)]) -> Vec<(f64, bool)> {
    let mut sorted: Vec<(String, &str, &str)> =
        pairs.iter().map(|(arabic, latin)| (sounds(latin).concat(), arabic.as_str(), latin.as_str())).collect();
    sorted.sort();
    let mut scored = Vec::new();
    for (place, (_, arabic, latin)) in sorted.iter().enumerate() {
        scored.push((likeness(arabic, latin), true));
        let neighbours = place.saturating_sub(NEIGHBOURS)..(place + NEIGHBOURS + 1).min(sorted.len());
        for (_, other, others_latin) in &sorted[neighbours] {
            if other != arabic && others_latin != latin {
                scored.push((likeness(arabic, others_latin), false));
            }
        }
    }
    scored
}

/// The negative cost in bits per letter.
fn likeness(arabic: &str, latin: &str) -> f64 {
    let (one, other) = (Spelling::new(Script::Arabic, arabic), Spelling::new(Script::Latin, latin));
    let letters = (one.len() + other.len()).max(1) as f64 / 2.0;
    let bits = cost(&one, &other, (LIMIT as Cost) * BIT).map_or(LIMIT, |cost| f64::from(cost) / f64::from(BIT));
    -bits / letters
}
