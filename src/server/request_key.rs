//! Keys of requests, for the cache and for ETags.
//!
//! A key is the SHA-256 of an encoding that can be decoded, so that different requests have different encodings:
//!
//! ```text
//! key        edition document operation languages object(variables) object(extensions)
//! edition    32 bytes
//! document   32 bytes, its digest
//! operation  0, or 1 text
//! languages  length text...
//! text       length bytes, in UTF-8
//! length     8 bytes, little-endian
//! value      "n"                     null
//!            "b" 0 or 1              a boolean
//!            "d" text                a number, as JSON writes it: 1 and 1.0 differ, 1.0 and 1e0 are the same number
//!            "s" text                a string
//!            "e" text                an enum
//!            "y" length bytes        binary
//!            "l" length value...     a list
//!            object                  an object
//! object     "o" length (text value)...    sorted by name
//! ```

mod encoding;

use std::fmt;

use actix_web::http::header::EntityTag;
use async_graphql::Request;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use self::encoding::{Sink, length, object, text};
use crate::db::DataVersion;
use crate::model::Language;

/// How many bytes of the key an ETag contains. Nobody finds two requests that agree in 128 bits of their keys.
const TAG_LENGTH: usize = 16;

/// A digest of all that an answer depends on except the data: the document without insignificant characters, the operation,
/// the preferred languages, the variables and the extensions. The order of variables and of object fields does not matter.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RequestKey([u8; 32]);

impl RequestKey {
    /// The key of a request for the document with that digest. `edition` tells versions of the schema apart. `languages`
    /// are those that the answer depends on.
    pub fn of(edition: &[u8; 32], document: &[u8; 32], languages: &[Language], request: &Request) -> Self {
        let mut hash = Sha256::new_with_prefix(edition);
        hash.put(document);
        encode(&mut hash, languages, request);
        Self(hash.finalize().into())
    }

    /// The ETag of the answer from that state of the data. It is weak, since the answer may be compressed in different ways.
    pub fn tag(&self, seen: DataVersion) -> EntityTag {
        EntityTag::new_weak(format!("{}-{}", seen.token, URL_SAFE_NO_PAD.encode(&self.0[..TAG_LENGTH])))
    }
}

impl fmt::Debug for RequestKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RequestKey({})", URL_SAFE_NO_PAD.encode(self.0))
    }
}

/// The extension of automatic persisted queries. It is not part of the key, which contains the digest of the document.
pub const PERSISTED_QUERY: &str = "persistedQuery";

