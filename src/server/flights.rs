//! Computations that run, so that others who ask for the same can wait for them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::futures::Notified;
use tokio::sync::{Notify, watch};

use super::answer::Answer;
use super::request_key::RequestKey;
use crate::db::Sighting;

/// Which answer: to which question, from which data.
pub type Sought = (Sighting, RequestKey);

/// All that run. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Flights(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    running: Mutex<HashMap<Sought, watch::Receiver<Option<Arc<Answer>>>>>,
    started: Notify,
}

/// A computation that runs, until it is dropped.
pub struct Flight {
    flights: Flights,
    sought: Sought,
    landing: watch::Sender<Option<Arc<Answer>>>,
}

/// Somebody else's computation.
pub struct Running(watch::Receiver<Option<Arc<Answer>>>);

impl Flights {
    /// Begins to compute, unless somebody else does.
    pub fn start(&self, sought: Sought) -> Option<Flight> {
        let (landing, landed) = watch::channel(None);
        {
            let mut running = self.0.running();
            if running.contains_key(&sought) {
                return None;
            }
            running.insert(sought, landed);
        }
        self.0.started.notify_waiters();
        Some(Flight { flights: self.clone(), sought, landing })
    }

    /// The computation of this answer that runs.
    pub fn running(&self, sought: &Sought) -> Option<Running> {
        self.0.running().get(sought).cloned().map(Running)
    }

    /// Waits until any is started after this call.
    pub fn started(&self) -> Notified<'_> {
        self.0.started.notified()
    }
}

impl Shared {
    /// Nothing that holds this lock waits or panics half-way.
    fn running(&self) -> MutexGuard<'_, HashMap<Sought, watch::Receiver<Option<Arc<Answer>>>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Flight {
    /// Hands the answer to all who wait for it.
    pub fn land(self, answer: &Arc<Answer>) {
        self.landing.send_replace(Some(Arc::clone(answer)));
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.flights.0.running().remove(&self.sought);
    }
}

impl Running {
    /// What comes of it; none when its client has gone away.
    pub async fn landed(mut self) -> Option<Arc<Answer>> {
        self.0.wait_for(Option::is_some).await.ok().and_then(|answer| answer.clone())
    }
}
