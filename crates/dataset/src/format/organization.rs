//! `[[organization]]`: a state, an institution, an armed group, a company or another organization.

use super::{identifiers, locations, names, source_record, when};
use crate::reader::Fields;
use crate::records::Organization;

pub fn read(fields: &mut Fields<'_>) -> Option<Organization> {
    let key = fields.required("key");
    let kind = fields.required("type");
    let names = names::read(fields);
    let countries = fields.list("countries");
    let identifiers = identifiers::read(fields);
    let addresses = locations::read(fields, "addresses");
    let (founded, dissolved) = when::period(fields, "founded", "dissolved");
    let source_records = source_record::read(fields);
    Some(Organization {
        key: key?,
        kind: kind?,
        names: names?,
        countries: countries?,
        identifiers: identifiers?,
        addresses: addresses?,
        founded,
        dissolved,
        source_records: source_records?,
    })
}
