//! Legal instruments: one for each sanctions programme.

use sanad_dataset::records::LegalInstrument;
use sanad_model::{Key, LegalInstrumentKind, Localized};

use super::key;
use super::names::language;
use super::words::PROGRAMMES;

pub fn instruments() -> Vec<LegalInstrument> {
    (0..).zip(PROGRAMMES).map(|(number, programme)| instrument(number, programme)).collect()
}

fn instrument(number: u32, programme: &str) -> LegalInstrument {
    let title = vec![(language("ar"), format!("قرار {programme}")), (language("en"), format!("{programme} order"))];
    LegalInstrument {
        key: key('i', number),
        title: Localized::new(title.into_iter().filter_map(|(language, text)| Some((language?, text))).collect()),
        kind: LegalInstrumentKind::ExecutiveOrder,
        symbol: Some(format!("E.O. {}", 13_000 + number)),
        adopted: None,
        issuer: None,
        url: None,
    }
}

/// The legal instrument of a sanctions programme.
pub fn basis_of(programme: Option<&str>) -> Vec<Key> {
    let number = (0..).zip(PROGRAMMES).find(|(_, known)| Some(**known) == programme).map(|(number, _)| number);
    number.map(|number| key('i', number)).into_iter().collect()
}
