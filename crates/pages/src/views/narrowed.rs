//! What the two pages about sanctions share: their tabs, what they are narrowed to, and where lists and facets stand.

use maud::{Markup, html};

use super::Context;
use super::parts::isolated;
use crate::address::{Facets, Page};
use crate::answers::{CountOf, PartyLink};

/// The texts of a page, its list, and beside it the facets that narrow it.
pub struct Narrowed<'a> {
    pub title: &'a str,
    pub lead: &'a str,
    /// What it can be narrowed by.
    pub by: &'a str,
    pub list: Markup,
    pub facets: Markup,
}

/// The page.
pub fn body(cx: &Context<'_>, page: &Narrowed<'_>) -> Markup {
    html! {
        article.sanctions {
            header {
                h1 { (page.title) } p.lead { (page.lead) }
                (tabs(cx))
                p.to-aside { a href="#narrow" { (page.by) } }
            }
            div.facts { (page.list) }
            aside #narrow aria-label=(page.by) { (page.facets) }
        }
    }
}

fn tabs(cx: &Context<'_>) -> Markup {
    let pages = [
        (Page::Sanctions { facets: Facets::default(), after: None }, cx.t.sanctions_steps),
        (Page::Sanctioned { authorities: Vec::new(), after: None }, cx.t.sanctioned),
    ];
    html! {
        nav.tabs aria-label=(cx.t.sanctions) {
            ul {
                @for (page, name) in pages {
                    @let is_here = page.is_as(&cx.address.page);
                    li { a href=(cx.to(page)) aria-current=[is_here.then_some("page")] { (name) } }
                }
            }
        }
    }
}

/// What the list is narrowed to, each with the page that takes it back.
pub fn chosen(cx: &Context<'_>, by: &str, chosen: Vec<(Markup, Page)>) -> Markup {
    html! {
        @if !chosen.is_empty() {
            ul.chosen aria-label=(by) {
                @for (name, without) in chosen {
                    li { a href=(cx.to(without)) { (name) " " span aria-hidden="true" { "×" } span.hidden { (cx.t.take_back) } } }
                }
            }
        }
    }
}

/// The authorities that are counted.
pub fn authorities(counts: &[CountOf]) -> impl Iterator<Item = &PartyLink> {
    counts.iter().filter_map(|count| count.authority.as_ref())
}

/// The name of an authority, or its key if it is not counted.
pub fn name_of(counts: &[CountOf], key: &str) -> Markup {
    isolated(authorities(counts).find(|party| party.key == key).map_or(key, |party| &party.name))
}
