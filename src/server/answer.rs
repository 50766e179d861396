//! GraphQL answers, errors among them, as HTTP.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, EntityTag, HeaderValue};
use actix_web::{HttpResponse, web};
use async_graphql::{Response, ServerError, Value};
use serde::Serialize;

use super::media::Media;
use super::status;
use crate::config::StatusCodes;
use crate::error::Code;
use crate::graphql::problem;

/// What an answer depends on beside the request's address.
const NEGOTIATED: &str = "accept, accept-encoding";

/// An answer as it is written: a request that was not executed has no `data`, not even null.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: &'a BTreeMap<String, Value>,
}

/// What the API has to say to a request, before it is put into HTTP.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The response of GraphQL as JSON.
    pub body: web::Bytes,
    /// The code for which nothing was executed; none when it was, whatever its fields met with.
    pub refused: Option<Code>,
    /// The code of the first error that a field met with, if something was executed.
    pub failed: Option<Code>,
    /// What this answer is known by, where it is the same until the next load.
    pub tag: Option<EntityTag>,
    /// The client holds it already: its text is not sent again.
    pub is_unchanged: bool,
    /// It was kept, or computed for somebody else.
    pub is_kept: bool,
    /// The name of the operation that was executed, if it has one.
    pub operation: Option<String>,
    /// How much the request asked for, as the guard counts it; none when that was not counted.
    pub cost: Option<u64>,
    /// How many statements it took.
    pub statements: u64,
}

impl Answer {
    /// The response, as JSON.
    pub fn of(response: &Response) -> Self {
        let refused = refused_by(response).map(code);
        let data = refused.is_none().then_some(&response.data);
        let body = Body { errors: &response.errors, data, extensions: &response.extensions };
        let body = serde_json::to_vec(&body).unwrap_or_default().into();
        let failed = response.errors.first().filter(|_| refused.is_none()).map(code);
        Self { body, refused, failed, ..Self::empty() }
    }

    /// A refusal: nothing is executed.
    pub fn refused(code: Code, message: &str) -> Self {
        Self::of(&problem(code, message))
    }

    /// Tells a client that what it holds is the answer.
    pub fn unchanged(tag: EntityTag) -> Self {
        Self { tag: Some(tag), is_unchanged: true, is_kept: true, ..Self::empty() }
    }

    fn empty() -> Self {
        Self {
            body: web::Bytes::new(),
            refused: None,
            failed: None,
            tag: None,
            is_unchanged: false,
            is_kept: false,
            operation: None,
            cost: None,
            statements: 0,
        }
    }

    /// The code of its first error, if it has one.
    pub fn code(&self) -> Option<Code> {
        self.refused.or(self.failed)
    }
}

/// The answer to one request.
pub fn answered(answer: &Answer, media: Media, codes: StatusCodes) -> HttpResponse {
    let status = status::of_answer(answer, media, codes);
    // The edition of 2026 keeps `application/json` for successes: any other answer that bears it may be another's.
    let is_success = status.is_success() || answer.is_unchanged;
    let media = if codes == StatusCodes::Edition2026 && !is_success { Media::GraphqlResponse } else { media };
    let mut response = respond(status, media, answer.body.clone());
    if answer.refused.is_some_and(is_worth_a_retry) {
        response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
    }
    response
}

/// How many seconds a client had better wait before it tries again.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("1");

/// Whether the same request may well be answered a little later.
fn is_worth_a_retry(code: Code) -> bool {
    matches!(code, Code::Overloaded | Code::Unavailable)
}

/// The answers to the requests of a batch, in their order. The status is the one that all of them would have alone; where
/// they differ, it is 200.
pub fn answered_together(answers: &[Answer], codes: StatusCodes) -> HttpResponse {
    let mut statuses = answers.iter().map(|answer| status::of_answer(answer, Media::Json, codes));
    let first = statuses.next().unwrap_or(StatusCode::OK);
    let status = if statuses.all(|status| status == first) { first } else { StatusCode::OK };
    let bodies: Vec<&[u8]> = answers.iter().map(|answer| &*answer.body).collect();
    let body = [b"[", &*bodies.join(&b","[..]), b"]"].concat();
    // A list is no response of GraphQL, which the other media type would say.
    let mut response = respond(status, Media::Json, body.into());
    if answers.iter().any(|answer| answer.refused.is_some_and(is_worth_a_retry)) {
        response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
    }
    response
}

fn respond(status: StatusCode, media: Media, body: web::Bytes) -> HttpResponse {
    let mut answer = HttpResponse::with_body(status, actix_web::body::BoxBody::new(body));
    if status.canonical_reason().is_none() {
        answer.head_mut().reason = Some(status::PARTIAL_SUCCESS_REASON);
    }
    answer.headers_mut().insert(header::CONTENT_TYPE, media.content_type());
    answer.headers_mut().insert(header::VARY, HeaderValue::from_static(NEGOTIATED));
    answer
}

/// Marks an answer as a refusal in GraphQL's JSON, which `errors` gives the media type that the client wants.
pub struct Refused;

/// A refusal whose status is its code's.
pub fn refused(code: Code, message: &str) -> HttpResponse {
    refused_with(status::of_code(code), code, message)
}

/// A refusal with a status that says more than its code.
pub fn refused_with(status: StatusCode, code: Code, message: &str) -> HttpResponse {
    let mut answer = respond(status, Media::Json, Answer::refused(code, message).body);
    answer.extensions_mut().insert(Refused);
    answer
}

/// A refusal of what may well be answered a little later.
pub fn overloaded(message: &str) -> HttpResponse {
    let mut answer = refused(Code::Overloaded, message);
    answer.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
    answer
}

/// A refusal of the method, with those that the address takes.
pub fn method_not_allowed(allowed: &'static str) -> HttpResponse {
    let mut answer = refused(Code::MethodNotAllowed, &format!("This address takes {allowed}."));
    answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static(allowed));
    answer
}

/// The error for which nothing was executed: one that no field has met with.
fn refused_by(response: &Response) -> Option<&ServerError> {
    let is_refusal = response.data == Value::Null && response.errors.iter().all(|error| error.path.is_empty());
    response.errors.first().filter(|_| is_refusal)
}

fn code(error: &ServerError) -> Code {
    match error.extensions.as_ref().and_then(|extensions| extensions.get("code")) {
        Some(Value::String(word)) => word.parse().unwrap_or(Code::Internal),
        _ => Code::Internal,
    }
}
