//! The real server, running, and raw conversations with it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long a test waits for what has to come.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A server that is running; it ends with its value.
pub struct Running {
    server: Child,
    /// Where it takes requests.
    pub address: String,
    /// Where it serves metrics, if it does.
    pub metrics: Option<String>,
    log: Arc<Mutex<String>>,
}

impl Running {
    /// Starts it, and waits until it takes requests.
    pub fn start(command: &mut Command) -> Self {
        let mut server = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let log = Arc::<Mutex<String>>::default();
        let (lines, written) = (BufReader::new(server.stderr.take().unwrap()).lines(), Arc::clone(&log));
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                *written.lock().unwrap() += &(line + "\n");
            }
        });
        let mut metrics = None;
        let lines = BufReader::new(server.stdout.take().unwrap()).lines().map_while(Result::ok);
        let address = lines
            .filter_map(|line| {
                let served = line.strip_prefix("metrics on http://").and_then(|rest| rest.strip_suffix("/metrics"));
                metrics = metrics.take().or(served.map(str::to_owned));
                line.strip_prefix("listening on http://").map(str::to_owned)
            })
            .next();
        let address = address.unwrap_or_else(|| panic!("the server does not listen: {}", log.lock().unwrap()));
        Self { server, address, metrics, log }
    }

    pub fn connect(&self) -> TcpStream {
        connect(&self.address)
    }

    /// Sends it SIGTERM.
    pub fn tell_to_stop(&self) {
        let status = Command::new("kill").args(["-TERM", &self.server.id().to_string()]).status().unwrap();
        assert!(status.success());
    }

    /// Waits until it has ended, in time.
    pub fn ended(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.server.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < deadline, "the server does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.server.id()
    }

    /// The first line of its log that passes for what is looked for; it waits for it.
    pub fn logged(&self, is_wanted: impl Fn(&str) -> bool) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let log = self.log();
            if let Some(line) = log.lines().find(|line| is_wanted(line)) {
                return line.to_owned();
            }
            assert!(Instant::now() < deadline, "not in the log: {log}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// All that it has logged.
    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Asks it for something, on a connection of its own.
    pub fn get(&self, path: &str) -> Conversation {
        get(&self.address, path)
    }

    /// Asks it something in GraphQL, on a connection of its own; `headers` are further lines.
    pub fn post(&self, body: &str, headers: &str) -> Conversation {
        let length = body.len();
        let head = "POST /graphql HTTP/1.1\r\nHost: sanad\r\nConnection: close\r\nContent-Type: application/json";
        say(&self.address, &format!("{head}\r\nContent-Length: {length}\r\n{headers}\r\n{body}"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A connection on which nothing is waited for without end.
pub fn connect(address: &str) -> TcpStream {
    let connection = TcpStream::connect(address).unwrap();
    connection.set_read_timeout(Some(PATIENCE)).unwrap();
    connection
}

/// What a server says until it closes the connection.
pub fn the_answer(mut connection: TcpStream) -> String {
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    answer
}

/// What a server has said.
pub struct Conversation {
    pub status: u16,
    /// Its headers, in small letters.
    pub head: String,
    pub body: String,
}

/// Asks for something, on a connection of its own.
pub fn get(address: &str, path: &str) -> Conversation {
    say(address, &format!("GET {path} HTTP/1.1\r\nHost: sanad\r\nConnection: close\r\n\r\n"))
}

fn say(address: &str, request: &str) -> Conversation {
    let mut connection = connect(address);
    connection.write_all(request.as_bytes()).unwrap();
    conversation(&the_answer(connection))
}

/// The parts of an answer.
pub fn conversation(answer: &str) -> Conversation {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {answer}"));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    Conversation { status, head: head.to_lowercase(), body: body.to_owned() }
}
