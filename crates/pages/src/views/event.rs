//! The page of an event.

use maud::{Markup, html};

use super::evidence::{citations_of, evidence, sources_of};
use super::parts::{heading, isolated, particulars};
use super::{Context, View};
use crate::address::Page;
use crate::answers::{EventAnswer, EventPage, FigureAnswer, InstrumentLink, Taking};
use crate::texts::{counted, measure, noun, say, word};

pub fn view(cx: &Context<'_>, answer: &EventAnswer) -> Option<View> {
    let event = answer.event.as_ref()?;
    Some(View {
        title: event.link.title.clone(),
        description: event.summary.clone(),
        body: body(cx, event),
        hidden: cx.hidden(&[
            (noun::ROLES, event.participations.total_count, event.all_participations.total_count),
            (noun::FIGURES, event.figures.len() as u64, event.all_figures.len() as u64),
        ]),
        ..View::default()
    })
}

fn body(cx: &Context<'_>, event: &EventPage) -> Markup {
    let t = cx.t;
    let lang = cx.locale.lang;
    let link = &event.link;
    let measures = event.measures.iter().map(|measure| html! { (word(lang, **measure)) });
    let steps = event.chain.len() as u64;
    html! {
        article.event {
            header {
                @if let Some(kind) = cx.event_kind(link) { p.kind { (kind) } }
                h1 { bdi { (link.title) } }
                @if let Some(summary) = &event.summary { p.lead dir="auto" { (summary) } }
            }
            aside aria-label=(t.about_it) {
                (particulars([
                    (t.began, cx.began(link)),
                    (t.ended, link.ended.map(|ended| cx.date(*ended))),
                    (t.place, event.place.as_ref().map(|place| cx.place(place))),
                    (t.authority, event.authority.as_ref().map(|party| cx.party(party))),
                    (t.programme, event.programme.as_deref().map(isolated)),
                    (t.measures, (!event.measures.is_empty()).then(|| cx.list(measures))),
                    (t.legal_basis, instruments(cx, &event.instruments)),
                    (t.condition, event.condition.as_deref().map(isolated)),
                ]))
                p.quiet { (say(t.of_data_set, &[("dataset", cx.dataset(&event.dataset))])) }
            }
            div.facts {
                section {
                    (heading("evidence", t.evidence))
                    p { (sources_of(cx, link.source_count, link.is_disputed, &event.evidence)) }
                    (citations_of(cx, &event.evidence.nodes, event.evidence.page_info.has_next_page))
                }
                @if steps > 1 {
                    p { (case_link(cx, &link.key, steps)) }
                }
                (takings(cx, &event.participations.nodes))
                (figures(cx, &event.figures))
            }
        }
    }
}

fn case_link(cx: &Context<'_>, key: &str, steps: u64) -> Markup {
    let text = say(cx.t.the_whole_case, &[("steps", cx.count(noun::STEPS, steps))]);
    cx.link_to(key, |key| Page::Case { key }, text)
}

/// Legal instruments, each with its symbol.
pub fn instruments(cx: &Context<'_>, instruments: &[InstrumentLink]) -> Option<Markup> {
    let link = |instrument: &InstrumentLink| {
        let text = html! {
            bdi { (instrument.title) }
            @if let Some(symbol) = &instrument.symbol { " " span.quiet { bdi { (symbol) } } }
        };
        cx.link_to(&instrument.key, |key| Page::Instrument { key, after: None }, text)
    };
    (!instruments.is_empty()).then(|| cx.list(instruments.iter().map(link)))
}

fn takings(cx: &Context<'_>, takings: &[Taking]) -> Markup {
    html! {
        section {
            (heading("who", cx.t.who))
            @if takings.is_empty() { p.quiet { (cx.t.nothing_shown) } }
            ul.rows {
                @for taking in takings {
                    li {
                        p { (cx.party(&taking.party)) " " span.quiet { (word(cx.locale.lang, *taking.role)) } }
                        @if let Some(sourced) = &taking.sourced { (evidence(cx, sourced)) }
                    }
                }
            }
        }
    }
}

fn figures(cx: &Context<'_>, figures: &[FigureAnswer]) -> Markup {
    html! {
        @if !figures.is_empty() {
            section {
                (heading("figures", cx.t.figures))
                ul.rows.figures {
                    @for figure in figures {
                        li {
                            p {
                                strong { (counted(cx.locale, *figure.qualifier, figure.low, figure.high, figure.unit.as_deref())) }
                                " " (measure(cx.locale.lang, &figure.measure))
                            }
                            @if let Some(note) = &figure.note { p.note dir="auto" { (note) } }
                            (evidence(cx, &figure.sourced))
                        }
                    }
                }
            }
        }
    }
}
