//! A name that is read: its parts, and their roles.

use std::ops::Deref;
use std::sync::Arc;

use super::abbreviation::Beginnings;
use super::adjectives::stem_of_name;
use super::cantonese::readings;
use super::east_asian::{Syllabic, characters, is_chinese_word, is_family, simplified, syllable, two_syllables};
use super::fold::fold;
use super::forms::{before_ending_of_compound, without_ending};
use super::interned::{hash, interned};
use super::joined::Joined;
use super::kinds::OfKind;
use super::letters::Script;
use super::lexicon::{self, Entry, RARE};
use super::name::Bearer;
use super::ordinary::is_ordinary;
use super::reading::{Reading, ends_in_form_of_initials, read};
use super::slavic::{Father, Slavic};
use super::spelling::Spelling;
use super::words::{Concept, Title, Usage, word};

/// A name, read as that of a person or of an organization.
#[derive(Debug, Clone)]
pub(super) struct Parsed {
    pub parts: Vec<Part>,
    pub bearer: Bearer,
    /// Whether the bearer was given, or seems to be such a one.
    pub is_likely: bool,
    /// The normalized text: letters and digits with single spaces, and characters that are syllables without any. Two names
    /// are equal if these are.
    pub plain: Box<str>,
    pub beginnings: Beginnings,
    /// Of each part, what is known of it and the next as one word.
    pub joined: Box<[Option<Joined>]>,
}

/// A part of a name: a word, or several words that form one name.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// As written.
    pub text: Box<str>,
    pub role: Role,
    /// Set for words that can be titles where they stand, and names too.
    pub title: Option<Title>,
    /// Whether it is an initial that may belong to the legal form of an organization.
    pub may_be_form: bool,
    /// A hash of all that its lexeme follows from.
    pub word: u64,
    /// What it is wherever it stands.
    pub lexeme: Arc<Lexeme>,
}

/// What a part of a name is, wherever it stands. All names with it share it.
#[derive(Debug, Clone)]
pub(super) struct Lexeme {
    /// Its role, unless its place gives it another.
    pub role_alone: Role,
    /// Set for words that can be titles in some places.
    pub title_somewhere: Option<Title>,
    /// The word before it that is part of the name, such as Abd.
    pub prefix: Option<Prefix>,
    /// Whether a separate article precedes it.
    pub has_article: bool,
    pub whole: Spelling,
    /// Whether it is written in a script that was converted to Latin letters.
    pub is_transliterated: bool,
    /// The word without the article, Ben or Bin that it begins with.
    pub bare: Option<Spelling>,
    /// How well it identifies the bearer, in (0, 1].
    pub weight: f32,
    /// The same where it is spelled like a word of the other name: the meaning that it has elsewhere does not count.
    pub weight_spelled: f32,
    pub known: Option<&'static Entry>,
    pub concept: Option<Concept>,
    /// Whether it is an ordinary word in the name of an organization.
    pub is_ordinary: bool,
    /// What stands for a phrase that names a kind in the abbreviation of a name.
    pub short: Box<[Spelling]>,
    /// Set for words in the form of East Slavic names of people.
    pub slavic: Option<Slavic>,
    /// The known name before al-Din or Allah in the name of a person.
    pub before_ending: Option<&'static Entry>,
    /// A Latin word without the ending that it has: in the name of a person a Russian or Tajik one, in that of an
    /// organization one of a Slavic adjective.
    pub without_ending: Option<Box<str>>,
    /// The script, if it is one that writes a syllable with each character.
    pub syllabic: Option<Syllabic>,
    /// Whether it is a syllable in pinyin among others in the name of an organization: together they are one name.
    pub is_pinyin: bool,
    /// The sound of a word that is one syllable of a Chinese or Korean name.
    pub syllable: Option<Box<str>>,
    /// The same of a word that is two syllables.
    pub two_syllables: Option<Box<str>>,
    /// How a word of two syllables in pinyin sounds in Cantonese.
    pub cantonese: Box<[Box<str>]>,
}

impl Deref for Part {
    type Target = Lexeme;

    fn deref(&self) -> &Lexeme {
        &self.lexeme
    }
}

/// The role of a part in the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Role {
    Proper,
    Title,
    /// The number identifies the particle; all its spellings have the same.
    Particle(u8),
    LegalForm,
}

/// A word that forms one name with the word after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Prefix {
    /// "Servant of".
    Abd,
    /// "Father of".
    Abu,
    /// "Mother of".
    Umm,
}

