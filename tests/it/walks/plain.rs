//! The plain search: all pairs, all chains, sorted as the schema says.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use sanad::db::filter::FactFilter;
use sanad::db::walk::WalkFilter;

use super::graph::{ARTICLES, Graph, KEYS, Sources};

/// A step by keys. What it goes through is the first of its facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub from: String,
    pub to: String,
    pub facts: Vec<String>,
    pub parallel: Vec<String>,
}

/// Source, target and fact, by key.
pub type Link = (String, String, String);

/// A relationship or an event that binds one party to another.
#[derive(Debug, Clone)]
struct Tie {
    sources: u32,
    facts: Vec<String>,
    /// Whether the party that it is seen from stands first in the network's link.
    is_forward: bool,
}

/// All that binds each party to each other under the terms, the best first.
pub struct Plain {
    ties: BTreeMap<(usize, usize), Vec<Tie>>,
    degrees: Vec<i64>,
}

fn first_of(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap()
}

fn last_of(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 12, 31).unwrap()
}

fn is_supported(sources: Sources, filter: &FactFilter) -> bool {
    let counts = |number: &usize| {
        let published = NaiveDate::from_ymd_opt(2020, 1, *number as u32 + 1).unwrap();
        sources & (1 << number) != 0 && filter.evidence.published_by.is_none_or(|day| published <= day)
    };
    (0..ARTICLES).filter(counts).count() as i64 >= filter.min_sources.unwrap_or(1)
}

impl Plain {
    pub fn new(graph: &Graph, terms: &WalkFilter) -> Self {
        let filter = &terms.facts;
        let has_begun =
            |year: Option<i32>| filter.as_of.is_none_or(|day| year.is_none_or(|year| first_of(year) <= day));
        let goes_on = |year: Option<i32>| filter.as_of.is_none_or(|day| year.is_none_or(|year| last_of(year) >= day));
        let mut plain = Self { ties: BTreeMap::new(), degrees: vec![0; KEYS.len()] };
        for bond in &graph.bonds {
            plain.degrees[bond.source] += 1;
            plain.degrees[bond.target] += 1;
            let is_of_kind = terms.kinds.as_ref().is_none_or(|kinds| kinds.contains(&bond.kind));
            if is_of_kind && has_begun(bond.started) && goes_on(bond.ended) && is_supported(bond.sources, filter) {
                let tie =
                    |is_forward| Tie { sources: bond.sources.count_ones(), facts: vec![bond.key.clone()], is_forward };
                plain.ties.entry((bond.source, bond.target)).or_default().push(tie(true));
                plain.ties.entry((bond.target, bond.source)).or_default().push(tie(false));
            }
        }
        for event in &graph.events {
            event.parts.iter().for_each(|part| plain.degrees[part.party] += 1);
            if !terms.through_events || !has_begun(event.started) || !is_supported(event.sources, filter) {
                continue;
            }
            // The best part of each party.
            let mut parts: BTreeMap<usize, (Reverse<u32>, &str)> = BTreeMap::new();
            for part in event.parts.iter().filter(|part| is_supported(part.sources, filter)) {
                let sources = part.sources.count_ones().min(event.sources.count_ones());
                let offered = (Reverse(sources), part.key.as_str());
                let best = parts.entry(part.party).or_insert(offered);
                *best = offered.min(*best);
            }
            for (one, (ones, part)) in &parts {
                for (other, (others, other_part)) in parts.iter().filter(|(other, _)| *other != one) {
                    let facts = [&event.key, *part, *other_part].map(str::to_owned).to_vec();
                    let tie = Tie { sources: ones.0.min(others.0), facts, is_forward: KEYS[*one] < KEYS[*other] };
                    plain.ties.entry((*one, *other)).or_default().push(tie);
                }
            }
        }
        for ties in plain.ties.values_mut() {
            ties.sort_by(|a, b| (Reverse(a.sources), &a.facts[0]).cmp(&(Reverse(b.sources), &b.facts[0])));
        }
        plain
    }

    fn neighbours(&self, party: usize) -> impl Iterator<Item = usize> {
        self.ties.range((party, 0)..(party + 1, 0)).map(|((_, other), _)| *other)
    }

