//! `[[asset]]`: a vessel or an aircraft.

use super::{identifiers, locations, names, source_record, when};
use crate::reader::Fields;
use crate::records::Asset;

pub fn read(fields: &mut Fields<'_>) -> Option<Asset> {
    let key = fields.required("key");
    let kind = fields.required("type");
    let names = names::read(fields);
    let countries = fields.list("countries");
    let identifiers = identifiers::read(fields);
    let addresses = locations::read(fields, "addresses");
    let subtype = fields.optional("subtype");
    let built = when::read(fields, "built");
    let source_records = source_record::read(fields);
    Some(Asset {
        key: key?,
        kind: kind?,
        names: names?,
        countries: countries?,
        identifiers: identifiers?,
        addresses: addresses?,
        subtype,
        built,
        source_records: source_records?,
    })
}
