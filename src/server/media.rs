//! The media types of answers, and content negotiation.

use actix_web::http::header::{ACCEPT, HeaderMap, HeaderValue};

/// A media type of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// `application/json`, for clients older than the specification, and those without `Accept`.
    Json,
    /// `application/graphql-response+json`, which marks the answer as GraphQL whatever its status.
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

    /// The type with the higher quality in `Accept`; none if it excludes both.
    ///
    /// In a tie, it is `application/graphql-response+json` if the client names it, and otherwise `application/json`, which
    /// every client reads.
    pub fn preferred(headers: &HeaderMap) -> Option<Self> {
        if headers.get(ACCEPT).is_none_or(HeaderValue::is_empty) {
            return Some(Self::Json);
        }
        let json = Match::of("application/json", headers);
        let response = Match::of("application/graphql-response+json", headers);
        let is_response = response.quality > json.quality || response.quality == json.quality && response.is_named();
        match (is_response, json.quality.max(response.quality)) {
            (_, 0) => None,
            (true, _) => Some(Self::GraphqlResponse),
            (false, _) => Some(Self::Json),
        }
    }
}

/// Whether the client prefers a page to an answer in JSON, as browsers do when they open an address.
pub fn prefers_page(headers: &HeaderMap) -> bool {
    let page = Match::of("text/html", headers);
    let answers = ["application/json", "application/graphql-response+json"];
    page.is_named() && answers.iter().all(|answer| Match::of(answer, headers).quality < page.quality)
}

/// A media range of `Accept` (RFC 9110, section 12.5.1) that admits UTF-8.
struct Range<'a> {
    essence: &'a str,
    /// In thousandths.
    quality: u16,
}

impl<'a> Range<'a> {
    /// Ignores parameters other than the quality and the charset: the types of answers have none.
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

/// Parses a number from 0 to 1 with up to three decimals, in thousandths.
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

/// The most specific range that matches a media type.
#[derive(Default)]
struct Match {
    /// 0 for no match, 1 for `*/*`, 2 for `application/*`, 3 for its name.
    specificity: u8,
    quality: u16,
}

impl Match {
    /// The match of a media type with `Accept`.
    fn of(name: &str, headers: &HeaderMap) -> Self {
        let mut found = Self::default();
        // A header that is not ASCII names no type.
        let values = headers.get_all(ACCEPT).filter_map(|value| value.to_str().ok());
        for Range { essence, quality } in values.flat_map(|value| value.split(',')).filter_map(Range::read) {
            found.refine(essence, name, quality);
        }
        found
    }

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
    fn browsers_prefer_a_page() {
        for (accept, expected) in [
            ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", true),
            ("text/html", true),
            ("text/html, application/json;q=0.5", true),
            ("text/html;q=0.9, application/json", false),
            ("application/json, text/html", false),
            ("application/graphql-response+json, text/html", false),
            ("text/html;q=0", false),
            ("text/*, */*;q=0.1", false),
            ("*/*", false),
            ("application/json", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(accept))]);
            assert_eq!(prefers_page(&headers), expected, "{accept}");
        }
        assert!(!prefers_page(&HeaderMap::new()));
    }

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
