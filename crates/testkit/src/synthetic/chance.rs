//! Chance that can be repeated.

use fastrand::Rng;

use super::Plan;

/// The stream of chance of one record: of its sort and number.
pub fn chance(plan: &Plan, sort: char, number: u32) -> Rng {
    // Odd numbers of many digits keep the seeds of neighbours far apart.
    let seed = plan.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let record = (u64::from(sort as u32) << 32 | u64::from(number)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    let mut rng = Rng::with_seed(seed ^ record);
    rng.fork()
}

/// Whether something happens that does so in that many of a hundred cases.
pub fn percent(rng: &mut Rng, share: u32) -> bool {
    rng.u32(0..100) < share
}

/// One of the items, each as often as its weight says.
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

/// One of the items, all alike.
pub fn one_of<T: Copy>(rng: &mut Rng, items: &[T]) -> T {
    items[rng.usize(0..items.len())]
}

/// A count that is mostly small and has that mean, at least 1.
pub fn count(rng: &mut Rng, mean: f64) -> u32 {
    let above_least = -(1.0 - rng.f64()).ln() * (mean - 1.0).max(0.0);
    1 + above_least.round() as u32
}

/// Numbers below a count, the lower the likelier: that of rank r in proportion to 1 / (r + head).
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
