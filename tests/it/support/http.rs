//! A server in this process, and requests to it.

use std::sync::mpsc;

use actix_web::dev::ServerHandle;
use actix_web::{HttpServer, rt};
use sanad::db::Pool;
use sanad::server::{Services, app};
use serde_json::{Value, json};
use ureq::Agent;
use ureq::http::{Request, Response};

use super::TestDatabase;
use crate::server::settings;

/// A server that stops with the test.
pub struct TestServer {
    address: String,
    pub services: Services,
    /// What it reads the database through.
    pub pool: Pool,
    agent: Agent,
    handle: ServerHandle,
}

/// An answer, whatever its status.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub text: String,
    response: Response<()>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.response.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("{} is no JSON: {}", self.status, self.text))
    }

    /// The code of the first error.
    pub fn code(&self) -> String {
        self.json()["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
    }
}

impl TestServer {
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
        let agent = Agent::config_builder().http_status_as_error(false).build().into();
        Self { address: format!("http://{address}"), services, pool, agent, handle }
    }

    /// The server, once it knows the revision of its data.
    pub fn started(db: &TestDatabase, options: &[&str]) -> Self {
        let server = Self::start(db, options);
        super::eventually(|| server.services.revision().is_some());
        server
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    pub fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(self.url(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.answer(self.agent.run(request.body(()).unwrap()))
    }

    pub fn post(&self, body: &Value) -> Answer {
        let request = Request::post(self.url("/graphql")).header("Content-Type", "application/json");
        self.answer(self.agent.run(request.body(body.to_string()).unwrap()))
    }

    pub fn query(&self, query: &str) -> Answer {
        self.post(&json!({ "query": query }))
    }

    fn answer(&self, outcome: Result<Response<ureq::Body>, ureq::Error>) -> Answer {
        let (head, mut body) = outcome.unwrap().into_parts();
        let text = body.read_to_string().unwrap();
        Answer { status: head.status.as_u16(), text, response: Response::from_parts(head, ()) }
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        // To send the command is all: nobody waits for the end.
        drop(self.handle.stop(false));
    }
}
