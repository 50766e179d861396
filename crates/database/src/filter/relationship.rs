//! Filters of relationships, alone and as a party has them.

use chrono::NaiveDate;
use sanad_base::work;
use sanad_model::{Direction, NodeKind, NodeName, RelationshipKind, Vocabulary};

use super::prefilter::{Prefilter, few};
use super::{FactFilter, Filter, PartyFilter};
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;
use crate::source::relationship::TABLES;

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
    /// It held, or may have held, on this day or later.
    pub from: Option<NaiveDate>,
    /// It held, or may have held, on this day or before.
    pub until: Option<NaiveDate>,
    pub facts: FactFilter,
}

impl Filter for RelationshipFilter {
    const TABLES: &'static str = TABLES;

    fn conditions(&self) -> Conditions {
        Conditions::default()
            .one_of("relationships.kind", &self.kinds)
            .and_for(&self.ids, |conditions, ids| conditions.in_ids("relationships.id", ids))
            .leading(&self.sources, &self.targets)
            .and_for(&self.parties, |conditions, _| {
                let at = |end: &str| Conditions::default().naming(end, &self.parties);
                conditions.and_either(at("relationships.source_id"), at("relationships.target_id"))
            })
            .of_datasets(&self.datasets)
            .overlapping("relationships", self.from, self.until)
            .of_facts(&self.facts)
            .held_on("relationships", self.facts.as_of)
            .between(&self.source, &self.target)
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
    /// It held, or may have held, on this day or later.
    pub from: Option<NaiveDate>,
    /// It held, or may have held, on this day or before.
    pub until: Option<NaiveDate>,
    pub facts: FactFilter,
}

impl SeenRelationshipFilter {
    /// Conditions on `link`, which starts from the party.
    pub(super) fn conditions(&self) -> Conditions {
        self.of_way(self.direction).of_party("link.other_id", &self.other)
    }

    /// The conditions on `link` in this direction, without those on the other party.
    fn of_way(&self, direction: Direction) -> Conditions {
        let ways = match direction {
            Direction::Any => None,
            direction => Some(vec![direction, Direction::Any]),
        };
        Conditions::default()
            .and::<i64>("link.event_id IS NULL", [])
            .one_of("link.kind", &self.kinds)
            .one_of("link.direction", &ways)
            .overlapping("link", self.from, self.until)
            .of_links("link", &self.facts)
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
            return self.and_in("relationships.id", "link.fact_id", "links AS link", link);
        }
        self.and_exists("links AS link", link.same("link.fact_id", "relationships.id"))
    }

    /// Adds that it leads from one of these parties to one of those. The ends of symmetric relationships
    /// may be swapped.
    fn leading(self, from: &Option<Vec<NodeName>>, to: &Option<Vec<NodeName>>) -> Self {
        if from.is_none() && to.is_none() {
            return self;
        }
        let way = |start: &str, end: &str| Conditions::default().naming(start, from).naming(end, to);
        let (source, target) = ("relationships.source_id", "relationships.target_id");
        self.varying().and_either(way(source, target), way(target, source).either_way())
    }
}

impl Prefilter for RelationshipFilter {
    fn prefiltered(&self, conn: &mut Conn) -> Result<Self> {
        let mut filter = self.clone();
        filter.ids = self.facts.known(conn, &[NodeKind::Relationship])?;
        // Looking up one end is enough.
        for end in work::few([&mut filter.source, &mut filter.target].into_iter().flatten()) {
            if let Some(ids) = end.known(conn)? {
                **end = PartyFilter { ids: Some(ids), ..PartyFilter::default() };
                break;
            }
        }
        Ok(filter)
    }
}

impl SeenRelationshipFilter {
    /// The parties that have such a relationship, if both they and the other parties are few.
    pub(super) fn parties(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let Some(other) = &self.other else { return Ok(None) };
        let Some(ids) = other.known(conn)? else { return Ok(None) };
        // As seen from the other parties.
        let link = self.of_way(self.direction.reversed()).in_ids("link.node_id", &ids);
        few(conn, "link.other_id", "links AS link", link)
    }
}
