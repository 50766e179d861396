//! The endpoint `/graphql`: GraphQL over HTTP, <https://http-spec.graphql.org/>.
//!
//! Cross-site request forgery: `POST` accepts JSON only (`body`), which a browser sends to another site only after a CORS
//! preflight. `GET` needs no such protection, since requests only read, and CORS decides which pages may see the answer.

mod body;
mod parse;
mod refusal;

use std::time::Duration;

use actix_web::{HttpRequest, HttpResponse, web};

use self::parse::{from_json, from_query_string};
use self::refusal::Refusal;
use super::accept_language::languages_of;
use super::answer::answered;
use super::cache_headers::{CacheControl, IfNoneMatch};
use super::client::TrustedProxies;
use super::executor::{Executor, GraphqlRequest, Wanted};
use super::media::Media;

/// What the endpoint needs to answer. Clones share it.
#[derive(Clone)]
pub struct Endpoint {
    pub executor: Executor,
    pub proxies: TrustedProxies,
    pub cache_control: CacheControl,
    /// The longest request body in bytes.
    pub body_limit: usize,
    /// How long a client may take to send the body.
    pub client_timeout: Duration,
}

/// A request in the query string.
pub async fn get(endpoint: web::Data<Endpoint>, http: HttpRequest) -> HttpResponse {
    endpoint.answer(&http, async { from_query_string(http.query_string()) }).await
}

/// A request in a JSON body.
pub async fn post(endpoint: web::Data<Endpoint>, http: HttpRequest, payload: web::Payload) -> HttpResponse {
    let request = async {
        let body = body::read(http.headers(), payload, endpoint.body_limit);
        let limit = endpoint.client_timeout;
        let body = tokio::time::timeout(limit, body).await.unwrap_or_else(|_| Err(Refusal::too_slow(limit)))?;
        from_json(&body)
    };
    endpoint.answer(&http, request).await
}

impl Endpoint {
    async fn answer(
        &self,
        http: &HttpRequest,
        request: impl Future<Output = Result<GraphqlRequest, Refusal>>,
    ) -> HttpResponse {
        let Some(media) = Media::preferred(http.headers()) else {
            return Refusal::not_acceptable().response();
        };
        match request.await {
            Ok(request) => {
                let wanted = Wanted { condition: IfNoneMatch::of(http), languages: languages_of(http), is_kept: true };
                let answer = self.executor.answer(request, wanted, self.proxies.client_of(http)).await;
                let mut response = answered(&answer, media);
                self.cache_control.write(&answer, response.headers_mut());
                response
            }
            Err(refusal) => refusal.response(),
        }
    }
}
