//! The names that one text holds: with "a.k.a.", a semicolon or brackets between them.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::legal_forms::{Stands, legal_form};
use super::letters::{Script, Sign, signs};
use super::words::{Usage, word};

/// Maximum number of names that are read of one text.
const NAMES: usize = 4;

/// What introduces another name, in lower-case letters without dots and other marks, by language.
const INTRODUCTIONS: &[&str] = &[
    "aka",
    "akas",
    "fka",
    "nka",
    "dba",
    "alias",
    "also known as",
    "better known as",
    "formerly known as",
    "known as",
    "formerly",
    "real name",
    "doing business as",
    "dit",
    "dite",
    "connu sous le nom de",
    "connue sous le nom de",
    "conocido como",
    "conocida como",
    "genannt",
    "bekannt als",
    "detto",
    "detta",
    "bí danh",
    "он же",
    "она же",
    "він же",
    "вона же",
    "المدعو",
    "المدعوة",
    "المعروف",
    "المعروفة",
    "معروف",
    "ويعرف",
    "الملقب",
    "الملقبة",
    "ملقب",
    "المكنى",
    "المكناة",
    "الشهير",
    "الشهيرة",
    "مشهور",
];
/// What introduces the name that somebody was born with: a single word is another family name.
const MAIDEN: &[&str] = &["née", "nee", "né", "geb", "geborene", "geborener", "born", "урожденная", "урождённая"];
/// "By" or "by the name" between an introduction and a name, in Arabic and Persian. It may be the first letter of the name.
const BY: &[&str] = &["ب", "باسم", "به"];
const JOINED_BY: &[(&str, &str)] = &[("بال", "ال"), ("بأب", "أب"), ("باب", "اب")];

