//! `addresses` of parties and `birthplaces` of people.

use sanad_model::{CountryCode, Localized};

use crate::reader::{Fields, Seen};
use crate::records::Location;

/// The locations in a field, in the order of the file.
pub fn read(fields: &mut Fields<'_>, field: &str) -> Option<Vec<Location>> {
    let mut seen = Seen::new();
    fields.each(field, |fields| location(fields, &mut seen))
}

fn location(fields: &mut Fields<'_>, seen: &mut Seen<(Option<Localized>, Option<CountryCode>)>) -> Option<Location> {
    let (text, country) = (fields.optional("text"), fields.optional("country"));
    if !fields.has("text") && !fields.has("country") {
        fields.add_missing("text", "`text` is missing", "expected a `text`, a `country` or both");
        return None;
    }
    fields.expect_first(seen, (text.clone(), country.clone()), fields.spot(), "this item is given twice");
    Some(Location { text, country })
}
