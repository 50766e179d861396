//! The address `/graphql`: GraphQL over HTTP, <https://http-spec.graphql.org/>.
//!
//! No request from a page of another site is executed unless a browser has asked first whether it may be sent: `POST` takes
//! nothing but JSON (`body`), which no form sends. `GET` needs no such thing: it can only read, and what is read is shown
//! to no page of another site unless CORS lets it.

mod body;
mod reading;
mod refusal;

use std::num::NonZeroU32;
use std::time::Duration;

use actix_web::{HttpRequest, HttpResponse, web};

use self::reading::{Incoming, from_json, from_parameters};
use self::refusal::Refusal;
use super::Services;
use super::answer::{answered, answered_together};
use super::freshness::Held;
use super::media::Media;
use super::rate_limit;

/// A request in the parameters of the address.
pub async fn get(services: web::Data<Services>, http: HttpRequest) -> HttpResponse {
    let incoming = async |_: &Services| from_parameters(http.query_string()).map(Incoming::one);
    execute(&services, &http, incoming).await
}

/// A request in JSON, or several.
pub async fn post(services: web::Data<Services>, http: HttpRequest, payload: web::Payload) -> HttpResponse {
    let incoming = async |services: &Services| {
        let body = body::read(http.headers(), payload, services.body_limit);
        from_json(&in_time(services.client_timeout, body).await?, services.protocol.batch_limit)
    };
    execute(&services, &http, incoming).await
}

async fn execute(
    services: &Services,
    http: &HttpRequest,
    incoming: impl AsyncFnOnce(&Services) -> Result<Incoming, Refusal>,
) -> HttpResponse {
    let codes = services.protocol.status_codes;
    let Some(media) = Media::preferred(http.headers()) else {
        return Refusal::not_acceptable().answered(codes);
    };
    let client = services.client(http);
    match incoming(services).await {
        Ok(Incoming::One(question)) => {
            let answer = services.answer(*question, &Held::by(http), client).await;
            let mut http = answered(&answer, media, codes);
            services.freshness.write(&answer, http.headers_mut());
            http
        }
        Ok(Incoming::Batch(questions)) => {
            // The first has been counted as it came.
            let others = u32::try_from(questions.len() - 1).ok().and_then(NonZeroU32::new);
            if let Some(Err(wait)) = others.map(|others| services.check_rate(client, others)) {
                return rate_limit::refusal(wait);
            }
            // One after another: a batch must not take the turns of other clients.
            let mut answers = Vec::with_capacity(questions.len());
            for question in questions {
                answers.push(services.answer(question, &Held::Nothing, client).await);
            }
            answered_together(&answers, codes)
        }
        Err(refusal) => refusal.answered(codes),
    }
}

/// Gives up on a body that does not come.
async fn in_time<T>(limit: Duration, body: impl Future<Output = Result<T, Refusal>>) -> Result<T, Refusal> {
    tokio::time::timeout(limit, body).await.unwrap_or_else(|_| Err(Refusal::too_slow(limit)))
}
