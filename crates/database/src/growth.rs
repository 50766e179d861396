//! When what a transaction writes has grown so much that the planner has to look at it again.

/// The number of rows from which statistics matter.
const FIRST: usize = 1_000;

/// How much has been written, in powers of two.
#[derive(Debug, Clone, Copy)]
pub struct Growth {
    next: usize,
}

impl Default for Growth {
    fn default() -> Self {
        Self { next: FIRST }
    }
}

impl Growth {
    /// Whether the number of written rows has doubled since this was last so.
    pub fn has_doubled(&mut self, written: usize) -> bool {
        let has_doubled = written >= self.next;
        if has_doubled {
            self.next = written * 2;
        }
        has_doubled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_noticed_at_each_doubling() {
        let mut growth = Growth::default();
        let noticed: Vec<usize> = (0..=10).map(|batch| batch * 500).filter(|rows| growth.has_doubled(*rows)).collect();
        assert_eq!(noticed, [1_000, 2_000, 4_000]);
    }
}
