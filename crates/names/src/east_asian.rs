//! Names of China and Korea: their syllables, and which Latin spellings of a syllable may be one.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::letters::replaced;

/// A script that writes a syllable with each character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Syllabic {
    /// Chinese characters, which Japanese names have too.
    Han,
    Hangul,
}

impl Syllabic {
    pub const fn of(character: char) -> Option<Self> {
        match character {
            '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}' => {
                Some(Self::Han)
            }
            '\u{ac00}'..='\u{d7a3}' => Some(Self::Hangul),
            _ => None,
        }
    }
}

/// Family names of two characters; all others have one.
const OF_TWO: &[&str] = &[
    "欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "司徒", "东方", "東方", "夏侯", "皇甫", "尉迟", "公孙",
    "公孫", "慕容", "令狐", "남궁", "황보", "제갈", "사공", "선우", "독고", "서문",
];

/// The number of characters of the family name that the characters begin with.
pub fn length_of_family_name(characters: &str) -> usize {
    if OF_TWO.iter().any(|two| characters.starts_with(two)) { 2 } else { 1 }
}

/// The family names, each with its spellings.
pub fn families() -> impl Iterator<Item = Vec<&'static str>> {
    let lines = include_str!("words/east_asian_families.txt").lines();
    lines.filter(|line| !line.starts_with('#')).map(|line| line.split(' ').filter(|word| word.is_ascii()).collect())
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

/// Whether a Latin word is two Chinese syllables, at least one of which no other language spells so: Xinhua, Zhongda. There
/// are few such words, and many organizations have the same ones in their names.
pub fn is_chinese_word(letters: &str) -> bool {
    const TYPICAL: &[&str] =
        &["x", "q", "zh", "ao", "uo", "ua", "iu", "ui", "ou", "ia", "ie", "ei", "ang", "eng", "ing", "ong"];
    let is_syllable = |letters: &str| letters.len() <= LONGEST && SYLLABLES.contains(letters);
    letters.is_ascii()
        && TYPICAL.iter().any(|typical| letters.contains(typical))
        && (2..letters.len().saturating_sub(1))
            .any(|place| is_syllable(&letters[..place]) && is_syllable(&letters[place..]))
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
    fn family_names_are_one_character_or_two() {
        assert_eq!(length_of_family_name("李明"), 1);
        assert_eq!(length_of_family_name("欧阳修"), 2);
        assert_eq!(length_of_family_name("남궁민"), 2);
    }
}
