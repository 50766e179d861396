//! Reading the public sets of pairs of words: google/transliteration, and steveash's set from Wikidata (COLING 2018).

use std::collections::BTreeMap;
use std::fs::read_to_string;
use std::io;
use std::path::Path;

use sanad_names::letters::{Script, Sign, signs};

/// The held-out files, for evaluation only.
pub const HELD_OUT: [&str; 3] = ["google-ar2en-eval.txt", "google-ar2en-test.txt", "coling2018-wd_arabic_20.tsv"];

/// Reads lines of an Arabic and a Latin word, in either order. The letters of a word may be separated by spaces. An
/// optional third column is a count.
pub fn read(file: &Path) -> io::Result<BTreeMap<(String, String), f64>> {
    let mut pairs = BTreeMap::new();
    for line in read_to_string(file)?.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let [one, other, ..] = columns[..] else { continue };
        let count = columns.get(2).and_then(|count| count.parse().ok()).unwrap_or(1.0);
        let is_spaced = |text: &str| text.split(' ').all(|word| word.chars().count() == 1);
        let one = if is_spaced(one) { one.replace(' ', "") } else { one.to_owned() };
        let other = if is_spaced(other) { other.replace(' ', "") } else { other.to_owned() };
        let (one, other) = (spelled(&one), spelled(&other));
        match (one, other) {
            (Some((Script::Arabic, arabic)), Some((Script::Latin, latin)))
            | (Some((Script::Latin, latin)), Some((Script::Arabic, arabic))) => {
                *pairs.entry((arabic, latin)).or_insert(0.0) += count;
            }
            _ => {}
        }
    }
    Ok(pairs)
}

/// The script and the letters of a single word.
fn spelled(text: &str) -> Option<(Script, String)> {
    let mut word: Option<(Script, String)> = None;
    for sign in text.chars().flat_map(signs) {
        let Sign::Letter(script, letter) = sign else { return None };
        let (own, letters) = word.get_or_insert_with(|| (script, String::new()));
        if *own != script {
            return None;
        }
        letters.push(letter);
    }
    word
}
