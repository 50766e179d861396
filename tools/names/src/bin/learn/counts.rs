//! Counting how often letters of one script stand for letters of another.

use sanad_names::letters::{Letter, Script};

use crate::known::Known;
use crate::pairs::Pair;

/// Zero, one or two letters.
type Chunk = usize;
const NONE: Chunk = 0;
/// The position of a letter in a word, as written in the table: at the beginning, inside, or at the end.
const BEGINNING: &str = "^";
const INSIDE: &str = "-";
const END: &str = "$";

/// Counts over the alignments of pairs of words: how often a chunk of the first word stood for a chunk of the second.
/// One of the two may be empty, but not both.
pub struct Counts {
    first: Alphabet,
    second: Alphabet,
    /// By first chunk, then by second chunk.
    joint: Vec<f64>,
    /// Letters that stood for nothing, by position: at the beginning, inside, and at the end of a word.
    lone_first: Vec<[f64; 3]>,
    lone_second: Vec<[f64; 3]>,
    /// All letters, by position.
    of_first: Vec<[f64; 3]>,
    of_second: Vec<[f64; 3]>,
    total: f64,
}

#[derive(Clone, Copy)]
struct Alphabet(Script);

impl Alphabet {
    fn letters(self) -> usize {
        self.0.alphabet().len()
    }

    fn chunks(self) -> usize {
        1 + self.letters() + self.letters() * self.letters()
    }

    fn one(self, letter: Letter) -> Chunk {
        1 + usize::from(letter)
    }

    fn two(self, letters: &[Letter]) -> Chunk {
        1 + self.letters() * (1 + usize::from(letters[0])) + usize::from(letters[1])
    }

    fn chunk(self, letters: &[Letter]) -> Chunk {
        match letters {
            [] => NONE,
            [letter] => self.one(*letter),
            _ => self.two(letters),
        }
    }

    fn text(self, chunk: Chunk) -> String {
        let (letters, alphabet) = (self.letters(), self.0.alphabet());
        match chunk {
            NONE => INSIDE.to_owned(),
            _ if chunk <= letters => alphabet[chunk - 1].to_string(),
            _ => {
                let pair = chunk - 1 - letters;
                [alphabet[pair / letters], alphabet[pair % letters]].iter().collect()
            }
        }
    }

    /// Whether the letters may stand for one sound. Two Latin letters may if both are vowels, if both are consonants,
    /// or if a vowel is next to a glide (h, w or y). Two Arabic letters always may.
    fn is_one_sound(self, letters: &[Letter]) -> bool {
        let [one, other] = letters else { return true };
        match self.0 {
            Script::Latin => {
                let [one, other] = [one, other].map(|letter| self.0.alphabet()[usize::from(*letter)]);
                match (is_vowel(one), is_vowel(other)) {
                    (true, false) => "hwy".contains(other),
                    (false, true) => "wy".contains(one),
                    _ => one != 'h',
                }
            }
            _ => true,
        }
    }

    fn are_vowels(self, letters: &[Letter]) -> bool {
        self.0 == Script::Latin && letters.iter().all(|letter| is_vowel(self.0.alphabet()[usize::from(*letter)]))
    }
}

fn is_vowel(letter: char) -> bool {
    "aeiou".contains(letter)
}

/// The lengths of the chunks that stand for each other.
const STEPS: [(usize, usize); 7] = [(1, 1), (1, 2), (2, 1), (1, 0), (0, 1), (2, 0), (0, 2)];

/// The possible steps from a position in both words, each with the index of the position it leads to.
fn steps(pair: &Pair, row: usize, column: usize) -> impl Iterator<Item = ((usize, usize), usize)> {
    let (rows, columns) = (pair.first.len(), pair.second.len());
    let fits = move |step: &&(usize, usize)| row + step.0 <= rows && column + step.1 <= columns;
    STEPS.iter().filter(fits).map(move |step| (*step, (row + step.0) * (columns + 1) + column + step.1))
}

impl Counts {
    pub fn new(first: Script, second: Script) -> Self {
        let (first, second) = (Alphabet(first), Alphabet(second));
        Self {
            joint: vec![0.0; first.chunks() * second.chunks()],
            lone_first: vec![[0.0; 3]; first.letters()],
            lone_second: vec![[0.0; 3]; second.letters()],
            of_first: vec![[0.0; 3]; first.letters()],
            of_second: vec![[0.0; 3]; second.letters()],
            total: 0.0,
            first,
            second,
        }
    }

    /// The initial counts: one letter for one letter is the most likely, and within a script, the same letter.
    pub fn flat(first: Script, second: Script) -> Self {
        let mut counts = Self::new(first, second);
        let (letters, others) = (counts.first.letters(), counts.second.letters());
        let width = counts.second.chunks();
        for (place, count) in counts.joint.iter_mut().enumerate() {
            let (one, other) = (place / width, place % width);
            *count = match (one > letters, other > others) {
                _ if (one == NONE && other <= others) || (other == NONE && one <= letters) => 0.0,
                (false, false) if first == second && one == other => 100.0,
                (false, false) => 1.0,
                _ => 0.02,
            };
        }
        counts.lone_first.fill([1.0; 3]);
        counts.lone_second.fill([1.0; 3]);
        counts.total = counts.joint.iter().sum::<f64>() + 3.0 * (letters + others) as f64;
        counts
    }

