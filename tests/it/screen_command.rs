//! `sanad screen`, run as its users run it.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

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

/// The header and the rows of CSV.
fn parsed(stdout: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(stdout.as_bytes());
    let texts = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
    let header = texts(reader.headers().unwrap());
    (header, reader.records().map(|row| texts(&row.unwrap())).collect())
}

/// The column of that name, row by row.
fn column(stdout: &str, name: &str) -> Vec<String> {
    let (header, rows) = parsed(stdout);
    let place = header.iter().position(|known| known == name).unwrap_or_else(|| panic!("no {name} in {header:?}"));
    rows.into_iter().map(|row| row[place].clone()).collect()
}

const OWN: &str = "match_score,match_id,match_name,match_caption,match_sanctions,match_explanation,match_support,\
                   match_complete,match_reading_limits,match_problem";

fn rows_are_answered_in_their_order(db: &TestDatabase) {
    let mut command = screen(db, "screen-csv", FILE.as_bytes(), &["--column", "full name", "--first", "1"]);
    let (code, stdout, stderr) = outcome(&mut command);
    let short = "the row has 2 columns: expected 3, as the header has; missing cells are left empty";
    assert_eq!(stderr, format!("sanad: names.csv, line 5: {short}\nsanad: names.csv, line 8: the name is empty\n"));
    assert_eq!(code, 3);
    let (header, rows) = parsed(&stdout);
    assert_eq!(header.join(","), format!("id,full name,note,{OWN}"));
    let kani = ["1.0000", "Actor:mohamed-al-kani", "محمد الكاني", "محمد الكاني"];
    assert_eq!(rows[0][..3], ["1", "محمد الكاني", "of two\r\nlines"]);
    assert_eq!(rows[0][3..7], kani);
    assert_eq!(rows[0][7], "BLOCKED (un-libya-sanctions-committee); IMPOSED (united-states)");
    assert!(rows[0][8].starts_with("score 1.000; محمد = محمد"), "{:?}", rows[0]);
    assert_eq!(rows[0][9..], ["", "true", "", ""]);
    assert_eq!(rows[1], ["2", "nobody of that name", "", "", "", "", "", "", "", "", "true", "", ""]);
    assert_eq!(rows[2], ["3", "short", "", "", "", "", "", "", "", "", "", "", short]);
    assert_eq!(rows[3], [""; 13]);
    assert_eq!(rows[4][..5], ["4", "الكاني, محمد", "a \"quote\"", rows[4][3].as_str(), "Actor:mohamed-al-kani"]);
    assert_eq!(rows[5], ["5", "", "", "", "", "", "", "", "", "", "", "", "the name is empty"]);
    assert_eq!(rows[6][..5], ["6", "خليفة حفتر", "last", "1.0000", "Actor:khalifa-haftar"]);
    assert_eq!(rows.len(), 7);
}

