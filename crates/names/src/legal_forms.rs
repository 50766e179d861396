//! Legal forms of organizations, in one word or in several.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::spelling::slips;
use super::words::{parts, sound, word};

/// Where a word stands that is a legal form. Elsewhere it is a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stands {
    AtEnd,
    /// At the beginning or at the end.
    Outside,
    /// It is nothing else.
    Anywhere,
}

const FILE: &str = include_str!("words/legal_forms.txt");
const PARTS: [Stands; 3] = [Stands::Anywhere, Stands::Outside, Stands::AtEnd];

/// The legal forms of one word, and where they stand.
pub fn words_of_forms() -> impl Iterator<Item = (&'static str, Stands)> {
    let lines = parts(FILE).zip(PARTS).flat_map(|(part, stands)| part.into_iter().map(move |line| (line, stands)));
    lines.flat_map(|(line, stands)| line.split(' ').map(move |word| (word, stands)))
}

/// The words of each legal form that has several, or that is written out.
fn lines_of_forms() -> impl Iterator<Item = impl Iterator<Item = &'static str>> {
    parts(FILE).skip(PARTS.len()).flatten().map(|line| line.split(' '))
}

/// Where a word in plain letters is a legal form.
pub fn legal_form(letters: &str) -> Option<Stands> {
    word(letters)?.legal_form
}

/// The number of words at the beginning that are a legal form of several words, or one that is written out; 0 if they are
/// none. The letters are those of [`word_of_form`]. Words that only link others may be left out: société par actions.
pub fn form_at(letters: &[&str]) -> usize {
    let (mut form, mut longest) = (&*FORMS, 0);
    for (place, word) in letters.iter().enumerate() {
        match form.next.get(word) {
            Some(next) => form = next,
            None if place > 0 && is_link(word) => continue,
            None => break,
        }
        if form.is_end {
            longest = place + 1;
        }
    }
    longest
}

fn is_link(letters: &str) -> bool {
    word(letters).is_some_and(|word| word.is_link)
}

/// What may follow the same first words of legal forms.
#[derive(Default)]
struct Beginning {
    is_end: bool,
    next: FxHashMap<&'static str, Self>,
}

static FORMS: LazyLock<Beginning> = LazyLock::new(|| {
    let mut forms = Beginning::default();
    for line in lines_of_forms() {
        let mut form = &mut forms;
        for (place, word) in line.enumerate() {
            if place == 0 || !is_link(word) {
                form = form.next.entry(word_of_form(word)).or_default();
            }
        }
        form.is_end = true;
    }
    forms
});

/// Long words of legal forms have at least this many letters. Those of other meaning do not differ by one letter only.
const LONG: usize = 8;

/// The word that stands for the letters in legal forms: what is shortened is written out, Arabic words have no article, and of
/// long words and their inflected forms, one stands for all.
pub fn word_of_form(letters: &str) -> &str {
    match letters {
        "co" | "comp" => "company",
        "corp" => "corporation",
        "inc" | "incorp" => "incorporated",
        "ltd" | "lmtd" | "limted" | "limitd" => "limited",
        _ => long_word_of_form(letters).or_else(|| letters.strip_prefix("ال")).unwrap_or(letters),
    }
}

/// The long word of a legal form that sounds like the letters but for the ending, or that they differ from by a slip after the
/// first letter.
fn long_word_of_form(letters: &str) -> Option<&'static str> {
    if letters.len() < LONG || !letters.is_ascii() {
        return None;
    }
    let stem = stem(letters);
    if stem.is_empty() { None } else { LONG_WORDS.find(&stem) }
}

/// How a transliterated word sounds, roughly, without the ending that Slavic cases change: obshchestvo, obschestva.
fn stem(letters: &str) -> String {
    const VOWELS: [char; 3] = ['a', 'i', 'u'];
    const OF_CASES: [&str; 3] = ["ug", "um", "im"];
    let mut sound = sound(&letters.replace("shch", "sh").replace("sch", "sh").replace("ts", "c").replace("tc", "c"));
    let stem = sound.trim_end_matches(VOWELS);
    let stem = OF_CASES.iter().find_map(|ending| stem.strip_suffix(ending)).unwrap_or(stem);
    sound.truncate(stem.len());
    sound
}

/// The long words of legal forms. Of several spellings and cases, one stands for all.
#[derive(Default)]
struct LongWords {
    /// By their stems.
    words: FxHashMap<String, &'static str>,
    /// The stems, by the first letter and the length.
    by_length: FxHashMap<(u8, usize), Vec<String>>,
}

impl LongWords {
    fn find(&self, stem: &str) -> Option<&'static str> {
        self.words.get(stem).copied().or_else(|| {
            let lengths = stem.len() - 1..=stem.len() + 1;
            let mut alike = lengths.filter_map(|length| self.by_length.get(&(stem.as_bytes()[0], length))).flatten();
            let found = alike.find(|other| slips(stem.as_bytes(), other.as_bytes(), 1).is_some())?;
            self.words.get(found).copied()
        })
    }
}

static LONG_WORDS: LazyLock<LongWords> = LazyLock::new(|| {
    let mut long: Vec<&str> = lines_of_forms().flatten().filter(|word| word.len() >= LONG && word.is_ascii()).collect();
    long.sort_unstable();
    let mut words = LongWords::default();
    for word in long {
        let stem = stem(word);
        let one = words.find(&stem).unwrap_or(word);
        if words.words.insert(stem.clone(), one).is_none() {
            words.by_length.entry((stem.as_bytes()[0], stem.len())).or_default().push(stem);
        }
    }
    words
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_inflected_and_spelled_in_several_ways() {
        for (one, other) in [
            ("obshchestvo", "obschestva"),
            ("aktsionernoe", "aktsionernogo"),
            ("aktsionernoe", "aktsyyanernae"),
            ("otvetstvennostyu", "otvetstvennosti"),
            ("organisation", "organization"),
            ("vennootschap", "venootschap"),
            ("مساهمة", "المساهمة"),
        ] {
            assert_eq!(word_of_form(one), word_of_form(other));
        }
        for (one, other) in [("otkrytoe", "zakrytoe"), ("aktiengesellschaft", "handelsgesellschaft")] {
            assert_ne!(word_of_form(one), word_of_form(other));
        }
        assert_eq!(["hhhhhhhh", "aaaaaaaa"].map(word_of_form), ["hhhhhhhh", "aaaaaaaa"]);
    }

    #[test]
    fn the_longest_form_counts_and_links_may_be_left_out() {
        for (form, length) in [
            ("limited liability company zarnitsa", 3),
            ("ltd liability co zarnitsa", 3),
            ("societe par actions simplifiee", 4),
            ("societe actions simplifiee zarnitsa", 3),
            ("gmbh und co kg", 4),
            ("zarnitsa limited", 0),
            ("limited zarnitsa", 0),
        ] {
            let letters: Vec<&str> = form.split(' ').map(word_of_form).collect();
            assert_eq!(form_at(&letters), length, "{form}");
        }
    }

    #[test]
    fn each_form_is_listed_once() {
        let words: Vec<&str> = words_of_forms().map(|(word, _)| word).collect();
        let lines: Vec<String> = lines_of_forms().map(|line| line.collect::<Vec<_>>().join(" ")).collect();
        let is_set = |listed: &[&str]| listed.iter().collect::<std::collections::HashSet<_>>().len() == listed.len();
        assert!(is_set(&words) && is_set(&lines.iter().map(String::as_str).collect::<Vec<_>>()));
        assert_eq!(parts(FILE).count(), PARTS.len() + 1);
    }
}
