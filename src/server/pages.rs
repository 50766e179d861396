//! What people see in a browser.

use std::sync::LazyLock;

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
pub async fn welcome() -> HttpResponse {
    static PAGE: LazyLock<String> = LazyLock::new(|| {
        let links: String = examples().iter().map(|example| example.item("/graphiql")).collect();
        include_str!("pages/welcome.html").replace("<!-- examples -->", &links)
    });
    self_contained(StatusCode::OK, PAGE.as_str())
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
pub fn self_contained(status: StatusCode, page: &'static str) -> HttpResponse {
    HttpResponse::build(status)
        .content_type(ContentType::html())
        .insert_header((header::CONTENT_SECURITY_POLICY, SELF_CONTAINED))
        .body(page)
}