/// Mistakes in rows are reported with their lines, and the next row is still screened.
fn every_row_comes_out_whatever_is_wrong_with_it(db: &TestDatabase) {
    let good = "0,Khalifa Haftar,LY\n";
    let cell = "x".repeat(40_000);
    let cases: [(&[u8], [&str; 3], &str); 8] = [
        (b"1,\"Khalifa Haftar,LY", ["1", "\"Khalifa Haftar", "LY"], "a cell has an unclosed quote"),
        (b"2,Khalifa Haftar", ["2", "Khalifa Haftar", ""], "the row has 2 columns: expected 3"),
        (b"3,Khalifa Haftar,LY,more", ["3", "Khalifa Haftar", "LY"], "the row has 4 columns: expected 3"),
        (b"4,Khalifa \xff,LY", ["4", "Khalifa \u{fffd}", "LY"], "column `name` has bytes that are invalid in UTF-8"),
        (b"5,Khalifa\0Haftar,LY", ["5", "Khalifa\0Haftar", "LY"], "column `name` has a NUL character"),
        (b"6,,LY", ["6", "", "LY"], "the name is empty"),
        (b"7,???,LY", ["7", "???", "LY"], "the name has neither a letter nor a digit: `???`"),
        (
            &[b"8,Khalifa Haftar,", cell.as_bytes()].concat(),
            ["8", "Khalifa Haftar", &cell[..32_767]],
            "column `c` has more than 32767 characters",
        ),
    ];
    for end in ["\n", "\r\n", "\r"] {
        let mut file = b"id,name,c\n".to_vec();
        for (row, ..) in &cases {
            file.extend_from_slice(row);
            file.extend_from_slice(format!("\n{good}").as_bytes());
        }
        let file: Vec<u8> =
            file.iter().flat_map(|byte| if *byte == b'\n' { end.as_bytes().to_vec() } else { vec![*byte] }).collect();
        let (code, stdout, stderr) = outcome(&mut screen(db, "screen-faults", &file, &["--first", "1"]));
        assert_eq!(code, 3);
        let (_, rows) = parsed(&stdout);
        assert_eq!(rows.len(), 2 * cases.len(), "{stdout}");
        for (place, (_, cells, problem)) in cases.iter().enumerate() {
            let row = &rows[2 * place];
            assert_eq!(row[..3], *cells);
            assert!(row[12].starts_with(problem) && row[3..12].iter().all(String::is_empty), "{row:?}");
            assert_eq!(rows[2 * place + 1][4], "Actor:khalifa-haftar");
            let report = format!("sanad: names.csv, line {}: {problem}", 2 * place + 2);
            assert!(stderr.lines().any(|line| line.starts_with(&report)), "{report} not in {stderr}");
        }
        assert!(stderr.contains("rows of names.csv that are not UTF-8: 1."), "{stderr}");
    }
    let long = format!("id,name,c\n1,{}\n{good}", "x".repeat(3_000_000));
    let (code, stdout, _) = outcome(&mut screen(db, "screen-faults", long.as_bytes(), &[]));
    assert_eq!((code, column(&stdout, "id")), (3, vec!["1".to_owned(), "0".to_owned()]));
}

fn separators_are_found_or_told(db: &TestDatabase) {
    for (file, arguments) in [
        ("id;name\n1;Khalifa Haftar\n", &[][..]),
        ("id\tname\n1\tKhalifa Haftar\n", &[]),
        ("sep=|\r\nid|name\r\n1|Khalifa Haftar\r\n", &[]),
        ("\u{feff}sep=;\n\"id, of the row\";name\n1;Khalifa Haftar\n", &[]),
        ("a;b,c;name\n1;2,3;Khalifa Haftar", &[]),
        ("id^name\n1^Khalifa Haftar\n", &["--delimiter", "^"]),
        ("sep=;\nid,name\n1,Khalifa Haftar\n", &["--delimiter", "comma"]),
    ] {
        let (code, stdout, stderr) = outcome(&mut screen(db, "screen-separators", file.as_bytes(), arguments));
        assert_eq!((code, stderr.as_str()), (0, ""), "{file:?}");
        assert_eq!(column(&stdout, "match_id"), ["Actor:khalifa-haftar"], "{file:?}");
    }
    let (code, _, stderr) = outcome(&mut screen(db, "screen-separators", b"name\n", &["--delimiter", "ab"]));
    assert!(code == 2 && stderr.contains("expected `auto`, `comma`"), "{stderr}");
}

fn encodings_are_told_and_never_guessed(db: &TestDatabase) {
    let file = "name,x\nخليفة حفتر,1\nمحمد الكاني,2\n";
    let wide = |order: fn(u16) -> [u8; 2]| file.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let windows = encoding_rs::WINDOWS_1256.encode(file).0.into_owned();
    let (little, big) = (wide(u16::to_le_bytes), wide(u16::to_be_bytes));
    for (bytes, encoding) in [
        ([&b"\xff\xfe"[..], &little].concat(), "auto"),
        ([&b"\xfe\xff"[..], &big].concat(), "auto"),
        (little.clone(), "utf-16le"),
        (big, "UTF-16BE"),
        (windows.clone(), "windows-1256"),
        (file.as_bytes().to_vec(), "utf-8"),
    ] {
        let (code, stdout, stderr) =
            outcome(&mut screen(db, "screen-encodings", &bytes, &["--encoding", encoding, "--first", "1"]));
        assert_eq!((code, stderr.as_str()), (0, ""), "{encoding}");
        assert_eq!(column(&stdout, "match_id"), ["Actor:khalifa-haftar", "Actor:mohamed-al-kani"], "{encoding}");
    }
    let told = "names.csv is not UTF-8: set its encoding with --encoding, such as windows-1256 or utf-16le";
    refuses(&mut screen(db, "screen-encodings", &windows, &[]), told);
    refuses(&mut screen(db, "screen-encodings", &little, &[]), "use --encoding utf-16le or utf-16be");
    let (code, _, stderr) = outcome(&mut screen(db, "screen-encodings", b"name\n", &["--encoding", "klingon"]));
    assert!(code == 2 && stderr.contains("'klingon' for '--encoding <LABEL>': expected `auto` or a label"), "{stderr}");
}

