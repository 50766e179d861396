//! Words of scripts that write a syllable with each character and no spaces: Chinese and Korean.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::concept_of;
use super::words::{Mark, Word};
use crate::east_asian::{Syllabic, is_syllable_of_pinyin, length_of_family_name, reading_of_family, simplified};
use crate::letters::Script;
use crate::words::{Usage, parts, word as known_word};

/// The most characters of the name of a person; longer ones are names from elsewhere, spelled by their sound.
const CHARACTERS: usize = 4;
/// The most Chinese characters of a family name, and of a given name, with a space between them: 長谷川 博己, 小泉 純一郎.
const OF_NAME: usize = 3;
/// The most syllables of a Korean family name.
const OF_KOREAN_FAMILY: usize = 2;

/// Joins characters of the name of an organization that stand together. Words that are translated stand apart, and are
/// read in English: 上海泽文科技有限公司 is Shanghai Zewen Technology Ltd.
pub fn together_in_organization(words: Vec<Word>) -> Vec<Word> {
    let mut read: Vec<Word> = Vec::new();
    let mut rest = &words[..];
    let mut is_after_word = false;
    while let Some(first) = rest.first() {
        let found = if first.syllabic.is_some() { translated(rest, is_after_word) } else { None };
        let length = found.as_ref().map_or(1, |(length, _)| *length);
        let is_word = found.is_some();
        let word = found.map_or_else(|| first.clone(), |(_, word)| word);
        let is_spaced = word.is_spaced || is_word || is_after_word;
        read.push(Word { is_spaced, ..word });
        (rest, is_after_word) = (&rest[length..], is_word);
    }
    together(read)
}

/// The longest word that is translated at the beginning of characters, in how many of them it is written. One character
/// is a word only after another one.
fn translated(characters: &[Word], is_after_word: bool) -> Option<(usize, Word)> {
    let (first, others) = characters.split_first()?;
    let is_next = |other: &&Word| !other.is_spaced && other.before.is_none() && other.syllabic == first.syllabic;
    let together = 1 + others.iter().take(LONGEST_TRANSLATED - 1).take_while(is_next).count();
    let least = if is_after_word && !first.is_spaced { 1 } else { 2 };
    (least..=together).rev().find_map(|length| {
        let text: String = characters[..length].iter().map(|character| character.text.as_str()).collect();
        let letters = (*TRANSLATED.get(simplified(&text).as_str())?).to_owned();
        Some((length, Word { text, letters, ..first.clone() }))
    })
}

/// The most characters of a word that is translated.
const LONGEST_TRANSLATED: usize = 6;

/// What the words of organizations are in English.
static TRANSLATED: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    let lines = parts(include_str!("../words/east_asian_words.txt")).flatten().filter_map(|line| line.split_once(": "));
    lines.flat_map(|(english, words)| words.split(' ').map(move |word| (word, english))).collect()
});

/// Joins characters that stand together.
pub fn together(words: Vec<Word>) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::new();
    for word in words {
        let is_apart = word.is_spaced || word.before.is_some() || word.syllabic.is_none();
        match joined.last_mut() {
            Some(last) if !is_apart && last.syllabic == word.syllabic => last.append(&word, ""),
            _ => joined.push(word),
        }
    }
    joined
}

/// Joins characters that stand together, and moves the family name, which comes first, to the end: what is before the only
/// space of a short name, or the first character, or two.
pub fn family_names_last(words: Vec<Word>) -> Vec<Word> {
    let is_dotted = words.iter().any(|word| word.before.is_some());
    let is_other = is_dotted || words.iter().any(|word| word.syllabic.is_none());
    if is_other || words.len() < 2 {
        return together(words);
    }
    let mut joined = together(words.clone());
    let has_at_most = |word: &Word, most: usize| word.text.chars().count() <= most;
    let is_family = |family: &Word, given: &Word| match family.syllabic {
        Some(Syllabic::Hangul) => has_at_most(family, OF_KOREAN_FAMILY) && words.len() <= CHARACTERS,
        _ => has_at_most(family, OF_NAME) && has_at_most(given, OF_NAME),
    };
    if let [family, given] = &joined[..]
        && is_family(family, given)
    {
        joined.rotate_left(1);
    } else if let [whole] = &joined[..]
        && words.len() <= CHARACTERS
    {
        let length = length_of_family_name(&whole.text).min(words.len() - 1);
        let mut given = words;
        let family: Vec<Word> = given.drain(..length).collect();
        joined = together(given);
        joined.extend(together(family));
    }
    if let Some(family) = joined.last_mut().filter(|family| family.syllabic == Some(Syllabic::Han))
        && let Some(reading) = reading_of_family(&family.text)
    {
        family.letters = reading.to_owned();
    }
    joined
}

