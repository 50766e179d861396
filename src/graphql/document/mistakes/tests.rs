use super::super::Document;
use crate::config::GuardLimits;

/// Documents, and what is said of them.
const TOLD: &[(&str, &[&str])] = &[
    // Fields.
    ("{ party(key: \"a\") { nam } }", &["`Party` has no field `nam`: did you mean `name`?"]),
    ("{ partys { key } }", &["`Query` has no field `partys`: did you mean `parties`?"]),
    ("{ __schema { typos { name } } }", &["`__Schema` has no field `typos`: did you mean `types`?"]),
    ("{ datasets { zzz } }", &["`Dataset` has no field `zzz`: expected one of `id`, `key`, `title`, `publisher`, "]),
    ("{ node(id: \"a\") { degree } }", &["`Node` has no field `degree`: expected `id`"]),
    (
        "{ node(id: \"a\") { names { text } } }",
        &["`Node` has no field `names`: expected it in a fragment, as in `... on "],
    ),
    (
        "{ search(text: \"a\") { edges { node { names { text } } } } }",
        &["`SearchResult` has no field `names`: expected it in a fragment, as in `... on Party { names }`"],
    ),
    (
        "{ a: partys { key } b: party(key: \"a\") { nam } }",
        &["`Query` has no field `partys`: did you mean `parties`?", "`Party` has no field `nam`: did you mean `name`?"],
    ),
    ("{ party(key: \"a\") }", &["`party` has fields of its own: expected a selection of them, as in `party { … }`"]),
    ("{ revision { id } }", &["`revision` is of the type `Int`, which has no fields: expected no selection"]),
    (
        "{ a: party(key: \"a\") { key { id } } }",
        &["`key` is of the type `String`, which has no fields: expected no selection"],
    ),
    ("{ parties { key } }", &["`PartyConnection` has no field `key`: expected it in `nodes`, as in `nodes { key }`"]),
    ("{ parties { edges { key } } }", &["`PartyEdge` has no field `key`: expected it in `node`, as in `node { key }`"]),
    // Answers that cannot hold two fields.
    (
        "{ a: revision a: __typename }",
        &["two fields are called `a` in the answer: expected another name for one of them, as in `other: __typename`"],
    ),
    (
        "{ party(key: \"a\") { key } party(key: \"b\") { key } }",
        &[
            "`party` is selected twice, with other arguments: expected another name for one of them, as in `other: party`",
        ],
    ),
    (
        "{ parties(where: { keys: [\"a\"] }) { totalCount } parties(where: { keys: [\"a\", \"b\"] }) { totalCount } }",
        &[
            "`parties` is selected twice, with other arguments: expected another name for one of them, as in `other: parties`",
        ],
    ),
    // Directives.
    (
        "query @language(in: \"ar\") @language(in: \"en\") { revision }",
        &["the directive `@language` is given twice: expected it at most once"],
    ),
    ("{ revision @language(in: \"ar\") }", &["the directive `@language` is on a field: expected it on a query"]),
    ("query @language(in: null) { revision }", &["`in` is null: expected a value of `[Language!]!`"]),
    (
        "query($l: String!) @language(in: [$l]) { revision }",
        &["the variable `$l` has the type `String!`: expected `Language!` for `in[0]`"],
    ),
    // Names that are given twice or not at all, and definitions of types.
    (
        "query A { revision } query A { revision }",
        &["the operation `A` is defined twice: expected another name for one of them"],
    ),
    (
        "{ ...F } fragment F on Query { revision } fragment F on Query { revision }",
        &["the fragment `F` is defined twice: expected another name for one of them"],
    ),
    (
        "query($a: ID!, $a: ID!) { node(id: $a) { id } }",
        &["the variable `$a` is defined twice: expected another name for one of them"],
    ),
    (
        "query A { revision } { revision }",
        &["an operation has no name beside others: expected a name for each, as in `query First { … }`"],
    ),
    (
        "{ revision } type A { a: Int }",
        &["the document has an object type definition: expected only operations and fragments"],
    ),
    (
        "query($a: Party!) { node(id: $a) { id } }",
        &[
            "the variable `$a` has the type `Party!`, which only answers have: expected a scalar, an enum or an input object",
        ],
    ),
    // Fragments.
    (
        "{ party(key: \"a\") { ... on Event { id } } }",
        &[
            "a fragment is on `Event`, which `Party` never is: expected one of `Party`, `Actor`, `Asset`, `Organization`",
        ],
    ),
    (
        "{ actor(key: \"a\") { ...F } } fragment F on Event { id }",
        &["the fragment `F` is on `Event`, which `Actor` never is: expected one of `Actor`, "],
    ),
    ("mutation { a }", &["there is no mutation here: expected a query"]),
    // Arguments.
    ("{ party(keey: \"a\") { key } }", &["`Query.party` has no argument `keey`: did you mean `key`?"]),
    ("{ actor { key } }", &["`Query.actor` lacks the argument `key`: expected a value of `String!`"]),
    (
        "{ parties(countries: [\"LY\"]) { totalCount } }",
        &["`Query.parties` has no argument `countries`: expected it in `where`, as in `where: { countries: … }`"],
    ),
    ("{ revision(of: 1) }", &["`Query.revision` has no argument `of`: expected none"]),
    ("{ parties(last: 3, last: 4) { totalCount } }", &["the argument `last` is given twice: expected it at most once"]),
    ("{ parties(first: \"5\") { totalCount } }", &["`first` is a string: expected a value of `Int`"]),
    ("{ parties(first: 5.5) { totalCount } }", &["`first` is a float: expected a value of `Int`"]),
    (
        "{ parties(first: 99999999999) { totalCount } }",
        &["`first` is out of range: expected a number from -2147483648 to 2147483647"],
    ),
    ("{ node(id: a) { id } }", &["`id` is a word without quotes: expected a value of `ID!`"]),
    // Values of enums, and fields of input objects.
    (
        "{ parties(where: { types: [STATES] }) { totalCount } }",
        &["`OrganizationType` has no value `STATES`: did you mean `STATE`?"],
    ),
    (
        "{ parties(orderBy: { by: KEY, direction: UP }) { totalCount } }",
        &["`OrderDirection` has no value `UP`: expected one of `ASC`, `DESC`"],
    ),
    (
        "{ parties(orderBy: { direction: \"ASC\" }) { totalCount } }",
        &[
            "`orderBy.direction` is a string: expected a value of `OrderDirection!`, without quotes: one of `ASC`, `DESC`",
        ],
    ),
    (
        "{ parties(orderBy: NAME) { totalCount } }",
        &["`orderBy` is a word without quotes: expected a value of `PartyOrder`, an object with fields such as `by`, "],
    ),
    (
        "{ parties(where: { type: STATE }) { totalCount } }",
        &["`PartyFilter` has no field `type`: did you mean `types`?"],
    ),
    (
        "{ parties(where: { country: \"LY\" }) { totalCount } }",
        &["`PartyFilter` has no field `country`: did you mean `countries`?"],
    ),
    ("{ screen(queries: [{ nme: \"a\" }]) { complete } }", &["`ScreenQuery` has no field `nme`: did you mean `name`?"]),
    (
        "{ screen(queries: [{}]) { complete } }",
        &["`ScreenQuery` lacks the field `name`: expected a value of `String!`"],
    ),
    (
        "{ parties(where: { keys: [\"a\", {}] }) { totalCount } }",
        &["`where.keys[1]` is an input object: expected a value of `String!`"],
    ),
    // Our own scalars.
    (
        "{ party(key: \"a\") { sanctionStatus(asOf: \"2020-13-40\") { state } } }",
        &["`asOf`: `2020-13-40` is not a day: expected a date such as `2020-11-25`"],
    ),
    (
        "{ events(where: { from: \"2020-11\" }) { totalCount } }",
        &["`where.from`: `2020-11` is not a day: expected a date such as `2020-11-25`"],
    ),
    (
        "{ parties(where: { countries: [\"LY\", \"ly\"] }) { totalCount } }",
        &[
            "`where.countries[1]`: `ly` is not a country code: expected two upper-case letters of ISO 3166-1, such as `LY`",
        ],
    ),
    (
        "{ events(where: { from: 2020 }) { totalCount } }",
        &["`where.from`: `2020` is not a string: expected a text in double quotes"],
    ),
    (
        "query($d: Date = \"x\") { events(where: { from: $d }) { totalCount } }",
        &["`$d`: `x` is not a day: expected a date such as `2020-11-25`"],
    ),
    // Fragments and types.
    ("{ ...F }", &["the document has no fragment `F`: expected its definition"]),
    (
        "{ ...Paty } fragment Party on Query { revision }",
        &["the document has no fragment `Paty`: did you mean `Party`?"],
    ),
    ("{ revision } fragment F on Query { revision }", &["the fragment `F` is not used: expected `...F` somewhere"]),
    ("{ node(id: \"a\") { ... on Acter { id } } }", &["there is no type `Acter`: did you mean `Actor`?"]),
    // Variables.
    ("query($k: Strin!) { party(key: $k) { key } }", &["there is no type `Strin`: did you mean `String`?"]),
    (
        "query($k: String) { actor(key: $k) { key } }",
        &["the variable `$k` has the type `String`: expected `String!` for `key`"],
    ),
    ("query($k: String!) { revision }", &["the variable `$k` is not used: expected a use of it"]),
    ("query($k: String!) { partyy(key: $k) { key } }", &["`Query` has no field `partyy`: did you mean `party`?"]),
    (
        "query($key: String!) { party(key: $kye) { key } }",
        &["the operation does not declare the variable `$kye`: did you mean `$key`?"],
    ),
    (
        "{ party(key: $k) { key } }",
        &["the operation does not declare the variable `$k`: expected a declaration, as in `query ($name: String!)`"],
    ),
    // Directives.
    ("{ revision @inclde(if: true) }", &["there is no directive `@inclde`: did you mean `include`?"]),
    ("{ revision @include }", &["`@include` lacks the argument `if`: expected a value of `Boolean!`"]),
    ("{ revision @include(if: \"a\") }", &["`if` is a string: expected a value of `Boolean!`"]),
    ("{ revision @skip(iff: true) }", &["`@skip` has no argument `iff`: did you mean `if`?"]),
    // Syntax.
    ("", &["the document ends here: expected an operation, such as `query { … }` or `{ … }`, or a fragment"]),
    ("{ party(key: \"a\" { key } }", &["found `{`: expected `)`"]),
    ("{ a {\n b { c }", &["the document ends after `{` on line 1, column 5: expected `}`"]),
    ("{ party(key: ) { key } }", &["found `)`: expected a value"]),
    ("{ party(key \"a\") { key } }", &["found `\"a\"`: expected `:` and a value after `key`"]),
    ("{ party(key: \"a\", name) { key } }", &["found `)`: expected `:` and a value after `name`"]),
    (
        "party(key: \"a\") { key }",
        &["found `party`: expected an operation, such as `query { … }` or `{ … }`, or a fragment"],
    ),
    ("{ revision }}", &["found `}`: expected an operation, such as `query { … }` or `{ … }`, or a fragment"]),
    ("{ datasets { } }", &["found `}`: expected a field"]),
    ("{ a: }", &["found `}`: expected a name"]),
    ("{ a ...on }", &["found `}`: expected the name of a type"]),
    ("query ($a Int) { a }", &["found `Int`: expected `:` and a type"]),
    ("query ($a: ) { a }", &["found `)`: expected a type"]),
    ("query ($a: [Int) { a }", &["found `)`: expected `]`"]),
    ("{ parties(where: { types: [STATE }) { a } }", &["found `}`: expected a value or `]`"]),
    ("fragment on on Party { key }", &["found `on`: expected a name other than `on`"]),
    ("fragment F Party { key }", &["found `Party`: expected `on` and the name of a type"]),
    ("{\"query\": \"{ revision }\"}", &["found `\"query\"`: expected a field"]),
    ("{ party(key: 'a') { key } }", &["found `'`: expected a name, a number, a string or punctuation"]),
];

