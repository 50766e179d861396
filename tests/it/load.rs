//! Loading data sets: what is written, what stays, and what is refused.

mod bodies;
mod instruments;
pub mod more;
mod refusal;
mod same_time;
pub mod small;
mod update;
mod uses;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use diesel::connection::{InstrumentationEvent, SimpleConnection};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use sanad::dataset::records::Cited;
use sanad::dataset::{Changes, load};
use sanad::db::store::Tally;
use sanad::db::{Access, Conn, migrate};
use sanad::model::{Happening, OrganizationType, SanctionAction, Stance};

use self::small::{actor, article, both, evidence, name, organization, small, when};
use crate::support::TestDatabase;

/// A writing connection to a migrated database.
fn open(db: &TestDatabase) -> Conn {
    let mut conn = Conn::open(db.url(), Access::Write).unwrap();
    migrate::migrate(&mut conn).unwrap();
    conn
}

fn texts(conn: &mut Conn, query: &str) -> Vec<String> {
    sql::<Text>(query).load(conn).unwrap()
}

fn number(conn: &mut Conn, query: &str) -> i64 {
    sql::<BigInt>(query).get_result(conn).unwrap()
}

fn id_of(conn: &mut Conn, key: &str) -> i64 {
    number(conn, &format!("SELECT id FROM nodes WHERE key = '{key}'"))
}

/// Each table and column, without the tables of SQLite's FTS index.
fn columns(conn: &mut Conn) -> Vec<(String, String)> {
    let columns = match conn {
        Conn::Sqlite(_) => {
            "SELECT tables.name || '.' || columns.name FROM sqlite_master AS tables, \
             pragma_table_info(tables.name) AS columns WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%' \
             AND tables.name NOT LIKE 'search_index%'"
        }
        Conn::Postgres(_) => {
            "SELECT table_name || '.' || column_name FROM information_schema.columns \
             WHERE table_schema = current_schema() ORDER BY ordinal_position"
        }
    };
    let split =
        |column: String| column.split_once('.').map(|(table, column)| (table.to_owned(), column.to_owned())).unwrap();
    texts(conn, columns).into_iter().map(split).collect()
}

/// All rows of each table as text, without the tables of SQLite's FTS index.
pub fn dump(conn: &mut Conn) -> BTreeMap<String, Vec<String>> {
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (table, column) in columns(conn) {
        tables.entry(table).or_default().push(format!("COALESCE(CAST({column} AS TEXT), 'NULL')"));
    }
    for (table, columns) in &mut tables {
        *columns = texts(conn, &format!("SELECT {} AS line FROM {table} ORDER BY line", columns.join(" || '|' || ")));
    }
    tables
}

/// The first word of each statement that the connection sends while it works.
fn kinds_of_statements(conn: &mut Conn, work: impl FnOnce(&mut Conn)) -> BTreeSet<String> {
    let kinds = Arc::new(Mutex::new(BTreeSet::new()));
    let log = Arc::clone(&kinds);
    conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let statement = query.to_string();
            log.lock().unwrap().insert(statement.split_whitespace().next().unwrap_or_default().to_owned());
        }
    });
    work(conn);
    conn.set_instrumentation(|_: InstrumentationEvent<'_>| {});
    kinds.lock().unwrap().clone()
}

fn tally(changes: &Changes, sort: &str) -> (usize, usize, usize, usize) {
    let record = changes.records.iter().find(|record| record.sort == sort).unwrap();
    let Tally { now, added, changed, removed } = record.tally;
    (now, added, changed, removed)
}

/// The kinds of record that changed, each with the numbers added, changed and removed.
fn changed(changes: &Changes) -> Vec<(&str, usize, usize, usize)> {
    let records = changes.records.iter().filter(|record| record.tally.is_change());
    records.map(|record| (record.sort, record.tally.added, record.tally.changed, record.tally.removed)).collect()
}

