//! `sanad token`: a new token for clients of a server that asks for one.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sanad::config::TokenHash;
use sanad::error::Error;

use super::{Failure, print};

/// How random a token is, in bytes. As much as its hash has: it cannot be guessed.
const RANDOM_BYTES: usize = 32;

/// What every token begins with, so that programs that look for leaked secrets know one when they see it.
const PREFIX: &str = "sanad_";

/// Prints a new token and its hash.
pub fn run() -> Result<(), Failure> {
    let mut random = [0; RANDOM_BYTES];
    getrandom::fill(&mut random)
        .map_err(|error| Error::Internal(format!("the system gives no random numbers: {error}")))?;
    let token = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(random));
    print(&format!("token {token}\nhash  {}\n", TokenHash::of(token.as_bytes())))
}
