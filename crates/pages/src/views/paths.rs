//! How two parties are connected: chains as sentences, each step with its evidence.

use maud::{Markup, html};

use super::article::claim;
use super::evidence::evidence;
use super::parts::isolated;
use super::{Context, Hidden, View};
use crate::address::Page;
use crate::answers::{PartyLink, PathAnswer, PathStep, PathsFormAnswer};
use crate::texts::{Directed, noun, say, word};

/// How many steps the API looks for by default.
const LONGEST: u64 = 4;

/// The page before both parties are known.
pub fn start(cx: &Context<'_>, answer: &PathsFormAnswer) -> View {
    let t = cx.t;
    View {
        title: t.paths.to_owned(),
        description: Some(t.paths_lead.to_owned()),
        body: html! {
            article.paths {
                header { h1 { (t.paths_title) } p.lead { (t.paths_lead) } }
                (form(cx, &answer.parties.nodes))
            }
        },
        ..View::default()
    }
}

pub fn view(cx: &Context<'_>, answer: &PathAnswer) -> Option<View> {
    let (start, end) = (answer.start.as_ref()?, answer.end.as_ref()?);
    Some(View {
        title: cx.t.paths_of.replace("{from}", &start.name).replace("{to}", &end.name),
        description: Some(cx.t.paths_lead.to_owned()),
        body: body(cx, start, end, answer),
        hidden: Hidden::Uncounted,
        ..View::default()
    })
}

fn body(cx: &Context<'_>, start: &PartyLink, end: &PartyLink, answer: &PathAnswer) -> Markup {
    let t = cx.t;
    let chains = &answer.paths.nodes;
    let known = [start.clone(), end.clone()];
    html! {
        article.paths {
            header {
                h1 { (say(t.paths_of, &[("from", isolated(&start.name)), ("to", isolated(&end.name))])) }
                p.lead { (t.paths_lead) }
            }
            @if chains.is_empty() {
                p.sentence { (say(t.paths_none, &[("steps", cx.count(noun::STEPS, LONGEST))])) }
            }
            @for (at, chain) in chains.iter().enumerate() {
                section {
                    h2 { (say(t.chain, &[("number", html! { (cx.locale.number(at as u64 + 1)) })])) " " span.quiet { (cx.count(noun::STEPS, chain.steps.len() as u64)) } }
                    @if chain.steps.is_empty() { p { (t.paths_same) } }
                    ol.steps { @for step in &chain.steps { li { (one(cx, step)) } } }
                }
            }
            p.quiet { (if answer.paths.complete { t.paths_complete } else { t.paths_incomplete }) }
            (form(cx, &known))
        }
    }
}

fn one(cx: &Context<'_>, step: &PathStep) -> Markup {
    let fact = &step.through.claim;
    let (from, to) = (cx.party(&step.from), cx.party(&step.to));
    let said = match (fact.relationship, &fact.source) {
        (Some(kind), Some(source)) => {
            let directed = Directed { kind: *kind, is_reversed: source.key != step.from.key };
            html! {
                (from) " " (word(cx.locale.lang, directed)) " " (to)
                @if let Some(role) = &fact.role { (cx.comma()) bdi { (role) } }
            }
        }
        _ => say(cx.t.both_in, &[("from", from), ("to", to), ("event", claim(cx, fact))]),
    };
    html! { p.sentence { (said) "." } (evidence(cx, &step.through.sourced)) }
}

/// The form to ask for two parties, by their keys. The list offers some of them by name.
fn form(cx: &Context<'_>, offered: &[PartyLink]) -> Markup {
    let t = cx.t;
    let Page::Paths { from, to } = &cx.address.page else { return html! {} };
    let field = |name: &str, text: &str, key: Option<String>| {
        html! {
            label { span { (text) }
                input name=(name) value=[key] list="parties" required maxlength="300" autocapitalize="none" spellcheck="false" dir="ltr";
            }
        }
    };
    let hint = html! { bdi.code { "khalifa-haftar" } };
    html! {
        form.fields action=(cx.to(Page::Paths { from: None, to: None }).path()) method="get" {
            (field("from", t.from, from.as_ref().map(ToString::to_string)))
            (field("to", t.to, to.as_ref().map(ToString::to_string)))
            @for (name, value) in cx.address.moment_parameters() { input type="hidden" name=(name) value=(value); }
            button type="submit" { (t.connect) }
            p.note { (say(t.key_hint, &[("key", hint)])) }
            datalist id="parties" { @for party in offered { option value=(party.key) { (party.name) } } }
        }
    }
}
