//! Chooses what to read of a level.

use sanad_base::work::{check_current, in_time};

use super::{Bounds, FoundLinks, Graph, Outer};
use crate::error::Result;

/// The nodes of a level whose links will be read: the cheapest first, as far as the bounds allow.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reach {
    whole: Vec<i64>,
    hubs: Vec<i64>,
    /// Whether some nodes of the level are not read at all.
    leaves_out: bool,
    /// The maximum number of links that will be read.
    pub cost: usize,
}

impl Reach {
    /// The nodes of a level that cost at most `left` links together.
    pub fn of(level: &[Outer], bounds: &Bounds, left: usize) -> Self {
        let cost = |outer: &Outer| usize::try_from(outer.degree).unwrap_or_default().min(bounds.links_of_node);
        let mut cheapest_first = level.to_vec();
        cheapest_first.sort_unstable_by_key(|outer| (cost(outer), outer.id));
        let mut reach = Self::default();
        for outer in in_time(&cheapest_first) {
            if reach.cost + cost(outer) > left {
                reach.leaves_out = true;
                break;
            }
            reach.cost += cost(outer);
            let is_hub = outer.degree > cost(outer) as i64;
            if is_hub { reach.hubs.push(outer.id) } else { reach.whole.push(outer.id) }
        }
        reach
    }

    /// Whether all links of the level will be read.
    pub fn is_whole(&self) -> bool {
        self.hubs.is_empty() && !self.leaves_out
    }

    /// The nodes whose links may not all be read.
    pub fn hubs(&self) -> &[i64] {
        &self.hubs
    }

    /// Reads the links.
    pub fn read(&self, graph: &mut impl Graph) -> Result<FoundLinks> {
        if self.whole.is_empty() && self.hubs.is_empty() {
            return Ok(FoundLinks { links: Vec::new(), is_cut: self.leaves_out });
        }
        check_current()?;
        let mut found = graph.links(&self.whole, &self.hubs)?;
        found.is_cut |= self.leaves_out;
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(degrees: &[i64]) -> Vec<Outer> {
        (1..).zip(degrees).map(|(id, degree)| Outer { id, degree: *degree }).collect()
    }

    #[test]
    fn hubs_cost_what_may_be_read_of_them() {
        let bounds = Bounds { links_of_node: 10, ..Bounds::OF_PATHS };
        let reach = Reach::of(&level(&[3, 10, 11, 1_000]), &bounds, 100);
        assert_eq!(
            (reach.whole.as_slice(), reach.hubs.as_slice(), reach.cost),
            ([1, 2].as_slice(), [3, 4].as_slice(), 33)
        );
        assert!(!reach.leaves_out && !reach.is_whole());
        assert!(Reach::of(&level(&[3, 10]), &bounds, 13).is_whole());
    }

    #[test]
    fn the_cheapest_are_read_first() {
        let bounds = Bounds { links_of_node: 10, ..Bounds::OF_PATHS };
        let reach = Reach::of(&level(&[9, 2, 9, 3]), &bounds, 15);
        assert_eq!(reach.whole, [2, 4, 1]);
        assert!(reach.leaves_out && !reach.is_whole());
    }
}
