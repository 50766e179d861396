//! A table of what the letters of two scripts cost, and the cheapest alignment of two words by it.

use super::{Chunk, Cost, LONGEST, NEVER, NO_PAIR, Spelling};
use crate::letters::{Letter, Script};

/// The cost of a letter that stands for another, if the tables do not have the two.
const UNKNOWN_SUBSTITUTION: u8 = 128;
/// The cost of a letter that stands for nothing, if the tables do not have it.
const UNKNOWN_DELETION: u8 = 112;
/// The most that a letter costs that certainly stands for another, in another script.
const SURE: u8 = 40;
/// Arabic letters that differ by their dots only, or by a stroke.
const SAME_SHAPES: &[&str] = &["جحخچ", "دذ", "رزژ", "سش", "صض", "طظ", "عغ", "فق", "بتثپ", "كگ"];
/// The cost of dots that are missing, or too many.
const OTHER_DOTS: u8 = 80;
/// The cost of an ayn that ends a word without a Latin letter: Shuja.
const SILENT_AYN: u8 = 48;
/// The cost of two swapped letters.
const SWAPPED: u8 = 80;

/// The cost of each entry of a table; [`NEVER`] costs more than any limit.
const COSTS: [Cost; 256] = {
    let mut costs = [Cost::MAX / 4; 256];
    let mut cost = 0;
    while cost < NEVER as usize {
        costs[cost] = cost as Cost;
        cost += 1;
    }
    costs
};

const CHUNKS: usize = Chunk::MAX as usize + 1;

/// The costs of substitutions and deletions between two scripts.
pub struct Table {
    pub first: Script,
    pub second: Script,
    /// The cost of a chunk that stands for another.
    pub costs: Box<[[u8; CHUNKS]; CHUNKS]>,
    /// The cost of a chunk that stands for nothing: at the beginning, inside, and at the end of a word.
    pub lone_first: Box<[[u8; 3]; CHUNKS]>,
    pub lone_second: Box<[[u8; 3]; CHUNKS]>,
}

impl Table {
    pub fn new(first: Script, second: Script) -> Self {
        let letters = |script: Script| script.alphabet().len();
        let mut costs = Box::new([[NEVER; CHUNKS]; CHUNKS]);
        for row in &mut costs[..letters(first)] {
            row[..letters(second)].fill(UNKNOWN_SUBSTITUTION);
        }
        if first == second {
            (0..letters(first)).for_each(|letter| costs[letter][letter] = 0);
        }
        let lone = |script| {
            let mut lone = Box::new([[NEVER; 3]; CHUNKS]);
            lone[..letters(script)].fill([UNKNOWN_DELETION; 3]);
            lone
        };
        Self { first, second, costs, lone_first: lone(first), lone_second: lone(second) }
    }

    /// Lets Arabic letters that differ by their dots stand for each other, as a slip.
    pub fn allow_other_dots(&mut self) {
        let letter = |letter: char| self.first.letter(letter).map(usize::from);
        let groups: Vec<Vec<usize>> =
            SAME_SHAPES.iter().map(|group| group.chars().filter_map(letter).collect()).collect();
        for group in groups {
            for chunk in 0..CHUNKS {
                let least = group.iter().map(|letter| self.costs[*letter][chunk]).min().unwrap_or(NEVER);
                for letter in &group {
                    let cost = &mut self.costs[*letter][chunk];
                    *cost = (*cost).min(least.saturating_add(OTHER_DOTS));
                }
            }
        }
    }

    /// Lets an ayn be silent at the end of a word.
    pub fn allow_silent_ayn(&mut self) {
        const END: usize = 2;
        if let Some(ayn) = self.first.letter('ع') {
            self.lone_first[usize::from(ayn)][END] = SILENT_AYN;
        }
    }

    /// The cost of the cheapest alignment; `None` above the limit.
    pub fn cost(&self, first: &Spelling, second: &Spelling, limit: Cost) -> Option<Cost> {
        // Most words are too different, which is found without an alignment.
        if self.exceeds_of_first(first, second, limit) || self.exceeds_of_second(first, second, limit) {
            return None;
        }
        self.cheapest(first, second, limit)
    }

