//! The similarity of two parts of names.

mod spelled;

use super::alignment::MIN_SIMILARITY;
use super::cantonese::{are_one_in_cantonese, are_other_in_pinyin};
use super::comparison::NameLikeness;
use super::east_asian::{Syllabic, sound};
use super::forms::{
    are_one_in_older_romanization, are_variants, differ_by_adjective, differ_by_ending, differ_by_family,
    differ_by_final_nasal, differ_by_h_and_g, is_listed_short_form, is_short_form,
};
use super::letters::Script;
use super::parsed::{Part, Prefix, Role};
use super::spelling::{BIT, Cost, Spelling, cost};
use super::words::Usage;
pub(super) use spelled::most_differences;
use spelled::{bits_per_letter, spelled};

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Like {
    /// The probability that both parts are the same name, in [0, 1].
    pub similarity: f32,
    pub likeness: NameLikeness,
}

pub(super) const UNLIKE: Like = Like { similarity: 0.0, likeness: NameLikeness::Different };

/// The similarity of two words with the same meaning, and of those that are in one script, but in two languages: trades,
/// and words that brands have; and of trades in one language: marine, shipping.
const TRANSLATED: f32 = 0.98;
const OTHER_LANGUAGE: f32 = 0.75;
const OF_SYNONYM: f32 = 0.6;
const OF_BRAND: f32 = 0.55;
/// The least similarity of a word that organizations translate and another one, but for a slip: Parchin is not Persian.
const SURE_WORD: f32 = 0.9;
/// The similarity of two forms of an East Slavic name.
const SLAVIC: f32 = 0.96;
/// The similarity of a Korean word and a Latin one that sounds like it.
const KOREAN: f32 = 0.96;
/// The similarity of two Latin spellings that may be of one syllable.
pub(super) const SYLLABLE: f32 = 0.92;
/// The similarity of two syllables of which one ends in n and the other in ng.
const NASAL: f32 = 0.4;
/// The similarity of a given name in pinyin and of how it is read in Cantonese.
pub(super) const CANTONESE: f32 = 0.85;
/// The similarity of words of at least this many letters that differ by one slip: a letter more, less, changed, or
/// exchanged with the next.
const OF_SLIP: &[(usize, f32)] = &[(5, 0.74), (6, 0.82), (7, 0.87), (9, 0.9)];
const MOST_OF_SLIP: f32 = 0.9;
/// The same for parts of the names of people that differ by two slips, and by one in four letters.
const OF_TWO_SLIPS: &[(usize, f32)] = &[(6, 0.5), (8, 0.65)];
const OF_SLIP_IN_FOUR: f32 = 0.5;
/// The similarity of the short form of a name, below that of joined words.
const OF_SHORT_FORM: f32 = 0.68;
/// The similarity of a listed short form and its name, and of two forms of a family name that differ by its ending.
const OF_LISTED_SHORT_FORM: f32 = 0.8;
const OF_ENDING: f32 = 0.74;
/// The similarity of a name and a Slavic adjective of it.
const OF_ADJECTIVE: f32 = 0.93;
/// The similarity of an initial and a name that begins with it.
const INITIAL: f32 = 0.8;

