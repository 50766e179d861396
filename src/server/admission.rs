//! Admission control: limits on concurrent requests, overall and per client, with a fair queue.

mod fair_queue;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;

use self::fair_queue::{Entry, FairQueue};
use super::client::Client;
use crate::config::Settings;
use crate::error::Code;

/// How long a request waits in the queue before it is refused, so that its client can retry elsewhere.
const QUEUE_TIMEOUT: Duration = Duration::from_secs(5);

/// Permits for running requests, limited per client, and a queue that serves clients round-robin. Clones share both.
#[derive(Debug, Clone)]
pub struct Admission {
    shared: Arc<Shared>,
    queue_timeout: Duration,
}

#[derive(Debug)]
struct Shared {
    queue: Mutex<FairQueue<oneshot::Sender<Permit>>>,
    /// How many requests have waited only because of their client's own limit.
    held_back: AtomicU64,
}

/// Permission to run, returned on drop.
#[derive(Debug)]
pub struct Permit {
    shared: Arc<Shared>,
    client: Client,
}

/// A snapshot of the counters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdmissionUsage {
    /// Running requests.
    pub running: usize,
    /// Queued requests.
    pub waiting: usize,
    /// Clients with running or queued requests.
    pub clients: usize,
    /// Requests that have waited only because of their client's own limit, since the start.
    pub held_back: u64,
}

impl Admission {
    pub fn new(settings: &Settings) -> Self {
        let traffic = &settings.traffic;
        Self::with(traffic.concurrency.into(), settings.client_concurrency().into(), traffic.queue, QUEUE_TIMEOUT)
    }

    fn with(permits: usize, per_client: usize, capacity: usize, queue_timeout: Duration) -> Self {
        let queue = Mutex::new(FairQueue::new(permits, per_client, capacity));
        Self { shared: Arc::new(Shared { queue, held_back: AtomicU64::default() }), queue_timeout }
    }

    /// Waits for a permit.
    ///
    /// # Errors
    /// `Overloaded` when the queue is full, when the request has waited for too long, or when it is evicted from the queue in
    /// favour of a client with fewer waiting requests.
    pub async fn acquire(&self, client: Client) -> Result<Permit, Code> {
        let (mut admitted, number) = {
            let (sender, admitted) = oneshot::channel();
            match self.shared.queue().enter(client, sender) {
                Entry::Admitted => return Ok(Permit { shared: Arc::clone(&self.shared), client }),
                Entry::Refused => return Err(Code::Overloaded),
                Entry::Waiting { number, is_held_back } => {
                    self.shared.held_back.fetch_add(is_held_back.into(), Ordering::Relaxed);
                    (admitted, number)
                }
            }
        };
        let _waiting = Waiting { shared: &self.shared, client, number };
        match tokio::time::timeout(self.queue_timeout, &mut admitted).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(Code::Overloaded),
        }
    }

    pub fn usage(&self) -> AdmissionUsage {
        let queue = self.shared.queue();
        AdmissionUsage {
            running: queue.running(),
            waiting: queue.waiting(),
            clients: queue.clients(),
            held_back: self.shared.held_back.load(Ordering::Relaxed),
        }
    }
}

impl Shared {
    /// Never drop a `Permit` while holding this lock: its `drop` takes it.
    fn queue(&self) -> MutexGuard<'_, FairQueue<oneshot::Sender<Permit>>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.shared.queue().leave(self.client);
        loop {
            let next = self.shared.queue().next();
            let Some((client, admitted)) = next else { return };
            // If the receiver is gone, the permit comes back and is dropped here, which admits the next request.
            drop(admitted.send(Self { shared: Arc::clone(&self.shared), client }));
        }
    }
}

