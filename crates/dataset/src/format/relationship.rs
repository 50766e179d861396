//! `[[relationship]]`: a relationship between two parties.

use sanad_model::{Key, NodeKind, RelationshipKind, Vocabulary};

use super::{evidence, when};
use crate::check;
use crate::keys::PARTY;
use crate::reader::Fields;
use crate::records::Relationship;

pub fn read(fields: &mut Fields<'_>) -> Option<Relationship> {
    let key = fields.own_or_derived_key(NodeKind::Relationship, |fields| {
        let source: Key = fields.peek("source")?;
        let kind: RelationshipKind = fields.peek("kind")?;
        let target: Key = fields.peek("target")?;
        Some(Key::joined([source.as_str(), kind.word(), target.as_str()]))
    });
    let source = fields.reference("source", PARTY);
    let kind = fields.required("kind");
    let target = fields.reference("target", PARTY);
    if let (Some(source), Some(kind), Some(target)) = (&source, kind, &target) {
        if source == target {
            let text = format!("`{source}` is both `source` and `target`");
            fields.complain(fields.spot_of("target"), text, "expected two different parties");
        } else {
            let ends = [source.clone(), target.clone()];
            let note = check::Relationship { spot: fields.spot(), key: key.clone(), kind, ends };
            fields.reading().notes.borrow_mut().relationships.push(note);
        }
    }
    let role = fields.optional("role");
    let (started, ended) = when::period(fields, "started", "ended");
    let evidence = evidence::read(fields);
    Some(Relationship {
        key: key?,
        source: source?,
        kind: kind?,
        target: target?,
        role,
        started,
        ended,
        evidence: evidence?,
    })
}
