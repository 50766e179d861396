//! The evidence of a fact, unfolded below it: who says so, when, in which paragraphs, and on whose word.

use std::collections::BTreeSet;

use maud::{Markup, html};
use sanad_model::Stance;

use super::Context;
use super::parts::isolated;
use crate::address::Page;
use crate::answers::{Citation, EventLink, Evidence, Sourced};
use crate::texts::{say, word};

/// The number of sources, which unfolds to the evidence.
pub fn evidence(cx: &Context<'_>, sourced: &Sourced) -> Markup {
    let own = sourced.id.split_once(':').map_or("", |(_, key)| key);
    html! {
        details.evidence {
            summary { (sources_of(cx, sourced.source_count, sourced.is_disputed, &sourced.evidence)) }
            (citations_of(cx, &sourced.evidence.nodes, sourced.evidence.page_info.has_next_page))
            p.own { (cx.link_to(own, |key| Page::Fact { key }, html! { (cx.t.own_page) })) }
        }
    }
}

/// The same for an event, which has a page of its own.
pub fn folded(cx: &Context<'_>, event: &EventLink, evidence: &Evidence) -> Markup {
    html! {
        details.evidence {
            summary { (sources_of(cx, event.source_count, event.is_disputed, evidence)) }
            (citations_of(cx, &evidence.nodes, evidence.page_info.has_next_page))
        }
    }
}

/// How many sources a fact has, and whether they disagree. As known by a day, only the evidence of that day counts.
pub fn sources_of(cx: &Context<'_>, count: u64, is_disputed: bool, evidence: &Evidence) -> Markup {
    if cx.address.moment.known_by.is_none() {
        return cx.counted(count, is_disputed);
    }
    // An article without a known publisher is a source of its own.
    let source = |citation: &'_ Citation| match &citation.article.publisher {
        Some(publisher) => (true, publisher.key.clone()),
        None => (false, citation.article.key.clone()),
    };
    let sources: BTreeSet<_> = evidence.nodes.iter().map(source).collect();
    let denies = |citation: &Citation| *citation.stance == Stance::Denies;
    let denials = evidence.nodes.iter().filter(|citation| denies(citation)).count();
    cx.counted(sources.len() as u64, (1..evidence.nodes.len()).contains(&denials))
}

/// The evidence, one citation after the other.
pub fn citations_of(cx: &Context<'_>, citations: &[Citation], has_more: bool) -> Markup {
    html! {
        @if citations.is_empty() { p.quiet { (cx.t.evidence_hidden) } }
        ul.citations { @for citation in citations { li { (one(cx, citation)) } } }
        @if has_more { p.quiet { (cx.t.evidence_more) } }
    }
}

fn one(cx: &Context<'_>, citation: &Citation) -> Markup {
    let article = &citation.article;
    let publisher = article.publisher.as_ref().map_or_else(|| html! { (cx.t.no_publisher) }, |party| cx.party(party));
    let when = article.published.map_or_else(|| html! { (cx.t.undated) }, |date| cx.date(*date));
    let place = cited_at(cx, &article.key, &citation.paragraphs, citation.locator.as_deref());
    html! {
        p {
            span class={ "stance " (citation.stance.to_string().to_lowercase()) } { (word(cx.locale.lang, *citation.stance)) }
            " " (say(cx.t.says, &[("publisher", publisher), ("when", when), ("where", place)]))
            (on_the_word(cx, citation.attributed_to.as_ref(), citation.attribution.as_deref()))
        }
        @if !citation.excerpts.is_empty() {
            details.excerpt {
                summary { (cx.t.read_it) }
                @for excerpt in &citation.excerpts { blockquote lang=(article.language) dir="auto" { (excerpt) } }
            }
        }
        (remarks(cx, citation.note.as_deref(), citation.condition.as_deref()))
    }
}

/// Where in the article: a link to each of the paragraphs, or to what is cited without them.
pub fn cited_at(cx: &Context<'_>, article: &str, paragraphs: &[u32], locator: Option<&str>) -> Markup {
    let at = |anchor: &str, text: Markup| match article.parse() {
        Ok(key) => html! { a href={ (cx.to(Page::article(key))) "#" (anchor) } { (text) } },
        Err(_) => text,
    };
    let number = |number: &u32| html! { (cx.locale.digits(&number.to_string())) };
    match (paragraphs, locator) {
        ([], Some(locator)) => at("cited", isolated(locator)),
        ([], None) => html! {},
        ([one], _) => at(&format!("p{one}"), say(cx.t.paragraph, &[("numbers", number(one))])),
        (many, _) => {
            let numbers = many.iter().map(|one| at(&format!("p{one}"), number(one)));
            say(cx.t.paragraphs, &[("numbers", cx.list(numbers))])
        }
    }
}

/// On whose word the article says so.
pub fn on_the_word(
    cx: &Context<'_>,
    attributed_to: Option<&crate::answers::PartyLink>,
    attribution: Option<&str>,
) -> Markup {
    let who = match (attributed_to, attribution) {
        (None, None) => return html! {},
        (Some(party), None) => cx.party(party),
        (None, Some(text)) => isolated(text),
        (Some(party), Some(text)) => html! { (cx.party(party)) " (" (isolated(text)) ")" },
    };
    html! { (cx.comma()) (say(cx.t.on_the_word_of, &[("who", who)])) }
}

/// The note on the evidence, and the condition under which it holds.
pub fn remarks(cx: &Context<'_>, note: Option<&str>, condition: Option<&str>) -> Markup {
    html! {
        @if let Some(note) = note { p.note dir="auto" { (note) } }
        @if let Some(condition) = condition {
            p.note { (say(cx.t.under_condition, &[("condition", isolated(condition))])) }
        }
    }
}

/// The publishers of the evidence, each once.
pub fn publishers<'a>(cx: &Context<'_>, citations: impl Iterator<Item = &'a Citation>) -> Vec<Markup> {
    let mut keys: Vec<Option<&str>> = Vec::new();
    let mut found = Vec::new();
    for publisher in citations.map(|citation| citation.article.publisher.as_ref()) {
        let key = publisher.map(|party| party.key.as_str());
        if !keys.contains(&key) {
            keys.push(key);
            found.push(publisher.map_or_else(|| html! { (cx.t.no_publisher) }, |party| cx.party(party)));
        }
    }
    found
}
