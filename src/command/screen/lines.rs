//! The numbers of lines in a stream that another reads.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Passes a stream on, without the mark of byte order that it may begin with, and puts down where its lines end.
pub struct Watched<R> {
    stream: R,
    /// What was read to look for the mark, and is passed on first.
    start: Option<io::Cursor<Vec<u8>>>,
    passed: u64,
    ends: Arc<Mutex<VecDeque<u64>>>,
}

/// Tells on which line a place in the stream is. Places are asked for in their order.
pub struct Lines {
    ends: Arc<Mutex<VecDeque<u64>>>,
    line: u64,
}

/// The stream to read, and what tells its lines.
pub fn watched<R: Read>(stream: R) -> (Watched<R>, Lines) {
    let ends = Arc::new(Mutex::default());
    (Watched { stream, start: None, passed: 0, ends: Arc::clone(&ends) }, Lines { ends, line: 1 })
}

fn locked(ends: &Mutex<VecDeque<u64>>) -> MutexGuard<'_, VecDeque<u64>> {
    ends.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.start.is_none() {
            let mut start = Vec::new();
            (&mut self.stream).take(BYTE_ORDER_MARK.len() as u64).read_to_end(&mut start)?;
            if start == BYTE_ORDER_MARK {
                start.clear();
            }
            self.start = Some(io::Cursor::new(start));
        }
        let mut length = match &mut self.start {
            Some(start) => start.read(buffer)?,
            None => 0,
        };
        if length == 0 {
            length = self.stream.read(buffer)?;
        }
        let read = (self.passed..).zip(&buffer[..length]);
        locked(&self.ends).extend(read.filter(|(_, byte)| **byte == b'\n').map(|(place, _)| place));
        self.passed += length as u64;
        Ok(length)
    }
}

impl Lines {
    /// The line of the last byte before that place, whether or not it ends the line.
    pub fn before(&mut self, place: u64) -> u64 {
        let mut ends = locked(&self.ends);
        while ends.front().is_some_and(|end| end + 1 < place) {
            ends.pop_front();
            self.line += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_they_are_passed() {
        let (mut stream, mut lines) = watched("\u{feff}a\r\n\nbc\nd".as_bytes());
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        assert_eq!(text, "a\r\n\nbc\nd");
        let told: Vec<u64> = (1..=8).map(|place| lines.before(place)).collect();
        assert_eq!(told, [1, 1, 1, 2, 3, 3, 3, 4]);
        let (mut short, mut lines) = watched("\n".as_bytes());
        assert_eq!(short.read_to_string(&mut text).unwrap(), 1);
        assert_eq!((lines.before(0), lines.before(1)), (1, 1));
    }
}
