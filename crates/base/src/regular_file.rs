//! Reading regular files up to a size limit. Other files are not opened: reading a FIFO would block, and a device may
//! have no end.

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};

/// A file or a directory that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {}: {source}", .path.display())]
pub struct Unreadable {
    pub path: PathBuf,
    pub source: io::Error,
}

/// Reads a regular file, up to one byte over the limit. A longer result than the limit means that the file is too long.
///
/// # Errors
/// When it is not a regular file, its reported size is over the limit, or it cannot be read.
pub fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let metadata = fs::metadata(path)?;
    let kind = metadata.file_type();
    if !kind.is_file() {
        let found = match () {
            () if kind.is_dir() => "a directory",
            () if kind.is_fifo() => "a FIFO",
            () if kind.is_socket() => "a socket",
            () if kind.is_block_device() || kind.is_char_device() => "a device",
            () => "something else",
        };
        let reason = format!("it is {found}: expected a regular file");
        return Err(io::Error::new(io::ErrorKind::InvalidInput, reason));
    }
    if metadata.len() > limit {
        return Err(too_long(limit));
    }
    let mut bytes = Vec::new();
    // The reported size may be wrong: the file may have grown, and files in /proc report 0.
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads a regular file as UTF-8 text.
///
/// # Errors
/// When it is not a regular file, is longer than the limit, is not UTF-8, or cannot be read.
pub fn read_text(path: &Path, limit: u64) -> io::Result<String> {
    let bytes = read(path, limit)?;
    if bytes.len() as u64 > limit {
        return Err(too_long(limit));
    }
    String::from_utf8(bytes).map_err(|error| {
        let readable = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = readable.iter().filter(|byte| **byte == b'\n').count() + 1;
        io::Error::new(io::ErrorKind::InvalidData, format!("line {line} is not UTF-8 text"))
    })
}

fn too_long(limit: u64) -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, format!("the file is too long: expected at most {limit} bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_holds_if_the_reported_size_is_wrong() {
        let status = Path::new("/proc/self/status");
        if status.exists() {
            assert_eq!(fs::metadata(status).unwrap().len(), 0);
            assert_eq!(read(status, 4).unwrap().len(), 5);
        }
    }

    #[test]
    fn devices_and_directories_are_not_opened() {
        let refused = |path: &str| read_text(Path::new(path), 100).unwrap_err().to_string();
        assert_eq!(refused("/dev/zero"), "it is a device: expected a regular file");
        assert_eq!(refused("/"), "it is a directory: expected a regular file");
    }
}
