//! The queries that are measured.

use super::questions::questions;
use super::{Failure, Measured};

/// A query, and its target on a small machine with a million parties, in milliseconds.
pub struct Case {
    pub name: &'static str,
    pub query: String,
    pub target: f64,
}

pub fn case(name: &'static str, target: f64, query: &str) -> Case {
    Case { name, query: query.to_owned(), target }
}

/// The targets of each type of query.
const KEY: f64 = 1.0;
pub const PAGE: f64 = 10.0;
pub const NESTED: f64 = 100.0;
/// How long a reader waits for a chart.
pub const COUNTS: f64 = 1_000.0;
/// How long a name may take to screen.
pub const SCREEN: f64 = 10.0;
const NETWORK: f64 = 30.0;
/// Fast enough for search as you type.
const SEARCH: f64 = 20.0;
pub const PATHS: f64 = 100.0;

/// Search queries.
const SEARCHES: [(&str, &str); 10] = [
    ("search for `m`", "m"),
    ("search for `mo`", "mo"),
    ("search for `moham`", "moham"),
    ("search for `mohamed`, which very many are called", "mohamed"),
    ("search for `mohamed al-k`", "mohamed al-k"),
    ("search for `محم`", "محم"),
    ("search for `الم`", "الم"),
    ("search for `muhamad alkady`, in nobody's spelling", "muhamad alkady"),
    ("search for `military operation`, as very many titles have it", "military operation"),
    ("search for `عقوبات`, as very many titles have it", "عقوبات"),
];

