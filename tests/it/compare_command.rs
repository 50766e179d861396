//! `sanad compare`, run as its users run it.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use crate::commands::{folder, outcome, refuses, sanad};

/// The output of the command for these pairs, and its report on stderr.
fn scored(command: &mut Command, pairs: &[u8], code: i32) -> (Vec<u8>, String) {
    let mut running =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let (mut input, pairs) = (running.stdin.take().unwrap(), pairs.to_owned());
    let writing = std::thread::spawn(move || input.write_all(&pairs).unwrap());
    let output = running.wait_with_output().unwrap();
    writing.join().unwrap();
    assert_eq!(output.status.code(), Some(code));
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
        // Names that look like options follow `--`.
        let (code, stdout, stderr) = outcome(&mut sanad(&folder, &["compare", "--", hostile, "محمد"]));
        assert!(code == 0 && is_scored(&stdout, "0.000") && stderr.is_empty(), "{hostile:?}: {stdout}{stderr}");
    }
}

#[test]
fn each_pair_of_a_file_is_printed_with_its_score() {
    let folder = folder("compare-pairs");
    let mut command = sanad(&folder, &["compare", "--pairs", "-"]);
    let pairs = b"same one\tsame one\tkept\t\r\n\nno tab\nx\t\xff\t1\ny z\ty z\n\t\na\t\na\0\tb\nlast\tlast";
    let (scores, reports) = scored(&mut command, pairs, 3);
    let scores = String::from_utf8(scores).unwrap();
    let two = "expected two names with a tab between them";
    let malformed = "the line has bytes that are invalid in UTF-8: if all lines have, use another --encoding";
    let (empty, nul) = ("the second name is empty", "the first name has a NUL character");
    let expected = [
        "same one\tsame one\tkept\t\t1.0000\r",
        "\t",
        &format!("no tab\t\t{two}"),
        &format!("x\t\u{fffd}\t1\t\t{malformed}"),
        "y z\ty z\t1.0000",
        "\t\t",
        &format!("a\t\t\t{empty}"),
        &format!("a\0\tb\t\t{nul}"),
        "last\tlast\t1.0000",
        "",
    ];
    assert_eq!(scores.split('\n').collect::<Vec<_>>(), expected);
    let report = |(line, problem)| format!("sanad: standard input, line {line}: {problem}");
    let expected = [(3, two), (4, malformed), (7, empty), (8, nul)].map(report);
    assert_eq!(reports.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn pairs_come_in_any_encoding_with_any_line_ends() {
    let folder = folder("compare-encodings");
    let pairs = "محمد\tمحمد\rعلي\tعلي\r";
    let wide: Vec<u8> = format!("\u{feff}{pairs}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let windows = encoding_rs::WINDOWS_1256.encode(pairs).0.into_owned();
    for (bytes, encoding) in [(wide, "auto"), (windows, "windows-1256")] {
        let mut command = sanad(&folder, &["compare", "--pairs", "-", "--encoding", encoding]);
        let (scores, reports) = scored(&mut command, &bytes, 0);
        assert_eq!(String::from_utf8(scores).unwrap(), "محمد\tمحمد\t1.0000\nعلي\tعلي\t1.0000\n");
        assert_eq!(reports, "");
    }
    let long = format!("a\t{}\nb\tb\n", "b".repeat(3_000_000));
    let (scores, reports) = scored(&mut sanad(&folder, &["compare", "--pairs", "-"]), long.as_bytes(), 3);
    assert!(String::from_utf8(scores).unwrap().ends_with("\nb\tb\t1.0000\n"));
    assert!(reports.contains("line 1: the line has more than 1048576 bytes"), "{reports}");
}

#[test]
fn scores_come_as_pairs_come() {
    let mut command = sanad(&folder("compare-pipe"), &["compare", "--pairs", "-"]);
    let mut running = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = running.stdin.take().unwrap();
    let mut scores = BufReader::new(running.stdout.take().unwrap()).lines();
    for _ in 0..3 {
        input.write_all(b"a b\ta b\n").unwrap();
        assert_eq!(scores.next().unwrap().unwrap(), "a b\ta b\t1.0000");
    }
    drop(input);
    assert_eq!(running.wait().unwrap().code(), Some(0));
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
    let (scores, reports) = scored(&mut sanad(&folder, &["compare", "--pairs", "-"]), &bad, 3);
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