pub(super) fn like(first: &Part, second: &Part, are_organizations: bool) -> Like {
    let is_across = first.whole.script != second.whole.script;
    if are_organizations && let (Some(one), Some(other)) = (first.concept, second.concept) {
        if one.shares_meaning(&other) {
            return translated(first, second, one.usage.min(other.usage));
        } else if !is_across {
            return UNLIKE;
        }
        // The same word may be translated in one list and spelled in another: أمل, hope, Amal.
    }
    if let (Role::Particle(one), Role::Particle(other)) = (first.role, second.role) {
        let likeness = if is_across { NameLikeness::Transliteration } else { NameLikeness::Same };
        return if one == other { Like { similarity: 1.0, likeness } } else { UNLIKE };
    }
    if first.whole.script == Script::Number || second.whole.script == Script::Number {
        let is_same = first.whole == second.whole;
        return if is_same { Like { similarity: 1.0, likeness: NameLikeness::Same } } else { UNLIKE };
    }
    match (first.is_initial(), second.is_initial()) {
        (false, false) => {}
        (true, true) if first.whole == second.whole => return Like { similarity: 1.0, likeness: NameLikeness::Same },
        _ if sound_alike(first, second) => {}
        _ => {
            return if begin_alike(first, second) {
                Like { similarity: INITIAL, likeness: NameLikeness::Initial }
            } else {
                UNLIKE
            };
        }
    }
    let likeness = if is_across { NameLikeness::Transliteration } else { NameLikeness::Spelling };
    if let Some(similarity) = of_syllables(first, second) {
        return if similarity > 0.0 { Like { similarity, likeness } } else { UNLIKE };
    }
    if first.prefix == second.prefix
        && (first.whole == second.whole || first.bare.is_some() && first.bare == second.bare)
    {
        return Like { similarity: 1.0, likeness: NameLikeness::Same };
    }
    if !are_organizations && is_listed_short_form(first, second) {
        return Like { similarity: OF_LISTED_SHORT_FORM, likeness: NameLikeness::Initial };
    }
    if first.is_ordinary && second.is_ordinary && !are_inflected(first, second) {
        return UNLIKE;
    }
    if are_organizations && !is_across && are_acronyms(first, second) {
        return UNLIKE;
    }
    if are_slavic_forms(first, second) || !are_organizations && differ_by_h_and_g(first, second) {
        return Like { similarity: SLAVIC, likeness };
    }
    if are_organizations && differ_by_adjective(first, second) {
        return Like { similarity: OF_ADJECTIVE, likeness };
    }
    let spelled = spelled(first, second, are_organizations);
    if !are_organizations && spelled < OF_SHORT_FORM && is_short_form(first, second) {
        return Like { similarity: OF_SHORT_FORM, likeness: NameLikeness::Initial };
    }
    if !are_organizations && spelled < OF_ENDING && differ_by_ending(first, second) {
        return Like { similarity: OF_ENDING, likeness };
    }
    let slipped = if spelled < MOST_OF_SLIP { slip(first, second, are_organizations) } else { 0.0 };
    let is_one_translated = are_organizations && !is_across && first.concept.is_some() != second.concept.is_some();
    if is_one_translated && slipped == 0.0 && spelled < SURE_WORD {
        UNLIKE
    } else if slipped > spelled {
        Like { similarity: slipped, likeness: NameLikeness::Slip }
    } else if spelled > 0.0 {
        Like { similarity: spelled, likeness }
    } else {
        UNLIKE
    }
}

/// Whether two words are other acronyms, unless they are known as one name: SAC is not SCA.
fn are_acronyms(first: &Part, second: &Part) -> bool {
    /// The most letters of words that may both be acronyms, with vowels.
    const SHORT: usize = 3;
    let are_short = first.whole.len() <= SHORT && second.whole.len() <= SHORT;
    first.is_acronym() || second.is_acronym() || are_short && first.is_same_name(second) != Some(true)
}

/// How similar two words with the same meaning are. In one script, a trade or a place is usually not translated: Diamond
/// Trading is not Almaz Torg; and if so, then to English: Zapad is not Occidente.
fn translated(first: &Part, second: &Part, usage: Usage) -> Like {
    if first.whole == second.whole {
        return Like { similarity: 1.0, likeness: NameLikeness::Same };
    }
    if first.whole.script != second.whole.script || first.is_transliterated != second.is_transliterated {
        return Like { similarity: TRANSLATED, likeness: NameLikeness::Transliteration };
    }
    let similarity = match usage {
        Usage::Kind => TRANSLATED,
        _ if bits_per_letter(first, second, true).is_some() => TRANSLATED,
        _ if !first.is_ordinary && !second.is_ordinary => return UNLIKE,
        Usage::Trade if first.is_ordinary && second.is_ordinary => OF_SYNONYM,
        Usage::Trade => OTHER_LANGUAGE,
        Usage::Common | Usage::Place => OF_BRAND,
    };
    Like { similarity, likeness: NameLikeness::Spelling }
}

/// The similarity of Chinese and Korean words, where it does not follow from their letters.
fn of_syllables(first: &Part, second: &Part) -> Option<f32> {
    let are_romanized = first.is_romanized() && second.is_romanized();
    if first.syllabic.is_none() && second.syllabic.is_none() && !are_romanized {
        return None;
    }
    if first.is_pinyin && second.is_pinyin && first.whole != second.whole {
        return Some(0.0);
    }
    let is_one_name = || first.is_same_name(second) == Some(true);
    match (first.syllabic, second.syllabic) {
        (Some(one), Some(other)) if one == other && first.text != second.text => match one {
            Syllabic::Han => Some(if are_variants(first, second) { 1.0 } else { 0.0 }),
            Syllabic::Hangul => (!is_one_name()).then_some(0.0),
        },
        (Some(Syllabic::Hangul), None) | (None, Some(Syllabic::Hangul)) => {
            let [one, other] = [first, second].map(|part| sound(&part.whole.text()));
            (one == other && !is_one_name()).then_some(KOREAN)
        }
        _ => {
            let are_different =
                first.syllable.is_some() && second.syllable.is_some() && first.syllable != second.syllable;
            if are_different && !is_one_name() {
                return Some(if differ_by_final_nasal(first, second) { NASAL } else { 0.0 });
            }
            let are_alike = first.syllable.is_some() && first.syllable == second.syllable;
            let are_alike = are_alike || are_one_in_older_romanization(first, second);
            if first.whole == second.whole {
                return None;
            }
            match are_alike {
                true => Some(SYLLABLE),
                false if are_one_in_cantonese(first, second) => Some(CANTONESE),
                false => are_other_in_pinyin(first, second).then_some(0.0),
            }
        }
    }
}

