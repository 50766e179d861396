//! The search page.

use maud::{Markup, html};
use sanad_model::SearchMatchKind;

use super::frame::{search_form, short};
use super::parts::isolated;
use super::{Context, View};
use crate::address::{Page, SearchGroup};
use crate::answers::{Found, SearchAnswer, SearchHit, TextRange};
use crate::texts::{country, noun, say, word};

/// The page before anything is searched for.
pub fn start(cx: &Context<'_>) -> View {
    View {
        title: cx.t.search_title.to_owned(),
        body: html! {
            article.results {
                header { h1 { (cx.t.search_title) } p.lead { (cx.t.search_start) } }
                (search_form(cx, "", "search"))
            }
        },
        ..View::default()
    }
}

pub fn view(cx: &Context<'_>, text: &str, group: Option<SearchGroup>, answer: &SearchAnswer) -> View {
    View { title: cx.t.search_for.replace("{text}", text), body: body(cx, text, group, answer), ..View::default() }
}

fn body(cx: &Context<'_>, text: &str, group: Option<SearchGroup>, answer: &SearchAnswer) -> Markup {
    let asked = html! { q { bdi { (short(text)) } } };
    let count = answer.search.total_count;
    html! {
        article.results {
            header {
                h1 { (say(cx.t.found, &[("results", cx.count(noun::RESULTS, count)), ("text", asked.clone())])) }
                (groups(cx, text, group))
            }
            @if count == 0 { (nothing(cx, asked)) }
            ol.rows.hits { @for hit in &answer.search.nodes { li { (one(cx, hit)) } } }
            (cx.more(answer.search.next().map(|after| Page::Search { text: text.to_owned(), group, after: Some(after.to_owned()) }), "content"))
        }
    }
}

fn nothing(cx: &Context<'_>, asked: Markup) -> Markup {
    let screen = html! { a href=(cx.to(Page::Screen)) { (cx.t.screen) } };
    html! {
        p { (say(cx.t.found_nothing, &[("text", asked)])) }
        p.quiet { (say(cx.t.found_nothing_try, &[("names", screen)])) }
    }
}

fn groups(cx: &Context<'_>, text: &str, here: Option<SearchGroup>) -> Markup {
    let link = |group: Option<SearchGroup>, name: &str| {
        let page = Page::Search { text: text.to_owned(), group, after: None };
        html! { li { a href=(cx.to(page)) aria-current=[(group == here).then_some("true")] { (name) } } }
    };
    html! {
        nav.tabs aria-label=(cx.t.search) {
            ul {
                (link(None, cx.t.any))
                @for group in SearchGroup::ALL { (link(Some(group), word(cx.locale.lang, group))) }
            }
        }
    }
}

fn one(cx: &Context<'_>, hit: &SearchHit) -> Markup {
    let (found, matched) = (&hit.node, &hit.matched);
    let is_name = matched.text == found.name;
    let name = if is_name { marked(&matched.text, &matched.highlights) } else { isolated(&found.name) };
    html! {
        p.name { (link(cx, found, name)) " " span.quiet { (kind(cx, found)) } }
        @if !is_name {
            p.match {
                span.quiet { (word(cx.locale.lang, *matched.field)) ": " }
                (marked(&matched.text, &matched.highlights))
            }
        }
        @if *matched.kind == SearchMatchKind::Sound { p.quiet { (word(cx.locale.lang, *matched.kind)) } }
    }
}

fn link(cx: &Context<'_>, found: &Found, text: Markup) -> Markup {
    let page = |key| match found.type_name.as_str() {
        "SanctionEvent" | "Incident" => Page::Event { key },
        "Article" => Page::article(key),
        "Place" => Page::Place { key, after: None },
        "LegalInstrument" => Page::Instrument { key, after: None },
        _ => Page::party(&key),
    };
    cx.link_to(&found.key, page, text)
}

/// What was found, in a few words.
fn kind(cx: &Context<'_>, found: &Found) -> Markup {
    let t = cx.t;
    let lang = cx.locale.lang;
    let of_record = match found.type_name.as_str() {
        "Article" => word(lang, sanad_model::ArticleKind::Article),
        "Place" => t.place,
        "LegalInstrument" => word(lang, sanad_model::LegalInstrumentKind::Other),
        "SanctionEvent" => found.action.map_or(t.sanctions, |action| word(lang, *action)),
        "Incident" => found.kind.map_or(t.events, |kind| word(lang, *kind)),
        other => other,
    };
    let kind = found.party_type.map_or(of_record, |of_type| word(lang, *of_type));
    let countries = found.countries.iter().map(String::as_str).chain(found.country.as_deref());
    let parts = countries
        .map(|code| html! { (country(lang, code)) })
        .chain(found.symbol.as_deref().map(isolated))
        .chain(found.publisher.as_ref().map(|publisher| isolated(&publisher.name)))
        .chain(found.dataset.as_ref().map(|dataset| isolated(&dataset.title)))
        .chain(found.started.or(found.published).map(|date| cx.date(*date)));
    html! { (kind) @for part in parts { " · " (part) } }
}

/// A text with its highlights marked.
fn marked(text: &str, highlights: &[TextRange]) -> Markup {
    let units: Vec<u16> = text.encode_utf16().collect();
    let part = |from: usize, to: usize| String::from_utf16_lossy(units.get(from..to).unwrap_or_default());
    let mut at = 0;
    let parts: Vec<(String, String)> = highlights
        .iter()
        .map(|range| {
            let end = (range.start + range.length).min(units.len());
            let parts = (part(at, range.start), part(range.start, end));
            at = end;
            parts
        })
        .collect();
    html! {
        bdi { @for (before, marked) in parts { (before) mark { (marked) } } (part(at, units.len())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn highlights_count_utf_16_code_units() {
        let range = |start, length| TextRange { start, length };
        assert_eq!(
            marked("𝒜b <c>", &[range(2, 1), range(4, 2)]).0,
            "<bdi>𝒜<mark>b</mark> <mark>&lt;c</mark>&gt;</bdi>"
        );
        assert_eq!(marked("ab", &[range(1, 9)]).0, "<bdi>a<mark>b</mark></bdi>");
    }
}
