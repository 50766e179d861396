//! Documents that requests name by hash or id instead of sending their text.
//!
//! `persisted` has those that clients registered by their hash, `trusted` the allowlist of the operator.

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

/// Finds documents by hash or id. Clones share them.
#[derive(Clone)]
pub struct Documents {
    persisted: Persisted,
    trusted: Option<Trusted>,
}

/// Why a document is refused.
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
    /// With an allowlist, `own` are the server's own documents, which it executes as well.
    ///
    /// # Errors
    /// `Read` or `TrustedDocument` when the allowlist cannot be read, or one of its documents is not valid.
    pub fn new(settings: &Caching, api: &Api, own: &[&str]) -> Result<Self> {
        let trusted = |path: &Path| Trusted::read(path, api, own);
        Ok(Self { persisted: Persisted::default(), trusted: settings.trusted_documents().map(trusted).transpose()? })
    }

    /// Gives the request the text of the document that it names. Returns the hash to register its own text by, once it was
    /// executed.
    ///
    /// # Errors
    /// When there is no such document, or when the hash is not that of the text.
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
                Some(hash) => self.persisted.text(hash).await,
                None => None,
            },
        };
        request.query = text.ok_or_else(not_found)?.as_ref().to_owned();
        Ok(None)
    }

    /// The parsed and validated document, if it may be executed.
    ///
    /// # Errors
    /// The refusal of a document that is not valid; `DOCUMENT_NOT_TRUSTED` if there is an allowlist without it.
    pub fn document(&self, text: &str, api: &Api) -> Result<Arc<Document>, Response> {
        let document = api.document(text);
        match &self.trusted {
            None => document,
            // Validation errors of other documents would reveal the schema.
            Some(trusted) => document.ok().filter(|document| trusted.has(document.digest())).ok_or_else(|| {
                let message = "This server executes only documents on its allowlist, and this is not one of them.";
                problem(Code::DocumentNotTrusted, message)
            }),
        }
    }

    /// Registers a document by its hash.
    pub async fn register(&self, hash: Hash, text: String) {
        self.persisted.register(hash, text).await;
    }
}

fn bad_request(message: &str) -> NoDocument {
    NoDocument::new(Code::BadRequest, message)
}

/// Clients of automatic persisted queries recognize this message, and then send the text.
fn not_found() -> NoDocument {
    NoDocument::new(Code::PersistedQueryNotFound, "PersistedQueryNotFound")
}

/// The SHA-256 of the text of a document, byte for byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    pub fn of(text: &str) -> Self {
        use sha2::Digest as _;
        Self(sha2::Sha256::digest(text).into())
    }

    /// Parses 64 hexadecimal digits.
    fn from_hex(text: &str) -> Option<Self> {
        sha256_of_hex(text).map(Self)
    }

    /// Parses an id that is a hash: `sha256:` and 64 hexadecimal digits.
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
        _ => Err(bad_request("`persistedQuery` has an unknown `version`: expected 1")),
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
