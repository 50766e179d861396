//! Loads values in batches, as DataLoaders do, without a statement per row.
//!
//! A request is executed on one thread that may block and holds the request's connection. A field that needs a value
//! enqueues its key and waits. When no field can continue, the thread loads the batches on its connection, one
//! statement for each relation, wakes the fields and polls the execution again. So each level of a query takes one
//! statement for each of its relations.

use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll, Waker};

use tokio::sync::OwnedSemaphorePermit;
use tracing::field::Empty;

use super::batch::{Batches, Lookup};
use crate::db::{DataVersion, Deadline, Pool, Relation, Snapshot, statements_of_this_thread};
use crate::db::{Error, Result};
use crate::error::Coded;
use crate::work::check_current;

/// The target of the spans for traces. They have the lowest level, so the log leaves them out.
pub const SPANS: &str = "sanad::trace";

/// The values that one request loads, from one snapshot of the database.
#[derive(Default)]
pub struct Fetch {
    shared: Mutex<Shared>,
    /// The state of the database, once something is loaded.
    version: OnceLock<DataVersion>,
    /// The number of SQL statements so far.
    statements: AtomicU64,
}

#[derive(Default)]
struct Shared {
    batches: Batches,
    waiting: Vec<Waker>,
    /// The first failure. After it, nothing is loaded, and every field fails with it.
    failed: Option<Arc<Error>>,
}

impl Fetch {
    /// The state of the database that was read; none if nothing is loaded yet.
    pub fn version(&self) -> Option<DataVersion> {
        self.version.get().copied()
    }

    /// The number of SQL statements so far.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// The value of a relation for a parent.
    ///
    /// # Errors
    /// The first error of loading, of this value or another.
    pub async fn value<R: Relation>(&self, relation: &R, parent: i64) -> Result<Arc<R::Value>, Arc<Error>> {
        let place = match self.healthy()?.batches.value_or_enqueue(relation, parent) {
            Lookup::Loaded(value) => return Ok(value),
            Lookup::Enqueued(place) => place,
        };
        std::future::poll_fn(|cx| match self.healthy() {
            Err(error) => Poll::Ready(Err(error)),
            Ok(mut shared) => match shared.batches.value::<R>(place, parent) {
                Some(value) => Poll::Ready(Ok(value)),
                None => {
                    shared.waiting.push(cx.waker().clone());
                    Poll::Pending
                }
            },
        })
        .await
    }

    /// Ignores poisoning: no holder of this lock waits, or panics with a change half done.
    fn shared(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn healthy(&self) -> Result<MutexGuard<'_, Shared>, Arc<Error>> {
        let shared = self.shared();
        match &shared.failed {
            Some(error) => Err(Arc::clone(error)),
            None => Ok(shared),
        }
    }

    /// Polls an execution on this thread until it is done, and loads the values that it waits for.
    ///
    /// # Errors
    /// `Timeout` when the deadline of the thread has passed, `Internal` when the execution waits for anything else.
    pub fn drive<F: Future>(&self, executing: F, source: &mut Source) -> Result<F::Output> {
        let mut executing = pin!(executing);
        // The loop polls after each load, so it needs no waker.
        let mut cx = Context::from_waker(Waker::noop());
        loop {
            check_current()?;
            if let Poll::Ready(output) = executing.as_mut().poll(&mut cx) {
                return Ok(output);
            }
            if self.shared().batches.waiting() == 0 {
                return Err(Error::Internal("the execution waits for something that is not loaded".to_owned()));
            }
            self.load(source);
        }
    }

    /// Loads the enqueued keys, and wakes the waiting fields.
    fn load(&self, source: &mut Source) {
        let (mut batches, waiting) = {
            let mut shared = self.shared();
            (std::mem::take(&mut shared.batches), std::mem::take(&mut shared.waiting))
        };
        let span =
            tracing::trace_span!(target: SPANS, "fetch", batches = batches.waiting(), statements = Empty).entered();
        let before = statements_of_this_thread();
        let outcome = source.snapshot().and_then(|snapshot| load(&mut batches, snapshot, &self.version));
        let sent = statements_of_this_thread() - before;
        span.record("statements", sent);
        self.statements.fetch_add(sent, Ordering::Relaxed);
        let mut shared = self.shared();
        shared.batches = batches;
        if let Err(error) = outcome {
            error.log();
            shared.failed = Some(Arc::new(error));
        }
        drop(shared);
        waiting.into_iter().for_each(Waker::wake);
    }
}

