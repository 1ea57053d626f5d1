//! How long the kitchen took, for managers.

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::Names;
use domain::kitchen::times::{KitchenTimes, LongWait, Spread, TimesOf};
use protocol::csv::Table;
use protocol::http::Problem;

use super::App;
use super::ask::{Result, failed, manager, no_store};
use super::csv::answer;
use super::reports::{Grouped, bad, days, local, wants_csv};

/// Times of the kitchen over some business days.
#[utoipa::path(
    get, path = "/api/v1/reports/kitchen",
    responses((status = 200, description = "{stations, items, hours, waits, remakes}; or one of them as CSV.", content_type = "application/json"), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)),
    params(
        ("from" = String, Query, description = "The first business day, 2026-11-01"),
        ("to" = String, Query, description = "The last"),
        ("format" = Option<String>, Query, description = "json or csv"),
        ("by" = Option<String>, Query, description = "Of a CSV: station, item, hour or wait"),
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn times(
    State(app): State<App>,
    Query(asked): Query<Grouped>,
    headers: HeaderMap,
) -> Result<Response> {
    manager(&app, &headers).await?;
    let csv = wants_csv(asked.format.as_deref())?;
    let (from, to) = days(asked.from.as_deref(), asked.to.as_deref())?;
    let menu = app.parts.journal.menu();
    let zone = app.parts.time_zone;
    let read = move |reader: &journal::Reader<'_>| {
        let mut times = TimesOf::new(&menu.catalogue().stations, zone);
        reader.each_ticket(from, to, |ticket| times.add(ticket))?;
        Ok(times.finish())
    };
    let times = app.parts.journal.read(read).await.map_err(|error| failed(&error))?;
    if !csv {
        return Ok(no_store(times));
    }
    match asked.by.as_deref() {
        Some("station") => answer(&stations(&times)),
        Some("item") => answer(&items(&times)),
        Some("hour") => answer(&hours(&times)),
        Some("wait") => answer(&waits(&app, &times.waits)),
        Some(_) | None => Err(bad(
            "bad_group",
            "The kitchen's times are by station, item, hour or wait: ask for one of them.",
        )),
    }
}

fn cells(spread: Spread) -> [String; 4] {
    let Spread { made, median_s, p90_s, longest_s } = spread;
    [made, median_s, p90_s, longest_s].map(|figure| figure.to_string())
}

fn stations(times: &KitchenTimes) -> Table {
    let row = |one: &domain::kitchen::times::StationTimes| {
        let [made, median, p90, longest] = cells(one.spread);
        let shown = one.shown_ms.map(|ms| ms.to_string()).unwrap_or_default();
        vec![
            one.station.to_string(),
            one.tickets.to_string(),
            made,
            median,
            p90,
            longest,
            one.late.to_string(),
            shown,
            one.unshown.to_string(),
        ]
    };
    Table {
        name: "kitchen-stations",
        heading: vec![
            "station",
            "tickets",
            "made",
            "median_s",
            "p90_s",
            "longest_s",
            "late",
            "shown_after_ms",
            "not_shown_in_time",
        ],
        rows: times.stations.iter().map(row).collect(),
    }
}

fn items(times: &KitchenTimes) -> Table {
    let row = |one: &domain::kitchen::times::ItemTimes| {
        let [made, median, p90, longest] = cells(one.spread);
        vec![one.names.zh.clone(), one.names.en.clone(), made, median, p90, longest]
    };
    Table {
        name: "kitchen-items",
        heading: vec!["name_zh", "name_en", "made", "median_s", "p90_s", "longest_s"],
        rows: times.items.iter().map(row).collect(),
    }
}

fn hours(times: &KitchenTimes) -> Table {
    let row = |one: &domain::kitchen::times::HourTimes| {
        let [made, median, p90, longest] = cells(one.spread);
        let late = one.late.to_string();
        vec![one.hour.to_string(), one.tickets.to_string(), made, median, p90, longest, late]
    };
    Table {
        name: "kitchen-hours",
        heading: vec!["hour", "tickets", "made", "median_s", "p90_s", "longest_s", "late"],
        rows: times.hours.iter().map(row).collect(),
    }
}

fn waits(app: &App, waits: &[LongWait]) -> Table {
    let row = |wait: &LongWait| {
        let names: Vec<&str> = wait.lines.iter().map(|names: &Names| names.en.as_str()).collect();
        vec![
            wait.order_number.to_string(),
            wait.station.to_string(),
            local(app, wait.fired_at),
            wait.waited_s.to_string(),
            names.join(", "),
        ]
    };
    Table {
        name: "kitchen-waits",
        heading: vec!["order", "station", "fired_at", "waited_s", "lines"],
        rows: waits.iter().map(row).collect(),
    }
}