    fn cheapest(&self, first: &Spelling, second: &Spelling, limit: Cost) -> Option<Cost> {
        let (rows, columns) = (first.letters.len(), second.letters.len());
        let lone = self.lone_in(second);
        // The least costs of the first letters of one word, one more in each row, and those of the other.
        let mut best: [Row; 3] = [[IMPOSSIBLE; EDGE + LONGEST + 1]; 3];
        for row in 0..=rows {
            let [long_before, before, here] = last_three(&mut best, row);
            here.fill(IMPOSSIBLE);
            if row == 0 {
                here[EDGE] = 0;
            } else {
                self.add_letter(here, before, first.letters[row - 1], place(row, rows), second);
            }
            if row >= 2 && first.pairs[row - 2] != NO_PAIR {
                self.add_pair(here, long_before, first.pairs[row - 2], second);
            }
            if let Some(swapped) = row.checked_sub(2).and_then(|before| first.letters[before..row].first_chunk()) {
                self.add_swapped(here, long_before, *swapped, &second.letters);
            }
            let mut least = Cost::MAX;
            for (column, [letter, pair]) in (EDGE..=EDGE + columns).zip(lone) {
                here[column] = here[column].min(here[column - 1] + letter).min(here[column - 2] + pair);
                least = least.min(here[column]);
            }
            if least > limit && before[EDGE..=EDGE + columns].iter().all(|cost| *cost > limit) {
                return None;
            }
        }
        let cost = best[rows % 3][EDGE + columns];
        (cost <= limit).then_some(cost)
    }

    /// Whether the letters of the first word cost more than the limit in any alignment.
    fn exceeds_of_first(&self, first: &Spelling, second: &Spelling, limit: Cost) -> bool {
        let cost = |chunk, other| self.costs[usize::from(chunk)][usize::from(other)];
        exceeds(limit, first, &self.lone_first, second, cost)
    }

    fn exceeds_of_second(&self, first: &Spelling, second: &Spelling, limit: Cost) -> bool {
        let cost = |chunk, other| self.costs[usize::from(other)][usize::from(chunk)];
        exceeds(limit, second, &self.lone_second, first, cost)
    }

    /// The costs of the letter, and of the pair of letters, that end at each place of the second word and stand for
    /// nothing.
    fn lone_in(&self, second: &Spelling) -> [[Cost; 2]; LONGEST + 1] {
        let cost = |chunk: Chunk, place: usize| COSTS[usize::from(self.lone_second[usize::from(chunk)][place])];
        let mut lone = [[IMPOSSIBLE; 2]; LONGEST + 1];
        for (before, letter) in second.letters.iter().enumerate() {
            lone[before + 1][0] = cost(*letter, place(before + 1, second.len()));
            if before > 0 {
                lone[before + 1][1] = cost(second.pairs[before - 1], 1);
            }
        }
        lone
    }

    /// A letter of the first word stands for nothing, for a letter, or for a pair of letters.
    fn add_letter(&self, here: &mut Row, before: &Row, letter: Letter, place: usize, second: &Spelling) {
        let costs = &self.costs[usize::from(letter)];
        let lone = COSTS[usize::from(self.lone_first[usize::from(letter)][place])];
        here[EDGE] = here[EDGE].min(before[EDGE] + lone);
        // Of the pair that ends with each letter; none ends with the first.
        let mut pair = NO_PAIR;
        for ((column, other), next) in (EDGE + 1..).zip(&*second.letters).zip(&*second.pairs) {
            here[column] = here[column]
                .min(before[column] + lone)
                .min(before[column - 1] + COSTS[usize::from(costs[usize::from(*other)])])
                .min(before[column - 2] + COSTS[usize::from(costs[usize::from(pair)])]);
            pair = *next;
        }
    }

    /// A pair of letters of the first word stands for nothing, or for a letter.
    fn add_pair(&self, here: &mut Row, long_before: &Row, pair: Chunk, second: &Spelling) {
        let costs = &self.costs[usize::from(pair)];
        let lone = COSTS[usize::from(self.lone_first[usize::from(pair)][1])];
        here[EDGE] = here[EDGE].min(long_before[EDGE] + lone);
        for (column, other) in (EDGE + 1..).zip(&*second.letters) {
            here[column] = here[column]
                .min(long_before[column] + lone)
                .min(long_before[column - 1] + COSTS[usize::from(costs[usize::from(*other)])]);
        }
    }

