//! The rows that filters ask about, as they are in the tables.

use std::collections::BTreeMap;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use sanad::db::Conn;

/// What is linked to a party, event or article: the row at the other end, and the words that filters compare.
#[derive(Default)]
pub struct Tables {
    /// Keys.
    pub parties: BTreeMap<i64, String>,
    pub events: BTreeMap<i64, String>,
    pub articles: BTreeMap<i64, String>,
    /// Of each organization the type.
    pub types: BTreeMap<i64, String>,
    /// From a party: the other, the kind, and whether this is the source.
    pub relationships: BTreeMap<i64, Vec<(i64, String, bool)>>,
    /// From a party to events, and from an event to parties, with the role.
    pub parts: BTreeMap<i64, Vec<(i64, String)>>,
    /// Of each event the action, or nothing for an incident.
    pub actions: BTreeMap<i64, String>,
    /// From a party to articles, and from an article to parties.
    pub mentions: BTreeMap<i64, Vec<i64>>,
    pub languages: BTreeMap<i64, String>,
    /// Of each article the publisher, if it is known.
    pub publishers: BTreeMap<i64, i64>,
}

impl Tables {
    pub fn read(conn: &mut Conn) -> Self {
        let mut tables = Self::default();
        let select = |conn: &mut Conn, query: &str| -> Vec<(i64, i64, String)> {
            diesel::select(sql::<(BigInt, BigInt, Text)>(query)).load(conn).unwrap()
        };
        for (table, kinds) in [
            (&mut tables.parties, "'Actor', 'Organization'"),
            (&mut tables.events, "'SanctionEvent', 'Incident'"),
            (&mut tables.articles, "'Article'"),
        ] {
            let keys = select(conn, &format!("id, id, key FROM nodes WHERE kind IN ({kinds})"));
            table.extend(keys.into_iter().map(|(id, _, key)| (id, key)));
        }
        for (organization, _, kind) in select(conn, "id, id, kind FROM organizations") {
            tables.types.insert(organization, kind);
        }
        for (article, publisher, _) in
            select(conn, "id, publisher_id, headline FROM articles WHERE publisher_id IS NOT NULL")
        {
            tables.publishers.insert(article, publisher);
        }
        for (source, target, kind) in select(conn, "source_id, target_id, kind FROM relationships") {
            tables.relationships.entry(source).or_default().push((target, kind.clone(), true));
            tables.relationships.entry(target).or_default().push((source, kind, false));
        }
        for (party, event, role) in select(conn, "party_id, event_id, role FROM participations") {
            tables.parts.entry(party).or_default().push((event, role.clone()));
            tables.parts.entry(event).or_default().push((party, role));
        }
        for (event, _, action) in select(conn, "id, id, action FROM sanction_events") {
            tables.actions.insert(event, action);
        }
        for (party, article, language) in select(
            conn,
            "mentions.party_id, articles.id, articles.language FROM mentions JOIN articles ON articles.id = mentions.article_id",
        ) {
            tables.mentions.entry(party).or_default().push(article);
            tables.mentions.entry(article).or_default().push(party);
            tables.languages.insert(article, language);
        }
        tables
    }
}
