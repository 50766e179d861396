//! The databases that are asked: a file of SQLite, and Postgres in a container, with the same made-up data.

use std::path::PathBuf;

use sanad::config::DatabaseUrl;
use sanad::db::{Access, Conn, migrate};
use testcontainers::core::{IntoContainerPort, WaitFor};
use testcontainers::runners::SyncRunner;
use testcontainers::{Container, GenericImage, ImageExt};

use crate::{Failure, synthetic};

/// Names another image of Postgres, as for the tests.
const IMAGE: &str = "SANAD_TEST_POSTGRES_IMAGE";

/// Databases that go at the end.
pub struct Databases {
    sqlite: DatabaseUrl,
    postgres: DatabaseUrl,
    file: PathBuf,
    _container: Container<GenericImage>,
}

impl Databases {
    /// Makes both, with that many parties in each.
    pub fn filled(parties: u32) -> Result<Self, Failure> {
        let file = std::env::temp_dir().join(format!("sanad-bench-http-{}.db", std::process::id()));
        let container = container()?;
        let port = container.get_host_port_ipv4(5432.tcp())?;
        let databases = Self {
            sqlite: format!("sqlite://{}", file.display()).parse()?,
            postgres: format!("postgres://postgres:bench@127.0.0.1:{port}/postgres").parse()?,
            file,
            _container: container,
        };
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

fn container() -> Result<Container<GenericImage>, Failure> {
    let image = std::env::var(IMAGE).unwrap_or_else(|_| "postgres:15-alpine".to_owned());
    let (name, tag) = image.split_once(':').unwrap_or((&image, "latest"));
    // It is started twice by its own first set-up: only the second time it takes connections from outside.
    let ready = WaitFor::message_on_stderr("database system is ready to accept connections");
    let image =
        GenericImage::new(name, tag).with_exposed_port(5432.tcp()).with_wait_for(ready.clone()).with_wait_for(ready);
    Ok(image.with_env_var("POSTGRES_PASSWORD", "bench").start()?)
}
