//! Reading GraphQL requests from what HTTP brings.

use std::fmt;

use actix_web::web;
use async_graphql::{Extensions, Request, Variables};
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de};

use super::refusal::Refusal;
use crate::server::execution::Question;
use crate::server::request_key::PERSISTED_QUERY;

/// What one body brings.
pub enum Incoming {
    One(Box<Question>),
    Batch(Vec<Question>),
}

impl Incoming {
    pub fn one(question: Question) -> Self {
        Self::One(Box::new(question))
    }
}

/// A request as it stands in JSON.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Fields {
    query: String,
    variables: Variables,
    operation_name: Option<String>,
    extensions: Extensions,
    document_id: Option<String>,
}

impl From<Fields> for Question {
    fn from(Fields { query, variables, operation_name, extensions, document_id }: Fields) -> Self {
        let mut request = Request::new(query).variables(variables);
        request.operation_name = operation_name;
        request.extensions = extensions;
        Self { request, document_id }
    }
}

/// The request in a JSON object: `query` or `documentId`, `variables`, `operationName`, `extensions`. Or those in an array of up to that
/// many such objects.
pub fn from_json(body: &[u8], batch_limit: usize) -> Result<Incoming, Refusal> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let incoming = Body { batch_limit }.deserialize(&mut json).and_then(|incoming| json.end().map(|()| incoming));
    match incoming.map_err(|error| Refusal::json("The body is not a GraphQL request in JSON", &error))? {
        Found::Request(request) => with_query(*request).map(Incoming::one),
        Found::Batch { length, .. } if length > batch_limit => Err(Refusal::ill_formed(match batch_limit {
            0 => "Batches of requests are not taken: send one JSON object.".to_owned(),
            _ => format!("The batch has {length} requests: expected at most {batch_limit}."),
        })),
        Found::Batch { length: 0, .. } => Err(Refusal::ill_formed("The batch is empty: expected a request.")),
        Found::Batch { requests, .. } => {
            requests.into_iter().map(with_query).collect::<Result<_, _>>().map(Incoming::Batch)
        }
    }
}

/// Reads a body in JSON, and of a batch no more requests than it may have.
struct Body {
    batch_limit: usize,
}

enum Found {
    Request(Box<Question>),
    Batch {
        requests: Vec<Question>,
        /// How many there are, read or not.
        length: usize,
    },
}

