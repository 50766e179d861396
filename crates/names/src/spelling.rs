//! The cost of taking one word for a spelling of another: the cheapest alignment of their letters, by the tables that
//! `learn` (in `tools/`) has written.

mod chunks;
mod ends;
mod table;

use std::sync::LazyLock;

use self::chunks::Chunks;
use self::table::Table;
use super::consonants::Consonants;
use super::letters::{Letter, SAME_ORIGIN, Script, usual};

/// A cost in sixteenths of a bit. The lower it is, the more likely both words are the same name.
pub type Cost = u16;
/// The cost of one bit.
pub const BIT: Cost = 16;

/// A letter, or a pair of letters that stands for one sound. The letters of the script are numbered first, then the
/// pairs that the tables have.
pub type Chunk = u8;
/// The chunk of a pair that the tables do not have.
pub const NO_PAIR: Chunk = Chunk::MAX;

/// Marks an impossible step.
const NEVER: u8 = u8::MAX;
/// Maximum length of a word, in letters. Only the beginning of a longer word is compared.
pub const LONGEST: usize = 24;

/// A word, prepared for comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    pub script: Script,
    letters: Chunks,
    /// Those that it has, with a bit for each.
    has: u64,
    /// For each letter, the chunk of the pair that it forms with the next.
    pairs: Chunks,
    pub consonants: Consonants,
}

impl Spelling {
    /// The letters of a word in one script, as usual spellings have them. Other characters are skipped.
    pub fn new(script: Script, word: &str) -> Self {
        Self::of(script, usual(word).into_iter().filter_map(|letter| script.letter(letter)).collect())
    }

    fn of(script: Script, letters: Chunks) -> Self {
        let consonants = Consonants::of(script, &letters);
        Self::with_consonants(script, letters, consonants)
    }

    fn with_consonants(script: Script, letters: Chunks, consonants: Consonants) -> Self {
        let next = letters.iter().skip(1).map(Some).chain([None]);
        let pair = |(one, other): (&Letter, Option<&Letter>)| {
            other.map_or(NO_PAIR, |other| LEARNED.pair(script, *one, *other))
        };
        let pairs = letters.iter().zip(next).map(pair).collect();
        let has = letters.iter().fold(0, |has, letter| has | 1 << letter);
        Self { script, letters, has, pairs, consonants }
    }

    /// Both words joined, of which these are the consonants.
    pub fn followed_by(&self, other: &Self, consonants: Consonants) -> Self {
        Self::with_consonants(self.script, self.letters_before(other), consonants)
    }

    fn letters_before(&self, other: &Self) -> Chunks {
        self.letters.iter().chain(&*other.letters).copied().collect()
    }

    /// A Hebrew word in the Arabic letters of the same origin.
    fn in_arabic(&self) -> Self {
        let letters = self.letters.iter().filter_map(|letter| Script::Arabic.letter(SAME_ORIGIN[usize::from(*letter)]));
        Self::of(Script::Arabic, letters.collect())
    }

    /// The consonants of both words joined.
    pub fn consonants_before(&self, other: &Self) -> Consonants {
        if self.len() + other.len() > LONGEST {
            return Consonants::of(self.script, &self.letters_before(other));
        }
        self.consonants.joined(other.consonants, self.script, &self.letters, &other.letters)
    }

    /// Only its first letter.
    pub fn first(&self) -> Self {
        Self::of(self.script, self.letters.iter().take(1).copied().collect())
    }

    /// The number of slips that the words differ by, if it is at most `most`, or 1 if they begin with different letters:
    /// letters that are more, less, changed, or exchanged with the next.
    pub fn slips_to(&self, other: &Self, most: u8) -> Option<u8> {
        let most = if self.letters.first() == other.letters.first() { most } else { 1 };
        let may_be = self.script == other.script && self.script != Script::Number;
        let is_of_length = self.len().abs_diff(other.len()) <= usize::from(most);
        // A slip exchanges one letter for another at most.
        let may_be = may_be && (self.has ^ other.has).count_ones() <= 2 * u32::from(most);
        if may_be && is_of_length { slips(&self.letters, &other.letters, most) } else { None }
    }

    /// Whether the words differ in few letters, wherever these stand.
    pub fn shares_most_letters(&self, other: &Self) -> bool {
        /// A slip exchanges one letter for another, and spelling what results as usual may do so again.
        const MOST: u32 = 4;
        (self.has ^ other.has).count_ones() <= MOST
    }

    /// The word in plain letters.
    pub fn text(&self) -> String {
        let alphabet = self.script.alphabet();
        self.letters.iter().map(|letter| alphabet[usize::from(*letter)]).collect()
    }

    #[inline]
    pub fn letters(&self) -> &[Letter] {
        &self.letters
    }

