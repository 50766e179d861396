//! The page of a case: the steps of sanctions that answer each other.

use maud::{Markup, html};

use super::event::instruments;
use super::evidence::folded;
use super::parts::{isolated, particulars};
use super::{Context, View};
use crate::answers::{CaseAnswer, CasePage, Step};
use crate::texts::{noun, say, word};

pub fn view(cx: &Context<'_>, answer: &CaseAnswer) -> Option<View> {
    let case = answer.sanction_event.as_ref()?;
    Some(View {
        title: format!("{}: {}", cx.t.the_case, case.title),
        description: case.chain.first().and_then(|step| step.summary.clone()),
        body: body(cx, case),
        hidden: cx.hidden(&[(noun::STEPS, case.chain.len() as u64, case.all_steps.len() as u64)]),
        ..View::default()
    })
}

fn body(cx: &Context<'_>, case: &CasePage) -> Markup {
    html! {
        article.case {
            header {
                p.kind { (cx.t.the_case) }
                h1 { bdi { (case.title) } }
                p.quiet {
                    (cx.count(noun::STEPS, case.chain.len() as u64)) " · "
                    (say(cx.t.of_data_set, &[("dataset", cx.dataset(&case.dataset))]))
                }
            }
            ol.steps.long { @for step in &case.chain { (one(cx, step)) } }
        }
    }
}

fn one(cx: &Context<'_>, step: &Step) -> Markup {
    let lang = cx.locale.lang;
    let measures = step.measures.iter().map(|measure| html! { (word(lang, **measure)) });
    let takings = step.participations.nodes.iter().map(|taking| {
        html! { (cx.party(&taking.party)) " " span.quiet { "(" (word(lang, *taking.role)) ")" } }
    });
    html! {
        li id=(step.link.key) {
            p.kind {
                @if let Some(kind) = cx.event_kind(&step.link) { (kind) (cx.comma()) }
                (cx.when(step.link.started, step.link.started_within).unwrap_or_else(|| html! { (cx.t.undated) }))
            }
            h2 { (cx.event(&step.link)) }
            @if let Some(follows) = &step.follows {
                p.quiet { (say(cx.t.answers, &[("step", html! { a href={ "#" (follows.key) } { bdi { (follows.name) } } })])) }
            }
            @if let Some(summary) = &step.summary { p dir="auto" { (summary) } }
            (particulars([
                (cx.t.who, (!step.participations.nodes.is_empty()).then(|| cx.list(takings))),
                (cx.t.authority, step.authority.as_ref().map(|party| cx.party(party))),
                (cx.t.programme, step.programme.as_deref().map(isolated)),
                (cx.t.measures, (!step.measures.is_empty()).then(|| cx.list(measures))),
                (cx.t.legal_basis, instruments(cx, &step.instruments)),
            ]))
            (folded(cx, &step.link, &step.evidence))
        }
    }
}
