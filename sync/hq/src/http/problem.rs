//! Errors as RFC 9457 writes them: what happened and what to do.

use std::any::Any;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use protocol::http::Problem;

use crate::headquarters::member_groups::ListError;
use crate::incoming::NotABatch;
use crate::readers::ReadError;
use crate::writer::WriteError;

/// A [`Problem`] on its way out.
#[derive(Debug)]
pub(crate) struct Refusal(Box<Problem>);

impl Refusal {
    pub(crate) fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Self {
        let title = status.canonical_reason().unwrap_or("Refused");
        Self(Box::new(Problem::new(status.as_u16(), title, code, detail)))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::BAD_REQUEST);
        let mut response = (status, Json(self.0)).into_response();
        let headers = response.headers_mut();
        let json = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, json);
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl From<NotABatch> for Refusal {
    fn from(error: NotABatch) -> Self {
        let (status, code) = match &error {
            NotABatch::TooLarge | NotABatch::TooMany => {
                (StatusCode::PAYLOAD_TOO_LARGE, "batch_too_large")
            }
            NotABatch::NotZstd(_) => (StatusCode::BAD_REQUEST, "not_zstd"),
            NotABatch::Unreadable(_) | NotABatch::OutOfRange => {
                (StatusCode::BAD_REQUEST, "not_a_batch")
            }
        };
        Self::new(status, code, error.to_string())
    }
}

impl From<WriteError> for Refusal {
    fn from(error: WriteError) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "cannot_write", error.to_string())
    }
}

impl From<ReadError> for Refusal {
    fn from(error: ReadError) -> Self {
        tracing::error!(%error, "a report could not be read");
        let detail = "HQ cannot read its database: see its log";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "cannot_read", detail)
    }
}

impl From<ListError> for Refusal {
    fn from(error: ListError) -> Self {
        match error {
            ListError::Read(error) => error.into(),
            ListError::Write(error) => error.into(),
        }
    }
}

impl From<anyhow::Error> for Refusal {
    fn from(error: anyhow::Error) -> Self {
        tracing::error!(%error, "a report could not be read");
        let detail = "HQ cannot read its database: see its log";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "cannot_read", detail)
    }
}

/// The answer to a path that is none.
pub(crate) async fn not_found(uri: Uri) -> Refusal {
    let detail = format!("HQ has nothing at {}: its paths are in /api/openapi.json", uri.path());
    Refusal::new(StatusCode::NOT_FOUND, "not_found", detail)
}

/// The answer when a handler has a bug.
pub(crate) fn panicked(_panic: Box<dyn Any + Send + 'static>) -> Response {
    let detail = "HQ has a bug and did nothing: see its log";
    Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "bug", detail).into_response()
}
