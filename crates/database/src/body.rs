//! The full texts of articles. One may have half a megabyte: they are read in batches, and no more of them is kept than
//! is needed.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use sanad_base::work::{few, hold_text, in_time};
use sanad_model::Body;

use super::condition::Conditions;
use super::conn::Conn;
use super::fragment::Fragment;
use super::relation::{One, Relation, among};
use super::rows::Rows;
use super::schema::{article_bodies, evidence, mentions};
use super::text::JsonList;
use crate::error::Result;

/// The number of bytes of bodies that are read at a time, unless a single one is longer.
const PIECE: i64 = 4 << 20;

/// Reads bodies in the order of their articles' ids and calls `visit` with each. Only some of them are in memory at a
/// time.
pub(super) fn each_body(
    conn: &mut Conn,
    of_articles: Conditions,
    mut visit: impl FnMut(i64, String) -> Result<()>,
) -> Result<()> {
    for ids in few(pieces(lengths(conn, of_articles)?)) {
        let bodies: Vec<(i64, String)> = article_bodies::table
            .filter(among("article_bodies.article_id", &ids))
            .order(article_bodies::article_id)
            .rows(conn)?;
        for (article, text) in in_time(bodies) {
            visit(article, text)?;
        }
    }
    Ok(())
}

/// The articles that have a body, each with its length in bytes.
fn lengths(conn: &mut Conn, of_articles: Conditions) -> Result<Vec<(i64, i64)>> {
    article_bodies::table
        .filter(of_articles)
        .order(article_bodies::article_id)
        // Both databases know the length without reading the text.
        .select((
            article_bodies::article_id,
            Fragment::<BigInt>::new("CAST(octet_length(article_bodies.body) AS BIGINT)"),
        ))
        .rows(conn)
}

/// Groups bodies into batches.
fn pieces(lengths: Vec<(i64, i64)>) -> Vec<Vec<i64>> {
    let mut pieces: Vec<Vec<i64>> = Vec::new();
    let mut room = 0;
    for (article, length) in in_time(lengths) {
        room -= length;
        match pieces.last_mut() {
            Some(piece) if room >= 0 => piece.push(article),
            _ => {
                pieces.push(vec![article]);
                room = PIECE - length;
            }
        }
    }
    pieces
}

/// From an article's id to its full text, if it is loaded.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BodyOf;

impl Relation for BodyOf {
    type Value = One<Body>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let mut bodies = HashMap::new();
        each_body(conn, among("article_bodies.article_id", parents), |article, text| {
            hold_text(text.len())?;
            bodies.insert(article, Some(Arc::new(Body::new(&text))));
            Ok(())
        })?;
        Ok(bodies)
    }
}

/// The kinds of rows that cite paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Citing {
    Evidence,
    Mention,
}

/// From evidence or a mention to the paragraphs that it cites, in their order; none if the body is not loaded.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ExcerptsOf(pub Citing);

/// The paragraphs of an article that one of the parents cites.
struct Citation {
    parent: i64,
    article: i64,
    paragraphs: Vec<i32>,
}

impl ExcerptsOf {
    fn citations(&self, conn: &mut Conn, parents: &[i64]) -> Result<Vec<Citation>> {
        let rows: Vec<(i64, i64, JsonList<i32>)> = match self.0 {
            Citing::Evidence => evidence::table
                .filter(among("evidence.id", parents))
                .select((evidence::id, evidence::article_id, evidence::paragraphs))
                .rows(conn)?,
            Citing::Mention => mentions::table
                .filter(among("mentions.id", parents))
                .select((mentions::id, mentions::article_id, mentions::paragraphs))
                .rows(conn)?,
        };
        let citation = |(parent, article, JsonList(paragraphs))| Citation { parent, article, paragraphs };
        Ok(in_time(rows).map(citation).collect())
    }
}

impl Relation for ExcerptsOf {
    type Value = Vec<String>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let mut citing: HashMap<i64, Vec<Citation>> = HashMap::new();
        for citation in in_time(self.citations(conn, parents)?) {
            citing.entry(citation.article).or_default().push(citation);
        }
        let mut articles: Vec<i64> = citing.keys().copied().collect();
        articles.sort_unstable();
        let mut excerpts = HashMap::new();
        if articles.is_empty() {
            return Ok(excerpts);
        }
        each_body(conn, among("article_bodies.article_id", &articles), |article, text| {
            let body = Body::new(&text);
            for Citation { parent, paragraphs, .. } in in_time(citing.remove(&article).unwrap_or_default()) {
                let numbers = paragraphs.iter().filter_map(|number| usize::try_from(*number).ok());
                let cited: Vec<&str> = in_time(numbers).filter_map(|number| body.paragraph(number)).collect();
                hold_text(cited.iter().map(|paragraph| paragraph.len()).sum())?;
                excerpts.insert(parent, cited.into_iter().map(str::to_owned).collect());
            }
            Ok(())
        })?;
        Ok(excerpts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_piece_is_longer_than_it_may_be() {
        let lengths = vec![(1, PIECE / 2), (2, PIECE / 2), (3, 1), (4, 2 * PIECE), (5, PIECE), (6, 0), (7, 1)];
        assert_eq!(pieces(lengths), [vec![1, 2], vec![3], vec![4], vec![5, 6], vec![7]]);
        assert!(pieces(Vec::new()).is_empty());
    }
}
