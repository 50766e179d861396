//! Postgres in a container that can be restarted on the same port.

use sanad_testkit::port::free_port;
use sanad_testkit::postgres;
use testcontainers::core::IntoContainerPort;
use testcontainers::runners::SyncRunner;
use testcontainers::{Container, GenericImage, ImageExt};

use crate::Failure;

pub struct Database {
    container: Container<GenericImage>,
    port: u16,
}

impl Database {
    pub fn start() -> Result<Self, Failure> {
        // A fixed port, which a restart keeps.
        let port = free_port();
        Ok(Self { container: postgres::container().with_mapped_port(port, 5432.tcp()).start()?, port })
    }

    pub fn url(&self) -> String {
        format!("postgres://postgres:{}@127.0.0.1:{}/postgres", postgres::PASSWORD, self.port)
    }

    /// Stops the container, which breaks connections, and starts it again.
    pub fn restart(&self) -> Result<(), Failure> {
        self.container.stop()?;
        Ok(self.container.start()?)
    }
}
