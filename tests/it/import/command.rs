//! `sanad import`, as its users run it.

use std::fs;

use sanad::db::migrate;
use serde_json::Value;

use super::folder_of;
use super::series::{self, DAYS, OTHERS, Person, un};
use crate::commands::{on, outcome, refuses};
use crate::support::TestDatabase;

fn a_directory_of_editions_is_imported_in_their_order(db: &TestDatabase) {
    let folder = folder_of(db, "command");
    series::write(&folder);
    let path = folder.to_str().unwrap();
    let import = |arguments: &[&str]| outcome(&mut on(db, "import", &[&["import", path], arguments].concat()));
    // A preview needs no database.
    let (code, preview, stderr) = import(&["--dry-run"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(preview.matches("nothing was written").count(), 5);
    assert!(migrate::is_new(&mut db.conn()).unwrap());
    let (code, stdout, stderr) = import(&[]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.starts_with("migrated the database: "), "{stderr}");
    assert_eq!(stdout, preview.replace("nothing was written\n", ""));
    let days: Vec<&str> =
        stdout.lines().filter_map(|line| line.split_once(", edition of ")).map(|(_, day)| day).collect();
    assert_eq!(days, DAYS);
    let (code, stdout, stderr) = import(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(stdout.matches(" is known, nothing was written").count(), 5, "{stdout}");
}

fn reports_are_lines_of_json(db: &TestDatabase) {
    let folder = folder_of(db, "json");
    series::write(&folder);
    let path = folder.to_str().unwrap();
    let import = |arguments: &[&str]| {
        let arguments = [&["import", path, "--format", "json"], arguments].concat();
        let (code, stdout, stderr) = outcome(&mut on(db, "import-json", &arguments));
        assert_eq!(code, 0, "{stderr}");
        stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Value>>()
    };
    let of =
        |lines: &[Value], field: &str| lines.iter().map(|line| line[field].to_string()).collect::<Vec<_>>().join(" ");
    let lines = import(&["--dry-run"]);
    assert_eq!(of(&lines, "outcome"), [r#""previewed""#; 5].join(" "));
    let lines = import(&[]);
    assert_eq!(of(&lines, "outcome"), [r#""imported""#; 5].join(" "));
    assert_eq!((of(&lines, "read").as_str(), of(&lines, "removed").as_str()), ("8 8 9 8 8", "0 1 0 1 0"));
    assert_eq!(lines[3]["events"]["amended"], 1);
    let lines = import(&[]);
    assert_eq!(of(&lines, "outcome"), [r#""known""#; 5].join(" "));
    assert_eq!(lines[4]["list"], "UN");
}

fn a_refusal_names_the_file(db: &TestDatabase) {
    let folder = folder_of(db, "refusal");
    series::write(&folder);
    let path = folder.to_str().unwrap();
    let (code, ..) = outcome(&mut on(db, "import-refusal", &["import", path]));
    assert_eq!(code, 0);
    let file = folder.join("few.xml");
    fs::write(&file, un("2024-06-01", &OTHERS.map(|person: Person| person.xml()), &[])).unwrap();
    let file = file.to_str().unwrap();
    let few = format!("{file}: 4 of 8 entries are left, 4 are gone");
    refuses(&mut on(db, "import-refusal", &["import", file]), &few);
    refuses(&mut on(db, "import-refusal", &["import", "--dry-run", file]), &few);
    let (code, stdout, stderr) = outcome(&mut on(db, "import-refusal", &["import", file, "--accept-removals", "4"]));
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    refuses(&mut on(db, "import-refusal", &["import", "no-such.xml"]), "no-such.xml: cannot read it");
    let (code, _, stderr) = outcome(&mut on(db, "import-refusal", &["import"]));
    assert!(code == 2 && stderr.contains("<FILE>"), "{stderr}");
    let (code, _, stderr) = outcome(&mut on(db, "import-refusal", &["import", file, "--without", "names"]));
    assert!(code == 2 && stderr.contains("expected identifiers, addresses, births"), "{stderr}");
}

on_each_backend! {
    empty: a_directory_of_editions_is_imported_in_their_order, reports_are_lines_of_json, a_refusal_names_the_file
}
