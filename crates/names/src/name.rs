//! A name, taken apart once to be compared with many.

use super::fold::fold;
use super::letters::Script;
use super::lexicon::{self, Entry, RARE};
use super::reading::{Reading, read};
use super::spelling::Spelling;
use super::words::{Concept, Title, word};

/// What bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bearer {
    Person,
    Organization,
}

/// A name, taken apart once to be compared with many.
#[derive(Debug, Clone)]
pub struct Name {
    pub(super) parts: Vec<Part>,
    pub(super) bearer: Bearer,
    /// Whether the bearer was told, not guessed.
    pub(super) is_told: bool,
    /// Its letters and digits with single spaces, to tell whether two names are the same.
    pub(super) plain: Box<str>,
}

/// A part of a name: a word, or what is one name in several.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// As it is written.
    pub text: Box<str>,
    pub role: Role,
    /// What it stands with to make one name.
    pub prefix: Option<Prefix>,
    /// Whether an article stands before it, apart.
    pub has_article: bool,
    pub whole: Spelling,
    /// Without the article, or the like, that it begins with.
    pub bare: Option<Spelling>,
    /// How much it tells, in (0, 1].
    pub weight: f32,
    pub known: Option<&'static Entry>,
    pub concept: Option<Concept>,
}

/// What a part is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Proper,
    Title,
    Particle(u8),
    LegalForm,
}

/// What makes one name with the word that follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prefix {
    /// Servant of: Abd al-.
    Abd,
    /// Father of: Abu.
    Abu,
    /// Mother of: Umm.
    Umm,
}

impl Name {
    /// Takes a name apart. Any text is taken; of a very long one only the beginning counts. Without a bearer, it is taken
    /// for that of an organization if one of its words says so.
    pub fn new(text: &str, bearer: Option<Bearer>) -> Self {
        let (readings, is_cut) = read(text);
        let plain = readings.iter().map(Reading::plain).collect::<Vec<_>>().join(" ");
        // Of a very long name only the beginning is compared, but it is the same as itself alone.
        let plain = if is_cut { fold(text) } else { plain };
        let is_told = bearer.is_some();
        let bearer = bearer.unwrap_or_else(|| {
            let is_telling = |reading: &Reading| {
                // With the article it is a rank: the general is al-Liwa, the brigade Liwa.
                let is_rank = reading.bare.as_deref().and_then(word).is_some_and(|word| word.title.is_some());
                !is_rank && reading.concept().is_some_and(|concept| concept.is_telling)
            };
            let has_form =
                readings.last().is_some_and(|last| word(&last.letters).is_some_and(|word| word.is_legal_form));
            if has_form || readings.iter().any(is_telling) { Bearer::Organization } else { Bearer::Person }
        });
        let last = readings.len().saturating_sub(1);
        let numbered = readings
            .into_iter()
            .enumerate()
            .map(|(place, reading)| reading.numbered(bearer, 0 < place && place == last));
        let mut parts: Vec<Part> =
            numbered.map(|reading| Part::new(reading, bearer, is_told && bearer == Bearer::Person)).collect();
        if parts.iter().all(|part| part.role != Role::Proper) {
            // A name is no title alone, and no particle.
            parts.iter_mut().for_each(|part| part.role = Role::Proper);
        }
        if bearer == Bearer::Person {
            tell_titles(&mut parts);
        }
        Self { parts, bearer, is_told, plain: plain.into() }
    }

    /// Whether it has no letter and no digit, and is like no other.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}

/// What may be a name as well is a title only where the name begins with it, and two parts remain: not in Sultan bin Zayed.
fn tell_titles(parts: &mut [Part]) {
    let mut remaining = parts.iter().filter(|part| part.role == Role::Proper).count();
    for place in 0..parts.len() {
        let is_either = word(&parts[place].letters()).is_some_and(|word| word.title == Some(Title::Either));
        let is_before_name = parts.get(place + 1).is_some_and(|next| !matches!(next.role, Role::Particle(_)));
        match parts[place].role {
            Role::Title => {}
            Role::Proper if is_either && parts[place].prefix.is_none() && is_before_name && remaining > 2 => {
                parts[place].role = Role::Title;
                remaining -= 1;
            }
            _ => break,
        }
    }
}

impl Part {
    fn new(reading: Reading, bearer: Bearer, is_told_person: bool) -> Self {
        let script = reading.script;
        let whole = Spelling::new(script, &reading.letters);
        let concept = if is_told_person { None } else { reading.concept() };
        let role = reading.role(bearer);
        let of_bare = reading.bare.as_deref().and_then(lexicon::entry);
        let of_whole = lexicon::entry(&reading.letters);
        // What begins like an article need not be one: Essam is no al-Sam.
        let has_bare = script == Script::Arabic || of_bare.is_some() || of_whole.is_none();
        let bare = reading.bare.as_deref().filter(|_| has_bare).map(|letters| Spelling::new(script, letters));
        let known = if script == Script::Arabic { of_bare.or(of_whole) } else { of_whole.or(of_bare) };
        // With what it stands with, even a common word makes a name that is less so.
        let weight = known.map_or(RARE, |known| known.weight + if reading.prefix.is_some() { 0.15 } else { 0.0 });
        Self {
            text: reading.text.into(),
            role,
            prefix: reading.prefix,
            has_article: reading.has_article,
            whole,
            bare,
            weight: weight.min(RARE),
            known,
            concept,
        }
    }

    /// Its letters, without what it begins with.
    pub fn letters(&self) -> String {
        self.bare.as_ref().unwrap_or(&self.whole).text()
    }
}
