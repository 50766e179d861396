//! Which parts of two names are names, once they are matched: some words are titles in one name and names in another.

use super::alignment::{Alignment, OF_INITIAL, PartPair};
use super::letters::Script;
use super::lexicon::{COMMON, RARE, entry};
use super::name::Bearer;
use super::parsed::{Parsed, Part, Prefix, Role};
use super::reading::WORDS;
use super::slavic::Slavic;
use super::words::Title;

/// One of two names that are compared.
pub(super) struct Side<'a> {
    pub parts: &'a [Part],
    /// The parts that are names, and not titles, particles or legal forms.
    is_name: [bool; WORDS],
    /// The names that match no part of the other name, with their weights.
    pub left: Vec<(usize, f32)>,
}

/// Counts for a missing first part that is often left out.
const LEFT_OUT: f32 = 0.25;
/// The weight of the five most common names, which stand before the given name in names of three parts: Ali Hassan Mortezavi.
const COMMON_IN_THREE: f32 = COMMON + 0.024;

/// Both names.
pub(super) fn sides<'a>(first: &'a Parsed, second: &'a Parsed, alignment: &Alignment) -> [Side<'a>; 2] {
    let are_people = first.bearer == Bearer::Person && second.bearer == Bearer::Person;
    let mut of_first = Side::new(&first.parts, &alignment.left_of_first, are_people);
    let mut of_second = Side::new(&second.parts, &alignment.left_of_second, are_people);
    for pair in alignment.pairs.iter().filter(|pair| is_name_pair(pair, &first.parts, &second.parts)) {
        of_first.is_name[pair.first] = true;
        of_second.is_name[pair.second] = true;
    }
    [of_first, of_second]
}

/// Whether a pair is one of names: a title that is a name in the other name is one too.
pub(super) fn is_name_pair(pair: &PartPair, first: &[Part], second: &[Part]) -> bool {
    let (one, other) = (first[pair.first].role, second[pair.second].role);
    matches!((one, other), (Role::Proper, Role::Proper | Role::Title) | (Role::Title, Role::Proper))
}

impl Part {
    /// Its weight if the other name does not have it: little for the initial of a person, much for a syllable of which an
    /// organization has several, as each makes another name.
    pub fn weight_left(&self, are_people: bool) -> f32 {
        match self.is_initial() {
            true if are_people => OF_INITIAL * self.weight,
            false if self.is_pinyin => RARE,
            _ => self.weight,
        }
    }

    /// Whether it may be a name: a title is one if the other name has it as one.
    pub fn may_be_name(&self) -> bool {
        matches!(self.role, Role::Proper | Role::Title)
    }

    /// Whether a Latin word begins with one for son: Bensalem.
    pub fn begins_with_son(&self) -> bool {
        self.bare.is_some() && self.whole.begins_with_son()
    }

    /// Whether an Arabic word is certainly that of a family: a nisba with the article or of a known name, or it ends as those
    /// of Iran do.
    pub fn is_of_family(&self) -> bool {
        /// The least letters of the name: Hamdi and Nouri are given names, Amiri and Karimi are not.
        const STEM: usize = 4;
        const ENDINGS: &[&str] = &["زاده", "ايي"];
        let letters = self.letters();
        let is_known = |name: &str| entry(name).is_some_and(|known| known.is_arabic);
        let is_family_of = |name: &str| self.bare.is_some() || name.chars().count() >= STEM && is_known(name);
        letters.strip_suffix('ي').is_some_and(is_family_of)
            || self.whole.ends_as_family()
            || ENDINGS.iter().any(|ending| letters.ends_with(ending))
    }

    /// Whether it is a title if the other name does not have it.
    pub fn is_title_if_left(&self) -> bool {
        self.role == Role::Title || self.role == Role::Proper && self.title == Some(Title::Inside)
    }
}

impl<'a> Side<'a> {
    /// A name of which these parts match no part of the other; what matches is a name unless its role says otherwise.
    pub fn new(parts: &'a [Part], left: &[usize], are_people: bool) -> Self {
        let mut is_name = std::array::from_fn(|place| parts.get(place).is_some_and(|part| part.role == Role::Proper));
        for place in left.iter().filter(|place| parts[**place].is_title_if_left()) {
            is_name[*place] = false;
        }
        let weighed = |place: &usize| (*place, parts[*place].weight_left(are_people));
        let left = left.iter().filter(|place| is_name[**place]).map(weighed).collect();
        Self { parts, is_name, left }
    }

    /// The places of the names.
    pub fn names(&self) -> impl Iterator<Item = usize> + Clone {
        (0..self.parts.len()).filter(|place| self.is_name[*place])
    }

    pub fn is_number(&self, place: usize) -> bool {
        self.parts[place].whole.script == Script::Number
    }

    pub fn leaves_number(&self) -> bool {
        self.left.iter().any(|(place, _)| self.is_number(*place))
    }