    /// Two letters that are swapped in the other word; in another script, only consonants: what vowels are not written is
    /// not known.
    fn add_swapped(&self, here: &mut Row, long_before: &Row, [one, two]: [Letter; 2], others: &[Letter]) {
        let is_within = self.first == self.second;
        let may_be_vowel = |letter: Letter| may_be_vowel(self.first.alphabet()[usize::from(letter)]);
        if !is_within && (may_be_vowel(one) || may_be_vowel(two)) {
            return;
        }
        let stands_for = |letter: Letter, other: Letter| {
            if is_within { letter == other } else { self.costs[usize::from(letter)][usize::from(other)] <= SURE }
        };
        for (column, other) in (EDGE + 2..).zip(others.windows(2)) {
            if stands_for(two, other[0]) && stands_for(one, other[1]) {
                here[column] = here[column].min(long_before[column - 2] + Cost::from(SWAPPED));
            }
        }
    }
}

/// Whether the letters of a word cost more than the limit in any alignment with another: each stands for nothing, or for
/// any letter or pair of the other word, by itself or with a letter beside it.
fn exceeds(
    limit: Cost,
    word: &Spelling,
    lone: &[[u8; 3]; CHUNKS],
    other: &Spelling,
    cost: impl Fn(Chunk, Chunk) -> u8,
) -> bool {
    let cheapest = |chunk: Chunk, most: u8, others: &[Chunk]| {
        others.iter().fold(most, |least, other| least.min(cost(chunk, *other)))
    };
    // Each letter of a pair counts half.
    let of_pair = |pair: Chunk| match pair {
        NO_PAIR => IMPOSSIBLE,
        pair => COSTS[usize::from(cheapest(pair, lone[usize::from(pair)][1], &other.letters))] / 2,
    };
    let is_in_both = |letter: Letter| word.script == other.script && other.has >> letter & 1 == 1;
    let mut sum = 0;
    for (before, letter) in word.letters.iter().enumerate().filter(|(_, letter)| !is_in_both(**letter)) {
        let alone = lone[usize::from(*letter)][place(before + 1, word.len())];
        let alone = cheapest(*letter, cheapest(*letter, alone, &other.letters), &other.pairs);
        let with_before = before.checked_sub(1).map_or(IMPOSSIBLE, |before| of_pair(word.pairs[before]));
        sum += COSTS[usize::from(alone)].min(with_before).min(of_pair(word.pairs[before]));
        if sum > limit {
            return true;
        }
    }
    false
}

/// Whether an Arabic or Hebrew letter may stand for a vowel.
fn may_be_vowel(letter: char) -> bool {
    matches!(letter, 'ا' | 'و' | 'ي' | 'ى' | 'ء' | 'ة' | 'ع' | 'ه' | 'א' | 'ו' | 'י' | 'ה' | 'ע')
}

/// More than any limit, and little enough to add to.
const IMPOSSIBLE: Cost = Cost::MAX / 2;
/// Impossible places before the first of a row, so that each has two before it.
const EDGE: usize = 2;
/// The costs for the beginnings of the second word, from the empty one on.
type Row = [Cost; EDGE + LONGEST + 1];

/// The rows two before this one, before it, and itself; three take turns.
fn last_three(rows: &mut [Row; 3], row: usize) -> [&mut Row; 3] {
    let [one, two, three] = rows;
    match row % 3 {
        0 => [two, three, one],
        1 => [three, one, two],
        _ => [one, two, three],
    }
}

/// The position of the letter before this place: 0 at the beginning of the word, 1 inside, 2 at the end.
fn place(place: usize, length: usize) -> usize {
    match place {
        1 => 0,
        _ if place == length => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Spelling, cost};
    use super::*;

    #[test]
    fn the_limit_does_not_change_the_cost() {
        let latin =
            ["khalifa", "chalifa", "haftar", "hatfar", "ahmed", "achmet", "gaddafi", "qadhdhafi", "sh", "schmidt"];
        let latin = latin.map(|word| Spelling::new(Script::Latin, word));
        let arabic = ["خليفة", "حفتر", "أحمد", "قذافي", "شميت"].map(|word| Spelling::new(Script::Arabic, word));
        let hebrew = ["חפתר", "אחמד"].map(|word| Spelling::new(Script::Hebrew, word));
        let words: Vec<&Spelling> = latin.iter().chain(&arabic).chain(&hebrew).collect();
        for one in &words {
            for other in &words {
                let least = cost(one, other, IMPOSSIBLE).unwrap();
                assert_eq!(cost(one, other, least), Some(least), "{one:?} {other:?}");
                assert!(least == 0 || cost(one, other, least - 1).is_none(), "{one:?} {other:?}");
            }
        }
    }
}
