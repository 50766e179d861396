//! Stores a data set that is too large for memory, batch by batch, in an empty database.

use chrono::{SubsecRound, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use sanad_model::{Key, NodeKind};

use super::difference::Writing;
use super::{Ids, Rows, Set, Tallies, analyze, refused, sanction_periods, uses};
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;
use crate::fragment::Statement;
use crate::revision;
use crate::schema::nodes;
use crate::search;

/// A data set that is being stored. Each batch is a transaction of its own, so readers see the batches stored so far.
/// Without [`BatchLoad::finish`], the batches stay as they are.
pub struct BatchLoad<'a> {
    conn: &'a mut Conn,
    ids: Ids,
    tallies: Tallies,
}

impl<'a> BatchLoad<'a> {
    /// Prepares to store the data set.
    ///
    /// # Errors
    /// `Load` when the database holds any data, or when the data set uses others.
    pub fn begin(conn: &'a mut Conn, dataset: &Key, uses: &[Key]) -> Result<Self> {
        if diesel::select(exists(nodes::table.select(nodes::id))).get_result(conn)? {
            return Err(refused(dataset, "the database holds data already: expected an empty database".to_owned()));
        }
        let set = Set { key: dataset, uses, records: Vec::new() };
        let used = uses::check(conn, std::slice::from_ref(&set))?;
        let ids = Ids::assign(conn, &[set], &used, &Rows::default())?;
        Ok(Self { conn, ids, tallies: Tallies::new() })
    }

    /// Stores a batch. Its records get the next ids in their order; its rows may refer to them and to records of
    /// earlier batches.
    ///
    /// # Errors
    /// `Load` when a key occurs twice; the errors of `rows` and of the database. Then nothing of the batch is stored.
    pub fn append(&mut self, records: &[(&Key, NodeKind)], rows: impl FnOnce(&mut Ids) -> Result<Rows>) -> Result<()> {
        self.ids.add(records)?;
        let mut rows = rows(&mut self.ids)?;
        let now = Utc::now().naive_utc().trunc_subsecs(0);
        rows.datasets.iter_mut().for_each(|row| row.loaded_at = now);
        let (_, tallies) = self.conn.write(|conn| {
            let mut writing = Writing::begin(conn, &[], &rows.nodes)?;
            rows.replace(&Rows::default(), &mut writing)?;
            writing.finish()
        })?;
        for (counted, tally) in tallies.into_all() {
            let all = self.tallies.entry(counted).or_default();
            all.now += tally.now;
            all.added += tally.added;
        }
        Ok(())
    }

    /// Derives what needs all batches, and raises the revision. Returns the tallies and the revision.
    ///
    /// # Errors
    /// The database's errors.
    pub fn finish(self) -> Result<(Tallies, i64)> {
        let revision = self.conn.write(|conn| {
            count_links_of_parties(conn)?;
            sanction_periods::derive_all(conn)?;
            search::index::refresh(conn, None)?;
            revision::raise(conn)
        })?;
        analyze(self.conn);
        Ok((self.tallies, revision))
    }
}

/// Sets the degree of each party, because the links were stored after it.
fn count_links_of_parties(conn: &mut Conn) -> Result<()> {
    let counted = Statement::<()>::new(
        "UPDATE nodes SET degree = (SELECT count(*) FROM links WHERE links.node_id = nodes.id) WHERE ",
    );
    counted.meeting(Conditions::default().of_party_kinds(&[])).execute(conn)?;
    Ok(())
}
