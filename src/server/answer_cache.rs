//! Answers that are given again while the data is the same.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use moka::future::Cache;

use super::answer::Answer;
use super::flights::{Flights, Sought};
use super::request_key::RequestKey;
use crate::db::Sighting;

/// What an answer weighs beside its text: the key, its place in the cache, its tag.
const OVERHEAD: usize = 512;

/// The largest part of the cache that one answer may take: larger ones would drive out too many.
const LARGEST_PART: u64 = 8;

/// Keeps answers by question and data, in so many bytes of memory. Its clones share them.
#[derive(Clone)]
pub struct AnswerCache {
    answers: Cache<Sought, Arc<Answer>>,
    flights: Flights,
    /// The longest answer that is kept.
    longest: usize,
    /// The data that was asked for last.
    latest: Arc<Mutex<Option<Sighting>>>,
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
        let weight = |_: &Sought, answer: &Arc<Answer>| weight(answer);
        let longest = usize::try_from(bytes / LARGEST_PART).unwrap_or(usize::MAX).saturating_sub(OVERHEAD);
        Self {
            answers: Cache::builder().max_capacity(bytes).weigher(weight).build(),
            flights: Flights::default(),
            longest,
            latest: Arc::default(),
            hits: Arc::default(),
            misses: Arc::default(),
        }
    }

    /// The answer at that sighting: the one that is kept, one that is just being computed for somebody else, or what
    /// `compute` makes once `enter` has let it. That one is kept when it is of that state and may be given again. Returns
    /// also whether it was there, or computed for somebody else.
    ///
    /// Those who ask the same wait for admission each by itself, so that nobody waits for the turn of another client. As
    /// soon as one of them is admitted, the others leave the queue and wait for its answer, which takes no place.
    ///
    /// Only whole answers are shared. When nothing came of somebody else's, it is computed anew: their time limit is not
    /// that of this one.
    ///
    /// # Errors
    /// Why it was not let in.
    pub async fn answer<T, E, C>(
        &self,
        seen: Sighting,
        key: RequestKey,
        enter: impl Fn() -> E,
        compute: impl Fn(T) -> C,
    ) -> Result<(Arc<Answer>, bool), Answer>
    where
        E: Future<Output = Result<T, Answer>>,
        C: Future<Output = Computed>,
    {
        if self.longest == 0 {
            return Ok((Arc::new(compute(enter().await?).await.answer), false));
        }
        self.forget_all_but(seen);
        let sought = (seen, key);
        if let Some(answer) = self.kept(&sought).await {
            return Ok((answer, true));
        }
        let mut entering = None;
        loop {
            let started = self.flights.started();
            if let Some(running) = self.flights.running(&sought) {
                // It leaves the queue, if it is in it.
                entering = None;
                match running.landed().await {
                    Some(answer) if answer.tag.is_some() => {
                        self.hits.fetch_add(1, Ordering::Relaxed);
                        return Ok((answer, true));
                    }
                    Some(_) => {
                        self.misses.fetch_add(1, Ordering::Relaxed);
                        return Ok((Arc::new(compute(enter().await?).await.answer), false));
                    }
                    None => continue,
                }
            }
            let mut turn = entering.take().unwrap_or_else(|| Box::pin(enter()));
            let entered = tokio::select! {
                biased;
                entered = &mut turn => entered,
                () = started => {
                    entering = Some(turn);
                    continue;
                }
            };
            let entered = match entered {
                Ok(entered) => entered,
                // Somebody else has been let in meanwhile.
                Err(_) if self.flights.running(&sought).is_some() => continue,
                Err(refusal) => {
                    self.misses.fetch_add(1, Ordering::Relaxed);
                    return Err(refusal);
                }
            };
            let Some(flight) = self.flights.start(sought) else { continue };
            // Another may have landed since.
            if let Some(answer) = self.kept(&sought).await {
                flight.land(&answer);
                return Ok((answer, true));
            }
            self.misses.fetch_add(1, Ordering::Relaxed);
            let Computed { answer, seen: answered_from } = compute(entered).await;
            let may_be_kept = answer.tag.is_some() && answered_from.is_none_or(|from| from == seen);
            let answer = Arc::new(answer);
            if may_be_kept && answer.body.len() <= self.longest {
                self.answers.insert(sought, Arc::clone(&answer)).await;
            }
            flight.land(&answer);
            return Ok((answer, false));
        }
    }

    async fn kept(&self, sought: &Sought) -> Option<Arc<Answer>> {
        let answer = self.answers.get(sought).await?;
        self.hits.fetch_add(1, Ordering::Relaxed);
        Some(answer)
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

    /// Makes room when other data is seen: what was asked for often would stay long after it has become useless.
    fn forget_all_but(&self, seen: Sighting) {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        if latest.replace(seen) != Some(seen) {
            self.answers.invalidate_all();
        }
    }
}

fn weight(answer: &Answer) -> u32 {
    u32::try_from(answer.body.len() + OVERHEAD).unwrap_or(u32::MAX)
}

/// An answer, and the state that it was computed from, if it needed any.
pub struct Computed {
    pub answer: Answer,
    pub seen: Option<Sighting>,
}
