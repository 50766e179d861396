//! The consonants of a word: a fast test that two words cannot be spellings of the same name.

use super::letters::{Letter, Script};

/// How often a word certainly has each consonant, and how often it may: some letters can be read in several ways. A
/// doubled letter counts once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Consonants {
    certain: [u8; CLASSES],
    possible: [u8; CLASSES],
}

/// Number of classes of consonants, rounded up to what a processor takes at once.
const CLASSES: usize = 16;

const B: u16 = 1;
const F: u16 = 1 << 1;
const K: u16 = 1 << 2;
const L: u16 = 1 << 3;
const M: u16 = 1 << 4;
const N: u16 = 1 << 5;
const R: u16 = 1 << 6;
const S: u16 = 1 << 7;
const T: u16 = 1 << 8;

impl Consonants {
    pub fn of(script: Script, letters: &[Letter]) -> Self {
        let mut consonants = Self::default();
        for (place, letter) in letters.iter().enumerate() {
            if place == 0 || letters[place - 1] != *letter {
                consonants.count(script, *letter, letters.get(place + 1).copied(), 1);
            }
        }
        consonants
    }

    /// Those of two words that are joined, of which these are the letters. Where they meet, letters are read in another
    /// way.
    pub fn joined(self, other: Self, script: Script, letters: &[Letter], others: &[Letter]) -> Self {
        let sum = |one: [u8; CLASSES], other: [u8; CLASSES]| std::array::from_fn(|class| one[class] + other[class]);
        let mut joined =
            Self { certain: sum(self.certain, other.certain), possible: sum(self.possible, other.possible) };
        let ([before @ .., last], [first, after @ ..]) = (letters, others) else { return joined };
        if before.last() != Some(last) {
            joined.count(script, *last, None, -1);
            joined.count(script, *last, Some(*first), 1);
        }
        if first == last {
            joined.count(script, *first, after.first().copied(), -1);
        }
        joined
    }

    /// Counts a letter before another so many times.
    fn count(&mut self, script: Script, letter: Letter, next: Option<Letter>, times: i8) {
        let character = |letter: Letter| script.alphabet()[usize::from(letter)];
        let (certain, possible) = sound(character(letter), next.map(character));
        for class in 0..CLASSES {
            let by = |is_counted: u16| if is_counted >> class & 1 == 1 { times } else { 0 };
            self.certain[class] = self.certain[class].wrapping_add_signed(by(certain));
            self.possible[class] = self.possible[class].wrapping_add_signed(by(certain | possible));
        }
    }

    /// Whether the words have consonants, and certainly the same ones.
    pub fn are_certainly(&self, other: &Self) -> bool {
        self.certain == other.certain && self.certain != [0; CLASSES]
    }

    /// Number of consonants that one word certainly has and the other cannot have.
    #[inline]
    pub fn differences(&self, other: &Self) -> u32 {
        (0..CLASSES)
            .map(|class| {
                let beyond = self.certain[class].saturating_sub(other.possible[class]);
                u32::from(beyond) + u32::from(other.certain[class].saturating_sub(self.possible[class]))
            })
            .sum()
    }
}

/// The consonants that a letter certainly stands for, and those that it may stand for.
fn sound(letter: char, next: Option<char>) -> (u16, u16) {
    match letter {
        'p' if next == Some('h') => (0, F | B),
        's' | 't' | 'd' | 'k' | 'g' if next == Some('h') => (0, S | T | K),
        'd' | 't' if next.is_some_and(|next| "jzcs".contains(next)) => (0, T | K | S),
        'b' | 'p' | 'ب' | 'پ' => (B, 0),
        'f' | 'ف' => (F, 0),
        'g' | 'k' | 'q' | 'ج' | 'غ' | 'ق' | 'ك' | 'گ' | 'ג' | 'ק' => (K, 0),
        'l' | 'ل' | 'ל' => (L, 0),
        'm' | 'م' | 'מ' => (M, 0),
        'n' | 'ن' | 'נ' => (N, 0),
        'r' | 'ر' | 'ר' => (R, 0),
        's' | 'z' | 'ز' | 'س' | 'ص' | 'ז' | 'ס' => (S, 0),
        't' | 'd' | 'ت' | 'د' | 'ط' | 'ד' | 'ט' | 'ת' => (T, 0),
        'v' => (0, F),
        'ث' | 'ذ' | 'ض' | 'ظ' | 'צ' => (0, S | T),
        'c' | 'j' | 'x' | 'خ' | 'ش' | 'چ' | 'ژ' | 'כ' | 'ש' => (0, S | K | T),
        'w' | 'و' | 'ו' | 'ב' | 'פ' => (0, F | B),
        'ح' | 'ه' | 'h' | 'ي' | 'y' | 'ח' | 'ה' | 'י' => (0, K),
        'ة' => (0, T),
        _ => (0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differences(one: &str, other: &str) -> u32 {
        let consonants = |word: &str| {
            let script = if word.is_ascii() { Script::Latin } else { Script::Arabic };
            let letters: Vec<Letter> = word.chars().filter_map(|letter| script.letter(letter)).collect();
            Consonants::of(script, &letters)
        };
        consonants(one).differences(&consonants(other))
    }

    #[test]
    fn spellings_of_one_name_have_the_same_consonants() {
        for (one, other) in
            [("قذافي", "gaddafi"), ("قذافي", "kadhafi"), ("ظافر", "dafer"), ("خوسيه", "jose"), ("عثمان", "osman")]
        {
            assert_eq!(differences(one, other), 0, "{one} {other}");
        }
    }

    #[test]
    fn where_words_meet_letters_are_read_anew() {
        let letters = |word: &str| word.chars().filter_map(|letter| Script::Latin.letter(letter)).collect::<Vec<_>>();
        for (one, other) in [("aras", "hid"), ("karim", "mahmud"), ("ass", "h"), ("t", "ss"), ("", "ali"), ("nour", "")]
        {
            let (own, others) = (letters(one), letters(other));
            let of = |letters: &[Letter]| Consonants::of(Script::Latin, letters);
            let joined = of(&own).joined(of(&others), Script::Latin, &own, &others);
            assert_eq!(joined, of(&letters(&format!("{one}{other}"))), "{one} {other}");
        }
    }

    #[test]
    fn different_names_have_different_consonants() {
        assert_eq!(differences("حفتر", "salim"), 6);
        assert_eq!(differences("salim", "حفتر"), 6);
    }
}
