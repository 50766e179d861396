//! The HTTP server: one actix-web app, shared by `sanad serve` and the tests.
//!
//! `graphql` serves `/graphql`, `health` the probes, `explorer` the pages for people, `graphiql` the editor, `pages` what else
//! browsers see. `executor` takes a GraphQL request to its answer, and `answer` turns that into an HTTP response, with `media`
//! and `status`.
//!
//! Middleware for every request: `request_id`, `connections`, `envelope`, `cors`, `panics`, `compression`, `send_buffer`; for
//! the API and its schema also `rate_limit` and `bearer`. Each takes only the app data that it uses.
//!
//! `admission` queues requests fairly by `client`. `answer_cache` caches answers, `single_flight` coalesces equal requests,
//! `documents` finds documents by hash or id. `metrics` and `observer` report, `drain` handles shutdown.

mod accept_language;
mod admission;
mod answer;
mod answer_cache;
mod bearer;
mod built;
mod cache_headers;
mod client;
mod compression;
mod connections;
mod cors;
mod documents;
mod drain;
mod envelope;
mod errors;
mod examples;
mod executor;
mod explorer;
mod graphiql;
mod graphql;
mod head_limit;
mod health;
mod media;
mod metrics;
mod observer;
mod pages;
mod panics;
mod rate_limit;
mod request_id;
mod request_key;
mod security_headers;
mod send_buffer;
mod single_flight;
mod slow_query;
mod status;
mod trace;

use std::future::ready;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::KeepAlive;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpServer, Resource, Route, guard, web};
use futures_util::Stream;

use crate::config::{Origins, Settings, TokenHashes};
use crate::db::{Pool, RevisionWatch};
use crate::error::{Error, Result};
use crate::graphql::{Api, sdl};
use admission::Admission;
use answer_cache::AnswerCache;
use cache_headers::CacheControl;
use client::TrustedProxies;
use connections::Connections;
use documents::Documents;
use drain::Drain;
use executor::{Executor, edition};
use explorer::Explorer;
use graphql::Endpoint;
use metrics::{Metrics, Watched};
use observer::Observer;
use pages::Pages;
use rate_limit::RateLimit;
use send_buffer::SendBuffers;

pub use answer_cache::CacheUsage;
pub use drain::stop_signals;

/// How long a connection may take to shut down.
const DISCONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// The setting of the address that requests come to.
const LISTEN: &str = "--listen or SANAD_LISTEN";

/// All that the app is made of. Clones share it.
#[derive(Clone)]
pub struct Services {
    endpoint: Endpoint,
    pages: Pages,
    explorer: Option<Explorer>,
    cors_origins: Origins,
    token_hashes: TokenHashes,
    rate_limit: Option<RateLimit>,
    watch: RevisionWatch,
    connections: Connections,
    send_buffers: SendBuffers,
    drain: Drain,
    metrics: Arc<Metrics>,
}

impl Services {
    /// Services that answer from the database of the pool.
    ///
    /// # Errors
    /// `Read` or `TrustedDocument` when the allowlist of documents cannot be used.
    pub fn new(pool: Pool, settings: &Settings) -> Result<Self> {
        let Settings { traffic, caching, clients, .. } = settings;
        let (api, sdl) = (Api::with_limits(pool.clone(), settings.guard.clone()), sdl());
        let watch = RevisionWatch::start(pool.url());
        let (admission, answers) = (Admission::new(settings), AnswerCache::new(caching.answer_cache));
        let proxies = TrustedProxies::new(traffic);
        let rate_limit = RateLimit::new(traffic, &proxies);
        let (connections, send_buffers) = (Connections::default(), SendBuffers::new(traffic.unread_limit));
        let metrics = Arc::new(Metrics::new(Watched {
            pool: Some(pool),
            revision: watch.clone(),
            cache: Some(answers.clone()),
            admission: Some(admission.clone()),
            connections: connections.clone(),
            send_buffers: Some(send_buffers.clone()),
            rate_limit: rate_limit.clone(),
        }));
        let executor = Executor {
            documents: Documents::new(caching, &api, &explorer::documents())?,
            edition: edition(&sdl),
            api,
            watch: watch.clone(),
            answers,
            admission,
            time_limit: traffic.time_limit(),
            observer: Observer::new(Arc::clone(&metrics), settings.operations.slow_ms),
        };
        Ok(Self {
            endpoint: Endpoint {
                executor,
                proxies,
                cache_control: CacheControl::new(caching.max_age, !clients.token_hashes.as_slice().is_empty()),
                body_limit: settings.body_limit,
                client_timeout: traffic.client_timeout,
            },
            pages: Pages { sdl: sdl.into(), shows_schema: settings.guard.introspection, graphiql: clients.graphiql },
            explorer: settings.explorer.pages.then(|| Explorer::new(settings)),
            cors_origins: settings.cors_origins(),
            token_hashes: clients.token_hashes.clone(),
            rate_limit,
            watch,
            connections,
            send_buffers,
            drain: Drain::default(),
            metrics,
        })
    }

    /// The revision of the data, at most a second old; none while the database is away.
    pub fn revision(&self) -> Option<i64> {
        self.watch.revision()
    }

    /// The counters and the size of the answer cache.
    pub fn cache_usage(&self) -> CacheUsage {
        self.endpoint.executor.answers.usage()
    }
}

/// The app: all routes and the middleware around them.
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
    let cors = cors::cors(&services.cors_origins);
    App::new()
        .configure(|config| routes(config, services))
        .wrap(from_fn(send_buffer::middleware))
        .wrap(from_fn(compression::leave_short))
        .wrap(Compress::default())
        .wrap(from_fn(panics::middleware))
        .wrap(cors)
        .wrap(from_fn(envelope::middleware))
        .wrap(from_fn(connections::middleware))
        .wrap(from_fn(request_id::middleware))
}

