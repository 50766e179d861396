//! Graceful shutdown: readiness fails first, then no more connections are accepted, then running requests finish.

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::{Stream, StreamExt, stream};
use tokio::signal::unix::{SignalKind, signal};

/// Whether the server is stopping. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Drain(Arc<AtomicBool>);

impl Drain {
    pub fn has_begun(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Waits until `stop` yields, begins to drain, and waits for the delay or for a second item.
    pub async fn after(self, stop: impl Stream<Item = ()>, delay: Duration) {
        let mut stop = pin!(stop);
        let _ = stop.next().await;
        self.0.store(true, Ordering::Relaxed);
        tracing::info!(delay_s = delay.as_secs(), "stopping: finishing running requests");
        tokio::select! {
            () = tokio::time::sleep(delay) => {}
            Some(()) = stop.next() => {}
        }
    }
}

/// Yields on each SIGTERM and Ctrl-C.
///
/// # Errors
/// When the signal handlers cannot be installed.
pub fn stop_signals() -> io::Result<impl Stream<Item = ()>> {
    let signals = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(stream::unfold(signals, |(mut terminate, mut interrupt)| async {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        Some(((), (terminate, interrupt)))
    }))
}
