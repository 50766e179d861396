//! The HTTP server: one app, which the command `serve` and the tests share.
//!
//! `graphql` answers `/graphql`, `health` what probes ask, `pages` what people see in a browser; `answer` turns GraphQL
//! answers, errors among them, into HTTP. `request_id`, `panics` and `connections` surround every request.
//!
//! `admission` and `rate_limit` bound what is taken, `metrics` and `observation` tell of it, `drain` is how it ends.

mod admission;
mod answer;
mod client;
mod connections;
mod drain;
mod execution;
mod graphql;
mod health;
mod metrics;
mod observation;
mod pages;
mod panics;
mod rate_limit;
mod request_id;
mod slow_query;
mod trace;

use std::future::ready;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::{KeepAlive, header};
use actix_web::middleware::{Compress, DefaultHeaders, from_fn};
use actix_web::{App, HttpServer, Resource, Route, guard, web};

use crate::config::Settings;
use crate::db::{Pool, RevisionWatch};
use crate::error::{Error, Result};
use crate::graphql::{Api, sdl};
use admission::Admission;
use connections::Connections;
use drain::Drain;
use health::Health;
pub use metrics::CacheUsage;
use metrics::{Metrics, Watched};
use rate_limit::RateLimit;

/// How long a closed connection may take to end.
const DISCONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// What requests are answered from. Its clones share all of it.
#[derive(Clone)]
pub struct Services {
    api: Api,
    health: Health,
    /// The schema in GraphQL's own language.
    sdl: web::Bytes,
    /// The longest body of a request, in bytes.
    body_limit: usize,
    admission: Admission,
    rate_limit: Option<RateLimit>,
    connections: Connections,
    drain: Drain,
    metrics: Arc<Metrics>,
    /// How long the body of a request may take to come.
    client_timeout: Duration,
    /// From when on a request is logged as slow.
    slow: Option<Duration>,
}

impl Services {
    /// Answers from the database of the pool.
    pub fn new(pool: Pool, settings: &Settings) -> Self {
        let (traffic, operations) = (&settings.traffic, &settings.operations);
        let admission = Admission::new(traffic);
        let rate_limit = RateLimit::new(traffic);
        let connections = Connections::default();
        let watched = Watched {
            pool: Some(pool.clone()),
            revision: RevisionWatch::default(),
            cache: Arc::new(CacheUsage::default()),
            admission: Some(admission.clone()),
            connections: connections.clone(),
            rate_limit: rate_limit.clone(),
        };
        Self {
            api: Api::new(pool.clone()),
            health: Health::new(pool),
            sdl: sdl().into(),
            body_limit: settings.body_limit,
            admission,
            rate_limit,
            connections,
            drain: Drain::default(),
            metrics: Arc::new(Metrics::new(watched)),
            client_timeout: Duration::from_secs(traffic.client_timeout),
            slow: Some(operations.slow_ms).filter(|limit| *limit > 0).map(Duration::from_millis),
        }
    }
}

/// The app: everything that has an address, and what surrounds every request.
pub fn app(
    services: Services,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    App::new()
        .configure(|config| routes(config, services))
        .wrap(Compress::default())
        .wrap(DefaultHeaders::new().add((header::X_CONTENT_TYPE_OPTIONS, "nosniff")))
        .wrap(from_fn(panics::answer))
        .wrap(from_fn(connections::note))
        .wrap(from_fn(request_id::give))
}

/// Everything that has an address.
fn routes(config: &mut web::ServiceConfig, services: Services) {
    config
        .app_data(web::Data::new(services))
        .service(resource("/", READ_ONLY).route(read().to(pages::welcome)))
        .service(resource("/graphiql", READ_ONLY).route(read().to(pages::graphiql)))
        .service(resource("/schema.graphql", READ_ONLY).route(read().to(pages::schema)))
        .service(resource("/health/live", READ_ONLY).route(read().to(health::live)))
        .service(resource("/health/ready", READ_ONLY).route(read().to(health::ready)))
        .service(
            resource("/graphql", "GET, HEAD, POST")
                .route(read().to(graphql::get))
                .route(web::post().to(graphql::post))
                .wrap(from_fn(rate_limit::check)),
        )
        .default_service(web::to(pages::not_found));
}

const READ_ONLY: &str = "GET, HEAD";

/// An address that refuses all methods but those of its routes.
fn resource(path: &str, allowed: &'static str) -> Resource {
    web::resource(path).default_service(web::to(move || ready(answer::method_not_allowed(allowed))))
}

fn read() -> Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

/// What is served at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Served {
    Requests,
    Metrics,
}

/// Serves until the process is told to stop, then answers the requests that it has and returns.
/// `listening` is called with each address once it is served.
///
/// # Errors
/// `Listen` when an address cannot be listened on, `Server` when the server stops by itself.
pub async fn serve(settings: &Settings, mut listening: impl FnMut(Served, SocketAddr)) -> Result<()> {
    let pool = Pool::new(&settings.database.url, settings.pool_size.into());
    let services = Services::new(pool, settings);
    let (metrics, connections, drain) =
        (Arc::clone(&services.metrics), services.connections.clone(), services.drain.clone());
    let traffic = &settings.traffic;
    let keep_alive = Duration::from_secs(traffic.keep_alive);
    let watched = connections.clone();
    let server = HttpServer::new(move || app(services.clone()))
        .workers(settings.workers.into())
        .max_connections((traffic.connections / settings.workers).max(1).into())
        .client_request_timeout(Duration::from_secs(traffic.client_timeout))
        .client_disconnect_timeout(DISCONNECT_TIMEOUT)
        .keep_alive(if keep_alive.is_zero() { KeepAlive::Disabled } else { KeepAlive::Timeout(keep_alive) })
        // Whoever closes its side has gone away: what works for it is dropped.
        .h1_allow_half_closed(false)
        .on_connect(move |stream, data| watched.opened(stream, data))
        .shutdown_timeout(settings.shutdown_timeout)
        .shutdown_signal(
            drain.told_to_stop(Duration::from_secs(settings.operations.drain_delay)).map_err(Error::Server)?,
        )
        .bind(settings.listen)
        .map_err(|source| Error::Listen { address: settings.listen.to_string(), source })?;

    let metrics = settings.operations.metrics_listen.map(|address| metrics::listen(address, metrics)).transpose()?;
    let metrics = metrics.map(|(server, addresses)| {
        addresses.into_iter().for_each(|address| listening(Served::Metrics, address));
        let handle = server.handle();
        actix_web::rt::spawn(server);
        handle
    });
    // An answer is read and the head of the next request sent within what each may take by itself.
    let limit = keep_alive + Duration::from_secs(traffic.client_timeout);
    let closing = actix_web::rt::spawn(connections.close_slow(limit));

    server.addrs().into_iter().for_each(|address| listening(Served::Requests, address));
    let outcome = server.run().await.map_err(Error::Server);
    closing.abort();
    if let Some(metrics) = metrics {
        metrics.stop(false).await;
    }
    outcome
}
