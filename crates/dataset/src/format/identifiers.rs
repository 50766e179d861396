//! `identifiers` of parties.

use sanad_base::visible::quoted;
use sanad_model::{CountryCode, IdentifierKind};

use crate::reader::{Caption, Fields, Seen};
use crate::records::Identifier;

/// The identity of an identifier: its kind, its normalized value and its country.
type Identity = (IdentifierKind, String, Option<CountryCode>);

/// The identifiers, in the order of the file.
pub fn read(fields: &mut Fields<'_>) -> Option<Vec<Identifier>> {
    let mut seen = Seen::new();
    fields.each("identifiers", |fields| identifier(fields, &mut seen))
}

fn identifier(fields: &mut Fields<'_>, seen: &mut Seen<Identity>) -> Option<Identifier> {
    let kind: Option<IdentifierKind> = fields.required("kind");
    let value = fields.required("value").map(|Caption(text)| text);
    let country = fields.optional("country");
    let note = fields.optional("note");
    let (kind, value) = (kind?, value?);
    let (normalized, spot) = (kind.normalized(&value), fields.spot_of("value"));
    if normalized.is_empty() {
        let expected = match kind {
            IdentifierKind::Imo | IdentifierKind::Mmsi => "expected a number",
            _ => "expected letters or digits",
        };
        fields.complain(spot, format!("`value`: {} identifies nobody", quoted(&value)), expected);
        return None;
    }
    fields.expect_first(seen, (kind, normalized, country.clone()), spot, "this identifier is given twice");
    Some(Identifier { kind, value, country, note })
}
