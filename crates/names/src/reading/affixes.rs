//! Joining the words that form one name: articles, Abd and Abu are joined to the word after them, al-Din and Allah to
//! the word before.

use super::Reading;
use super::words::Word;
use crate::letters::Script;
use crate::lexicon::entry;
use crate::parsed::Prefix;
use crate::slavic::Slavic;
use crate::words::word;

/// Latin spellings of the article. Before some letters, it ends in that letter instead: see [`is_article`].
const ARTICLES: &[&str] = &["al", "el", "ul", "ol"];
const ABD: &[&str] = &[
    "abd", "abdul", "abdel", "abdal", "abdil", "abdol", "abdoul", "abdou", "abdu", "abde", "abdur", "abder", "abdar",
    "abdus", "abdes", "abdas", "abdun", "abden", "abdan", "abdut", "abdet", "abduz", "abdez", "عبد", "עבד",
];
/// Words that are Abd before Allah, and other names elsewhere.
const ABD_BEFORE_ALLAH: &[&str] = &["abed", "العبد"];
const ABU: &[&str] = &["abu", "abou", "abo", "abi", "aboul", "abul", "abil", "ebu", "ebul", "ابو", "ابي", "ابا", "אבו"];
const UMM: &[&str] = &["umm", "oum", "um", "om", "omm", "ام"];
const DIN: &[&str] = &[
    "din", "deen", "dine", "dein", "eddine", "eddin", "uddin", "uddine", "aldin", "eldin", "aldeen", "eldeen", "addin",
    "دين",
];
/// The endings of Latin words that contain al-Din.
const ENDS_IN_DIN: &[&str] = &[
    "eddine", "eddin", "uddine", "uddin", "uddeen", "oddin", "addine", "addin", "addeen", "iddine", "iddin", "aldine",
    "aldin", "aldeen", "eldine", "eldin", "eldeen", "uldin", "oldin", "oldine", "oldeen", "udeen", "udin", "edine",
    "edin",
];
/// The same after known names only, in Turkish: Nurettin.
const ENDS_IN_TURKISH_DIN: &[&str] = &["ettin", "attin", "uttin", "ttin"];
/// The same of Allah, and after known names only.
const ENDS_IN_ALLAH: &[&str] = &["ullah", "ollah", "ulah", "olah"];
const ENDS_IN_SHORT_ALLAH: &[&str] = &["ulla", "olla"];
/// Endings of family names that may stand apart, with the Latin and the Arabic spelling that they get: "born of" and "of the line
/// of" in Persian, "son of" in Turkish and Azerbaijani. They are part of the name before, even if that is a title.
const ENDINGS: &[(&[&str], [&str; 2])] = &[
    (&["zada", "zadeh", "zade", "zadah", "زاده", "زادة"], ["zada", "زاده"]),
    (&["nejad", "nezhad", "nejhad", "nijad", "نژاد", "نجاد"], ["nezhad", "نژاد"]),
    (
        &["oglu", "oglou", "ogli", "ogly", "oghlu", "oghli", "ughli", "اوغلو", "اوغلي", "اغلو", "اغلي"],
        ["oglu", "اوغلو"],
    ),
];
const ALLAH: &[&str] = &["allah", "ullah", "ollah", "ellah", "illah", "lah", "alla", "ulla", "الله", "لله"];
/// "He of", with the article or without it.
const DHU: &[&str] = &["dhu", "dhou", "dzu", "zu", "dhul", "dhoul", "dzul", "thul", "zul", "zol", "ذو"];
/// Titles of clerics of two words, with the spellings that the second one gets: "proof of Islam", "master of the tradition".
const TITLES: &[(&[&str], &[&str], [&str; 2])] = &[
    (&["hojjat", "hojat", "hujjat", "hujat", "حجة", "حجت"], &["islam", "eslam", "اسلام"], ["islam", "الاسلام"]),
    (&["sheikh", "shaikh", "shaykh", "sheykh", "شيخ"], &["hadith", "hadis", "hadees", "حديث"], ["hadith", "الحديث"]),
];

/// Doubled Arabic letters that Latin writes with two letters each.
const DOUBLED: &[(&str, &str)] = &[("dhdh", "dh"), ("khkh", "kh"), ("shsh", "sh"), ("thth", "th"), ("ghgh", "gh")];

