//! What besides its name tells whether a party is the one that is looked for.

use chrono::Datelike;

use super::language::CountryCode;
use super::partial_date::PartialDate;
use super::vocabulary::vocabulary;

vocabulary! {
    /// What besides its name tells whether a party is the one that is looked for.
    pub enum SupportKind {
        /// When the person was born.
        Born = "BORN",
        /// The countries that the party belongs to.
        Countries = "COUNTRIES",
    }
}

/// The most that all support together adds to a score.
pub const SUPPORT_LIMIT: f64 = 0.07;

/// What is known of a party, or asked for, besides names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Particulars {
    pub born: Option<PartialDate>,
    pub countries: Vec<CountryCode>,
}

/// That something known agrees with what is asked for, or contradicts it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Support {
    pub kind: SupportKind,
    pub agrees: bool,
    /// What it adds to the score: below 0 where it contradicts.
    pub change: f64,
}

impl Particulars {
    /// What the one says for or against the other. What either does not know says nothing, and neither do years of birth
    /// that are one apart: sources often disagree by as much.
    pub fn support(&self, known: &Self) -> Vec<Support> {
        let born = self.born.zip(known.born).and_then(|(asked, known)| {
            match asked.earliest().year().abs_diff(known.earliest().year()) {
                0 => Some(Support { kind: SupportKind::Born, agrees: true, change: 0.05 }),
                1 => None,
                _ => Some(Support { kind: SupportKind::Born, agrees: false, change: -0.15 }),
            }
        });
        let is_told = !self.countries.is_empty() && !known.countries.is_empty();
        let countries = is_told.then(|| match self.countries.iter().any(|country| known.countries.contains(country)) {
            true => Support { kind: SupportKind::Countries, agrees: true, change: 0.02 },
            false => Support { kind: SupportKind::Countries, agrees: false, change: -0.05 },
        });
        born.into_iter().chain(countries).collect()
    }
}

/// The score with what supports it, in [0, 1].
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
    fn what_agrees_adds_and_what_contradicts_takes_more() {
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
