//! The timeline of a party: a drawing, and the same as a list.

use maud::{Markup, html};

use super::evidence::evidence;
use super::parts::isolated;
use super::party::tabs;
use super::{Context, View};
use crate::address::{Page, Period, Tab};
use crate::answers::{PartyLink, TimelineAnswer, TimelinePage};
use crate::draw::{is_drawn, timeline};
use crate::texts::{noun, say, word};

pub fn view(cx: &Context<'_>, answer: &TimelineAnswer) -> Option<View> {
    let party = answer.party.as_ref()?;
    let drawing = drawing(cx, party);
    Some(View {
        title: cx.t.timeline_of.replace("{name}", &party.link.name),
        body: body(cx, party, &drawing),
        drawing: Some(drawing),
        hidden: cx.hidden(&[(noun::EVENTS, party.participations.total_count, party.all_participations.total_count)]),
        ..View::default()
    })
}

fn drawing(cx: &Context<'_>, party: &TimelinePage) -> Markup {
    let t = cx.t;
    let events = &party.participations.nodes;
    let is_undated = events.iter().any(|event| !is_drawn(event));
    html! {
        @if events.is_empty() { p.quiet { (t.nothing_shown) } } @else {
            figure.timeline {
                (timeline(cx, events, period(cx)))
                figcaption.note { (t.timeline_drawn) @if is_undated { " " (t.timeline_undated) } }
            }
        }
    }
}

fn body(cx: &Context<'_>, party: &TimelinePage, drawing: &Markup) -> Markup {
    let t = cx.t;
    let events = &party.participations.nodes;
    html! {
        article.timeline {
            header {
                h1 { (say(t.timeline_of, &[("name", isolated(&party.link.name))])) }
                (tabs(cx, &party.link, &Tab::TIMELINE))
                p.quiet { (cx.count(noun::EVENTS, party.participations.total_count)) }
            }
            (choice(cx, &party.link))
            (drawing)
            ol.rows {
                @for part in events {
                    li id=(part.anchor()) {
                        p {
                            span.date { (cx.when(part.event.link.started, part.event.link.started_within).unwrap_or_else(|| html! { (t.undated) })) } " "
                            (cx.event(&part.event.link)) " " span.quiet { (word(cx.locale.lang, *part.role)) }
                        }
                        (evidence(cx, &part.sourced))
                    }
                }
            }
            (cx.more(next(cx, party), "content"))
        }
    }
}

/// The days that are shown, as the address says.
fn period(cx: &Context<'_>) -> Period {
    match cx.address.page {
        Page::Party { tab: Tab::Timeline { period, .. }, .. } => period,
        _ => Period::ALL,
    }
}

/// The form to look closer. A script fills it while the drawing is dragged over.
fn choice(cx: &Context<'_>, party: &PartyLink) -> Markup {
    let t = cx.t;
    let Ok(key) = party.key.parse() else { return html! {} };
    let whole = cx.to(Page::Party { key, tab: Tab::TIMELINE });
    let Period { from, until } = period(cx);
    html! {
        form.fields.period action=(whole.path()) method="get" aria-label=(t.period) {
            label { span { (t.period_first) } input type="date" name="from" value=[from]; }
            label { span { (t.period_last) } input type="date" name="until" value=[until]; }
            @for (name, value) in cx.address.moment_parameters() { input type="hidden" name=(name) value=(value); }
            button type="submit" { (t.apply) }
            @if period(cx) != Period::ALL { a.act href=(whole) { (t.period_all) } }
            p.note.drag hidden { (t.period_drag) }
        }
    }
}

fn next(cx: &Context<'_>, party: &TimelinePage) -> Option<Page> {
    let Page::Party { key, .. } = &cx.address.page else { return None };
    let after = party.participations.next()?.to_owned();
    Some(Page::Party { key: key.clone(), tab: Tab::Timeline { period: period(cx), after: Some(after) } })
}
