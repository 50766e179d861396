//! Documents that a request names instead of sending their text.
//!
//! `persisted` keeps those that clients register under their hash, `trusted` holds those of the operator, who may have
//! nothing else executed.

mod persisted;
mod trusted;

use std::path::Path;
use std::sync::Arc;

use async_graphql::{Request, Response, Value};

use self::persisted::Persisted;
use self::trusted::Trusted;
use super::request_key::PERSISTED_QUERY;
use crate::config::Caching;
use crate::error::{Code, Result};
use crate::graphql::{Api, Document, problem};
use crate::model::sha256_of_hex;

/// Finds documents by their hashes and ids. Its clones share them.
#[derive(Clone)]
pub struct Documents {
    persisted: Persisted,
    trusted: Option<Trusted>,
}

/// Why a document is not there.
#[derive(Debug)]
pub struct NoDocument {
    pub code: Code,
    pub message: String,
}

impl NoDocument {
    fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

impl Documents {
    /// As the settings say.
    ///
    /// # Errors
    /// When the trusted documents cannot be read, or when the API would not execute one of them.
    pub fn new(settings: &Caching, api: &Api) -> Result<Self> {
        let trusted = |path: &Path| Trusted::read(path, api);
        Ok(Self {
            persisted: Persisted::new(settings.persisted_queries),
            trusted: settings.trusted_documents().map(trusted).transpose()?,
        })
    }

    /// Gives the request the text of the document that it names by a hash or by an id. Returns the hash under which a text
    /// that came with it is to be kept, once it has turned out to be worth it.
    ///
    /// # Errors
    /// When there is no such document, or when hash and text do not belong together.
    pub async fn resolve(&self, request: &mut Request, id: Option<&str>) -> Result<Option<Hash>, NoDocument> {
        let hash = named_hash(request)?;
        let has_text = !request.query.trim().is_empty();
        if has_text {
            return match hash {
                Some(hash) if hash != Hash::of(&request.query) => {
                    Err(bad_request("`sha256Hash` is not the SHA-256 of `query`, in hexadecimal digits"))
                }
                hash => Ok(hash.filter(|_| self.trusted.is_none())),
            };
        }
        let text = match (&self.trusted, hash, id) {
            (_, None, None) => return Err(bad_request("The request lacks a `query`.")),
            (Some(trusted), hash, id) => trusted.text(hash, id),
            (None, hash, id) => match hash.or_else(|| id.and_then(Hash::of_id)) {
                Some(_) if self.persisted.is_off() => return Err(not_supported()),
                Some(hash) => self.persisted.text(hash).await,
                None => None,
            },
        };
        request.query = text.ok_or_else(not_found)?.as_ref().to_owned();
        Ok(None)
    }

    /// The document of the text, if it may be executed.
    ///
    /// # Errors
    /// The answer to one that is not valid; `DOCUMENT_NOT_TRUSTED` when the operator has said which are executed, and it is
    /// none of them.
    pub fn document(&self, text: &str, api: &Api) -> Result<Arc<Document>, Response> {
        let document = api.document(text);
        match &self.trusted {
            None => document,
            // What is wrong with others would tell of the schema.
            Some(trusted) => document.ok().filter(|document| trusted.has(document.digest())).ok_or_else(|| {
                let message = "This server executes the documents of its operator only, and this is none of them.";
                problem(Code::DocumentNotTrusted, message)
            }),
        }
    }

    /// Keeps a document under its hash.
    pub async fn keep(&self, hash: Hash, text: String) {
        self.persisted.keep(hash, text).await;
    }
}

fn bad_request(message: &str) -> NoDocument {
    NoDocument::new(Code::BadRequest, message)
}

/// Clients of automatic persisted queries know this message, and then send the text.
fn not_found() -> NoDocument {
    NoDocument::new(Code::PersistedQueryNotFound, "PersistedQueryNotFound")
}

/// Clients know this one too, and send texts from then on.
fn not_supported() -> NoDocument {
    NoDocument::new(Code::PersistedQueryNotSupported, "PersistedQueryNotSupported")
}

/// The SHA-256 of a document's text, exactly as it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    pub fn of(text: &str) -> Self {
        use sha2::Digest as _;
        Self(sha2::Sha256::digest(text).into())
    }

    /// Reads 64 hexadecimal digits.
    fn from_hex(text: &str) -> Option<Self> {
        sha256_of_hex(text).map(Self)
    }

    /// Reads the id of a document that is its hash: `sha256:`, then 64 hexadecimal digits.
    fn of_id(id: &str) -> Option<Self> {
        id.strip_prefix("sha256:").and_then(Self::from_hex)
    }
}

/// The hash in the extension of automatic persisted queries:
/// `{"persistedQuery": {"version": 1, "sha256Hash": "…"}}`.
fn named_hash(request: &Request) -> Result<Option<Hash>, NoDocument> {
    let fields = match request.extensions.get(PERSISTED_QUERY) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Object(fields)) => fields,
        Some(_) => return Err(bad_request("`persistedQuery` is not an object: expected `version` and `sha256Hash`")),
    };
    let hash = match fields.get("sha256Hash") {
        Some(Value::String(text)) => Hash::from_hex(text),
        _ => None,
    };
    match (fields.get("version"), hash) {
        (Some(Value::Number(version)), Some(hash)) if version.as_u64() == Some(1) => Ok(Some(hash)),
        (_, None) => Err(bad_request("`persistedQuery` lacks `sha256Hash`: expected 64 hexadecimal digits")),
        _ => Err(bad_request("`persistedQuery` has another `version`: expected 1")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_64_hexadecimal_digits() {
        let hash = Hash::of("{ revision }");
        let hex: String = hash.0.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(Hash::from_hex(&hex), Some(hash));
        assert_eq!(Hash::from_hex(&hex.to_uppercase()), Some(hash));
        assert_eq!(Hash::of_id(&format!("sha256:{hex}")), Some(hash));
        for text in [&hex[1..], &format!("{hex}0"), &hex.replace(&hex[..2], "+f"), &"ü".repeat(32), ""] {
            assert_eq!(Hash::from_hex(text), None, "{text}");
        }
    }
}
