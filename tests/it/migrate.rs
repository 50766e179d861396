//! Migrations: up, down, up again, and databases of another version.

/// The migrations that derive rows, each with SQL that undoes it on both backends.
macro_rules! undoing {
    ($($migration:literal),+ $(,)?) => {
        [$((
            $migration,
            [
                include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/sqlite/", $migration, "/down.sql")),
                include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/postgres/", $migration, "/down.sql")),
            ],
        )),+]
    };
}

mod assets;
mod instruments;
mod measures;
mod rules;

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use sanad::config::DatabaseUrl;
use sanad::dataset::{Bodies, load, load_all};
use sanad::db::{Access, Conn, Error, Result, migrate};
use sanad::model::Role;

use crate::commands::{folder, on, on_url, refuses};
use crate::load::more::more;
use crate::load::small::{afloat, participation, small};
use crate::support::{TestDatabase, embedded};

fn open(db: &TestDatabase) -> Conn {
    Conn::open(db.url(), Access::Write).unwrap()
}

fn tables(conn: &mut Conn) -> i64 {
    let tables = match conn {
        Conn::Sqlite(_) => {
            "SELECT COUNT(*) FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name NOT LIKE '__diesel%'"
        }
        Conn::Postgres(_) => {
            "SELECT COUNT(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace \
             AND relname NOT LIKE '__diesel%'"
        }
    };
    sql::<BigInt>(tables).get_result(conn).unwrap()
}

fn migrations_go_down_and_up_with_data(db: &TestDatabase) {
    let mut conn = open(db);
    assert!(migrate::is_new(&mut conn).unwrap());
    let versions = migrate::migrate(&mut conn).unwrap();
    assert!(!versions.is_empty());
    assert_eq!(versions, conn.known_migrations().unwrap());
    assert!(!migrate::is_new(&mut conn).unwrap());
    assert!(migrate::migrate(&mut conn).unwrap().is_empty());

    let first = load(&mut conn, &afloat()).unwrap();
    conn.write(|conn| conn.revert_migrations()).unwrap();
    assert!(migrate::is_new(&mut conn).unwrap());
    assert_eq!(tables(&mut conn), 0);

    assert_eq!(migrate::migrate(&mut conn).unwrap(), versions);
    assert_eq!(load(&mut conn, &afloat()).unwrap(), first);
}

fn databases_of_other_versions_are_told(db: &TestDatabase) {
    let mut conn = open(db);
    match migrate::verify(&mut conn) {
        Err(Error::OlderDatabase { missing }) => assert_eq!(missing, conn.known_migrations().unwrap().join(", ")),
        other => panic!("{other:?}"),
    }
    migrate::migrate(&mut conn).unwrap();
    migrate::verify(&mut conn).unwrap();
    migrate::verify(&mut Conn::open(db.url(), Access::Read).unwrap()).unwrap();

    conn.batch_execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('29991231000000')").unwrap();
    for outcome in [migrate::verify(&mut conn), migrate::migrate(&mut conn).map(drop)] {
        assert!(matches!(outcome, Err(Error::NewerDatabase { unknown }) if unknown == "29991231000000"));
    }
}

fn a_migration_that_fails_leaves_nothing(db: &TestDatabase) {
    let mut conn = open(db);
    migrate::migrate(&mut conn).unwrap();
    let whole = tables(&mut conn);
    let version = undo(&mut conn, &undoing!["2026-11-22-300000_find_names"][0]);
    // A table of this name makes the migration fail.
    conn.batch_execute("CREATE TABLE name_keys (id INTEGER)").unwrap();
    let before = tables(&mut conn);
    assert!(matches!(migrate::migrate(&mut conn), Err(Error::Migration(_))));
    assert_eq!(tables(&mut conn), before);
    conn.batch_execute("DROP TABLE name_keys").unwrap();
    assert_eq!(migrate::migrate(&mut conn).unwrap(), [version]);
    assert_eq!(tables(&mut conn), whole);
}