impl<'de> DeserializeSeed<'de> for Body {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Found, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Body {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Found, A::Error> {
        let fields = Fields::deserialize(MapAccessDeserializer::new(object))?;
        Ok(Found::Request(Box::new(fields.into())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Found, A::Error> {
        let mut requests = Vec::new();
        while requests.len() < self.batch_limit {
            match array.next_element_seed(Self { batch_limit: 0 })? {
                Some(Found::Request(request)) => requests.push(*request),
                Some(Found::Batch { .. }) => return Err(A::Error::invalid_type(de::Unexpected::Seq, &self)),
                None => return Ok(Found::Batch { length: requests.len(), requests }),
            }
        }
        let mut length = requests.len();
        while array.next_element::<IgnoredAny>()?.is_some() {
            length += 1;
        }
        Ok(Found::Batch { requests, length })
    }
}

/// The request in the parameters of an address: `query` or `documentId`, `variables` and `extensions` as JSON, `operationName`. One that
/// is empty is none.
pub fn from_parameters(parameters: &str) -> Result<Question, Refusal> {
    let parameters = web::Query::<Vec<(String, String)>>::from_query(parameters)
        .map_err(|_| Refusal::unreadable("The parameters of the address are malformed."))?
        .into_inner();
    let parameter = |name: &str| {
        let mut values = parameters.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str());
        match (values.next(), values.next()) {
            (value, None) => Ok(value.filter(|value| !value.is_empty())),
            _ => Err(Refusal::ill_formed(format!("The parameter `{name}` is there twice."))),
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
    with_query(Question { request, document_id: parameter("documentId")?.map(str::to_owned) })
}

fn json<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, Refusal> {
    serde_json::from_str(text)
        .map_err(|error| Refusal::json(&format!("The parameter `{name}` is not a JSON object"), &error))
}

/// The question, unless it names no document in any way.
fn with_query(question: Question) -> Result<Question, Refusal> {
    let Question { request, document_id } = &question;
    let is_named = document_id.is_some() || request.extensions.contains_key(PERSISTED_QUERY);
    if request.query.trim().is_empty() && !is_named {
        return Err(Refusal::ill_formed("The request lacks a `query`."));
    }
    Ok(question)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(body: &str) -> Request {
        match from_json(body.as_bytes(), 0) {
            Ok(Incoming::One(question)) => question.request,
            Ok(Incoming::Batch(_)) => panic!("a batch: {body}"),
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
    fn a_request_is_read_from_parameters() {
        let request = from_parameters("query=%7B+revision+%7D&variables=%7B%22a%22%3A1%7D&operationName=A&other=1");
        let request = request.ok().unwrap().request;
        assert_eq!(request.query, "{ revision }");
        assert_eq!(request.variables.len(), 1);
        assert_eq!(request.operation_name.as_deref(), Some("A"));
        let request = from_parameters("query=%7Brevision%7D&variables=&operationName=&extensions=");
        let request = request.ok().unwrap().request;
        assert_eq!((request.operation_name, request.variables.len(), request.extensions.len()), (None, 0, 0));
    }

    #[test]
    fn a_document_may_be_named_instead_of_sent() {
        let Ok(Incoming::One(question)) = from_json(br#"{"documentId": "kaniyat"}"#, 0) else { panic!("no request") };
        assert_eq!(question.document_id.as_deref(), Some("kaniyat"));
        let question = from_parameters("documentId=kaniyat").ok().unwrap();
        assert_eq!((question.document_id.as_deref(), question.request.query.as_str()), (Some("kaniyat"), ""));
    }

    #[test]
    fn a_batch_is_read_up_to_its_limit() {
        let batch = |length: usize| format!("[{}]", vec![r#"{"query": "{ revision }"}"#; length].join(","));
        let read = |body: &str| match from_json(body.as_bytes(), 3) {
            Ok(Incoming::Batch(requests)) => Ok(requests.len()),
            Ok(Incoming::One(_)) => panic!("one: {body}"),
            Err(refusal) => Err(refusal.message().to_owned()),
        };
        assert_eq!(read(&batch(1)), Ok(1));
        assert_eq!(read(&batch(3)), Ok(3));
        assert_eq!(read(&batch(4)), Err("The batch has 4 requests: expected at most 3.".to_owned()));
        for (body, reason) in [
            ("[]", "batch is empty"),
            ("[5]", "expected a JSON object"),
            (r#"[["{ revision }"]]"#, "expected a JSON object"),
            (r#"[{"query": "{ a }"}, {}]"#, "lacks a `query`"),
            (r#"[{"query": "{ a }"}"#, "EOF"),
        ] {
            assert!(read(body).unwrap_err().contains(reason), "{body}");
        }
        assert!(message(from_json(batch(1).as_bytes(), 0)).starts_with("Batches"));
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
            (&"[".repeat(100_000), "EOF"),
        ] {
            assert!(message(from_json(body.as_bytes(), 0)).contains(reason), "{body:.80}");
        }
        for (parameters, reason) in [
            ("", "lacks a `query`"),
            ("query=", "lacks a `query`"),
            ("query=a&query=a", "`query` is there twice"),
            ("query=a&variables=1", "`variables` is not a JSON object"),
            ("query=a&extensions=%7B", "`extensions` is not a JSON object"),
        ] {
            assert!(message(from_parameters(parameters)).contains(reason), "{parameters}");
        }
    }
}
