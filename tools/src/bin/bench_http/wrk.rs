//! Running the HTTP load generator wrk.

use std::io::ErrorKind;
use std::process::Command;
use std::time::Duration;

use sanad_tools::processor;

use crate::Failure;
use crate::cases::Case;

/// The results of a run of wrk.
#[derive(Debug, Clone, Copy)]
pub struct Figures {
    per_second: f64,
    median: Duration,
    percentile_99: Duration,
    /// What one request takes of the processor, in the server and in Postgres.
    processor: Duration,
}

impl Figures {
    /// The median of each figure.
    pub fn median(rounds: &[Self]) -> Self {
        let mut per_second: Vec<f64> = rounds.iter().map(|figures| figures.per_second).collect();
        per_second.sort_by(f64::total_cmp);
        let middle = |figure: fn(&Self) -> Duration| {
            let mut all: Vec<Duration> = rounds.iter().map(figure).collect();
            all.sort();
            all[all.len() / 2]
        };
        Self {
            per_second: per_second[per_second.len() / 2],
            median: middle(|figures| figures.median),
            percentile_99: middle(|figures| figures.percentile_99),
            processor: middle(|figures| figures.processor),
        }
    }

    /// Three cells of a table.
    pub fn cells(&self) -> String {
        let milliseconds = |duration: Duration| format!("{:.2}", duration.as_secs_f64() * 1e3);
        let (median, most) = (milliseconds(self.median), milliseconds(self.percentile_99));
        let processor = self.processor.as_secs_f64() * 1e6;
        format!(" {:.0} | {median} / {most} ms | {processor:.0} µs |", self.per_second)
    }
}

/// A script that makes wrk print its results in a machine-readable form.
const REPORT: &str = r#"
done = function(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("report %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), failed))
end
"#;

/// Fails if wrk is not installed.
pub fn is_installed() -> Result<(), Failure> {
    match Command::new("wrk").arg("--version").output() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Err("wrk is missing: install it, for example with `apt-get install wrk`".into())
        }
        outcome => outcome.map(drop).map_err(Into::into),
    }
}

/// Sends requests for this number of seconds.
pub fn ask(case: &Case, connections: u32, seconds: u32) -> Result<Figures, Failure> {
    let script = std::env::temp_dir().join(format!("sanad-bench-{}.lua", std::process::id()));
    let body = &case.body;
    let request = format!(
        "wrk.method = \"POST\"\nwrk.headers[\"Content-Type\"] = \"application/json\"\nwrk.body = [==[{body}]==]\n{REPORT}"
    );
    std::fs::write(&script, request)?;
    let threads = connections.min(2);
    let before = processor_time();
    let run = Command::new("wrk")
        .args([format!("-t{threads}"), format!("-c{connections}"), format!("-d{seconds}s"), "--timeout=30s".to_owned()])
        .arg("-s")
        .arg(&script)
        .arg(&case.url)
        .output();
    let taken = processor_time().saturating_sub(before);
    std::fs::remove_file(&script)?;
    let printed = String::from_utf8(run?.stdout)?;
    let report = printed.lines().find_map(|line| line.strip_prefix("report "));
    let numbers: Vec<u64> =
        report.into_iter().flat_map(str::split_whitespace).map(str::parse).collect::<Result<_, _>>()?;
    let [requests, duration, median, percentile_99, 0] = numbers[..] else {
        return Err(
            format!("{}: some responses did not have the status 200, or wrk failed:\n{printed}", case.name).into()
        );
    };
    Ok(Figures {
        per_second: requests as f64 / Duration::from_micros(duration).as_secs_f64(),
        median: Duration::from_micros(median),
        percentile_99: Duration::from_micros(percentile_99),
        processor: taken / u32::try_from(requests.max(1)).unwrap_or(u32::MAX),
    })
}

/// The processor time of all servers: this process, and Postgres.
fn processor_time() -> Duration {
    processor::this_process() + processor::postgres()
}
