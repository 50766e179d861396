//! The whole server in this process. Unlike the program, it can have settings without an option.

use std::sync::mpsc;

use actix_web::rt;
use futures_util::stream;
use sanad::config::Settings;
use sanad::server::{Served, serve};
use tokio::sync::oneshot;

use super::TestServer;
use crate::support::TestDatabase;

/// The running server; it stops with its value.
pub struct Whole {
    /// Where it serves metrics.
    pub metrics: String,
    _stop: oneshot::Sender<()>,
}

impl TestServer<Whole> {
    /// Starts a server with one worker and with metrics, on free ports.
    pub fn serve(db: &TestDatabase, mut settings: Settings) -> Self {
        let free = "127.0.0.1:0".parse().unwrap();
        (settings.listen, settings.operations.metrics_listen) = (free, Some(free));
        settings.database.url = db.url().clone();
        (settings.workers, settings.shutdown_timeout) = (1, 0);
        let (stop, stopped) = oneshot::channel();
        let (sender, addresses) = mpsc::channel();
        std::thread::spawn(move || {
            let stop = stream::once(async { _ = stopped.await });
            let listening = |served, address| _ = sender.send((served, address));
            rt::System::new().block_on(serve(&settings, stop, listening)).unwrap();
        });
        let address_of = |expected| {
            let (served, address) = addresses.recv().unwrap();
            assert_eq!(served, expected);
            address.to_string()
        };
        let metrics = address_of(Served::Metrics);
        Self { address: address_of(Served::Requests), mode: Whole { metrics, _stop: stop } }
    }
}