    pub fn is_single(&self) -> bool {
        self.names().nth(1).is_none()
    }

    /// The parts left over that contradict those of the other name: an initial does not contradict a family name.
    pub fn contradicting(&self, other: &Self) -> Vec<(usize, f32)> {
        let is_between = other.left.iter().any(|(place, _)| Some(*place) != other.family());
        self.left.iter().filter(|(place, _)| is_between || !self.parts[*place].is_initial()).copied().collect()
    }

    /// Whether a word for son or daughter is before a part.
    pub fn is_after_son(&self, place: usize) -> bool {
        place > 0 && matches!(self.parts[place - 1].role, Role::Particle(0..=5))
    }

    /// Whether a part that is left over follows a word for son or daughter, or is a patronymic.
    pub fn leaves_father(&self) -> bool {
        self.left.iter().any(|(place, _)| self.is_after_son(*place) || self.is_patronymic(*place))
    }

    /// Whether a part that is left over is certainly a given name: a patronymic follows.
    pub fn leaves_given_before_patronymic(&self) -> bool {
        self.left.iter().any(|(place, _)| self.is_patronymic(place + 1) && !self.is_left(place + 1))
    }

    fn is_patronymic(&self, place: usize) -> bool {
        self.parts.get(place).is_some_and(|part| matches!(part.slavic, Some(Slavic::Patronymic { .. })))
    }

    /// Whether the given name is left over that follows a name which is often left out: Mohamed Nabil.
    pub fn leaves_second_given(&self) -> bool {
        let mut names = self.names();
        let (first, second) = (names.next(), names.next());
        first.is_some_and(|first| self.may_be_left_out(first)) && second.is_some_and(|second| self.is_left(second))
    }

    fn is_left(&self, place: usize) -> bool {
        self.left.iter().any(|(own, _)| *own == place)
    }

    /// Whether words that can be titles are left over, and no names.
    pub fn has_only_titles_left(&self) -> bool {
        let may_be = |place: usize| self.parts[place].role == Role::Proper && !self.is_name[place];
        self.left.is_empty() && (0..self.parts.len()).any(may_be)
    }

    /// 1 if the given name is left over; [`LEFT_OUT`] if only parts before it are that are often left out; else 0. Of
    /// Chinese and Korean names, all syllables before the last are the given name.
    pub fn given_missing(&self) -> f32 {
        let is_syllable = |place: &usize| self.parts[*place].syllable.is_some();
        if self.names().all(|place| is_syllable(&place))
            && self.left.iter().any(|(place, _)| Some(*place) != self.family())
        {
            return 1.0;
        }
        let mut missing = 0.0;
        for place in self.names().take_while(|place| self.is_left(*place)) {
            if !self.may_be_left_out(place) {
                return 1.0;
            }
            missing = LEFT_OUT;
        }
        missing
    }

    /// Whether of initials that may be a legal form one is left over and another matches: then they are none of a person.
    pub fn splits_form(&self) -> bool {
        let may_be = |place: &usize| self.parts[*place].may_be_form;
        self.names().any(|place| may_be(&place) && self.is_left(place))
            && self.names().any(|place| may_be(&place) && !self.is_left(place))
    }

    /// The place of the last name, unless it is the only one.
    fn family(&self) -> Option<usize> {
        self.names().skip(1).last()
    }

    /// The weight of the last name if it is left over, unless it is the only one.
    pub fn family_missing(&self) -> f32 {
        let family = self.family();
        self.left.iter().find(|(own, _)| Some(*own) == family).map_or(0.0, |(_, weight)| *weight)
    }

    /// Whether a part is the English name before a Chinese one, of three syllables: Carrie Lam Yuet-ngor.
    fn is_before_chinese_name(&self, place: usize) -> bool {
        let is_syllable = |place: usize| self.parts[place].syllable.is_some();
        let mut names = self.names();
        names.next() == Some(place) && !is_syllable(place) && names.clone().count() == 3 && names.all(is_syllable)
    }

    /// Whether a part before the given name is often left out: a title, a kunya, which is Abu with the name of the
    /// eldest child, or one of the most common names, which precede many given names.
    fn may_be_left_out(&self, place: usize) -> bool {
        let part = &self.parts[place];
        if self.is_before_chinese_name(place) {
            return true;
        }
        let Some(next) = self.parts.get(place + 1).filter(|next| next.role == Role::Proper) else { return false };
        // Of three names, the second is rather the given name than that of the father, but for Abdullah in Ali Abdullah.
        let is_first_of_three = self.names().count() == 3 && self.names().next() == Some(place);
        let most = if is_first_of_three && next.prefix != Some(Prefix::Abd) { COMMON_IN_THREE } else { COMMON };
        let is_commonest = part.prefix.is_none() && part.weight <= most + 0.001;
        is_commonest || part.prefix == Some(Prefix::Abu) || part.title.is_some()
    }
}
