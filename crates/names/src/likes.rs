//! How similar the parts of two names are, and remembering it: the names that are compared with one name have many words
//! in common.

use rustc_hash::FxHashMap;

use super::bound::Matched;
use super::likeness::{Like, UNLIKE, like, may_match};
use super::name::Bearer;
use super::parsed::{Parsed, Part, Role};

/// How similar each part of a name is to each part of another.
#[derive(Debug, Default)]
pub(super) struct Likes {
    /// A row for each part of one name, of the other's parts.
    rows: Vec<Like>,
    width: usize,
    /// Whether the rows are those of the first name.
    is_of_first: bool,
}

impl Likes {
    pub fn between(first: &Parsed, second: &Parsed) -> Self {
        let rows = second.parts.iter().flat_map(|part| row(first, second, part)).collect();
        Self { rows, width: first.parts.len(), is_of_first: false }
    }

    pub fn at(&self, first: usize, second: usize) -> Like {
        let (row, column) = if self.is_of_first { (first, second) } else { (second, first) };
        self.rows[row * self.width + column]
    }
}

/// How similar the parts of a name are to a part of another.
fn row(name: &Parsed, of: &Parsed, part: &Part) -> impl Iterator<Item = Like> {
    let are_organizations = name.compared_as(of) == Bearer::Organization;
    name.parts.iter().map(move |own| if may_match(own, part) { like(own, part, are_organizations) } else { UNLIKE })
}

/// How similar the parts of one name are to all words that it was compared with.
#[derive(Debug, Default)]
pub(super) struct RememberedLikes {
    /// By what is compared of a word, and its role.
    words: FxHashMap<(u64, Role), Remembered>,
    rows: Vec<Like>,
    /// The likes of the names that are compared.
    likes: Likes,
}

#[derive(Debug, Clone, Copy)]
struct Remembered {
    /// The places of the parts that match the word if no others do, with a bit for each.
    matched: u32,
    /// Where its row begins.
    row: u32,
}

impl RememberedLikes {
    /// The parts of this name and of another that match if no others do. It is always the same name.
    pub fn matched(&mut self, name: &Parsed, other: &Parsed) -> Matched {
        let mut matched = Matched::default();
        for (place, part) in other.parts.iter().enumerate() {
            let of_part = self.remembered(name, other, part).matched;
            matched.first |= of_part;
            matched.second |= u32::from(of_part != 0) << place;
        }
        matched
    }

    /// How similar they are. `is_first` says whether the other name is the first of the two.
    pub fn between(&mut self, name: &Parsed, other: &Parsed, is_first: bool) -> &Likes {
        self.likes.rows.clear();
        (self.likes.width, self.likes.is_of_first) = (name.parts.len(), is_first);
        for part in &other.parts {
            let row = self.remembered(name, other, part).row as usize;
            self.likes.rows.extend_from_slice(&self.rows[row..row + name.parts.len()]);
        }
        &self.likes
    }

    fn remembered(&mut self, name: &Parsed, other: &Parsed, part: &Part) -> Remembered {
        *self.words.entry((part.word, part.role)).or_insert_with(|| {
            let begin = self.rows.len();
            self.rows.extend(row(name, other, part));
            let likes = self.rows[begin..].iter().enumerate();
            let matched = likes.map(|(place, like)| u32::from(like.is_match()) << place);
            Remembered { matched: matched.sum(), row: begin as u32 }
        })
    }
}
