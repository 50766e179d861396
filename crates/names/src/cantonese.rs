//! Chinese given names as they are read in Cantonese: Zhenying is Chun-ying.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::east_asian::{is_typical_of_chinese, sound};
use super::parsed::Part;

/// The most readings of a given name.
const READINGS: usize = 16;
/// The letters of the longest syllables: Cheung.
const SYLLABLE: usize = 6;

/// The sounds of a word of two syllables of pinyin in Cantonese, the most common first; none of other words.
pub fn readings(letters: &str) -> Vec<Box<str>> {
    static SYLLABLES: LazyLock<FxHashMap<&str, Vec<&str>>> = LazyLock::new(|| {
        let lines = include_str!("words/cantonese.txt").lines().filter(|line| !line.starts_with('#'));
        let lines = lines.filter_map(|line| line.split_once(": "));
        lines.map(|(pinyin, readings)| (pinyin, readings.split(' ').collect())).collect()
    });
    let mut readings: Vec<Box<str>> = Vec::new();
    if !letters.is_ascii() {
        return readings;
    }
    for place in 1..letters.len() {
        let [Some(first), Some(second)] = [&letters[..place], &letters[place..]].map(|part| SYLLABLES.get(part)) else {
            continue;
        };
        for reading in first.iter().flat_map(|one| second.iter().map(move |two| sound(&format!("{one}{two}")))) {
            if readings.len() < READINGS && !readings.iter().any(|known| **known == *reading) {
                readings.push(reading.into());
            }
        }
    }
    readings
}

/// Whether one word is the other as it is read in Cantonese.
pub fn are_one_in_cantonese(first: &Part, second: &Part) -> bool {
    let is_reading = |pinyin: &Part, other: &Part| {
        other.two_syllables.as_ref().is_some_and(|sound| pinyin.cantonese.contains(sound))
    };
    is_reading(first, second) || is_reading(second, first)
}

/// Whether two words are different names in pinyin: Keqiang is not Keqing. Many confuse n and ng at the end of a syllable.
pub fn are_other_in_pinyin(first: &Part, second: &Part) -> bool {
    let may_be = !first.cantonese.is_empty() && !second.cantonese.is_empty();
    let is_chinese = |part: &Part| part.syllabic.is_some() || is_typical_of_chinese(&part.whole.text());
    let sounds = |part: &Part| part.two_syllables.as_ref().map(|sound| sound.replace('N', "n"));
    may_be && is_chinese(first) && is_chinese(second) && sounds(first) != sounds(second)
}

/// Whether two words together are a third as it is read in Cantonese.
pub fn are_read_as(one: &Part, two: &Part, pinyin: &Part) -> bool {
    let are_syllables = [one, two].iter().all(|part| part.whole.len() <= SYLLABLE);
    are_syllables && !pinyin.cantonese.is_empty() && {
        let sound = sound(&(one.whole.text() + &two.whole.text()));
        pinyin.cantonese.iter().any(|reading| **reading == *sound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pinyin_is_read_in_cantonese() {
        for (pinyin, cantonese) in
            [("zhenying", "chunying"), ("jiacheng", "kashing"), ("zhifeng", "chifung"), ("yuee", "yuetngor")]
        {
            let is_one = readings(pinyin).iter().any(|reading| **reading == *sound(cantonese));
            assert!(is_one, "{pinyin} {cantonese}");
        }
        for word in ["chun", "leung", "mohammed", "", "صمود"] {
            assert!(readings(word).is_empty(), "{word}");
        }
    }
}