/// Removes a request from the queue on drop, unless it has left it already.
struct Waiting<'a> {
    shared: &'a Shared,
    client: Client,
    number: u64,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let left = self.shared.queue().give_up(self.client, self.number);
        drop(left);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use futures_util::poll;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    fn client(number: u8) -> Client {
        Client::at([192, 0, 2, number].into())
    }

    #[tokio::test]
    async fn requests_beyond_the_queue_are_refused() {
        let admission = Admission::with(2, 2, 2, LONG);
        let enter = || admission.acquire(client(1));
        let (first, second) = (enter().await.unwrap(), enter().await.unwrap());
        let (mut third, mut fourth) = (Box::pin(enter()), Box::pin(enter()));
        assert!(poll!(&mut third).is_pending() && poll!(&mut fourth).is_pending());
        let usage = admission.usage();
        assert_eq!((usage.running, usage.waiting, usage.held_back), (2, 2, 0));
        assert_eq!(enter().await.unwrap_err(), Code::Overloaded);

        drop(first);
        assert!(poll!(&mut fourth).is_pending(), "the third was there before the fourth");
        let third = third.await.unwrap();
        drop(fourth);
        let usage = admission.usage();
        assert_eq!((usage.running, usage.waiting), (2, 0));
        drop((second, third));
        let usage = admission.usage();
        assert_eq!((usage.running, usage.clients), (0, 0));
        assert!(enter().await.is_ok());
    }

    #[tokio::test]
    async fn a_request_waits_up_to_the_queue_timeout() {
        let admission = Admission::with(1, 1, 1, Duration::from_millis(20));
        let _permit = admission.acquire(client(1)).await.unwrap();
        let started = Instant::now();
        assert_eq!(admission.acquire(client(1)).await.unwrap_err(), Code::Overloaded);
        assert!(started.elapsed() >= Duration::from_millis(20));
        assert_eq!(admission.usage().waiting, 0);
    }

    #[tokio::test]
    async fn a_client_at_its_limit_does_not_hold_up_others() {
        let admission = Admission::with(4, 2, 8, LONG);
        let enter = |number| admission.acquire(client(number));
        let greedy = [enter(1).await.unwrap(), enter(1).await.unwrap()];
        let mut third = Box::pin(enter(1));
        assert!(poll!(&mut third).is_pending(), "permits are free, but the client is at its limit");
        assert_eq!(admission.usage().held_back, 1);
        let others = [enter(2).await.unwrap(), enter(3).await.unwrap()];
        let mut waiting = Box::pin(enter(2));
        assert!(poll!(&mut waiting).is_pending());
        drop(others);
        assert!(poll!(&mut waiting).is_ready());
        assert!(poll!(&mut third).is_pending(), "its client is still at its limit");
        drop(greedy);
        assert!(poll!(&mut third).is_ready());
    }

    #[tokio::test]
    async fn a_permit_for_a_dropped_request_goes_to_the_next() {
        let admission = Admission::with(1, 1, 8, LONG);
        let permit = admission.acquire(client(1)).await.unwrap();
        let (mut gone, mut next) = (Box::pin(admission.acquire(client(2))), Box::pin(admission.acquire(client(3))));
        assert!(poll!(&mut gone).is_pending() && poll!(&mut next).is_pending());
        drop(permit);
        // It was admitted, and is dropped before it was polled again.
        drop(gone);
        assert!(poll!(&mut next).is_ready());
        assert_eq!(admission.usage().waiting, 0);
    }

    #[tokio::test]
    async fn a_client_that_fills_the_queue_loses_room_to_others() {
        let admission = Admission::with(1, 1, 4, LONG);
        let permit = admission.acquire(client(1)).await.unwrap();
        let mut greedy: Vec<_> = (0..4).map(|_| Box::pin(admission.acquire(client(1)))).collect();
        for waiting in &mut greedy {
            assert!(poll!(waiting).is_pending());
        }
        let mut other = Box::pin(admission.acquire(client(2)));
        assert!(poll!(&mut other).is_pending());
        assert_eq!(greedy.pop().unwrap().await.unwrap_err(), Code::Overloaded, "the newest of the greedy");
        assert_eq!(admission.usage().waiting, 4);
        // The other client comes after one request of the greedy client, which was first in the round.
        drop(permit);
        let first = greedy.remove(0).await.unwrap();
        assert!(poll!(&mut other).is_pending());
        drop(first);
        assert!(poll!(&mut other).is_ready());
    }
}
