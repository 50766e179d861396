//! A proxy between the program and a server that can fail as networks and servers do.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use sanad::config::DatabaseUrl;
use sanad_testkit::port::free_port;

use super::TestDatabase;

const PAUSE: Duration = Duration::from_millis(2);

/// Forwards all bytes until it is told to fail.
pub struct Proxy {
    url: DatabaseUrl,
    port: u16,
    shared: Arc<Shared>,
    listening: Option<JoinHandle<()>>,
}

struct Shared {
    target: String,
    is_away: AtomicBool,
    is_hanging: AtomicBool,
    connections: Mutex<Vec<TcpStream>>,
}

impl Proxy {
    /// A proxy in front of a Postgres database.
    pub fn before(db: &TestDatabase) -> Self {
        let DatabaseUrl::Postgres(url) = db.url() else { panic!("{} is no server", db.url()) };
        let (before, rest) = url.split_once('@').expect("the URL has a user");
        let (target, behind) = rest.split_once('/').expect("the URL has a database");
        // While the proxy is away, no outgoing connection takes its port.
        let port = free_port();
        let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
        let shared = Arc::new(Shared {
            target: target.to_owned(),
            is_away: AtomicBool::new(false),
            is_hanging: AtomicBool::new(false),
            connections: Mutex::default(),
        });
        let url = format!("{before}@127.0.0.1:{port}/{behind}").parse().unwrap();
        let listening = Some(listen(listener, Arc::clone(&shared)));
        Self { url, port, shared, listening }
    }

    /// The URL of the database through the proxy.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// Closes all connections, and accepts new ones.
    pub fn cut(&self) {
        for connection in self.shared.connections.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            let _ = connection.shutdown(Shutdown::Both);
        }
    }

    /// Closes all connections, and accepts no more.
    pub fn go_away(&mut self) {
        self.shared.is_away.store(true, Ordering::SeqCst);
        if let Some(listening) = self.listening.take() {
            listening.join().unwrap();
        }
        self.cut();
    }

    /// Accepts connections again.
    pub fn come_back(&mut self) {
        self.shared.is_away.store(false, Ordering::SeqCst);
        let listener = TcpListener::bind(("127.0.0.1", self.port)).unwrap();
        self.listening = Some(listen(listener, Arc::clone(&self.shared)));
    }

    /// Stops or resumes forwarding; connections stay open.
    pub fn hang(&self, is_hanging: bool) {
        self.shared.is_hanging.store(is_hanging, Ordering::SeqCst);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.hang(false);
        self.go_away();
    }
}

fn listen(listener: TcpListener, shared: Arc<Shared>) -> JoinHandle<()> {
    listener.set_nonblocking(true).unwrap();
    std::thread::spawn(move || {
        while !shared.is_away.load(Ordering::SeqCst) {
            match listener.accept() {
                Ok((client, _)) => connect(client, &shared),
                Err(_) => std::thread::sleep(PAUSE),
            }
        }
    })
}

fn connect(client: TcpStream, shared: &Arc<Shared>) {
    client.set_nonblocking(false).unwrap();
    let Ok(server) = TcpStream::connect(&shared.target) else { return };
    for stream in [&client, &server] {
        stream.set_nodelay(true).unwrap();
        let mut connections = shared.connections.lock().unwrap_or_else(PoisonError::into_inner);
        connections.push(stream.try_clone().unwrap());
    }
    for (mut from, mut to) in [(client.try_clone().unwrap(), server.try_clone().unwrap()), (server, client)] {
        let shared = Arc::clone(shared);
        std::thread::spawn(move || {
            let mut bytes = [0; 16 * 1024];
            while let Ok(read @ 1..) = from.read(&mut bytes) {
                while shared.is_hanging.load(Ordering::SeqCst) {
                    std::thread::sleep(PAUSE);
                }
                if to.write_all(&bytes[..read]).is_err() {
                    break;
                }
            }
            let _ = to.shutdown(Shutdown::Both);
        });
    }
}
