//! Storing a data set that is too large to be held at once, part by part, in a database that holds nothing else.

use chrono::{SubsecRound, Utc};
use diesel::connection::SimpleConnection;
use diesel::dsl::exists;
use diesel::prelude::*;
use sanad_model::{Key, NodeKind};

use super::difference::Writing;
use super::{Ids, Outcome, Rows, Tallies, analyze, refused};
use crate::conn::Conn;
use crate::error::Result;
use crate::revision;
use crate::schema::nodes;
use crate::search;

/// A data set that is being stored. Each part is a transaction of its own, so that readers see the parts that are
/// there; what is left off before [`Appending::finish`] stays as far as it has come.
pub struct Appending<'a> {
    conn: &'a mut Conn,
    ids: Ids,
    tallies: Tallies,
}

impl<'a> Appending<'a> {
    /// Makes ready to store the data set.
    ///
    /// # Errors
    /// `Load` when the database holds any data.
    pub fn begin(conn: &'a mut Conn, dataset: &Key) -> Result<Self> {
        if diesel::select(exists(nodes::table.select(nodes::id))).get_result(conn)? {
            return Err(refused(dataset, "the database holds data already: expected one without".to_owned()));
        }
        let ids = Ids::assign(conn, dataset, &[], &Rows::default())?;
        Ok(Self { conn, ids, tallies: Tallies::new() })
    }

    /// Stores a part. Its records get the next ids in their order; its rows may name them and those of earlier parts.
    ///
    /// # Errors
    /// `Load` when a key is given twice; what `rows` fails with; what the database refuses. Then nothing of the part is
    /// stored.
    pub fn append(&mut self, records: &[(&Key, NodeKind)], rows: impl FnOnce(&mut Ids) -> Result<Rows>) -> Result<()> {
        self.ids.add(records)?;
        let mut rows = rows(&mut self.ids)?;
        let now = Utc::now().naive_utc().trunc_subsecs(0);
        rows.datasets.iter_mut().for_each(|row| row.loaded_at = now);
        let tallies = self.conn.write(|conn| {
            let mut writing = Writing::begin(conn, &[], &rows.nodes)?;
            rows.replace(&Rows::default(), &mut writing)?;
            writing.finish()
        })?;
        for (counted, tally) in tallies {
            let all = self.tallies.entry(counted).or_default();
            all.now += tally.now;
            all.added += tally.added;
        }
        Ok(())
    }

    /// Ends with what takes all parts, and raises the revision.
    ///
    /// # Errors
    /// What the database refuses.
    pub fn finish(self) -> Result<Outcome> {
        let revision = self.conn.write(|conn| {
            count_links_of_parties(conn)?;
            search::index::refresh(conn, None)?;
            revision::raise(conn)
        })?;
        analyze(self.conn);
        Ok(Outcome { tallies: self.tallies, revision })
    }
}

/// Tells each party how many links start from it: they came after it.
fn count_links_of_parties(conn: &mut Conn) -> Result<()> {
    conn.batch_execute(
        "UPDATE nodes SET degree = (SELECT count(*) FROM links WHERE links.node_id = nodes.id) \
         WHERE kind IN ('Actor', 'Organization')",
    )?;
    Ok(())
}
