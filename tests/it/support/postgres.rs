//! Postgres: one server per run, a database per test; the data set is loaded once per run into a template.
//!
//! `SANAD_TEST_POSTGRES_URL` names a server at hand, whose user may create databases. Else a container is started from
//! the image `SANAD_TEST_POSTGRES_IMAGE`, by default `postgres:15-alpine`, and removed when the run ends.

use std::sync::{Mutex, OnceLock};

use diesel::connection::SimpleConnection;
use sanad::config::DatabaseUrl;
use sanad::db::{Access, Conn};
use sanad_testkit::postgres::start_container;

use super::{TestDatabase, fill, unique_name};

/// What has to go when the run ends.
static LEFTOVERS: Mutex<Vec<Box<dyn Send>>> = Mutex::new(Vec::new());

/// A database that is dropped with its value.
struct Database(String);

impl Database {
    fn create(template: Option<&str>) -> Self {
        let name = unique_name();
        let from = template.map(|template| format!(" TEMPLATE {template}")).unwrap_or_default();
        administer(&format!("CREATE DATABASE {name}{from}")).expect("the user may create databases");
        Self(name)
    }

    fn url(&self) -> DatabaseUrl {
        url(&self.0)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Err(error) = administer(&format!("DROP DATABASE {} WITH (FORCE)", self.0)) {
            eprintln!("could not drop {}: {error}", self.0);
        }
    }
}

fn administer(statement: &str) -> Result<(), Box<dyn std::error::Error>> {
    let mut conn = Conn::open(&url("postgres"), Access::Write)?;
    Ok(conn.batch_execute(statement)?)
}

fn url(database: &str) -> DatabaseUrl {
    let server = server().trim_end_matches('/');
    format!("{server}/{database}").parse().expect("the URL is well-formed")
}

/// The URL of the server, without a database.
fn server() -> &'static str {
    static SERVER: OnceLock<Result<String, String>> = OnceLock::new();
    let server = SERVER.get_or_init(|| match std::env::var("SANAD_TEST_POSTGRES_URL") {
        Ok(url) => Ok(without_database(&url)),
        Err(_) => start_container(&[]).map(|(container, url)| {
            // The first connection registers what ends OpenSSL at exit. What is registered later runs before it, so
            // that databases can still be dropped.
            let _ = Conn::open(&format!("{url}/postgres").parse().expect("the URL is well-formed"), Access::Write);
            at_exit(Box::new(container));
            url
        }),
    });
    server.as_ref().unwrap_or_else(|reason| panic!("{reason}"))
}

fn without_database(url: &str) -> String {
    let authority = url.find("://").map_or(0, |at| at + 3);
    let end = url[authority..].find('/').map_or(url.len(), |at| authority + at);
    url[..end].to_owned()
}

/// Keeps a value until the run ends. The test harness leaves no other place: statics are never dropped.
fn at_exit(leftover: Box<dyn Send>) {
    extern "C" fn clear() {
        // On a thread of its own: the main thread's local values may be gone by now.
        let clearing = std::thread::spawn(|| {
            let mut leftovers = LEFTOVERS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            while let Some(leftover) = leftovers.pop() {
                drop(leftover);
            }
        });
        let _ = clearing.join();
    }
    static REGISTERED: OnceLock<()> = OnceLock::new();
    REGISTERED.get_or_init(|| {
        // SAFETY: the function is `extern "C"`, takes nothing, and does not unwind: it joins the thread that might.
        unsafe { libc::atexit(clear) };
    });
    LEFTOVERS.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(leftover);
}

pub fn empty() -> TestDatabase {
    let database = Database::create(None);
    TestDatabase { url: database.url(), _place: Box::new(database) }
}

pub fn seeded() -> TestDatabase {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    let template = TEMPLATE.get_or_init(|| {
        let database = Database::create(None);
        fill(&database.url());
        let name = database.0.clone();
        at_exit(Box::new(database));
        name
    });
    let database = Database::create(Some(template));
    TestDatabase { url: database.url(), _place: Box::new(database) }
}
