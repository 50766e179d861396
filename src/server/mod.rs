//! The HTTP server: one app, which the command `serve` and the tests share.
//!
//! `graphql` answers `/graphql`, `health` what probes ask, `pages` and `graphiql` what people see in a browser; `answer` turns GraphQL
//! answers, errors among them, into HTTP. `request_id` and `panics` surround every request.

mod answer;
mod examples;
mod execution;
mod graphiql;
mod graphql;
mod health;
mod pages;
mod panics;
mod request_id;

use std::future::{Future, ready};
use std::net::SocketAddr;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::{Compress, DefaultHeaders, from_fn};
use actix_web::{App, HttpServer, Resource, Route, guard, web};
use tokio::signal::unix::{SignalKind, signal};

use crate::config::Settings;
use crate::db::Pool;
use crate::error::{Error, Result};
use crate::graphql::{Api, sdl};
use health::Health;

/// What requests are answered from. Its clones share all of it.
#[derive(Clone)]
pub struct Services {
    api: Api,
    health: Health,
    /// The schema in GraphQL's own language.
    sdl: web::Bytes,
    /// The longest body of a request, in bytes.
    body_limit: usize,
}

impl Services {
    /// Answers from the database of the pool.
    pub fn new(pool: Pool, settings: &Settings) -> Self {
        Self {
            api: Api::new(pool.clone()),
            health: Health::new(pool),
            sdl: sdl().into(),
            body_limit: settings.body_limit,
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
        .wrap(from_fn(request_id::give))
}

/// Everything that has an address.
fn routes(config: &mut web::ServiceConfig, services: Services) {
    config
        .app_data(web::Data::new(services))
        .service(resource("/", READ_ONLY).route(read().to(pages::welcome)))
        .configure(graphiql::routes)
        .service(resource("/schema.graphql", READ_ONLY).route(read().to(pages::schema)))
        .service(resource("/health/live", READ_ONLY).route(read().to(health::live)))
        .service(resource("/health/ready", READ_ONLY).route(read().to(health::ready)))
        .service(
            resource("/graphql", "GET, HEAD, POST").route(read().to(graphql::get)).route(web::post().to(graphql::post)),
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

/// Serves until the process is told to stop, then answers the requests that it has and returns.
/// `listening` is called with each address once requests to it are taken.
///
/// # Errors
/// `Listen` when the address cannot be listened on, `Server` when the server stops by itself.
pub async fn serve(settings: &Settings, listening: impl FnMut(SocketAddr)) -> Result<()> {
    let pool = Pool::new(&settings.database.url, settings.pool_size.into());
    let services = Services::new(pool, settings);
    let server = HttpServer::new(move || app(services.clone()))
        .workers(settings.workers.into())
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
