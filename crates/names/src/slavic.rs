//! East Slavic names: one name has Russian, Ukrainian and Belarusian forms, and several romanizations of each.
//!
//! Given names are listed. Patronymics are the given name of the father with an ending. Of family names, those with a
//! usual ending are compared by their skeleton, in which letters are one that the languages interchange.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A Latin word that has the form of an East Slavic name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slavic {
    /// The number of the father's name if it is known, else its skeleton; and whether it is that of a daughter.
    Patronymic { father: Father, is_daughter: bool },
    /// The skeleton of a family name.
    Family(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Father {
    Known(usize),
    Unknown(String),
}

/// Endings of patronymics of sons and of daughters. They are read after the skeleton is made, so each stands for several
/// spellings: the vowels o, e and a are one.
const SONS: &[&str] = &["avich", "aich", "ivich"];
const DAUGHTERS: &[&str] = &["avna", "ivna", "inichna", "ichna"];
/// Endings of family names, in the same letters.
const FAMILY: &[&str] =
    &["ava", "av", "ina", "in", "anka", "skaga", "skai", "ski", "skaia", "skaa", "chuk", "ich", "iv", "iva"];
/// The least number of letters of a family name: shorter ones differ in too little.
const LETTERS: usize = 6;

impl Slavic {
    /// Reads a word in lower-case Latin letters.
    pub fn of(letters: &str) -> Option<Self> {
        if letters.len() < LETTERS {
            return None;
        }
        let skeleton = skeleton(letters);
        let patronymic = |endings: &[&str], is_daughter: bool| {
            let stem = endings.iter().filter_map(|ending| skeleton.strip_suffix(ending)).find(|stem| stem.len() > 2)?;
            let stem = stem.trim_end_matches(['a', 'i']);
            let father =
                FATHERS.get(stem).map_or_else(|| Father::Unknown(stem.to_owned()), |name| Father::Known(*name));
            Some(Self::Patronymic { father, is_daughter })
        };
        if let Some(patronymic) = patronymic(SONS, false).or_else(|| patronymic(DAUGHTERS, true)) {
            return Some(patronymic);
        }
        FAMILY.iter().any(|ending| skeleton.ends_with(ending)).then_some(Self::Family(skeleton))
    }
}

/// The given names, each with its spellings.
pub fn given_names() -> impl Iterator<Item = Vec<&'static str>> {
    let lines = include_str!("words/slavic_names.txt").lines();
    lines.filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| line.split(' ').collect())
}

/// The number of each given name, by the skeletons of its spellings without the last vowels.
static FATHERS: LazyLock<FxHashMap<String, usize>> = LazyLock::new(|| {
    let mut fathers = FxHashMap::default();
    for (number, spellings) in given_names().enumerate() {
        for spelling in spellings {
            let skeleton = skeleton(spelling);
            fathers.entry(skeleton.trim_end_matches(['a', 'i']).to_owned()).or_insert(number);
        }
    }
    fathers
});

/// The word with one letter for those that the languages and their romanizations interchange.
fn skeleton(letters: &str) -> String {
    const CHUNKS: &[(&str, &str)] = &[
        ("shch", "c"),
        ("tsch", "ch"),
        ("sch", "c"),
        ("tch", "ch"),
        ("kh", "x"),
        ("zh", "z"),
        ("sh", "s"),
        ("ch", "ch"),
        ("dz", "d"),
        ("ts", "t"),
        ("tz", "t"),
        ("ck", "k"),
        ("ks", "x"),
        ("ff", "v"),
        ("iya", "ia"),
        ("iia", "ia"),
        ("aya", "aia"),
        ("iy", "i"),
        ("yi", "i"),
        ("ij", "i"),
        ("ii", "i"),
        ("yy", "i"),
        ("ya", "a"),
        ("ia", "a"),
        ("ja", "a"),
        ("ye", "a"),
        ("ie", "a"),
        ("je", "a"),
        ("yo", "a"),
        ("io", "a"),
        ("jo", "a"),
        ("yu", "u"),
        ("iu", "u"),
        ("ju", "u"),
        ("ou", "av"),
        ("au", "av"),
        ("eu", "av"),
        ("o", "a"),
        ("e", "a"),
        ("h", "g"),
        ("w", "v"),
        ("y", "i"),
        ("j", "i"),
    ];
    let mut skeleton = String::with_capacity(letters.len());
    let mut rest = letters;
    while let Some(letter) = rest.chars().next() {
        let chunk = CHUNKS.iter().find(|(chunk, _)| rest.starts_with(chunk));
        let (length, sound) =
            chunk.map_or((letter.len_utf8(), &rest[..letter.len_utf8()]), |(chunk, sound)| (chunk.len(), *sound));
        for letter in sound.chars() {
            if !skeleton.ends_with(letter) {
                skeleton.push(letter);
            }
        }
        rest = &rest[length..];
    }
    skeleton
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_a_name_are_one() {
        for (one, other) in [
            ("nikolaevich", "mykolayovych"),
            ("nikolaevna", "mikalaeuna"),
            ("alekseevich", "aliakseevich"),
            ("aleksandrovich", "oleksandrovych"),
            ("mikhailovich", "mikhailavich"),
            ("vladimirovich", "uladzimiravich"),
            ("pavlovich", "paulavich"),
            ("golovanov", "halavanau"),
            ("petrovsky", "petrovskiy"),
            ("kuznetsov", "kuzniatsou"),
            ("sokolova", "sakalova"),
            ("gubareva", "hubarieva"),
        ] {
            assert!(Slavic::of(one).is_some(), "{one}");
            assert_eq!(Slavic::of(one), Slavic::of(other), "{one} {other}");
        }
        for (one, other) in [
            ("nikolaevich", "nikolaevna"),
            ("nikolaevich", "viktorovich"),
            ("petrov", "pavlov"),
            ("kuznetsov", "kuznetsova"),
        ] {
            assert_ne!(Slavic::of(one), Slavic::of(other), "{one} {other}");
        }
        assert_eq!(Slavic::of("mohammed"), None);
    }
}
