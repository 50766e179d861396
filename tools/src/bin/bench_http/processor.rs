//! The processor time that answers take, as Linux tells it.

use std::fs::{read_dir, read_to_string};
use std::path::Path;
use std::time::Duration;

/// The processor time that this process and all servers of Postgres on this machine have taken.
pub fn taken() -> Duration {
    let servers = read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|process| read_to_string(process.join("comm")).is_ok_and(|name| name.trim() == "postgres"));
    of_process(Path::new("/proc/self")) + servers.map(|process| of_process(&process)).sum::<Duration>()
}

/// What all threads of a process have taken.
fn of_process(process: &Path) -> Duration {
    let nanoseconds = |thread: &Path| -> Option<u64> {
        read_to_string(thread.join("schedstat")).ok()?.split_whitespace().next()?.parse().ok()
    };
    let threads = read_dir(process.join("task")).into_iter().flatten().flatten();
    Duration::from_nanos(threads.filter_map(|thread| nanoseconds(&thread.path())).sum())
}
