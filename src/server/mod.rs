//! The HTTP server: one app, which the command `serve` and the tests share.
//!
//! `graphql` answers `/graphql`, `health` what probes ask, `pages`, `examples` and `graphiql` what people
//! see in a browser; `answer` turns GraphQL
//! answers, errors among them, into HTTP, with `media` and `status`. `bearer` asks for tokens. `request_id`, `envelope`,
//! `cors`, `panics` and `compression` surround every request.

mod answer;
mod answer_cache;
mod bearer;
mod compression;
mod cors;
mod documents;
mod envelope;
mod errors;
mod examples;
mod execution;
mod freshness;
mod graphiql;
mod graphql;
mod head;
mod health;
mod media;
mod pages;
mod panics;
mod request_id;
mod request_key;
mod security;
mod status;

use std::future::{Future, ready};
use std::net::SocketAddr;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpServer, Resource, Route, guard, web};
use sha2::{Digest, Sha256};
use tokio::signal::unix::{SignalKind, signal};

use crate::config::{Clients, Protocol, Settings};
use crate::db::{Pool, RevisionWatch};
use crate::error::{Error, Result};
use crate::graphql::{Api, sdl};
use answer_cache::AnswerCache;
use documents::Documents;
use freshness::Freshness;
use health::Health;

pub use answer_cache::CacheUse;

/// What requests are answered from. Its clones share all of it.
#[derive(Clone)]
pub struct Services {
    api: Api,
    health: Health,
    /// The revision of the data, as far as it is known without asking.
    watch: RevisionWatch,
    answers: AnswerCache,
    documents: Documents,
    freshness: Freshness,
    /// Tells this version of the schema from others: they may answer otherwise.
    edition: [u8; 32],
    /// The schema in GraphQL's own language.
    sdl: web::Bytes,
    /// The longest body of a request, in bytes.
    body_limit: usize,
    protocol: Protocol,
    clients: Clients,
    /// How long a request may take.
    time_limit: Option<Duration>,
}

impl Services {
    /// Answers from the database of the pool.
    ///
    /// # Errors
    /// When the trusted documents that are set cannot be used.
    pub fn new(pool: Pool, settings: &Settings) -> Result<Self> {
        let (api, sdl) = (Api::with_limits(pool.clone(), settings.guard.clone()), sdl());
        Ok(Self {
            watch: RevisionWatch::start(pool.url()),
            answers: AnswerCache::new(settings.caching.answer_cache),
            documents: Documents::new(&settings.caching, &api)?,
            freshness: Freshness::new(settings.caching.max_age, !settings.clients.token_hashes.as_slice().is_empty()),
            edition: Sha256::new_with_prefix(env!("CARGO_PKG_VERSION")).chain_update(&sdl).finalize().into(),
            api,
            health: Health::new(pool),
            sdl: sdl.into(),
            body_limit: settings.body_limit,
            protocol: settings.protocol.clone(),
            clients: settings.clients.clone(),
            time_limit: settings.traffic.time_limit(),
        })
    }

    /// The revision of the data, as it was at most a second ago; none while that is not known.
    pub fn revision(&self) -> Option<i64> {
        self.watch.revision()
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
        .wrap(from_fn(compression::leave_short))
        .wrap(Compress::default())
        .wrap(from_fn(panics::answer))
        .wrap(cors)
        .wrap(from_fn(envelope::put))
        .wrap(from_fn(request_id::give))
}

/// Everything that has an address.
fn routes(config: &mut web::ServiceConfig, services: Services) {
    if services.clients.graphiql {
        config.configure(graphiql::routes);
    }
    let schema = resource("/schema.graphql", READ_ONLY).route(read().to(pages::schema));
    let graphql =
        resource("/graphql", "GET, HEAD, POST").route(read().to(graphql::get)).route(web::post().to(graphql::post));
    config
        .app_data(web::Data::new(services))
        .service(resource("/", READ_ONLY).route(read().to(pages::welcome)))
        .service(schema.wrap(from_fn(bearer::ask)))
        .service(graphql.wrap(from_fn(bearer::ask)))
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

/// Serves until the process is told to stop, then answers the requests that it has and returns.
/// `listening` is called with each address once requests to it are taken.
///
/// # Errors
/// `Listen` when the address cannot be listened on, `Server` when the server stops by itself.
pub async fn serve(settings: &Settings, listening: impl FnMut(SocketAddr)) -> Result<()> {
    let pool = Pool::new(&settings.database.url, settings.pool_size.into());
    let services = Services::new(pool, settings)?;
    let server = HttpServer::new(move || app(services.clone()))
        .workers(settings.workers.into())
        // A client that closes its side waits for nothing: the work for it ends.
        .h1_allow_half_closed(false)
        .shutdown_timeout(settings.shutdown_timeout)
        .shutdown_signal(told_to_stop().map_err(Error::Server)?)
        .bind(settings.listen)
        .map_err(|source| Error::Listen { address: settings.listen.to_string(), source })?;
    server.addrs().into_iter().for_each(listening);
    server.run().await.map_err(Error::Server)
}

/// Waits for SIGTERM or for Ctrl-C.
fn told_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    let mut terminated = signal(SignalKind::terminate())?;
    let mut interrupted = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
        tracing::info!("told to stop: finishing the requests that are running");
    })
}
