//! The explorer: pages in Arabic and English. The crate `sanad-pages` has the pages; this module serves them.
//!
//! Each page is a GraphQL document that runs like a request to `/graphql`, through the same executor: with its guard, its
//! cache, its queue. A page shows nothing that a client could not ask for, and asks for the same token, if there is one.

mod embed;
mod files;
mod refusals;
mod screen;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, EntityTag, HeaderValue};
use actix_web::middleware::from_fn;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use async_graphql::{Request, Variables};
use sanad_pages::{
    Address, Failure, Fixed, Form, Framing, Lang, Misread, Page, Rendered, Site, failed, missing, preferred, render,
};

use super::accept_language::languages_of;
use super::answer::Answer;
use super::built::digest;
use super::cache_headers::IfNoneMatch;
use super::executor::{GraphqlRequest, Wanted};
use super::graphql::Endpoint;
use super::pages::without_slash;
use super::request_id::RequestId;
use super::{READ_ONLY, bearer, rate_limit, read, resource, status};
use crate::config::{Digits, Settings};
use crate::error::Code;
use crate::model::Language;
use files::STYLE;

/// Everything that pages load comes from this server. Nothing is inline: neither scripts nor styles.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                      connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'; require-trusted-types-for 'script'";

/// A drawing alone has its style inside, since it is also kept as a file.
const DRAWING_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/// What pages are made with. Clones share it.
#[derive(Clone)]
pub struct Explorer {
    site: Site,
    /// Whether the address of the site is set; else each client tells it.
    has_origin: bool,
    /// The policy of frames on other sites, if there may be any.
    embed: Option<HeaderValue>,
    /// A digest of all that a page depends on besides its answer, for its ETag.
    edition: String,
}

impl Explorer {
    pub fn new(settings: &Settings) -> Self {
        let explorer = &settings.explorer;
        let digits = match explorer.pages_digits {
            Digits::Western => sanad_pages::Digits::Western,
            Digits::Eastern => sanad_pages::Digits::Eastern,
        };
        let fixed = Fixed {
            digits,
            is_indexed: explorer.pages_indexed,
            graphiql: settings.clients.graphiql,
            schema: settings.guard.introspection,
            files: files::addresses(),
            questions: files::questions(settings.clients.graphiql),
        };
        let site = Site::new(explorer.public_origin.as_deref().unwrap_or_default(), fixed);
        let edition = digest(format!("{} {site:?} {}", env!("CARGO_PKG_VERSION"), STYLE.tag), 6);
        let embed = embed::policy(&explorer.embed_origins);
        Self { site, has_origin: explorer.public_origin.is_some(), embed, edition }
    }

    /// The site as this client reaches it.
    fn site(&self, http: &HttpRequest) -> Site {
        if self.has_origin {
            return self.site.clone();
        }
        let host = http.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        self.site.at(&format!("http://{host}"))
    }

    /// Writes what caches need. The ETag of a page is that of its answer, with the edition.
    fn cached(&self, endpoint: &Endpoint, answer: Answer, response: &mut HttpResponse) {
        let tag = |tag: &EntityTag| EntityTag::new_weak(format!("{}-{}", tag.tag(), self.edition));
        let tag = answer.tag.as_ref().map(tag);
        endpoint.cache_control.write(&Answer { tag, ..answer }, response.headers_mut());
    }

    /// The condition for the answer from that for the page. An answer without a record is no page, so `*` is left to
    /// [`shown`].
    fn condition(&self, page: IfNoneMatch) -> IfNoneMatch {
        let IfNoneMatch::Tags(tags) = page else { return IfNoneMatch::Absent };
        let suffix = format!("-{}", self.edition);
        let of_answer = |tag: EntityTag| tag.tag().strip_suffix(&suffix).map(|tag| EntityTag::new_weak(tag.to_owned()));
        IfNoneMatch::Tags(tags.into_iter().filter_map(of_answer).collect())
    }
}

/// The documents of all pages.
pub fn documents() -> Vec<&'static str> {
    sanad_pages::DOCUMENTS.iter().map(|document| document.text).collect()
}

