//! What handlers share: who asks, the body, and how they say no.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::id::{CommandId, DeviceId, StaffId};
use domain::staff::{DeviceCard, Role};
use domain::{Actor, CommandResult, Request};
use journal::{Answer, AppendError, Ask, Outcome};
use serde::Serialize;

use super::{App, Refused, problem};
use crate::secret;

/// What a handler answers.
pub(super) type Result<T> = std::result::Result<T, Refused>;

/// A body that nobody may keep (S33).
pub(super) fn no_store<T: Serialize>(body: T) -> Response {
    ([(CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

/// A refusal as a problem document.
pub(super) fn refused(status: u16, title: &str, code: &str, detail: impl Into<String>) -> Refused {
    Refused(Box::new(problem(status, title, code, detail)))
}

/// Something of ours failed: the details go to the log, not to the asker (S27).
pub(super) fn failed(error: &dyn std::error::Error) -> Refused {
    tracing::error!(error = %error, "a request could not be answered");
    refused(
        500,
        "Internal Server Error",
        "internal",
        "The store server could not answer: try again, and look at its log if it stays so.",
    )
}

/// The paired device that asks.
pub(super) async fn device(app: &App, headers: &HeaderMap) -> Result<DeviceCard> {
    let unknown = || {
        refused(
            401,
            "Unauthorized",
            "unknown_device",
            "This device is not paired with this store: pair it, and send its token as Authorization: Bearer.",
        )
    };
    let token = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .ok_or_else(unknown)?;
    let hash = secret::hash(token.trim());
    let found = app.parts.journal.read(move |reader| reader.device_by_token(hash)).await;
    found.map_err(|error| failed(&error))?.ok_or_else(unknown)
}

/// The session of whoever asks, as the device sends it.
const SESSION: HeaderName = HeaderName::from_static("comanda-session");

/// A manager who is signed in on the paired device that asks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asker {
    pub(super) staff_id: StaffId,
    pub(super) device: DeviceId,
}

/// The manager who asks.
pub(super) async fn manager(app: &App, headers: &HeaderMap) -> Result<Asker> {
    let device = device(app, headers).await?;
    let nobody = || {
        refused(
            401,
            "Unauthorized",
            "not_signed_in",
            "Nobody is signed in on this device: sign in, and send the session as comanda-session.",
        )
    };
    let token = headers.get(SESSION).and_then(|token| token.to_str().ok()).ok_or_else(nobody)?;
    let hash = secret::hash(token.trim());
    let session = app.parts.journal.read(move |reader| reader.session(hash)).await;
    let now = app.parts.clock.now();
    let session = session
        .map_err(|error| failed(&error))?
        .filter(|session| session.device_id == device.id && now < session.expires_at)
        .ok_or_else(nobody)?;
    let staff = app.parts.journal.staff();
    let role = staff.iter().find(|staff| staff.id == session.staff_id).map(|staff| staff.role);
    if role != Some(Role::Manager) {
        return Err(refused(
            403,
            "Forbidden",
            "not_permitted",
            "Only a manager may see and change this: sign in as one.",
        ));
    }
    Ok(Asker { staff_id: session.staff_id, device: device.id })
}

/// Asks as the manager, until the store has taken it up. The inner error is a refusal by rule: its code
/// and its sentence.
pub(super) async fn done(
    app: &App,
    asker: Asker,
    command_id: CommandId,
    request: Request,
) -> Result<std::result::Result<CommandResult, (&'static str, String)>> {
    let ask = Ask {
        command_id,
        actor: Actor::Staff { staff_id: asker.staff_id },
        device: asker.device,
        request,
    };
    loop {
        match app.parts.journal.append(ask.clone()).await {
            Ok(Answer::Stored(reply)) => {
                return Ok(match reply.outcome {
                    Outcome::Accepted { result, .. } => Ok(result),
                    Outcome::Refused { rejection, message } => Err((rejection.code(), message)),
                });
            }
            // The same list with other points, later: what was brought then stays.
            Ok(Answer::Conflict) => return Ok(Ok(CommandResult::Done)),
            Err(AppendError::Busy) => tokio::task::yield_now().await,
            Err(error) => return Err(failed(&error)),
        }
    }
}

/// A JSON body, read strictly.
pub(super) fn json<T: serde::de::DeserializeOwned>(
    headers: &HeaderMap,
    body: std::result::Result<Bytes, BytesRejection>,
) -> Result<T> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return Err(refused(
            415,
            "Unsupported Media Type",
            "not_json",
            "Send the body as JSON with Content-Type: application/json.",
        ));
    }
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => refused(
            413,
            "Content Too Large",
            "body_too_large",
            "A body may have 64 KiB: send less.",
        ),
        _ => refused(400, "Bad Request", "bad_body", "The body could not be read: send it again."),
    })?;
    serde_json::from_slice(&body).map_err(|error| {
        refused(
            400,
            "Bad Request",
            "bad_json",
            format!("The body cannot be read ({error}): correct it."),
        )
    })
}
