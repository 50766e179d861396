//! `[[organization]]`: a state, an institution, an armed group, a company or another organization.

use super::{names, when};
use crate::reader::Fields;
use crate::records::Organization;

pub fn read(fields: &mut Fields<'_>) -> Option<Organization> {
    let key = fields.required("key");
    let kind = fields.required("type");
    let names = names::read(fields);
    let countries = fields.list("countries");
    let (founded, dissolved) = when::period(fields, "founded", "dissolved");
    Some(Organization { key: key?, kind: kind?, names: names?, countries: countries?, founded, dissolved })
}
