//! The body of a request: JSON in UTF-8, as it is or in gzip, and no longer than it may be.

use std::pin::pin;

use actix_web::dev::Decompress;
use actix_web::error::PayloadError;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE, ContentEncoding, HeaderMap};
use actix_web::mime::{self, Mime};
use actix_web::web::{self, Bytes, BytesMut};
use futures_util::{StreamExt, stream};

use super::refusal::Refusal;

/// How many bytes of gzip are inflated at once. Deflate makes at most 1,032 of one (RFC 1951), so that no more than 0.5 MB
/// come out before the limit is looked at. Also, actix-web inflates longer pieces on another thread.
const PIECE: usize = 512;

/// Reads the body, which may have that many bytes, inflated or not.
///
/// # Errors
/// What is wrong with its type, its coding or its length.
pub async fn read(headers: &HeaderMap, payload: web::Payload, limit: usize) -> Result<Bytes, Refusal> {
    let is_json = headers.get(CONTENT_TYPE).is_some_and(|kind| is_utf8_json(kind.as_bytes()));
    if !is_json {
        return Err(Refusal::unsupported_type());
    }
    let is_gzip = is_gzip(headers)?;
    let body = match payload.to_bytes_limited(limit).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return Err(Refusal::unreadable("The body ended before it was complete.")),
        Err(_) => return Err(Refusal::too_large(limit)),
    };
    if is_gzip { inflated(&body, limit).await } else { Ok(body) }
}

/// Takes nothing but JSON in UTF-8. What a form in a browser can send from another site is refused by that.
fn is_utf8_json(kind: &[u8]) -> bool {
    // What most clients send is not parsed.
    kind == b"application/json"
        || str::from_utf8(kind).ok().and_then(|kind| kind.parse::<Mime>().ok()).is_some_and(|mime| {
            mime.essence_str() == mime::APPLICATION_JSON
                && mime.get_param(mime::CHARSET).is_none_or(|set| set == mime::UTF_8)
        })
}

/// Gzip only: other codings make so much of a byte that what is inflated could not be bounded piece by piece.
fn is_gzip(headers: &HeaderMap) -> Result<bool, Refusal> {
    let mut codings = headers.get_all(CONTENT_ENCODING);
    match (codings.next(), codings.next()) {
        (None, _) => Ok(false),
        (Some(coding), None) if coding.as_bytes().eq_ignore_ascii_case(b"identity") => Ok(false),
        (Some(coding), None) if coding.as_bytes().eq_ignore_ascii_case(b"gzip") => Ok(true),
        _ => Err(Refusal::unsupported_coding()),
    }
}

async fn inflated(body: &Bytes, limit: usize) -> Result<Bytes, Refusal> {
    let piece = |start: usize| Ok::<_, PayloadError>(body.slice(start..(start + PIECE).min(body.len())));
    let pieces = stream::iter((0..body.len()).step_by(PIECE).map(piece));
    let mut inflating = pin!(Decompress::new(pieces, ContentEncoding::Gzip));
    let mut inflated = BytesMut::new();
    while let Some(piece) = inflating.next().await {
        let piece = piece.map_err(|_| Refusal::unreadable("The body is not in gzip, though its coding says so."))?;
        if inflated.len() + piece.len() > limit {
            return Err(Refusal::too_large(limit));
        }
        inflated.extend_from_slice(&piece);
    }
    Ok(inflated.freeze())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_in_utf_8_is_taken() {
        for kind in ["application/json", "application/json;charset=utf-8", "Application/JSON; charset=\"UTF-8\""] {
            assert!(is_utf8_json(kind.as_bytes()), "{kind}");
        }
        for kind in [
            "",
            "json",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/graphql",
            "application/json; charset=iso-8859-6",
            "application/json, text/plain",
        ] {
            assert!(!is_utf8_json(kind.as_bytes()), "{kind}");
        }
        assert!(!is_utf8_json(b"application/json\xff"));
    }
}
