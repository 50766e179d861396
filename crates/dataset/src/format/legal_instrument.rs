//! `[[legal_instrument]]`: a resolution, an order, a law or a treaty.

use super::url;
use crate::keys::AGENT;
use crate::reader::{Caption, Captions, Fields};
use crate::records::LegalInstrument;

pub fn read(fields: &mut Fields<'_>) -> Option<LegalInstrument> {
    let key = fields.required("key");
    let title = fields.required("title").map(|Captions(texts)| texts);
    let kind = fields.required("kind");
    let symbol = fields.optional("symbol").map(|Caption(text)| text);
    let adopted = fields.optional("adopted");
    let issuer = fields.optional_reference("issuer", AGENT);
    let url = url::read(fields, "url");
    Some(LegalInstrument { key: key?, title: title?, kind: kind?, symbol, adopted, issuer, url })
}
