//! Which editions are taken, and that nothing is kept of the others.

use std::fs;

use sanad::db::Conn;
use sanad::import::{Options, Particular, Preview, Taken, in_order, sources};
use serde_json::json;

use super::series::{self, DAYS, OTHERS, Person, SALIM, un};
use super::{folder_of, imported, prepared, reports};
use crate::support::TestDatabase;

/// The revision of the data, and the numbers of parties, events and articles.
async fn contents(db: &TestDatabase) -> String {
    let query = "{ revision parties { totalCount } sanctionEvents { totalCount } articles { totalCount } }";
    db.query(query).await.to_string()
}

async fn a_second_import_writes_nothing(db: &TestDatabase) {
    let (mut conn, folder, first) = series::loaded(db, "second");
    let numbers: Vec<_> = first
        .iter()
        .map(|report| {
            let (tally, events) = (report.tally, report.events);
            (tally.read, tally.added, tally.returned, tally.removed, events.imposed, events.amended, events.lifted)
        })
        .collect();
    assert_eq!(
        numbers,
        [
            (8, 8, 0, 0, 8, 0, 0),
            (8, 1, 0, 1, 1, 0, 1),
            (9, 0, 1, 0, 1, 0, 0),
            (8, 0, 0, 1, 0, 1, 1),
            (8, 0, 0, 0, 0, 0, 0)
        ]
    );
    let before = contents(db).await;
    let second = imported(&mut conn, &folder, &Options::default()).unwrap();
    assert!(second.iter().all(|taken| matches!(taken, Taken::Known { .. })), "{second:?}");
    assert_eq!(second.len(), 5);
    assert_eq!(contents(db).await, before);
}

