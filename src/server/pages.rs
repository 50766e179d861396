//! What browsers see besides the explorer and GraphiQL.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, ContentType};
use actix_web::{HttpRequest, HttpResponse, web};

use super::answer;
use super::explorer::{Explorer, nothing_here};
use crate::error::Code;

/// The content security policy of pages that load nothing but inline styles and icons.
const SELF_CONTAINED: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
                              form-action 'none'; frame-ancestors 'none'";

/// The schema, and what there is to be seen.
#[derive(Clone)]
pub struct Pages {
    /// The schema in SDL.
    pub sdl: web::Bytes,
    /// Whether the schema is public.
    pub shows_schema: bool,
    /// Whether there is a GraphiQL.
    pub graphiql: bool,
}

/// The schema in SDL.
pub async fn schema(pages: web::Data<Pages>) -> HttpResponse {
    HttpResponse::Ok().content_type(ContentType::plaintext()).body(pages.sdl.clone())
}

/// Leads to the same address without the slash at its end, if it has one.
pub fn without_slash(request: &HttpRequest) -> Option<HttpResponse> {
    let path = request.path().strip_suffix('/').filter(|path| !path.is_empty())?;
    // Browsers take what begins with two slashes for another host, and a backslash for a slash.
    if path.get(1..2).is_none_or(|second| matches!(second, "/" | "\\")) {
        return None;
    }
    let query = Some(request.query_string()).filter(|query| !query.is_empty());
    let address = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    Some(HttpResponse::PermanentRedirect().insert_header((header::LOCATION, address)).finish())
}

/// 404: a page for browsers, a GraphQL error for programs.
pub async fn not_found(explorer: Option<web::Data<Explorer>>, request: HttpRequest) -> HttpResponse {
    if let Some(redirect) = without_slash(&request) {
        return redirect;
    }
    if !reads_html(&request) {
        return answer::refused(Code::NotFound, "There is nothing at this path. The API is at /graphql.");
    }
    match explorer {
        Some(explorer) => nothing_here(&explorer, &request),
        None => self_contained(StatusCode::NOT_FOUND, include_str!("pages/not-found.html")),
    }
}

fn reads_html(request: &HttpRequest) -> bool {
    let accepted = request.headers().get(header::ACCEPT).and_then(|accepted| accepted.to_str().ok());
    accepted.is_some_and(|accepted| accepted.contains("text/html"))
}

/// A page without external resources.
pub fn self_contained(status: StatusCode, page: impl Into<String>) -> HttpResponse {
    HttpResponse::build(status)
        .content_type(ContentType::html())
        .insert_header((header::CONTENT_SECURITY_POLICY, SELF_CONTAINED))
        .body(page.into())
}
