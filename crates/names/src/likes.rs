//! How similar the parts of two names are, and remembering it: the names that are compared with one name have many words
//! in common.

use rustc_hash::FxHashMap;

use super::alignment::MIN_SIMILARITY;
use super::bound::Matched;
use super::forms::{differ_by_ending, is_short_form};
use super::letters::Script;
use super::likeness::{Like, UNLIKE, begin_alike, like, may_be_one, may_match, most_slips, of_syllables};
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
        let rows = second.parts.iter().flat_map(|part| row(first, second, part, false, ALL)).collect();
        Self { rows, width: first.parts.len(), is_of_first: false }
    }

    pub fn at(&self, first: usize, second: usize) -> Like {
        let (row, column) = if self.is_of_first { (first, second) } else { (second, first) };
        self.rows[row * self.width + column]
    }

    /// Whether the parts match if no others do.
    pub fn may_match(&self, first: usize, second: usize) -> bool {
        self.at(first, second).similarity >= MIN_SIMILARITY
    }

    /// The parts that match if no others do.
    pub fn matched(&self, first: &Parsed, second: &Parsed) -> Matched {
        let mut matched = Matched::default();
        for place in 0..first.parts.len() {
            for other_place in 0..second.parts.len() {
                if self.may_match(place, other_place) {
                    matched.first |= 1 << place;
                    matched.second |= 1 << other_place;
                }
            }
        }
        matched
    }
}

fn are_organizations(one: &Parsed, other: &Parsed) -> bool {
    one.bearer == Bearer::Organization || other.bearer == Bearer::Organization
}

/// The places of all parts, with a bit for each.
const ALL: u32 = u32::MAX;

/// How similar the parts of a name are to a part of another; only those at these places may be. It makes a difference
/// whether that is the first of the two: of several forms of two words, the first that are similar enough count.
fn row(name: &Parsed, of: &Parsed, part: &Part, is_first: bool, may_be: u32) -> impl Iterator<Item = Like> {
    let are_organizations = are_organizations(name, of);
    name.parts.iter().enumerate().map(move |(place, own)| {
        let (one, other) = if is_first { (part, own) } else { (own, part) };
        let may_be = may_be >> place & 1 == 1 && may_match(one, other);
        if may_be { like(one, other, are_organizations) } else { UNLIKE }
    })
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

#[derive(Debug)]
struct Remembered {
    /// The places of the parts that may be alike, with a bit for each.
    may_be: u32,
    /// Where the rows begin: if the word is one of the second of two names, and of the first.
    rows: [Option<usize>; 2],
}

impl RememberedLikes {
    /// The parts of this name and of another that may be alike, found without comparing letters. It is always the same
    /// name.
    pub fn may_be(&mut self, name: &Parsed, other: &Parsed) -> Matched {
        let mut matched = Matched::default();
        for (place, part) in other.parts.iter().enumerate() {
            let may_be = self.remembered(name, other, part).may_be;
            matched.first |= may_be;
            matched.second |= u32::from(may_be != 0) << place;
        }
        matched
    }

    /// How similar they are. `is_first` says whether the other name is the first of the two.
    pub fn between(&mut self, name: &Parsed, other: &Parsed, is_first: bool) -> &Likes {
        self.likes.rows.clear();
        (self.likes.width, self.likes.is_of_first) = (name.parts.len(), is_first);
        for part in &other.parts {
            let end = self.rows.len();
            let Remembered { may_be, rows } = self.remembered(name, other, part);
            let (may_be, begin) = (*may_be, *rows[usize::from(is_first)].get_or_insert(end));
            if begin == end {
                self.rows.extend(row(name, other, part, is_first, may_be));
            }
            self.likes.rows.extend_from_slice(&self.rows[begin..begin + name.parts.len()]);
        }
        &self.likes
    }

    fn remembered(&mut self, name: &Parsed, other: &Parsed, part: &Part) -> &mut Remembered {
        self.words.entry((part.word, part.role)).or_insert_with(|| {
            let are_organizations = are_organizations(name, other);
            let may_be = |own: &Part| may_match(own, part) && may_be_alike(own, part, are_organizations);
            let places = name.parts.iter().enumerate().map(|(place, own)| u32::from(may_be(own)) << place);
            Remembered { may_be: places.sum(), rows: [None; 2] }
        })
    }
}

/// Whether it is worth comparing two parts letter by letter.
fn may_be_alike(one: &Part, other: &Part, are_organizations: bool) -> bool {
    if let (Role::Particle(one), Role::Particle(other)) = (one.role, other.role) {
        return one == other;
    }
    if one.is_initial() || other.is_initial() {
        return one.whole == other.whole || begin_alike(one, other);
    }
    let is_number = |part: &Part| part.whole.script == Script::Number;
    if is_number(one) || is_number(other) {
        return one.whole == other.whole;
    }
    if let (Some(meaning), Some(others)) = (one.concept, other.concept) {
        let is_same = meaning.shares_meaning(&others);
        if is_same || one.whole.script == other.whole.script {
            return is_same;
        }
    }
    one.slavic.is_some() && one.slavic == other.slavic
        || of_syllables(one, other).is_some_and(|similarity| similarity > 0.0)
        || one.is_same_name(other) == Some(true)
        || one.forms().any(|(one, _)| other.forms().any(|(other, _)| may_be_one(one, other)))
        || one.whole.slips_to(&other.whole, most_slips(are_organizations)).is_some()
        || !are_organizations && (is_short_form(one, other) || differ_by_ending(one, other))
}
