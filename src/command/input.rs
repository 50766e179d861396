//! What commands read: a file, or the standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sanad::db::screen::NAME_LIMIT;
use sanad::model::NodeKind;
use sanad::names::Bearer;
use sanad::regular_file::Unreadable;
use sanad::visible::quoted;

use super::Failure;

/// A stream, with what it is called and how many bytes it has, where that is known.
pub struct Input {
    pub name: String,
    pub length: Option<u64>,
    pub bytes: Box<dyn Read + Send>,
}

impl Input {
    /// The file, or the standard input for `-`.
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

/// What bears the names.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum BearerType {
    Person,
    Organization,
}

impl From<BearerType> for Bearer {
    fn from(bearer: BearerType) -> Self {
        match bearer {
            BearerType::Person => Self::Person,
            BearerType::Organization => Self::Organization,
        }
    }
}

impl From<BearerType> for NodeKind {
    fn from(bearer: BearerType) -> Self {
        match bearer {
            BearerType::Person => Self::Actor,
            BearerType::Organization => Self::Organization,
        }
    }
}

/// Whether the name can be compared with others.
///
/// # Errors
/// Why it cannot, as the end of a sentence that begins with what it is.
pub fn comparable(name: &str) -> Result<(), String> {
    let length = name.chars().count();
    if length > NAME_LIMIT {
        Err(format!("has {length} characters: expected at most {NAME_LIMIT}"))
    } else if name.trim().is_empty() {
        Err("is empty".to_owned())
    } else if name.contains('\0') {
        Err("has a NUL, which no text has".to_owned())
    } else if !name.contains(char::is_alphanumeric) {
        Err(format!("has no letter and no digit: {}", quoted(name)))
    } else {
        Ok(())
    }
}
