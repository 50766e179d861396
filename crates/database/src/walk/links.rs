//! Links read from the database: one statement per level and side of a walk.

use std::cmp::Reverse;
use std::collections::HashMap;

use diesel::sql_types::{BigInt, Nullable, Text};
use sanad_base::work::{few, in_time};
use sanad_model::NodeKind;

use super::{Bounds, FoundLinks, Graph, Link, Named, Onward, Outer, WalkFilter};
use crate::condition::{Conditions, marks};
use crate::conn::Conn;
use crate::error::Result;
use crate::fragment::Statement;
use crate::relation::{PARENTS_LIMIT, among, any_of};
use crate::rows::Rows;

/// The maximum number of hubs that one statement reads, each by its own `SELECT`. SQLite allows 500 of them in a
/// compound statement.
const HUBS_LIMIT: usize = 100;

/// The maximum number of nodes whose pairs with others one statement looks up, each by its own `SELECT`.
const PAIRED_LIMIT: usize = 12;

/// The columns of a link.
type Columns = (BigInt, BigInt, BigInt, Nullable<BigInt>, BigInt, Nullable<BigInt>);
type Row = (i64, i64, i64, Option<i64>, i64, Option<i64>);

/// Selects links with the degree of the other end, which a walk needs before it goes on from there.
const OF_LINKS: &str = "SELECT links.node_id, links.other_id, links.fact_id, links.event_id, links.source_count, \
                        nodes.degree FROM links JOIN nodes ON nodes.id = links.other_id WHERE ";

/// Selects links without that degree, because no walk goes on from them, but with the source of a relationship.
const WITHIN: &str = "SELECT links.node_id, links.other_id, links.fact_id, links.event_id, links.source_count, \
                      CASE links.direction WHEN 'OUT' THEN links.node_id WHEN 'IN' THEN links.other_id END AS source \
                      FROM ";

/// The stored graph, without links that do not match the filter.
pub struct Stored<'a> {
    pub conn: &'a mut Conn,
    pub filter: &'a WalkFilter,
    pub bounds: &'a Bounds,
}

