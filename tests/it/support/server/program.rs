//! The program, in a process of its own.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::{PATIENCE, TestServer};

/// The running program; it is killed with its value.
pub struct Program {
    process: Mutex<Child>,
    /// Where it serves metrics, if it does.
    pub metrics: Option<String>,
    log: Arc<Mutex<String>>,
}

impl TestServer<Program> {
    /// Starts the command, and waits until it takes requests.
    pub fn spawn(command: &mut Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let log = Arc::<Mutex<String>>::default();
        let (lines, written) = (BufReader::new(process.stderr.take().unwrap()).lines(), Arc::clone(&log));
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                *written.lock().unwrap() += &(line + "\n");
            }
        });
        let mut metrics = None;
        let lines = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
        let address = lines
            .filter_map(|line| {
                let served = line.strip_prefix("metrics on http://").and_then(|rest| rest.strip_suffix("/metrics"));
                metrics = metrics.take().or(served.map(str::to_owned));
                line.strip_prefix("listening on http://").map(str::to_owned)
            })
            .next();
        let address = address.unwrap_or_else(|| panic!("the server does not listen: {}", log.lock().unwrap()));
        Self { address, mode: Program { process: Mutex::new(process), metrics, log } }
    }
}

impl Program {
    fn process(&self) -> MutexGuard<'_, Child> {
        self.process.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.process().id()
    }

    /// Sends it SIGTERM.
    pub fn tell_to_stop(&self) {
        let status = Command::new("kill").args(["-TERM", &self.id().to_string()]).status().unwrap();
        assert!(status.success());
    }

    /// Waits until it has ended, in time.
    pub fn ended(&self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.process().try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < deadline, "the server does not end");
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    }

    /// All that it has logged.
    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
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
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let mut process = self.process();
        let _ = process.kill();
        let _ = process.wait();
    }
}