fn a_database_of_another_program_is_left_alone(db: &TestDatabase) {
    let mut conn = open(db);
    let refused = |conn: &mut Conn, found: &str| {
        let before = tables(conn);
        for outcome in [migrate::verify(conn), migrate::migrate(conn).map(drop)] {
            let Err(error @ Error::ForeignDatabase { .. }) = outcome else { panic!("{outcome:?}") };
            assert!(error.to_string().contains(&format!("it has {found}, and none")), "{error}");
        }
        assert_eq!(tables(conn), before);
    };
    conn.batch_execute("CREATE TABLE books (id INTEGER)").unwrap();
    refused(&mut conn, "the table books");
    // A program that uses Diesel too.
    conn.batch_execute(
        "CREATE TABLE __diesel_schema_migrations (version VARCHAR(50) PRIMARY KEY NOT NULL, \
         run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP); \
         INSERT INTO __diesel_schema_migrations (version) VALUES ('20200101000000'); \
         CREATE TABLE authors (id INTEGER); CREATE TABLE parties (id INTEGER); CREATE VIEW lent AS SELECT id FROM books",
    )
    .unwrap();
    refused(&mut conn, "the tables authors, books, lent and 1 more");
    for arguments in [&["serve"][..], &["serve", "--migrate"], &["serve", "--seed"], &["seed"], &["migrate"]] {
        refuses(&mut on(db, "foreign", arguments), "it has the tables authors, books, lent and 1 more");
    }
}

fn many_migrate_at_once(db: &TestDatabase) {
    let url = db.url();
    let outcomes: Vec<Result<Vec<String>>> = std::thread::scope(|scope| {
        let programs: Vec<_> =
            (0..8).map(|_| scope.spawn(|| migrate::migrate(&mut Conn::open(url, Access::Write)?))).collect();
        programs.into_iter().map(|program| program.join().unwrap()).collect()
    });
    let applied: Vec<Vec<String>> = outcomes.into_iter().map(|outcome| outcome.unwrap()).collect();
    assert_eq!(applied.iter().filter(|versions| !versions.is_empty()).count(), 1, "{applied:?}");
    migrate::verify(&mut open(db)).unwrap();
}

fn readers_cannot_write(db: &TestDatabase) {
    migrate::migrate(&mut open(db)).unwrap();
    let mut reader = Conn::open(db.url(), Access::Read).unwrap();
    assert!(reader.batch_execute("UPDATE revisions SET number = 7").is_err());
    assert_eq!(sql::<BigInt>("SELECT number FROM revisions").get_result::<i64>(&mut reader).unwrap(), 0);
}

/// The same records may give other answers after a migration: answers from before are not reused.
fn a_migration_makes_another_token(db: &TestDatabase) {
    let token = |conn: &mut Conn| sql::<Text>("SELECT token FROM revisions").get_result::<String>(conn).unwrap();
    let mut conn = open(db);
    migrate::migrate(&mut conn).unwrap();
    load(&mut conn, &small()).unwrap();
    let before = token(&mut conn);
    assert!(load(&mut conn, &small()).unwrap().is_empty());
    assert_eq!(token(&mut conn), before);
    let version = "20261128300000";
    conn.batch_execute(&format!("DELETE FROM __diesel_schema_migrations WHERE version = '{version}'")).unwrap();
    conn.batch_execute("ALTER TABLE revisions DROP COLUMN token").unwrap();
    assert_eq!(migrate::migrate(&mut conn).unwrap(), [version]);
    assert_ne!(token(&mut conn), before);
    assert_eq!(sql::<BigInt>("SELECT number FROM revisions").get_result::<i64>(&mut conn).unwrap(), 1);
}
const PLACES_AND_INSTRUMENTS: [(&str, [&str; 2]); 1] = undoing!["2026-11-28-200000_places_and_instruments"];