    /// How many steps away each party is from the nearest of some.
    fn distances(&self, around: &[usize]) -> Vec<Option<usize>> {
        let mut distances = vec![None; KEYS.len()];
        around.iter().for_each(|party| distances[*party] = Some(0));
        for distance in 0..KEYS.len() {
            for party in 0..KEYS.len() {
                if distances[party] == Some(distance) {
                    for other in self.neighbours(party) {
                        distances[other].get_or_insert(distance + 1);
                    }
                }
            }
        }
        distances
    }

    /// All shortest paths, best first.
    pub fn paths(&self, from: usize, to: usize, longest: usize) -> Vec<Vec<Step>> {
        let Some(length) = self.distances(&[from])[to].filter(|length| *length <= longest) else { return Vec::new() };
        let mut chains = vec![vec![from]];
        for _ in 0..length {
            chains = chains
                .iter()
                .flat_map(|chain| {
                    self.neighbours(chain[chain.len() - 1]).map(|next| [chain.as_slice(), &[next]].concat())
                })
                .collect();
        }
        chains.retain(|chain| chain[length] == to);
        chains.sort_by_key(|chain| {
            let sources: u32 = chain.windows(2).map(|pair| self.ties[&(pair[0], pair[1])][0].sources).sum();
            (Reverse(sources), chain.iter().map(|party| KEYS[*party]).collect::<Vec<_>>())
        });
        chains.iter().map(|chain| chain.windows(2).map(|pair| self.step(pair[0], pair[1])).collect()).collect()
    }

    fn step(&self, from: usize, to: usize) -> Step {
        let ties = &self.ties[&(from, to)];
        Step {
            from: KEYS[from].to_owned(),
            to: KEYS[to].to_owned(),
            facts: ties[0].facts.clone(),
            parallel: ties[1..].iter().map(|tie| tie.facts[0].clone()).collect(),
        }
    }

    /// Whether there is such a step, with one of its facts.
    pub fn binds(&self, step: &Step) -> bool {
        let place = |key: &str| KEYS.iter().position(|known| *known == key).unwrap();
        let ties = self.ties.get(&(place(&step.from), place(&step.to)));
        ties.is_some_and(|ties| ties.iter().any(|tie| tie.facts[0] == step.facts[0]))
    }

    /// The nodes with distance and degree, the links, and whether there are more nodes.
    pub fn network(
        &self,
        around: &[usize],
        depth: usize,
        first: usize,
    ) -> (Vec<(String, usize, i64)>, Vec<Link>, bool) {
        let distances = self.distances(around);
        let sources = |party: usize| {
            let nearer = self.neighbours(party).filter(|other| distances[*other] < distances[party]);
            nearer.map(|other| self.ties[&(party, other)][0].sources).max().unwrap_or(0)
        };
        let mut near: Vec<usize> =
            (0..KEYS.len()).filter(|party| distances[*party].is_some_and(|distance| distance <= depth)).collect();
        near.sort_by_key(|party| {
            (distances[*party], Reverse(sources(*party)), Reverse(self.degrees[*party]), KEYS[*party])
        });
        let is_truncated = near.len() > first;
        near.truncate(first);
        let nodes =
            near.iter().map(|party| (KEYS[*party].to_owned(), distances[*party].unwrap(), self.degrees[*party]));
        let mut links = Vec::new();
        for source in &near {
            for target in &near {
                let ties = self.ties.get(&(*source, *target)).into_iter().flatten().filter(|tie| tie.is_forward);
                let mut facts: Vec<&String> = ties.map(|tie| &tie.facts[0]).collect();
                facts.sort();
                let link = |fact: &String| (KEYS[*source].to_owned(), KEYS[*target].to_owned(), fact.clone());
                links.extend(facts.into_iter().map(link));
            }
        }
        (nodes.collect(), links, is_truncated)
    }

    /// Whether a link is one of those that there are.
    pub fn has(&self, (source, target, fact): &Link) -> bool {
        let place = |key: &str| KEYS.iter().position(|known| *known == key).unwrap();
        let ties = self.ties.get(&(place(source), place(target))).into_iter().flatten();
        ties.filter(|tie| tie.is_forward).any(|tie| tie.facts[0] == *fact)
    }
}
