//! Postgres in a container, as `soak` and `bench_http` start it.

use testcontainers::core::{IntoContainerPort, WaitFor};
use testcontainers::{ContainerRequest, GenericImage, ImageExt};

/// Names another image of Postgres, as for the tests.
const IMAGE: &str = "SANAD_TEST_POSTGRES_IMAGE";

/// The password of the user `postgres`.
pub const PASSWORD: &str = "made-up";

/// What is asked of the Docker engine.
pub fn container() -> ContainerRequest<GenericImage> {
    let image = std::env::var(IMAGE).unwrap_or_else(|_| "postgres:15-alpine".to_owned());
    let (name, tag) = image.split_once(':').unwrap_or((&image, "latest"));
    // It is started twice by its own first set-up: only the second time it takes connections from outside.
    let ready = WaitFor::message_on_stderr("database system is ready to accept connections");
    GenericImage::new(name, tag)
        .with_exposed_port(5432.tcp())
        .with_wait_for(ready.clone())
        .with_wait_for(ready)
        .with_env_var("POSTGRES_PASSWORD", PASSWORD)
}