const PEOPLE: &str = "ref,given,family,born,country,type\n\
    a,محمد,الكاني,,LY,Individual\nb,محمد,الكاني,someday,LY|XX,vehicle\nc,محمد,الكاني,,de; FR,entity\nd,,حفتر,1943,,\n";

fn columns_say_who_is_meant(db: &TestDatabase) {
    let arguments = "--column given --column family --born-column born --country-column country --type-column type \
                     --id-column ref --format json --language en";
    let arguments: Vec<&str> = arguments.split_whitespace().collect();
    let (code, stdout, stderr) = outcome(&mut screen(db, "screen-people", PEOPLE.as_bytes(), &arguments));
    let answers: Vec<Value> = stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((code, answers.len(), stderr.lines().count()), (3, 4, 1), "{stderr}");
    let best = &answers[0]["matches"][0];
    assert_eq!((&answers[0]["id"], &answers[0]["name"]), (&"a".into(), &"محمد الكاني".into()));
    assert_eq!((&best["id"], &best["caption"]), (&"Actor:mohamed-al-kani".into(), &"Mohamed al-Kani".into()));
    assert_eq!(best["support"], serde_json::json!([{ "kind": "COUNTRIES", "agrees": true, "change": 0.02 }]));
    let problem = answers[1]["problem"].as_str().unwrap();
    for part in
        ["`vehicle` is not a type", "`someday` is not a date of birth", "`XX` is not a country", "screened without it"]
    {
        assert!(problem.contains(part), "{problem}");
    }
    assert_eq!(answers[1]["matches"][0]["id"], "Actor:mohamed-al-kani");
    assert!(answers[2]["matches"].as_array().unwrap().iter().all(|one| one["id"].as_str().unwrap().starts_with("Org")));
    assert_eq!((&answers[3]["name"], &answers[3]["problem"]), (&"حفتر".into(), &Value::Null));
    refuses(
        &mut screen(db, "screen-people", PEOPLE.as_bytes(), &["--column", "given", "--born-column", "b"]),
        "has no column `b`",
    );
}