    /// Whether the word begins with a vowel and a consonant, and the other with this consonant and a vowel.
    pub fn adds_vowel_before(&self, other: &Self) -> bool {
        let ([first, rest @ ..], [begin, next, ..]) = (&*self.letters, &*other.letters) else { return false };
        let is_vowel = |script: Script, letter: Letter| vowels(script) >> letter & 1 == 1;
        let is_before = is_vowel(self.script, *first)
            && rest.first().is_some_and(|letter| !is_vowel(self.script, *letter))
            && !is_vowel(other.script, *begin)
            && is_vowel(other.script, *next);
        let beginning = |script: Script, letters: &[Letter]| Consonants::of(script, &letters[..letters.len().min(1)]);
        let is_same_letter = self.script == other.script && rest.first() == Some(begin);
        is_before
            && (is_same_letter || beginning(self.script, rest).are_certainly(&beginning(other.script, &other.letters)))
    }

    /// Number of letters.
    #[inline]
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }
}

/// The places of a, e, i, o, u and y in the alphabet, with a bit for each.
const LATIN_VOWELS: u64 = 1 | 1 << 4 | 1 << 8 | 1 << 14 | 1 << 20 | 1 << 24;

/// The places of vowels that are written, with a bit for each: those of Latin but y, and the long ones of Arabic.
const fn vowels(script: Script) -> u64 {
    const Y: u64 = 1 << 24;
    /// ا, و and ي.
    const ARABIC: u64 = 1 | 1 << 26 | 1 << 27;
    match script {
        Script::Latin => LATIN_VOWELS & !Y,
        Script::Arabic => ARABIC,
        Script::Hebrew | Script::Number => 0,
    }
}

/// The number of slips that words differ by: letters that are more, less, changed, or exchanged with the next; `None`
/// above `most`, which is 1 or 2.
pub fn slips(one: &[u8], other: &[u8], most: u8) -> Option<u8> {
    let (one, other) = without_same_beginning(one, other);
    if one.is_empty() && other.is_empty() {
        return Some(0);
    }
    if is_slip(one, other) {
        return Some(1);
    }
    let is_slip_after = |of_one: usize, of_other: usize| {
        let rests = one.get(of_one..).zip(other.get(of_other..));
        rests.map(|(one, other)| without_same_beginning(one, other)).is_some_and(|(one, other)| is_slip(one, other))
    };
    let are_two = || {
        let are_exchanged = one.len() > 1 && other.len() > 1 && one[0] == other[1] && one[1] == other[0];
        are_exchanged && is_slip_after(2, 2) || is_slip_after(1, 1) || is_slip_after(1, 0) || is_slip_after(0, 1)
    };
    (most > 1 && are_two()).then_some(2)
}

fn without_same_beginning<'a>(one: &'a [u8], other: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    (&one[same..], &other[same..])
}

/// Whether words that begin differently are the same but for the first letter, or for the exchange of the first two.
fn is_slip(one: &[u8], other: &[u8]) -> bool {
    match (one, other) {
        ([first, second, one @ ..], [third, fourth, other @ ..])
            if first == fourth && second == third && one == other =>
        {
            true
        }
        (one @ [_, ones @ ..], other @ [_, others @ ..]) => ones == others || ones == other || one == others,
        ([_], []) | ([], [_]) => true,
        _ => false,
    }
}

/// The cost of taking one word for a spelling of the other; `None` above the limit. The order of the words does not
/// matter.
pub fn cost(first: &Spelling, second: &Spelling, limit: Cost) -> Option<Cost> {
    let learned = &*LEARNED;
    match (first.script, second.script) {
        (Script::Latin, Script::Latin) => learned.latin.cost(first, second, limit),
        (Script::Arabic, Script::Arabic) => learned.arabic.cost(first, second, limit),
        (Script::Arabic, Script::Latin) => {
            let own = learned.own.cost(first, second, limit);
            let borrowed = learned.borrowed.cost(first, second, own.unwrap_or(limit));
            borrowed.or(own)
        }
        (Script::Hebrew, Script::Latin) => learned.hebrew.cost(first, second, limit),
        (Script::Hebrew, Script::Hebrew) => learned.within_hebrew.cost(first, second, limit),
        (Script::Hebrew, Script::Arabic) => cost(&first.in_arabic(), second, limit),
        (Script::Latin, Script::Arabic) | (Script::Latin | Script::Arabic, Script::Hebrew) => {
            cost(second, first, limit)
        }
        _ => (first == second).then_some(0),
    }
}

static LEARNED: LazyLock<Learned> =
    LazyLock::new(|| Learned::parse([include_str!("learned/spellings.tsv"), include_str!("words/hebrew_letters.tsv")]));

