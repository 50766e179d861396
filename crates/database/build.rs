//! The migrations are embedded by a macro, which does not notice a file that is added: Cargo is told which folder to look at.

use std::env;

/// How SQLite is compiled. Cargo sets it when it is called in this folder, or with this folder as its path.
const SQLITE_FLAGS: &str = "LIBSQLITE3_FLAGS";

fn main() {
    println!("cargo::rerun-if-env-changed={SQLITE_FLAGS}");
    if env::var_os(SQLITE_FLAGS).is_none() {
        println!("cargo::warning={SQLITE_FLAGS} is not set: SQLite will be slower; see .cargo/config.toml");
    }
    println!("cargo::rerun-if-changed=../../migrations");
}
