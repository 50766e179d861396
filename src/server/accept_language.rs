//! `Accept-Language` (RFC 9110, section 12.5.4).

use actix_web::HttpRequest;
use actix_web::http::header::{AcceptLanguage, Header, Preference, Quality};

use crate::model::Language;

/// Maximum languages that count: browsers send a handful.
const LIMIT: usize = 10;

/// The languages that the client prefers, the most preferred first. `*`, malformed tags and those with a quality of 0 do
/// not count.
pub fn languages_of(http: &HttpRequest) -> Vec<Language> {
    let Ok(AcceptLanguage(mut items)) = AcceptLanguage::parse(http) else { return Vec::new() };
    items.retain(|item| item.quality > Quality::ZERO);
    items.sort_by_key(|item| std::cmp::Reverse(item.quality));
    let mut languages: Vec<Language> = Vec::new();
    for item in items {
        let Preference::Specific(tag) = item.item else { continue };
        match tag.as_str().parse() {
            Ok(language) if !languages.contains(&language) => languages.push(language),
            _ => {}
        }
    }
    languages.truncate(LIMIT);
    languages
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::ACCEPT_LANGUAGE;
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn the_most_preferred_comes_first() {
        let many = (b'a'..=b'z').map(|letter| format!("a{}", char::from(letter))).collect::<Vec<_>>().join(",");
        for (lines, expected) in [
            (&[][..], ""),
            (&[""], ""),
            (&["ar"], "ar"),
            (&["en-US,en;q=0.9,ar;q=0.8"], "en-us en ar"),
            (&["en;q=0.5, ar-LY", "fr;q=0.7"], "ar-ly fr en"),
            (&["en, *;q=0.1, EN, fr;q=0"], "en"),
            (&["*"], ""),
            (&["x!, ;;, en;q=9, ar;q=0.2"], "ar"),
            (&[&many], "aa ab ac ad ae af ag ah ai aj"),
        ] {
            let request = lines
                .iter()
                .fold(TestRequest::default(), |request, line: &&str| request.append_header((ACCEPT_LANGUAGE, *line)));
            let found = languages_of(&request.to_http_request());
            let found: Vec<&str> = found.iter().map(Language::as_str).collect();
            assert_eq!(found.join(" "), expected, "{lines:?}");
        }
    }
}
