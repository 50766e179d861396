//! `[[incident.figure]]`: a number that a source gives for an incident.

use sanad_model::{Key, NodeKind, Qualifier, Vocabulary};

use super::evidence;
use crate::reader::{Fields, Unit};
use crate::records::Figure;

pub fn read(fields: &mut Fields<'_>, incident: Option<&Key>) -> Option<Figure> {
    let key = key(fields, incident);
    if let Some(key) = &key {
        fields.derive_key(NodeKind::Figure, key.clone());
    }
    let measure = fields.required("measure");
    let qualifier = fields.required("qualifier");
    let low: Option<i64> = fields.optional("low");
    let high: Option<i64> = fields.optional("high");
    if let Some(qualifier) = qualifier {
        must_fit(fields, qualifier);
    }
    if let (Some(low), Some(high)) = (low, high)
        && low > high
    {
        fields.complain(fields.spot_of("low"), format!("`low` is {low}, but `high` is {high}"), "swap the two");
    }
    let unit = fields.optional("unit").map(|Unit(text)| text);
    let note = fields.optional("note");
    let evidence = evidence::read(fields);
    Some(Figure { key: key?, measure: measure?, low, high, unit, qualifier: qualifier?, note, evidence: evidence? })
}

/// `tarhuna-mass-graves.graves.at-least-11`, or with a unit `aid.paid.about-500000-usd`
fn key(fields: &Fields<'_>, incident: Option<&Key>) -> Option<Key> {
    let measure: Key = fields.peek("measure")?;
    let qualifier: Qualifier = fields.peek("qualifier")?;
    let mut count = qualifier.word().to_owned();
    for bound in ["low", "high"].into_iter().filter(|bound| fields.has(bound)) {
        let number: i64 = fields.peek(bound)?;
        count.push_str(&format!("-{number}"));
    }
    if fields.has("unit") {
        let Unit(unit) = fields.peek("unit")?;
        // Keys have ASCII letters only, and so have most units.
        let slug: String = unit.chars().filter(char::is_ascii_alphanumeric).collect();
        count.push_str(&if slug.is_empty() { String::new() } else { format!("-{slug}") });
    }
    Some(Key::joined([incident?.as_str(), measure.as_str(), &count]))
}

/// Reports a qualifier that needs a number and has none, and the reverse.
fn must_fit(fields: &mut Fields<'_>, qualifier: Qualifier) {
    let given = ["low", "high"].into_iter().find(|bound| fields.has(bound));
    match given {
        Some(bound) if !qualifier.takes_a_number() => {
            let text = format!("`{bound}`: {qualifier} takes no number");
            fields.complain(fields.spot_of(bound), text, "remove the number, or choose another qualifier");
        }
        None if qualifier.takes_a_number() => {
            let hint = "add `low`, `high` or both";
            fields.add_missing("low", format!("{qualifier} needs a number"), hint);
        }
        _ => {}
    }
}
