//! Cancels statements of clients that are gone.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::conn::{Access, Conn};
use super::deadline::Deadline;
use crate::error::Result;
use crate::url::DatabaseUrl;

/// The first and the longest pause before it checks whether the session has moved on.
const PAUSES: [Duration; 2] = [Duration::from_millis(10), Duration::from_millis(500)];

/// How long it keeps trying: by then the statements' own time limit has ended them, or the server does not answer.
const PATIENCE: Duration = Duration::from_secs(15);

/// Cancels statements by a connection of its own, which is opened when it is first needed. SQLite does not need it: its
/// statements check the deadline themselves.
pub(super) struct Canceller {
    url: DatabaseUrl,
    conn: Mutex<Option<Conn>>,
}

impl Canceller {
    pub fn new(url: DatabaseUrl) -> Self {
        Self { url, conn: Mutex::default() }
    }

    /// Cancels the statements of a deadline, from a thread of its own, until their sessions do other work.
    ///
    /// With several servers the connection may lead to another server than the statement's. It is then opened anew
    /// until it leads there; meanwhile the statements' own time limit applies.
    pub fn end_statements(self: &Arc<Self>, deadline: &Deadline) {
        let (canceller, deadline) = (Arc::clone(self), deadline.clone());
        let cancel = move || {
            let (start, [mut pause, longest]) = (Instant::now(), PAUSES);
            while canceller.has_work(&deadline) && start.elapsed() < PATIENCE {
                std::thread::sleep(pause);
                pause = longest.min(2 * pause);
            }
        };
        if let Err(error) = std::thread::Builder::new().name("cancel".to_owned()).spawn(cancel) {
            tracing::warn!(%error, "cannot cancel the statements of a client that is gone");
        }
    }

    /// Cancels the running statements. Returns whether any session still works for the deadline.
    fn has_work(&self, deadline: &Deadline) -> bool {
        if deadline.sessions().is_empty() {
            return false;
        }
        let mut conn = self.conn.lock().unwrap_or_else(PoisonError::into_inner);
        let connected = match conn.take() {
            Some(conn) => Ok(conn),
            None => Conn::open(&self.url, Access::Read),
        };
        // The lock is held until the server has been told: the session must not have moved on to another request.
        let sessions = deadline.sessions();
        let told = connected.and_then(|mut conn| {
            let is_here = sessions.iter().map(|session| conn.cancel(session)).collect::<Result<Vec<bool>>>()?;
            Ok(is_here.iter().all(|is_here| *is_here).then_some(conn))
        });
        match told {
            Ok(kept) => *conn = kept,
            Err(error) => tracing::debug!(%error, "could not cancel a statement"),
        }
        !sessions.is_empty()
    }
}
