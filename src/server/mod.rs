//! The HTTP server: one app, which the command `serve` and the tests share.
//!
//! `graphql` answers `/graphql`, `health` what probes ask, `pages` and `graphiql` what people see in a browser. `execution`
//! is the way from a question to its answer; `answer` turns that into HTTP, errors too, with `media` and `status`.
//! `request_id`, `connections`, `envelope`, `cors`, `panics`, `compression` and `unread` surround every request.
//!
//! `bearer`, `rate_limit` and `admission` bound who is served and how much, by `client`.
//! `answer_cache` and `documents` keep what was answered and asked, `flights` what is being answered; `metrics` and
//! `observation` tell of it, `drain` is how it ends.

mod admission;
mod answer;
mod answer_cache;
mod bearer;
mod client;
mod compression;
mod connections;
mod cors;
mod documents;
mod drain;
mod envelope;
mod errors;
mod examples;
mod execution;
mod flights;
mod freshness;
mod graphiql;
mod graphql;
mod head;
mod health;
mod media;
mod metrics;
mod observation;
mod pages;
mod panics;
mod rate_limit;
mod request_id;
mod request_key;
mod security;
mod slow_query;
mod status;
mod trace;
mod unread;

use std::future::ready;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::KeepAlive;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpRequest, HttpServer, Resource, Route, guard, web};
use sha2::{Digest, Sha256};

use crate::config::{Clients, Protocol, Settings};
use crate::db::{Pool, RevisionWatch};
use crate::error::{Error, Result};
use crate::graphql::{Api, sdl};
use admission::Admission;
use answer_cache::AnswerCache;
use client::{Client, Proxies};
use connections::Connections;
use documents::Documents;
use drain::Drain;
use freshness::Freshness;
use metrics::{Metrics, Watched};
use rate_limit::RateLimit;
use unread::Unread;

pub use answer_cache::CacheUse;

/// How long a closed connection may take to end.
const DISCONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// What requests are answered from. Its clones share all of it.
#[derive(Clone)]
pub struct Services {
    api: Api,
    /// The revision of the data, as far as it is known without asking.
    watch: RevisionWatch,
    answers: AnswerCache,
    documents: Documents,
    freshness: Freshness,
    /// Tells this version of the schema from others: they may answer otherwise.
    edition: [u8; 32],
    /// The schema in GraphQL's own language.
    sdl: web::Bytes,
    /// Whether clients may read it.
    shows_schema: bool,
    /// The longest body of a request, in bytes.
    body_limit: usize,
    protocol: Protocol,
    clients: Clients,
    /// How long a request may take.
    time_limit: Option<Duration>,
    admission: Admission,
    proxies: Proxies,
    rate_limit: Option<RateLimit>,
    connections: Connections,
    unread: Unread,
    drain: Drain,
    metrics: Arc<Metrics>,
    /// How long the body of a request may take to come.
    client_timeout: Duration,
    /// From when on a request is logged as slow.
    slow: Option<Duration>,
}

