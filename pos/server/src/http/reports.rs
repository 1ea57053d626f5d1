//! Reports of the store, for managers.

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{NaiveDate, TimeDelta};
use domain::day::{ClosedDay, Signing, Takings};
use domain::shift::{Shift, ShiftState};
use domain::{BusinessDay, Money, Timestamp};
use protocol::csv::Table;
use protocol::http::Problem;
use protocol::reports::{Days, Shifts};
use serde::Deserialize;

use super::App;
use super::ask::{Result, failed, manager, no_store, refused};
use super::csv::answer;

/// Business days in one report at most: ten years.
const REPORT_DAYS_MAX: i64 = 3_660;

/// What a report is asked with.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) format: Option<String>,
}

/// What a report that is read in several ways is asked with.
#[derive(Debug, Deserialize)]
pub(super) struct Grouped {
    /// Of a CSV: which way.
    pub(super) by: Option<String>,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) format: Option<String>,
}

/// Whether the answer is a table for a spreadsheet.
pub(super) fn wants_csv(format: Option<&str>) -> Result<bool> {
    match format {
        None | Some("json") => Ok(false),
        Some("csv") => Ok(true),
        Some(_) => {
            Err(bad("bad_format", "There are the formats json and csv: ask for one of them."))
        }
    }
}

/// Whether an import is only tried.
pub(super) fn dry_run(asked: Option<&str>) -> Result<bool> {
    match asked {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(bad("bad_dry_run", "Say dry_run=true or dry_run=false.")),
    }
}

pub(super) fn bad(code: &str, detail: &str) -> super::Refused {
    refused(400, "Bad Request", code, detail)
}

