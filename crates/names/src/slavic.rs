//! East Slavic names: one name has Russian, Ukrainian and Belarusian forms, and several romanizations of each.
//!
//! Given names are listed. Patronymics are the given name of the father with an ending. Of family names, those with a
//! usual ending are compared by their skeleton, in which letters are one that the languages interchange.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::letters::{Script, replaced};
use super::sounds::of_letters;

/// A Latin word that has the form of an East Slavic name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slavic {
    /// The number of the father's name if it is known, else its skeleton; and whether it is that of a daughter.
    Patronymic { father: Father, is_daughter: bool },
    /// The skeleton of a family name, and that which it has if it is spelled as in German, where z is ts and s is z; and
    /// whether it is certainly such a name, in English spelling.
    Family { skeleton: String, german: Option<String>, is_sure: bool },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Father {
    Known(usize),
    Unknown(String),
}

/// Endings of patronymics of sons and of daughters. They are read after the skeleton is made, so each stands for several
/// spellings: the vowels o, e and a are one.
const SONS: &[&str] = &["avich", "aich", "ivich"];
const DAUGHTERS: &[&str] = &["avna", "ivna"];
/// Endings of family names, in the same letters: those that many other names have, too, and those that few have.
const FAMILY: &[&str] = &["ina", "in", "aia", "ich", "iv", "iva"];
const SURE_FAMILY: &[&str] = &["ava", "av", "anka", "skaga", "skai", "ski", "skaa", "chuk"];
/// The least number of letters of a family name: shorter ones differ in too little.
const LETTERS: usize = 5;
/// Endings of patronymics that the names of few fathers take: Ilyich, Nikitich.
const SONS_OF_FEW: &[&str] = &["ich"];
const DAUGHTERS_OF_FEW: &[&str] = &["inichna", "ichna"];
/// Stems of patronymics that are not the name: Yakovlevich and Yakovych, Lvovich and Levovych.
const STEMS: &[(&str, &[&str])] = &[("yakov", &["yakovl", "yak"]), ("lev", &["lv"])];

impl Slavic {
    /// Reads a word in lower-case Latin letters.
    pub fn of(letters: &str) -> Option<Self> {
        if letters.len() < LETTERS {
            return None;
        }
        let skeleton = skeleton(letters);
        let patronymic = |endings: &[&str], of_few: &[&str], is_daughter: bool| {
            let stem = |ending: &&str| Some(skeleton.strip_suffix(ending)?.trim_end_matches(['a', 'i']));
            let known = endings.iter().chain(of_few).filter_map(stem).find_map(|stem| FATHERS.get(stem));
            let unknown = || endings.iter().filter_map(stem).find(|stem| stem.len() > 2);
            let father = match known {
                Some(name) => Father::Known(*name),
                None => Father::Unknown(unknown()?.to_owned()),
            };
            Some(Self::Patronymic { father, is_daughter })
        };
        let of_son = patronymic(SONS, SONS_OF_FEW, false);
        if let Some(patronymic) = of_son.or_else(|| patronymic(DAUGHTERS, DAUGHTERS_OF_FEW, true)) {
            return Some(patronymic);
        }
        let ends = |endings: &[&str]| endings.iter().any(|ending| skeleton.ends_with(ending));
        let ends_surely = ends(SURE_FAMILY);
        if !ends_surely && !ends(FAMILY) {
            return None;
        }
        let german = as_in_german(letters).filter(|german| *german != skeleton);
        Some(Self::Family { is_sure: ends_surely && is_english(letters), skeleton, german })
    }

    /// Whether both are forms of one name, in some reading.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Family { skeleton: one, german, .. }, Self::Family { skeleton: other, german: others, .. }) => {
                one == other || german.as_ref() == Some(other) || others.as_ref() == Some(one)
            }
            _ => self == other,
        }
    }

    /// Whether both certainly are family names, and differ in a consonant of their skeletons.
    pub fn is_other_family(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Family { skeleton: one, is_sure: true, .. },
                Self::Family { skeleton: another, is_sure: true, .. },
            ) => !self.is_same(other) && !consonants(one).eq(consonants(another)),
            _ => false,
        }
    }

    /// How the name sounds in all languages.
    pub fn sounds(&self) -> Vec<String> {
        match self {
            Self::Patronymic { father: Father::Known(name), is_daughter } => {
                Vec::from([format!("{name}{is_daughter}")])
            }
            Self::Patronymic { father: Father::Unknown(stem), .. } => of_letters(Script::Latin, stem),
            Self::Family { skeleton, german, .. } => {
                [skeleton].into_iter().chain(german).flat_map(|letters| of_letters(Script::Latin, letters)).collect()
            }
        }
    }
}

