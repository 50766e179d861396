//! A data set that changes from load to load, and what is right to answer at each revision.
//!
//! The expected answers come from a server on SQLite with the same loads, since both backends give the same answers.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::clients::asked;
use super::instance::Instance;
use super::until;
use crate::commands::{folder, outcome, sanad};

/// A look-up, nested lists, a list with filters, counts, a search, a screening and a walk, each with the revision that it is
/// of. Each has another answer at each revision.
pub const QUERIES: [&str; 7] = [
    "{ revision datasets { version } parties { totalCount } relationships { totalCount } }",
    "{ revision party(key: \"kaniyat\") { name(language: \"en\") names { text } relationships(first: 20) { totalCount \
     edges { other { key name(language: \"en\") } node { kind sourceCount evidence(first: 3) { nodes { stance article { \
     headline publisher { name } } } } } } } } datasets { version } }",
    "{ revision actors(first: 50, where: { relationships: { some: { kind: ASSOCIATE } } }) { totalCount edges { node { key \
     name relationships { totalCount } mentions { totalCount } } } } }",
    "{ revision parties(first: 100) { nodes { key name(language: \"ar\") countries sanctionStatus { state } } } }",
    "{ revision search(text: \"salim al-shahid\", first: 10) { edges { node { ... on Party { key name } } } } }",
    "{ revision screen(queries: [{ name: \"Salem Alshahed\" }]) { matches { score party { key } } complete } datasets { \
     version } }",
    "{ revision paths(from: \"Actor:mohamed-al-kani\", to: \"Actor:salim-al-shahid\", first: 5) { complete nodes { steps { \
     from { key } to { key } through { ... on Relationship { role(language: \"en\") } } } } } datasets { version } }",
];

/// The directories of a data set's editions, and the right answers.
pub struct Editions {
    directories: Vec<PathBuf>,
    /// By edition, and by query.
    answers: Vec<Vec<Value>>,
}

impl Editions {
    /// Writes that many editions, and finds out what is right to answer.
    pub fn prepare(count: usize) -> Self {
        let place = folder("replicas-editions");
        let directories: Vec<_> = (1..=count).map(|edition| write(&place, edition)).collect();
        let url = format!("sqlite://{}", place.join("right.db").display());
        let mut server = None;
        let mut answers = Vec::new();
        for (directory, revision) in directories.iter().zip(1..) {
            load(directory, &url);
            let server = server.get_or_insert_with(|| Instance::start("right", &url));
            until("the load is seen", || answer(server, "{ revision }")["revision"] == json!(revision));
            let of_edition: Vec<_> = QUERIES.iter().map(|query| answer(server, query)).collect();
            assert!(of_edition.iter().all(|answer| answer["revision"] == json!(revision)), "{of_edition:?}");
            answers.push(of_edition);
        }
        for editions in answers.windows(2) {
            for (before, after) in editions[0].iter().zip(&editions[1]) {
                let mut before = before.clone();
                before["revision"] = after["revision"].clone();
                assert_ne!(before, *after, "an old answer would pass for a new one");
            }
        }
        Self { directories, answers }
    }

    /// Loads an edition, numbered from 1, as an operator does.
    pub fn load(&self, edition: usize, url: &str) {
        load(&self.directories[edition - 1], url);
    }

    /// What is right to answer to a query at a revision, if there is one.
    pub fn right(&self, revision: u64, query: usize) -> Option<&Value> {
        let edition = usize::try_from(revision).ok()?.checked_sub(1)?;
        self.answers.get(edition).map(|answers| &answers[query])
    }
}

fn answer(instance: &Instance, query: &str) -> Value {
    let answer = asked(&ureq::Agent::new_with_defaults(), instance, query);
    answer.unwrap_or_else(|failure| panic!("{query}\n{failure:?}\n{}", instance.server.log()))
}

fn load(directory: &Path, url: &str) {
    let mut command = sanad(directory, &["seed", ".", "--database-url", url]);
    let (code, stdout, stderr) = outcome(&mut command);
    assert!(code == 0 && !stdout.contains("nothing changed"), "{stdout}{stderr}");
}

/// The built-in data set with witnesses of its own: from edition to edition most of them are others, and every second one
/// lacks the file of ties.
fn write(place: &Path, edition: usize) -> PathBuf {
    let directory = place.join(edition.to_string());
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/libya"), &directory);
    if edition.is_multiple_of(2) {
        fs::remove_file(directory.join("relationships/ties.toml")).expect("the data set has such a file");
    }
    let head = directory.join("dataset.toml");
    let text = fs::read_to_string(&head).expect("the data set has a head");
    let line = text.lines().find(|line| line.starts_with("version")).expect("it says its version");
    fs::write(&head, text.replace(line, &format!("version = \"{edition}\""))).expect("the folder is writable");
    let mut witnesses = String::new();
    let other = format!("witness-{edition}-");
    for (number, key) in
        std::iter::once("salim-al-shahid".to_owned()).chain((0..20).map(|n| format!("{other}{n}"))).enumerate()
    {
        let name = if number == 0 {
            String::new()
        } else {
            format!(" {}", ["al-Tarhuni", "al-Zawi", "al-Misrati"][number % 3])
        };
        let _ = write!(
            witnesses,
            "[[actor]]\nkey = \"{key}\"\nname = {{ ar = \"سالم الشاهد\", en = \"Salim al-Shahid{name}\" }}\n\
             countries = [\"LY\"]\n\n[[relationship]]\nsource = \"{key}\"\nkind = \"ASSOCIATE\"\ntarget = \"kaniyat\"\n\
             role = {{ en = \"witness {number} of edition {edition}\" }}\n\n  [[relationship.evidence]]\n  \
             article = \"us-state-2020-11-27-kaniyat-designation\"\n  paragraphs = [4]\n  stance = \"REPORTS\"\n\n"
        );
    }
    fs::write(directory.join("witnesses.toml"), witnesses).expect("the folder is writable");
    directory
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder is writable");
    for entry in fs::read_dir(from).expect("the data set is a folder") {
        let entry = entry.expect("the folder is readable");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("the folder is writable");
        }
    }
}
