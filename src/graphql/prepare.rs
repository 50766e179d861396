//! What a request goes through before it is executed.

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{ExecutableDocument, OperationDefinition};
use async_graphql::{Name, OutputType, Positioned, Request, Response, ServerError, Value, Variables, value};

use super::error::{Failure, parse_failure};
use super::guard::{Digest, Sizes, check_extent, check_introspection, cost, scan, too_complex};
use super::root::Root;
use crate::config::GuardLimits;
use crate::error::Code;

/// A request that has passed all checks.
pub struct Prepared {
    pub(super) request: Request,
    /// The name of its operation, if it has one.
    pub operation: Option<String>,
    /// How much it asks for, as the guard counts it.
    pub cost: u64,
    /// The cost and its limit, where the request wants to be told.
    pub(super) told: Option<Value>,
}

/// The response, with what the request costs where it wants to be told.
pub(super) fn with_cost(mut response: Response, told: Option<Value>) -> Response {
    if let Some(told) = told {
        response.extensions.insert("cost".to_owned(), told);
    }
    response
}

/// Checks a request before it is executed, and gives variables that are absent their defaults: async-graphql does so too,
/// but only after it has decided on `@skip` and `@include`.
pub fn prepare(mut request: Request, limits: &GuardLimits) -> Result<Prepared, Response> {
    let wants_cost = matches!(request.extensions.get("cost"), Some(Value::Boolean(true)));
    let told = |cost| wants_cost.then(|| value!({ "requested": cost, "limit": limits.cost }));
    let (operation, cost) = complete(&mut request, limits).map_err(Response::from)?;
    if cost > limits.cost {
        let refusal = too_complex("the operation may cost", cost, "in all", limits.cost);
        return Err(with_cost(refusal.into(), told(cost)));
    }
    Ok(Prepared { request, operation, cost, told: told(cost) })
}

/// Checks what of a document can be told before anybody asks for one of its operations, and returns what it is known by.
///
/// # Errors
/// The answer to whoever asks for it.
pub fn check_document(text: &str, limits: &GuardLimits) -> Result<Digest, Response> {
    let check = || {
        let digest = scan(text, limits)?;
        let document = parse_query(text).map_err(|error| Refusal::Parse(error.into()))?;
        check_extent(&document, &Sizes::of(&Variables::default(), limits)?, limits)?;
        Ok::<_, Refusal>(digest)
    };
    check().map_err(Response::from)
}

/// Checks the request, and returns the name of its operation and what that costs.
fn complete(request: &mut Request, limits: &GuardLimits) -> Result<(Option<String>, u64), Refusal> {
    scan(&request.query, limits)?;
    let asked = request.operation_name.clone();
    let mut variables = std::mem::take(&mut request.variables);
    let document = request.parsed_query().map_err(Refusal::Parse)?;
    let (name, operation) = only_operation(document, asked.as_deref())?;
    let name = name.map(ToString::to_string);
    for Positioned { node: variable, .. } in &operation.variable_definitions {
        let (name, ty) = (&variable.name.node, &variable.var_type.node);
        if let Some(default) = &variable.default_value {
            variables.entry(name.clone()).or_insert_with(|| default.node.clone());
        }
        if !ty.nullable && variables.get(name).is_none_or(|value| *value == Value::Null) {
            let reason = format!("the variable `${name}` is not given: expected a value of `{ty}`");
            return Err(Failure::bad_user_input(reason).into());
        }
    }
    let sizes = Sizes::of(&variables, limits)?;
    check_extent(document, &sizes, limits)?;
    if !limits.introspection {
        check_introspection(document)?;
    }
    let cost = cost(document, operation, &Root::type_name(), &variables, &sizes)?;
    request.variables = variables;
    Ok((name, cost))
}

