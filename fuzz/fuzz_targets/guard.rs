//! Any text is either accepted or refused, without a panic, and insignificant characters do not change the digest of a
//! document.
#![no_main]

use std::sync::LazyLock;

use async_graphql::Request;
use libfuzzer_sys::fuzz_target;
use sanad::config::DatabaseUrl;
use sanad::db::Pool;
use sanad::graphql::Api;

/// The database is never read.
static API: LazyLock<Api> = LazyLock::new(|| Api::new(Pool::new(&DatabaseUrl::Sqlite("/nonexistent".into()), 1)));

/// Insignificant text, which may be inserted between tokens.
const INSIGNIFICANT: [&str; 6] = [" ", "\n", ",", "\u{feff}", "#\u{22}{[(\n", "\t\r\n,,"];

/// The document with insignificant text around brackets and other punctuation.
fn with_gaps(document: &str, seed: usize) -> Option<String> {
    // Only for documents without strings and comments: there, every punctuation character is a token of its own.
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
    let digest = |text: &str| API.document(text).ok().map(|document| *document.digest());
    let known = digest(document);
    // The longer text may exceed a limit and be refused.
    let again = digest(&format!("{}{document} # {}", INSIGNIFICANT[0], "end"));
    if known.is_some() && again.is_some() {
        assert_eq!(known, again);
    }
    if known.is_some()
        && let Some(spaced) = with_gaps(document, document.len())
        && let Some(spaced) = digest(&spaced)
    {
        assert_eq!(known, Some(spaced));
    }
    if let Ok(prepared) = API.prepare(Request::new(document)) {
        // Every query has a cost.
        assert!(prepared.cost >= 1);
    }
});
