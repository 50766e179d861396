//! The status codes of answers: by their media type and by the edition of the specification of GraphQL over HTTP.

use actix_web::http::StatusCode;

use super::answer::Answer;
use super::media::Media;
use crate::config::StatusCodes;
use crate::error::Code;

/// Data beside errors, of the edition of September 2026. No registry has it; for HTTP it is a success like any other.
const PARTIAL_SUCCESS: u16 = 294;

/// What the status line says of `PARTIAL_SUCCESS`.
pub const PARTIAL_SUCCESS_REASON: &str = "Partial Success";

/// The status of an answer to a request that could be read.
pub fn of_answer(answer: &Answer, media: Media, codes: StatusCodes) -> StatusCode {
    match (answer.refused, codes) {
        (None, _) if answer.is_unchanged => StatusCode::NOT_MODIFIED,
        (None, StatusCodes::Edition2026) if answer.failed.is_some() => partial_success(),
        (None, _) => StatusCode::OK,
        (Some(code), _) if !is_of_the_document(code) => of_code(code),
        // A client that knows `application/json` alone takes another status for one of something in between.
        (Some(_), StatusCodes::Audit) if media == Media::Json => StatusCode::OK,
        (Some(_), StatusCodes::Audit) | (Some(Code::ParseFailed), _) => StatusCode::BAD_REQUEST,
        (Some(_), StatusCodes::Edition2026) => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// The status of what is no GraphQL request, though it could be read: it lacks a query, say.
pub fn of_ill_formed(codes: StatusCodes) -> StatusCode {
    match codes {
        StatusCodes::Audit => StatusCode::BAD_REQUEST,
        StatusCodes::Edition2026 => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// The status that a code has in HTTP.
pub fn of_code(code: Code) -> StatusCode {
    match code {
        Code::BadRequest
        | Code::ParseFailed
        | Code::ValidationFailed
        | Code::BadUserInput
        | Code::QueryTooComplex
        | Code::PersistedQueryNotFound
        | Code::PersistedQueryNotSupported => StatusCode::BAD_REQUEST,
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

/// The code that comes nearest to a status that was given without one.
pub fn code_of(status: StatusCode) -> Code {
    match status {
        StatusCode::NOT_FOUND => Code::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Code::MethodNotAllowed,
        status if status.is_server_error() => Code::Internal,
        _ => Code::BadRequest,
    }
}

/// Whether the code tells of the document and its variables. All others tell of the server or of who asks, to whatever
/// stands between it and the client as well, so their status is theirs always.
fn is_of_the_document(code: Code) -> bool {
    of_code(code) == StatusCode::BAD_REQUEST
}

fn partial_success() -> StatusCode {
    StatusCode::from_u16(PARTIAL_SUCCESS).unwrap_or(StatusCode::OK)
}