/// The names in a text: the text itself if it holds one, else each of them, at most 4. What is in brackets is a name of
/// its own if it is introduced as one, if it is in another script, if it is made of the initials of the rest, if it is in
/// capitals and the rest is not, or if it has several words of which none is translated; else the name is read with it and
/// without it. What is between a name and its legal form is a name only if it is short for the rest.
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
        for bracket in inside {
            if is_name_of_its_own(&bracket, &outside) { names.push(bracket.name()) } else { is_left = true }
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
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut pieces: Vec<String> = Vec::from([String::new()]);
    let mut place = 0;
    while place < words.len() {
        if let Some(Introduction { words: length, first }) = introduction(&words, place) {
            // What opened a bracket around the introduction is closed at the end of the name.
            pieces.push(first);
            place += length;
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
    if pieces.len() == 1 {
        return Vec::from([text.to_owned()]);
    }
    pieces.iter_mut().for_each(|piece| *piece = without_loose_bracket(piece));
    pieces.retain(|piece| piece.chars().any(char::is_alphanumeric));
    let others = pieces.iter().skip(1).flat_map(|piece| listed(piece));
    let others: Vec<String> = others.map(str::to_owned).collect();
    pieces.extend(others);
    pieces
}

/// The names of people between commas, if each has several words: a family name before a comma is rather one.
fn listed(piece: &str) -> impl Iterator<Item = &str> {
    let is_name = |name: &str| {
        let words: Vec<String> = name.split_whitespace().map(plain).collect();
        words.len() > 1 && !words.iter().any(|word| self::word(word).is_some_and(|word| word.concept.is_some()))
    };
    let is_list = piece.contains(',') && piece.split(',').all(is_name);
    piece.split(',').filter(move |_| is_list).map(str::trim)
}

/// A bracket at the end that was opened in another piece.
fn without_loose_bracket(piece: &str) -> String {
    let piece = piece.trim();
    let piece = if piece.contains('(') { piece } else { piece.trim_end_matches(')') };
    let piece = if piece.contains(')') { piece } else { piece.trim_end_matches('(') };
    piece.trim_matches([' ', ',', ':', '"', '\'']).to_owned()
}

/// What introduces another name.
struct Introduction {
    /// The number of words that are read.
    words: usize,
    /// What the other name begins with.
    first: String,
}

/// What introduces another name at this place, if a name is before it and after it.
fn introduction(words: &[&str], place: usize) -> Option<Introduction> {
    let rest = words.get(place..).filter(|rest| place > 0 && rest.len() > 1)?;
    let of_words = |words: usize| Introduction { words, first: String::new() };
    if rest[0] == "/" {
        return Some(of_words(1));
    }
    if rest[0] == "or" {
        // Between two names of several words.
        return (place > 1 && rest.len() > 2).then(|| of_words(1));
    }
    let first = plain(rest[0]);
    if MAIDEN.contains(&first.as_str()) {
        let is_apart = rest[0].starts_with('(') || words[place - 1].ends_with(',') || first != "born";
        let first = if rest.len() == 2 { given_names(&words[..place]) } else { String::new() };
        return is_apart.then_some(Introduction { words: 1, first });
    }
    let phrases = PHRASES.get(first.as_str())?;
    let plains: Vec<String> = rest[..rest.len() - 1].iter().take(MOST_WORDS).map(|word| plain(word)).collect();
    let begins =
        |phrase: &&Vec<&str>| phrase.len() <= plains.len() && phrase.iter().zip(&plains).all(|(word, own)| word == own);
    let longest = phrases.iter().filter(begins).map(Vec::len).max()?;
    if plains.get(longest).is_some_and(|by| BY.contains(&by.as_str())) {
        return Some(of_words(longest + 1));
    }
    let after = rest[longest].replace(TATWEEL, "");
    let is_known = first.starts_with("المعروف");
    let without_by = JOINED_BY.iter().find_map(|(by, without)| Some(format!("{without}{}", after.strip_prefix(by)?)));
    let without_by = without_by.or_else(|| after.strip_prefix('ب').filter(|_| is_known).map(str::to_owned));
    Some(match without_by.filter(|_| !first.is_ascii()) {
        Some(first) => Introduction { words: longest + 1, first },
        None => of_words(longest),
    })
}

/// The given names of a person: those after a comma, or all words but the last.
fn given_names(words: &[&str]) -> String {
    let before_last = words.len().saturating_sub(1);
    let comma = words[..before_last].iter().position(|word| word.ends_with(','));
    comma.map_or(&words[..before_last], |comma| &words[comma + 1..]).join(" ")
}

/// The words of each introduction, by the first.
static PHRASES: LazyLock<FxHashMap<&str, Vec<Vec<&str>>>> = LazyLock::new(|| {
    let mut phrases: FxHashMap<&str, Vec<Vec<&str>>> = FxHashMap::default();
    for words in INTRODUCTIONS.iter().map(|phrase| phrase.split(' ').collect::<Vec<_>>()) {
        phrases.entry(words[0]).or_default().push(words);
    }
    phrases
});

/// The most words of an introduction.
const MOST_WORDS: usize = 5;

/// The word in lower-case letters, without other marks.
fn plain(word: &str) -> String {
    word.chars().filter(|letter| letter.is_alphanumeric() && *letter != TATWEEL).flat_map(char::to_lowercase).collect()
}

const TATWEEL: char = '\u{640}';

/// What is in brackets.
struct Bracket {
    text: String,
    /// The rest of the text after it, without other brackets.
    after: String,
}

impl Bracket {
    /// The name that it is. One word stands for what is before it: Guard Corps (GC) Air Force is also GC Air Force, not GC.
    fn name(self) -> String {
        let is_word = !self.text.contains(char::is_whitespace);
        if is_word && names_part(&self.after) { format!("{} {}", self.text, self.after) } else { self.text }
    }
}

/// Whether what follows a name makes it that of a part, and says not only where it is.
fn names_part(after: &str) -> bool {
    const OFFICES: &[&str] = &["branch", "office", "offices", "headquarters"];
    let is_kind = |word: &str| {
        self::word(word).and_then(|word| word.concept).is_some_and(|concept| concept.usage == Usage::Kind)
            && !OFFICES.contains(&word)
    };
    let is_apart = after.starts_with([',', ';']) || after.starts_with("- ");
    !is_apart && after.split(|letter: char| !letter.is_alphanumeric()).any(|word| is_kind(&plain(word)))
}

/// The text without what is in brackets, and what is.
fn brackets(text: &str) -> (String, Vec<Bracket>) {
    let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (mut outside, mut inside) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(['(', '[']) {
        let Some((within, after)) = after.split_once([')', ']']) else { break };
        outside.push_str(before);
        outside.push(' ');
        inside.push((within, outside.len()));
        rest = after;
    }
    outside.push_str(rest);
    let has_letters = |text: &str| text.chars().any(char::is_alphanumeric);
    let inside = inside.into_iter().filter(|(text, _)| has_letters(text));
    let inside = inside.map(|(text, end)| Bracket { text: text.trim().to_owned(), after: spaced(&outside[end..]) });
    (if has_letters(&outside) { spaced(&outside) } else { String::new() }, inside.collect())
}

fn is_name_of_its_own(bracket: &Bracket, outside: &str) -> bool {
    let inside = bracket.text.as_str();
    let script = |text: &str| {
        text.chars().flat_map(signs).find_map(|sign| match sign {
            Sign::Letter(script, _) => Some(script),
            Sign::Break(_) => None,
        })
    };
    let words: Vec<String> = inside.split_whitespace().map(plain).collect();
    let is_acronym = || {
        let initials: String = outside
            .split(|letter: char| !letter.is_alphanumeric())
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_lowercase)
            .collect();
        words.len() == 1 && words[0].chars().count() > 2 && is_within(&words[0], &initials)
    };
    let is_form = |word: &str| legal_form(word).is_some();
    // What is between a name and its legal form may belong to the form, or be a place: (OPC) Pvt Ltd, (BVI) Limited.
    let is_before_form = bracket.after.split_whitespace().next().is_some_and(|next| is_form(&plain(next)));
    let is_of_form = is_before_form && words.iter().all(|word| is_form(word));
    let is_translated = |word: &String| {
        self::word(word).is_some_and(|known| known.concept.is_some()) || legal_form(word) >= Some(Stands::Outside)
    };
    // Initials of the name in another language.
    let is_in_capitals = || {
        let is_of_length = words.len() == 1 && CAPITALS.contains(&words[0].chars().count());
        is_of_length && inside.chars().all(char::is_uppercase) && outside.chars().any(char::is_lowercase)
    };
    let is_other_script =
        script(inside) != script(outside) && script(inside) != Some(Script::Number) && words.len() > 1;
    let is_known = words.iter().any(is_translated);
    let may_be_short = || {
        let letters = plain(outside);
        words[0].chars().next() == letters.chars().next() && is_within(&words[0], &letters)
    };
    let may_be_name = || !is_before_form && words.len() > 1 || is_in_capitals() && (!is_before_form || may_be_short());
    let is_named = || is_acronym() || !is_known && may_be_name();
    is_other_script || !is_of_form && is_named()
}

/// How many letters a word in capitals has that is a name of its own.
const CAPITALS: RangeInclusive<usize> = 3..=6;

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
            (
                "Islamic Revolutionary Guard Corps (IRGC)-Qods Force",
                &["Islamic Revolutionary Guard Corps -Qods Force", "IRGC -Qods Force"],
            ),
            ("Naftiran Intertrade Co. (NICO) SARL", &["Naftiran Intertrade Co. SARL", "NICO"]),
            (
                "General Trading Corporation (GTC) Lebanon Branch",
                &["General Trading Corporation Lebanon Branch", "GTC"],
            ),
            ("General Trading Corporation (GTC), Army Street", &["General Trading Corporation , Army Street", "GTC"]),
            ("Party of Workers (PKK)", &["Party of Workers", "PKK"]),
            (
                "Zarnitsa Power Trade (OPC) Pvt Ltd",
                &["Zarnitsa Power Trade Pvt Ltd", "Zarnitsa Power Trade (OPC) Pvt Ltd"],
            ),
            ("Zarnitsa Trade (Far East) Pte Ltd", &["Zarnitsa Trade Pte Ltd", "Zarnitsa Trade (Far East) Pte Ltd"]),
            ("Zarnitsa Trade (BVI) Limited", &["Zarnitsa Trade Limited", "Zarnitsa Trade (BVI) Limited"]),
            ("Peach Trees East (PTE) Ltd", &["Peach Trees East Ltd", "Peach Trees East (PTE) Ltd"]),
            ("Party of Workers (UAE)", &["Party of Workers", "Party of Workers (UAE)"]),
            ("PARTY OF WORKERS (PKK)", &["PARTY OF WORKERS", "PARTY OF WORKERS (PKK)"]),
            ("Bank of Peace (Lebanon Branch)", &["Bank of Peace", "Bank of Peace (Lebanon Branch)"]),
            ("Santos, Ahmad (Ahmed)", &["Santos, Ahmad", "Santos, Ahmad (Ahmed)"]),
            ("Ali Hassan dit Abou Omar", &["Ali Hassan", "Abou Omar"]),
            ("Ali Hassan, better known as: Abu Omar", &["Ali Hassan", "Abu Omar"]),
            ("Ali Hassan or Alaa Hassoun", &["Ali Hassan", "Alaa Hassoun"]),
            ("Trick or Treat", &["Trick or Treat"]),
            ("Anna Maria Huber geb. Roth", &["Anna Maria Huber", "Anna Maria Roth"]),
            ("Anna Huber (née Roth)", &["Anna Huber", "Anna Roth"]),
            ("Ali Hassan (born Omar Said)", &["Ali Hassan", "Omar Said"]),
            ("علي حسن المعروف بعمر", &["علي حسن", "عمر"]),
            ("علي حسن المعروف بـ أبو عمر", &["علي حسن", "أبو عمر"]),
            ("علي حسن المكنى بأبي عمر", &["علي حسن", "أبي عمر"]),
            ("علي حسن الملقب بدر", &["علي حسن", "بدر"]),
            ("Иван Петров (он же Олег Орлов)", &["Иван Петров", "Олег Орлов"]),
            ("HUBER, Anna geb. Roth", &["HUBER, Anna", "Anna Roth"]),
            ("Max Born Institute", &["Max Born Institute"]),
            (
                "Ali Hassan (alias Omar Said, Omar Badr)",
                &["Ali Hassan", "Omar Said, Omar Badr", "Omar Said", "Omar Badr"],
            ),
            ("Alias", &["Alias"]),
            ("(Ali) (", &["(Ali) ("]),
            ("; ;", &["; ;"]),
            ("", &[""]),
        ] {
            assert_eq!(names_in(text), names, "{text}");
        }
    }
}
