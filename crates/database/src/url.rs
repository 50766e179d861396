//! The URL of the database: a SQLite file or a Postgres server.

use std::fmt;
use std::str::FromStr;

use percent_encoding::percent_decode_str;

/// The URL of a database. It may contain a password, which only [`Display`](fmt::Display) hides.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// The path of the file, absolute or relative to the current directory.
    Sqlite(String),
    /// The whole URL, in the syntax of libpq.
    Postgres(String),
}

impl DatabaseUrl {
    /// The URL without secrets: the password and the parameters.
    pub fn redacted(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("sqlite://{path}"),
            Self::Postgres(url) => redacted(url),
        }
    }

    /// The reason why the database cannot be opened, unless it contains a secret.
    pub(crate) fn without_secrets(&self, reason: String) -> String {
        let shown = self.redacted();
        // Text that the redacted URL shows, such as a user with the same name as the password, is no secret.
        let leaks = |secret: &String| !secret.is_empty() && reason.contains(secret) && !shown.contains(secret);
        if self.secrets().iter().any(leaks) {
            return "the reason is not shown, because it quotes the password".to_owned();
        }
        reason
    }

    /// Passwords and credentials, percent-encoded and decoded.
    fn secrets(&self) -> Vec<String> {
        let Self::Postgres(url) = self else { return Vec::new() };
        let Some((_, rest)) = url.split_once("://") else { return Vec::new() };
        let (credentials, place) = split_credentials(rest);
        let password = credentials.and_then(|credentials| credentials.split_once(':')).map(|(_, password)| password);
        let values = parameters(place).filter_map(|parameter| parameter.split_once('='));
        let passwords = values.filter(|(name, _)| name.ends_with("password")).map(|(_, value)| value);
        let written = password.into_iter().chain(passwords).chain(password.and(credentials));
        written.flat_map(|text| [text.to_owned(), percent_decode_str(text).decode_utf8_lossy().into_owned()]).collect()
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.redacted())
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A malformed database URL. The message does not show the password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{redacted}` {reason}")]
pub struct MalformedDatabaseUrl {
    redacted: String,
    reason: &'static str,
}

impl FromStr for DatabaseUrl {
    type Err = MalformedDatabaseUrl;

    /// Parses `sqlite://path`, `postgres://…` or `postgresql://…`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let malformed = |reason| MalformedDatabaseUrl { redacted: redacted(text), reason };
        if let Some(path) = text.strip_prefix("sqlite://") {
            return match wrong_with_path(path) {
                None => Ok(Self::Sqlite(path.to_owned())),
                Some(reason) => Err(malformed(reason)),
            };
        }
        if let Some(rest) = text.strip_prefix("postgres://").or_else(|| text.strip_prefix("postgresql://")) {
            return match wrong_with_server(rest) {
                None => Ok(Self::Postgres(text.to_owned())),
                Some(reason) => Err(malformed(reason)),
            };
        }
        Err(malformed(if text.starts_with("sqlite:") && text.contains(":memory:") {
            IN_MEMORY
        } else {
            "is not a database URL: expected sqlite://PATH or postgres://USER:PASSWORD@HOST:PORT/DATABASE"
        }))
    }
}

/// The parameter of a Postgres URL for a pooler in transaction mode, where each transaction may run in another session. It is
/// not passed to libpq.
pub const TRANSACTION_POOLING: &str = "pooling=transaction";

const IN_MEMORY: &str = "cannot be shared by several connections: expected a file, such as sqlite://sanad.db";

fn wrong_with_path(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        Some("names no file: expected a path, such as sqlite://sanad.db or, absolute, sqlite:///var/lib/sanad.db")
    } else if path.contains(":memory:") {
        Some(IN_MEMORY)
    } else if path.ends_with('/') {
        Some("is a directory: expected the path of a file, such as sqlite://sanad.db")
    } else if path.contains('?') {
        Some("has parameters, which are not supported for SQLite: expected only a path, such as sqlite://sanad.db")
    } else {
        None
    }
}

