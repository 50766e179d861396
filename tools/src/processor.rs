//! Processor time, as Linux reports it.

use std::fs::{read_dir, read_to_string};
use std::path::Path;
use std::time::Duration;

/// The processor time of this process, on all threads, also of those that have ended.
pub fn this_process() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the pointer is valid for the duration of the call.
    let outcome = unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &raw mut time) };
    assert_eq!(outcome, 0, "the system has no clock of processor time");
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// The processor time of all servers of Postgres on this machine, in containers too.
pub fn postgres() -> Duration {
    let processes = read_dir("/proc").into_iter().flatten().flatten().map(|entry| entry.path());
    let is_postgres = |process: &Path| read_to_string(process.join("comm")).is_ok_and(|name| name.trim() == "postgres");
    processes.filter(|process| is_postgres(process)).map(|process| of_folder(&process)).sum()
}

/// The processor time of a process that runs, on its main thread; zero if there is none.
pub fn process(id: i32) -> Duration {
    of_folder(Path::new(&format!("/proc/{id}")))
}

fn of_folder(process: &Path) -> Duration {
    let nanoseconds =
        || -> Option<u64> { read_to_string(process.join("schedstat")).ok()?.split_whitespace().next()?.parse().ok() };
    Duration::from_nanos(nanoseconds().unwrap_or(0))
}
