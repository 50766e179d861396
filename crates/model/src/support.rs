//! Particulars that support or contradict a match of names.

use chrono::Datelike;

use super::language::CountryCode;
use super::partial_date::PartialDate;
use super::vocabulary::vocabulary;

vocabulary! {
    /// A particular that supports or contradicts a match of names.
    pub enum SupportKind {
        /// The date of birth of a person.
        Born = "BORN",
        /// The countries of a party.
        Countries = "COUNTRIES",
    }
}

/// Maximum that all support together adds to a score.
pub const SUPPORT_LIMIT: f64 = 0.07;

/// The particulars of a party, or of a query, besides names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Particulars {
    pub born: Option<PartialDate>,
    pub countries: Vec<CountryCode>,
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
    /// The support of the known particulars for those of the query. Unknown particulars have no effect, nor have years
    /// of birth that differ by one: sources often disagree by that much.
    pub fn support(&self, known: &Self) -> Vec<Support> {
        let born = self.born.zip(known.born).and_then(|(asked, known)| {
            match asked.earliest().year().abs_diff(known.earliest().year()) {
                0 => Some(Support { kind: SupportKind::Born, agrees: true, change: 0.05 }),
                1 => None,
                _ => Some(Support { kind: SupportKind::Born, agrees: false, change: -0.15 }),
            }
        });
        let both = !self.countries.is_empty() && !known.countries.is_empty();
        let countries = both.then(|| match self.countries.iter().any(|country| known.countries.contains(country)) {
            true => Support { kind: SupportKind::Countries, agrees: true, change: 0.02 },
            false => Support { kind: SupportKind::Countries, agrees: false, change: -0.05 },
        });
        born.into_iter().chain(countries).collect()
    }
}

/// The score after all support, in [0, 1].
pub fn supported(score: f64, support: &[Support]) -> f64 {
    (score + support.iter().map(|support| support.change).sum::<f64>()).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn particulars(born: Option<&str>, countries: &[&str]) -> Particulars {
        let countries = countries.iter().map(|code| code.parse().unwrap()).collect();
        Particulars { born: born.map(|date| date.parse().unwrap()), countries }
    }

    #[test]
    fn contradictions_change_the_score_more_than_agreement() {
        let asked = particulars(Some("1979-03"), &["LY", "TN"]);
        for (born, countries, expected) in [
            (Some("1979"), &["TN"][..], vec![(SupportKind::Born, true), (SupportKind::Countries, true)]),
            (Some("1980-01-01"), &["EG"], vec![(SupportKind::Countries, false)]),
            (Some("1981"), &[], vec![(SupportKind::Born, false)]),
            (None, &[], vec![]),
        ] {
            let support = asked.support(&particulars(born, countries));
            let told: Vec<_> = support.iter().map(|support| (support.kind, support.agrees)).collect();
            assert_eq!(told, expected);
            assert!(support.iter().all(|support| support.agrees == (support.change > 0.0)));
            assert!(supported(0.8, &support) - 0.8 <= SUPPORT_LIMIT + 1e-9);
        }
        assert_eq!(particulars(None, &[]).support(&asked), []);
        assert_eq!(supported(1.0, &asked.support(&asked)), 1.0);
    }
}
