//! The printers, and the paper of the virtual ones.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::Code;
use printing::VirtualPrinter;
use protocol::http::Problem;
use protocol::printers::{Paper, PaperAlign, PaperRow, PaperSpan, PrinterCard};

use super::App;
use super::ask::{Result, device, failed, no_store, refused};

/// Papers of a virtual printer in one answer at most.
const PAPERS_MAX: usize = 100;

/// The printers, and what is wrong with them.
#[utoipa::path(
    get, path = "/api/v1/printers",
    responses((status = 200, description = "All printers in the order of store.toml.", content_type = "application/json"), (status = 401, body = Problem)),
    params(("authorization" = String, Header, description = "Bearer and the device's token"))
)]
pub(super) async fn printers(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    device(&app, &headers).await?;
    let cards: Vec<PrinterCard> = app.parts.printers.cards().borrow().clone();
    Ok(no_store(cards))
}

/// The last papers of a virtual printer, newest last.
#[utoipa::path(
    get, path = "/api/v1/printers/{code}/papers",
    responses((status = 200, description = "At most 100 papers.", content_type = "application/json"), (status = 401, body = Problem), (status = 404, body = Problem)),
    params(("code" = String, Path, description = "The printer"), ("authorization" = String, Header, description = "Bearer and the device's token"))
)]
pub(super) async fn papers(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    device(&app, &headers).await?;
    let printer = virtual_printer(&app, &code)?;
    let papers: Vec<Paper> =
        printer.papers(PAPERS_MAX).iter().map(AsRef::as_ref).map(wire).collect();
    Ok(no_store(papers))
}

/// One paper as a picture.
#[utoipa::path(
    get, path = "/api/v1/printers/{code}/papers/{number}",
    responses((status = 200, description = "The paper, dot for dot.", content_type = "image/png"), (status = 401, body = Problem), (status = 404, body = Problem)),
    params(
        ("code" = String, Path, description = "The printer"),
        ("number" = String, Path, description = "The paper's number and .png, such as 7.png"),
        ("authorization" = String, Header, description = "Bearer and the device's token")
    )
)]
pub(super) async fn paper_picture(
    State(app): State<App>,
    Path((code, number)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response> {
    device(&app, &headers).await?;
    let printer = virtual_printer(&app, &code)?;
    let number = number.strip_suffix(".png").and_then(|number| number.parse().ok());
    let paper = number.and_then(|number| printer.paper(number)).ok_or_else(|| {
        refused(
            404,
            "Not Found",
            "unknown_paper",
            "This paper is not kept (any more): look at the list of papers.",
        )
    })?;
    let drawn = tokio::task::spawn_blocking(move || printing::raster::png(&paper)).await;
    match drawn {
        Ok(Ok(png)) => {
            let headers = [(CONTENT_TYPE, "image/png"), (CACHE_CONTROL, "private, max-age=86400")];
            Ok((headers, png).into_response())
        }
        Ok(Err(error)) => Err(refused(503, "Service Unavailable", "no_picture", error.to_string())),
        Err(error) => Err(failed(&error)),
    }
}

fn virtual_printer(app: &App, code: &str) -> Result<Arc<VirtualPrinter>> {
    let found = Code::new(code).ok().and_then(|code| app.parts.virtual_printers.get(&code));
    found.map(Arc::clone).ok_or_else(|| {
        refused(
            404,
            "Not Found",
            "unknown_printer",
            "There is no virtual printer of that name: look at the list of printers.",
        )
    })
}

fn wire(paper: &printing::Paper) -> Paper {
    let row = |row: &printing::PaperRow| PaperRow {
        align: match row.align {
            printing::Align::Left => PaperAlign::Left,
            printing::Align::Centre => PaperAlign::Centre,
            printing::Align::Right => PaperAlign::Right,
        },
        spans: row.spans.iter().map(span).collect(),
    };
    Paper {
        number: paper.number,
        at: paper.at,
        columns: u32::from(paper.columns),
        rows: paper.rows.iter().map(row).collect(),
        cut: paper.cut,
        drawer_pulses: paper.drawer_pulses,
    }
}

fn span(span: &printing::PaperSpan) -> PaperSpan {
    let printing::PaperSpan { text, bold, wide, tall, inverse } = span.clone();
    PaperSpan { text, bold, wide, tall, inverse }
}
