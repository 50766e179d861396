//! The bodies of articles.

use std::collections::HashMap;

use diesel::prelude::*;
use sanad_model::Body;

use super::LOOKED_UP;
use super::rows::Node;
use super::writing::{Counted, Effects};
use crate::conn::Conn;
use crate::error::Result;
use crate::relation::among;
use crate::schema::{article_bodies, nodes};

/// The number of bodies that are read, and so in memory, at a time.
const IN_MEMORY: usize = 50;

/// The number of paragraphs of each body, by article id. Articles without a body are missing.
pub type Lengths = HashMap<i64, usize>;

/// The lengths of the stored bodies of these articles.
pub(super) fn lengths(conn: &mut Conn, articles: &[i64]) -> Result<Lengths> {
    let mut lengths = Lengths::new();
    for some in with_body(conn, articles)?.chunks(IN_MEMORY) {
        let texts: Vec<(i64, String)> =
            article_bodies::table.filter(among("article_bodies.article_id", some)).load(conn)?;
        lengths.extend(texts.into_iter().map(|(id, text)| (id, Body::new(&text).paragraphs())));
    }
    Ok(lengths)
}

/// Stores bodies of articles that are stored. An article that is given no body keeps the one it has.
pub(super) fn write(conn: &mut Conn, effects: &mut Effects, given: Vec<(i64, &Body)>) -> Result<()> {
    for some in given.chunks(IN_MEMORY) {
        let ids: Vec<i64> = some.iter().map(|(id, _)| *id).collect();
        let stored = article_bodies::table.filter(among("article_bodies.article_id", &ids));
        let stored: HashMap<i64, String> = stored.load::<(i64, String)>(conn)?.into_iter().collect();
        let homes = nodes::table.filter(among("nodes.id", &ids)).select((nodes::id, nodes::dataset_id));
        let homes: HashMap<i64, i64> = homes.load::<(i64, i64)>(conn)?.into_iter().collect();
        for (id, body) in some {
            let Some(home) = homes.get(id) else { continue };
            let tally = effects.tally(*home, Counted::Body);
            match stored.get(id) {
                Some(before) if before == body.text() => continue,
                Some(_) => {
                    let text = article_bodies::body.eq(body.text());
                    diesel::update(article_bodies::table.find(id)).set(text).execute(conn)?;
                    tally.changed += 1;
                }
                None => {
                    let row = (article_bodies::article_id.eq(id), article_bodies::body.eq(body.text()));
                    diesel::insert_into(article_bodies::table).values(row).execute(conn)?;
                    tally.added += 1;
                }
            }
            effects.rows += 1;
            effects.touched.insert(*id);
        }
    }
    Ok(())
}

/// Counts the bodies of nodes that are about to be removed.
pub(super) fn count_removed(conn: &mut Conn, effects: &mut Effects, removed: &[Node]) -> Result<()> {
    let homes: HashMap<i64, i64> = removed.iter().map(|node| (node.id, node.dataset_id)).collect();
    let ids: Vec<i64> = homes.keys().copied().collect();
    for id in with_body(conn, &ids)? {
        if let Some(home) = homes.get(&id) {
            effects.tally(*home, Counted::Body).removed += 1;
        }
    }
    Ok(())
}

/// Those of the articles that have a body.
fn with_body(conn: &mut Conn, articles: &[i64]) -> Result<Vec<i64>> {
    let mut found = Vec::new();
    for some in articles.chunks(LOOKED_UP) {
        let stored = article_bodies::table.filter(among("article_bodies.article_id", some));
        found.extend(stored.select(article_bodies::article_id).load::<i64>(conn)?);
    }
    Ok(found)
}
