//! One slip of the typist in names of which the rest matches: such words may be shorter, and are more likely one, than words
//! that differ by a slip while other words of the names differ too.

use super::alignment::{Alignment, PartPair};
use super::alike::NEAR;
use super::bound::Matched;
use super::comparison::NameLikeness;
use super::fold::fold;
use super::forms::{differ_by_first_vowel, differ_by_nisba};
use super::letters::Script;
use super::likeness::Like;
use super::name::Bearer;
use super::ordinary::is_ordinary;
use super::parsed::{Parsed, Part, Role};
use super::spelling::slips;
use super::words::Usage;

/// The similarity of two words that differ by one slip, if all else matches.
const OF_ONLY_SLIP: f32 = 0.9;
/// The same in names of people with another part: too little for what may be spellings, of which less counts as unlike.
const OF_ONLY_SLIP_OF_PERSON: f32 = NEAR - 0.1;
/// What matches beside the slip is at least this similar.
const SURE: f32 = 0.9;
/// What matches beside a slip in a short word weighs at least this, without what says what kind of organization it is.
const REST: f32 = 0.4;

/// What there is in two names beside the words with a slip, all of which matches.
struct Beside {
    says: Says,
    /// Whether one of the names consists of syllables of a Chinese or Korean name.
    are_syllables: bool,
    is_of_person: bool,
    /// Whether one of the names has an Arabic one, in which a vowel at the beginning makes another name: Adham, Daham.
    are_arabic: bool,
}

/// How much that says about who it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Says {
    /// There is nothing.
    Nothing,
    /// Only what kind of organization it is, and what it does.
    Little,
    /// An ordinary word.
    Something,
    /// Another word.
    Much,
}

/// A part of each name that differ by one slip while all others match, and how similar they are.
pub(super) fn only_slip(first: &Parsed, second: &Parsed, alignment: &Alignment) -> Option<(usize, usize, Like)> {
    let (one, other) = only_difference(first, second, alignment)?;
    if !may_differ_by_slip(&first.parts[one], &second.parts[other]) {
        return None;
    }
    let beside = Beside::of(first, second, alignment, one)?;
    let like = beside.like(&first.parts[one], &second.parts[other])?;
    Some((one, other, like))
}

/// The only parts of two names that do not match well.
fn only_difference(first: &Parsed, second: &Parsed, alignment: &Alignment) -> Option<(usize, usize)> {
    let mut doubtful = alignment.pairs.iter().filter(|pair| pair.like.similarity < SURE);
    let mut of_first = alignment.left_of_first.iter().filter(|place| is_left(&first.parts[**place]));
    let mut of_second = alignment.left_of_second.iter().filter(|place| is_left(&second.parts[**place]));
    let difference = match (doubtful.next(), of_first.next(), of_second.next()) {
        (Some(pair), None, None) => (pair.first, pair.second),
        (None, Some(one), Some(other)) => (*one, *other),
        _ => return None,
    };
    let is_only = doubtful.next().is_none() && of_first.next().is_none() && of_second.next().is_none();
    is_only.then_some(difference)
}

/// Whether a part is a name that no part of the other name matches.
fn is_left(part: &Part) -> bool {
    part.role == Role::Proper && !part.is_title_if_left()
}

impl Beside {
    /// What there is beside this part of the first name; none if it says little, and not all of it matches: Hart Ltd is not
    /// Hara Company.
    fn of(first: &Parsed, second: &Parsed, alignment: &Alignment, one: usize) -> Option<Self> {
        let are_syllables = |name: &Parsed| name.parts.iter().all(|part| part.is_romanized());
        let is_arabic = |part: &Part| part.known.is_some_and(|known| known.is_arabic);
        let says = Says::of(first, second, alignment, one);
        let beside = Self {
            says,
            are_syllables: are_syllables(first) || are_syllables(second),
            is_of_person: first.compared_as(second) == Bearer::Person,
            are_arabic: first.parts.iter().chain(&second.parts).any(is_arabic),
        };
        (says >= Says::Something || has_names_only_left(first, second, alignment)).then_some(beside)
    }

    /// How similar two parts are that differ by one slip, if they may be one.
    fn like(&self, first: &Part, second: &Part) -> Option<Like> {
        let (one, other) = (first.whole.len(), second.whole.len());
        let is_long = match self.says {
            Says::Much if !self.is_of_person => one.max(other) >= 3,
            // Words of three letters may be acronyms beside an ordinary word (TKA Kestrel is not TAK Kestrel), and are given
            // names of their own: Ana is not Ava.
            Says::Much | Says::Something | Says::Nothing => one.max(other) >= 4,
            // Banks and the like have many short names.
            Says::Little => one.min(other) >= 5,
        };
        let may_be = is_long && !self.are_acronyms(first, second) && !self.are_other_words(first, second);
        let is_with_name = self.says >= Says::Something && self.is_of_person;
        let similarity = if is_with_name { OF_ONLY_SLIP_OF_PERSON } else { OF_ONLY_SLIP };
        may_be.then_some(Like { similarity, likeness: NameLikeness::Slip })
    }

