//! The address `/graphql`: GraphQL over HTTP.

mod reading;

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::mime::{self, Mime};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use async_graphql::Request;

use self::reading::{Refusal, from_json, from_parameters};
use super::Services;
use super::answer;
use super::freshness::Held;
use crate::error::Code;

/// A request in the parameters of the address.
pub async fn get(services: web::Data<Services>, http: HttpRequest) -> HttpResponse {
    execute(&services, &http, from_parameters(http.query_string())).await
}

/// A request in JSON.
pub async fn post(services: web::Data<Services>, http: HttpRequest, payload: web::Payload) -> HttpResponse {
    let request = match accept(&http) {
        Ok(()) => body(payload, services.body_limit).await.and_then(|body| from_json(&body)),
        Err(refusal) => Err(refusal),
    };
    execute(&services, &http, request).await
}

async fn execute(services: &Services, http: &HttpRequest, request: Result<Request, Refusal>) -> HttpResponse {
    match request {
        Ok(request) => {
            let answer = services.answer(request, None, &Held::by(http)).await;
            let mut http = answer::answered(&answer);
            services.freshness.write(&answer, http.headers_mut());
            http
        }
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
