//! Letting browsers in.

use std::net::SocketAddr;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::id::{CommandId, DeviceId};
use domain::staff::{DeviceCard, DeviceKind, Role};
use domain::{Actor, Code, Request, SystemCommand, Timestamp};
use journal::{Answer, Ask, Outcome};
use protocol::http::{PairRequest, Paired, Problem};
use serde::Serialize;
use uuid::Uuid;

use super::ask::{Result, device, failed, json, no_store, refused};
use super::{App, Refused};
use crate::demo::is_local;
use crate::pairing::{self, CODE_MS_MAX, CodeRefused};
use crate::secret;

/// Characters in a device's name at most.
const NAME_CHARS_MAX: usize = 40;
/// The session of whoever asks for a pairing code.
const SESSION: HeaderName = HeaderName::from_static("x-comanda-session");

/// Lets a browser in.
#[utoipa::path(
    post, path = "/api/v1/pair",
    request_body(content = String, content_type = "application/json", description = "{code, name, kind: terminal | station_screen | expo_screen | board | printer_page, station}"),
    responses((status = 200, description = "The device, and the token that it keeps: {device, token}.", content_type = "application/json"), (status = 400, body = Problem), (status = 403, body = Problem), (status = 429, body = Problem))
)]
pub(super) async fn pair(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: std::result::Result<Bytes, BytesRejection>,
) -> Result<Response> {
    let request: PairRequest = json(&headers, body)?;
    check_pairing(&app, &request)?;
    let now = app.parts.clock.now();
    let is_demo = app.parts.demo.as_ref().is_some_and(|demo| {
        is_local(peer.ip())
            && pairing::normal(demo.pairing_code()) == pairing::normal(&request.code)
    });
    if !is_demo {
        app.parts.pairing.take(&request.code, now).map_err(code_refused)?;
    }
    let code = request.code.clone();
    match keep_device(&app, request).await {
        Ok(paired) => Ok(no_store(paired)),
        Err(refused) => {
            if !is_demo {
                app.parts.pairing.give_back(&code, now);
            }
            Err(refused)
        }
    }
}

fn check_pairing(app: &App, request: &PairRequest) -> Result<()> {
    let bad = |code, detail: &str| refused(400, "Bad Request", code, detail);
    let chars = request.name.trim().chars().count();
    if !(1..=NAME_CHARS_MAX).contains(&chars) || request.name.chars().any(char::is_control) {
        return Err(bad("bad_name", "Give the device a name of 1 to 40 characters."));
    }
    let menu = app.parts.journal.menu();
    let exists =
        |code: &Code| menu.catalogue().stations.iter().any(|station| station.code == *code);
    match (request.kind, &request.station) {
        (DeviceKind::StationScreen, None) => {
            Err(bad("station_missing", "A station's screen needs the station it shows: name one."))
        }
        (DeviceKind::StationScreen, Some(station)) if !exists(station) => {
            Err(bad("unknown_station", "There is no such station on the menu: choose another."))
        }
        (DeviceKind::StationScreen, Some(_))
        | (
            DeviceKind::Terminal
            | DeviceKind::ExpoScreen
            | DeviceKind::Board
            | DeviceKind::PrinterPage,
            _,
        ) => Ok(()),
    }
}

fn code_refused(error: CodeRefused) -> Refused {
    match error {
        CodeRefused::Unknown => refused(403, "Forbidden", "wrong_code", sentence(error)),
        CodeRefused::TooManyTries => {
            refused(429, "Too Many Requests", "too_many_tries", sentence(error))
        }
    }
}

fn sentence(error: CodeRefused) -> String {
    let text = error.to_string();
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect()) + "."
}

async fn keep_device(app: &App, request: PairRequest) -> Result<Paired> {
    let (token, token_hash) = secret::mint().map_err(|error| failed(&error))?;
    let device = DeviceCard {
        id: DeviceId::from_uuid(Uuid::now_v7()),
        name: request.name.trim().to_owned(),
        kind: request.kind,
        station: request.station.filter(|_| request.kind == DeviceKind::StationScreen),
    };
    let ask = Ask {
        command_id: CommandId::from_uuid(Uuid::now_v7()),
        actor: Actor::System,
        device: device.id,
        request: Request::System(SystemCommand::PairDevice { device: device.clone(), token_hash }),
    };
    let busy =
        || refused(503, "Service Unavailable", "busy", "The store server is busy: try again.");
    match app.parts.journal.append(ask).await {
        Ok(Answer::Stored(reply)) => match reply.outcome {
            Outcome::Accepted { .. } => Ok(Paired { device, token }),
            Outcome::Refused { message, .. } => Err(refused(403, "Forbidden", "refused", message)),
        },
        Ok(Answer::Conflict) | Err(_) => Err(busy()),
    }
}

/// A pairing code, as it is handed to a manager.
#[derive(Debug, Serialize)]
struct NewPairingCode {
    code: String,
    expires_at: Timestamp,
}

/// Makes a one-time pairing code; only for a manager who is signed in on a paired device.
#[utoipa::path(
    post, path = "/api/v1/pairing-codes",
    request_body(content = String, content_type = "application/json", description = "{}"),
    responses((status = 201, description = "{code, expires_at}: 8 characters, five minutes, one device.", content_type = "application/json"), (status = 401, body = Problem), (status = 403, body = Problem)),
    params(
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("x-comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn pairing_code(
    State(app): State<App>,
    headers: HeaderMap,
    body: std::result::Result<Bytes, BytesRejection>,
) -> Result<Response> {
    let _: serde_json::Map<String, serde_json::Value> = json(&headers, body)?;
    let device = device(&app, &headers).await?;
    let not_manager = || {
        refused(
            403,
            "Forbidden",
            "not_permitted",
            "Only a manager may let devices in: sign in as one.",
        )
    };
    let token =
        headers.get(SESSION).and_then(|token| token.to_str().ok()).ok_or_else(not_manager)?;
    let hash = secret::hash(token);
    let session = app
        .parts
        .journal
        .read(move |reader| reader.session(hash))
        .await
        .map_err(|error| failed(&error))?;
    let now = app.parts.clock.now();
    let session = session
        .filter(|session| session.device_id == device.id && now < session.expires_at)
        .ok_or_else(not_manager)?;
    let staff = app.parts.journal.staff();
    let role = staff.iter().find(|staff| staff.id == session.staff_id).map(|staff| staff.role);
    if role != Some(Role::Manager) {
        return Err(not_manager());
    }
    let code = app.parts.pairing.create(now).map_err(|error| failed(&error))?;
    tracing::info!(staff.id = %session.staff_id, device.id = %device.id, "a pairing code was made");
    let expires_at = Timestamp::from_ms(now.ms().saturating_add(CODE_MS_MAX));
    Ok((StatusCode::CREATED, no_store(NewPairingCode { code, expires_at })).into_response())
}
