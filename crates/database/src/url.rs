//! Where the database is: a file of SQLite, or a server of Postgres.

use std::fmt;
use std::str::FromStr;

use percent_encoding::percent_decode_str;

/// The address of a database. It may hold a password: print it only as [`Display`](fmt::Display) does.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// The path of the file, relative to the current directory or absolute.
    Sqlite(String),
    /// The whole URL, as libpq takes it.
    Postgres(String),
}

impl DatabaseUrl {
    /// The URL without what may be secret: the password and the parameters.
    pub fn redacted(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("sqlite://{path}"),
            Self::Postgres(url) => redacted(url),
        }
    }

    /// Why the database cannot be opened, or, where the reason quotes a password, that it does.
    pub(crate) fn without_secrets(&self, reason: String) -> String {
        let shown = self.redacted();
        // What the URL shows anyway, such as a user of the same name, gives nothing away.
        let is_told = |secret: &String| !secret.is_empty() && reason.contains(secret) && !shown.contains(secret);
        if self.secrets().iter().any(is_told) {
            return "the reason is not shown, because it quotes the password".to_owned();
        }
        reason
    }

    /// The passwords and the credentials, as they are written and as they are meant.
    fn secrets(&self) -> Vec<String> {
        let Self::Postgres(url) = self else { return Vec::new() };
        let Some((_, rest)) = url.split_once("://") else { return Vec::new() };
        let (credentials, place) = apart(rest);
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

/// Text that is not the URL of a database. Its message shows no password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{redacted}` {reason}")]
pub struct MalformedDatabaseUrl {
    redacted: String,
    reason: &'static str,
}

impl FromStr for DatabaseUrl {
    type Err = MalformedDatabaseUrl;

    /// Reads `sqlite://path`, `postgres://…` or `postgresql://…`.
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
            "is no database that sanad knows: expected sqlite://PATH or postgres://USER:PASSWORD@HOST:PORT/DATABASE"
        }))
    }
}

/// The parameter of a Postgres URL that says that a pooler hands each transaction to another session of the server. It is
/// not given on to libpq.
pub const TRANSACTION_POOLING: &str = "pooling=transaction";

const IN_MEMORY: &str = "keeps nothing that a second connection could read: expected a file, such as sqlite://sanad.db";

fn wrong_with_path(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        Some("names no file: expected a path, such as sqlite://sanad.db or, absolute, sqlite:///var/lib/sanad.db")
    } else if path.contains(":memory:") {
        Some(IN_MEMORY)
    } else if path.ends_with('/') {
        Some("is a directory: expected the path of a file, such as sqlite://sanad.db")
    } else if path.contains('?') {
        Some("has parameters, which SQLite does not get here: expected a path alone, such as sqlite://sanad.db")
    } else {
        None
    }
}

/// What libpq would complain of, quoting it: the password may be a part of it.
fn wrong_with_server(rest: &str) -> Option<&'static str> {
    let (_, place) = apart(rest);
    if rest.contains(|character: char| character.is_whitespace() || character.is_control()) {
        Some("has white space or a control character: expected it percent-encoded, a blank as %20")
    } else if !is_percent_encoded(rest) {
        Some("has a % that begins no percent-encoded character: expected a % that stands for itself as %25")
    } else if place.contains('@') {
        Some("has an @ or a / too many: expected those that are no separators percent-encoded, as %40 and %2F")
    } else if !are_hosts(place) {
        Some("has a host or a port that cannot be: expected HOST:PORT, the port in digits, IPv6 as [ADDRESS]:PORT")
    } else if parameters(place).any(|parameter| parameter.matches('=').count() != 1) {
        Some("has a malformed parameter: expected ?NAME=VALUE&NAME=VALUE, other = and & as %3D and %26")
    } else if parameters(place).any(|parameter| parameter.starts_with("pooling=") && parameter != TRANSACTION_POOLING) {
        Some(
            "has an unknown sort of pooling: expected pooling=transaction, or nothing where each connection keeps its session",
        )
    } else {
        None
    }
}

/// The credentials, and what stands behind them, as libpq tells them apart.
fn apart(rest: &str) -> (Option<&str>, &str) {
    match rest.split_once('@') {
        Some((credentials, place)) if !credentials.contains('/') => (Some(credentials), place),
        _ => (None, rest),
    }
}

fn parameters(place: &str) -> impl Iterator<Item = &str> {
    let parameters = place.split_once('?').map(|(_, parameters)| parameters);
    parameters.filter(|parameters| !parameters.is_empty()).into_iter().flat_map(|parameters| parameters.split('&'))
}

/// Whether each % stands before two digits of a character that may be in a URL: any but the null.
fn is_percent_encoded(text: &str) -> bool {
    text.split('%').skip(1).all(|behind| {
        let digits = behind.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit) && digits != b"00")
    })
}

/// Whether there are hosts before the path: each may have a port, and one that is an address of IPv6 is in brackets.
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

/// The text without what may be secret in it. Where that cannot be told, nothing but the scheme is left.
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
    // An `@` behind the first `?` may end a password with a `?` in it.
    if parameters.is_some_and(|parameters| parameters.contains('@')) {
        return format!("{scheme}://…");
    }
    let mark = if parameters.is_some() { "?…" } else { "" };
    match place.rsplit_once('@') {
        // What is no port may be a password.
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
    fn what_is_no_database_is_refused_with_a_reason() {
        for (text, reason) in [
            ("", "is no database that sanad knows"),
            ("sanad.db", "is no database that sanad knows"),
            ("mysql://localhost/sanad", "is no database that sanad knows"),
            ("sqlite::memory:", "keeps nothing"),
            ("sqlite://:memory:", "keeps nothing"),
            ("sqlite://", "names no file"),
            ("sqlite:///", "is a directory"),
            ("sqlite://sanad.db?mode=ro", "has parameters"),
            ("postgres://h/sanad?pooling=statement", "has an unknown sort of pooling"),
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
    fn a_reason_that_quotes_a_password_is_withheld() {
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
