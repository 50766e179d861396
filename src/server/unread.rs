//! A bound on the answers that clients have not read yet.
//!
//! A long answer is handed to its connection piece by piece, as the client reads. What is left of it stays in memory, and is
//! counted here until it has been handed over or dropped: each text once, however many clients read it, and a buffer for
//! each of them. When another answer finds no room, the connections that have been stuck for longest are closed; if that is
//! not enough, the answer is refused.

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

use super::Services;
use super::answer::overloaded;
use super::connections::{self, Line};
use crate::error::Code;

/// How much is handed to a connection at once. Shorter answers are not counted: the connection buffers them whole.
const PIECE: usize = 64 * 1024;

/// How long a client may take to read a piece before it counts as stuck.
const GRACE: Duration = Duration::from_secs(2);

/// All that is unread. Clones share it.
#[derive(Debug, Clone)]
pub struct Unread(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    limit: usize,
    grace: Duration,
    /// Times are counted from here.
    began: Instant,
    held: Mutex<Held>,
    refused: AtomicU64,
}

#[derive(Debug, Default)]
struct Held {
    bytes: usize,
    /// How many read each text, by the address of its first byte.
    texts: HashMap<usize, usize>,
    answers: HashMap<u64, Arc<Reading>>,
    next: u64,
}

/// An answer that a client reads.
#[derive(Debug)]
struct Reading {
    text: usize,
    length: usize,
    /// When the client has last taken a piece, in milliseconds.
    taken: AtomicU64,
    line: Option<Line>,
}

impl Unread {
    /// At most so many bytes; one answer alone may be longer.
    pub fn new(limit: usize) -> Self {
        Self::with(limit, GRACE)
    }

    fn with(limit: usize, grace: Duration) -> Self {
        let (began, held, refused) = (Instant::now(), Mutex::default(), AtomicU64::default());
        Self(Arc::new(Shared { limit, grace, began, held, refused }))
    }

    /// Counts the text until the body that is returned is dropped.
    ///
    /// # Errors
    /// `Overloaded` when there is no room for it.
    fn hold(&self, text: Bytes, line: Option<Line>) -> Result<Pieces, Code> {
        let shared = &self.0;
        let mut held = shared.held();
        let address = text.as_ptr() as usize;
        while held.bytes > 0 && held.bytes + held.cost(address, text.len()) > shared.limit {
            let Some(stuck) = held.stuck(shared.now(), shared.grace) else {
                shared.refused.fetch_add(1, Ordering::Relaxed);
                return Err(Code::Overloaded);
            };
            if let Some(line) = held.release(stuck).and_then(|reading| reading.line.clone()) {
                line.cut();
            }
        }
        let (number, length) = (held.next, text.len());
        held.next += 1;
        held.bytes += held.cost(address, length);
        *held.texts.entry(address).or_default() += 1;
        let reading = Arc::new(Reading { text: address, length, taken: AtomicU64::new(shared.now()), line });
        held.answers.insert(number, Arc::clone(&reading));
        drop(held);
        Ok(Pieces { left: text, reading, number, unread: self.clone() })
    }

    /// How many bytes are unread.
    pub fn bytes(&self) -> usize {
        self.0.held().bytes
    }

    /// How many answers have been refused because there was no room.
    pub fn refused(&self) -> u64 {
        self.0.refused.load(Ordering::Relaxed)
    }
}

impl Shared {
    fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Nothing that holds this lock waits or panics half-way.
    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    /// What one more reader of a text takes.
    fn cost(&self, text: usize, length: usize) -> usize {
        PIECE + if self.texts.contains_key(&text) { 0 } else { length }
    }

    /// The answer whose client has not taken a piece for longest.
    fn stuck(&self, now: u64, grace: Duration) -> Option<u64> {
        let taken = |reading: &Reading| reading.taken.load(Ordering::Relaxed);
        let closable = self.answers.iter().filter(|(_, reading)| reading.line.is_some());
        let (number, slowest) = closable.min_by_key(|(_, reading)| taken(reading))?;
        (u128::from(now.saturating_sub(taken(slowest))) >= grace.as_millis()).then_some(*number)
    }

