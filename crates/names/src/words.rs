//! Words with a special role in names: titles, particles, legal forms, and words that name types of organizations.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::adjectives::stem_of_adjective;
use super::legal_forms::{Stands, words_of_forms};
use super::lexicon::entry;
use super::slavic::is_given_name;

/// The special roles of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Word {
    pub title: Option<Title>,
    /// The number of the particle; all its spellings have the same.
    pub particle: Option<u8>,
    /// Whether it only links other words in the name of an organization.
    pub is_link: bool,
    /// Its meaning in the name of an organization.
    pub concept: Option<Concept>,
    /// Where it is the legal form of an organization.
    pub legal_form: Option<Stands>,
}

/// Whether a word is always a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Title {
    Sure,
    /// It can be a name too: it is a title only at the beginning.
    Either,
    /// It can be a name too, but is a title anywhere.
    Inside,
}

/// The meaning of a word in names of organizations, independent of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Concept {
    number: u16,
    /// Other meanings of the word; equal to `number` if there are none.
    others: [u16; 2],
    pub usage: Usage,
}

/// How organizations use a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Usage {
    /// Only organizations have it in their names: it says what kind of organization it is.
    Kind,
    /// It says what they do.
    Trade,
    /// Many brands have it in their names.
    Common,
    /// It is a place.
    Place,
}

impl Concept {
    /// The numbers of the meanings; some may be the same.
    pub fn meanings(&self) -> [u16; 3] {
        [self.number, self.others[0], self.others[1]]
    }

    /// The same with another meaning, which takes the place of the third if there are three.
    fn with(self, number: u16) -> Self {
        if self.meanings().contains(&number) {
            return self;
        }
        let second = if self.others[0] == self.number { number } else { self.others[0] };
        Self { others: [second, number], ..self }
    }

    /// The same with the meanings of another, as far as three are enough.
    pub fn with_all(self, other: Self) -> Self {
        other.meanings().into_iter().fold(self, Self::with)
    }

    pub fn shares_meaning(&self, other: &Self) -> bool {
        let others = other.meanings();
        self.meanings().iter().any(|number| others.contains(number))
    }
}

/// "And" in Latin letters: no acronym has its letter.
pub const AND: [&str; 4] = ["and", "y", "und", "et"];

/// Particles that link a name to that of the father, the mother or the family. Each line has the spellings of one
/// particle.
const PARTICLES: &[&str] = &[
    "bin ben ibn ebn بن ابن בנ",
    "bint bent binte بنت ابنة בת",
    "ould wuld weld walad ولد",
    "mint منت",
    "ait ayt ايت",
    "ag اغ اق",
    "al el ال אל",
    "de du des da di do dos della del los las von van der den la le les ter دي دو دا فون فان",
    "of the and for in to on at by with from y et und wa wal va ve fi lil li ul و في من عن مع او در از براي",
];

/// Other words that link those of organizations. People have some of them as names.
const LINKS: &str = "und og och oraz dlya dla pri pre pentru para por con dans pour aux au sous par della dello degli delle nella \
    sul fur zum zur dem voor op het een till ved هاي ها كي كا اور";

/// Ordinals and the numbers that stand for them.
const ORDINALS: &[(&str, &str)] = &[
    ("1", "first premier premiere primero primera erste erster pervy pervyy pervaya birinci avval اول اولي"),
    ("2", "ii second deuxieme segundo segunda zweite zweiter vtoroy vtoraya ikinci dovvom ثاني ثانية"),
    ("3", "iii third troisieme tercero tercera dritte dritter tretiy tretya ucuncu sevvom ثالث ثالثة"),
    ("4", "iv fourth quatrieme cuarto cuarta vierte chetverty dorduncu chaharom رابع رابعة"),
    ("5", "fifth cinquieme quinto quinta funfte pyaty besinci panjom خامس خامسة"),
    ("6", "vi sixth sixieme sexto sexta sechste shestoy altinci sheshom سادس سادسة"),
    ("7", "seventh septieme septimo septima siebte sedmoy yedinci haftom سابع سابعة"),
    ("8", "eighth huitieme octavo octava achte vosmoy sekizinci hashtom ثامن ثامنة"),
    ("9", "ninth neuvieme noveno novena neunte devyaty dokuzuncu nohom تاسع تاسعة"),
    ("10", "tenth dixieme decimo decima zehnte desyaty onuncu dahom عاشر عاشرة"),
    ("11", "eleventh onzieme"),
    ("12", "twelfth douzieme"),
    ("20", "twentieth vingtieme عشرون عشرين"),
];

/// Numbers in words, which stand for a number at the end of a name: Company Four.
const CARDINALS: &[&str] =
    &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// The special roles of a word in plain letters. Persian ends in ه where Arabic does in ة.
pub fn word(letters: &str) -> Option<&'static Word> {
    let with = |stem: &str, ending: char| WORDS.get(format!("{stem}{ending}").as_str());
    match letters.strip_suffix('ى') {
        Some(stem) => with(stem, 'ي'),
        None => WORDS.get(letters).or_else(|| with(letters.strip_suffix('ه')?, 'ة')),
    }
}