    /// The likelihood of a step from a position in both words.
    fn likelihood(&self, pair: &Pair, from: (usize, usize), (one, other): (usize, usize)) -> f64 {
        let (first, second) = (&pair.first[from.0..from.0 + one], &pair.second[from.1..from.1 + other]);
        if !self.first.is_one_sound(first) || !self.second.is_one_sound(second) {
            return 0.0;
        }
        let count = match (first, second) {
            ([letter], []) => self.lone_first[usize::from(*letter)][position(from.0, pair.first.len())],
            ([], [letter]) => self.lone_second[usize::from(*letter)][position(from.1, pair.second.len())],
            ([_, _], []) if !self.first.are_vowels(first) => 0.0,
            ([], [_, _]) if !self.second.are_vowels(second) => 0.0,
            _ => self.joint[self.place(first, second)],
        };
        count / self.total
    }

    fn place(&self, first: &[Letter], second: &[Letter]) -> usize {
        self.first.chunk(first) * self.second.chunks() + self.second.chunk(second)
    }

    /// Counts the steps of all alignments of a pair, each weighted by its likelihood under the previous counts.
    pub fn add(&mut self, before: &Self, pair: &Pair, share: f64) {
        let weight = pair.weight * share;
        let (rows, columns) = (pair.first.len(), pair.second.len());
        let width = columns + 1;
        let forward = before.forward(pair);
        let mut backward = vec![0.0; forward.len()];
        if let Some(last) = backward.last_mut() {
            *last = 1.0;
        }
        for row in (0..=rows).rev() {
            for column in (0..=columns).rev() {
                for (step, to) in steps(pair, row, column) {
                    let likelihood = before.likelihood(pair, (row, column), step);
                    backward[row * width + column] += likelihood * backward[to];
                }
            }
        }
        let all = forward.last().copied().unwrap_or_default();
        if all <= 0.0 {
            return;
        }
        for (letters, all) in [(&pair.first, &mut self.of_first), (&pair.second, &mut self.of_second)] {
            for (place, letter) in letters.iter().enumerate() {
                all[usize::from(*letter)][position(place, letters.len())] += weight;
            }
        }
        for row in 0..=rows {
            for column in 0..=columns {
                for (step, to) in steps(pair, row, column) {
                    let likelihood = before.likelihood(pair, (row, column), step);
                    let share = weight * forward[row * width + column] * likelihood * backward[to] / all;
                    self.put(pair, (row, column), step, share);
                }
            }
        }
    }

    /// The cost of a pair over all its alignments, in bits.
    pub fn bits(&self, pair: &Pair) -> f64 {
        -self.forward(pair).last().copied().unwrap_or_default().max(f64::MIN_POSITIVE).log2()
    }

    /// The likelihood of reaching each position in both words.
    fn forward(&self, pair: &Pair) -> Vec<f64> {
        let (rows, columns) = (pair.first.len(), pair.second.len());
        let width = columns + 1;
        let mut forward = vec![0.0; (rows + 1) * width];
        forward[0] = 1.0;
        for row in 0..=rows {
            for column in 0..=columns {
                let here = forward[row * width + column];
                for (step, to) in steps(pair, row, column) {
                    forward[to] += here * self.likelihood(pair, (row, column), step);
                }
            }
        }
        forward
    }

    fn put(&mut self, pair: &Pair, from: (usize, usize), (one, other): (usize, usize), share: f64) {
        let (first, second) = (&pair.first[from.0..from.0 + one], &pair.second[from.1..from.1 + other]);
        match (first, second) {
            ([letter], []) => self.lone_first[usize::from(*letter)][position(from.0, pair.first.len())] += share,
            ([], [letter]) => self.lone_second[usize::from(*letter)][position(from.1, pair.second.len())] += share,
            _ => {
                let place = self.place(first, second);
                self.joint[place] += share;
            }
        }
        self.total += share;
    }

    /// Removes rare chunks of two letters, to keep the table small.
    pub fn forget_rare_chunks(&mut self) {
        let (rows, columns) = self.sums();
        let least = self.total / 30_000.0;
        let width = self.second.chunks();
        for (place, count) in self.joint.iter_mut().enumerate() {
            let (one, other) = (place / width, place % width);
            let is_rare = |chunk: Chunk, letters, sum: f64| chunk > letters && sum < least;
            if is_rare(one, self.first.letters(), rows[one]) || is_rare(other, self.second.letters(), columns[other]) {
                *count = 0.0;
            }
        }
    }

