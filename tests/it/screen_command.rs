//! `sanad screen`, run as its users run it.

use std::process::Command;

use serde_json::Value;

use crate::commands::{folder, on, outcome, refuses, sanad};
use crate::support::TestDatabase;

/// The command, with a file in its folder.
fn screen(db: &TestDatabase, test: &str, file: &[u8], arguments: &[&str]) -> Command {
    let mut command = on(db, test, &["screen", "names.csv"]);
    std::fs::write(command.get_current_dir().unwrap().join("names.csv"), file).unwrap();
    command.args(arguments);
    command
}

const FILE: &str = "\u{feff}id,full name,note\r\n1,محمد الكاني,\"of two\r\nlines\"\r\n2,nobody of that name,\r\n3,short\r\n\r\n\
                    4,\"الكاني, محمد\",\"a \"\"quote\"\"\"\r\n5,,\r\n6,خليفة حفتر,last";

fn rows_are_answered_in_their_order(db: &TestDatabase) {
    let mut command = screen(db, "screen-csv", FILE.as_bytes(), &["--column", "full name", "--first", "1"]);
    let (code, stdout, stderr) = outcome(&mut command);
    assert_eq!(
        (code, stderr.as_str()),
        (0, "sanad: names.csv, line 5: the row has 2 columns: expected 3, as the header has\n")
    );
    let mut reader = csv::Reader::from_reader(stdout.as_bytes());
    let header = "id,full name,note,match_score,match_id,match_name,match_caption,match_sanctions,match_complete";
    assert_eq!(reader.headers().unwrap(), &header.split(',').collect::<csv::StringRecord>());
    let rows: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let kani = ["1.0000", "Actor:mohamed-al-kani", "محمد الكاني", "محمد الكاني"];
    assert_eq!(rows[0][..3], ["1", "محمد الكاني", "of two\r\nlines"]);
    assert_eq!(rows[0][3..7], kani);
    assert_eq!(rows[0][7..], ["BLOCKED (un-libya-sanctions-committee); IMPOSED (united-states)", "true"]);
    assert_eq!(rows[1], ["2", "nobody of that name", "", "", "", "", "", "", "true"]);
    assert_eq!(rows[2][..5], ["4", "الكاني, محمد", "a \"quote\"", rows[2][3].as_str(), "Actor:mohamed-al-kani"]);
    assert_eq!(rows[3], ["5", "", "", "", "", "", "", "", "true"]);
    assert_eq!(rows[4][..5], ["6", "خليفة حفتر", "last", "1.0000", "Actor:khalifa-haftar"]);
    assert_eq!(rows.len(), 5);
}

fn json_has_an_object_on_each_line(db: &TestDatabase) {
    let arguments = ["--column", "full name", "--format", "json", "--type", "person", "--threshold", "0.9"];
    let (code, stdout, stderr) = outcome(&mut screen(db, "screen-json", FILE.as_bytes(), &arguments));
    assert_eq!((code, stderr.lines().count()), (0, 1), "{stderr}");
    let answers: Vec<Value> = stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let lines: Vec<&Value> = answers.iter().map(|answer| &answer["line"]).collect();
    assert_eq!(lines, [2, 4, 7, 8, 9]);
    assert_eq!(answers[0]["row"]["note"], "of two\r\nlines");
    let best = &answers[0]["matches"][0];
    assert_eq!((&best["id"], &best["score"]), (&"Actor:mohamed-al-kani".into(), &1.0.into()));
    assert_eq!(best["sanctions"][1], serde_json::json!({ "authority": "united-states", "state": "IMPOSED" }));
    assert!(best["explanation"].as_str().is_some_and(|text| !text.is_empty()));
    assert_eq!((&answers[1]["matches"], &answers[1]["complete"]), (&Value::Array(vec![]), &true.into()));
    let organizations = ["--column", "full name", "--format", "json", "--type", "organization"];
    let (_, stdout, _) = outcome(&mut screen(db, "screen-json", FILE.as_bytes(), &organizations));
    assert!(!stdout.contains("Actor:"), "{stdout}");
}

fn long_files_keep_their_order(db: &TestDatabase) {
    let names = ["محمد الكاني", "nobody of that name", "Khalifa Haftar"];
    let row = |number: usize| format!("{number},{}\n", names[number % 3]);
    let file: String = std::iter::once("number,name\n".to_owned()).chain((0..1_500).map(row)).collect();
    let arguments = ["--first", "1", "--threshold", "1"];
    let (code, stdout, stderr) = outcome(&mut screen(db, "screen-long", file.as_bytes(), &arguments));
    assert_eq!((code, stderr.as_str()), (0, ""));
    for (number, row) in stdout.lines().skip(1).enumerate() {
        assert!(row.starts_with(&format!("{number},{},", names[number % 3])), "{row}");
        assert_eq!(row.contains(",1.0000,"), number % 3 != 1, "{row}");
    }
    assert_eq!(stdout.lines().count(), 1_501);
}

fn what_cannot_be_read_is_told(db: &TestDatabase) {
    let bad = b"name,x\n\xff,1\nKhalifa Haftar,2\n";
    let (code, stdout, stderr) = outcome(&mut screen(db, "screen-bad", bad, &[]));
    assert_eq!((code, stderr.as_str()), (0, "sanad: names.csv, line 2: the row is not UTF-8\n"));
    assert_eq!(stdout.lines().count(), 2, "{stdout}");
    let long = format!("name\n{}\n{}\n", "ا".repeat(1_001), "ا".repeat(1_000));
    let (code, stdout, stderr) = outcome(&mut screen(db, "screen-bad", long.as_bytes(), &[]));
    let expected = "sanad: names.csv, line 2: the name has 1001 characters: expected at most 1000\n";
    assert_eq!((code, stderr.as_str()), (0, expected));
    assert_eq!(stdout.lines().count(), 2);

    let told = "names.csv has no column `name`, only `id`, `full name`, `note`: expected one of them for --column";
    refuses(&mut screen(db, "screen-bad", FILE.as_bytes(), &[]), told);
    refuses(&mut screen(db, "screen-bad", b"", &[]), "names.csv is empty: expected a header");
    refuses(&mut on(db, "screen-bad", &["screen", "none.csv"]), "cannot read none.csv");
    for arguments in [["--threshold", "1.1"], ["--first", "0"], ["--format", "xml"], ["--type", "state"]] {
        let (code, stdout, _) = outcome(&mut screen(db, "screen-bad", b"", &arguments));
        assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?}");
    }
}

on_each_backend! {
    rows_are_answered_in_their_order,
    json_has_an_object_on_each_line,
    long_files_keep_their_order,
    what_cannot_be_read_is_told,
}

#[test]
fn a_database_without_tables_is_refused() {
    let folder = folder("screen-empty");
    std::fs::write(folder.join("names.csv"), "name\n").unwrap();
    refuses(&mut sanad(&folder, &["screen", "names.csv"]), "cannot open the database");
}
