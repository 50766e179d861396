//! The encoding of values whose digest is a key.

use std::ops::Deref;

use async_graphql::Value;
use sha2::{Digest as _, Sha256};

/// A destination of the encoding.
pub trait Sink {
    fn put(&mut self, bytes: &[u8]);
}

impl Sink for Sha256 {
    fn put(&mut self, bytes: &[u8]) {
        self.update(bytes);
    }
}

#[cfg(test)]
impl Sink for Vec<u8> {
    fn put(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }
}

/// Writes a value with its type and length, so that adjacent values cannot be confused.
fn value(sink: &mut impl Sink, value: &Value) {
    match value {
        Value::Null => sink.put(b"n"),
        Value::Boolean(value) => sink.put(&[b'b', u8::from(*value)]),
        Value::Number(number) => {
            sink.put(b"d");
            text(sink, &number.to_string());
        }
        Value::String(value) => {
            sink.put(b"s");
            text(sink, value);
        }
        Value::Enum(name) => {
            sink.put(b"e");
            text(sink, name);
        }
        Value::Binary(bytes) => {
            sink.put(b"y");
            length(sink, bytes.len());
            sink.put(bytes);
        }
        Value::List(items) => {
            sink.put(b"l");
            length(sink, items.len());
            items.iter().for_each(|item| self::value(sink, item));
        }
        Value::Object(fields) => object(sink, fields.iter()),
    }
}

/// Writes the fields of an object, sorted by name.
pub fn object<'a, N: Deref<Target = str> + 'a>(sink: &mut impl Sink, fields: impl Iterator<Item = (&'a N, &'a Value)>) {
    let mut fields: Vec<(&str, &Value)> = fields.map(|(name, value)| (&**name, value)).collect();
    fields.sort_by_key(|(name, _)| *name);
    sink.put(b"o");
    length(sink, fields.len());
    for (name, field) in fields {
        text(sink, name);
        value(sink, field);
    }
}

pub fn text(sink: &mut impl Sink, text: &str) {
    length(sink, text.len());
    sink.put(text.as_bytes());
}

/// Writes a number of items or bytes.
pub fn length(sink: &mut impl Sink, length: usize) {
    sink.put(&(length as u64).to_le_bytes());
}
