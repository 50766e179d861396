//! Where editions come from: files, compressed files, zip files and directories of them.

mod csv_set;
mod zip;

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use flate2::read::MultiGzDecoder;

use crate::edition::{Edition, Head, Input};
use crate::error::ReadError;
use crate::readers;
use crate::recognise::{CsvRole, Recognised, recognise};
use csv_set::CsvSet;

/// How deep directories in directories are searched.
const DEPTH: usize = 4;
/// Maximum number of files of one directory or zip file.
const FILES: usize = 100_000;

/// A source that cannot be read, and why.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {error}")]
pub struct SourceError {
    /// The file, and the file within it.
    pub name: String,
    /// Why.
    #[source]
    pub error: ReadError,
}

/// A file that is read as often as needed.
#[derive(Debug, Clone)]
enum Place {
    /// A file of its own.
    File(PathBuf),
    /// A file in a zip file.
    Zipped(PathBuf, Arc<zip::Member>),
}

impl Place {
    fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Zipped(path, member) => format!("{}/{}", path.display(), member.name),
        }
    }

    /// The bytes, decompressed if they begin like a gzip file.
    fn open(&self) -> Result<Input, ReadError> {
        let raw: Input = match self {
            Self::File(path) => {
                if !std::fs::metadata(path)?.is_file() {
                    return Err(ReadError::Unfit {
                        found: "neither a file nor a directory".to_owned(),
                        expected: "a file".to_owned(),
                    });
                }
                Box::new(BufReader::new(File::open(path)?))
            }
            Self::Zipped(path, member) => zip::open(path, member)?,
        };
        decompressed(raw)
    }
}

/// The bytes, decompressed if they begin like a gzip file. For input that is no file, such as an answer over HTTP.
///
/// # Errors
/// When the first bytes cannot be read.
pub fn decompressed(mut raw: Input) -> Result<Input, ReadError> {
    let mut magic = Vec::new();
    raw.by_ref().take(2).read_to_end(&mut magic)?;
    let is_gzip = magic == [0x1f, 0x8b];
    let whole: Input = Box::new(std::io::Cursor::new(magic).chain(raw));
    Ok(if is_gzip { Box::new(MultiGzDecoder::new(whole)) } else { whole })
}

/// An edition that can be opened: one file, or the CSV files that belong together.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Whole(Place),
    Set(CsvSet),
}

impl Source {
    /// The file, and the file within it; for messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same source by another name, for messages: that of the address from which the file was fetched.
    #[must_use]
    pub fn renamed(self, name: String) -> Self {
        Self { name, ..self }
    }

    /// Opens it and reads its head. `date` is the date of editions that have none inside, OFAC's CSV; without one, it
    /// comes from the name of the file or of a directory above it.
    ///
    /// # Errors
    /// When it is no edition of a list, or cannot be read.
    pub fn open(&self, date: Option<NaiveDate>) -> Result<Edition, SourceError> {
        let opened = match &self.kind {
            Kind::Whole(place) => place.open().and_then(|input| read(&self.name, input)),
            Kind::Set(set) => set.open(&self.name, date),
        };
        opened.map_err(|error| SourceError { name: self.name.clone(), error })
    }
}

/// Reads an edition that is one file from any input, after [`decompressed`] if it may be compressed. The name only tells
/// OFAC's two lists apart in the format that does not.
///
/// # Errors
/// When it is no edition of a list, or cannot be read.
pub fn read(name: &str, input: Input) -> Result<Edition, ReadError> {
    match recognise(input)? {
        (Recognised::Whole(format), input) => readers::open(format, name, input),
        (Recognised::OneOfCsv(_), input) => readers::open(crate::recognise::Format::OfacCsv, name, input),
    }
}