fn told(document: &str) -> Vec<String> {
    let errors = Document::read(document, &GuardLimits::default()).err().unwrap_or_default();
    errors.into_iter().map(|error| error.message).collect()
}

/// Each mistake is told once, with what was found and what was expected. Long lists are given by their beginning.
#[test]
fn each_mistake_is_told_once() {
    let mut wrong = Vec::new();
    for (document, expected) in TOLD {
        let told = told(document);
        let fits = |(told, expected): (&String, &&str)| told.starts_with(expected);
        if told.len() != expected.len() || !told.iter().zip(*expected).all(fits) {
            wrong.push(format!("{document}: {told:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Errors that follow from others are left out only if others are told.
#[test]
fn no_document_is_refused_without_a_reason() {
    for document in [
        "query A($k: String!) { revision } query B($k: String!) { party(key: $k) { key } }",
        "{ party(key: \"a\") { ... on Nothing { id } } }",
        "{ a: party(key: \"a\") { key } a: party(key: \"b\") { key } }",
        "query A { revision } query A { revision }",
        "{ revision @skip(if: true) @skip(if: true) }",
        "{ revision } type A { b: Int }",
        "{ party(key: \"a\") { ... on Article { headline } } }",
        "query ($a: Party) { revision @include(if: $a) }",
    ] {
        assert!(!told(document).is_empty(), "{document}");
    }
}

#[test]
fn errors_of_long_names_are_short() {
    let name = "x".repeat(60_000);
    for document in [format!("{{ {name} }}"), format!("{{ revision({name}: 1) }}"), format!("{{ ...{name} }}")] {
        assert!(told(&document).iter().all(|message| message.len() < 3_000), "{document:.20}");
    }
    let many: String = (0..90).map(|number| format!("x{number} ")).collect();
    assert_eq!(told(&format!("{{ {many} }}")).len(), 50);
}
