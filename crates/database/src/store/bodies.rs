//! The bodies of a data set's articles: compares the given with the stored ones.

use std::collections::{BTreeMap, HashMap};

use diesel::prelude::*;
use sanad_model::{Body, Key};

use super::Counted;
use super::difference::{Homes, TalliesOfSets};
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
    /// The articles that are removed with their bodies.
    removed: Vec<i64>,
}

impl<'a> Bodies<'a> {
    /// Compares the given bodies with the stored ones of these data sets. An article that is given no body keeps the
    /// stored one.
    pub fn compare(conn: &mut Conn, datasets: &[i64], ids: &Ids, given: &'a BTreeMap<Key, Body>) -> Result<Self> {
        let given: BTreeMap<i64, &Body> =
            given.iter().map(|(key, body)| Ok((ids.of_body(key)?, body))).collect::<Result<_>>()?;
        let mut stored = Vec::new();
        for id in datasets {
            stored.extend(stored_of(conn, *id)?);
        }
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
        Ok(Self { lengths, new: new.into_iter().collect(), changed, removed: gone })
    }

    /// Writes new and changed bodies, and counts all. The articles have to be stored already.
    pub fn write(&self, conn: &mut Conn, homes: &Homes, tallies: &mut TalliesOfSets) -> Result<()> {
        for (id, body) in &self.new {
            let row = (article_bodies::article_id.eq(id), article_bodies::body.eq(body.text()));
            diesel::insert_into(article_bodies::table).values(row).execute(conn)?;
        }
        for (id, body) in &self.changed {
            let body = article_bodies::body.eq(body.text());
            diesel::update(article_bodies::table.find(id)).set(body).execute(conn)?;
        }
        for article in self.lengths.keys() {
            tallies.tally(homes.now(*article), Counted::Body).now += 1;
        }
        for (article, _) in &self.new {
            tallies.tally(homes.now(*article), Counted::Body).added += 1;
        }
        for (article, _) in &self.changed {
            tallies.tally(homes.now(*article), Counted::Body).changed += 1;
        }
        for article in &self.removed {
            tallies.tally(homes.before(*article), Counted::Body).removed += 1;
        }
        Ok(())
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
