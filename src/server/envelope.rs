//! The outermost checks on requests, and the finishing of responses.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;

use super::{compression, errors, head_limit, security_headers};

/// Refuses heads that are too long, turns plain-text errors into GraphQL, and adds `Vary` and the security headers.
pub async fn middleware(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    // An error response, as after a panic, does not carry its request.
    let media = errors::media(request.headers());
    let outcome = match head_limit::refusal(&request) {
        Some(refusal) => Ok(request.into_response(refusal).map_into_right_body()),
        None => next.call(request).await.map(ServiceResponse::map_into_left_body),
    };
    match outcome {
        Ok(answer) => {
            let mut answer = errors::as_graphql(answer);
            compression::finish(answer.headers_mut());
            security_headers::add(answer.headers_mut());
            Ok(answer)
        }
        Err(mut error) => {
            error.add_response_mapper(move |mut answer| {
                errors::set_media(&mut answer, media);
                security_headers::add(answer.headers_mut());
                answer
            });
            Err(error)
        }
    }
}
