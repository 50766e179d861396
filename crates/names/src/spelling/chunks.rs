//! The letters of a word, in place: comparing two words follows no pointer to them.

use std::ops::Deref;

use super::{Chunk, LONGEST};

/// At most [`LONGEST`] chunks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chunks {
    /// Zeros after the last.
    all: [Chunk; LONGEST],
    count: u8,
}

impl Deref for Chunks {
    type Target = [Chunk];

    #[inline]
    fn deref(&self) -> &[Chunk] {
        &self.all[..usize::from(self.count)]
    }
}

/// Of more chunks, the first.
impl FromIterator<Chunk> for Chunks {
    fn from_iter<I: IntoIterator<Item = Chunk>>(chunks: I) -> Self {
        let mut made = Self { all: [0; LONGEST], count: 0 };
        for (place, chunk) in made.all.iter_mut().zip(chunks) {
            *place = chunk;
            made.count += 1;
        }
        made
    }
}
