//! Chinese names in Cyrillic letters, which follow the system of Palladius: Чжао Инкуй is Zhao Yingkui.

use super::words::Word;
use crate::slavic::is_given_name;

/// Initials in Cyrillic letters and in pinyin, longer ones first.
const INITIALS: &[(&str, &str)] = &[
    ("чж", "zh"),
    ("цз", "z"),
    ("ч", "ch"),
    ("ш", "sh"),
    ("ц", "c"),
    ("с", "s"),
    ("ж", "r"),
    ("б", "b"),
    ("п", "p"),
    ("м", "m"),
    ("ф", "f"),
    ("д", "d"),
    ("т", "t"),
    ("н", "n"),
    ("л", "l"),
    ("г", "g"),
    ("к", "k"),
    ("х", "h"),
    ("в", "w"),
    ("", ""),
];

/// Finals in Cyrillic letters, in pinyin after an initial and without one; longer ones first.
const FINALS: &[(&str, &str, &str)] = &[
    ("юань", "uan", "yuan"),
    ("уань", "uan", ""),
    ("юнь", "un", "yun"),
    ("янь", "ian", "yan"),
    ("инь", "in", "yin"),
    ("ань", "an", "an"),
    ("энь", "en", "en"),
    ("унь", "un", ""),
    ("уан", "uang", ""),
    ("уай", "uai", ""),
    ("уэй", "ui", ""),
    ("юэ", "ue", "yue"),
    ("юй", "u", "yu"),
    ("юн", "iong", "yong"),
    ("ян", "iang", "yang"),
    ("яо", "iao", "yao"),
    ("ин", "ing", "ying"),
    ("ай", "ai", "ai"),
    ("ан", "ang", "ang"),
    ("ао", "ao", "ao"),
    ("эй", "ei", ""),
    ("эн", "eng", ""),
    ("эр", "", "er"),
    ("оу", "ou", "ou"),
    ("ун", "ong", ""),
    ("уа", "ua", ""),
    ("уй", "ui", ""),
    ("а", "a", "a"),
    ("о", "o", "o"),
    ("э", "e", "e"),
    ("у", "u", "wu"),
    ("и", "i", "yi"),
    ("ы", "i", ""),
    ("е", "ie", "ye"),
    ("я", "ia", "ya"),
    ("ю", "iu", "you"),
];

/// The most words, and the most syllables of each, of the name of a person.
const WORDS: usize = 4;
const SYLLABLES: usize = 2;

/// The words in pinyin, if each of several is made of such syllables and none is a Slavic given name: Ли Иван.
pub fn in_pinyin(mut words: Vec<Word>) -> Vec<Word> {
    let is_cyrillic = |word: &Word| word.text.starts_with(|letter| matches!(letter, '\u{400}'..='\u{4ff}'));
    if (2..=WORDS).contains(&words.len())
        && words.iter().all(is_cyrillic)
        && let Some(all) = words.iter().map(|word| pinyin(&plain(&word.text), SYLLABLES)).collect::<Option<Vec<_>>>()
        && !words.iter().any(|word| is_given_name(&word.letters))
    {
        for (word, letters) in words.iter_mut().zip(all) {
            word.letters = letters;
        }
    }
    words
}

/// Lower-case letters, those of Ukrainian as Russian ones.
fn plain(text: &str) -> String {
    text.to_lowercase().replace(['і', 'ї'], "и").replace('є', "е")
}

fn pinyin(letters: &str, syllables: usize) -> Option<String> {
    if letters.is_empty() {
        return Some(String::new());
    }
    let syllables = syllables.checked_sub(1)?;
    INITIALS.iter().filter_map(|(initial, latin)| Some((*latin, letters.strip_prefix(initial)?))).find_map(
        |(initial, rest)| {
            FINALS.iter().filter_map(|ending| Some((ending, rest.strip_prefix(ending.0)?))).find_map(
                |((cyrillic, after, alone), rest)| {
                    let syllable =
                        if initial.is_empty() { (*alone).to_owned() } else { joined(initial, cyrillic, after) };
                    let is_syllable = !syllable.is_empty() && syllable != initial;
                    Some(syllable + &pinyin(rest, syllables).filter(|_| is_syllable)?)
                },
            )
        },
    )
}

/// An initial and a final in pinyin. Before i and ü, z, c and s are j, q and x; after most initials, o is uo.
fn joined(initial: &str, cyrillic: &str, ending: &str) -> String {
    let is_soft = cyrillic.starts_with(['и', 'е', 'я', 'ю']);
    let initial = match initial {
        "z" if is_soft => "j",
        "c" if is_soft => "q",
        "s" if is_soft => "x",
        other => other,
    };
    let ending = if ending == "o" && !["b", "p", "m", "f", "w"].contains(&initial) { "uo" } else { ending };
    format!("{initial}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_become_pinyin() {
        for (cyrillic, latin) in [
            ("чжао", "zhao"),
            ("инкуй", "yingkui"),
            ("си", "xi"),
            ("цзиньпин", "jinping"),
            ("ван", "wang"),
            ("ли", "li"),
            ("кэцян", "keqiang"),
            ("дэжун", "derong"),
            ("юйган", "yugang"),
            ("цзэминь", "zemin"),
            ("го", "guo"),
            ("сюэ", "xue"),
            ("цы", "ci"),
            ("вэнь", "wen"),
        ] {
            assert_eq!(pinyin(cyrillic, SYLLABLES).as_deref(), Some(latin), "{cyrillic}");
        }
        for other in ["иванов", "ким", "zhao", "петр", "й", ""] {
            assert_eq!(pinyin(other, SYLLABLES).filter(|pinyin| !pinyin.is_empty()), None, "{other}");
        }
    }
}
