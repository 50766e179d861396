//! The rivals that the server is compared with: constant bytes, and one hand-written SQL statement.

use std::net::SocketAddr;
use std::sync::mpsc;

use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, HttpServer, web};
use clap::Parser;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::Text;
use sanad::config::{DatabaseUrl, Settings};
use sanad::db::{Conn, Deadline, Pool};
use sanad::server::{Services, app};

use crate::Failure;

/// Number of database connections, and of HTTP worker threads, for GraphQL and for SQL.
const CONNECTIONS: u32 = 4;
const WORKERS: usize = 2;

/// Starts a server in this process and returns its address: the app, `/static/…`, which returns the bytes, and
/// `/sql/…`, which runs the statements. The server runs until the process ends.
///
/// # Errors
/// When the settings are invalid or the server cannot listen.
pub fn serve(
    url: &DatabaseUrl,
    options: &[&str],
    bytes: &'static [(&'static str, web::Bytes)],
    statements: &'static [(&'static str, String)],
) -> Result<SocketAddr, Failure> {
    let (told, address) = mpsc::channel();
    let (url, settings) = (url.clone(), settings(options)?);
    std::thread::spawn(move || {
        actix_web::rt::System::new()
            .block_on(async move {
                let pool = Pool::new(&url, CONNECTIONS);
                let services = Services::new(pool.clone(), &settings)?;
                let server = HttpServer::new(move || {
                    let mut app = app(services.clone()).app_data(web::Data::new(pool.clone()));
                    for (name, bytes) in bytes {
                        let answer = move |_: web::Bytes| async { json(bytes.clone()) };
                        app = app.route(&format!("/static/{name}"), web::post().to(answer));
                    }
                    for (name, statement) in statements {
                        let answer = move |pool: web::Data<Pool>, _: web::Bytes| run(pool, statement);
                        app = app.route(&format!("/sql/{name}"), web::post().to(answer));
                    }
                    app
                });
                let server = server.workers(WORKERS).disable_signals().bind("127.0.0.1:0")?;
                let _ = told.send(server.addrs()[0]);
                server.run().await?;
                Ok::<(), Failure>(())
            })
            .map_err(|error| eprintln!("error: {error}"))
    });
    Ok(address.recv()?)
}

fn settings(options: &[&str]) -> Result<Settings, Failure> {
    #[derive(Parser)]
    struct Cli {
        #[command(flatten)]
        settings: Settings,
    }
    // All requests come from one address, which would have half of the places.
    let arguments = ["serve", "--client-concurrency", "10000"];
    Ok(Cli::try_parse_from(arguments.iter().chain(options))?.settings)
}

/// A statement that gives one text. Each connection prepares it once, which it does not do for `diesel::sql_query`.
struct Prepared(&'static str);

impl QueryFragment<<Conn as Connection>::Backend> for Prepared {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, <Conn as Connection>::Backend>) -> QueryResult<()> {
        out.push_sql(self.0);
        Ok(())
    }
}

impl QueryId for Prepared {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Prepared {
    type SqlType = Text;
}

impl RunQueryDsl<Conn> for Prepared {}

async fn run(pool: web::Data<Pool>, statement: &'static str) -> Result<HttpResponse, actix_web::Error> {
    let permit = pool.permit().await;
    let answer = web::block(move || {
        let mut snapshot = pool.snapshot(permit, &Deadline::never())?;
        Ok::<String, sanad::db::Error>(Prepared(statement).get_result(snapshot.conn()?)?)
    });
    let answer = answer.await?.map_err(|error| actix_web::error::ErrorInternalServerError(error.to_string()))?;
    Ok(json(answer.into()))
}

fn json(body: web::Bytes) -> HttpResponse {
    HttpResponse::Ok().content_type(ContentType::json()).body(body)
}
