//! The words of the domain are the words that the database accepts.

use sanad::model::{
    Gender, IncidentKind, NameKind, NodeKind, OrganizationType, Qualifier, RelationshipKind, Role, SanctionAction,
    SanctionMeasure, Stance, Vocabulary,
};

const MIGRATIONS: [(&str, &str); 2] = [
    ("sqlite", include_str!("../../migrations/sqlite/2026-11-21-100000_create_sourced_facts/up.sql")),
    ("postgres", include_str!("../../migrations/postgres/2026-11-21-100000_create_sourced_facts/up.sql")),
];

/// The words of the CHECK on a table's column.
fn checked(sql: &str, table: &str, column: &str) -> Vec<String> {
    let start = sql.find(&format!("CREATE TABLE {table} (")).unwrap();
    let body = &sql[start..start + sql[start..].find("\n)").unwrap()];
    let check = format!("CHECK ({column} IN (");
    let list = &body[body.find(&check).unwrap() + check.len()..];
    let list = &list[..list.find(')').unwrap()];
    list.split(',').map(|word| word.trim().trim_matches('\'').to_owned()).collect()
}

fn same<V: Vocabulary>(table: &str, column: &str) {
    for (backend, sql) in MIGRATIONS {
        assert_eq!(checked(sql, table, column), V::words(), "{backend}: {table}.{column}");
    }
}

#[test]
fn checks_hold_the_words() {
    same::<NodeKind>("nodes", "kind");
    same::<Gender>("actors", "gender");
    same::<OrganizationType>("organizations", "kind");
    same::<NameKind>("names", "kind");
    same::<Stance>("evidence", "stance");
    same::<RelationshipKind>("relationships", "kind");
    same::<SanctionAction>("sanction_events", "action");
    same::<SanctionMeasure>("sanction_measures", "measure");
    same::<IncidentKind>("incidents", "kind");
    same::<Role>("participations", "role");
    same::<Qualifier>("figures", "qualifier");
}
