//! Postgres in a container, which can be restarted at the same address.

use std::net::TcpListener;

use testcontainers::core::{IntoContainerPort, WaitFor};
use testcontainers::runners::SyncRunner;
use testcontainers::{Container, GenericImage, ImageExt};

use crate::Failure;

/// Names another image of Postgres, as for the tests.
const IMAGE: &str = "SANAD_TEST_POSTGRES_IMAGE";

pub struct Database {
    container: Container<GenericImage>,
    port: u16,
}

impl Database {
    pub fn start() -> Result<Self, Failure> {
        // A port of our own choice, which a restart keeps.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let image = std::env::var(IMAGE).unwrap_or_else(|_| "postgres:15-alpine".to_owned());
        let (name, tag) = image.split_once(':').unwrap_or((&image, "latest"));
        // It is started twice by its own first set-up: only the second time it takes connections from outside.
        let ready = WaitFor::message_on_stderr("database system is ready to accept connections");
        let image = GenericImage::new(name, tag).with_wait_for(ready.clone()).with_wait_for(ready);
        let image = image.with_mapped_port(port, 5432.tcp()).with_env_var("POSTGRES_PASSWORD", "soak");
        Ok(Self { container: image.start()?, port })
    }

    pub fn url(&self) -> String {
        format!("postgres://postgres:soak@127.0.0.1:{}/postgres", self.port)
    }

    /// Stops it, so that connections break, and starts it again.
    pub fn restart(&self) -> Result<(), Failure> {
        self.container.stop()?;
        Ok(self.container.start()?)
    }
}
