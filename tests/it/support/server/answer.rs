//! What a server answers.

use actix_web::body::{MessageBody, to_bytes};
use actix_web::dev::ServiceResponse;
use serde_json::Value;

/// An answer, whatever its status.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// Names in small letters, and values.
    headers: Vec<(String, String)>,
    pub bytes: Vec<u8>,
    /// The body, as far as it is text.
    pub text: String,
}

impl Answer {
    fn new(status: u16, headers: Vec<(String, String)>, bytes: Vec<u8>) -> Self {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Self { status, headers, bytes, text }
    }

    /// All that came on a connection, once the server has closed it.
    pub fn parse(conversation: &[u8]) -> Self {
        let shown = String::from_utf8_lossy(conversation);
        let end = conversation.windows(4).position(|bytes| bytes == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no answer: {shown}"));
        let head = std::str::from_utf8(&conversation[..end]).expect("the head is text");
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
        let header = |line: &str| {
            let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("no header: {line}"));
            (name.to_ascii_lowercase(), value.trim().to_owned())
        };
        let status = status.unwrap_or_else(|| panic!("no status: {head}"));
        Self::new(status, lines.map(header).collect(), conversation[end + 4..].to_vec())
    }

    /// What the app answers without a connection.
    pub async fn of_app<B: MessageBody>(answer: ServiceResponse<B>) -> Self {
        let status = answer.status().as_u16();
        let header = |(name, value): (&actix_web::http::header::HeaderName, &actix_web::http::header::HeaderValue)| {
            (name.as_str().to_owned(), value.to_str().expect("the header is text").to_owned())
        };
        let headers = answer.headers().iter().map(header).collect();
        let bytes = to_bytes(answer.into_body()).await.ok().expect("the answer has a body");
        Self::new(status, headers, bytes.to_vec())
    }

    /// All values of a header.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The first value of a header; nothing without it.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// The body, which has to be JSON and to say so.
    /// What `Vary` names, without what CORS adds.
    pub fn negotiated(&self) -> &str {
        let vary = self.header("vary");
        let cors = ["Origin", "origin", "access-control"].into_iter().filter_map(|name| vary.find(name)).min();
        vary[..cors.unwrap_or(vary.len())].trim_end_matches([',', ' '])
    }

    pub fn json(&self) -> Value {
        let types =
            ["application/json", "application/graphql-response+json"].map(|name| format!("{name}; charset=utf-8"));
        let is_json = types.iter().any(|name| name == self.header("content-type"));
        assert!(is_json, "{} {}: {}", self.status, self.header("content-type"), self.text);
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text))
    }

    /// The code of the first error; nothing without one.
    pub fn code(&self) -> String {
        let json: Value = serde_json::from_str(&self.text).unwrap_or_default();
        json["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The status and the code of an answer that holds errors alone.
    pub fn refusal(&self) -> (u16, String) {
        let json = self.json();
        assert!(json.get("data").is_none(), "{json}");
        let code = json["errors"][0]["extensions"]["code"].as_str();
        (self.status, code.unwrap_or_else(|| panic!("no code: {json}")).to_owned())
    }
}