/// The meaning of a Latin word that ends in Persian ezafe or an Arabic article (sherkate, harakatul), that begins with an
/// article (liltijarah), that is an English plural or its singular, or another form of a Slavic adjective (stroitelnaya), that
/// differs only by the vowels it ends in, as the cases of many languages do (ministerstva), or that is another spelling of a
/// word from Arabic letters (khairiyyah).
pub fn inflected_concept(letters: &str, is_transliterated: bool) -> Option<Concept> {
    const BEGINNINGS: &[&str] = &["lil", "wal", "al", "el"];
    const ENDINGS: &[&str] = &["ye", "e", "ul", "s"];
    /// The least letters without the ending, and of a word that is spelled by its sound.
    const STEM: usize = 4;
    const SPELLED: usize = 6;
    let stems = ENDINGS.iter().filter_map(|ending| letters.strip_suffix(ending)).filter(|stem| stem.len() >= STEM);
    let bare = BEGINNINGS.iter().filter_map(|begin| letters.strip_prefix(begin)).filter(|bare| bare.len() > STEM);
    let plural = (letters.len() >= STEM).then(|| format!("{letters}s"));
    let forms = stems.chain(bare).chain(plural.as_deref()).filter_map(|form| WORDS.get(form)?.concept);
    let mut forms = forms.filter(|concept| concept.usage < Usage::Common);
    let of_adjective = || adjective(letters).and_then(|stem| BY_ADJECTIVE.get(stem).copied().or_else(|| of_noun(stem)));
    // A Latin word with a short stem may be a name: Marino is not marine.
    let is_sure = |stem: &&str| is_transliterated || stem.len() > STEM_OF_NOUN;
    let is_name = || entry(letters).is_some() || is_given_name(letters);
    let of_case = || BY_NOUN.get(noun(letters).filter(is_sure)?).copied().filter(|_| !is_name());
    forms.next().or_else(of_adjective).or_else(of_case).or_else(|| {
        let is_spelled = letters.is_ascii() && letters.len() >= SPELLED && !is_name();
        if is_spelled { BY_SOUND.get(&sound(letters)).copied() } else { None }
    })
}

/// What a word that may be a Slavic adjective has without its ending, also a short one.
fn adjective(letters: &str) -> Option<&str> {
    stem_of_adjective(letters, true)
}

/// The meanings of Slavic adjectives, by what they have without an ending.
static BY_ADJECTIVE: LazyLock<FxHashMap<&str, Concept>> = LazyLock::new(|| by_stem(adjective, Usage::Place));

/// The meanings of words in a usage up to this, by their stems.
fn by_stem(stem: fn(&str) -> Option<&str>, most: Usage) -> FxHashMap<&'static str, Concept> {
    let mut listed: Vec<(&str, Concept)> =
        WORDS.iter().filter_map(|(word, known)| Some((stem(word)?, known.concept?))).collect();
    listed.retain(|(_, concept)| concept.usage <= most);
    listed.sort_by_key(|(stem, concept)| (*stem, concept.number));
    listed.into_iter().rev().collect()
}

/// The meaning of the noun that a Slavic adjective with this stem is made of: vertoletny of vertolet.
fn of_noun(stem: &str) -> Option<Concept> {
    const ENDINGS: &[&str] = &["ovsk", "evsk", "sk", "ov", "n"];
    let nouns = ENDINGS.iter().filter_map(|ending| stem.strip_suffix(ending)).filter(|noun| noun.len() >= STEM_OF_NOUN);
    let mut concepts = nouns.filter_map(|noun| BY_NOUN.get(noun).copied().or_else(|| WORDS.get(noun)?.concept));
    concepts.find(|concept| concept.usage <= Usage::Trade)
}

/// The least letters of a noun without its ending.
const STEM_OF_NOUN: usize = 5;

/// What a Latin word has without the vowels that it ends in.
fn noun(letters: &str) -> Option<&str> {
    let stem = letters.trim_end_matches(['a', 'e', 'i', 'o', 'u', 'y']);
    (letters.is_ascii() && stem.len() >= STEM_OF_NOUN).then_some(stem)
}

/// The kinds and trades of organizations by what their Latin words have without the vowels that they end in.
static BY_NOUN: LazyLock<FxHashMap<&str, Concept>> = LazyLock::new(|| by_stem(noun, Usage::Trade));

/// How a transliterated word sounds, roughly: one letter for those that the spellings of Arabic and Persian interchange.
pub(super) fn sound(letters: &str) -> String {
    let mut sound = String::with_capacity(letters.len());
    for letter in letters.trim_end_matches('h').chars() {
        let letter = match letter {
            'e' | 'y' | 'j' => 'i',
            'o' | 'w' => 'u',
            'q' => 'k',
            other => other,
        };
        let is_silent = letter == 'h' && sound.ends_with(['k', 'g', 't', 'd']);
        if !is_silent && !sound.ends_with(letter) {
            sound.push(letter);
        }
    }
    sound
}

