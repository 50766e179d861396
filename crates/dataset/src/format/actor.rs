//! `[[actor]]`: a person.

use super::{names, when};
use crate::reader::Fields;
use crate::records::Actor;

pub fn read(fields: &mut Fields<'_>) -> Option<Actor> {
    let key = fields.required("key");
    let names = names::read(fields);
    let gender = fields.optional("gender");
    let countries = fields.list("countries");
    let (born, died) = when::period(fields, "born", "died");
    Some(Actor { key: key?, names: names?, gender, countries: countries?, born, died })
}