/// Mistakes that libpq would report with a quotation, which may include the password.
fn wrong_with_server(rest: &str) -> Option<&'static str> {
    let (_, place) = split_credentials(rest);
    if rest.contains(|character: char| character.is_whitespace() || character.is_control()) {
        Some("has white space or a control character: expected it percent-encoded, a space as %20")
    } else if !is_percent_encoded(rest) {
        Some("has a % that is not followed by two hexadecimal digits: expected a literal % as %25")
    } else if place.contains('@') {
        Some("has an unexpected @ or /: expected those in the user or password percent-encoded, as %40 and %2F")
    } else if !are_hosts(place) {
        Some("has an invalid host or port: expected HOST:PORT, the port in digits, IPv6 as [ADDRESS]:PORT")
    } else if parameters(place).any(|parameter| parameter.matches('=').count() != 1) {
        Some("has a malformed parameter: expected ?NAME=VALUE&NAME=VALUE, with literal = and & as %3D and %26")
    } else if parameters(place).any(|parameter| parameter.starts_with("pooling=") && parameter != TRANSACTION_POOLING) {
        Some(
            "has an unknown pooling mode: expected pooling=transaction, or no such parameter if connections keep their sessions",
        )
    } else {
        None
    }
}

/// Splits off the credentials as libpq does.
fn split_credentials(rest: &str) -> (Option<&str>, &str) {
    match rest.split_once('@') {
        Some((credentials, place)) if !credentials.contains('/') => (Some(credentials), place),
        _ => (None, rest),
    }
}

fn parameters(place: &str) -> impl Iterator<Item = &str> {
    let parameters = place.split_once('?').map(|(_, parameters)| parameters);
    parameters.filter(|parameters| !parameters.is_empty()).into_iter().flat_map(|parameters| parameters.split('&'))
}

/// Whether each % is followed by two hexadecimal digits other than 00.
fn is_percent_encoded(text: &str) -> bool {
    text.split('%').skip(1).all(|behind| {
        let digits = behind.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit) && digits != b"00")
    })
}

/// Whether the part before the path is a valid list of hosts: each with an optional port, IPv6 addresses in brackets.
fn are_hosts(place: &str) -> bool {
    let end = place.find(['/', '?']).unwrap_or(place.len());
    place[..end].split(',').all(|host| {
        let (is_whole, port) = match host.strip_prefix('[').map(|rest| rest.split_once(']')) {
            Some(Some((address, rest))) => (!address.is_empty() && !address.contains('['), rest),
            Some(None) => (false, ""),
            None => {
                let name = host.find(':').unwrap_or(host.len());
                (!host[..name].contains(['[', ']']), &host[name..])
            }
        };
        let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
        is_whole && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
    })
}

