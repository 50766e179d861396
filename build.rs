//! What macros embed: they do not notice a file that is added, so Cargo is told which folders to look at.
//!
//! GraphiQL is built in `web/` before, or not at all: then nothing is embedded, and the server says so.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

const GRAPHIQL: &str = "web/dist";

/// The forms in which a file of GraphiQL is embedded; as it is it would take several times their room.
const FORMS: [&str; 2] = ["br", "gz"];

fn main() -> io::Result<()> {
    // Cargo takes a folder that is missing for one that has changed, and would build everything anew each time.
    let _ = fs::create_dir_all(GRAPHIQL);
    for folder in ["src/server/examples", GRAPHIQL] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("Cargo names no OUT_DIR"))?;
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
