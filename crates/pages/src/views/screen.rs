//! The page that checks names against the data.

use maud::{Markup, html};

use super::frame::short;
use super::parts::isolated;
use super::{Context, View};
use crate::address::{Form, Page};
use crate::answers::{ScreenAnswer, ScreenMatch, ScreenResult};
use crate::names::Unchecked;
use crate::texts::{country, noun, say, word};

/// The page with its empty form.
pub fn start(cx: &Context<'_>) -> View {
    page(cx, "", html! {})
}

/// The page with what the names have found.
pub fn view(cx: &Context<'_>, text: &str, answer: &ScreenAnswer) -> View {
    page(cx, text, html! { @for result in &answer.screen { (one(cx, result)) } })
}

/// The page that says why nothing was checked.
pub fn unchecked(cx: &Context<'_>, text: &str, why: Unchecked) -> View {
    let t = cx.t;
    let said = match why {
        Unchecked::NoName => html! { (t.screen_empty) },
        Unchecked::TooMany(number) => say(t.screen_too_many, &[("names", cx.count(noun::NAMES, number as u64))]),
        Unchecked::TooLong => html! { (t.screen_too_long) },
    };
    page(cx, text, html! { p.incomplete role="alert" { (said) } })
}

fn page(cx: &Context<'_>, text: &str, results: Markup) -> View {
    let t = cx.t;
    let screen = cx.to(Page::Screen);
    View {
        title: t.screen_title.to_owned(),
        description: Some(t.screen_lead.to_owned()),
        body: html! {
            article.screen {
                header { h1 { (t.screen_title) } p.lead { (t.screen_lead) } p { strong { (t.screen_private) } } }
                form.names action=(screen) method="post" {
                    label for="names" { (t.screen_names) }
                    textarea id="names" name="names" rows="6" required dir="auto" autocomplete="off" spellcheck="false" { (text) }
                    p {
                        button type="submit" { (t.screen_check) } " "
                        button.plain type="submit" formaction=(screen.form(Form::Csv)) { (t.screen_download) }
                    }
                }
                (results)
            }
        },
        ..View::default()
    }
}

fn one(cx: &Context<'_>, result: &ScreenResult) -> Markup {
    html! {
        section.checked {
            h2 { bdi { (short(&result.name)) } }
            @if result.matches.is_empty() { p.quiet { (nobody(cx, &result.name)) } }
            @if !result.complete { p.note { (cx.t.screen_incomplete) } }
            ul.rows { @for found in &result.matches { li { (candidate(cx, found)) } } }
        }
    }
}

/// What else may find what was meant.
fn nobody(cx: &Context<'_>, name: &str) -> Markup {
    let page = Page::Search { text: name.to_owned(), group: None, after: None };
    say(cx.t.screen_none, &[("search", html! { a href=(cx.to(page)) { (cx.t.search) } })])
}

fn candidate(cx: &Context<'_>, found: &ScreenMatch) -> Markup {
    let t = cx.t;
    let lang = cx.locale.lang;
    let percent = html! { (cx.locale.digits(&format!("{:.0}", found.score * 100.0))) };
    let countries = found.party.countries.iter().map(|code| html! { (country(lang, code)) });
    html! {
        p {
            (cx.party(&found.party.link)) " "
            span.quiet {
                (say(t.similar_score, &[("score", percent)]))
                @if !found.party.countries.is_empty() { " · " (cx.list(countries)) }
                " · " (cx.dataset(&found.party.dataset))
            }
        }
        (cx.statuses(&found.sanction_status))
        details.evidence {
            summary { (t.screen_reasons) }
            ul.citations {
                li { bdi { (found.name.text) } }
                @for met in &found.explanation.met {
                    li { (isolated(&met.first)) " = " (isolated(&met.second)) " (" (word(lang, *met.likeness)) ")" }
                }
                @for left in &found.explanation.left_over { li { (say(t.left_over, &[("part", isolated(&left.part))])) } }
                @for support in &found.support {
                    @let text = if support.agrees { t.agrees } else { t.contradicts };
                    li { (say(text, &[("what", html! { (word(lang, *support.kind)) })])) }
                }
            }
        }
    }
}
