//! Prepares the files that macros embed. The macros do not notice new files, so this tells Cargo which folders to
//! watch.
//!
//! GraphiQL and the explorer's scripts are built separately, in `web/`. If they have not been built, nothing is embedded:
//! GraphiQL's page says so, and the explorer does without scripts.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

const GRAPHIQL: &str = "web/dist";

/// Only the compressed forms of a file of GraphiQL are embedded: uncompressed, it is several times as large.
const FORMS: [&str; 2] = ["br", "gz"];

fn main() -> io::Result<()> {
    // Cargo treats a missing folder as changed, and would rebuild everything each time.
    let _ = fs::create_dir_all(GRAPHIQL);
    for folder in ["src/server/examples", GRAPHIQL] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("Cargo did not set OUT_DIR"))?;
    let embedded = PathBuf::from(out).join("graphiql");
    if embedded.exists() {
        fs::remove_dir_all(&embedded)?;
    }
    fs::create_dir_all(&embedded)?;
    if Path::new(GRAPHIQL).exists() { copy(Path::new(GRAPHIQL), &embedded) } else { Ok(()) }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let (from, to) = {
            let entry = entry?;
            (entry.path(), to.join(entry.file_name()))
        };
        if from.is_dir() {
            fs::create_dir_all(&to)?;
            copy(&from, &to)?;
        } else if from.extension().is_some_and(|extension| FORMS.iter().any(|form| extension == *form)) {
            fs::copy(&from, &to)?;
        }
    }
    Ok(())
}
