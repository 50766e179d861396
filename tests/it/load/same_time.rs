//! Loads beside readers and beside other loads.

use std::collections::BTreeSet;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};

use sanad::dataset::load;
use sanad::db::{Access, Conn, Deadline};

use super::small::{actor, name, small};
use super::{number, open, texts};
use crate::support::TestDatabase;

fn readers_see_one_state_or_the_other(db: &TestDatabase) {
    let mut conn = open(db);
    let mut large = small();
    large.version = Some("large".to_owned());
    large.actors.extend((0..300).map(|number| actor(&format!("person-{number}"), vec![name("X", "en")])));
    load(&mut conn, &small()).unwrap();

    let pool = db.pool();
    let look = || {
        let permit = actix_web::rt::System::new().block_on(pool.permit());
        let mut snapshot = pool.snapshot(permit, &Deadline::never()).unwrap();
        let reader = snapshot.conn().unwrap();
        let revision = number(reader, "SELECT number FROM revisions");
        let names = number(reader, "SELECT COUNT(*) FROM names");
        let actors = number(reader, "SELECT COUNT(*) FROM actors");
        let version = texts(reader, "SELECT version FROM datasets").concat();
        (version, actors, names, revision)
    };
    let ready = Barrier::new(3);
    let done = AtomicBool::new(false);
    let seen = std::thread::scope(|scope| {
        let readers: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let mut seen = BTreeSet::from([look()]);
                    ready.wait();
                    loop {
                        let is_last = done.load(Ordering::Relaxed);
                        seen.insert(look());
                        if is_last {
                            break;
                        }
                    }
                    seen
                })
            })
            .collect();
        ready.wait();
        for dataset in [&large, &small(), &large, &small(), &large, &small()] {
            assert!(!load(&mut conn, dataset).unwrap().is_empty());
        }
        done.store(true, Ordering::Relaxed);
        readers.into_iter().flat_map(|reader| reader.join().unwrap()).collect::<BTreeSet<_>>()
    });
    let revisions: BTreeSet<i64> = seen.iter().map(|(.., revision)| *revision).collect();
    assert_eq!(revisions.len(), seen.len(), "each revision has one state: {seen:?}");
    assert!(seen.len() > 1, "the readers must have seen more than one state: {seen:?}");
    for (version, actors, names, _) in &seen {
        assert!(matches!((&**version, actors, names), ("1", 2, 10) | ("large", 302, 310)), "{seen:?}");
    }
}

fn loads_at_the_same_time_wait_for_each_other(db: &TestDatabase) {
    drop(open(db));
    let url = db.url();
    let loads = std::thread::scope(|scope| {
        let loaders: Vec<_> = (0..6)
            .map(|_| scope.spawn(|| load(&mut Conn::open(url, Access::Write).unwrap(), &small()).unwrap()))
            .collect();
        loaders.into_iter().map(|loader| loader.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(loads.iter().filter(|changes| !changes.is_empty()).count(), 1);
    assert!(loads.iter().all(|changes| changes.revision == loads[0].revision));
}

on_each_backend! {
    empty:
    readers_see_one_state_or_the_other,
    loads_at_the_same_time_wait_for_each_other,
}
