//! Reading a GraphQL request from what HTTP brings.

use actix_web::http::StatusCode;
use actix_web::web;
use async_graphql::Request;
use serde::de::DeserializeOwned;

/// Why a request is not one for the API.
pub struct Refusal {
    pub status: StatusCode,
    pub message: String,
}

impl Refusal {
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, message: message.into() }
    }
}

/// The request in a JSON object: `query`, `variables`, `operationName`, `extensions`.
pub fn from_json(body: &[u8]) -> Result<Request, Refusal> {
    if body.trim_ascii_start().starts_with(b"[") {
        return Err(Refusal::bad_request("Batches of requests are not taken: send one JSON object."));
    }
    let request = serde_json::from_slice(body)
        .map_err(|error| Refusal::bad_request(format!("The body is not a GraphQL request in JSON: {error}.")))?;
    with_query(request)
}

/// The request in the parameters of an address: `query`, `variables` and `extensions` as JSON, `operationName`.
pub fn from_parameters(parameters: &str) -> Result<Request, Refusal> {
    let parameters = web::Query::<Vec<(String, String)>>::from_query(parameters)
        .map_err(|_| Refusal::bad_request("The parameters of the address are malformed."))?
        .into_inner();
    let parameter = |name: &str| {
        let mut values = parameters.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str());
        match (values.next(), values.next()) {
            (value, None) => Ok(value),
            _ => Err(Refusal::bad_request(format!("The parameter `{name}` is there twice."))),
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
    with_query(request)
}

fn json<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, Refusal> {
    serde_json::from_str(text)
        .map_err(|error| Refusal::bad_request(format!("The parameter `{name}` is not a JSON object: {error}.")))
}

fn with_query(request: Request) -> Result<Request, Refusal> {
    if request.query.trim().is_empty() && request.extensions.is_empty() {
        return Err(Refusal::bad_request("The request lacks a `query`."));
    }
    Ok(request)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(request: Result<Request, Refusal>) -> String {
        request.err().map(|refusal| refusal.message).unwrap_or_default()
    }

    #[test]
    fn a_request_is_read_from_json() {
        let text = r#"{"query": "query A($k: String!) { party(key: $k) { name } }", "operationName": "A",
                       "variables": {"k": "kaniyat"}, "extensions": {"x": 1}, "id": 7}"#;
        let request = from_json(text.as_bytes()).ok().unwrap();
        assert_eq!(request.operation_name.as_deref(), Some("A"));
        assert_eq!(request.variables.len(), 1);
        assert_eq!(request.extensions.len(), 1);
        let nulls = r#"{"query": "{ revision }", "operationName": null, "variables": null, "extensions": null}"#;
        assert!(from_json(nulls.as_bytes()).is_ok());
    }

    #[test]
    fn a_request_is_read_from_parameters() {
        let request = from_parameters("query=%7B+revision+%7D&variables=%7B%22a%22%3A1%7D&operationName=A&other=1");
        let request = request.ok().unwrap();
        assert_eq!(request.query, "{ revision }");
        assert_eq!(request.variables.len(), 1);
        assert_eq!(request.operation_name.as_deref(), Some("A"));
    }

    #[test]
    fn what_is_no_request_is_refused_with_a_reason() {
        for (body, reason) in [
            ("", "not a GraphQL request"),
            ("{", "not a GraphQL request"),
            ("5", "not a GraphQL request"),
            ("{}", "lacks a `query`"),
            (r#"{"query": " "}"#, "lacks a `query`"),
            (r#"{"query": null}"#, "not a GraphQL request"),
            (r#"{"query": "{ a }", "variables": [1]}"#, "not a GraphQL request"),
            (r#"{"query": "{ a }", "query": "{ b }"}"#, "not a GraphQL request"),
            (r#" [{"query": "{ a }"}]"#, "Batches"),
        ] {
            assert!(message(from_json(body.as_bytes())).contains(reason), "{body}");
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