fn first_load_adds_everything(db: &TestDatabase) {
    let mut conn = open(db);
    let before = number(&mut conn, "SELECT number FROM revisions");
    let changes = load(&mut conn, &small()).unwrap();
    for (sort, count) in [
        ("data sets", 1),
        ("articles", 2),
        ("mentions", 2),
        ("actors", 2),
        ("organizations", 3),
        ("places", 1),
        ("legal instruments", 1),
        ("names", 10),
        ("relationships", 1),
        ("place relationships", 1),
        ("sanction events", 2),
        ("incidents", 1),
        ("participations", 3),
        ("figures", 1),
        ("pieces of evidence", 10),
    ] {
        assert_eq!(tally(&changes, sort), (count, count, 0, 0), "{sort}");
    }
    assert_eq!(changes.revision, before + 1);
    assert_eq!(number(&mut conn, "SELECT number FROM revisions"), before + 1);
    let captions = "SELECT key || '=' || COALESCE(caption, '-') FROM nodes \
                    WHERE kind NOT IN ('Article', 'Organization') ORDER BY id";
    assert_eq!(
        texts(&mut conn, captions),
        [
            "small=A small set",
            "salim=سليم الأحمد",
            "idris=إدريس",
            "harbour=الميناء",
            "resolution=قرار",
            "brigade.controls.harbour=-",
            "salim.leads.brigade=-",
            "blocking=حدث blocking",
            "proposal=حدث proposal",
            "proposal.proposer.council=-",
            "proposal.target.salim=-",
            "discovery=حدث discovery",
            "discovery.accused.brigade=-",
            "discovery.graves.at-least-11=-",
        ]
    );
    let rows = dump(&mut conn);
    assert!(rows["names"].iter().any(|row| row.ends_with("|1|سليم الأحمد|سليم الاحمد|ar|PRIMARY")), "{rows:#?}");
    assert!(rows["mentions"].iter().any(|row| row.contains(r#"|Actor|[1,4]|["القائد \"سليم\""]"#)), "{rows:#?}");
    assert!(rows["relationships"].iter().any(|row| row.contains(r#"|{"ar":"قائد","en":"leader"}|2019|"#)), "{rows:#?}");
    assert_eq!(texts(&mut conn, "SELECT sort_day FROM articles ORDER BY id"), ["2020-11-01", "9999-12-31"]);
    assert_eq!(texts(&mut conn, "SELECT sort_day FROM events ORDER BY id"), ["2020-11-13", "2020-11-10", "9999-12-31"]);
}

fn facts_stand_as_their_evidence_says(db: &TestDatabase) {
    let mut conn = open(db);
    let mut dataset = small();
    dataset.articles.push(article("reprint", Some("herald"), when("2020-11-05")));
    dataset.articles.push(article("earlier", Some("council"), when("2020-10-31")));
    let mut standing = |cited: &[(&str, Stance)]| {
        dataset.relationships[0].evidence = cited.iter().map(|(article, stance)| evidence(article, *stance)).collect();
        load(&mut conn, &dataset).unwrap();
        let standing = "SELECT source_count || CASE WHEN is_disputed THEN ' disputed ' ELSE ' ' END || \
                        COALESCE(first_reported, 'never') FROM facts WHERE kind = 'Relationship'";
        texts(&mut conn, standing).concat()
    };
    assert_eq!(standing(&[("report", Stance::Reports)]), "1 2020-11");
    assert_eq!(standing(&[("report", Stance::Reports), ("report", Stance::Alleges)]), "1 2020-11");
    assert_eq!(standing(&[("report", Stance::Reports), ("reprint", Stance::Reports)]), "1 2020-11");
    assert_eq!(standing(&[("reprint", Stance::Denies)]), "1 2020-11-05");
    assert_eq!(standing(&[("leaflet", Stance::Plans)]), "1 never");
    assert_eq!(standing(&[("leaflet", Stance::Reports), ("reprint", Stance::Denies)]), "2 disputed 2020-11-05");
    assert_eq!(standing(&[("report", Stance::Denies), ("earlier", Stance::Denies)]), "2 2020-10-31");
}

fn second_load_writes_nothing(db: &TestDatabase) {
    let mut conn = open(db);
    let first = load(&mut conn, &small()).unwrap();
    let state = dump(&mut conn);
    let mut second = None;
    let kinds = kinds_of_statements(&mut conn, |conn| second = Some(load(conn, &small()).unwrap()));
    let second = second.unwrap();
    assert!(second.is_empty(), "{second}");
    assert_eq!(second.revision, first.revision);
    assert_eq!(tally(&second, "names"), (10, 0, 0, 0));
    assert!(kinds.contains("SELECT"), "{kinds:?}");
    assert!(kinds.iter().all(|kind| matches!(&**kind, "BEGIN" | "SELECT" | "COMMIT")), "{kinds:?}");
    assert_eq!(dump(&mut conn), state);
    assert!(second.to_string().starts_with("nothing changed"), "{second}");
}

fn a_changed_field_changes_its_record_alone(db: &TestDatabase) {
    let mut conn = open(db);
    load(&mut conn, &small()).unwrap();
    conn.batch_execute("UPDATE datasets SET loaded_at = '2020-01-01 00:00:00'").unwrap();
    let state = dump(&mut conn);

    let mut dataset = small();
    dataset.actors[1].gender = None;
    let changes = load(&mut conn, &dataset).unwrap();
    assert_eq!(changed(&changes), [("actors", 0, 1, 0)]);
    let after = dump(&mut conn);
    let differing: Vec<&String> = state.keys().filter(|table| state[*table] != after[*table]).collect();
    assert_eq!(differing, ["actors", "datasets", "revisions"]);
    assert_eq!(changes.revision, number(&mut conn, "SELECT number FROM revisions"));
    assert_eq!(number(&mut conn, "SELECT COUNT(*) FROM datasets WHERE loaded_at > '2020-01-02 00:00:00'"), 1);

    // A changed dependent row counts as a change of its record; names, mentions and evidence have their own counts.
    dataset.organizations[1].countries.pop();
    dataset.events[1].sanction.as_mut().unwrap().measures.pop();
    dataset.articles[0].mentions[0].cited = Cited::Paragraphs(vec![1, 4, 9]);
    dataset.actors[0].names.remove(0);
    dataset.relationships[0].evidence[1].note = Some(both("أخرى", "another"));
    assert_eq!(
        changed(&load(&mut conn, &dataset).unwrap()),
        [
            ("mentions", 0, 1, 0),
            ("actors", 0, 1, 0),
            ("organizations", 0, 1, 0),
            ("names", 0, 1, 1),
            ("sanction events", 0, 1, 0),
            ("pieces of evidence", 0, 1, 0),
        ]
    );
    assert!(load(&mut conn, &dataset).unwrap().is_empty());
}

fn what_is_gone_from_the_set_goes_with_all_that_hangs_on_it(db: &TestDatabase) {
    let mut conn = open(db);
    load(&mut conn, &small()).unwrap();
    let salim = id_of(&mut conn, "salim");
    let mut dataset = small();
    dataset.events.truncate(1);
    dataset.events[0].sanction.as_mut().unwrap().follows = None;
    dataset.relationships.clear();
    dataset.places.clear();
    dataset.place_relationships.clear();
    dataset.articles[0].mentions.remove(1);
    let changes = load(&mut conn, &dataset).unwrap();
    assert_eq!(
        changed(&changes),
        [
            ("mentions", 0, 0, 1),
            // Fewer links start from them.
            ("actors", 0, 1, 0),
            ("organizations", 0, 2, 0),
            ("places", 0, 0, 1),
            ("names", 0, 0, 1),
            ("relationships", 0, 0, 1),
            ("place relationships", 0, 0, 1),
            ("sanction events", 0, 1, 1),
            ("incidents", 0, 0, 1),
            ("participations", 0, 0, 3),
            ("figures", 0, 0, 1),
            ("pieces of evidence", 0, 0, 9),
        ]
    );
    assert_eq!(id_of(&mut conn, "salim"), salim);
    for table in ["relationships", "place_relationships", "places", "incidents", "participations", "figures"] {
        assert_eq!(number(&mut conn, &format!("SELECT COUNT(*) FROM {table}")), 0, "{table}");
    }
    assert_eq!(number(&mut conn, "SELECT COUNT(*) FROM facts"), 1);
}

fn a_data_set_is_removed_by_its_node(db: &TestDatabase) {
    let mut conn = open(db);
    let empty = dump(&mut conn);
    load(&mut conn, &small()).unwrap();
    conn.batch_execute("DELETE FROM nodes WHERE key = 'small'").unwrap();
    let mut after = dump(&mut conn);
    after.insert("revisions".to_owned(), empty["revisions"].clone());
    assert_eq!(after, empty);
}

fn a_record_of_another_kind_is_another_node(db: &TestDatabase) {
    let mut conn = open(db);
    load(&mut conn, &small()).unwrap();
    let ids = |conn: &mut Conn| ["salim", "salim.leads.brigade", "discovery"].map(|key| id_of(conn, key));
    let [salim, leads, discovery] = ids(&mut conn);

    let mut dataset = small();
    dataset.actors.remove(0);
    dataset.organizations.push(organization("salim", OrganizationType::Other));
    dataset.events[2].happening = Happening::Sanction(SanctionAction::Imposed);
    let changes = load(&mut conn, &dataset).unwrap();
    assert_eq!(tally(&changes, "actors"), (1, 0, 0, 1));
    assert_eq!(tally(&changes, "organizations"), (4, 1, 0, 0));
    assert_eq!(tally(&changes, "relationships"), (1, 0, 1, 0));
    assert_eq!(tally(&changes, "incidents"), (0, 0, 0, 1));
    assert_eq!(tally(&changes, "sanction events"), (3, 1, 0, 0));
    let [new_salim, new_leads, new_discovery] = ids(&mut conn);
    assert!(new_salim > discovery && new_discovery > discovery);
    assert_eq!(new_leads, leads);
    assert_ne!(new_salim, salim);
    let source = "SELECT source_kind FROM relationships";
    assert_eq!(texts(&mut conn, source), ["Organization"]);
    assert_eq!(number(&mut conn, "SELECT source_id FROM relationships"), new_salim);
    assert!(load(&mut conn, &dataset).unwrap().is_empty());

    assert_eq!(tally(&load(&mut conn, &small()).unwrap(), "actors"), (2, 1, 0, 0));
}

fn many_rows_take_few_statements(db: &TestDatabase) {
    let mut conn = open(db);
    let mut dataset = small();
    dataset.actors = (0..2_500).map(|number| actor(&format!("person-{number}"), vec![name("X", "en")])).collect();
    dataset.actors.extend(small().actors);
    let statements = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&statements);
    conn.on_statement(move || {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    assert_eq!(tally(&load(&mut conn, &dataset).unwrap(), "actors"), (2_502, 2_502, 0, 0));
    assert!(statements.load(Ordering::Relaxed) < 150, "{statements:?} statements to add");
    statements.store(0, Ordering::Relaxed);
    assert_eq!(tally(&load(&mut conn, &small()).unwrap(), "actors"), (2, 0, 0, 2_500));
    assert!(statements.load(Ordering::Relaxed) < 150, "{statements:?} statements to remove");
}

on_each_backend! {
    empty:
    first_load_adds_everything,
    facts_stand_as_their_evidence_says,
    second_load_writes_nothing,
    a_changed_field_changes_its_record_alone,
    what_is_gone_from_the_set_goes_with_all_that_hangs_on_it,
    a_data_set_is_removed_by_its_node,
    a_record_of_another_kind_is_another_node,
    many_rows_take_few_statements,
}
