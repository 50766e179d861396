//! What every request is looked at for before it is handled, and what every answer gets before it leaves.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web;

use super::Services;
use super::{compression, errors, head, security};

/// Refuses a head that is too long, and puts the answer into shape: errors in JSON, the headers that browsers heed, and
/// what it varies by.
pub async fn put(
    services: web::Data<Services>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let protocol = &services.protocol;
    // A panic leaves no request to ask.
    let media = errors::media(request.headers(), protocol.status_codes);
    let outcome = match head::refusal(&request, protocol.head_limit) {
        Some(refusal) => Ok(request.into_response(refusal).map_into_right_body()),
        None => next.call(request).await.map(ServiceResponse::map_into_left_body),
    };
    match outcome {
        Ok(answer) => {
            let mut answer = errors::as_graphql(answer, protocol.status_codes);
            compression::tidy(answer.headers_mut());
            security::secure(answer.headers_mut());
            Ok(answer)
        }
        Err(mut error) => {
            error.add_response_mapper(move |mut answer| {
                errors::give_media(&mut answer, media);
                security::secure(answer.headers_mut());
                answer
            });
            Err(error)
        }
    }
}
