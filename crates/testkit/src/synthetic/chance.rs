//! Reproducible random numbers.

use fastrand::Rng;

use super::Plan;

/// The random number generator of one record, seeded by its type and number.
pub fn chance(plan: &Plan, sort: char, number: u32) -> Rng {
    // Large odd factors keep the seeds of adjacent records far apart.
    let seed = plan.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let record = (u64::from(sort as u32) << 32 | u64::from(number)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    let mut rng = Rng::with_seed(seed ^ record);
    rng.fork()
}

/// True with this probability, in percent.
pub fn percent(rng: &mut Rng, share: u32) -> bool {
    rng.u32(0..100) < share
}

/// A random item, by weight.
pub fn weighted<T: Copy>(rng: &mut Rng, items: &[(T, u32)]) -> T {
    let mut left = rng.u32(0..items.iter().map(|(_, weight)| weight).sum());
    for (item, weight) in items {
        if left < *weight {
            return *item;
        }
        left -= weight;
    }
    items[0].0
}

/// A random item, all equally likely.
pub fn one_of<T: Copy>(rng: &mut Rng, items: &[T]) -> T {
    items[rng.usize(0..items.len())]
}

/// A random count of at least 1 with this mean; mostly small.
pub fn count(rng: &mut Rng, mean: f64) -> u32 {
    let above_least = -(1.0 - rng.f64()).ln() * (mean - 1.0).max(0.0);
    1 + above_least.round() as u32
}

/// Random numbers below a limit. The probability of r is proportional to 1 / (r + head), so low numbers are more
/// likely.
#[derive(Debug, Clone, Copy)]
pub struct Skew {
    count: u32,
    head: f64,
}

impl Skew {
    pub fn new(count: u32, head: f64) -> Self {
        Self { count, head }
    }

    pub fn draw(self, rng: &mut Rng) -> u32 {
        let spread = (f64::from(self.count) + self.head) / self.head;
        let rank = self.head * (spread.powf(rng.f64()) - 1.0);
        (rank as u32).min(self.count - 1)
    }
}