/// Whether both are one syllable of a Chinese or Korean name that sounds the same: U is not the initial of Woo.
fn sound_alike(first: &Part, second: &Part) -> bool {
    first.syllable.is_some() && first.syllable == second.syllable
}

/// Whether both are forms of one East Slavic name.
fn are_slavic_forms(first: &Part, second: &Part) -> bool {
    first.slavic.as_ref().zip(second.slavic.as_ref()).is_some_and(|(one, other)| one.is_same(other))
}

/// Whether two ordinary words may be forms of one: Wall is not Whale.
fn are_inflected(first: &Part, second: &Part) -> bool {
    /// The most letters of the endings of two forms of a word.
    const ENDINGS: usize = 5;
    let (one, other) = (first.whole.letters(), second.whole.letters());
    let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    same >= 3 && one.len() + other.len() - 2 * same <= ENDINGS
}

/// The similarity of two long words that differ by one slip, unless both are known, and as different names.
fn slip(first: &Part, second: &Part, are_organizations: bool) -> f32 {
    /// The least letters.
    const SHORTEST: usize = 4;
    let letters = first.whole.len().min(second.whole.len());
    let are_other = first.is_same_name(second) == Some(false) || differ_by_family(first, second);
    if letters < SHORTEST || are_other || first.prefix != second.prefix {
        return 0.0;
    }
    let of_letters = |similarities: &[(usize, f32)]| {
        similarities.iter().rfind(|(least, _)| letters >= *least).map_or(0.0, |(_, similarity)| *similarity)
    };
    match first.whole.slips_to(&second.whole, most_slips(are_organizations)) {
        Some(1) if letters == SHORTEST && !are_organizations => OF_SLIP_IN_FOUR,
        Some(0 | 1) => of_letters(OF_SLIP),
        Some(_) => of_letters(OF_TWO_SLIPS),
        None => 0.0,
    }
}

/// The most slips by which words differ that may match.
fn most_slips(are_organizations: bool) -> u8 {
    if are_organizations { 1 } else { 2 }
}

/// Whether parts with these roles can match.
pub(super) fn may_match(first: &Part, second: &Part) -> bool {
    match (first.role, second.role) {
        (Role::Particle(_), Role::Particle(_)) | (Role::LegalForm, Role::LegalForm) => true,
        (Role::Particle(_) | Role::LegalForm, _) | (_, Role::Particle(_) | Role::LegalForm) => false,
        _ => true,
    }
}

fn begin_alike(first: &Part, second: &Part) -> bool {
    const MOST: Cost = 3 * BIT;
    let is_initial = first.is_initial();
    let whole = if is_initial { second } else { first };
    let initial = if is_initial { first } else { second };
    let of_prefix = match whole.prefix {
        Some(Prefix::Abd | Prefix::Abu) => cost(&initial.whole, &Spelling::new(Script::Latin, "a"), MOST).is_some(),
        _ => false,
    };
    of_prefix
        || sound_alike(first, second)
        || whole.prefix.is_none() && whole.forms().any(|(form, _)| cost(&initial.whole, &form.first(), MOST).is_some())
}

impl Like {
    /// Whether the parts match if no others do.
    pub fn is_match(self) -> bool {
        self.similarity >= MIN_SIMILARITY
    }
}

impl Part {
    /// Whether both are spellings of one name; none unless both are known.
    #[inline]
    pub fn is_same_name(&self, other: &Self) -> Option<bool> {
        self.known.zip(other.known).map(|(one, other)| one.shares_name(other))
    }

    /// The word without its article, if it has one, then the whole word; and whether the article was removed.
    #[inline]
    pub fn forms(&self) -> impl Iterator<Item = (&Spelling, bool)> {
        self.bare.iter().map(|bare| (bare, true)).chain([(&self.whole, false)])
    }

    /// Whether the part is an acronym, short and without a vowel: MKS is not MCS.
    pub fn is_acronym(&self) -> bool {
        self.whole.len() < 5 && self.whole.has_no_vowel()
    }

    /// Whether the part is an initial: a single letter.
    #[inline]
    pub fn is_initial(&self) -> bool {
        self.whole.len() == 1 && self.prefix.is_none() && self.syllabic.is_none()
    }
}