impl Parsed {
    /// Reads the name of such a bearer.
    pub fn new(text: &str, bearer: Bearer, is_likely: bool) -> Self {
        let (readings, is_cut) = read(text, Some(bearer));
        let of_words = || readings.iter().map(Reading::plain).collect::<Vec<_>>().join(" ");
        let plain = characters(text).unwrap_or_else(of_words);
        // Only the beginning of a very long name is parsed, but names must not be equal if only the beginnings are.
        let plain = if is_cut { fold(text) } else { plain };
        let last = readings.len().saturating_sub(1);
        let numbered = readings
            .into_iter()
            .enumerate()
            .map(|(place, reading)| reading.numbered(bearer, 0 < place && place == last));
        let mut parts: Vec<Part> = numbered.map(|reading| Part::new(reading, bearer)).collect();
        if let Some(last) = parts.last_mut().filter(|last| matches!(last.role, Role::Particle(_))) {
            // A particle stands before a name; at the end, Bin is a name.
            last.role = Role::Proper;
        }
        if parts.iter().all(|part| part.role != Role::Proper) {
            // A name does not consist of titles and particles only.
            parts.iter_mut().for_each(|part| part.role = Role::Proper);
        }
        if bearer == Bearer::Person && !is_likely && ends_in_form_of_initials(text) {
            parts.iter_mut().filter(|part| part.is_initial()).for_each(|part| part.may_be_form = true);
        }
        let are_syllables = parts.iter().all(|part| part.is_romanized());
        if bearer == Bearer::Person && are_syllables && parts.iter().any(|part| is_family(&part.letters())) {
            // In Chinese and Korean names, Li and Bin are names.
            parts.iter_mut().for_each(|part| part.role = Role::Proper);
        }
        if bearer == Bearer::Person {
            mark_ambiguous_titles(&mut parts);
        }
        parts.shrink_to_fit();
        let (beginnings, joined) = (Beginnings::of(&parts), Joined::of(&parts));
        Self { parts, bearer, is_likely, plain: plain.into(), beginnings, joined }
    }

    /// Whose names two are compared as: people's only if both are.
    pub fn compared_as(&self, other: &Self) -> Bearer {
        if self.bearer == Bearer::Person { other.bearer } else { self.bearer }
    }

    /// The memory that it takes, in bytes, without its lexemes.
    pub fn memory(&self) -> usize {
        /// What an allocation takes beyond its size.
        const ALLOCATION: usize = 16;
        let of_part = |part: &Part| size_of::<Part>() + part.text.len() + ALLOCATION;
        let of_self = size_of::<Self>() + self.plain.len() + size_of_val(&*self.joined) + 3 * ALLOCATION;
        of_self + self.parts.iter().map(of_part).sum::<usize>()
    }
}

/// Whose name the text seems to be: that of an organization if it has a word that only organizations have in their
/// names, ends in a legal form or in a number, has one of several words, or consists of three words or more that are
/// translated.
pub(super) fn guessed(text: &str) -> Bearer {
    /// So many words that are translated are not a person's.
    const TRANSLATED: usize = 3;
    let (readings, _) = read(text, None);
    let is_telling = |reading: &Reading| {
        // With the article it is a rank: al-Liwa is a general, Liwa a brigade.
        let is_rank = reading.bare.as_deref().and_then(word).is_some_and(|word| word.title.is_some());
        !is_rank && reading.concept().is_some_and(|concept| concept.usage == Usage::Kind)
    };
    let is_syllable = |reading: &Reading| syllable(&reading.letters).is_some();
    if readings.len() > 2 && readings.iter().all(is_syllable) && is_family(&readings[0].letters) {
        // In Chinese and Korean names, what looks like a legal form is a name: Kim Jong Il.
        return Bearer::Person;
    }
    if ends_in_form_of_initials(text) {
        return Bearer::Organization;
    }
    let is_form_of_several = |reading: &Reading| reading.is_form() && reading.text.contains(' ');
    let has_form = readings.last().is_some_and(Reading::is_form) || readings.iter().any(is_form_of_several);
    let is_particle = |reading: &&Reading| matches!(reading.role(Bearer::Organization), Role::Particle(_));
    let mut words = readings.iter().filter(|reading| !is_particle(reading));
    let is_translated = words.clone().nth(TRANSLATED - 1).is_some() && words.all(|word| word.concept().is_some());
    // Vessels have numbers. So have monarchs, but these have known names, and V is an initial in Smith, John V and John V.
    let is_named = || readings.iter().any(|reading| lexicon::entry(reading.core()).is_some());
    let may_be_initial = || text.contains(',') || text.ends_with('.');
    let is_number = |reading: &Reading| match reading.script {
        Script::Number => true,
        _ => reading.is_roman() && !is_syllable(reading) && !is_named() && !may_be_initial(),
    };
    let has_number = readings.len() > 1 && readings.last().is_some_and(is_number);
    let is_organization = has_form || has_number || is_translated || readings.iter().any(is_telling);
    if is_organization { Bearer::Organization } else { Bearer::Person }
}

