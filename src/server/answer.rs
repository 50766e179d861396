//! GraphQL answers, errors among them, as HTTP.

use std::collections::BTreeMap;

use actix_web::http::header::EntityTag;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};
use async_graphql::{Response, ServerError, Value};
use serde::Serialize;

use crate::error::Code;
use crate::graphql::problem;

const JSON: &str = "application/json; charset=utf-8";

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
    /// What this answer is known by, where it is the same until the next load.
    pub tag: Option<EntityTag>,
    /// The name of the operation that was executed, if it has one.
    pub operation: Option<String>,
    /// How much the request asked for, as the guard counts it; none when that was not counted.
    pub cost: Option<u64>,
    /// The code of the first error that a field met with, if something was executed.
    pub failed: Option<Code>,
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
        Self { body, refused, tag: None, operation: None, cost: None, failed, statements: 0 }
    }

    /// A refusal: nothing is executed.
    pub fn refused(code: Code, message: &str) -> Self {
        Self::of(&problem(code, message))
    }

    /// The code of its first error, if it has one.
    pub fn code(&self) -> Option<Code> {
        self.refused.or(self.failed)
    }
}

/// The answer of the API. What was executed is answered by 200, whatever its fields met with.
pub fn answered(answer: &Answer) -> HttpResponse {
    let status = answer.refused.map_or(StatusCode::OK, status);
    let mut response = HttpResponse::build(status).content_type(JSON).body(answer.body.clone());
    if answer.refused.is_some_and(is_worth_a_retry) {
        response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
    }
    response
}

/// How many seconds a client had better wait before it tries again.
const RETRY_AFTER: header::HeaderValue = header::HeaderValue::from_static("1");

/// Whether the same request may well be answered a little later.
fn is_worth_a_retry(code: Code) -> bool {
    matches!(code, Code::Overloaded | Code::Unavailable)
}

/// A refusal whose status is its code's.
pub fn refused(code: Code, message: &str) -> HttpResponse {
    refused_with(status(code), code, message)
}

/// A refusal with a status that says more than its code.
pub fn refused_with(status: StatusCode, code: Code, message: &str) -> HttpResponse {
    HttpResponse::build(status).content_type(JSON).body(Answer::refused(code, message).body)
}

/// A refusal of the method, with those that the address takes.
pub fn method_not_allowed(allowed: &'static str) -> HttpResponse {
    let mut answer = refused(Code::MethodNotAllowed, &format!("This address takes {allowed}."));
    answer.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static(allowed));
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

fn status(code: Code) -> StatusCode {
    match code {
        Code::BadRequest
        | Code::ParseFailed
        | Code::ValidationFailed
        | Code::BadUserInput
        | Code::QueryTooComplex
        | Code::PersistedQueryNotFound => StatusCode::BAD_REQUEST,
        Code::DocumentNotTrusted => StatusCode::FORBIDDEN,
        Code::Unauthenticated => StatusCode::UNAUTHORIZED,
        Code::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        Code::Overloaded => StatusCode::SERVICE_UNAVAILABLE,
        Code::Timeout => StatusCode::GATEWAY_TIMEOUT,
        Code::NotFound => StatusCode::NOT_FOUND,
        Code::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        Code::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
