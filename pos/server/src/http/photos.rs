//! Pictures of items, kept by the hash of their bytes.

use std::path::PathBuf;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::chain::Hash;
use protocol::http::Problem;
use protocol::reports::PhotoKept;

use super::App;
use super::ask::{Result, failed, manager, no_store, refused};

/// Bytes of a picture at most.
pub(super) const PHOTO_BYTES_MAX: usize = 1024 * 1024;

/// What a picture is, by its first bytes; `None` for what no till shows, SVG above all, which can
/// carry a script.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        Some("image/jpeg")
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some("image/webp")
    } else {
        None
    }
}

fn folder(app: &App) -> PathBuf {
    crate::backup::photos_dir(&app.parts.dir)
}

/// Keeps a picture.
#[utoipa::path(
    post, path = "/api/v1/photos",
    request_body(content = Vec<u8>, content_type = "image/png", description = "PNG, JPEG or WebP, at most 1 MiB"),
    responses((status = 201, description = "{hash}: what an item names it by.", content_type = "application/json"), (status = 401, body = Problem), (status = 403, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem)),
    params(
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn keep(
    State(app): State<App>,
    headers: HeaderMap,
    body: std::result::Result<Bytes, BytesRejection>,
) -> Result<Response> {
    manager(&app, &headers).await?;
    let bytes = body.map_err(|_| {
        refused(
            413,
            "Content Too Large",
            "photo_too_large",
            "A picture may have 1 MiB: make it smaller, some 800 dots wide are plenty.",
        )
    })?;
    if kind(&bytes).is_none() {
        return Err(refused(
            415,
            "Unsupported Media Type",
            "not_a_photo",
            "This is no PNG, JPEG or WebP picture: save it as one of them.",
        ));
    }
    let hash = Hash::from_bytes(*blake3::hash(&bytes).as_bytes());
    let folder = folder(&app);
    let written = tokio::task::spawn_blocking(move || write(&folder, hash, &bytes)).await;
    match written {
        Ok(Ok(())) => Ok((StatusCode::CREATED, no_store(PhotoKept { hash })).into_response()),
        Ok(Err(error)) => Err(failed(&error)),
        Err(error) => Err(failed(&error)),
    }
}

/// Writes a picture under its name at once, so that a half-written one is never shown.
fn write(folder: &std::path::Path, hash: Hash, bytes: &[u8]) -> std::io::Result<()> {
    let file = folder.join(hash.to_string());
    if file.exists() {
        return Ok(());
    }
    std::fs::create_dir_all(folder)?;
    let part = folder.join(format!("{}.part", uuid::Uuid::now_v7()));
    std::fs::write(&part, bytes)?;
    std::fs::rename(part, file)
}

/// A kept picture. Its name follows from its bytes, so a browser may keep it for ever.
#[utoipa::path(
    get, path = "/api/v1/photos/{hash}",
    responses((status = 200, description = "The picture as it was kept.", content_type = "image/png"), (status = 404, body = Problem)),
    params(("hash" = String, Path, description = "What the item names it by, 64 hexadecimal digits"))
)]
pub(super) async fn show(State(app): State<App>, Path(hash): Path<String>) -> Result<Response> {
    let missing = || {
        refused(404, "Not Found", "unknown_photo", "This picture is not kept here: choose another.")
    };
    // Only what is a hash becomes part of a path.
    let hash = Hash::try_from(hash).map_err(|_| missing())?;
    let file = folder(&app).join(hash.to_string());
    let read = tokio::task::spawn_blocking(move || std::fs::read(file)).await;
    let bytes = read.map_err(|error| failed(&error))?.map_err(|_| missing())?;
    let kind = kind(&bytes).ok_or_else(missing)?;
    let headers = [(CONTENT_TYPE, kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, bytes).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_first_bytes_and_a_drawing_with_scripts_is_none() {
        for (bytes, expected) in [
            (&b"\x89PNG\r\n\x1a\n...."[..], Some("image/png")),
            (b"\xff\xd8\xff\xe0", Some("image/jpeg")),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some("image/webp")),
            (b"RIFF\0\0\0\0WAVE", None),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
            (b"GIF89a", None),
            (b"", None),
        ] {
            assert_eq!(kind(bytes), expected, "{bytes:?}");
        }
    }
}
