//! A pool of permits with a limit per client, and a queue that serves clients round-robin.

use std::collections::{HashMap, VecDeque};

use crate::server::client::Client;

/// The permits and the queue. `W` is handed back when a waiting request is admitted.
///
/// While a permit is free, only clients at their own limit wait.
#[derive(Debug)]
pub struct FairQueue<W> {
    free: usize,
    permits: usize,
    /// Maximum permits per client.
    per_client: usize,
    /// Maximum number of waiting requests.
    capacity: usize,
    /// Clients with running or waiting requests.
    accounts: HashMap<Client, Account<W>>,
    /// Clients with waiting requests, in round-robin order.
    round: VecDeque<Client>,
    waiting: usize,
    /// The ticket number of the next waiting request.
    next: u64,
}

#[derive(Debug)]
struct Account<W> {
    running: usize,
    waiting: VecDeque<(u64, W)>,
}

impl<W> Default for Account<W> {
    fn default() -> Self {
        Self { running: 0, waiting: VecDeque::new() }
    }
}

/// The outcome of `enter`.
pub enum Entry {
    Admitted,
    /// `is_held_back`: a permit is free, but the client is at its limit.
    Waiting {
        number: u64,
        is_held_back: bool,
    },
    Refused,
}

impl<W> FairQueue<W> {
    pub fn new(permits: usize, per_client: usize, capacity: usize) -> Self {
        Self {
            free: permits,
            permits,
            per_client,
            capacity,
            accounts: HashMap::new(),
            round: VecDeque::new(),
            waiting: 0,
            next: 0,
        }
    }

    /// Gives a request of the client a permit, or enqueues it. If the queue is full, it replaces the newest request of the
    /// client with the most waiting, unless that client would then have fewer waiting than this one; the `W` of the replaced
    /// request is dropped.
    pub fn enter(&mut self, client: Client, waiter: W) -> Entry {
        let account = self.accounts.entry(client).or_default();
        if self.free > 0 && account.running < self.per_client {
            account.running += 1;
            self.free -= 1;
            return Entry::Admitted;
        }
        if self.waiting >= self.capacity && !self.make_room(client) {
            self.forget_if_idle(client);
            return Entry::Refused;
        }
        let number = self.next;
        self.next += 1;
        let account = self.accounts.entry(client).or_default();
        if account.waiting.is_empty() {
            self.round.push_back(client);
        }
        account.waiting.push_back((number, waiter));
        self.waiting += 1;
        Entry::Waiting { number, is_held_back: self.free > 0 }
    }

    /// Evicts the newest request of the client with the most waiting, unless this client would then have more than it.
    fn make_room(&mut self, client: Client) -> bool {
        let waiting = |client: &Client| self.accounts.get(client).map_or(0, |account| account.waiting.len());
        let Some(longest) = self.round.iter().copied().max_by_key(waiting) else { return false };
        if waiting(&longest) <= waiting(&client) + 1 {
            return false;
        }
        let newest = self.accounts.get_mut(&longest).and_then(|account| account.waiting.pop_back());
        self.waiting -= usize::from(newest.is_some());
        newest.is_some()
    }

    /// Returns the permit of a finished request of the client.
    pub fn leave(&mut self, client: Client) {
        if let Some(account) = self.accounts.get_mut(&client) {
            account.running = account.running.saturating_sub(1);
            self.free += 1;
        }
        self.forget_if_idle(client);
    }

    /// Admits the oldest request of the next client in the round that is below its limit, if a permit is free.
    pub fn next(&mut self) -> Option<(Client, W)> {
        if self.free == 0 {
            return None;
        }
        let has_room =
            |client: &Client| self.accounts.get(client).is_some_and(|account| account.running < self.per_client);
        let place = self.round.iter().position(has_room)?;
        let client = self.round.remove(place)?;
        let account = self.accounts.get_mut(&client)?;
        let (_, waiter) = account.waiting.pop_front()?;
        if !account.waiting.is_empty() {
            self.round.push_back(client);
        }
        account.running += 1;
        self.free -= 1;
        self.waiting -= 1;
        Some((client, waiter))
    }

