//! GraphiQL, built in `web/` and embedded in the binary.
//!
//! A binary built without it serves a page that says so.

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use actix_web::guard::{GuardContext, fn_guard};
use actix_web::http::Method;
use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use include_dir::{Dir, include_dir};

use super::built::{ASSET_CACHING, Files, PAGE_CACHING, sent};
use super::examples::examples;
use super::media::prefers_page;
use super::{READ_ONLY, answer, pages, read, resource};
use crate::error::Code;

/// Everything that is built in `web/`: GraphiQL, and in `explorer` what the explorer's pages load.
pub static EMBEDDED: Dir<'static> = include_dir!("$OUT_DIR/graphiql");

/// Everything is loaded from this origin. Monaco needs inline styles, and `data:` images in its style sheets, but no inline
/// scripts.
const POLICY: &str = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; \
                      font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";

/// The routes of GraphiQL.
pub fn routes(config: &mut web::ServiceConfig) {
    static FILES: LazyLock<Files> = LazyLock::new(|| Files::of(&EMBEDDED));
    routes_to(config, &FILES);
}

fn routes_to(config: &mut web::ServiceConfig, files: &'static Files) {
    let page = move |request: HttpRequest| async move {
        files.get("index.html").map_or_else(missing, |file| sent(file, PAGE_CACHING, POLICY, &request))
    };
    let licenses = move |request: HttpRequest| async move {
        files.get("licenses.md").map_or_else(not_built, |file| sent(file, PAGE_CACHING, POLICY, &request))
    };
    let asset = move |request: HttpRequest, name: web::Path<String>| async move {
        files.get(&format!("assets/{name}")).map_or_else(not_built, |file| sent(file, ASSET_CACHING, POLICY, &request))
    };
    config
        .service(resource("/graphiql", READ_ONLY).route(read().to(page)))
        .service(resource("/graphiql/licenses.md", READ_ONLY).route(read().to(licenses)))
        .service(resource("/graphiql/assets/{name}", READ_ONLY).route(read().to(asset)))
        .service(web::resource("/graphql").guard(fn_guard(is_opened)).route(read().to(lead_here)));
}

/// Whether a browser opens the address of the API without a request, as people do who are given the address.
fn is_opened(context: &GuardContext<'_>) -> bool {
    let head = context.head();
    let reads = matches!(head.method, Method::GET | Method::HEAD);
    reads && head.uri.query().unwrap_or_default().is_empty() && prefers_page(head.headers())
}

pub async fn lead_here() -> HttpResponse {
    let mut answer = HttpResponse::SeeOther();
    answer.insert_header((header::LOCATION, "/graphiql")).insert_header((header::VARY, header::ACCEPT.as_str()));
    answer.insert_header((header::CACHE_CONTROL, PAGE_CACHING)).finish()
}

fn not_built() -> HttpResponse {
    answer::refused(Code::NotFound, "GraphiQL has no such file.")
}

/// A page that says how to build GraphiQL, and links the examples.
fn missing() -> HttpResponse {
    static PAGE: LazyLock<String> = LazyLock::new(|| {
        let links: String = examples().iter().map(|example| example.item("/graphql")).collect();
        include_str!("../pages/graphiql-missing.html").replace("<!-- examples -->", &links)
    });
    pages::self_contained(StatusCode::OK, PAGE.as_str())
}
