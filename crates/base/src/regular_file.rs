//! Reading regular files up to a limit. Nothing else is opened: a FIFO would be waited for, and a device may have no end.

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

/// What a regular file holds, but no more than one byte over the limit, so that one that is too long is told by its length.
///
/// # Errors
/// When it is no regular file, its size alone is over the limit, or it cannot be read.
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
    // The size may lie: the file may grow meanwhile, and those in /proc have none.
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The text that a regular file holds.
///
/// # Errors
/// When it is no regular file, longer than the limit, not UTF-8, or cannot be read.
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
    fn a_size_that_lies_is_no_way_round_the_limit() {
        let status = Path::new("/proc/self/status");
        if status.exists() {
            assert_eq!(fs::metadata(status).unwrap().len(), 0);
            assert_eq!(read(status, 4).unwrap().len(), 5);
        }
    }

    #[test]
    fn what_has_no_end_is_not_opened() {
        let refused = |path: &str| read_text(Path::new(path), 100).unwrap_err().to_string();
        assert_eq!(refused("/dev/zero"), "it is a device: expected a regular file");
        assert_eq!(refused("/"), "it is a directory: expected a regular file");
    }
}
