//! Relationships between parties.

use fastrand::Rng;
use sanad_dataset::records::{Article, Relationship};
use sanad_model::{Localized, RelationshipKind};

use super::chance::{chance, one_of, percent, weighted};
use super::evidence::evidence;
use super::names::language;
use super::parties::{is_organization, party};
use super::words::OFFICES;
use super::{Plan, dates, key};

use RelationshipKind::{
    AlliedWith, Associate, Commands, EmployedBy, Family, HoldsOffice, Leads, Linked, MemberOf, Opposes, Owns, PartOf,
    Represents, SpokespersonOf, Supports,
};

/// From a person to an organization.
const BELONGING: [(RelationshipKind, u32); 10] = [
    (MemberOf, 33),
    (EmployedBy, 20),
    (HoldsOffice, 15),
    (Commands, 7),
    (Leads, 6),
    (Represents, 5),
    (Supports, 5),
    (Owns, 4),
    (SpokespersonOf, 3),
    (Linked, 2),
];

/// From a person to a person.
const PERSONAL: [(RelationshipKind, u32); 7] =
    [(Associate, 35), (Family, 25), (AlliedWith, 10), (Supports, 10), (Opposes, 10), (Commands, 5), (Linked, 5)];

/// From an organization to an organization.
const INSTITUTIONAL: [(RelationshipKind, u32); 6] =
    [(PartOf, 35), (Supports, 15), (Opposes, 15), (AlliedWith, 15), (Owns, 10), (Linked, 10)];

/// From an organization to a person.
const PATRONAGE: [(RelationshipKind, u32); 3] = [(Supports, 45), (Opposes, 40), (Linked, 15)];

pub fn relationship(plan: &Plan, articles: &[Article], number: u32) -> Relationship {
    let mut rng = chance(plan, 'r', number);
    let rng = &mut rng;
    let (mut source, mut target) = ends(plan, rng);
    let kind = match (is_organization(plan, source), is_organization(plan, target)) {
        (false, true) => weighted(rng, &BELONGING),
        (false, false) => weighted(rng, &PERSONAL),
        (true, true) => weighted(rng, &INSTITUTIONAL),
        (true, false) => weighted(rng, &PATRONAGE),
    };
    if kind.is_symmetric() && source > target {
        // A symmetric relationship is recorded in one direction only.
        std::mem::swap(&mut source, &mut target);
    }
    let (evidence, reported) = evidence(plan, rng, articles);
    let day = dates::before(reported, rng.u32(0..4_000));
    let (started, ended) = dates::spell(rng, day);
    Relationship {
        key: key('r', number),
        source: party(source),
        kind,
        target: party(target),
        role: if kind == HoldsOffice || percent(rng, 5) { role(rng) } else { None },
        started,
        ended,
        evidence,
    }
}

/// Two parties, mostly an ordinary one and a prominent one. Two prominent ones rarely share more than one or two
/// relationships.
fn ends(plan: &Plan, rng: &mut Rng) -> (u32, u32) {
    loop {
        let (source, target) = (rng.u32(0..plan.parties), plan.prominence().draw(rng));
        let (source, target) = match rng.u32(0..100) {
            0..75 => (source, target),
            75..90 => (target, source),
            _ => (source, near(plan, rng, source)),
        };
        if source != target {
            return (source, target);
        }
    }
}

/// A party with a number close to this one. Relationships between neighbours form triangles.
fn near(plan: &Plan, rng: &mut Rng, number: u32) -> u32 {
    number.saturating_add(rng.u32(0..60)).saturating_sub(30).min(plan.parties - 1)
}

fn role(rng: &mut Rng) -> Option<Localized> {
    let (arabic, english) = one_of(rng, OFFICES);
    Some(Localized::new(vec![(language("ar")?, arabic.to_owned()), (language("en")?, english.to_owned())]))
}
