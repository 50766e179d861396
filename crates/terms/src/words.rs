//! The words of a text and their positions.

use std::ops::Range;

use super::forms::is_arabic;
use sanad_base::work::in_time;
use sanad_names::fold;
use unicode_normalization::char::is_combining_mark;

/// Maximum length of a word, in letters; the rest is ignored. Postgres does not accept very long words.
const LETTERS_LIMIT: usize = 60;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its byte range in the text.
    pub range: Range<usize>,
    /// Its folded letters and digits; at least one.
    pub folded: String,
    /// Whether it begins with a capital letter, as names do.
    pub is_capital: bool,
}

/// Words that introduce a number, in their folded form: without one behind them they are words like others.
const INTRODUCING: [&str; 24] = [
    "no",
    "nos",
    "nr",
    "n",
    "number",
    "numero",
    "رقم",
    "الرقم",
    "برقم",
    "about",
    "around",
    "approximately",
    "nearly",
    "some",
    "circa",
    "نحو",
    "بنحو",
    "حوالي",
    "قرابه",
    "زهاء",
    "تقريبا",
    "almost",
    "roughly",
    "numbers",
];

/// The words of a text, in order. A word is a run of letters and digits of any script, with their combining marks. An
/// apostrophe inside a word is ignored (`Ba'ath`), or ends the word after a single letter (`d'Ivoire`) and before a last s
/// (`Libya's`). Single letters with dots after them are one word (`U.S.`), and a number of three digits or more is a word
/// of its own (`EO13818`), also with separators of thousands (`1,000`).
///
/// Words that introduce a number are left out (`No. 1970`, نحو 230). A name that begins with Abd is two words, also where
/// it is written as one (`Abdelfattah`), but for Abdullah, which is one.
///
/// A text may have a hundred thousand words: the iterator ends early when the work of the thread is over (see
/// [`in_time`]).
pub fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut rest = 0;
    let mut second = None;
    let found = std::iter::from_fn(move || {
        loop {
            if let Some(second) = second.take() {
                return Some(second);
            }
            let mut word = next_word(text, &mut rest)?;
            let mut after = rest;
            if INTRODUCING.contains(&&*word.folded) && next_word(text, &mut after).is_some_and(|next| next.is_number())
            {
                continue;
            }
            if word.folded == "عبد" && next_word(text, &mut after).is_some_and(|next| next.folded == "الله") {
                word = Word { range: word.range.start..after, folded: "عبدالله".to_owned(), ..word };
                rest = after;
            }
            if let Some(name) = behind_abd(&word.folded) {
                second = Some(Word { folded: name.to_owned(), ..word.clone() }).filter(|_| !name.is_empty());
                word.folded = if is_arabic(name) { "عبد" } else { "abd" }.to_owned();
            }
            return Some(word);
        }
    });
    in_time(found)
}

/// The next word from the place, which is moved behind it.
fn next_word(text: &str, place: &mut usize) -> Option<Word> {
    loop {
        let start = *place + text.get(*place..)?.find(begins_word)?;
        let found = text.get(start..)?;
        *place = start + abbreviation(found).or_else(|| grouped(found)).unwrap_or_else(|| length(found));
        let range = start..*place;
        let word = text.get(range.clone())?;
        let folded = letters(word);
        if !folded.is_empty() {
            let is_capital = word.chars().next().is_some_and(char::is_uppercase);
            return Some(Word { range, folded, is_capital });
        }
    }
}

impl Word {
    fn is_number(&self) -> bool {
        self.folded.bytes().all(|letter| letter.is_ascii_digit())
    }
}

/// How Abd and the article are written in Latin letters.
const ABD: [&str; 6] = ["abdel", "abdul", "abdoul", "abdal", "abdol", "abdil"];

/// What of Abdullah is left behind these.
const OF_ALLAH: [&str; 5] = ["la", "lah", "lahi", "l", "lai"];

/// The rest of a name that begins with Abd and an article: empty if that is all.
fn behind_abd(word: &str) -> Option<&str> {
    match word.strip_prefix("عبدال") {
        Some("له") => None,
        Some(rest) => (rest.chars().nth(1).is_some()).then(|| &word["عبد".len()..]),
        None => {
            let rest = ABD.iter().find_map(|abd| word.strip_prefix(abd))?;
            (!OF_ALLAH.contains(&rest)).then_some(rest)
        }
    }
}