/// A word that begins with h before a consonant, as few words of other languages do than Ukrainian and Belarusian, with the g
/// that it has in Russian: Hryb is Grib.
pub fn with_g(letters: &str) -> Option<String> {
    const BEGINNINGS: &[&str] = &["hr", "hl", "hn"];
    /// The least letters.
    const SHORTEST: usize = 4;
    let begins = BEGINNINGS.iter().any(|beginning| letters.starts_with(beginning));
    (begins && letters.len() >= SHORTEST).then(|| format!("g{}", &letters[1..]))
}

/// Whether two words differ only in letters that the languages and their romanizations interchange.
pub fn are_alike(one: &str, other: &str) -> bool {
    skeleton(one) == skeleton(other)
}

/// The given names, each with its spellings.
pub fn given_names() -> impl Iterator<Item = Vec<&'static str>> {
    let lines = include_str!("words/slavic_names.txt").lines();
    lines.filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| line.split(' ').collect())
}

/// Whether a word is an East Slavic given name.
pub fn is_given_name(letters: &str) -> bool {
    static NAMES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| given_names().flatten().collect());
    NAMES.contains(letters)
}

/// A spelling of a given name that is listed and differs from this word only as romanizations do: Ievgen, Yevhen.
pub fn listed_spelling(letters: &str) -> Option<&'static str> {
    static LISTED: LazyLock<FxHashMap<String, &str>> = LazyLock::new(|| {
        let mut listed = FxHashMap::default();
        for spelling in given_names().flatten() {
            listed.entry(romanized(spelling)).or_insert(spelling);
        }
        listed
    });
    (letters.is_ascii() && letters.len() >= LETTERS).then(|| LISTED.get(&romanized(letters)).copied()).flatten()
}

/// The number of each given name, by the skeletons of its spellings and of stems, without the last vowels.
static FATHERS: LazyLock<FxHashMap<String, usize>> = LazyLock::new(|| {
    let mut fathers = FxHashMap::default();
    for (number, spellings) in given_names().enumerate() {
        let stems = STEMS.iter().filter(|(name, _)| spellings.contains(name)).flat_map(|(_, stems)| *stems);
        for spelling in spellings.iter().chain(stems) {
            let skeleton = skeleton(spelling);
            fathers.entry(skeleton.trim_end_matches(['a', 'i']).to_owned()).or_insert(number);
        }
    }
    fathers
});

/// The word with one letter for those that romanizations of one language interchange; its vowels stay.
fn romanized(letters: &str) -> String {
    const CHUNKS: &[(&str, &str)] = &[
        ("tsts", "ts"),
        ("kh", "kh"),
        ("zh", "zh"),
        ("sh", "sh"),
        ("ch", "ch"),
        ("ks", "x"),
        ("h", "g"),
        ("w", "v"),
        ("y", "i"),
        ("j", "i"),
    ];
    let romanized = replaced(letters, CHUNKS);
    // Ye at the beginning may be written as E.
    romanized.strip_prefix('i').filter(|rest| rest.starts_with('e')).map(str::to_owned).unwrap_or(romanized)
}

/// Whether a family name has no letters by which other languages than English spell its sounds: Joukov, Schukow.
fn is_english(letters: &str) -> bool {
    const OTHER: &[&str] = &["j", "w", "x", "q", "ou", "sch", "tch", "sz", "cz"];
    let has_c = || letters.replace("ch", "").contains('c');
    !OTHER.iter().any(|chunk| letters.contains(chunk)) && !has_c()
}

/// The skeleton of a word that has letters of a German spelling, and none that German does not have.
fn as_in_german(letters: &str) -> Option<String> {
    const GERMAN: &[&str] = &["w", "j", "sch"];
    const OTHER: &[&str] = &["v", "zh", "kh", "cz", "sz"];
    const CHUNKS: &[(&str, &str)] = &[
        ("sch", "sh"),
        ("tsch", "ch"),
        ("ch", "kh"),
        ("z", "ts"),
        ("sa", "za"),
        ("se", "ze"),
        ("si", "zi"),
        ("so", "zo"),
        ("su", "zu"),
    ];
    let has = |chunks: &[&str]| chunks.iter().any(|chunk| letters.contains(chunk));
    (has(GERMAN) && !has(OTHER)).then(|| skeleton(&replaced(letters, CHUNKS)))
}

