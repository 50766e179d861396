//! What an entry has that cannot be stored.

use std::collections::BTreeMap;

use sanad_lists::Entry;

/// Maximum number of entries that are named for a reason.
const EXAMPLES: usize = 5;

/// By reason, how often something was left out, and the first entries concerned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeftOut(BTreeMap<&'static str, sanad_lists::LeftOut>);

impl LeftOut {
    /// Counts something that is left out. The reason reads on from "left out:".
    pub fn add(&mut self, reason: &'static str, entry: &Entry, value: &str) {
        self.add_of(reason, &entry.reference, value);
    }

    /// The same, of the entry with this reference.
    pub fn add_of(&mut self, reason: &'static str, reference: &str, value: &str) {
        let left_out = self.0.entry(reason).or_default();
        left_out.count += 1;
        if left_out.examples.len() < EXAMPLES {
            let parts = [reference, value].into_iter().filter(|part| !part.is_empty());
            left_out.examples.push(parts.collect::<Vec<_>>().join(": "));
        }
    }

    /// By reason.
    pub fn into_reasons(self) -> impl Iterator<Item = (&'static str, sanad_lists::LeftOut)> {
        self.0.into_iter()
    }
}
