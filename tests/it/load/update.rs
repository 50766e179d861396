//! Changing a part of a data set: what stays, what follows, and what is refused.

mod by_key;
mod random;

use diesel::connection::SimpleConnection;
use sanad::dataset::records::{Cited, Dataset};
use sanad::dataset::{Changes, Update, load, update};
use sanad::db::{Conn, Error, Result};
use sanad::model::{AssetType, OrganizationType, SanctionAction, Stance};

use self::by_key::by_key;
use super::refusal::reason;
use super::small::{
    actor, afloat, article, asset, evidence, head, key, name, organization, participation, sanction, small, when,
};
use super::{changed, dump, id_of, kinds_of_statements, number, open, tally, texts};
use crate::support::TestDatabase;

fn change(conn: &mut Conn, change: impl FnOnce(&mut Update<'_>) -> Result<()>) -> Result<Changes> {
    update(conn, &head(), change).map(|(changes, ())| changes)
}

fn put(conn: &mut Conn, records: Dataset) -> Result<Changes> {
    change(conn, |update| update.put(&records))
}

fn remove(conn: &mut Conn, keys: &[&str]) -> Result<Changes> {
    let keys: Vec<_> = keys.iter().map(|text| key(text)).collect();
    change(conn, |update| update.remove(&keys))
}

fn batches_make_what_one_load_makes(db: &TestDatabase) {
    let mut conn = open(db);
    let all = load(&mut conn, &afloat()).unwrap();
    let whole = by_key(&mut conn);
    conn.batch_execute("DELETE FROM nodes WHERE key = 'small'").unwrap();
    let records = afloat();
    let changes = change(&mut conn, |update| {
        update.put(&Dataset {
            organizations: records.organizations.clone(),
            places: records.places.clone(),
            ..head()
        })?;
        update.put(&Dataset { actors: records.actors.clone(), ..head() })?;
        update.put(&Dataset { assets: records.assets.clone(), ..head() })?;
        update.put(&Dataset { articles: records.articles.clone(), ..head() })?;
        update.put(&Dataset { legal_instruments: records.legal_instruments.clone(), ..head() })?;
        let (blocking, others) = records.events.split_first().unwrap();
        update.put(&Dataset { events: others.to_vec(), ..head() })?;
        update.put(&Dataset { events: vec![blocking.clone()], ..head() })?;
        let place_relationships = records.place_relationships.clone();
        update.put(&Dataset { place_relationships, relationships: records.relationships.clone(), ..head() })
    });
    let changes = changes.unwrap();
    assert_eq!(changes.records, all.records);
    assert_eq!(by_key(&mut conn), whole);
}

fn an_update_that_changes_nothing_writes_nothing(db: &TestDatabase) {
    let mut conn = open(db);
    let first = load(&mut conn, &small()).unwrap();
    let state = dump(&mut conn);
    let mut again = None;
    let kinds = kinds_of_statements(&mut conn, |conn| again = Some(put(conn, small()).unwrap()));
    let again = again.unwrap();
    assert!(again.is_empty(), "{again}");
    assert_eq!((again.revision, tally(&again, "names")), (first.revision, (10, 0, 0, 0)));
    assert!(kinds.iter().all(|kind| matches!(&**kind, "BEGIN" | "SELECT" | "WITH" | "COMMIT")), "{kinds:?}");
    assert!(change(&mut conn, |_| Ok(())).unwrap().is_empty());
    assert_eq!(dump(&mut conn), state);
}

fn what_is_not_named_stays(db: &TestDatabase) {
    let mut conn = open(db);
    load(&mut conn, &small()).unwrap();
    let ids = ["salim", "brigade", "proposal"].map(|key| id_of(&mut conn, key));
    let mut discovery = small().events.remove(2);
    discovery.figures.clear();
    discovery.participations = vec![participation("discovery", sanad::model::Role::Accused, "salim", "leaflet")];
    let changes = put(&mut conn, Dataset { events: vec![discovery], ..head() }).unwrap();
    assert_eq!(
        changed(&changes),
        [
            // One link more, and one less.
            ("actors", 0, 1, 0),
            ("organizations", 0, 1, 0),
            ("participations", 1, 0, 1),
            ("figures", 0, 0, 1),
            ("pieces of evidence", 1, 0, 2),
        ]
    );
    assert_eq!(tally(&changes, "organizations").0, 3);
    let changes = remove(&mut conn, &["discovery", "salim.leads.brigade"]).unwrap();
    assert_eq!(tally(&changes, "incidents"), (0, 0, 0, 1));
    assert_eq!(tally(&changes, "relationships"), (0, 0, 0, 1));
    assert_eq!(tally(&changes, "participations"), (2, 0, 0, 1));
    assert_eq!(["salim", "brigade", "proposal"].map(|key| id_of(&mut conn, key)), ids);
    assert_eq!(number(&mut conn, "SELECT degree FROM nodes WHERE key = 'brigade'"), 0);
}

fn what_cites_an_article_follows_it(db: &TestDatabase) {
    let mut conn = open(db);
    let mut dataset = small();
    load(&mut conn, &dataset).unwrap();
    let leadership =
        "SELECT source_count || ' ' || COALESCE(first_reported, '-') FROM facts WHERE kind = 'Relationship'";
    assert_eq!(texts(&mut conn, leadership), ["2 2020-11"]);
    // The leaflet is the herald's too, and came earlier.
    dataset.articles[1] = article("leaflet", Some("herald"), when("2020-09-01"));
    put(&mut conn, Dataset { articles: vec![dataset.articles[1].clone()], ..head() }).unwrap();
    assert_eq!(texts(&mut conn, leadership), ["1 2020-09-01"]);
    assert_eq!(texts(&mut conn, "SELECT DISTINCT CAST(source_count AS TEXT) FROM links"), ["1"]);
    let updated = by_key(&mut conn);
    assert!(load(&mut conn, &dataset).unwrap().is_empty());
    assert_eq!(by_key(&mut conn), updated);
}

fn references_lead_to_a_party_of_another_kind(db: &TestDatabase) {
    let mut conn = open(db);
    let mut dataset = small();
    load(&mut conn, &dataset).unwrap();
    dataset.actors.remove(0);
    dataset.organizations.push(organization("salim", OrganizationType::Other));
    let salim = dataset.organizations.last().cloned().into_iter().collect();
    let changes = put(&mut conn, Dataset { organizations: salim, ..head() }).unwrap();
    assert_eq!(tally(&changes, "actors"), (1, 0, 0, 1));
    assert_eq!(tally(&changes, "organizations"), (4, 1, 0, 0));
    assert_eq!(texts(&mut conn, "SELECT source_kind FROM relationships"), ["Organization"]);
    let updated = by_key(&mut conn);
    assert!(load(&mut conn, &dataset).unwrap().is_empty());
    assert_eq!(by_key(&mut conn), updated);
    dataset.organizations.pop();
    dataset.assets.push(asset("salim", AssetType::Vessel));
    put(&mut conn, Dataset { assets: dataset.assets.clone(), ..head() }).unwrap();
    assert_eq!(texts(&mut conn, "SELECT source_kind FROM relationships"), ["Asset"]);
    assert!(load(&mut conn, &dataset).unwrap().is_empty());
    let updated = by_key(&mut conn);
    // A publisher has to be an organization.
    let herald = actor("herald", vec![name("Herald", "en")]);
    let refusal = reason(put(&mut conn, Dataset { actors: vec![herald], ..head() }));
    assert_eq!(refusal, "`herald` cannot be removed: the data set `small` uses it in `report`");
    assert_eq!(by_key(&mut conn), updated);
}

fn what_is_refused_leaves_everything(db: &TestDatabase) {
    let mut conn = open(db);
    load(&mut conn, &small()).unwrap();
    let state = dump(&mut conn);
    let with = |change: &dyn Fn(&mut Dataset)| {
        let mut records = head();
        change(&mut records);
        records
    };
    let salim = "`salim` cannot be removed: the data set `small` uses it in `proposal.target.salim`";
    let refusal = reason(remove(&mut conn, &["salim"]));
    assert!(refusal.starts_with(salim) && refusal.contains("in `salim.leads.brigade`"), "{refusal}");
    assert_eq!(
        reason(remove(&mut conn, &["leaflet", "discovery"])),
        "`leaflet` cannot be removed: the data set `small` uses it in `salim.leads.brigade`"
    );
    for (keys, expected) in [
        (&["idris", "nobody"][..], "there is no record `nobody` to remove"),
        (&["small"], "there is no record `small` to remove"),
        (&["idris", "idris"], "there is no record `idris` to remove"),
    ] {
        let split: Vec<_> = keys.iter().map(|text| [key(text)]).collect();
        assert_eq!(reason(change(&mut conn, |update| split.iter().try_for_each(|key| update.remove(key)))), expected);
    }
    let cites = |article: &str| {
        with(&|records| {
            let event = sanction(SanctionAction::Lifted, "lifting", "2021-01-01", Some("blocking"));
            records.events = vec![event];
            records.events[0].evidence = vec![evidence(article, Stance::Reports)];
        })
    };
    assert_eq!(
        reason(put(&mut conn, cites("nothing"))),
        "it refers to `nothing`, but none of its records has that key"
    );
    let twice = with(&|records| records.actors = vec![actor("omar", vec![name("Omar", "en")]); 2]);
    assert_eq!(reason(put(&mut conn, twice)), "two records have the key `omar`");
    let own = with(&|records| records.actors = vec![actor("small", vec![name("Small", "en")])]);
    assert_eq!(reason(put(&mut conn, own)), "two records have the key `small`");
    // A participation belongs to one event.
    let taken = with(&|records| {
        records.events = vec![sanction(SanctionAction::Lifted, "lifting", "2021-01-01", Some("blocking"))];
        records.events[0].participations = small().events[1].participations.clone();
    });
    assert_eq!(reason(put(&mut conn, taken.clone())), "two records have the key `proposal.proposer.council`");
    let mut robbed = taken.clone();
    robbed.events.push(small().events.remove(1));
    robbed.events[1].participations.clear();
    let other = Dataset { key: key("other"), ..head() };
    assert_eq!(
        reason(change(&mut conn, |update| update.put(&other))),
        "these are records of `other`: expected those of `small`"
    );
    let unused = Dataset { uses: vec![key("other")], ..head() };
    assert!(reason(update(&mut conn, &unused, |_| Ok(())).map(|(changes, ())| changes)).contains("load that first"));
    assert_eq!(dump(&mut conn), state);
    assert_eq!(tally(&put(&mut conn, robbed).unwrap(), "participations"), (3, 0, 2, 0));
}

fn an_error_that_is_passed_over_fails_the_update(db: &TestDatabase) {
    let mut conn = open(db);
    load(&mut conn, &small()).unwrap();
    let state = dump(&mut conn);
    let outcome = change(&mut conn, |update| {
        update.put(&Dataset { actors: vec![actor("omar", vec![name("Omar", "en")])], ..head() })?;
        assert!(update.remove(&[key("nobody")]).is_err());
        Ok(())
    });
    assert!(matches!(outcome, Err(Error::Internal(_))), "{outcome:?}");
    let outcome = change(&mut conn, |update| {
        update.put(&Dataset { actors: vec![actor("omar", vec![name("Omar", "en")])], ..head() })?;
        update.conn().batch_execute("UPDATE datasets SET licence = 'none'")?;
        Err(Error::Internal("the disk is on fire".to_owned()))
    });
    assert_eq!(outcome.unwrap_err().to_string(), "the disk is on fire");
    assert_eq!(dump(&mut conn), state);
}

fn cited_paragraphs_exist_in_the_stored_body(db: &TestDatabase) {
    let mut conn = open(db);
    let bodies = sanad::dataset::Bodies::from_texts([(key("leaflet"), "A\nB\nC")]);
    sanad::dataset::load_with_bodies(&mut conn, &small(), &bodies).unwrap();
    let state = dump(&mut conn);
    let mut discovery = small().events.remove(2);
    discovery.evidence[0].cited = Cited::Paragraphs(vec![1, 4]);
    let refusal = reason(put(&mut conn, Dataset { events: vec![discovery], ..head() }));
    assert_eq!(refusal, "the body of `leaflet` has 3 paragraphs, but `discovery` cites [1, 4]");
    assert_eq!(dump(&mut conn), state);
    assert!(put(&mut conn, Dataset { events: vec![small().events.remove(2)], ..head() }).unwrap().is_empty());
}

fn a_use_that_is_dropped_must_not_be_needed(db: &TestDatabase) {
    let mut conn = open(db);
    let base = Dataset { key: key("base"), organizations: small().organizations, ..head() };
    load(&mut conn, &base).unwrap();
    let using = Dataset { uses: vec![key("base")], ..head() };
    let records = Dataset { organizations: Vec::new(), uses: vec![key("base")], ..small() };
    update(&mut conn, &using, |update| update.put(&records)).unwrap();
    assert_eq!(number(&mut conn, "SELECT degree FROM nodes WHERE key = 'brigade'"), 2);
    let state = dump(&mut conn);
    let refusal = reason(change(&mut conn, |_| Ok(())));
    assert!(
        refusal.starts_with(
            "it refers to `brigade` of the data set `base` in `brigade.controls.harbour`: expected `base`"
        ),
        "{refusal}"
    );
    assert_eq!(dump(&mut conn), state);
    let refusal =
        reason(update(&mut conn, &base, |update| update.remove(&[key("herald")])).map(|(changes, ())| changes));
    assert_eq!(refusal, "`herald` cannot be removed: the data set `small` uses it in `report`");
}

on_each_backend! {
    empty:
    batches_make_what_one_load_makes,
    an_update_that_changes_nothing_writes_nothing,
    what_is_not_named_stays,
    what_cites_an_article_follows_it,
    references_lead_to_a_party_of_another_kind,
    what_is_refused_leaves_everything,
    an_error_that_is_passed_over_fails_the_update,
    cited_paragraphs_exist_in_the_stored_body,
    a_use_that_is_dropped_must_not_be_needed,
}
