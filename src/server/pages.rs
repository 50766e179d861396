//! What people see in a browser.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, ContentType};
use actix_web::{HttpRequest, HttpResponse, web};

use super::Services;
use super::answer;
use super::examples::examples;
use crate::error::Code;

/// Nothing but the page itself, its styles and its inline icon is loaded.
const SELF_CONTAINED: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
                              form-action 'none'; frame-ancestors 'none'";

/// What this is, and the way to the rest.
pub async fn welcome(services: web::Data<Services>) -> HttpResponse {
    let page = include_str!("pages/welcome.html");
    let answered_by = if services.clients.graphiql { "/graphiql" } else { "/graphql" };
    let links: String = examples().iter().map(|example| example.item(answered_by)).collect();
    // What is switched off is not linked.
    let is_there = |line: &&str| {
        (services.shows_schema || !line.contains("href=\"/schema.graphql\""))
            && (services.clients.graphiql || !line.contains("href=\"/graphiql\""))
    };
    let page: String = page.lines().filter(is_there).flat_map(|line| [line, "\n"]).collect();
    self_contained(StatusCode::OK, page.replace("<!-- examples -->", &links))
}

/// The schema in GraphQL's own language.
pub async fn schema(services: web::Data<Services>) -> HttpResponse {
    HttpResponse::Ok().content_type(ContentType::plaintext()).body(services.sdl.clone())
}

/// There is nothing at the address: a page for people, an error for programs.
pub async fn not_found(request: HttpRequest) -> HttpResponse {
    if reads_html(&request) {
        self_contained(StatusCode::NOT_FOUND, include_str!("pages/not-found.html"))
    } else {
        answer::refused(Code::NotFound, "There is nothing at this address. The API is at /graphql.")
    }
}

fn reads_html(request: &HttpRequest) -> bool {
    let accepted = request.headers().get(header::ACCEPT).and_then(|accepted| accepted.to_str().ok());
    accepted.is_some_and(|accepted| accepted.contains("text/html"))
}

/// A page of ours, with all that belongs to it in it.
pub fn self_contained(status: StatusCode, page: impl Into<String>) -> HttpResponse {
    HttpResponse::build(status)
        .content_type(ContentType::html())
        .insert_header((header::CONTENT_SECURITY_POLICY, SELF_CONTAINED))
        .body(page.into())
}
