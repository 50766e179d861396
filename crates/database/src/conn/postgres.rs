//! Connects to Postgres.

use std::borrow::Cow;
use std::time::Duration;

use chrono::{DateTime, Utc};
use diesel::connection::{AnsiTransactionManager, CacheSize, SimpleConnection};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Integer, Nullable, Text};

use super::{Access, Begun};
use crate::deadline::Deadline;
use crate::error::Result;
use crate::revision::{self, Token};
use crate::schema::revisions;
use crate::url::TRANSACTION_POOLING;

/// Parameters for libpq unless the URL sets them, so that a request notices a missing server long before the system's
/// own limits of minutes. `connect_timeout` is per host, in seconds, and 2 is the minimum. A connection ends when sent
/// data is not acknowledged within `tcp_user_timeout` milliseconds, or after the given seconds of silence and
/// unanswered probes.
/// <https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS>
const PARAMETERS: [(&str, &str); 6] = [
    ("connect_timeout", "2"),
    ("tcp_user_timeout", "10000"),
    ("keepalives_idle", "10"),
    ("keepalives_interval", "3"),
    ("keepalives_count", "3"),
    ("fallback_application_name", "sanad"),
];

/// The environment variable for `connect_timeout`.
const CONNECT_TIMEOUT_VARIABLE: &str = "PGCONNECT_TIMEOUT";

/// The server process that runs a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pid: i32,
    /// Distinguishes servers, whose processes may have equal ids.
    server_start: DateTime<Utc>,
}

diesel::define_sql_function! {
    /// The id of the process that runs the transaction.
    fn pg_backend_pid() -> Integer;
}

diesel::define_sql_function! {
    /// The time when the server started.
    fn pg_postmaster_start_time() -> Timestamptz;
}

diesel::define_sql_function! {
    /// Cancels the statement that a process runs. It needs no more rights than those of the process's role.
    fn pg_cancel_backend(pid: Integer) -> Bool;
}

/// How long a connection keeps its session on the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pooling {
    /// As long as the connection is open.
    Session,
    /// For one transaction: a pooler may run the next in another session.
    Transaction,
}

impl Pooling {
    /// The pooling that the URL declares, and the URL without that parameter, for libpq.
    fn of(url: &str) -> (String, Self) {
        let Some((place, parameters)) = url.split_once('?') else { return (url.to_owned(), Self::Session) };
        let is_ours = |parameter: &&str| *parameter == TRANSACTION_POOLING;
        let rest: Vec<&str> = parameters.split('&').filter(|parameter| !is_ours(parameter)).collect();
        let pooling =
            if parameters.split('&').any(|parameter| is_ours(&parameter)) { Self::Transaction } else { Self::Session };
        (format!("{place}?{}", rest.join("&")), pooling)
    }
}

/// Whether different connections share a session of the server, as behind a pooler in transaction mode, although the
/// URL does not say so.
///
/// One connection sets a setting, and the next checks whether it sees it. A pooler hands out the session that became
/// free last; others may have taken it meanwhile, so there are several tries.
pub fn is_pooled_unawares(url: &str) -> Result<bool, String> {
    const TRIES: usize = 5;
    if Pooling::of(url).1 == Pooling::Transaction {
        return Ok(false);
    }
    let connected = || PgConnection::establish(&with_parameters(url)).map_err(|error| error.to_string());
    let mut first = connected()?;
    for _ in 0..TRIES {
        let mark = fastrand::u64(..).to_string();
        first.batch_execute(&format!("SET sanad.session = '{mark}'")).map_err(|error| error.to_string())?;
        let mut second = connected()?;
        let seen: Option<String> = second
            .transaction(|second| {
                sql::<Nullable<Text>>("SELECT current_setting('sanad.session', true)").get_result(second)
            })
            .map_err(|error: diesel::result::Error| error.to_string())?;
        if seen == Some(mark) {
            return Ok(true);
        }
    }
    Ok(false)
}

