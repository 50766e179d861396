//! A cache of answers, valid until the data changes.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use moka::future::Cache;

use super::answer::Answer;
use super::request_key::RequestKey;
use super::single_flight::{AnswerKey, SingleFlight};
use crate::db::DataVersion;

/// The estimated memory of an entry besides its body, in bytes: key, entry, ETag.
const OVERHEAD: usize = 512;

/// Answers larger than this fraction of the cache are not cached: they would evict too many others.
const MAX_ANSWER_FRACTION: u64 = 8;

/// Answers by request and state of the data, within a memory limit. Clones share them.
#[derive(Clone)]
pub struct AnswerCache {
    answers: Cache<AnswerKey, Arc<Answer>>,
    flights: SingleFlight,
    /// The longest body that is cached; 0 if the cache is disabled.
    max_body: usize,
    /// The state of the data of the last request.
    latest: Arc<Mutex<Option<DataVersion>>>,
    hits: Arc<AtomicU64>,
    misses: Arc<AtomicU64>,
}

/// A snapshot of the counters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CacheUsage {
    /// Answers from the cache, or from the computation of an equal request, since the start.
    pub hits: u64,
    /// Answers that had to be computed, since the start.
    pub misses: u64,
    /// Cached answers.
    pub entries: u64,
    /// Their size in bytes.
    pub bytes: u64,
}

impl AnswerCache {
    /// A cache of at most this many bytes; 0 disables it, and the coalescing of equal requests.
    pub fn new(bytes: u64) -> Self {
        let weight = |_: &AnswerKey, answer: &Arc<Answer>| weight(answer);
        let max_body = usize::try_from(bytes / MAX_ANSWER_FRACTION).unwrap_or(usize::MAX).saturating_sub(OVERHEAD);
        Self {
            answers: Cache::builder().max_capacity(bytes).weigher(weight).build(),
            flights: SingleFlight::default(),
            max_body,
            latest: Arc::default(),
            hits: Arc::default(),
            misses: Arc::default(),
        }
    }

    /// The answer for that state of the data: from the cache, from the running computation of an equal request, or from
    /// `compute` after `admit`. The latter is cached if it has an ETag and comes from that state. The flag says whether the
    /// answer was not computed for this request.
    ///
    /// Equal requests queue for admission independently, so that none waits for the turn of another client. As soon as one
    /// is admitted, the others leave the queue and wait for its answer, without a permit.
    ///
    /// Only complete answers are shared. If a computation fails, its followers compute for themselves, since their time
    /// limits differ.
    ///
    /// # Errors
    /// The refusal of `admit`.
    pub async fn answer<T, E, C>(
        &self,
        seen: DataVersion,
        key: RequestKey,
        admit: impl Fn() -> E,
        compute: impl Fn(T) -> C,
    ) -> Result<(Arc<Answer>, bool), Answer>
    where
        E: Future<Output = Result<T, Answer>>,
        C: Future<Output = Computed>,
    {
        if self.max_body == 0 {
            return Ok((Arc::new(compute(admit().await?).await.answer), false));
        }
        self.evict_all_but(seen);
        let key = (seen, key);
        if let Some(answer) = self.cached(&key).await {
            return Ok((answer, true));
        }
        let mut admitting = None;
        loop {
            let started = self.flights.started();
            if let Some(flight) = self.flights.follow(&key) {
                // This leaves the admission queue.
                admitting = None;
                match flight.answer().await {
                    Some(answer) if answer.tag.is_some() => {
                        self.hits.fetch_add(1, Ordering::Relaxed);
                        return Ok((answer, true));
                    }
                    Some(_) => {
                        self.misses.fetch_add(1, Ordering::Relaxed);
                        return Ok((Arc::new(compute(admit().await?).await.answer), false));
                    }
                    None => continue,
                }
            }
            let mut admission = admitting.take().unwrap_or_else(|| Box::pin(admit()));
            let admitted = tokio::select! {
                biased;
                admitted = &mut admission => admitted,
                () = started => {
                    admitting = Some(admission);
                    continue;
                }
            };
            let admitted = match admitted {
                Ok(admitted) => admitted,
                // An equal request has been admitted meanwhile.
                Err(_) if self.flights.follow(&key).is_some() => continue,
                Err(refusal) => {
                    self.misses.fetch_add(1, Ordering::Relaxed);
                    return Err(refusal);
                }
            };
            let Some(flight) = self.flights.start(key) else { continue };
            // Another computation may have finished since.
            if let Some(answer) = self.cached(&key).await {
                flight.finish(&answer);
                return Ok((answer, true));
            }
            self.misses.fetch_add(1, Ordering::Relaxed);
            let Computed { answer, seen: answered_from } = compute(admitted).await;
            let is_cacheable = answer.tag.is_some() && answered_from.is_none_or(|from| from == seen);
            let answer = Arc::new(answer);
            if is_cacheable && answer.body.len() <= self.max_body {
                self.answers.insert(key, Arc::clone(&answer)).await;
            }
            flight.finish(&answer);
            return Ok((answer, false));
        }
    }

    async fn cached(&self, key: &AnswerKey) -> Option<Arc<Answer>> {
        let answer = self.answers.get(key).await?;
        self.hits.fetch_add(1, Ordering::Relaxed);
        Some(answer)
    }

    pub fn usage(&self) -> CacheUsage {
        CacheUsage {
            hits: self.hits.load(Ordering::Relaxed),
            misses: self.misses.load(Ordering::Relaxed),
            entries: self.answers.entry_count(),
            bytes: self.answers.weighted_size(),
        }
    }

    /// Empties the cache when the data has changed. Popular answers would otherwise outlive their data for long.
    fn evict_all_but(&self, seen: DataVersion) {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        if latest.replace(seen) != Some(seen) {
            self.answers.invalidate_all();
        }
    }
}

fn weight(answer: &Answer) -> u32 {
    u32::try_from(answer.body.len() + OVERHEAD).unwrap_or(u32::MAX)
}

/// An answer, and the state of the data that it was read from; none if it needed no data.
pub struct Computed {
    pub answer: Answer,
    pub seen: Option<DataVersion>,
}
