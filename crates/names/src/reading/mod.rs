//! Reading a name, step by step: its words, their order, what only organizations have, and what belongs to the word
//! before or after it.

mod affixes;
mod compounds;
mod digraphs;
mod forms;
mod kinds;
mod lookalikes;
mod palladius;
mod syllables;
mod words;

use self::affixes::joined;
use self::compounds::{split, split_trades};
use self::digraphs::in_latin;
pub(super) use self::forms::ends_in_form_of_initials;
use self::forms::{join_forms, join_initials, join_translated, mark_forms, without_links};
use self::kinds::mark_kinds_and_forms;
use self::lookalikes::unmixed;
use self::palladius::in_pinyin;
use self::syllables::{family_names_last, mark_pinyin, together_in_organization};
pub(super) use self::words::Mark;
pub(super) use self::words::WORDS;
use self::words::{Word, words};
use super::east_asian::{Syllabic, simplified};
use super::kinds::OfKind;
use super::letters::{Script, is_latin};
use super::lexicon::common_ending;
use super::name::Bearer;
use super::parsed::{Prefix, Role};
use super::words::{Concept, Title, cardinal, inflected_concept, ordinal, word};

/// A word, or several words that form one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    pub text: String,
    pub script: Script,
    pub letters: String,
    /// The letters without the article, if the word begins with one.
    pub bare: Option<String>,
    pub prefix: Option<Prefix>,
    /// Whether a separate article precedes it.
    pub has_article: bool,
    pub mark: Option<Mark>,
    /// The script, if it is one that writes a syllable with each character.
    pub syllabic: Option<Syllabic>,
}

/// What an Arabic word may begin with that is no part of it, and the least letters of the rest: many names begin as "in".
const BEGINNINGS: &[(&str, usize)] =
    &[("ال", 2), ("وال", 3), ("بال", 3), ("لل", 3), ("ولل", 3), ("وبال", 3), ("و", 3), ("ل", 3), ("ب", 4), ("وب", 4)];

impl Reading {
    pub fn core(&self) -> &str {
        self.bare.as_deref().unwrap_or(&self.letters)
    }

    /// Whether it is written in a script that was converted to Latin letters.
    pub fn is_transliterated(&self) -> bool {
        self.script == Script::Latin && !self.text.is_ascii() && self.text.chars().any(|letter| !is_latin(letter))
    }

    /// Its meaning in the name of an organization. An Arabic word may begin with the article or with the words for
    /// "and", "for" and "in".
    pub fn concept(&self) -> Option<Concept> {
        if self.prefix.is_some() {
            return None;
        }
        self.kind().map(|kind| kind.kind.concept).or_else(|| concept_of(self.script, &self.letters))
    }

    /// The same, also of a word that is inflected or spelled in another way.
    pub fn meaning(&self) -> Option<Concept> {
        let is_latin = self.script == Script::Latin && self.prefix.is_none();
        self.concept()
            .or_else(|| if is_latin { inflected_concept(&self.letters, self.is_transliterated()) } else { None })
    }

    /// Converts an ordinal or a Roman numeral to its number: in the names of organizations, and after the name of a
    /// monarch.
    pub fn numbered(self, bearer: Bearer, is_last: bool) -> Self {
        let is_behind = is_last && (self.bare.is_some() || self.letters.ends_with('i'));
        let is_organization = bearer == Bearer::Organization;
        let may_be = is_organization || is_behind;
        let number = if may_be { ordinal(self.core()).map(str::to_owned) } else { None };
        let at_end = || roman(&self.letters).or_else(|| cardinal(&self.letters)).filter(|_| is_organization && is_last);
        let number = number.or_else(at_end);
        match number {
            Some(letters) => Self { script: Script::Number, letters, bare: None, ..self },
            None => self,
        }
    }

    /// Whether it is a number in Roman numerals.
    pub fn is_roman(&self) -> bool {
        roman(&self.letters).is_some()
    }

    /// Its normalized text, by which names are tested for equality.
    pub fn plain(&self) -> String {
        let prefix = match self.prefix {
            None => "",
            Some(Prefix::Abd) => "abd+",
            Some(Prefix::Abu) => "abu+",
            Some(Prefix::Umm) => "umm+",
        };
        if self.syllabic.is_some() {
            // Characters that sound alike are different names.
            return simplified(&self.text);
        }
        // Interchangeable endings do not make a different name.
        format!("{prefix}{}", common_ending(&self.letters))
    }

