//! The stem of a word: what is left without the endings of number, gender, case and possession.
//!
//! Endings are removed only if enough of the word is left to tell it from other words of its root: عملية and عملا, or
//! سلمان and السلام, have different stems.

use rust_stemmers::{Algorithm, Stemmer};

use super::forms::is_arabic;

/// Minimum length of a stem, in letters: of one that another ending may be put to, and of one without its alef.
const ENOUGH: usize = 4;
const SHORT: usize = 3;

/// Endings of possession, longer ones first. ه is also the feminine ending.
const THEIRS: [&str; 4] = ["هما", "ها", "هم", "هن"];

/// The stems of a word in its folded form, without its article: one, or two if its ending has two readings.
pub fn stems(word: &str) -> Vec<String> {
    if !is_arabic(word) {
        return vec![english(word)];
    }
    let word = without_possession(word);
    if let Some(rest) = ending(&word, "ات", 2) {
        // قرارات of قرار or حكومات of حكومة, but شركات only of شركة.
        return vec![if is_of(rest, ENOUGH) { rest.to_owned() } else { format!("{rest}ه") }];
    }
    if let Some(rest) = ["ون", "ين", "ه"].iter().find_map(|end| ending(&word, end, ENOUGH)) {
        return vec![rest.to_owned()];
    }
    match ending(&word, "ا", SHORT) {
        // فرنسا and فرنسي, قرارا and قرار.
        Some(rest) if is_of(rest, ENOUGH) && !rest.ends_with('ي') => vec![rest.to_owned(), format!("{rest}ي")],
        Some(rest) => vec![rest.to_owned()],
        None => vec![word],
    }
}

/// The word without an ending of possession, before which the feminine ending is written as ت.
fn without_possession(word: &str) -> String {
    let theirs = THEIRS.iter().find_map(|end| ending(word, end, SHORT));
    let its = || ending(word, "ه", ENOUGH).filter(|rest| rest.ends_with('ت'));
    match theirs.or_else(its) {
        Some(rest) if rest.ends_with("ات") => rest.to_owned(),
        Some(rest) => rest.strip_suffix('ت').map_or_else(|| rest.to_owned(), |feminine| format!("{feminine}ه")),
        None => word.to_owned(),
    }
}

/// The word without the ending, if it has it and at least so many letters are left.
fn ending<'a>(word: &'a str, end: &str, least: usize) -> Option<&'a str> {
    word.strip_suffix(end).filter(|rest| is_of(rest, least))
}

fn is_of(word: &str, least: usize) -> bool {
    word.chars().nth(least - 1).is_some()
}

fn english(word: &str) -> String {
    let stem = Stemmer::create(Algorithm::English).stem(word);
    let stem: String = stem.chars().filter(|letter| letter.is_alphanumeric()).collect();
    if stem.is_empty() { word.to_owned() } else { stem }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(one: &str, other: &str) -> bool {
        let [one, other] = [one, other].map(|word| stems(&sanad_names::fold(word)));
        one.iter().any(|stem| other.contains(stem))
    }

    #[test]
    fn inflected_words_have_one_stem() {
        for (one, other) in [
            ("sanctions", "sanctioned"),
            ("militia", "militias"),
            ("عقوبة", "عقوبات"),
            ("مليشيا", "مليشيات"),
            ("ليبية", "ليبيا"),
            ("روسي", "روسيا"),
            ("فرنسية", "فرنسا"),
            ("قوة", "قوات"),
            ("قواتها", "قوات"),
            ("حكومتهم", "حكومات"),
            ("حكومته", "حكومة"),
            ("سلطته", "سلطات"),
            ("شركة", "شركات"),
            ("قرارا", "قرارات"),
            ("مصريين", "مصرية"),
            ("مدنيون", "مدني"),
            ("عمليات", "عملية"),
        ] {
            assert!(meet(one, other), "{one} {other}");
        }
    }

    #[test]
    fn other_words_of_a_root_have_other_stems() {
        for (one, other) in [
            ("محمود", "محمد"),
            ("عملية", "عملا"),
            ("عملية", "مالي"),
            ("عشرات", "عشر"),
            ("سلمان", "إسلامية"),
            ("سلمان", "سلام"),
            ("أمر", "أمريكية"),
            ("امرأة", "أمريكية"),
            ("سفير", "سفر"),
            ("جماعة", "جماعي"),
        ] {
            assert!(!meet(one, other), "{one} {other}");
        }
    }
}
