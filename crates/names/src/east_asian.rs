//! Names of China and Korea: their syllables, and which Latin spellings of a syllable may be one.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::letters::replaced;
use super::words::parts;

/// A script that writes a syllable with each character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Syllabic {
    /// Chinese characters, which Japanese names have too.
    Han,
    Hangul,
}

/// Repeats the Chinese character before it: 佐々木 is 佐佐木.
const AGAIN: char = '々';

impl Syllabic {
    pub const fn of(character: char) -> Option<Self> {
        match character {
            AGAIN
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{2fa1f}' => Some(Self::Han),
            '\u{ac00}'..='\u{d7a3}' => Some(Self::Hangul),
            _ => None,
        }
    }

    fn is_han(character: char) -> bool {
        Self::of(character) == Some(Self::Han)
    }
}

/// Chinese and Korean family names of two characters.
const OF_TWO: &[&str] = &[
    "欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "司徒", "东方", "東方", "夏侯", "皇甫", "尉迟", "公孙",
    "公孫", "慕容", "令狐", "남궁", "황보", "제갈", "사공", "선우", "독고", "서문",
];

/// The number of characters of the family name that the characters begin with. Most family names have one. Of four Chinese
/// characters two are it: so are most Japanese names (安倍晋三), and those of women who put their husband's before their own (林鄭月娥).
pub fn length_of_family_name(characters: &str) -> usize {
    let is_of_four = characters.chars().count() == 4 && characters.chars().all(Syllabic::is_han);
    if is_of_four || OF_TWO.iter().any(|two| characters.starts_with(two)) { 2 } else { 1 }
}

/// The family names, each with its characters and spellings.
fn lines_of_families() -> impl Iterator<Item = &'static str> {
    include_str!("words/east_asian_families.txt").lines().filter(|line| !line.starts_with('#'))
}

/// The family names, each with its spellings.
pub fn families() -> impl Iterator<Item = Vec<&'static str>> {
    lines_of_families().map(|line| line.split(' ').filter(|word| word.is_ascii()).collect())
}

/// How Chinese characters are read as a family name, if that is known: 任 is Ren.
pub fn reading_of_family(characters: &str) -> Option<&'static str> {
    static READINGS: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
        let of_line = |line: &'static str| {
            let reading = line.split(' ').find(|word| word.is_ascii());
            let is_chinese = |word: &&str| word.chars().all(Syllabic::is_han);
            line.split(' ').filter(is_chinese).filter_map(move |characters| Some((characters, reading?)))
        };
        lines_of_families().flat_map(of_line).collect()
    });
    READINGS.get(characters).copied()
}

/// The characters of a name that is written in them alone, in one form. Some write a space after the family name, some do not:
/// 高市 早苗, 高市早苗.
pub fn characters(name: &str) -> Option<String> {
    let letters = || name.chars().filter(|character| character.is_alphanumeric()).skip_while(|first| *first == AGAIN);
    let are_syllables = letters().next().is_some() && letters().all(|letter| Syllabic::of(letter).is_some());
    are_syllables.then(|| simplified(&letters().collect::<String>()))
}

/// The characters of a text, with the Chinese one that 々 repeats in its place.
pub fn repeated(text: &str) -> impl Iterator<Item = char> {
    let mut before = None;
    text.chars().map(move |character| {
        let read = if character == AGAIN { before.unwrap_or(character) } else { character };
        before = if Syllabic::is_han(read) { Some(read) } else { before };
        read
    })
}

/// Chinese characters with one for all of its variants: the simplified one for traditional and Japanese ones.
pub fn simplified(characters: &str) -> String {
    static SIMPLIFIED: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
        let groups = parts(include_str!("words/characters.txt")).flatten().flat_map(|line| line.split(' '));
        let of_group = |group: &'static str| {
            let mut characters = group.chars();
            let first = characters.next();
            characters.filter_map(move |variant| Some((variant, first?)))
        };
        groups.flat_map(of_group).collect()
    });
    repeated(characters).map(|character| SIMPLIFIED.get(&character).copied().unwrap_or(character)).collect()
}

/// Whether a Latin word is a Chinese or Korean family name.
pub fn is_family(letters: &str) -> bool {
    static FAMILIES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| families().flatten().collect());
    FAMILIES.contains(letters)
}

