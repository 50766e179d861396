//! Coalescing of equal requests (single-flight): the first computes, the others wait for its answer.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::futures::Notified;
use tokio::sync::{Notify, watch};

use super::answer::Answer;
use super::request_key::RequestKey;
use crate::db::DataVersion;

/// The key of an answer: the state of the data, and the request.
pub type AnswerKey = (DataVersion, RequestKey);

/// The running computations. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct SingleFlight(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    running: Mutex<HashMap<AnswerKey, watch::Receiver<Option<Arc<Answer>>>>>,
    started: Notify,
}

/// A running computation, until it is dropped.
pub struct Flight {
    flights: SingleFlight,
    key: AnswerKey,
    sender: watch::Sender<Option<Arc<Answer>>>,
}

/// The computation of an equal request, to wait for.
pub struct Follower(watch::Receiver<Option<Arc<Answer>>>);

impl SingleFlight {
    /// Registers a computation, unless one with this key is running.
    pub fn start(&self, key: AnswerKey) -> Option<Flight> {
        let (sender, receiver) = watch::channel(None);
        {
            let mut running = self.0.running();
            if running.contains_key(&key) {
                return None;
            }
            running.insert(key, receiver);
        }
        self.0.started.notify_waiters();
        Some(Flight { flights: self.clone(), key, sender })
    }

    /// The running computation with this key.
    pub fn follow(&self, key: &AnswerKey) -> Option<Follower> {
        self.0.running().get(key).cloned().map(Follower)
    }

    /// Resolves when any computation is started after this call.
    pub fn started(&self) -> Notified<'_> {
        self.0.started.notified()
    }
}

impl Shared {
    fn running(&self) -> MutexGuard<'_, HashMap<AnswerKey, watch::Receiver<Option<Arc<Answer>>>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Flight {
    /// Hands the answer to all followers.
    pub fn finish(self, answer: &Arc<Answer>) {
        self.sender.send_replace(Some(Arc::clone(answer)));
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.flights.0.running().remove(&self.key);
    }
}

impl Follower {
    /// Waits for the answer; none if the computation was dropped, because its client disconnected.
    pub async fn answer(mut self) -> Option<Arc<Answer>> {
        self.0.wait_for(Option::is_some).await.ok().and_then(|answer| answer.clone())
    }
}