/// The editions of a path: of a file itself; of a directory, those of all files in it and in its directories; of a zip
/// file, those of all files in it. OFAC's CSV files are put together: one of them brings the others beside it.
///
/// # Errors
/// When the path cannot be read, or a file in it is no edition of a list.
pub fn sources(path: &Path) -> Result<Vec<Source>, SourceError> {
    let failed = |error: ReadError| SourceError { name: path.display().to_string(), error };
    let is_directory = std::fs::metadata(path).map_err(|error| failed(error.into()))?.is_dir();
    let mut places = Vec::new();
    if is_directory {
        walk(path, DEPTH, &mut places)?;
        if places.is_empty() {
            return Err(failed(ReadError::Unfit {
                found: "a directory without files".to_owned(),
                expected: "editions of a list".to_owned(),
            }));
        }
    } else {
        add_file(path, &mut places)?;
    }
    let is_single = !is_directory && places.len() == 1;
    let mut found = Vec::new();
    let mut set_files = Vec::new();
    for place in places {
        let name = place.name();
        let recognised = place.open().and_then(recognise).map_err(|error| SourceError { name: name.clone(), error })?;
        match recognised.0 {
            Recognised::Whole(_) => found.push(Source { name, kind: Kind::Whole(place) }),
            Recognised::OneOfCsv(role) => set_files.push((place, role)),
        }
    }
    if is_single && !set_files.is_empty() {
        set_files.extend(csv_set::beside(path));
    }
    for set in csv_set::grouped(set_files) {
        let set = set?;
        found.push(Source { name: set.name(), kind: Kind::Set(set) });
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}

/// Adds a file, or the files in it if it is a zip file.
fn add_file(path: &Path, places: &mut Vec<Place>) -> Result<(), SourceError> {
    let failed = |error: ReadError| SourceError { name: path.display().to_string(), error };
    match zip::members(path).map_err(|error| failed(error.into()))? {
        Some(members) if members.is_empty() => {
            return Err(failed(ReadError::Unfit {
                found: "a zip file without files".to_owned(),
                expected: "editions of a list".to_owned(),
            }));
        }
        Some(members) => {
            places.extend(members.into_iter().map(|member| Place::Zipped(path.to_owned(), Arc::new(member))))
        }
        None => places.push(Place::File(path.to_owned())),
    }
    Ok(())
}

/// Hidden files are left out, and nothing but files and directories is opened.
fn walk(directory: &Path, depth: usize, places: &mut Vec<Place>) -> Result<(), SourceError> {
    let failed = |error: std::io::Error| SourceError { name: directory.display().to_string(), error: error.into() };
    let entries = std::fs::read_dir(directory).map_err(failed)?;
    let mut paths =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(failed)?;
    paths.sort();
    for path in paths {
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if is_hidden {
            continue;
        }
        if path.is_file() {
            add_file(&path, places)?;
        } else if path.is_dir() && depth > 1 {
            walk(&path, depth - 1, places)?;
        }
        if places.len() > FILES {
            let error = ReadError::Unfit {
                found: "a directory with too many files".to_owned(),
                expected: format!("at most {FILES}"),
            };
            return Err(SourceError { name: directory.display().to_string(), error });
        }
    }
    Ok(())
}

/// The heads of all editions, in the order in which they have to be taken: by list, by their own date, and by the moment
/// where two are of one day.
///
/// # Errors
/// When one of them cannot be opened.
pub fn in_order(sources: Vec<Source>, date: Option<NaiveDate>) -> Result<Vec<(Head, Source)>, SourceError> {
    let heads = sources.into_iter().map(|source| Ok((source.open(date)?.head().clone(), source)));
    let mut heads = heads.collect::<Result<Vec<_>, _>>()?;
    heads.sort_by(|(one, a), (other, b)| {
        (one.list, one.date, one.moment, a.name()).cmp(&(other.list, other.date, other.moment, b.name()))
    });
    Ok(heads)
}

/// A day in a name: `2024-01-27` or `20240127`. The last one counts.
fn date_in(name: &str) -> Option<NaiveDate> {
    let runs: Vec<&str> = name.split(|character: char| !character.is_ascii_digit() && character != '-').collect();
    let day = |text: &str| {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let is_form = digits.len() == 8
            && (text.len() == 8 || text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-');
        is_form.then(|| NaiveDate::parse_from_str(&digits, "%Y%m%d").ok()).flatten()
    };
    runs.iter().rev().find_map(|run| day(run.trim_matches('-')))
}

#[cfg(test)]
mod tests;