/// A migration derives from stored rows the same as a load derives from records.
fn migrations_fill_what_a_load_would(db: &TestDatabase) {
    let mut conn = open(db);
    migrate::migrate(&mut conn).unwrap();
    let load_embedded = |conn: &mut Conn| load_all(conn, &embedded(), &Bodies::default()).unwrap();
    let loaded = load_embedded(&mut conn);
    let migrations = undoing![
        "2026-11-22-100000_walk_the_graph",
        "2026-11-22-200000_find_events_of_a_period",
        "2026-11-22-300000_find_names",
        "2026-11-28-300000_identify_data",
        "2026-11-28-400000_list_sanctions_of_parties",
        "2026-11-28-500000_find_links_from_the_other_end",
        "2026-11-29-500000_sort_lists",
        "2026-11-29-550000_assets",
    ];
    let mut versions = Vec::new();
    for migration in migrations.iter().rev() {
        versions.insert(0, undo(&mut conn, migration));
    }
    assert_eq!(migrate::migrate(&mut conn).unwrap(), versions);
    for (again, loaded) in load_embedded(&mut conn).into_iter().zip(loaded) {
        assert!(again.is_empty(), "{again}");
        assert_eq!(again.revision, loaded.revision);
    }
}

/// Undoes a migration, as if this program had never applied it.
fn undo(conn: &mut Conn, (name, undoing): &(&str, [&str; 2])) -> String {
    let version = name.split('_').next().unwrap().replace('-', "");
    let backend = usize::from(matches!(conn, Conn::Postgres(_)));
    conn.transaction(|conn| conn.batch_execute(undoing[backend])).unwrap();
    let forget = format!("DELETE FROM __diesel_schema_migrations WHERE version = '{version}'");
    conn.batch_execute(&forget).unwrap();
    version
}

/// The migration that brings new words, after the one that indexes its columns.
const SAYING_MORE: [(&str, [&str; 2]); 2] =
    undoing!["2026-11-29-300000_search_more", "2026-11-28-100000_say_more_of_facts"];

/// Whether the database accepts the change, which is rolled back.
fn takes(conn: &mut Conn, statement: &str) -> bool {
    conn.test_transaction::<_, diesel::result::Error, _>(|conn| Ok(conn.batch_execute(statement).is_ok()))
}

const NEW_WORDS: [&str; 2] = [
    "UPDATE organizations SET kind = 'DESCRIBED_GROUP'",
    "UPDATE participations SET role = 'ADDRESSEE' WHERE role = 'TARGET'",
];

const UNKNOWN_WORDS: [&str; 6] = [
    "UPDATE organizations SET kind = 'NOBODY'",
    "UPDATE participations SET role = 'ONLOOKER'",
    "UPDATE figures SET low = 9007199254740992",
    "UPDATE figures SET unit = ''",
    "UPDATE events SET condition = '{}'",
    "UPDATE articles SET is_headline_supplied = NULL",
];

/// A database of the version before keeps its rows and takes the new words, on the connection that migrates and on those
/// that were open before.
fn an_older_database_learns_new_words(db: &TestDatabase) {
    let mut conn = open(db);
    migrate::migrate(&mut conn).unwrap();
    let loaded = load(&mut conn, &small()).unwrap();
    let versions = SAYING_MORE.each_ref().map(|migration| undo(&mut conn, migration));
    let mut other = open(db);
    for statement in NEW_WORDS {
        assert!(!takes(&mut other, statement), "{statement}");
    }
    assert!(migrate::migrate(&mut conn).unwrap().iter().eq(versions.iter().rev()));
    for conn in [&mut conn, &mut other] {
        for statement in NEW_WORDS {
            assert!(takes(conn, statement), "{statement}");
        }
        for statement in UNKNOWN_WORDS {
            assert!(!takes(conn, statement), "{statement}");
        }
    }
    if let Conn::Sqlite(_) = conn {
        let check = sql::<diesel::sql_types::Text>("SELECT integrity_check FROM pragma_integrity_check");
        assert_eq!(check.get_result::<String>(&mut conn).unwrap(), "ok");
    }
    let again = load(&mut conn, &small()).unwrap();
    assert!(again.is_empty(), "{again}");
    assert_eq!(again.revision, loaded.revision);
}

