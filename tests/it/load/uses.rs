//! Data sets that use others: references across, moves, and what must stay.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Text;
use sanad::dataset::records::Dataset;
use sanad::dataset::{Bodies, Changes, load, load_all};
use sanad::db::{Conn, Result};
use sanad::model::{OrganizationType, SanctionAction, Stance};
use serde_json::json;

use super::refusal::reason;
use super::small::{both, evidence, head, key, legal_instrument, organization, sanction, small};
use super::{changed, dump, id_of, number, open, tally, texts};
use crate::support::{TestDatabase, embedded};

/// The organizations of the small set, as a data set of their own.
fn base() -> Dataset {
    Dataset { key: key("base"), title: "A base".to_owned(), organizations: small().organizations, ..head() }
}

/// The small set without its organizations, which uses them.
fn using() -> Dataset {
    Dataset { organizations: Vec::new(), uses: vec![key("base")], ..small() }
}

fn both_sets(conn: &mut Conn) -> Result<Vec<Changes>> {
    load_all(conn, &[base(), using()], &Bodies::default())
}

/// All rows, except those that say when and how often something was loaded.
fn records(conn: &mut Conn) -> std::collections::BTreeMap<String, Vec<String>> {
    let mut rows = dump(conn);
    rows.retain(|table, _| !["revisions", "datasets"].contains(&table.as_str()));
    rows
}

