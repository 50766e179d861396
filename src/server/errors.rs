//! Every error is an answer of GraphQL, in the media type that the client wants.

use actix_web::HttpResponse;
use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderMap, VARY};

use super::answer::{Refused, refused_with};
use super::media::Media;
use super::status::code_of;
use crate::config::StatusCodes;

/// Makes an answer of GraphQL of what a part of actix-web has refused in plain text, and gives refusals their media type.
pub fn as_graphql<B: MessageBody + 'static>(
    answer: ServiceResponse<B>,
    codes: StatusCodes,
) -> ServiceResponse<EitherBody<B, BoxBody>> {
    let status = answer.status();
    if !status.is_client_error() && !status.is_server_error() {
        return answer.map_into_left_body();
    }
    let mut answer = if is_plain(answer.headers()) {
        let mut refusal = refused_with(status, code_of(status), &message(&answer));
        // What says for whom the answer is stays with it.
        for line in answer.headers().get_all(VARY) {
            refusal.headers_mut().append(VARY, line.clone());
        }
        answer.into_response(refusal).map_into_right_body()
    } else {
        answer.map_into_left_body()
    };
    let media = media(answer.request().headers(), codes);
    give_media(answer.response_mut(), media);
    answer
}

/// Gives a refusal its media type.
pub fn give_media<B>(answer: &mut HttpResponse<B>, media: Media) {
    let is_refused = answer.extensions().get::<Refused>().is_some();
    if is_refused && media == Media::GraphqlResponse {
        answer.headers_mut().insert(CONTENT_TYPE, media.content_type());
    }
}

fn is_plain(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"))
}

fn message<B>(answer: &ServiceResponse<B>) -> String {
    match (answer.status(), answer.response().error()) {
        (StatusCode::NOT_ACCEPTABLE, _) => {
            "`Accept-Encoding` rules out all codings that there are: expected br, zstd, gzip, deflate or identity."
                .to_owned()
        }
        (status, Some(error)) if status.is_client_error() => format!("{error}."),
        _ => "The request cannot be answered.".to_owned(),
    }
}

/// The media type of refusals: whoever knows the newer one can tell by it that the answer is GraphQL's.
pub fn media(headers: &HeaderMap, codes: StatusCodes) -> Media {
    match codes {
        StatusCodes::Edition2026 => Media::GraphqlResponse,
        StatusCodes::Audit => Media::preferred(headers).unwrap_or(Media::Json),
    }
}
