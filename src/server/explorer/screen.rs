//! Checking names that a reader sends. Nothing of it is logged, cached or stored.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use sanad_pages::{Address, Failure, names_of, screened, unchecked};

use super::{Explorer, asked, broken, failure, in_time, refused, sent};
use crate::server::executor::Wanted;
use crate::server::graphql::Endpoint;

/// The field of the form with the names.
const FIELD: &str = "names";

/// Checks the names of the form, as a page or as CSV.
pub async fn check(
    endpoint: web::Data<Endpoint>,
    explorer: web::Data<Explorer>,
    http: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    let site = explorer.site(&http);
    let address = match Address::parse(http.path(), http.query_string()) {
        Ok(address) => address,
        Err(misread) => return failure(&explorer, &http, StatusCode::BAD_REQUEST, &Failure::Address(misread)),
    };
    let text = match form(&endpoint, payload).await {
        Ok(text) => text,
        Err((status, message)) => return failure(&explorer, &http, status, &Failure::Refused(message)),
    };
    let names = match names_of(&text) {
        Ok(names) => names,
        Err(why) => {
            let mut page = private(sent(&address, unchecked(&address, &site, &text, why)));
            *page.status_mut() = StatusCode::BAD_REQUEST;
            return page;
        }
    };
    let wanted = Wanted { is_kept: false, ..Wanted::anew() };
    let answer = asked(&endpoint, &http, address.screening(&names), wanted).await;
    if let Some(code) = answer.refused.or(answer.failed) {
        return refused(&explorer, &http, code, &answer);
    }
    let (of_site, of_address) = (site.clone(), address.clone());
    match in_time(&answer, move |answer| screened(&of_address, &of_site, &text, answer)).await {
        Ok(Some(page)) => private(sent(&address, page)),
        Ok(None) => broken(&explorer, &http, "the answer has no data"),
        Err(error) => broken(&explorer, &http, &error),
    }
}

/// The names in the body, a form in UTF-8.
async fn form(endpoint: &Endpoint, payload: web::Payload) -> Result<String, (StatusCode, String)> {
    let (limit, patience) = (endpoint.body_limit, endpoint.client_timeout);
    let reading = tokio::time::timeout(patience, payload.to_bytes_limited(limit));
    let body = match reading.await {
        Ok(Ok(Ok(body))) => body,
        Ok(Ok(Err(_))) => return Err((StatusCode::BAD_REQUEST, "The body ended before it was complete.".to_owned())),
        Ok(Err(_)) => return Err((StatusCode::PAYLOAD_TOO_LARGE, format!("The names are longer than {limit} bytes."))),
        Err(_) => return Err((StatusCode::REQUEST_TIMEOUT, "The names took too long to arrive.".to_owned())),
    };
    let malformed = || (StatusCode::BAD_REQUEST, format!("Expected a form in UTF-8 with the field `{FIELD}`."));
    let body = str::from_utf8(&body).map_err(|_| malformed())?;
    let fields = web::Query::<Vec<(String, String)>>::from_query(body).map_err(|_| malformed())?.into_inner();
    fields.into_iter().find(|(name, _)| name == FIELD).map(|(_, names)| names).ok_or_else(malformed)
}

/// The response, which nobody may store.
fn private(mut response: HttpResponse) -> HttpResponse {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
