//! Changing a part of a data set.

use sanad_database::store::{self, Extent};
use sanad_database::{Conn, Error, Result};
use sanad_model::Key;

use super::{Changes, set, write, write_head};
use crate::batch::Batch;
use crate::bodies::Bodies;
use crate::records::Dataset;

/// A change of a data set in a transaction that has begun.
pub struct Update<'c> {
    store: store::Update<'c>,
    dataset: Key,
}

/// Changes a part of a data set in one transaction: what `change` does not name stays. `head` has the data set itself;
/// its records do not count. A data set that does not exist is created. Afterwards the database is as
/// [`load_all`](super::load_all) would leave it for the data set that results, except for ids.
///
/// If nothing differs, nothing is written, and the revision and the time of loading stay. Readers see the old state until
/// the transaction commits.
///
/// # Errors
/// The errors of `change`; `Load` when a used data set is missing, or when a removed record is still referred to. On any
/// error the database stays unchanged, also when `change` passes over an error of [`Update`].
pub fn update<T, E: From<Error>>(
    conn: &mut Conn,
    head: &Dataset,
    change: impl FnOnce(&mut Update<'_>) -> Result<T, E>,
) -> Result<(Changes, T), E> {
    let (mut outcome, value) = store::update(conn, &[set(head)], Extent::Part, |mut store| {
        store.assign(0, &[])?;
        write_head(&mut store, 0, head)?;
        let mut update = Update { store, dataset: head.key.clone() };
        let value = change(&mut update)?;
        Ok::<_, E>((update.store, value))
    })?;
    let tallies = outcome.tallies.pop().unwrap_or_default();
    Ok((Changes::new(&head.key, tallies, outcome.revision), value))
}

impl Update<'_> {
    /// Adds new records of the data set, and replaces the stored ones of the same keys. They may refer to each other, to
    /// every stored record of the data set, and to those of the data sets that it uses. The title and the like of
    /// `records` do not count.
    ///
    /// An event is replaced with its participations and figures. A record of another kind is a new one, but references
    /// to a party lead to the new party from then on.
    ///
    /// # Errors
    /// `Load` when a key occurs twice or belongs to another data set, when a referenced record is missing, or when a
    /// cited paragraph does not exist in the stored body of its article.
    pub fn put(&mut self, records: &Dataset) -> Result<()> {
        if records.key != self.dataset {
            let reason = format!("these are records of `{}`: expected those of `{}`", records.key, self.dataset);
            return Err(Error::Load { dataset: self.dataset.to_string(), reason });
        }
        let batch = Batch::of(records);
        self.store.forget();
        self.store.assign(0, &batch.nodes())?;
        write(&mut self.store, 0, (&self.dataset, batch), &Bodies::default())
    }

    /// Removes records. Whatever refers to one of them has to be removed or replaced in the same update.
    ///
    /// # Errors
    /// `Load` when the data set has no record of one of the keys.
    pub fn remove(&mut self, keys: &[Key]) -> Result<()> {
        self.store.remove(0, keys)
    }

    /// The connection, for other tables that change in the same transaction.
    pub fn conn(&mut self) -> &mut Conn {
        self.store.conn()
    }
}