/// Marks words that can be titles or names as titles if at least two other parts remain: some only where the name begins
/// with them, some anywhere. So Sultan is a name in Sultan bin Zayed.
fn mark_ambiguous_titles(parts: &mut [Part]) {
    let mut remaining = parts.iter().filter(|part| part.role == Role::Proper).count();
    let mut is_beginning = true;
    for place in 0..parts.len() {
        let title = parts[place].title_somewhere;
        let is_title = title == Some(Title::Inside) || title == Some(Title::Either) && is_beginning;
        let is_before_name = parts.get(place + 1).is_some_and(|next| !matches!(next.role, Role::Particle(_)));
        let may_be = is_before_name || title == Some(Title::Inside) && !is_beginning;
        if parts[place].role == Role::Title {
            continue;
        }
        if !is_title || parts[place].prefix.is_some() || !may_be || parts[place].role != Role::Proper {
            is_beginning = false;
            continue;
        }
        parts[place].title = title;
        if remaining > 2 {
            parts[place].role = Role::Title;
            remaining -= 1;
        } else {
            is_beginning = false;
        }
    }
}

/// The weight of an ordinary word in the name of an organization, and of a number.
const ORDINARY: f32 = 0.5;
/// The weights of words that say what kind of organization it is, and what it does.
pub(super) const OF_KIND: f32 = 0.1;
pub(super) const OF_TRADE: f32 = 0.35;
/// The weight of a patronymic of a known name.
const PATRONYMIC: f32 = 0.6;

/// The weight of a word in the name of an organization by its length: the shorter it is, the more others have it. Arabic and
/// Hebrew do not write all vowels. In the name of a person it is higher by a quarter.
fn of_length(word: &Spelling) -> f32 {
    let letters = match word.script {
        Script::Latin => word.len() as f32,
        Script::Arabic | Script::Hebrew => 1.5 * word.len() as f32,
        Script::Number => return ORDINARY,
    };
    (0.2 + 0.1 * letters).min(RARE)
}

/// A hash of all of a word that is compared.
fn hash_of_word(reading: &Reading, bearer: Bearer) -> u64 {
    let Reading { text, script, letters, bare, prefix, has_article, mark, syllabic } = reading;
    // Characters that sound alike are different names.
    let text = syllabic.map(|syllabic| (syllabic, simplified(text)));
    let of_kind = reading.kind().map(|kind| (kind.kind.concept.meanings(), &kind.initials));
    let mark = (mark.as_ref().map(std::mem::discriminant), of_kind);
    hash((bearer, script, letters, bare, prefix, has_article, mark, reading.is_transliterated(), text))
}

impl Part {
    fn new(reading: Reading, bearer: Bearer) -> Self {
        let word = hash_of_word(&reading, bearer);
        let lexeme = interned(word, || Lexeme::new(&reading, bearer));
        Self { text: reading.text.into(), role: lexeme.role_alone, title: None, may_be_form: false, word, lexeme }
    }

    /// The part and the next as one word, written so. Nothing else is known of it.
    pub fn followed_by(&self, next: &Self, whole: Spelling) -> Self {
        let lexeme = Lexeme {
            role_alone: Role::Proper,
            title_somewhere: None,
            prefix: self.prefix,
            has_article: self.has_article,
            whole,
            is_transliterated: self.is_transliterated,
            bare: None,
            weight: RARE,
            weight_spelled: RARE,
            known: None,
            concept: None,
            is_ordinary: false,
            short: Box::default(),
            slavic: None,
            before_ending: None,
            without_ending: None,
            syllabic: self.syllabic,
            is_pinyin: false,
            syllable: None,
            two_syllables: None,
            cantonese: Box::default(),
        };
        // Only characters are compared as they are written.
        let text = if self.syllabic.is_some() { format!("{}{}", self.text, next.text).into() } else { Box::default() };
        let word = hash((self.word, next.word));
        Self { text, role: lexeme.role_alone, title: None, may_be_form: false, word, lexeme: lexeme.into() }
    }
}