/// The word with one letter for those that the languages and their romanizations interchange.
fn skeleton(letters: &str) -> String {
    const CHUNKS: &[(&str, &str)] = &[
        ("shch", "c"),
        ("szcz", "c"),
        ("tsch", "ch"),
        ("sch", "c"),
        ("tch", "ch"),
        ("kh", "x"),
        ("zh", "z"),
        ("sh", "s"),
        ("sz", "s"),
        ("ch", "ch"),
        ("cz", "ch"),
        ("ck", "k"),
        ("c", "t"),
        ("dz", "d"),
        ("ts", "t"),
        ("tz", "t"),
        ("ks", "x"),
        ("ff", "v"),
        ("valiou", "valav"),
        ("raliou", "ralav"),
        ("ialiou", "alav"),
        ("iau", "av"),
        ("iya", "ia"),
        ("iia", "ia"),
        ("aya", "aia"),
        ("aja", "aia"),
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
    replaced(letters, CHUNKS)
}

/// The consonants of a skeleton, with one for those that Turkic names exchange (Guliyev, Kuliev), and German (Selenski).
fn consonants(skeleton: &str) -> impl Iterator<Item = char> {
    skeleton.chars().filter_map(|letter| match letter {
        'a' | 'i' | 'u' => None,
        'g' | 'x' => Some('k'),
        'z' => Some('s'),
        't' => Some('d'),
        _ => Some(letter),
    })
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
            ("jurjewna", "iureuna"),
            ("golovanov", "halavanau"),
            ("petrovsky", "petrovskiy"),
            ("kuznetsov", "kuzniatsou"),
            ("sokolova", "sakalova"),
            ("gubareva", "hubarieva"),
            ("bykov", "bykau"),
            ("kovalyov", "kavaliou"),
            ("yakovlevich", "yakovych"),
            ("lvovich", "levovych"),
            ("ilyich", "illich"),
            ("nikitichna", "mykytivna"),
            ("shevchenko", "szewczenko"),
            ("chaikovsky", "czajkowski"),
            ("yeltsin", "jelzin"),
            ("eltsin", "jelcyn"),
            ("zelenskyy", "selenskyj"),
            ("zakharchenko", "sachartschenko"),
        ] {
            assert!(Slavic::of(one).is_some(), "{one}");
            let is_same = Slavic::of(one).zip(Slavic::of(other)).is_some_and(|(one, other)| one.is_same(&other));
            assert!(is_same, "{one} {other}");
        }
        for (one, other) in [
            ("nikolaevich", "nikolaevna"),
            ("nikolaevich", "viktorovich"),
            ("petrov", "pavlov"),
            ("kuznetsov", "kuznetsova"),
            ("zotov", "sotov"),
        ] {
            let is_same = Slavic::of(one).zip(Slavic::of(other)).is_some_and(|(one, other)| one.is_same(&other));
            assert!(!is_same, "{one} {other}");
        }
        assert_eq!(Slavic::of("mohammed"), None);
    }

    #[test]
    fn family_names_are_other_ones_unless_another_language_may_spell_them() {
        for (one, other, are_other) in [
            ("tarkanov", "takranov", true),
            ("serdenko", "serenko", true),
            ("pudgornov", "pidgornov", false),
            ("galirov", "qalyrov", false),
            ("selinski", "zelinsky", false),
            ("ehmadov", "akhmedov", false),
            ("mukhamedov", "mukhametov", false),
            ("zhukovsky", "joukovski", false),
            ("khrubachev", "chrubatschow", false),
            ("rakin", "rukmin", false),
        ] {
            let is_other = Slavic::of(one).zip(Slavic::of(other)).map(|(one, other)| one.is_other_family(&other));
            assert_eq!(is_other, Some(are_other), "{one} {other}");
        }
    }

    #[test]
    fn romanizations_of_a_given_name_are_one() {
        for (one, other) in [
            ("ievgen", "yevhen"),
            ("evheniy", "evgenii"),
            ("iegor", "yehor"),
            ("tatstsyana", "tatsiana"),
            ("dzmitryy", "dzmitry"),
        ] {
            assert!(listed_spelling(one).is_some(), "{one}");
            assert_eq!(listed_spelling(one), listed_spelling(other), "{one} {other}");
        }
        for word in ["hana", "mohammed", "eger"] {
            assert_eq!(listed_spelling(word), None, "{word}");
        }
    }
}