/// The text without possible secrets. If they cannot be located, only the scheme is kept.
fn redacted(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else {
        let may_be_secret = text.contains(['@', '=', '/']);
        return if may_be_secret { "…".to_owned() } else { text.to_owned() };
    };
    if scheme == "sqlite" {
        return text.to_owned();
    }
    let (place, parameters) = match rest.split_once('?') {
        Some((place, parameters)) => (place, Some(parameters)),
        None => (rest, None),
    };
    // An `@` after the first `?` may end a password that contains a `?`.
    if parameters.is_some_and(|parameters| parameters.contains('@')) {
        return format!("{scheme}://…");
    }
    let mark = if parameters.is_some() { "?…" } else { "" };
    match place.rsplit_once('@') {
        // An invalid port may be a password.
        None if !are_hosts(place) => format!("{scheme}://…"),
        None => format!("{scheme}://{place}{mark}"),
        Some((credentials, host)) => match credentials.split_once(':') {
            None => format!("{scheme}://{credentials}@{host}{mark}"),
            Some((user, _)) => format!("{scheme}://{user}:…@{host}{mark}"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_names_the_backend() {
        let sqlite = |path: &str| DatabaseUrl::Sqlite(path.to_owned());
        assert_eq!("sqlite://sanad.db".parse(), Ok(sqlite("sanad.db")));
        assert_eq!("sqlite:///var/lib/sanad.db".parse(), Ok(sqlite("/var/lib/sanad.db")));
        for url in [
            "postgres://",
            "postgres://localhost/sanad",
            "postgres://%2Fvar%2Frun/sanad?",
            "postgres://a:100%25@[::1]:5432,[fe80::1]/sanad?sslmode=require&user=a%40b",
            "postgresql://a:b@h1:1,h2:2/sanad?sslmode=require",
        ] {
            assert_eq!(url.parse(), Ok(DatabaseUrl::Postgres(url.to_owned())));
        }
    }

    #[test]
    fn malformed_urls_are_refused_with_a_reason() {
        for (text, reason) in [
            ("", "is not a database URL"),
            ("sanad.db", "is not a database URL"),
            ("mysql://localhost/sanad", "is not a database URL"),
            ("sqlite::memory:", "cannot be shared"),
            ("sqlite://:memory:", "cannot be shared"),
            ("sqlite://", "names no file"),
            ("sqlite:///", "is a directory"),
            ("sqlite://sanad.db?mode=ro", "has parameters"),
            ("postgres://h/sanad?pooling=statement", "has an unknown pooling mode"),
        ] {
            let malformed = text.parse::<DatabaseUrl>().unwrap_err().to_string();
            assert!(malformed.contains(reason) && malformed.contains("expected"), "{text}: {malformed}");
        }
    }

    #[test]
    fn no_secret_is_printed() {
        for (url, shown) in [
            ("postgres://host/db", "postgres://host/db"),
            ("postgres://amal@host/db", "postgres://amal@host/db"),
            ("postgres://amal:secret@host:5432/db", "postgres://amal:…@host:5432/db"),
            ("postgres:///db?user=amal&password=secret", "postgres:///db?…"),
            ("postgres://amal:sec?ret@host/db", "postgres://…"),
        ] {
            let url: DatabaseUrl = url.parse().unwrap();
            assert_eq!(url.to_string(), shown);
            assert_eq!(format!("{url:?}"), shown);
        }
        for (text, shown) in [
            ("mysql://amal:secret@host/db", "mysql://amal:…@host/db"),
            ("amal:secret@host", "…"),
            ("host=here password=secret", "…"),
            ("postgres://amal:100%secret@host/db", "postgres://amal:…@host/db"),
            ("postgres://amal:secret%@host/db", "postgres://amal:…@host/db"),
            ("postgres://amal:secret%00@host/db", "postgres://amal:…@host/db"),
            ("postgres://amal:my secret@host/db", "postgres://amal:…@host/db"),
            ("postgres://amal:secret\t@host/db", "postgres://amal:…@host/db"),
            ("postgres://amal:secret\u{7f}@host/db", "postgres://amal:…@host/db"),
            ("postgres://amal:secret@[host/db", "postgres://amal:…@[host/db"),
            ("postgres://amal:secret@host]/db", "postgres://amal:…@host]/db"),
            ("postgres://amal:secret@[]/db", "postgres://amal:…@[]/db"),
            ("postgres://amal:secret@[::1]5432/db", "postgres://amal:…@[::1]5432/db"),
            ("postgres://amal:sec@ret/secret@host/db", "postgres://amal:…@host/db"),
            ("postgres://amal:sec/secret@host/db", "postgres://amal:…@host/db"),
            ("postgres://amal:secret", "postgres://…"),
            ("postgres://amal:secret/ret", "postgres://…"),
            ("postgres://host/db?password=se&secret", "postgres://host/db?…"),
            ("postgres://host/db?password=se=secret", "postgres://host/db?…"),
            ("postgres://host/db?password=secret%", "postgres://host/db?…"),
        ] {
            let malformed = text.parse::<DatabaseUrl>().unwrap_err().to_string();
            assert!(malformed.starts_with(&format!("`{shown}` ")) && malformed.contains("expected"), "{malformed}");
            assert!(!malformed.contains("secret"), "{malformed}");
        }
    }

    #[test]
    fn a_reason_with_a_password_is_withheld() {
        let told = |url: &str, reason: &str| {
            let url: DatabaseUrl = url.parse().unwrap();
            url.without_secrets(reason.to_owned()) == reason
        };
        let reasons = ["malformed: amal:my%20secret@host", "malformed: `my%20secret`", "malformed: `my secret`"];
        for url in ["postgres://amal:my%20secret@host/db", "postgres://host/db?password=my%20secret"] {
            assert!(reasons.iter().all(|reason| !told(url, reason)), "{url}");
            assert!(told(url, "password authentication failed for user \"amal\""));
        }
        assert!(told("postgres://amal:amal@host/db", "password authentication failed for user \"amal\""));
        assert!(told("postgres://amal:@host/db", "no password supplied"));
        assert!(told("sqlite://sanad.db", "there is no such file"));
    }
}
