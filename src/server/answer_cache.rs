//! Answers that are given again while the data is the same.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use moka::future::Cache;

use super::answer::Answer;
use super::request_key::RequestKey;

/// What an answer weighs beside its text: the key, its place in the cache, its tag.
const OVERHEAD: usize = 512;

/// The largest part of the cache that one answer may take: larger ones would drive out too many.
const LARGEST_PART: u64 = 8;

/// Keeps answers by question and revision, in so many bytes of memory. Its clones share them.
#[derive(Clone)]
pub struct AnswerCache {
    answers: Cache<(i64, RequestKey), Arc<Answer>>,
    /// The longest answer that is kept.
    longest: usize,
    /// The revision that was asked for last.
    revision: Arc<AtomicI64>,
    hits: Arc<AtomicU64>,
    misses: Arc<AtomicU64>,
}

/// What the cache has done since it was made, and what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CacheUse {
    /// How many answers were taken from it, or from a computation that was running for somebody else.
    pub hits: u64,
    /// How many had to be computed.
    pub misses: u64,
    /// How many answers it holds.
    pub entries: u64,
    /// The bytes that these take.
    pub bytes: u64,
}

impl AnswerCache {
    /// A cache of at most so many bytes. With 0 it keeps nothing.
    pub fn new(bytes: u64) -> Self {
        let weight = |_: &(i64, RequestKey), answer: &Arc<Answer>| weight(answer);
        let longest = usize::try_from(bytes / LARGEST_PART).unwrap_or(usize::MAX).saturating_sub(OVERHEAD);
        Self {
            answers: Cache::builder().max_capacity(bytes).weigher(weight).build(),
            longest,
            revision: Arc::default(),
            hits: Arc::default(),
            misses: Arc::default(),
        }
    }

    /// The answer at that revision: the one that is kept, the one that is just being computed for somebody else, or what
    /// `compute` makes. That one is kept when it is of this revision and may be given again.
    pub async fn answer(
        &self,
        revision: i64,
        key: RequestKey,
        compute: impl Future<Output = Computed>,
    ) -> (Arc<Answer>, bool) {
        if self.longest == 0 {
            return (Arc::new(compute.await.answer), false);
        }
        self.forget_before(revision);
        if let Some(answer) = self.answers.get(&(revision, key)).await {
            self.hits.fetch_add(1, Ordering::Relaxed);
            return (answer, true);
        }
        let mut computed_here = false;
        let init = async {
            computed_here = true;
            let Computed { answer, revision: of } = compute.await;
            let may_be_kept = answer.tag.is_some() && of.is_none_or(|of| of == revision);
            let answer = Arc::new(answer);
            if may_be_kept && answer.body.len() <= self.longest { Ok(answer) } else { Err(answer) }
        };
        // Whoever asks for the same meanwhile waits for this one, also for an error.
        let outcome = self.answers.try_get_with((revision, key), init).await;
        let counter = if computed_here { &self.misses } else { &self.hits };
        counter.fetch_add(1, Ordering::Relaxed);
        (outcome.unwrap_or_else(|unkept| Arc::clone(&unkept)), !computed_here)
    }

    /// What it has done, and what it holds.
    pub fn usage(&self) -> CacheUse {
        CacheUse {
            hits: self.hits.load(Ordering::Relaxed),
            misses: self.misses.load(Ordering::Relaxed),
            entries: self.answers.entry_count(),
            bytes: self.answers.weighted_size(),
        }
    }

    /// Makes room when the revision is another: what was asked for often would stay long after it has become useless.
    fn forget_before(&self, revision: i64) {
        if self.revision.swap(revision, Ordering::Relaxed) != revision {
            self.answers.invalidate_all();
        }
    }
}

fn weight(answer: &Answer) -> u32 {
    u32::try_from(answer.body.len() + OVERHEAD).unwrap_or(u32::MAX)
}

/// An answer, and the revision that it was computed from, if it needed one.
pub struct Computed {
    pub answer: Answer,
    pub revision: Option<i64>,
}
