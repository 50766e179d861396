//! How many requests run at the same time, how many of them may be one client's, and how many may wait.

mod turns;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;

use self::turns::{Entry, Turns};
use super::client::Client;
use crate::config::Settings;
use crate::error::Code;

/// How long a request waits. After that, its client is better told to try again.
const PATIENCE: Duration = Duration::from_secs(5);

/// A number of places, of which each client may take a share, and a queue that serves the clients in turn. Its clones share
/// both.
#[derive(Debug, Clone)]
pub struct Admission {
    shared: Arc<Shared>,
    patience: Duration,
}

#[derive(Debug)]
struct Shared {
    turns: Mutex<Turns<oneshot::Sender<Ticket>>>,
    /// How many requests have waited although there was a place, because their client had its share.
    held_back: AtomicU64,
}

/// The right to run, until it is dropped.
#[derive(Debug)]
pub struct Ticket {
    shared: Arc<Shared>,
    client: Client,
}

/// What the places are used for at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdmissionUse {
    /// How many requests run.
    pub running: usize,
    /// How many wait.
    pub waiting: usize,
    /// How many clients these are of.
    pub clients: usize,
    /// How many have had to wait for their client's share since the start.
    pub held_back: u64,
}

impl Admission {
    pub fn new(settings: &Settings) -> Self {
        let queue = usize::try_from(settings.traffic.queue).unwrap_or(usize::MAX);
        Self::with(settings.traffic.concurrency.into(), settings.client_concurrency().into(), queue, PATIENCE)
    }

    fn with(places: usize, share: usize, queue: usize, patience: Duration) -> Self {
        let shared = Shared { turns: Mutex::new(Turns::new(places, share, queue)), held_back: AtomicU64::default() };
        Self { shared: Arc::new(shared), patience }
    }

    /// Waits for a place.
    ///
    /// # Errors
    /// `Overloaded` when there was no place in time, or no room in the queue: at once, or later if a client that has fewer
    /// waiting needs the room.
    pub async fn enter(&self, client: Client) -> Result<Ticket, Code> {
        let (mut admitted, number) = {
            let (sender, admitted) = oneshot::channel();
            match self.shared.turns().enter(client, sender) {
                Entry::Admitted => return Ok(Ticket { shared: Arc::clone(&self.shared), client }),
                Entry::Refused => return Err(Code::Overloaded),
                Entry::Waiting { number, is_held_back } => {
                    self.shared.held_back.fetch_add(is_held_back.into(), Ordering::Relaxed);
                    (admitted, number)
                }
            }
        };
        let _waiting = Waiting { shared: &self.shared, client, number };
        match tokio::time::timeout(self.patience, &mut admitted).await {
            Ok(Ok(ticket)) => Ok(ticket),
            _ => Err(Code::Overloaded),
        }
    }

    /// What the places are used for.
    pub fn usage(&self) -> AdmissionUse {
        let turns = self.shared.turns();
        AdmissionUse {
            running: turns.running(),
            waiting: turns.waiting(),
            clients: turns.clients(),
            held_back: self.shared.held_back.load(Ordering::Relaxed),
        }
    }
}

impl Shared {
    /// Nothing that holds this lock waits or panics half-way, or drops a ticket.
    fn turns(&self) -> MutexGuard<'_, Turns<oneshot::Sender<Ticket>>> {
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.shared.turns().leave(self.client);
        loop {
            let next = self.shared.turns().next();
            let Some((client, admitted)) = next else { return };
            // A ticket that nobody takes any more is dropped here, which admits the next.
            drop(admitted.send(Self { shared: Arc::clone(&self.shared), client }));
        }
    }
}