    fn release(&mut self, number: u64) -> Option<Arc<Reading>> {
        let reading = self.answers.remove(&number)?;
        let readers = self.texts.remove(&reading.text).unwrap_or_default();
        if readers > 1 {
            self.texts.insert(reading.text, readers - 1);
        }
        self.bytes = self.bytes.saturating_sub(self.cost(reading.text, reading.length));
        Some(reading)
    }
}

/// A text that goes to its connection piece by piece.
#[derive(Debug)]
struct Pieces {
    left: Bytes,
    reading: Arc<Reading>,
    number: u64,
    unread: Unread,
}

impl MessageBody for Pieces {
    type Error = std::convert::Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.left.len() as u64)
    }

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        if self.left.is_empty() {
            return Poll::Ready(None);
        }
        self.reading.taken.store(self.unread.0.now(), Ordering::Relaxed);
        let length = PIECE.min(self.left.len());
        Poll::Ready(Some(Ok(self.left.split_to(length))))
    }
}

impl Drop for Pieces {
    fn drop(&mut self) {
        self.unread.0.held().release(self.number);
    }
}

/// Has a long answer counted until it is read, or refuses it.
pub async fn hold(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let line = connections::line_of(&request);
    let unread = request.app_data::<web::Data<Services>>().map(|services| services.unread.clone());
    let answer = next.call(request).await?;
    let Some(unread) = unread.filter(|_| answer.response().body().size().is_longer_than(PIECE)) else {
        return Ok(answer.map_into_boxed_body());
    };
    let (request, answer) = answer.into_parts();
    let (answer, body) = answer.into_parts();
    let answer = match body.try_into_bytes() {
        Ok(text) => match unread.hold(text, line) {
            Ok(pieces) => answer.set_body(BoxBody::new(pieces)),
            Err(_) => overloaded(
                "The server holds as many answers as it can that have not been read yet. Try again in a moment.",
            ),
        },
        Err(body) => answer.set_body(BoxBody::new(body)),
    };
    Ok(ServiceResponse::new(request, answer))
}

trait Longer {
    fn is_longer_than(&self, length: usize) -> bool;
}

impl Longer for BodySize {
    fn is_longer_than(&self, length: usize) -> bool {
        matches!(self, Self::Sized(size) if *size > length as u64)
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    fn text(length: usize) -> Bytes {
        vec![b'x'; length].into()
    }

    #[actix_web::test]
    async fn a_text_is_handed_over_piece_by_piece() {
        let unread = Unread::with(10 * PIECE, LONG);
        let whole = text(2 * PIECE + 3);
        let mut body = unread.hold(whole.clone(), None).unwrap();
        assert_eq!((body.size(), unread.bytes()), (BodySize::Sized(whole.len() as u64), whole.len() + PIECE));
        let mut read = Vec::new();
        while let Some(Ok(piece)) = poll_fn(|context| Pin::new(&mut body).poll_next(context)).await {
            assert!(piece.len() <= PIECE);
            read.extend_from_slice(&piece);
        }
        assert_eq!(read, whole);
        drop(body);
        assert_eq!(unread.bytes(), 0);
    }

    #[test]
    fn what_finds_no_room_is_refused() {
        let unread = Unread::with(4 * PIECE, LONG);
        let first = unread.hold(text(100 * PIECE), None);
        assert!(first.is_ok(), "one alone may be longer");
        assert!(unread.hold(text(PIECE), None).is_err());
        drop(first);
        let _two = [unread.hold(text(PIECE), None).unwrap(), unread.hold(text(PIECE), None).unwrap()];
        assert!(unread.hold(text(PIECE), None).is_err());
        assert_eq!((unread.refused(), unread.bytes()), (2, 4 * PIECE));
    }

    #[test]
    fn a_text_that_several_read_counts_once() {
        let unread = Unread::with(100 * PIECE, LONG);
        let shared = text(10 * PIECE);
        let mut readers: Vec<_> = (0..5).map(|_| unread.hold(shared.clone(), None).unwrap()).collect();
        assert_eq!(unread.bytes(), 15 * PIECE);
        readers.truncate(1);
        assert_eq!(unread.bytes(), 11 * PIECE);
        readers.clear();
        assert_eq!(unread.bytes(), 0);
        assert!(unread.0.held().texts.is_empty());
    }
}
