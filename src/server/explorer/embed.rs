//! Networks and timelines in frames of other sites, for the origins that the settings name.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use sanad_pages::{Address, Failure, Misread, embedded};

use super::{Explorer, POLICY, answered, failure};
use crate::config::Origins;
use crate::server::graphql::Endpoint;
use crate::server::pages::without_slash;

/// The policy for frames of these origins; none if there are none.
pub fn policy(origins: &Origins) -> Option<HeaderValue> {
    let ancestors = match origins {
        Origins::Only(origins) if origins.is_empty() => return None,
        Origins::Only(origins) => origins.join(" "),
        Origins::Loopback | Origins::All => "*".to_owned(),
    };
    HeaderValue::try_from(POLICY.replace("frame-ancestors 'none'", &format!("frame-ancestors {ancestors}"))).ok()
}

/// The path of the page whose drawing is asked for.
pub fn path(http: &HttpRequest) -> Option<&str> {
    http.path().strip_prefix("/embed").filter(|path| path.starts_with('/'))
}

/// The drawing of a page alone. Its address is that of the page after `/embed`.
pub async fn frame(endpoint: web::Data<Endpoint>, explorer: web::Data<Explorer>, http: HttpRequest) -> HttpResponse {
    if let Some(redirect) = without_slash(&http) {
        return redirect;
    }
    let parsed = Address::parse(path(&http).unwrap_or_default(), http.query_string());
    let (Ok(address), Some(policy)) = (parsed, explorer.embed.clone()) else {
        return failure(&explorer, &http, StatusCode::NOT_FOUND, &Failure::Address(Misread::NoPage));
    };
    let mut response = answered(&endpoint, &explorer, &http, &address, embedded).await;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}