struct Learned {
    latin_pairs: Pairs,
    arabic_pairs: Pairs,
    hebrew_pairs: Pairs,
    /// From Arabic to Latin, for names of Arabic origin.
    own: Table,
    /// From Arabic to Latin, for names that Arabic has borrowed.
    borrowed: Table,
    latin: Table,
    arabic: Table,
    /// From Hebrew to Latin, and within Hebrew: written by hand.
    hebrew: Table,
    within_hebrew: Table,
}

/// The chunks of the pairs of letters that the tables have.
struct Pairs {
    letters: usize,
    chunks: Vec<Chunk>,
    count: usize,
}

impl Pairs {
    fn new(script: Script) -> Self {
        let letters = script.alphabet().len();
        Self { letters, chunks: vec![NO_PAIR; letters * letters], count: 0 }
    }

    fn place(&self, one: Letter, other: Letter) -> usize {
        usize::from(one) * self.letters + usize::from(other)
    }

    /// The chunk of a pair, which is added if it is new; [`NO_PAIR`] if all numbers are in use.
    fn add(&mut self, one: Letter, other: Letter) -> Chunk {
        let (place, next) = (self.place(one, other), self.letters + self.count);
        if self.chunks[place] == NO_PAIR && next < usize::from(NO_PAIR) {
            self.chunks[place] = next as Chunk;
            self.count += 1;
        }
        self.chunks[place]
    }
}

impl Learned {
    fn pair(&self, script: Script, one: Letter, other: Letter) -> Chunk {
        let pairs = match script {
            Script::Latin => &self.latin_pairs,
            Script::Arabic => &self.arabic_pairs,
            Script::Hebrew => &self.hebrew_pairs,
            Script::Number => return NO_PAIR,
        };
        pairs.chunks[pairs.place(one, other)]
    }

    /// Parses lines of `table first second bits`. Malformed lines are skipped; a unit test checks that there are none.
    fn parse(files: [&str; 2]) -> Self {
        use Script::{Arabic, Hebrew, Latin};
        let mut learned = Self {
            latin_pairs: Pairs::new(Latin),
            arabic_pairs: Pairs::new(Arabic),
            hebrew_pairs: Pairs::new(Hebrew),
            own: Table::new(Arabic, Latin),
            borrowed: Table::new(Arabic, Latin),
            latin: Table::new(Latin, Latin),
            arabic: Table::new(Arabic, Arabic),
            hebrew: Table::new(Hebrew, Latin),
            within_hebrew: Table::new(Hebrew, Hebrew),
        };
        files.into_iter().flat_map(str::lines).filter_map(Line::parse).for_each(|line| learned.put(&line));
        for table in [&mut learned.own, &mut learned.borrowed] {
            table.allow_other_dots();
            table.allow_silent_ayn();
        }
        learned
    }

    fn put(&mut self, line: &Line) {
        let table = match line.table {
            "own" => &mut self.own,
            "borrowed" => &mut self.borrowed,
            "latin" => &mut self.latin,
            "arabic" => &mut self.arabic,
            "hebrew" => &mut self.hebrew,
            _ => &mut self.within_hebrew,
        };
        let mut chunk = |script: Script, text: &str| {
            let pairs = match script {
                Script::Latin => &mut self.latin_pairs,
                Script::Hebrew => &mut self.hebrew_pairs,
                _ => &mut self.arabic_pairs,
            };
            let letters: Vec<Letter> = text.chars().filter_map(|letter| script.letter(letter)).collect();
            match letters[..] {
                [letter] => Some(letter),
                [one, other] => Some(pairs.add(one, other)),
                _ => None,
            }
        };
        let place = |text: &str| ["^", "-", "$"].iter().position(|place| *place == text);
        let (first, second) = (chunk(table.first, line.first), chunk(table.second, line.second));
        match (first, second, place(line.first), place(line.second)) {
            (Some(first), Some(second), ..) => table.costs[usize::from(first)][usize::from(second)] = line.cost,
            (Some(first), None, _, Some(place)) => table.lone_first[usize::from(first)][place] = line.cost,
            (None, Some(second), Some(place), _) => table.lone_second[usize::from(second)][place] = line.cost,
            _ => {}
        }
    }
}

struct Line<'a> {
    table: &'a str,
    first: &'a str,
    second: &'a str,
    cost: u8,
}

impl<'a> Line<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let mut columns = line.split('\t');
        let (table, first, second) = (columns.next()?, columns.next()?, columns.next()?);
        let bits: f64 = columns.next()?.parse().ok()?;
        let cost = (bits * f64::from(BIT)).round().clamp(0.0, f64::from(NEVER - 1)) as u8;
        Some(Self { table, first, second, cost })
    }
}
