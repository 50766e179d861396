//! The time bar: which facts are shown, in words and as a form.

use maud::{Markup, html};

use super::{Context, Hidden, View};
use crate::address::{AS_OF, KNOWN_BY, MIN_SOURCES, Moment};
use crate::texts::{day, say};

/// The bar. It is folded while everything is shown.
pub fn bar(cx: &Context<'_>, view: &View) -> Markup {
    let Moment { as_of, known_by, min_sources } = cx.address.moment;
    let t = cx.t;
    let is_narrowed = !cx.address.moment.is_all();
    html! {
        section.moment aria-label=(t.moment) { details open[is_narrowed] {
            summary { span { (t.moment) } " " span.quiet { (shown(cx)) } }
            @if is_narrowed { p.hides { (hides(cx, view)) } }
            form action=(cx.address.path()) method="get" {
                @for (name, value) in cx.address.page.kept_parameters() { input type="hidden" name=(name) value=(value); }
                (day_field(AS_OF, t.as_of, as_of))
                (day_field(KNOWN_BY, t.known_by, known_by))
                label { span { (t.min_sources) }
                    input type="number" name=(MIN_SOURCES) min="1" max="99" inputmode="numeric" value=[min_sources];
                }
                @if !view.days.is_empty() {
                    datalist id="days" { @for day in &view.days { option value=(day) {} } }
                }
                button type="submit" { (t.apply) }
                @if is_narrowed { a href=(cx.address.at(Moment::default())) { (t.clear) } }
            }
        } }
    }
}

fn day_field(name: &str, text: &str, day: Option<chrono::NaiveDate>) -> Markup {
    html! { label { span { (text) } input type="date" name=(name) list="days" value=[day]; } }
}

/// What is shown, in words.
fn shown(cx: &Context<'_>) -> Markup {
    let Moment { as_of, known_by, min_sources } = cx.address.moment;
    let t = cx.t;
    let parts = [
        as_of.map(|as_of| say(t.moment_as_of, &[("day", day(cx.locale, as_of))])),
        known_by.map(|known_by| say(t.moment_known_by, &[("day", day(cx.locale, known_by))])),
        min_sources.map(|least| say(t.moment_min_sources, &[("n", html! { (cx.locale.number(least.into())) })])),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        html! { (t.moment_all) }
    } else {
        say(t.moment_shown, &[("parts", cx.list(parts))])
    }
}

/// What is hidden, in words.
fn hides(cx: &Context<'_>, view: &View) -> Markup {
    match &view.hidden {
        Hidden::NotHere => html! { (cx.t.moment_not_here) },
        Hidden::Uncounted => html! { (cx.t.moment_hides_rest) },
        Hidden::Counted(things) if things.is_empty() => html! { (cx.t.moment_hides_nothing) },
        Hidden::Counted(things) => say(cx.t.moment_hides, &[("things", cx.list(things.iter().cloned()))]),
    }
}

impl Context<'_> {
    /// What the time bar hides of lists: how many of each are shown, and how many there are.
    pub fn hidden(&self, lists: &[(crate::texts::Noun, u64, u64)]) -> Hidden {
        let hidden = lists.iter().filter(|(_, shown, all)| shown < all);
        Hidden::Counted(hidden.map(|(noun, shown, all)| self.count(*noun, all - shown)).collect())
    }
}
