//! The shortest chains between two parties.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::prelude::*;
use sanad_base::work::few;
use sanad_model::{Key, NodeKind, NodeName};

use super::chains::{self, Crossing};
pub use super::chains::{STEPS_LIMIT, Step};
use super::links::Stored;
use super::search::search;
use super::{Bounds, Graph, Outer, WalkFilter};
use crate::conn::Conn;
use crate::error::Result;
use crate::page::ROOT;
use crate::relation::Relation;
use crate::rows::Rows;
use crate::schema::nodes;

/// The maximum number of paths.
pub const PATHS_LIMIT: usize = 20;

/// The best of the shortest chains from one party to another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Paths {
    /// The party to start from.
    pub from: NodeName,
    pub to: NodeName,
    /// The maximum number of steps of a path; at most [`STEPS_LIMIT`].
    pub longest: usize,
    /// How many paths to return; at most [`PATHS_LIMIT`].
    pub first: usize,
    pub filter: WalkFilter,
    pub bounds: Bounds,
}

/// The result of a search for paths.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PathSearch {
    /// Whether the party to start from and the other party exist.
    pub is_known: [bool; 2],
    /// The steps of each path, best first. All paths have the same length, the shortest possible.
    pub paths: Vec<Vec<Arc<Step>>>,
    /// Whether no bound stopped the search.
    pub is_complete: bool,
}

impl Relation for Paths {
    type Value = PathSearch;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, PathSearch>> {
        let ends = [&self.from, &self.to];
        let known = parties(conn, &ends)?;
        let is_known = ends.map(|end| known.contains_key(end));
        let [Some(from), Some(to)] = ends.map(|end| known.get(end).copied()) else {
            return Ok(HashMap::from([(ROOT, PathSearch { is_known, ..PathSearch::default() })]));
        };
        let mut graph = Stored { conn, filter: &self.filter, bounds: &self.bounds };
        let (paths, is_complete) = self.between(&mut graph, from, to)?;
        let paths = paths.into_iter().map(|steps| steps.into_iter().map(Arc::new).collect()).collect();
        Ok(HashMap::from([(ROOT, PathSearch { is_known, paths, is_complete })]))
    }
}

impl Paths {
    /// The paths in a graph, and whether the search was complete.
    pub(super) fn between(&self, graph: &mut impl Graph, from: Outer, to: Outer) -> Result<(Vec<Vec<Step>>, bool)> {
        if from.id == to.id {
            return Ok((vec![Vec::new()], true));
        }
        let search = search(graph, from, to, self.longest.min(STEPS_LIMIT), &self.bounds)?;
        let layers = &search.layers;
        let names = graph.named(&chains::parties(layers))?;
        let best = chains::best(layers, &names, self.first);
        let mut crossings: Vec<Vec<Crossing>> = Vec::new();
        for parties in few(&best) {
            let pairs = parties.iter().zip(&parties[1..]).enumerate();
            crossings.push(pairs.map(|(number, (from, to))| Crossing::of(layers, number, *from, *to)).collect());
        }
        let facts: Vec<i64> = crossings.iter().flatten().flat_map(Crossing::facts).collect();
        let names = graph.named(&distinct(facts))?;
        let steps = |path: Vec<Crossing>| path.into_iter().filter_map(|crossing| crossing.step(&names)).collect();
        Ok((crossings.into_iter().map(steps).collect(), search.is_complete))
    }
}

fn distinct(mut ids: Vec<i64>) -> Vec<i64> {
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Where walks start and end: the parties with these names, and the numbers of their links. An unknown name is left out.
pub(super) fn parties(conn: &mut Conn, asked: &[&NodeName]) -> Result<HashMap<NodeName, Outer>> {
    let keys: Vec<&Key> = asked.iter().map(|name| &name.key).collect();
    let rows: Vec<(i64, NodeKind, String, i64)> = nodes::table
        .filter(crate::condition::Conditions::default().one_of("nodes.key", &Some(keys)))
        .select((nodes::id, nodes::kind, nodes::key, nodes::degree))
        .rows(conn)?;
    let found: HashMap<String, (NodeKind, Outer)> =
        rows.into_iter().map(|(id, kind, key, degree)| (key, (kind, Outer { id, degree }))).collect();
    let party = |name: &&NodeName| {
        let (kind, outer) = found.get(name.key.as_str())?;
        let is_meant = kind.is_party() && name.kind.is_none_or(|asked| asked == *kind);
        is_meant.then(|| ((*name).clone(), *outer))
    };
    Ok(asked.iter().filter_map(party).collect())
}