fn one_load_or_two_make_the_same(db: &TestDatabase) {
    let mut conn = open(db);
    let together = both_sets(&mut conn).unwrap();
    assert_eq!(together.iter().map(|changes| changes.revision).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(tally(&together[0], "organizations"), (3, 3, 0, 0));
    assert_eq!(tally(&together[1], "organizations"), (0, 0, 0, 0));
    assert_eq!(tally(&together[1], "actors"), (2, 2, 0, 0));
    for changes in both_sets(&mut conn).unwrap() {
        assert!(changes.is_empty(), "{changes}");
    }
    let state = records(&mut conn);
    assert!(load(&mut conn, &base()).unwrap().is_empty());
    assert!(load(&mut conn, &using()).unwrap().is_empty());

    // One after the other, from nothing: the parties of the base get the links of the other set.
    let clear = |conn: &mut Conn, key: &str| {
        let remove = format!("DELETE FROM nodes WHERE key = '{key}'");
        diesel::sql_query(remove).execute(conn).unwrap();
    };
    clear(&mut conn, "small");
    clear(&mut conn, "base");
    assert_eq!(number(&mut conn, "SELECT count(*) FROM nodes"), 0);
    assert_eq!(changed(&load(&mut conn, &base()).unwrap())[0], ("data sets", 1, 0, 0));
    assert_eq!(number(&mut conn, "SELECT degree FROM nodes WHERE key = 'brigade'"), 0);
    load(&mut conn, &using()).unwrap();
    assert_eq!(number(&mut conn, "SELECT degree FROM nodes WHERE key = 'brigade'"), 2);
    assert_eq!(records(&mut conn), state);
    assert!(load(&mut conn, &base()).unwrap().is_empty());
}

fn records_move_between_sets_that_are_loaded_together(db: &TestDatabase) {
    let mut conn = open(db);
    load(&mut conn, &small()).unwrap();
    let before = (id_of(&mut conn, "council"), id_of(&mut conn, "salim.leads.brigade"));
    let names = texts(&mut conn, "SELECT text FROM names ORDER BY node_id, ordinal");

    let refusal = reason(load(&mut conn, &base()));
    assert_eq!(refusal, "the key `herald` belongs to the data set `small`: to move it, load both together");
    let moved = both_sets(&mut conn).unwrap();
    assert_eq!(changed(&moved[0]), [("data sets", 1, 0, 0), ("organizations", 3, 0, 0), ("names", 6, 0, 0)]);
    assert_eq!(changed(&moved[1]), [("data sets", 0, 1, 0), ("organizations", 0, 0, 3), ("names", 0, 0, 6)]);
    assert_eq!((id_of(&mut conn, "council"), id_of(&mut conn, "salim.leads.brigade")), before);
    assert_eq!(texts(&mut conn, "SELECT text FROM names ORDER BY node_id, ordinal"), names);
    let homes = "SELECT nodes.key || ' ' || home.key FROM nodes JOIN nodes AS home ON home.id = nodes.dataset_id \
                 WHERE nodes.kind = 'Organization' ORDER BY nodes.key";
    assert_eq!(texts(&mut conn, homes), ["brigade base", "council base", "herald base"]);
    for changes in both_sets(&mut conn).unwrap() {
        assert!(changes.is_empty(), "{changes}");
    }

    // And back, with the base gone from what is loaded only after it holds nothing that is used.
    let empty = Dataset { organizations: Vec::new(), ..base() };
    let back = load_all(&mut conn, &[empty, small()], &Bodies::default()).unwrap();
    assert_eq!(tally(&back[1], "organizations"), (3, 3, 0, 0));
    assert_eq!((id_of(&mut conn, "council"), id_of(&mut conn, "salim.leads.brigade")), before);
}

fn what_another_set_uses_cannot_be_removed(db: &TestDatabase) {
    let mut conn = open(db);
    both_sets(&mut conn).unwrap();
    let state = dump(&mut conn);
    let without = |name: &str| {
        let mut base = base();
        base.organizations.retain(|organization| organization.key.as_str() != name);
        base
    };
    assert_eq!(
        reason(load(&mut conn, &without("herald"))),
        "`herald` cannot be removed: the data set `small` uses it in `report`"
    );
    let refusal = reason(load(&mut conn, &without("council")));
    for part in ["`council` cannot be removed: the data set `small` uses it in `blocking`", "in `report`", "; and "] {
        assert!(refusal.contains(part), "{refusal}");
    }
    // Of another kind, it is another record.
    let mut other = without("brigade");
    other.actors.push(super::small::actor("brigade", vec![super::small::name("Brigade", "en")]));
    assert!(reason(load(&mut conn, &other)).contains("`brigade` cannot be removed: the data set `small` uses it in"));
    assert!(diesel::sql_query("DELETE FROM nodes WHERE key = 'base'").execute(&mut conn).is_err());
    assert_eq!(dump(&mut conn), state);

    // Whoever uses it lets go first, or in the same load.
    let mut using = using();
    using.articles[0].publisher = None;
    let changes = load_all(&mut conn, &[without("herald"), using], &Bodies::default()).unwrap();
    assert_eq!(tally(&changes[0], "organizations"), (2, 0, 0, 1));
}

fn references_need_a_use(db: &TestDatabase) {
    let mut conn = open(db);
    let missing = "it uses the data set `base`, which the database does not have: load that first";
    assert_eq!(reason(load(&mut conn, &using())), missing);
    both_sets(&mut conn).unwrap();
    let state = dump(&mut conn);
    let herald = "it refers to `herald` of the data set `base`, which it does not use: expected `base` in its `uses`";
    assert_eq!(reason(load(&mut conn, &Dataset { uses: Vec::new(), ..using() })), herald);
    let together = load_all(&mut conn, &[base(), Dataset { uses: Vec::new(), ..using() }], &Bodies::default());
    assert_eq!(reason(together.map(|mut changes| changes.remove(0))), herald);
    let mut unknown = using();
    unknown.articles[0].publisher = Some(key("gazette"));
    assert_eq!(
        reason(load(&mut conn, &unknown)),
        "it refers to `gazette`, but neither it nor what it uses has that key"
    );
    assert_eq!(
        reason(load(&mut conn, &Dataset { uses: vec![key("base"), key("small")], ..using() })),
        "it uses itself"
    );
    let circle = Dataset { uses: vec![key("small")], ..base() };
    assert_eq!(reason(load(&mut conn, &circle)), "it uses itself through `small`");

    // Evidence cites articles of its own data set.
    let third = Dataset {
        key: key("third"),
        articles: Vec::new(),
        organizations: vec![organization("fleet", OrganizationType::Other)],
        legal_instruments: vec![legal_instrument("order", both("أمر", "order"))],
        events: vec![sanction(SanctionAction::Amended, "amending", "2021-01-01", Some("blocking"))],
        uses: vec![key("base"), key("small")],
        ..base()
    };
    assert_eq!(
        reason(load(&mut conn, &third)),
        "it refers to `report` of the data set `small`: expected a record of its own, as for all that is cited"
    );
    assert_eq!(dump(&mut conn), state);
    // Events, instruments and places of others are at hand.
    let mut third = third;
    third.articles = vec![super::small::article("memo", Some("herald"), super::small::when("2021-01-02"))];
    third.events[0].evidence = vec![evidence("memo", Stance::Reports)];
    third.events[0].place = Some(key("harbour"));
    load(&mut conn, &third).unwrap();
    let follows = "SELECT followed.key FROM sanction_events JOIN nodes ON nodes.id = sanction_events.id \
                   JOIN nodes AS followed ON followed.id = sanction_events.follows_id WHERE nodes.key = 'amending'";
    assert_eq!(texts(&mut conn, follows), ["blocking"]);
    let refusal = reason(load(&mut conn, &Dataset { events: Vec::new(), ..using() }));
    assert!(refusal.contains("`blocking` cannot be removed: the data set `third` uses it in `amending`"), "{refusal}");
    let refusal = reason(load(&mut conn, &Dataset { legal_instruments: Vec::new(), ..using() }));
    assert!(refusal.contains("none of its records") || refusal.contains("neither it"), "{refusal}");
}

/// The columns that the store looks at before it removes a record are all that refer to one of another data set.
fn all_references_are_known(db: &TestDatabase) {
    let mut conn = open(db);
    let columns = match &conn {
        Conn::Sqlite(_) => {
            "SELECT tables.name || '.' || keys.\"from\" FROM sqlite_master AS tables, \
             pragma_foreign_key_list(tables.name) AS keys WHERE tables.type = 'table' AND keys.seq = 0 \
             AND keys.on_delete = 'NO ACTION'"
        }
        Conn::Postgres(_) => {
            "SELECT conrelid::regclass || '.' || (SELECT attname FROM pg_attribute WHERE attrelid = conrelid \
             AND attnum = conkey[1]) FROM pg_constraint WHERE contype = 'f' AND confdeltype = 'a'"
        }
    };
    let mut found = sql::<Text>(columns).load::<String>(&mut conn).unwrap();
    // These stay within a data set, or are those of a data set itself.
    let own = ["participations.event_id", "figures.event_id", "dataset_uses.used_id", "facts.id"];
    found.retain(|column| !own.contains(&column.as_str()));
    found.sort();
    let mut known: Vec<String> =
        sanad::db::store::REFERENCES.iter().map(|(table, _, column)| format!("{table}.{column}")).collect();
    known.sort();
    assert_eq!(found, known);
}

/// A database in which the Libya set still has the states and authorities.
fn an_older_database_gets_the_core(db: &TestDatabase) {
    let mut conn = open(db);
    let [core, libya] = <[Dataset; 2]>::try_from(embedded()).unwrap();
    let mut older = Dataset { uses: Vec::new(), ..libya.clone() };
    older.organizations.extend(core.organizations.clone());
    load(&mut conn, &older).unwrap();
    let ids = |conn: &mut Conn| texts(conn, "SELECT key || ' ' || id FROM nodes WHERE key NOT LIKE 'core' ORDER BY id");
    let before = ids(&mut conn);
    let moved = load_all(&mut conn, &[core.clone(), libya.clone()], &Bodies::default()).unwrap();
    assert_eq!(ids(&mut conn), before);
    let count = core.organizations.len();
    assert_eq!(tally(&moved[0], "organizations"), (count, count, 0, 0));
    assert_eq!(tally(&moved[1], "organizations").3, count);
    let refusal = reason(load(&mut conn, &Dataset { organizations: Vec::new(), ..core }));
    assert!(refusal.contains("the data set `libya-2018-2020` uses it in `"), "{refusal}");
}

async fn data_sets_say_what_they_use(db: &TestDatabase) {
    let answer =
        db.query("{ datasets { key uses { key title } } party(key: \"united-states\") { id dataset { key } } }");
    let answer = answer.await;
    let core = json!([{ "key": "core", "title": "States, authorities and committees" }]);
    let datasets = json!([{ "key": "core", "uses": [] }, { "key": "libya-2018-2020", "uses": core }]);
    assert_eq!(answer["datasets"], datasets);
    let states = json!({ "id": "Organization:united-states", "dataset": { "key": "core" } });
    assert_eq!(answer["party"], states);
}

on_each_backend! {
    empty:
    one_load_or_two_make_the_same,
    records_move_between_sets_that_are_loaded_together,
    what_another_set_uses_cannot_be_removed,
    references_need_a_use,
    all_references_are_known,
    an_older_database_gets_the_core,
}

on_each_backend! { async data_sets_say_what_they_use }
