//! The checks of a request before its execution.

use std::sync::Arc;

use async_graphql::{Request, Response, Value, value};

use super::document::Document;
use super::guard::too_complex;
use super::introspection::SchemaFields;
use crate::config::GuardLimits;

/// A request that has passed all checks.
pub struct Prepared {
    pub(super) request: Request,
    /// The name of the operation, if it has one.
    pub operation: Option<String>,
    /// The estimated cost.
    pub cost: u64,
    /// Whether it selects anything but introspection.
    pub(super) reads_data: bool,
    /// What it asks of the schema itself.
    pub(super) schema_fields: Option<Arc<SchemaFields>>,
    /// The cost and its limit for the response, if the request asks for them.
    pub(super) cost_report: Option<Value>,
}

/// Adds the cost to the response, if the request asks for it.
pub(super) fn with_cost(mut response: Response, cost_report: Option<Value>) -> Response {
    if let Some(cost) = cost_report {
        response.extensions.insert("cost".to_owned(), cost);
    }
    response
}

/// Checks a request for a document, and combines both for the executor.
///
/// # Errors
/// The response with the errors of the request.
pub fn prepare(document: &Document, mut request: Request, limits: &GuardLimits) -> Result<Prepared, Response> {
    let wants_cost = matches!(request.extensions.get("cost"), Some(Value::Boolean(true)));
    let cost_report = |cost| wants_cost.then(|| value!({ "requested": cost, "limit": limits.cost }));
    let operation = document.operation(request.operation_name.as_deref())?;
    request.variables = document.variables(operation, std::mem::take(&mut request.variables), limits)?;
    if let Some(languages) = document.languages(operation, &request.variables)? {
        request.data.insert(languages);
    }
    let cost = document.cost(operation, &request.variables, limits)?;
    if cost > limits.cost {
        let refusal = too_complex("the operation may cost", cost, "in all", limits.cost);
        return Err(with_cost(refusal.into(), cost_report(cost)));
    }
    request.set_parsed_query(document.executable(operation, &request.variables)?);
    // The executor gets only this operation.
    request.operation_name = None;
    Ok(Prepared {
        request,
        operation: operation.name.as_ref().map(ToString::to_string),
        cost,
        reads_data: operation.reads_data,
        schema_fields: document.schema_fields().filter(|_| operation.shows_schema).cloned(),
        cost_report: cost_report(cost),
    })
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// Documents with all constructs of the language.
    const DOCUMENTS: [&str; 4] = [
        include_str!("../../fuzz/seeds/introspection.graphql"),
        r#"query A($a: [ID!]! = ["x"], $b: ID! = 12, $n: Int = 2, $f: PartyFilter = {keys: ["a"], types: STATE}) {
            a: nodes(ids: ["x", "\u00e9\n\uD83D\uDE00\u{1F600}", $b]) { id ... on Party @skip(if: false) { key } }
            nodes(ids: $a) { __typename } parties(where: $f, first: $n, orderBy: {by: KEY}) { ...B totalCount edges { cursor node { ...C } } } }
            fragment B on PartyConnection { nodes { ...C } pageInfo { endCursor } }
            fragment C on Party { relationships(last: 3) { edges { other { names { text } ...D } } } }
            fragment D on Node { ... on Organization { publications { nodes { headline } } } ... { __typename } }"#,
        r#"{ screen(queries: [{ name: """a \""" b""" }, { name: "c" }], first: 2) { matches { party { ...P } } } }
            fragment P on Party { sanctionStatus(asOf: "2020-01-01") { events { chain { key } } } }"#,
        r#"{ paths(from: "a", to: "b") { nodes { steps { through { ...F } parallel { ...F } } } }
            network(around: ["a"], depth: 2, first: 20) { links { fact { ...F } } } search(text: "x") { edges { match { text } } } }
            fragment F on Fact { evidence(first: 2) { nodes { article { mentions(first: 3) { nodes { excerpts } } } fact { id } } } }"#,
    ];

    /// The document with one part moved or removed.
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

    fn prepared(document: &str) -> Result<Prepared, Response> {
        let limits = GuardLimits::default();
        let document = Document::read(document, &limits).map_err(Response::from_errors)?;
        prepare(&document, Request::new(""), &limits)
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
            match prepared(&document) {
                Ok(prepared) => prop_assert!(prepared.cost >= 1),
                Err(refusal) => prop_assert!(refusal.errors[0].extensions.is_some()),
            }
        }
    }

    #[test]
    fn the_documents_are_admitted_as_they_are() {
        for document in DOCUMENTS {
            let refusal = prepared(document).err();
            assert!(refusal.is_none(), "{document}: {:?}", refusal.map(|refusal| refusal.errors));
        }
    }
}
