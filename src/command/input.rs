//! The input of commands: a file or standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sanad::db::screen::NAME_LIMIT;
use sanad::model::PartyType;
use sanad::regular_file::Unreadable;
use sanad::visible::quoted;

use super::Failure;

/// A stream, with its name for messages, and its length in bytes if it is a regular file.
pub struct Input {
    pub name: String,
    pub length: Option<u64>,
    pub bytes: Box<dyn Read + Send>,
}

impl Input {
    /// Opens the file, or standard input for `-`.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        if path.as_os_str() == "-" {
            return Ok(Self { name: "standard input".to_owned(), length: None, bytes: Box::new(io::stdin()) });
        }
        let opened = File::open(path).and_then(|file| {
            let metadata = file.metadata()?;
            if metadata.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { Ok((file, metadata)) }
        });
        let (file, metadata) = opened.map_err(|source| Unreadable { path: path.to_owned(), source })?;
        let length = Some(metadata.len()).filter(|_| metadata.is_file());
        Ok(Self { name: path.display().to_string(), length, bytes: Box::new(file) })
    }
}

/// The type of party that has the names, as an option gives it.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum TypeOption {
    Person,
    Organization,
    Vessel,
    Aircraft,
}

impl From<TypeOption> for PartyType {
    fn from(option: TypeOption) -> Self {
        match option {
            TypeOption::Person => Self::Person,
            TypeOption::Organization => Self::Organization,
            TypeOption::Vessel => Self::Vessel,
            TypeOption::Aircraft => Self::Aircraft,
        }
    }
}

/// Checks that the name can be compared.
///
/// # Errors
/// The reason, as a predicate such as "is empty".
pub fn comparable(name: &str) -> Result<(), String> {
    let length = name.chars().count();
    if length > NAME_LIMIT {
        Err(format!("has {length} characters: expected at most {NAME_LIMIT}"))
    } else if name.trim().is_empty() {
        Err("is empty".to_owned())
    } else if name.contains('\0') {
        Err("has a NUL character".to_owned())
    } else if !name.contains(char::is_alphanumeric) {
        Err(format!("has neither a letter nor a digit: {}", quoted(name)))
    } else {
        Ok(())
    }
}
