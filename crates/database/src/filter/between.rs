//! Filters of rows between two entities: a participation is between a party and an event, a mention between a party and
//! an article.

use super::PartyFilter;
use super::prefilter::{Prefilter, few, known};
use crate::conn::Conn;
use crate::error::Result;

/// A filter of rows between a party and another entity, with a filter on each end.
pub trait Between: Prefilter {
    /// The filter on the other entity.
    type Other: Prefilter;

    /// The table of the rows, by the name that the conditions use.
    const ROWS: &'static str;

    /// The columns with the ids of the party and of the other entity.
    const PARTY: &'static str;
    const OTHER: &'static str;

    /// The filters on the party and on the other entity.
    fn ends(&self) -> (&Option<Box<PartyFilter>>, &Option<Box<Self::Other>>);

    fn ends_mut(&mut self) -> (&mut Option<Box<PartyFilter>>, &mut Option<Box<Self::Other>>);

    /// The parties of such rows, if both they and the others are few.
    ///
    /// # Errors
    /// The database's errors.
    fn parties(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let (mut rest, own) = (self.clone(), known(self.ends().1, conn)?);
        if own.is_some() {
            *rest.ends_mut().1 = None;
        }
        let Some(ids) = self.combined().bound(conn, own, Self::bound_others)? else { return Ok(None) };
        few(conn, Self::PARTY, Self::ROWS, rest.conditions().in_ids(Self::OTHER, &ids))
    }

    /// The others of such rows, if both they and the parties are few.
    ///
    /// # Errors
    /// The database's errors.
    fn others(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let (mut rest, own) = (self.clone(), known(self.ends().0, conn)?);
        if own.is_some() {
            *rest.ends_mut().0 = None;
        }
        let Some(ids) = self.combined().bound(conn, own, Self::bound_parties)? else { return Ok(None) };
        few(conn, Self::OTHER, Self::ROWS, rest.conditions().in_ids(Self::PARTY, &ids))
    }

    /// The others that the filter names, if they are few.
    fn bound_others(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let own = known(self.ends().1, conn)?;
        self.combined().bound(conn, own, Self::bound_others)
    }

    /// The parties that the filter names, if they are few.
    fn bound_parties(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let own = known(self.ends().0, conn)?;
        self.combined().bound(conn, own, Self::bound_parties)
    }

    /// Puts ids in place of the filter on one end. Looking up one is enough.
    ///
    /// # Errors
    /// The database's errors.
    fn look_up_an_end(&mut self, conn: &mut Conn) -> Result<()> {
        let (party, other) = self.ends_mut();
        if let Some(ids) = known(party, conn)? {
            *party = Some(Box::new(PartyFilter::of_ids(ids)));
        } else if let Some(ids) = known(other, conn)? {
            *other = Some(Box::new(Self::Other::of_ids(ids)));
        }
        Ok(())
    }
}
