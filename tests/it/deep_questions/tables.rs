//! The rows that filters ask about, as they are in the tables.

use std::collections::BTreeMap;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Date, Nullable, Text};
use sanad::db::Conn;

use super::time::Dates;

/// What is linked to a party, event or article: the row at the other end, and the words that filters compare.
#[derive(Default)]
pub struct Tables {
    /// Keys.
    pub parties: BTreeMap<i64, String>,
    pub events: BTreeMap<i64, String>,
    pub articles: BTreeMap<i64, String>,
    pub places: BTreeMap<i64, String>,
    /// Of each organization the type.
    pub types: BTreeMap<i64, String>,
    /// From a party: the other, the kind, whether this is the source, and the relationship's id.
    pub relationships: BTreeMap<i64, Vec<(i64, String, bool, i64)>>,
    /// From a party to events, and from an event to parties, with the role.
    pub parts: BTreeMap<i64, Vec<(i64, String)>>,
    /// Of each event the action, or nothing for an incident.
    pub actions: BTreeMap<i64, String>,
    /// From a party to articles, and from an article to parties.
    pub mentions: BTreeMap<i64, Vec<i64>>,
    pub languages: BTreeMap<i64, String>,
    /// Of each article the publisher, if it is known.
    pub publishers: BTreeMap<i64, i64>,
    /// Of each relationship, event and article.
    pub dates: BTreeMap<i64, Dates>,
    /// Of each event with a place.
    pub places_of: BTreeMap<i64, i64>,
    /// Of each place within another.
    pub outer: BTreeMap<i64, i64>,
    /// Of each place with a country.
    pub countries: BTreeMap<i64, String>,
}

impl Tables {
    pub fn read(conn: &mut Conn) -> Self {
        let mut tables = Self::default();
        let select = |conn: &mut Conn, query: &str| -> Vec<(i64, i64, String)> {
            diesel::select(sql::<(BigInt, BigInt, Text)>(query)).load(conn).unwrap()
        };
        for (table, kinds) in [
            (&mut tables.parties, "'Actor', 'Organization', 'Asset'"),
            (&mut tables.events, "'SanctionEvent', 'Incident'"),
            (&mut tables.articles, "'Article'"),
            (&mut tables.places, "'Place'"),
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
        let ends: Vec<(i64, i64, i64, String)> =
            sql::<(BigInt, BigInt, BigInt, Text)>("SELECT id, source_id, target_id, kind FROM relationships")
                .load(conn)
                .unwrap();
        for (id, source, target, kind) in ends {
            tables.relationships.entry(source).or_default().push((target, kind.clone(), true, id));
            tables.relationships.entry(target).or_default().push((source, kind, false, id));
        }
        type Day = Nullable<Date>;
        for dated in [
            "started_earliest, started_latest, ended_earliest, ended_latest FROM relationships",
            "started_earliest, started_latest, ended_earliest, ended_latest FROM events",
            "published_earliest, published_latest, CAST(NULL AS DATE), CAST(NULL AS DATE) FROM articles",
        ] {
            let query = sql::<(BigInt, Day, Day, Day, Day)>(&format!("SELECT id, {dated}"));
            let rows: Vec<(i64, _, _, _, _)> = query.load(conn).unwrap();
            tables.dates.extend(rows.into_iter().map(|(id, a, b, c, d)| (id, [a, b, c, d])));
        }
        for (event, place, _) in select(conn, "id, place_id, title FROM events WHERE place_id IS NOT NULL") {
            tables.places_of.insert(event, place);
        }
        for (place, outer, _) in select(conn, "id, within_id, '' FROM places WHERE within_id IS NOT NULL") {
            tables.outer.insert(place, outer);
        }
        for (place, _, country) in select(conn, "id, id, country FROM places WHERE country IS NOT NULL") {
            tables.countries.insert(place, country);
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
