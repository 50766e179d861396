//! One harness for servers: the app or the whole server in this process, or the program in its own. All are asked in the
//! same way.

mod answer;
mod app;
mod program;
mod whole;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::ops::Deref;
use std::time::Duration;

pub use answer::Answer;
pub use app::{App, answer_of, services, settings};
pub use program::Program;
use serde_json::json;
pub use whole::Whole;

/// How long a test waits for an answer, or for a server to get somewhere.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A server that takes requests and stops with its value. What only one mode has is in the mode.
pub struct TestServer<Mode = App> {
    /// The address and the port.
    pub address: String,
    mode: Mode,
}

impl<Mode> Deref for TestServer<Mode> {
    type Target = Mode;

    fn deref(&self) -> &Mode {
        &self.mode
    }
}

impl<Mode> TestServer<Mode> {
    pub fn connect(&self) -> TcpStream {
        connect(&self.address)
    }

    pub fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        get(&self.address, path, headers)
    }

    /// Sends a request as JSON, as text or as a value.
    pub fn post(&self, body: &(impl ToString + ?Sized)) -> Answer {
        self.post_with(body, &[])
    }

    pub fn post_with(&self, body: &(impl ToString + ?Sized), headers: &[(&str, &str)]) -> Answer {
        let json = [&[("Content-Type", "application/json")], headers].concat();
        exchange(&self.address, "POST /graphql", &json, &body.to_string())
    }

    pub fn query(&self, query: &str) -> Answer {
        self.post(&json!({ "query": query }))
    }

    /// Starts a request with a body that does not come yet, and waits until the server works on it.
    pub fn begin_post(&self, length: usize) -> TcpStream {
        let mut connection = self.connect();
        let head = "POST /graphql HTTP/1.1\r\nHost: sanad\r\nConnection: close\r\nContent-Type: application/json";
        write!(connection, "{head}\r\nExpect: 100-continue\r\nContent-Length: {length}\r\n\r\n").unwrap();
        let mut interim = [0; "HTTP/1.1 100 Continue\r\n\r\n".len()];
        connection.read_exact(&mut interim).unwrap();
        assert!(interim.starts_with(b"HTTP/1.1 100"), "{}", String::from_utf8_lossy(&interim));
        connection
    }

    /// Sends a query, and returns the connection that its answer will come on.
    pub fn send(&self, query: &str) -> TcpStream {
        let mut connection = self.connect();
        let body = json!({ "query": query }).to_string();
        write_request(&mut connection, "POST /graphql", &[("Content-Type", "application/json")], &body);
        connection
    }
}

/// A connection on which every wait has an end.
pub fn connect(address: &str) -> TcpStream {
    let connection = TcpStream::connect(address).unwrap();
    connection.set_read_timeout(Some(PATIENCE)).unwrap();
    connection
}

/// Asks any server, on a connection of its own.
pub fn get(address: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    exchange(address, &format!("GET {path}"), headers, "")
}

fn exchange(address: &str, line: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut connection = connect(address);
    write_request(&mut connection, line, headers, body);
    read_to_end(connection)
}

fn write_request(connection: &mut TcpStream, line: &str, headers: &[(&str, &str)], body: &str) {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let length = if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
    let head = format!("{line} HTTP/1.1\r\nHost: sanad\r\nConnection: close\r\n{headers}{length}\r\n");
    connection.write_all((head + body).as_bytes()).unwrap();
}

/// Reads an answer, until the server closes the connection.
pub fn read_to_end(mut connection: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    connection.read_to_end(&mut bytes).unwrap();
    Answer::parse(&bytes)
}
