//! Tells Cargo to rebuild when a migration is added: the macro that embeds the migrations does not notice new files.

use std::env;

/// The flags that SQLite is compiled with, from `.cargo/config.toml`. Cargo reads that file when it runs in this
/// repository or is given its path.
const SQLITE_FLAGS: &str = "LIBSQLITE3_FLAGS";

fn main() {
    println!("cargo::rerun-if-env-changed={SQLITE_FLAGS}");
    if env::var_os(SQLITE_FLAGS).is_none() {
        println!("cargo::warning={SQLITE_FLAGS} is not set: SQLite will be slower; see .cargo/config.toml");
    }
    println!("cargo::rerun-if-changed=../../migrations");
}
