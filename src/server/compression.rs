//! Which answers are compressed: those worth it, with br, zstd, gzip or deflate as the client prefers.

use actix_web::body::{BodySize, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{CONTENT_ENCODING, HeaderMap, HeaderValue, VARY};
use actix_web::middleware::Next;

/// The shortest answer that is compressed, in bytes. A shorter one fits into one packet anyway.
const MIN_LENGTH: u64 = 1024;

/// The `Content-Encoding` that keeps `Compress` from compressing an answer. `finish` removes it.
const IDENTITY: &str = "identity";

/// Exempts short answers from compression.
pub async fn leave_short(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let mut answer = next.call(request).await?;
    let is_short = matches!(answer.response().body().size(), BodySize::Sized(length) if length < MIN_LENGTH);
    if is_short && !answer.headers().contains_key(CONTENT_ENCODING) {
        answer.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(IDENTITY));
    }
    Ok(answer)
}

/// Removes the mark of exempt answers, and adds `Vary: Accept-Encoding` to all others, even if this client wanted no
/// compression.
pub fn finish(headers: &mut HeaderMap) {
    if headers.get(CONTENT_ENCODING).is_some_and(|coding| coding == IDENTITY) {
        headers.remove(CONTENT_ENCODING);
    } else {
        vary_by_encoding(headers);
    }
}

/// Merges `Accept-Encoding` and all lines of `Vary` into one.
fn vary_by_encoding(headers: &mut HeaderMap) {
    let mut lines = headers.get_all(VARY).filter_map(|line| line.to_str().ok());
    let names = |line: &str| line.split(',').any(|name| name.trim().eq_ignore_ascii_case("accept-encoding"));
    let (first, others) = (lines.next(), lines.next().is_some());
    let line = match first {
        None => HeaderValue::from_static("accept-encoding"),
        Some(first) if names(first) && !others => return,
        Some(_) => {
            let lines = headers.get_all(VARY).filter_map(|line| line.to_str().ok());
            let mut names: Vec<String> = lines
                .flat_map(|line| line.split(','))
                .map(|name| name.trim().to_ascii_lowercase())
                .chain(["accept-encoding".to_owned()])
                .collect();
            names.sort();
            names.dedup();
            match HeaderValue::from_str(&names.join(", ")) {
                Ok(line) => line,
                Err(_) => return,
            }
        }
    };
    headers.insert(VARY, line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compressible_answers_vary_by_encoding() {
        for (lines, expected) in [
            (&[][..], "accept-encoding"),
            (&["accept, Accept-Encoding"], "accept, Accept-Encoding"),
            (&["Origin", "accept-encoding"], "accept-encoding, origin"),
            (&["accept, accept-encoding", "accept-encoding"], "accept, accept-encoding"),
            (&["accept, Origin"], "accept, accept-encoding, origin"),
        ] {
            let mut headers = HeaderMap::new();
            lines.iter().for_each(|line| headers.append(VARY, HeaderValue::from_static(line)));
            finish(&mut headers);
            let lines: Vec<_> = headers.get_all(VARY).collect();
            assert_eq!(lines, [expected]);
        }
    }

    #[test]
    fn exempt_answers_have_neither_header() {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(IDENTITY));
        finish(&mut headers);
        assert!(headers.is_empty());
    }
}
