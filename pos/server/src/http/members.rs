//! Members, for managers: what recognising guests comes to, and what is kept of one guest.

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::TimeDelta;
use domain::BusinessDay;
use domain::id::MemberId;
use domain::member::numbers::{MemberNumbers, NumbersOf};
use domain::member::scorecard::{ScoresOf, StaffScore};
use protocol::csv::Table;
use protocol::http::Problem;
use protocol::reports::{MemberExport, MergedExport, Scorecard};

use super::App;
use super::ask::{Result, failed, manager, no_store, refused};
use super::csv::answer;
use super::reports::{Asked, Grouped, bad, begins, days, money, wants_csv};
use crate::members::{ledger_line, order_of};

/// Feedback that a scorecard counts at most.
const FEEDBACK_MAX: u32 = 1_000_000;
/// Lines and orders in an export: all there ever are of one guest.
const EXPORTED_MAX: u32 = 1_000_000;

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
    Query(asked): Query<Grouped>,
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

/// Staff side by side over some business days: what each sold, whom they brought, what guests said.
#[utoipa::path(
    get, path = "/api/v1/reports/scorecard",
    responses((status = 200, description = "{rows}: one for each member of staff; or the same as CSV.", content_type = "application/json"), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)),
    params(
        ("from" = String, Query, description = "The first business day, 2026-11-01"),
        ("to" = String, Query, description = "The last"),
        ("format" = Option<String>, Query, description = "json or csv"),
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn scorecard(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response> {
    manager(&app, &headers).await?;
    let csv = wants_csv(asked.format.as_deref())?;
    let (from, to) = days(asked.from.as_deref(), asked.to.as_deref())?;
    let (first, before) = (begins(&app, from.date()), begins(&app, to.date() + TimeDelta::days(1)));
    let people = app.parts.journal.staff();
    let (zone, cut_off) = (app.parts.time_zone, app.parts.day_cut_off_minutes);
    let read = move |reader: &journal::Reader<'_>| {
        let mut scores = ScoresOf::new(from, to, people.iter().map(|person| person.id));
        reader.each_brought(|member_id, by, at| {
            scores.add_member(member_id, by, BusinessDay::of(at, zone, cut_off));
        })?;
        reader.each_visit(to, zone, |visit| scores.add_visit(visit))?;
        for (_, order, _) in reader.feedback(first, before, FEEDBACK_MAX)? {
            if let (Some(of), Some(given)) = (order.opened_by, order.feedback) {
                scores.add_feedback(of, given);
            }
        }
        Ok(scores.finish())
    };
    let rows = app.parts.journal.read(read).await.map_err(|error| failed(&error))?;
    if csv { answer(&scores(&app, &rows)) } else { Ok(no_store(Scorecard { rows })) }
}

fn scores(app: &App, rows: &[StaffScore]) -> Table {
    let people = app.parts.journal.staff();
    let of = |sum: Option<domain::Money>| sum.map(|sum| money(app, sum)).unwrap_or_default();
    let row = |one: &StaffScore| {
        let known = people.iter().find(|person| person.id == one.staff_id);
        vec![
            known.map(|person| person.names.en.clone()).unwrap_or_default(),
            one.since.map(|day| day.to_string()).unwrap_or_default(),
            one.orders.to_string(),
            money(app, one.sales),
            one.brought.to_string(),
            of(one.average_order),
            of(one.sales_per_member),
            one.of_brought.to_string(),
            one.of_brought_again.to_string(),
            one.feedback.to_string(),
            one.scores.to_string(),
            one.complaints.to_string(),
        ]
    };
    let heading = "staff since orders sales members_brought average_order sales_per_member orders_of_brought repeats_of_brought feedback score_sum complaints";
    Table {
        name: "scorecard",
        heading: heading.split(' ').collect(),
        rows: rows.iter().map(row).collect(),
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
        let mut merged = Vec::new();
        for (record, _) in reader.merged_into(&has)? {
            let ledger = reader.ledger(record.id, EXPORTED_MAX)?;
            let ledger = ledger.into_iter().map(ledger_line).collect();
            merged.push(MergedExport { record, ledger });
        }
        let ledger = reader.ledger(member_id, EXPORTED_MAX)?;
        let orders = reader.orders_of_member(member_id, EXPORTED_MAX)?;
        Ok(Some(MemberExport {
            store,
            at,
            record,
            has,
            ledger: ledger.into_iter().map(ledger_line).collect(),
            orders: orders.iter().map(order_of).collect(),
            merged,
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
