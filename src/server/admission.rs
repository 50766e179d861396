//! How many requests are executed at the same time, and how many may wait for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::config::Traffic;
use crate::error::Code;

/// How long a request waits. Longer than that, whoever sent it is better told to try again.
const PATIENCE: Duration = Duration::from_secs(5);

/// So many places, and a queue for them that is served in the order of coming. Its clones share both.
#[derive(Debug, Clone)]
pub struct Admission {
    places: Arc<Semaphore>,
    concurrency: usize,
    queue: Arc<Queue>,
    patience: Duration,
}

#[derive(Debug)]
struct Queue {
    limit: usize,
    waiting: AtomicUsize,
}

/// The right to be executed, until it is dropped.
#[derive(Debug)]
pub struct Ticket {
    _place: OwnedSemaphorePermit,
}

impl Admission {
    pub fn new(traffic: &Traffic) -> Self {
        let queue = usize::try_from(traffic.queue).unwrap_or(usize::MAX);
        Self::with(traffic.concurrency.into(), queue, PATIENCE)
    }

    fn with(concurrency: usize, queue: usize, patience: Duration) -> Self {
        Self {
            places: Arc::new(Semaphore::new(concurrency)),
            concurrency,
            queue: Arc::new(Queue { limit: queue, waiting: AtomicUsize::new(0) }),
            patience,
        }
    }

    /// Waits for a place.
    ///
    /// # Errors
    /// `Overloaded` at once when the queue is full, or when there was no place in time.
    pub async fn enter(&self) -> Result<Ticket, Code> {
        if let Ok(place) = Arc::clone(&self.places).try_acquire_owned() {
            return Ok(Ticket { _place: place });
        }
        let _turn = Turn::take(&self.queue).ok_or(Code::Overloaded)?;
        let place = tokio::time::timeout(self.patience, Arc::clone(&self.places).acquire_owned());
        match place.await {
            Ok(Ok(place)) => Ok(Ticket { _place: place }),
            _ => Err(Code::Overloaded),
        }
    }

    /// How many are executed.
    pub fn running(&self) -> usize {
        self.concurrency.saturating_sub(self.places.available_permits())
    }

    /// How many wait.
    pub fn waiting(&self) -> usize {
        self.queue.waiting.load(Ordering::Relaxed)
    }
}

/// A place in the queue, until it is dropped: by whoever gets in, and by whoever goes away.
struct Turn<'a>(&'a Queue);

impl<'a> Turn<'a> {
    fn take(queue: &'a Queue) -> Option<Self> {
        let one_more = |waiting: usize| (waiting < queue.limit).then_some(waiting + 1);
        queue.waiting.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more).ok().map(|_| Self(queue))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use futures_util::poll;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    #[tokio::test]
    async fn past_the_queue_nobody_waits() {
        let admission = Admission::with(2, 2, LONG);
        let first = admission.enter().await.unwrap();
        let second = admission.enter().await.unwrap();
        let (mut third, mut fourth) = (Box::pin(admission.enter()), Box::pin(admission.enter()));
        assert!(poll!(&mut third).is_pending() && poll!(&mut fourth).is_pending());
        assert_eq!((admission.running(), admission.waiting()), (2, 2));
        assert_eq!(admission.enter().await.unwrap_err(), Code::Overloaded);

        drop(first);
        assert!(poll!(&mut fourth).is_pending(), "the third was there before the fourth");
        let third = third.await.unwrap();
        // One that goes away leaves its place in the queue.
        drop(fourth);
        assert_eq!((admission.running(), admission.waiting()), (2, 0));
        drop((second, third));
        assert_eq!(admission.running(), 0);
        assert!(admission.enter().await.is_ok());
    }

    #[tokio::test]
    async fn nobody_waits_for_ever() {
        let admission = Admission::with(1, 1, Duration::from_millis(20));
        let _ticket = admission.enter().await.unwrap();
        let started = Instant::now();
        assert_eq!(admission.enter().await.unwrap_err(), Code::Overloaded);
        assert!(started.elapsed() >= Duration::from_millis(20));
        assert_eq!(admission.waiting(), 0);
    }

    #[tokio::test]
    async fn without_a_queue_whoever_finds_no_place_is_refused() {
        let admission = Admission::with(1, 0, LONG);
        let ticket = admission.enter().await.unwrap();
        assert_eq!(admission.enter().await.unwrap_err(), Code::Overloaded);
        drop(ticket);
        assert!(admission.enter().await.is_ok());
    }
}
