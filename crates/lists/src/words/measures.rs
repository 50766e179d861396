//! Measures by the words of the lists.

use super::{Notes, Table};
use crate::entry::Imposed;
use crate::measure::Measure;

/// The words of the UK Sanctions List, up to a colon: `Shipping sanctions: (see "Other information")`.
const UK: [(&str, Measure); 31] = [
    ("asset freeze", Measure::AssetFreeze),
    ("travel ban", Measure::TravelBan),
    ("arms embargo", Measure::ArmsEmbargo),
    ("targeted arms embargo", Measure::ArmsEmbargo),
    ("director disqualification sanction", Measure::DirectorDisqualification),
    ("director disqualification sanctions", Measure::DirectorDisqualification),
    ("trust services sanctions", Measure::TrustServices),
    ("trust services", Measure::TrustServices),
    ("chartering of ships", Measure::Shipping),
    ("crew servicing of ships and aircraft", Measure::Shipping),
    ("prevention of chartering of ships", Measure::Shipping),
    ("prevention of chartering of ships and aircraft", Measure::Shipping),
    ("shipping sanctions", Measure::Shipping),
    ("specified ship", Measure::Shipping),
    ("deflag", Measure::Shipping),
    ("de-flag", Measure::Shipping),
    ("registration of ships", Measure::Shipping),
    ("movement of ships", Measure::Shipping),
    ("prohibition of port entry", Measure::PortEntry),
    ("prohibition on port entry", Measure::PortEntry),
    ("detention of ships", Measure::Shipping),
    ("internet services sanctions", Measure::InternetServices),
    ("prohibition on correspondent banking relationships", Measure::FinancialRestriction),
    ("prohibition on correspondent banking relationships and processing payments", Measure::FinancialRestriction),
    ("correspondent banking", Measure::FinancialRestriction),
    ("financial restrictions", Measure::FinancialRestriction),
    ("prevention of business arrangements", Measure::BusinessRestriction),
    ("closure of representative offices", Measure::BusinessRestriction),
    ("technical assistance related to aircraft", Measure::Transport),
    ("transport sanctions", Measure::Transport),
    ("investment ban", Measure::InvestmentBan),
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
            Measure::Other
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
            "block" => Measure::AssetFreeze,
            "reject" => Measure::Other,
            "13662 sectoral directive 4" => Measure::TradeRestriction,
            "executive order 13959 sanctions" | "cmic executive order" => Measure::InvestmentBan,
            "561 full restrictions" => Measure::FinancialRestriction,
            "ndaa special conditions" | "executive order 14059 non-blocking" => Measure::Other,
            _ if lower.starts_with("caatsa") || lower.contains("menu-based") => Measure::Other,
            _ if lower.contains("directive") => Measure::FinancialRestriction,
            _ => {
                notes.unknown(Table::Measures, printed);
                Measure::Other
            }
        };
        add(&mut imposed, measure, printed);
    }
    imposed
}

fn add(imposed: &mut Vec<Imposed>, measure: Measure, printed: &str) {
    let is_known =
        |known: &Imposed| known.measure == measure && (measure != Measure::Other || known.printed == printed);
    if !imposed.iter().any(is_known) {
        imposed.push(Imposed { measure, printed: printed.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_not_in_the_table_are_reported() {
        let mut notes = Notes::default();
        let imposed = of_uk(
            "Asset freeze|Travel Ban|Shipping sanctions: (see \"Other information\")|Chartering of Ships|Tea ban",
            &mut notes,
        );
        let measures: Vec<Measure> = imposed.iter().map(|imposed| imposed.measure).collect();
        assert_eq!(measures, [Measure::AssetFreeze, Measure::TravelBan, Measure::Shipping, Measure::Other]);
        assert_eq!(notes.unknown_words().get(Table::Measures.word()).unwrap().get("Tea ban"), Some(&1));
        let words =
            ["Block", "13662 Sectoral Directive 1", "13662 Sectoral Directive 4", "Whatever"].map(str::to_owned);
        let measures: Vec<Measure> = of_ofac(&words, &mut notes).iter().map(|imposed| imposed.measure).collect();
        assert_eq!(
            measures,
            [Measure::AssetFreeze, Measure::FinancialRestriction, Measure::TradeRestriction, Measure::Other]
        );
    }

    use sanad_model::Vocabulary;
}
