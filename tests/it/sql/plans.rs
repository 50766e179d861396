//! How the databases plan the main statements.
//!
//! The embedded data set is so small that Postgres would read every table whole. So its statements are planned on
//! generated data. Plans of Postgres depend on its version: the test compares them only on the version of the default
//! image.

use std::thread::sleep;
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Text};
use sanad::db::{Conn, migrate};

use super::asked::questions;
use super::assert_file;
use super::sent::{Sent, sent_by};
use crate::support::{Backend, TestDatabase, run};
use sanad_testkit::synthetic::{Plan, generate};

/// The version of the default image.
const POSTGRES: &str = "15";

const PLAN: Plan = Plan { parties: 1_000, relationships: 4, seed: 7 };

/// The titles of the questions whose plans have a snapshot.
const MAIN: [&str; 21] = [
    "PartyById",
    "PartyByKey",
    "NodesByName",
    "NamesOf",
    "Parties",
    "Parties: by key, between cursors, from the end",
    "Parties: whose names begin so",
    "Parties: none of whose relationships is such",
    "Articles: between cursors, from the end",
    "Events",
    "RelationshipsOf",
    "RelationshipsOf: with all conditions on facts",
    "Total<RelationshipsOf>",
    "ParticipationsOf: in a role, between cursors, from the end",
    "EvidenceFor",
    "MentionsOf",
    "ChainOf",
    "SanctionStatusOf",
    "Counts<RelationshipGrouping>",
    "Search",
    "Search: by a role",
];

/// The steps of SQLite's plan, each indented under its parent.
fn of_sqlite(conn: &mut Conn, statement: &Sent) -> Vec<String> {
    type Step = (i32, i32, i32, String);
    let explain = format!("EXPLAIN QUERY PLAN {}", statement.sql);
    let steps: Vec<Step> = sql::<(Integer, Integer, Integer, Text)>(&explain).load(conn).unwrap();
    let depth = |step: &Step| {
        let above = |id: i32| steps.iter().find(|(own, ..)| *own == id).map(|(_, parent, ..)| *parent);
        std::iter::successors(above(step.0), |parent| above(*parent)).count() - 1
    };
    steps.iter().map(|step| format!("{}{}", "  ".repeat(depth(step)), step.3)).collect()
}

fn of_postgres(conn: &mut Conn, statement: &Sent) -> Vec<String> {
    let values = literals(&statement.values).join(", ");
    let given = if values.is_empty() { values } else { format!("({values})") };
    conn.batch_execute(&format!("PREPARE explained AS {}", statement.sql)).unwrap();
    let plan = sql::<Text>(&format!("EXPLAIN (COSTS OFF) EXECUTE explained{given}")).load(conn).unwrap();
    conn.batch_execute("DEALLOCATE explained").unwrap();
    plan
}

/// Makes SQL literals of a list of values in Rust's debug format.
fn literals(shown: &str) -> Vec<String> {
    let mut literals = Vec::new();
    let mut rest = shown.trim_start_matches('[');
    while !rest.starts_with(']') {
        let (value, behind) = if rest.starts_with('"') {
            text(rest)
        } else {
            let (value, behind) = rest.split_at(rest.find([',', ']']).expect("the list ends"));
            (value.to_owned(), behind)
        };
        literals.push(format!("'{}'", value.replace('\'', "''")));
        rest = behind.trim_start_matches([',', ' ']);
    }
    literals
}

/// Reads the quoted text at the beginning, and returns the rest too.
fn text(shown: &str) -> (String, &str) {
    let mut text = String::new();
    let mut letters = shown.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (text, &shown[at + 1..]),
            '\\' => match letters.next() {
                Some((_, 'u')) => {
                    let code = letters.by_ref().map(|(_, letter)| letter).skip(1).take_while(|letter| *letter != '}');
                    let code = u32::from_str_radix(&code.collect::<String>(), 16).unwrap();
                    text.extend(char::from_u32(code));
                }
                Some((_, escaped @ ('"' | '\\' | '\''))) => text.push(escaped),
                other => panic!("{other:?} is escaped in {shown}"),
            },
            letter => text.push(letter),
        }
    }
    panic!("{shown} does not end")
}

/// Vacuums until all pages are known to be visible to everybody, which plans with index-only scans depend on: a session
/// that is just starting on the same server, for a test beside this one, can hold that up.
fn vacuum(conn: &mut Conn) {
    for _ in 0..20 {
        conn.batch_execute("VACUUM (ANALYZE)").unwrap();
        let hidden: i64 = sql::<BigInt>(
            "SELECT COUNT(*) FROM pg_class
             WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relallvisible < relpages",
        )
        .get_result(conn)
        .unwrap();
        if hidden == 0 {
            return;
        }
        sleep(Duration::from_millis(100));
    }
    panic!("some pages are not visible to everybody after 20 rounds of VACUUM");
}

fn main_statements_are_planned_as_in_the_file(db: &TestDatabase) {
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    generate(&mut conn, PLAN, |_| {}).unwrap();
    let (backend, plan): (_, fn(&mut Conn, &Sent) -> Vec<String>) = match db.backend() {
        "sqlite" => (Backend::Sqlite, of_sqlite),
        _ => (Backend::Postgres, of_postgres),
    };
    if backend == Backend::Postgres {
        let version: String = sql::<Text>("SELECT current_setting('server_version')").get_result(&mut conn).unwrap();
        if version.split('.').next() != Some(POSTGRES) {
            return;
        }
        // Autovacuum would change plans some time later, and a server with JIT adds to them.
        vacuum(&mut conn);
        conn.batch_execute("SET jit = off").unwrap();
    }
    let mut plans = String::new();
    run(backend, "seeded", |seeded| {
        let mut seeded = seeded.conn();
        let questions = questions(&mut seeded);
        for title in MAIN {
            let question = questions.iter().find(|question| question.title() == title);
            let question = question.unwrap_or_else(|| panic!("no relation is asked for {title}"));
            for (number, statement) in (1..).zip(sent_by(&mut seeded, question)) {
                plans += &format!("-- {title}, {number}\n{}\n\n", plan(&mut conn, &statement).join("\n"));
            }
        }
    });
    assert_file("plans", db.backend(), &plans);
}

on_each_backend! {
    empty:
    main_statements_are_planned_as_in_the_file,
}

#[test]
fn values_are_read_as_rust_shows_them() {
    let shown = format!("{:?}", ("a \"b\", c]", 7, "it's \\ \u{10ffff}"));
    let list = format!("[{}]", &shown[1..shown.len() - 1]);
    assert_eq!(literals(&list), [r#"'a "b", c]'"#, "'7'", "'it''s \\ \u{10ffff}'"]);
    assert_eq!(literals("[]"), [""; 0]);
}