async fn editions_one_at_a_time_give_the_same(db: &TestDatabase) {
    let folder = folder_of(db, "one-at-a-time");
    series::write(&folder);
    let mut conn = prepared(db);
    for day in DAYS {
        reports(imported(&mut conn, &folder.join(series::file_name(day)), &Options::default()).unwrap());
    }
    let answer = db.query(r#"{ sanctionEvents(where: { datasets: ["un-list"] }) { totalCount } }"#).await;
    assert_eq!(answer["sanctionEvents"]["totalCount"], 13);
}

async fn nothing_of_a_refused_edition_is_kept(db: &TestDatabase) {
    let (mut conn, folder, _) = series::loaded(db, "refused");
    let before = contents(db).await;
    let mut refused = |name: &str, text: &str, words: &str| {
        let file = folder.join(name);
        fs::write(&file, text).unwrap();
        let error = match sources(&file) {
            Ok(_) => imported(&mut conn, &file, &Options::default()).unwrap_err().to_string(),
            Err(error) => error.to_string(),
        };
        assert!(error.contains(words) && error.contains(name), "{error}");
    };
    let others: Vec<String> = OTHERS.iter().map(Person::xml).collect();
    let later = un("2024-06-01", &others, &[]);
    refused("few.xml", &later, "4 of 8 entries are left, 4 are gone: expected at least 80 %");
    let whole = un("2024-06-02", &[others.clone(), vec![SALIM.xml()]].concat(), &[]);
    refused("cut.xml", &whole[..whole.len() - 90], "the file is truncated");
    refused("none.xml", &un("2024-06-03", &[], &[]), "no entries");
    refused("older.xml", &un("2024-01-15", &others, &[]), "of 2024-01-15, but the one of 2024-05-01 is known");
    refused("page.xml", "<html><title>403 Forbidden</title></html>", "an HTML page that says `403 Forbidden`");
    assert_eq!(contents(db).await, before);
    // A removal that is real.
    let options = Options { accept_removals: 4, ..Options::default() };
    let report = &reports(imported(&mut conn, &folder.join("few.xml"), &options).unwrap())[0];
    assert_eq!((report.tally.removed, report.events.lifted), (4, 4));
    assert_ne!(contents(db).await, before);
}

async fn two_editions_of_one_day_are_two(db: &TestDatabase) {
    let (mut conn, folder, _) = series::loaded(db, "one-day");
    let people: Vec<String> = OTHERS.iter().chain([&SALIM]).map(Person::xml).collect();
    let options = Options { accept_removals: 9, ..Options::default() };
    for hour in ["07", "19"] {
        let text = un("2024-06-01", &people, &[]).replace("T00:00:06", &format!("T{hour}:00:06"));
        fs::write(folder.join("today.xml"), text).unwrap();
        reports(imported(&mut conn, &folder.join("today.xml"), &options).unwrap());
        assert!(matches!(imported(&mut conn, &folder.join("today.xml"), &options).unwrap()[..], [Taken::Known { .. }]));
    }
    let answer = db.query(r#"{ articles(where: { kinds: [EDITION] }) { nodes { key } } }"#).await;
    let keys: Vec<&str> =
        answer["articles"]["nodes"].as_array().unwrap().iter().map(|node| node["key"].as_str().unwrap()).collect();
    assert_eq!(keys[5..], ["un-list.2024-06-01", "un-list.2024-06-01.2"]);
}

async fn a_preview_says_the_same_and_writes_nothing(db: &TestDatabase) {
    let folder = folder_of(db, "preview");
    series::write(&folder);
    let mut conn = prepared(db);
    let before = contents(db).await;
    let previewed = |conn: Option<&mut Conn>| {
        let mut preview = Preview::new(conn);
        let mut taken = Vec::new();
        for (head, source) in in_order(sources(&folder).unwrap(), None).unwrap() {
            taken.extend(preview.take(&source, &head, &Options::default(), &mut |_| {}).unwrap());
        }
        taken
    };
    let (with, without) = (previewed(Some(&mut conn)), previewed(None));
    assert_eq!(contents(db).await, before);
    let taken = imported(&mut conn, &folder, &Options::default()).unwrap();
    assert_eq!(with, taken);
    assert_eq!(without, taken);
    assert!(previewed(Some(&mut conn)).iter().all(|taken| matches!(taken, Taken::Known { .. })));
}

async fn personal_data_can_be_left_out(db: &TestDatabase) {
    let folder = folder_of(db, "without");
    series::write(&folder);
    let mut conn = prepared(db);
    let without = vec![Particular::Births, Particular::Identifiers];
    let options = Options { without, ..Options::default() };
    imported(&mut conn, &folder, &options).unwrap();
    let query = r#"{ party(key: "un-lyi.901") { identifiers { kind } ... on Actor { births { text } born } } }"#;
    let bare =
        json!({ "identifiers": [{ "kind": "LIST_ENTRY" }, { "kind": "LIST_ENTRY" }], "births": [], "born": null });
    assert_eq!(db.query(query).await["party"], bare);
    // To have them now is no amendment.
    let people: Vec<String> = OTHERS.iter().chain([&SALIM]).map(Person::xml).collect();
    for day in ["2024-06-01", "2024-06-08"] {
        fs::write(folder.join("later.xml"), un(day, &people, &[])).unwrap();
        let options = Options { accept_removals: 9, ..Options::default() };
        let report = &reports(imported(&mut conn, &folder.join("later.xml"), &options).unwrap())[0];
        assert_eq!(report.events.amended, 0, "{day}");
    }
    let answer = db.query(query).await;
    assert_eq!(answer["party"]["born"], "1970-01-02");
}

async fn what_cannot_be_stored_is_reported(db: &TestDatabase) {
    let folder = folder_of(db, "hostile");
    let mut conn = prepared(db);
    let long = "N".repeat(5_000);
    let aliases: String = (0..3_000)
        .map(|number| {
            format!(
                "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Alias {number}</ALIAS_NAME></INDIVIDUAL_ALIAS>"
            )
        })
        .collect();
    let long_alias =
        format!("<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>{long}</ALIAS_NAME></INDIVIDUAL_ALIAS>");
    let remarks = format!("<COMMENTS1>{}</COMMENTS1>", "word ".repeat(100_000));
    let odd =
        "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>---</NUMBER></INDIVIDUAL_DOCUMENT>";
    let person = |number: u32, reference: &str, more: &str| {
        format!(
            "<INDIVIDUAL><DATAID>{number}</DATAID><FIRST_NAME>PERSON {number}</FIRST_NAME><UN_LIST_TYPE>Libya</UN_LIST_TYPE>\
             <REFERENCE_NUMBER>{reference}</REFERENCE_NUMBER><LISTED_ON>2018-06-07</LISTED_ON>{more}</INDIVIDUAL>"
        )
    };
    let people = [
        person(1, "LYi.921", &long_alias),
        person(2, "LYi.922", &aliases),
        person(3, "LYi.923", &remarks),
        person(4, "LYi.924", odd),
        person(5, "LYi.924", ""),
        person(6, &"9".repeat(400), ""),
        person(7, "LYi.927", "<COMMENTS1>Brother of LYi.999.</COMMENTS1>"),
    ];
    fs::write(folder.join("un.xml"), un("2024-01-01", &people, &[])).unwrap();
    let report = &reports(imported(&mut conn, &folder.join("un.xml"), &Options::default()).unwrap())[0];
    for (reason, example) in [
        ("the name is longer than 500 characters", "LYi.921"),
        ("the identifier has neither letters nor digits", "LYi.924"),
        ("the number of the entry stands twice", "LYi.924: PERSON 5"),
        ("the other end of a relation is no entry that is known", "LYi.927: named in the remarks LYi.999"),
    ] {
        let left_out = report.left_out.get(reason).unwrap_or_else(|| panic!("{reason}: {report}"));
        assert_eq!(left_out.count, 1, "{reason}");
        assert!(left_out.examples[0].starts_with(example), "{left_out:?}");
    }
    let answer = db.query(r#"{ parties(where: { datasets: ["un-list"] }) { totalCount } party(key: "un-lyi.922") { names { text } } }"#).await;
    assert_eq!(answer["parties"]["totalCount"], 5);
    assert_eq!(answer["party"]["names"].as_array().unwrap().len(), 3_001);
}

on_each_backend! {
    empty: async a_second_import_writes_nothing, async editions_one_at_a_time_give_the_same,
    async nothing_of_a_refused_edition_is_kept, async two_editions_of_one_day_are_two,
    async a_preview_says_the_same_and_writes_nothing, async personal_data_can_be_left_out,
    async what_cannot_be_stored_is_reported
}
