//! Operation names as label values, limited in number and length.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

use prometheus_client::encoding::{EncodeLabelValue, LabelValueEncoder};

use crate::server::answer::Answer;

/// Maximum number of distinct names. Clients choose them, and each adds a time series per code.
const MAX_NAMES: usize = 100;

/// The longest name that gets its own label, in bytes.
pub const MAX_NAME_LENGTH: usize = 64;

/// Requests that were refused before their operation was known. No GraphQL name has parentheses.
const REFUSED: &str = "(refused)";
/// Operations without a name.
const ANONYMOUS: &str = "(anonymous)";
/// Names beyond the limits.
const OTHER: &str = "(other)";

/// The label value of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Operation(Arc<str>);

impl EncodeLabelValue for Operation {
    fn encode(&self, encoder: &mut LabelValueEncoder) -> std::fmt::Result {
        (&*self.0).encode(encoder)
    }
}

/// The names with a label of their own, first come, first served.
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
    /// The label for an answered request.
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
        let is_full = named.len() >= MAX_NAMES;
        drop(named);
        if is_full || name.len() > MAX_NAME_LENGTH {
            return self.other.clone();
        }
        let mut named = self.named.write().unwrap_or_else(PoisonError::into_inner);
        if named.len() >= MAX_NAMES && !named.contains(name) {
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
    fn the_number_and_length_of_names_are_limited() {
        let operations = Operations::default();
        let label = |name: &str| operations.of_name(name).0.to_string();
        assert_eq!(label(&"x".repeat(MAX_NAME_LENGTH + 1)), OTHER);
        for number in 0..MAX_NAMES {
            let name = format!("Operation{number}");
            assert_eq!(label(&name), name);
        }
        assert_eq!(label("OneMore"), OTHER);
        assert_eq!(label("Operation7"), "Operation7");
    }
}
