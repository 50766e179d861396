//! The names that one text holds: with "a.k.a.", a semicolon or brackets between them.

use super::letters::Script;
use super::letters::{Sign, signs};
use super::words::word;

/// Maximum number of names that are read of one text.
const NAMES: usize = 4;

/// What introduces another name, in plain letters; dots and slashes in it do not matter.
const ALIAS: &[&str] = &["aka", "fka", "nka", "dba", "alias", "alias:", "akas"];
/// The same in several words.
const ALSO_KNOWN: &[[&str; 3]] = &[["also", "known", "as"], ["formerly", "known", "as"], ["doing", "business", "as"]];

/// The names in a text: the text itself if it holds one, else each of them, at most 4. What is in brackets is a name of
/// its own if it is introduced as one, if it is in another script, if it is made of the initials of the rest, or if it
/// has several words of which none is translated; else the name is read with it and without it.
pub fn names_in(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for piece in pieces(text) {
        if names.len() >= NAMES {
            break;
        }
        let (outside, inside) = brackets(&piece);
        if inside.is_empty() || outside.is_empty() {
            names.push(piece);
            continue;
        }
        names.push(outside.clone());
        let mut is_left = false;
        for inside in inside {
            if is_name_of_its_own(&inside, &outside) { names.push(inside) } else { is_left = true }
        }
        if is_left {
            names.push(piece);
        }
    }
    names.truncate(NAMES);
    if names.is_empty() { Vec::from([text.to_owned()]) } else { names }
}

/// The text between semicolons, spaced slashes, and words that introduce another name.
fn pieces(text: &str) -> Vec<String> {
    let is_plain = !text.contains([';', '؛', '/']) && !has_alias(text);
    if is_plain {
        return Vec::from([text.to_owned()]);
    }
    let mut pieces: Vec<String> = Vec::from([String::new()]);
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut place = 0;
    while place < words.len() {
        let length = introduction(&words[place..]);
        if length > 0 && place > 0 && place + length < words.len() {
            pieces.push(String::new());
            place += length;
            // What opened a bracket around the introduction is closed at the end of the name.
            continue;
        }
        for (count, piece) in words[place].split([';', '؛']).enumerate() {
            if count > 0 {
                pieces.push(String::new());
            }
            if let Some(last) = pieces.last_mut() {
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(piece);
            }
        }
        place += 1;
    }
    pieces.iter_mut().for_each(|piece| *piece = without_loose_bracket(piece));
    pieces.retain(|piece| piece.chars().any(char::is_alphanumeric));
    pieces
}

/// A bracket at the end that was opened in another piece.
fn without_loose_bracket(piece: &str) -> String {
    let piece = piece.trim();
    let piece = if piece.contains('(') { piece } else { piece.trim_end_matches(')') };
    let piece = if piece.contains(')') { piece } else { piece.trim_end_matches('(') };
    piece.trim_matches([' ', ',', ':', '"', '\'']).to_owned()
}

fn has_alias(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..words.len()).any(|place| introduction(&words[place..]) > 0)
}

/// The number of words at the beginning that introduce another name; 0 if they do not.
fn introduction(words: &[&str]) -> usize {
    let plain = |word: &str| -> String {
        word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let first = plain(words[0]);
    if words[0] == "/" || ALIAS.contains(&first.as_str()) {
        return 1;
    }
    let is_several = ALSO_KNOWN.iter().any(|several| {
        words.len() > 3 && first == several[0] && several.iter().zip(words).all(|(one, word)| *one == plain(word))
    });
    if is_several { 3 } else { 0 }
}

/// The text without what is in brackets, and what is.
fn brackets(text: &str) -> (String, Vec<String>) {
    let (mut outside, mut inside) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(['(', '[']) {
        let Some((within, after)) = after.split_once([')', ']']) else { break };
        outside.push_str(before);
        outside.push(' ');
        inside.push(within.trim().to_owned());
        rest = after;
    }
    outside.push_str(rest);
    inside.retain(|inside| inside.chars().any(char::is_alphanumeric));
    let outside = outside.split_whitespace().collect::<Vec<_>>().join(" ");
    let has_letters = outside.chars().any(char::is_alphanumeric);
    (if has_letters { outside } else { String::new() }, inside)
}

fn is_name_of_its_own(inside: &str, outside: &str) -> bool {
    let script = |text: &str| {
        text.chars().flat_map(signs).find_map(|sign| match sign {
            Sign::Letter(script, _) => Some(script),
            Sign::Break(_) => None,
        })
    };
    let words: Vec<String> = inside
        .split_whitespace()
        .map(|word| word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect())
        .collect();
    let is_acronym = || {
        let initials: String = outside
            .split(|letter: char| !letter.is_alphanumeric())
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_lowercase)
            .collect();
        words.len() == 1 && words[0].chars().count() > 2 && is_within(&words[0], &initials)
    };
    let is_translated = |word: &String| self::word(word).is_some_and(|word| word.concept.is_some());
    let is_other_script =
        script(inside) != script(outside) && script(inside) != Some(Script::Number) && words.len() > 1;
    is_other_script || is_acronym() || words.len() > 1 && !words.iter().any(is_translated)
}

/// Whether the letters are among the others, in this order.
fn is_within(letters: &str, others: &str) -> bool {
    let mut others = others.chars();
    letters.chars().all(|letter| others.any(|other| other == letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_may_hold_several_names() {
        for (text, names) in [
            ("Ali Hassan", &["Ali Hassan"][..]),
            ("Ali Hassan (a.k.a. Abu Omar)", &["Ali Hassan", "Abu Omar"]),
            ("Ali Hassan a.k.a. Abu Omar; Abu Said", &["Ali Hassan", "Abu Omar", "Abu Said"]),
            ("Ali Hassan alias Abu Omar", &["Ali Hassan", "Abu Omar"]),
            ("Ali Hassan, also known as Abu Omar", &["Ali Hassan", "Abu Omar"]),
            ("Ali Hassan (علي حسن)", &["Ali Hassan", "علي حسن"]),
            ("Islamic Revolutionary Guard Corps (IRGC)", &["Islamic Revolutionary Guard Corps", "IRGC"]),
            ("Bank of Peace (Lebanon Branch)", &["Bank of Peace", "Bank of Peace (Lebanon Branch)"]),
            ("Santos, Ahmad (Ahmed)", &["Santos, Ahmad", "Santos, Ahmad (Ahmed)"]),
            ("Alias", &["Alias"]),
            ("(Ali) (", &["(Ali) ("]),
            ("; ;", &["; ;"]),
            ("", &[""]),
        ] {
            assert_eq!(names_in(text), names, "{text}");
        }
    }
}
