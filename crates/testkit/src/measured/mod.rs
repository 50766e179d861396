//! Running queries on a database that `generate` has filled.

mod cases;
mod questions;

use std::path::PathBuf;

use async_graphql::{Request, Response};
use fastrand::Rng;
use sanad::graphql::Api;
use sanad_database::{Access, Conn, DatabaseUrl, Pool, migrate};
use tokio::runtime::Runtime;

use crate::synthetic;

pub use cases::{PATHS, SCREEN, cases, path_between, screening};

/// The environment variable with the URL of the database.
const VARIABLE: &str = "SANAD_BENCH_DATABASE_URL";

/// As many connections as the server opens on a small machine.
const CONNECTIONS: u32 = 4;

type Failure = Box<dyn std::error::Error>;

/// A database with synthetic data, and the API on top of it.
pub struct Measured {
    pub url: DatabaseUrl,
    api: Api,
    runtime: Runtime,
    /// The file to remove at the end.
    temporary: Option<PathBuf>,
}

impl Measured {
    /// Opens the database in `SANAD_BENCH_DATABASE_URL`, or generates one with 10,000 parties if the variable is not
    /// set.
    pub fn open() -> Result<Self, Failure> {
        let (url, temporary) = match std::env::var(VARIABLE) {
            Ok(url) => (url.parse()?, None),
            Err(_) => {
                let file = std::env::temp_dir().join(format!("sanad-bench-{}.db", std::process::id()));
                let url = format!("sqlite://{}", file.display()).parse()?;
                eprintln!("{VARIABLE} is not set: generating 10,000 parties in {url}");
                fill(&url)?;
                (url, Some(file))
            }
        };
        migrate::verify(&mut Conn::open(&url, Access::Read)?)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(Self { api: Api::new(Pool::new(&url, CONNECTIONS)), url, runtime, temporary })
    }

    /// Executes a query in this process, without HTTP.
    pub fn answer(&self, query: &str) -> Response {
        self.execute(Request::new(query))
    }

    /// Executes a request in this process, without HTTP.
    pub fn execute(&self, request: Request) -> Response {
        self.runtime.block_on(self.api.execute(request))
    }

    /// The first error of the query, if it fails.
    pub fn failure(&self, query: &str) -> Option<String> {
        self.answer(query).errors.first().map(|error| error.message.clone())
    }

    /// Number of parties.
    pub fn parties(&self) -> Result<u32, Failure> {
        let answer = self.answer("{ parties { totalCount } }").data.into_json()?;
        Ok(answer["parties"]["totalCount"].as_u64().ok_or("the response has no number of parties")?.try_into()?)
    }

    /// The id of the party with this number.
    pub fn party(&self, number: u32) -> Result<String, Failure> {
        let query = format!(r#"{{ party(key: "p-{number:07}") {{ id }} }}"#);
        let answer = self.answer(&query).data.into_json()?;
        let id = answer["party"]["id"].as_str().ok_or("expected a database that `generate` has filled")?;
        Ok(id.to_owned())
    }

    /// Random pairs of parties, all equally likely; always the same for the same database.
    pub fn pairs(&self, count: usize) -> Result<Vec<(String, String)>, Failure> {
        let (mut rng, parties) = (Rng::with_seed(1), self.parties()?);
        (0..count).map(|_| Ok((self.party(rng.u32(0..parties))?, self.party(rng.u32(0..parties))?))).collect()
    }

    /// The last name of each of so many random parties; always the same for the same database.
    pub fn names(&self, count: usize) -> Result<Vec<String>, Failure> {
        let (mut rng, parties) = (Rng::with_seed(2), self.parties()?);
        let name = |number: u32| {
            let query = format!(r#"{{ party(key: "p-{number:07}") {{ names {{ text }} }} }}"#);
            let answer = self.answer(&query).data.into_json()?;
            let names = answer["party"]["names"].as_array().and_then(|names| names.last());
            let text = names.and_then(|name| name["text"].as_str());
            Ok(text.ok_or("expected a database that `generate` has filled")?.to_owned())
        };
        (0..count).map(|_| name(rng.u32(0..parties))).collect()
    }
}

impl Drop for Measured {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            if let Some(file) = &self.temporary {
                let _ = std::fs::remove_file(format!("{}{end}", file.display()));
            }
        }
    }
}

fn fill(url: &DatabaseUrl) -> Result<(), Failure> {
    let mut conn = Conn::open(url, Access::Write)?;
    migrate::migrate(&mut conn)?;
    synthetic::generate(&mut conn, synthetic::Plan { parties: 10_000, relationships: 3, seed: 1 }, |_| {})?;
    Ok(())
}