/// Joins the words that form one name.
pub fn joined(words: &[Word]) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    let mut opening = Opening::default();
    for (place, word) in words.iter().enumerate() {
        let next = words.get(place + 1).filter(|next| next.script == word.script);
        let is = |list: &[&str]| list.contains(&word.letters.as_str());
        let stands_alone = opening.prefix.is_none();
        if word.mark.is_some() {
            readings.push(opening.read(word));
        } else if word.is_glued && ["st", "nd", "rd", "th", "e", "er", "eme"].contains(&word.letters.as_str()) {
            continue;
        } else if next.is_some() && stands_alone && (is(ABD) || is_misspelt_abd(word)) {
            opening.begin(word, Some(Prefix::Abd));
        } else if stands_alone
            && is(ABD_BEFORE_ALLAH)
            && next.is_some_and(|next| ALLAH.contains(&next.letters.as_str()))
        {
            opening.has_article = word.script == Script::Arabic;
            opening.begin(word, Some(Prefix::Abd));
        } else if next.is_some() && stands_alone && is(ABU) {
            opening.begin(word, Some(Prefix::Abu));
        } else if next.is_some() && stands_alone && is(UMM) {
            opening.begin(word, Some(Prefix::Umm));
        } else if next.is_some_and(|next| is_article(word, next)) {
            opening.has_article = true;
            opening.begin(word, None);
        } else {
            let reading = opening.read(word);
            let ending = ENDINGS.iter().find(|(spellings, _)| stands_alone && is(spellings));
            match readings.last_mut().filter(|last| last.script == word.script) {
                Some(last)
                    if !last.is_particle()
                        && let Some((_, spelling)) = ending =>
                {
                    last.append(&reading, *spelling)
                }
                Some(last) if stands_alone && !last.is_particle() && DIN.contains(&reading.core()) => {
                    last.append(&reading, ["din", "دين"])
                }
                Some(last) if stands_alone && last.may_precede_allah() && is(ALLAH) && !is_alla(words, place) => {
                    last.append(&reading, ["allah", "الله"])
                }
                Some(last) if stands_alone && let Some(end) = last.after_dhu(&reading) => {
                    last.append(&reading, [&end, &end])
                }
                Some(last) if stands_alone && let Some(end) = last.end_of_title(&reading) => last.append(&reading, end),
                _ => readings.push(reading),
            }
        }
    }
    readings
}

/// Whether a word is Abd with an article, with two letters exchanged or another vowel: Adbul, Abdyl.
fn is_misspelt_abd(word: &Word) -> bool {
    let exchanged = ["adbul", "adbel", "adbal", "adbur", "adber", "abudl", "abdlu", "badul", "badel"];
    let letters = word.letters.as_str();
    let has_other_vowel = || letters.starts_with("abd") && letters.ends_with('l') && (4..=6).contains(&letters.len());
    exchanged.contains(&letters) || has_other_vowel()
}

/// Whether the word is the East Slavic name Alla: after such a family name, or before a patronymic.
fn is_alla(words: &[Word], place: usize) -> bool {
    let form = |place: Option<usize>| Slavic::of(&words.get(place?)?.letters);
    let is_after_family_name = matches!(form(place.checked_sub(1)), Some(Slavic::Family { .. }));
    let is_before_patronymic = || matches!(form(Some(place + 1)), Some(Slavic::Patronymic { .. }));
    words[place].letters == "alla" && (is_after_family_name || is_before_patronymic())
}

/// Whether the word is the article of the next word. An article written as pronounced ends as the next word begins, as
/// in ash-Sharif.
fn is_article(word: &Word, next: &Word) -> bool {
    let letters = word.letters.as_str();
    if word.script != Script::Latin {
        return ["ال", "אל"].contains(&letters);
    }
    let is_spoken = || {
        let end = letters.strip_prefix(['a', 'e', 'u', 'i']).filter(|end| !end.is_empty() && end.len() <= 2);
        end.is_some_and(|end| next.letters.starts_with(end) && !end.contains(['a', 'e', 'i', 'o', 'u']))
    };
    ARTICLES.contains(&letters) || is_spoken()
}

/// The words read so far that will be joined to the next one.
#[derive(Debug, Default)]
struct Opening {
    text: String,
    prefix: Option<Prefix>,
    has_article: bool,
}

impl Opening {
    fn begin(&mut self, word: &Word, prefix: Option<Prefix>) {
        self.text.push_str(&word.text);
        self.text.push(if self.prefix.is_none() && prefix.is_none() { '-' } else { ' ' });
        self.prefix = self.prefix.or(prefix);
    }

    fn read(&mut self, word: &Word) -> Reading {
        let Opening { text, prefix, has_article } = std::mem::take(self);
        let mut reading = Reading {
            text: text + &word.text,
            script: word.script,
            letters: word.letters.clone(),
            bare: None,
            prefix,
            has_article,
            mark: word.mark.clone(),
            syllabic: word.syllabic,
        };
        match word.script {
            _ if word.mark.is_some() || word.syllabic.is_some() => {}
            Script::Arabic => reading.split_arabic(),
            Script::Latin => reading.split_latin(),
            Script::Hebrew | Script::Number => {}
        }
        reading
    }
}

