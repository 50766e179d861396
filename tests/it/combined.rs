//! `and`, `or` and `not` in the `where` of each list: the same as combining the lists of their filters by hand.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use serde_json::{Value, json};

use crate::support::TestDatabase;

/// How many combinations are drawn of each list.
const DRAWN: usize = 25;

/// A list, at the root or of an article, and filters that it is asked with alone. Most compare what some rows do not have.
const LISTS: [(&str, &[&str]); 12] = [
    (
        "parties",
        &[
            "",
            "keys: []",
            r#"keys: ["kaniyat", "mohamed-al-kani", "russia"]"#,
            "types: [ARMED_GROUP, STATE]",
            "partyTypes: [PERSON, VESSEL]",
            r#"countries: ["LY"]"#,
            r#"nameStartsWith: "m""#,
            r#"nameStartsWith: "k""#,
            r#"datasets: ["libya-2018-2020"]"#,
            r#"mentionedIn: ["al-ain-2018-11-haftar-g5-sahel"]"#,
            "relationships: { some: { kind: LEADS } }",
            "relationships: { none: {} }",
            "sanctionEvents: { some: { action: IMPOSED } }",
            "participations: { none: { role: TARGET } }",
            "sanctionStatus: {}",
            r#"sanctionStatus: { states: [PROPOSED, BLOCKED], asOf: "2020-11-22" }"#,
            r#"mentions: { some: { article: { publishers: ["al-jazeera"] } } }"#,
        ],
    ),
    (
        "actors",
        &[
            "genders: [MALE]",
            "genders: []",
            r#"countries: ["LY"]"#,
            r#"nameStartsWith: "a""#,
            "relationships: { some: { direction: OUT, other: { types: [ARMED_GROUP] } } }",
        ],
    ),
    ("organizations", &["types: [STATE]", r#"countries: ["LY"]"#, "relationships: { some: { direction: IN } }"]),
    (
        "assets",
        &[
            "partyTypes: [VESSEL]",
            r#"countries: ["PA"]"#,
            r#"nameStartsWith: "sea""#,
            "sanctionStatus: {}",
            r#"datasets: ["register"]"#,
        ],
    ),
    (
        "events",
        &[
            r#"keys: ["tarhuna-mass-graves", "SanctionEvent:us-designates-kaniyat-eo-13818"]"#,
            "kind: INCIDENT",
            "incidentKinds: [MEETING, EXECUTION]",
            r#"involving: ["kaniyat"]"#,
            "roles: [HOST, TARGET]",
            r#"involving: ["united-states"], roles: [PROPOSER]"#,
            r#"places: ["tarhuna"]"#,
            r#"place: { countries: ["LY"] }"#,
            r#"place: { within: ["tripoli-area"] }"#,
            r#"place: { not: { countries: ["LY"] } }"#,
            r#"place: { or: [{ countries: ["FR", "IT"] }, { within: ["Place:western-libya"], not: { keys: ["tarhuna"] } }] }"#,
            r#"from: "2020-01-01""#,
            r#"until: "2019-06-01""#,
            r#"from: "2020-01-01", until: "2020-12-31", period: CERTAINLY_WITHIN"#,
            r#"from: "2018-01-01", until: "2019-12-31", period: CERTAINLY_OVERLAPS, undated: INCLUDED"#,
            r#"until: "2020-11-15", period: POSSIBLY_WITHIN, undated: INCLUDED"#,
            "undated: ONLY",
            "undated: EXCLUDED",
            r#"facts: { asOf: "2020-11-12", knownBy: "2020-11-21" }"#,
            "facts: { minSources: 2 }",
            "facts: { stances: [DENIES] }",
            r#"participations: { some: { party: { countries: ["FR"] } } }"#,
            "participations: { none: {} }",
        ],
    ),
    (
        "sanctionEvents",
        &[
            r#"keys: ["us-designates-kaniyat-eo-13818"]"#,
            "action: IMPOSED",
            "actions: [PROPOSED, EASED]",
            r#"authorities: ["united-states"]"#,
            r#"programmes: ["UN Libya sanctions (resolution 1970)"]"#,
            "measures: [ASSET_FREEZE]",
            r#"from: "2020-11-15", period: CERTAINLY_OVERLAPS"#,
            "undated: ONLY",
            r#"cases: ["us-designates-kaniyat-eo-13818"]"#,
            "facts: { minSources: 2 }",
        ],
    ),
    (
        "relationships",
        &[
            "kinds: [LEADS, ALLIED_WITH]",
            r#"parties: ["kaniyat"]"#,
            r#"sources: ["khalifa-haftar"]"#,
            r#"targets: ["libyan-national-army"]"#,
            "source: { types: [STATE] }",
            r#"target: { keys: ["kaniyat", "libyan-national-army"] }"#,
            "source: { sanctionEvents: { some: {} } }",
            r#"from: "2019-01-01""#,
            r#"until: "2011-01-01""#,
            r#"from: "2019-04-01", period: CERTAINLY_OVERLAPS"#,
            r#"from: "2015-01-01", period: POSSIBLY_WITHIN"#,
            "undated: ONLY",
            "facts: { minSources: 2 }",
            r#"facts: { asOf: "2015-01-01" }"#,
        ],
    ),
    (
        "placeRelationships",
        &[
            "kinds: [CONTROLS]",
            r#"parties: ["kaniyat"]"#,
            r#"places: ["tripoli"]"#,
            r#"place: { within: ["tripoli-area"] }"#,
            r#"until: "2000-01-01""#,
            r#"from: "2018-01-01", period: CERTAINLY_OVERLAPS"#,
        ],
    ),
    (
        "places",
        &[
            r#"countries: ["LY"]"#,
            r#"countries: ["FR", "IT"]"#,
            "countries: []",
            r#"keys: ["tarhuna", "Place:berlin"]"#,
            r#"within: ["western-libya"]"#,
            r#"within: ["Place:libya-country", "paris"]"#,
            r#"datasets: ["libya-2018-2020"]"#,
        ],
    ),
    (
        "articles",
        &[
            r#"languages: ["fr"]"#,
            r#"publishers: ["us-department-of-state"]"#,
            r#"mentioning: ["kaniyat"]"#,
            r#"from: "2020-11-01""#,
            r#"from: "2020-06-01", until: "2020-11-21", period: CERTAINLY_WITHIN"#,
            "undated: EXCLUDED",
            r#"mentions: { none: { party: { keys: ["kaniyat"] } } }"#,
        ],
    ),
    (
        "evidence",
        &[
            "stances: [REPORTS]",
            "stances: [CONFIRMS, ALLEGES]",
            r#"publishedBy: "2020-11-26""#,
            r#"publishers: ["us-department-of-state"]"#,
            r#"attributedTo: ["united-states"]"#,
            "isAttributed: true",
            r#"article: { languages: ["en"] }"#,
            r#"article: { mentioning: ["kaniyat"], from: "2020-11-25" }"#,
            r#"about: ["tarhuna-mass-graves", "Relationship:mohamed-al-kani.leads.kaniyat"]"#,
        ],
    ),
    ("legalInstruments", &["kinds: [RESOLUTION]", r#"symbols: ["E.O. 13818"]"#, r#"issuers: ["united-states"]"#]),
];

/// A filter, and the keys that it keeps.
type Kept = (String, BTreeSet<String>);

async fn kept(db: &TestDatabase, list: &str, filter: &str) -> BTreeSet<String> {
    let fields = match list {
        "relationships" | "placeRelationships" => "id",
        "evidence" => "fact { id } stance paragraphs",
        _ => "key",
    };
    let mut kept = BTreeSet::new();
    let mut after = String::new();
    loop {
        let query = format!(
            "{list}(first: 100{after}, where: {{ {filter} }}) {{
               totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ {fields} }} }}"
        );
        let page = if list == "evidence" {
            let article = "us-state-2020-11-27-kaniyat-designation";
            db.query(&format!("{{ article(key: \"{article}\") {{ {query} }} }}")).await["article"][list].clone()
        } else {
            db.query(&format!("{{ {query} }}")).await[list].clone()
        };
        kept.extend(page["nodes"].as_array().unwrap().iter().map(Value::to_string));
        if page["pageInfo"]["hasNextPage"] == false {
            assert_eq!(page["totalCount"], kept.len(), "{list}: {filter}");
            return kept;
        }
        after = format!(", after: {}", page["pageInfo"]["endCursor"]);
    }
}

