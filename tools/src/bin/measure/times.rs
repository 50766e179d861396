//! Durations of many runs.

use std::time::{Duration, Instant};

#[derive(Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Runs the work and records its duration.
    pub fn time<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let value = work();
        self.0.push(start.elapsed());
        value
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The cells of a table row: median, 95th percentile, maximum, target, and number of runs.
    pub fn row(mut self, target: f64) -> String {
        self.0.sort_unstable();
        let at = |share: f64| {
            let place = (share * self.0.len() as f64).ceil() as usize;
            milliseconds(self.0[place.clamp(1, self.0.len()) - 1].as_secs_f64() * 1e3)
        };
        format!("{} | {} | {} | {} | {} |", at(0.5), at(0.95), at(1.0), milliseconds(target), self.0.len())
    }
}

fn milliseconds(number: f64) -> String {
    let places = if number < 10.0 { 2 } else { 0 };
    format!("{number:.places$} ms")
}
