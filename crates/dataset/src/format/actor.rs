//! `[[actor]]`: a person.

use super::{names, source_record, when};
use crate::reader::Fields;
use crate::records::Actor;

pub fn read(fields: &mut Fields<'_>) -> Option<Actor> {
    let key = fields.required("key");
    let names = names::read(fields);
    let gender = fields.optional("gender");
    let countries = fields.list("countries");
    let (born, died) = when::period(fields, "born", "died");
    let source_records = source_record::read(fields);
    Some(Actor { key: key?, names: names?, gender, countries: countries?, born, died, source_records: source_records? })
}
