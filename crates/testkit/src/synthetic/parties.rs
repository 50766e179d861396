//! People and organizations.

use std::ops::Range;

use fastrand::Rng;
use sanad_dataset::records::{Actor, Birth, Identifier, Name, Organization};
use sanad_model::{CountryCode, Gender, IdentifierKind, Key, OrganizationType, When};

use super::chance::{Skew, chance, percent, weighted};
use super::{Plan, dates, key, names, places};

/// The types of organizations that are neither authorities nor publishers.
const KINDS: [(OrganizationType, u32); 12] = [
    (OrganizationType::ArmedGroup, 30),
    (OrganizationType::Company, 25),
    (OrganizationType::Agency, 10),
    (OrganizationType::Ministry, 8),
    (OrganizationType::ArmedForces, 8),
    (OrganizationType::Committee, 5),
    (OrganizationType::Government, 3),
    (OrganizationType::Forum, 3),
    (OrganizationType::Mission, 2),
    (OrganizationType::Court, 2),
    (OrganizationType::Media, 2),
    (OrganizationType::Other, 6),
];

const AUTHORITIES: [OrganizationType; 4] = [
    OrganizationType::State,
    OrganizationType::Intergovernmental,
    OrganizationType::Government,
    OrganizationType::ArmedForces,
];

/// The key of a party.
pub fn party(number: u32) -> Key {
    key('p', number)
}

/// The type of an organization; `None` for a person. `rng` is the new generator of the party.
fn organization_type(plan: &Plan, rng: &mut Rng, number: u32) -> Option<OrganizationType> {
    if number < plan.authorities() {
        return Some(AUTHORITIES[number as usize % AUTHORITIES.len()]);
    }
    if number >= plan.parties - plan.publishers() {
        return Some(OrganizationType::Media);
    }
    // Organizations are more prominent than people.
    percent(rng, if number < 500 { 60 } else { 30 }).then(|| weighted(rng, &KINDS))
}

pub fn is_organization(plan: &Plan, number: u32) -> bool {
    organization_type(plan, &mut chance(plan, 'p', number), number).is_some()
}

/// A name of a party, in Arabic if it has one.
pub fn names_of(plan: &Plan, number: u32) -> Vec<Name> {
    let mut rng = chance(plan, 'p', number);
    match organization_type(plan, &mut rng, number) {
        Some(kind) => names::of_organization(&mut rng, kind, number),
        None => names::of_person(&mut rng).0,
    }
}

/// The parties with these numbers.
pub fn parties(plan: &Plan, numbers: Range<u32>) -> (Vec<Actor>, Vec<Organization>) {
    let (mut actors, mut organizations) = (Vec::new(), Vec::new());
    for number in numbers {
        let mut rng = chance(plan, 'p', number);
        match organization_type(plan, &mut rng, number) {
            Some(kind) => organizations.push(organization(&mut rng, kind, number)),
            None => actors.push(actor(&mut rng, number)),
        }
    }
    (actors, organizations)
}

fn actor(rng: &mut Rng, number: u32) -> Actor {
    let (names, is_female) = names::of_person(rng);
    let gender = if is_female { Gender::Female } else { Gender::Male };
    let (born, died) = dates::life(rng);
    Actor {
        key: party(number),
        names,
        gender: percent(rng, 92).then_some(gender),
        countries: countries(rng),
        identifiers: identifiers(IdentifierKind::Passport, number),
        births: (born != When::default())
            .then_some(Birth { when: born, is_approximate: false, text: None })
            .into_iter()
            .collect(),
        birthplaces: Vec::new(),
        titles: Vec::new(),
        positions: Vec::new(),
        addresses: Vec::new(),
        died,
        source_records: Vec::new(),
    }
}

fn organization(rng: &mut Rng, kind: OrganizationType, number: u32) -> Organization {
    let names = names::of_organization(rng, kind, number);
    let (founded, dissolved) = match chrono::NaiveDate::from_yo_opt(rng.i32(1950..2015), rng.u32(1..=365)) {
        Some(day) if percent(rng, 40) => dates::spell(rng, day),
        _ => Default::default(),
    };
    let identifiers = identifiers(IdentifierKind::Registration, number);
    Organization {
        key: party(number),
        kind,
        names,
        countries: countries(rng),
        identifiers,
        addresses: Vec::new(),
        founded,
        dissolved,
        source_records: Vec::new(),
    }
}

/// Every fourth party has one identifier.
fn identifiers(kind: IdentifierKind, number: u32) -> Vec<Identifier> {
    let identifier = || Identifier { kind, value: format!("AB {number:06}"), country: None, note: None };
    number.is_multiple_of(4).then(identifier).into_iter().collect()
}

/// The countries of a party: mostly one, without duplicates.
fn countries(rng: &mut Rng) -> Vec<CountryCode> {
    let wanted = weighted(rng, &[(1, 78), (0, 12), (2, 8), (3, 2)]);
    let mut countries = Vec::new();
    for country in (0..wanted).filter_map(|_| places::country(rng)) {
        if !countries.contains(&country) {
            countries.push(country);
        }
    }
    countries
}

/// A random party; prominent ones are more likely.
pub fn prominent(plan: &Plan, rng: &mut Rng, share: u32) -> u32 {
    if percent(rng, share) { plan.prominence().draw(rng) } else { rng.u32(0..plan.parties) }
}

/// This number of random parties, without duplicates and without the given ones; fewer if there are not enough.
pub fn distinct(plan: &Plan, rng: &mut Rng, wanted: u32, met: &mut Vec<u32>) -> Vec<u32> {
    let mut found = Vec::new();
    for _ in 0..wanted * 20 {
        if found.len() == wanted as usize {
            break;
        }
        let party = prominent(plan, rng, 60);
        if !met.contains(&party) {
            met.push(party);
            found.push(party);
        }
    }
    found
}

/// A random publisher.
pub fn publisher(plan: &Plan, rng: &mut Rng) -> Key {
    let from_last = Skew::new(plan.publishers(), 8.0).draw(rng);
    party(plan.parties - 1 - from_last)
}

/// A random authority.
pub fn authority(plan: &Plan, rng: &mut Rng) -> u32 {
    Skew::new(plan.authorities(), 2.0).draw(rng)
}