impl Services {
    /// Answers from the database of the pool.
    ///
    /// # Errors
    /// When the trusted documents that are set cannot be used, or the system gives no threads.
    pub fn new(pool: Pool, settings: &Settings) -> Result<Self> {
        let Settings { traffic, caching, clients, operations, .. } = settings;
        let (api, sdl) = (Api::with_limits(pool.clone(), settings.guard.clone()), sdl());
        let (watch, answers) = (RevisionWatch::start(pool.url()), AnswerCache::new(caching.answer_cache));
        let (admission, rate_limit) = (Admission::new(settings), RateLimit::new(traffic));
        let (connections, unread) = (Connections::default(), Unread::new(traffic.unread_limit));
        let watched = Watched {
            pool: Some(pool.clone()),
            revision: watch.clone(),
            cache: Some(answers.clone()),
            admission: Some(admission.clone()),
            connections: connections.clone(),
            unread: Some(unread.clone()),
            rate_limit: rate_limit.clone(),
        };
        Ok(Self {
            documents: Documents::new(caching, &api)?,
            freshness: Freshness::new(caching.max_age, !clients.token_hashes.as_slice().is_empty()),
            edition: Sha256::new_with_prefix(env!("CARGO_PKG_VERSION")).chain_update(&sdl).finalize().into(),
            api,
            watch,
            answers,
            sdl: sdl.into(),
            shows_schema: settings.guard.introspection,
            body_limit: settings.body_limit,
            protocol: settings.protocol.clone(),
            clients: clients.clone(),
            time_limit: traffic.time_limit(),
            admission,
            proxies: Proxies::new(traffic),
            rate_limit,
            connections,
            unread,
            drain: Drain::default(),
            metrics: Arc::new(Metrics::new(watched)),
            client_timeout: Duration::from_secs(traffic.client_timeout),
            slow: Some(operations.slow_ms).filter(|limit| *limit > 0).map(Duration::from_millis),
        })
    }

    /// The revision of the data, as it was at most a second ago; none while that is not known.
    pub fn revision(&self) -> Option<i64> {
        self.watch.revision()
    }

    /// On whose behalf a request comes.
    fn client(&self, http: &HttpRequest) -> Client {
        self.proxies.client(http.peer_addr(), http.headers())
    }

    /// What the cache of answers holds, and what it has done.
    pub fn cache_use(&self) -> CacheUse {
        self.answers.usage()
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
    let cors = cors::cors(&services.clients.cors_origins);
    App::new()
        .configure(|config| routes(config, services))
        .wrap(from_fn(unread::hold))
        .wrap(from_fn(compression::leave_short))
        .wrap(Compress::default())
        .wrap(from_fn(panics::answer))
        .wrap(cors)
        .wrap(from_fn(envelope::put))
        .wrap(from_fn(connections::note))
        .wrap(from_fn(request_id::give))
}

/// Everything that has an address.
fn routes(config: &mut web::ServiceConfig, services: Services) {
    if services.clients.graphiql {
        config.configure(graphiql::routes);
    }
    if services.shows_schema {
        let schema = resource("/schema.graphql", READ_ONLY).route(read().to(pages::schema));
        config.service(schema.wrap(from_fn(bearer::ask)).wrap(from_fn(rate_limit::check)));
    }
    let graphql =
        resource("/graphql", "GET, HEAD, POST").route(read().to(graphql::get)).route(web::post().to(graphql::post));
    config
        .app_data(web::Data::new(services))
        .service(resource("/", READ_ONLY).route(read().to(pages::welcome)))
        .service(graphql.wrap(from_fn(bearer::ask)).wrap(from_fn(rate_limit::check)))
        .service(resource("/health/live", READ_ONLY).route(read().to(health::live)))
        .service(resource("/health/ready", READ_ONLY).route(read().to(health::ready)))
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

/// Looks for what would keep a server with these settings from starting, apart from its database.
///
/// # Errors
/// What `serve` would say of it.
pub fn check(settings: &Settings) -> Result<()> {
    // No connection is made.
    let api = Api::with_limits(Pool::new(&settings.database.url, 1), settings.guard.clone());
    Documents::new(&settings.caching, &api)?;
    let listen = |address: SocketAddr| {
        let listening = std::net::TcpListener::bind(address);
        listening.map_err(|source| Error::Listen { address: address.to_string(), source })
    };
    // Both at once: they may be the same by mistake.
    let _requests = listen(settings.listen)?;
    let _metrics = settings.operations.metrics_listen.map(listen).transpose()?;
    Ok(())
}

/// Serves until the process is told to stop, then answers the requests that it has and returns.
/// `listening` is called with each address once it is served.
///
/// # Errors
/// `Listen` when an address cannot be listened on, `Server` when the server stops by itself.
pub async fn serve(settings: &Settings, mut listening: impl FnMut(Served, SocketAddr)) -> Result<()> {
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
