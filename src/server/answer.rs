//! GraphQL answers, errors included, as HTTP responses.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, EntityTag, HeaderValue};
use actix_web::{HttpResponse, web};
use async_graphql::{Response, ServerError, Value};
use serde::Serialize;

use super::media::Media;
use super::status;
use crate::error::Code;
use crate::graphql::{code_of, problem};

/// The request headers that an answer depends on.
const NEGOTIATED: &str = "accept, accept-encoding";

/// The same, for an answer with texts in a preferred language.
const NEGOTIATED_BY_LANGUAGE: &str = "accept, accept-encoding, accept-language";

/// The JSON of an answer. A request that was not executed has no `data`, not even null.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: &'a BTreeMap<String, Value>,
}

/// The answer to a GraphQL request, before it becomes an HTTP response.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The GraphQL response as JSON.
    pub body: web::Bytes,
    /// Why the request was not executed; none if it was, even when fields failed.
    pub refused: Option<Code>,
    /// The code of the first failed field, if the request was executed.
    pub failed: Option<Code>,
    /// The ETag, if the answer stays valid until the next load.
    pub tag: Option<EntityTag>,
    /// The client has this answer already, so that it gets a 304 without a body.
    pub is_unchanged: bool,
    /// It comes from the cache, or from the execution of an equal request.
    pub is_cached: bool,
    /// It depends on `Accept-Language`.
    pub varies_by_language: bool,
    /// The name of the executed operation, if it has one.
    pub operation: Option<String>,
    /// The cost of the request; none if it was refused before that was known.
    pub cost: Option<u64>,
    /// How many SQL statements the request took.
    pub statements: u64,
}

impl Answer {
    /// The answer with this response as its body.
    pub fn of(response: &Response) -> Self {
        let refused = refused_by(response).map(code_of);
        let data = refused.is_none().then_some(&response.data);
        let body = Body { errors: &response.errors, data, extensions: &response.extensions };
        let body = serde_json::to_vec(&body).unwrap_or_default().into();
        let failed = response.errors.first().filter(|_| refused.is_none()).map(code_of);
        Self { body, refused, failed, ..Self::empty() }
    }

    /// A refusal: nothing is executed.
    pub fn refused(code: Code, message: &str) -> Self {
        Self::of(&problem(code, message))
    }

    /// The client's copy with this ETag is still valid.
    pub fn unchanged(tag: EntityTag) -> Self {
        Self { tag: Some(tag), is_unchanged: true, is_cached: true, ..Self::empty() }
    }

    fn empty() -> Self {
        Self {
            body: web::Bytes::new(),
            refused: None,
            failed: None,
            tag: None,
            is_unchanged: false,
            is_cached: false,
            varies_by_language: false,
            operation: None,
            cost: None,
            statements: 0,
        }
    }

    /// The code of the first error, if there is one.
    pub fn code(&self) -> Option<Code> {
        self.refused.or(self.failed)
    }
}

/// The HTTP response to a GraphQL request.
pub fn answered(answer: &Answer, media: Media) -> HttpResponse {
    let mut response = respond(status::of_answer(answer, media), media, answer.body.clone());
    if answer.varies_by_language {
        response.headers_mut().insert(header::VARY, HeaderValue::from_static(NEGOTIATED_BY_LANGUAGE));
    }
    if answer.refused.is_some_and(is_temporary) {
        response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
    }
    response
}

/// `Retry-After`, in seconds.
pub const RETRY_AFTER: HeaderValue = HeaderValue::from_static("1");

/// Whether a retry may well succeed.
fn is_temporary(code: Code) -> bool {
    matches!(code, Code::Overloaded | Code::Unavailable)
}

fn respond(status: StatusCode, media: Media, body: web::Bytes) -> HttpResponse {
    let mut answer = HttpResponse::with_body(status, actix_web::body::BoxBody::new(body));
    answer.headers_mut().insert(header::CONTENT_TYPE, media.content_type());
    answer.headers_mut().insert(header::VARY, HeaderValue::from_static(NEGOTIATED));
    answer
}

/// Marks a response as a refusal in GraphQL's JSON, whose media type `errors` sets. Pages say it in words instead.
#[derive(Debug, Clone)]
pub struct Refused {
    pub code: Code,
    pub message: String,
}

/// A refusal with the status of its code.
pub fn refused(code: Code, message: &str) -> HttpResponse {
    refused_with(status::of_code(code), code, message)
}

/// A refusal with a more specific status than that of its code.
pub fn refused_with(status: StatusCode, code: Code, message: &str) -> HttpResponse {
    let mut answer = respond(status, Media::Json, Answer::refused(code, message).body);
    answer.extensions_mut().insert(Refused { code, message: message.to_owned() });
    answer
}

/// A refusal with `OVERLOADED` and `Retry-After`.
pub fn overloaded(message: &str) -> HttpResponse {
    let mut answer = refused(Code::Overloaded, message);
    answer.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
    answer
}

/// A refusal of the method, with those that are allowed.
pub fn method_not_allowed(allowed: &'static str) -> HttpResponse {
    let mut answer = refused(Code::MethodNotAllowed, &format!("Expected one of the methods {allowed}."));
    answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static(allowed));
    answer
}

/// The error that kept the request from being executed: it belongs to no field, and there is no data.
fn refused_by(response: &Response) -> Option<&ServerError> {
    let is_refusal = response.data == Value::Null && response.errors.iter().all(|error| error.path.is_empty());
    response.errors.first().filter(|_| is_refusal)
}
