//! The names and particulars of a record, at its side.

use maud::{Markup, html};

use super::Context;
use super::parts::{heading, isolated, outward, particulars};
use crate::answers::{Birth, Location, NameAnswer, PartyPage};
use crate::texts::{country, language, range, say, whole, word};

/// The names by language, each with its kind.
pub fn names(cx: &Context<'_>, names: &[NameAnswer]) -> Markup {
    let mut languages: Vec<Option<&str>> = Vec::new();
    for name in names {
        if !languages.contains(&name.language.as_deref()) {
            languages.push(name.language.as_deref());
        }
    }
    html! {
        section {
            (heading("names", cx.t.names))
            @for tag in languages {
                h3 { (tag.map_or(cx.t.no_language, |tag| language(cx.locale.lang, tag))) }
                ul.names lang=[tag] {
                    @for name in names.iter().filter(|name| name.language.as_deref() == tag) {
                        li { bdi { (name.text) } " " span.quiet lang=(cx.locale.lang.tag()) { (word(cx.locale.lang, *name.kind)) } }
                    }
                }
            }
        }
    }
}

/// What else is known of a party: births, offices, numbers, entries in lists.
pub fn particulars_of(cx: &Context<'_>, party: &PartyPage) -> Markup {
    let t = cx.t;
    let lang = cx.locale.lang;
    let some = |items: Vec<Markup>| (!items.is_empty()).then(|| html! { ul { @for item in items { li { (item) } } } });
    let locations = |locations: &[Location]| {
        some(
            locations
                .iter()
                .map(|place| {
                    let country = place.country.as_deref().map(|code| country(lang, code));
                    html! {
                        @if let Some(text) = &place.text { bdi { (text) } }
                        @if let Some(country) = country { @if place.text.is_some() { " · " } (country) }
                    }
                })
                .collect(),
        )
    };
    let texts = |texts: &[String]| some(texts.iter().map(|text| isolated(text)).collect());
    let identifiers = party.identifiers.iter().map(|identifier| {
        let country = identifier.country.as_deref().map(|code| country(lang, code));
        html! {
            (word(lang, *identifier.kind)) " " bdi.code { (identifier.value) }
            @if let Some(country) = country { " · " (country) }
            @if let Some(note) = &identifier.note { span.quiet { " " bdi { (note) } } }
        }
    });
    let records = party.source_records.iter().map(|record| {
        let reference = html! { bdi.code { (record.reference) } };
        let reference = match &record.url { Some(url) => outward(url, reference), None => reference };
        html! {
            (say(t.entry, &[("reference", reference), ("list", cx.dataset(&record.dataset))]))
            @if let Some(remarks) = &record.remarks { p.note lang=[record.remarks_language.as_deref()] dir="auto" { (remarks) } }
        }
    });
    html! {
        section {
            (heading("particulars", t.about_it))
            (particulars([
                (t.born, some(party.births.iter().map(|birth| born(cx, birth)).collect())),
                (t.birthplace, locations(&party.birthplaces)),
                (t.died, party.died.map(|died| cx.date(*died))),
                (t.founded, party.founded.map(|date| cx.date(*date))),
                (t.dissolved, party.dissolved.map(|date| cx.date(*date))),
                (t.built, party.built.map(|date| cx.date(*date))),
                (t.titles, texts(&party.titles)),
                (t.positions, texts(&party.positions)),
                (t.addresses, locations(&party.addresses)),
                (t.identifiers, some(identifiers.collect())),
                (t.source_records, some(records.collect())),
            ]))
            p.quiet { (say(t.of_data_set, &[("dataset", cx.dataset(&party.dataset))])) }
        }
    }
}

fn born(cx: &Context<'_>, birth: &Birth) -> Markup {
    let (first, last) = (birth.earliest.map(|day| *day), birth.latest.map(|day| *day));
    let as_printed = || html! { bdi { (birth.text.as_deref().unwrap_or(cx.t.unknown)) } };
    let date = match first.zip(last).and_then(|(first, last)| whole(first, last)) {
        Some(date) => cx.date(date),
        None => range(cx.locale, cx.t, first, last).unwrap_or_else(as_printed),
    };
    if birth.is_approximate { say(cx.t.about_date, &[("when", date)]) } else { date }
}
