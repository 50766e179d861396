//! Reading a request body: JSON in UTF-8, plain or gzipped, up to a limit.

use std::io::Read;

use actix_web::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap};
use actix_web::mime::{self, Mime};
use actix_web::web::{self, Bytes};
use flate2::read::MultiGzDecoder;

use super::refusal::Refusal;

/// Reads a body of at most `limit` bytes, before and after decompression.
///
/// # Errors
/// When its type, encoding or length is not accepted.
pub async fn read(headers: &HeaderMap, payload: web::Payload, limit: usize) -> Result<Bytes, Refusal> {
    let is_json = headers.get(CONTENT_TYPE).is_some_and(|kind| is_utf8_json(kind.as_bytes()));
    if !is_json {
        return Err(Refusal::unsupported_type());
    }
    let is_gzip = is_gzip(headers)?;
    let body = match payload.to_bytes_limited(limit).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return Err(Refusal::bad_request("The body ended before it was complete.")),
        Err(_) => return Err(Refusal::too_large(limit)),
    };
    if !is_gzip {
        return Ok(body);
    }
    let inflating = web::block(move || inflated(&body, limit)).await;
    inflating.unwrap_or_else(|_| Err(Refusal::bad_request("The body could not be decompressed.")))
}

/// Whether the content type is JSON in UTF-8, which no HTML form of another site can send.
fn is_utf8_json(kind: &[u8]) -> bool {
    // The common case needs no parsing.
    kind == b"application/json"
        || str::from_utf8(kind).ok().and_then(|kind| kind.parse::<Mime>().ok()).is_some_and(|mime| {
            mime.essence_str() == mime::APPLICATION_JSON
                && mime.get_param(mime::CHARSET).is_none_or(|set| set == mime::UTF_8)
        })
}

/// Only gzip is accepted: clients use no other, and each encoding adds to the attack surface.
fn is_gzip(headers: &HeaderMap) -> Result<bool, Refusal> {
    let mut codings = headers.get_all(CONTENT_ENCODING);
    match (codings.next(), codings.next()) {
        (None, _) => Ok(false),
        (Some(coding), None) if coding.as_bytes().eq_ignore_ascii_case(b"identity") => Ok(false),
        (Some(coding), None) if coding.as_bytes().eq_ignore_ascii_case(b"gzip") => Ok(true),
        _ => Err(Refusal::unsupported_encoding()),
    }
}

/// Decompresses gzip, possibly of several members (RFC 1952, section 2.2), and stops at the limit.
fn inflated(body: &[u8], limit: usize) -> Result<Bytes, Refusal> {
    let mut text = Vec::new();
    match MultiGzDecoder::new(body).take(limit as u64 + 1).read_to_end(&mut text) {
        Ok(length) if length > limit => Err(Refusal::too_large(limit)),
        Ok(_) => Ok(text.into()),
        Err(_) => Err(Refusal::bad_request(
            "The body is not valid gzip from start to end, although its `Content-Encoding` says so.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_json_in_utf_8_is_accepted() {
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

    #[test]
    fn gzip_may_have_several_members() {
        use std::io::Write;

        let member = |text: &str| {
            let mut member = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            member.write_all(text.as_bytes()).unwrap();
            member.finish().unwrap()
        };
        let inflate = |body: &[u8], limit| inflated(body, limit).map_err(|refusal| refusal.message().to_owned());
        let two = [member("{\"query\": "), member("\"{ revision }\"}")].concat();
        assert_eq!(inflate(&two, 100).unwrap(), "{\"query\": \"{ revision }\"}");
        assert!(inflate(&two, 12).unwrap_err().contains("too large"));
        let bomb = member(&"x".repeat(10_000_000));
        assert!(inflate(&bomb, 1000).unwrap_err().contains("too large"));
        for malformed in [&two[..two.len() - 3], &[&*two, b"more"].concat(), b"plain", b""] {
            assert!(inflate(malformed, 100).unwrap_err().contains("not valid gzip"), "{malformed:?}");
        }
    }
}