/// Marks the syllables of a name of an organization that consists of several in pinyin, but for words for what it is and does:
/// Da and Li are no particles in Da Li Hu Shipping.
pub fn mark_pinyin(words: &mut [Word]) {
    /// So many words are no coincidence.
    const LEAST: usize = 2;
    /// The least letters of a word for what an organization does: Su is a syllable, and water in Turkish.
    const OF_TRADE: usize = 3;
    let says_trade = |word: &Word| {
        let concept = if word.letters.len() < OF_TRADE { None } else { concept_of(word.script, &word.letters) };
        concept.is_some_and(|concept| concept.usage <= Usage::Trade)
    };
    let is_name = |word: &Word| word.mark.is_none() && word.script != Script::Number && !says_trade(word);
    let names = || words.iter().filter(|word| is_name(word));
    let is_particle = |word: &Word| known_word(&word.letters).is_some_and(|known| known.particle.is_some());
    // La and De alone are no name.
    if names().nth(LEAST - 1).is_some()
        && !names().all(is_particle)
        && names().all(|word| is_syllable_of_pinyin(&word.letters))
    {
        let places: Vec<usize> = (0..words.len()).filter(|place| is_name(&words[*place])).collect();
        places.into_iter().for_each(|place| words[place].mark = Some(Mark::Pinyin));
    }
}

#[cfg(test)]
mod tests {
    use crate::{Bearer, Name, score};

    #[test]
    fn a_space_does_not_make_another_name() {
        for (one, other) in [
            ("高市 早苗", "高市早苗"),
            ("石破 茂", "石破茂"),
            ("小泉 純一郎", "小泉純一郎"),
            ("長谷川 博己", "長谷川・博己"),
            ("佐々木 朗希", "佐佐木朗希"),
            ("林鄭 月娥", "林郑月娥"),
            ("남궁 민수", "남궁민수"),
            // In as many characters as it has sounds.
            ("\u{1100}\u{1175}\u{11b7}\u{110c}\u{1165}\u{11bc}\u{110b}\u{1173}\u{11ab}", "김 정은"),
        ] {
            let [one, other] = [one, other].map(|name| Name::new(name, Some(Bearer::Person)));
            let keys = other.keys();
            assert_eq!(score(&one, &other), 1.0, "{one:?} {other:?}");
            assert!(one.probes().iter().any(|probe| keys.contains(probe)), "{one:?} {other:?}");
        }
    }

    #[test]
    fn a_name_of_an_organization_may_have_spaces() {
        let [one, other] =
            ["朝鲜 矿业 发展 贸易公司", "朝鮮礦業發展貿易公司"].map(|name| Name::new(name, Some(Bearer::Organization)));
        assert_eq!(score(&one, &other), 1.0);
    }

    #[test]
    fn words_of_organizations_are_translated() {
        for (one, other) in [
            ("上海泽文科技有限公司", "Shanghai Zewen Technology Co., Ltd."),
            ("上海澤文電子（香港）有限公司", "Zewen Electronics (Hong Kong) Limited"),
            ("泽文集团", "泽文控股有限公司"),
            ("조선무역은행", "Korea Trade Bank"),
        ] {
            let [one, other] = [one, other].map(|name| Name::new(name, Some(Bearer::Organization)));
            let keys = other.keys();
            assert!(score(&one, &other) >= 0.7, "{one:?} {other:?}");
            assert!(one.probes().iter().any(|probe| keys.contains(probe)), "{one:?} {other:?}");
        }
        // One character is a name, if no word is before it.
        for (one, other) in [("泽文科技有限公司", "红星科技有限公司"), ("部泽文", "Ministry Zewen Trading")]
        {
            let [one, other] = [one, other].map(|name| Name::new(name, Some(Bearer::Organization)));
            assert!(score(&one, &other) < 0.7, "{one:?} {other:?}");
        }
    }
}
