//! The memory of a process over time.

use crate::Failure;

/// Maximum growth of the memory from the second third to the last: allocators return memory late and irregularly.
const FLAT: f64 = 1.10;

/// Samples in KiB, in chronological order.
#[derive(Default)]
pub struct Memory(Vec<u64>);

impl Memory {
    /// Takes a sample, from /proc.
    pub fn look(&mut self, process: u32) -> Result<(), Failure> {
        let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("the server has ended")?;
        self.0.push(line.split_whitespace().next().unwrap_or_default().parse()?);
        Ok(())
    }

    pub fn looks(&self) -> usize {
        self.0.len()
    }

    pub fn latest(&self) -> String {
        megabytes(self.0.last().copied().unwrap_or_default())
    }

    /// The medians of the second and the last third.
    fn thirds(&self) -> (u64, u64) {
        let third = self.0.len() / 3;
        (median(&self.0[third..2 * third]), median(&self.0[2 * third..]))
    }

    pub fn is_flat(&self) -> bool {
        let (before, after) = self.thirds();
        after as f64 <= before as f64 * FLAT
    }

    pub fn verdict(&self) -> String {
        let (before, after) = self.thirds();
        let most = self.0.iter().max().copied().unwrap_or_default();
        format!(
            "memory {} in the second third, {} in the last (medians), {} at most",
            megabytes(before),
            megabytes(after),
            megabytes(most)
        )
    }
}

fn median(looks: &[u64]) -> u64 {
    let mut looks = looks.to_vec();
    looks.sort_unstable();
    looks.get(looks.len() / 2).copied().unwrap_or_default()
}

fn megabytes(kibibytes: u64) -> String {
    format!("{:.0} MB", kibibytes as f64 * 1.024e-3)
}
