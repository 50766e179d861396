//! Nested filters on relationships.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::TestDatabase;

fn keys(list: &Value) -> Vec<&str> {
    list["nodes"].as_array().unwrap().iter().map(|node| node["key"].as_str().unwrap()).collect()
}

/// The keys of a list that a `where` keeps, sorted.
async fn kept(db: &TestDatabase, list: &str, r#where: &str) -> BTreeSet<String> {
    let mut kept = BTreeSet::new();
    let mut total = Value::Null;
    // They may be more than a page.
    for which in ["first", "last"] {
        let query = format!("{{ {list}({which}: 100, where: {{ {} }}) {{ totalCount nodes {{ key }} }} }}", r#where);
        let answer = db.query(&query).await;
        kept.extend(keys(&answer[list]).into_iter().map(str::to_owned));
        total = answer[list]["totalCount"].clone();
    }
    assert_eq!(total, kept.len(), "{list}: {}", r#where);
    kept
}

fn set(keys: &[&str]) -> BTreeSet<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

/// All parties with what hangs on them, to ask by hand.
async fn whole(db: &TestDatabase) -> Vec<Value> {
    let answer = db
        .query(
            r#"{ first: parties(first: 60) { totalCount nodes { ...Whole } } last: parties(last: 60) { nodes { ...Whole } } }
               fragment Whole on Party { key countries
                   relationships(first: 100) { edges { other { key ... on Organization { type } } node { id kind sourceCount source { key } started } } }
                   participations(first: 100) { nodes { role event { __typename key place { key } } } }
                   sanctionEvents(first: 100) { nodes { key action authority { key } measures } }
                   mentions(first: 100) { nodes { article { key language publisher { key } } } } }"#,
        )
        .await;
    let mut parties = answer["first"]["nodes"].as_array().unwrap().clone();
    let later = answer["last"]["nodes"].as_array().unwrap().iter();
    let later: Vec<Value> = later.filter(|party| !parties.contains(party)).cloned().collect();
    parties.extend(later);
    assert_eq!(answer["first"]["totalCount"], parties.len());
    parties
}

/// What hangs on a party, one by one.
fn hanging<'a>(party: &'a Value, list: &str) -> &'a [Value] {
    let list = &party[list];
    list["edges"].as_array().or_else(|| list["nodes"].as_array()).unwrap()
}

fn is_symmetric(kind: &Value) -> bool {
    ["ALLIED_WITH", "FAMILY", "ASSOCIATE"].iter().any(|word| kind == word)
}

type Test = fn(&Value, &Value) -> bool;

