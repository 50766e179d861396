//! The media types of answers, and which of them a client wants.

use actix_web::http::header::{ACCEPT, HeaderMap, HeaderValue};

/// A media type of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// `application/json`, for clients of before the specification, and those that say nothing.
    Json,
    /// `application/graphql-response+json`, which says that the answer is GraphQL's whatever the status.
    GraphqlResponse,
}

impl Media {
    /// The value of `Content-Type`.
    pub fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        })
    }

    /// The one that `Accept` gives the higher quality; none when it rules out both.
    ///
    /// Where both are as good, it is `application/graphql-response+json` if the client names it, and otherwise
    /// `application/json`, which all clients read.
    pub fn preferred(headers: &HeaderMap) -> Option<Self> {
        let mut values = headers.get_all(ACCEPT).peekable();
        if values.peek().is_none_or(|value| value.is_empty()) {
            return Some(Self::Json);
        }
        let (mut json, mut response) = (Match::default(), Match::default());
        // A value that is no text names nothing that is here.
        for range in values.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')) {
            let Some(Range { essence, quality }) = Range::read(range) else { continue };
            json.refine(essence, "application/json", quality);
            response.refine(essence, "application/graphql-response+json", quality);
        }
        let is_response = response.quality > json.quality || response.quality == json.quality && response.is_named();
        match (is_response, json.quality.max(response.quality)) {
            (_, 0) => None,
            (true, _) => Some(Self::GraphqlResponse),
            (false, _) => Some(Self::Json),
        }
    }
}

/// A media range of `Accept` (RFC 9110, 12.5.1) that UTF-8 satisfies.
struct Range<'a> {
    essence: &'a str,
    /// In thousandths.
    quality: u16,
}

impl<'a> Range<'a> {
    /// Parameters other than the quality and the charset are taken for hints: no media type of answers has any.
    fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let essence = parts.next()?;
        let mut quality = 1000;
        for (name, value) in parts.filter_map(|part| part.split_once('=')) {
            if name.eq_ignore_ascii_case("q") {
                quality = thousandths(value)?;
            } else if name.eq_ignore_ascii_case("charset") && !value.trim_matches('"').eq_ignore_ascii_case("utf-8") {
                return None;
            }
        }
        Some(Self { essence, quality })
    }
}

/// A number from 0 to 1 with up to three digits after the point, in thousandths.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let fraction = fraction.bytes().chain(*b"000").take(3).fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'));
    match (whole, fraction) {
        ("0", fraction) => Some(fraction),
        ("1", 0) => Some(1000),
        _ => None,
    }
}

/// What the most specific range that a media type meets says of it.
#[derive(Default)]
struct Match {
    /// 0 when none meets it, 1 for `*/*`, 2 for `application/*`, 3 for its name.
    specificity: u8,
    quality: u16,
}

impl Match {
    fn refine(&mut self, range: &str, name: &str, quality: u16) {
        let specificity = match range {
            "*/*" => 1,
            range if range.eq_ignore_ascii_case("application/*") => 2,
            range if range.eq_ignore_ascii_case(name) => 3,
            _ => return,
        };
        if specificity > self.specificity || specificity == self.specificity && quality > self.quality {
            *self = Self { specificity, quality };
        }
    }

    fn is_named(&self) -> bool {
        self.specificity == 3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_media_type_of_the_highest_quality_is_chosen() {
        const JSON: Option<Media> = Some(Media::Json);
        const RESPONSE: Option<Media> = Some(Media::GraphqlResponse);
        for (accept, expected) in [
            ("", JSON),
            ("*/*", JSON),
            ("application/*", JSON),
            ("application/json", JSON),
            ("application/json; charset=utf-8", JSON),
            ("application/json;charset=\"UTF-8\";q=0.1", JSON),
            ("Application/GraphQL-Response+JSON", RESPONSE),
            ("application/graphql-response+json; charset=utf-8, application/json; charset=utf-8", RESPONSE),
            ("application/graphql-response+json, application/json;q=0.9", RESPONSE),
            ("application/json, application/graphql-response+json", RESPONSE),
            ("application/json, application/graphql-response+json;q=0.999", JSON),
            ("application/graphql-response+json;q=0.5, */*", JSON),
            ("application/json;q=0.5, */*", RESPONSE),
            ("application/json;q=0, */*;q=0.1", RESPONSE),
            ("application/json, text/plain, */*", JSON),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", JSON),
            ("multipart/mixed;deferSpec=20220824, application/json", JSON),
            ("application/graphql-response+json;x=1;q=1.000", RESPONSE),
            ("text/html, application/*;q=0.001", JSON),
            ("text/html", None),
            ("garbage", None),
            (",", None),
            ("application/json;q=0", None),
            ("*/*;q=0", None),
            ("application/json; charset=iso-8859-6", None),
            ("application/json;q=2", None),
            ("application/json;q=0.0001", None),
            ("application/json;q=-1, application/json;q=x", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.append(ACCEPT, HeaderValue::from_static(accept));
            assert_eq!(Media::preferred(&headers), expected, "{accept}");
        }
    }

    #[test]
    fn all_lines_of_the_header_count_and_none_means_json() {
        let mut headers = HeaderMap::new();
        assert_eq!(Media::preferred(&headers), Some(Media::Json));
        headers.append(ACCEPT, HeaderValue::from_static("application/json;q=0.5"));
        headers.append(ACCEPT, HeaderValue::from_static("application/graphql-response+json"));
        assert_eq!(Media::preferred(&headers), Some(Media::GraphqlResponse));
    }
}
