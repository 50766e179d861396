//! Where the database is: a file of SQLite, or a server of Postgres.

use std::ffi::OsStr;
use std::fmt;
use std::str::FromStr;

use clap::builder::TypedValueParser;
use clap::error::ErrorKind;

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
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        Err(malformed(if text.starts_with("sqlite:") && text.contains(":memory:") {
            IN_MEMORY
        } else {
            "is no database that sanad knows: expected sqlite://PATH or postgres://USER:PASSWORD@HOST:PORT/DATABASE"
        }))
    }
}

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
        None => format!("{scheme}://{place}{mark}"),
        Some((credentials, host)) => match credentials.split_once(':') {
            None => format!("{scheme}://{credentials}@{host}{mark}"),
            Some((user, _)) => format!("{scheme}://{user}:…@{host}{mark}"),
        },
    }
}

/// Reads a [`DatabaseUrl`] for clap, whose own message about a bad value would print the password.
#[derive(Clone)]
pub(super) struct Redacting;

impl TypedValueParser for Redacting {
    type Value = DatabaseUrl;

    fn parse_ref(
        &self,
        command: &clap::Command,
        option: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<DatabaseUrl, clap::Error> {
        value.to_string_lossy().parse().map_err(|malformed: MalformedDatabaseUrl| {
            let option = option.map(ToString::to_string).unwrap_or_default();
            let message = format!("invalid value for '{option}': {malformed}\n");
            clap::Error::raw(ErrorKind::ValueValidation, message).with_cmd(command)
        })
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
        for url in ["postgres://localhost/sanad", "postgresql://a:b@h1:1,h2:2/sanad?sslmode=require"] {
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
            ("postgres://amal:sec@ret/secret@host/db", "postgres://amal:…@host/db"),
            ("postgres:///db?user=amal&password=secret", "postgres:///db?…"),
            ("postgres://amal:sec?ret@host/db", "postgres://…"),
        ] {
            let url: DatabaseUrl = url.parse().unwrap();
            assert_eq!(url.to_string(), shown);
            assert_eq!(format!("{url:?}"), shown);
        }
        for text in ["mysql://amal:secret@host/db", "amal:secret@host", "host=here password=secret"] {
            assert!(!text.parse::<DatabaseUrl>().unwrap_err().to_string().contains("secret"), "{text}");
        }
    }
}
