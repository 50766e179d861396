//! Particulars that support or contradict a match of names.

use super::birth::{BirthLikeness, BirthRange};
use super::identifier::Identity;
use super::language::CountryCode;
use super::vocabulary::vocabulary;

vocabulary! {
    /// A particular that supports or contradicts a match of names.
    pub enum SupportKind {
        /// The dates of birth of a person.
        Born = "BORN",
        /// The countries of a party.
        Countries = "COUNTRIES",
        /// An identifier of a party.
        Identifier = "IDENTIFIER",
    }
}

/// Maximum that all support together adds to a score, without identifiers.
pub const SUPPORT_LIMIT: f64 = 0.07;

/// The particulars of a party, or of a query, besides names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Particulars {
    pub births: Vec<BirthRange>,
    pub countries: Vec<CountryCode>,
    pub identifiers: Vec<Identity>,
}

/// A particular that agrees with the query or contradicts it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Support {
    pub kind: SupportKind,
    pub agrees: bool,
    /// The change of the score: negative for a contradiction.
    pub change: f64,
}

impl Particulars {
    /// The support of the known particulars for those of the query. Unknown particulars have no effect. Of several dates
    /// of birth, the two that agree best count. An identifier that agrees identifies: alone, it makes the score 1. One
    /// that differs has no effect, for people have several passports and renew them.
    pub fn support(&self, known: &Self) -> Vec<Support> {
        let pairs = self.births.iter().flat_map(|asked| known.births.iter().map(move |known| (asked, known)));
        let born = pairs.filter_map(|(asked, known)| asked.likeness(known)).min().and_then(|likeness| {
            let change = match likeness {
                BirthLikeness::SameDay => 0.05,
                BirthLikeness::Same => 0.03,
                BirthLikeness::Near => return None,
                BirthLikeness::OtherDay => -0.05,
                BirthLikeness::OtherYear => -0.15,
            };
            Some(Support { kind: SupportKind::Born, agrees: change > 0.0, change })
        });
        let both = !self.countries.is_empty() && !known.countries.is_empty();
        let countries = both.then(|| match self.countries.iter().any(|country| known.countries.contains(country)) {
            true => Support { kind: SupportKind::Countries, agrees: true, change: 0.02 },
            false => Support { kind: SupportKind::Countries, agrees: false, change: -0.05 },
        });
        let is_known = |one: &Identity| known.identifiers.iter().any(|other| one.agrees(other));
        let identified = self.identifiers.iter().any(is_known);
        let identified = identified.then_some(Support { kind: SupportKind::Identifier, agrees: true, change: 1.0 });
        identified.into_iter().chain(born).chain(countries).collect()
    }
}

/// The score after all support. It may be above 1, so that what supports orders namesakes.
pub fn supported(score: f64, support: &[Support]) -> f64 {
    score + support.iter().map(|support| support.change).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PartialDate;

    fn particulars(births: &[&str], countries: &[&str]) -> Particulars {
        let countries = countries.iter().map(|code| code.parse().unwrap()).collect();
        let birth =
            |date: &&str| BirthRange { within: date.parse::<PartialDate>().unwrap().days(), is_approximate: false };
        Particulars { births: births.iter().map(birth).collect(), countries, identifiers: Vec::new() }
    }

    #[test]
    fn contradictions_change_the_score_more_than_agreement() {
        let asked = particulars(&["1979-03"], &["LY", "TN"]);
        for (births, countries, expected) in [
            (&["1979"][..], &["TN"][..], vec![(SupportKind::Born, true), (SupportKind::Countries, true)]),
            (&["1980-01-01"], &["EG"], vec![(SupportKind::Countries, false)]),
            (&["1981"], &[], vec![(SupportKind::Born, false)]),
            (&["1955", "1979-03-31", "1981"], &[], vec![(SupportKind::Born, true)]),
            (&["1955", "1980"], &[], vec![]),
            (&[], &[], vec![]),
        ] {
            let support = asked.support(&particulars(births, countries));
            let told: Vec<_> = support.iter().map(|support| (support.kind, support.agrees)).collect();
            assert_eq!(told, expected);
            assert!(support.iter().all(|support| support.agrees == (support.change > 0.0)));
            assert!(supported(0.8, &support) - 0.8 <= SUPPORT_LIMIT + 1e-9);
        }
        assert_eq!(particulars(&[], &[]).support(&asked), []);
        let (day, year) = (particulars(&["1979-03-05"], &[]), particulars(&["1979"], &[]));
        let order = [day.support(&day), day.support(&year), Vec::new()].map(|support| supported(1.0, &support));
        assert!(order.is_sorted_by(|one, other| one > other), "{order:?}");
    }
}
