//! `sanad compare`, run as its users run it.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use crate::commands::{folder, outcome, refuses, sanad};

/// What the command prints of pairs, and what it reports.
fn scored(command: &mut Command, pairs: &[u8]) -> (Vec<u8>, String) {
    let mut running =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let (mut input, pairs) = (running.stdin.take().unwrap(), pairs.to_owned());
    let writing = std::thread::spawn(move || input.write_all(&pairs).unwrap());
    let output = running.wait_with_output().unwrap();
    writing.join().unwrap();
    assert_eq!(output.status.code(), Some(0));
    (output.stdout, String::from_utf8(output.stderr).unwrap())
}

#[test]
fn two_names_are_compared() {
    let folder = folder("compare");
    let printed = |names: [&str; 2]| {
        let (code, stdout, stderr) = outcome(&mut sanad(&folder, &["compare", names[0], names[1]]));
        assert_eq!((code, stderr.as_str()), (0, ""));
        stdout
    };
    let is_scored = |printed: &str, score: &str| printed.lines().next().is_some_and(|first| first.ends_with(score));
    let same = printed(["محمد الكاني", "محمد الكاني"]);
    assert!(is_scored(&same, "1.000"), "{same}");
    assert!(!is_scored(&printed(["Mohamed Hegazy", "Antonio Guterres"]), "1.000"));
    for hostile in ["", "\u{202e}", "🕊️", "--", "\u{651}"] {
        // What looks like an option comes after two dashes.
        let (code, stdout, stderr) = outcome(&mut sanad(&folder, &["compare", "--", hostile, "محمد"]));
        assert!(code == 0 && is_scored(&stdout, "0.000") && stderr.is_empty(), "{hostile:?}: {stdout}{stderr}");
    }
}

#[test]
fn each_pair_of_a_file_is_printed_with_its_score() {
    let folder = folder("compare-pairs");
    let mut command = sanad(&folder, &["compare", "--pairs", "-"]);
    let (scores, reports) =
        scored(&mut command, b"same one\tsame one\tkept\t\r\n\nno tab\nx\t\xff\t1\ny z\ty z\n\t\nlast\tlast");
    let lines: Vec<&[u8]> = scores.split(|byte| *byte == b'\n').collect();
    let expected: [&[u8]; 8] = [
        b"same one\tsame one\tkept\t\t1.0000\r",
        b"\t",
        b"no tab\t",
        b"x\t\xff\t1\t",
        b"y z\ty z\t1.0000",
        b"\t\t0.0000",
        b"last\tlast\t1.0000",
        b"",
    ];
    assert_eq!(lines, expected, "{}", String::from_utf8_lossy(&scores));
    let two = "expected two names with a tab between them";
    assert_eq!(
        reports.lines().collect::<Vec<_>>(),
        [
            format!("sanad: standard input, line 2: {two}"),
            format!("sanad: standard input, line 3: {two}"),
            "sanad: standard input, line 4: a name is not UTF-8".to_owned(),
        ]
    );
}

#[test]
fn long_files_keep_their_order() {
    let folder = folder("compare-long");
    let pairs: String = (0..30_000).map(|number| format!("name {number}\tname {number}\t{number}\n")).collect();
    std::fs::write(folder.join("pairs.tsv"), &pairs).unwrap();
    let (code, stdout, stderr) = outcome(&mut sanad(&folder, &["compare", "--pairs", "pairs.tsv"]));
    assert_eq!((code, stderr.as_str()), (0, ""));
    let expected: String = pairs.lines().map(|line| format!("{line}\t1.0000\n")).collect();
    assert!(stdout == expected);
    let mut bad = pairs.into_bytes();
    bad.extend_from_slice(b"bad\n");
    let (scores, reports) = scored(&mut sanad(&folder, &["compare", "--pairs", "-"]), &bad);
    assert_eq!(scores.iter().filter(|byte| **byte == b'\n').count(), 30_001);
    assert!(reports.starts_with("sanad: standard input, line 30001: "), "{reports}");
}

#[test]
fn a_reader_of_scores_that_has_seen_enough_is_no_failure() {
    let folder = folder("compare-closed");
    let mut command = sanad(&folder, &["compare", "--pairs", "-"]);
    let mut running = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = running.stdin.take().unwrap();
    let writing = std::thread::spawn(move || {
        // Until nobody reads it any more.
        while input.write_all("a b\ta b\n".repeat(1_000).as_bytes()).is_ok() {}
    });
    let mut scores = BufReader::new(running.stdout.take().unwrap());
    let mut first = String::new();
    scores.read_line(&mut first).unwrap();
    assert_eq!(first, "a b\ta b\t1.0000\n");
    drop(scores);
    let output = running.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &[][..]));
    writing.join().unwrap();
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let folder = folder("compare-wrong");
    refuses(&mut sanad(&folder, &["compare", "--pairs", "nothing.tsv"]), "cannot read nothing.tsv");
    for arguments in
        [&["compare"][..], &["compare", "one"], &["compare", "a", "b", "c"], &["compare", "a", "b", "--pairs", "-"]]
    {
        let (code, stdout, stderr) = outcome(&mut sanad(&folder, arguments));
        assert_eq!((code, stdout.as_str()), (2, ""), "{stderr}");
        assert!(stderr.contains("Usage: sanad compare"), "{stderr}");
    }
}
