//! `sanad token`: generates a bearer token.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sanad::config::TokenHash;
use sanad::error::Error;

use super::{Failure, print};

/// Random bytes per token: as many as its hash has.
const RANDOM_BYTES: usize = 32;

/// The prefix of every token, by which secret scanners recognize one.
const PREFIX: &str = "sanad_";

/// Prints a new token and its hash.
pub fn run() -> Result<(), Failure> {
    let mut random = [0; RANDOM_BYTES];
    getrandom::fill(&mut random)
        .map_err(|error| Error::Internal(format!("the system has no random numbers: {error}")))?;
    let token = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(random));
    print(&format!("token {token}\nhash  {}\n", TokenHash::of(token.as_bytes())))
}