/// All routes, and the app data of handlers and middleware.
fn routes(config: &mut web::ServiceConfig, services: Services) {
    let Services { endpoint, pages, explorer, token_hashes, rate_limit, watch, send_buffers, drain, metrics, .. } =
        services;
    if pages.graphiql {
        config.configure(graphiql::routes);
    }
    match explorer {
        Some(explorer) => _ = config.app_data(web::Data::new(explorer)).configure(explorer::routes),
        None if pages.graphiql => _ = config.service(resource("/", READ_ONLY).route(read().to(graphiql::lead_here))),
        None => {}
    }
    if pages.shows_schema {
        let schema = resource("/schema.graphql", READ_ONLY).route(read().to(pages::schema));
        config.service(schema.wrap(from_fn(bearer::middleware)).wrap(from_fn(rate_limit::middleware)));
    }
    if let Some(rate_limit) = rate_limit {
        config.app_data(web::Data::new(rate_limit));
    }
    let graphql =
        resource("/graphql", "GET, HEAD, POST").route(read().to(graphql::get)).route(web::post().to(graphql::post));
    config
        .app_data(web::Data::new(endpoint))
        .app_data(web::Data::new(pages))
        .app_data(web::Data::new(token_hashes))
        .app_data(web::Data::new(watch))
        .app_data(web::Data::new(send_buffers))
        .app_data(web::Data::new(drain))
        .app_data(web::Data::from(metrics))
        .service(graphql.wrap(from_fn(bearer::middleware)).wrap(from_fn(rate_limit::middleware)))
        .service(resource("/health/live", READ_ONLY).route(read().to(health::live)))
        .service(resource("/health/ready", READ_ONLY).route(read().to(health::ready)))
        .default_service(web::to(pages::not_found));
}

const READ_ONLY: &str = "GET, HEAD";

/// A resource that answers 405 to methods without a route.
fn resource(path: &str, allowed: &'static str) -> Resource {
    web::resource(path).default_service(web::to(move || ready(answer::method_not_allowed(allowed))))
}

fn read() -> Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

/// What an address serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Served {
    Requests,
    Metrics,
}

/// Checks all that would keep a server with these settings from starting, except for its database.
///
/// # Errors
/// The error that `serve` would return.
pub fn check(settings: &Settings) -> Result<()> {
    // This opens no connection.
    let api = Api::with_limits(Pool::new(&settings.database.url, 1), settings.guard.clone());
    Documents::new(&settings.caching, &api, &explorer::documents())?;
    let listen = |address: SocketAddr, setting| {
        std::net::TcpListener::bind(address).map_err(|source| Error::Listen { address, setting, source })
    };
    // Both are bound at once, since they may be the same by mistake.
    let _requests = listen(settings.listen, LISTEN)?;
    let _metrics = settings.operations.metrics_listen.map(|address| listen(address, metrics::LISTEN)).transpose()?;
    Ok(())
}

/// Serves until `stop` yields, then finishes the running requests and returns. A second item cuts the drain delay short. Calls
/// `listening` with each address once it is served.
///
/// # Errors
/// `Listen` when an address cannot be bound, `Server` when the server fails.
pub async fn serve(
    settings: &Settings,
    stop: impl Stream<Item = ()> + Send + 'static,
    mut listening: impl FnMut(Served, SocketAddr),
) -> Result<()> {
    let pool = Pool::new(&settings.database.url, settings.pool_size.into());
    let services = Services::new(pool, settings)?;
    let (metrics, connections, drain) =
        (Arc::clone(&services.metrics), services.connections.clone(), services.drain.clone());
    let traffic = &settings.traffic;
    let keep_alive = Duration::from_secs(traffic.keep_alive);
    let watched = connections.clone();
    let server = HttpServer::new(move || app(services.clone()))
        .workers(settings.workers.into())
        .max_connections((traffic.connections / settings.workers).max(1).into())
        .client_request_timeout(traffic.client_timeout)
        .client_disconnect_timeout(DISCONNECT_TIMEOUT)
        .keep_alive(if keep_alive.is_zero() { KeepAlive::Disabled } else { KeepAlive::Timeout(keep_alive) })
        // A client that closes its half has gone away: its request is dropped.
        .h1_allow_half_closed(false)
        .on_connect(move |stream, data| watched.opened(stream, data))
        .shutdown_timeout(settings.shutdown_timeout)
        .shutdown_signal(drain.after(stop, Duration::from_secs(settings.operations.drain_delay)))
        .bind(settings.listen)
        .map_err(|source| Error::Listen { address: settings.listen, setting: LISTEN, source })?;

    let metrics = settings.operations.metrics_listen.map(|address| metrics::listen(address, metrics)).transpose()?;
    let metrics = metrics.map(|(server, addresses)| {
        addresses.into_iter().for_each(|address| listening(Served::Metrics, address));
        let handle = server.handle();
        actix_web::rt::spawn(server);
        handle
    });
    // Reading an answer and sending the next head may take as long together as each may take alone.
    let closing = actix_web::rt::spawn(connections.close_slow(keep_alive + traffic.client_timeout));

    server.addrs().into_iter().for_each(|address| listening(Served::Requests, address));
    let outcome = server.run().await.map_err(Error::Server);
    closing.abort();
    if let Some(metrics) = metrics {
        metrics.stop(false).await;
    }
    outcome
}
