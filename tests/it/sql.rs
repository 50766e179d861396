//! The SQL that each relation sends, and how the databases plan it, as files: a change of either shows in review.
//! `INSTA_UPDATE=always cargo test --test it sql::` updates them.

mod asked;
mod layout;
mod plans;
mod sent;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use asked::{Question, questions};
use sent::sent_by;

use crate::architecture::sources;
use crate::support::TestDatabase;

/// Compares a text with `sql/FOLDER/NAME.snap`.
fn assert_file(folder: &str, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("sql/{folder}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

fn each_relation_sends_the_statements_of_its_file(db: &TestDatabase) {
    db.attach_bodies();
    let mut conn = db.conn();
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for question in questions(&mut conn) {
        let statements = sent_by(&mut conn, &question);
        assert!(!statements.is_empty(), "{} sends nothing", question.title());
        let file = files.entry(question.entity()).or_default();
        *file += &format!("-- {}\n", question.title());
        for statement in statements {
            *file += &format!("{};\n\n", layout::laid_out(&statement.sql));
        }
    }
    for (entity, statements) in &files {
        assert_file(db.backend(), entity, statements);
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/sql").join(db.backend());
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // insta leaves `….snap.new` beside a snapshot that has failed.
        if path.extension().is_some_and(|extension| extension == "snap") {
            let entity = path.file_stem().unwrap().to_str().unwrap();
            assert!(files.contains_key(entity), "{} belongs to no relation", path.display());
        }
    }
}

/// The relations and groupings that the sources declare.
fn declared() -> BTreeSet<String> {
    const BEFORE: [&str; 5] =
        ["impl Relation for ", "> Relation for ", "impl Grouping for ", "list_per_parent! { ", "root_list! { "];
    let mut found = BTreeSet::new();
    for (_, text) in sources("crates/database/src") {
        for line in text.lines() {
            let rest = BEFORE.iter().find_map(|before| line.split_once(before).map(|(_, rest)| rest));
            let name: String = rest.unwrap_or_default().chars().take_while(char::is_ascii_alphanumeric).collect();
            found.extend(Some(name).filter(|name| !name.is_empty()));
        }
    }
    found
}

fn every_relation_has_its_statements_in_a_file(db: &TestDatabase) {
    let questions = questions(&mut db.conn());
    let asked: BTreeSet<String> = questions.iter().flat_map(Question::types).collect();
    let declared = declared();
    assert!(declared.len() > 50, "only {} relations: the test does not see them", declared.len());
    let missing: Vec<&String> = declared.difference(&asked).collect();
    assert!(missing.is_empty(), "add to tests/it/sql/asked.rs: {missing:?}");
}

on_each_backend! {
    each_relation_sends_the_statements_of_its_file,
    every_relation_has_its_statements_in_a_file,
}
