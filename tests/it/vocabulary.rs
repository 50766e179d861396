//! The vocabularies of the domain are those that the migrated database accepts.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Text;
use sanad::db::Conn;
use sanad::model::{
    ArticleKind, AssetType, Gender, IdentifierKind, IncidentKind, LegalInstrumentKind, NameKind, NodeKind,
    OrganizationType, PartyTextKind, PlaceRelationshipKind, Qualifier, RelationshipKind, Role, SanctionAction,
    SanctionMeasure, Stance, Vocabulary,
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
    same::<AssetType>(&mut conn, "assets", "kind");
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

/// The columns with the kind of a party that another column of the row refers to.
const OF_PARTIES: [(&str, &str); 9] = [
    ("identifiers", "party_kind"),
    ("mentions", "party_kind"),
    ("participations", "party_kind"),
    ("party_countries", "party_kind"),
    ("party_texts", "party_kind"),
    ("place_relationships", "party_kind"),
    ("relationships", "source_kind"),
    ("relationships", "target_kind"),
    ("source_records", "party_kind"),
];

/// Those with the kind of a party that speaks or decides.
const OF_AGENTS: [(&str, &str); 3] =
    [("evidence", "attributed_to_kind"), ("legal_instruments", "issuer_kind"), ("sanction_events", "authority_kind")];

/// A kind of party that a column or a partial index does not know would be refused, or found slowly.
fn columns_and_indexes_know_all_kinds_of_parties(db: &TestDatabase) {
    let mut conn = db.conn();
    let words = |kinds: &[NodeKind]| kinds.iter().map(|kind| kind.word().to_owned()).collect::<Vec<_>>();
    for (columns, kinds) in [(&OF_PARTIES[..], NodeKind::PARTIES), (&OF_AGENTS[..], NodeKind::AGENTS)] {
        for (table, column) in columns {
            assert_eq!(checked(&mut conn, table, column), [words(kinds)], "{table}.{column}");
        }
    }
    let query = match &conn {
        Conn::Sqlite(_) => "SELECT sql FROM sqlite_schema WHERE type = 'index' AND name LIKE 'parties_by_%'",
        Conn::Postgres(_) => "SELECT indexdef FROM pg_indexes WHERE indexname LIKE 'parties_by_%'",
    };
    let indexes: Vec<String> = sql::<Text>(query).load(&mut conn).unwrap();
    assert_eq!(indexes.len(), 3);
    for index in indexes {
        let quoted: Vec<&str> = index.split('\'').skip(1).step_by(2).collect();
        assert_eq!(quoted, words(NodeKind::PARTIES), "{index}");
    }
}

on_each_backend! { checks_hold_the_words, columns_and_indexes_know_all_kinds_of_parties }