fn spreadsheets_run_nothing(db: &TestDatabase) {
    let file = "name,=cmd,note\nKhalifa Haftar,=1+1,+1\nnobody,\" @x\",\u{ff1d}1\n-Khalifa Haftar,a,\"\tb\"\n";
    let (code, stdout, _) = outcome(&mut screen(db, "screen-formulas", file.as_bytes(), &["--first", "1"]));
    assert_eq!(code, 0);
    let (header, rows) = parsed(&stdout);
    assert_eq!(header[..3], ["name", "'=cmd", "note"]);
    assert_eq!(rows[0][..3], ["Khalifa Haftar", "'=1+1", "'+1"]);
    assert_eq!(rows[1][..3], ["nobody", "' @x", "'\u{ff1d}1"]);
    assert_eq!(rows[2][..3], ["'-Khalifa Haftar", "a", "'\tb"]);
    let (_, stdout, _) = outcome(&mut screen(db, "screen-formulas", file.as_bytes(), &["--raw"]));
    assert!(stdout.starts_with("name,=cmd,note,") && stdout.contains("Haftar,=1+1,+1,"), "{stdout}");
    let (_, stdout, _) = outcome(&mut screen(db, "screen-formulas", file.as_bytes(), &["--format", "json"]));
    assert!(stdout.contains(r#""=cmd":"=1+1""#), "{stdout}");
}

fn names_of_columns_may_be_any(db: &TestDatabase) {
    let file = "match_score, name ,x,x\n1,Khalifa Haftar,2,3\n";
    let (code, stdout, _) = outcome(&mut screen(db, "screen-columns", file.as_bytes(), &[]));
    assert!(code == 0 && stdout.starts_with("match_score, name ,x,x,match2_score,match2_id,"), "{stdout}");
    let (_, stdout, _) = outcome(&mut screen(db, "screen-columns", file.as_bytes(), &["--format", "json"]));
    assert!(stdout.contains(r#""row":{"match_score":"1"," name ":"Khalifa Haftar","x":"2","x_2":"3"}"#), "{stdout}");
    refuses(&mut screen(db, "screen-columns", file.as_bytes(), &["--column", "x"]), "has several columns `x`");
    let (code, stdout, stderr) = outcome(&mut screen(db, "screen-columns", b"name\r\n", &[]));
    assert_eq!((code, stdout, stderr.as_str()), (0, format!("name,{OWN}\n"), ""));
    refuses(&mut screen(db, "screen-columns", b"\xef\xbb\xbf\n\n", &[]), "names.csv is empty");
    let hostile = "id\u{202e},\u{1b}[31m\n";
    refuses(&mut screen(db, "screen-columns", hostile.as_bytes(), &[]), "only `id\\u{202e}`, `\\u{1b}[31m`: expected");
}

fn answers_come_as_rows_come(db: &TestDatabase) {
    let mut command = on(db, "screen-pipe", &["screen", "-", "--first", "1"]);
    let mut running = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = running.stdin.take().unwrap();
    let mut answers = BufReader::new(running.stdout.take().unwrap()).lines();
    input.write_all(b"name\n").unwrap();
    assert!(answers.next().unwrap().unwrap().starts_with("name,match_score"));
    for _ in 0..3 {
        input.write_all("خليفة حفتر\nKhalifa".as_bytes()).unwrap();
        // It comes while the pipe stays open.
        assert!(answers.next().unwrap().unwrap().contains("Actor:khalifa-haftar"));
        input.write_all(b" Haftar\n").unwrap();
        assert!(answers.next().unwrap().unwrap().contains("Actor:khalifa-haftar"));
    }
    drop(input);
    assert!(answers.next().is_none());
    assert_eq!(running.wait().unwrap().code(), Some(0));
}

fn json_has_an_object_on_each_line(db: &TestDatabase) {
    let arguments = ["--column", "full name", "--format", "json", "--type", "person", "--threshold", "0.9"];
    let (code, stdout, stderr) = outcome(&mut screen(db, "screen-json", FILE.as_bytes(), &arguments));
    assert_eq!((code, stderr.lines().count()), (3, 2), "{stderr}");
    let answers: Vec<Value> = stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let lines: Vec<&Value> = answers.iter().map(|answer| &answer["line"]).collect();
    assert_eq!(lines, [2, 4, 5, 6, 7, 8, 9]);
    assert_eq!((&answers[2]["complete"], &answers[3]["problem"]), (&Value::Null, &Value::Null));
    assert!(answers[2]["problem"].as_str().is_some_and(|problem| problem.contains("2 columns")));
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
    let long = format!("name\n{}\n{}\n", "ا".repeat(1_001), "ا".repeat(1_000));
    let (code, stdout, stderr) = outcome(&mut screen(db, "screen-bad", long.as_bytes(), &[]));
    let expected = "sanad: names.csv, line 2: the name has 1001 characters: expected at most 1000\n";
    assert_eq!((code, stderr.as_str()), (3, expected));
    assert_eq!(stdout.lines().count(), 3);

    let told = "names.csv has no column `name`, only `id`, `full name`, `note`: expected one of them for --column";
    refuses(&mut screen(db, "screen-bad", FILE.as_bytes(), &[]), told);
    refuses(&mut screen(db, "screen-bad", b"", &[]), "names.csv is empty: expected a header");
    refuses(&mut on(db, "screen-bad", &["screen", "none.csv"]), "cannot read none.csv");
    for arguments in [["--threshold", "1.1"], ["--first", "0"], ["--format", "xml"], ["--type", "state"]] {
        let (code, stdout, _) = outcome(&mut screen(db, "screen-bad", b"", &arguments));
        assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?}");
    }
}

fn a_header_without_an_end_is_refused(db: &TestDatabase) {
    refuses(
        &mut on(db, "screen-endless", &["screen", "/dev/zero"]),
        "the header cannot be read: its line has more than",
    );
}

on_each_backend! {
    a_header_without_an_end_is_refused,
    rows_are_answered_in_their_order,
    every_row_comes_out_whatever_is_wrong_with_it,
    separators_are_found_or_told,
    encodings_are_told_and_never_guessed,
    columns_say_who_is_meant,
    spreadsheets_run_nothing,
    names_of_columns_may_be_any,
    answers_come_as_rows_come,
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
