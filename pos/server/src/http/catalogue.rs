//! Versions of the catalogue, and items from other systems.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::id::CommandId;
use domain::{Actor, Command, CommandResult, Request};
use journal::{Answer, Ask, Outcome};
use protocol::http::Problem;
use protocol::reports::{
    CATALOGUE_VERSIONS_MAX, CatalogueVersion, CatalogueVersions, ImportSource,
};
use serde::Deserialize;
use uuid::Uuid;

use super::App;
use super::ask::{Asker, Result, failed, manager, no_store, refused};
use super::reports::{bad, dry_run};
use crate::import_report::FileRefused;
use crate::menu_import::{self, Imported};

/// Bytes of an item file at most.
pub(super) const IMPORT_BYTES_MAX: usize = 20 * 1024 * 1024;

/// The versions of the catalogue, the latest first.
#[utoipa::path(
    get, path = "/api/v1/catalogue/versions",
    responses((status = 200, description = "{versions}: at most 100, the latest first.", content_type = "application/json"), (status = 401, body = Problem), (status = 403, body = Problem)),
    params(
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn versions(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    manager(&app, &headers).await?;
    let most = u32::try_from(CATALOGUE_VERSIONS_MAX).unwrap_or(u32::MAX);
    let found = app.parts.journal.read(move |reader| reader.catalogues_published(most)).await;
    let version = |published: journal::PublishedCatalogue| {
        let journal::PublishedCatalogue { version, at, staff_id, items } = published;
        CatalogueVersion { version, at, staff_id, items }
    };
    let versions = found.map_err(|error| failed(&error))?.into_iter().map(version).collect();
    Ok(no_store(CatalogueVersions { versions }))
}

/// How an import is asked for.
#[derive(Debug, Deserialize)]
pub(super) struct AskedImport {
    source: Option<String>,
    dry_run: Option<String>,
}

/// Takes over items that another system exported.
#[utoipa::path(
    post, path = "/api/v1/catalogue/import",
    request_body(content = String, content_type = "text/csv", description = "The file as the other system exported it, UTF-8, at most 20 MiB"),
    responses((status = 200, description = "What became of each row: {dry_run, version, imported, changed, unchanged, refused, rows}.", content_type = "application/json"), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)),
    params(
        ("source" = String, Query, description = "square or loyverse"),
        ("dry_run" = Option<String>, Query, description = "true: nothing is published"),
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn import(
    State(app): State<App>,
    Query(asked): Query<AskedImport>,
    headers: HeaderMap,
    body: std::result::Result<Bytes, BytesRejection>,
) -> Result<Response> {
    let asker = manager(&app, &headers).await?;
    let source = match asked.source.as_deref() {
        Some("square") => ImportSource::Square,
        Some("loyverse") => ImportSource::Loyverse,
        Some(_) | None => {
            return Err(bad("bad_source", "Say whose export it is: source=square or loyverse."));
        }
    };
    let dry_run = dry_run(asked.dry_run.as_deref())?;
    let bytes = body.map_err(|_| {
        refused(413, "Content Too Large", "file_too_large", "A file may have 20 MiB: split it.")
    })?;
    let (menu, currency) = (app.parts.journal.menu(), app.parts.currency);
    let base_version = menu.catalogue().version;
    let read = tokio::task::spawn_blocking(move || {
        menu_import::read(source, &bytes, menu.catalogue(), currency)
    });
    let Imported { changes, mut report } =
        read.await.map_err(|error| failed(&error))?.map_err(|why| file_refused(&why))?;
    report.dry_run = dry_run;
    if !dry_run && !changes.is_empty() {
        let command = Command::EditCatalogue { base_version, changes };
        report.version = Some(publish(&app, asker, command).await?);
    }
    Ok(no_store(report))
}

pub(super) fn file_refused(error: &FileRefused) -> super::Refused {
    let code = match error {
        FileRefused::Encoding => "not_utf8",
        FileRefused::ColumnMissing(_) => "column_missing",
        FileRefused::TooManyRows => "too_many_rows",
        FileRefused::Cut => "file_cut",
        FileRefused::NoTaxRate => "no_tax_rate",
    };
    refused(422, "Unprocessable Content", code, error.to_string())
}

/// Publishes as the manager who asks. Gives the new version.
async fn publish(app: &App, asker: Asker, command: Command) -> Result<u32> {
    let ask = Ask {
        command_id: CommandId::from_uuid(Uuid::now_v7()),
        actor: Actor::Staff { staff_id: asker.staff_id },
        device: asker.device,
        request: Request::Device(command),
    };
    let busy =
        || refused(503, "Service Unavailable", "busy", "The store server is busy: try again.");
    match app.parts.journal.append(ask).await {
        Ok(Answer::Stored(reply)) => match reply.outcome {
            Outcome::Accepted { result: CommandResult::Catalogue { version }, .. } => Ok(version),
            Outcome::Accepted { .. } => Err(busy()),
            Outcome::Refused { rejection, message } => {
                Err(refused(409, "Conflict", rejection.code(), message))
            }
        },
        Ok(Answer::Conflict) | Err(_) => Err(busy()),
    }
}
