//! The threads that execute requests. To resolve and to write a long answer keeps a thread busy for seconds: that must not
//! be one of those that read and write connections, where everybody else's requests and the probes are answered.

use std::sync::Arc;

use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;
use tracing::Instrument;

use crate::error::{Error, Result};

/// The most threads. Where more requests run than that, some take turns on one thread.
const MOST_THREADS: usize = 64;

/// Threads of their own for what may take long. Clones share them; they end with the last of these.
#[derive(Debug, Clone)]
pub struct Executor(Arc<Threads>);

#[derive(Debug)]
struct Threads(Option<Runtime>);

impl Executor {
    /// As many threads as requests run at the same time, so that the system shares out the processor among them.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn new(concurrency: u16) -> Result<Self> {
        let threads = usize::from(concurrency).min(MOST_THREADS);
        let runtime =
            Builder::new_multi_thread().worker_threads(threads).thread_name("execution").enable_time().build();
        Ok(Self(Arc::new(Threads(Some(runtime.map_err(Error::Server)?)))))
    }

    /// Runs the work there until it is done, or until nobody waits for it any more. A panic goes on in whoever waits.
    ///
    /// # Errors
    /// `Internal` when the threads have ended.
    pub async fn run<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> Result<T> {
        let ended = || Error::Internal("the threads that execute requests have ended".to_owned());
        let runtime = self.0.0.as_ref().ok_or_else(ended)?;
        // Dropped, it aborts the work.
        let mut task = JoinSet::new();
        task.spawn_on(work.in_current_span(), runtime.handle());
        match task.join_next().await {
            Some(Ok(outcome)) => Ok(outcome),
            Some(Err(error)) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            _ => Err(ended()),
        }
    }
}

impl Drop for Threads {
    /// Waits for nothing: it may be dropped where nothing may block.
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::*;

    /// Waits for a signal with its thread blocked, as work does that never yields.
    #[tokio::test]
    async fn work_that_blocks_is_in_nobodys_way() {
        let executor = Executor::new(2).unwrap();
        let (sender, signal) = channel::<()>();
        let blocked = executor.run(async move { signal.recv().is_ok() });
        let unblock = async {
            assert_eq!(executor.run(async { 7 }).await.unwrap(), 7);
            sender.send(()).unwrap();
        };
        let (was_blocked, ()) = tokio::join!(blocked, unblock);
        assert!(was_blocked.unwrap());
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_ends() {
        let executor = Executor::new(1).unwrap();
        let (sender, signal) = channel::<()>();
        let endless = executor.run(async move {
            let _sender = sender;
            std::future::pending::<()>().await;
        });
        assert!(tokio::time::timeout(Duration::from_millis(20), endless).await.is_err());
        let gone = tokio::task::spawn_blocking(move || signal.recv_timeout(Duration::from_secs(30)));
        assert_eq!(gone.await.unwrap(), Err(std::sync::mpsc::RecvTimeoutError::Disconnected));
    }
}
