//! The guard takes whatever comes: it never panics, and knows a document by its tokens alone.
#![no_main]

use std::sync::LazyLock;

use async_graphql::Request;
use libfuzzer_sys::fuzz_target;
use sanad::config::DatabaseUrl;
use sanad::db::Pool;
use sanad::graphql::Api;

/// Nothing reads the database.
static API: LazyLock<Api> = LazyLock::new(|| Api::new(Pool::new(&DatabaseUrl::Sqlite("/nonexistent".into()), 1)));

/// What stands between tokens without changing them.
const INSIGNIFICANT: [&str; 6] = [" ", "\n", ",", "\u{feff}", "#\u{22}{[(\n", "\t\r\n,,"];

/// Whether a document may be cut there: not in a name, number, string, comment or block string.
fn with_gaps(document: &str, seed: usize) -> Option<String> {
    // Only documents without strings and comments: there, every place beside a bracket is between two tokens.
    if document.contains(['"', '#']) {
        return None;
    }
    let mut spaced = String::with_capacity(2 * document.len());
    for (place, character) in document.chars().enumerate() {
        let is_bracket = matches!(character, '{' | '}' | '[' | ']' | '(' | ')' | ':' | '$' | '@' | '=');
        let gap = INSIGNIFICANT[(place + seed) % INSIGNIFICANT.len()];
        if is_bracket {
            spaced.push_str(gap);
        }
        spaced.push(character);
        if is_bracket {
            spaced.push_str(gap);
        }
    }
    Some(spaced)
}

fuzz_target!(|document: &str| {
    let digest = API.scan(document);
    let again = API.scan(&format!("{}{document} # {}", INSIGNIFICANT[0], "end"));
    if let (Ok(digest), Ok(again)) = (&digest, &again) {
        assert_eq!(digest, again);
    }
    if let (Ok(digest), Some(spaced)) = (&digest, with_gaps(document, document.len()))
        && let Ok(spaced) = API.scan(&spaced)
    {
        assert_eq!(*digest, spaced);
    }
    if let Ok(prepared) = API.prepare(Request::new(document)) {
        // Nothing costs nothing.
        assert!(prepared.cost >= 1);
    }
});
