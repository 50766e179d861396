//! What `__schema` and `__type` answer: what the SDL says.

use std::fmt::Write;

use apollo_compiler::Schema;
use async_graphql::{Request, Variables};
use sanad::graphql::{Api, sdl};
use serde_json::{Value, json};

use crate::guard::INTROSPECTION;
use crate::support::TestDatabase;

async fn answer(db: &TestDatabase, query: &str, variables: Value) -> Value {
    let request = Request::new(query).variables(Variables::from_json(variables));
    let response = Api::new(db.pool()).execute(request).await;
    assert!(response.errors.is_empty(), "{query}: {:?}", response.errors);
    serde_json::to_value(response.data).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn type_of(reference: &Value) -> String {
    match text(&reference["kind"]) {
        "NON_NULL" => type_of(&reference["ofType"]) + "!",
        "LIST" => format!("[{}]", type_of(&reference["ofType"])),
        _ => text(&reference["name"]).to_owned(),
    }
}

fn names(references: &Value, between: &str) -> String {
    items(references).iter().map(|name| text(&name["name"])).collect::<Vec<_>>().join(between)
}

fn description(of: &Value) -> String {
    of["description"].as_str().map(|text| format!("{}\n", json!(text))).unwrap_or_default()
}

fn deprecation(of: &Value) -> String {
    let reason = || format!(" @deprecated(reason: {})", of["deprecationReason"]);
    if of["isDeprecated"] == true { reason() } else { String::new() }
}

fn inputs(of: &Value) -> String {
    let input = |input: &Value| {
        let default = input["defaultValue"].as_str().map(|text| format!(" = {text}")).unwrap_or_default();
        let (described, ty) = (description(input), type_of(&input["type"]));
        format!("{described}{}: {ty}{default}{}\n", text(&input["name"]), deprecation(input))
    };
    items(of).iter().map(input).collect()
}

fn arguments(of: &Value) -> String {
    let inputs = inputs(of);
    if inputs.is_empty() { inputs } else { format!("({inputs})") }
}

fn fields(of: &Value) -> String {
    let field = |field: &Value| {
        let (arguments, ty) = (arguments(&field["args"]), type_of(&field["type"]));
        format!("{}{}{arguments}: {ty}{}\n", description(field), text(&field["name"]), deprecation(field))
    };
    items(of).iter().map(field).collect()
}

fn definition(ty: &Value) -> String {
    let name = text(&ty["name"]);
    let implements = match names(&ty["interfaces"], " & ") {
        none if none.is_empty() => none,
        names => format!(" implements {names}"),
    };
    let defined = match text(&ty["kind"]) {
        "SCALAR" => format!("scalar {name} @specifiedBy(url: {})", ty["specifiedByURL"]),
        "OBJECT" => format!("type {name}{implements} {{ {} }}", fields(&ty["fields"])),
        "INTERFACE" => format!("interface {name}{implements} {{ {} }}", fields(&ty["fields"])),
        "UNION" => format!("union {name} = {}", names(&ty["possibleTypes"], " | ")),
        "INPUT_OBJECT" => format!("input {name} {{ {} }}", inputs(&ty["inputFields"])),
        "ENUM" => {
            let value =
                |value: &Value| format!("{}{}{}\n", description(value), text(&value["name"]), deprecation(value));
            format!("enum {name} {{ {} }}", items(&ty["enumValues"]).iter().map(value).collect::<String>())
        }
        kind => panic!("{name} is of the kind {kind}"),
    };
    description(ty) + &defined
}

/// The SDL that the answer to an introspection query stands for.
fn rebuilt(schema: &Value) -> String {
    let mut sdl = String::new();
    let is_ours = |ty: &&Value| {
        let name = text(&ty["name"]);
        !name.starts_with("__") && !["Int", "Float", "String", "Boolean", "ID"].contains(&name)
    };
    for ty in items(&schema["types"]).iter().filter(is_ours) {
        writeln!(sdl, "{}", definition(ty)).unwrap();
    }
    for directive in items(&schema["directives"]) {
        let name = text(&directive["name"]);
        // The SDL need not define it.
        if name != "deprecated" {
            let locations: Vec<&str> = items(&directive["locations"]).iter().map(text).collect();
            let repeatable = if directive["isRepeatable"] == true { " repeatable" } else { "" };
            let (described, arguments) = (description(directive), arguments(&directive["args"]));
            writeln!(sdl, "{described}directive @{name}{arguments}{repeatable} on {}", locations.join(" | ")).unwrap();
        }
    }
    let query = text(&schema["queryType"]["name"]);
    writeln!(sdl, "{}schema {{ query: {query} }}", description(schema)).unwrap();
    sdl
}

/// The SDL in the notation of apollo-compiler.
fn normal(sdl: &str) -> String {
    Schema::parse_and_validate(sdl, "schema.graphql").unwrap_or_else(|invalid| panic!("{invalid}\n{sdl}")).to_string()
}

async fn introspection_says_what_the_sdl_says(db: &TestDatabase) {
    let answer = answer(db, INTROSPECTION, json!({})).await;
    let (asked, printed) = (normal(&rebuilt(&answer["__schema"])), normal(&sdl()));
    let difference = asked.lines().zip(printed.lines()).find(|(asked, printed)| asked != printed);
    assert_eq!(difference, None);
    assert_eq!(asked.lines().count(), printed.lines().count());
    for part in ["interface Party implements Node", "scalar Date @specifiedBy(url: \"", "Facts about sanctions"] {
        assert!(asked.contains(part), "{part}");
    }
}

/// Interfaces list their interfaces, each scalar of ours has a specification, and input objects are not `@oneOf`.
async fn types_say_what_they_are(db: &TestDatabase) {
    let query = "query($name: String = \"Event\", $no: Boolean = false) {
        event: __type(name: $name) { interfaces { name } possibleTypes { name } isOneOf @include(if: $no) }
        date: __type(name: \"Date\") { specifiedByURL isOneOf }
        filter: __type(name: \"PartyFilter\") { ...F a: isOneOf }
        none: __type(name: \"Nothing\") { name }
    } fragment F on __Type { isOneOf }";
    let expected = json!({
        "event": {
            "interfaces": [{ "name": "Node" }, { "name": "Fact" }],
            "possibleTypes": [{ "name": "Incident" }, { "name": "SanctionEvent" }],
        },
        "date": { "specifiedByURL": "https://www.rfc-editor.org/rfc/rfc3339#section-5.6", "isOneOf": null },
        "filter": { "isOneOf": false, "a": false },
        "none": null,
    });
    assert_eq!(answer(db, query, json!({})).await, expected);
    let other = answer(db, query, json!({ "name": "Party", "no": true })).await;
    assert_eq!(other["event"]["interfaces"], json!([{ "name": "Node" }]));
    assert_eq!(other["event"]["isOneOf"], json!(null));
}

/// The schema and data in one operation, in the order asked.
async fn the_schema_and_data_are_answered_together(db: &TestDatabase) {
    let query = "query A($name: String!, $key: String!, $skipped: Boolean!, $day: Date) {
        a: party(key: $key) { key __typename sanctionStatus(asOf: $day) { state } }
        ...S
        __typename
        ... on Query { b: __type(name: $name) { name kind __typename } }
        c: __type(name: \"Actor\") @skip(if: $skipped) { name }
        ... @include(if: $skipped) { d: __type(name: \"Actor\") { name } revision }
        b: __type(name: $name) { enumValues { name } }
    }
    query B { __schema { queryType { name } } revision }
    fragment S on Query { __schema { queryType { ...T } types @skip(if: $skipped) { name } } }
    fragment T on __Type { name }";
    let variables = json!({ "name": "Role", "key": "kaniyat", "skipped": true, "day": "2020-12-01" });
    let request = Request::new(query).variables(Variables::from_json(variables)).operation_name("A");
    let response = Api::new(db.pool()).execute(request).await;
    assert!(response.errors.is_empty(), "{:?}", response.errors);
    let data = serde_json::to_string(&response.data).unwrap();
    let expected = "{\"a\":{\"key\":\"kaniyat\",\"__typename\":\"Organization\",\"sanctionStatus\":[{\"state\":";
    assert!(data.starts_with(expected), "{data}");
    let places = ["\"a\":", "\"__schema\":", "\"__typename\":\"Query\"", "\"b\":", "\"d\":", "\"revision\":"];
    let places = places.map(|name| data.find(name).unwrap_or_else(|| panic!("{name} is not in {data}")));
    assert!(places.is_sorted(), "{data}");
    assert!(!data.contains("\"c\":"));
    let data: Value = serde_json::from_str(&data).unwrap();
    assert_eq!(data["__schema"], json!({ "queryType": { "name": "Query" } }));
    assert_eq!((&data["b"]["kind"], &data["b"]["__typename"]), (&json!("ENUM"), &json!("__Type")));
    assert!(items(&data["b"]["enumValues"]).len() > 3);
    assert_eq!(data["d"]["name"], "Actor");
}

on_each_backend! {
    async introspection_says_what_the_sdl_says,
    async types_say_what_they_are,
    async the_schema_and_data_are_answered_together,
}
