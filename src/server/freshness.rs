//! How long an answer stands, as clients and caches on the way are told: RFC 9111 and RFC 9110, section 13.

use actix_web::HttpRequest;
use actix_web::http::Method;
use actix_web::http::header::{self, EntityTag, Header, HeaderMap, HeaderValue, IfNoneMatch, TryIntoHeaderValue};

use super::answer::Answer;

/// What is said of answers that stand until the next load.
#[derive(Clone)]
pub struct Freshness(HeaderValue);

impl Freshness {
    /// They may be used for so many seconds without asking. Private ones are kept by the client alone.
    pub fn new(max_age: u32, is_private: bool) -> Self {
        let scope = if is_private { "private" } else { "public" };
        let text = if max_age == 0 { format!("{scope}, no-cache") } else { format!("{scope}, max-age={max_age}") };
        Self(HeaderValue::try_from(text).unwrap_or(NO_STORE))
    }

    /// Writes what is said of this answer.
    pub fn write(&self, answer: &Answer, headers: &mut HeaderMap) {
        let tag = answer.tag.clone().and_then(|tag| tag.try_into_value().ok());
        headers.insert(header::CACHE_CONTROL, if tag.is_some() { self.0.clone() } else { NO_STORE });
        if let Some(tag) = tag {
            headers.insert(header::ETAG, tag);
        }
    }
}

/// What is said of errors: they may be gone the next time.
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// The answers that a client has, by their tags.
pub enum Held {
    Nothing,
    Tags(Vec<EntityTag>),
}

impl Held {
    /// What the client says that it has. Only what is read can be unchanged: the answer to POST is always sent.
    pub fn by(http: &HttpRequest) -> Self {
        let is_read = matches!(*http.method(), Method::GET | Method::HEAD);
        if !is_read || !http.headers().contains_key(header::IF_NONE_MATCH) {
            return Self::Nothing;
        }
        match IfNoneMatch::parse(http) {
            Ok(IfNoneMatch::Items(tags)) => Self::Tags(tags),
            // `*` asks whether there is any answer, which takes computing one.
            Ok(IfNoneMatch::Any) | Err(_) => Self::Nothing,
        }
    }

    /// Whether the client has the answer of that tag.
    pub fn has(&self, tag: &EntityTag) -> bool {
        match self {
            Self::Nothing => false,
            Self::Tags(tags) => tags.iter().any(|held| held.weak_eq(tag)),
        }
    }
}
