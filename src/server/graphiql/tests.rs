//! How a build of two files is served.

use actix_web::body::to_bytes;
use actix_web::http::header::HeaderMap;
use actix_web::middleware::Compress;
use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::{App, web};
use include_dir::{Dir, DirEntry, File};

use super::*;

/// `export {};`, a line 20 times.
const GZIP: &[u8] = &[
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 75, 173, 40, 200, 47, 42, 81, 168, 174, 181, 230, 74, 29, 110, 76, 0, 35, 115, 50,
    68, 220, 0, 0, 0,
];
const BROTLI: &[u8] = &[
    27, 219, 0, 248, 29, 169, 89, 159, 33, 250, 122, 167, 108, 175, 79, 42, 200, 225, 53, 200, 27, 28, 157, 24, 48, 2,
    104, 225, 217, 52, 0,
];

static ASSETS: [DirEntry<'static>; 3] = [
    DirEntry::File(File::new("assets/a-1.js.br", BROTLI)),
    DirEntry::File(File::new("assets/a-1.js.gz", GZIP)),
    DirEntry::File(File::new("assets/half.js.gz", GZIP)),
];
static BUILD: [DirEntry<'static>; 3] = [
    DirEntry::Dir(Dir::new("assets", &ASSETS)),
    DirEntry::File(File::new("index.html.br", BROTLI)),
    DirEntry::File(File::new("index.html.gz", GZIP)),
];
static WITH_BUILD: Dir<'static> = Dir::new("", &BUILD);
static WITHOUT_BUILD: Dir<'static> = Dir::new("", &[]);

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: web::Bytes,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("the header is text"))
    }
}

async fn ask(folder: &'static Dir<'static>, path: &str, headers: &[(&str, &str)]) -> Answer {
    let files: &'static Files = Box::leak(Box::new(Files::of(folder)));
    let app = init_service(App::new().configure(|config| routes_to(config, files)).wrap(Compress::default())).await;
    let mut request = TestRequest::get().uri(path);
    for header in headers {
        request = request.insert_header(*header);
    }
    let answer = call_service(&app, request.to_request()).await;
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    Answer { status, headers, body: to_bytes(answer.into_body()).await.expect("the answer has a body") }
}

#[actix_web::test]
async fn a_file_is_sent_in_the_preferred_encoding() {
    for (accepted, coding, body) in [
        ("gzip, deflate, br, zstd", "br", BROTLI),
        ("gzip, deflate", "gzip", GZIP),
        ("br;q=0.5, gzip", "gzip", GZIP),
        ("br;q=0, gzip;q=0", "", "export {};\n".repeat(20).as_bytes()),
        ("identity", "", "export {};\n".repeat(20).as_bytes()),
    ] {
        let answer = ask(&WITH_BUILD, "/graphiql/assets/a-1.js", &[("accept-encoding", accepted)]).await;
        assert_eq!((answer.status, answer.header("content-encoding")), (200, coding), "{accepted}");
        assert_eq!(answer.body, body, "{accepted}");
        assert_eq!(answer.header("vary"), "accept-encoding");
        assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8");
    }
    let answer = ask(&WITH_BUILD, "/graphiql/assets/a-1.js", &[]).await;
    assert_eq!((answer.header("content-encoding"), answer.header("etag")), ("", ""));
    assert_eq!(answer.body, "export {};\n".repeat(20));
}

#[actix_web::test]
async fn assets_are_immutable_and_the_page_is_revalidated() {
    let asset = ask(&WITH_BUILD, "/graphiql/assets/a-1.js", &[("accept-encoding", "br")]).await;
    assert_eq!(asset.header("cache-control"), "public, max-age=31536000, immutable");
    let page = ask(&WITH_BUILD, "/graphiql?query=%7Brevision%7D", &[("accept-encoding", "br")]).await;
    assert_eq!((page.status, page.header("cache-control")), (200, "no-cache"));
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.body, BROTLI);
    assert_eq!(page.header("content-security-policy"), POLICY);
}

#[actix_web::test]
async fn a_file_that_the_client_has_is_not_sent_again() {
    let coded = ("accept-encoding", "br");
    let tag = ask(&WITH_BUILD, "/graphiql", &[coded]).await.header("etag").to_owned();
    assert_eq!(tag.len(), 34, "{tag}");
    for known in [tag.as_str(), "*", &format!("\"other\", W/{tag}")] {
        let answer = ask(&WITH_BUILD, "/graphiql", &[coded, ("if-none-match", known)]).await;
        assert_eq!((answer.status, answer.header("etag"), answer.body.len()), (304, tag.as_str(), 0), "{known}");
        assert_eq!((answer.header("vary"), answer.header("content-encoding")), ("accept-encoding", ""));
    }
    let other_form = [("accept-encoding", "gzip"), ("if-none-match", tag.as_str())];
    assert_eq!(ask(&WITH_BUILD, "/graphiql", &other_form).await.status, 200);
}

#[actix_web::test]
async fn missing_files_are_not_found() {
    for path in ["nothing.js", "a-1.js.br", "half.js", "..%2Findex.html", ""] {
        let answer = ask(&WITH_BUILD, &format!("/graphiql/assets/{path}"), &[]).await;
        assert_eq!((answer.status, answer.header("cache-control")), (404, ""), "{path}");
    }
}

#[actix_web::test]
async fn without_a_build_the_page_says_what_is_missing() {
    let answer = ask(&WITHOUT_BUILD, "/graphiql", &[]).await;
    let page = String::from_utf8(answer.body.to_vec()).expect("the page is text");
    assert_eq!((answer.status, answer.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(page.contains("make web") && page.contains("href=\"/schema.graphql\""), "{page}");
    assert!(examples().iter().all(|example| page.contains(&example.address("/graphql"))), "{page}");
    for path in ["/graphiql/assets/a-1.js", "/graphiql/licenses.md"] {
        assert_eq!(ask(&WITHOUT_BUILD, path, &[]).await.status, 404, "{path}");
    }
}

/// Also holds for a binary without a build.
#[test]
fn embedded_files_have_known_types() {
    let files = Files::of(&EMBEDDED);
    assert!(files.paths().all(|path| files.get(path).is_some_and(|file| !file.content_type.ends_with("octet-stream"))));
    assert_eq!(files.get("index.html").is_some(), files.paths().count() > 0);
}
