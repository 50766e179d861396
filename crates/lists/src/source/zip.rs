//! Reading zip files: the table at their end, and one file after another. Names in it are only shown, never opened.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use crate::edition::Input;

/// Maximum size of the table of files, in bytes.
const TABLE_LIMIT: u64 = 64 << 20;
/// Maximum number of files.
const MEMBERS: usize = 10_000;

/// A file in a zip file.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) name: String,
    is_deflated: bool,
    crc: u32,
    packed: u64,
    size: u64,
    /// Where its own header begins.
    header: u64,
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("the zip file is damaged: {what}"))
}

/// Numbers with the lowest byte first.
fn number(bytes: &[u8], at: usize, length: usize) -> io::Result<u64> {
    let bytes = bytes.get(at..at + length).ok_or_else(|| broken("its table ends too early"))?;
    Ok(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// The files in it in the order of their names; `None` if it is no zip file. Directories and hidden files are left out.
pub(super) fn members(path: &Path) -> io::Result<Option<Vec<Member>>> {
    if !path.is_file() {
        return Ok(None);
    }
    let mut file = File::open(path)?;
    let mut magic = [0; 4];
    if file.read_exact(&mut magic).is_err() || &magic != b"PK\x03\x04" {
        return Ok(None);
    }
    let length = file.seek(SeekFrom::End(0))?;
    // The end record has 22 bytes and a comment of at most 65,535.
    let tail_at = length.saturating_sub(22 + 0xffff);
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(tail_at))?;
    file.by_ref().take(22 + 0xffff).read_to_end(&mut tail)?;
    let end = (0..tail.len().saturating_sub(21)).rev().find(|at| tail[*at..].starts_with(b"PK\x05\x06"));
    let end = &tail[end.ok_or_else(|| broken("it has no end"))?..];
    let (count, size, offset) = (number(end, 10, 2)?, number(end, 12, 4)?, number(end, 16, 4)?);
    if count == 0xffff || offset == 0xffff_ffff || size > TABLE_LIMIT {
        return Err(broken("it is too large"));
    }
    let mut table = Vec::new();
    file.seek(SeekFrom::Start(offset))?;
    file.take(size).read_to_end(&mut table)?;
    let (mut at, mut found) = (0, Vec::new());
    for _ in 0..count {
        if number(&table, at, 4)? != 0x0201_4b50 {
            return Err(broken("its table is none"));
        }
        let (flags, method) = (number(&table, at + 8, 2)?, number(&table, at + 10, 2)?);
        let field = |offset| {
            number(&table, at + offset, 2)
                .and_then(|length| usize::try_from(length).map_err(|_| broken("its table is none")))
        };
        let (name, extra, comment) = (field(28)?, field(30)?, field(32)?);
        let text = table.get(at + 46..at + 46 + name).ok_or_else(|| broken("its table ends too early"))?;
        let text = String::from_utf8_lossy(text).into_owned();
        let is_hidden = text.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
        if !text.ends_with('/') && !is_hidden {
            if flags & 1 == 1 {
                return Err(broken("its files are encrypted"));
            }
            if !matches!(method, 0 | 8) {
                return Err(broken("its files are compressed by another method than deflate"));
            }
            let crc = u32::try_from(number(&table, at + 16, 4)?).map_err(|_| broken("its table is none"))?;
            let (packed, size, header) =
                (number(&table, at + 20, 4)?, number(&table, at + 24, 4)?, number(&table, at + 42, 4)?);
            found.push(Member { name: text, is_deflated: method == 8, crc, packed, size, header });
        }
        if found.len() > MEMBERS {
            return Err(broken("it has too many files"));
        }
        at += 46 + name + extra + comment;
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(Some(found))
}

/// Opens a file in a zip file. Its size and its check sum are checked while it is read.
pub(super) fn open(path: &Path, member: &Member) -> io::Result<Input> {
    let mut file = File::open(path)?;
    let mut header = [0; 30];
    file.seek(SeekFrom::Start(member.header))?;
    file.read_exact(&mut header)?;
    if !header.starts_with(b"PK\x03\x04") {
        return Err(broken("a file is not where its table says"));
    }
    let skipped = number(&header, 26, 2)? + number(&header, 28, 2)?;
    file.seek(SeekFrom::Start(member.header + 30 + skipped))?;
    let packed = BufReader::new(file).take(member.packed);
    let inner: Input = if member.is_deflated { Box::new(DeflateDecoder::new(packed)) } else { Box::new(packed) };
    Ok(Box::new(Checked { inner, sum: Crc::new(), read: 0, crc: member.crc, size: member.size }))
}

/// Fails at the end, if it is not the right one.
struct Checked {
    inner: Input,
    sum: Crc,
    read: u64,
    crc: u32,
    size: u64,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.sum.update(&buffer[..length]);
        self.read += length as u64;
        let is_over = length == 0 && !buffer.is_empty();
        if self.read > self.size || is_over && (self.read < self.size || self.sum.sum() != self.crc) {
            return Err(broken("a file in it does not agree with its check sum"));
        }
        Ok(length)
    }
}
