//! `[[sanction_event]]`: a step of a sanctions case.

use sanad_model::{Happening, Role};

use super::{event, instruments};
use crate::check::Chained;
use crate::ends::Step;
use crate::keys::{AGENT, SANCTION_EVENT};
use crate::reader::{Caption, Fields};
use crate::records::{Event, Sanction};

pub fn read(fields: &mut Fields<'_>) -> Option<Event> {
    let action = fields.required("action");
    let event = event::read(fields, action.map(Happening::Sanction));
    let instruments = instruments::read(fields, "legal_basis");
    let sanction = sanction(fields);
    if let (Some(key), Some(action), Some(event)) = (fields.unique_key(), action, &event) {
        let given = ["ended", "ended_not_after", "ended_not_before"].into_iter().find(|field| fields.has(field));
        let step = Step {
            spot: given.map_or(fields.spot(), |field| fields.spot_of(field)),
            key,
            action,
            started: event.started,
            ended: event.ended,
            follows: sanction.as_ref().and_then(|sanction| sanction.follows.clone()),
        };
        fields.reading().notes.borrow_mut().steps.push(step);
    }
    must_have_a_target(fields);
    Some(Event { instruments: instruments?, sanction: Some(sanction?), ..event? })
}

fn sanction(fields: &mut Fields<'_>) -> Option<Sanction> {
    let authority = fields.optional_reference("authority", AGENT);
    let programme = fields.optional("programme").map(|Caption(text)| text);
    let measures = fields.list("measures");
    let follows = fields.optional_reference("follows", SANCTION_EVENT);
    if let (Some(key), Some(follows)) = (fields.unique_key(), &follows) {
        let follow_up = Chained { spot: fields.spot_of("follows"), key, next: follows.clone() };
        fields.reading().notes.borrow_mut().follow_ups.push(follow_up);
    }
    Some(Sanction { authority, programme, measures: measures?, follows })
}

/// Reports a sanction event without a target. A participation with an invalid role may be the target.
fn must_have_a_target(fields: &mut Fields<'_>) {
    let roles: Vec<Option<Role>> = fields.peek_each("participation", "role");
    let is_known = !roles.is_empty() || !fields.has("participation");
    if is_known && roles.iter().all(|role| role.is_some_and(|role| role != Role::Target)) {
        let hint = "add a [[sanction_event.participation]] with the role TARGET for the sanctioned party";
        fields.add_missing("participation", "this sanction event has no target", hint);
    }
}
