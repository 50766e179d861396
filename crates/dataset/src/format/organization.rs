//! `[[organization]]`: a state, an institution, an armed group, a company or another organization.

use super::{names, source_record, when};
use crate::reader::Fields;
use crate::records::Organization;

pub fn read(fields: &mut Fields<'_>) -> Option<Organization> {
    let key = fields.required("key");
    let kind = fields.required("type");
    let names = names::read(fields);
    let countries = fields.list("countries");
    let (founded, dissolved) = when::period(fields, "founded", "dissolved");
    let source_records = source_record::read(fields);
    let (countries, source_records) = (countries?, source_records?);
    Some(Organization { key: key?, kind: kind?, names: names?, countries, founded, dissolved, source_records })
}
