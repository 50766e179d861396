//! Processes a stream with several threads, and keeps the results in order.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use sanad::error::Error;

use super::Failure;

/// The number of worker threads: one per core.
pub fn cores() -> usize {
    thread::available_parallelism().map_or(2, usize::from)
}

/// Reads pieces with `next` until it returns none, processes them with the workers, and passes the results to `take` in the
/// order of the pieces, until it returns false. At most a few pieces per worker are in flight.
///
/// # Errors
/// The first error of `next`, a worker or `take`, after all results before it.
pub fn in_order<Piece, Done, Work>(
    mut next: impl FnMut() -> Result<Option<Piece>, Failure> + Send + 'static,
    workers: Vec<Work>,
    mut take: impl FnMut(Done) -> Result<bool, Failure>,
) -> Result<(), Failure>
where
    Piece: Send + 'static,
    Done: Send + 'static,
    Work: FnMut(Piece) -> Result<Done, Failure> + Send + 'static,
{
    let waiting = workers.len() * 2;
    let (to_workers, pieces) = sync_channel(waiting);
    let (to_taker, results) = sync_channel::<Receiver<Result<Done, Failure>>>(waiting);
    let pieces = Arc::new(Mutex::new(pieces));
    for mut work in workers {
        let pieces: Arc<Mutex<Receiver<(Piece, SyncSender<_>)>>> = Arc::clone(&pieces);
        thread::spawn(move || {
            loop {
                let received = pieces.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok((piece, result)) = received else { return };
                // The receiver is gone once `take` has returned false.
                let _ = result.send(work(piece));
            }
        });
    }
    // Threads still waiting for input end with the process.
    let reader = thread::spawn(move || {
        loop {
            let (result, outcome) = sync_channel(1);
            let is_wanted = match next() {
                Ok(None) => return,
                Ok(Some(piece)) => to_taker.send(outcome).is_ok() && to_workers.send((piece, result)).is_ok(),
                Err(failure) => {
                    // The channel has room for one.
                    let _ = result.send(Err(failure));
                    let _ = to_taker.send(outcome);
                    false
                }
            };
            if !is_wanted {
                return;
            }
        }
    });
    for outcome in results {
        let done = outcome.recv().map_err(|_| Error::Internal("a thread has panicked".to_owned()))?;
        if !take(done?)? {
            return Ok(());
        }
    }
    // The channel closes when the reader ends.
    reader.join().map_err(|_| Error::Internal("a thread has panicked".to_owned()))?;
    Ok(())
}
