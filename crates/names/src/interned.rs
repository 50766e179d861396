//! The words of all names of the process, each once: names have many words in common, and looking one up in the lists of
//! names and words takes longer than all else in reading a name.

use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::parsed::Lexeme;

/// The number of parts that are locked apart.
const SHARDS: usize = 64;

/// The most words of a shard. All together take some 30 MB.
const WORDS_OF_SHARD: usize = 1_024;

/// Words in parts that are locked apart, by the first bits of their hashes.
struct Words([Mutex<FxHashMap<u64, Arc<Lexeme>>>; SHARDS]);

static WORDS: LazyLock<Words> = LazyLock::new(Words::new);

/// A hash that differs from process to process, so that nobody can choose a word that is taken for another.
pub fn hash(value: impl Hash) -> u64 {
    static STATE: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    STATE.hash_one(value)
}

/// The lexeme with this hash: the one that was made before, or a new one.
pub fn interned(hash: u64, make: impl FnOnce() -> Lexeme) -> Arc<Lexeme> {
    WORDS.get(hash, make)
}

impl Words {
    fn new() -> Self {
        Self(std::array::from_fn(|_| Mutex::default()))
    }

    fn get(&self, hash: u64, make: impl FnOnce() -> Lexeme) -> Arc<Lexeme> {
        let shard = &self.0[(hash >> (u64::BITS - SHARDS.ilog2())) as usize];
        let lock = || shard.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = lock().get(&hash) {
            return Arc::clone(found);
        }
        // Nobody waits while it is made.
        let made = Arc::new(make());
        let mut words = lock();
        if words.len() >= WORDS_OF_SHARD {
            words.retain(|_, word| Arc::strong_count(word) > 1);
            // There would be little room each time.
            if words.len() > WORDS_OF_SHARD / 2 {
                words.clear();
            }
        }
        Arc::clone(words.entry(hash).or_insert(made))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::{Bearer, Name};

    fn lexeme() -> Lexeme {
        let name = Name::new("Keptword", Some(Bearer::Person));
        Lexeme::clone(&name.readings[0].parts[0].lexeme)
    }

    #[test]
    fn a_word_is_made_once() {
        let words = Words::new();
        let made = words.get(1, lexeme);
        assert!(Arc::ptr_eq(&made, &words.get(1, || unreachable!("it is there"))));
        assert!(!Arc::ptr_eq(&made, &words.get(2, lexeme)));
    }

    #[test]
    fn words_that_nobody_has_make_room() {
        let words = Words::new();
        let kept = words.get(hash("kept"), lexeme);
        for number in 0..2 * SHARDS * WORDS_OF_SHARD {
            words.get(hash(("other", number)), || Lexeme::clone(&kept));
        }
        let count = words.0.iter().map(|shard| shard.lock().unwrap().len()).sum::<usize>();
        assert!(count <= SHARDS * WORDS_OF_SHARD, "{count}");
        assert!(Arc::ptr_eq(&kept, &words.get(hash("kept"), || unreachable!("it is in use"))));
    }
}
