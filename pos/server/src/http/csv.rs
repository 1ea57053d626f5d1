//! Answers that are files of CSV.

use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use protocol::csv::Table;

use super::ask::{Result, failed};

/// The table as a file to keep.
pub(super) fn answer(table: &Table) -> Result<Response> {
    let bytes = table.bytes().map_err(|error| failed(&error))?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, table.disposition()),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
