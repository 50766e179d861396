//! Error responses as GraphQL, in the media type that the client prefers.

use actix_web::HttpResponse;
use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderMap, VARY};

use super::answer::{Refused, refused_with};
use super::media::Media;
use super::status::code_of;

/// Replaces plain-text error responses of actix-web by GraphQL, and sets the media type of refusals.
pub fn as_graphql<B: MessageBody + 'static>(answer: ServiceResponse<B>) -> ServiceResponse<EitherBody<B, BoxBody>> {
    let status = answer.status();
    if !status.is_client_error() && !status.is_server_error() {
        return answer.map_into_left_body();
    }
    let mut answer = if is_plain(answer.headers()) {
        let mut refusal = refused_with(status, code_of(status), &message(&answer));
        for line in answer.headers().get_all(VARY) {
            refusal.headers_mut().append(VARY, line.clone());
        }
        answer.into_response(refusal).map_into_right_body()
    } else {
        answer.map_into_left_body()
    };
    let media = media(answer.request().headers());
    set_media(answer.response_mut(), media);
    answer
}

/// Sets the media type, if the response is a refusal.
pub fn set_media<B>(answer: &mut HttpResponse<B>, media: Media) {
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
            "`Accept-Encoding` excludes every supported encoding: expected br, zstd, gzip, deflate or identity."
                .to_owned()
        }
        (status, Some(error)) if status.is_client_error() => format!("{error}."),
        _ => "The request cannot be answered.".to_owned(),
    }
}

/// The media type of refusals.
pub fn media(headers: &HeaderMap) -> Media {
    Media::preferred(headers).unwrap_or(Media::Json)
}
