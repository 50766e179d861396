//! What a reader is told when there is no page to show.

use maud::{Markup, html};

use super::frame::{self, Framing, search_form};
use super::{Context, View};
use crate::address::Misread;
use crate::answers::Removal;
use crate::texts::say;

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The address is none of a page, or has a parameter that cannot be read.
    Address(Misread),
    /// There is no such record.
    Record,
    /// A load has removed the record, as this answer of the API says.
    Removed {
        removal: Removal,
        answer: String,
    },
    /// The server asks for patience.
    Overloaded,
    TooSlow,
    Unavailable,
    TooComplex,
    NotAllowed,
    /// What the API found wrong with the request, in its words.
    Refused(String),
    Internal,
}

/// The page that says so.
pub fn failure(cx: &Context<'_>, failure: &Failure, request_id: Option<&str>, framing: Framing) -> Markup {
    let t = cx.t;
    let (title, detail) = match failure {
        Failure::Address(Misread::NoPage) => (t.not_found, None),
        Failure::Address(misread) => (t.bad_address, Some(misread_in_words(cx, misread))),
        Failure::Record => (t.not_found, Some(html! { (t.not_found_record) })),
        Failure::Removed { removal, .. } => (t.removed, Some(removed_in_words(cx, removal))),
        Failure::Overloaded => (t.overloaded, Some(html! { (t.overloaded_try) })),
        Failure::TooSlow => (t.too_slow, Some(html! { (t.overloaded_try) })),
        Failure::Unavailable => (t.unavailable, Some(html! { (t.overloaded_try) })),
        Failure::TooComplex => (t.too_complex, None),
        Failure::NotAllowed => (t.not_allowed, None),
        Failure::Refused(message) => (t.bad_address, Some(html! { bdi { (message) } })),
        Failure::Internal => (t.failed, None),
    };
    let is_temporary = matches!(failure, Failure::Overloaded | Failure::TooSlow | Failure::Unavailable);
    let is_missing = matches!(failure, Failure::Address(_) | Failure::Record | Failure::Removed { .. });
    let body = html! {
        @if let Some(detail) = detail { p.lead { (detail) } }
        @if is_temporary && framing == Framing::Own { p { a href=(cx.address) { (t.try_again) } } }
        @if is_missing && framing == Framing::Own { p { (t.not_found_search) } (search_form(cx, "", "search")) }
        @if let Some(id) = request_id.filter(|_| !is_missing) {
            p.quiet { (say(t.request_id, &[("id", html! { bdi.code { (id) } })])) }
        }
    };
    let view = View { title: title.to_owned(), is_indexed: false, ..View::default() };
    match framing {
        Framing::Own => {
            let body = html! { article.failure { h1 { (title) } (body) } };
            frame::page(cx, None, &View { body, ..view })
        }
        Framing::Embedded => frame::embedded(cx, None, &view, &body),
    }
}

fn removed_in_words(cx: &Context<'_>, removal: &Removal) -> Markup {
    let moment = *removal.removed_at;
    let time = html! { bdi { (cx.locale.digits(&moment.format("%H:%M").to_string())) } };
    let when = say(cx.t.moment_utc, &[("day", cx.day(moment.date_naive())), ("time", time)]);
    let key = html! { bdi.code { (removal.key) } };
    say(cx.t.removed_when, &[("key", key), ("when", when), ("dataset", cx.dataset(&removal.dataset))])
}

fn misread_in_words(cx: &Context<'_>, misread: &Misread) -> Markup {
    match misread {
        Misread::Parameter { name, found, expected } => say(
            cx.t.bad_parameter,
            &[
                ("name", html! { bdi.code { (name) } }),
                ("found", html! { bdi.code { (found) } }),
                ("expected", html! { bdi { (expected) } }),
            ],
        ),
        other => html! { bdi { (other) } },
    }
}
