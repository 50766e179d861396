//! A parsed name.

use super::fold::fold;
use super::letters::Script;
use super::lexicon::{self, Entry, RARE};
use super::reading::{Reading, read};
use super::spelling::Spelling;
use super::words::{Concept, Title, word};

/// Whether a name is that of a person or of an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bearer {
    Person,
    Organization,
}

/// A parsed name: parsed once, it can be compared with many others.
#[derive(Debug, Clone)]
pub struct Name {
    pub(super) parts: Vec<Part>,
    pub(super) bearer: Bearer,
    /// Whether the bearer was given by the caller, not guessed.
    pub(super) is_bearer_given: bool,
    /// The normalized text: letters and digits with single spaces. Two names are equal if these are.
    pub(super) plain: Box<str>,
}

/// A part of a name: a word, or several words that form one name.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// As written.
    pub text: Box<str>,
    pub role: Role,
    /// The word before it that is part of the name, such as Abd.
    pub prefix: Option<Prefix>,
    /// Whether a separate article precedes it.
    pub has_article: bool,
    pub whole: Spelling,
    /// The word without the article, Ben or Bin that it begins with.
    pub bare: Option<Spelling>,
    /// How well it identifies the bearer, in (0, 1].
    pub weight: f32,
    pub known: Option<&'static Entry>,
    pub concept: Option<Concept>,
}

/// The role of a part in the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Proper,
    Title,
    /// The number identifies the particle; all its spellings have the same.
    Particle(u8),
    LegalForm,
}

/// A word that forms one name with the word after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prefix {
    /// "Servant of".
    Abd,
    /// "Father of".
    Abu,
    /// "Mother of".
    Umm,
}

impl Name {
    /// Parses a name. Accepts any text; only the beginning of a very long one is parsed. Without a bearer, the name is
    /// taken to be that of an organization if it has a word that only organizations have in their names, or ends in a
    /// legal form.
    pub fn new(text: &str, bearer: Option<Bearer>) -> Self {
        let (readings, is_cut) = read(text);
        let plain = readings.iter().map(Reading::plain).collect::<Vec<_>>().join(" ");
        // Only the beginning of a very long name is parsed, but names must not be equal if only the beginnings are.
        let plain = if is_cut { fold(text) } else { plain };
        let is_bearer_given = bearer.is_some();
        let bearer = bearer.unwrap_or_else(|| {
            let is_telling = |reading: &Reading| {
                // With the article it is a rank: al-Liwa is a general, Liwa a brigade.
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
            numbered.map(|reading| Part::new(reading, bearer, is_bearer_given && bearer == Bearer::Person)).collect();
        if parts.iter().all(|part| part.role != Role::Proper) {
            // A name does not consist of titles and particles only.
            parts.iter_mut().for_each(|part| part.role = Role::Proper);
        }
        if bearer == Bearer::Person {
            mark_ambiguous_titles(&mut parts);
        }
        Self { parts, bearer, is_bearer_given, plain: plain.into() }
    }

    /// Whether the text has no letter and no digit. Such a name matches no other.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }
}

/// Marks words that can be titles or names as titles, if the name begins with them and at least two other parts remain.
/// So Sultan is a name in Sultan bin Zayed.
fn mark_ambiguous_titles(parts: &mut [Part]) {
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
    fn new(reading: Reading, bearer: Bearer, is_certainly_person: bool) -> Self {
        let script = reading.script;
        let whole = Spelling::new(script, &reading.letters);
        let concept = if is_certainly_person { None } else { reading.concept() };
        let role = reading.role(bearer);
        let of_bare = reading.bare.as_deref().and_then(lexicon::entry);
        let of_whole = lexicon::entry(&reading.letters);
        // A Latin word that begins like an article may have none: Essam is not al-Sam.
        let has_bare = script == Script::Arabic || of_bare.is_some() || of_whole.is_none();
        let bare = reading.bare.as_deref().filter(|_| has_bare).map(|letters| Spelling::new(script, letters));
        let known = if script == Script::Arabic { of_bare.or(of_whole) } else { of_whole.or(of_bare) };
        // A common word with a prefix is a less common name.
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

    /// Its letters, without the article.
    pub fn letters(&self) -> String {
        self.bare.as_ref().unwrap_or(&self.whole).text()
    }
}