impl Reading {
    /// Whether Allah may belong to the name: not after a particle, but after the Persian ayat, which is spelled as one.
    fn may_precede_allah(&self) -> bool {
        !self.is_particle() || self.letters == "ايت"
    }

    /// What follows "he of" in a known name: Dhu al-Nun. Others are read word for word.
    fn after_dhu(&self, next: &Self) -> Option<String> {
        let article = if next.has_article { "l" } else { "" };
        let end = format!("{article}{}", next.letters);
        let is_name = DHU.contains(&self.letters.as_str()) && next.prefix.is_none();
        (is_name && is_known(&format!("{}{end}", self.letters))).then_some(end)
    }

    /// The spellings of the word after the first one of a title.
    fn end_of_title(&self, next: &Self) -> Option<[&'static str; 2]> {
        let title = TITLES.iter().find(|(begin, end, _)| begin.contains(&self.core()) && end.contains(&next.core()));
        title.map(|(_, _, spellings)| *spellings)
    }

    /// Appends a word that is part of the name, with its normalized spelling in Latin and in Arabic.
    fn append(&mut self, other: &Self, [latin, arabic]: [&str; 2]) {
        let end = if self.script == Script::Arabic { arabic } else { latin };
        self.text = format!("{} {}", self.text, other.text);
        self.letters.push_str(end);
        if let Some(bare) = &mut self.bare {
            bare.push_str(end);
        }
    }

    fn split_arabic(&mut self) {
        // The article of a family: العبدالله.
        if let Some(abd) = self.letters.strip_prefix("ال").filter(|rest| rest.starts_with("عبدال")) {
            (self.letters, self.has_article) = (abd.to_owned(), true);
        }
        let letters = self.letters.as_str();
        let length = letters.chars().count();
        if self.prefix.is_none()
            && length > 5
            && let Some(rest) = letters.strip_prefix("عبدال")
        {
            self.prefix = Some(Prefix::Abd);
            self.letters =
                if ["له", "لله", "ه"].contains(&rest) { "الله".to_owned() } else { rest.to_owned() };
            return;
        }
        // Abd without the article: عبدربه. A rest of two letters is an ending, as in عبدون, unless it is short of Allah.
        if self.prefix.is_none()
            && let Some(rest) = letters.strip_prefix("عبد").filter(|rest| rest.chars().count() > 2)
        {
            self.prefix = Some(Prefix::Abd);
            self.letters = if ["لله", "لاه"].contains(&rest) { "الله".to_owned() } else { rest.to_owned() };
            return;
        }
        if self.prefix.is_none()
            && length > 5
            && let Some(rest) = letters.strip_prefix("ابو")
        {
            self.prefix = Some(Prefix::Abu);
            self.letters = rest.strip_prefix("ال").filter(|rest| rest.chars().count() > 2).unwrap_or(rest).to_owned();
            return;
        }
        if self.prefix.is_none()
            && let Some(bakr) = after_bou(letters)
        {
            self.prefix = Some(Prefix::Abu);
            self.letters = bakr;
            return;
        }
        if let Some(rest) = letters.strip_suffix("الدين").filter(|rest| rest.chars().count() > 1) {
            self.letters = format!("{rest}دين");
            return;
        }
        if self.prefix == Some(Prefix::Abd) && letters == "الله" {
            return;
        }
        self.bare = letters.strip_prefix("ال").filter(|rest| rest.chars().count() > 1).map(str::to_owned);
        if self.prefix.is_some()
            && let Some(bare) = self.bare.take()
        {
            self.letters = bare;
        }
    }

