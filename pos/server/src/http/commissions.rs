//! What staff earned with what members bought: sums by person, and every line of one.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::commission::Touch;
use domain::id::StaffId;
use domain::{BusinessDay, Money};
use journal::CommissionSum;
use protocol::csv::Table;
use protocol::http::Problem;
use protocol::reports::{
    COMMISSION_LINES_MAX, CommissionLine, CommissionLines, CommissionRow, Commissions,
};

use super::App;
use super::ask::{Result, failed, manager, no_store};
use super::csv::answer;
use super::reports::{Asked, days, money, wants_csv};

/// What staff earned with the orders of some business days; what was given back of them later is taken
/// off.
#[utoipa::path(
    get, path = "/api/v1/reports/commissions",
    responses((status = 200, description = "{rows}: one for each member of staff who earned something; or the same as CSV.", content_type = "application/json"), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)),
    params(
        ("from" = String, Query, description = "The first business day, 2026-11-01"),
        ("to" = String, Query, description = "The last"),
        ("format" = Option<String>, Query, description = "json or csv"),
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn commissions(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response> {
    manager(&app, &headers).await?;
    let csv = wants_csv(asked.format.as_deref())?;
    let (from, to) = days(asked.from.as_deref(), asked.to.as_deref())?;
    let sums = app.parts.journal.read(move |reader| reader.commissions(from, to)).await;
    let rows = by_person(&sums.map_err(|error| failed(&error))?);
    if csv { answer(&table(&app, &rows)) } else { Ok(no_store(Commissions { rows })) }
}

/// The lines that one person's commission is made of.
#[utoipa::path(
    get, path = "/api/v1/reports/commissions/{staff_id}",
    responses((status = 200, description = "{lines}: the latest first, at most 500.", content_type = "application/json"), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)),
    params(
        ("staff_id" = String, Path, description = "Whose"),
        ("from" = String, Query, description = "The first business day, 2026-11-01"),
        ("to" = String, Query, description = "The last"),
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn of_person(
    State(app): State<App>,
    Path(staff_id): Path<StaffId>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response> {
    manager(&app, &headers).await?;
    let (from, to): (BusinessDay, BusinessDay) = days(asked.from.as_deref(), asked.to.as_deref())?;
    let read = move |reader: &journal::Reader<'_>| {
        reader.commission_lines(staff_id, from, to, COMMISSION_LINES_MAX)
    };
    let lines = app.parts.journal.read(read).await.map_err(|error| failed(&error))?;
    let lines = lines.into_iter().map(|line| CommissionLine {
        at: line.at,
        business_day: line.business_day,
        order_id: line.order_id,
        order_number: line.order_number,
        touch: line.share.touch,
        amount: line.share.amount,
    });
    Ok(no_store(CommissionLines { lines: lines.collect() }))
}

fn by_person(sums: &[CommissionSum]) -> Vec<CommissionRow> {
    let mut rows: BTreeMap<StaffId, CommissionRow> = BTreeMap::new();
    let add = |sum: &mut Money, more: Money| *sum = sum.checked_add(more).unwrap_or(*sum);
    for sum in sums {
        let row = rows.entry(sum.staff_id).or_insert(CommissionRow {
            staff_id: sum.staff_id,
            first: Money::ZERO,
            last: Money::ZERO,
            served: Money::ZERO,
            taken_back: Money::ZERO,
            total: Money::ZERO,
        });
        let of_touch = match sum.touch {
            Touch::First => &mut row.first,
            Touch::Last => &mut row.last,
            Touch::Served => &mut row.served,
        };
        add(of_touch, sum.earned);
        add(&mut row.taken_back, sum.taken_back);
        add(&mut row.total, sum.earned);
        add(&mut row.total, sum.taken_back);
    }
    rows.into_values().collect()
}

fn table(app: &App, rows: &[CommissionRow]) -> Table {
    let people = app.parts.journal.staff();
    let row = |one: &CommissionRow| {
        let known = people.iter().find(|person| person.id == one.staff_id);
        let name = known.map(|person| person.names.en.clone()).unwrap_or_default();
        let sums = [one.first, one.last, one.served, one.taken_back, one.total];
        std::iter::once(name).chain(sums.map(|sum| money(app, sum))).collect()
    };
    Table {
        name: "commissions",
        heading: vec!["staff", "brought", "served_before", "served", "taken_back", "total"],
        rows: rows.iter().map(row).collect(),
    }
}
