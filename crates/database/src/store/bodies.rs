//! The bodies of a data set's articles: compares the given with the stored ones.

use std::collections::{BTreeMap, HashMap};

use diesel::prelude::*;
use sanad_model::{Body, Key};

use super::difference::Tally;
use super::ids::Ids;
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;
use crate::relation::among;
use crate::schema::article_bodies;

/// The number of bodies that are read, and so in memory, at a time.
const BULK: usize = 50;

/// The number of paragraphs of each body, by article id. Articles without a body are missing.
pub type Lengths = HashMap<i64, usize>;

/// The changes that a load makes to the bodies of a data set.
pub(super) struct Bodies<'a> {
    /// The lengths after the load.
    pub lengths: Lengths,
    new: Vec<(i64, &'a Body)>,
    changed: Vec<(i64, &'a Body)>,
    /// The number of bodies that are removed with their articles.
    removed: usize,
}

impl<'a> Bodies<'a> {
    /// An article that is given no body keeps the stored one.
    pub fn compare(
        conn: &mut Conn,
        dataset_id: Option<i64>,
        ids: &Ids,
        given: &'a BTreeMap<Key, Body>,
    ) -> Result<Self> {
        let given: BTreeMap<i64, &Body> =
            given.iter().map(|(key, body)| Ok((ids.of(key)?.id, body))).collect::<Result<_>>()?;
        let stored = match dataset_id {
            Some(id) => stored_of(conn, id)?,
            None => Vec::new(),
        };
        let articles = ids.articles();
        let (left, gone): (Vec<i64>, Vec<i64>) = stored.into_iter().partition(|id| articles.contains(id));
        let mut lengths: Lengths = given.iter().map(|(id, body)| (*id, body.paragraphs())).collect();
        let mut new = given.clone();
        let mut changed = Vec::new();
        for some in left.chunks(BULK) {
            let texts: Vec<(i64, String)> =
                article_bodies::table.filter(among("article_bodies.article_id", some)).load(conn)?;
            for (id, text) in texts {
                match new.remove(&id) {
                    Some(body) if body.text() != text => changed.push((id, body)),
                    Some(_) => {}
                    None => {
                        lengths.insert(id, Body::new(&text).paragraphs());
                    }
                }
            }
        }
        Ok(Self { lengths, new: new.into_iter().collect(), changed, removed: gone.len() })
    }

    /// Writes new and changed bodies. The articles have to be stored already.
    pub fn write(&self, conn: &mut Conn) -> Result<Tally> {
        for (id, body) in &self.new {
            let row = (article_bodies::article_id.eq(id), article_bodies::body.eq(body.text()));
            diesel::insert_into(article_bodies::table).values(row).execute(conn)?;
        }
        for (id, body) in &self.changed {
            let body = article_bodies::body.eq(body.text());
            diesel::update(article_bodies::table.find(id)).set(body).execute(conn)?;
        }
        let (added, changed) = (self.new.len(), self.changed.len());
        Ok(Tally { now: self.lengths.len(), added, changed, removed: self.removed })
    }
}

/// The articles of a data set that have a body.
fn stored_of(conn: &mut Conn, dataset_id: i64) -> Result<Vec<i64>> {
    // There may be few bodies and many nodes, so each body looks up its own node.
    let of_dataset =
        "EXISTS (SELECT 1 FROM nodes AS own WHERE own.id = article_bodies.article_id AND own.dataset_id = ?)";
    let articles = article_bodies::table
        .filter(Conditions::default().and(of_dataset, [dataset_id]))
        .select(article_bodies::article_id)
        .load(conn)?;
    Ok(articles)
}
