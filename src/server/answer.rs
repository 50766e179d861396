//! GraphQL answers, errors among them, as HTTP.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
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

/// The answer of the API. What was executed is answered by 200, whatever its fields met with.
pub fn executed(response: &Response) -> HttpResponse {
    match refused_by(response) {
        Some(error) => written(status(code(error)), response, None),
        None => written(StatusCode::OK, response, Some(&response.data)),
    }
}

/// A refusal whose status is its code's.
pub fn refused(code: Code, message: &str) -> HttpResponse {
    refused_with(status(code), code, message)
}

/// A refusal with a status that says more than its code.
pub fn refused_with(status: StatusCode, code: Code, message: &str) -> HttpResponse {
    written(status, &problem(code, message), None)
}

/// A refusal of the method, with those that the address takes.
pub fn method_not_allowed(allowed: &'static str) -> HttpResponse {
    let mut answer = refused(Code::MethodNotAllowed, &format!("This address takes {allowed}."));
    answer.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static(allowed));
    answer
}

fn written(status: StatusCode, response: &Response, data: Option<&Value>) -> HttpResponse {
    let body = Body { errors: &response.errors, data, extensions: &response.extensions };
    HttpResponse::build(status).content_type(JSON).json(body)
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
        Code::BadRequest | Code::ParseFailed | Code::ValidationFailed | Code::BadUserInput | Code::QueryTooComplex => {
            StatusCode::BAD_REQUEST
        }
        Code::NotFound => StatusCode::NOT_FOUND,
        Code::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        Code::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
