//! What tells one question from another.

use std::fmt;

use actix_web::http::header::EntityTag;
use async_graphql::{Name, Request, Value};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::db::Sighting;

/// How many bytes of a key stand in a tag. Nobody finds two questions that have 128 bits in common.
const TAG_LENGTH: usize = 16;

/// The digest of all that an answer depends on, but the data: the document without what is insignificant in it, the
/// operation, the variables and what extensions ask for. The order of variables and of the fields of objects is nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RequestKey([u8; 32]);

impl RequestKey {
    /// The key of a request for the document of that digest. `edition` tells schemas apart that answer otherwise.
    pub fn of(edition: &[u8; 32], document: &[u8; 32], request: &Request) -> Self {
        let mut hash = Sha256::new_with_prefix(edition);
        hash.update(document);
        match &request.operation_name {
            None => hash.update([0]),
            Some(name) => text(&mut hash, name),
        }
        object(&mut hash, request.variables.iter());
        for (name, value) in sorted(request.extensions.0.iter().filter(|(name, _)| *name != PERSISTED_QUERY)) {
            text(&mut hash, name);
            feed(&mut hash, value);
        }
        Self(hash.finalize().into())
    }

    /// What the answer to it is known by, when it comes from that state of the data. It is weak: an answer may come in several
    /// encodings.
    pub fn tag(&self, seen: Sighting) -> EntityTag {
        EntityTag::new_weak(format!("{}-{}", seen.token, URL_SAFE_NO_PAD.encode(&self.0[..TAG_LENGTH])))
    }
}

impl fmt::Debug for RequestKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RequestKey({})", URL_SAFE_NO_PAD.encode(self.0))
    }
}

/// The extension by which a document is asked for. Which document it is, its digest says already.
pub const PERSISTED_QUERY: &str = "persistedQuery";

/// Each value goes in with what it is and how long it is, so that no two run together to a third.
fn feed(hash: &mut Sha256, value: &Value) {
    match value {
        Value::Null => hash.update(b"n"),
        Value::Boolean(value) => hash.update([b'b', u8::from(*value)]),
        Value::Number(number) => {
            hash.update(b"d");
            text(hash, &number.to_string());
        }
        Value::String(value) => {
            hash.update(b"s");
            text(hash, value);
        }
        Value::Enum(name) => {
            hash.update(b"e");
            text(hash, name);
        }
        Value::Binary(bytes) => {
            hash.update(b"y");
            length(hash, bytes.len());
            hash.update(bytes);
        }
        Value::List(items) => {
            hash.update(b"l");
            length(hash, items.len());
            items.iter().for_each(|item| feed(hash, item));
        }
        Value::Object(fields) => object(hash, fields.iter()),
    }
}

fn object<'a>(hash: &mut Sha256, fields: impl ExactSizeIterator<Item = (&'a Name, &'a Value)>) {
    hash.update(b"o");
    length(hash, fields.len());
    for (name, value) in sorted(fields) {
        text(hash, name);
        feed(hash, value);
    }
}

fn sorted<'a, N: Ord + 'a>(fields: impl Iterator<Item = (&'a N, &'a Value)>) -> Vec<(&'a N, &'a Value)> {
    let mut fields: Vec<_> = fields.collect();
    fields.sort_by_key(|(name, _)| *name);
    fields
}

fn text(hash: &mut Sha256, text: &str) {
    length(hash, text.len());
    hash.update(text);
}

fn length(hash: &mut Sha256, length: usize) {
    hash.update((length as u64 + 1).to_le_bytes());
}

#[cfg(test)]
mod tests {
    use async_graphql::Variables;
    use serde_json::json;

    use super::*;

    fn key(operation: Option<&str>, variables: serde_json::Value) -> RequestKey {
        let mut request = Request::new("").variables(Variables::from_json(variables));
        request.operation_name = operation.map(str::to_owned);
        RequestKey::of(&[0; 32], &[0; 32], &request)
    }

    #[test]
    fn the_order_of_variables_and_fields_is_nothing() {
        let one = key(None, json!({ "a": { "x": 1, "y": [1, 2] }, "b": null }));
        let other = key(None, json!({ "b": null, "a": { "y": [1, 2], "x": 1 } }));
        assert_eq!(one, other);
    }

    #[test]
    fn whatever_else_differs_makes_another_key() {
        let keys = [
            key(None, json!({})),
            key(Some(""), json!({})),
            key(Some("A"), json!({})),
            key(None, json!({ "a": null })),
            key(None, json!({ "a": 1 })),
            key(None, json!({ "a": 1.0 })),
            key(None, json!({ "a": "1" })),
            key(None, json!({ "a": true })),
            key(None, json!({ "a": [] })),
            key(None, json!({ "a": {} })),
            key(None, json!({ "a": [[]] })),
            key(None, json!({ "a": ["x", "y"] })),
            key(None, json!({ "a": ["xy"] })),
            key(None, json!({ "a": ["y", "x"] })),
            key(None, json!({ "b": 1 })),
        ];
        for (place, one) in keys.iter().enumerate() {
            assert!(!keys[..place].contains(one), "{place}");
        }
    }

    #[test]
    fn a_tag_is_of_one_load() {
        let key = key(None, json!({}));
        let seen = |token: &str| Sighting { revision: 1, token: token.parse().unwrap() };
        assert!(key.tag(seen("1")).weak);
        assert_ne!(key.tag(seen("1")), key.tag(seen("2")));
    }
}
