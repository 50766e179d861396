//! The databases: a SQLite file, and Postgres in a container, with the same synthetic data.

use std::path::PathBuf;

use sanad::config::DatabaseUrl;
use sanad::db::{Access, Conn, migrate};
use sanad_testkit::{postgres, synthetic};
use testcontainers::core::IntoContainerPort;
use testcontainers::runners::SyncRunner;
use testcontainers::{Container, GenericImage};

use crate::Failure;

/// Databases that are removed when dropped.
pub struct Databases {
    sqlite: DatabaseUrl,
    postgres: DatabaseUrl,
    file: PathBuf,
    /// None when the server was there.
    _container: Option<Container<GenericImage>>,
}

impl Databases {
    /// Makes both, with that many parties in each; on Postgres in the given empty database, or in a container.
    pub fn filled(parties: u32, postgres: Option<&DatabaseUrl>) -> Result<Self, Failure> {
        let file = std::env::temp_dir().join(format!("sanad-bench-http-{}.db", std::process::id()));
        let (postgres, container) = match postgres {
            Some(url) => (url.clone(), None),
            None => {
                let container = postgres::container().start()?;
                let port = container.get_host_port_ipv4(5432.tcp())?;
                let url = format!("postgres://postgres:{}@127.0.0.1:{port}/postgres", postgres::PASSWORD);
                (url.parse()?, Some(container))
            }
        };
        let databases =
            Self { sqlite: format!("sqlite://{}", file.display()).parse()?, postgres, file, _container: container };
        for (_, url) in databases.each() {
            let mut conn = Conn::open(url, Access::Write)?;
            migrate::migrate(&mut conn)?;
            synthetic::generate(&mut conn, synthetic::Plan { parties, relationships: 3, seed: 1 }, |_| {})?;
        }
        Ok(databases)
    }

    pub fn each(&self) -> [(&'static str, &DatabaseUrl); 2] {
        [("SQLite", &self.sqlite), ("Postgres", &self.postgres)]
    }
}

impl Drop for Databases {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", self.file.display()));
        }
    }
}