/// The routes of the pages and of the files that they load.
pub fn routes(config: &mut web::ServiceConfig) {
    let pages = resource("/{address:(?:ar|en)(?:[./].*)?}", READ_ONLY).route(read().to(page));
    let pages = pages.wrap(from_fn(bearer::middleware)).wrap(from_fn(rate_limit::middleware));
    let screen = resource("/{address:(?:ar|en)/screen(?:[.]csv)?}", "GET, HEAD, POST");
    let screen = screen.route(read().to(page)).route(web::post().to(screen::check));
    let screen = screen.wrap(from_fn(bearer::middleware)).wrap(from_fn(rate_limit::middleware));
    let embed = resource("/embed/{address:.*}", READ_ONLY).route(read().to(embed::frame));
    let embed = embed.wrap(from_fn(bearer::middleware)).wrap(from_fn(rate_limit::middleware));
    config
        .service(resource("/", READ_ONLY).route(read().to(lead_home)))
        .service(resource("/explorer/{name:.*}", READ_ONLY).route(read().to(files::file)))
        .service(embed.wrap(from_fn(refusals::in_words)))
        .service(screen.wrap(from_fn(refusals::in_words)))
        .service(pages.wrap(from_fn(refusals::in_words)));
}

/// Leads to the home page in the language that the reader prefers.
async fn lead_home(http: HttpRequest) -> HttpResponse {
    let home = Address::of(preferred_by(&http), Page::Home).to_string();
    let mut answer = HttpResponse::Found();
    answer.insert_header((header::LOCATION, home)).insert_header((header::CACHE_CONTROL, "no-cache"));
    answer.insert_header((header::VARY, header::ACCEPT_LANGUAGE.as_str())).finish()
}

fn preferred_by(http: &HttpRequest) -> Lang {
    preferred(languages_of(http).iter().map(Language::as_str))
}

async fn page(endpoint: web::Data<Endpoint>, explorer: web::Data<Explorer>, http: HttpRequest) -> HttpResponse {
    if let Some(redirect) = without_slash(&http) {
        return redirect;
    }
    match Address::parse(http.path(), http.query_string()) {
        Ok(address) => answered(&endpoint, &explorer, &http, &address, render).await,
        Err(misread) => {
            let status = if misread == Misread::NoPage { StatusCode::NOT_FOUND } else { StatusCode::BAD_REQUEST };
            failure(&explorer, &http, status, &Failure::Address(misread))
        }
    }
}

/// Makes the page at an address of the API's answer; none if there is nothing to show.
type Render = fn(&Address, &Site, &str) -> serde_json::Result<Option<Rendered>>;

/// Asks the API for what the page at the address shows, and answers with what `render` makes of it.
async fn answered(
    endpoint: &Endpoint,
    explorer: &Explorer,
    http: &HttpRequest,
    address: &Address,
    render: Render,
) -> HttpResponse {
    let condition = explorer.condition(IfNoneMatch::of(http));
    let answer = asked(endpoint, http, address.request(), Wanted { condition, ..Wanted::anew() }).await;
    if let Some(code) = answer.refused {
        return refused(explorer, http, code, &answer);
    }
    let mut response = if answer.is_unchanged {
        HttpResponse::new(StatusCode::NOT_MODIFIED)
    } else {
        let (of_site, of_address) = (explorer.site(http), address.clone());
        match in_time(&answer, move |answer| render(&of_address, &of_site, answer)).await {
            Ok(Some(page)) => shown(http, address, page),
            Ok(None) => return nothing_to_show(endpoint, explorer, http, address, &answer).await,
            Err(error) => return broken(explorer, http, &error),
        }
    };
    explorer.cached(endpoint, answer, &mut response);
    response
}

/// The page about an answer with nothing to show: what it lacks has been removed, was never there, or cannot be read.
async fn nothing_to_show(
    endpoint: &Endpoint,
    explorer: &Explorer,
    http: &HttpRequest,
    address: &Address,
    answer: &Answer,
) -> HttpResponse {
    if let Some(code) = answer.failed.filter(|code| *code != Code::BadUserInput) {
        return refused(explorer, http, code, answer);
    }
    for request in address.missing() {
        let about_record = asked(endpoint, http, request, Wanted::anew()).await;
        if let Some(code) = about_record.code() {
            return refused(explorer, http, code, &about_record);
        }
        let of_address = address.clone();
        match in_time(&about_record, move |answer| missing(&of_address, answer)).await {
            Ok(None) => {}
            Ok(Some(why @ Failure::Removed { .. })) => return failure(explorer, http, StatusCode::GONE, &why),
            Ok(Some(why)) => return failure(explorer, http, StatusCode::NOT_FOUND, &why),
            Err(error) => return broken(explorer, http, &error),
        }
    }
    match answer.failed {
        None => failure(explorer, http, StatusCode::NOT_FOUND, &Failure::Record),
        Some(code) => refused(explorer, http, code, answer),
    }
}

