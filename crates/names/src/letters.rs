//! The letters that names are compared by, without case, marks and variants.

use any_ascii::any_ascii_char;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The script of a word. Other scripts are first converted to Latin letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Script {
    Latin,
    Arabic,
    Hebrew,
    /// Digits only.
    Number,
}

/// A letter, as its index in the alphabet of its script.
pub type Letter = u8;

/// The letters of Arabic, Persian and Urdu, with one letter for variants that sound the same.
pub const ARABIC: &[char] = &[
    'ا', 'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', 'ط', 'ظ', 'ع', 'غ', 'ف', 'ق', 'ك', 'ل',
    'م', 'ن', 'ه', 'و', 'ي', 'ة', 'ى', 'ء', 'پ', 'چ', 'ژ', 'گ',
];

pub const LATIN: &[char] = &[
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w',
    'x', 'y', 'z',
];

/// The letters of Hebrew, in the order of Unicode. Those that a word ends in are not used.
pub const HEBREW: &[char] = &[
    'א', 'ב', 'ג', 'ד', 'ה', 'ו', 'ז', 'ח', 'ט', 'י', 'ך', 'כ', 'ל', 'ם', 'מ', 'ן', 'נ', 'ס', 'ע', 'ף', 'פ', 'ץ', 'צ',
    'ק', 'ר', 'ש', 'ת',
];

/// For each Hebrew letter, the Arabic one of the same origin.
pub const SAME_ORIGIN: [char; 27] = [
    'ا', 'ب', 'ج', 'د', 'ه', 'و', 'ز', 'ح', 'ط', 'ي', 'ك', 'ك', 'ل', 'م', 'م', 'ن', 'ن', 'س', 'ع', 'ف', 'ف', 'ص', 'ص',
    'ق', 'ر', 'ش', 'ت',
];

impl Script {
    /// The script of a word in plain letters.
    pub fn of(word: &str) -> Self {
        let first = word.chars().next().unwrap_or('a');
        let has = |script: &Self| script.letter(first).is_some();
        [Self::Arabic, Self::Hebrew, Self::Number].into_iter().find(has).unwrap_or(Self::Latin)
    }

    pub const fn alphabet(self) -> &'static [char] {
        match self {
            Self::Latin => LATIN,
            Self::Arabic => ARABIC,
            Self::Hebrew => HEBREW,
            Self::Number => &['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
        }
    }

    /// The index of a letter in the alphabet.
    #[inline]
    pub fn letter(self, letter: char) -> Option<Letter> {
        let found = match self {
            Self::Latin => letter.is_ascii_lowercase().then(|| letter as u8 - b'a'),
            Self::Arabic => PLACES.get((letter as usize).wrapping_sub(FIRST)).copied(),
            Self::Hebrew => matches!(letter, 'א'..='ת').then(|| (letter as u32 - 'א' as u32) as u8),
            Self::Number => letter.is_ascii_digit().then(|| letter as u8 - b'0'),
        };
        found.filter(|place| *place != NOWHERE)
    }
}

/// The first Arabic letter in Unicode.
const FIRST: usize = 0x621;
/// The entry in [`PLACES`] of characters that are not in the alphabet.
const NOWHERE: Letter = Letter::MAX;
/// The index in [`ARABIC`] of each character, starting at [`FIRST`].
const PLACES: [Letter; 0x100] = {
    let mut places = [NOWHERE; 0x100];
    let mut place = 0;
    while place < ARABIC.len() {
        places[ARABIC[place] as usize - FIRST] = place as Letter;
        place += 1;
    }
    places
};

/// Whether a character is a Latin letter, with marks or without, or no letter.
pub fn is_latin(character: char) -> bool {
    matches!(character, '\0'..'\u{370}' | '\u{1e00}'..='\u{1eff}') || !character.is_alphabetic()
}

/// A letter of a word, or a break between words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    Letter(Script, char),
    /// The end of a word.
    Break(char),
}

/// The signs of a character. Letters have no case and no marks, Arabic variants become one letter, other scripts become
/// Latin letters, and digits become ASCII. Other characters are breaks. Apostrophes and invisible characters have no
/// sign.
pub fn signs(character: char) -> impl Iterator<Item = Sign> {
    let simple = simple(character);
    let others = simple.is_none().then(|| {
        let letters = character.nfkd().filter(|letter| !is_combining_mark(*letter) && !is_silent(*letter));
        letters.flat_map(char::to_lowercase).flat_map(sign)
    });
    simple.into_iter().chain(others.into_iter().flatten())
}

/// A fast path for most characters: those with exactly one sign.
fn simple(character: char) -> Option<Sign> {
    match character {
        'a'..='z' => Some(Sign::Letter(Script::Latin, character)),
        'A'..='Z' => Some(Sign::Letter(Script::Latin, character.to_ascii_lowercase())),
        'أ' | 'إ' | 'آ' => Some(Sign::Letter(Script::Arabic, 'ا')),
        ' ' | '-' | ',' | '.' => Some(Sign::Break(character)),
        _ => Script::Arabic.letter(character).map(|_| Sign::Letter(Script::Arabic, character)),
    }
}

