//! The dates of birth of a person: `born`, or `births`.

use sanad_model::When;

use super::when;
use crate::reader::{Caption, Fields, Seen};
use crate::records::Birth;

/// The dates of birth, in the order of the file, and the date of death.
pub fn read(fields: &mut Fields<'_>) -> Option<(Vec<Birth>, When)> {
    let (born, died) = when::period(fields, "born", "died");
    if !fields.has("births") {
        let born = (born != When::default()).then_some(Birth { when: born, is_approximate: false, text: None });
        // The field is known, even if it is not given.
        return fields.each("births", birth_of(&mut Seen::new())).map(|_| (born.into_iter().collect(), died));
    }
    if when::is_given(fields, "born") {
        let hint = "move the date of `born` to `births`";
        fields.complain(fields.spot_of("births"), "`births` is given beside `born`", hint);
    }
    let births = fields.each("births", birth_of(&mut Seen::new()))?;
    let first = births.iter().map(|birth| birth.when.within.earliest).min().flatten();
    if let (Some(first), Some(last)) = (first, died.within.latest)
        && last < first
    {
        let text = format!("`died` is {last} at the latest, before all `births`, of which the first is on {first}");
        fields.complain(fields.spot_of("births"), text, "correct one of them");
    }
    Some((births, died))
}

fn birth_of<'a, 's>(seen: &'s mut Seen<(When, bool)>) -> impl FnMut(&mut Fields<'a>) -> Option<Birth> + use<'a, 's> {
    |fields| {
        let when = when::read(fields, "date");
        let is_approximate = fields.optional("approximate").unwrap_or(false);
        let text = fields.optional("text").map(|Caption(text)| text);
        if !when::is_given(fields, "date") && !fields.has("text") {
            let hint = "expected `date`, `date_not_before`, `date_not_after`, or a `text`";
            fields.add_missing("date", "this birth has no date", hint);
            return None;
        }
        if when != When::default() {
            let mistake = "this date of birth is given twice";
            fields.expect_first(seen, (when, is_approximate), fields.spot(), mistake);
        }
        Some(Birth { when, is_approximate, text })
    }
}
