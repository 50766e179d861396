//! Parsing GraphQL requests from a JSON body or a query string.

use actix_web::web;
use async_graphql::{Extensions, Request, Variables};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::refusal::Refusal;
use crate::server::executor::GraphqlRequest;
use crate::server::request_key::PERSISTED_QUERY;

/// The JSON of a request. Unknown fields are ignored, as the specification asks.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, expecting = "a JSON object")]
struct Fields {
    query: String,
    variables: Variables,
    operation_name: Option<String>,
    extensions: Extensions,
    document_id: Option<String>,
}

/// Parses a JSON object with `query` or `documentId`, `variables`, `operationName` and `extensions`.
///
/// # Errors
/// When it is anything else, or names no document.
pub fn from_json(body: &[u8]) -> Result<GraphqlRequest, Refusal> {
    // serde would take an array for the fields in order.
    if body.trim_ascii_start().starts_with(b"[") {
        return Err(Refusal::bad_request("Batches of requests are not supported: send one JSON object."));
    }
    let fields = serde_json::from_slice(body)
        .map_err(|error| Refusal::bad_request(format!("The body is not a GraphQL request in JSON: {error}.")))?;
    let Fields { query, variables, operation_name, extensions, document_id } = fields;
    let mut request = Request::new(query).variables(variables);
    request.operation_name = operation_name;
    request.extensions = extensions;
    with_document(GraphqlRequest { request, document_id })
}

/// Parses the parameters `query` or `documentId`, `variables` and `extensions` as JSON, and `operationName`. An empty
/// parameter counts as absent.
///
/// # Errors
/// When a parameter is malformed or repeated, or none names a document.
pub fn from_query_string(text: &str) -> Result<GraphqlRequest, Refusal> {
    // The parser below would replace invalid bytes by U+FFFD.
    if percent_decode_str(text).decode_utf8().is_err() {
        return Err(Refusal::bad_request("The query string is not valid UTF-8 after percent-decoding."));
    }
    let parameters = web::Query::<Vec<(String, String)>>::from_query(text)
        .map_err(|_| Refusal::bad_request("The query string is malformed."))?
        .into_inner();
    let parameter = |name: &str| {
        let mut values = parameters.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str());
        match (values.next(), values.next()) {
            (value, None) => Ok(value.filter(|value| !value.is_empty())),
            _ => Err(Refusal::bad_request(format!("The parameter `{name}` is given twice."))),
        }
    };
    let mut request = Request::new(parameter("query")?.unwrap_or_default());
    request.operation_name = parameter("operationName")?.map(str::to_owned);
    if let Some(variables) = parameter("variables")? {
        request.variables = json("variables", variables)?;
    }
    if let Some(extensions) = parameter("extensions")? {
        request.extensions = json("extensions", extensions)?;
    }
    with_document(GraphqlRequest { request, document_id: parameter("documentId")?.map(str::to_owned) })
}

fn json<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, Refusal> {
    serde_json::from_str(text)
        .map_err(|error| Refusal::bad_request(format!("The parameter `{name}` is not a JSON object: {error}.")))
}

/// The request, if it names a document by text, id or hash.
fn with_document(request: GraphqlRequest) -> Result<GraphqlRequest, Refusal> {
    let GraphqlRequest { request: fields, document_id } = &request;
    let is_named = document_id.is_some() || fields.extensions.contains_key(PERSISTED_QUERY);
    if fields.query.trim().is_empty() && !is_named {
        return Err(Refusal::bad_request("The request lacks a `query`."));
    }
    Ok(request)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(body: &str) -> Request {
        match from_json(body.as_bytes()) {
            Ok(request) => request.request,
            Err(refusal) => panic!("{body}: {}", refusal.message()),
        }
    }

    fn message<T>(outcome: Result<T, Refusal>) -> String {
        outcome.err().map(|refusal| refusal.message().to_owned()).unwrap_or_default()
    }

    #[test]
    fn a_request_is_read_from_json() {
        let text = r#"{"query": "query A($k: String!) { party(key: $k) { name } }", "operationName": "A",
                       "variables": {"k": "kaniyat"}, "extensions": {"x": 1}, "id": 7}"#;
        let request = one(text);
        assert_eq!(request.operation_name.as_deref(), Some("A"));
        assert_eq!(request.variables.len(), 1);
        assert_eq!(request.extensions.len(), 1);
        let request = one(r#"{"query": "{ revision }", "operationName": null, "variables": null, "extensions": null}"#);
        assert_eq!((request.operation_name, request.variables.len(), request.extensions.len()), (None, 0, 0));
        assert_eq!(one(r#"{"extensions": {"persistedQuery": {"version": 1}}}"#).query, "");
    }

    #[test]
    fn a_request_is_read_from_query_string() {
        let request = from_query_string("query=%7B+revision+%7D&variables=%7B%22a%22%3A1%7D&operationName=A&other=1");
        let request = request.ok().unwrap().request;
        assert_eq!(request.query, "{ revision }");
        assert_eq!(request.variables.len(), 1);
        assert_eq!(request.operation_name.as_deref(), Some("A"));
        let request = from_query_string("query=%7Brevision%7D&variables=&operationName=&extensions=");
        let request = request.ok().unwrap().request;
        assert_eq!((request.operation_name, request.variables.len(), request.extensions.len()), (None, 0, 0));
    }

    #[test]
    fn a_document_may_be_named_instead_of_sent() {
        let by_json = from_json(br#"{"documentId": "kaniyat"}"#).ok().unwrap();
        let by_query_string = from_query_string("documentId=kaniyat").ok().unwrap();
        for GraphqlRequest { request, document_id } in [by_json, by_query_string] {
            assert_eq!((document_id.as_deref(), request.query.as_str()), (Some("kaniyat"), ""));
        }
    }

    #[test]
    fn what_is_no_request_is_refused_with_a_reason() {
        for (body, reason) in [
            ("", "not a GraphQL request"),
            ("{", "not a GraphQL request"),
            ("5", "not a GraphQL request"),
            ("null", "not a GraphQL request"),
            ("{}", "lacks a `query`"),
            (r#"{"query": " "}"#, "lacks a `query`"),
            (r#"{"query": null}"#, "not a GraphQL request"),
            (r#"{"query": "{ a }", "variables": [1]}"#, "not a GraphQL request"),
            (r#"{"query": "{ a }", "query": "{ b }"}"#, "not a GraphQL request"),
            (r#"{"query": "{ a }"} {"query": "{ a }"}"#, "not a GraphQL request"),
            (&format!(r#"{{"query": "{{ a }}", "variables": {}}}"#, "[".repeat(100_000)), "not a GraphQL request"),
            (&format!(r#"{{"query": "{{ a }}", "variables": {{"a": {}}}}}"#, "[".repeat(100_000)), "recursion limit"),
            (r#"[{"query": "{ a }"}]"#, "send one JSON object"),
            (" [", "send one JSON object"),
        ] {
            assert!(message(from_json(body.as_bytes())).contains(reason), "{body:.80}");
        }
        for (parameters, reason) in [
            ("", "lacks a `query`"),
            ("query=", "lacks a `query`"),
            ("query=a&query=a", "`query` is given twice"),
            ("query=a&variables=1", "`variables` is not a JSON object"),
            ("query=a&extensions=%7B", "`extensions` is not a JSON object"),
            ("query=%ff", "is not valid UTF-8"),
            ("query=a&variables=%7B%22a%22:%22%d8%22%7D", "is not valid UTF-8"),
        ] {
            assert!(message(from_query_string(parameters)).contains(reason), "{parameters}");
        }
    }
}
