//! A reader that stops when one entry takes more bytes than an entry may have.

use std::io::{self, BufRead, BufReader, Read};

/// Maximum size of one entry in its file, in bytes. The largest real ones have some 100 KB.
pub(crate) const ENTRY_LIMIT: u64 = 16 << 20;

/// Reads until the budget is spent. Whoever reads grants a new one for each entry.
pub(crate) struct Budget<R> {
    inner: BufReader<R>,
    left: u64,
}

/// The budget is spent.
#[derive(Debug, thiserror::Error)]
#[error("one entry has more than {ENTRY_LIMIT} bytes")]
pub(crate) struct Spent;

impl<R: Read> Budget<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self { inner: BufReader::with_capacity(64 << 10, inner), left: ENTRY_LIMIT }
    }

    pub(crate) fn grant(&mut self) {
        self.left = ENTRY_LIMIT;
    }
}

impl<R: Read> Read for Budget<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl<R: Read> BufRead for Budget<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, Spent));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount as u64);
        self.inner.consume(amount);
    }
}
