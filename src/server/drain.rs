//! How the server stops: balancers learn of it first, then no more connections are taken, then what runs is finished.

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::signal::unix::{Signal, SignalKind, signal};

/// Whether the server has been told to stop. Its clones share it.
#[derive(Debug, Clone, Default)]
pub struct Drain(Arc<AtomicBool>);

impl Drain {
    pub fn has_begun(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    fn begin(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Waits for SIGTERM or for Ctrl-C, and then so much longer, unless there is a second one.
    ///
    /// # Errors
    /// What the system says when signals cannot be waited for.
    pub fn told_to_stop(self, delay: Duration) -> io::Result<impl Future<Output = ()>> {
        let mut signals = Signals::new()?;
        Ok(async move {
            signals.next().await;
            self.begin();
            tracing::info!(delay_s = delay.as_secs(), "told to stop: finishing the requests that are running");
            tokio::select! {
                () = tokio::time::sleep(delay) => {}
                () = signals.next() => {}
            }
        })
    }
}

struct Signals {
    terminated: Signal,
    interrupted: Signal,
}

impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self { terminated: signal(SignalKind::terminate())?, interrupted: signal(SignalKind::interrupt())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminated.recv() => {}
            _ = self.interrupted.recv() => {}
        }
    }
}
