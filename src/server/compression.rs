//! Which answers are compressed, by the coding that the client likes best: br, zstd, gzip or deflate.

use actix_web::body::{BodySize, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{CONTENT_ENCODING, HeaderMap, HeaderValue, VARY};
use actix_web::middleware::Next;

/// The length in bytes from which compressing is worth its time: a shorter answer fits into one packet anyway.
const WORTHWHILE: u64 = 1024;

/// What says, between here and `tidy`, that an answer is to stay as it is.
const IDENTITY: &str = "identity";

/// Has short answers left as they are.
pub async fn leave_short(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let mut answer = next.call(request).await?;
    let is_short = matches!(answer.response().body().size(), BodySize::Sized(length) if length < WORTHWHILE);
    if is_short && !answer.headers().contains_key(CONTENT_ENCODING) {
        answer.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(IDENTITY));
    }
    Ok(answer)
}

/// Says nothing of answers that were left as they are, and of all others that they depend on `Accept-Encoding`, those among
/// them that this client wanted as they are.
pub fn tidy(headers: &mut HeaderMap) {
    if headers.get(CONTENT_ENCODING).is_some_and(|coding| coding == IDENTITY) {
        headers.remove(CONTENT_ENCODING);
    } else {
        vary_by_coding(headers);
    }
}

/// Makes one line of `Vary` that has `Accept-Encoding`.
fn vary_by_coding(headers: &mut HeaderMap) {
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
    fn answers_that_may_be_compressed_vary_by_coding() {
        for (lines, expected) in [
            (&[][..], "accept-encoding"),
            (&["accept, Accept-Encoding"], "accept, Accept-Encoding"),
            (&["Origin", "accept-encoding"], "accept-encoding, origin"),
            (&["accept, accept-encoding", "accept-encoding"], "accept, accept-encoding"),
            (&["accept, Origin"], "accept, accept-encoding, origin"),
        ] {
            let mut headers = HeaderMap::new();
            lines.iter().for_each(|line| headers.append(VARY, HeaderValue::from_static(line)));
            tidy(&mut headers);
            let lines: Vec<_> = headers.get_all(VARY).collect();
            assert_eq!(lines, [expected]);
        }
    }

    #[test]
    fn answers_that_stay_as_they_are_say_nothing_of_it() {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(IDENTITY));
        tidy(&mut headers);
        assert!(headers.is_empty());
    }
}