    /// How often each chunk occurred, in the first words and in the second words.
    fn sums(&self) -> (Vec<f64>, Vec<f64>) {
        let width = self.second.chunks();
        let (mut rows, mut columns) = (vec![0.0; self.first.chunks()], vec![0.0; width]);
        for (place, count) in self.joint.iter().enumerate() {
            rows[place / width] += count;
            columns[place % width] += count;
        }
        for (letter, counts) in self.lone_first.iter().enumerate() {
            rows[1 + letter] += counts.iter().sum::<f64>();
        }
        for (letter, counts) in self.lone_second.iter().enumerate() {
            columns[1 + letter] += counts.iter().sum::<f64>();
        }
        (rows, columns)
    }

    /// The cost of a pair in bits per letter, relative to that of its letters on their own.
    pub fn cost_of_letter(&self) -> impl Fn(&Pair) -> f64 {
        let (rows, columns) = self.sums();
        let own = |count: f64| -(count / self.total).max(1e-9).log2();
        move |pair| {
            let first: f64 = pair.first.iter().map(|letter| own(rows[self.first.one(*letter)])).sum();
            let second: f64 = pair.second.iter().map(|letter| own(columns[self.second.one(*letter)])).sum();
            2.0 * (self.bits(pair) - (first + second) / 2.0) / (pair.first.len() + pair.second.len()) as f64
        }
    }

    /// The learned table: lines of `model chunk chunk bits`, the lowest cost first. The cost of chunks a and b is
    /// `-log2(P(a, b) / sqrt(P(a) P(b)))`, so chunks that usually stand for each other cost almost nothing. The cost of a
    /// letter that stands for nothing is -log2 of how often it does at that position (`^` beginning, `-` inside, `$` end).
    pub fn table(&self, model: &str) -> String {
        let (rows, columns) = self.sums();
        let mut known = Known::new(self.first.0, self.second.0);
        let width = self.second.chunks();
        let mut lines: Vec<(f64, String)> = Vec::new();
        for (place, count) in self.joint.iter().enumerate() {
            let (one, other) = (place / width, place % width);
            if *count * 20_000.0 < self.total.min(2_000_000.0) / 20.0 {
                continue;
            }
            let bits = match (one, other) {
                (NONE, _) => unwritten(*count, &self.lone_second, self.second),
                (_, NONE) => unwritten(*count, &self.lone_first, self.first),
                _ => -(count / (rows[one] * columns[other]).sqrt()).log2(),
            };
            let (one, other) = (self.first.text(one), self.second.text(other));
            let bits = known.bits(&one, &other, bits);
            if bits < MOST {
                lines.push((bits, format!("{one}\t{other}")));
            }
        }
        lines.extend(known.others().map(|(one, other, bits)| (bits, format!("{one}\t{other}"))));
        for (letters, lone, all, is_first) in [
            (self.first, &self.lone_first, &self.of_first, true),
            (self.second, &self.lone_second, &self.of_second, false),
        ] {
            for (letter, counts) in lone.iter().enumerate() {
                for (place, (count, all)) in [BEGINNING, INSIDE, END].iter().zip(counts.iter().zip(all[letter])) {
                    let letter = letters.0.alphabet()[letter];
                    let bits = if is_vowel(letter) {
                        unwritten(*count, lone, letters)
                    } else {
                        let bits = -((count + 0.01) / (all + 1.0)).log2();
                        // Within a script, a consonant is not left out as it may be across scripts.
                        if self.first.0 == self.second.0 { f64::max(bits, LONE_CONSONANT) } else { bits }
                    };
                    let chunks = if is_first { format!("{letter}\t{place}") } else { format!("{place}\t{letter}") };
                    if bits < MOST {
                        lines.push((bits, chunks));
                    }
                }
            }
        }
        lines.sort_by(|one, other| one.0.total_cmp(&other.0).then_with(|| one.1.cmp(&other.1)));
        lines.iter().map(|(bits, chunks)| format!("{model}\t{chunks}\t{bits:.2}\n")).collect()
    }
}

/// The cost in bits of vowels that the other word does not write. The most common one costs almost nothing, because the
/// other word does not show which vowel it is.
fn unwritten(count: f64, lone: &[[f64; 3]], letters: Alphabet) -> f64 {
    let vowels = lone.iter().zip(letters.0.alphabet()).filter(|(_, letter)| is_vowel(**letter));
    let most = vowels.flat_map(|(counts, _)| counts).fold(1.0, |most: f64, count| most.max(*count));
    UNWRITTEN - (count.max(0.01) / most).log2()
}

/// The cost in bits of the most common unwritten vowel.
const UNWRITTEN: f64 = 0.3;

/// Minimum cost in bits of a consonant that only one of two words of the same script has.
const LONE_CONSONANT: f64 = 5.0;

/// Maximum cost in bits of an entry in the table.
const MOST: f64 = 9.0;

fn position(place: usize, length: usize) -> usize {
    match place {
        0 => 0,
        _ if place + 1 == length => 2,
        _ => 1,
    }
}
