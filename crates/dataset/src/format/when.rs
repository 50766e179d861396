//! Dates with optional bounds: `started`, `started_not_before`, `started_not_after`.

use sanad_model::{DayRange, PartialDate, When};

use crate::reader::Fields;

/// The date in `field`, narrowed by its bounds. Reports dates that contradict each other and treats them as unknown.
pub fn read(fields: &mut Fields<'_>, field: &str) -> When {
    let (after, before) = (format!("{field}_not_before"), format!("{field}_not_after"));
    let date: Option<PartialDate> = fields.optional(field);
    let first: Option<PartialDate> = fields.optional(&after);
    let last: Option<PartialDate> = fields.optional(&before);
    let narrowing = DayRange { earliest: first.map(PartialDate::earliest), latest: last.map(PartialDate::latest) };
    let when = When::new(date, narrowing);
    let (wrong, text, hint) = if narrowing.is_empty() {
        let text = format!("`{before}` is before `{after}`");
        (before.as_str(), text, "swap the two, or correct one")
    } else if when.within.is_empty() {
        (field, format!("`{field}` contradicts `{after}` or `{before}`"), "correct one of them")
    } else {
        return when;
    };
    fields.complain(fields.spot_of(wrong), text, hint);
    When::default()
}

/// Whether the date or one of its bounds is given.
pub fn is_given(fields: &Fields<'_>, field: &str) -> bool {
    ["", "_not_before", "_not_after"].iter().any(|suffix| fields.has(&format!("{field}{suffix}")))
}

/// A start and an end. Reports an end that is certainly before the start.
pub fn period(fields: &mut Fields<'_>, start: &str, end: &str) -> (When, When) {
    let (started, ended) = (read(fields, start), read(fields, end));
    if let (Some(first), Some(last)) = (started.within.earliest, ended.within.latest)
        && last < first
    {
        let wrong = [end.to_owned(), format!("{end}_not_after")].into_iter().find(|field| fields.has(field));
        let wrong = wrong.unwrap_or_else(|| end.to_owned());
        let text = format!("`{wrong}` is {last} at the latest, before `{start}`, which is {first} at the earliest");
        fields.complain(fields.spot_of(&wrong), text, "swap the two, or correct one");
    }
    (started, ended)
}
