//! How long an answer may get: what a request costs says how many values it has, not how long they are.

use std::sync::atomic::{AtomicUsize, Ordering};

use async_graphql::{Response, Value};

use super::guard::too_complex;

/// What stands around a value in JSON: quotes, a colon, a comma.
const PUNCTUATION: usize = 6;

/// The bytes of one answer, as far as it is resolved.
pub struct ResponseSize {
    limit: usize,
    resolved: AtomicUsize,
}

impl ResponseSize {
    pub fn new(limit: usize) -> Self {
        Self { limit, resolved: AtomicUsize::new(0) }
    }

    /// Counts a value under its name. Those in objects and lists have been counted by themselves.
    pub fn count(&self, name: &str, value: Option<&Value>) {
        let length = match value {
            Some(Value::String(text)) => text.len(),
            _ => 0,
        };
        self.resolved.fetch_add(name.len() + length + PUNCTUATION, Ordering::Relaxed);
    }

    /// Counts a whole value, such as the schema, which async-graphql resolves without counting.
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

    /// Whether the answer is longer than it may be: then nothing more of it needs to be resolved.
    pub fn is_exceeded(&self) -> bool {
        self.resolved.load(Ordering::Relaxed) > self.limit
    }

    /// The answer to a request whose answer would be too long.
    pub fn refusal(&self) -> Response {
        let resolved = self.resolved.load(Ordering::Relaxed);
        too_complex("the answer would have more than", resolved, "bytes", self.limit).into()
    }
}
