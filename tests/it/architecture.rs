//! Architecture rules that Cargo cannot enforce because they apply within a crate.

use std::path::{Path, PathBuf};

/// The sources in a folder of `src`.
pub fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    assert!(!found.is_empty(), "{folder} has no sources");
    found
}

/// All sources of the program.
fn all_sources() -> Vec<(PathBuf, String)> {
    ["src", "crates"].iter().flat_map(|folder| sources(folder)).collect()
}

/// The code of a file, without comments and strings of documentation.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn each_layer_knows_only_those_below_it() {
    for (folder, words) in [
        ("src/graphql", ["actix", "crate::server", "crate::dataset", "sanad_dataset"].as_slice()),
        ("src/server", &["crate::dataset", "sanad_dataset"]),
        ("src/command", &["async_graphql", "actix"]),
    ] {
        for (path, text) in sources(folder) {
            for word in words {
                assert!(!code(&text).contains(word), "{} names `{word}`", path.display());
            }
        }
    }
}

#[test]
fn one_folder_tells_the_backends_apart() {
    let backends =
        ["PgConnection", "SqliteConnection", "diesel::pg", "diesel::sqlite", "Conn::Postgres", "Conn::Sqlite"];
    let apart = ["memo.rs", "mod.rs", "postgres.rs", "progress.rs", "sqlite.rs"]
        .map(|file| format!("database/src/conn/{file}"));
    for (path, text) in all_sources().into_iter().filter(|(path, _)| !apart.iter().any(|file| path.ends_with(file))) {
        for word in backends {
            assert!(!code(&text).contains(word), "{} names `{word}`", path.display());
        }
    }
}

/// The lines of code of the files that read for requests, with the number of each, without their tests.
fn reading_lines() -> Vec<(String, String)> {
    let does_not_read = |path: &Path| {
        let path = path.display().to_string();
        ["/src/store/", "/src/conn/", "/src/migrate.rs", "/src/rows.rs", "/walk/memory.rs", "/tests.rs"]
            .iter()
            .any(|part| path.contains(part))
    };
    let read = sources("crates/database/src").into_iter().filter(|(path, _)| !does_not_read(path));
    let lines = read.flat_map(|(path, text)| {
        let own = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        let lines = own
            .lines()
            .enumerate()
            .map(|(place, line)| (format!("{}:{}", path.display(), place + 1), line.trim().to_owned()));
        lines.collect::<Vec<_>>()
    });
    lines.filter(|(_, line)| !line.starts_with("//")).collect()
}

/// Rows are read through `Rows::rows`, which checks the deadline, and not through Diesel directly.
#[test]
fn rows_are_read_in_time() {
    for (place, line) in reading_lines() {
        let loads = ["conn", "self.conn", "one"].map(|conn| format!("({conn})"));
        let is_direct = [".load", ".get_results", ".load_iter"].iter().any(|word| {
            line.split(word).skip(1).any(|rest| {
                let arguments = rest.rsplit_once("::<").map_or(rest, |(_, typed)| typed);
                loads.iter().any(|conn| {
                    rest.starts_with(conn.as_str()) || (rest.starts_with("::<") && arguments.contains(conn.as_str()))
                })
            })
        });
        assert!(!is_direct, "{place} reads rows past `Rows::rows`: {line}");
    }
}

/// Every loop checks the deadline (`in_time`) or is marked as short (`few`).
#[test]
fn loops_end_in_time() {
    let ways = ["in_time(", "few(", "work::few("];
    let mut loops = 0;
    for (place, line) in reading_lines() {
        if let Some((_, items)) = line.strip_prefix("for ").and_then(|rest| rest.split_once(" in ")) {
            loops += 1;
            assert!(
                ways.iter().any(|way| items.starts_with(way)),
                "{place}: `{line}` goes over neither in_time nor few"
            );
        }
        if line.contains(".for_each(") {
            assert!(line.contains("in_time("), "{place}: `{line}` goes over more than in_time gives");
        }
    }
    assert!(loops > 30, "only {loops} loops: the test does not see them");
}

/// The entities. Each has a file of this name in each layer.
const ENTITIES: [&str; 18] = [
    "article",
    "birth",
    "dataset",
    "event",
    "evidence",
    "fact",
    "figure",
    "identifier",
    "legal_instrument",
    "mention",
    "name",
    "node",
    "participation",
    "party",
    "place",
    "place_relationship",
    "relationship",
    "sanction_event",
];

#[test]
fn an_entity_has_one_file_name() {
    let names = |folder: &str| -> Vec<String> {
        let sources = sources(folder).into_iter();
        sources.map(|(path, _)| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
    };
    let (database, graphql) = (names("crates/database/src"), names("src/graphql"));
    for entity in ENTITIES {
        let file = format!("{entity}.rs");
        assert!(database.contains(&file), "crates/database has no {file}");
        assert!(graphql.contains(&file), "src/graphql has no {file}");
    }
}

/// Filters lead to each other in circles. Entities use filters, so that entities need no circles.
#[test]
fn filters_use_no_entity() {
    for (path, text) in sources("crates/database/src/filter") {
        for entity in ENTITIES {
            assert!(!code(&text).contains(&format!("crate::{entity}::")), "{} uses `{entity}`", path.display());
        }
    }
}

#[test]
fn files_have_one_subject() {
    for (path, text) in all_sources().into_iter().chain(sources("tools")) {
        let lines = text.lines().count();
        assert!(lines <= 400, "{} has {lines} lines: split it", path.display());
        for name in ["utils", "helpers", "common", "types"] {
            assert_ne!(path.file_stem().unwrap(), name, "{}", path.display());
        }
    }
}