fn sign(letter: char) -> impl Iterator<Item = Sign> {
    let plain = plain(letter);
    let one = match plain {
        'a'..='z' => Some(Sign::Letter(Script::Latin, plain)),
        '0'..='9' => Some(Sign::Letter(Script::Number, plain)),
        _ if plain.is_ascii() => Some(Sign::Break(plain)),
        _ if Script::Arabic.letter(plain).is_some() => Some(Sign::Letter(Script::Arabic, plain)),
        _ if Script::Hebrew.letter(plain).is_some() => Some(Sign::Letter(Script::Hebrew, plain)),
        _ => None,
    };
    let others = if one.is_none() && letter.is_alphanumeric() { any_ascii_char(letter) } else { "" };
    let others = others.chars().filter(char::is_ascii_alphanumeric).map(|other| {
        let other = other.to_ascii_lowercase();
        Sign::Letter(if other.is_ascii_digit() { Script::Number } else { Script::Latin }, other)
    });
    let nothing = one.is_none() && !letter.is_alphanumeric();
    one.or(nothing.then_some(Sign::Break(letter))).into_iter().chain(others)
}

/// The word with one spelling for sounds that languages write in their own way: sch, dsch and tsch in German, dzh for
/// Cyrillic letters, and n for the m before b and p (جنبلاط is Jumblat). An Arabic n that begins a word has a vowel after it.
pub fn usual(word: &str) -> Vec<char> {
    let mut usual: Vec<char> = Vec::with_capacity(word.len());
    for letter in word.chars() {
        let (replaced, with): (usize, &[char]) = match (&usual[..], letter) {
            ([.., 'd', 's', 'c'], 'h') => (3, &['d', 'j']),
            ([.., 't', 's', 'c'], 'h') => (3, &['c', 'h']),
            ([.., 's', 'c'], 'h') => (2, &['s', 'h']),
            ([.., 'd', 'z'], 'h') => (2, &['d', 'j']),
            ([.., 'n'], 'b' | 'p') => (1, &['m', letter]),
            ([_, .., 'ن'], 'ب' | 'پ') => (1, &['م', letter]),
            _ => (0, &[letter]),
        };
        usual.truncate(usual.len() - replaced);
        usual.extend(with);
    }
    usual
}

/// The word with each of these chunks replaced, and no letter twice in a row.
pub fn replaced(letters: &str, chunks: &[(&str, &str)]) -> String {
    let mut replaced = String::with_capacity(letters.len());
    let mut rest = letters;
    while let Some(letter) = rest.chars().next() {
        let first = rest.as_bytes()[0];
        let begins = |(chunk, _): &&(&str, &str)| chunk.as_bytes()[0] == first && rest.starts_with(chunk);
        let chunk = chunks.iter().find(begins);
        let (length, sound) =
            chunk.map_or((letter.len_utf8(), &rest[..letter.len_utf8()]), |(chunk, sound)| (chunk.len(), *sound));
        for letter in sound.chars() {
            if !replaced.ends_with(letter) {
                replaced.push(letter);
            }
        }
        rest = &rest[length..];
    }
    replaced
}

/// Characters inside a word that are not letters: apostrophes, which may stand for hamza or ayn, tatweel, and marks
/// that control the joining and direction of letters.
fn is_silent(letter: char) -> bool {
    matches!(
        letter,
        '\0' | '\'' | '`' | '´' | 'ʼ' | 'ʻ' | 'ʾ' | 'ʿ' | 'ˈ' | '‘' | '’' | '‛' | '′' | '\u{0640}' | '\u{061c}'
            | '\u{00ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

/// One letter for each group that the spelling of Arabic, Persian and Urdu interchanges, and for the forms of a Hebrew one.
/// Hamza on a carrier is a combining mark, which is already removed.
fn plain(letter: char) -> char {
    match letter {
        'ٱ' => 'ا',
        'ی' | 'ې' | 'ے' | 'ۍ' => 'ي',
        'ک' | 'ڪ' => 'ك',
        'ہ' | 'ھ' | 'ە' | 'ۀ' => 'ه',
        'ۃ' => 'ة',
        'ۆ' | 'ۇ' | 'ۋ' | 'ۈ' | 'ۉ' => 'و',
        'ٹ' | 'ټ' => 'ت',
        'ڈ' | 'ډ' => 'د',
        'ڑ' | 'ړ' | 'ڕ' => 'ر',
        'ں' | 'ڼ' | 'ڻ' => 'ن',
        'ڤ' | 'ڢ' | 'ڡ' => 'ف',
        'ڭ' | 'ݣ' | 'ګ' => 'گ',
        'ڨ' => 'گ',
        'څ' | 'ځ' => 'چ',
        'ڵ' => 'ل',
        'ږ' => 'ژ',
        'ښ' => 'ش',
        'ך' => 'כ',
        'ם' => 'מ',
        'ן' => 'נ',
        'ף' => 'פ',
        'ץ' => 'צ',
        'ə' => 'a',
        'װ' => 'ו',
        'ױ' | 'ײ' => 'י',
        '٠'..='٩' | '۰'..='۹' => char::from_digit((letter as u32) & 0xf, 10).unwrap_or(letter),
        other => other,
    }
}
