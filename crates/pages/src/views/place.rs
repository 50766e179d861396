//! The page of a place.

use maud::{Markup, html};

use super::evidence::folded;
use super::particulars::names;
use super::parts::{heading, particulars};
use super::party::ties;
use super::{Context, View};
use crate::address::Page;
use crate::answers::{PlaceAnswer, PlacePage};
use crate::texts::{country, noun};

pub fn view(cx: &Context<'_>, answer: &PlaceAnswer) -> Option<View> {
    let place = answer.place.as_ref()?;
    Some(View {
        title: place.name.clone(),
        body: body(cx, place),
        hidden: cx.hidden(&[(noun::EVENTS, place.events.total_count, place.all_events.total_count)]),
        ..View::default()
    })
}

fn body(cx: &Context<'_>, place: &PlacePage) -> Markup {
    let t = cx.t;
    let coordinates = place.latitude.zip(place.longitude).map(|(latitude, longitude)| {
        html! { bdi.code { (cx.locale.digits(&format!("{latitude:.4}, {longitude:.4}"))) } }
    });
    html! {
        article.place {
            header {
                p.kind { (t.place) }
                h1 { bdi { (place.name) } }
            }
            aside aria-label=(t.about_it) {
                (names(cx, &place.names))
                (particulars([
                    (t.country, place.country.as_deref().map(|code| html! { (country(cx.locale.lang, code)) })),
                    (t.within, place.within.as_ref().map(|place| cx.place(place))),
                    (t.coordinates, coordinates),
                ]))
            }
            div.facts {
                @if !place.place_relationships.nodes.is_empty() {
                    section { (heading("control", t.control)) (ties(cx, &place.place_relationships.nodes)) }
                }
                section {
                    h2 #events { (t.events) " " span.quiet { (cx.locale.number(place.events.total_count)) } }
                    @if place.events.nodes.is_empty() { p.quiet { (t.nothing_shown) } }
                    ol.rows {
                        @for event in &place.events.nodes {
                            li {
                                p {
                                    span.date { (cx.began(&event.link).unwrap_or_else(|| html! { (cx.t.undated) })) } " "
                                    (cx.event(&event.link)) " "
                                    @if let Some(kind) = cx.event_kind(&event.link) { span.quiet { (kind) } }
                                }
                                (folded(cx, &event.link, &event.evidence))
                            }
                        }
                    }
                    (cx.more(next(cx, place), "events"))
                }
            }
        }
    }
}

fn next(cx: &Context<'_>, place: &PlacePage) -> Option<Page> {
    let Page::Place { key, .. } = &cx.address.page else { return None };
    place.events.next().map(|after| Page::Place { key: key.clone(), after: Some(after.to_owned()) })
}
