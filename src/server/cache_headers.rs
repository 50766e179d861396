//! `Cache-Control`, `ETag` and `If-None-Match` (RFC 9111; RFC 9110, section 13).

use actix_web::HttpRequest;
use actix_web::http::Method;
use actix_web::http::header::{self, EntityTag, Header, HeaderMap, HeaderValue, TryIntoHeaderValue};

use super::answer::Answer;

/// The `Cache-Control` of answers with an ETag.
#[derive(Clone)]
pub struct CacheControl(HeaderValue);

impl CacheControl {
    /// Allows reuse without revalidation for `max_age` seconds. Private answers are not stored by shared caches.
    pub fn new(max_age: u32, is_private: bool) -> Self {
        let scope = if is_private { "private" } else { "public" };
        let text = if max_age == 0 { format!("{scope}, no-cache") } else { format!("{scope}, max-age={max_age}") };
        Self(HeaderValue::try_from(text).unwrap_or(NO_STORE))
    }

    /// Sets `Cache-Control`, and `ETag` if the answer has one. Without it, the answer is not to be stored.
    pub fn write(&self, answer: &Answer, headers: &mut HeaderMap) {
        let tag = answer.tag.clone().and_then(|tag| tag.try_into_value().ok());
        headers.insert(header::CACHE_CONTROL, if tag.is_some() { self.0.clone() } else { NO_STORE });
        if let Some(tag) = tag {
            headers.insert(header::ETAG, tag);
        }
    }
}

const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// The precondition `If-None-Match` of a GET or HEAD request. It is ignored for POST, and when it is malformed.
pub enum IfNoneMatch {
    Absent,
    /// `*`: the client has some representation, and wants none.
    Any,
    Tags(Vec<EntityTag>),
}

impl IfNoneMatch {
    pub fn of(http: &HttpRequest) -> Self {
        let reads = matches!(*http.method(), Method::GET | Method::HEAD);
        if !reads || !http.headers().contains_key(header::IF_NONE_MATCH) {
            return Self::Absent;
        }
        match header::IfNoneMatch::parse(http) {
            Ok(header::IfNoneMatch::Items(tags)) => Self::Tags(tags),
            Ok(header::IfNoneMatch::Any) => Self::Any,
            Err(_) => Self::Absent,
        }
    }

    /// Whether the client names this ETag, by weak comparison. Unlike `matches`, it is false for `*`, which says nothing
    /// about a representation that is not known to exist yet.
    pub fn names(&self, tag: &EntityTag) -> bool {
        matches!(self, Self::Tags(tags) if tags.iter().any(|named| named.weak_eq(tag)))
    }

    /// Whether the current representation, which has this ETag, is answered with 304.
    pub fn matches(&self, tag: &EntityTag) -> bool {
        matches!(self, Self::Any) || self.names(tag)
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn a_star_matches_what_exists_and_names_nothing() {
        let tag = EntityTag::new_weak("a".to_owned());
        for (method, value, names, matches) in [
            (Method::GET, "W/\"a\"", true, true),
            (Method::HEAD, "\"b\", \"a\"", true, true),
            (Method::GET, "\"b\"", false, false),
            (Method::GET, "*", false, true),
            (Method::GET, "malformed", false, false),
            (Method::POST, "*", false, false),
            (Method::POST, "W/\"a\"", false, false),
        ] {
            let http = TestRequest::default().method(method).insert_header((header::IF_NONE_MATCH, value));
            let condition = IfNoneMatch::of(&http.to_http_request());
            assert_eq!((condition.names(&tag), condition.matches(&tag)), (names, matches), "{value}");
        }
        assert!(!IfNoneMatch::of(&TestRequest::default().to_http_request()).matches(&tag));
    }
}