/// Values that the older version does not know do not break it, and the next load restores them.
fn new_words_go_with_their_migration(db: &TestDatabase) {
    let mut conn = open(db);
    migrate::migrate(&mut conn).unwrap();
    let mut dataset = more();
    let request = dataset.events.iter_mut().find(|event| event.key.as_str() == "request").unwrap();
    // The same party in the role that the older version gives to its other part too.
    request.participations.push(participation("request", Role::Other, "harbour-groups", "report"));
    load(&mut conn, &dataset).unwrap();
    SAYING_MORE.iter().for_each(|migration| drop(undo(&mut conn, migration)));
    let count = |conn: &mut Conn, of: &str| {
        sql::<BigInt>(&format!("SELECT COUNT(*) FROM {of}")).get_result::<i64>(conn).unwrap()
    };
    assert_eq!(count(&mut conn, "organizations WHERE kind = 'OTHER'"), 1);
    assert_eq!(count(&mut conn, "participations WHERE role = 'OTHER'"), 1);
    assert_eq!(count(&mut conn, "links WHERE kind = 'OTHER'"), 2);
    migrate::migrate(&mut conn).unwrap();
    load(&mut conn, &dataset).unwrap();
    assert_eq!(count(&mut conn, "participations WHERE role IN ('OTHER', 'ADDRESSEE')"), 2);
    assert!(load(&mut conn, &dataset).unwrap().is_empty());
}

on_each_backend! {
    empty:
    an_older_database_learns_new_words,
    new_words_go_with_their_migration,
    migrations_go_down_and_up_with_data,
    a_migration_makes_another_token,
    migrations_fill_what_a_load_would,
    databases_of_other_versions_are_told,
    a_migration_that_fails_leaves_nothing,
    a_database_of_another_program_is_left_alone,
    many_migrate_at_once,
    readers_cannot_write,
}

/// The reason why a database cannot be opened.
fn why_not(url: &str, access: Access) -> String {
    let url: DatabaseUrl = url.parse().unwrap();
    match Conn::open(&url, access) {
        Err(error @ Error::Unreachable { .. }) => error.to_string(),
        Err(error) => panic!("{error:?}"),
        Ok(_) => panic!("{url} opened"),
    }
}

#[test]
fn what_cannot_be_opened_says_why() {
    let folder = std::env::temp_dir().join(format!("sanad_no_folder_{}", std::process::id()));
    let url = format!("sqlite://{}/sanad.db", folder.display());
    for access in [Access::Write, Access::Read] {
        assert!(why_not(&url, access).ends_with(&format!("there is no folder {}", folder.display())));
    }
    std::fs::create_dir(&folder).unwrap();
    assert!(why_not(&url, Access::Read).ends_with("there is no such file"));
    assert!(!folder.join("sanad.db").exists());
    std::fs::write(folder.join("sanad.db"), "this is no database, but a long enough text to be told from one").unwrap();
    assert!(why_not(&url, Access::Write).contains("not a database"));
    std::fs::remove_dir_all(&folder).unwrap();

    let why = why_not("postgres://somebody:secret@127.0.0.1:1/sanad", Access::Write);
    assert!(why.contains("127.0.0.1") && !why.contains("secret"), "{why}");
}

#[test]
fn a_file_of_another_program_stays_as_it_is() {
    let path = folder("foreign-file").join("books.db");
    let mut other = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
    other.batch_execute("CREATE TABLE books (id INTEGER)").unwrap();
    drop(other);
    let before = std::fs::read(&path).unwrap();
    let url = format!("sqlite://{}", path.display());
    for arguments in [&["serve"][..], &["serve", "--migrate"], &["serve", "--seed"], &["seed"], &["migrate"]] {
        refuses(&mut on_url(&url, "foreign-file-commands", arguments), "it has the table books");
        assert!(std::fs::read(&path).unwrap() == before, "{arguments:?}");
    }
}

#[test]
fn a_writer_makes_the_file_whatever_its_name() {
    let folder = std::env::temp_dir().join(format!("sanad_files_{}", std::process::id()));
    std::fs::create_dir(&folder).unwrap();
    for name in ["plain.db", "50% of it?#1 &c.db", "قاعدة.db"] {
        let path = folder.join(name);
        let url = DatabaseUrl::Sqlite(path.display().to_string());
        let mut conn = Conn::open(&url, Access::Write).unwrap();
        migrate::migrate(&mut conn).unwrap();
        assert!(path.exists(), "{name}");
        let mode = sql::<diesel::sql_types::Text>("SELECT journal_mode FROM pragma_journal_mode");
        assert_eq!(mode.get_result::<String>(&mut conn).unwrap(), "wal");
        migrate::verify(&mut Conn::open(&url, Access::Read).unwrap()).unwrap();
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
