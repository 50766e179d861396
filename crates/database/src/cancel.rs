//! Ending statements that run for somebody who does not wait any more.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::conn::{Access, Conn};
use super::deadline::Deadline;
use crate::error::Result;
use crate::url::DatabaseUrl;

/// How long it waits before it looks whether a session has gone on to another statement: at first, and at most.
const PAUSES: [Duration; 2] = [Duration::from_millis(10), Duration::from_millis(500)];

/// How long it goes on: by then a limit that statements have of their own has ended them, or the server does not answer.
const PATIENCE: Duration = Duration::from_secs(15);

/// Ends statements from outside, by a connection of its own that is made when it is first needed. SQLite does not need it:
/// its statements ask by themselves.
pub(super) struct Canceller {
    url: DatabaseUrl,
    conn: Mutex<Option<Conn>>,
}

impl Canceller {
    pub fn new(url: DatabaseUrl) -> Self {
        Self { url, conn: Mutex::default() }
    }

    /// Ends the statements that run for a deadline, from a thread of its own, until the sessions do other work.
    ///
    /// With several servers the connection may lead to another than the statement runs on; it is made anew until it leads
    /// there, and meanwhile statements end by the limit that they have of their own.
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
            tracing::warn!(%error, "cannot end the statements of a request that has gone");
        }
    }

    /// Ends what runs just now. Returns whether any session is still at work for the deadline.
    fn has_work(&self, deadline: &Deadline) -> bool {
        if deadline.sessions().is_empty() {
            return false;
        }
        let mut conn = self.conn.lock().unwrap_or_else(PoisonError::into_inner);
        let connected = match conn.take() {
            Some(conn) => Ok(conn),
            None => Conn::open(&self.url, Access::Read),
        };
        // Held until the server has been told: the session must not be at another's work by then.
        let sessions = deadline.sessions();
        let told = connected.and_then(|mut conn| {
            let is_here = sessions.iter().map(|session| conn.cancel(session)).collect::<Result<Vec<bool>>>()?;
            Ok(is_here.iter().all(|is_here| *is_here).then_some(conn))
        });
        match told {
            Ok(kept) => *conn = kept,
            Err(error) => tracing::debug!(%error, "could not end a statement"),
        }
        !sessions.is_empty()
    }
}
