//! A limit on the request head: the path with its query string, and the headers.

use actix_web::HttpResponse;
use actix_web::dev::ServiceRequest;
use actix_web::http::StatusCode;

use super::answer::refused_with;
use crate::error::Code;

/// The longest head in bytes. actix-web itself accepts up to 128 KiB and 96 headers, and refuses others with a bare status.
const LIMIT: usize = 32 * 1024;

/// The refusal of a request with a longer head.
pub fn refusal(request: &ServiceRequest) -> Option<HttpResponse> {
    let path = request.uri().path_and_query().map_or(0, |path| path.as_str().len());
    // Each header line has `: ` and a line end, too.
    let headers = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4);
    let length = headers.fold(path, usize::saturating_add);
    if length <= LIMIT {
        return None;
    }
    let (status, what, length) = if path > LIMIT {
        (StatusCode::URI_TOO_LONG, "URL has", path)
    } else {
        (StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "URL and the headers have", length)
    };
    let message = format!("The {what} {length} bytes: expected at most {LIMIT}. A `POST` body may be longer.");
    Some(refused_with(status, Code::BadRequest, &message))
}
