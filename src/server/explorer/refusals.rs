//! Refusals in words: a reader gets a page, not JSON.

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{ALLOW, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::middleware::Next;
use actix_web::web;
use sanad_pages::Failure;
use serde::Deserialize;

use super::{Explorer, failure};
use crate::error::Code;
use crate::server::answer::Refused;

/// Replaces refusals by pages with the same status.
pub async fn in_words<B: MessageBody + 'static>(
    explorer: web::Data<Explorer>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, actix_web::Error> {
    let answer = next.call(request).await?;
    let refused = answer.response().extensions().get::<Refused>().cloned();
    let Some(Refused { code, message }) = refused else { return Ok(answer.map_into_left_body()) };
    let (request, refusal) = answer.into_parts();
    let mut page = failure(&explorer, &request, refusal.status(), &told(code, &message));
    for name in [ALLOW, RETRY_AFTER, WWW_AUTHENTICATE] {
        if let Some(value) = refusal.headers().get(&name) {
            page.headers_mut().insert(name, value.clone());
        }
    }
    Ok(ServiceResponse::new(request, page).map_into_boxed_body().map_into_right_body())
}

/// What a reader is told of a code.
pub fn told(code: Code, message: &str) -> Failure {
    match code {
        Code::Overloaded => Failure::Overloaded,
        Code::RateLimited => Failure::RateLimited,
        Code::Timeout => Failure::TooSlow,
        Code::Unavailable => Failure::Unavailable,
        Code::QueryTooComplex => Failure::TooComplex,
        Code::Unauthenticated => Failure::NotAllowed,
        Code::Internal => Failure::Internal,
        Code::BadRequest
        | Code::ParseFailed
        | Code::ValidationFailed
        | Code::BadUserInput
        | Code::PersistedQueryNotFound
        | Code::DocumentNotTrusted
        | Code::NotFound
        | Code::MethodNotAllowed => Failure::Refused(message.to_owned()),
    }
}

/// The message of the first error of an answer.
pub fn message(body: &[u8]) -> String {
    #[derive(Deserialize)]
    struct Answer {
        errors: Vec<Problem>,
    }
    #[derive(Deserialize)]
    struct Problem {
        message: String,
    }
    let answer: Option<Answer> = serde_json::from_slice(body).ok();
    answer.and_then(|answer| answer.errors.into_iter().next()).map(|problem| problem.message).unwrap_or_default()
}
