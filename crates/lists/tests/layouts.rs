//! A small made-up file in each layout, and everything that is read from it.

use std::path::{Path, PathBuf};

use sanad_lists::{Action, Edition, Entry, List, Other, Place, sources};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn edition(name: &str) -> Edition {
    sources(&data(name)).unwrap()[0].open(None).unwrap()
}

/// All entries of a file with everything that they have, what was left out, and the words that are not known.
fn read(name: &str) -> String {
    let mut edition = edition(name);
    let mut lines = vec![format!("{} {} of {}", edition.head().list, edition.head().format, edition.head().date)];
    for item in edition.by_ref() {
        let item = item.unwrap();
        match item.action {
            Action::Listed => lines.extend(told(&item.entry)),
            Action::Removed => lines.push(format!("removed {}", item.entry.key)),
        }
    }
    for (reason, left_out) in edition.notes().left_out_by_reason() {
        lines.push(format!("left out: {reason}: {}", left_out.examples.join(" | ")));
    }
    for (table, words) in edition.notes().unknown_words() {
        lines.push(format!("unknown {table}: {}", words.keys().cloned().collect::<Vec<_>>().join(" | ")));
    }
    lines.join("\n") + "\n"
}

fn told(entry: &Entry) -> Vec<String> {
    let mut lines = vec![format!("{} {} {} {}", entry.key, entry.kind, entry.number, entry.reference)];
    let mut line = |what: &str, text: String| lines.push(format!("  {what}: {}", text.trim()));
    let note = |note: &Option<String>| note.as_ref().map(|note| format!(" [{note}]")).unwrap_or_default();
    let place = |place: &Place| {
        let country = place.country.as_ref().map_or("--".to_owned(), ToString::to_string);
        format!("{country} {}{}", place.text, note(&place.note))
    };
    for name in &entry.names {
        let language = name.language.as_ref().map(|tag| format!(" {tag}")).unwrap_or_default();
        let basis = name.basis.as_ref().map(|basis| format!(" ({})", basis.title)).unwrap_or_default();
        line("name", format!("{} {}{language} {}{}{basis}", name.kind, name.script, name.text, note(&name.note)));
    }
    for birth in &entry.births {
        let about = if birth.approximate { "about " } else { "" };
        let days = birth.date.map_or_else(|| format!("{}/{}", birth.earliest, birth.latest), |date| date.to_string());
        line("born", format!("{about}{days} `{}`{}", birth.printed, note(&birth.note)));
    }
    entry.birth_places.iter().for_each(|at| line("born in", place(at)));
    if let Some(gender) = entry.gender {
        line("gender", gender.to_string());
    }
    if let Some(deceased) = entry.deceased {
        line("deceased", format!("{deceased:?}"));
    }
    let words =
        |texts: &[sanad_lists::Text]| texts.iter().map(|text| text.text.clone()).collect::<Vec<_>>().join(" | ");
    for (what, text) in [
        ("countries", entry.nationalities.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")),
        ("titles", words(&entry.titles)),
        ("positions", words(&entry.positions)),
        ("subtype", words(&entry.subtype.clone().into_iter().collect::<Vec<_>>())),
        ("built", entry.built.map(|built| built.to_string()).unwrap_or_default()),
        ("programmes", entry.programmes.join(" | ")),
        ("remarks", words(&entry.remarks)),
        ("reasons", words(&entry.reasons.clone().into_iter().collect::<Vec<_>>())),
        ("url", entry.url.clone().unwrap_or_default()),
    ] {
        if !text.is_empty() {
            line(what, text);
        }
    }
    entry.addresses.iter().for_each(|at| line("address", place(at)));
    for identifier in &entry.identifiers {
        let country = identifier.country.as_ref().map(|code| format!(" {code}")).unwrap_or_default();
        line(
            "id",
            format!(
                "{} {}{country} `{}`{}",
                identifier.kind,
                identifier.kind.normalized(&identifier.value),
                identifier.value,
                note(&identifier.note)
            ),
        );
    }
    for basis in &entry.legal_bases {
        line("basis", format!("{} {}", basis.title, basis.url.clone().unwrap_or_default()));
    }
    line("measures", entry.measures.iter().map(|imposed| imposed.measure.to_string()).collect::<Vec<_>>().join(" "));
    for listing in &entry.listings {
        let since = listing.since.map_or("--".to_owned(), |day| day.to_string());
        line(
            "listed",
            format!(
                "{since} {} by {} ({}) {}",
                listing.case,
                listing.authority,
                listing.part,
                listing.inferred.unwrap_or_default()
            ),
        );
    }
    for amendment in &entry.amendments {
        line("amended", format!("{} {}", amendment.day, amendment.basis.as_ref().map_or("", |basis| &basis.title)));
    }
    for relation in &entry.relations {
        let other = match &relation.other {
            Other::Number(number, name) => format!("number {number} {}", name.clone().unwrap_or_default()),
            Other::Reference(reference) => format!("reference {reference}"),
            Other::Name(name) => format!("name {name}"),
        };
        let inverse = if relation.is_inverse { " inverse" } else { "" };
        line("relation", format!("{}{inverse} `{}` {other}{}", relation.kind, relation.printed, note(&relation.note)));
    }
    entry.details.iter().for_each(|detail| line("detail", format!("{} = {}", detail.label, detail.text)));
    lines
}

/// Compares with the file of the same name that ends in `.txt`. `WRITE=1` writes it anew.
fn agrees(name: &str) {
    let found = read(name);
    let path = data(&format!("{name}.txt"));
    if std::env::var_os("WRITE").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap();
    for (found, expected) in found.lines().zip(expected.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.lines().count(), expected.lines().count());
}

#[test]
fn the_layout_of_the_un() {
    agrees("un.xml");
}

#[test]
fn the_enhanced_layout_of_ofac() {
    agrees("ofac-enhanced.xml");
}

#[test]
fn the_small_layout_of_ofac() {
    agrees("ofac-simple.xml");
}

#[test]
fn the_csv_files_of_ofac() {
    agrees("csv-2026-03-04");
}

#[test]
fn the_delta_of_ofac() {
    agrees("ofac-delta.xml");
}

#[test]
fn the_layout_of_the_uk() {
    agrees("uk.xml");
}

#[test]
fn the_layout_of_the_eu() {
    agrees("eu.xml");
}

#[test]
fn a_directory_has_all_of_them() {
    let directory = std::env::temp_dir().join(format!("sanad-lists-layouts-{}", std::process::id()));
    std::fs::create_dir_all(directory.join("csv-2026-03-04")).unwrap();
    for name in ["un.xml", "uk.xml", "eu.xml", "ofac-enhanced.xml", "csv-2026-03-04/sdn.csv", "csv-2026-03-04/alt.csv"]
    {
        std::fs::copy(data(name), directory.join(name)).unwrap();
    }
    let found = sanad_lists::in_order(sources(&directory).unwrap(), None).unwrap();
    std::fs::remove_dir_all(&directory).unwrap();
    let lists: Vec<List> = found.iter().map(|(head, _)| head.list).collect();
    assert_eq!(lists, [List::Un, List::OfacSdn, List::OfacSdn, List::Uk, List::Eu]);
}

#[test]
fn personal_data_can_be_left_out() {
    use sanad_lists::{IdentifierKind, Particular};
    let mut entry = edition("un.xml").next().unwrap().unwrap().entry;
    entry.leave_out(&[Particular::Births, Particular::Addresses, Particular::Identifiers]);
    assert!(entry.births.is_empty() && entry.birth_places.is_empty() && entry.addresses.is_empty());
    assert!(!entry.identifiers.is_empty());
    assert!(entry.identifiers.iter().all(|identifier| identifier.kind == IdentifierKind::ListEntry));
}