/// Encodes a request without its document.
fn encode(sink: &mut impl Sink, languages: &[Language], request: &Request) {
    match &request.operation_name {
        None => sink.put(&[0]),
        Some(name) => {
            sink.put(&[1]);
            text(sink, name);
        }
    }
    length(sink, languages.len());
    languages.iter().for_each(|language| text(sink, language.as_str()));
    object(sink, request.variables.iter());
    object(sink, request.extensions.0.iter().filter(|(name, _)| *name != PERSISTED_QUERY));
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use async_graphql::{Name, Number, Value, Variables};
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn key(operation: Option<&str>, variables: serde_json::Value) -> RequestKey {
        let mut request = Request::new("").variables(Variables::from_json(variables));
        request.operation_name = operation.map(str::to_owned);
        RequestKey::of(&[0; 32], &[0; 32], &[], &request)
    }

    #[test]
    fn the_order_of_variables_and_fields_does_not_matter() {
        let one = key(None, json!({ "a": { "x": 1, "y": [1, 2] }, "b": null }));
        let other = key(None, json!({ "b": null, "a": { "y": [1, 2], "x": 1 } }));
        assert_eq!(one, other);
    }

    #[test]
    fn any_other_difference_makes_another_key() {
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
    fn each_load_changes_the_etag() {
        let key = key(None, json!({}));
        let seen = |token: &str| DataVersion { revision: 1, token: token.parse().unwrap() };
        assert!(key.tag(seen("1")).weak);
        assert_ne!(key.tag(seen("1")), key.tag(seen("2")));
    }

    #[test]
    fn variables_and_extensions_differ() {
        let mut request = Request::new("");
        request.extensions = serde_json::from_value(json!({ "a": 1 })).unwrap();
        let extended = RequestKey::of(&[0; 32], &[0; 32], &[], &request);
        assert!(![key(None, json!({ "a": 1 })), key(None, json!({}))].contains(&extended));
        request.extensions = serde_json::from_value(json!({ "a": 1, "b": 2 })).unwrap();
        assert_ne!(RequestKey::of(&[0; 32], &[0; 32], &[], &request), extended);
        request.extensions = serde_json::from_value(json!({ "persistedQuery": { "version": 1 } })).unwrap();
        assert_eq!(
            RequestKey::of(&[0; 32], &[0; 32], &[], &request),
            key(None, json!({})),
            "it only names the document"
        );
    }

    /// Decodes an encoding from start to end.
    struct Decoder<'a>(&'a [u8]);

    impl Decoder<'_> {
        fn take(&mut self, length: usize) -> Vec<u8> {
            let (taken, left) = self.0.split_at(length);
            self.0 = left;
            taken.to_vec()
        }

        fn length(&mut self) -> usize {
            u64::from_le_bytes(self.take(8).try_into().unwrap()).try_into().unwrap()
        }

        fn text(&mut self) -> String {
            let length = self.length();
            String::from_utf8(self.take(length)).unwrap()
        }

        fn fields(&mut self) -> Vec<(String, Value)> {
            assert_eq!(self.take(1), b"o");
            let length = self.length();
            (0..length).map(|_| (self.text(), self.value())).collect()
        }

        fn value(&mut self) -> Value {
            if self.0[0] == b'o' {
                return Value::Object(
                    self.fields().into_iter().map(|(name, value)| (Name::new(name), value)).collect(),
                );
            }
            match self.take(1)[0] {
                b'n' => Value::Null,
                b'b' => Value::Boolean(self.take(1) == [1]),
                b'd' => {
                    let text = self.text();
                    let whole =
                        text.parse::<i64>().map(Number::from).or_else(|_| text.parse::<u64>().map(Number::from));
                    // serde_json does not parse every float exactly.
                    let number = whole.ok().or_else(|| Number::from_f64(text.parse().unwrap()));
                    Value::Number(number.unwrap())
                }
                b's' => Value::String(self.text()),
                b'e' => Value::Enum(Name::new(self.text())),
                b'y' => {
                    let length = self.length();
                    Value::Binary(self.take(length).into())
                }
                b'l' => {
                    let length = self.length();
                    Value::List((0..length).map(|_| self.value()).collect())
                }
                other => panic!("{other}"),
            }
        }
    }

    /// Short texts from few characters, some of which occur in the encoding itself.
    fn any_text() -> impl Strategy<Value = String> {
        "[a-b\u{0}\u{1}osln\u{e9}]{0,4}"
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let number = prop_oneof![
            any::<i64>().prop_map(Number::from),
            any::<u64>().prop_map(Number::from),
            any::<f64>().prop_filter_map("JSON has no such number", Number::from_f64),
        ];
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Boolean),
            number.prop_map(Value::Number),
            any_text().prop_map(Value::String),
            any_text().prop_map(|name| Value::Enum(Name::new(name))),
            prop::collection::vec(any::<u8>(), 0..4).prop_map(|bytes| Value::Binary(bytes.into())),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
                prop::collection::btree_map(any_text(), inner, 0..4).prop_map(|fields| {
                    Value::Object(fields.into_iter().map(|(name, value)| (Name::new(name), value)).collect())
                }),
            ]
        })
    }

    fn any_fields() -> impl Strategy<Value = BTreeMap<String, Value>> {
        prop::collection::btree_map(any_text(), any_value(), 0..4)
    }

    proptest! {
        /// An encoding that can be decoded is unique.
        #[test]
        fn an_encoding_can_be_decoded(
            operation in prop::option::of(any_text()),
            variables in any_fields(),
            extensions in any_fields(),
            languages in prop::collection::vec("[a-z]{2,3}(-[a-z]{1,3})?", 0..3),
        ) {
            let languages: Vec<Language> = languages.iter().map(|tag| tag.parse().unwrap()).collect();
            let mut request = Request::new("");
            request.operation_name.clone_from(&operation);
            for (name, value) in &variables {
                request.variables.insert(Name::new(name), value.clone());
            }
            for (name, value) in &extensions {
                request.extensions.0.insert(name.clone(), value.clone());
            }
            let mut encoded = Vec::new();
            encode(&mut encoded, &languages, &request);
            let mut decoder = Decoder(&encoded);
            let has_operation = decoder.take(1) == [1];
            prop_assert_eq!(has_operation.then(|| decoder.text()), operation);
            let decoded: Vec<String> = (0..decoder.length()).map(|_| decoder.text()).collect();
            prop_assert_eq!(decoded, languages.iter().map(Language::to_string).collect::<Vec<_>>());
            prop_assert_eq!(decoder.fields(), Vec::from_iter(variables));
            prop_assert_eq!(decoder.fields(), Vec::from_iter(extensions));
            prop_assert!(decoder.0.is_empty());
        }
    }
}
