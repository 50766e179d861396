//! Interrupts SQLite statements at a deadline and turns off planning by bound values. Diesel gives no access to the
//! progress handler and the setting that this takes.
//!
//! SQLite calls a hook for each connection that is opened, on the thread that opens it (`sqlite3_auto_extension`). The
//! hook installs the progress handler with its limit, which belongs to the connection (`sqlite3_set_clientdata`) and is
//! released with it.

use std::cell::RefCell;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use diesel::{Connection, ConnectionError, ConnectionResult, SqliteConnection};
use libsqlite3_sys as ffi;

use crate::deadline::Deadline;

/// After this many instructions of its virtual machine SQLite calls the progress handler. They take some tens of
/// microseconds.
const INSTRUCTIONS: c_int = 1_000;

/// The name of the limit among the connection's client data.
const NAME: &CStr = c"sanad.limit";

thread_local! {
    /// The limit for the connection that this thread is about to open.
    static NEXT: RefCell<Option<Arc<Limit>>> = const { RefCell::new(None) };
}

/// The deadline of the statements of a connection.
#[derive(Debug, Default)]
pub struct Limit(Mutex<Deadline>);

impl Limit {
    /// Replaces the deadline.
    pub fn set(&self, deadline: Deadline) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = deadline;
    }

    fn is_over(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_over()
    }
}

/// Opens a file with statements that fail with an interruption error when the limit is over. The connection stays
/// usable.
pub fn establish(uri: &str, limit: &Arc<Limit>) -> ConnectionResult<SqliteConnection> {
    static REGISTERED: OnceLock<c_int> = OnceLock::new();
    // SAFETY: the function has the signature that SQLite calls it with, and stays for as long as the process does.
    let registered = *REGISTERED.get_or_init(|| unsafe { ffi::sqlite3_auto_extension(Some(attach)) });
    if registered != ffi::SQLITE_OK {
        return Err(ConnectionError::BadConnection(format!("SQLite takes no extension: code {registered}")));
    }
    NEXT.set(Some(Arc::clone(limit)));
    let opened = SqliteConnection::establish(uri);
    NEXT.take();
    opened
}

/// SQLite calls this for each connection that any thread opens, before the connection is used.
unsafe extern "C" fn attach(
    connection: *mut ffi::sqlite3,
    _: *mut *mut c_char,
    _: *const ffi::sqlite3_api_routines,
) -> c_int {
    let Some(limit) = NEXT.try_with(RefCell::take).ok().flatten() else { return ffi::SQLITE_OK };
    plan_without_values(connection);
    let limit = Arc::into_raw(limit).cast::<c_void>().cast_mut();
    // SAFETY: the connection is open. It becomes the owner of the pointer, and calls `release` when it is closed, or at
    // once when it cannot keep it.
    let kept = unsafe { ffi::sqlite3_set_clientdata(connection, NAME.as_ptr(), limit, Some(release)) };
    if kept == ffi::SQLITE_OK {
        // SAFETY: the pointer is good for as long as the connection is open, and only an open one calls `is_over`.
        unsafe { ffi::sqlite3_progress_handler(connection, INSTRUCTIONS, Some(is_over), limit) };
    }
    kept
}

/// Makes the plan of a statement independent of its bound values. By default SQLite looks at the values if the database
/// has samples of its columns (`sqlite_stat4`) or the statement has a bound limit; then it prepares the statement again
/// at each execution, and plans worse for the most frequent values.
fn plan_without_values(connection: *mut ffi::sqlite3) {
    let (on, nothing) = (1 as c_int, std::ptr::null_mut::<c_int>());
    // SAFETY: the connection is open, and this setting takes a number and a pointer that may be null. It cannot fail.
    unsafe { ffi::sqlite3_db_config(connection, ffi::SQLITE_DBCONFIG_ENABLE_QPSG, on, nothing) };
}

/// The progress handler: any result but 0 interrupts the statement.
unsafe extern "C" fn is_over(limit: *mut c_void) -> c_int {
    // SAFETY: it is the pointer that `attach` made of a `Limit`, which the connection owns and has not released.
    let limit = unsafe { &*limit.cast::<Limit>() };
    c_int::from(limit.is_over())
}

