//! What the guard counts for queries, beside the processor time that they take.

use std::time::{Duration, Instant};

use async_graphql::{Request, Response, Value};
use sanad_testkit::measured::Measured;

use crate::cost_cases::CostCase;

/// How long one query is repeated, and how often at most.
const PATIENCE: Duration = Duration::from_millis(400);
const MOST: usize = 30;

/// How many times its units a query may take, in microseconds.
pub const FACTOR: f64 = 10.0;

/// The processor time that the process has taken, on all threads.
fn processor() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the pointer is good for the call.
    let outcome = unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &raw mut time) };
    assert_eq!(outcome, 0, "there is no clock of the process");
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// A measured case.
pub struct Row {
    name: String,
    units: f64,
    microseconds: f64,
}

impl Row {
    fn ratio(&self) -> f64 {
        self.microseconds / self.units
    }

    pub fn is_too_dear(&self) -> bool {
        self.ratio() > FACTOR
    }

    pub fn is_too_cheap(&self) -> bool {
        self.ratio() < 1.0 / FACTOR
    }

    pub fn line(&self) -> String {
        let Self { name, units, microseconds } = self;
        let mark = if self.is_too_dear() { " **over**" } else { "" };
        format!("| {name} | {units:.0} | {microseconds:.0} | {:.2}{mark} |", self.ratio())
    }
}

fn units(answer: &Response) -> Option<f64> {
    match answer.extensions.get("cost")? {
        Value::Object(cost) => match cost.get("requested")? {
            Value::Number(number) => number.as_f64(),
            _ => None,
        },
        _ => None,
    }
}

/// The median of several answers, after one.
///
/// # Errors
/// The reason why there is no answer.
pub fn measure(measured: &Measured, case: &CostCase, server: impl Fn() -> Duration) -> Result<Row, String> {
    let ask = || {
        let mut request = Request::new(&case.query);
        request.extensions.insert("cost".to_owned(), Value::Boolean(true));
        measured.execute(request)
    };
    let answer = ask();
    let reason = answer.errors.first().map(|error| error.message.clone());
    let units = match (reason, units(&answer)) {
        (None, Some(units)) => units,
        (reason, _) => return Err(reason.unwrap_or_else(|| "nothing is told of its cost".to_owned())),
    };
    let (start, mut times) = (Instant::now(), Vec::new());
    while times.len() < 3 || (start.elapsed() < PATIENCE && times.len() < MOST) {
        let (before, there) = (processor(), server());
        drop(ask());
        times.push((processor() - before + (server() - there)).as_secs_f64() * 1e6);
    }
    times.sort_by(f64::total_cmp);
    Ok(Row { name: case.name.clone(), units, microseconds: times[times.len() / 2] })
}