async fn each_question_means_what_it_says(db: &TestDatabase) {
    let parties = whole(db).await;
    let questions: &[(&str, &str, Test)] = &[
        ("relationships", "", |_, _| true),
        ("relationships", "kind: LEADS", |_, edge| edge["node"]["kind"] == "LEADS"),
        ("relationships", "kinds: [ALLIED_WITH, PART_OF]", |_, edge| {
            edge["node"]["kind"] == "ALLIED_WITH" || edge["node"]["kind"] == "PART_OF"
        }),
        ("relationships", "kind: LEADS, kinds: [PART_OF]", |_, _| false),
        ("relationships", "kinds: []", |_, _| false),
        ("relationships", "direction: OUT", |party, edge| {
            edge["node"]["source"]["key"] == party["key"] || is_symmetric(&edge["node"]["kind"])
        }),
        ("relationships", "direction: IN", |party, edge| {
            edge["node"]["source"]["key"] != party["key"] || is_symmetric(&edge["node"]["kind"])
        }),
        ("relationships", "direction: ANY", |_, _| true),
        ("relationships", r#"other: { keys: ["kaniyat"] }"#, |_, edge| edge["other"]["key"] == "kaniyat"),
        ("relationships", "other: { types: [STATE] }", |_, edge| edge["other"]["type"] == "STATE"),
        ("relationships", r#"kind: HOLDS_OFFICE, direction: OUT, other: { types: [STATE] }"#, |party, edge| {
            edge["node"]["kind"] == "HOLDS_OFFICE"
                && edge["node"]["source"]["key"] == party["key"]
                && edge["other"]["type"] == "STATE"
        }),
        ("relationships", "facts: { minSources: 2 }", |_, edge| edge["node"]["sourceCount"].as_u64() >= Some(2)),
        ("participations", "", |_, _| true),
        ("participations", "role: TARGET", |_, part| part["role"] == "TARGET"),
        ("participations", "roles: [HOST, VICTIM]", |_, part| part["role"] == "HOST" || part["role"] == "VICTIM"),
        ("participations", "role: TARGET, roles: [HOST]", |_, _| false),
        ("participations", "event: { kind: INCIDENT }", |_, part| part["event"]["__typename"] == "Incident"),
        ("participations", r#"event: { places: ["tarhuna"] }"#, |_, part| part["event"]["place"]["key"] == "tarhuna"),
        ("sanctionEvents", "", |_, _| true),
        ("sanctionEvents", "action: IMPOSED", |_, event| event["action"] == "IMPOSED"),
        ("sanctionEvents", "actions: [PROPOSED, EASED]", |_, event| {
            event["action"] == "PROPOSED" || event["action"] == "EASED"
        }),
        ("sanctionEvents", r#"authorities: ["united-states"]"#, |_, event| {
            event["authority"]["key"] == "united-states"
        }),
        ("sanctionEvents", "measures: [ARMS_EMBARGO]", |_, event| {
            event["measures"].as_array().unwrap().contains(&json!("ARMS_EMBARGO"))
        }),
        ("mentions", "", |_, _| true),
        ("mentions", r#"article: { languages: ["ar"] }"#, |_, mention| mention["article"]["language"] == "ar"),
        ("mentions", r#"article: { publishers: ["us-department-of-state"] }"#, |_, mention| {
            mention["article"]["publisher"]["key"] == "us-department-of-state"
        }),
        ("mentions", r#"article: { keys: ["al-ain-2018-11-haftar-g5-sahel"] }"#, |_, mention| {
            mention["article"]["key"] == "al-ain-2018-11-haftar-g5-sahel"
        }),
    ];
    for (field, question, test) in questions {
        let (some, none): (Vec<_>, Vec<_>) =
            parties.iter().partition(|party| hanging(party, field).iter().any(|one| test(party, one)));
        for (word, expected) in [("some", some), ("none", none)] {
            let expected: BTreeSet<String> =
                expected.iter().map(|party| party["key"].as_str().unwrap().to_owned()).collect();
            let r#where = format!("{field}: {{ {word}: {{ {question} }} }}");
            assert_eq!(kept(db, "parties", &r#where).await, expected, "{}", r#where);
        }
    }
}

async fn questions_nest(db: &TestDatabase) {
    let imposed = "sanctionEvents: { some: { action: IMPOSED } }";
    for (list, r#where, expected) in [
        // Who leads somebody on whom sanctions are imposed?
        (
            "actors",
            format!("relationships: {{ some: {{ kind: LEADS, other: {{ {imposed} }} }} }}"),
            set(&["mohamed-al-kani"]),
        ),
        ("organizations", imposed.to_owned(), set(&["kaniyat"])),
        ("parties", imposed.to_owned(), set(&["kaniyat", "mohamed-al-kani"])),
        // Who proposed something against somebody who leads an armed group?
        (
            "parties",
            "participations: { some: { role: PROPOSER, event: { participations: { some: { role: TARGET,
               party: { relationships: { some: { kind: LEADS, direction: OUT, other: { types: [ARMED_GROUP] } } } } } } } } }"
                .to_owned(),
            set(&["germany", "united-states"]),
        ),
        // Led by nobody on whom sanctions are imposed, and yet a target.
        (
            "organizations",
            format!(
                "sanctionEvents: {{ some: {{}} }},
                 relationships: {{ none: {{ kind: LEADS, direction: IN, other: {{ {imposed} }} }} }}"
            ),
            {
                let targets = kept(db, "organizations", "sanctionEvents: { some: {} }").await;
                targets.into_iter().filter(|key| key != "kaniyat").collect()
            },
        ),
        // Both at once, of one table.
        (
            "parties",
            "sanctionEvents: { some: { action: PROPOSED }, none: { action: IMPOSED } }".to_owned(),
            BTreeSet::new(),
        ),
    ] {
        assert_eq!(kept(db, list, &r#where).await, expected, "{}", r#where);
    }
}

async fn other_lists_ask_too(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ relationships(where: { source: { keys: ["mohamed-al-kani"] }, target: { sanctionEvents: { some: {} } } }) { totalCount nodes { kind target { key } } }
                 either: relationships(where: { kinds: [ALLIED_WITH], source: { keys: ["libyan-national-army"] }, target: { keys: ["kaniyat"] } }) { nodes { source { key } } }
                 both: relationships(where: { kinds: [ALLIED_WITH], source: { keys: ["kaniyat"] }, target: { keys: ["kaniyat"] } }) { totalCount }
                 one: relationships(where: { target: { keys: ["libyan-national-army"] }, kinds: [ALLIED_WITH] }) { nodes { source { key } } }
                 same: relationships(where: { targets: ["libyan-national-army"], kinds: [ALLIED_WITH] }) { nodes { source { key } } } }"#,
        )
        .await;
    assert_eq!(answer["relationships"]["nodes"], json!([{ "kind": "LEADS", "target": { "key": "kaniyat" } }]));
    assert_eq!(answer["relationships"]["totalCount"], 1);
    // An alliance has its ends either way round, and two of them.
    assert_eq!(answer["either"]["nodes"], json!([{ "source": { "key": "kaniyat" } }]));
    assert_eq!(answer["both"]["totalCount"], 0);
    assert_eq!(answer["one"], answer["same"]);
    assert_ne!(answer["one"]["nodes"], json!([]));

    let blocked = r#"participations: { some: { role: BLOCKER, party: { keys: ["russia"] } } }"#;
    assert_eq!(kept(db, "events", blocked).await, set(&["russia-blocks-kaniyat-un-listing"]));
    assert_eq!(kept(db, "sanctionEvents", blocked).await, set(&["russia-blocks-kaniyat-un-listing"]));
    let all = kept(db, "sanctionEvents", "").await;
    assert_eq!(kept(db, "sanctionEvents", &blocked.replace("some", "none")).await.len(), all.len() - 1);
    // One participation must meet all conditions: a host from another country and France as a participant do not match.
    assert_eq!(
        kept(db, "events", r#"participations: { some: { role: HOST, party: { countries: ["FR"] } } }"#).await,
        kept(db, "events", r#"participations: { some: { party: { countries: ["FR"] }, roles: [HOST] } }"#).await
    );
    let mentioning = r#"mentions: { some: { party: { keys: ["kaniyat"] } } }"#;
    let articles = kept(db, "articles", mentioning).await;
    assert_eq!(articles, kept(db, "articles", r#"mentioning: ["kaniyat"]"#).await);
    assert!(!articles.is_empty());
    let others = kept(db, "articles", &mentioning.replace("some", "none")).await;
    assert_eq!(others.len() + articles.len(), kept(db, "articles", "").await.len());
}

/// What the answer keeps as known on a day, or as of it, is what the lists below show with the same filter.
async fn facts_are_asked_inside(db: &TestDatabase) {
    for (day, proposed, imposed) in [("2020-11-12", 0, 0), ("2020-11-21", 2, 0), ("2020-11-28", 2, 2)] {
        for (action, expected) in [("PROPOSED", proposed), ("IMPOSED", imposed)] {
            let r#where = format!(
                r#"sanctionEvents: {{ some: {{ action: {action}, facts: {{ asOf: "{day}", knownBy: "{day}" }} }} }}"#
            );
            assert_eq!(kept(db, "parties", &r#where).await.len(), expected, "{}", r#where);
        }
    }
    for facts in
        [r#"knownBy: "2019-06-01""#, r#"asOf: "2018-12-31""#, "stances: [DENIES]", r#"datasets: ["elsewhere"]"#]
    {
        let answer = db
            .query(&format!(
                "{{ first: parties(first: 60) {{ nodes {{ ...Counted }} }} last: parties(last: 60) {{ nodes {{ ...Counted }} }} }}
                 fragment Counted on Party {{ key relationships(facts: {{ {facts} }}) {{ totalCount }}
                     participations(facts: {{ {facts} }}) {{ totalCount }} sanctionEvents(facts: {{ {facts} }}) {{ totalCount }} }}"
            ))
            .await;
        for field in ["relationships", "participations", "sanctionEvents"] {
            let nodes = ["first", "last"].iter().flat_map(|which| answer[*which]["nodes"].as_array().unwrap());
            let expected: BTreeSet<String> = nodes
                .filter(|party| party[field]["totalCount"].as_u64() > Some(0))
                .map(|party| party["key"].as_str().unwrap().to_owned())
                .collect();
            let r#where = format!("{field}: {{ some: {{ facts: {{ {facts} }} }} }}");
            assert_eq!(kept(db, "parties", &r#where).await, expected, "{}", r#where);
        }
    }
}

async fn a_question_goes_on_over_pages(db: &TestDatabase) {
    let query = "query($after: String) { parties(first: 7, after: $after, orderBy: { by: KEY }, where: { relationships: { some: {} }, mentions: { some: {} } }) {
        totalCount pageInfo { hasNextPage endCursor } nodes { key } } }";
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    loop {
        let answer = db.query_with(query, json!({ "after": after })).await;
        let list = &answer["parties"];
        seen.extend(keys(list).into_iter().map(str::to_owned));
        if list["pageInfo"]["hasNextPage"] == false {
            assert_eq!(list["totalCount"], seen.len());
            break;
        }
        after = list["pageInfo"]["endCursor"].clone();
    }
    assert!(seen.is_sorted() && seen.len() > 7);
}

async fn values_are_never_read_as_sql(db: &TestDatabase) {
    for text in ["' OR 1 = 1 --", "?", "\0", "x') OR ('1' = '1", "%", "\u{10ffff}", "\\", "$1", "\"nodes\""] {
        let answer = db
            .query_with(
                r#"query($text: String!) {
                   a: parties(where: { relationships: { some: { other: { keys: ["nobody"], nameStartsWith: $text } } } }) { totalCount }
                   b: parties(where: { sanctionEvents: { some: { programmes: [$text] } } }) { totalCount }
                   c: legalInstruments(where: { symbols: [$text] }) { totalCount }
                   d: sanctionEventCounts(by: [ACTION], where: { programmes: [$text] }) { count } }"#,
                json!({ "text": text }),
            )
            .await;
        for alias in ["a", "b", "c"] {
            assert_eq!(answer[alias]["totalCount"], 0, "{alias}: {text:?}");
        }
        assert_eq!(answer["d"], json!([]));
        for filter in ["keys", "mentionedIn", "datasets"] {
            let query = format!("query($text: String!) {{ parties(where: {{ {filter}: [$text] }}) {{ totalCount }} }}");
            let (code, _) = db.failure_with(&query, json!({ "text": text })).await;
            assert_eq!(code, "BAD_USER_INPUT", "{filter}: {text:?}");
        }
    }
}

/// A question inside a question, so deep.
fn nested(depth: usize) -> String {
    format!(
        "{}{}",
        "relationships: { some: { other: { ".repeat(depth - 1) + "relationships: { some: {} }",
        " } } }".repeat(depth - 1)
    )
}

async fn questions_are_bounded(db: &TestDatabase) {
    assert!(!kept(db, "parties", &nested(3)).await.is_empty());
    let some = "participations: { some: { party: { mentions: { none: {} } } } }";
    let many = |count: usize| {
        // Two in the first list, two each in the others.
        let inner = "relationships: { some: {}, none: {} }, participations: { some: {}, none: {} },
                     sanctionEvents: { some: {}, none: {} }, mentions: { some: {}, none: {} }";
        let rest = ["some", "none"].map(|word| format!("{word}: {{ other: {{ {inner} }} }}"));
        let last = "participations: { some: {}, none: {} }";
        let more = if count > 20 { ", mentions: { some: {} }" } else { "" };
        format!("relationships: {{ {} }}, {last}{more}", rest.join(", "))
    };
    kept(db, "parties", &many(20)).await;
    for (list, r#where, expected) in [
        ("parties", nested(4), "`where` nests `some` and `none` 4 deep: expected at most 3"),
        ("actors", nested(5), "`where` nests `some` and `none` 5 deep: expected at most 3"),
        ("parties", many(21), "`where` has `some` and `none` 21 times: expected at most 20"),
        (
            "events",
            "participations: { some: { event: { participations: { none: { event: { participations: { some: { event: { participations: { some: {} } } } } } } } } } }".to_owned(),
            "`where` nests `some` and `none` 4 deep: expected at most 3",
        ),
        (
            "relationships",
            format!("source: {{ relationships: {{ some: {{ other: {{ participations: {{ some: {{ event: {{ {some} }} }} }} }} }} }} }}"),
            "`where` nests `some` and `none` 4 deep: expected at most 3",
        ),
        (
            "parties",
            r#"relationships: { some: { from: "2020-01-02", until: "2020-01-01" } }"#.to_owned(),
            "`from` is 2020-01-02 and `until` is 2020-01-01: expected a range that does not end before it starts",
        ),
        (
            "organizations",
            "participations: { none: { facts: { minSources: 0 } } }".to_owned(),
            "`minSources` is 0: expected a number of at least 1",
        ),
    ] {
        let (code, message) = db.failure(&format!("{{ {list}(where: {{ {} }}) {{ totalCount }} }}", r#where)).await;
        assert_eq!((code.as_str(), message.as_str()), ("BAD_USER_INPUT", expected), "{}", r#where);
    }
    // Each list may be that long; together they may not.
    let lists = |count: usize| {
        let list = json!(vec!["nobody"; 1_000]);
        let names = ["keys", "mentionedIn", "datasets"];
        let inner: Vec<String> = names.iter().map(|name| format!("{name}: {list}")).collect();
        let outer: Vec<String> = names[..count - 3].iter().map(|name| format!("{name}: {list}")).collect();
        format!("{}, relationships: {{ some: {{ other: {{ {} }} }} }}", outer.join(", "), inner.join(", "))
    };
    kept(db, "parties", &lists(5)).await;
    let (code, message) = db.failure(&format!("{{ parties(where: {{ {} }}) {{ totalCount }} }}", lists(6))).await;
    assert_eq!(
        (code.as_str(), message.as_str()),
        ("BAD_USER_INPUT", "the lists in `where` have 6000 items: expected at most 5000")
    );
    // As deep as brackets may nest, and deeper; and the same in a variable.
    let (code, _) = db.failure(&format!("{{ parties(where: {{ {} }}) {{ totalCount }} }}", nested(20))).await;
    assert_eq!(code, "BAD_USER_INPUT");
    let (code, _) = db.failure(&format!("{{ parties(where: {{ {} }}) {{ totalCount }} }}", nested(2_000))).await;
    assert_eq!(code, "QUERY_TOO_COMPLEX");
    for (depth, expected) in [
        (21, "`where` nests `some` and `none` 21 deep: expected at most 3"),
        (22, "a variable nests brackets more than 64 deep: expected at most 64"),
        (42, "a variable nests brackets more than 64 deep: expected at most 64"),
    ] {
        let deep = (0..depth).fold(json!({}), |inner, _| json!({ "relationships": { "some": { "other": inner } } }));
        let query = "query($where: PartyFilter) { parties(where: $where) { totalCount } }";
        let response = db.answer(query, json!({ "where": deep })).await;
        assert_eq!(response.errors[0].message, expected);
    }
}

on_each_backend! {
    async each_question_means_what_it_says,
    async questions_nest,
    async other_lists_ask_too,
    async facts_are_asked_inside,
    async a_question_goes_on_over_pages,
    async values_are_never_read_as_sql,
    async questions_are_bounded,
}
