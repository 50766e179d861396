//! The page of those under sanctions, narrowed to what several authorities have in common.

use maud::{Markup, html};
use sanad_model::Key;

use super::narrowed::{self, Narrowed, name_of};
use super::parts::isolated;
use super::{Context, Hidden, View};
use crate::address::Page;
use crate::answers::{SanctionedAnswer, SanctionedParty};
use crate::texts::{country, noun, word};

pub fn view(cx: &Context<'_>, chosen: &[Key], answer: &SanctionedAnswer) -> View {
    View {
        title: cx.t.sanctioned.to_owned(),
        description: Some(cx.t.sanctioned_lead.to_owned()),
        body: body(cx, chosen, answer),
        // Only the day narrows the list: the API has no filter by a status as it was known.
        hidden: if cx.address.moment.as_of.is_some() { Hidden::Uncounted } else { Hidden::NotHere },
        ..View::default()
    }
}

fn page(authorities: Vec<Key>) -> Page {
    Page::Sanctioned { authorities, after: None }
}

fn body(cx: &Context<'_>, chosen: &[Key], answer: &SanctionedAnswer) -> Markup {
    let t = cx.t;
    let list = html! {
        section aria-labelledby="parties" {
            (back(cx, chosen, answer))
            h2 #parties { (cx.count(noun::PARTIES, answer.parties.total_count)) }
            @if answer.parties.nodes.is_empty() { p.quiet { (t.nothing_shown) } }
            ul.rows { @for party in &answer.parties.nodes { li { (one(cx, party)) } } }
            (cx.more(next(chosen, answer), "parties"))
        }
    };
    let facets = authorities(cx, chosen, answer);
    narrowed::body(cx, &Narrowed { title: t.sanctioned, lead: t.sanctioned_lead, by: t.by_authority, list, facets })
}

fn next(chosen: &[Key], answer: &SanctionedAnswer) -> Option<Page> {
    let after = answer.parties.next()?.to_owned();
    Some(Page::Sanctioned { authorities: chosen.to_vec(), after: Some(after) })
}

fn one(cx: &Context<'_>, party: &SanctionedParty) -> Markup {
    let lang = cx.locale.lang;
    html! {
        p {
            (cx.party(&party.link)) " "
            span.quiet {
                (word(lang, *party.link.party_type))
                @for code in &party.countries { " · " (country(lang, code)) }
                " · " (isolated(&party.dataset.title))
            }
        }
        (cx.statuses(&party.sanction_status))
    }
}

/// The chosen authorities, each with a link to the page without it.
fn back(cx: &Context<'_>, chosen: &[Key], answer: &SanctionedAnswer) -> Markup {
    let without = |key: &Key| page(chosen.iter().filter(|other| *other != key).cloned().collect());
    let named = chosen.iter().map(|key| (name_of(&answer.authorities, key.as_str()), without(key)));
    narrowed::chosen(cx, cx.t.by_authority, named.collect())
}

/// The authorities that have imposed most. A click adds one to those that are chosen.
fn authorities(cx: &Context<'_>, chosen: &[Key], answer: &SanctionedAnswer) -> Markup {
    let others =
        narrowed::authorities(&answer.authorities).filter_map(|party| Some((party, party.key.parse::<Key>().ok()?)));
    html! {
        section {
            h2 { (cx.t.by_authority) }
            p.quiet { (cx.t.sanctioned_by_each) }
            ul.facet {
                @for (party, key) in others.filter(|(_, key)| !chosen.contains(key)) {
                    li { a href=(cx.to(page(chosen.iter().cloned().chain([key]).collect()))) { bdi { (party.name) } } }
                }
            }
        }
    }
}