/// A random combination of the filters, and what it has to keep of all rows.
fn draw(rng: &mut Rng, all: &BTreeSet<String>, alone: &[Kept], levels: u8) -> Kept {
    let (mut text, mut keys) = rng.choice(alone).unwrap().clone();
    if rng.bool() {
        (text, keys) = (String::new(), all.clone());
    }
    if levels == 0 {
        return (text, keys);
    }
    let list = |filters: &[Kept]| {
        let texts: Vec<String> = filters.iter().map(|(text, _)| format!("{{ {text} }}")).collect();
        format!("[{}]", texts.join(", "))
    };
    let some = |rng: &mut Rng| -> Vec<Kept> { (0..rng.u8(0..=2)).map(|_| draw(rng, all, alone, levels - 1)).collect() };
    if rng.bool() {
        let filters = some(rng);
        text += &format!(" and: {}", list(&filters));
        keys.retain(|key| filters.iter().all(|(_, keys)| keys.contains(key)));
    }
    if rng.bool() {
        let filters = some(rng);
        text += &format!(" or: {}", list(&filters));
        keys.retain(|key| filters.iter().any(|(_, keys)| keys.contains(key)));
    }
    if rng.bool() {
        let (inside, other) = draw(rng, all, alone, levels - 1);
        text += &format!(" not: {{ {inside} }}");
        keys.retain(|key| !other.contains(key));
    }
    (text, keys)
}

