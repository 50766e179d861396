//! The embedded files: malformed lines are skipped at run time, so that these tests check them.

use std::collections::HashSet;

use sanad_model::Vocabulary;

use crate::east_asian::simplified;
use crate::features::{BITS, NameReason};
use crate::letters::Script;

fn is_spelled(script: Script, word: &str) -> bool {
    !word.is_empty() && word.chars().all(|letter| script.letter(letter).is_some())
}

/// Whether a word consists of letters of one alphabet.
fn is_plain(word: &str) -> bool {
    is_spelled(Script::of(word), word)
}

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[test]
fn spellings_are_of_known_chunks() {
    let mut pairs: HashSet<(Script, &str)> = HashSet::new();
    let files = [include_str!("../learned/spellings.tsv"), include_str!("../words/hebrew_letters.tsv")];
    for line in files.into_iter().flat_map(str::lines) {
        let [table, first, second, bits] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let scripts = match table {
            "own" | "borrowed" => [Script::Arabic, Script::Latin],
            "latin" => [Script::Latin; 2],
            "arabic" => [Script::Arabic; 2],
            "hebrew" => [Script::Hebrew, Script::Latin],
            "within_hebrew" => [Script::Hebrew; 2],
            _ => panic!("{line}"),
        };
        for (script, chunk) in scripts.into_iter().zip([first, second]) {
            assert!(["^", "-", "$"].contains(&chunk) || is_spelled(script, chunk), "{line}");
            match chunk.chars().count() {
                1 => {}
                2 => drop(pairs.insert((script, chunk))),
                _ => panic!("{line}"),
            }
        }
        let bits: f64 = bits.parse().unwrap();
        assert!((0.0..15.9).contains(&bits), "{line}");
    }
    // Chunk numbers are bytes: letters first, then pairs, and the last number is NO_PAIR.
    for script in [Script::Latin, Script::Arabic, Script::Hebrew] {
        assert!(pairs.iter().filter(|(own, _)| *own == script).count() + script.alphabet().len() < 255);
    }
}

#[test]
fn learned_words_have_bits_and_names() {
    for line in include_str!("../learned/words.tsv").lines() {
        let [word, bits, names] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        assert!(is_plain(word) && bits.parse::<f32>().is_ok(), "{line}");
        assert!(names.split(' ').all(|name| is_spelled(Script::Arabic, name)), "{line}");
    }
}

#[test]
fn names_are_written_once_in_plain_letters() {
    let mut seen = HashSet::new();
    let arabic = lines(include_str!("../words/names.txt")).map(|line| (Script::Arabic, line));
    let hebrew = lines(include_str!("../words/hebrew_names.txt")).map(|line| (Script::Hebrew, line));
    for (script, line) in arabic.chain(hebrew) {
        let (name, spellings) = line.split_once(": ").unwrap_or_else(|| panic!("{line}"));
        assert!(is_spelled(script, name) && seen.insert(name), "{line}");
        let spellings: Vec<&str> = spellings.split(' ').collect();
        assert!(spellings.iter().all(|word| is_spelled(Script::Latin, word)), "{line}");
        assert_eq!(spellings.iter().collect::<HashSet<_>>().len(), spellings.len(), "{line}");
    }
}

#[test]
fn short_forms_belong_to_names_and_characters_to_groups() {
    for line in lines(include_str!("../words/short_names.txt")) {
        let (name, short_forms) = line.split_once(": ").unwrap_or_else(|| panic!("{line}"));
        assert!(short_forms.split(' ').chain([name]).all(|word| is_spelled(Script::Latin, word)), "{line}");
    }
    for line in lines(include_str!("../words/east_asian_words.txt")) {
        let (english, words) = line.split_once(": ").unwrap_or_else(|| panic!("{line}"));
        assert!(is_spelled(Script::Latin, english), "{line}");
        words.split(' ').for_each(|word| assert_eq!(simplified(word), word, "{line}"));
    }
    let mut seen = HashSet::new();
    for group in lines(include_str!("../words/characters.txt")).flat_map(|line| line.split(' ')) {
        assert!(group.chars().count() > 1 && group.chars().skip(1).all(|variant| seen.insert(variant)), "{group}");
    }
}

#[test]
fn words_of_kinds_are_told_apart() {
    let [words, kinds] = include_str!("../words/kinds.txt").split("\n\n").collect::<Vec<_>>()[..] else { panic!() };
    let meanings: HashSet<&str> =
        lines(include_str!("../words/concepts.txt")).filter_map(|line| Some(line.split_once(": ")?.0)).collect();
    let entries = |part| lines(part).map(|line| line.split_once(": ").unwrap_or_else(|| panic!("{line}")));
    let spellings: Vec<&str> = entries(words).flat_map(|(_, spellings)| spellings.split(' ')).collect();
    let beginnings: Vec<&str> = spellings.iter().filter_map(|spelling| spelling.strip_suffix('-')).collect();
    for spelling in &spellings {
        let word = spelling.trim_end_matches('-');
        let of_word = beginnings.iter().filter(|beginning| word.starts_with(**beginning)).count();
        assert!(is_spelled(Script::Latin, word) && of_word == usize::from(spelling.ends_with('-')), "{spelling}");
    }
    assert_eq!(spellings.iter().collect::<HashSet<_>>().len(), spellings.len());
    for (names, phrases) in entries(kinds) {
        assert!(names.split(' ').all(|name| meanings.contains(name)), "{names}");
        let words = phrases.split("; ").flat_map(|phrase| phrase.trim_end_matches('?').split(' '));
        words.for_each(|word| assert!(is_spelled(Script::Latin, word), "{phrases}"));
    }
}

#[test]
fn other_words_are_plain() {
    for line in lines(include_str!("../words/concepts.txt")) {
        let (_, words) = line.split_once(": ").unwrap_or_else(|| panic!("{line}"));
        words.split(' ').for_each(|word| assert!(is_plain(word), "{line}: {word}"));
    }
    for file in [
        include_str!("../words/titles.txt"),
        include_str!("../words/legal_forms.txt"),
        include_str!("../words/slavic_names.txt"),
    ] {
        assert!(lines(file).flat_map(|line| line.split(' ')).all(is_plain));
    }
    let ordinary: Vec<&str> = lines(include_str!("../words/ordinary.txt")).flat_map(|line| line.split(' ')).collect();
    assert!(ordinary.iter().all(|word| is_spelled(Script::Latin, word) && word.len() >= 4) && ordinary.is_sorted());
    assert_eq!(include_str!("../words/titles.txt").split("\n\n").count(), 3);
    assert_eq!(include_str!("../words/concepts.txt").split("\n\n").count(), 4);
}

#[test]
fn the_document_lists_the_reasons_with_their_bits() {
    let document = include_str!("../../../../docs/names.md");
    let number = |cell: &str| if cell.is_empty() { 0.0 } else { cell.parse::<f32>().unwrap() };
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        (cells[0].to_owned(), number(cells[2]), number(cells[3]))
    };
    let rows = document.lines().skip_while(|line| !line.starts_with("| reason |")).skip(2);
    let documented: Vec<_> = rows.take_while(|line| line.starts_with('|')).map(row).collect();
    let name = |reason: NameReason| reason.word().to_lowercase().replace('_', " ");
    let known: Vec<_> = BITS.iter().map(|(reason, people, others)| (name(*reason), *people, *others)).collect();
    assert_eq!(documented, known);
}