/// The length in bytes of the number with separators of thousands at the beginning of the text.
fn grouped(text: &str) -> Option<usize> {
    let digits = |text: &str| text.chars().take_while(|letter| letter.is_numeric()).map(char::len_utf8).sum::<usize>();
    let mut end = digits(text);
    if !(1..=GROUP).contains(&text[..end].chars().count()) {
        return None;
    }
    let mut groups = 0;
    while let Some(group) = text[end..].strip_prefix([',', '\u{66c}']) {
        let length = digits(group);
        if group[..length].chars().count() != GROUP || group[length..].starts_with(begins_word) {
            return None;
        }
        end = text.len() - group.len() + length;
        groups += 1;
    }
    (groups > 0).then_some(end)
}

/// The number of digits between separators of thousands.
const GROUP: usize = 3;

/// Unicode counts some apostrophes as letters.
fn begins_word(letter: char) -> bool {
    is_common(letter) || letter.is_alphanumeric() && !is_apostrophe(letter)
}

/// Whether it is one of the letters that most texts consist of, which are told without the tables of Unicode.
fn is_common(letter: char) -> bool {
    matches!(letter, 'a'..='z' | 'A'..='Z' | 'ء'..='غ' | 'ف'..='ي')
}

/// The length in bytes of the abbreviation at the beginning of the text: two or more single letters, each with a dot
/// after it. The dot after the last one may be missing.
fn abbreviation(text: &str) -> Option<usize> {
    let (mut end, mut found) = (0, 0);
    let mut letters = text.char_indices().peekable();
    while let Some((place, letter)) = letters.next() {
        if !is_common(letter) && (!letter.is_alphabetic() || is_apostrophe(letter)) {
            break;
        }
        let after = place + letter.len_utf8();
        match letters.peek() {
            Some((dot, '.')) => {
                end = dot + 1;
                letters.next();
            }
            Some((_, next)) if begins_word(*next) || is_combining_mark(*next) || is_apostrophe(*next) => break,
            _ => {
                found += 1;
                end = after;
                break;
            }
        }
        found += 1;
    }
    (found > 1).then_some(end)
}

/// Minimum number of digits that are a word of their own after letters, and of these letters.
const DIGITS: usize = 3;
const LETTERS_BEFORE: usize = 2;

/// Whether the text begins with a number that is a word of its own.
fn begins_number(text: &str) -> bool {
    let digits = text.chars().take_while(|letter| letter.is_numeric()).count();
    digits >= DIGITS && !text.chars().nth(digits).is_some_and(char::is_alphanumeric)
}

/// The length in bytes of the word at the beginning of the text.
fn length(text: &str) -> usize {
    let (mut before, mut has_digit) = (0, false);
    let mut letters = text.char_indices().peekable();
    while let Some((place, letter)) = letters.next() {
        if is_common(letter) {
            before += 1;
            continue;
        }
        if letter.is_numeric() && !has_digit {
            has_digit = true;
            if before >= LETTERS_BEFORE && begins_number(&text[place..]) {
                return place;
            }
        }
        if is_apostrophe(letter) {
            let goes_on = letters.peek().is_some_and(|(_, next)| begins_word(*next));
            if before == 1 || !goes_on || is_possessive(&text[place + letter.len_utf8()..]) {
                return place;
            }
        } else if letter.is_alphanumeric() {
            before += 1;
        } else if !is_combining_mark(letter) && !is_joiner(letter) {
            return place;
        }
    }
    text.len()
}

/// Whether the text after an apostrophe begins with the ending of Haftar's.
fn is_possessive(text: &str) -> bool {
    text.strip_prefix(['s', 'S']).is_some_and(|rest| !rest.starts_with(|next| begins_word(next) || is_apostrophe(next)))
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '`' | '\u{b4}' | '\u{2018}' | '\u{2019}' | '\u{2bb}'..='\u{2bf}')
}

/// Characters inside words that are not letters: tatweel, and marks that control joining and direction.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{640}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

/// The folded letters and digits of a word.
fn letters(word: &str) -> String {
    // Cut before folding, which may turn one letter into several.
    let end = word.char_indices().nth(4 * LETTERS_LIMIT).map_or(word.len(), |(end, _)| end);
    let folded = fold(&word[..end]);
    if folded.len() <= LETTERS_LIMIT && folded.chars().all(is_common) {
        return folded;
    }
    folded.chars().filter(|letter| begins_word(*letter)).map(plain_digit).take(LETTERS_LIMIT).collect()
}

