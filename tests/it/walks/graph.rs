//! Random graphs, as data sets.

use std::collections::BTreeSet;

use proptest::prelude::*;
use sanad::dataset::records::*;
use sanad::model::*;

use crate::load::small::{actor, article, event, evidence, key, name, when};

/// The parties. Their order by bytes is not that by letters.
pub const KEYS: [&str; 9] = ["a", "a-1", "a.1", "a1", "a1-b", "b", "b-2", "b.2", "b2"];

pub const KINDS: [RelationshipKind; 4] =
    [RelationshipKind::Leads, RelationshipKind::MemberOf, RelationshipKind::AlliedWith, RelationshipKind::Family];

const ROLES: [Role; 2] = [Role::Participant, Role::Target];

/// What supports a fact: each article has a publisher of its own, and came out on its own day.
pub const ARTICLES: usize = 4;

/// The articles of a piece of evidence, as a set of bits; never empty.
pub type Sources = u8;

#[derive(Debug, Clone)]
pub struct Bond {
    pub key: String,
    pub source: usize,
    pub target: usize,
    pub kind: RelationshipKind,
    pub started: Option<i32>,
    pub ended: Option<i32>,
    pub sources: Sources,
}

#[derive(Debug, Clone)]
pub struct Part {
    pub key: String,
    pub party: usize,
    pub role: Role,
    pub sources: Sources,
}

#[derive(Debug, Clone)]
pub struct Happened {
    pub key: String,
    pub started: Option<i32>,
    pub sources: Sources,
    pub parts: Vec<Part>,
}

/// Parties, which are always the same, and what binds them.
#[derive(Debug, Clone)]
pub struct Graph {
    pub bonds: Vec<Bond>,
    pub events: Vec<Happened>,
}

fn sources() -> impl Strategy<Value = Sources> {
    1..(1_u8 << ARTICLES)
}

fn year() -> impl Strategy<Value = Option<i32>> {
    prop::option::weighted(0.3, prop::sample::select(vec![1995, 2000, 2008]))
}

fn bonds() -> impl Strategy<Value = Vec<Bond>> {
    let party = 0..KEYS.len();
    let bond = (party.clone(), party, prop::sample::select(KINDS.to_vec()), year(), any::<bool>(), sources());
    prop::collection::vec(bond, 0..16).prop_map(|bonds| {
        let mut seen = BTreeSet::new();
        let distinct = bonds
            .into_iter()
            .enumerate()
            .filter(|(_, (source, target, kind, ..))| source != target && seen.insert((*source, *target, kind.word())));
        distinct
            .map(|(number, (source, target, kind, started, ends, sources))| Bond {
                // The order by key is neither that of entry nor that of numbers.
                key: format!("bond-{}", number * 7 % 16),
                source,
                target,
                kind,
                started,
                ended: started.filter(|_| ends).map(|year| year + 8),
                sources,
            })
            .collect()
    })
}

/// Who takes part, in which role, and what supports it.
type Drawn = (usize, Role, Sources);

fn events() -> impl Strategy<Value = Vec<Happened>> {
    let part = (0..KEYS.len(), prop::sample::select(ROLES.to_vec()), sources());
    let happened = (year(), sources(), prop::collection::vec(part, 0..6));
    prop::collection::vec(happened, 0..5).prop_map(|events| {
        let one = |(number, (started, sources, parts)): (usize, (Option<i32>, Sources, Vec<Drawn>))| {
            let mut seen = BTreeSet::new();
            let parts = parts.into_iter().filter(|(party, role, _)| seen.insert((*party, role.word())));
            let event = format!("event-{}", number * 3 % 5);
            let parts = parts.map(|(party, role, sources)| Part {
                key: Key::joined([&event, role.word(), KEYS[party]]).to_string(),
                party,
                role,
                sources,
            });
            let parts = parts.collect();
            Happened { key: event, started, sources, parts }
        };
        events.into_iter().enumerate().map(one).collect()
    })
}

pub fn graphs() -> impl Strategy<Value = Graph> {
    (bonds(), events()).prop_map(|(bonds, events)| Graph { bonds, events })
}

fn article_key(number: usize) -> String {
    format!("article-{number}")
}

fn cited(sources: Sources) -> Vec<Evidence> {
    let articles = (0..ARTICLES).filter(|number| sources & (1 << number) != 0);
    articles.map(|number| evidence(&article_key(number), Stance::Reports)).collect()
}

fn in_year(year: Option<i32>) -> When {
    year.map_or_else(When::default, |year| when(&year.to_string()))
}

impl Graph {
    pub fn dataset(&self) -> Dataset {
        let articles =
            (0..ARTICLES).map(|number| article(&article_key(number), None, when(&format!("2020-01-0{}", number + 1))));
        let bonds = self.bonds.iter().map(|bond| Relationship {
            key: key(&bond.key),
            source: key(KEYS[bond.source]),
            kind: bond.kind,
            target: key(KEYS[bond.target]),
            role: None,
            started: in_year(bond.started),
            ended: in_year(bond.ended),
            evidence: cited(bond.sources),
        });
        let events = self.events.iter().map(|happened| {
            let parts = happened.parts.iter().map(|part| Participation {
                key: key(&part.key),
                party: key(KEYS[part.party]),
                role: part.role,
                evidence: cited(part.sources),
            });
            let kind = Happening::Incident(IncidentKind::ALL[0]);
            let mut event = event(&happened.key, kind, in_year(happened.started), "article-0");
            event.evidence = cited(happened.sources);
            event.participations = parts.collect();
            event
        });
        Dataset {
            articles: articles.collect(),
            // Entered in another order than that of their keys.
            actors: KEYS.iter().rev().map(|id| actor(id, vec![name(id, "en")])).collect(),
            relationships: bonds.collect(),
            events: events.collect(),
            ..Dataset::new(key("random"), "Random")
        }
    }
}
