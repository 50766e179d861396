//! The app in this process: behind a port, or asked without a connection.

use std::sync::mpsc;

use actix_web::dev::ServerHandle;
use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::{HttpServer, rt};
use clap::Parser;
use sanad::config::Settings;
use sanad::db::Pool;
use sanad::server::{Services, app};

use super::{Answer, TestServer};
use crate::support::{TestDatabase, eventually};

/// The app, serving on a thread of this process.
pub struct App {
    pub services: Services,
    /// What it reads the database through.
    pub pool: Pool,
    handle: ServerHandle,
}

/// The settings of a server that is told nothing but these options.
pub fn settings(options: &[&str]) -> Settings {
    #[derive(Parser)]
    struct Cli {
        #[command(flatten)]
        settings: Settings,
    }
    Cli::parse_from(["serve"].iter().chain(options)).settings
}

/// What an app on the database works with, told nothing but these options.
pub fn services(db: &TestDatabase, options: &[&str]) -> Services {
    Services::new(db.pool(), &settings(options)).unwrap()
}

/// Asks an app of these services, without a connection.
pub async fn answer_of(services: &Services, request: TestRequest) -> Answer {
    let app = init_service(app(services.clone())).await;
    Answer::of_app(call_service(&app, request.to_request()).await).await
}

impl TestServer<App> {
    /// A server that is told nothing but these options.
    pub fn start(db: &TestDatabase, options: &[&str]) -> Self {
        let pool = db.pool();
        let services = Services::new(pool.clone(), &settings(options)).unwrap();
        let (told, started) = mpsc::channel();
        let served = services.clone();
        std::thread::spawn(move || {
            rt::System::new().block_on(async move {
                let server = HttpServer::new(move || app(served.clone())).workers(1).disable_signals();
                let server = server.bind("127.0.0.1:0").unwrap();
                let address = server.addrs()[0];
                let running = server.run();
                told.send((address, running.handle())).unwrap();
                running.await.unwrap();
            });
        });
        let (address, handle) = started.recv().unwrap();
        Self { address: address.to_string(), mode: App { services, pool, handle } }
    }

    /// The server, once it knows the revision of its data.
    pub fn started(db: &TestDatabase, options: &[&str]) -> Self {
        let server = Self::start(db, options);
        eventually(|| server.services.revision().is_some());
        server
    }
}

impl Drop for App {
    fn drop(&mut self) {
        // Sending the command is enough: nobody waits for the shutdown.
        drop(self.handle.stop(false));
    }
}
