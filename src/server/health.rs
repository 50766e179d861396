//! Liveness and readiness probes.
//!
//! Neither uses a pooled connection or an admission permit, so both answer under any load.

use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
use actix_web::{HttpResponse, Responder, web};
use serde_json::json;

use super::drain::Drain;
use crate::db::RevisionWatch;
use crate::error::Coded;

/// The process answers.
pub async fn live() -> impl Responder {
    uncached(HttpResponse::Ok().json(json!({ "status": "live" })))
}

/// Whether the database answered the revision watch, and holds the data to serve. A stopping server is not ready.
pub async fn ready(drain: web::Data<Drain>, watch: web::Data<RevisionWatch>) -> impl Responder {
    if drain.has_begun() {
        return uncached(HttpResponse::ServiceUnavailable().json(json!({ "status": "stopping" })));
    }
    match watch.health().await {
        Ok(revision) => uncached(HttpResponse::Ok().json(json!({ "status": "ready", "revision": revision }))),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            let reason = error.public_message();
            uncached(HttpResponse::ServiceUnavailable().json(json!({ "status": "unavailable", "reason": reason })))
        }
    }
}

fn uncached(mut answer: HttpResponse) -> HttpResponse {
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
