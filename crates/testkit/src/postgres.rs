//! Postgres in a container, from the image `SANAD_TEST_POSTGRES_IMAGE`, by default `postgres:15-alpine`.

use testcontainers::core::{IntoContainerPort, WaitFor};
use testcontainers::runners::SyncRunner;
use testcontainers::{Container, ContainerRequest, GenericImage, ImageExt, TestcontainersError};

const DEFAULT_IMAGE: &str = "postgres:15-alpine";

/// The password of the user `postgres`.
pub const PASSWORD: &str = "sanad";

/// The image that servers are started from.
pub fn image() -> String {
    std::env::var("SANAD_TEST_POSTGRES_IMAGE").unwrap_or_else(|_| DEFAULT_IMAGE.to_owned())
}

/// Why there is no server, and what helps.
pub fn no_container(image: &str, error: &TestcontainersError) -> String {
    format!(
        "no Postgres to test on: cannot start a container of the image `{image}` ({error}).\n\
         Start a Docker engine, or name a server at hand by SANAD_TEST_POSTGRES_URL\n\
         (postgres://user:password@host:port, whose user may create databases), or another image by\n\
         SANAD_TEST_POSTGRES_IMAGE, or leave Postgres out on purpose by `SANAD_TEST_BACKENDS=sqlite make test`."
    )
}

/// What is asked of the Docker engine.
pub fn container() -> ContainerRequest<GenericImage> {
    let image = image();
    let (name, tag) = image.rsplit_once(':').unwrap_or((&image, "latest"));
    // The first time it says so, it is about to start again; the second time, on the other stream, it stays.
    let ready = "database system is ready to accept connections";
    GenericImage::new(name, tag)
        .with_exposed_port(5432.tcp())
        .with_wait_for(WaitFor::message_on_stdout(ready))
        .with_wait_for(WaitFor::message_on_stderr(ready))
        .with_env_var("POSTGRES_PASSWORD", PASSWORD)
}

/// A server of its own, which ends with the value, and its URL without a database; or why there is none.
pub fn start_container(arguments: &[&str]) -> Result<(Container<GenericImage>, String), String> {
    let started = container()
        .with_cmd(
            ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=400"]
                .iter()
                .chain(arguments)
                .copied(),
        )
        .start();
    let container = started.map_err(|error| no_container(&image(), &error))?;
    let host = container.get_host().expect("the container has an address");
    let port = container.get_host_port_ipv4(5432).expect("the container has a port");
    Ok((container, format!("postgres://postgres:{PASSWORD}@{host}:{port}")))
}