async fn each_list_combines_its_filters(db: &TestDatabase) {
    crate::asset::fill(db);
    let mut rng = Rng::with_seed(3);
    for (list, filters) in LISTS {
        let all = kept(db, list, "").await;
        let mut alone = Vec::new();
        for filter in filters {
            alone.push(((*filter).to_owned(), kept(db, list, filter).await));
        }
        let differing: BTreeSet<&BTreeSet<String>> = alone.iter().map(|(_, keys)| keys).collect();
        assert!(differing.len() > 2, "{list}: the filters keep too little that differs");
        for (filter, keys) in &alone {
            let others: BTreeSet<String> = all.difference(keys).cloned().collect();
            assert_eq!(kept(db, list, &format!("not: {{ {filter} }}")).await, others, "{list}: {filter}");
            assert_eq!(kept(db, list, &format!("not: {{ not: {{ {filter} }} }}")).await, *keys, "{list}: {filter}");
        }
        let mut drawn = 0;
        while drawn < DRAWN {
            let (text, expected) = draw(&mut rng, &all, &alone, 2);
            if !expected.is_empty() && expected.len() < all.len() {
                assert_eq!(kept(db, list, &text).await, expected, "{list}: {text}");
                drawn += 1;
            }
        }
    }
}

async fn empty_combinations_match_everything_or_nothing(db: &TestDatabase) {
    for (list, _) in LISTS {
        let all = kept(db, list, "").await;
        for (filter, is_met) in [
            ("and: []", true),
            ("or: []", false),
            ("not: {}", false),
            ("and: null, or: null, not: null", true),
            ("and: [{}, {}]", true),
            ("or: [{}]", true),
            ("or: {}", true),
            ("not: { or: [] }", true),
            ("not: { not: {} }", true),
            ("or: [{ or: [] }, { and: [] }]", true),
        ] {
            let expected = if is_met { all.clone() } else { BTreeSet::new() };
            assert_eq!(kept(db, list, filter).await, expected, "{list}: {filter}");
        }
    }
}