/// A request in the queue, until it is dropped: because it is admitted, or because it does not wait any more.
struct Waiting<'a> {
    shared: &'a Shared,
    client: Client,
    number: u64,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let left = self.shared.turns().give_up(self.client, self.number);
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
    async fn past_the_queue_nobody_waits() {
        let admission = Admission::with(2, 2, 2, LONG);
        let enter = || admission.enter(client(1));
        let (first, second) = (enter().await.unwrap(), enter().await.unwrap());
        let (mut third, mut fourth) = (Box::pin(enter()), Box::pin(enter()));
        assert!(poll!(&mut third).is_pending() && poll!(&mut fourth).is_pending());
        let usage = admission.usage();
        assert_eq!((usage.running, usage.waiting, usage.held_back), (2, 2, 0));
        assert_eq!(enter().await.unwrap_err(), Code::Overloaded);

        drop(first);
        assert!(poll!(&mut fourth).is_pending(), "the third was there before the fourth");
        let third = third.await.unwrap();
        // One that goes away leaves its place in the queue.
        drop(fourth);
        let usage = admission.usage();
        assert_eq!((usage.running, usage.waiting), (2, 0));
        drop((second, third));
        let usage = admission.usage();
        assert_eq!((usage.running, usage.clients), (0, 0));
        assert!(enter().await.is_ok());
    }

    #[tokio::test]
    async fn nobody_waits_for_ever() {
        let admission = Admission::with(1, 1, 1, Duration::from_millis(20));
        let _ticket = admission.enter(client(1)).await.unwrap();
        let started = Instant::now();
        assert_eq!(admission.enter(client(1)).await.unwrap_err(), Code::Overloaded);
        assert!(started.elapsed() >= Duration::from_millis(20));
        assert_eq!(admission.usage().waiting, 0);
    }

    #[tokio::test]
    async fn a_client_with_its_share_waits_and_is_in_nobodys_way() {
        let admission = Admission::with(4, 2, 8, LONG);
        let enter = |number| admission.enter(client(number));
        let greedy = [enter(1).await.unwrap(), enter(1).await.unwrap()];
        let mut third = Box::pin(enter(1));
        assert!(poll!(&mut third).is_pending(), "there are places, but not for this client");
        assert_eq!(admission.usage().held_back, 1);
        let others = [enter(2).await.unwrap(), enter(3).await.unwrap()];
        let mut waiting = Box::pin(enter(2));
        assert!(poll!(&mut waiting).is_pending());
        drop(others);
        assert!(poll!(&mut waiting).is_ready());
        assert!(poll!(&mut third).is_pending(), "its client still has its share");
        drop(greedy);
        assert!(poll!(&mut third).is_ready());
    }

    #[tokio::test]
    async fn a_ticket_that_comes_too_late_goes_to_the_next() {
        let admission = Admission::with(1, 1, 8, LONG);
        let ticket = admission.enter(client(1)).await.unwrap();
        let (mut gone, mut next) = (Box::pin(admission.enter(client(2))), Box::pin(admission.enter(client(3))));
        assert!(poll!(&mut gone).is_pending() && poll!(&mut next).is_pending());
        drop(ticket);
        // It has been admitted, and goes away before it learns of it.
        drop(gone);
        assert!(poll!(&mut next).is_ready());
        assert_eq!(admission.usage().waiting, 0);
    }

    #[tokio::test]
    async fn a_client_that_fills_the_queue_makes_room_for_others() {
        let admission = Admission::with(1, 1, 4, LONG);
        let ticket = admission.enter(client(1)).await.unwrap();
        let mut greedy: Vec<_> = (0..4).map(|_| Box::pin(admission.enter(client(1)))).collect();
        for waiting in &mut greedy {
            assert!(poll!(waiting).is_pending());
        }
        let mut other = Box::pin(admission.enter(client(2)));
        assert!(poll!(&mut other).is_pending());
        assert_eq!(greedy.pop().unwrap().await.unwrap_err(), Code::Overloaded, "the newest of the greedy");
        assert_eq!(admission.usage().waiting, 4);
        // The other comes next after one of the greedy, which was there before.
        drop(ticket);
        let first = greedy.remove(0).await.unwrap();
        assert!(poll!(&mut other).is_pending());
        drop(first);
        assert!(poll!(&mut other).is_ready());
    }
}
