//! The regimes of the Security Council: committees, resolutions and measures.

use sanad_model::{PartyType, SanctionMeasure};

use super::{Notes, Table};
use crate::entry::{Imposed, LegalBasis};

/// A regime of sanctions of the Security Council.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Regime {
    /// What its references start with: `LY` in `LYi.023`.
    pub(crate) prefix: &'static str,
    /// What the list calls it.
    pub(crate) words: &'static [&'static str],
    /// The committee, in the shared core data set.
    pub(crate) authority: &'static str,
    /// The resolution that set it up or rules it today, with its year.
    resolution: (u32, u32),
    /// What is imposed on all, and what on people besides. Only used where the entry does not state it.
    measures: (&'static [SanctionMeasure], &'static [SanctionMeasure]),
    /// Whether original names in Arabic letters are Arabic. Not in Iran and Afghanistan, where they are mostly Persian
    /// and Pashto.
    pub(crate) writes_arabic: bool,
}

use SanctionMeasure::{ArmsEmbargo, AssetFreeze, TravelBan};

const FREEZE: &[SanctionMeasure] = &[AssetFreeze];
const FREEZE_AND_ARMS: &[SanctionMeasure] = &[AssetFreeze, ArmsEmbargo];
const TRAVEL: &[SanctionMeasure] = &[TravelBan];

const REGIMES: &[Regime] = &[
    regime("CD", &["DRC"], "un-drc-sanctions-committee", (1533, 2004), (FREEZE, TRAVEL), true),
    regime("CF", &["CAR"], "un-car-sanctions-committee", (2745, 2024), (FREEZE, TRAVEL), true),
    regime("GB", &["GB"], "un-guinea-bissau-sanctions-committee", (2048, 2012), (&[], TRAVEL), true),
    regime("HT", &["Haiti"], "un-haiti-sanctions-committee", (2653, 2022), (FREEZE_AND_ARMS, TRAVEL), true),
    regime("IQ", &["Iraq"], "un-iraq-sanctions-committee", (1483, 2003), (FREEZE, &[]), true),
    regime("IR", &["Iran"], "un-iran-sanctions-committee", (1737, 2006), (FREEZE, TRAVEL), false),
    regime("KP", &["DPRK"], "un-dprk-sanctions-committee", (1718, 2006), (FREEZE, TRAVEL), true),
    regime("LY", &["Libya"], "un-libya-sanctions-committee", (1970, 2011), (FREEZE, TRAVEL), true),
    regime("ML", &["Mali"], "un-mali-sanctions-committee", (2374, 2017), (FREEZE, TRAVEL), true),
    regime("QD", &["Al-Qaida"], "un-isil-al-qaida-sanctions-committee", (1267, 1999), (FREEZE_AND_ARMS, TRAVEL), true),
    regime("SD", &["Sudan"], "un-sudan-sanctions-committee", (1591, 2005), (FREEZE, TRAVEL), true),
    regime("SO", &["Somalia"], "un-somalia-sanctions-committee", (2713, 2023), (FREEZE_AND_ARMS, TRAVEL), true),
    regime(
        "SS",
        &["SouthSudan", "South Sudan"],
        "un-south-sudan-sanctions-committee",
        (2206, 2015),
        (FREEZE, TRAVEL),
        true,
    ),
    regime("TA", &["Taliban"], "un-taliban-sanctions-committee", (1988, 2011), (FREEZE_AND_ARMS, TRAVEL), false),
    regime("YE", &["Yemen"], "un-yemen-sanctions-committee", (2140, 2014), (FREEZE_AND_ARMS, TRAVEL), true),
];

const fn regime(
    prefix: &'static str,
    words: &'static [&'static str],
    authority: &'static str,
    resolution: (u32, u32),
    measures: (&'static [SanctionMeasure], &'static [SanctionMeasure]),
    writes_arabic: bool,
) -> Regime {
    Regime { prefix, words, authority, resolution, measures, writes_arabic }
}

/// The regime of an entry: by its reference, which does not change; otherwise by the list's word, which has been
/// `26532022` and `No-regime` for Haiti. The word is reported if it is not known.
pub(crate) fn of(reference: &str, word: Option<&str>, notes: &mut Notes) -> Option<&'static Regime> {
    let by_word = word.and_then(|word| REGIMES.iter().find(|regime| regime.words.contains(&word)));
    if let (Some(word), None) = (word, by_word) {
        notes.unknown(Table::Regimes, word);
    }
    let prefix = reference.get(..2).filter(|_| reference.get(3..4) == Some("."));
    let by_prefix = prefix.and_then(|prefix| REGIMES.iter().find(|regime| regime.prefix == prefix));
    by_prefix.or(by_word)
}

impl Regime {
    /// The resolution.
    pub(crate) fn legal_basis(&self) -> LegalBasis {
        let (number, year) = self.resolution;
        LegalBasis {
            title: format!("S/RES/{number} ({year})"),
            url: Some(format!("https://undocs.org/S/RES/{number}({year})")),
            published: None,
        }
    }

    /// What is imposed: what the remarks state, as in `(Travel Ban, Asset Freeze)`, otherwise what the regime imposes.
    pub(crate) fn measures(&self, kind: PartyType, remarks: &str) -> Vec<Imposed> {
        let lower = remarks.to_lowercase();
        let stated = [
            ("travel ban", TravelBan),
            ("asset freeze", AssetFreeze),
            ("assets freeze", AssetFreeze),
            ("arms embargo", ArmsEmbargo),
        ];
        let mut imposed: Vec<Imposed> = Vec::new();
        let is_listed_pursuant = lower.contains("listed pursuant to");
        for (words, measure) in stated.into_iter().filter(|(words, _)| is_listed_pursuant && lower.contains(words)) {
            if !imposed.iter().any(|known| known.measure == measure) {
                imposed.push(Imposed { measure, printed: words.to_owned() });
            }
        }
        if !imposed.is_empty() {
            return imposed;
        }
        let (all, people) = self.measures;
        let people = people.iter().filter(|_| kind == PartyType::Person);
        let printed = self.legal_basis().title;
        all.iter().chain(people).map(|measure| Imposed { measure: *measure, printed: printed.clone() }).collect()
    }
}