    pub fn is_form(&self) -> bool {
        self.mark == Some(Mark::LegalForm)
    }

    pub fn is_pinyin(&self) -> bool {
        self.mark == Some(Mark::Pinyin)
    }

    /// The kind of organization that it names.
    pub fn kind(&self) -> Option<&OfKind> {
        match &self.mark {
            Some(Mark::Kind(kind)) => Some(kind),
            _ => None,
        }
    }

    fn is_particle(&self) -> bool {
        matches!(self.role(Bearer::Person), Role::Particle(_))
    }

    pub fn role(&self, bearer: Bearer) -> Role {
        match self.mark {
            Some(Mark::LegalForm) if bearer == Bearer::Organization => return Role::LegalForm,
            Some(Mark::Kind(_) | Mark::Pinyin) => return Role::Proper,
            _ => {}
        }
        let Some(known) = word(self.core()).or_else(|| word(&self.letters)) else { return Role::Proper };
        match (bearer, known.particle, known.title) {
            _ if self.prefix.is_some() => Role::Proper,
            (_, Some(particle), _) => Role::Particle(particle),
            (Bearer::Person, None, Some(Title::Sure)) => Role::Title,
            _ => Role::Proper,
        }
    }
}

/// The meaning of a word in these letters, as [`Reading::concept`] gives it.
fn concept_of(script: Script, letters: &str) -> Option<Concept> {
    let beginnings = if script == Script::Arabic { BEGINNINGS } else { &[] };
    let rests = beginnings
        .iter()
        .filter_map(|(beginning, least)| letters.strip_prefix(beginning).filter(|rest| rest.chars().count() >= *least));
    [letters].into_iter().chain(rests).find_map(|form| word(form)?.concept)
}

/// The number that a Roman numeral below 40 stands for.
fn roman(letters: &str) -> Option<String> {
    let tens = letters.len() - letters.trim_start_matches('x').len();
    let ones =
        ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"].iter().position(|one| **one == letters[tens..])?;
    (tens < 4 && !letters.is_empty()).then(|| (10 * tens + ones).to_string())
}

/// The words of a name, read step by step, and whether the name was cut.
pub(super) fn read(text: &str, bearer: Option<Bearer>) -> (Vec<Reading>, bool) {
    let (mut words, is_longer) = words(&unmixed(text), bearer);
    in_latin(&mut words);
    let mut words = if bearer == Some(Bearer::Organization) {
        together_in_organization(split_trades(words))
    } else {
        family_names_last(in_pinyin(split(words)))
    };
    let is_cut = is_longer || words.len() > WORDS;
    words.truncate(WORDS);
    match bearer {
        Some(Bearer::Organization) => {
            words = join_initials(join_forms(join_translated(without_links(words))));
            words = mark_kinds_and_forms(words, bearer);
            mark_pinyin(&mut words);
        }
        Some(Bearer::Person) => move_family_name(&mut words),
        None => {
            move_family_name(&mut words);
            words = mark_forms(words, bearer);
        }
    }
    let mut readings = joined(&words);
    if bearer == Some(Bearer::Person) {
        move_fathers_name(&mut readings);
    }
    (readings, is_cut)
}

/// Moves a family name before a comma to the end.
fn move_family_name(words: &mut [Word]) {
    if let Some(given) = words.iter().skip(1).position(|word| word.before == Some(',')) {
        words.rotate_left(given + 1);
    }
}

/// Moves to the end what must be the family name: one with a word for son (Ben Barka Mehdi), and one before two initials
/// (Putin V. V.).
fn move_fathers_name(readings: &mut [Reading]) {
    let is_initial = |reading: &Reading| reading.prefix.is_none() && reading.letters.chars().nth(1).is_none();
    let tells_son = |reading: &Reading| matches!(reading.role(Bearer::Person), Role::Particle(0..=3));
    match readings {
        [son, family, next, ..]
            if tells_son(son) && !family.is_particle() && !is_initial(family) && !next.is_particle() =>
        {
            readings.rotate_left(2);
        }
        [family, first, second] if !is_initial(family) && is_initial(first) && is_initial(second) => {
            readings.rotate_left(1);
        }
        _ => {}
    }
}
