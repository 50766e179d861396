//! Reading any connection in pages of random size, in both directions, gives the same list as reading it at once.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sanad::graphql::Api;
use serde_json::Value;

use crate::support::TestDatabase;

/// A connection: the query around it, with `@` for its arguments and its selection, and the way to it in the answer.
struct Walk {
    query: &'static str,
    path: &'static [&'static str],
}

const WALKS: &[Walk] = &[
    Walk { query: "{ parties(orderBy: { language: \"en\" }, @ }", path: &["parties"] },
    Walk { query: "{ actors(orderBy: { language: \"ar-LY\", direction: DESC }, @ }", path: &["actors"] },
    Walk { query: "{ parties(orderBy: { by: DEGREE, direction: DESC }, @ }", path: &["parties"] },
    Walk { query: "{ organizations(orderBy: { by: DEGREE }, @ }", path: &["organizations"] },
    Walk { query: "{ events(orderBy: { by: SOURCES, direction: DESC }, @ }", path: &["events"] },
    Walk { query: "{ sanctionEvents(orderBy: { by: FIRST_REPORTED }, @ }", path: &["sanctionEvents"] },
    Walk { query: "{ relationships(orderBy: { direction: DESC }, @ }", path: &["relationships"] },
    Walk { query: "{ relationships(orderBy: { by: SOURCES }, @ }", path: &["relationships"] },
    Walk { query: "{ relationships(orderBy: { by: FIRST_REPORTED, direction: DESC }, @ }", path: &["relationships"] },
    Walk {
        query: "{ placeRelationships(orderBy: { by: SOURCES, direction: DESC }, @ }",
        path: &["placeRelationships"],
    },
    Walk {
        query: r#"{ party(key: "kaniyat") { relationships(orderBy: { by: SOURCES, direction: DESC }, @ } }"#,
        path: &["party", "relationships"],
    },
    Walk {
        query: r#"{ party(key: "kaniyat") { relationships(orderBy: { by: FIRST_REPORTED }, where: { kinds: [LEADS, OPPOSES, ALLIED_WITH] }, @ } }"#,
        path: &["party", "relationships"],
    },
    Walk {
        query: r#"{ party(key: "kaniyat") { sanctionEvents(orderBy: { by: SOURCES }, where: { authorities: ["un-libya-sanctions-committee"] }, @ } }"#,
        path: &["party", "sanctionEvents"],
    },
    Walk {
        query: r#"{ party(key: "kaniyat") { placeRelationships(orderBy: { direction: DESC }, where: { kinds: [CONTROLS] }, @ } }"#,
        path: &["party", "placeRelationships"],
    },
    Walk {
        query: r#"{ place(key: "tripoli") { events(orderBy: { by: FIRST_REPORTED, direction: DESC }, where: { kind: INCIDENT }, @ } }"#,
        path: &["place", "events"],
    },
    Walk {
        query: r#"{ legalInstrument(key: "un-security-council-resolution-1970") { events(orderBy: { by: SOURCES, direction: DESC }, @ } }"#,
        path: &["legalInstrument", "events"],
    },
    Walk {
        query: r#"{ organization(key: "al-jazeera") { publications(orderBy: { direction: DESC }, where: { languages: ["ar"] }, @ } }"#,
        path: &["organization", "publications"],
    },
    Walk { query: "{ parties@ }", path: &["parties"] },
    Walk { query: "{ parties(orderBy: { by: KEY, direction: DESC }, @ }", path: &["parties"] },
    Walk { query: "{ actors(orderBy: { direction: DESC }, @ }", path: &["actors"] },
    Walk { query: "{ organizations(where: { types: [STATE, MEDIA] }, @ }", path: &["organizations"] },
    Walk { query: "{ assets@ }", path: &["assets"] },
    Walk {
        query: "{ assets(where: { partyTypes: [VESSEL] }, orderBy: { by: DEGREE, direction: DESC }, @ }",
        path: &["assets"],
    },
    Walk { query: "{ events@ }", path: &["events"] },
    Walk { query: "{ events(orderBy: { direction: DESC }, where: { kind: INCIDENT }, @ }", path: &["events"] },
    Walk { query: "{ sanctionEvents@ }", path: &["sanctionEvents"] },
    Walk { query: "{ relationships@ }", path: &["relationships"] },
    Walk { query: "{ relationships(where: { kinds: [PART_OF, LEADS] }, @ }", path: &["relationships"] },
    Walk { query: "{ articles@ }", path: &["articles"] },
    Walk { query: "{ incidents(where: { incidentKinds: [STATEMENT, EXECUTION] }, @ }", path: &["incidents"] },
    Walk { query: "{ participations(where: { roles: [TARGET, SPEAKER] }, @ }", path: &["participations"] },
    Walk { query: "{ figures(where: { event: { kind: INCIDENT } }, @ }", path: &["figures"] },
    Walk { query: "{ evidence(where: { stances: [DENIES, PLANS] }, @ }", path: &["evidence"] },
    Walk { query: "{ mentions(where: { party: { keys: [\"kaniyat\"] } }, @ }", path: &["mentions"] },
    Walk { query: "{ articles(orderBy: { direction: DESC }, @ }", path: &["articles"] },
    Walk { query: "{ places@ }", path: &["places"] },
    Walk { query: r#"{ places(where: { countries: ["LY"], not: { keys: ["tripoli"] } }, @ }"#, path: &["places"] },
    Walk { query: r#"{ events(where: { place: { countries: ["LY"] } }, @ }"#, path: &["events"] },
    Walk {
        query: r#"{ events(where: { from: "2019-01-01", until: "2020-11-30", period: CERTAINLY_WITHIN, undated: INCLUDED }, @ }"#,
        path: &["events"],
    },
    Walk { query: r#"{ relationships(where: { undated: ONLY }, @ }"#, path: &["relationships"] },
    Walk { query: "{ placeRelationships@ }", path: &["placeRelationships"] },
    Walk { query: "{ legalInstruments@ }", path: &["legalInstruments"] },
    Walk { query: "{ search(text: \"m\", @ }", path: &["search"] },
    Walk { query: "{ search(text: \"حفتر\", types: [ARTICLE, INCIDENT, ACTOR], @ }", path: &["search"] },
    Walk { query: r#"{ party(key: "khalifa-haftar") { relationships@ } }"#, path: &["party", "relationships"] },
    Walk { query: r#"{ party(key: "united-states") { participations@ } }"#, path: &["party", "participations"] },
    Walk {
        query: r#"{ party(key: "united-states") { participations(where: { not: { roles: [IMPOSER] } }, @ } }"#,
        path: &["party", "participations"],
    },
    Walk {
        query: r#"{ event(key: "tarhuna-mass-graves") { participations(where: { party: { countries: ["LY"] } }, @ } }"#,
        path: &["event", "participations"],
    },
    Walk { query: r#"{ party(key: "kaniyat") { sanctionEvents@ } }"#, path: &["party", "sanctionEvents"] },
    Walk { query: r#"{ organization(key: "al-jazeera") { publications@ } }"#, path: &["organization", "publications"] },
    Walk { query: r#"{ place(key: "tripoli") { events@ } }"#, path: &["place", "events"] },
    Walk { query: r#"{ place(key: "tarhuna") { placeRelationships@ } }"#, path: &["place", "placeRelationships"] },
    Walk {
        query: r#"{ party(key: "kaniyat") { placeRelationships(kinds: [CONTROLS], @ } }"#,
        path: &["party", "placeRelationships"],
    },
    Walk {
        query: r#"{ legalInstrument(key: "un-security-council-resolution-1970") { events@ } }"#,
        path: &["legalInstrument", "events"],
    },
    Walk {
        query: r#"{ legalInstrument(key: "un-security-council-resolution-1970") { sanctionEvents(actions: [PROPOSED, BLOCKED], @ } }"#,
        path: &["legalInstrument", "sanctionEvents"],
    },
    Walk { query: r#"{ event(key: "tarhuna-mass-graves") { participations@ } }"#, path: &["event", "participations"] },
    Walk { query: r#"{ event(key: "tarhuna-mass-graves") { evidence@ } }"#, path: &["event", "evidence"] },
    Walk {
        query: r#"{ article(key: "mena-monitor-2020-06-un-mediation") { evidence@ } }"#,
        path: &["article", "evidence"],
    },
    Walk {
        query: r#"{ article(key: "us-state-2020-11-27-kaniyat-designation") { evidence(stances: [ALLEGES, PLANS], @ } }"#,
        path: &["article", "evidence"],
    },
    Walk {
        query: r#"{ party(key: "kaniyat") { relationships(direction: IN, @ } }"#,
        path: &["party", "relationships"],
    },
    Walk {
        query: r#"{ party(key: "kaniyat") { relationships(direction: OUT, kinds: [ALLIED_WITH], @ } }"#,
        path: &["party", "relationships"],
    },
    Walk {
        query: r#"{ party(key: "united-states") { participations(roles: [SPEAKER, PARTICIPANT, PROPOSER], @ } }"#,
        path: &["party", "participations"],
    },
    Walk {
        query: r#"{ party(key: "kaniyat") { sanctionEvents(actions: [BLOCKED, IMPOSED], @ } }"#,
        path: &["party", "sanctionEvents"],
    },
    Walk {
        query: r#"{ event(key: "us-germany-propose-kaniyat-un-listing") { participations(roles: [TARGET, PROPOSER], @ } }"#,
        path: &["event", "participations"],
    },
    Walk {
        query: r#"{ node(id: "Relationship:mohamed-al-kani.leads.kaniyat") { ... on Relationship { evidence@ } } }"#,
        path: &["node", "evidence"],
    },
    Walk {
        query: r#"{ node(id: "Participation:russia-blocks-kaniyat-un-listing.blocker.russia") { ... on Fact { evidence@ } } }"#,
        path: &["node", "evidence"],
    },
    Walk {
        query: r#"{ node(id: "Relationship:mohamed-al-kani.leads.kaniyat") { ... on Fact { evidence(publishedBy: "2020-11-30", stances: [REPORTS, ALLEGES, CONFIRMS], @ } } }"#,
        path: &["node", "evidence"],
    },
    Walk {
        query: r#"{ node(id: "Figure:tarhuna-mass-graves.graves.about-30") { ... on Figure { evidence@ } } }"#,
        path: &["node", "evidence"],
    },
];

/// Mentions have no id: they are told by their party and article.
const MENTIONS: &[Walk] = &[
    Walk {
        query: r#"{ article(key: "mena-monitor-2020-06-un-mediation") { mentions@ } }"#,
        path: &["article", "mentions"],
    },
    Walk {
        query: r#"{ article(key: "mena-monitor-2020-06-un-mediation") { mentions(where: { party: { countries: ["LY"] } }, @ } }"#,
        path: &["article", "mentions"],
    },
    Walk { query: r#"{ party(key: "khalifa-haftar") { mentions@ } }"#, path: &["party", "mentions"] },
];

struct Page {
    items: Vec<Value>,
    start: Option<String>,
    end: Option<String>,
    has_previous: bool,
    has_next: bool,
    total: u64,
}

/// How an item of the connection is told from others.
fn identity(walk: &Walk) -> &'static str {
    match walk.path.last() {
        Some(&"evidence") => "fact { id } article { id } paragraphs stance attributedTo { id } note",
        Some(&"mentions") => "party { id } article { id }",
        Some(&"search") => "... on Node { id }",
        _ => "id",
    }
}

async fn page(api: &Api, walk: &Walk, arguments: &str) -> Page {
    let identity = identity(walk);
    let selection = format!(
        "{{ totalCount pageInfo {{ hasPreviousPage hasNextPage startCursor endCursor }} \
         edges {{ cursor node {{ {identity} }} }} nodes {{ {identity} }} }}"
    );
    // A query that has arguments of its own leaves their parenthesis open.
    let opening = if walk.query.contains(", @") { "" } else { "(" };
    let query = walk.query.replace('@', &format!("{opening}{arguments}) {selection}"));
    let response = api.execute(async_graphql::Request::new(&query)).await;
    assert!(response.errors.is_empty(), "{query}\n{:?}", response.errors);
    let mut list = &serde_json::to_value(response.data).unwrap();
    for step in walk.path {
        list = &list[step];
    }
    let items = list["nodes"].as_array().unwrap().clone();
    let edges = list["edges"].as_array().unwrap();
    assert!(edges.iter().map(|edge| &edge["node"]).eq(&items), "edges and nodes differ: {query}");
    let info = &list["pageInfo"];
    let text = |value: &Value| value.as_str().map(str::to_owned);
    assert_eq!(text(&info["startCursor"]), edges.first().and_then(|edge| text(&edge["cursor"])));
    assert_eq!(text(&info["endCursor"]), edges.last().and_then(|edge| text(&edge["cursor"])));
    Page {
        items,
        start: text(&info["startCursor"]),
        end: text(&info["endCursor"]),
        has_previous: info["hasPreviousPage"] == true,
        has_next: info["hasNextPage"] == true,
        total: list["totalCount"].as_u64().unwrap(),
    }
}

async fn forwards(api: &Api, walk: &Walk, sizes: &[usize]) -> Vec<Value> {
    let (mut items, mut after) = (Vec::new(), None::<String>);
    for size in sizes.iter().cycle() {
        let cursor = after.as_ref().map(|cursor| format!(", after: \"{cursor}\"")).unwrap_or_default();
        let page = page(api, walk, &format!("first: {size}{cursor}")).await;
        assert!(page.items.len() <= *size);
        assert_eq!(page.has_previous, after.is_some(), "{}", walk.query);
        items.extend(page.items);
        if !page.has_next {
            break;
        }
        after = page.end;
    }
    items
}

async fn backwards(api: &Api, walk: &Walk, sizes: &[usize]) -> Vec<Value> {
    let (mut items, mut before) = (Vec::new(), None::<String>);
    for size in sizes.iter().cycle() {
        let cursor = before.as_ref().map(|cursor| format!(", before: \"{cursor}\"")).unwrap_or_default();
        let page = page(api, walk, &format!("last: {size}{cursor}")).await;
        assert!(page.items.len() <= *size);
        assert_eq!(page.has_next, before.is_some(), "{}", walk.query);
        items = [page.items, items].concat();
        if !page.has_previous {
            break;
        }
        before = page.start;
    }
    items
}

/// The list in pages of the largest size.
async fn whole(api: &Api, walk: &Walk) -> Vec<Value> {
    let items = forwards(api, walk, &[100]).await;
    let first = page(api, walk, "first: 100").await;
    assert_eq!(first.total as usize, items.len(), "{}", walk.query);
    assert!(!items.is_empty(), "{}", walk.query);
    items
}

fn pages_of_any_size_make_the_whole(db: &TestDatabase) {
    crate::asset::fill(db);
    let api = Api::new(db.pool());
    let system = actix_web::rt::System::new();
    for walk in WALKS.iter().chain(MENTIONS) {
        let whole = system.block_on(whole(&api, walk));
        let mut runner = TestRunner::new(Config { cases: 6, failure_persistence: None, ..Config::default() });
        runner
            .run(&prop::collection::vec(1..=(whole.len() + 1).min(100), 1..4), |sizes| {
                prop_assert_eq!(&system.block_on(forwards(&api, walk, &sizes)), &whole);
                prop_assert_eq!(&system.block_on(backwards(&api, walk, &sizes)), &whole);
                Ok(())
            })
            .unwrap();
    }
}

async fn a_page_lies_between_two_cursors(db: &TestDatabase) {
    let api = Api::new(db.pool());
    let walk = &WALKS[0];
    let all = page(&api, walk, "first: 10").await;
    let (start, end) = (all.start.unwrap(), all.end.unwrap());
    let inner = page(&api, walk, &format!("first: 100, after: \"{start}\", before: \"{end}\"")).await;
    assert_eq!(inner.items, all.items[1..9]);
    let last = page(&api, walk, &format!("last: 2, after: \"{start}\", before: \"{end}\"")).await;
    assert_eq!(last.items, all.items[7..9]);
}

async fn an_empty_page_still_tells_what_follows(db: &TestDatabase) {
    let page = page(&Api::new(db.pool()), &WALKS[0], "first: 0").await;
    assert!(page.items.is_empty() && page.has_next && page.total > 0);
}

on_each_backend! {
    pages_of_any_size_make_the_whole,
    async a_page_lies_between_two_cursors,
    async an_empty_page_still_tells_what_follows,
}