/// Loads batches from a snapshot. When its connection breaks, it retries once with another, unless values of a
/// different state have been returned already.
fn load(batches: &mut Batches, snapshot: &mut Snapshot, known: &OnceLock<DataVersion>) -> Result<()> {
    let mut may_retry = true;
    loop {
        let version = snapshot.version();
        let error = match snapshot.conn().and_then(|conn| batches.load(conn)) {
            Ok(()) => {
                known.get_or_init(|| version);
                return Ok(());
            }
            Err(error) => snapshot.reason(error),
        };
        if !may_retry || !error.is_transient() {
            return Err(error);
        }
        may_retry = false;
        tracing::debug!(%error, "reading once more");
        snapshot.renew()?;
        if known.get().is_some_and(|known| *known != snapshot.version()) {
            return Err(error);
        }
    }
}

/// The snapshot of a request. It is opened when the first value is needed.
pub struct Source {
    pool: Pool,
    deadline: Deadline,
    permit: Option<OwnedSemaphorePermit>,
    snapshot: Option<Snapshot>,
}

impl Source {
    /// The permit must be from this pool; a request that reads nothing needs none.
    pub fn new(pool: Pool, deadline: Deadline, permit: Option<OwnedSemaphorePermit>) -> Self {
        Self { pool, deadline, permit, snapshot: None }
    }

    fn snapshot(&mut self) -> Result<&mut Snapshot> {
        if self.snapshot.is_none() {
            let permit = self.permit.take();
            let permit = permit.ok_or_else(|| Error::Internal("there is no permit to read with".to_owned()))?;
            self.snapshot = Some(self.pool.snapshot(permit, &self.deadline)?);
        }
        self.snapshot.as_mut().ok_or_else(|| Error::Internal("there is no snapshot".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::party::{CountriesOf, PartyById};
    use crate::db::{Access, Conn, migrate};

    /// An empty database in a file that is removed after the test.
    struct Folder(std::path::PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("sanad_fetch_{name}_{}", std::process::id()));
            std::fs::create_dir_all(&path).unwrap();
            Self(path)
        }

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

    async fn source(pool: &Pool) -> Source {
        Source::new(pool.clone(), Deadline::never(), Some(pool.permit().await))
    }

    #[tokio::test]
    async fn what_siblings_enqueue_is_loaded_by_one_statement() {
        let folder = Folder::new("siblings");
        let pool = folder.pool();
        let fetch = Fetch::default();
        let mut source = source(&pool).await;
        let siblings = (1..=200).map(|party| fetch.value(&CountriesOf, party));
        let values = fetch.drive(futures_util::future::try_join_all(siblings), &mut source).unwrap().unwrap();
        assert!(values.iter().all(|countries| countries.is_empty()));
        assert_eq!((pool.statements(), fetch.statements()), (1, 1));
        fetch.drive(fetch.value(&CountriesOf, 7), &mut source).unwrap().unwrap();
        assert_eq!(pool.statements(), 1, "a value that is there is not loaded again");
    }

    #[tokio::test]
    async fn several_relations_share_a_snapshot() {
        let folder = Folder::new("snapshot");
        let pool = folder.pool();
        let (fetch, mut source) = (Fetch::default(), source(&pool).await);
        let both = async { tokio::join!(fetch.value(&CountriesOf, 1), fetch.value(&PartyById, 1)) };
        let (countries, party) = fetch.drive(both, &mut source).unwrap();
        assert!(countries.unwrap().is_empty() && party.unwrap().is_none());
        assert_eq!(pool.statements(), 2);
        // Only one of the pool's two permits is taken.
        let _permit = pool.permit().await;
    }

    #[tokio::test]
    async fn after_a_failure_everything_fails_alike() {
        let folder = Folder::new("failure");
        let pool = folder.pool();
        std::fs::remove_dir_all(&folder.0).unwrap();
        let (fetch, mut source) = (Fetch::default(), source(&pool).await);
        let first = fetch.drive(fetch.value(&CountriesOf, 1), &mut source).unwrap().unwrap_err();
        let second = fetch.drive(fetch.value(&PartyById, 2), &mut source).unwrap().unwrap_err();
        assert!(Arc::ptr_eq(&first, &second));
        assert_eq!(first.code(), crate::error::Code::Unavailable);
    }

    #[tokio::test]
    async fn an_execution_ends_with_the_deadline_of_its_thread_and_never_hangs() {
        let folder = Folder::new("deadline");
        let pool = folder.pool();
        let (fetch, mut source) = (Fetch::default(), source(&pool).await);
        let hanging = fetch.drive(std::future::pending::<()>(), &mut source).unwrap_err();
        assert_eq!(hanging.code(), crate::error::Code::Internal);
        let over = Deadline::after(std::time::Duration::ZERO);
        let _current = over.on_this_thread();
        let late = fetch.drive(fetch.value(&CountriesOf, 1), &mut source).unwrap_err();
        assert_eq!((late.code(), pool.statements()), (crate::error::Code::Timeout, 0));
    }
}
