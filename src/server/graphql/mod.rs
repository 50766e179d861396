//! The address `/graphql`: GraphQL over HTTP.

mod reading;

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::mime::{self, Mime};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use async_graphql::Request;

use self::reading::{Refusal, from_json, from_parameters};
use super::Services;
use super::answer;
use crate::error::Code;

/// A request in the parameters of the address.
pub async fn get(services: web::Data<Services>, http: HttpRequest) -> HttpResponse {
    execute(&services, from_parameters(http.query_string())).await
}

/// A request in JSON.
pub async fn post(services: web::Data<Services>, http: HttpRequest, payload: web::Payload) -> HttpResponse {
    let request = match accept(&http) {
        Ok(()) => {
            in_time(services.client_timeout, body(payload, services.body_limit)).await.and_then(|body| from_json(&body))
        }
        Err(refusal) => Err(refusal),
    };
    execute(&services, request).await
}

async fn execute(services: &Services, request: Result<Request, Refusal>) -> HttpResponse {
    match request {
        Ok(request) => answer::answered(&services.answer(request).await),
        Err(refusal) => answer::refused_with(refusal.status, Code::BadRequest, &refusal.message),
    }
}

/// Takes nothing but JSON in UTF-8. What a form in a browser can send from another site is refused by that.
fn accept(http: &HttpRequest) -> Result<(), Refusal> {
    let unsupported =
        |message: &str| Err(Refusal { status: StatusCode::UNSUPPORTED_MEDIA_TYPE, message: message.to_owned() });
    let is_utf8_json = |mime: Mime| {
        mime.essence_str() == mime::APPLICATION_JSON
            && mime.get_param(mime::CHARSET).is_none_or(|set| set == mime::UTF_8)
    };
    if !http.mime_type().ok().flatten().is_some_and(is_utf8_json) {
        return unsupported("A request is sent with `Content-Type: application/json`, in UTF-8.");
    }
    if http.headers().contains_key(header::CONTENT_ENCODING) {
        return unsupported("A request is sent without `Content-Encoding`.");
    }
    Ok(())
}

async fn body(payload: web::Payload, limit: usize) -> Result<web::Bytes, Refusal> {
    match payload.to_bytes_limited(limit).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(_)) => Err(Refusal::bad_request("The body ended before it was complete.")),
        Err(_) => Err(Refusal {
            status: StatusCode::PAYLOAD_TOO_LARGE,
            message: format!("The body is too large: a request may have {limit} bytes."),
        }),
    }
}

/// Gives up on a body that does not come.
async fn in_time<T>(limit: Duration, body: impl Future<Output = Result<T, Refusal>>) -> Result<T, Refusal> {
    tokio::time::timeout(limit, body).await.unwrap_or_else(|_| {
        Err(Refusal {
            status: StatusCode::REQUEST_TIMEOUT,
            message: format!("The body has not come within {} s.", limit.as_secs()),
        })
    })
}
