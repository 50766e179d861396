//! Lists that are fetched over HTTP, from servers of the test.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use super::series::{SALIM, un};
use crate::commands::{on, outcome};
use crate::support::TestDatabase;

/// A server that notes the heads of requests, and answers each path with what `answer` gives.
struct Server {
    address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(answer: impl Fn(&str) -> String + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let heads = Arc::<Mutex<Vec<String>>>::default();
        let noted = Arc::clone(&heads);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream: TcpStream = stream.unwrap();
                let lines = BufReader::new(stream.try_clone().unwrap()).lines();
                let head: Vec<String> = lines.map(|line| line.unwrap()).take_while(|line| !line.is_empty()).collect();
                let path = head[0].split(' ').nth(1).unwrap().to_owned();
                noted.lock().unwrap().push(head.join("\n"));
                stream.write_all(answer(&path).as_bytes()).unwrap();
            }
        });
        Self { address, heads }
    }

    fn heads(&self) -> Vec<String> {
        std::mem::take(&mut *self.heads.lock().unwrap())
    }
}

fn ok(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

fn redirect(to: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
}

fn redirects_are_followed_and_tokens_stay_with_their_host(db: &TestDatabase) {
    let list = un("2024-01-01", &[SALIM.xml()], &[]);
    let store = Server::start(move |_| ok(&list));
    let signed = format!("http://{}/signed/un.xml?signature=hidden", store.address);
    let publisher = Server::start(move |path| match path {
        "/list?token=secret" => redirect("/here"),
        _ => redirect(&signed),
    });
    let address = format!("http://{}/list?token=secret", publisher.address);
    let arguments = ["import", "--url-header", "X-Token: hush", &address];
    let (code, stdout, stderr) = outcome(&mut on(db, "import-url", &arguments));
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.starts_with(&format!("http://{}/list: ", publisher.address)), "{stdout}");
    for secret in ["secret", "hush", "hidden"] {
        assert!(!stdout.contains(secret) && !stderr.contains(secret), "{stdout}{stderr}");
    }
    let has_token =
        |heads: Vec<String>| heads.iter().map(|head| head.to_lowercase().contains("x-token: hush")).collect::<Vec<_>>();
    assert_eq!(has_token(publisher.heads()), [true, true]);
    assert_eq!(has_token(store.heads()), [false]);
}

fn what_a_server_answers_otherwise_is_told(db: &TestDatabase) {
    let server = Server::start(|path| match path.split('?').next().unwrap_or_default() {
        "/gone" => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_owned(),
        "/page" => ok("<html><title>Maintenance</title></html>"),
        "/echo" => ok(&format!("<html><title>No access for {path}</title></html>")),
        "/short" => "HTTP/1.1 200 OK\r\nContent-Length: 900\r\nConnection: close\r\n\r\n<CONSOLIDATED_LIST".to_owned(),
        "/file" => redirect("file:///etc/passwd"),
        _ => redirect("/around"),
    });
    for (path, words) in [
        ("gone", "the server answered 404 Not Found: expected 200 OK"),
        ("page", "an HTML page that says `Maintenance`"),
        ("echo", "an HTML page that says `No access for /echo?…`"),
        ("short", "the answer broke off"),
        ("file", "redirects to the scheme file: expected https"),
        ("around", "redirects more than 8 times"),
    ] {
        let address = format!("http://{}/{path}?token=secret", server.address);
        let (code, stdout, stderr) = outcome(&mut on(db, "import-url-bad", &["import", &address]));
        assert_eq!((code, stdout.as_str()), (1, ""), "{stderr}");
        assert!(stderr.contains(words) && stderr.contains(&format!("/{path}")), "{stderr}");
        assert!(!stderr.contains("secret") && !stderr.contains("/tmp"), "{stderr}");
    }
    // Nobody listens there.
    let (code, _, stderr) =
        outcome(&mut on(db, "import-url-bad", &["import", "http://127.0.0.1:1/un.xml?token=secret"]));
    assert!(code == 1 && stderr.contains("cannot fetch http://127.0.0.1:1/un.xml: "), "{stderr}");
    assert!(!stderr.contains("secret"), "{stderr}");
}

fn a_header_that_is_none_is_not_quoted(db: &TestDatabase) {
    let arguments = ["import", "--url-header", "hush", "http://127.0.0.1:1/"];
    let (code, _, stderr) = outcome(&mut on(db, "import-header", &arguments));
    assert!(code == 2 && stderr.contains("expected a name, a colon and a value"), "{stderr}");
    assert!(!stderr.contains("hush"), "{stderr}");
}

on_each_backend! {
    empty: redirects_are_followed_and_tokens_stay_with_their_host, what_a_server_answers_otherwise_is_told,
    a_header_that_is_none_is_not_quoted
}
