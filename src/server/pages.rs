//! What people see in a browser.

use std::fmt::Write;
use std::sync::LazyLock;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, ContentType};
use actix_web::{HttpRequest, HttpResponse, web};
use async_graphql::http::GraphiQLSource;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::Services;
use super::answer;
use crate::error::Code;

/// A question that the front page links, and the query that answers it.
struct Example {
    arabic: &'static str,
    english: &'static str,
    query: &'static str,
}

const EXAMPLES: [Example; 3] = [
    Example {
        arabic: "من اقترح فرض عقوبات على الكانيات، ومن عرقلها، ومن فرضها؟",
        english: "Who proposed sanctions on the Kaniyat, who blocked them, who imposed them?",
        query: include_str!("examples/sanctions.graphql"),
    },
    Example {
        arabic: "كم عدد المقابر الجماعية والضحايا في ترهونة، وبحسب مَن؟",
        english: "What does each source count at the mass graves of Tarhuna, and on whose word?",
        query: include_str!("examples/figures.graphql"),
    },
    Example {
        arabic: "كيف تصف كل مقالة خليفة حفتر؟",
        english: "How does each article describe Khalifa Haftar?",
        query: include_str!("examples/mentions.graphql"),
    },
];

/// Nothing but the page itself, its styles and its inline icon is loaded.
const SELF_CONTAINED: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
                              form-action 'none'; frame-ancestors 'none'";

/// What this is, and the way to the rest.
pub async fn welcome() -> HttpResponse {
    static PAGE: LazyLock<String> =
        LazyLock::new(|| include_str!("pages/welcome.html").replace("<!-- examples -->", &example_links()));
    self_contained(StatusCode::OK, PAGE.as_str())
}

fn example_links() -> String {
    EXAMPLES.iter().fold(String::new(), |mut links, Example { arabic, english, query }| {
        let query = utf8_percent_encode(query.trim(), NON_ALPHANUMERIC);
        let question = format!("<span lang=\"ar\" dir=\"rtl\">{arabic}</span><span>{english}</span>");
        let _ = writeln!(links, "<li><a href=\"/graphiql?query={query}\">{question}</a></li>");
        links
    })
}

/// An editor for queries, with the one in the parameter `query` to begin with.
pub async fn graphiql() -> HttpResponse {
    static PAGE: LazyLock<String> = LazyLock::new(|| {
        let page = GraphiQLSource::build().endpoint("/graphql").title("Sanad · GraphiQL").finish();
        page.replacen("</head>", concat!("<script>", include_str!("pages/graphiql-query.js"), "</script></head>"), 1)
    });
    HttpResponse::Ok()
        .content_type(ContentType::html())
        .insert_header((header::CONTENT_SECURITY_POLICY, "frame-ancestors 'none'"))
        .body(PAGE.as_str())
}

/// The schema in GraphQL's own language.
pub async fn schema(services: web::Data<Services>) -> HttpResponse {
    HttpResponse::Ok().content_type(ContentType::plaintext()).body(services.sdl.clone())
}

/// There is nothing at the address: a page for people, an error for programs.
pub async fn not_found(request: HttpRequest) -> HttpResponse {
    if reads_html(&request) {
        self_contained(StatusCode::NOT_FOUND, include_str!("pages/not-found.html"))
    } else {
        answer::refused(Code::NotFound, "There is nothing at this address. The API is at /graphql.")
    }
}

fn reads_html(request: &HttpRequest) -> bool {
    let accepted = request.headers().get(header::ACCEPT).and_then(|accepted| accepted.to_str().ok());
    accepted.is_some_and(|accepted| accepted.contains("text/html"))
}

fn self_contained(status: StatusCode, page: &'static str) -> HttpResponse {
    HttpResponse::build(status)
        .content_type(ContentType::html())
        .insert_header((header::CONTENT_SECURITY_POLICY, SELF_CONTAINED))
        .body(page)
}