/// The kinds and trades of organizations by how their Latin words sound.
static BY_SOUND: LazyLock<FxHashMap<String, Concept>> = LazyLock::new(|| {
    let mut listed: Vec<(&str, Concept)> =
        WORDS.iter().filter_map(|(word, known)| Some((word.as_ref(), known.concept?))).collect();
    listed.retain(|(word, concept)| word.is_ascii() && concept.usage < Usage::Common);
    listed.sort_by_key(|(word, _)| *word);
    listed.into_iter().map(|(word, concept)| (sound(word), concept)).collect()
});

/// The number that an ordinal stands for. Persian ones may end in ezafe: haftome.
pub fn ordinal(letters: &str) -> Option<&'static str> {
    static NUMBERS: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
        ORDINALS.iter().flat_map(|(number, words)| words.split(' ').map(|word| (word, *number))).collect()
    });
    let arabic = letters.strip_suffix('ى').map(|stem| format!("{stem}ي").into());
    let persian = letters.strip_suffix('e').filter(|stem| stem.ends_with("om")).map(Cow::from);
    let mut forms = [Some(Cow::from(letters)), arabic, persian].into_iter().flatten();
    forms.find_map(|form| NUMBERS.get(&*form).copied())
}

/// The number that a word at the end of a name stands for.
pub fn cardinal(letters: &str) -> Option<String> {
    let place = CARDINALS.iter().position(|word| *word == letters)?;
    Some((place + 1).to_string())
}

/// The numbers of meanings by the names of their lines. Lines with the same name have one meaning: a trade and a word of brands
/// may be the same.
static MEANINGS: LazyLock<FxHashMap<&str, u16>> = LazyLock::new(|| {
    let mut numbers: FxHashMap<&str, u16> = FxHashMap::default();
    for (name, _) in parts(include_str!("words/concepts.txt")).flatten().filter_map(|line| line.split_once(": ")) {
        let next = numbers.len() as u16;
        numbers.entry(name).or_insert(next);
    }
    numbers
});

/// What a kind of organizations means that has the meanings with these names.
pub fn concept_of_kind<'a>(names: impl Iterator<Item = &'a str>) -> Option<Concept> {
    let mut numbers = names.filter_map(|name| MEANINGS.get(name).copied());
    let number = numbers.next()?;
    Some(numbers.fold(Concept { number, others: [number; 2], usage: Usage::Kind }, Concept::with))
}

static WORDS: LazyLock<FxHashMap<Cow<'static, str>, Word>> = LazyLock::new(|| {
    let mut words: FxHashMap<Cow<str>, Word> = FxHashMap::default();
    for (part, kind) in parts(include_str!("words/titles.txt")).zip([Title::Sure, Title::Either, Title::Inside]) {
        for word in part.iter().flat_map(|line| line.split(' ')) {
            words.entry(word.into()).or_default().title = Some(kind);
        }
    }
    for (number, spellings) in (0..).zip(PARTICLES) {
        spellings.split(' ').for_each(|word| words.entry(word.into()).or_default().particle = Some(number));
    }
    LINKS.split(' ').for_each(|word| words.entry(word.into()).or_default().is_link = true);
    let usages = [Usage::Kind, Usage::Trade, Usage::Place, Usage::Common];
    for (part, usage) in parts(include_str!("words/concepts.txt")).zip(usages) {
        for (name, spellings) in part.iter().filter_map(|line| line.split_once(": ")) {
            let number = MEANINGS[name];
            for word in spellings.split(' ') {
                let concept = &mut words.entry(word.into()).or_default().concept;
                let new = Concept { number, others: [number; 2], usage };
                *concept = Some(concept.map_or(new, |known| known.with(number)));
            }
        }
    }
    let mut listed: Vec<(Cow<str>, Concept)> =
        words.iter().filter_map(|(word, known)| Some((word.clone(), known.concept?))).collect();
    listed.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut derived: FxHashSet<String> = FxHashSet::default();
    for (word, concept) in listed {
        for form in forms(&word) {
            let is_feminine = word.ends_with('ي') && form.strip_suffix('ة') == Some(&word);
            let known = words.entry(form.clone().into()).or_insert_with(|| {
                derived.insert(form.clone());
                Word::default()
            });
            if is_feminine || derived.contains(&form) {
                known.concept = Some(known.concept.map_or(concept, |known| known.with_all(concept)));
            }
        }
    }
    for (word, stands) in words_of_forms() {
        words.entry(word.into()).or_default().legal_form = Some(stands);
    }
    words
});

/// The inflected forms of an Arabic noun with the same meaning: adjective, feminine, plural. Some may not exist, which
/// does no harm.
fn forms(word: &str) -> Vec<String> {
    const ENDINGS: [&str; 5] = ["ية", "ي", "ة", "ات", "ين"];
    if word.is_ascii() {
        return Vec::new();
    }
    let stem = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending)).filter(|stem| stem.chars().count() > 2);
    let stem = stem.unwrap_or(word);
    let ended = ENDINGS.iter().map(|ending| format!("{stem}{ending}"));
    if stem == word { ended.collect() } else { ended.chain([stem.to_owned()]).collect() }
}

/// The lines of each part of a file. Empty lines separate parts; lines that begin with # are comments.
pub(super) fn parts(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.split("\n\n").map(|part| part.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect())
}
