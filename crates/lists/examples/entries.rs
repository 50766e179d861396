//! Prints the entries of editions as JSON lines, and the report of each on stderr: `entries FILE...`. To look at what is
//! read, and to compare it with other readers. `SHOW=events` prints the events instead of the
//! entries, `SHOW=reports` only the reports, as JSON.

use std::path::Path;

use sanad_lists::editions::{Advance, Event, Known, Options};
use sanad_lists::{Entry, EventTally, Report, in_order, sources};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let show = std::env::var("SHOW").unwrap_or_else(|_| "entries".to_owned());
    let mut found = Vec::new();
    for path in std::env::args().skip(1) {
        found.extend(sources(Path::new(&path))?);
    }
    let mut known: Option<Known> = None;
    for (head, source) in in_order(found, "2000-01-01".parse().ok())? {
        let before = known.take().filter(|known| known.list == head.list).unwrap_or_else(|| Known::new(head.list));
        let mut advance = Advance::begin(before, &head, Options { accept_removals: usize::MAX, latest: None })?;
        let mut edition = source.open("2000-01-01".parse().ok())?;
        let mut tally = EventTally::default();
        for item in edition.by_ref() {
            let item = item?;
            let (_, events) = advance.see(&item);
            tally.add(&events);
            match show.as_str() {
                "entries" => println!("{}", shown(&item.entry)),
                "events" => events.iter().for_each(|event| println!("{}", shown_event(event))),
                _ => {}
            }
        }
        let outcome = advance.finish()?;
        tally.add(&outcome.events);
        if show == "events" {
            outcome.events.iter().for_each(|event| println!("{}", shown_event(event)));
        }
        let report = Report::new(source.name(), &head, edition.notes(), outcome.tally, tally);
        match show == "reports" {
            true => eprintln!("{}", serde_json::to_string(&report)?),
            false => eprintln!("{report}"),
        }
        known = Some(outcome.known);
    }
    Ok(())
}

fn shown_event(event: &Event) -> Value {
    let end = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    json!({
        "key": event.key.as_str(), "action": event.action.to_string(), "dated": format!("{:?}", event.dated),
        "started": [end(event.started.within.earliest), end(event.started.within.latest)],
        "follows": event.follows.as_ref().map(|key| key.as_str()), "known_from": event.known_from.to_string(),
        "aspects": event.aspects.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "basis": event.basis.as_ref().map(|basis| basis.title.as_str()),
    })
}

fn shown(entry: &Entry) -> Value {
    json!({
        "key": entry.key.as_str(), "number": entry.number, "reference": entry.reference, "kind": entry.kind.to_string(),
        "names": entry.names.iter().map(|name| json!([name.text, name.kind.to_string(), name.language.as_ref().map(|tag| tag.as_str()), name.note])).collect::<Vec<_>>(),
        "births": entry.births.iter().map(|birth| json!([birth.printed, birth.earliest.to_string(), birth.latest.to_string(), birth.approximate, birth.note])).collect::<Vec<_>>(),
        "birth_places": entry.birth_places.iter().map(|place| json!([place.text, place.country.as_ref().map(|code| code.as_str())])).collect::<Vec<_>>(),
        "gender": entry.gender.map(|gender| gender.to_string()), "deceased": entry.deceased.map(|deceased| format!("{deceased:?}")),
        "nationalities": entry.nationalities.iter().map(|code| code.as_str()).collect::<Vec<_>>(),
        "titles": entry.titles.iter().map(|text| text.text.as_str()).collect::<Vec<_>>(),
        "positions": entry.positions.iter().map(|text| text.text.as_str()).collect::<Vec<_>>(),
        "subtype": entry.subtype.as_ref().map(|text| text.text.as_str()), "built": entry.built.map(|date| date.to_string()),
        "addresses": entry.addresses.iter().map(|place| json!([place.text, place.country.as_ref().map(|code| code.as_str()), place.note])).collect::<Vec<_>>(),
        "identifiers": entry.identifiers.iter().map(|identifier| json!([identifier.kind.to_string(), identifier.value, identifier.kind.normalized(&identifier.value), identifier.country.as_ref().map(|code| code.as_str()), identifier.note])).collect::<Vec<_>>(),
        "programmes": entry.programmes,
        "legal_bases": entry.legal_bases.iter().map(|basis| json!([basis.title, basis.url])).collect::<Vec<_>>(),
        "measures": entry.measures.iter().map(|imposed| json!([imposed.measure.to_string(), imposed.printed])).collect::<Vec<_>>(),
        "listings": entry.listings.iter().map(|listing| json!([listing.case, listing.authority, listing.since.map(|day| day.to_string()), listing.inferred])).collect::<Vec<_>>(),
        "amendments": entry.amendments.iter().map(|amendment| amendment.day.to_string()).collect::<Vec<_>>(),
        "remarks": entry.remarks.iter().map(|text| text.text.as_str()).collect::<Vec<_>>(),
        "reasons": entry.reasons.as_ref().map(|text| text.text.as_str()),
        "relations": entry.relations.iter().map(|relation| json!([relation.kind.to_string(), relation.is_inverse, relation.printed, format!("{:?}", relation.other)])).collect::<Vec<_>>(),
        "details": entry.details.iter().map(|detail| json!([detail.label, detail.text])).collect::<Vec<_>>(),
        "url": entry.url,
    })
}
