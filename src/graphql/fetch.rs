//! Fetching without a statement per row.
//!
//! A root field reads its selection ahead and makes a [`Step`] of it: a relation to load, and the steps that follow
//! from its rows. All steps of a request run one after another on one snapshot of the database, in one hop to a thread
//! that may block, and leave their values in a [`Store`]. A nested field finds its value there. What was not foreseen
//! is gathered in the same way: each field puts its step down and yields once, so that all of its siblings do too;
//! the first to go on takes the steps of all.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tracing::field::Empty;

use super::step::{Fetching, Step, Store};
use crate::db::{Deadline, Pool, Relation, Sighting, Snapshot, statements_of_this_thread};
use crate::error::{Error, Result};

/// How many selections a request may read ahead. A selection that leads in circles has exponentially many; past the
/// limit nothing more is foreseen, and the rest is gathered.
const FORESIGHT: usize = 500;

/// The target of spans that are made for traces. They are of the lowest level, so that the log does without them.
pub const SPANS: &str = "sanad::trace";

/// All that one request fetches, from one snapshot of the database.
pub struct Fetch {
    pool: Pool,
    /// When it has to be done.
    deadline: Deadline,
    /// The state that is read, once there is a snapshot.
    sighting: Arc<OnceLock<Sighting>>,
    /// How many selections may still be read ahead.
    foresight: AtomicUsize,
    shared: Mutex<Shared>,
    /// Held by whoever runs steps; the others wait here for what it finds.
    snapshot: tokio::sync::Mutex<Option<Snapshot>>,
    /// How many statements it has taken.
    statements: Arc<AtomicU64>,
}

#[derive(Default)]
struct Shared {
    store: Store,
    waiting: Vec<Box<dyn Fetching>>,
    /// After a failure nothing more is fetched: all that waits fails alike.
    failed: Option<Arc<Error>>,
}

impl Fetch {
    pub fn new(pool: Pool, deadline: Deadline) -> Self {
        Self {
            pool,
            deadline,
            sighting: Arc::default(),
            foresight: AtomicUsize::new(FORESIGHT),
            shared: Mutex::default(),
            snapshot: tokio::sync::Mutex::default(),
            statements: Arc::default(),
        }
    }

    /// The state that is fetched from, which whoever holds this learns with the first of it.
    pub fn sighting(&self) -> Arc<OnceLock<Sighting>> {
        Arc::clone(&self.sighting)
    }

    /// Counts the statements that it takes.
    pub fn statements(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.statements)
    }

    /// Whether one more selection may be read ahead.
    pub fn may_foresee(&self) -> bool {
        let one_less = |left: usize| left.checked_sub(1);
        self.foresight.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less).is_ok()
    }

    /// The value that the relation leads to from the parent. Unless it is there already, it is loaded with all that
    /// follows from it as far as that is foreseen.
    pub async fn value<R: Relation>(
        &self,
        relation: R,
        parent: i64,
        ahead: impl FnOnce(Step<R>) -> Step<R>,
    ) -> Result<Arc<R::Value>, Arc<Error>> {
        if let Some(value) = self.found(&relation, parent)? {
            return Ok(value);
        }
        self.put_down(Box::new(ahead(Step::new(relation.clone())).of_parent(parent)));
        tokio::task::yield_now().await;
        self.run_waiting().await;
        self.found(&relation, parent)?
            .ok_or_else(|| Arc::new(Error::Internal(format!("{relation:?} was asked for and not fetched"))))
    }

    /// Nothing that holds this lock waits or panics half-way.
    fn shared(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn found<R: Relation>(&self, relation: &R, parent: i64) -> Result<Option<Arc<R::Value>>, Arc<Error>> {
        let shared = self.shared();
        match &shared.failed {
            Some(error) => Err(Arc::clone(error)),
            None => Ok(shared.store.value(relation, parent)),
        }
    }

    fn put_down(&self, step: Box<dyn Fetching>) {
        let mut shared = self.shared();
        let mut unmerged = Some(step);
        for waiting in &mut shared.waiting {
            unmerged = unmerged.and_then(|step| waiting.merge(step));
        }
        shared.waiting.extend(unmerged);
    }

    /// Runs the steps that wait, unless somebody has taken them; then waits until that one is done.
    async fn run_waiting(&self) {
        let mut snapshot = self.snapshot.lock().await;
        let (steps, mut store) = {
            let mut shared = self.shared();
            if shared.waiting.is_empty() || shared.failed.is_some() {
                return;
            }
            (std::mem::take(&mut shared.waiting), std::mem::take(&mut shared.store))
        };
        let permit = match &*snapshot {
            Some(_) => None,
            None => Some(self.pool.permit().await),
        };
        self.pool.count_hop();
        let mut hop = Hop { pool: self.pool.clone(), deadline: self.deadline.clone(), is_done: false };
        let (pool, deadline) = (self.pool.clone(), self.deadline.clone());
        let (taken, sighting, statements) = (snapshot.take(), self.sighting(), self.statements());
        let request = tracing::Span::current();
        let span = tracing::trace_span!(target: SPANS, "fetch", steps = steps.len(), statements = Empty);
        let work = move || {
            // Where the span of the hop is left out, the request's is still there.
            let (_request, _span, _current) = (request.enter(), span.enter(), deadline.on_this_thread());
            let before = statements_of_this_thread();
            let opened = match (taken, permit) {
                (Some(snapshot), _) => Ok(snapshot),
                (None, Some(permit)) => pool.snapshot(permit, &deadline),
                (None, None) => Err(Error::Internal("no permit of the pool".to_owned())),
            };
            let done = match opened {
                Ok(mut snapshot) => {
                    let outcome = run(&steps, &mut snapshot, &mut store, &sighting);
                    (Some(snapshot), store, outcome)
                }
                Err(error) => (None, store, Err(error)),
            };
            let sent = statements_of_this_thread() - before;
            span.record("statements", sent);
            statements.fetch_add(sent, Ordering::Relaxed);
            done
        };
        let outcome = match tokio::task::spawn_blocking(work).await {
            Ok((opened, store, outcome)) => {
                *snapshot = opened;
                self.shared().store = store;
                outcome
            }
            Err(panic) => Err(Error::Internal(format!("fetching panicked: {panic}"))),
        };
        hop.is_done = true;
        if let Err(error) = outcome {
            error.log();
            self.shared().failed = Some(Arc::new(error));
        }
    }
}

