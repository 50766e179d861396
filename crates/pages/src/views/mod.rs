//! The pages in HTML.
//!
//! `frame` is around each of them, `moment` is the time bar, `evidence` unfolds below facts, and `keys` lists the keys.
//! `parts` has what pages share: links, dates, tables. The other files have a page each.

mod article;
mod case;
mod datasets;
mod event;
mod evidence;
mod fact;
mod failure;
mod frame;
mod home;
mod instrument;
mod keys;
mod moment;
mod narrowed;
mod network;
mod particulars;
mod parts;
mod party;
mod paths;
mod place;
mod sanctioned;
mod sanctions;
mod screen;
mod search;
mod standing;
mod timeline;

pub use failure::{Failure, failure, failure_line};
pub use frame::{Framing, Hidden, View};
pub use keys::Shortcut;
pub use screen::{unchecked, view as screened};

use maud::Markup;

use crate::address::{Address, End, Ends, Page, Tab};
use crate::answers::AboutAnswer;
use crate::locale::Locale;
use crate::site::Site;
use crate::texts::Texts;
use serde::Deserialize;

/// What all views are given.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub address: &'a Address,
    pub site: &'a Site,
    pub locale: Locale,
    pub t: &'static Texts,
}

impl<'a> Context<'a> {
    pub fn new(address: &'a Address, site: &'a Site) -> Self {
        let locale = Locale { lang: address.lang, digits: site.digits };
        Self { address, site, locale, t: Texts::of(address.lang) }
    }
}

/// The view of the page's answer; none if there is no such record.
///
/// # Errors
/// When the data is not an answer to the page's document.
pub fn view(cx: &Context<'_>, data: &str) -> serde_json::Result<Option<View>> {
    fn read<'de, T: Deserialize<'de>>(data: &'de str) -> serde_json::Result<T> {
        serde_json::from_str(data)
    }
    Ok(match &cx.address.page {
        Page::Home => Some(home::view(cx, &read(data)?)),
        Page::Search { text, .. } if text.is_empty() => Some(search::start(cx)),
        Page::Search { text, group, .. } => Some(search::view(cx, text, *group, &read(data)?)),
        Page::Party { tab: Tab::Facts { .. }, .. } => party::view(cx, &read(data)?),
        Page::Party { tab: Tab::Network(_), .. } => network::view(cx, &read(data)?),
        Page::Party { tab: Tab::Timeline { .. }, .. } => timeline::view(cx, &read(data)?),
        Page::Paths(Ends { from: End::Known(_), to: End::Known(_) }) => paths::view(cx, &read(data)?),
        Page::Paths(ends) => paths::start(cx, ends, &read(data)?),
        Page::Screen => Some(screen::start(cx)),
        Page::Event { .. } => event::view(cx, &read(data)?),
        Page::Case { .. } => case::view(cx, &read(data)?),
        Page::Article { .. } => article::view(cx, &read(data)?),
        Page::Fact { .. } => fact::view(cx, &read(data)?),
        Page::Place { .. } => place::view(cx, &read(data)?),
        Page::Instrument { .. } => instrument::view(cx, &read(data)?),
        Page::Sanctions { facets, .. } => Some(sanctions::view(cx, facets, &read(data)?)),
        Page::Sanctioned { authorities, .. } => Some(sanctioned::view(cx, authorities, &read(data)?)),
        Page::Datasets => Some(datasets::view(cx, &read(data)?)),
        Page::About => Some(datasets::about(cx)),
    })
}

/// The drawing of the view alone, for a frame on another site.
///
/// # Errors
/// When the data is not an answer to the page's document.
pub fn embedded(cx: &Context<'_>, data: &str, view: &View) -> serde_json::Result<Markup> {
    let about: AboutAnswer = serde_json::from_str(data)?;
    let drawing = view.drawing.clone().unwrap_or_default();
    Ok(frame::embedded(cx, Some(&about), view, &drawing))
}

/// The view in its frame, without the version of the data.
pub fn bare(cx: &Context<'_>, view: &View) -> Markup {
    frame::page(cx, None, view)
}

/// The whole page: the view in its frame.
///
/// # Errors
/// When the data is not an answer to the page's document.
pub fn page(cx: &Context<'_>, data: &str, view: &View) -> serde_json::Result<Markup> {
    let about: AboutAnswer = serde_json::from_str(data)?;
    Ok(frame::page(cx, Some(&about), view))
}
