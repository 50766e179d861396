//! The queries that the weights of the guard are fitted to: the cost that it counts is compared with the time they
//! take.
//!
//! They are the most expensive queries for their cost: the largest hubs, filters that keep almost nothing, pages of
//! maximum size, and filters of maximum depth. Next to each is an ordinary query of the same kind, if there is one.

use sanad_testkit::measured::Measured;

/// A query and its name in the table.
pub struct CostCase {
    pub name: String,
    pub query: String,
}

/// Filters of facts, with their names.
const FACTS: [(&str, &str); 8] = [
    ("", ""),
    ("minSources", "minSources: 2"),
    ("many minSources", "minSources: 9"),
    ("knownBy", r#"knownBy: "2012-06-30""#),
    ("stances", "stances: [CONFIRMS]"),
    ("stances, minSources", "stances: [PLANS], minSources: 4"),
    ("knownBy, minSources", r#"knownBy: "2011-06-30", minSources: 4"#),
    ("all of them", r#"asOf: "2015-01-01", knownBy: "2013-06-30", stances: [DENIES], minSources: 3"#),
];

/// Fields of a party that take a filter of facts, with `@` in place of the arguments.
const OF_PARTY: [(&str, &str); 4] = [
    ("relationships", "relationships@ { nodes { kind } }"),
    ("participations", "participations@ { nodes { role } }"),
    ("sanction events", "sanctionEvents@ { nodes { action } }"),
    ("status", "sanctionStatus@ { state }"),
];

/// The keys of a large hub and of an ordinary party.
const HUB: &str = "p-0000000";
const ORDINARY: &str = "p-0050000";

/// All other queries.
const PLAIN: &[(&str, &str)] = &[
    // By key and by id.
    ("look-up", r#"{ party(key: "p-0000777") { id name(language: "en") } }"#),
    ("look-up of an event", r#"{ event(key: "e-0000777") { title place { name } } }"#),
    ("look-up of an article", r#"{ article(key: "a-0000777") { headline publisher { name } } }"#),
    ("look-up of a place", r#"{ place(key: "l-0000003") { name country } }"#),
    ("data sets", "{ datasets { key title } }"),
    // Lists of everything.
    ("parties", "{ parties { nodes { key name } } }"),
    ("parties, last 100 by name", "{ parties(last: 100) { nodes { key name } } }"),
    ("parties, counted", "{ parties(first: 1) { totalCount } }"),
    ("parties of a country", r#"{ parties(where: { countries: ["LY"] }) { nodes { key } } }"#),
    ("parties of a country, counted", r#"{ parties(first: 1, where: { countries: ["LY"] }) { totalCount } }"#),
    ("parties that are called so", r#"{ parties(where: { nameStartsWith: "محمد" }) { nodes { key } } }"#),
    (
        "parties that are called so, by key, counted",
        r#"{ parties(orderBy: { by: KEY }, where: { nameStartsWith: "m" }) { totalCount nodes { key } } }"#,
    ),
    ("parties that an article mentions", r#"{ parties(where: { mentionedIn: ["a-0000100"] }) { nodes { key } } }"#),
    (
        "actors of a gender and a country",
        r#"{ actors(where: { genders: [OTHER], countries: ["TD"] }) { nodes { key } } }"#,
    ),
    (
        "organizations of a type and a country, by key",
        r#"{ organizations(where: { types: [MINISTRY], countries: ["TD"] }, orderBy: { by: KEY }) { nodes { key } } }"#,
    ),
    ("events", "{ events { nodes { key title } } }"),
    ("events, last 100", "{ events(last: 100) { nodes { key title } } }"),
    ("events of a period", r#"{ events(where: { from: "2020-01-01", until: "2020-03-31" }) { nodes { key } } }"#),
    (
        "events of two hubs",
        r#"{ events(where: { involving: ["p-0000000", "p-0000007"] }) { nodes { key } totalCount } }"#,
    ),
    ("events of a case", r#"{ sanctionEvents(where: { cases: ["e-0000777"] }) { nodes { key } } }"#),
    (
        "sanction events by programme and measure",
        r#"{ sanctionEvents(where: { programmes: ["LIBYA"], measures: [ARMS_EMBARGO] }) { nodes { key } } }"#,
    ),
    (
        "articles in a language, the latest",
        r#"{ articles(where: { languages: ["fr"] }, orderBy: { direction: DESC }) { nodes { key } } }"#,
    ),
    (
        "articles that mention a hub",
        r#"{ articles(where: { mentioning: ["p-0000000"] }) { nodes { key } totalCount } }"#,
    ),
    ("articles of a publisher", r#"{ articles(where: { publishers: ["p-0000003"] }) { nodes { key } totalCount } }"#),
    ("relationships of a kind", "{ relationships(where: { kinds: [FAMILY] }) { nodes { kind } totalCount } }"),
    (
        "relationships of a period",
        r#"{ relationships(where: { from: "2020-01-01", until: "2020-03-31" }) { nodes { kind } totalCount } }"#,
    ),
    (
        "relationships of a hub, from outside",
        r#"{ relationships(where: { parties: ["p-0000000"] }) { nodes { kind } totalCount } }"#,
    ),
    ("places", "{ places(first: 100) { nodes { key name } totalCount } }"),
    // Nested filters.
    (
        "some, two deep",
        "{ actors(where: { relationships: { some: { kind: LEADS, other: { sanctionEvents: { some: { action: IMPOSED } } } } } }) { nodes { key } } }",
    ),
    (
        "some, three deep",
        "{ actors(where: { relationships: { some: { kind: FAMILY, other: { relationships: { some: { kind: OWNS, other: { relationships: { some: { kind: LEADS, facts: { minSources: 4 } } } } } } } } } }) { nodes { key } } }",
    ),
    (
        "some, three deep, by events",
        r#"{ parties(where: { participations: { some: { event: { participations: { some: { party: { relationships: { some: { kind: OWNS, facts: { minSources: 9 } } } } } } } } } }) { nodes { key } } }"#,
    ),
    (
        "some, three deep, that nothing meets",
        "{ parties(where: { relationships: { some: { other: { relationships: { some: { other: { relationships: { some: { facts: { minSources: 50 } } } } } } } } } }) { nodes { key } } }",
    ),
    ("none", "{ organizations(where: { types: [COURT], participations: { none: {} } }) { nodes { key } } }"),
    (
        "none, two deep",
        "{ actors(where: { relationships: { none: { other: { relationships: { none: {} } } } } }) { nodes { key } } }",
    ),
    (
        "none, three deep",
        "{ actors(where: { relationships: { none: { other: { relationships: { none: { other: { participations: { none: {} } } } } } } } }) { nodes { key } } }",
    ),
    (
        "none of a mention",
        "{ parties(where: { mentions: { none: { article: { languages: [\"fr\"] } } } }) { nodes { key } totalCount } }",
    ),
    // Combined filters.
    (
        "parties that are called in one of two ways",
        r#"{ parties(where: { or: [{ nameStartsWith: "محمد ال" }, { nameStartsWith: "zu" }] }) { nodes { key } totalCount } }"#,
    ),
    (
        "parties that match one of four filters, counted",
        r#"{ parties(where: { or: [{ nameStartsWith: "m" }, { countries: ["LY"] }, { types: [COURT] }, { mentionedIn: ["a-0000100"] }] }) { totalCount } }"#,
    ),
    (
        "parties that match four filters and not a fifth, counted",
        r#"{ parties(where: { and: [{ nameStartsWith: "m" }, { countries: ["LY"] }, { relationships: { some: {} } }, { mentions: { some: {} } }], not: { participations: { some: {} } } }) { totalCount } }"#,
    ),
    (
        "some, two deep, in one of two filters",
        "{ actors(where: { or: [{ genders: [] }, { relationships: { some: { kind: LEADS, other: { not: { sanctionEvents: { none: {} } } } } } }] }) { nodes { key } totalCount } }",
    ),
    // Counts.
    (
        "evidence in articles in a language, counted",
        r#"{ evidence(where: { article: { languages: ["ar"] } }) { totalCount } }"#,
    ),
    ("figures of at least a number, counted", "{ figures(where: { atLeast: 100, atMost: 1000 }) { totalCount } }"),
    ("sanction events, counted by three", "{ sanctionEventCounts(by: [ACTION, AUTHORITY, YEAR]) { count } }"),
    ("events, counted", "{ eventCounts(by: [KIND, YEAR, PLACE]) { count } }"),
    ("relationships, counted", "{ relationshipCounts(by: [KIND]) { count } }"),
    ("parties, counted by country", "{ partyCounts(by: [COUNTRY]) { count } }"),
    ("mentions, counted", "{ mentionCounts(by: [PARTY]) { count } }"),
    // Lists of many parents.
    (
        "both lists of 20 hubs",
        "{ parties(orderBy: { by: KEY }) { nodes { relationships { nodes { kind } } participations { nodes { role } } } } }",
    ),
    (
        "both lists of 20 hubs, with facts",
        "{ parties(orderBy: { by: KEY }) { nodes { relationships(facts: { stances: [PLANS], minSources: 4 }) { nodes { kind } } participations(facts: { stances: [PLANS], minSources: 4 }) { nodes { role } } } } }",
    ),
    (
        "100 hubs, 100 relationships of each, one way",
        "{ parties(first: 100, orderBy: { by: KEY }) { nodes { relationships(first: 100, direction: OUT) { nodes { kind } } } } }",
    ),
    (
        "20 hubs, totals of all lists",
        "{ parties(orderBy: { by: KEY }) { nodes { relationships(first: 1) { totalCount } participations(first: 1) { totalCount } sanctionEvents(first: 1) { totalCount } mentions(first: 1) { totalCount } } } }",
    ),
    (
        "20 hubs, last 20 of each list",
        "{ parties(orderBy: { by: KEY }) { nodes { relationships(last: 20) { nodes { kind } } participations(last: 20) { nodes { role } } sanctionEvents(last: 20) { nodes { action } } mentions(last: 20) { nodes { paragraphs } } } } }",
    ),
    (
        "20 hubs, 20 relationships, 5 pieces of evidence, articles",
        "{ parties(orderBy: { by: KEY }) { nodes { name relationships { edges { other { name } node { kind evidence(first: 5) { nodes { stance article { headline publisher { name } } } } } } } } } }",
    ),
    (
        "20 hubs, 20 sanction events, measures, targets, chain",
        "{ parties(orderBy: { by: KEY }) { nodes { sanctionEvents { nodes { action measures targets { key } chain { action } followedBy { action } } } } } }",
    ),
    (
        "20 hubs, status with events",
        "{ parties(orderBy: { by: KEY }) { nodes { sanctionStatus { state measures events { action } } } } }",
    ),
    (
        "100 ordinary parties, all lists",
        r#"{ actors(first: 100, where: { countries: ["LY"] }) { nodes { names { text } relationships { nodes { kind } } participations { nodes { role } } sanctionEvents { nodes { action } } mentions { nodes { article { headline } } } } } }"#,
    ),
    (
        "20 articles, mentions and evidence",
        "{ articles { nodes { headline mentions(first: 100) { nodes { party { name } } } evidence(first: 100, stances: [DENIES]) { nodes { stance excerpts } } } } }",
    ),
    (
        "20 places, their events",
        "{ places { nodes { name events(first: 100) { nodes { title figures { measure low } } totalCount } } } }",
    ),
    (
        "20 places, their events, filtered",
        "{ places { nodes { events(first: 1, facts: { stances: [PLANS], minSources: 4 }) { nodes { title } totalCount } } } }",
    ),
    (
        "100 events, figures and participations",
        "{ events(first: 100, where: { kind: INCIDENT }) { nodes { figures { low } participations { nodes { party { name } } } } } }",
    ),
    // Names.
    (
        "a name screened",
        r#"{ screen(queries: [{ name: "Muhammad al-Kani" }]) { matches { score party { key } explanation { text } } } }"#,
    ),
    (
        "the same in Arabic script, 20 matches",
        r#"{ screen(first: 20, threshold: 0.5, queries: [{ name: "محمد الكاني" }]) { matches { score party { key name } sanctionStatus { state } } } }"#,
    ),
    (
        "probable duplicates of 20 parties",
        r#"{ actors(where: { countries: ["LY"] }) { nodes { similar { score party { key } } } } }"#,
    ),
    ("search for `m`", r#"{ search(text: "m") { nodes { ... on Node { id } } } }"#),
    ("search for `mohamed al-k`", r#"{ search(text: "mohamed al-k") { edges { match { text } } } }"#),
    (
        "search for `muhamad alkady`, 100",
        r#"{ search(first: 100, text: "muhamad alkady") { edges { match { text highlights { start } } } } }"#,
    ),
    (
        "search for `military operation`, 100",
        r#"{ search(first: 100, text: "military operation") { edges { match { text } } } }"#,
    ),
    // Words that only occur in full texts, which are loaded in addition to the synthetic data: see docs/benchmarks.md.
    ("search for what bodies say", r#"{ search(text: "zanzibar expedition") { edges { match { text } } } }"#),
    (
        "search for what 100 bodies say",
        r#"{ search(first: 100, text: "zanzibar expedition") { edges { match { text } } } }"#,
    ),
    ("10 bodies", r#"{ articles(first: 10, where: { datasets: ["long-reports"] }) { nodes { body } } }"#),
    (
        "search for many words",
        r#"{ search(text: "military operation in the city of the north and the south by the forces") { edges { match { text } } totalCount } }"#,
    ),
];

/// Walks from one party, with `@` in place of its id.
const AROUND: &[(&str, &str)] = &[
    (
        "network",
        "{ network(around: [\"@\"], depth: 2, first: 200) { truncated nodes { party { key } } links { source target } } }",
    ),
    (
        "network of 500, depth 3",
        "{ network(around: [\"@\"], depth: 3, first: 500) { truncated nodes { party { key } } links { source target fact { id } } } }",
    ),
    ("small network", "{ network(around: [\"@\"], first: 10) { nodes { party { key } } links { source } } }"),
    (
        "network with facts",
        "{ network(around: [\"@\"], depth: 2, first: 200, facts: { stances: [CONFIRMS], minSources: 2 }) { nodes { party { key } } links { source } } }",
    ),
    (
        "network with rare facts",
        "{ network(around: [\"@\"], depth: 3, first: 500, facts: { stances: [PLANS], minSources: 3, knownBy: \"2015-01-01\" }) { nodes { party { key } } links { source } } }",
    ),
];

fn case(name: impl Into<String>, query: impl Into<String>) -> CostCase {
    CostCase { name: name.into(), query: query.into() }
}

/// All cases.
pub fn cost_cases(measured: &Measured) -> Result<Vec<CostCase>, Box<dyn std::error::Error>> {
    let mut cases: Vec<CostCase> = PLAIN.iter().map(|(name, query)| case(*name, *query)).collect();
    for (who, key) in [("a hub", HUB), ("an ordinary party", ORDINARY)] {
        for (field, text) in OF_PARTY {
            for (filter, facts) in FACTS {
                let with = if filter.is_empty() { String::new() } else { format!(", with {filter}") };
                for (pages, arguments) in [("", ""), (", first 1 and total", "first: 1")] {
                    if text.contains("sanctionStatus") && !pages.is_empty() {
                        continue;
                    }
                    let facts = if facts.is_empty() { String::new() } else { format!("facts: {{ {facts} }}") };
                    let all = [arguments, &facts].join(" ");
                    let all = if all.trim().is_empty() { String::new() } else { format!("({all})") };
                    let mut asked = text.replace('@', &all);
                    if !pages.is_empty() {
                        asked = asked.replacen("{ nodes", "{ totalCount nodes", 1);
                    }
                    let query = format!("{{ party(key: \"{key}\") {{ {asked} }} }}");
                    cases.push(case(format!("{field} of {who}{pages}{with}"), query));
                }
            }
        }
    }
    // Filtered lists at the root.
    for list in ["relationships", "events", "sanctionEvents"] {
        for (filter, facts) in &FACTS[1..] {
            let query = format!("{{ {list}(where: {{ facts: {{ {facts} }} }}) {{ totalCount nodes {{ id }} }} }}");
            cases.push(case(format!("{list}, with {filter}"), query));
        }
    }
    for (who, number) in [("the greatest hub", 0), ("a small hub", 400), ("one of the many", measured.parties()? / 2)] {
        let id = measured.party(number)?;
        cases.extend(AROUND.iter().map(|(name, query)| case(format!("{name}, around {who}"), query.replace('@', &id))));
    }
    for (pair, (from, to)) in measured.pairs(3)?.iter().enumerate() {
        for (filter, facts) in [("", ""), (", with facts", ", facts: { stances: [CONFIRMS], minSources: 2 }")] {
            let query = format!(
                r#"{{ paths(from: "{from}", to: "{to}"{facts}) {{ complete nodes {{ length steps {{ from {{ key }} facts {{ id }} }} }} }} }}"#
            );
            cases.push(case(format!("paths of pair {}{filter}", pair + 1), query));
        }
    }
    // Deep pages: after the cursor of a page far into the list.
    for list in ["parties", "events", "articles", "relationships"] {
        let mut after = String::new();
        for _ in 0..20 {
            let given = if after.is_empty() { String::new() } else { format!(", after: \"{after}\"") };
            let query = format!("{{ {list}(first: 100{given}) {{ pageInfo {{ endCursor }} }} }}");
            let answer = measured.answer(&query).data.into_json()?;
            // A short list ends earlier.
            let Some(cursor) = answer[list]["pageInfo"]["endCursor"].as_str() else { break };
            after = cursor.to_owned();
        }
        cases.push(case(format!("{list}, far on"), format!("{{ {list}(after: \"{after}\") {{ nodes {{ id }} }} }}")));
    }
    Ok(cases)
}
