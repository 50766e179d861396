//! The page of a legal instrument.

use maud::{Markup, html};

use super::parts::{isolated, outward, particulars};
use super::{Context, View};
use crate::address::Page;
use crate::answers::{InstrumentAnswer, InstrumentPage};
use crate::texts::{noun, say, word};

pub fn view(cx: &Context<'_>, answer: &InstrumentAnswer) -> Option<View> {
    let instrument = answer.legal_instrument.as_ref()?;
    Some(View {
        title: instrument.title.clone(),
        body: body(cx, instrument),
        hidden: cx.hidden(&[(noun::EVENTS, instrument.events.total_count, instrument.all_events.total_count)]),
        ..View::default()
    })
}

fn body(cx: &Context<'_>, instrument: &InstrumentPage) -> Markup {
    let t = cx.t;
    html! {
        article.instrument {
            header {
                p.kind { (word(cx.locale.lang, *instrument.kind)) }
                h1 { bdi { (instrument.title) } }
                @if let Some(url) = &instrument.url { p { (outward(url, html! { (t.read_at) })) } }
            }
            aside aria-label=(t.about_it) {
                (particulars([
                    (t.symbol, instrument.symbol.as_deref().map(isolated)),
                    (t.adopted, instrument.adopted.map(|date| cx.date(*date))),
                    (t.issuer, instrument.issuer.as_ref().map(|party| cx.party(party))),
                ]))
                p.quiet { (say(t.of_data_set, &[("dataset", cx.dataset(&instrument.dataset))])) }
            }
            div.facts {
                section {
                    h2 #events { (t.events) " " span.quiet { (cx.locale.number(instrument.events.total_count)) } }
                    @if instrument.events.nodes.is_empty() { p.quiet { (t.nothing_shown) } }
                    ol.rows {
                        @for event in &instrument.events.nodes {
                            li {
                                p {
                                    span.date { (cx.began(event).unwrap_or_else(|| html! { (cx.t.undated) })) } " "
                                    (cx.event(event)) " "
                                    @if let Some(kind) = cx.event_kind(event) { span.quiet { (kind) } }
                                }
                                p.quiet { (cx.sources(event.source_count, event.is_disputed)) }
                            }
                        }
                    }
                    (cx.more(next(cx, instrument), "events"))
                }
            }
        }
    }
}

fn next(cx: &Context<'_>, instrument: &InstrumentPage) -> Option<Page> {
    let Page::Instrument { key, .. } = &cx.address.page else { return None };
    instrument.events.next().map(|after| Page::Instrument { key: key.clone(), after: Some(after.to_owned()) })
}
