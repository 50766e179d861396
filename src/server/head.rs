//! A bound on the head of a request: its address and its headers.

use actix_web::HttpResponse;
use actix_web::dev::ServiceRequest;
use actix_web::http::StatusCode;

use super::answer::refused_with;
use crate::error::Code;

/// The refusal of a request whose head has more than that many bytes. actix-web itself takes no more than 128 KiB and 96
/// headers, and answers others by a bare status.
pub fn refusal(request: &ServiceRequest, limit: usize) -> Option<HttpResponse> {
    let address = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    // What the separators take, `: ` and the end of the line, counts too.
    let headers = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4);
    let length = headers.fold(address, usize::saturating_add);
    if length <= limit {
        return None;
    }
    let (status, what) = if address > limit {
        (StatusCode::URI_TOO_LONG, "address alone takes")
    } else {
        (StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "address and the headers take")
    };
    let length = if address > limit { address } else { length };
    let message = format!("The {what} {length} bytes: expected at most {limit}; `POST` takes more in its body.");
    Some(refused_with(status, Code::BadRequest, &message))
}
