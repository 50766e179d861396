//! Bearer tokens (RFC 6750), for servers that not everybody may ask.

use actix_web::HttpResponse;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{AUTHORIZATION, CACHE_CONTROL, HeaderMap, HeaderValue, WWW_AUTHENTICATE};
use actix_web::middleware::Next;
use actix_web::web;
use subtle::{Choice, ConstantTimeEq};

use super::Services;
use super::answer::refused;
use crate::config::{TokenHash, TokenHashes};
use crate::error::Code;

/// Refuses a request without a token that is known, if any is set.
pub async fn ask(
    services: web::Data<Services>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    match refusal(request.headers(), &services.clients.token_hashes) {
        Some(refusal) => Ok(request.into_response(refusal).map_into_right_body()),
        None => Ok(next.call(request).await?.map_into_left_body()),
    }
}

fn refusal(headers: &HeaderMap, known: &TokenHashes) -> Option<HttpResponse> {
    if known.as_slice().is_empty() {
        return None;
    }
    let (message, challenge) = match token(headers) {
        Some(token) if is_known(token, known) => return None,
        Some(_) => ("The token is not known: expected another.", r#"Bearer realm="sanad", error="invalid_token""#),
        None => ("The request has no token: expected `Authorization: Bearer TOKEN`.", r#"Bearer realm="sanad""#),
    };
    let mut answer = refused(Code::Unauthenticated, message);
    answer.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Some(answer)
}

/// The token in the header alone: addresses end up in logs and histories.
fn token(headers: &HeaderMap) -> Option<&[u8]> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.as_bytes().split_at_checked("Bearer ".len())?;
    scheme.eq_ignore_ascii_case(b"Bearer ").then_some(token.trim_ascii())
}

/// Compares with all that are known in the same time, whichever it is, if any.
fn is_known(token: &[u8], known: &TokenHashes) -> bool {
    let hash = TokenHash::of(token);
    let hits = known.as_slice().iter().map(|known| known.as_bytes().ct_eq(hash.as_bytes()));
    hits.fold(Choice::from(0), |found, hit| found | hit).into()
}
