//! The names of operations, so many of them.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

use prometheus_client::encoding::{EncodeLabelValue, LabelValueEncoder};

use crate::server::answer::Answer;

/// The most names that are counted one by one. Clients choose them, and each is a line of its own for each code.
const NAMES: usize = 100;

/// The longest name that is counted by itself, in bytes.
pub const NAME_LENGTH: usize = 64;

/// What stands for a request that was refused before its operation was known; no operation can be named so.
const REFUSED: &str = "(refused)";
/// What stands for an operation without a name.
const ANONYMOUS: &str = "(anonymous)";
/// What stands for all names past the bounds.
const OTHER: &str = "(other)";

/// The name of an operation as metrics show it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Operation(Arc<str>);

impl EncodeLabelValue for Operation {
    fn encode(&self, encoder: &mut LabelValueEncoder) -> std::fmt::Result {
        (&*self.0).encode(encoder)
    }
}

/// The names that are counted one by one: the first that come.
#[derive(Debug)]
pub struct Operations {
    refused: Operation,
    anonymous: Operation,
    other: Operation,
    named: RwLock<HashSet<Arc<str>>>,
}

impl Default for Operations {
    fn default() -> Self {
        let fixed = |name: &str| Operation(name.into());
        Self { refused: fixed(REFUSED), anonymous: fixed(ANONYMOUS), other: fixed(OTHER), named: RwLock::default() }
    }
}

impl Operations {
    /// What the request that was answered is counted under.
    pub fn named(&self, answer: &Answer) -> Operation {
        match &answer.operation {
            Some(name) => self.of_name(name),
            None if answer.refused.is_some() => self.refused.clone(),
            None => self.anonymous.clone(),
        }
    }

    fn of_name(&self, name: &str) -> Operation {
        let named = self.named.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = named.get(name) {
            return Operation(Arc::clone(known));
        }
        let is_full = named.len() >= NAMES;
        drop(named);
        if is_full || name.len() > NAME_LENGTH {
            return self.other.clone();
        }
        let mut named = self.named.write().unwrap_or_else(PoisonError::into_inner);
        if named.len() >= NAMES && !named.contains(name) {
            return self.other.clone();
        }
        let name: Arc<str> = name.into();
        named.insert(Arc::clone(&name));
        Operation(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_so_many_names_are_counted_one_by_one() {
        let operations = Operations::default();
        let counted = |name: &str| operations.of_name(name).0.to_string();
        assert_eq!(counted(&"x".repeat(NAME_LENGTH + 1)), OTHER);
        for number in 0..NAMES {
            let name = format!("Operation{number}");
            assert_eq!(counted(&name), name);
        }
        assert_eq!(counted("OneMore"), OTHER);
        assert_eq!(counted("Operation7"), "Operation7");
    }
}
