//! Two adjacent parts of a name as one word: بن علي is Benali.

use super::alignment::MIN_SIMILARITY;
use super::cantonese::are_read_as;
use super::comparison::NameLikeness;
use super::consonants::Consonants;
use super::east_asian::{is_pinyin, two_syllables};
use super::letters::Script;
use super::likeness::{CANTONESE, Like, SYLLABLE, like, most_differences};
use super::name::Bearer;
use super::parsed::{Parsed, Part, Role};
use super::slavic::{Father, Slavic};
use super::spelling::{LONGEST, Spelling};

/// The least similarity of joined words of which one is translated, of patronymics; and in one script, of those of
/// organizations and of two words that are all of a name.
const SURE_JOIN: f32 = 0.95;
/// Maximum difference in length, in letters, between two joined words and one word that they may match.
const MAX_LENGTH_DIFFERENCE: usize = 4;

/// What is known of two adjacent parts as one word before they are joined: most such words match nothing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Joined {
    script: Script,
    /// With the second part whole, and without its article if it has one.
    forms: [Option<Form>; 2],
}

#[derive(Debug, Clone, Copy)]
struct Form {
    /// The number of letters.
    length: usize,
    consonants: Consonants,
}

impl Joined {
    /// Of each part of a name with the next; none of legal forms, and of words in two scripts.
    pub fn of(parts: &[Part]) -> Box<[Option<Self>]> {
        let is_word = |part: &Part| part.role != Role::LegalForm;
        let joined = parts.array_windows().map(|[one, two]| {
            let may_be_one = is_word(one) && is_word(two) && one.whole.script == two.whole.script;
            may_be_one.then(|| Self {
                script: one.whole.script,
                forms: seconds(two).map(|two| {
                    let length = (one.whole.len() + two?.len()).min(LONGEST);
                    Some(Form { length, consonants: one.whole.consonants_before(two?) })
                }),
            })
        });
        joined.collect()
    }

    /// Whether a form is not much longer or shorter than another word, and may have the same consonants.
    fn is_like(&self, form: &Form, other: &Spelling) -> bool {
        are_of_length((self.script, form.length), other)
            && form.consonants.differences(&other.consonants) <= most_differences(form.length, other.len())
    }
}

/// The forms of a part that stand at the end of a joined word.
fn seconds(part: &Part) -> [Option<&Spelling>; 2] {
    [Some(&part.whole), part.bare.as_ref()]
}

/// Whether joined words in this script and of this length may match another word. Beside Latin ones, Arabic words are half as
/// long again, with the vowels that they do not write.
fn are_of_length((script, length): (Script, usize), other: &Spelling) -> bool {
    let is_near = |one: usize, other: usize| one.abs_diff(other) <= MAX_LENGTH_DIFFERENCE;
    let spoken = |script: Script, length: usize| if script == Script::Arabic { length + length / 2 } else { length };
    let is_across = script != other.script;
    is_near(length, other.len()) || is_across && is_near(spoken(script, length), spoken(other.script, other.len()))
}

/// What is known of the part of a name at this place and the next as one word, if their roles and that of another part let
/// them match it.
fn joined<'a>(name: &'a Parsed, place: usize, other: &Part) -> Option<&'a Joined> {
    name.joined.get(place)?.as_ref().filter(|_| other.role == Role::Proper)
}

/// Whether the part of a name at this place and the next may be one word that matches another part.
pub(super) fn may_join(name: &Parsed, place: usize, other: &Part) -> bool {
    joined(name, place, other).is_some_and(|joined| {
        joined.forms.iter().flatten().any(|form| joined.is_like(form, &other.whole))
            || like_syllables(&name.parts[place], &name.parts[place + 1], other).is_some()
    })
}

/// How similar the part of a name at this place and the next are to a part of another name, as one word.
pub(super) fn like_joined(name: &Parsed, place: usize, others: &Parsed, other: usize) -> Option<Like> {
    let is_all = name.parts.len() == 2 && others.parts.len() == 1;
    let other = &others.parts[other];
    let joined = joined(name, place, other)?;
    let (one, two) = (&name.parts[place], &name.parts[place + 1]);
    if one.syllable.is_some() && two.syllable.is_some() && other.syllable.is_some() {
        return None;
    }
    if let Some(similarity) = like_syllables(one, two, other) {
        return Some(Like { similarity, likeness: NameLikeness::Spelling });
    }
    let forms = seconds(two).into_iter().zip(&joined.forms).filter_map(|(second, form)| second.zip(form.as_ref()));
    let found = forms.filter(|(_, form)| joined.is_like(form, &other.whole)).map(|(second, form)| {
        let whole = one.whole.followed_by(second, form.consonants);
        like(&one.followed_by(two, whole), other, false)
    });
    // A word that is translated stands on its own: Manar is not Mahan Air, but Iranair is Iran Air. What organizations join,
    // they do not spell in another way too, nor is all of a name one word that is: Booth Crane is not Bodecarne.
    let is_translated = one.concept.is_some() || two.concept.is_some();
    let is_in_script = one.whole.script == other.whole.script;
    // Vladimir Lvovich is not Vladimirovich.
    let is_patronymic = matches!(other.slavic, Some(Slavic::Patronymic { father: Father::Known(_), .. }));
    let must_be_sure =
        is_translated || is_patronymic || is_in_script && (is_all || name.bearer == Bearer::Organization);
    let least = if must_be_sure { SURE_JOIN } else { MIN_SIMILARITY };
    // Nor is a word the short form of two: Polar is not Pola Rise.
    let is_whole = |like: &Like| !matches!(like.likeness, NameLikeness::Different | NameLikeness::Initial);
    found
        .filter(|like| is_whole(like) && like.similarity >= least)
        .max_by(|one, two| one.similarity.total_cmp(&two.similarity))
}

/// How similar two parts are to another of which they are the syllables, in an older romanization, or read in Cantonese:
/// Tse-tung is Zedong, and Chun-ying is Zhenying.
fn like_syllables(one: &Part, two: &Part, other: &Part) -> Option<f32> {
    let sound = other.two_syllables.as_ref()?;
    if are_read_as(one, two, other) {
        return Some(CANTONESE);
    }
    if one.syllable.is_none() || two.syllable.is_none() {
        return None;
    }
    let joined = one.whole.text() + &two.whole.text();
    let are_one = two_syllables(&joined).is_some_and(|joined| *joined == **sound)
        && !(is_pinyin(&joined) && is_pinyin(&other.whole.text()));
    are_one.then_some(SYLLABLE)
}

#[cfg(test)]
mod tests {
    use crate::{Bearer, Name, compare};

    #[test]
    fn words_are_joined_or_spelled_in_another_way() {
        use Bearer::{Organization, Person};
        for (one, other, bearer, is_joined) in [
            ("Kes Trel", "Kestrel", Organization, true),
            ("Booth-Crane", "Bodecarne", Organization, false),
            ("Adam Lee", "DML", Organization, false),
            ("Ben Barzinji", "Benbarzingi", Person, true),
            ("Cho, Il", "Coelho", Person, false),
            ("Slay Wah, Rudi", "Slewa, Rudi", Person, true),
            ("Gulkin, Vasily Dmitrievich", "Gulkin, Dmitri Yurievich", Person, false),
        ] {
            let name = |text: &str| Name::new(text, Some(bearer));
            let comparison = compare(&name(one), &name(other));
            assert_eq!(comparison.score >= 0.7, is_joined, "{one} {other}: {comparison}");
        }
    }
}