/// All queries except paths, which are measured separately.
pub fn cases(measured: &Measured) -> Result<Vec<Case>, Failure> {
    let mut cases = vec![
        case("look-up by key", KEY, r#"{ party(key: "p-0000777") { id name(language: "en") } }"#),
        case(
            "parties of a country, by name",
            PAGE,
            r#"{ parties(where: { countries: ["LY"] }) { nodes { key name } } }"#,
        ),
        case(
            "the same, by name from the end",
            PAGE,
            r#"{ parties(where: { countries: ["MR"] }, orderBy: { direction: DESC }) { nodes { key name } } }"#,
        ),
        case(
            "parties by the beginning of a name, in Latin script",
            PAGE,
            r#"{ parties(where: { nameStartsWith: "Mohamed al-K" }) { nodes { key name } } }"#,
        ),
        case(
            "parties by the beginning of a name, in Arabic script",
            PAGE,
            r#"{ parties(where: { nameStartsWith: "محمد" }) { nodes { key name } } }"#,
        ),
        case(
            "organizations of a type, by name",
            PAGE,
            r#"{ organizations(where: { types: [COURT] }) { nodes { key name } } }"#,
        ),
        case(
            "organizations of a type and a country, by key",
            PAGE,
            r#"{ organizations(where: { types: [MINISTRY], countries: ["TD"] }, orderBy: { by: KEY }) {
                   nodes { key name } } }"#,
        ),
        case(
            "actors that an article mentions",
            PAGE,
            r#"{ actors(where: { mentionedIn: ["a-0000100"] }) { nodes { key name } } }"#,
        ),
        case(
            "relationships of the greatest hub",
            PAGE,
            r#"{ party(key: "p-0000000") { relationships { edges { other { key } node { kind started } } } } }"#,
        ),
        case(
            "the same of two kinds, as of a day, with 2 sources",
            PAGE,
            r#"{ party(key: "p-0000000") {
                   relationships(kinds: [LEADS, SUPPORTS], facts: { asOf: "2020-06-30", minSources: 2 }) {
                     edges { other { key } node { kind started } } } } }"#,
        ),
        case(
            "the same as known on a day, with its stances",
            PAGE,
            r#"{ party(key: "p-0000000") {
                   relationships(facts: { knownBy: "2012-06-30", stances: [CONFIRMS] }) {
                     edges { other { key } node { kind started } } } } }"#,
        ),
        case(
            "events of a period",
            PAGE,
            r#"{ events(where: { from: "2020-01-01", until: "2020-03-31" }) { nodes { key title started } } }"#,
        ),
        case(
            "the last events of a place",
            PAGE,
            r#"{ events(where: { places: ["l-0000003"] }, orderBy: { direction: DESC }) { nodes { key title } } }"#,
        ),
        case(
            "the timeline of two hubs",
            PAGE,
            r#"{ events(where: { involving: ["p-0000000", "p-0000007"] }) { nodes { key title started } } }"#,
        ),
        case(
            "sanction events by authority and action",
            PAGE,
            r#"{ sanctionEvents(where: { authorities: ["p-0000003"], actions: [LIFTED] }) { nodes { key action } } }"#,
        ),
        case(
            "sanction events by programme and measure",
            PAGE,
            r#"{ sanctionEvents(where: { programmes: ["LIBYA"], measures: [ARMS_EMBARGO] }) { nodes { key action } } }"#,
        ),
        case(
            "participations of the greatest hub",
            PAGE,
            r#"{ party(key: "p-0000000") { participations { nodes { role event { title started } } } } }"#,
        ),
        case(
            "articles in a language, the latest first",
            PAGE,
            r#"{ articles(where: { languages: ["fr"] }, orderBy: { direction: DESC }) { nodes { key headline } } }"#,
        ),
        case(
            "20 parties, 10 relationships of each, their evidence",
            NESTED,
            r#"{ parties(where: { countries: ["LY"] }, orderBy: { by: KEY }) { nodes { name(language: "en")
                   relationships(first: 10) { edges { other { name(language: "en") } node { kind
                     evidence(first: 5) { nodes { stance article { headline publisher { name } } } } } } } } } }"#,
        ),
        case(
            "actors who lead what has been sanctioned (some, two deep)",
            PAGE,
            r#"{ actors(where: { relationships: { some: { kind: LEADS,
                   other: { sanctionEvents: { some: { action: IMPOSED } } } } } }) { nodes { key name } } }"#,
        ),
        case(
            "organizations without any part in an event (none)",
            PAGE,
            r#"{ organizations(where: { types: [COURT], participations: { none: {} } }) { nodes { key name } } }"#,
        ),
        case(
            "sanction events by action, authority and year, counted",
            COUNTS,
            "{ sanctionEventCounts(by: [ACTION, AUTHORITY, YEAR]) { action year authority { key } count } }",
        ),
        case("relationships by kind, counted", COUNTS, "{ relationshipCounts(by: [KIND]) { kind count } }"),
        case("how many parties there are", COUNTS, "{ parties(first: 1) { totalCount } }"),
    ];
    for (name, sought) in [
        ("a common name screened, in Latin script", "Muhammad al-Kani"),
        ("a common name screened, in Arabic script", "محمد الكاني"),
        ("a long name screened, in another spelling", "Abd el Rahman Mostafa Othman al Warfali"),
        ("a name of nobody screened", "Wolfgang Amadeus Mozart"),
    ] {
        cases.push(Case { name, query: screening(&[sought]), target: SCREEN });
    }
    cases.push(Case { name: "100 names screened", query: screening(&names(measured)?), target: SCREEN * 100.0 });
    cases.push(case(
        "probable duplicates of 20 parties",
        NESTED,
        r#"{ actors(where: { countries: ["LY"] }) { nodes {
        key similar { score party { key name } explanation { text } } } } }"#,
    ));
    for (name, party) in [
        ("network of the greatest hub, depth 2, 200 nodes", 0),
        ("network of a small hub, depth 2, 200 nodes", 400),
        ("network of one of the many, depth 2, 200 nodes", measured.parties()? / 2),
    ] {
        let around = measured.party(party)?;
        let query = format!(
            r#"{{ network(around: ["{around}"], depth: 2, first: 200) {{ truncated
                   nodes {{ distance degree party {{ key name }} }} links {{ source target fact {{ id }} }} }} }}"#
        );
        cases.push(Case { name, query, target: NETWORK });
    }
    cases.extend(SEARCHES.map(|(name, text)| {
        let query = format!(
            r#"{{ search(text: "{text}") {{ edges {{ score node {{ ... on Node {{ id }} }}
                   match {{ text highlights {{ start length }} }} }} }} }}"#
        );
        Case { name, query, target: SEARCH }
    }));
    cases.extend(questions(measured)?);
    Ok(cases)
}

/// Screens names in one request, with scores and explanations.
pub fn screening(names: &[impl AsRef<str>]) -> String {
    let queries: Vec<String> =
        names.iter().map(|name| format!("{{ name: {} }}", serde_json::json!(name.as_ref()))).collect();
    format!(
        r#"{{ screen(queries: [{}]) {{ complete
               matches {{ score party {{ key name }} name {{ text }} explanation {{ text }} }} }} }}"#,
        queries.join(", ")
    )
}

/// One name of each of a hundred parties.
fn names(measured: &Measured) -> Result<Vec<String>, Failure> {
    let answer = measured.answer("{ actors(first: 100, orderBy: { by: KEY }) { nodes { names { text } } } }");
    let answer = answer.data.into_json()?;
    let nodes = answer["actors"]["nodes"].as_array().ok_or("the actors are not listed")?;
    let last = |node: &serde_json::Value| node["names"].as_array()?.last()?["text"].as_str().map(str::to_owned);
    Ok(nodes.iter().filter_map(last).collect())
}

/// The paths between two parties, up to length 4.
pub fn path_between((from, to): &(String, String)) -> String {
    format!(
        r#"{{ paths(from: "{from}", to: "{to}", maxLength: 4) {{ complete
               nodes {{ length steps {{ from {{ key name }} to {{ key name }} }} }} }} }}"#
    )
}
