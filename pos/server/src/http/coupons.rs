//! What became of coupons, by campaign.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::Money;
use domain::id::OrderId;
use protocol::csv::Table;
use protocol::http::Problem;
use protocol::reports::{CouponCampaign, CouponCampaigns};

use super::App;
use super::ask::{Result, failed, manager, no_store};
use super::csv::answer;
use super::reports::{Asked, begins, days, money, wants_csv};
use crate::members::today;

/// The coupons that were given on some business days, by campaign, and what became of them until now.
#[utoipa::path(
    get, path = "/api/v1/reports/coupons",
    responses((status = 200, description = "{rows}: one for each campaign, and one for coupons that staff gave by hand; or the same as CSV.", content_type = "application/json"), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)),
    params(
        ("from" = String, Query, description = "The first business day, 2026-11-01"),
        ("to" = String, Query, description = "The last"),
        ("format" = Option<String>, Query, description = "json or csv"),
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn coupons(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response> {
    manager(&app, &headers).await?;
    let csv = wants_csv(asked.format.as_deref())?;
    let (from, to) = days(asked.from.as_deref(), asked.to.as_deref())?;
    let begin = begins(&app, from.date());
    let end = to.date().succ_opt().map_or(begin, |next| begins(&app, next));
    let today = today(&app.parts);
    let read = move |reader: &journal::Reader<'_>| {
        let campaigns = reader.coupons(begin, end)?.finish(today);
        let redeemed =
            campaigns.values().flat_map(|campaign| campaign.redeemed.iter().map(|((), id)| *id));
        let sales = reader.order_totals(redeemed)?;
        Ok((campaigns, sales))
    };
    let (campaigns, sales) = app.parts.journal.read(read).await.map_err(|error| failed(&error))?;
    let rows: Vec<CouponCampaign> = campaigns
        .into_iter()
        .map(|((campaign, ()), one)| CouponCampaign {
            campaign,
            given: one.given,
            worth: one.worth,
            redeemed: u32::try_from(one.redeemed.len()).unwrap_or(u32::MAX),
            sales: sales_of(&one.redeemed, &sales),
            withdrawn: one.withdrawn,
            expired: one.expired,
            open: one.open,
        })
        .collect();
    if csv { answer(&table(&app, &rows)) } else { Ok(no_store(CouponCampaigns { rows })) }
}

/// What orders came to; one that two coupons paid counts once.
fn sales_of(orders: &[((), OrderId)], totals: &BTreeMap<OrderId, Money>) -> Money {
    let once: std::collections::BTreeSet<_> = orders.iter().map(|((), id)| id).collect();
    Money::sum(once.into_iter().filter_map(|id| totals.get(id).copied())).unwrap_or_default()
}

fn table(app: &App, rows: &[CouponCampaign]) -> Table {
    let row = |one: &CouponCampaign| {
        vec![
            one.campaign.as_ref().map(ToString::to_string).unwrap_or_default(),
            one.given.to_string(),
            money(app, one.worth),
            one.redeemed.to_string(),
            money(app, one.sales),
            one.open.to_string(),
            one.expired.to_string(),
            one.withdrawn.to_string(),
        ]
    };
    Table {
        name: "coupons",
        heading: vec![
            "campaign",
            "given",
            "worth",
            "redeemed",
            "sales",
            "open",
            "expired",
            "withdrawn",
        ],
        rows: rows.iter().map(row).collect(),
    }
}