/// The API's answer to what a page asks.
async fn asked(endpoint: &Endpoint, http: &HttpRequest, asked: sanad_pages::Request, wanted: Wanted) -> Answer {
    let variables = Variables::from_json(asked.variables.into());
    let request = GraphqlRequest { request: Request::new(asked.document.text).variables(variables), document_id: None };
    endpoint.executor.answer(request, wanted, endpoint.proxies.client_of(http)).await
}

/// The page about an answer without data.
fn refused(explorer: &Explorer, http: &HttpRequest, code: Code, answer: &Answer) -> HttpResponse {
    failure(explorer, http, status::of_code(code), &refusals::told(code, &refusals::message(&answer.body)))
}

/// The page about an answer that is none to its document.
fn broken(explorer: &Explorer, http: &HttpRequest, error: &str) -> HttpResponse {
    tracing::error!(error, "a page could not be made of its answer");
    failure(explorer, http, StatusCode::INTERNAL_SERVER_ERROR, &Failure::Internal)
}

/// What becomes of an answer, on a thread that may take its time.
async fn in_time<T: Send + 'static>(
    answer: &Answer,
    work: impl FnOnce(&str) -> serde_json::Result<T> + Send + 'static,
) -> Result<T, String> {
    let body = answer.body.clone();
    let working = web::block(move || {
        let answer = str::from_utf8(&body).map_err(|error| error.to_string())?;
        work(answer).map_err(|error| error.to_string())
    });
    working.await.map_err(|error| error.to_string())?
}

/// A page that there is, unless the client wants none that there is.
fn shown(http: &HttpRequest, address: &Address, page: Rendered) -> HttpResponse {
    match IfNoneMatch::of(http) {
        IfNoneMatch::Any => HttpResponse::new(StatusCode::NOT_MODIFIED),
        IfNoneMatch::Absent | IfNoneMatch::Tags(_) => sent(address, page),
    }
}

/// A page as a response, without what caches need.
fn sent(address: &Address, page: Rendered) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    let policy = if page.form == Form::Svg { DRAWING_POLICY } else { POLICY };
    response
        .content_type(page.form.content_type())
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .insert_header((header::CONTENT_LANGUAGE, address.lang.tag()));
    if matches!(page.form, Form::Csv | Form::Bibtex | Form::Ris | Form::Graphml)
        && let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{}\"", address.file_name()))
    {
        response.insert_header((header::CONTENT_DISPOSITION, name));
    }
    response.body(page.body)
}

/// A page that says why there is none, or the same in the form that was asked for.
fn failure(explorer: &Explorer, http: &HttpRequest, status: StatusCode, why: &Failure) -> HttpResponse {
    let (path, framing, policy) = match (embed::path(http), &explorer.embed) {
        (Some(path), Some(policy)) => (path, Framing::Embedded, policy.clone()),
        (path, _) => (path.unwrap_or(http.path()), Framing::Own, HeaderValue::from_static(POLICY)),
    };
    let address = Address::parse(path, "").unwrap_or_else(|_| {
        let lang = path.get(1..3).and_then(Lang::of_tag).unwrap_or_else(|| preferred_by(http));
        Address::of(lang, Page::Home).form(Form::of_path(path))
    });
    let id = http.extensions().get::<RequestId>().map(ToString::to_string);
    let page = failed(&address, &explorer.site(http), why, id.as_deref(), framing);
    let mut response = sent(&address, page);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if matches!(why, Failure::Overloaded | Failure::RateLimited | Failure::Unavailable) {
        headers.insert(header::RETRY_AFTER, super::answer::RETRY_AFTER);
    }
    response
}

/// The page for an address that no route has, in the language that the reader prefers.
pub fn nothing_here(explorer: &Explorer, http: &HttpRequest) -> HttpResponse {
    failure(explorer, http, StatusCode::NOT_FOUND, &Failure::Address(Misread::NoPage))
}
