//! SQLite: a file per test; the data set is loaded once per run and the file copied.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sanad::config::DatabaseUrl;

use super::{TestDatabase, fill, unique_name};

/// A folder that is removed when dropped.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(unique_name());
        std::fs::create_dir_all(&path).expect("the folder for temporary files is writable");
        Self(path)
    }

    fn database(self) -> TestDatabase {
        TestDatabase { url: url(&self.0), _place: Box::new(self) }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("sanad.db")
}

fn url(folder: &Path) -> DatabaseUrl {
    format!("sqlite://{}", file(folder).display()).parse().expect("the URL is well-formed")
}

pub fn empty() -> TestDatabase {
    Folder::new().database()
}

pub fn seeded() -> TestDatabase {
    static TEMPLATE: OnceLock<Vec<u8>> = OnceLock::new();
    let template = TEMPLATE.get_or_init(|| {
        let folder = Folder::new();
        fill(&url(&folder.0));
        std::fs::read(file(&folder.0)).expect("the database is a file")
    });
    let folder = Folder::new();
    std::fs::write(file(&folder.0), template).expect("the folder for temporary files is writable");
    folder.database()
}
