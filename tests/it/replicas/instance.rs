//! Instances of the server, as processes of their own.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::until;
use crate::commands::{folder, sanad};

/// A server that is running. It ends with its value.
pub struct Instance {
    pub name: &'static str,
    pub address: String,
    process: Mutex<Child>,
    log: PathBuf,
    /// From then on connections to it may fail.
    told_to_stop: AtomicBool,
    /// How many requests it has answered rightly.
    pub answers: AtomicU64,
}

impl Instance {
    pub fn start(name: &'static str, url: &str) -> Self {
        let folder = folder(&format!("replicas-{name}"));
        let log = folder.join("log");
        let mut command = sanad(&folder, &["serve", "--listen", "127.0.0.1:0"]);
        command.env("DATABASE_URL", url).env("SANAD_LOG", "warn").env("SANAD_POOL_SIZE", "4");
        command.stdout(Stdio::piped()).stderr(File::create(&log).expect("the folder is writable"));
        let mut process = command.spawn().expect("the server starts");
        let lines = BufReader::new(process.stdout.take().expect("its output is piped")).lines().map_while(Result::ok);
        let address = lines.filter_map(|line| line.strip_prefix("listening on http://").map(str::to_owned)).next();
        let Some(address) = address else {
            panic!("{name} does not listen: {}", fs::read_to_string(&log).unwrap_or_default());
        };
        let process = Mutex::new(process);
        Self { name, address, process, log, told_to_stop: AtomicBool::new(false), answers: AtomicU64::new(0) }
    }

    pub fn is_told_to_stop(&self) -> bool {
        self.told_to_stop.load(Ordering::SeqCst)
    }

    /// Tells it to stop, as a rolling update does, and returns its exit code once it has ended.
    pub fn stop(&self) -> Option<i32> {
        let mut process = self.process.lock().expect("nobody panics with it");
        self.told_to_stop.store(true, Ordering::SeqCst);
        let told = Command::new("kill").args(["-TERM", &process.id().to_string()]).status();
        assert!(told.is_ok_and(|told| told.success()), "{} cannot be told to stop", self.name);
        let mut status = None;
        until("an instance that was told to stop ends", || {
            status = process.try_wait().expect("its end can be waited for");
            status.is_some()
        });
        status.and_then(|status| status.code())
    }

    /// What it has logged: warnings and errors.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        let mut process = self.process.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let _ = process.kill();
        let _ = process.wait();
    }
}