    fn split_latin(&mut self) {
        for (doubled, sound) in DOUBLED {
            if self.letters.contains(doubled) {
                self.letters = self.letters.replace(doubled, sound);
            }
        }
        if let Some(abd) = self.letters.strip_prefix("al").filter(|rest| rest.starts_with("abd")) {
            (self.letters, self.has_article) = (abd.to_owned(), true);
        }
        let letters = self.letters.as_str();
        if self.prefix.is_none()
            && let Some(stem) = after_abd(letters)
        {
            self.prefix = Some(Prefix::Abd);
            self.letters = stem;
            return;
        }
        if self.prefix == Some(Prefix::Abd) && ALLAH.contains(&letters) {
            self.letters = "allah".to_owned();
            return;
        }
        if self.prefix.is_none()
            && let Some(bakr) = after_bou(letters)
        {
            self.prefix = Some(Prefix::Abu);
            self.letters = bakr;
            return;
        }
        let after_article = |rest: &str| {
            let bare = ["al", "el", "l"].iter().find_map(|article| rest.strip_prefix(article));
            bare.filter(|bare| bare.len() > 3).unwrap_or(rest).to_owned()
        };
        let abu =
            ["abou", "abu", "abol"].iter().find_map(|abu| letters.strip_prefix(abu)).filter(|rest| rest.len() > 2);
        // Other names begin as the Turkish Ebu: Ebubechi. With an article it is certain: Ebulfez.
        let has_article = |rest: &str| rest.starts_with('l') && !rest[1..].starts_with(['a', 'e', 'i', 'o', 'u']);
        let is_name = |rest: &str| rest.len() > 3 && has_article(rest) || is_known(&after_article(rest));
        let ebu = || letters.strip_prefix("ebu").filter(|rest| is_name(rest));
        if self.prefix.is_none()
            && let Some(rest) = abu.or_else(ebu)
        {
            self.prefix = Some(Prefix::Abu);
            self.letters = after_article(rest);
            return;
        }
        let before = |endings: &[&str], least: usize, is_name: fn(&str) -> bool| {
            let mut stems = endings.iter().filter_map(|end| letters.strip_suffix(end));
            stems.find(|stem| stem.len() >= least && is_name(stem)).map(str::to_owned)
        };
        let din = before(ENDS_IN_DIN, 2, |_| true).or_else(|| before(ENDS_IN_TURKISH_DIN, 3, is_known));
        if let Some(rest) = din {
            self.letters = format!("{rest}din");
            return;
        }
        let is_title = word(letters).is_some_and(|word| word.title.is_some());
        let allah = before(ENDS_IN_ALLAH, 3, |_| true).or_else(|| before(ENDS_IN_SHORT_ALLAH, 3, is_known));
        if let Some(rest) = allah.filter(|_| !is_title) {
            self.letters = format!("{rest}allah");
            return;
        }
        self.bare = without_article(letters).map(str::to_owned);
    }
}

/// Whether it is an Arabic name that is known.
fn is_known(letters: &str) -> bool {
    entry(letters).is_some_and(|known| known.is_arabic)
}

/// Bakr in Abu Bakr, the kunya that is a given name too, where it is spelled without its first letter: Boubacar.
fn after_bou(letters: &str) -> Option<String> {
    let bakr = ["bou", "bu", "بو"].iter().find_map(|bou| letters.strip_prefix(bou))?;
    entry(bakr).zip(entry("بكر")).is_some_and(|(one, other)| one.shares_name(other)).then(|| bakr.to_owned())
}

/// How Abdallah ends after its vowel, in West Africa as Abdoulaye.
const ENDS_OF_ABDALLAH: &[&str] =
    &["lah", "llah", "lla", "lahi", "llahi", "laahi", "llaahi", "lai", "llai", "laye", "llaye"];

/// The rest of a word that begins with Abd, Abdul, Abder or the like, in Somali with Cabd, or with its letters exchanged.
fn after_abd(letters: &str) -> Option<String> {
    let rest = ["abd", "cabd", "adb"].iter().find_map(|abd| letters.strip_prefix(abd))?;
    let stem = rest.trim_start_matches(['a', 'e', 'i', 'o', 'u']);
    let vowels = rest.len() - stem.len();
    let least = match vowels {
        0 => 4,
        1 | 2 => 3,
        _ => return None,
    };
    if stem.len() < least {
        return None;
    }
    if ENDS_OF_ABDALLAH.contains(&stem) {
        return Some("allah".to_owned());
    }
    let mut signs = stem.chars();
    let (first, second) = (signs.next()?, signs.next()?);
    let is_doubled = first == second || first == 'l';
    Some(if is_doubled && stem.len() > 3 { stem[1..].to_owned() } else { stem.to_owned() })
}

/// A Latin word without the article, Ben or Bin that it begins with.
fn without_article(letters: &str) -> Option<&str> {
    let is_vowel = |letter: char| "aeiou".contains(letter);
    let after = |article: &str| letters.strip_prefix(article).filter(|rest| rest.len() > 2);
    // Binalshibh has an article after the word for son, Benallal and Benaissa have none, and Benalcazar has neither.
    let after_both = ["binal", "binel", "benal", "benel"].iter().find_map(|son| after(son));
    if let Some(name) = after_both.filter(|name| is_known(name)) {
        return Some(name);
    }
    if let Some(rest) = ["al", "el", "ul", "ben", "bin"].iter().find_map(|article| after(article)) {
        return Some(rest);
    }
    let mut signs = letters.chars();
    let (first, second, third) = (signs.next()?, signs.next()?, signs.next()?);
    let is_spoken = "ae".contains(first) && second == third && !is_vowel(second) && letters.len() > 4;
    is_spoken.then(|| &letters[2..])
}
