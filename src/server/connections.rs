//! Client connections, and a timeout for slow ones.
//!
//! actix-web limits the time for the head of the first request on a connection, and for an idle connection. It limits neither
//! the head of a later request nor a client that does not read its answer. A proxy in front does not change that: one that
//! streams answers passes a slow reader on. So the time between an answer and the next request is limited here.

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

use super::drain::Drain;

/// How often slow connections are looked for.
const INTERVAL: Duration = Duration::from_secs(1);

/// The `waiting_since` of a connection whose request is being answered.
const BUSY: u64 = u64::MAX;

/// All open connections. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Connections(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// The origin of all times.
    epoch: Instant,
    open: Mutex<HashMap<u64, Arc<Connection>>>,
    next: AtomicU64,
    closed: AtomicU64,
}

impl Default for Shared {
    fn default() -> Self {
        Self { epoch: Instant::now(), open: Mutex::default(), next: AtomicU64::new(0), closed: AtomicU64::new(0) }
    }
}

#[derive(Debug)]
struct Connection {
    /// A duplicate of the socket, since actix-web does not hand out its own.
    socket: TcpStream,
    /// When it began to wait for its client, in milliseconds; or `BUSY`.
    waiting_since: AtomicU64,
}

/// Removes the connection from the list on drop.
#[derive(Debug)]
struct Registration {
    connections: Connections,
    number: u64,
    connection: Arc<Connection>,
}

impl Connections {
    /// Registers a new connection. For `HttpServer::on_connect`.
    pub fn opened(&self, stream: &dyn Any, data: &mut Extensions) {
        let Some(stream) = stream.downcast_ref::<actix_web::rt::net::TcpStream>() else { return };
        match stream.as_fd().try_clone_to_owned() {
            Ok(socket) => {
                let waiting_since = AtomicU64::new(self.now());
                let connection = Arc::new(Connection { socket: TcpStream::from(socket), waiting_since });
                let number = self.0.next.fetch_add(1, Ordering::Relaxed);
                self.list().insert(number, Arc::clone(&connection));
                data.insert(Registration { connections: self.clone(), number, connection });
            }
            Err(error) => {
                tracing::warn!(%error, "cannot duplicate the socket of a connection: it is not closed when it is slow")
            }
        }
    }

    /// Closes connections that wait for their clients for longer than the limit. Never returns.
    pub async fn close_slow(self, limit: Duration) {
        loop {
            actix_web::rt::time::sleep(INTERVAL).await;
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
        // actix-web then reads the end of the stream and drops the connection.
        if connection.socket.shutdown(Shutdown::Both).is_ok() {
            self.0.closed.fetch_add(1, Ordering::Relaxed);
        }
        connection.waiting_since.store(BUSY, Ordering::Relaxed);
    }

    /// The number of open connections.
    pub fn open(&self) -> usize {
        self.list().len()
    }

    /// How many connections have been closed because their clients were too slow.
    pub fn closed(&self) -> u64 {
        self.0.closed.load(Ordering::Relaxed)
    }

    fn now(&self) -> u64 {
        millis(self.0.epoch.elapsed())
    }

    fn list(&self) -> MutexGuard<'_, HashMap<u64, Arc<Connection>>> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(BUSY - 1)
}

impl Drop for Registration {
    fn drop(&mut self) {
        self.connections.list().remove(&self.number);
    }
}

/// Closes the connection of a request.
#[derive(Debug, Clone)]
pub struct ConnectionHandle {
    connections: Connections,
    connection: Arc<Connection>,
}

impl ConnectionHandle {
    pub fn close(&self) {
        self.connections.close(&self.connection);
    }
}

/// A handle to the connection of the request; none in tests without a socket.
pub fn handle_of(request: &ServiceRequest) -> Option<ConnectionHandle> {
    let registration = request.conn_data::<Registration>()?;
    Some(ConnectionHandle {
        connections: registration.connections.clone(),
        connection: Arc::clone(&registration.connection),
    })
}

/// Marks the connection as busy until it is dropped.
struct Busy {
    connections: Connections,
    connection: Arc<Connection>,
}

impl Busy {
    fn with(registration: &Registration) -> Self {
        registration.connection.waiting_since.store(BUSY, Ordering::Relaxed);
        Self { connections: registration.connections.clone(), connection: Arc::clone(&registration.connection) }
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.connection.waiting_since.store(self.connections.now(), Ordering::Relaxed);
    }
}

/// Tracks whether the connection waits for its client. While the server drains, closes it after the answer.
pub async fn middleware(
    drain: web::Data<Drain>,
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let _busy = request.conn_data::<Registration>().map(Busy::with);
    let mut answer = next.call(request).await?;
    if drain.has_begun() {
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
    async fn only_slow_connections_are_closed() {
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
        // The first is busy, the second has just been answered, the third is slow.
        let now = connections.now() + 10;
        let waiting_since = |number: usize, time: u64| {
            data[number].1.get::<Registration>().unwrap().connection.waiting_since.store(time, Ordering::Relaxed);
        };
        waiting_since(1, now);
        waiting_since(2, now - 1);
        let busy = Busy::with(data[0].1.get::<Registration>().unwrap());
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
