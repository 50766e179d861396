//! The training data: pairs of words.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use sanad_name_tools::sets::{HELD_OUT, read};
use sanad_names::letters::{Letter, Script};

const TRAINING: [&str; 2] = ["google-ar2en-train.txt", "coling2018-wd_arabic_80.tsv"];

/// Two spellings of the same word, with a weight.
#[derive(Debug, Clone)]
pub struct Pair {
    pub first: Vec<Letter>,
    pub second: Vec<Letter>,
    pub weight: f64,
    /// Whether the Arabic word has letters that are rare in borrowed names.
    pub is_own: bool,
}

/// Pairs of an Arabic and a Latin word, each with the number of names that have it.
pub struct Pairs(BTreeMap<(String, String), f64>);

impl Pairs {
    /// Reads the training parts, without pairs that are in the held-out parts.
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

    /// Each pair of an Arabic and a Latin word, with the number of names that have it.
    pub fn all(&self) -> impl Iterator<Item = (&(String, String), &f64)> {
        self.0.iter()
    }

    /// The pairs as letters. Names of Arabic origin leave out short vowels, while borrowed names write most. The former
    /// get a higher weight, because they are underrepresented in the sets.
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

/// Whether an Arabic word has letters that are rare in borrowed names.
pub fn is_own(word: &str) -> bool {
    word.chars().any(|letter| "حخعصضطظقذثةء".contains(letter))
}

fn letters(script: Script, word: &str) -> Vec<Letter> {
    word.chars().filter_map(|letter| script.letter(letter)).collect()
}

/// Pairs of words with the same spelling in the other script, in both orders. The more words share a spelling, the
/// lower the weight of each pair.
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
