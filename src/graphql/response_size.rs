//! The limit on the size of an answer. The cost of a request limits the number of values, not their lengths.

use std::sync::atomic::{AtomicUsize, Ordering};

use async_graphql::{Response, Value};

use super::guard::too_complex;

/// The punctuation around a value in JSON: quotes, a colon and a comma.
const PUNCTUATION: usize = 6;

/// The approximate size of the values resolved so far, in bytes.
pub struct ResponseSize {
    limit: usize,
    resolved: AtomicUsize,
}

impl ResponseSize {
    pub fn new(limit: usize) -> Self {
        Self { limit, resolved: AtomicUsize::new(0) }
    }

    /// Counts a value and its name. The values inside objects are counted on their own.
    pub fn count(&self, name: &str, value: Option<&Value>) {
        let length = value.map_or(0, length);
        self.resolved.fetch_add(name.len() + length + PUNCTUATION, Ordering::Relaxed);
    }

    /// Counts all values inside a value, which were not resolved one by one.
    pub fn count_all(&self, value: &Value) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(name, value)| {
                self.count(name, Some(value));
                self.count_all(value);
            }),
            Value::List(items) => items.iter().for_each(|item| self.count_all(item)),
            _ => {}
        }
    }

    /// Whether the answer exceeds the limit. Then the execution can stop.
    pub fn is_exceeded(&self) -> bool {
        self.resolved.load(Ordering::Relaxed) > self.limit
    }

    /// The response in place of an answer that is too long.
    pub fn refusal(&self) -> Response {
        let resolved = self.resolved.load(Ordering::Relaxed);
        too_complex("the answer would have more than", resolved, "bytes", self.limit).into()
    }
}

/// The length of a text, or of the texts in a list.
fn length(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::List(items) => items.iter().map(|item| length(item) + PUNCTUATION).sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_count_in_lists_too() {
        let texts = Value::List(vec![Value::from("a".repeat(40)), Value::from("b".repeat(40))]);
        let size = ResponseSize::new(90);
        size.count("excerpts", Some(&Value::Null));
        assert!(!size.is_exceeded());
        size.count("excerpts", Some(&texts));
        assert!(size.is_exceeded());
    }
}
