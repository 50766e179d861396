//! Random sequences of changes, each compared with a load of the whole data set into another database.

use std::collections::{BTreeMap, BTreeSet};

use diesel::connection::SimpleConnection;
use fastrand::Rng;
use sanad::dataset::records::*;
use sanad::dataset::{load, update};
use sanad::db::Conn;
use sanad::model::*;

use super::by_key::by_key;
use super::head;
use crate::load::small::*;
use crate::load::{dump, open, texts};
use crate::support::{Backend, TestDatabase};

/// The number of changes of each sequence.
const STEPS: usize = 24;

/// One record, as it is put.
#[derive(Debug, Clone)]
enum Record {
    Article(Article),
    Actor(Actor),
    Organization(Organization),
    Asset(Asset),
    Place(Place),
    Instrument(LegalInstrument),
    Held(PlaceRelationship),
    Relationship(Relationship),
    Event(Event),
}

fn dataset<'a>(records: impl IntoIterator<Item = &'a Record>) -> Dataset {
    let mut dataset = Dataset { uses: vec![key("base")], ..head() };
    for record in records {
        match record.clone() {
            Record::Article(record) => dataset.articles.push(record),
            Record::Actor(record) => dataset.actors.push(record),
            Record::Organization(record) => dataset.organizations.push(record),
            Record::Asset(record) => dataset.assets.push(record),
            Record::Place(record) => dataset.places.push(record),
            Record::Instrument(record) => dataset.legal_instruments.push(record),
            Record::Held(record) => dataset.place_relationships.push(record),
            Record::Relationship(record) => dataset.relationships.push(record),
            Record::Event(record) => dataset.events.push(record),
        }
    }
    dataset
}

/// A random text of a few.
fn word(rng: &mut Rng) -> String {
    ["harbour", "brigade", "Salim al-Ahmad", "سليم الأحمد", "council"][rng.usize(..5)].to_owned()
}

fn day(rng: &mut Rng) -> When {
    if rng.u8(..5) == 0 { When::default() } else { when(&format!("2020-{:02}-{:02}", rng.u8(1..4), rng.u8(1..4))) }
}

fn one(rng: &mut Rng, letter: char, count: usize) -> String {
    format!("{letter}{}", rng.usize(..count))
}

/// A party of this data set or of the one that it uses.
fn party(rng: &mut Rng) -> String {
    if rng.u8(..4) == 0 { "herald".to_owned() } else { one(rng, 'p', 6) }
}

fn cited(rng: &mut Rng) -> Vec<Evidence> {
    let stances = [Stance::Reports, Stance::Confirms, Stance::Denies, Stance::Plans];
    (0..rng.usize(1..4)).map(|_| evidence(&one(rng, 'a', 3), stances[rng.usize(..4)])).collect()
}

fn parts(rng: &mut Rng, event: &str) -> Vec<Participation> {
    let roles = [Role::Target, Role::Target, Role::Proposer, Role::Accused];
    let mut parts: BTreeMap<Key, Participation> = BTreeMap::new();
    for _ in 0..rng.usize(..4) {
        let part = participation(event, roles[rng.usize(..4)], &party(rng), "a0");
        parts.insert(part.key.clone(), Participation { evidence: cited(rng), ..part });
    }
    parts.into_values().collect()
}

fn random_event(rng: &mut Rng, id: &str) -> Event {
    let actions = [SanctionAction::Proposed, SanctionAction::Blocked, SanctionAction::Imposed, SanctionAction::Lifted];
    let happening = if rng.u8(..6) == 0 {
        Happening::Incident(IncidentKind::Discovery)
    } else {
        Happening::Sanction(actions[rng.usize(..4)])
    };
    let sanction = matches!(happening, Happening::Sanction(_)).then(|| Sanction {
        authority: (rng.bool()).then(|| key("council")),
        programme: rng.bool().then(|| "Arms".to_owned()),
        measures: vec![[SanctionMeasure::TravelBan, SanctionMeasure::AssetFreeze][rng.usize(..2)]],
        follows: Some(one(rng, 'e', 6)).filter(|other| other != id && rng.bool()).map(|id| key(&id)),
    });
    let figure = Figure {
        key: Key::joined([id, "graves"]),
        measure: key("graves"),
        low: Some(rng.i64(1..9)),
        high: None,
        unit: None,
        qualifier: Qualifier::AtLeast,
        note: None,
        evidence: cited(rng),
    };
    Event {
        sanction,
        place: rng.bool().then(|| key(&one(rng, 'l', 2))),
        instruments: if rng.bool() { vec![key("i0")] } else { Vec::new() },
        evidence: cited(rng),
        participations: parts(rng, id),
        figures: if rng.bool() { vec![figure] } else { Vec::new() },
        ended: if rng.u8(..4) == 0 { when("2020-05") } else { When::default() },
        ..event(id, happening, day(rng), "a0")
    }
}

