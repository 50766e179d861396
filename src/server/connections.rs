//! The connections of clients, and an end for those that make nothing of theirs.
//!
//! The server itself bounds how long the head of the first request may take, and how long a connection lies idle. It has
//! no bound for the head of a later request, nor for a client that does not read its answer. So here is one for both:
//! between an answer and the next request there may only be so much time.

use std::any::Any;
use std::collections::HashMap;
use std::net::{Shutdown, TcpStream};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{Extensions, ServiceRequest, ServiceResponse};
use actix_web::http::ConnectionType;
use actix_web::middleware::Next;
use actix_web::web;

use super::Services;

/// How often it is looked for those that are too slow.
const ROUND: Duration = Duration::from_secs(1);

/// The time of a connection whose request is being answered.
const BUSY: u64 = u64::MAX;

/// All open connections. Its clones share them.
#[derive(Debug, Clone, Default)]
pub struct Connections(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// Times are counted from here.
    began: Instant,
    open: Mutex<HashMap<u64, Arc<Connection>>>,
    next: AtomicU64,
    closed: AtomicU64,
}

impl Default for Shared {
    fn default() -> Self {
        Self { began: Instant::now(), open: Mutex::default(), next: AtomicU64::new(0), closed: AtomicU64::new(0) }
    }
}

#[derive(Debug)]
struct Connection {
    /// A second handle to the connection's socket: the first belongs to the server, which does not hand it out.
    socket: TcpStream,
    /// Since when it has been waiting for its client, in milliseconds; or `BUSY`.
    waiting_since: AtomicU64,
}

/// A connection in the list, until it is dropped.
#[derive(Debug)]
struct Listed {
    connections: Connections,
    number: u64,
    connection: Arc<Connection>,
}

impl Connections {
    /// Takes note of a new connection. Call it from `HttpServer::on_connect`.
    pub fn opened(&self, stream: &dyn Any, data: &mut Extensions) {
        let Some(stream) = stream.downcast_ref::<actix_web::rt::net::TcpStream>() else { return };
        match stream.as_fd().try_clone_to_owned() {
            Ok(socket) => {
                let waiting_since = AtomicU64::new(self.now());
                let connection = Arc::new(Connection { socket: TcpStream::from(socket), waiting_since });
                let number = self.0.next.fetch_add(1, Ordering::Relaxed);
                self.list().insert(number, Arc::clone(&connection));
                data.insert(Listed { connections: self.clone(), number, connection });
            }
            Err(error) => tracing::warn!(%error, "a connection is not watched"),
        }
    }

    /// Closes connections that have been waiting for their clients for longer than the limit, for as long as it is polled.
    pub async fn close_slow(self, limit: Duration) {
        loop {
            actix_web::rt::time::sleep(ROUND).await;
            let closed = self.close_those_before(self.now().saturating_sub(millis(limit)));
            if closed > 0 {
                tracing::debug!(closed, "closed connections of slow clients");
            }
        }
    }

    fn close_those_before(&self, time: u64) -> usize {
        let slow = |connection: &&Arc<Connection>| connection.waiting_since.load(Ordering::Relaxed) < time;
        let slow: Vec<_> = self.list().values().filter(slow).cloned().collect();
        slow.iter().for_each(|connection| self.close(connection));
        slow.len()
    }

    fn close(&self, connection: &Connection) {
        // The server finds its side of the socket ended, and drops the connection.
        if connection.socket.shutdown(Shutdown::Both).is_ok() {
            self.0.closed.fetch_add(1, Ordering::Relaxed);
        }
        connection.waiting_since.store(BUSY, Ordering::Relaxed);
    }

    /// How many connections are open.
    pub fn open(&self) -> usize {
        self.list().len()
    }

    /// How many have been closed because their clients were too slow.
    pub fn closed(&self) -> u64 {
        self.0.closed.load(Ordering::Relaxed)
    }

    fn now(&self) -> u64 {
        millis(self.0.began.elapsed())
    }

    /// Nothing that holds this lock waits or panics half-way.
    fn list(&self) -> MutexGuard<'_, HashMap<u64, Arc<Connection>>> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(BUSY - 1)
}

impl Drop for Listed {
    fn drop(&mut self) {
        self.connections.list().remove(&self.number);
    }
}

/// The connection of a request, for those who may have to close it.
#[derive(Debug, Clone)]
pub struct Line {
    connections: Connections,
    connection: Arc<Connection>,
}

impl Line {
    /// Closes the connection, whose client is too slow.
    pub fn cut(&self) {
        self.connections.close(&self.connection);
    }
}

/// The connection that a request came by, where it is known.
pub fn line_of(request: &ServiceRequest) -> Option<Line> {
    let listed = request.conn_data::<Listed>()?;
    Some(Line { connections: listed.connections.clone(), connection: Arc::clone(&listed.connection) })
}

/// A request that is being answered, until it is dropped.
struct Busy {
    connections: Connections,
    connection: Arc<Connection>,
}

impl Busy {
    fn with(listed: &Listed) -> Self {
        listed.connection.waiting_since.store(BUSY, Ordering::Relaxed);
        Self { connections: listed.connections.clone(), connection: Arc::clone(&listed.connection) }
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.connection.waiting_since.store(self.connections.now(), Ordering::Relaxed);
    }
}

/// Takes note of when the request's connection waits for its client, and, while the server is about to stop, has it
/// closed after the answer.
pub async fn note<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    let _busy = request.conn_data::<Listed>().map(Busy::with);
    let drain = request.app_data::<web::Data<Services>>().map(|services| services.drain.clone());
    let mut answer = next.call(request).await?;
    if drain.is_some_and(|drain| drain.has_begun()) {
        answer.response_mut().head_mut().set_connection_type(ConnectionType::Close);
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::net::TcpListener;

    use super::*;

    #[actix_web::test]
    async fn only_connections_that_wait_for_too_long_are_closed() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let connections = Connections::default();
        let (mut clients, mut data) = (Vec::new(), Vec::new());
        for _ in 0..3 {
            clients.push(TcpStream::connect(listener.local_addr().unwrap()).unwrap());
            let (served, _) = listener.accept().unwrap();
            served.set_nonblocking(true).unwrap();
            let served = actix_web::rt::net::TcpStream::from_std(served).unwrap();
            let mut of_connection = Extensions::new();
            connections.opened(&served, &mut of_connection);
            data.push((served, of_connection));
        }
        assert_eq!(connections.open(), 3);
        // The first answers a request, the second has just done so, the third has been quiet.
        let now = connections.now() + 10;
        let waiting_since = |number: usize, time: u64| {
            data[number].1.get::<Listed>().unwrap().connection.waiting_since.store(time, Ordering::Relaxed);
        };
        waiting_since(1, now);
        waiting_since(2, now - 1);
        let busy = Busy::with(data[0].1.get::<Listed>().unwrap());
        assert_eq!(connections.close_those_before(now), 1);
        assert_eq!(clients[2].read(&mut [0]).unwrap(), 0, "it has been closed");
        for client in &clients[..2] {
            client.set_nonblocking(true).unwrap();
            assert!((&*client).read(&mut [0]).is_err(), "it is open");
        }
        drop(busy);
        assert_eq!(connections.close_those_before(u64::MAX), 2);
        assert_eq!(connections.closed(), 3);
        drop(data);
        assert_eq!(connections.open(), 0);
    }
}
