//! Catches panics of handlers: the client gets an error, and the connection stays open.

use std::any::Any;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::middleware::Next;

use super::answer::refused;
use crate::error::{Coded, Error};

/// Answers a request whose handler panics with an internal error. The panic hook has logged the panic by then.
pub async fn middleware(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    match caught(async { next.call(request).await }).await {
        Ok(outcome) => outcome,
        Err(_) => {
            let error = Error::Internal("a panic".to_owned());
            let refusal = refused(error.code(), &error.public_message());
            Err(InternalError::from_response(error, refusal).into())
        }
    }
}

/// Runs a future, and catches its panics. The future is not polled again after a panic, so that broken state is not seen.
async fn caught<T>(work: impl Future<Output = T>) -> Result<T, Box<dyn Any + Send>> {
    let mut work = pin!(work);
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
        Ok(progress) => progress.map(Ok),
        Err(panic) => Poll::Ready(Err(panic)),
    })
    .await
}

#[cfg(test)]
mod tests {
    use actix_web::http::StatusCode;
    use actix_web::middleware::from_fn;
    use actix_web::{App, HttpResponse, test, web};

    use super::*;
    use crate::server::envelope;

    async fn panicking() -> HttpResponse {
        panic!("a panic in a test");
    }

    #[actix_web::test]
    async fn a_panic_is_answered_with_an_internal_error() {
        let app = App::new().wrap(from_fn(middleware)).route("/", web::get().to(panicking));
        let app = test::init_service(app).await;
        let request = test::TestRequest::get().to_request();
        let error = test::try_call_service(&app, request).await.err().expect("an error");
        let answer = error.error_response();
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let body = actix_web::body::to_bytes(answer.into_body()).await.unwrap();
        let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(body["errors"][0]["extensions"]["code"], "INTERNAL");
        assert!(!body.to_string().contains("in a test"), "{body}");
    }

    #[actix_web::test]
    async fn its_answer_has_the_media_type_that_the_client_prefers() {
        let app = App::new().wrap(from_fn(middleware)).wrap(from_fn(envelope::middleware));
        let app = test::init_service(app.route("/", web::get().to(panicking))).await;
        for media in ["application/graphql-response+json", "application/json"] {
            let request = test::TestRequest::get().insert_header(("accept", media)).to_request();
            let error = test::try_call_service(&app, request).await.err().expect("an error");
            let kind = error.error_response().headers().get("content-type").unwrap().to_str().unwrap().to_owned();
            assert!(kind.starts_with(media), "{kind}");
        }
    }
}