impl Lexeme {
    fn new(reading: &Reading, bearer: Bearer) -> Self {
        let script = reading.script;
        let whole = Spelling::new(script, &reading.letters);
        let concept = (bearer == Bearer::Organization).then(|| reading.meaning()).flatten();
        let of_bare = reading.bare.as_deref().and_then(lexicon::entry);
        let of_whole = lexicon::entry(&reading.letters);
        // A Latin word that begins like an article may have none: Essam is not al-Sam.
        let has_bare = script == Script::Arabic || of_bare.is_some() || of_whole.is_none();
        let bare = reading.bare.as_deref().filter(|_| has_bare).map(|letters| Spelling::new(script, letters));
        let core = bare.as_ref().filter(|_| script == Script::Arabic).unwrap_or(&whole);
        let known = if script == Script::Arabic { of_bare.or(of_whole) } else { of_whole.or(of_bare) };
        // A common word with a prefix is a less common name.
        let of_bearer = |known: &Entry| if bearer == Bearer::Person { known.weight_of_people } else { known.weight };
        let weight = known.map_or(RARE, |known| of_bearer(known) + if reading.prefix.is_some() { 0.15 } else { 0.0 });
        let is_latin_of_person = bearer == Bearer::Person && script == Script::Latin;
        let slavic = is_latin_of_person.then(|| Slavic::of(&reading.letters)).flatten();
        let before_ending = (bearer == Bearer::Person).then(|| before_ending_of_compound(&reading.letters)).flatten();
        let without_ending = match bearer {
            _ if script != Script::Latin => None,
            Bearer::Person => without_ending(&reading.letters),
            Bearer::Organization => stem_of_name(&reading.letters, reading.is_transliterated()),
        }
        .map(Box::from);
        let may_be_syllable = (is_latin_of_person || reading.is_pinyin()) && reading.prefix.is_none();
        let of_syllables = |sound: fn(&str) -> Option<String>| {
            may_be_syllable.then(|| sound(&reading.letters)).flatten().map(String::into_boxed_str)
        };
        let (syllable, two_syllables) = (of_syllables(syllable), of_syllables(two_syllables));
        let is_chinese = two_syllables.is_some() && !known.is_some_and(|known| known.is_arabic);
        let cantonese = if is_chinese { readings(&reading.letters) } else { Vec::new() };
        let is_patronymic = matches!(slavic, Some(Slavic::Patronymic { father: Father::Known(_), .. }));
        let weight = if is_patronymic { PATRONYMIC } else { weight };
        let is_ordinary = bearer == Bearer::Organization
            && (is_ordinary(&reading.letters) || script == Script::Latin && is_chinese_word(&reading.letters));
        let weight_spelled = match bearer {
            Bearer::Person => weight.min(of_length(core) + 0.25),
            Bearer::Organization if is_ordinary => weight.min(ORDINARY).min(of_length(core)),
            Bearer::Organization => weight.min(of_length(core)),
        }
        .min(RARE);
        let (weight, weight_spelled) = match concept.map(|concept| concept.usage) {
            None => (weight_spelled, weight_spelled),
            Some(Usage::Kind) => (OF_KIND, OF_KIND),
            Some(Usage::Trade) => (OF_TRADE, weight_spelled.max(OF_TRADE)),
            Some(Usage::Common | Usage::Place) => (ORDINARY, weight_spelled.max(ORDINARY)),
        };
        let letters = bare.as_ref().unwrap_or(&whole).text();
        let short =
            reading.kind().into_iter().flat_map(OfKind::short).map(|short| Spelling::new(script, short)).collect();
        Self {
            role_alone: reading.role(bearer),
            title_somewhere: word(&letters).and_then(|word| word.title),
            prefix: reading.prefix,
            has_article: reading.has_article,
            whole,
            is_transliterated: reading.is_transliterated(),
            bare,
            weight,
            weight_spelled,
            known,
            concept,
            is_ordinary,
            short,
            slavic,
            before_ending,
            without_ending,
            syllabic: reading.syllabic,
            is_pinyin: reading.is_pinyin(),
            syllable,
            two_syllables,
            cantonese: cantonese.into(),
        }
    }

    /// Whether it is one or two syllables of a Chinese or Korean name in Latin letters.
    pub fn is_romanized(&self) -> bool {
        self.syllable.is_some() || self.two_syllables.is_some()
    }

    /// Its letters, without the article.
    pub fn letters(&self) -> String {
        self.bare.as_ref().unwrap_or(&self.whole).text()
    }
}