/// The business days that a report is about.
pub(super) fn days(from: Option<&str>, to: Option<&str>) -> Result<(BusinessDay, BusinessDay)> {
    let day = |text: Option<&str>| {
        text.and_then(|text| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
            .filter(|date| text == Some(date.to_string().as_str()))
    };
    let (Some(from), Some(to)) = (day(from), day(to)) else {
        return Err(bad(
            "bad_dates",
            "Give the business days as from=2026-11-01&to=2026-11-30: year, month, day.",
        ));
    };
    if from > to {
        return Err(bad("bad_dates", "The first day is after the last: swap from and to."));
    }
    if (to - from).num_days() >= REPORT_DAYS_MAX {
        return Err(bad("too_many_days", "A report covers at most 3660 days: ask for fewer."));
    }
    Ok((BusinessDay::from_date(from), BusinessDay::from_date(to)))
}

/// The moment at which a business day begins.
pub(super) fn begins(app: &App, date: NaiveDate) -> Timestamp {
    BusinessDay::from_date(date).begins(app.parts.time_zone, app.parts.day_cut_off_minutes)
}

/// Drawer sessions that began on some business days.
#[utoipa::path(
    get, path = "/api/v1/reports/shifts",
    responses((status = 200, description = "{shifts}: the latest first; or the same as CSV.", content_type = "application/json"), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)),
    params(
        ("from" = String, Query, description = "The first business day, 2026-11-01"),
        ("to" = String, Query, description = "The last"),
        ("format" = Option<String>, Query, description = "json or csv"),
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn shifts(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response> {
    manager(&app, &headers).await?;
    let csv = wants_csv(asked.format.as_deref())?;
    let (from, to) = days(asked.from.as_deref(), asked.to.as_deref())?;
    let (first, last) = (begins(&app, from.date()), begins(&app, to.date() + TimeDelta::days(1)));
    let last = Timestamp::from_ms(last.ms() - 1);
    let shifts = app.parts.journal.read(move |reader| reader.shifts_opened(first, last)).await;
    let shifts = shifts.map_err(|error| failed(&error))?;
    if csv { answer(&shift_table(&app, &shifts)) } else { Ok(no_store(Shifts { shifts })) }
}

/// What happened since the last Z.
#[utoipa::path(
    get, path = "/api/v1/reports/takings",
    responses((status = 200, description = "The takings, or the same as CSV.", content_type = "application/json"), (status = 401, body = Problem), (status = 403, body = Problem)),
    params(
        ("format" = Option<String>, Query, description = "json or csv"),
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn takings(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response> {
    manager(&app, &headers).await?;
    let csv = wants_csv(asked.format.as_deref())?;
    let takings = app.parts.journal.read(|reader: &journal::Reader<'_>| reader.takings_now()).await;
    let takings = takings.map_err(|error| failed(&error))?;
    if !csv {
        return Ok(no_store(takings));
    }
    let rows = sums(&app, &takings).map(|(name, value)| vec![name.to_owned(), value]).collect();
    answer(&Table { name: "takings", heading: vec!["what", "value"], rows })
}

/// Closed days.
#[utoipa::path(
    get, path = "/api/v1/reports/days",
    responses((status = 200, description = "{days}: the latest first; or the same as CSV.", content_type = "application/json"), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)),
    params(
        ("from" = Option<String>, Query, description = "The first business day, 2026-11-01; without both, the last ten years"),
        ("to" = Option<String>, Query, description = "The last"),
        ("format" = Option<String>, Query, description = "json or csv"),
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn closed_days(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response> {
    manager(&app, &headers).await?;
    let csv = wants_csv(asked.format.as_deref())?;
    let (from, to) = match (&asked.from, &asked.to) {
        (None, None) => {
            let now = app.parts.clock.now();
            let (zone, cut_off) = (app.parts.time_zone, app.parts.day_cut_off_minutes);
            let today = BusinessDay::of(now, zone, cut_off).date();
            let first = today - TimeDelta::days(REPORT_DAYS_MAX - 1);
            // A clock that was ahead may have closed days after today.
            let last = today + TimeDelta::days(REPORT_DAYS_MAX);
            (BusinessDay::from_date(first), BusinessDay::from_date(last))
        }
        (from, to) => days(from.as_deref(), to.as_deref())?,
    };
    let days = app.parts.journal.read(move |reader| reader.days_closed(from, to)).await;
    let days = days.map_err(|error| failed(&error))?;
    if csv { answer(&day_table(&app, &days)) } else { Ok(no_store(Days { days })) }
}

/// A moment as a spreadsheet reads it, on the store's clock.
pub(super) fn local(app: &App, at: Timestamp) -> String {
    at.utc().with_timezone(&app.parts.time_zone).format("%Y-%m-%d %H:%M:%S").to_string()
}

pub(super) fn money(app: &App, amount: Money) -> String {
    app.parts.currency.digits(amount)
}

fn shift_table(app: &App, shifts: &[Shift]) -> Table {
    let staff = app.parts.journal.staff();
    let name = |id: Option<domain::id::StaffId>| {
        let found = staff.iter().find(|staff| Some(staff.id) == id);
        found.map(|staff| staff.names.en.clone()).unwrap_or_default()
    };
    let row = |shift: &Shift| {
        let (closed, counted, over_short) = match shift.state {
            ShiftState::Open => (String::new(), String::new(), String::new()),
            ShiftState::Closed { at, counted, over_short } => {
                (local(app, at), money(app, counted), money(app, over_short))
            }
        };
        vec![
            local(app, shift.opened_at),
            closed,
            name(shift.opened_by),
            name(shift.held_by.or(shift.opened_by)),
            money(app, shift.float),
            money(app, shift.cash_in),
            money(app, shift.pay_ins),
            money(app, shift.pay_outs),
            money(app, shift.drops),
            money(app, shift.cash_refunds),
            shift.no_sales.to_string(),
            money(app, shift.expected),
            counted,
            over_short,
        ]
    };
    let heading = vec![
        "opened_at",
        "closed_at",
        "opened_by",
        "held_by",
        "float",
        "cash_in",
        "pay_ins",
        "pay_outs",
        "drops",
        "cash_refunds",
        "no_sales",
        "expected",
        "counted",
        "over_short",
    ];
    Table { name: "shifts", heading, rows: shifts.iter().map(row).collect() }
}

fn day_table(app: &App, days: &[ClosedDay]) -> Table {
    let mut heading = vec!["number", "business_day", "closed_at", "perpetual", "open_orders"];
    heading.extend(["hash", "signing"]);
    let names = sums(app, &Takings::default()).map(|(name, _)| name);
    heading.extend(names);
    let row = |day: &ClosedDay| {
        let report = &day.report;
        let signing = match &day.signing {
            Signing::Waiting => "waiting",
            Signing::Signed { .. } => "signed",
            Signing::Outage { .. } => "outage",
        };
        let mut row = vec![
            report.number.to_string(),
            report.business_day.to_string(),
            local(app, report.at),
            money(app, report.perpetual),
            report.open_orders.to_string(),
            report.hash.to_string(),
            signing.to_owned(),
        ];
        row.extend(sums(app, &report.takings).map(|(_, value)| value));
        row
    };
    Table { name: "days", heading, rows: days.iter().map(row).collect() }
}

/// The counts and sums of takings, each with its name.
fn sums(app: &App, takings: &Takings) -> impl Iterator<Item = (&'static str, String)> + use<> {
    let money = |amount| money(app, amount);
    [
        ("orders_placed", takings.orders_placed.to_string()),
        ("orders_closed", takings.orders_closed.to_string()),
        ("orders_voided", takings.orders_voided.to_string()),
        ("receipts", takings.receipts.to_string()),
        ("tickets", takings.tickets.to_string()),
        ("gross", money(takings.gross)),
        ("discounts", money(takings.discounts)),
        ("comps", money(takings.comps)),
        ("service", money(takings.service)),
        ("packaging", money(takings.packaging)),
        ("total", money(takings.total)),
        ("voids", takings.voids.to_string()),
        ("voided", money(takings.voided)),
        ("refunds", takings.refunds.to_string()),
        ("refunded", money(takings.refunded)),
        ("tips", money(takings.tips)),
        ("rounding", money(takings.rounding)),
        ("open_paid", money(takings.open_paid)),
        ("pay_ins", money(takings.pay_ins)),
        ("pay_outs", money(takings.pay_outs)),
        ("drops", money(takings.drops)),
        ("no_sales", takings.no_sales.to_string()),
        ("over_short", money(takings.over_short)),
        ("shifts_closed", takings.shifts_closed.to_string()),
    ]
    .into_iter()
}
