//! The end of an update: what follows from it for other nodes, and what it changed.

use std::collections::BTreeSet;

use chrono::{SubsecRound, Utc};
use diesel::prelude::*;

use super::{Extent, Update, nested};
use crate::error::{Error, Result};
use crate::relation::among;
use crate::revision;
use crate::schema::{datasets, nodes};
use crate::search;
use crate::store::ids::twice;
use crate::store::rows::Rows;
use crate::store::writing::has_change;
use crate::store::{LOOKED_UP, Outcome, count, derived, removals, sanction_periods, tables, uses};

/// The share of the nodes, as a divisor, that is touched before the planner's statistics are outdated.
const OUTDATED: i64 = 20;

impl Update<'_> {
    /// Writes what follows for other nodes, and counts. Also returns whether so much has changed that the planner's
    /// statistics are outdated.
    pub(super) fn finish(mut self) -> Result<(Outcome, bool)> {
        if self.has_failed {
            return Err(Error::Internal("a step of an update failed, and the update went on".to_owned()));
        }
        let loaded = self.loaded();
        if self.extent == Extent::Whole {
            let all: Vec<i64> =
                nodes::table.filter(among("nodes.dataset_id", &loaded)).select(nodes::id).load(self.conn)?;
            self.remove_nodes(all.into_iter().filter(|id| !self.written.contains(id)).collect())?;
        }
        self.refuse_taken()?;
        let moved = uses::settle(self.conn, &loaded, &self.gone)?;
        removals::remember(self.conn, &self.gone)?;
        for number in 0..self.sets.len() {
            let (key, id) = self.dataset(number);
            let unused: Vec<i64> = self.unused.iter().filter(|(user, _)| *user == id).map(|(_, used)| *used).collect();
            uses::refuse_unused(self.conn, (&key, id), &unused)?;
        }
        let outdated = nodes::table.count().get_result::<i64>(self.conn)? / OUTDATED;
        if self.effects.rows > 0 {
            if self.is_large(outdated) {
                self.conn.analyze_unseen(&tables())?;
            }
            self.derive(&moved)?;
        }
        let mut tallies = Vec::new();
        for id in loaded {
            let mut of_set = self.effects.take_tallies(id);
            count(self.conn, id, &mut of_set)?;
            if has_change(&of_set) {
                let now = Utc::now().naive_utc().trunc_subsecs(0);
                diesel::update(datasets::table.find(id)).set(datasets::loaded_at.eq(now)).execute(self.conn)?;
            }
            tallies.push(of_set);
        }
        let revision =
            if self.effects.rows > 0 { revision::raise(self.conn)? } else { revision::version(self.conn)?.revision };
        let is_large = self.is_large(outdated);
        Ok((Outcome { tallies, revision }, is_large))
    }

    /// Whether so much has changed that the planner's statistics are outdated: at least so many nodes are touched.
    fn is_large(&self, outdated: i64) -> bool {
        self.effects.rows > 0 && self.effects.touched.len() as i64 >= outdated
    }

    /// Fails if an event lost a participation or a figure to another, and was not written itself.
    fn refuse_taken(&mut self) -> Result<()> {
        let Some((event, key)) =
            self.taken.iter().find(|(event, _)| !self.written.contains(event) && !self.gone.contains_key(event))
        else {
            return Ok(());
        };
        let home: i64 = nodes::table.find(event).select(nodes::dataset_id).first(self.conn)?;
        let dataset = self.ids.dataset(self.conn, home)?;
        Err(twice(&dataset, key))
    }

    /// Derives what depends on rows of several nodes, for the nodes that have been touched. `moved` are facts that
    /// refer to other nodes than before.
    fn derive(&mut self, moved: &BTreeSet<i64>) -> Result<()> {
        let mut facts = derived::citing(self.conn, &self.effects.articles)?;
        facts.extend(moved);
        for some in derived::with_events(self.conn, &facts)?.chunks(LOOKED_UP) {
            let mut ids = some.to_vec();
            ids.extend(nested(self.conn, some)?.into_iter().map(|(id, ..)| id));
            let stored = Rows::of_nodes(self.conn, &ids)?;
            if !moved.is_empty() {
                self.effects.touched.extend(stored.touched());
            }
            self.apply(&stored, stored.clone(), moved)?;
        }
        let touched = &mut self.effects.touched;
        touched.extend(moved);
        touched.extend(derived::events_of(self.conn, touched)?);
        derived::recount(self.conn, &mut self.effects)?;
        let events: Vec<i64> = self.effects.touched.iter().copied().collect();
        let mut targets: BTreeSet<i64> = self.effects.targets.iter().copied().collect();
        targets.extend(sanction_periods::targets(self.conn, &events)?);
        sanction_periods::derive(self.conn, &targets)?;
        let mut shown = events;
        shown.extend(search::index::showing(self.conn, &self.effects.altered)?);
        search::index::refresh(self.conn, shown)
    }
}
