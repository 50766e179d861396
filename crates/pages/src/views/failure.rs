//! What a reader is told when there is no page to show.

use maud::{Markup, html};

use super::frame::{self, Framing, search_form};
use super::{Context, View};
use crate::address::Misread;
use crate::answers::Removal;
use crate::texts::{FailureTexts, say};

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
    /// The client has asked for more than its share.
    RateLimited,
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
    let t = cx.failures();
    let title = title(cx, failure);
    let detail = match failure {
        Failure::Address(misread) if *misread != Misread::NoPage => Some(misread_in_words(cx, misread)),
        Failure::Removed { removal, .. } => Some(removed_in_words(cx, removal)),
        _ => plain_detail(cx, failure).map(|detail| html! { bdi { (detail) } }),
    };
    let is_temporary =
        matches!(failure, Failure::Overloaded | Failure::RateLimited | Failure::TooSlow | Failure::Unavailable);
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

/// The same in one line, for forms that are read by programs.
pub fn failure_line(cx: &Context<'_>, failure: &Failure) -> String {
    let title = title(cx, failure);
    plain_detail(cx, failure).map_or_else(|| title.to_owned(), |detail| format!("{title} {detail}"))
}

fn title(cx: &Context<'_>, failure: &Failure) -> &'static str {
    let t = cx.failures();
    match failure {
        Failure::Address(Misread::NoPage) | Failure::Record => t.not_found,
        Failure::Address(_) | Failure::Refused(_) => t.bad_address,
        Failure::Removed { .. } => t.removed,
        Failure::Overloaded => t.overloaded,
        Failure::RateLimited => t.rate_limited,
        Failure::TooSlow => t.too_slow,
        Failure::Unavailable => t.unavailable,
        Failure::TooComplex => t.too_complex,
        Failure::NotAllowed => t.not_allowed,
        Failure::Internal => t.failed,
    }
}

fn plain_detail(cx: &Context<'_>, failure: &Failure) -> Option<String> {
    match failure {
        Failure::Address(Misread::NoPage) => None,
        Failure::Address(misread) => Some(misread.to_string()),
        Failure::Record => Some(cx.failures().not_found_record.to_owned()),
        Failure::Refused(message) => Some(message.clone()),
        Failure::Overloaded | Failure::RateLimited | Failure::TooSlow | Failure::Unavailable => {
            Some(cx.failures().overloaded_try.to_owned())
        }
        Failure::Removed { .. } | Failure::TooComplex | Failure::NotAllowed | Failure::Internal => None,
    }
}

impl Context<'_> {
    fn failures(&self) -> &'static FailureTexts {
        FailureTexts::of(self.locale.lang)
    }
}

fn removed_in_words(cx: &Context<'_>, removal: &Removal) -> Markup {
    let moment = *removal.removed_at;
    let time = html! { bdi { (cx.locale.digits(&moment.format("%H:%M").to_string())) } };
    let when = say(cx.failures().moment_utc, &[("day", cx.day(moment.date_naive())), ("time", time)]);
    let key = html! { bdi.code { (removal.key) } };
    say(cx.failures().removed_when, &[("key", key), ("when", when), ("dataset", cx.dataset(&removal.dataset))])
}

fn misread_in_words(cx: &Context<'_>, misread: &Misread) -> Markup {
    let Misread::Parameter { name, found, expected } = misread else { return html! { bdi { (misread) } } };
    let code = |text: &str| html! { bdi.code { (text) } };
    let expected = html! { bdi { (expected) } };
    say(cx.failures().bad_parameter, &[("name", code(name)), ("found", code(found)), ("expected", expected)])
}
