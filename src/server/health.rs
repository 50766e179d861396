//! What probes ask: whether the process answers, and whether it can serve.
//!
//! Neither takes a connection of the pool or a place among the requests, so that both answer however many clients ask.

use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
use actix_web::{HttpResponse, Responder, web};
use serde_json::json;

use super::Services;
use crate::error::Coded;

/// The process answers.
pub async fn live() -> impl Responder {
    fresh(HttpResponse::Ok().json(json!({ "status": "live" })))
}

/// The database answers, and holds what is to be served, as the revision watch saw it last. A server that has been told to
/// stop is not ready any more, whatever the database says.
pub async fn ready(services: web::Data<Services>) -> impl Responder {
    if services.drain.has_begun() {
        return fresh(HttpResponse::ServiceUnavailable().json(json!({ "status": "stopping" })));
    }
    match services.watch.presence().await {
        Ok(revision) => fresh(HttpResponse::Ok().json(json!({ "status": "ready", "revision": revision }))),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            let reason = error.public_message();
            fresh(HttpResponse::ServiceUnavailable().json(json!({ "status": "unavailable", "reason": reason })))
        }
    }
}

fn fresh(mut answer: HttpResponse) -> HttpResponse {
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
