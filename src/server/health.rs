//! What probes ask: whether the process answers, and whether it can serve.

use std::sync::Arc;
use std::time::Duration;

use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
use actix_web::{HttpResponse, Responder, web};
use serde_json::json;
use tokio::sync::Mutex;

use super::Services;
use crate::db::{Deadline, Pool};
use crate::error::{Error, Result};

/// How long a probe waits for the database.
const PATIENCE: Duration = Duration::from_secs(3);

/// Checks the database.
#[derive(Clone)]
pub struct Health {
    pool: Pool,
    /// One check runs at a time: a database that hangs must not take a connection with every probe.
    turn: Arc<Mutex<()>>,
}

impl Health {
    pub fn new(pool: Pool) -> Self {
        Self { pool, turn: Arc::default() }
    }

    /// The revision of the data that is served.
    ///
    /// # Errors
    /// What the database answers, or `Unavailable` when it does not answer in time.
    async fn revision(&self) -> Result<i64> {
        let check = async {
            let turn = Arc::clone(&self.turn).lock_owned().await;
            let permit = self.pool.permit().await;
            let pool = self.pool.clone();
            let check = web::block(move || {
                let _turn = turn;
                Ok(pool.snapshot(permit, &Deadline::after(PATIENCE))?.sighting().revision)
            });
            check.await.unwrap_or_else(|error| Err(Error::Internal(error.to_string())))
        };
        let late = |_| Err(Error::Unavailable(format!("no answer within {} s", PATIENCE.as_secs())));
        tokio::time::timeout(PATIENCE, check).await.unwrap_or_else(late)
    }
}

/// The process answers.
pub async fn live() -> impl Responder {
    fresh(HttpResponse::Ok().json(json!({ "status": "live" })))
}

/// The database answers, and holds what is to be served. A server that has been told to stop is not ready any more,
/// whatever the database says.
pub async fn ready(services: web::Data<Services>) -> impl Responder {
    if services.drain.has_begun() {
        return fresh(HttpResponse::ServiceUnavailable().json(json!({ "status": "stopping" })));
    }
    match services.health.revision().await {
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
