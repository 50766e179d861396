//! What imports of lists have to know of the editions before. The rows change in the transaction of the import.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::prelude::*;
use sanad_model::Key;

use super::BULK;
use crate::condition::Conditions;
use crate::conn::{Conn, on_each};
use crate::error::{Error, Result};
use crate::relation::among;
use crate::schema::{list_editions, list_entries, nodes};

/// An edition that was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedEdition {
    /// The list that it is of.
    pub list: String,
    /// The key of its article.
    pub article: Key,
    pub day: NaiveDate,
    /// The moment in universal time, where the list gives one.
    pub moment: Option<String>,
    /// The format of the editions so far.
    pub format: Option<String>,
    /// The version of the rules by which it was read.
    pub reading: i64,
    /// The personal data that was left out.
    pub without: String,
}

/// The editions of a list that were imported, in the order in which they were.
///
/// # Errors
/// The database's errors.
pub fn editions(conn: &mut Conn, list: &str) -> Result<Vec<ImportedEdition>> {
    type Row = (String, NaiveDate, Option<String>, Option<String>, i64, String);
    let rows: Vec<Row> = list_editions::table
        .inner_join(nodes::table)
        .filter(list_editions::list.eq(list))
        .order(list_editions::article_id)
        .select((
            nodes::key,
            list_editions::day,
            list_editions::moment,
            list_editions::format,
            list_editions::reading,
            list_editions::without,
        ))
        .load(conn)?;
    let edition = |(article, day, moment, format, reading, without): Row| {
        let article = article.parse().map_err(|error| Error::Internal(format!("{error}")))?;
        Ok(ImportedEdition { list: list.to_owned(), article, day, moment, format, reading, without })
    };
    rows.into_iter().map(edition).collect()
}

/// The entries of a list that were ever imported: the keys of their parties, and what was known of each.
///
/// # Errors
/// The database's errors.
pub fn entries(conn: &mut Conn, list: &str) -> Result<Vec<(String, String)>> {
    Ok(list_entries::table
        .inner_join(nodes::table)
        .filter(list_entries::list.eq(list))
        .select((nodes::key, list_entries::state))
        .load(conn)?)
}

/// Notes an edition. Its article has to be stored.
///
/// # Errors
/// `Internal` when the article is not there; the database's errors.
pub fn put_edition(conn: &mut Conn, edition: &ImportedEdition) -> Result<()> {
    let ids = ids_of(conn, &[edition.article.as_str()])?;
    let article_id = id_in(&ids, edition.article.as_str())?;
    let row = (
        list_editions::article_id.eq(article_id),
        list_editions::list.eq(&edition.list),
        list_editions::day.eq(edition.day),
        list_editions::moment.eq(&edition.moment),
        list_editions::format.eq(&edition.format),
        list_editions::reading.eq(edition.reading),
        list_editions::without.eq(&edition.without),
    );
    diesel::insert_into(list_editions::table).values(row).execute(conn)?;
    Ok(())
}

/// Notes what is known of entries of a list now, in place of what was known of them. Their parties have to be stored.
///
/// # Errors
/// `Internal` when a party is not there; the database's errors.
pub fn put_entries(conn: &mut Conn, list: &str, entries: &[(String, String)]) -> Result<()> {
    for some in entries.chunks(BULK) {
        let ids = ids_of(conn, &some.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>())?;
        let parties: Vec<i64> = some.iter().map(|(key, _)| id_in(&ids, key)).collect::<Result<_>>()?;
        let earlier = among("list_entries.party_id", &parties).and("list_entries.list = ?", [list.to_owned()]);
        diesel::delete(list_entries::table.filter(earlier)).execute(conn)?;
        let rows: Vec<_> = some
            .iter()
            .zip(&parties)
            .map(|((_, state), party)| {
                (list_entries::list.eq(list), list_entries::party_id.eq(*party), list_entries::state.eq(state))
            })
            .collect();
        on_each!(conn, |one| diesel::insert_into(list_entries::table).values(rows).execute(one))?;
    }
    Ok(())
}

/// Which of the keys records have.
///
/// # Errors
/// The database's errors.
pub fn stored_keys(conn: &mut Conn, keys: &[&str]) -> Result<HashSet<String>> {
    let mut stored = HashSet::new();
    for some in keys.chunks(BULK) {
        stored.extend(ids_of(conn, some)?.into_keys());
    }
    Ok(stored)
}

fn ids_of(conn: &mut Conn, keys: &[&str]) -> Result<HashMap<String, i64>> {
    let named = Conditions::default().one_of("nodes.key", &Some(keys.to_vec()));
    Ok(nodes::table.filter(named).select((nodes::key, nodes::id)).load(conn)?.into_iter().collect())
}

fn id_in(ids: &HashMap<String, i64>, key: &str) -> Result<i64> {
    ids.get(key).copied().ok_or_else(|| Error::Internal(format!("no record has the key {key}")))
}