impl Stored<'_> {
    fn conditions(&self, conditions: Conditions) -> Conditions {
        let conditions = match self.filter.through_events {
            true => conditions,
            false => conditions.and::<i64>("links.event_id IS NULL", []),
        };
        conditions
            .and_for(&self.filter.kinds, |conditions, kinds| {
                let words = kinds.iter().map(ToString::to_string);
                conditions.and(format!("links.event_id IS NOT NULL OR links.kind IN ({})", marks(kinds.len())), words)
            })
            .of_links("links", &self.filter.facts)
    }

    fn whole(&self, nodes: &[i64]) -> Statement<Columns> {
        Statement::new(OF_LINKS).meeting(self.conditions(among("links.node_id", nodes)))
    }

    /// Reads one more link than allowed, to tell whether there are more.
    fn best_of(&self, hub: i64) -> Statement<Columns> {
        let limit = self.bounds.links_of_node + 1;
        Statement::new(format!("SELECT * FROM ({OF_LINKS}"))
            // The text depends on the number of hubs: there are too many such statements to keep prepared.
            .meeting(self.conditions(Conditions::default().and("links.node_id = ?", [hub]).varying()))
            .text(format!(" ORDER BY links.source_count DESC, links.fact_id LIMIT {limit}) AS hub"))
    }

    /// With a single node, both databases look up each pair in the primary key, however many links the node has.
    fn pairs_of(&self, node: i64, others: &[i64]) -> Statement<Columns> {
        let (is_other, others) = any_of("links.other_id", others);
        let conditions = Conditions::default().and("links.node_id = ?", [node]).and(is_other, others).varying();
        Statement::new(format!("SELECT * FROM ({OF_LINKS}")).meeting(self.conditions(conditions)).text(") AS pairs")
    }

    /// The participations of a hub, latest first.
    fn parts_of(&self, hub: i64) -> Statement<Columns> {
        let limit = self.bounds.parts_of_hub + 1;
        let parts = Conditions::default()
            .and("participations.party_id = ?", [hub])
            .same("links.node_id", "participations.party_id")
            .same("links.other_id", "participations.event_id")
            .same("links.fact_id", "participations.id")
            .varying();
        // `CROSS JOIN` fixes the order of the tables in SQLite: from the other side it would read all links of the hub.
        Statement::new(format!("SELECT * FROM ({WITHIN} participations CROSS JOIN links WHERE "))
            .meeting(self.conditions(parts))
            .text(format!(" ORDER BY participations.sort_day DESC, participations.id DESC LIMIT {limit}) AS hub"))
    }

    /// Loads a statement that selects [`OF_LINKS`].
    fn load(&mut self, statement: Statement<Columns>) -> Result<Vec<Link>> {
        self.load_with(statement, |degree| Onward::Degree(degree.unwrap_or_default()))
    }

    /// Loads a statement that selects [`WITHIN`].
    fn load_within(&mut self, statement: Statement<Columns>) -> Result<Vec<Link>> {
        self.load_with(statement, Onward::Source)
    }

    fn load_with(&mut self, statement: Statement<Columns>, onward: fn(Option<i64>) -> Onward) -> Result<Vec<Link>> {
        let rows: Vec<Row> = statement.rows(self.conn)?;
        let link = |(node, other, fact, event, sources, last): Row| Link {
            node,
            other,
            fact,
            event,
            sources,
            onward: onward(last),
        };
        Ok(in_time(rows).map(link).collect())
    }

    /// Loads the statement of each hub, and returns the links and the hubs that have more than `limit`.
    fn load_hubs(
        &mut self,
        hubs: &[i64],
        limit: usize,
        of_hub: impl Fn(&Self, i64) -> Statement<Columns>,
        load: impl Fn(&mut Self, Statement<Columns>) -> Result<Vec<Link>>,
    ) -> Result<(Vec<Link>, Vec<i64>)> {
        let mut links = Vec::new();
        for hubs in few(hubs.chunks(HUBS_LIMIT)) {
            let statements: Vec<_> = hubs.iter().map(|hub| of_hub(self, *hub)).collect();
            if let Some(statement) = statements.into_iter().reduce(Statement::and_all) {
                links.extend(load(self, statement)?);
            }
        }
        let mut counts: HashMap<i64, usize> = HashMap::new();
        in_time(&links).for_each(|link| *counts.entry(link.node).or_default() += 1);
        let has_more = |hub: &i64| counts.get(hub).is_some_and(|count| *count > limit);
        let with_more = hubs.iter().copied().filter(has_more).collect();
        Ok((links, with_more))
    }

    /// The relationships of some parties with any of all, and their participations.
    fn read_among(&mut self, some: &[i64], all: &[i64]) -> Result<Vec<Link>> {
        // The plus sign keeps the databases from looking up each pair in an index: filtering is cheaper here.
        let (within, ids) = any_of("+links.other_id", all);
        let conditions = among("links.node_id", some).and(format!("links.event_id IS NOT NULL OR {within}"), ids);
        self.load_within(Statement::new(WITHIN).text("links WHERE ").meeting(self.conditions(conditions)))
    }

    /// The hubs' participations in events that others of the parties take part in: some of each hub's own, and those in
    /// the events that are known by then.
    fn parts_of_hubs(&mut self, hubs: &[i64], found: &mut FoundLinks) -> Result<()> {
        let (parts, with_more) = self.load_hubs(hubs, self.bounds.parts_of_hub, Self::parts_of, Self::load_within)?;
        found.links.extend(parts);
        if with_more.is_empty() {
            return Ok(());
        }
        // Two such hubs may share events that neither reading has found.
        found.is_cut |= with_more.len() > 1;
        let mut events = most_shared(&found.links);
        if events.len() > self.bounds.events_of_hubs {
            found.is_cut = true;
            events.truncate(self.bounds.events_of_hubs);
        }
        for events in few(events.chunks(PARENTS_LIMIT)) {
            let (of_hub, hubs) = any_of("+links.other_id", &with_more);
            let conditions = self.conditions(among("links.node_id", events).and(of_hub, hubs));
            let parts = self.load_within(Statement::new(WITHIN).text("links WHERE ").meeting(conditions))?;
            found.links.extend(parts.into_iter().map(|link| Link { node: link.other, other: link.node, ..link }));
        }
        Ok(())
    }
}

