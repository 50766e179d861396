//! `[[sanction_event.participation]]` and `[[incident.participation]]`: the role of a party in an event.

use sanad_model::{Happening, Key, NodeKind, Role, Vocabulary};

use super::evidence;
use crate::keys::PARTY;
use crate::reader::Fields;
use crate::records::Participation;

pub fn read(fields: &mut Fields<'_>, event: Option<&Key>, happening: Option<Happening>) -> Option<Participation> {
    let key = key(fields, event);
    if let Some(key) = &key {
        fields.derive_key(NodeKind::Participation, key.clone());
    }
    let party = fields.reference("party", PARTY);
    let role = fields.required("role");
    if let (Some(role), Some(happening)) = (role, happening) {
        must_fit(fields, role, happening);
    }
    let evidence = evidence::read(fields);
    Some(Participation { key: key?, party: party?, role: role?, evidence: evidence? })
}

fn key(fields: &Fields<'_>, event: Option<&Key>) -> Option<Key> {
    let role: Role = fields.peek("role")?;
    let party: Key = fields.peek("party")?;
    Some(Key::joined([event?.as_str(), role.word(), party.as_str()]))
}

fn must_fit(fields: &Fields<'_>, role: Role, happening: Happening) {
    let fitting = happening.roles();
    if !fitting.contains(&role) {
        let event = match happening {
            Happening::Sanction(action) => format!("a sanction event with the action {action}"),
            Happening::Incident(_) => "an incident".to_owned(),
        };
        let words: Vec<_> = fitting.into_iter().map(Role::word).collect();
        let text = format!("`role`: {role} does not fit {event}");
        fields.complain(fields.spot_of("role"), text, format!("expected one of {}", words.join(", ")));
    }
}
