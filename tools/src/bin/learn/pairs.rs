//! The pairs of words that are learned from.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use sanad::names::letters::{Letter, Script};
use sanad_tools::sets::{HELD_OUT, read};

/// What is learned from.
const TRAINING: [&str; 2] = ["google-ar2en-train.txt", "coling2018-wd_arabic_80.tsv"];

/// Two spellings of one word, in letters, and how much they count.
#[derive(Debug, Clone)]
pub struct Pair {
    pub first: Vec<Letter>,
    pub second: Vec<Letter>,
    pub weight: f64,
    /// Whether the Arabic word has letters that borrowed names hardly have.
    pub is_own: bool,
}

/// Pairs of an Arabic and a Latin word, with how many names have them.
pub struct Pairs(BTreeMap<(String, String), f64>);

impl Pairs {
    /// The training parts, without whatever the held-out parts have.
    pub fn read(dir: &Path) -> io::Result<Self> {
        let held_out: BTreeSet<_> = HELD_OUT
            .iter()
            .map(|file| read(&dir.join(file)))
            .collect::<io::Result<Vec<_>>>()?
            .into_iter()
            .flat_map(BTreeMap::into_keys)
            .collect();
        let mut all = BTreeMap::new();
        for file in TRAINING {
            for (words, count) in read(&dir.join(file))? {
                if !held_out.contains(&words) {
                    *all.entry(words).or_insert(0.0) += count;
                }
            }
        }
        Ok(Self(all))
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Each pair of an Arabic and a Latin word, with how many names have it.
    pub fn all(&self) -> impl Iterator<Item = (&(String, String), &f64)> {
        self.0.iter()
    }

    /// The pairs as letters. Names that Arabic has of old leave out short vowels, those that it borrows write most: the
    /// former are fewer in the sets, but not in the world, and count more.
    pub fn across(&self) -> Vec<Pair> {
        let pair = |((arabic, latin), count): (&(String, String), &f64)| {
            let (first, second) = (letters(Script::Arabic, arabic), letters(Script::Latin, latin));
            let is_own = is_own(arabic);
            let weight = if is_own { 3.0 } else { 1.0 };
            Pair { first, second, weight: weight * (1.0 + count.ln()), is_own }
        };
        self.0.iter().map(pair).filter(|pair| pair.first.len() > 1 && pair.second.len() > 1).collect()
    }
}

/// Whether an Arabic word has letters that borrowed names hardly have.
pub fn is_own(word: &str) -> bool {
    word.chars().any(|letter| "حخعصضطظقذثةء".contains(letter))
}

fn letters(script: Script, word: &str) -> Vec<Letter> {
    word.chars().filter_map(|letter| script.letter(letter)).collect()
}

/// Pairs of words that are spelled alike in the other script, in both orders: the more words share a spelling, the less a
/// pair of them counts.
pub fn of_one_spelling<'a>(
    pairs: &'a [Pair],
    sides: impl Fn(&'a Pair) -> (&'a Vec<Letter>, &'a Vec<Letter>),
) -> Vec<Pair> {
    let mut spellings: BTreeMap<&[Letter], Vec<(&[Letter], f64)>> = BTreeMap::new();
    for pair in pairs {
        let (shared, own) = sides(pair);
        spellings.entry(shared).or_default().push((own, pair.weight));
    }
    let mut found = Vec::new();
    for words in spellings.values().filter(|words| words.len() > 1) {
        for (place, (first, weight)) in words.iter().enumerate() {
            for (second, other_weight) in &words[place + 1..] {
                let weight = weight.min(*other_weight) / (words.len() - 1) as f64;
                found.push(Pair { first: first.to_vec(), second: second.to_vec(), weight, is_own: false });
                found.push(Pair { first: second.to_vec(), second: first.to_vec(), weight, is_own: false });
            }
        }
    }
    found
}
