//! Filters of relationships of parties to places.

use sanad_model::{NodeKind, NodeName, PlaceRelationshipKind};

use super::period::{Period, Times};
use super::prefilter::{Prefilter, look_up};
use super::{Combined, FactFilter, Filter, PlaceFilter};
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;
use crate::source::place_relationship::TABLES;

/// Which place relationships are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct PlaceRelationshipFilter {
    /// Ids of place relationships that were looked up before.
    pub ids: Option<Vec<i64>>,
    pub kinds: Option<Vec<PlaceRelationshipKind>>,
    /// Parties.
    pub parties: Option<Vec<NodeName>>,
    pub places: Option<Vec<NodeName>>,
    /// The place that it leads to.
    pub place: Option<Box<PlaceFilter>>,
    pub datasets: Option<Vec<NodeName>>,
    pub period: Period,
    pub facts: FactFilter,
    pub combined: Combined<Self>,
}

impl Filter for PlaceRelationshipFilter {
    const TABLES: &'static str = TABLES;
    const ID: &'static str = "place_relationships.id";

    fn own(&self) -> Conditions {
        Conditions::default()
            .of_place_relationships(&self.kinds, &self.facts)
            .and_for(&self.ids, |conditions, ids| conditions.in_ids("place_relationships.id", ids))
            .naming("place_relationships.party_id", &self.parties)
            .naming("place_relationships.place_id", &self.places)
            .of_place("place_relationships.place_id", &self.place)
            .of_datasets(&self.datasets)
            .in_period(&self.period, Times::Relationships("place_relationships"))
    }

    fn combined(&self) -> &Combined<Self> {
        &self.combined
    }
}

impl Conditions {
    /// Adds the conditions on the kind and on the fact.
    #[must_use]
    pub fn of_place_relationships(self, kinds: &Option<Vec<PlaceRelationshipKind>>, facts: &FactFilter) -> Self {
        self.one_of("place_relationships.kind", kinds).of_facts(facts).held_on("place_relationships", facts.as_of)
    }
}

impl Prefilter for PlaceRelationshipFilter {
    fn ids(&mut self) -> &mut Option<Vec<i64>> {
        &mut self.ids
    }

    fn combined_mut(&mut self) -> &mut Combined<Self> {
        &mut self.combined
    }

    fn prefilter_own(&mut self, conn: &mut Conn) -> Result<()> {
        self.ids = self.facts.known(conn, &[NodeKind::PlaceRelationship])?;
        look_up(&mut self.place, conn)
    }

    fn is_led_to(&self) -> bool {
        let is_named = self.parties.is_some()
            || self.places.is_some()
            || self.place.as_ref().is_some_and(|place| place.ids.is_some());
        self.ids.is_some() || is_named && !self.combined.is_asked()
    }
}
