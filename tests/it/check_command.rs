//! `sanad check`, run as its users run it.

use std::fs;
use std::process::Command;

use crate::commands::{folder, outcome, refuses, sanad};

#[test]
fn a_data_set_without_mistakes_is_counted() {
    let (code, stdout, stderr) = outcome(&mut sanad(&folder("check"), &["check"]));
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(stdout.contains(" 5 articles, ") && stdout.ends_with(": no problem found\n"), "{stdout}");
}

#[test]
fn the_mistakes_of_a_data_set_are_printed() {
    let folder = folder("check-broken");
    fs::write(folder.join("a.toml"), "[[actor]]\nkey = \"nobody\"\n").unwrap();
    let (code, stdout, stderr) = outcome(&mut sanad(&folder, &["check", "."]));
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(stderr.contains("a.toml:1:") && stderr.contains("nobody"), "{stderr}");
    refuses(&mut sanad(&folder, &["check", "no-such-folder"]), "cannot read no-such-folder");
}

/// The command does not wait for a FIFO or device, and it counts mistakes beyond a limit without printing them.
#[test]
fn strange_files_and_very_many_mistakes_end_a_check() {
    let folder = folder("check-strange");
    fs::write(folder.join("a.toml"), "[[actor]]\nname = 1\n".repeat(5_000)).unwrap();
    let (code, _, stderr) = outcome(&mut sanad(&folder, &["check", "."]));
    assert!(code == 1 && stderr.contains("… and ") && stderr.contains(" more problems\n"), "{stderr}");
    assert!(stderr.matches("a.toml:").count() <= 210, "{stderr}");
    let pipe = |name: &str| assert!(Command::new("mkfifo").arg(folder.join(name)).status().unwrap().success());
    pipe("\u{1b}b.toml");
    refuses(&mut sanad(&folder, &["check", "."]), "cannot read ./\\u{1b}b.toml: it is a FIFO: expected a regular file");
    refuses(&mut sanad(&folder, &["seed", "."]), "it is a FIFO: expected a regular file");
    pipe("c.toml");
    let (code, _, stderr) = outcome(&mut sanad(&folder, &["check", "."]));
    let lines: Vec<&str> = stderr.lines().collect();
    assert_eq!((code, lines.len()), (1, 2), "{stderr}");
    assert!(
        lines[0].starts_with("sanad: cannot read ./\\u{1b}b.toml: ")
            && lines[1].starts_with("sanad: cannot read ./c.toml: ")
    );
    pipe("article.txt");
    refuses(&mut sanad(&folder, &["seed", "--bodies", "."]), "cannot read ./article.txt: it is a FIFO");
    fs::remove_file(folder.join("article.txt")).unwrap();
    fs::create_dir(folder.join("article.txt")).unwrap();
    refuses(&mut sanad(&folder, &["seed", "--bodies", "."]), "cannot read ./article.txt: it is a directory");
}

#[test]
fn files_that_are_too_long_together_are_refused() {
    let folder = folder("check-long");
    for number in 0..5 {
        // They take no room on the disk.
        fs::File::create(folder.join(format!("{number}.toml"))).unwrap().set_len(60 << 20).unwrap();
    }
    refuses(&mut sanad(&folder, &["check", "."]), "its *.toml files are too large: expected at most 256 MiB in total");
}

#[test]
fn warnings_are_printed_and_are_no_failure() {
    let folder = folder("check-warned");
    let evidence = r#"evidence = [{ article = "report", paragraphs = [1], stance = "REPORTS" }]"#;
    let step = |key: &str, action: &str, dates: &str| {
        format!(
            "[[sanction_event]]\nkey = \"{key}\"\naction = \"{action}\"\ntitle.en = \"{key}\"\n{dates}\n{evidence}\n\
             participation = [{{ party = \"brigade\", role = \"TARGET\", {evidence} }}]\n"
        )
    };
    let files = "[dataset]\nkey = \"trial\"\ntitle = \"A trial\"\n\
                 [[article]]\nkey = \"report\"\nheadline = \"A report\"\nlanguage = \"en\"\n\
                 [[organization]]\nkey = \"brigade\"\ntype = \"ARMED_GROUP\"\nname.en = \"Brigade\"\n"
        .to_owned()
        + &step("listing", "IMPOSED", "ended = \"2019-12-31\"")
        + &step("delisting", "LIFTED", "started = \"2020-01-01\"\nfollows = \"listing\"");
    fs::write(folder.join("a.toml"), files).unwrap();
    let (code, stdout, stderr) = outcome(&mut sanad(&folder, &["check", "."]));
    assert_eq!((code, stdout.ends_with(": no problem found\n")), (0, true), "{stdout}{stderr}");
    let warning = "a.toml:16:9: warning: `ended`: `delisting` lifts the sanctions after they have ended\n";
    assert!(stderr.contains(warning), "{stderr}");
    assert!(stderr.ends_with("\n1 warning in 1 file\n"), "{stderr}");
    let (code, stdout, seeded) = outcome(&mut sanad(&folder, &["seed", ".", "--database-url", "sqlite://trial.db"]));
    assert_eq!((code, seeded.contains(stderr.as_str()), stdout.contains("revision 1")), (0, true, true), "{seeded}");
}