/// The events of the links: those with the most participations first, then the best-evidenced, then by id.
fn most_shared(links: &[Link]) -> Vec<i64> {
    let mut events: HashMap<i64, (i64, i64)> = HashMap::new();
    for (event, sources) in in_time(links).filter_map(|link| Some((link.event?, link.sources))) {
        let (parts, best) = events.entry(event).or_default();
        *parts += 1;
        *best = sources.max(*best);
    }
    let mut events: Vec<(i64, (i64, i64))> = events.into_iter().collect();
    events.sort_unstable_by_key(|(event, rank)| (Reverse(*rank), *event));
    events.into_iter().map(|(event, _)| event).collect()
}

impl Graph for Stored<'_> {
    fn links(&mut self, whole: &[i64], hubs: &[i64]) -> Result<FoundLinks> {
        let mut links = Vec::new();
        for nodes in few(whole.chunks(PARENTS_LIMIT)) {
            links.extend(self.load(self.whole(nodes))?);
        }
        let (of_hubs, with_more) = self.load_hubs(hubs, self.bounds.links_of_node, Self::best_of, Self::load)?;
        links.extend(of_hubs);
        Ok(FoundLinks { links, is_cut: !with_more.is_empty() })
    }

    fn between(&mut self, nodes: &[i64], others: &[i64]) -> Result<Vec<Link>> {
        let mut links = Vec::new();
        for nodes in few(nodes.chunks(PAIRED_LIMIT)) {
            for others in few(others.chunks(PARENTS_LIMIT)) {
                let each = nodes.iter().map(|node| self.pairs_of(*node, others));
                if let Some(statement) = each.reduce(Statement::and_all) {
                    links.extend(self.load(statement)?);
                }
            }
        }
        Ok(links)
    }

    fn among(&mut self, parties: &[Outer]) -> Result<FoundLinks> {
        let all: Vec<i64> = parties.iter().map(|outer| outer.id).collect();
        let is_hub = |outer: &&Outer| outer.degree > self.bounds.links_of_node as i64;
        let (hubs, rest): (Vec<&Outer>, Vec<&Outer>) = parties.iter().partition(is_hub);
        let ids = |outers: Vec<&Outer>| -> Vec<i64> { outers.into_iter().map(|outer| outer.id).collect() };
        let (hubs, rest) = (ids(hubs), ids(rest));
        let mut found = FoundLinks::default();
        for some in few(rest.chunks(PARENTS_LIMIT)) {
            found.links.extend(self.read_among(some, &all)?);
        }
        if hubs.len() * hubs.len() > self.bounds.pairs {
            found.is_cut = true;
        } else if hubs.len() > 1 {
            found.links.extend(self.between(&hubs, &hubs)?);
        }
        if self.filter.through_events && !hubs.is_empty() {
            self.parts_of_hubs(&hubs, &mut found)?;
        }
        Ok(found)
    }

    fn named(&mut self, ids: &[i64]) -> Result<HashMap<i64, Named>> {
        let mut names = HashMap::new();
        for ids in few(ids.chunks(PARENTS_LIMIT)) {
            let statement: Statement<(BigInt, Text, Text, Nullable<BigInt>)> = Statement::new(
                "SELECT nodes.id, nodes.key, nodes.kind, relationships.source_id FROM nodes \
                                LEFT JOIN relationships ON relationships.id = nodes.id WHERE ",
            );
            let rows: Vec<(i64, String, NodeKind, Option<i64>)> =
                statement.meeting(among("nodes.id", ids)).rows(self.conn)?;
            names.extend(rows.into_iter().map(|(id, key, kind, source)| (id, Named { key, kind, source })));
        }
        Ok(names)
    }
}