/// Runs steps on a snapshot, and when its connection breaks, once more on another, if nothing has been handed out of another
/// state. The state that is read is known when they have run.
fn run(
    steps: &[Box<dyn Fetching>],
    snapshot: &mut Snapshot,
    store: &mut Store,
    known: &OnceLock<Sighting>,
) -> Result<()> {
    let mut may_retry = true;
    loop {
        let sighting = snapshot.sighting();
        let outcome = snapshot.conn().and_then(|conn| steps.iter().try_for_each(|step| step.run(conn, store, &[])));
        let error = match outcome {
            Ok(()) => {
                known.get_or_init(|| sighting);
                return Ok(());
            }
            Err(error) => snapshot.reason(error),
        };
        if !may_retry || !error.is_passing() {
            return Err(error);
        }
        may_retry = false;
        tracing::debug!(%error, "reading once more");
        snapshot.renew()?;
        if snapshot.sighting() != sighting {
            if known.get().is_some() {
                return Err(error);
            }
            *store = Store::default();
        }
    }
}

/// Work on a thread that may block. Whoever does not wait until it is done ends it.
struct Hop {
    pool: Pool,
    deadline: Deadline,
    is_done: bool,
}

impl Drop for Hop {
    fn drop(&mut self) {
        if !self.is_done {
            self.pool.give_up(&self.deadline);
        }
    }
}

impl Drop for Fetch {
    /// Gives the snapshot back, off the thread that answers: to end it takes a round trip.
    fn drop(&mut self) {
        let Some(snapshot) = self.snapshot.get_mut().take() else { return };
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn_blocking(move || drop(snapshot));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::party::{CountriesOf, PartyById};
    use crate::db::{Access, Conn, migrate};

    /// Foresees nothing.
    fn alone<R: Relation>(step: Step<R>) -> Step<R> {
        step
    }

    /// An empty database in a file that goes with the test.
    struct Folder(std::path::PathBuf);

    impl Folder {
        fn pool(&self) -> Pool {
            let url = format!("sqlite://{}/sanad.db", self.0.display()).parse().unwrap();
            migrate::migrate(&mut Conn::open(&url, Access::Write).unwrap()).unwrap();
            Pool::new(&url, 2)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn folder(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("sanad_fetch_{name}_{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    #[tokio::test]
    async fn what_siblings_put_down_is_loaded_by_one_statement() {
        let folder = folder("siblings");
        let pool = folder.pool();
        let fetch = Fetch::new(pool.clone(), Deadline::never());
        let siblings = (1..=200).map(|party| fetch.value(CountriesOf, party, alone));
        let values = futures_util::future::try_join_all(siblings).await.unwrap();
        assert!(values.iter().all(|countries| countries.is_empty()));
        assert_eq!(pool.statements(), 1);
        fetch.value(CountriesOf, 7, alone).await.unwrap();
        assert_eq!(pool.statements(), 1, "a value that is there is not loaded again");
    }

    #[tokio::test]
    async fn steps_of_several_relations_share_a_snapshot() {
        let folder = folder("snapshot");
        let pool = folder.pool();
        let fetch = Fetch::new(pool.clone(), Deadline::never());
        let (countries, party) = tokio::join!(fetch.value(CountriesOf, 1, alone), fetch.value(PartyById, 1, alone));
        assert!(countries.unwrap().is_empty() && party.unwrap().is_none());
        assert_eq!(pool.statements(), 2);
        assert_eq!(pool.hops(), 1);
        // Only one of the pool's two permits is taken.
        let _permit = pool.permit().await;
    }

    #[tokio::test]
    async fn after_a_failure_everything_fails_alike() {
        let folder = folder("failure");
        let pool = folder.pool();
        std::fs::remove_dir_all(&folder.0).unwrap();
        let fetch = Fetch::new(pool, Deadline::never());
        let first = fetch.value(CountriesOf, 1, alone).await.unwrap_err();
        let second = fetch.value(PartyById, 2, alone).await.unwrap_err();
        assert!(Arc::ptr_eq(&first, &second));
        assert_eq!(first.code(), crate::error::Code::Unavailable);
    }
}
