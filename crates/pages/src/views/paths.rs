//! How two parties are connected: chains as sentences, each step with its evidence.

use std::iter;

use maud::{Markup, html};

use super::article::claim;
use super::evidence::evidence;
use super::parts::isolated;
use super::{Context, Hidden, View};
use crate::address::{Address, End, Ends, Page};
use crate::answers::{Candidate, Nodes, PartyLink, PathAnswer, PathStep, PathsFormAnswer};
use crate::texts::{Directed, country, noun, say, word};

/// How many steps the API looks for by default.
const LONGEST: u64 = 4;

/// The page before both parties are known; none if one of the keys is unknown.
pub fn start(cx: &Context<'_>, ends: &Ends, answer: &PathsFormAnswer) -> Option<View> {
    let t = cx.t;
    let is_missing = |end: &End, found: &Option<PartyLink>| end.key().is_some() && found.is_none();
    if is_missing(&ends.from, &answer.start) || is_missing(&ends.to, &answer.end) {
        return None;
    }
    let known = |party: &Option<PartyLink>, found: &'_ Option<Nodes<Candidate>>| Meant {
        known: party.clone(),
        candidates: found.as_ref().map(|found| found.nodes.clone()).unwrap_or_default(),
    };
    Some(View {
        title: t.paths.to_owned(),
        description: Some(t.paths_lead.to_owned()),
        body: html! {
            article.paths {
                header { h1 { (t.paths_title) } p.lead { (t.paths_lead) } }
                (form(cx, ends, &known(&answer.start, &answer.starts), &known(&answer.end, &answer.ends)))
            }
        },
        ..View::default()
    })
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
            (again(cx, start, end))
        }
    }
}

fn one(cx: &Context<'_>, step: &PathStep) -> Markup {
    let fact = &step.through.claim;
    let (from, to) = (cx.party(&step.from), cx.party(&step.to));
    let said = match (fact.relationship, &fact.source) {
        (Some(kind), Some(source)) => {
            let is_reversed = source.key != step.from.key;
            match &fact.role {
                // A role is that of the first party, so the sentence begins with it.
                Some(role) => {
                    let (first, second) = if is_reversed { (to, from) } else { (from, to) };
                    let said = cx.before_party(Directed { kind: *kind, is_reversed: false });
                    html! { (first) " (" bdi { (role) } ") " (said) (second) }
                }
                None => html! { (from) " " (cx.before_party(Directed { kind: *kind, is_reversed })) (to) },
            }
        }
        _ => say(cx.t.both_in, &[("from", from), ("to", to), ("event", claim(cx, fact))]),
    };
    html! { p.sentence { (said) "." } (evidence(cx, &step.through.sourced)) }
}

/// Who may be meant by one end.
#[derive(Default)]
struct Meant {
    known: Option<PartyLink>,
    candidates: Vec<Candidate>,
}

/// The form below the answer, to ask for others.
fn again(cx: &Context<'_>, start: &PartyLink, end: &PartyLink) -> Markup {
    let Page::Paths(ends) = &cx.address.page else { return html! {} };
    let meant = |party: &PartyLink| Meant { known: Some(party.clone()), ..Meant::default() };
    form(cx, ends, &meant(start), &meant(end))
}

/// The form to ask for two parties by their names. Where a name may be that of several, the next page asks which one.
fn form(cx: &Context<'_>, ends: &Ends, from: &Meant, to: &Meant) -> Markup {
    let t = cx.t;
    let other = |ends: Ends| cx.to(Page::Paths(ends));
    let is_complete = from.known.is_some() && to.known.is_some();
    html! {
        form.ends-of-paths action=(other(Ends::default()).path()) method="get" {
            (field(cx, ("from", "fromName"), t.from, &ends.from, from, &other(Ends { from: End::Open, ..ends.clone() })))
            (field(cx, ("to", "toName"), t.to, &ends.to, to, &other(Ends { to: End::Open, ..ends.clone() })))
            @for (name, value) in cx.address.moment_parameters() { input type="hidden" name=(name) value=(value); }
            @if !is_complete { button.button type="submit" { (t.connect) } }
        }
    }
}

/// One end: who it is, or who may be meant, or a field for a name.
fn field(
    cx: &Context<'_>,
    (by_key, by_name): (&str, &str),
    text: &str,
    end: &End,
    meant: &Meant,
    other: &Address,
) -> Markup {
    let t = cx.t;
    let lang = cx.locale.lang;
    html! {
        @if let Some(party) = &meant.known {
            p.end {
                span.quiet { (text) } " " strong { (cx.party(party)) } " " a href=(other) { (t.another_party) }
                input type="hidden" name=(by_key) value=(party.key);
            }
        } @else if !meant.candidates.is_empty() {
            fieldset {
                legend { span.quiet { (text) } " " (t.which_one) }
                @for (at, candidate) in meant.candidates.iter().enumerate() {
                    @let of = iter::once(word(lang, *candidate.link.party_type)).chain(candidate.countries.iter().map(|code| country(lang, code)));
                    label.check {
                        input type="radio" name=(by_key) value=(candidate.link.key) checked[at == 0];
                        span { bdi { (candidate.link.name) } " " span.quiet { (of.collect::<Vec<_>>().join(" · ")) " · " bdi { (candidate.dataset.title) } } }
                    }
                }
                a href=(other) { (t.another_party) }
            }
        } @else {
            div.end {
                label.quiet for=(by_name) { (text) }
                input id=(by_name) name=(by_name) data-key=(by_key) value=[end.name()] placeholder=(t.a_name) required maxlength="1000" autocomplete="off" spellcheck="false" dir="auto";
            }
            @if let Some(name) = end.name() { p.note { (say(t.nobody_called, &[("name", isolated(name))])) } }
        }
    }
}
