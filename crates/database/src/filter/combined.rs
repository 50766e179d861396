//! Combinations of filters of one entity: all of them, at least one of them, or not.
//!
//! A combination is on the same row as the filter that it is in. So its conditions are those of its filters, in one
//! statement and without a subquery. Under `not`, a condition that is NULL counts as not met.

use sanad_base::work::few;

use super::Prefilter;
use super::prefilter::{FEW, Selected, shared};
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;

/// Filters that a row has to meet as well. Each part that is present has to be met.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Combined<F> {
    /// All of them are met.
    pub and: Vec<F>,
    /// At least one of them is met; none is in an empty list.
    pub or: Option<Vec<F>>,
    /// It is not met.
    pub not: Option<Box<F>>,
}

impl<F> Default for Combined<F> {
    fn default() -> Self {
        Self { and: Vec::new(), or: None, not: None }
    }
}

impl<F> Combined<F> {
    /// Whether there is any filter.
    pub fn is_asked(&self) -> bool {
        !self.and.is_empty() || self.or.is_some() || self.not.is_some()
    }

    /// The ids of related rows that all matching rows lead to, if they are few. `own` are those that the filter's own
    /// conditions lead to, and `each` gives those of a filter in the combination. `not` leads nowhere.
    pub fn bound(
        &self,
        conn: &mut Conn,
        own: Option<Vec<i64>>,
        each: impl Fn(&F, &mut Conn) -> Result<Option<Vec<i64>>>,
    ) -> Result<Option<Vec<i64>>> {
        let mut ids = own;
        for filter in few(&self.and) {
            ids = shared(ids, each(filter, conn)?);
        }
        let Some(either) = &self.or else { return Ok(ids) };
        let mut any = Vec::new();
        for filter in few(either) {
            let Some(found) = each(filter, conn)? else { return Ok(ids) };
            any.extend(found);
        }
        Ok(shared(ids, distinct(any)))
    }
}

impl<F: Prefilter> Combined<F> {
    /// Removes the filters that few rows meet, and returns the ids of these rows. Filters that have to stay are
    /// prefiltered themselves.
    pub fn prefilter(&mut self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let mut ids = None;
        for filter in few(std::mem::take(&mut self.and)) {
            match filter.selected(conn)? {
                Selected::Few(found) => ids = shared(ids, Some(found)),
                Selected::Many(filter) => self.and.push(filter),
            }
        }
        if let Some(either) = self.or.take() {
            let (mut any, mut are_few, mut kept) = (Vec::new(), true, Vec::new());
            for filter in few(either) {
                match filter.selected(conn)? {
                    Selected::Few(found) => {
                        any.extend(found.iter().copied());
                        kept.push(F::of_ids(found));
                    }
                    Selected::Many(filter) => {
                        are_few = false;
                        kept.push(filter);
                    }
                }
            }
            match distinct(any).filter(|_| are_few) {
                Some(any) => ids = shared(ids, Some(any)),
                None => self.or = Some(kept),
            }
        }
        if let Some(filter) = self.not.take() {
            self.not = Some(Box::new(match filter.selected(conn)? {
                Selected::Few(found) => F::of_ids(found),
                Selected::Many(filter) => filter,
            }));
        }
        Ok(ids)
    }
}

/// The ids, each once, unless they are many.
fn distinct(mut ids: Vec<i64>) -> Option<Vec<i64>> {
    ids.sort_unstable();
    ids.dedup();
    Some(ids).filter(|ids| ids.len() <= FEW)
}

impl Conditions {
    /// Adds the filters of a combination. `conditions` gives those of one filter, on the same row.
    #[must_use]
    pub fn combined<F>(self, asked: &Combined<F>, conditions: impl Fn(&F) -> Self) -> Self {
        let all = asked.and.iter().fold(self, |all, filter| all.and_all(conditions(filter)));
        all.and_for(&asked.or, |outer, either| outer.and_any(either.iter().map(&conditions)))
            .and_for(&asked.not, |outer, filter| outer.and_not(conditions(filter)))
    }
}
