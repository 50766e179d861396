//! A limit on the memory of answers that clients read slowly.
//!
//! A long answer goes to its connection in chunks, as the client reads. The rest stays in memory and counts here until it is
//! sent or dropped: each body once, however many clients read it, plus a chunk per client. When the limit is reached, the
//! connections that have been stalled for longest are closed; if that is not enough, the new answer is refused.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use actix_web::Error;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::{self, Bytes};

use super::answer::overloaded;
use super::connections::{self, ConnectionHandle};
use crate::error::Code;

/// How much is given to a connection at once. Shorter answers are not counted: the connection buffers them whole.
const CHUNK: usize = 64 * 1024;

/// How long a client may take to read a chunk before its connection counts as stalled.
const STALL_TIMEOUT: Duration = Duration::from_secs(2);

/// The answers that are being sent. Clones share them.
#[derive(Debug, Clone)]
pub struct SendBuffers(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    limit: usize,
    stall_timeout: Duration,
    /// The origin of all times.
    epoch: Instant,
    buffers: Mutex<Buffers>,
    refused: AtomicU64,
}

#[derive(Debug, Default)]
struct Buffers {
    bytes: usize,
    /// The number of readers of each body, by the address of its first byte.
    bodies: HashMap<usize, usize>,
    transfers: HashMap<u64, Arc<Transfer>>,
    next: u64,
}

/// An answer that is being sent to a client.
#[derive(Debug)]
struct Transfer {
    body: usize,
    length: usize,
    /// When the client last took a chunk, in milliseconds.
    last_chunk: AtomicU64,
    connection: Option<ConnectionHandle>,
}

impl SendBuffers {
    /// A limit in bytes. A single answer may exceed it.
    pub fn new(limit: usize) -> Self {
        Self::with(limit, STALL_TIMEOUT)
    }

    fn with(limit: usize, stall_timeout: Duration) -> Self {
        let (epoch, buffers, refused) = (Instant::now(), Mutex::default(), AtomicU64::default());
        Self(Arc::new(Shared { limit, stall_timeout, epoch, buffers, refused }))
    }

    /// Counts the body until the returned one is dropped.
    ///
    /// # Errors
    /// `Overloaded` when it exceeds the limit, and no stalled connection is left to close.
    fn hold(&self, body: Bytes, connection: Option<ConnectionHandle>) -> Result<ChunkedBody, Code> {
        let shared = &self.0;
        let mut buffers = shared.buffers();
        let address = body.as_ptr() as usize;
        while buffers.bytes > 0 && buffers.bytes + buffers.cost(address, body.len()) > shared.limit {
            let Some(stalled) = buffers.stalled(shared.now(), shared.stall_timeout) else {
                shared.refused.fetch_add(1, Ordering::Relaxed);
                return Err(Code::Overloaded);
            };
            if let Some(connection) = buffers.release(stalled).and_then(|transfer| transfer.connection.clone()) {
                connection.close();
            }
        }
        let (number, length) = (buffers.next, body.len());
        buffers.next += 1;
        buffers.bytes += buffers.cost(address, length);
        *buffers.bodies.entry(address).or_default() += 1;
        let last_chunk = AtomicU64::new(shared.now());
        let transfer = Arc::new(Transfer { body: address, length, last_chunk, connection });
        buffers.transfers.insert(number, Arc::clone(&transfer));
        drop(buffers);
        Ok(ChunkedBody { rest: body, transfer, number, buffers: self.clone() })
    }

    /// The number of bytes that are not sent yet.
    pub fn bytes(&self) -> usize {
        self.0.buffers().bytes
    }

    /// How many answers have been refused because of the limit.
    pub fn refused(&self) -> u64 {
        self.0.refused.load(Ordering::Relaxed)
    }
}