/// Initials and finals of the syllables of Chinese and Korean, in the usual romanizations.
const INITIALS: &[&str] = &[
    "", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "zh", "ch", "sh", "r", "z", "c", "s",
    "y", "w", "ts", "tz", "hs", "kk", "pp", "tt", "jj", "ss",
];
const FINALS: &[&str] = &[
    "a", "o", "e", "i", "u", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "ia", "ie", "iao", "iu", "ian",
    "in", "iang", "ing", "iong", "ua", "uo", "uai", "ui", "uan", "un", "uang", "ue", "ae", "eo", "oe", "eu", "oi",
    "on", "om", "am", "im", "um", "eum", "eom", "eun", "eon", "eong", "ung", "ol", "ul", "il", "eol", "eul", "al",
    "ak", "ok", "uk", "ik", "eok", "euk", "ek", "ap", "op", "ip", "eop", "oo", "ee", "oon", "oong", "yun", "yon",
    "yong", "yung", "yeon", "yeong", "youn", "young", "yeol", "yol", "yuk", "yok", "won", "wan", "wang", "aek", "aeng",
    "ih", "eh", "oh", "yo", "yu", "yeo",
];

static SYLLABLES: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let of_initial = |initial: &'static str| FINALS.iter().map(move |end| format!("{initial}{end}"));
    INITIALS.iter().copied().flat_map(of_initial).collect()
});

/// The sound of a Latin word that is one syllable of a Chinese or Korean name. Two such words with different sounds are
/// different names, however alike their letters are: Jing is not Chang.
pub fn syllable(letters: &str) -> Option<String> {
    (letters.len() <= LONGEST && SYLLABLES.contains(letters)).then(|| sound(letters))
}

/// The sound of a Latin word that is two syllables of a Chinese or Korean name.
pub fn two_syllables(letters: &str) -> Option<String> {
    is_split(letters, |letters| letters.len() <= LONGEST && SYLLABLES.contains(letters)).then(|| sound(letters))
}

/// Whether a Latin word is two parts of which each is such.
fn is_split(letters: &str, is_part: impl Fn(&str) -> bool) -> bool {
    let mut places = 2..letters.len().saturating_sub(1);
    letters.is_ascii() && places.any(|place| is_part(&letters[..place]) && is_part(&letters[place..]))
}

/// Whether a Latin word is one syllable or two in pinyin, where letters that older romanizations interchange tell names
/// apart: Tse-tung is Zedong, but Zetong need not be.
pub fn is_pinyin(letters: &str) -> bool {
    is_syllable_of_pinyin(letters) || is_split(letters, is_syllable_of_pinyin)
}

