//! How common words are in names, and which Arabic words the Latin words stand for.

use std::collections::BTreeMap;

use crate::pairs::{Pairs, is_own};

/// Minimum number of names with a word that is listed; less common words all count as rare. The minimum for names of
/// Arabic origin is lower, because the sets have few of them.
const LEAST: f64 = 20.0;
const LEAST_OWN: f64 = 3.0;
/// An Arabic word with a lower share of the occurrences of a Latin word is treated as a mistake.
const SHARE: f64 = 0.08;

/// The common words: lines of `word bits names`, where bits is -log2 of the share of the word, and names are the Arabic
/// words that it stands for.
pub fn table(pairs: &Pairs) -> String {
    let mut arabic: BTreeMap<&str, f64> = BTreeMap::new();
    let mut latin: BTreeMap<&str, BTreeMap<&str, f64>> = BTreeMap::new();
    for ((one, other), count) in pairs.all() {
        *arabic.entry(one).or_default() += count;
        *latin.entry(other).or_default().entry(one).or_default() += count;
    }
    let all: f64 = arabic.values().sum();
    let bits = |count: f64| -(count / all).log2();
    let is_common = |word: &str, count: f64| count >= if is_own(word) { LEAST_OWN } else { LEAST };
    let mut lines: Vec<(f64, String)> = Vec::new();
    for (word, count) in &arabic {
        if is_common(word, *count) {
            lines.push((bits(*count), format!("{word}\t{:.1}\t{word}", bits(*count))));
        }
    }
    for (word, names) in &latin {
        let sum: f64 = names.values().sum();
        let mut likely: Vec<_> = names.iter().filter(|(_, count)| **count >= SHARE * sum).collect();
        likely.sort_by(|one, other| other.1.total_cmp(one.1).then_with(|| one.0.cmp(other.0)));
        let Some((first, _)) = likely.first() else { continue };
        if is_common(first, sum) {
            let bits = bits(arabic[*first].max(sum));
            let likely: Vec<&str> = likely.iter().map(|(name, _)| **name).take(4).collect();
            lines.push((bits, format!("{word}\t{bits:.1}\t{}", likely.join(" "))));
        }
    }
    lines.sort_by(|one, other| one.0.total_cmp(&other.0).then_with(|| one.1.cmp(&other.1)));
    lines.iter().map(|(_, line)| format!("{line}\n")).collect()
}
