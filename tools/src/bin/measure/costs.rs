//! The cost that the guard counts for queries, compared with their processor time.

use std::time::{Duration, Instant};

use async_graphql::{Request, Response, Value};
use sanad_testkit::measured::Measured;
use sanad_tools::processor;

use crate::cost_cases::CostCase;

/// Maximum time and maximum number of repetitions of a query.
const PATIENCE: Duration = Duration::from_millis(400);
const MOST: usize = 30;

/// Maximum processor time of a query, in microseconds per unit of cost.
pub const FACTOR: f64 = 10.0;

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

/// Measures the median of several runs, after one to warm up.
///
/// # Errors
/// The first error in the response.
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
        (reason, _) => return Err(reason.unwrap_or_else(|| "the response has no cost".to_owned())),
    };
    let (start, mut times) = (Instant::now(), Vec::new());
    while times.len() < 3 || (start.elapsed() < PATIENCE && times.len() < MOST) {
        let (before, there) = (processor::this_process(), server());
        drop(ask());
        times.push((processor::this_process() - before + (server() - there)).as_secs_f64() * 1e6);
    }
    times.sort_by(f64::total_cmp);
    Ok(Row { name: case.name.clone(), units, microseconds: times[times.len() / 2] })
}
