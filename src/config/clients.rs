use std::fmt;
use std::sync::Arc;

use clap::ArgAction;
use sha2::{Digest, Sha256};

use super::redacting::Redacting;
use super::{STRANGERS, true_or_false};
use crate::model::sha256_of_hex;

/// Who may send requests, and from which web pages.
#[derive(Debug, Clone, clap::Args)]
pub struct Clients {
    /// Origins whose pages may read answers (CORS), such as https://example.org, separated by commas; * allows all
    ///
    /// Without any (''), browsers let only the server's own pages read answers. `auto`, for development, allows pages of
    /// http://localhost, 127.0.0.1 and [::1] with any port while --listen is a loopback address and --trusted-proxies is
    /// not set, and otherwise none. Clients other than browsers are not affected.
    #[arg(long, env = "SANAD_CORS_ORIGINS", value_name = "ORIGINS", default_value = "auto")]
    #[arg(value_parser = origins_or_auto, help_heading = STRANGERS)]
    pub(super) cors_origins: std::option::Option<Origins>,

    /// SHA-256 hashes of the bearer tokens that are accepted, in hexadecimal, separated by commas
    ///
    /// Without any, no token is required. `sanad token` generates a token and its hash. Health checks and the pages need
    /// none.
    #[arg(long, env = "SANAD_TOKEN_HASHES", value_name = "HASHES", default_value = "", hide_default_value = true)]
    #[arg(hide_env_values = true, value_parser = Redacting(token_hashes), help_heading = STRANGERS)]
    pub token_hashes: TokenHashes,

    /// Whether to serve GraphiQL at /graphiql
    #[arg(long, env = "SANAD_GRAPHIQL", value_name = "BOOL", default_value_t = true, action = ArgAction::Set)]
    #[arg(value_parser = true_or_false, help_heading = STRANGERS)]
    pub graphiql: bool,
}

/// The origins whose pages may read answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origins {
    /// These, in the form that browsers send.
    Only(Arc<[String]>),
    /// This machine, by any of its loopback names, with any port.
    Loopback,
    All,
}

impl Origins {
    pub fn none() -> Self {
        Self::Only(Arc::default())
    }

    pub fn is_none(&self) -> bool {
        matches!(self, Self::Only(origins) if origins.is_empty())
    }
}

/// The hashes of the accepted tokens. When it is empty, no token is required.
#[derive(Debug, Clone, Default)]
pub struct TokenHashes(Arc<[TokenHash]>);

impl TokenHashes {
    pub fn as_slice(&self) -> &[TokenHash] {
        &self.0
    }
}

/// The SHA-256 of a token. Tokens have 256 random bits, so a slow password hash would add nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    pub fn of(token: &[u8]) -> Self {
        Self(Sha256::digest(token).into())
    }

    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// In lower-case hexadecimal.
impl fmt::Display for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Hides the hash, since settings may end up in logs.
impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash")
    }
}

fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty())
}

/// The origins, or none for `auto`, which depends on other settings.
fn origins_or_auto(text: &str) -> Result<Option<Origins>, String> {
    if text.trim() == "auto" { Ok(None) } else { origins(text).map(Some) }
}

pub(super) fn origins(text: &str) -> Result<Origins, String> {
    if text.trim() == "*" {
        return Ok(Origins::All);
    }
    items(text).map(origin).collect::<Result<_, _>>().map(Origins::Only)
}

/// An origin in the form that browsers send: lower case, without the default port of its scheme.
pub(super) fn origin(text: &str) -> Result<String, String> {
    let malformed = || {
        format!(
            "`{text}` is not an origin: expected a scheme and a host, such as https://example.org or http://localhost:3000"
        )
    };
    let lower = text.to_ascii_lowercase();
    let (scheme, authority) = lower.split_once("://").ok_or_else(malformed)?;
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let implied = match scheme {
        "http" => 80,
        "https" => 443,
        _ => return Err(malformed()),
    };
    let is_address = host.starts_with('[') && host.ends_with(']');
    let is_host =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte) || is_address && b"[:]".contains(&byte);
    if host.is_empty() || !host.bytes().all(is_host) {
        return Err(malformed());
    }
    match port.map(str::parse::<u16>) {
        None => Ok(lower),
        Some(Ok(port)) if port == implied => Ok(format!("{scheme}://{host}")),
        Some(Ok(port)) => Ok(format!("{scheme}://{host}:{port}")),
        Some(Err(_)) => Err(malformed()),
    }
}

fn token_hashes(text: &str) -> Result<TokenHashes, String> {
    // The message does not quote the item, which may be the token itself by mistake.
    let hash = |(at, text): (usize, &str)| {
        let malformed = || format!("hash {} is not a SHA-256: expected 64 hexadecimal digits", at + 1);
        sha256_of_hex(text).map(TokenHash).ok_or_else(malformed)
    };
    items(text).enumerate().map(hash).collect::<Result<_, _>>().map(TokenHashes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_written_as_browsers_write_them() {
        let only = |origins: &[&str]| Origins::Only(origins.iter().map(ToString::to_string).collect());
        for (text, expected) in [
            ("", Origins::none()),
            (" * ", Origins::All),
            ("https://example.org", only(&["https://example.org"])),
            ("HTTPS://Example.org:443, http://localhost:3000", only(&["https://example.org", "http://localhost:3000"])),
            (
                "http://[::1]:80,http://[::1]:8080,http://[::1]",
                only(&["http://[::1]", "http://[::1]:8080", "http://[::1]"]),
            ),
        ] {
            assert_eq!(origins(text), Ok(expected), "{text}");
        }
        assert!(only(&[]).is_none() && !Origins::All.is_none());
        for text in [
            "example.org",
            "https://",
            "https://example.org/",
            "https://example.org/page",
            "https://*.example.org",
            "https://user@example.org",
            "https://example.org:port",
            "https://example.org:70000",
            "https://سند.org",
            "ftp://example.org",
            "null",
            "*, https://example.org",
            "auto, https://example.org",
        ] {
            assert!(origins(text).is_err_and(|reason| reason.contains("expected a scheme and a host")), "{text}");
        }
    }

    #[test]
    fn hashes_are_read_as_they_are_written() {
        let hash = TokenHash::of(b"abc");
        // The example of FIPS 180-2, B.1.
        let text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hash.to_string(), text);
        let hashes = token_hashes(&format!("{}, {text},", text.to_uppercase())).unwrap();
        assert_eq!(hashes.as_slice(), [hash, hash]);
        assert!(token_hashes("").unwrap().as_slice().is_empty());
        for malformed in [&text[1..], "secret", &text.replace('b', "x"), &"+a".repeat(32)] {
            let reason = token_hashes(&format!("{text},{malformed}")).unwrap_err();
            assert!(reason.starts_with("hash 2 is not a SHA-256") && !reason.contains(malformed), "{reason}");
        }
    }
}
