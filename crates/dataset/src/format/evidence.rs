//! `[[….evidence]]`: a citation for a relationship, an event, a participation or a figure.

use sanad_model::{Key, Localized, Stance};

use super::cited;
use crate::keys::{AGENT, ARTICLE};
use crate::reader::{Fields, Seen};
use crate::records::{Cited, Evidence};

/// The identity of a citation: everything except the note.
type Citation = (Key, Cited, Stance, Option<Key>, Option<String>, Option<String>);

/// The evidence for a fact; at least one piece.
pub fn read(fields: &mut Fields<'_>) -> Option<Vec<Evidence>> {
    let mut seen = Seen::new();
    let evidence = fields.each("evidence", |fields| citation(fields, &mut seen))?;
    if evidence.is_empty() {
        let text = format!("this {} has no evidence", fields.name().replace('_', " "));
        let table = fields.path_of("evidence");
        let hint = format!("cite an article in [[{table}]], with `article`, `paragraphs` or `locator`, and `stance`");
        fields.add_missing("evidence", text, hint);
        return None;
    }
    Some(evidence)
}

fn citation(fields: &mut Fields<'_>, seen: &mut Seen<Citation>) -> Option<Evidence> {
    let article = fields.reference("article", ARTICLE);
    let cited = cited::read(fields);
    let stance = fields.required("stance");
    let attributed_to = fields.optional_reference("attributed_to", AGENT);
    let attribution: Option<Localized> = fields.optional("attribution");
    let condition: Option<Localized> = fields.optional("condition");
    let note = fields.optional("note");
    let (article, cited, stance) = (article?, cited?, stance?);
    let [source, depends_on] = [&attribution, &condition].map(|text| text.as_ref().map(Localized::to_string));
    let citation = (article.clone(), cited.clone(), stance, attributed_to.clone(), source, depends_on);
    fields.expect_first(seen, citation, fields.spot(), "the same evidence is given twice for this fact");
    Some(Evidence { article, cited, stance, attributed_to, attribution, condition, note })
}
