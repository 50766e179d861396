//! The HTTP status of answers.

use actix_web::http::StatusCode;

use super::answer::Answer;
use super::media::Media;
use crate::error::Code;

/// The status of the answer to a request that could be read.
pub fn of_answer(answer: &Answer, media: Media) -> StatusCode {
    match answer.refused {
        None if answer.is_unchanged => StatusCode::NOT_MODIFIED,
        None => StatusCode::OK,
        // Clients that only know `application/json` take another status for one that an intermediary gave.
        Some(code) if is_about_document(code) && media == Media::Json => StatusCode::OK,
        Some(code) => of_code(code),
    }
}

/// The status of a code.
pub fn of_code(code: Code) -> StatusCode {
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

/// The code closest to a status that came without one.
pub fn code_of(status: StatusCode) -> Code {
    match status {
        StatusCode::NOT_FOUND => Code::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Code::MethodNotAllowed,
        status if status.is_server_error() => Code::Internal,
        _ => Code::BadRequest,
    }
}

/// Whether the code is about the document or its variables. Other codes are about the server or the client, which concerns
/// intermediaries too, so their status does not depend on the media type.
fn is_about_document(code: Code) -> bool {
    of_code(code) == StatusCode::BAD_REQUEST
}
