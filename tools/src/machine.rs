//! A description of this machine, from /proc.

use std::fs::read_to_string;

/// The cores, their model, the memory and the kernel, as far as they are known.
pub fn description() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let model = value("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown model".to_owned());
    let memory = value("/proc/meminfo", "MemTotal").as_deref().and_then(kibibytes);
    let kernel = read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let memory = memory.map_or(String::new(), |bytes| format!(", {:.0} GB of memory", bytes / 1e9));
    format!("{cores} cores of {model}{memory}, {} {}", std::env::consts::OS, kernel.trim())
}

/// The memory of this process, now and at its peak.
pub fn memory() -> Option<String> {
    let megabytes = |name| Some(kibibytes(&value("/proc/self/status", name)?)? / 1e6);
    let (now, most) = (megabytes("VmRSS")?, megabytes("VmHWM")?);
    Some(format!("{now:.0} MB of memory at the end, {most:.0} MB at peak"))
}

/// The value on the first line with this name.
fn value(file: &str, name: &str) -> Option<String> {
    let text = read_to_string(file).ok()?;
    let mut lines = text.lines().filter_map(|line| line.split_once(':'));
    lines.find(|(found, _)| found.trim() == name).map(|(_, value)| value.trim().to_owned())
}

/// The number of bytes in a text such as `1024 kB`.
fn kibibytes(text: &str) -> Option<f64> {
    Some(text.split_whitespace().next()?.parse::<f64>().ok()? * 1024.0)
}
