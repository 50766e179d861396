//! `[[actor.source_record]]` and the like: the entry of a party in a list.

use super::url;
use crate::reader::{Fields, Locator, Seen};
use crate::records::SourceRecord;

/// The source records of a party, each with a reference of its own.
pub fn read(fields: &mut Fields<'_>) -> Option<Vec<SourceRecord>> {
    let mut seen = Seen::new();
    fields.each("source_record", |fields| entry(fields, &mut seen))
}

fn entry(fields: &mut Fields<'_>, seen: &mut Seen<String>) -> Option<SourceRecord> {
    let reference = fields.required("reference").map(|Locator(text)| text);
    if let Some(reference) = &reference {
        let mistake = "this party already has a source record with this reference";
        fields.expect_first(seen, reference.clone(), fields.spot_of("reference"), mistake);
    }
    let number = fields.optional("number").map(|Locator(text)| text);
    let url = url::read(fields, "url");
    let remarks = fields.optional("remarks");
    Some(SourceRecord { reference: reference?, number, url, remarks })
}
