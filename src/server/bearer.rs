//! Bearer tokens (RFC 6750).

use actix_web::HttpResponse;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{AUTHORIZATION, CACHE_CONTROL, HeaderMap, HeaderValue, WWW_AUTHENTICATE};
use actix_web::middleware::Next;
use actix_web::web;
use subtle::{Choice, ConstantTimeEq};

use super::answer::refused;
use crate::config::{TokenHash, TokenHashes};
use crate::error::Code;

/// Refuses requests without an accepted token, if any are configured.
pub async fn middleware(
    accepted: web::Data<TokenHashes>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    match refusal(request.headers(), &accepted) {
        Some(refusal) => Ok(request.into_response(refusal).map_into_right_body()),
        None => Ok(next.call(request).await?.map_into_left_body()),
    }
}

fn refusal(headers: &HeaderMap, accepted: &TokenHashes) -> Option<HttpResponse> {
    if accepted.as_slice().is_empty() {
        return None;
    }
    let (message, challenge) = match token(headers) {
        Some(token) if is_accepted(token, accepted) => return None,
        Some(_) => ("The token is not valid.", r#"Bearer realm="sanad", error="invalid_token""#),
        None => ("The request has no token: expected `Authorization: Bearer TOKEN`.", r#"Bearer realm="sanad""#),
    };
    let mut answer = refused(Code::Unauthenticated, message);
    answer.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Some(answer)
}

/// The token from the header. It is never taken from the URL, which ends up in logs and histories.
fn token(headers: &HeaderMap) -> Option<&[u8]> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.as_bytes().split_at_checked("Bearer ".len())?;
    scheme.eq_ignore_ascii_case(b"Bearer ").then_some(token.trim_ascii())
}

/// Compares with every hash in constant time.
fn is_accepted(token: &[u8], accepted: &TokenHashes) -> bool {
    let hash = TokenHash::of(token);
    let matches = accepted.as_slice().iter().map(|accepted| accepted.as_bytes().ct_eq(hash.as_bytes()));
    matches.fold(Choice::from(0), |any, matches| any | matches).into()
}
