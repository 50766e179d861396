//! Whose turn it is: places, the clients that take them, and the queue.

use std::collections::{HashMap, VecDeque};

use crate::server::client::Client;

/// The places and the queue. `W` is what is handed back when one that waits is admitted.
///
/// While there is a place, nobody waits but clients that have their share.
#[derive(Debug)]
pub struct Turns<W> {
    /// The places that nobody has.
    free: usize,
    places: usize,
    /// The most places of one client.
    share: usize,
    /// The most that wait.
    queue: usize,
    /// Those who run or wait, by client.
    accounts: HashMap<Client, Account<W>>,
    /// The clients of those who wait, the next first.
    round: VecDeque<Client>,
    waiting: usize,
    /// The number of the next that waits.
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

/// What becomes of one who comes.
pub enum Entry {
    Admitted,
    /// `is_held_back`: there is a place, but its client has its share.
    Waiting {
        number: u64,
        is_held_back: bool,
    },
    Refused,
}

impl<W> Turns<W> {
    pub fn new(places: usize, share: usize, queue: usize) -> Self {
        Self {
            free: places,
            places,
            share,
            queue,
            accounts: HashMap::new(),
            round: VecDeque::new(),
            waiting: 0,
            next: 0,
        }
    }

    /// Gives a request of the client a place, or lets it wait. Where the queue is full, the newest request of the client
    /// with the most waiting goes for it, if that client would still have as many waiting as this one; its `W` is dropped.
    pub fn enter(&mut self, client: Client, waiter: W) -> Entry {
        let account = self.accounts.entry(client).or_default();
        if self.free > 0 && account.running < self.share {
            account.running += 1;
            self.free -= 1;
            return Entry::Admitted;
        }
        if self.waiting >= self.queue && !self.make_room(client) {
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

    /// Turns out the newest request of whoever has most waiting, unless the client would have as many.
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

    /// A request of the client has ended.
    pub fn leave(&mut self, client: Client) {
        if let Some(account) = self.accounts.get_mut(&client) {
            account.running = account.running.saturating_sub(1);
            self.free += 1;
        }
        self.forget_if_idle(client);
    }

    /// Gives a place to the next that waits, if there is one for it: the oldest request of the client whose turn it is.
    pub fn next(&mut self) -> Option<(Client, W)> {
        if self.free == 0 {
            return None;
        }
        let has_room = |client: &Client| self.accounts.get(client).is_some_and(|account| account.running < self.share);
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

    /// Takes a request out of the queue, if it is still there.
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

    /// How many run.
    pub fn running(&self) -> usize {
        self.places - self.free
    }

    /// How many wait.
    pub fn waiting(&self) -> usize {
        self.waiting
    }

    /// How many clients run or wait.
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
    fn clients_are_served_in_turn() {
        let mut turns = Turns::new(1, 1, 10);
        assert!(matches!(turns.enter(client(0), 0), Entry::Admitted));
        for (number, waiter) in [(1, 11), (1, 12), (1, 13), (2, 21), (3, 31), (2, 22)] {
            assert!(matches!(turns.enter(client(number), waiter), Entry::Waiting { is_held_back: false, .. }));
        }
        let (mut running, mut order) = (client(0), Vec::new());
        for _ in 0..6 {
            turns.leave(running);
            let (client, waiter) = turns.next().unwrap();
            assert!(turns.next().is_none());
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
        /// Whatever comes and goes: nobody has more than its share, and nobody waits who could run.
        #[test]
        fn the_bounds_hold(places in 1..5usize, share in 1..5usize, queue in 0..6usize, steps in prop::collection::vec(step(), 0..60)) {
            let mut turns = Turns::new(places, share, queue);
            let (mut running, mut waiting) = ([0usize; 4], Vec::new());
            for step in steps {
                match step {
                    Step::Enter(number) => match turns.enter(client(number), number) {
                        Entry::Admitted => running[usize::from(number)] += 1,
                        Entry::Waiting { number: place, .. } => waiting.push((number, place)),
                        Entry::Refused => prop_assert!(turns.waiting() == queue),
                    },
                    Step::Leave(number) if running[usize::from(number)] > 0 => {
                        running[usize::from(number)] -= 1;
                        turns.leave(client(number));
                        while let Some((_, admitted)) = turns.next() {
                            running[usize::from(admitted)] += 1;
                        }
                    }
                    Step::GiveUp(index) if !waiting.is_empty() => {
                        let (number, place) = waiting.swap_remove(index.index(waiting.len()));
                        let _ = turns.give_up(client(number), place);
                    }
                    Step::Leave(_) | Step::GiveUp(_) => {}
                }
                let all: usize = running.iter().sum();
                prop_assert!(running.iter().all(|running| *running <= share));
                prop_assert!(all <= places && all == turns.running() && turns.waiting() <= queue);
                let waits = turns.accounts.values().map(|account| account.waiting.len()).sum::<usize>();
                prop_assert_eq!(waits, turns.waiting());
                let could_run = |account: &Account<u8>| !account.waiting.is_empty() && account.running < share;
                prop_assert!(all == places || !turns.accounts.values().any(could_run));
                prop_assert!(turns.accounts.values().all(|account| account.running + account.waiting.len() > 0));
                prop_assert_eq!(turns.round.len(), turns.accounts.values().filter(|account| !account.waiting.is_empty()).count());
            }
        }
    }
}
