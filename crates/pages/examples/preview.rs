//! Serves the pages from a running API, so that they can be designed without building the server:
//!
//!     cargo run -p sanad-pages --example preview -- http://127.0.0.1:8080 127.0.0.1:8181
//!
//! The style sheet is read anew for each request.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};

use sanad_pages::{Address, Failure, Files, Fixed, Framing, Lang, Page, Rendered, Site, failed, render};
use serde_json::json;

const BUILT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/dist/explorer");

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let api = arguments.next().unwrap_or_else(|| "http://127.0.0.1:8080".to_owned());
    let listener = TcpListener::bind(arguments.next().unwrap_or_else(|| "127.0.0.1:8181".to_owned()))?;
    let origin = format!("http://{}", listener.local_addr()?);
    println!("{origin}/en");
    let manifest = std::fs::read_to_string(format!("{BUILT}/manifest.json")).ok();
    let files = Files::built("/style.css".to_owned(), manifest.as_deref());
    let site = Site::new(&origin, Fixed { graphiql: true, schema: true, files, ..Fixed::default() });
    for connection in listener.incoming() {
        answer(&connection?, &api, &site)?;
    }
    Ok(())
}

fn answer(mut connection: &TcpStream, api: &str, site: &Site) -> std::io::Result<()> {
    let mut line = String::new();
    BufReader::new(connection).read_line(&mut line)?;
    let target = line.split(' ').nth(1).unwrap_or("/");
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let (kind, body) = if path == "/style.css" {
        ("text/css", std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/style.css"))?)
    } else if let Some(name) = path.strip_prefix("/explorer/").filter(|name| !name.contains("..")) {
        let kind = match name.rsplit('.').next() {
            Some("css") => "text/css",
            Some("js") => "text/javascript",
            _ => "font/woff2",
        };
        (kind, std::fs::read(format!("{BUILT}/{name}")).unwrap_or_default())
    } else {
        let Rendered { form, body, .. } = page(path, query, api, site);
        (form.content_type(), body.into_bytes())
    };
    let length = body.len();
    write!(
        connection,
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    )?;
    connection.write_all(&body)
}

fn page(path: &str, query: &str, api: &str, site: &Site) -> Rendered {
    let address = match Address::parse(path, query) {
        Ok(address) => address,
        Err(misread) => {
            let home = Address::of(Lang::En, Page::Home);
            return failed(&home, site, &Failure::Address(misread), None, Framing::Own);
        }
    };
    let request = address.request();
    let asked = json!({ "query": request.document.text, "variables": request.variables });
    let answer = ureq::post(format!("{api}/graphql"))
        .config()
        .http_status_as_error(false)
        .build()
        .send_json(&asked)
        .and_then(|mut answer| answer.body_mut().read_to_string());
    match answer {
        Ok(answer) => match render(&address, site, &answer) {
            Ok(page) => page.unwrap_or_else(|| failed(&address, site, &Failure::Record, None, Framing::Own)),
            Err(error) => {
                eprintln!("{path}: {error}: {answer:.2000}");
                failed(&address, site, &Failure::Internal, None, Framing::Own)
            }
        },
        Err(error) => failed(&address, site, &Failure::Refused(error.to_string()), None, Framing::Own),
    }
}