/// A new version of a random record.
fn random(rng: &mut Rng) -> (String, Record) {
    let names = |rng: &mut Rng| (0..rng.usize(1..4)).map(|_| name(&word(rng), "en")).collect::<Vec<_>>();
    match rng.u8(..20) {
        0..3 => {
            let id = one(rng, 'a', 3);
            let publisher = rng.bool().then(|| ["herald", "council"][rng.usize(..2)]);
            let mut record = article(&id, publisher, day(rng));
            let described_as = vec![word(rng)];
            record.mentions = vec![Mention { party: key(&party(rng)), cited: Cited::Locator(word(rng)), described_as }];
            (id, Record::Article(record))
        }
        3..7 => {
            let id = one(rng, 'p', 6);
            let record = match rng.u8(..6) {
                0 => {
                    let kind = [OrganizationType::ArmedGroup, OrganizationType::DescribedGroup][rng.usize(..2)];
                    Record::Organization(Organization { names: names(rng), ..organization(&id, kind) })
                }
                1 => {
                    let kind = [AssetType::Vessel, AssetType::Aircraft][rng.usize(..2)];
                    Record::Asset(Asset { names: names(rng), subtype: None, ..asset(&id, kind) })
                }
                _ => {
                    let mut record = actor(&id, names(rng));
                    record.identifiers[0].value = format!("P{}", rng.u8(..3));
                    record.births.truncate(rng.usize(..3));
                    Record::Actor(record)
                }
            };
            (id, record)
        }
        7 => {
            let coordinates = rng.bool().then_some((1.5, 2.5));
            let id = one(rng, 'l', 2);
            let within = (id == "l1" && rng.bool()).then(|| key("l0"));
            let record = Place { key: key(&id), names: names(rng), coordinates, country: None, within };
            (id, Record::Place(record))
        }
        8 => ("i0".to_owned(), Record::Instrument(legal_instrument("i0", both(&word(rng), &word(rng))))),
        9 => {
            let mut record = place_relationship(&party(rng), &one(rng, 'l', 2), "a0");
            record.evidence = cited(rng);
            (record.key.to_string(), Record::Held(record))
        }
        10..13 => {
            let (id, source, target) = (one(rng, 'r', 4), party(rng), party(rng));
            let kinds = [RelationshipKind::Leads, RelationshipKind::Family];
            let record = Relationship {
                key: key(&id),
                source: key(&source),
                kind: kinds[rng.usize(..2)],
                target: key(if target == source { "council" } else { &target }),
                role: rng.bool().then(|| both(&word(rng), &word(rng))),
                started: day(rng),
                ended: When::default(),
                evidence: cited(rng),
            };
            (id, Record::Relationship(record))
        }
        _ => {
            let id = one(rng, 'e', 6);
            (id.clone(), Record::Event(random_event(rng, &id)))
        }
    }
}

fn keys(conn: &mut Conn, table: &str) -> BTreeSet<String> {
    texts(conn, &format!("SELECT key FROM {table}")).into_iter().collect()
}

/// Changes a data set at random, and compares each state with that of a database that got it as a whole. What the one
/// refuses, the other refuses too.
fn changes_make_what_whole_loads_make(db: &TestDatabase) {
    let backend = if db.backend() == "sqlite" { Backend::Sqlite } else { Backend::Postgres };
    for seed in 0..3 {
        let mut rng = Rng::with_seed(seed);
        let other = TestDatabase::new(backend, false);
        let (mut changed, mut whole) = (open(db), open(&other));
        let base = Dataset { key: key("base"), organizations: small().organizations, ..head() };
        load(&mut changed, &base).unwrap();
        let mut records: BTreeMap<String, Record> = BTreeMap::new();
        let (mut made, mut refused) = (0, 0);
        let mut seen = BTreeSet::new();
        for step in 0..STEPS {
            let mut wanted = records.clone();
            let mut put = BTreeMap::new();
            // The first change has so much that most references lead somewhere.
            for _ in 0..if records.is_empty() { 150 } else { rng.usize(..5) } {
                let (id, record) = random(&mut rng);
                put.insert(id, record);
            }
            let is_removed = |id: &&String, rng: &mut Rng| !put.contains_key(*id) && rng.u8(..20) == 0;
            let removed: Vec<String> = records.keys().filter(|id| is_removed(id, &mut rng)).cloned().collect();
            wanted.retain(|id, _| !removed.contains(id));
            wanted.extend(put.clone());
            whole.batch_execute("DELETE FROM nodes WHERE key = 'small'; DELETE FROM nodes WHERE key = 'base'").unwrap();
            load(&mut whole, &base).unwrap();
            let expected = load(&mut whole, &dataset(wanted.values()));

            let before = dump(&mut changed);
            let removed: Vec<Key> = removed.iter().map(|id| key(id)).collect();
            let is_removed_first = rng.bool();
            let outcome = update(&mut changed, &dataset([]), |update| {
                if is_removed_first {
                    update.remove(&removed)?;
                }
                update.put(&dataset(put.values()))?;
                if is_removed_first { Ok(()) } else { update.remove(&removed) }
            });
            match expected {
                Ok(_) => {
                    outcome.unwrap_or_else(|error| panic!("seed {seed}, step {step}: {error}"));
                    let (by_changes, at_once) = (by_key(&mut changed), by_key(&mut whole));
                    for (table, rows) in &at_once {
                        assert_eq!(&by_changes[table], rows, "{table} of seed {seed}, step {step}");
                    }
                    let here = keys(&mut changed, "nodes");
                    seen.extend(here.clone());
                    let gone: BTreeSet<String> = seen.difference(&here).cloned().collect();
                    assert_eq!(keys(&mut changed, "removals"), gone, "seed {seed}, step {step}");
                    records = wanted;
                    made += 1;
                }
                Err(error) => {
                    assert!(outcome.is_err(), "seed {seed}, step {step}: {error}");
                    assert_eq!(dump(&mut changed), before);
                    refused += 1;
                }
            }
        }
        assert!(made > 5 && refused > 2, "seed {seed}: {made} made, {refused} refused");
        changed.batch_execute("DELETE FROM nodes WHERE key = 'small'; DELETE FROM nodes WHERE key = 'base'").unwrap();
    }
}

on_each_backend! {
    empty:
    changes_make_what_whole_loads_make,
}