/// Counts, and the kinds that no root list has.
async fn counts_and_nested_filters_combine_too(db: &TestDatabase) {
    let mentions = async |filter: &str| -> BTreeMap<String, Value> {
        let query = format!(
            "{{ mentionCounts(by: [ARTICLE, PARTY], first: 1000, where: {{ {filter} }}) {{ article {{ key }} party {{ key }} count }} }}"
        );
        let answer = db.query(&query).await;
        let counts = answer["mentionCounts"].as_array().unwrap().iter();
        counts
            .map(|count| (format!("{} {}", count["article"]["key"], count["party"]["key"]), count["count"].clone()))
            .collect()
    };
    let (published, kaniyat) =
        (r#"article: { publishers: ["us-department-of-state"] }"#, r#"party: { keys: ["kaniyat"] }"#);
    let (all, by_publisher, by_party) = (mentions("").await, mentions(published).await, mentions(kaniyat).await);
    assert!(!by_publisher.is_empty() && by_publisher.len() < all.len() && !by_party.is_empty());
    let either = mentions(&format!("or: [{{ {published} }}, {{ {kaniyat} }}]")).await;
    assert_eq!(either, by_publisher.clone().into_iter().chain(by_party.clone()).collect());
    let rest = mentions(&format!("not: {{ {published} }}, and: [{{ {kaniyat} }}]")).await;
    assert_eq!(rest, by_party.into_iter().filter(|(key, _)| !by_publisher.contains_key(key)).collect());

    for (combined, plain) in [
        // One relationship, participation or mention has to match the whole combination.
        (
            "relationships: { some: { or: [{ kind: LEADS }, { kind: PART_OF }], direction: OUT } }",
            "relationships: { some: { kinds: [LEADS, PART_OF], direction: OUT } }",
        ),
        (
            r#"relationships: { some: { or: [{ other: { keys: ["kaniyat"] } }, { other: { keys: ["russia"] } }] } }"#,
            r#"relationships: { some: { other: { keys: ["kaniyat", "russia"] } } }"#,
        ),
        (
            "participations: { some: { and: [{ roles: [TARGET, HOST] }, { roles: [HOST, VICTIM] }] } }",
            "participations: { some: { role: HOST } }",
        ),
        (
            r#"sanctionEvents: { some: { or: [{ action: IMPOSED, authorities: ["united-states"] }] } }"#,
            r#"sanctionEvents: { some: { action: IMPOSED, authorities: ["united-states"] } }"#,
        ),
        (
            r#"mentions: { none: { and: { article: { or: [{ publishers: ["al-jazeera"] }] } } } }"#,
            r#"mentions: { none: { article: { publishers: ["al-jazeera"] } } }"#,
        ),
    ] {
        let expected = kept(db, "parties", plain).await;
        assert!(!expected.is_empty(), "{plain}");
        assert_eq!(kept(db, "parties", combined).await, expected, "{combined}");
    }
    // A participation as a target meets `facts` together with its event, and so it does in a combination.
    let known = r#"facts: { knownBy: "2020-11-21" }"#;
    let targets = kept(db, "parties", &format!("sanctionEvents: {{ some: {{ {known} }} }}")).await;
    for filter in [format!("or: [{{ {known} }}]"), format!("not: {{ not: {{ {known} }} }}")] {
        assert_eq!(kept(db, "parties", &format!("sanctionEvents: {{ some: {{ {filter} }} }}")).await, targets);
    }
}

async fn combinations_are_bounded(db: &TestDatabase) {
    let list = |count: usize| format!("or: [{}]", vec!["{}"; count].join(", "));
    let deep = |count: usize| "not: { ".repeat(count) + &" }".repeat(count);
    kept(db, "parties", &list(20)).await;
    kept(db, "parties", &deep(20)).await;
    let expected = "`where` has 21 filters in `and`, `or` and `not`: expected at most 20";
    let nested = format!("{}, relationships: {{ some: {{ other: {{ {} }} }} }}", list(10), deep(11));
    for filter in [list(21), deep(21), nested] {
        let refused = db.failure(&format!("{{ parties(where: {{ {filter} }}) {{ totalCount }} }}")).await;
        assert_eq!(refused, ("BAD_USER_INPUT".to_owned(), expected.to_owned()), "{filter}");
    }
    let query = "query($where: PartyFilter, $or: [PartyFilter!], $one: PartyFilter!) {
        a: parties(first: 0, where: $where) { totalCount } b: parties(first: 0, where: { or: $or, not: $one }) { totalCount } }";
    let (few, many) = (vec![json!({}); 19], vec![json!({}); 21]);
    for variables in
        [json!({ "where": { "or": many }, "or": [], "one": {} }), json!({ "or": few, "one": { "and": [{}] } })]
    {
        let response = db.answer(query, variables).await;
        assert!(response.errors.iter().any(|error| error.message == expected), "{:?}", response.errors);
    }
    // What they may cost is known before they are executed.
    let dear = "relationships: { none: { other: { relationships: { none: { facts: { stances: [DENIES] } } } } } }";
    let dear = format!("or: [{}]", vec![format!("{{ {dear} }}"); 10].join(", "));
    let (code, message) = db.failure(&format!("{{ parties(where: {{ {dear} }}) {{ totalCount }} }}")).await;
    assert!(code == "QUERY_TOO_COMPLEX" && message.contains("cost"), "{code}: {message}");
    // The number of filters is the simpler reason.
    let dear = format!("or: [{}]", vec!["{ facts: { minSources: 3, knownBy: \"2020-01-01\" } }"; 500].join(", "));
    let (_, message) = db.failure(&format!("{{ events(where: {{ {dear} }}) {{ totalCount }} }}")).await;
    assert_eq!(message, "`where` has 500 filters in `and`, `or` and `not`: expected at most 20");
    let (code, _) = db.failure(&format!("{{ parties(where: {{ {} }}) {{ totalCount }} }}", deep(100))).await;
    assert_eq!(code, "QUERY_TOO_COMPLEX");
    // Nested filters count inside combinations too.
    let some = |inner: &str| format!("and: [{{ relationships: {{ some: {{ other: {{ {inner} }} }} }} }}]");
    let four = some(&some(&some(&some(""))));
    let (code, message) = db.failure(&format!("{{ parties(where: {{ {four} }}) {{ totalCount }} }}")).await;
    assert_eq!(
        (code.as_str(), message.as_str()),
        ("BAD_USER_INPUT", "`where` nests `some` and `none` 4 deep: expected at most 3")
    );
    let range = r#"or: [{ from: "2020-01-02", until: "2020-01-01" }]"#;
    let (code, _) = db.failure(&format!("{{ events(where: {{ {range} }}) {{ totalCount }} }}")).await;
    assert_eq!(code, "BAD_USER_INPUT");
}

on_each_backend! {
    async each_list_combines_its_filters,
    async empty_combinations_match_everything_or_nothing,
    async counts_and_nested_filters_combine_too,
    async combinations_are_bounded,
}