/// Arabic and Persian digits as ASCII digits.
fn plain_digit(letter: char) -> char {
    let value = match letter {
        '\u{660}'..='\u{669}' => u32::from(letter) - 0x660,
        '\u{6f0}'..='\u{6f9}' => u32::from(letter) - 0x6f0,
        _ => return letter,
    };
    char::from_digit(value, 10).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).map(|word| word.folded).collect()
    }

    #[test]
    fn apostrophes_that_unicode_counts_as_letters_are_ignored() {
        for apostrophe in '\u{2bb}'..='\u{2bf}' {
            for text in [
                format!("{apostrophe}"),
                format!("{apostrophe}{apostrophe}"),
                format!("san{apostrophe}a{apostrophe} x"),
            ] {
                let found = folded(&text);
                assert!(found.iter().all(|word| word.is_ascii()), "{text}: {found:?}");
            }
            assert_eq!(folded(&format!("{apostrophe}Ba{apostrophe}ath{apostrophe}")), ["baath"]);
        }
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(folded("Mohamed al-Kani (2019), \"KANI\""), ["mohamed", "al", "kani", "2019", "kani"]);
        assert_eq!(folded("الكانيّات، في تَرهونة؛ ٢٠١٩"), ["الكانيات", "في", "ترهونه", "2019"]);
        assert_eq!(
            folded("Ba'ath ma’rib Libya's d'Ivoire 'quoted'"),
            ["baath", "marib", "libya", "s", "d", "ivoire", "quoted"]
        );
        assert_eq!(folded("مـحـمـد \u{202e}abc\u{202c} a\u{200d}b"), ["محمد", "abc", "ab"]);
        assert_eq!(folded("😀 * \" ( ) : ^ - \u{300} \u{200f}"), Vec::<String>::new());
    }

    #[test]
    fn dots_and_numbers_do_not_hide_a_word() {
        assert_eq!(folded("the U.S., U.S and US (E.O. 13818)"), ["the", "us", "us", "and", "us", "eo", "13818"]);
        assert_eq!(folded("E.O.13818 EO13818 UNSCR1970"), ["eo", "13818", "eo", "13818", "unscr", "1970"]);
        assert_eq!(
            folded("G5 F16 5+5 Mi24 a1b234 A. Smith J.Smith"),
            ["g5", "f16", "5", "5", "mi24", "a1b234", "a", "smith", "j", "smith"]
        );
        assert_eq!(folded("أ.د. علي ٢٠١٩"), ["اد", "علي", "2019"]);
        let capitals: Vec<bool> = words("Says tarhuna Élysée الكاني").map(|word| word.is_capital).collect();
        assert_eq!(capitals, [true, false, true, false]);
    }

    #[test]
    fn words_that_introduce_a_number_are_left_out() {
        for text in ["Resolution No. 1970", "resolution number 1970", "Resolution N° 1970", "Resolution № 1970"] {
            assert_eq!(folded(text), ["resolution", "1970"], "{text}");
        }
        assert_eq!(folded("القرار رقم ١٩٧٠، نحو 230 جثة"), ["القرار", "1970", "230", "جثه"]);
        assert_eq!(folded("no sanctions, رقم قياسي"), ["no", "sanctions", "رقم", "قياسي"]);
        assert_eq!(folded("1,000 and ٢٬٥٠٠ (12,34; 1,2345)"), ["1000", "and", "2500", "12", "34", "1", "2345"]);
    }

    #[test]
    fn names_with_abd_are_split_alike() {
        for text in ["عبد الفتاح السيسي", "عبدالفتاح السيسي"] {
            assert_eq!(folded(text), ["عبد", "الفتاح", "السيسي"], "{text}");
        }
        for text in ["Abdelfattah", "Abdul Fattah", "Abdel-Fattah", "Abdoulfattah"] {
            assert_eq!(folded(text), ["abd", "fattah"], "{text}");
        }
        assert_eq!(folded("عبدالله عبد الله Abdullah Abdalla"), ["عبدالله", "عبدالله", "abdullah", "abdalla"]);
        let text = "السيد عبد الله";
        let ranges: Vec<&str> = words(text).map(|word| &text[word.range]).collect();
        assert_eq!(ranges, ["السيد", "عبد الله"]);
    }

    #[test]
    fn words_have_their_position() {
        let text = "«مُحَمَّد» d’Angelo";
        let slices: Vec<&str> = words(text).map(|word| &text[word.range]).collect();
        assert_eq!(slices, ["مُحَمَّد", "d", "Angelo"]);
    }

    #[test]
    fn the_length_of_a_word_is_limited() {
        assert_eq!(folded(&"a".repeat(10_000)), ["a".repeat(LETTERS_LIMIT)]);
        assert_eq!(folded(&"\u{fdfa}".repeat(10_000))[0].chars().count(), LETTERS_LIMIT);
    }
}
