//! Requests that try to overload the server: each is refused at once and takes little memory, and the next request is
//! answered.

use std::fs;
use std::io::{Read, Write};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::commands::on;
use crate::support::TestDatabase;
use crate::support::server::{Program, TestServer};

/// How long a refusal may take. Programs that are not optimised take longer.
const PATIENCE: Duration = Duration::from_millis(if cfg!(debug_assertions) { 500 } else { 50 });

/// How often an attack is tried before it counts as slow: the machine may be busy otherwise.
const TRIES: usize = 5;

/// How much more memory the server may hold at its peak, in KiB.
const MEMORY: u64 = 50 * 1024;

/// A request, and the status and the code that it is refused with.
struct Attack {
    name: &'static str,
    body: String,
    refusal: (u16, &'static str),
}

fn query(name: &'static str, code: &'static str, document: impl Into<String>) -> Attack {
    with_variables(name, code, document, json!({}))
}

fn with_variables(name: &'static str, code: &'static str, document: impl Into<String>, variables: Value) -> Attack {
    let body = json!({ "query": document.into(), "variables": variables }).to_string();
    Attack { name, body, refusal: (400, code) }
}

const COMPLEX: &str = "QUERY_TOO_COMPLEX";
const INVALID: &str = "GRAPHQL_VALIDATION_FAILED";
const NO_GRAPHQL: &str = "GRAPHQL_PARSE_FAILED";

fn literals() -> Vec<Attack> {
    let number = "9".repeat(60_000);
    vec![
        query("lists nested 100,000 deep", COMPLEX, format!("{{ parties(where: {}", "[".repeat(100_000))),
        query("objects nested 9,000 deep", COMPLEX, format!("{{ parties(where: {}", "{a:".repeat(3_000))),
        query(
            "lists behind a block string without an end",
            NO_GRAPHQL,
            format!("{{a(b:[\"\"\" \" {}", "[".repeat(60_000)),
        ),
        query("types nested 9,000 deep", COMPLEX, format!("query($a:{}", "[".repeat(9_000))),
        query("arguments nested 9,000 deep", COMPLEX, "{a(b:".repeat(3_000)),
        query(
            "a string of 200 KB",
            COMPLEX,
            format!("{{ search(text: \"{}\") {{ totalCount }} }}", "x".repeat(200_000)),
        ),
        Attack {
            name: "a string of 10 MB",
            body: json!({ "query": format!("{{ search(text: \"{}\") {{ totalCount }} }}", "x".repeat(10_000_000)) })
                .to_string(),
            refusal: (413, "BAD_REQUEST"),
        },
        query("a number of 60,000 digits", INVALID, format!("{{ parties(first: {number}) {{ totalCount }} }}")),
        query("a number beyond all floats", INVALID, "{ parties(first: 1e999999999) { totalCount } }"),
        query("a list of 9,000 items", COMPLEX, format!("{{ nodes(ids: [{}]) {{ id }} }}", "1 ".repeat(9_000))),
        query("words that are values", INVALID, format!("{{ nodes(ids: [{}]) {{ id }} }}", "null".repeat(15_000))),
        query("half a surrogate pair", NO_GRAPHQL, r#"{ search(text: "\uD800") { totalCount } }"#),
        query("what is no token", NO_GRAPHQL, "\0".repeat(9_000)),
        query("comments alone", NO_GRAPHQL, "#{\n".repeat(20_000)),
        query("marks of byte order", NO_GRAPHQL, "\u{feff}".repeat(20_000)),
    ]
}

fn fragments() -> Vec<Attack> {
    let doubling = |count: usize, spread: &str| {
        let fragment =
            |n: usize| format!(" fragment F{n} on Query {{ {} }}", spread.replace('?', &(n + 1).to_string()));
        let all: String = (0..count).map(fragment).collect();
        format!("{{ ...F0 }}{all} fragment F{count} on Query {{ revision }}")
    };
    let wide =
        format!("{{ {} }} fragment F on Query {{ datasets {{ {} }} }}", "...F ".repeat(2_000), "key ".repeat(4_000));
    let pyramid = format!("{}revision{}", "{...".repeat(60), "}".repeat(60));
    vec![
        query("fragments that double each other", COMPLEX, doubling(25, "...F? ...F?")),
        query(
            "fragments that double each other in fields",
            COMPLEX,
            doubling(25, "...F? datasets { ... { key } } ...F?"),
        ),
        query("a hundred fragments that double each other", COMPLEX, doubling(100, "...F? ...F?")),
        query("a chain of 1,500 fragments", COMPLEX, doubling(1_500, "...F?")),
        query("a fragment of 4,000 fields spread 2,000 times", COMPLEX, wide),
        query("a pyramid of fragments without names", COMPLEX, pyramid),
        query("a fragment that spreads itself", INVALID, "{ ...F } fragment F on Query { ...F }"),
        query(
            "fragments in a circle",
            INVALID,
            "{ ...A } fragment A on Query { ...B } fragment B on Query { ...C ...A } fragment C on Query { revision ...A }",
        ),
        query(
            "a circle that nothing spreads",
            INVALID,
            "{ revision } fragment A on Query { ...B } fragment B on Query { ...A }",
        ),
        query(
            "a circle through fields",
            INVALID,
            "{ node(id: \"a\") { ...F } } fragment F on Fact { evidence { nodes { fact { ...F } } } }",
        ),
        query("a circle of 1,500 fragments", COMPLEX, doubling(1_500, "...F?").replace("{ revision }", "{ ...F0 }")),
    ]
}

fn floods() -> Vec<Attack> {
    let aliases = |count: usize| (0..count).map(|n| format!("a{n}:revision ")).collect::<String>();
    let nested_aliases: String = (0..2_000).map(|n| format!("a{n}:key ")).collect();
    let unknown: String = (0..4_500).map(|n| format!("unknown{n} ")).collect();
    let conflicts = "a: key a: id ".repeat(95);
    vec![
        query("10,000 aliases", COMPLEX, format!("{{ {} }}", aliases(10_000).replace("revision", "r"))),
        query("3,000 aliases", COMPLEX, format!("{{ {} }}", aliases(3_000))),
        query("2,000 aliases below", COMPLEX, format!("{{ datasets {{ {nested_aliases} }} }}")),
        query("the same root field 9,000 times", COMPLEX, format!("{{ {} }}", "id ".repeat(9_000))),
        query("2,000 directives at one place", COMPLEX, format!("{{ revision {} }}", "@a ".repeat(2_000))),
        query(
            "2,000 directives in all",
            COMPLEX,
            format!("{{ datasets {{ {} }} }}", "key @skip(if: false) ".repeat(1_000)),
        ),
        query("4,500 unknown fields", INVALID, format!("{{ datasets {{ {unknown} }} }}")),
        query("95 conflicts", INVALID, format!("{{ datasets {{ {conflicts} }} }}")),
        query(
            "1,000 operations",
            "BAD_REQUEST",
            (0..1_000).map(|n| format!("query Q{n} {{ revision }} ")).collect::<String>(),
        ),
        query("brackets without end", COMPLEX, "{".repeat(60_000)),
    ]
}

/// Documents that are within all limits, and as hard to validate as can be.
fn merges() -> Vec<Attack> {
    let known = "a: key b: id c: name { text } ";
    let same = format!("{{ datasets {{ {} }} }}", "key ".repeat(4_500) + "nothing");
    let nested = (0..9).fold("id nothing".to_owned(), |inner, _| {
        format!("relationships {{ nodes {{ source {{ {inner} }} }} }} relationships {{ nodes {{ source {{ id }} }} }}")
    });
    let doubled = (0..9).fold("id nothing".to_owned(), |inner, _| format!("source {{ {inner} }} source {{ {inner} }}"));
    let shared: String = (0..60)
        .map(|n| format!(" fragment F{n} on Party {{ {known} relationships {{ nodes {{ source {{ id }} }} }} }}"))
        .collect();
    let spread: String = (0..60).map(|n| format!("...F{n} ")).collect();
    let shared = format!("{{ party(key: \"a\") {{ {spread} nothing }} }}{shared}");
    let arguments: String = (0..900).map(|n| format!("relationships(first: {n}) {{ totalCount }} ")).collect();
    let lists: String = (0..600).map(|n| format!("name(language: \"a{n}\") {{ text }} ")).collect();
    let conditions: String = (0..700).map(|_| "... on Node { id } ... on Party { id nothing } ").collect();
    let variables: String = (0..1_200).map(|n| format!("$v{n}: Int ")).collect();
    let types: String = (0..1_200).map(|n| format!("$v{n}: T{n} ")).collect();
    vec![
        query("the same field 4,500 times, and one that there is not", INVALID, same),
        query("relationships twice on each level", INVALID, format!("{{ party(key: \"a\") {{ {nested} }} }}")),
        query("fields that double each other", INVALID, format!("{{ relationships {{ nodes {{ {doubled} }} }} }}")),
        query("sixty fragments of the same fields", INVALID, shared),
        query("900 conflicting arguments", INVALID, format!("{{ party(key: \"a\") {{ {arguments} }} }}")),
        query("600 conflicting texts", INVALID, format!("{{ party(key: \"a\") {{ {lists} }} }}")),
        query("1,400 conditions", INVALID, format!("{{ party(key: \"a\") {{ {conditions} }} }}")),
        query("1,200 variables without use", INVALID, format!("query({variables}) {{ revision }}")),
        query("1,200 unknown types", INVALID, format!("query({types}) {{ revision }}")),
        query("1,200 repeated input fields", INVALID, {
            format!("{{ parties(where: {{ {} }}) {{ totalCount }} }}", "nameStartsWith: \"a\" ".repeat(1_200))
        }),
    ]
}

fn variables() -> Vec<Attack> {
    let deep = |depth: usize| {
        let value = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        format!(
            r#"{{"query": "query($v: Int) {{ parties(first: $v) {{ totalCount }} }}", "variables": {{"v": {value}}}}}"#
        )
    };
    let used = format!("query($v: ScreenQuery!) {{ screen(queries: [{}]) {{ name }} }}", "$v ".repeat(900));
    let text = format!("query($v: String!) {{ parties(where: {{ keys: [{}] }}) {{ totalCount }} }}", "$v ".repeat(150));
    vec![
        Attack { name: "variables 100,000 deep", body: deep(100_000), refusal: (400, "BAD_REQUEST") },
        Attack { name: "variables 100 deep", body: deep(100), refusal: (400, COMPLEX) },
        with_variables("12,000 variables", COMPLEX, "{ revision }", {
            Value::Object((0..12_000).map(|n| (format!("v{n}"), json!(n))).collect())
        }),
        with_variables(
            "a variable of 50,000 items",
            COMPLEX,
            "query($v: [ID!]!) { nodes(ids: $v) { id } }",
            json!({ "v": vec![1; 50_000] }),
        ),
        with_variables(
            "a list used 900 times",
            COMPLEX,
            used,
            json!({ "v": { "name": "a", "countries": vec!["LY"; 900] } }),
        ),
        with_variables("a long text used 150 times", COMPLEX, text, json!({ "v": "x".repeat(100_000) })),
        with_variables(
            "a number beyond all integers",
            "BAD_USER_INPUT",
            "query($v: Int) { parties(first: $v) { totalCount } }",
            json!({ "v": 1e300 }),
        ),
    ]
}

fn costs() -> Vec<Attack> {
    let nested = |outer: &str, inner: &str, levels: usize| {
        (0..levels).fold(inner.to_owned(), |below, _| outer.replace('?', &below))
    };
    let introspection = nested("fields { type { ? } }", "name", 8);
    let types = nested("possibleTypes { interfaces { ? } }", "name", 8);
    let pages = nested("relationships(first: 100) { nodes { source { ? } } }", "key", 4);
    let evidence = nested("evidence(first: 100) { nodes { fact { ? } } }", "id", 4);
    let cases = nested("chain { ? }", "key", 5);
    let fragments = "query { parties(first: 100) { ...A } } fragment A on PartyConnection { nodes { ...B } }
        fragment B on Party { relationships(first: 100) { ...C } } fragment C on RelationshipConnection { nodes { ...D } }
        fragment D on Relationship { target { mentions(last: 100) { nodes { paragraphs excerpts } } } }";
    vec![
        query("introspection in circles", COMPLEX, format!("{{ __schema {{ types {{ {introspection} }} }} }}")),
        query("introspection in circles of interfaces", COMPLEX, format!("{{ __type(name: \"Node\") {{ {types} }} }}")),
        query("pages of pages", COMPLEX, format!("{{ party(key: \"kaniyat\") {{ {pages} }} }}")),
        query(
            "pages through an interface",
            COMPLEX,
            format!("{{ node(id: \"Incident:a\") {{ ... on Fact {{ {evidence} }} }} }}"),
        ),
        query("cases of cases", COMPLEX, format!("{{ sanctionEvent(key: \"a\") {{ {cases} }} }}")),
        query("pages in fragments", COMPLEX, fragments),
        query(
            "counts of everything",
            COMPLEX,
            (0..9)
                .map(|n| format!("a{n}: eventCounts(by: [PARTY]) {{ count }} "))
                .fold("{ ".to_owned(), |all, one| all + &one)
                + "}",
        ),
        with_variables(
            "pages by a variable",
            COMPLEX,
            format!("query($first: Int = 1) {{ party(key: \"kaniyat\") {{ {} }} }}", pages.replace("100", "$first")),
            json!({ "first": 100 }),
        ),
    ]
}

/// What the server answers: its status, its body as JSON, and how long it took to begin.
fn answer(server: &TestServer<Program>, body: &str) -> (u16, Value, Duration) {
    let mut connection = server.connect();
    let mut sending = connection.try_clone().unwrap();
    let head = "POST /graphql HTTP/1.1\r\nHost: sanad\r\nConnection: close\r\nContent-Type: application/json\r\n\
                Accept: application/graphql-response+json";
    let request = format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    let start = Instant::now();
    // A server that refuses a body by its length does not read it to its end.
    let sender = std::thread::spawn(move || sending.write_all(request.as_bytes()));
    let (mut answer, mut part) = (Vec::new(), [0; 4096]);
    let mut took = None;
    while let Ok(length @ 1..) = connection.read(&mut part) {
        took.get_or_insert(start.elapsed());
        answer.extend_from_slice(&part[..length]);
    }
    let _ = sender.join().unwrap();
    let text = String::from_utf8(answer).unwrap();
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
    let (_, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text}"));
    let body = serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {text}"));
    (status.unwrap(), body, took.unwrap())
}

/// A figure of the server's memory, in KiB.
fn memory(server: &TestServer<Program>, figure: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with(figure)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Makes the peak of the server's memory what it holds now.
fn forget_peak(server: &TestServer<Program>) {
    fs::write(format!("/proc/{}/clear_refs", server.id()), "5").unwrap();
}

fn attack(db: &TestDatabase, folder: &str, attacks: Vec<Attack>) {
    let server = TestServer::spawn(&mut on(db, folder, &["serve", "--listen", "127.0.0.1:0"]));
    let revision = json!({ "query": "{ revision }" }).to_string();
    assert_eq!(answer(&server, &revision).1, json!({ "data": { "revision": 1 } }));
    let mut failed = Vec::new();
    for Attack { name, body, refusal } in attacks {
        forget_peak(&server);
        let before = memory(&server, "VmRSS:");
        let mut fastest = Duration::MAX;
        for _ in 0..TRIES {
            let (status, answered, took) = answer(&server, &body);
            fastest = fastest.min(took);
            let code = answered["errors"][0]["extensions"]["code"].as_str().unwrap_or_default();
            if (status, code) != refusal {
                let start: String = answered.to_string().chars().take(300).collect();
                failed.push(format!("{name}: {status} {start}"));
            }
            if answered.to_string().len() > 100_000 {
                failed.push(format!("{name}: a refusal of {} bytes", answered.to_string().len()));
            }
            if fastest < PATIENCE {
                break;
            }
        }
        let taken = memory(&server, "VmHWM:").saturating_sub(before);
        println!("{name}: {} ms, {taken} KiB", fastest.as_secs_f64() * 1000.0);
        if fastest >= PATIENCE || taken > MEMORY {
            failed.push(format!("{name}: {fastest:?}, {taken} KiB"));
        }
        assert_eq!(answer(&server, &revision).0, 200, "the next request after {name}");
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

fn literals_are_refused(db: &TestDatabase) {
    attack(db, "attack-literals", literals());
}

fn fragments_are_refused(db: &TestDatabase) {
    attack(db, "attack-fragments", fragments());
}

fn floods_are_refused(db: &TestDatabase) {
    attack(db, "attack-floods", floods());
}

fn merges_are_refused(db: &TestDatabase) {
    attack(db, "attack-merges", merges());
}

fn variables_are_refused(db: &TestDatabase) {
    attack(db, "attack-variables", variables());
}

fn costs_are_refused(db: &TestDatabase) {
    attack(db, "attack-costs", costs());
}

#[cfg(target_os = "linux")]
on_each_backend! {
    literals_are_refused,
    fragments_are_refused,
    floods_are_refused,
    merges_are_refused,
    variables_are_refused,
    costs_are_refused,
}
