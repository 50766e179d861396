//! The tables of `crates/database/src/schema.rs` and its modules are those that the migrations make.

use std::collections::BTreeSet;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Text;
use sanad::db::Conn;

use crate::support::TestDatabase;

const SCHEMA: &str = concat!(
    include_str!("../../crates/database/src/schema.rs"),
    include_str!("../../crates/database/src/schema/derived.rs"),
    include_str!("../../crates/database/src/schema/lists.rs"),
    include_str!("../../crates/database/src/schema/parties.rs"),
);

/// `table.column NULL` or `table.column NOT NULL`, as `diesel::table!` declares each column.
fn declared() -> BTreeSet<String> {
    let mut columns = BTreeSet::new();
    for block in SCHEMA.split("diesel::table! {").skip(1) {
        let mut lines = block.lines().map(str::trim).filter(|line| !line.is_empty());
        let (table, _) = lines.next().and_then(|line| line.split_once(' ')).unwrap();
        for line in lines.take_while(|line| *line != "}") {
            let (column, sort) = line.split_once(" -> ").unwrap_or_else(|| panic!("{table}: `{line}`"));
            let nullable = if sort.starts_with("Nullable<") { "NULL" } else { "NOT NULL" };
            assert!(columns.insert(format!("{table}.{column} {nullable}")), "{table}.{column} is there twice");
        }
    }
    columns
}

/// The same of each column that the database has, but for the index of words, which each backend makes in its own way.
fn migrated(conn: &mut Conn) -> BTreeSet<String> {
    let columns = match conn {
        // SQLite does not list the one column of an integer key as NOT NULL, and never lets it be null.
        Conn::Sqlite(_) => {
            "SELECT tables.name || '.' || columns.name || CASE WHEN columns.\"notnull\" OR (columns.pk = 1 \
             AND columns.type = 'INTEGER' AND (SELECT MAX(pk) FROM pragma_table_info(tables.name)) = 1) \
             THEN ' NOT NULL' ELSE ' NULL' END \
             FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns \
             WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%' AND tables.name NOT LIKE '__diesel%' \
             AND tables.name NOT LIKE 'search_index%'"
        }
        Conn::Postgres(_) => {
            "SELECT table_name || '.' || column_name || CASE is_nullable WHEN 'YES' THEN ' NULL' ELSE ' NOT NULL' END \
             FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name NOT LIKE '__diesel%' \
             AND table_name NOT LIKE 'search_index%'"
        }
    };
    sql::<Text>(columns).load::<String>(conn).unwrap().into_iter().collect()
}

fn the_schema_is_what_the_migrations_make(db: &TestDatabase) {
    let (declared, migrated) = (declared(), migrated(&mut db.conn()));
    assert!(declared.len() > 100, "{declared:?}");
    let only =
        |these: &BTreeSet<String>, those: &BTreeSet<String>| these.difference(those).cloned().collect::<Vec<_>>();
    let drift = (only(&declared, &migrated), only(&migrated, &declared));
    assert_eq!(drift, (vec![], vec![]), "declared and not migrated, migrated and not declared");
}

on_each_backend! {
    the_schema_is_what_the_migrations_make,
}