pub fn open(url: &str, access: Access) -> Result<PgConnection, String> {
    let (url, pooling) = Pooling::of(url);
    let mut conn = PgConnection::establish(&with_parameters(&url)).map_err(|error| error.to_string())?;
    match (pooling, access) {
        // Settings of a session, and named prepared statements, would leak to other clients or be missing.
        (Pooling::Transaction, _) => conn.set_prepared_statement_cache_size(CacheSize::Disabled),
        (Pooling::Session, Access::Read) => conn
            .batch_execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
            .map_err(|error| error.to_string())?,
        (Pooling::Session, Access::Write) => {}
    }
    Ok(conn)
}

/// Begins a read transaction. A pooler may run each transaction in another session, so the statement itself sets the
/// isolation level and the timeout.
pub fn begin_reading(conn: &mut PgConnection, deadline: &Deadline) -> Result<Begun> {
    // The default cost of a random page is that of a spinning disk: the planner would read and sort all rows of a
    // parent instead of the first few of an index.
    let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL random_page_cost = 1.1";
    let begin = match deadline.remaining() {
        None => Cow::Borrowed(begin),
        Some(left) => format!("{begin}; SET LOCAL statement_timeout = {}", timeout(left)).into(),
    };
    AnsiTransactionManager::begin_transaction_sql(conn, &begin)?;
    let first = revisions::table.select((revision::COLUMNS, pg_backend_pid(), pg_postmaster_start_time()));
    let (version, pid, server_start) = first.first::<((i64, Token), _, _)>(conn)?;
    Ok(Begun { version: version.into(), session: Some(Session { pid, server_start }) })
}

/// How long after the deadline the server cancels a statement by itself. The result would be too late anyway.
const GRACE: Duration = Duration::from_millis(50);

/// The `statement_timeout` in milliseconds; 0 would mean none.
fn timeout(left: Duration) -> i32 {
    i32::try_from((left + GRACE).as_millis()).unwrap_or(i32::MAX)
}

/// Cancels the statement that a session of the connected server runs. Returns whether the session is on that server.
pub fn cancel(conn: &mut PgConnection, session: &Session) -> Result<bool> {
    let is_here = pg_postmaster_start_time().eq(session.server_start);
    let cancel = diesel::select(pg_cancel_backend(session.pid)).filter(is_here);
    Ok(conn.transaction(|conn| cancel.get_result::<bool>(conn).optional())?.is_some())
}

/// The URL with the default parameters that it does not set.
fn with_parameters(url: &str) -> String {
    let mut url = url.to_owned();
    for (name, value) in PARAMETERS {
        let is_set = url.contains(&format!("?{name}=")) || url.contains(&format!("&{name}="));
        let is_in_environment = name == PARAMETERS[0].0 && std::env::var_os(CONNECT_TIMEOUT_VARIABLE).is_some();
        if !is_set && !is_in_environment {
            let separator = match url.split_once('?') {
                None => "?",
                Some((_, "")) => "",
                Some(_) => "&",
            };
            url.push_str(&format!("{separator}{name}={value}"));
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_tells_of_a_pooler() {
        for (url, given_on, pooling) in [
            ("postgres://h/sanad", "postgres://h/sanad", Pooling::Session),
            ("postgres://h/sanad?a=b", "postgres://h/sanad?a=b", Pooling::Session),
            ("postgres://h/sanad?pooling=transaction", "postgres://h/sanad?", Pooling::Transaction),
            ("postgres://h/sanad?a=b&pooling=transaction&c=d", "postgres://h/sanad?a=b&c=d", Pooling::Transaction),
        ] {
            assert_eq!(Pooling::of(url), (given_on.to_owned(), pooling));
        }
    }

    #[test]
    fn what_the_url_says_stands() {
        let all = with_parameters("postgres://h1,h2/sanad");
        assert!(all.starts_with("postgres://h1,h2/sanad?connect_timeout=2&tcp_user_timeout=10000&"), "{all}");
        assert_eq!(with_parameters(&all), all);
        let some = with_parameters("postgres://h?tcp_user_timeout=7&connect_timeout=9");
        assert!(some.starts_with("postgres://h?tcp_user_timeout=7&connect_timeout=9&keepalives_idle="), "{some}");
        assert!(with_parameters("postgres://h?").starts_with("postgres://h?connect_timeout=2&"));
    }
}