/// The operation that a request means.
fn only_operation<'a>(
    document: &'a ExecutableDocument,
    asked: Option<&str>,
) -> Result<(Option<&'a Name>, &'a OperationDefinition), Failure> {
    let is_asked = |name: Option<&Name>| asked.is_none() || name.map(Name::as_str) == asked;
    let mut operations = document.operations.iter().filter(|(name, _)| is_asked(*name));
    match (operations.next(), operations.next()) {
        (Some((name, operation)), None) => Ok((name, &operation.node)),
        (None, _) => Err(Failure::new(Code::BadRequest, "`operationName` names no operation of the document")),
        _ => Err(Failure::new(Code::BadRequest, "the document has several operations: expected `operationName`")),
    }
}

/// Why a request is not executed.
enum Refusal {
    /// It is no GraphQL.
    Parse(ServerError),
    Failure(Failure),
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<Refusal> for Response {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Parse(error) => parse_failure(error),
            Refusal::Failure(failure) => failure.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// Documents that use all of the language.
    const DOCUMENTS: [&str; 4] = [
        include_str!("../../fuzz/seeds/introspection.graphql"),
        r#"query A($a: [ID!]! = ["x"], $n: Int = -2, $f: PartyFilter = {keys: ["a"]}) @a(b: 1.5e3) {
            a: nodes(ids: ["x", "\u00e9\n", ENUM, true, null, $a]) { id ... on Party @skip(if: false) { key } }
            parties(where: $f, first: $n, orderBy: {by: KEY}) { ...B totalCount edges { cursor node { ...C } } } }
            fragment B on PartyConnection { nodes { ...C } pageInfo { endCursor } }
            fragment C on Party { relationships(last: 3) { edges { other { names { text } ...D } } } }
            fragment D on Node { ... on Organization { publications { nodes { headline } } } ... { __typename } }"#,
        r#"{ screen(queries: [{ name: """a \""" b""" }, { name: "c" }], first: 2) { matches { party { ...P } } } }
            fragment P on Party { sanctionStatus(asOf: "2020-01-01") { events { chain { key } } } }"#,
        r#"{ paths(from: "a", to: "b") { nodes { steps { through { ...F } parallel { ...F } } } }
            network(around: ["a"], depth: 2, first: 20) { links { fact { ...F } } } search(text: "x") { edges { match { text } } } }
            fragment F on Fact { evidence(first: 2) { nodes { article { mentions(first: 3) { nodes { excerpts } } } fact { id } } } }"#,
    ];

    /// The document with one part of it put at another place, or left out.
    fn cut(document: &str, from: usize, length: usize, to: usize, is_moved: bool) -> String {
        let characters: Vec<char> = document.chars().collect();
        let from = from % (characters.len() + 1);
        let end = (from + length).min(characters.len());
        let part = &characters[from..end];
        let mut rest = if is_moved { characters.clone() } else { [&characters[..from], &characters[end..]].concat() };
        let to = to % (rest.len() + 1);
        if is_moved {
            rest.splice(to..to, part.iter().copied());
        }
        rest.into_iter().collect()
    }

    proptest! {
        #[test]
        fn whatever_comes_is_admitted_or_refused(
            document in 0..DOCUMENTS.len(),
            cuts in vec((any::<usize>(), 0..60_usize, any::<usize>(), any::<bool>()), 0..6),
        ) {
            let document = cuts.into_iter().fold(DOCUMENTS[document].to_owned(), |document, (from, length, to, is_moved)| {
                cut(&document, from, length, to, is_moved)
            });
            match prepare(Request::new(document), &GuardLimits::default()) {
                Ok(prepared) => prop_assert!(prepared.cost >= 1),
                Err(refusal) => prop_assert!(refusal.errors[0].extensions.is_some()),
            }
        }
    }

    #[test]
    fn the_documents_are_admitted_as_they_are() {
        for document in DOCUMENTS {
            let refusal = prepare(Request::new(document), &GuardLimits::default()).err();
            assert!(refusal.is_none(), "{document}: {:?}", refusal.map(|refusal| refusal.errors));
        }
    }
}
