//! The files that pages load: the style sheet, and what is built in `web/`.

use std::io::Read;
use std::sync::LazyLock;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, ETag, EntityTag};
use actix_web::{HttpRequest, HttpResponse, web};
use flate2::read::GzDecoder;
use sanad_pages::Question;

use super::POLICY;
use crate::error::Code;
use crate::server::answer;
use crate::server::built::{ASSET_CACHING, Files, PAGE_CACHING, digest, sent};
use crate::server::cache_headers::IfNoneMatch;
use crate::server::examples::examples;
use crate::server::graphiql::EMBEDDED;

static BUILT: LazyLock<Files> = LazyLock::new(|| Files::of(&EMBEDDED));

/// The style sheet, which is there even if nothing is built.
pub static STYLE: LazyLock<Style> = LazyLock::new(|| Style { tag: digest(sanad_pages::STYLE, 8) });

/// The style sheet by a digest of its text.
pub struct Style {
    pub tag: String,
}

impl Style {
    /// Its name, which changes with its text.
    fn name(&self) -> String {
        format!("style-{}.css", self.tag)
    }
}

/// The addresses of all files.
pub fn addresses() -> sanad_pages::Files {
    sanad_pages::Files::built(format!("/explorer/{}", STYLE.name()), manifest().as_deref())
}

/// The manifest of what is built.
fn manifest() -> Option<String> {
    let file = BUILT.get("explorer/manifest.json")?;
    let mut text = String::new();
    GzDecoder::new(file.gzip.bytes).read_to_string(&mut text).ok()?;
    Some(text)
}

/// The example questions, as links to GraphiQL if there is one, else to their answers.
pub fn questions(graphiql: bool) -> Vec<Question> {
    let path = if graphiql { "/graphiql" } else { "/graphql" };
    let question = |example: &crate::server::examples::Example| Question {
        en: example.english.to_owned(),
        ar: example.arabic.to_owned(),
        address: example.address(path),
    };
    examples().iter().map(question).collect()
}

/// One of the files.
pub async fn file(request: HttpRequest, name: web::Path<String>) -> HttpResponse {
    if *name == STYLE.name() {
        return style(&request);
    }
    let caching = if name.starts_with("assets/") { ASSET_CACHING } else { PAGE_CACHING };
    match BUILT.get(&format!("explorer/{name}")) {
        Some(file) => sent(file, caching, POLICY, &request),
        None => answer::refused(Code::NotFound, "The explorer has no such file."),
    }
}

fn style(request: &HttpRequest) -> HttpResponse {
    let tag = EntityTag::new_weak(STYLE.tag.clone());
    let mut answer = HttpResponse::Ok();
    answer
        .content_type("text/css; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, ASSET_CACHING))
        .insert_header(ETag(tag.clone()));
    if IfNoneMatch::of(request).matches(&tag) {
        return answer.status(StatusCode::NOT_MODIFIED).finish();
    }
    answer.body(sanad_pages::STYLE)
}
