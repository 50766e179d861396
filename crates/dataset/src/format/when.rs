//! When something began or ended: a date, and what narrows it (`started`, `started_not_before`, `started_not_after`).

use sanad_model::{DayRange, PartialDate, When};

use crate::reader::Fields;

/// What `field` and the fields that narrow it say. Dates that contradict each other are reported, and say nothing.
pub fn read(fields: &mut Fields<'_>, field: &str) -> When {
    let (after, before) = (format!("{field}_not_before"), format!("{field}_not_after"));
    let date: Option<PartialDate> = fields.optional(field);
    let first: Option<PartialDate> = fields.optional(&after);
    let last: Option<PartialDate> = fields.optional(&before);
    let narrowing = DayRange { earliest: first.map(PartialDate::earliest), latest: last.map(PartialDate::latest) };
    let when = When::new(date, narrowing);
    let (wrong, text, hint) = if narrowing.is_empty() {
        let text = format!("`{before}` is before `{after}`");
        (before.as_str(), text, "exchange the two, or correct one".to_owned())
    } else if when.within.is_empty() {
        let text = format!("`{field}` lies outside of what narrows it");
        (field, text, format!("correct it, or `{after}` and `{before}`"))
    } else {
        return when;
    };
    fields.complain(fields.spot_of(wrong), text, hint);
    When::default()
}

/// Whether anything is said about that date.
pub fn is_given(fields: &Fields<'_>, field: &str) -> bool {
    ["", "_not_before", "_not_after"].iter().any(|suffix| fields.has(&format!("{field}{suffix}")))
}

/// A beginning and an end; an end that is certainly before the beginning is reported.
pub fn period(fields: &mut Fields<'_>, start: &str, end: &str) -> (When, When) {
    let (started, ended) = (read(fields, start), read(fields, end));
    if let (Some(first), Some(last)) = (started.within.earliest, ended.within.latest)
        && last < first
    {
        let wrong = [end.to_owned(), format!("{end}_not_after")].into_iter().find(|field| fields.has(field));
        let wrong = wrong.unwrap_or_else(|| end.to_owned());
        let text = format!("`{wrong}` is before `{start}`: {last} at the latest, and {first} at the earliest");
        fields.complain(fields.spot_of(&wrong), text, "exchange the two, or correct one");
    }
    (started, ended)
}
