//! The vocabularies of the domain are those that the migrated database accepts.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Text;
use sanad::db::Conn;
use sanad::model::{
    ArticleKind, Gender, IdentifierKind, IncidentKind, LegalInstrumentKind, NameKind, NodeKind, OrganizationType,
    PartyTextKind, PlaceRelationshipKind, Qualifier, RelationshipKind, Role, SanctionAction, SanctionMeasure, Stance,
    Vocabulary,
};

use crate::support::TestDatabase;

/// The definition of a table: its CREATE statement on SQLite, its constraints on Postgres.
fn described(conn: &mut Conn, table: &str) -> String {
    let query = match conn {
        Conn::Sqlite(_) => format!("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = '{table}'"),
        Conn::Postgres(_) => format!(
            "SELECT string_agg(pg_get_constraintdef(oid), E'\\n') FROM pg_constraint WHERE conrelid = '{table}'::regclass"
        ),
    };
    sql::<Text>(&query).get_result(conn).unwrap()
}

/// The word lists of the column's CHECKs.
fn checked(conn: &mut Conn, table: &str, column: &str) -> Vec<Vec<String>> {
    let opening = match conn {
        Conn::Sqlite(_) => format!("CHECK ({column} IN ("),
        Conn::Postgres(_) => format!("CHECK (({column} = "),
    };
    let description = described(conn, table);
    let lists = description.split(&opening).skip(1);
    let quoted = |list: &str| list.split('\'').skip(1).step_by(2).map(str::to_owned).collect();
    lists.map(|list| quoted(list.split([')', ']']).next().unwrap())).collect()
}

fn same<V: Vocabulary>(conn: &mut Conn, table: &str, column: &str) {
    assert_eq!(checked(conn, table, column), [V::words()], "{table}.{column}");
}

fn checks_hold_the_words(db: &TestDatabase) {
    let mut conn = db.conn();
    same::<NodeKind>(&mut conn, "nodes", "kind");
    same::<ArticleKind>(&mut conn, "articles", "kind");
    same::<Gender>(&mut conn, "actors", "gender");
    same::<OrganizationType>(&mut conn, "organizations", "kind");
    same::<NameKind>(&mut conn, "names", "kind");
    same::<IdentifierKind>(&mut conn, "identifiers", "kind");
    same::<PartyTextKind>(&mut conn, "party_texts", "kind");
    same::<Stance>(&mut conn, "evidence", "stance");
    same::<RelationshipKind>(&mut conn, "relationships", "kind");
    same::<SanctionAction>(&mut conn, "sanction_events", "action");
    same::<SanctionMeasure>(&mut conn, "sanction_measures", "measure");
    same::<IncidentKind>(&mut conn, "incidents", "kind");
    same::<LegalInstrumentKind>(&mut conn, "legal_instruments", "kind");
    same::<PlaceRelationshipKind>(&mut conn, "place_relationships", "kind");
    same::<Role>(&mut conn, "participations", "role");
    same::<Qualifier>(&mut conn, "figures", "qualifier");
}

on_each_backend! { checks_hold_the_words }
