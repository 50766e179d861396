//! The pages about the data sets, and about Sanad.

use maud::{Markup, html};

use super::parts::{isolated, outward, particulars};
use super::{Context, View};
use crate::answers::{CountOf, DatasetRow, DatasetsAnswer};
use crate::texts::{Noun, noun};

pub fn view(cx: &Context<'_>, answer: &DatasetsAnswer) -> View {
    View {
        title: cx.t.datasets.to_owned(),
        description: Some(cx.t.datasets_lead.to_owned()),
        body: html! {
            article.datasets {
                header { h1 { (cx.t.datasets) } p.lead { (cx.t.datasets_lead) } }
                @for dataset in &answer.datasets { (one(cx, answer, dataset)) }
            }
        },
        ..View::default()
    }
}

fn one(cx: &Context<'_>, answer: &DatasetsAnswer, row: &DatasetRow) -> Markup {
    let t = cx.t;
    let link = &row.link;
    let count = |counts: &[CountOf], noun: Noun| {
        let own = counts.iter().find(|count| count.dataset.as_ref().is_some_and(|dataset| dataset.key == link.key));
        own.map(|count| cx.count(noun, count.count))
    };
    let contents = [
        count(&answer.parties, noun::PARTIES),
        count(&answer.relationships, noun::RELATIONSHIPS),
        count(&answer.events, noun::EVENTS),
    ];
    let contents: Vec<_> = contents.into_iter().flatten().collect();
    let licence = link.licence.as_deref().map(|licence| match &row.licence_url {
        Some(url) => outward(url, isolated(licence)),
        None => isolated(licence),
    });
    let uses = row.uses.iter().map(|used| html! { a href={ "#" (used.key) } { bdi { (used.name) } } });
    html! {
        section id=(link.key) {
            h2 { bdi { (link.title) } }
            (particulars([
                (t.publisher, row.publisher.as_deref().map(isolated)),
                (t.contains, (!contents.is_empty()).then(|| cx.list(contents))),
                (t.edition, link.edition.map(|edition| cx.day(*edition))),
                (t.version, link.version.as_deref().map(isolated)),
                (t.loaded, row.loaded_at.get(..10).and_then(|day| day.parse().ok()).map(|day| cx.day(day))),
                (t.licence, licence),
                (t.uses, (!row.uses.is_empty()).then(|| cx.list(uses))),
            ]))
        }
    }
}

pub fn about(cx: &Context<'_>) -> View {
    let t = cx.t;
    View {
        title: t.about.to_owned(),
        description: Some(t.about_what.to_owned()),
        body: html! {
            article.prose {
                header { h1 { (t.about_title) } }
                @for text in [t.about_what, t.about_sources, t.about_people, t.about_time, t.about_pages] { p { (text) } }
            }
        },
        ..View::default()
    }
}
