//! What was sold, and what an owner wants to know about, for managers.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::TimeDelta;
use domain::catalogue::Catalogue;
use domain::staff::Staff;
use domain::{BusinessDay, Money, Names};
use journal::{SalesSums, StoredException};
use protocol::csv::Table;
use protocol::http::Problem;
use protocol::reports::{
    EXCEPTIONS_MAX, Exception, ExceptionKind, Exceptions, SalesBy, SalesReport, SalesRow,
};
use serde::{Deserialize, Serialize};

use super::App;
use super::ask::{Result, failed, manager, no_store};
use super::csv::answer;
use super::reports::{bad, begins, days, local, money, wants_csv};

/// What a report of sales is asked with.
#[derive(Debug, Deserialize)]
pub(super) struct SalesAsked {
    by: Option<String>,
    from: Option<String>,
    to: Option<String>,
    format: Option<String>,
}

/// Sales of some business days, grouped.
#[utoipa::path(
    get, path = "/api/v1/reports/sales",
    responses((status = 200, description = "{by, from, to, rows, total}; or the rows as CSV.", content_type = "application/json"), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)),
    params(
        ("by" = String, Query, description = "hour, day, item, category, channel, staff, tender or tax"),
        ("from" = String, Query, description = "The first business day, 2026-11-01"),
        ("to" = String, Query, description = "The last"),
        ("format" = Option<String>, Query, description = "json or csv"),
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn sales(
    State(app): State<App>,
    Query(asked): Query<SalesAsked>,
    headers: HeaderMap,
) -> Result<Response> {
    manager(&app, &headers).await?;
    let csv = wants_csv(asked.format.as_deref())?;
    let (from, to) = days(asked.from.as_deref(), asked.to.as_deref())?;
    let by = asked.by.and_then(|word| serde_json::from_value(word.into()).ok());
    let Some(by) = by else {
        return Err(bad(
            "bad_group",
            "Sales are grouped by hour, day, item, category, channel, staff, tender or tax: ask for one of them.",
        ));
    };
    let zone = app.parts.time_zone;
    let groups = app.parts.journal.read(move |reader| reader.sales(group(by), from, to, zone));
    let groups = groups.await.map_err(|error| failed(&error))?;
    let report = report(by, (from, to), groups, &NameList::of(&app));
    if csv { answer(&sales_table(&app, &report)) } else { Ok(no_store(report)) }
}

/// What an owner wants to know about, over some business days.
#[utoipa::path(
    get, path = "/api/v1/reports/exceptions",
    responses((status = 200, description = "{rows, more}: the latest first, at most 2000; or the same as CSV.", content_type = "application/json"), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)),
    params(
        ("from" = String, Query, description = "The first business day, 2026-11-01"),
        ("to" = String, Query, description = "The last"),
        ("format" = Option<String>, Query, description = "json or csv"),
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn exceptions(
    State(app): State<App>,
    Query(asked): Query<super::reports::Asked>,
    headers: HeaderMap,
) -> Result<Response> {
    manager(&app, &headers).await?;
    let csv = wants_csv(asked.format.as_deref())?;
    let (from, to) = days(asked.from.as_deref(), asked.to.as_deref())?;
    let (first, end) = (begins(&app, from.date()), begins(&app, to.date() + TimeDelta::days(1)));
    let read =
        move |reader: &journal::Reader<'_>| reader.exceptions(first, end, EXCEPTIONS_MAX + 1);
    let found = app.parts.journal.read(read).await.map_err(|error| failed(&error))?;
    let more = found.len() > EXCEPTIONS_MAX;
    let rows: Vec<Exception> =
        found.into_iter().take(EXCEPTIONS_MAX).map(|one| exception(&app, one)).collect();
    if csv {
        answer(&exception_table(&app, &rows))
    } else {
        Ok(no_store(Exceptions { rows, more }))
    }
}

fn group(by: SalesBy) -> journal::SalesBy {
    match by {
        SalesBy::Hour => journal::SalesBy::Hour,
        SalesBy::Day => journal::SalesBy::Day,
        SalesBy::Item => journal::SalesBy::Item,
        SalesBy::Category => journal::SalesBy::Category,
        SalesBy::Channel => journal::SalesBy::Channel,
        SalesBy::Staff => journal::SalesBy::Staff,
        SalesBy::Tender => journal::SalesBy::Tender,
        SalesBy::Tax => journal::SalesBy::Tax,
    }
}

/// Where groups have their names from, besides their own sales.
struct NameList {
    categories: BTreeMap<String, Names>,
    taxes: BTreeMap<String, Names>,
    staff: BTreeMap<String, Names>,
    tenders: BTreeMap<String, Names>,
}

impl NameList {
    fn of(app: &App) -> Self {
        let menu = app.parts.journal.menu();
        let catalogue: &Catalogue = menu.catalogue();
        let staff = app.parts.journal.staff();
        let categories = catalogue.categories.iter();
        let taxes = catalogue.tax_rates.iter();
        let staff = staff.iter().map(|one: &Staff| (one.id.to_string(), one.names.clone()));
        let drivers = app.parts.card.trade.drivers.iter();
        Self {
            categories: categories.map(|one| (one.code.to_string(), one.names.clone())).collect(),
            taxes: taxes.map(|one| (one.code.to_string(), one.names.clone())).collect(),
            staff: staff.collect(),
            tenders: drivers.map(|one| (one.code.to_string(), one.names.clone())).collect(),
        }
    }

    fn find(&self, by: SalesBy, key: &str) -> Option<Names> {
        match by {
            SalesBy::Category => self.categories.get(key),
            SalesBy::Staff => self.staff.get(key),
            SalesBy::Tender => self.tenders.get(key),
            SalesBy::Tax => self.taxes.get(key.split('@').next().unwrap_or(key)),
            SalesBy::Hour | SalesBy::Day | SalesBy::Item | SalesBy::Channel => None,
        }
        .cloned()
    }
}

fn report(
    by: SalesBy,
    (from, to): (BusinessDay, BusinessDay),
    groups: BTreeMap<String, SalesSums>,
    names: &NameList,
) -> SalesReport {
    let mut total = SalesSums::default();
    let mut rows = Vec::with_capacity(groups.len());
    for (key, sums) in groups {
        total.add(SalesSums { names: None, ..sums.clone() });
        let name = sums.names.clone().or_else(|| names.find(by, &key));
        rows.push(row(key, name, &sums));
    }
    match by {
        SalesBy::Hour | SalesBy::Day => {}
        SalesBy::Item
        | SalesBy::Category
        | SalesBy::Channel
        | SalesBy::Staff
        | SalesBy::Tender
        | SalesBy::Tax => rows.sort_by_key(|row| std::cmp::Reverse(row.net)),
    }
    SalesReport { by, from, to, rows, total: row(String::new(), None, &total) }
}

fn row(key: String, names: Option<Names>, sums: &SalesSums) -> SalesRow {
    SalesRow {
        key,
        names,
        count: sums.count,
        quantity: sums.quantity,
        gross: sums.gross,
        discounts: sums.discounts,
        comps: sums.comps,
        refunds: sums.refunds,
        net: sums.net,
        tax: sums.tax,
        tips: sums.tips,
    }
}

fn exception(app: &App, one: StoredException) -> Exception {
    let kind = match one.kind {
        journal::ExceptionKind::Void => ExceptionKind::Void,
        journal::ExceptionKind::Comp => ExceptionKind::Comp,
        journal::ExceptionKind::Discount => ExceptionKind::Discount,
        journal::ExceptionKind::Refund => ExceptionKind::Refund,
        journal::ExceptionKind::Service => ExceptionKind::Service,
        journal::ExceptionKind::NoSale => ExceptionKind::NoSale,
        journal::ExceptionKind::PayOut => ExceptionKind::PayOut,
        journal::ExceptionKind::SettledByHand => ExceptionKind::SettledByHand,
        journal::ExceptionKind::CouponGiven => ExceptionKind::CouponGiven,
        journal::ExceptionKind::LedgerAdjusted => ExceptionKind::LedgerAdjusted,
        journal::ExceptionKind::ValuePaidOut => ExceptionKind::ValuePaidOut,
        journal::ExceptionKind::AtRisk => ExceptionKind::AtRisk,
    };
    let (zone, cut_off) = (app.parts.time_zone, app.parts.day_cut_off_minutes);
    Exception {
        seq: one.seq,
        at: one.at,
        business_day: BusinessDay::of(one.at, zone, cut_off),
        kind,
        order_id: one.order_id,
        order_number: one.order_number,
        names: one.names,
        amount: one.amount,
        reason: one.reason,
        staff_id: one.staff_id,
        approved_by: one.approved_by,
    }
}

fn sales_table(app: &App, report: &SalesReport) -> Table {
    let english =
        |names: &Option<Names>| names.as_ref().map(|names| names.en.clone()).unwrap_or_default();
    let money = |amount: Money| money(app, amount);
    let row = |row: &SalesRow| {
        vec![
            row.key.clone(),
            english(&row.names),
            row.count.to_string(),
            row.quantity.to_string(),
            money(row.gross),
            money(row.discounts),
            money(row.comps),
            money(row.refunds),
            money(row.net),
            money(row.tax),
            money(row.tips),
        ]
    };
    let heading = vec![
        "key",
        "name",
        "count",
        "quantity",
        "gross",
        "discounts",
        "comps",
        "refunds",
        "net",
        "tax",
        "tips",
    ];
    Table { name: "sales", heading, rows: report.rows.iter().map(row).collect() }
}

fn exception_table(app: &App, rows: &[Exception]) -> Table {
    let staff = app.parts.journal.staff();
    let name = |id: Option<domain::id::StaffId>| {
        let found = staff.iter().find(|staff| Some(staff.id) == id);
        found.map(|staff| staff.names.en.clone()).unwrap_or_default()
    };
    let row = |one: &Exception| {
        vec![
            local(app, one.at),
            one.business_day.to_string(),
            word(&one.kind),
            one.order_number.clone(),
            one.names.as_ref().map(|names| names.en.clone()).unwrap_or_default(),
            money(app, one.amount),
            one.reason.clone(),
            name(one.staff_id),
            name(one.approved_by),
            one.seq.to_string(),
        ]
    };
    let heading = vec![
        "at",
        "business_day",
        "kind",
        "order",
        "item",
        "amount",
        "reason",
        "staff",
        "approved_by",
        "seq",
    ];
    Table { name: "exceptions", heading, rows: rows.iter().map(row).collect() }
}

/// A word as the wire has it.
fn word(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().map(str::to_owned).unwrap_or_default()
}
