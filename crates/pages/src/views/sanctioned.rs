//! The page of those under sanctions, narrowed to what several authorities have in common.

use maud::{Markup, html};
use sanad_model::Key;

use super::parts::isolated;
use super::{Context, Hidden, View};
use crate::address::{Facets, Page};
use crate::answers::{PartyLink, SanctionedAnswer, SanctionedParty};
use crate::texts::{country, noun, word};

pub fn view(cx: &Context<'_>, chosen: &[Key], answer: &SanctionedAnswer) -> View {
    View {
        title: cx.t.sanctioned_title.to_owned(),
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

/// The two pages about sanctions.
pub fn tabs(cx: &Context<'_>) -> Markup {
    let steps = Page::Sanctions { facets: Facets::default(), after: None };
    html! {
        nav.tabs aria-label=(cx.t.sanctions) {
            ul {
                @for (page, name) in [(steps, cx.t.sanctions_steps), (page(Vec::new()), cx.t.sanctioned)] {
                    @let is_here = page.is_as(&cx.address.page);
                    li { a href=(cx.to(page)) aria-current=[is_here.then_some("page")] { (name) } }
                }
            }
        }
    }
}

fn body(cx: &Context<'_>, chosen: &[Key], answer: &SanctionedAnswer) -> Markup {
    let t = cx.t;
    html! {
        article.sanctions {
            header {
                h1 { (t.sanctioned_title) } p.lead { (t.sanctioned_lead) }
                (tabs(cx))
                p.to-aside { a href="#narrow" { (t.by_authority) } }
            }
            div.facts {
                section aria-labelledby="parties" {
                    (narrowed(cx, chosen, answer))
                    h2 #parties { (cx.count(noun::PARTIES, answer.parties.total_count)) }
                    @if answer.parties.nodes.is_empty() { p.quiet { (t.nothing_shown) } }
                    ul.rows { @for party in &answer.parties.nodes { li { (one(cx, party)) } } }
                    (cx.more(next(chosen, answer), "parties"))
                }
            }
            aside #narrow aria-label=(t.by_authority) { (authorities(cx, chosen, answer)) }
        }
    }
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

/// The names of the chosen authorities, each with a link that takes it back.
fn narrowed(cx: &Context<'_>, chosen: &[Key], answer: &SanctionedAnswer) -> Markup {
    html! {
        @if !chosen.is_empty() {
            ul.chosen aria-label=(cx.t.by_authority) {
                @for key in chosen {
                    @let name = known(answer).find(|party| party.key == key.as_str()).map_or(key.as_str(), |party| &party.name);
                    @let others = chosen.iter().filter(|other| *other != key).cloned().collect();
                    li { a href=(cx.to(page(others))) { (isolated(name)) " " span aria-hidden="true" { "×" } span.hidden { (cx.t.take_back) } } }
                }
            }
        }
    }
}

fn known(answer: &SanctionedAnswer) -> impl Iterator<Item = &PartyLink> {
    answer.authorities.iter().filter_map(|count| count.authority.as_ref())
}

/// The authorities that have imposed most. A click adds one to those that are chosen.
fn authorities(cx: &Context<'_>, chosen: &[Key], answer: &SanctionedAnswer) -> Markup {
    let others = known(answer).filter_map(|party| Some((party, party.key.parse::<Key>().ok()?)));
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
