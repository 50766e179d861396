//! The listener for metrics: a small server of its own, on an address that clients need not reach.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::Server;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{App, HttpResponse, HttpServer, Responder, web};

use super::Metrics;
use crate::error::{Coded, Error, Result};
use crate::server::answer;

/// The media type of the text format of OpenMetrics 1.0.
const OPENMETRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The setting of the address.
pub const LISTEN: &str = "--metrics-listen or SANAD_METRICS_LISTEN";

/// Maximum number of connections: a scraper needs one every few seconds.
const MAX_CONNECTIONS: usize = 16;

/// How long a scraper may take to send its request.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(5);

/// Serves `GET /metrics` on the address. It ignores signals. Returns the server and the addresses that it listens on.
///
/// # Errors
/// `Listen` when the address cannot be bound.
pub fn listen(address: SocketAddr, metrics: Arc<Metrics>) -> Result<(Server, Vec<SocketAddr>)> {
    let metrics = web::Data::from(metrics);
    let app = move || {
        App::new()
            .app_data(metrics.clone())
            .route("/metrics", web::get().to(read))
            .default_service(web::to(|| async { HttpResponse::NotFound().body("The metrics are at /metrics.\n") }))
    };
    let server = HttpServer::new(app)
        .workers(1)
        .max_connections(MAX_CONNECTIONS)
        .client_request_timeout(REQUEST_TIMEOUT)
        .disable_signals()
        .bind(address)
        .map_err(|source| Error::Listen { address, setting: LISTEN, source })?;
    let addresses = server.addrs();
    Ok((server.run(), addresses))
}

async fn read(metrics: web::Data<Metrics>) -> impl Responder {
    match metrics.text() {
        Ok(text) => HttpResponse::Ok().insert_header((CONTENT_TYPE, OPENMETRICS)).body(text),
        Err(error) => {
            error.log();
            answer::refused(error.code(), &error.public_message())
        }
    }
}
