//! What it says that words are alike, but not the same.

use super::alignment::{Alignment, PartPair};
use super::comparison::NameLikeness;
use super::letters::Script;
use super::name::Bearer;
use super::parsed::{Parsed, Part};
use super::sides::is_name_pair;
use super::words::Usage;

/// Counts for what is unlike in two Latin spellings in names of people, unless nothing else matches: a single word has many
/// that are spelled nearly like it.
const OF_SPELLINGS: f32 = 0.3;
/// Counts for what is unlike in one script if a name of which no type is given seems to be that of a person, and the other is
/// that of an organization.
const OF_OTHER_KIND: f32 = 2.0;
/// The least similarity of a slip in what may be another spelling.
pub(super) const NEAR: f32 = 0.7;

/// Counts for what is unlike in a pair.
pub(super) fn of_unlike(pair: &PartPair, first: &Parsed, second: &Parsed) -> f32 {
    let is_organization = first.compared_as(second) == Bearer::Organization;
    let (one, other) = (&first.parts[pair.first], &second.parts[pair.second]);
    let is_single = first.parts.len() == 1 && second.parts.len() == 1;
    match is_organization {
        false if !is_single && are_spellings(pair, one, other) => OF_SPELLINGS,
        true if may_be_chance(pair, one, other) && !(first.is_likely && second.is_likely) => OF_OTHER_KIND,
        _ => 1.0,
    }
}

/// Whether a person and an organization may have such words by chance: rather spellings than a slip of the typist.
fn may_be_chance(pair: &PartPair, one: &Part, other: &Part) -> bool {
    one.whole.script == other.whole.script && pair.like.likeness != NameLikeness::Slip
}

/// Whether a pair may be spellings of one name in Latin letters, which say more than those of two scripts: unless one of
/// them is known, as another name, or they differ by two slips.
fn are_spellings(pair: &PartPair, one: &Part, other: &Part) -> bool {
    let is_spelled = |part: &Part| part.whole.script == Script::Latin && part.syllabic.is_none();
    let may_be_one = one.is_same_name(other) != Some(false);
    let is_near = pair.like.likeness != NameLikeness::Slip || pair.like.similarity >= NEAR;
    is_spelled(one) && is_spelled(other) && may_be_one && is_near
}

/// Whether the names of two organizations share no word but what says of which kind they are, and have one that is spelled
/// alike in Latin letters, or an initial: short words of other languages often are.
pub(super) fn are_only_alike(first: &Parsed, second: &Parsed, alignment: &Alignment) -> bool {
    let parts = |pair: &PartPair| (&first.parts[pair.first], &second.parts[pair.second]);
    let is_told = |pair: &&PartPair| {
        let (one, other) = parts(pair);
        is_name_pair(pair, &first.parts, &second.parts) && !(one.is_kind() && other.is_kind())
    };
    let mut told = alignment.pairs.iter().filter(is_told).peekable();
    told.peek().is_some()
        && told.all(|pair| {
            let (one, other) = parts(pair);
            are_alike(pair, one, other)
        })
}

/// Whether the words of a pair are spelled alike in Latin letters, or one is an initial. Those that are joined are surer.
fn are_alike(pair: &PartPair, one: &Part, other: &Part) -> bool {
    let is_joined = pair.also_first.is_some() || pair.also_second.is_some();
    match pair.like.likeness {
        _ if is_joined || one.shares_meaning(other) => false,
        NameLikeness::Initial => true,
        NameLikeness::Spelling => {
            let are_latin = one.whole.script == Script::Latin && other.whole.script == Script::Latin;
            // Names with an article are Arabic, and have many spellings.
            let are_arabic = one.may_have_article() && other.may_have_article();
            are_latin && !are_arabic && !may_be_slip(one, other)
        }
        _ => false,
    }
}

/// Whether words that are not very short differ by one slip.
fn may_be_slip(one: &Part, other: &Part) -> bool {
    const LETTERS: usize = 4;
    one.whole.len().min(other.whole.len()) >= LETTERS && one.whole.slips_to(&other.whole, 1).is_some()
}

impl Part {
    /// Whether both have a meaning in common in names of organizations.
    pub fn shares_meaning(&self, other: &Self) -> bool {
        self.concept.zip(other.concept).is_some_and(|(one, other)| one.shares_meaning(&other))
    }

    fn is_kind(&self) -> bool {
        self.concept.is_some_and(|concept| concept.usage == Usage::Kind)
    }

    fn may_have_article(&self) -> bool {
        self.has_article || self.bare.is_some()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Bearer, Name, NameReason, compare, score};

    fn organization(text: &str) -> Name {
        Name::new(text, Some(Bearer::Organization))
    }

    #[test]
    fn organizations_that_are_only_alike_are_others() {
        for (one, other, is_alike) in [
            ("Allen PLC", "ELN", true),
            ("Gude Group", "GAD Holding", true),
            ("Phillip Mills", "B-Work", true),
            // The same word, a slip, an article, a translation, joined words.
            ("Zarnitsa Kestral", "Zarnitza Kestral", false),
            ("Kestrel Ltd", "Kestral Inc", false),
            ("Al-Adl", "El Aadel", false),
            ("Russian Machines", "Russkie Mashiny", false),
            ("Petro Kestrel", "Petrokestrel", false),
        ] {
            let comparison = compare(&organization(one), &organization(other));
            let evidence = comparison.evidence.iter().any(|evidence| evidence.reason == NameReason::Alike);
            assert_eq!(evidence, is_alike, "{one} {other}: {comparison}");
            assert_eq!(comparison.score < 0.7, is_alike, "{one} {other}: {comparison}");
        }
    }

    #[test]
    fn a_person_is_spelled_like_an_organization_by_chance() {
        let other = organization("Sahma Derkan");
        assert!(score(&Name::new("Salma Dirkan Ltd", None), &other) > score(&Name::new("Salma Dirkan", None), &other));
    }
}
