//! Connecting to Postgres.

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

/// What libpq is told unless the URL says otherwise: a server that is away is noticed by a request, not by the system's
/// own limits, which are minutes. The first is per host, in seconds, and 2 is the least. What is sent and not received
/// in so many milliseconds ends a connection, and so does silence after so many seconds and unanswered probes.
/// <https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS>
const PARAMETERS: [(&str, &str); 6] = [
    ("connect_timeout", "2"),
    ("tcp_user_timeout", "10000"),
    ("keepalives_idle", "10"),
    ("keepalives_interval", "3"),
    ("keepalives_count", "3"),
    ("fallback_application_name", "sanad"),
];

/// The variable that says what the URL does not.
const CONNECT_TIMEOUT_VARIABLE: &str = "PGCONNECT_TIMEOUT";

/// Where a transaction runs: a process of one server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pid: i32,
    /// Tells servers apart, of which each has processes of the same numbers.
    server_start: DateTime<Utc>,
}

diesel::define_sql_function! {
    /// The number of the process that runs the transaction.
    fn pg_backend_pid() -> Integer;
}

diesel::define_sql_function! {
    /// When the server was started.
    fn pg_postmaster_start_time() -> Timestamptz;
}

diesel::define_sql_function! {
    /// Ends the statement that a process runs. It takes no more than the role that the process has.
    fn pg_cancel_backend(pid: Integer) -> Bool;
}

/// How long a connection keeps one session of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pooling {
    /// As long as it is open.
    Session,
    /// For one transaction at a time: a pooler may hand the next to another session.
    Transaction,
}

impl Pooling {
    /// What the URL says, and the URL as libpq takes it.
    fn of(url: &str) -> (String, Self) {
        let Some((place, parameters)) = url.split_once('?') else { return (url.to_owned(), Self::Session) };
        let is_ours = |parameter: &&str| *parameter == TRANSACTION_POOLING;
        let rest: Vec<&str> = parameters.split('&').filter(|parameter| !is_ours(parameter)).collect();
        let pooling =
            if parameters.split('&').any(|parameter| is_ours(&parameter)) { Self::Transaction } else { Self::Session };
        (format!("{place}?{}", rest.join("&")), pooling)
    }
}

/// Whether sessions that have seen each other's settings share one of the server, as they do behind a pooler in transaction
/// mode, and the URL does not say so.
///
/// One session sets something, and the next looks whether it is set. A pooler gives the session that was free last; of
/// another one, which others have taken meanwhile, there are several tries.
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
        // What is set for a session, and statements with names, stay behind in one that goes on to others.
        (Pooling::Transaction, _) => conn.set_prepared_statement_cache_size(CacheSize::Disabled),
        (Pooling::Session, Access::Read) => conn
            .batch_execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
            .map_err(|error| error.to_string())?,
        (Pooling::Session, Access::Write) => {}
    }
    Ok(conn)
}

/// Starts a reading transaction. A pooler may hand each transaction to another session, so the statement itself says of
/// which sort it is, and how long each of its statements may take.
pub fn begin_reading(conn: &mut PgConnection, deadline: &Deadline) -> Result<Begun> {
    // At the default cost of a random page, which is that of a turning disk, the planner would rather read and sort all
    // rows of a parent than the first few of an index.
    let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL random_page_cost = 1.1";
    let begin = match deadline.remaining() {
        None => Cow::Borrowed(begin),
        Some(left) => format!("{begin}; SET LOCAL statement_timeout = {}", timeout(left)).into(),
    };
    AnsiTransactionManager::begin_transaction_sql(conn, &begin)?;
    let first = revisions::table.select((revision::COLUMNS, pg_backend_pid(), pg_postmaster_start_time()));
    let (sighted, pid, server_start) = first.first::<((i64, Token), _, _)>(conn)?;
    Ok(Begun { sighting: sighted.into(), session: Some(Session { pid, server_start }) })
}

/// How much later than the deadline the server itself ends a statement: whatever it ends is too late then, for us too.
const GRACE: Duration = Duration::from_millis(50);

/// The `statement_timeout` in milliseconds, of which 0 would be none.
fn timeout(left: Duration) -> i32 {
    i32::try_from((left + GRACE).as_millis()).unwrap_or(i32::MAX)
}

/// Ends the statement that runs in a session of the server that the connection leads to. Returns whether it is one.
pub fn cancel(conn: &mut PgConnection, session: &Session) -> Result<bool> {
    let is_here = pg_postmaster_start_time().eq(session.server_start);
    let cancel = diesel::select(pg_cancel_backend(session.pid)).filter(is_here);
    Ok(conn.transaction(|conn| cancel.get_result::<bool>(conn).optional())?.is_some())
}

/// The URL with the parameters that it does not have.
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