impl Shared {
    fn now(&self) -> u64 {
        u64::try_from(self.epoch.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn buffers(&self) -> MutexGuard<'_, Buffers> {
        self.buffers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Buffers {
    /// The memory that one more reader of a body takes.
    fn cost(&self, body: usize, length: usize) -> usize {
        CHUNK + if self.bodies.contains_key(&body) { 0 } else { length }
    }

    /// The transfer that has been stalled for longest, if any exceeds the timeout.
    fn stalled(&self, now: u64, timeout: Duration) -> Option<u64> {
        let last_chunk = |transfer: &Transfer| transfer.last_chunk.load(Ordering::Relaxed);
        let closable = self.transfers.iter().filter(|(_, transfer)| transfer.connection.is_some());
        let (number, slowest) = closable.min_by_key(|(_, transfer)| last_chunk(transfer))?;
        (u128::from(now.saturating_sub(last_chunk(slowest))) >= timeout.as_millis()).then_some(*number)
    }

    fn release(&mut self, number: u64) -> Option<Arc<Transfer>> {
        let transfer = self.transfers.remove(&number)?;
        let readers = self.bodies.remove(&transfer.body).unwrap_or_default();
        if readers > 1 {
            self.bodies.insert(transfer.body, readers - 1);
        }
        self.bytes = self.bytes.saturating_sub(self.cost(transfer.body, transfer.length));
        Some(transfer)
    }
}

/// A response body that is sent in chunks.
#[derive(Debug)]
struct ChunkedBody {
    rest: Bytes,
    transfer: Arc<Transfer>,
    number: u64,
    buffers: SendBuffers,
}

impl MessageBody for ChunkedBody {
    type Error = std::convert::Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.rest.len() as u64)
    }

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        self.transfer.last_chunk.store(self.buffers.0.now(), Ordering::Relaxed);
        let length = CHUNK.min(self.rest.len());
        Poll::Ready(Some(Ok(self.rest.split_to(length))))
    }
}

impl Drop for ChunkedBody {
    fn drop(&mut self) {
        self.buffers.0.buffers().release(self.number);
    }
}

/// Counts a long answer until it is sent, or refuses it.
pub async fn middleware(
    buffers: web::Data<SendBuffers>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let connection = connections::handle_of(&request);
    let answer = next.call(request).await?;
    if !matches!(answer.response().body().size(), BodySize::Sized(size) if size > CHUNK as u64) {
        return Ok(answer.map_into_boxed_body());
    }
    let (request, answer) = answer.into_parts();
    let (answer, body) = answer.into_parts();
    let answer = match body.try_into_bytes() {
        Ok(body) => match buffers.hold(body, connection) {
            Ok(chunks) => answer.set_body(BoxBody::new(chunks)),
            Err(_) => overloaded("Too many answers are still being sent to slow clients. Retry in a moment."),
        },
        Err(body) => answer.set_body(BoxBody::new(body)),
    };
    Ok(ServiceResponse::new(request, answer))
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    fn body(length: usize) -> Bytes {
        vec![b'x'; length].into()
    }

    #[actix_web::test]
    async fn a_body_is_sent_in_chunks() {
        let buffers = SendBuffers::with(10 * CHUNK, LONG);
        let whole = body(2 * CHUNK + 3);
        let mut chunks = buffers.hold(whole.clone(), None).unwrap();
        assert_eq!((chunks.size(), buffers.bytes()), (BodySize::Sized(whole.len() as u64), whole.len() + CHUNK));
        let mut read = Vec::new();
        while let Some(Ok(chunk)) = poll_fn(|context| Pin::new(&mut chunks).poll_next(context)).await {
            assert!(chunk.len() <= CHUNK);
            read.extend_from_slice(&chunk);
        }
        assert_eq!(read, whole);
        drop(chunks);
        assert_eq!(buffers.bytes(), 0);
    }

    #[test]
    fn what_exceeds_the_limit_is_refused() {
        let buffers = SendBuffers::with(4 * CHUNK, LONG);
        let first = buffers.hold(body(100 * CHUNK), None);
        assert!(first.is_ok(), "a single answer may exceed the limit");
        assert!(buffers.hold(body(CHUNK), None).is_err());
        drop(first);
        let _two = [buffers.hold(body(CHUNK), None).unwrap(), buffers.hold(body(CHUNK), None).unwrap()];
        assert!(buffers.hold(body(CHUNK), None).is_err());
        assert_eq!((buffers.refused(), buffers.bytes()), (2, 4 * CHUNK));
    }

    #[test]
    fn a_body_with_several_readers_counts_once() {
        let buffers = SendBuffers::with(100 * CHUNK, LONG);
        let shared = body(10 * CHUNK);
        let mut readers: Vec<_> = (0..5).map(|_| buffers.hold(shared.clone(), None).unwrap()).collect();
        assert_eq!(buffers.bytes(), 15 * CHUNK);
        readers.truncate(1);
        assert_eq!(buffers.bytes(), 11 * CHUNK);
        readers.clear();
        assert_eq!(buffers.bytes(), 0);
        assert!(buffers.0.buffers().bodies.is_empty());
    }
}