unsafe extern "C" fn release(limit: *mut c_void) {
    // SAFETY: it is the pointer that `attach` made of an `Arc<Limit>`, and SQLite calls this once.
    drop(unsafe { Arc::from_raw(limit.cast_const().cast::<Limit>()) });
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use diesel::connection::SimpleConnection;
    use diesel::dsl::sql;
    use diesel::sql_types::{BigInt, Bool};
    use diesel::{QueryResult, RunQueryDsl};

    use super::*;

    /// A query that runs for minutes.
    const ENDLESS: &str = "(WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers \
                           LIMIT 10000000000) SELECT COUNT(*) FROM numbers)";

    fn count(conn: &mut SqliteConnection) -> QueryResult<i64> {
        diesel::select(sql::<BigInt>(ENDLESS)).get_result(conn)
    }

    #[test]
    fn a_statement_ends_with_its_deadline() {
        let limit = Arc::<Limit>::default();
        let mut conn = establish(":memory:", &limit).unwrap();
        for _ in 0..3 {
            let start = Instant::now();
            limit.set(Deadline::after(Duration::from_millis(50)));
            assert!(count(&mut conn).unwrap_err().to_string().contains("interrupted"));
            let took = start.elapsed();
            assert!((Duration::from_millis(50)..Duration::from_secs(5)).contains(&took), "{took:?}");
            limit.set(Deadline::never());
            conn.batch_execute("SELECT 1").unwrap();
        }
        assert_eq!(Arc::strong_count(&limit), 2);
        drop(conn);
        assert_eq!(Arc::strong_count(&limit), 1, "the connection keeps its limit when it is closed");
    }

    #[test]
    fn a_statement_ends_when_nobody_waits_any_more() {
        let (limit, deadline) = (Arc::<Limit>::default(), Deadline::never());
        let mut conn = establish(":memory:", &limit).unwrap();
        limit.set(deadline.clone());
        let giving_up = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(50));
            deadline.give_up();
        });
        assert!(count(&mut conn).unwrap_err().to_string().contains("interrupted"));
        giving_up.join().unwrap();
    }

    #[test]
    fn sqlite_is_compiled_as_the_settings_of_cargo_say() {
        let mut conn = establish(":memory:", &Arc::default()).unwrap();
        let mut has = |option: &str| {
            diesel::select(sql::<Bool>(&format!("sqlite_compileoption_used('{option}')"))).get_result::<bool>(&mut conn)
        };
        assert_eq!(has("ENABLE_STAT4"), Ok(false));
        assert_eq!(has("ENABLE_MEMORY_MANAGEMENT"), Ok(false));
        assert_eq!(has("DEFAULT_MEMSTATUS=0"), Ok(true));
    }

    /// How often a statement is prepared again when it runs with other values each time.
    fn prepared_again(conn: *mut ffi::sqlite3, statement: &CStr) -> c_int {
        let mut prepared = std::ptr::null_mut();
        // SAFETY: the connection is open, and the statement is finalized before it is closed.
        unsafe {
            let end = std::ptr::null_mut();
            assert_eq!(ffi::sqlite3_prepare_v2(conn, statement.as_ptr(), -1, &raw mut prepared, end), ffi::SQLITE_OK);
            for value in 1..6 {
                assert_eq!(ffi::sqlite3_bind_int64(prepared, 1, value), ffi::SQLITE_OK);
                while ffi::sqlite3_step(prepared) == ffi::SQLITE_ROW {}
                ffi::sqlite3_reset(prepared);
            }
            let times = ffi::sqlite3_stmt_status(prepared, ffi::SQLITE_STMTSTATUS_REPREPARE, 0);
            ffi::sqlite3_finalize(prepared);
            times
        }
    }

    #[test]
    fn a_statement_is_prepared_once_whatever_values_it_gets() {
        let _opened_before = establish(":memory:", &Arc::default()).unwrap();
        for (is_ours, expected) in [(false, true), (true, false)] {
            NEXT.set(is_ours.then(Arc::default));
            let mut conn = std::ptr::null_mut();
            // SAFETY: the connection is closed below, and nothing else has it.
            unsafe { assert_eq!(ffi::sqlite3_open(c":memory:".as_ptr(), &raw mut conn), ffi::SQLITE_OK) };
            NEXT.take();
            let tables = c"CREATE TABLE a (b INTEGER, c INTEGER); CREATE INDEX d ON a (c) WHERE b > 3;
                           INSERT INTO a VALUES (1, 1), (4, 2), (5, 3); ANALYZE";
            // SAFETY: the connection is open, and nothing is called back.
            let made = unsafe {
                let nothing = std::ptr::null_mut();
                ffi::sqlite3_exec(conn, tables.as_ptr(), None, nothing, std::ptr::null_mut())
            };
            assert_eq!(made, ffi::SQLITE_OK);
            let again = prepared_again(conn, c"SELECT c FROM a WHERE b > ?1 ORDER BY c LIMIT ?1");
            // SAFETY: its statements are finalized.
            unsafe { ffi::sqlite3_close(conn) };
            assert_eq!(again > 0, expected, "{again}");
        }
    }

    #[test]
    fn a_file_that_cannot_be_opened_leaves_nothing_behind() {
        let limit = Arc::<Limit>::default();
        assert!(establish("file:/nowhere/at/all.db?mode=rw", &limit).is_err());
        assert_eq!(Arc::strong_count(&limit), 1);
    }
}