    /// Removes a request from the queue, if it is still there.
    pub fn give_up(&mut self, client: Client, number: u64) -> Option<W> {
        let account = self.accounts.get_mut(&client)?;
        let place = account.waiting.iter().position(|(other, _)| *other == number)?;
        let (_, waiter) = account.waiting.remove(place)?;
        self.waiting -= 1;
        if account.waiting.is_empty() {
            self.round.retain(|other| *other != client);
        }
        self.forget_if_idle(client);
        Some(waiter)
    }

    fn forget_if_idle(&mut self, client: Client) {
        if self.accounts.get(&client).is_some_and(|account| account.running == 0 && account.waiting.is_empty()) {
            self.accounts.remove(&client);
        }
    }

    /// Number of running requests.
    pub fn running(&self) -> usize {
        self.permits - self.free
    }

    /// Number of waiting requests.
    pub fn waiting(&self) -> usize {
        self.waiting
    }

    /// Number of clients with running or waiting requests.
    pub fn clients(&self) -> usize {
        self.accounts.len()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn client(number: u8) -> Client {
        Client::at([192, 0, 2, number].into())
    }

    #[test]
    fn clients_are_served_round_robin() {
        let mut queue = FairQueue::new(1, 1, 10);
        assert!(matches!(queue.enter(client(0), 0), Entry::Admitted));
        for (number, waiter) in [(1, 11), (1, 12), (1, 13), (2, 21), (3, 31), (2, 22)] {
            assert!(matches!(queue.enter(client(number), waiter), Entry::Waiting { is_held_back: false, .. }));
        }
        let (mut running, mut order) = (client(0), Vec::new());
        for _ in 0..6 {
            queue.leave(running);
            let (client, waiter) = queue.next().unwrap();
            assert!(queue.next().is_none());
            running = client;
            order.push(waiter);
        }
        assert_eq!(order, [11, 21, 31, 12, 22, 13]);
    }

    #[derive(Debug, Clone)]
    enum Step {
        Enter(u8),
        Leave(u8),
        GiveUp(prop::sample::Index),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            3 => (0..4u8).prop_map(Step::Enter),
            2 => (0..4u8).prop_map(Step::Leave),
            1 => any::<prop::sample::Index>().prop_map(Step::GiveUp),
        ]
    }

    proptest! {
        /// In any sequence of steps, no client exceeds its limit, and no request waits that could run.
        #[test]
        fn the_bounds_hold(permits in 1..5usize, per_client in 1..5usize, capacity in 0..6usize, steps in prop::collection::vec(step(), 0..60)) {
            let mut queue = FairQueue::new(permits, per_client, capacity);
            let (mut running, mut waiting) = ([0usize; 4], Vec::new());
            for step in steps {
                match step {
                    Step::Enter(number) => match queue.enter(client(number), number) {
                        Entry::Admitted => running[usize::from(number)] += 1,
                        Entry::Waiting { number: place, .. } => waiting.push((number, place)),
                        Entry::Refused => prop_assert!(queue.waiting() == capacity),
                    },
                    Step::Leave(number) if running[usize::from(number)] > 0 => {
                        running[usize::from(number)] -= 1;
                        queue.leave(client(number));
                        while let Some((_, admitted)) = queue.next() {
                            running[usize::from(admitted)] += 1;
                        }
                    }
                    Step::GiveUp(index) if !waiting.is_empty() => {
                        let (number, place) = waiting.swap_remove(index.index(waiting.len()));
                        let _ = queue.give_up(client(number), place);
                    }
                    Step::Leave(_) | Step::GiveUp(_) => {}
                }
                let all: usize = running.iter().sum();
                prop_assert!(running.iter().all(|running| *running <= per_client));
                prop_assert!(all <= permits && all == queue.running() && queue.waiting() <= capacity);
                let waits = queue.accounts.values().map(|account| account.waiting.len()).sum::<usize>();
                prop_assert_eq!(waits, queue.waiting());
                let could_run = |account: &Account<u8>| !account.waiting.is_empty() && account.running < per_client;
                prop_assert!(all == permits || !queue.accounts.values().any(could_run));
                prop_assert!(queue.accounts.values().all(|account| account.running + account.waiting.len() > 0));
                prop_assert_eq!(queue.round.len(), queue.accounts.values().filter(|account| !account.waiting.is_empty()).count());
            }
        }
    }
}
