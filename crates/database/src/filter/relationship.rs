//! Filters of relationships, alone and as a party has them.

use sanad_base::work;
use sanad_model::{Direction, NodeKind, NodeName, RelationshipKind, Vocabulary};

use super::period::{Period, Times};
use super::prefilter::{Prefilter, Selected, few, known};
use super::{Combined, FactFilter, Filter, PartyFilter};
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;
use crate::source::relationship::TABLES;

/// Links, by the name that the conditions use.
pub(super) const LINK: &str = "links AS link";

/// Which relationships are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct RelationshipFilter {
    /// Ids of relationships that were looked up before.
    pub ids: Option<Vec<i64>>,
    pub kinds: Option<Vec<RelationshipKind>>,
    /// Parties at either end.
    pub parties: Option<Vec<NodeName>>,
    pub sources: Option<Vec<NodeName>>,
    pub targets: Option<Vec<NodeName>>,
    /// Conditions on the parties at its ends.
    pub source: Option<Box<PartyFilter>>,
    pub target: Option<Box<PartyFilter>>,
    pub datasets: Option<Vec<NodeName>>,
    pub period: Period,
    pub facts: FactFilter,
    pub combined: Combined<Self>,
}

impl Filter for RelationshipFilter {
    const TABLES: &'static str = TABLES;
    const ID: &'static str = "relationships.id";

    fn own(&self) -> Conditions {
        Conditions::default()
            .one_of("relationships.kind", &self.kinds)
            .and_for(&self.ids, |conditions, ids| conditions.in_ids("relationships.id", ids))
            .leading(&self.sources, &self.targets)
            .and_for(&self.parties, |conditions, _| {
                let at = |end: &str| Conditions::default().naming(end, &self.parties);
                conditions.and_any([at("relationships.source_id"), at("relationships.target_id")])
            })
            .of_datasets(&self.datasets)
            .in_period(&self.period, Times::Relationships("relationships"))
            .of_facts(&self.facts)
            .held_on("relationships", self.facts.as_of)
            .between(&self.source, &self.target)
    }

    fn combined(&self) -> &Combined<Self> {
        &self.combined
    }
}

/// Which relationships of a party are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SeenRelationshipFilter {
    pub kinds: Option<Vec<RelationshipKind>>,
    /// The direction as seen from the party.
    pub direction: Direction,
    /// Conditions on the other party.
    pub other: Option<Box<PartyFilter>>,
    pub period: Period,
    pub facts: FactFilter,
    pub combined: Combined<Self>,
}

/// At which end of a link the party is that has the relationship.
#[derive(Clone, Copy)]
pub(super) enum Party {
    AtNode,
    AtOther,
}

impl SeenRelationshipFilter {
    /// Conditions on `link`, with the party at this end.
    pub(super) fn conditions(&self, party: Party) -> Conditions {
        let (direction, other) = match party {
            Party::AtNode => (self.direction, "link.other_id"),
            Party::AtOther => (self.direction.reversed(), "link.node_id"),
        };
        let ways = match direction {
            Direction::Any => None,
            direction => Some(vec![direction, Direction::Any]),
        };
        Conditions::default()
            .and::<i64>("link.event_id IS NULL", [])
            .one_of("link.kind", &self.kinds)
            .one_of("link.direction", &ways)
            .linked_in_period(&self.period)
            .of_links("link", &self.facts)
            .of_party(other, &self.other)
            .combined(&self.combined, |filter| filter.conditions(party))
    }
}

impl Conditions {
    /// Adds that the relationship is symmetric: its ends have no order.
    #[must_use]
    pub fn either_way(self) -> Self {
        let symmetric = RelationshipKind::ALL.iter().filter(|kind| kind.is_symmetric());
        let words: Vec<String> = symmetric.map(|kind| format!("'{kind}'")).collect();
        self.and::<i64>(format!("relationships.kind IN ({})", words.join(", ")), [])
    }

    /// Adds that the link's relationship has such a time. A link has not all of its days.
    fn linked_in_period(self, period: &Period) -> Self {
        if !period.is_asked() {
            return self;
        }
        let held = Self::default().same("held.id", "link.fact_id").in_period(period, Times::Relationships("held"));
        self.and_exists("relationships AS held", held)
    }

    /// Adds the conditions on the parties at the ends. The ends of symmetric relationships may be swapped.
    fn between(self, source: &Option<Box<PartyFilter>>, target: &Option<Box<PartyFilter>>) -> Self {
        if source.is_none() && target.is_none() {
            return self;
        }
        // An index leads only from a link's first node. If the target was looked up, start there.
        let is_known = |end: &Option<Box<PartyFilter>>| end.as_ref().is_some_and(|party| party.ids.is_some());
        let (way, near, far) = if is_known(target) {
            ("link.direction <> 'OUT'", target, source)
        } else {
            ("link.direction <> 'IN'", source, target)
        };
        let link = Conditions::default()
            .and::<i64>(way, [])
            .and::<i64>("link.event_id IS NULL", [])
            .of_party("link.node_id", near)
            .of_party("link.other_id", far);
        if is_known(near) {
            return self.and_in("relationships.id", "link.fact_id", LINK, link);
        }
        self.and_exists(LINK, link.same("link.fact_id", "relationships.id"))
    }

    /// Adds that it leads from one of these parties to one of those. The ends of symmetric relationships
    /// may be swapped.
    fn leading(self, from: &Option<Vec<NodeName>>, to: &Option<Vec<NodeName>>) -> Self {
        if from.is_none() && to.is_none() {
            return self;
        }
        let way = |start: &str, end: &str| Conditions::default().naming(start, from).naming(end, to);
        let (source, target) = ("relationships.source_id", "relationships.target_id");
        self.varying().and_any([way(source, target), way(target, source).either_way()])
    }
}

impl Prefilter for RelationshipFilter {
    fn ids(&mut self) -> &mut Option<Vec<i64>> {
        &mut self.ids
    }

    fn combined_mut(&mut self) -> &mut Combined<Self> {
        &mut self.combined
    }

    fn prefilter_own(&mut self, conn: &mut Conn) -> Result<()> {
        self.ids = self.facts.known(conn, &[NodeKind::Relationship])?;
        if self.ids.is_some() {
            return Ok(());
        }
        // Looking up one end is enough.
        for end in work::few([&mut self.source, &mut self.target].into_iter().flatten()) {
            if let Selected::Few(ids) = end.selected(conn)? {
                **end = PartyFilter::of_ids(ids);
                break;
            }
        }
        Ok(())
    }

    fn is_led_to(&self) -> bool {
        let is_known = |end: &Option<Box<PartyFilter>>| end.as_ref().is_some_and(|party| party.ids.is_some());
        let is_named = self.parties.is_some() || self.sources.is_some() || self.targets.is_some();
        let is_nested = self.source.is_some() || self.target.is_some() || self.combined.is_asked();
        self.ids.is_some() || is_known(&self.source) || is_known(&self.target) || is_named && !is_nested
    }
}

impl SeenRelationshipFilter {
    /// The parties that have such a relationship, if both they and the other parties are few.
    pub(super) fn parties(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let (mut rest, others) = (self.clone(), known(&self.other, conn)?);
        if others.is_some() {
            rest.other = None;
        }
        let Some(ids) = self.combined.bound(conn, others, Self::others)? else { return Ok(None) };
        few(conn, "link.other_id", LINK, rest.conditions(Party::AtOther).in_ids("link.node_id", &ids))
    }

    /// The other parties, if they are few.
    fn others(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let others = known(&self.other, conn)?;
        self.combined.bound(conn, others, Self::others)
    }
}
