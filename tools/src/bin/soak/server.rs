//! The server under test, in a separate process.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::Failure;

pub struct Server {
    pub address: String,
    process: Child,
}

impl Server {
    /// Starts the server with the built-in data set and the default settings.
    pub fn start(program: &Path, url: &str) -> Result<Self, Failure> {
        let mut process = Command::new(program)
            .args(["serve", "--seed", "--listen", "127.0.0.1:0", "--log", "error"])
            .env("DATABASE_URL", url)
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("cannot start {}: {error}", program.display()))?;
        let lines = BufReader::new(process.stdout.take().ok_or("no output")?).lines();
        for line in lines {
            if let Some(address) = line?.strip_prefix("listening on ") {
                return Ok(Self { address: address.to_owned(), process });
            }
        }
        Err("the server has not started".into())
    }

    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Stops the server. Returns whether it exited successfully.
    pub fn stop(mut self) -> Result<bool, Failure> {
        Command::new("kill").arg(self.id().to_string()).status()?;
        Ok(self.process.wait()?.success())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
    }
}
