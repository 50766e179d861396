//! Conditions with `and`, `or` and `not`, evaluated by hand.

use fastrand::Rng;

/// Conditions on one row, and trees on the same row that it is combined with.
pub struct Tree<C> {
    pub own: C,
    and: Option<Vec<Tree<C>>>,
    or: Option<Vec<Tree<C>>>,
    not: Option<Box<Tree<C>>>,
}

impl<C> Tree<C> {
    /// A random tree. The deeper, the fewer branches it has.
    pub fn draw(rng: &mut Rng, levels: u8, own: &mut impl FnMut(&mut Rng) -> C) -> Self {
        let asks = |rng: &mut Rng| levels > 0 && rng.u8(0..4) == 0;
        let (and, or, not) = (asks(rng), asks(rng), asks(rng));
        let mut list = |rng: &mut Rng, is_there: bool| {
            is_there.then(|| (0..rng.u8(0..=2)).map(|_| Self::draw(rng, levels - 1, own)).collect())
        };
        let (and, or) = (list(rng, and), list(rng, or));
        let not = not.then(|| Box::new(Self::draw(rng, levels - 1, own)));
        Self { own: own(rng), and, or, not }
    }

    pub fn is_met(&self, is_met: &impl Fn(&C) -> bool) -> bool {
        is_met(&self.own)
            && self.and.iter().flatten().all(|tree| tree.is_met(is_met))
            && self.or.as_ref().is_none_or(|trees| trees.iter().any(|tree| tree.is_met(is_met)))
            && !self.not.as_ref().is_some_and(|tree| tree.is_met(is_met))
    }

    /// The fields of the filter.
    pub fn text(&self, text: &impl Fn(&C) -> String) -> String {
        let list = |word: &str, trees: &Option<Vec<Self>>| {
            let trees: Option<Vec<String>> =
                trees.as_ref().map(|trees| trees.iter().map(|tree| format!("{{ {} }}", tree.text(text))).collect());
            trees.map_or(String::new(), |trees| format!("{word}: [{}] ", trees.join(", ")))
        };
        let not = self.not.as_ref().map_or(String::new(), |tree| format!("not: {{ {} }} ", tree.text(text)));
        [text(&self.own), list("and", &self.and), list("or", &self.or), not].join(" ")
    }

    /// How many trees this one is combined with, at all levels; `within` counts those in a condition.
    pub fn size(&self, within: &impl Fn(&C) -> usize) -> usize {
        let lists = self.and.iter().chain(&self.or).flatten();
        within(&self.own) + lists.chain(self.not.as_deref()).map(|tree| 1 + tree.size(within)).sum::<usize>()
    }
}
