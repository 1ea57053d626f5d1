//! Members, for managers: what recognising guests comes to, and what is kept of one guest.

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::id::MemberId;
use domain::member::numbers::{MemberNumbers, NumbersOf};
use protocol::http::Problem;
use protocol::reports::MemberExport;
use serde::Deserialize;

use super::App;
use super::ask::{Result, failed, manager, no_store, refused};
use super::csv::{Table, answer};
use super::reports::{bad, days, money, wants_csv};
use crate::members::{ledger_line, order_of};

/// Lines and orders in an export: all there ever are of one guest.
const EXPORTED_MAX: u32 = 1_000_000;

/// What the report is asked with.
#[derive(Debug, Deserialize)]
pub(super) struct NumbersAsked {
    by: Option<String>,
    from: Option<String>,
    to: Option<String>,
    format: Option<String>,
}

/// How many orders had a member over some business days, who returned, and who came again.
#[utoipa::path(
    get, path = "/api/v1/reports/members",
    responses((status = 200, description = "{unknown, first, returning, members, active, staff, hours, months, cohorts}; or one of them as CSV.", content_type = "application/json"), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)),
    params(
        ("from" = String, Query, description = "The first business day, 2026-11-01"),
        ("to" = String, Query, description = "The last"),
        ("format" = Option<String>, Query, description = "json or csv"),
        ("by" = Option<String>, Query, description = "Of a CSV: staff, hour, month or cohort"),
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn numbers(
    State(app): State<App>,
    Query(asked): Query<NumbersAsked>,
    headers: HeaderMap,
) -> Result<Response> {
    manager(&app, &headers).await?;
    let csv = wants_csv(asked.format.as_deref())?;
    let (from, to) = days(asked.from.as_deref(), asked.to.as_deref())?;
    let zone = app.parts.time_zone;
    let read = move |reader: &journal::Reader<'_>| {
        let mut numbers = NumbersOf::new(from, to);
        reader.each_visit(to, zone, |visit| numbers.add(visit))?;
        Ok(numbers.finish())
    };
    let numbers = app.parts.journal.read(read).await.map_err(|error| failed(&error))?;
    if !csv {
        return Ok(no_store(numbers));
    }
    match asked.by.as_deref() {
        Some("staff") => answer(&staff(&app, &numbers)),
        Some("hour") => answer(&hours(&numbers)),
        Some("month") => answer(&months(&app, &numbers)),
        Some("cohort") => answer(&cohorts(&numbers)),
        Some(_) | None => Err(bad(
            "bad_group",
            "The numbers of members are by staff, hour, month or cohort: ask for one of them.",
        )),
    }
}

fn staff(app: &App, numbers: &MemberNumbers) -> Table {
    let people = app.parts.journal.staff();
    let row = |one: &domain::member::numbers::StaffRate| {
        let known = one.staff_id.and_then(|id| people.iter().find(|person| person.id == id));
        let name = known.map(|person| person.names.en.clone()).unwrap_or_default();
        vec![name, one.orders.to_string(), one.identified.to_string()]
    };
    Table {
        name: "identified-by-staff",
        heading: vec!["staff", "orders", "identified"],
        rows: numbers.staff.iter().map(row).collect(),
    }
}

fn hours(numbers: &MemberNumbers) -> Table {
    let row = |one: &domain::member::numbers::HourRate| {
        vec![format!("{:02}", one.hour), one.orders.to_string(), one.identified.to_string()]
    };
    Table {
        name: "identified-by-hour",
        heading: vec!["hour", "orders", "identified"],
        rows: numbers.hours.iter().map(row).collect(),
    }
}

fn months(app: &App, numbers: &MemberNumbers) -> Table {
    let row = |one: &domain::member::numbers::Month| {
        vec![
            one.month.clone(),
            one.orders.to_string(),
            one.identified.to_string(),
            one.repeats.to_string(),
            one.members.to_string(),
            money(app, one.revenue),
        ]
    };
    Table {
        name: "members-by-month",
        heading: vec!["month", "orders", "identified", "second_or_later", "members", "revenue"],
        rows: numbers.months.iter().map(row).collect(),
    }
}

fn cohorts(numbers: &MemberNumbers) -> Table {
    let row = |one: &domain::member::numbers::Cohort| {
        let [in_30, in_60, in_90] = one.again.map(|count| count.to_string());
        vec![one.month.clone(), one.members.to_string(), in_30, in_60, in_90]
    };
    Table {
        name: "second-purchases",
        heading: vec![
            "first_order",
            "members",
            "within_30_days",
            "within_60_days",
            "within_90_days",
        ],
        rows: numbers.cohorts.iter().map(row).collect(),
    }
}

/// Everything that is kept of one member, to be given to them.
#[utoipa::path(
    get, path = "/api/v1/members/{member_id}/export",
    responses((status = 200, description = "Who they are, what they have, every order and every line of their ledger.", content_type = "application/json"), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)),
    params(
        ("member_id" = String, Path, description = "Which member"),
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn export(
    State(app): State<App>,
    Path(member_id): Path<MemberId>,
    headers: HeaderMap,
) -> Result<Response> {
    manager(&app, &headers).await?;
    let (store, at) = (app.parts.card.names.clone(), app.parts.clock.now());
    let read = move |reader: &journal::Reader<'_>| {
        let Some((record, has)) = reader.member(member_id)? else { return Ok(None) };
        let ledger = reader.ledger(member_id, EXPORTED_MAX)?;
        let orders = reader.orders_of_member(member_id, EXPORTED_MAX)?;
        Ok(Some(MemberExport {
            store,
            at,
            record,
            has,
            ledger: ledger.into_iter().map(ledger_line).collect(),
            orders: orders.iter().map(order_of).collect(),
        }))
    };
    let export = app.parts.journal.read(read).await.map_err(|error| failed(&error))?;
    export.map(no_store).ok_or_else(|| {
        refused(
            404,
            "Not Found",
            "unknown_member",
            "There is no such member: they were erased, or the address is wrong.",
        )
    })
}
