//! Measures by the words of the lists.

use sanad_model::SanctionMeasure;

use super::{Notes, Table};
use crate::entry::Imposed;

/// The words of the UK Sanctions List, up to a colon: `Shipping sanctions: (see "Other information")`.
const UK: [(&str, SanctionMeasure); 31] = [
    ("asset freeze", SanctionMeasure::AssetFreeze),
    ("travel ban", SanctionMeasure::TravelBan),
    ("arms embargo", SanctionMeasure::ArmsEmbargo),
    ("targeted arms embargo", SanctionMeasure::ArmsEmbargo),
    ("director disqualification sanction", SanctionMeasure::DirectorDisqualification),
    ("director disqualification sanctions", SanctionMeasure::DirectorDisqualification),
    ("trust services sanctions", SanctionMeasure::TrustServices),
    ("trust services", SanctionMeasure::TrustServices),
    ("chartering of ships", SanctionMeasure::Shipping),
    ("crew servicing of ships and aircraft", SanctionMeasure::Shipping),
    ("prevention of chartering of ships", SanctionMeasure::Shipping),
    ("prevention of chartering of ships and aircraft", SanctionMeasure::Shipping),
    ("shipping sanctions", SanctionMeasure::Shipping),
    ("specified ship", SanctionMeasure::Shipping),
    ("deflag", SanctionMeasure::Shipping),
    ("de-flag", SanctionMeasure::Shipping),
    ("registration of ships", SanctionMeasure::Shipping),
    ("movement of ships", SanctionMeasure::Shipping),
    ("prohibition of port entry", SanctionMeasure::PortEntry),
    ("prohibition on port entry", SanctionMeasure::PortEntry),
    ("detention of ships", SanctionMeasure::Shipping),
    ("internet services sanctions", SanctionMeasure::InternetServices),
    ("prohibition on correspondent banking relationships", SanctionMeasure::FinancialRestriction),
    (
        "prohibition on correspondent banking relationships and processing payments",
        SanctionMeasure::FinancialRestriction,
    ),
    ("correspondent banking", SanctionMeasure::FinancialRestriction),
    ("financial restrictions", SanctionMeasure::FinancialRestriction),
    ("prevention of business arrangements", SanctionMeasure::BusinessRestriction),
    ("closure of representative offices", SanctionMeasure::BusinessRestriction),
    ("technical assistance related to aircraft", SanctionMeasure::Transport),
    ("transport sanctions", SanctionMeasure::Transport),
    ("investment ban", SanctionMeasure::InvestmentBan),
];

/// The measures that the UK's words mean, separated by `|`.
pub(crate) fn of_uk(words: &str, notes: &mut Notes) -> Vec<Imposed> {
    let mut imposed: Vec<Imposed> = Vec::new();
    for printed in words.split('|').map(str::trim).filter(|word| !word.is_empty()) {
        let lower = printed.to_lowercase();
        let known = |word: &str| UK.iter().find(|(own, _)| *own == word).map(|(_, measure)| *measure);
        let by_head = || lower.split([':', '(']).next().and_then(|head| known(head.trim()));
        let measure = known(&lower).or_else(by_head).unwrap_or_else(|| {
            notes.unknown(Table::Measures, printed);
            SanctionMeasure::Other
        });
        add(&mut imposed, measure, printed);
    }
    imposed
}

/// The measure that OFAC's word for a type of sanctions means.
pub(crate) fn of_ofac(words: &[String], notes: &mut Notes) -> Vec<Imposed> {
    let mut imposed: Vec<Imposed> = Vec::new();
    for printed in words {
        let lower = printed.to_lowercase();
        let measure = match lower.as_str() {
            "block" => SanctionMeasure::AssetFreeze,
            "reject" => SanctionMeasure::Other,
            "13662 sectoral directive 4" => SanctionMeasure::TradeRestriction,
            "executive order 13959 sanctions" | "cmic executive order" => SanctionMeasure::InvestmentBan,
            "561 full restrictions" => SanctionMeasure::FinancialRestriction,
            "ndaa special conditions" | "executive order 14059 non-blocking" => SanctionMeasure::Other,
            _ if lower.starts_with("caatsa") || lower.contains("menu-based") => SanctionMeasure::Other,
            _ if lower.contains("directive") => SanctionMeasure::FinancialRestriction,
            _ => {
                notes.unknown(Table::Measures, printed);
                SanctionMeasure::Other
            }
        };
        add(&mut imposed, measure, printed);
    }
    imposed
}

fn add(imposed: &mut Vec<Imposed>, measure: SanctionMeasure, printed: &str) {
    let is_known =
        |known: &Imposed| known.measure == measure && (measure != SanctionMeasure::Other || known.printed == printed);
    if !imposed.iter().any(is_known) {
        imposed.push(Imposed { measure, printed: printed.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use sanad_model::Vocabulary;

    use super::*;

    #[test]
    fn words_that_are_not_in_the_table_are_reported() {
        let mut notes = Notes::default();
        let imposed = of_uk(
            "Asset freeze|Travel Ban|Shipping sanctions: (see \"Other information\")|Chartering of Ships|Tea ban",
            &mut notes,
        );
        let measures: Vec<SanctionMeasure> = imposed.iter().map(|imposed| imposed.measure).collect();
        assert_eq!(
            measures,
            [
                SanctionMeasure::AssetFreeze,
                SanctionMeasure::TravelBan,
                SanctionMeasure::Shipping,
                SanctionMeasure::Other
            ]
        );
        assert_eq!(notes.unknown_words().get(Table::Measures.word()).unwrap().get("Tea ban"), Some(&1));
        let words =
            ["Block", "13662 Sectoral Directive 1", "13662 Sectoral Directive 4", "Whatever"].map(str::to_owned);
        let measures: Vec<SanctionMeasure> =
            of_ofac(&words, &mut notes).iter().map(|imposed| imposed.measure).collect();
        assert_eq!(
            measures,
            [
                SanctionMeasure::AssetFreeze,
                SanctionMeasure::FinancialRestriction,
                SanctionMeasure::TradeRestriction,
                SanctionMeasure::Other
            ]
        );
    }
}
