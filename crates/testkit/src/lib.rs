//! What tests, benches and tools share: made-up data, questions over it, and Postgres in a container.

pub mod measured;
pub mod port;
pub mod postgres;
pub mod synthetic;