    /// Whether two words may be other acronyms: TKB is not TKP.
    fn are_acronyms(&self, first: &Part, second: &Part) -> bool {
        /// The most letters of words of which one may be an acronym, whatever else there is.
        const SHORT: usize = 3;
        let are_short = first.whole.len().max(second.whole.len()) <= SHORT;
        match (first.is_acronym(), second.is_acronym()) {
            (true, true) => true,
            (false, false) => false,
            _ => self.says < Says::Something || are_short,
        }
    }

    /// Whether both words are known, as different ones: names, words with a meaning, ordinary words and syllables; or one has
    /// a beginning or an ending that makes another name.
    fn are_other_words(&self, first: &Part, second: &Part) -> bool {
        let both = |is: &dyn Fn(&Part) -> bool| is(first) && is(second);
        first.is_same_name(second) == Some(false)
            || differ_by_nisba(first, second)
            || self.are_arabic && self.is_of_person && differ_by_first_vowel(first, second)
            || self.says > Says::Nothing && self.are_syllables && both(&|part| part.is_romanized())
            || both(&|part| part.concept.is_some())
            || both(&|part| is_ordinary(&part.whole.text()))
            // `Part::is_ordinary` includes Chinese words, which are common in names.
            || self.says < Says::Something && both(&|part| part.is_ordinary)
    }
}

impl Says {
    /// Of all pairs but that of this part of the first name, and of numbers, which many names have.
    fn of(first: &Parsed, second: &Parsed, alignment: &Alignment, one: usize) -> Self {
        let says_little = |part: &Part| {
            part.role != Role::Proper || part.concept.is_some_and(|concept| concept.usage <= Usage::Trade)
        };
        let is_telling =
            |pair: &&PartPair| !says_little(&first.parts[pair.first]) && !says_little(&second.parts[pair.second]);
        let is_number = |pair: &PartPair| first.parts[pair.first].whole.script == Script::Number;
        let pairs = || alignment.pairs.iter().filter(|pair| pair.first != one && !is_number(pair));
        let telling = || pairs().filter(is_telling);
        match telling().map(|pair| pair.weight(&first.parts, &second.parts)).sum::<f32>() {
            _ if pairs().next().is_none() => Self::Nothing,
            weight if weight < REST => Self::Little,
            _ if telling().all(|pair| is_ordinary(&first.parts[pair.first].whole.text())) => Self::Something,
            _ => Self::Much,
        }
    }
}

/// Whether the parts that match nothing are names, and no legal forms, titles or particles.
fn has_names_only_left(first: &Parsed, second: &Parsed, alignment: &Alignment) -> bool {
    let are = |left: &[usize], parts: &[Part]| left.iter().all(|place| is_left(&parts[*place]));
    are(&alignment.left_of_first, &first.parts) && are(&alignment.left_of_second, &second.parts)
}

/// Whether two words differ by one slip, as they are compared or as they are written: Kanpur is compared as Kampur.
fn may_differ_by_slip(first: &Part, second: &Part) -> bool {
    /// The most by which two words with a slip differ in length, as they are compared.
    const LENGTHS: usize = 2;
    let (one, other) = (&first.whole, &second.whole);
    let is_word = |part: &Part| part.role == Role::Proper && part.whole.script == Script::Latin && part.whole.len() > 1;
    let may_be = is_word(first)
        && is_word(second)
        && first.prefix == second.prefix
        && one.len().abs_diff(other.len()) <= LENGTHS
        && one.shares_most_letters(other);
    may_be
        && (one.slips_to(other, 1) == Some(1) || {
            let [one, other] = [first, second].map(|part| fold(&part.text));
            slips(one.as_bytes(), other.as_bytes(), 1) == Some(1)
        })
}

/// Marks the parts that may differ by the only slip. Returns whether there are any that were not marked.
pub(super) fn mark_only_slip(first: &Parsed, second: &Parsed, matched: &mut Matched) -> bool {
    let before = *matched;
    let (of_first, of_second) = (Unmatched::of(first, matched.first), Unmatched::of(second, matched.second));
    if of_first.are_more || of_second.are_more {
        return false;
    }
    let with_one = of_first.first.into_iter().flat_map(|one| (0..second.parts.len()).map(move |other| (one, other)));
    let with_other = of_second.first.into_iter().flat_map(|other| (0..first.parts.len()).map(move |one| (one, other)));
    for (one, other) in with_one.chain(with_other) {
        if may_differ_by_slip(&first.parts[one], &second.parts[other]) {
            matched.first |= 1 << one;
            matched.second |= 1 << other;
        }
    }
    *matched != before
}

/// The parts of a name that are certainly left over.
struct Unmatched {
    /// The place of the first.
    first: Option<usize>,
    are_more: bool,
}

impl Unmatched {
    fn of(name: &Parsed, matched: u32) -> Self {
        let is_unmatched = |place: &usize| matched >> place & 1 == 0 && is_left(&name.parts[*place]);
        let mut places = (0..name.parts.len()).filter(is_unmatched);
        Self { first: places.next(), are_more: places.next().is_some() }
    }
}
