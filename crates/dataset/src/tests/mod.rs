//! Small data sets with one mistake each, and the expected problems.
//!
//! The `.txt` files hold the cases. Each has the rule after `===`, then a file that is read together with `base.toml`,
//! then, after `---`, the expected problems. `EVIDENCE` stands for a valid citation.

mod mutations;
mod uses;

use sanad_model::{AssetType, LegalInstrumentKind};

use super::records::{Cited, Dataset, Event};
use super::{Files, Problems, read, read_with_warnings};

const EVIDENCE: &str = r#"evidence = [{ article = "report", paragraphs = [1], stance = "REPORTS" }]"#;

/// The data set in these files.
fn one(files: &Files) -> Result<Dataset, Problems> {
    read(files).map(|datasets| datasets.into_iter().next().unwrap())
}

/// Asserts that each case has exactly the expected problems.
fn check_cases(cases: &str) {
    check_cases_for(cases, problems_of);
}

/// Like [`check_cases`], with another function that finds the problems.
fn check_cases_for(cases: &str, found_in: impl Fn([(&str, &str); 2]) -> String) {
    let mut failures = String::new();
    for case in cases.split("=== ").skip(1) {
        let (rule, case) = case.split_once('\n').unwrap();
        let (toml, expected) = case.split_once("---\n").unwrap();
        let found = found_in([("base.toml", include_str!("base.toml")), ("case.toml", toml)]);
        if found.trim() != expected.trim() {
            failures.push_str(&format!("=== {rule}\nexpected:\n{expected}\nfound:\n{found}\n"));
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

/// The problems of a data set, one block each, without blank lines.
fn problems_of<const N: usize>(files: [(&str, &str); N]) -> String {
    let texts = files.map(|(path, text)| (path.to_owned(), text.replace("EVIDENCE", EVIDENCE)));
    match read(&Files::from_texts(texts)) {
        Ok(_) => String::new(),
        Err(problems) => problems.iter().map(|problem| format!("{problem}\n")).collect(),
    }
}

#[test]
fn fields_and_values() {
    check_cases(include_str!("fields.txt"));
}

#[test]
fn keys_and_references() {
    check_cases(include_str!("keys.txt"));
}

#[test]
fn facts_and_evidence() {
    check_cases(include_str!("facts.txt"));
}

#[test]
fn events_and_dates() {
    check_cases(include_str!("events.txt"));
}

#[test]
fn ends_of_sanctions() {
    let warnings = |files: [(&str, &str); 2]| {
        let texts = files.map(|(path, text)| (path.to_owned(), text.replace("EVIDENCE", EVIDENCE)));
        let (_, warnings) = read_with_warnings(&Files::from_texts(texts), |_| None).unwrap();
        let warnings = warnings.to_string();
        // One block each, without the last line with the counts.
        warnings.rsplit_once("\n\n").map(|(blocks, _)| blocks.replace("\n\n", "\n")).unwrap_or_default()
    };
    check_cases_for(include_str!("ends.txt"), warnings);
}

#[test]
fn places_and_instruments() {
    check_cases(include_str!("records.txt"));
}

#[test]
fn no_data_set() {
    assert_eq!(
        problems_of([("a.toml", "# nothing yet\n")]),
        "a.toml:1:1: no file has a [dataset]\n  hint: add [dataset] with `key` and `title` to one of the files\n"
    );
    let broken = problems_of([("a.toml", "[dataset\n"), ("b.toml", "")]);
    assert_eq!(broken, "a.toml:1:9: not TOML: unclosed table\n  hint: expected `]`\n");
}

#[test]
fn problems_of_all_files_are_found_at_once() {
    let found = problems_of([
        ("c/c.toml", "[[place]]\nkey = \"sirte\"\nname.en = \"\"\n"),
        ("b.toml", "[[actor]\n"),
        ("base.toml", include_str!("base.toml")),
        ("a.toml", "[[actor]]\nkey = \"ali\"\nborn = \"soon\"\nage = 40\n"),
    ]);
    let places: Vec<_> = found.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(
        places,
        [
            "a.toml:1:1: `name` is missing",
            "a.toml:3:8: `born`: `soon` is not a date",
            "a.toml:4:1: unknown field `age`",
            "b.toml:1:9: not TOML: unclosed array table",
            "c/c.toml:3:11: `name`: the string is blank",
        ]
    );
}

#[test]
fn derived_keys_have_a_limit() {
    let (long, longer) = ("a".repeat(150), "b".repeat(150));
    let toml = format!(
        "[[relationship]]\nsource = \"{long}\"\nkind = \"LEADS\"\ntarget = \"{longer}\"\nEVIDENCE\n\
         [[actor]]\nkey = \"{long}\"\nname.en = \"A\"\n[[actor]]\nkey = \"{longer}\"\nname.en = \"B\"\n"
    );
    let found = problems_of([("base.toml", include_str!("base.toml")), ("case.toml", &toml)]);
    assert_eq!(
        found,
        "case.toml:1:1: the derived key of this relationship has 307 characters\n  \
         hint: shorten the keys that it is made of: expected at most 300 characters\n"
    );
}

#[test]
fn names_and_titles_have_a_limit() {
    let (most, long) = ("ن".repeat(500), "ن".repeat(501));
    let files = |text: &str| {
        let toml = format!(
            "[[actor]]\nkey = \"ali\"\nname.ar = \"{text}\"\nother_names = [{{ text = \"x{text}\", kind = \"ALIAS\" }}]\n\
             [[article]]\nkey = \"story\"\nheadline = \"{text}\"\nlanguage = \"ar\"\nsummary.ar = \"{text}{text}\"\n\
             [[sanction_event]]\nkey = \"step\"\naction = \"IMPOSED\"\ntitle.ar = \"{text}\"\nprogramme = \"{text}\"\n\
             EVIDENCE\nparticipation = [{{ party = \"kaniyat\", role = \"TARGET\", EVIDENCE }}]\n"
        );
        let base = include_str!("base.toml").replace("A trial", text);
        problems_of([("base.toml", &base), ("case.toml", &toml)])
    };
    let found = files(&long);
    let hint = "  hint: expected at most 500 characters";
    let expected =
        ["base.toml:3:9: `title`: the string has 501 characters".to_owned(), "  in: trial".to_owned(), hint.to_owned()];
    assert_eq!(found.lines().take(3).collect::<Vec<_>>(), expected);
    assert_eq!(found.matches(hint).count(), 6, "{found}");
    for field in ["`name`", "`text`", "`headline`", "`programme`"] {
        assert!(found.contains(&format!("{field}: the string has 50")), "{found}");
    }
    let short = files(&most);
    assert_eq!(short.matches(": the string has ").count(), 1, "{short}");
    assert!(short.contains("`text`: the string has 501 characters"), "{short}");
}

#[test]
fn records_have_the_values_in_the_file() {
    let set = one(&Files::from_texts([("a.toml".to_owned(), include_str!("whole.toml").to_owned())])).unwrap();
    let names: Vec<_> = set.actors.iter().flat_map(|actor| &actor.names).collect();
    let texts: Vec<_> =
        names.iter().map(|name| (name.text.as_str(), name.language.as_ref().map(|tag| tag.as_str()))).collect();
    assert_eq!(texts, [("خليفة حفتر", Some("ar")), ("Khalifa Haftar", Some("en")), ("Haftar", None)]);
    let article = &set.articles[0];
    assert_eq!(article.mentions[0].cited, Cited::Paragraphs(vec![1, 2, 7]));
    assert_eq!(article.published.date.unwrap().to_string(), "2020-11-21");
    assert_eq!(article.summary.as_ref().unwrap().text(&[]), Some("ملخص"));
    let vessel = &set.assets[0];
    assert_eq!((vessel.kind, vessel.subtype.as_ref().unwrap().text(&[])), (AssetType::Vessel, Some("Tanker")));
    assert_eq!((vessel.built.date.unwrap().to_string(), vessel.countries[0].as_str()), ("1995".to_owned(), "PA"));
    assert_eq!(vessel.identifiers[0].value, "IMO 9074729");
    assert_eq!((vessel.addresses.len(), vessel.source_records[0].reference.as_str()), (1, "V-17"));
    let relationship = &set.relationships[0];
    assert_eq!(relationship.key.as_str(), "khalifa-haftar.leads.kaniyat");
    assert_eq!(relationship.started.within.earliest.unwrap().to_string(), "2019-06-01");
    assert_eq!(relationship.started.within.latest.unwrap().to_string(), "2019-12-31");
    assert_eq!(set.relationships[1].key.as_str(), "second-time");
    let held = &set.place_relationships[0];
    assert_eq!(held.key.as_str(), "kaniyat.controls.tarhuna");
    assert_eq!((held.started.date.unwrap().to_string(), held.ended.date), ("2019-04".to_owned(), None));
    assert_eq!(set.place_relationships[1].key.as_str(), "once-more");
    let order = &set.legal_instruments[0];
    assert_eq!(order.title.text(&["en".parse().unwrap()]), Some("Executive Order 13818"));
    assert_eq!((order.kind, order.symbol.as_deref()), (LegalInstrumentKind::ExecutiveOrder, Some("E.O. 13818")));
    assert_eq!(order.adopted.unwrap().to_string(), "2017-12-20");
    assert_eq!(order.issuer.as_ref().unwrap().as_str(), "kaniyat");
    assert_eq!(order.url.as_deref(), Some("https://example.org/order"));
    let named = |event: &Event| event.instruments.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(named(&set.events[0]), ["executive-order-13818"]);
    assert_eq!(named(&set.events[1]), ["treaty", "executive-order-13818"]);
    let [sanction, incident] = set.events.as_slice() else { panic!("{:?}", set.events) };
    assert_eq!(sanction.participations[0].key.as_str(), "proposal.target.kaniyat");
    assert!(sanction.sanction.is_some() && incident.sanction.is_none());
    let figures: Vec<_> = incident.figures.iter().map(|figure| figure.key.as_str()).collect();
    assert_eq!(
        figures,
        ["mass-graves.graves.at-least-11", "mass-graves.dead-bodies.about-20-30", "mass-graves.graves.dozens"]
    );
    assert_eq!(set.places[0].coordinates, Some((32.435, 13.0)));
}

#[test]
fn the_embedded_sets_have_no_problem() {
    let files = Files::embedded();
    let sets = read(&files).unwrap_or_else(|problems| panic!("{problems}"));
    let keys: Vec<_> = sets.iter().map(|set| set.key.as_str()).collect();
    assert_eq!(keys, ["core", "libya-2018-2020"]);
    for (set, of_set) in sets.iter().zip(files.sets()) {
        let tables =
            |header: &str| -> usize { files.texts(of_set).map(|(_, text)| text.matches(header).count()).sum() };
        assert_eq!(set.articles.len(), tables("\n[[article]]\n"));
        assert_eq!(set.actors.len(), tables("\n[[actor]]\n"));
        assert_eq!(set.organizations.len(), tables("\n[[organization]]\n"));
        assert_eq!(set.assets.len(), tables("\n[[asset]]\n"));
        assert_eq!(set.places.len(), tables("\n[[place]]\n"));
        assert_eq!(set.legal_instruments.len(), tables("\n[[legal_instrument]]\n"));
        assert_eq!(set.place_relationships.len(), tables("\n[[place_relationship]]\n"));
        assert_eq!(set.relationships.len(), tables("\n[[relationship]]\n"));
        assert_eq!(set.events.len(), tables("\n[[sanction_event]]\n") + tables("\n[[incident]]\n"));
    }
}