pub fn is_syllable_of_pinyin(letters: &str) -> bool {
    const INITIALS: &[&str] = &[
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s",
        "y", "w",
    ];
    const OPEN: &[&str] = &["a", "o", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong"];
    const NARROW: &[&str] = &["i", "ia", "ie", "iao", "iu", "ian", "in", "iang", "ing", "iong"];
    const ROUND: &[&str] = &["u", "ua", "uo", "uai", "ui", "uan", "un", "uang", "ue"];
    let initial = INITIALS.iter().find(|initial| letters.starts_with(**initial)).copied().unwrap_or("");
    let end = &letters[initial.len()..];
    let [is_open, is_narrow, is_round] = [OPEN, NARROW, ROUND].map(|ends| ends.contains(&end));
    match initial {
        "" => is_open,
        "j" | "q" | "x" => is_narrow || is_round,
        "b" | "p" | "m" | "d" | "t" | "n" | "l" => is_open || is_narrow || is_round,
        "g" | "k" | "h" | "f" | "w" => is_open || is_round,
        "y" => is_open || is_round || ["i", "in", "ing"].contains(&end),
        _ => is_open || is_round || end == "i",
    }
}

/// Whether a Latin word is two Chinese syllables, at least one of which no other language spells so: Xinhua, Zhongda. There
/// are few such words, and many organizations have the same ones in their names.
pub fn is_chinese_word(letters: &str) -> bool {
    is_typical_of_chinese(letters) && two_syllables(letters).is_some()
}

/// Whether a Latin word has letters that are typical of Chinese syllables.
pub fn is_typical_of_chinese(letters: &str) -> bool {
    const TYPICAL: &[&str] =
        &["x", "q", "zh", "ao", "uo", "ua", "iu", "ui", "ou", "ia", "ie", "ei", "ang", "eng", "ing", "ong"];
    TYPICAL.iter().any(|typical| letters.contains(typical))
}

/// The most letters of a syllable.
const LONGEST: usize = 6;

/// How a Chinese or Korean word sounds, with one letter for those that the romanizations interchange.
pub fn sound(letters: &str) -> String {
    const CHUNKS: &[(&str, &str)] = &[
        ("ngng", "N"),
        ("ng", "N"),
        ("zh", "c"),
        ("ch", "c"),
        ("sh", "s"),
        ("hs", "s"),
        ("ts", "c"),
        ("tz", "c"),
        ("yeo", "yo"),
        ("you", "yo"),
        ("yu", "yo"),
        ("weo", "wo"),
        ("woo", "o"),
        ("eo", "o"),
        ("eu", "o"),
        ("oo", "o"),
        ("ou", "o"),
        ("ae", "e"),
        ("ee", "i"),
        ("oi", "oe"),
        ("heui", "hi"),
        ("hui", "hi"),
        ("ih", "i"),
        ("eh", "e"),
        ("ah", "a"),
        ("oh", "o"),
        ("uh", "o"),
        ("yi", "i"),
        ("u", "o"),
        ("g", "k"),
        ("q", "c"),
        ("j", "c"),
        ("z", "c"),
        ("d", "t"),
        ("b", "p"),
        ("r", "l"),
        ("x", "s"),
    ];
    replaced(letters, CHUNKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_two_chinese_syllables_is_told_by_its_letters() {
        for word in ["xinhua", "zhongda", "baotou"] {
            assert!(is_chinese_word(word), "{word}");
        }
        for word in ["mahan", "sina", "huawei1", "qin", "x", "", "صمود", "waigaoqiao"] {
            assert!(!is_chinese_word(word), "{word}");
        }
    }

    #[test]
    fn a_syllable_has_one_sound_in_all_romanizations() {
        for (one, other) in
            [("zhang", "chang"), ("jong", "jeong"), ("sung", "seong"), ("kim", "gim"), ("kyu", "gyu"), ("xu", "hsu")]
        {
            assert!(syllable(one).is_some(), "{one}");
            assert_eq!(syllable(one), syllable(other), "{one} {other}");
        }
        for (one, other) in [("jing", "chang"), ("chao", "cho"), ("fang", "wang"), ("gang", "jang"), ("sun", "han")] {
            assert_ne!(syllable(one), syllable(other), "{one} {other}");
        }
        for no_syllable in ["nour", "david", "salim", "khan"] {
            assert_eq!(syllable(no_syllable), None);
        }
        assert_eq!(sound("jeongeun"), sound("jongun"));
        assert_eq!(sound("cheolsu"), sound("chulsoo"));
    }

    #[test]
    fn characters_and_romanizations_have_variants() {
        assert_eq!(simplified("劉曉波 黒沢 佐々木"), "刘晓波 黑泽 佐佐木");
        assert_eq!(characters("黒沢 明"), characters("黑泽明"));
        assert_eq!([characters("黒沢 Akira"), characters("(-)"), characters("")], [None, None, None]);
        assert_eq!([reading_of_family("任"), reading_of_family("單")], [Some("ren"), Some("shan")]);
        assert_eq!(two_syllables("tsetung"), two_syllables("zedong"));
        assert!(["zedong", "xi", "enlai", "jinping"].iter().all(|word| is_pinyin(word)));
        assert!(!["tsetung", "hsiaoping", "chingkuo", "yingwen1"].iter().any(|word| is_pinyin(word)));
    }

    #[test]
    fn family_names_are_one_character_or_two() {
        assert_eq!(length_of_family_name("李明"), 1);
        assert_eq!(length_of_family_name("欧阳修"), 2);
        assert_eq!(length_of_family_name("安倍晋三"), 2);
        assert_eq!(length_of_family_name("남궁민"), 2);
    }
}
