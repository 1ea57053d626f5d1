//! Members over all stores: what stores ask for them, and what HQ shows of them.

use std::time::Duration;

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use domain::id::{MemberId, StoreId};
use domain::member::elsewhere::Elsewhere;
use protocol::hq::{HqCampaigns, HqMembers};
use protocol::http::Problem;
use protocol::sync::{
    BringMember, Brought, FindMember, FoundMember, InviteMember, Invited, MemberNews,
    RETURN_MS_MAX, WANTED_SECONDS, WantedMembers,
};
use serde::Deserialize;
use uuid::Uuid;

use super::App;
use super::problem::Refusal;
use super::sync::{OfStore, StoreQuery, authenticated, of_itself, unknown_token};

/// Over so many days coupons are told when nobody says.
const USUAL_DAYS: u32 = 90;
/// Days over which they are told at most.
const DAYS_MAX: u32 = 3_660;

/// Says whom HQ knows by a phone, whichever store enrolled them.
#[utoipa::path(
    post,
    path = "/sync/v1/members/find",
    request_body(content_type = "application/json", description = "A FindMember"),
    responses(
        (status = 200, description = "A FoundMember"),
        (status = 400, description = "Not a FindMember", body = Problem),
        (status = 401, description = "The token is not this store's", body = Problem),
    ),
)]
pub(crate) async fn find(
    State(app): State<App>,
    headers: HeaderMap,
    body: Result<Json<FindMember>, JsonRejection>,
) -> Result<Json<FoundMember>, Refusal> {
    let asked = read(body)?;
    of_store(&app, &headers, asked.store)?;
    Ok(Json(FoundMember { record: app.hq.member_by_phone(asked.phone).await? }))
}

/// Brings what a member owns to the store that asks: what HQ holds, and what other stores that can be
/// reached give back in time.
#[utoipa::path(
    post,
    path = "/sync/v1/members/bring",
    request_body(content_type = "application/json", description = "A BringMember"),
    responses(
        (status = 200, description = "A Brought"),
        (status = 400, description = "Not a BringMember", body = Problem),
        (status = 401, description = "The token is not this store's", body = Problem),
        (status = 503, description = "Ask again in a moment", body = Problem),
    ),
)]
pub(crate) async fn bring(
    State(app): State<App>,
    headers: HeaderMap,
    body: Result<Json<BringMember>, JsonRejection>,
) -> Result<Json<Brought>, Refusal> {
    let BringMember { store, member_id, version, page_key, lend } = read(body)?;
    of_store(&app, &headers, store)?;
    if lend {
        let patience = Duration::from_millis(RETURN_MS_MAX);
        // Whatever did not come back in time is told below.
        let _ = tokio::time::timeout(patience, gather(&app, store, member_id)).await;
    }
    let lendings = app.hq.lend(store, member_id, lend).await?;
    let (record, elsewhere) = app.hq.member(store, member_id).await?;
    let at_hq = app.hq.member_reserve(member_id).await?;
    // Who only looks has no use for it.
    let seen =
        if lend { app.hq.member_elsewhere(store, member_id).await? } else { Elsewhere::default() };
    Ok(Json(Brought {
        record: record.filter(|record| record.version > version || record.page_key != page_key),
        lendings,
        seen,
        active_at: app.hq.member_active(member_id).await?,
        elsewhere: elsewhere.into_iter().map(|(_, held)| held).chain(at_hq).collect(),
    }))
}

/// Asks the other stores that have something of a member for it, and waits until they gave it back.
async fn gather(app: &App, store: StoreId, member_id: MemberId) -> Result<(), Refusal> {
    let mut changes = app.hq.changes();
    let (_, elsewhere) = app.hq.member(store, member_id).await?;
    let asked: Vec<StoreId> = elsewhere
        .iter()
        .map(|(other, _)| *other)
        .filter(|other| app.hq.wanted.ask(*other, member_id))
        .collect();
    loop {
        let (_, elsewhere) = app.hq.member(store, member_id).await?;
        let waiting = elsewhere.iter().any(|(other, _)| asked.contains(other));
        if !waiting || changes.changed().await.is_err() {
            return Ok(());
        }
    }
}

/// Makes an address that a member's phone opens their page with, once.
#[utoipa::path(
    post,
    path = "/sync/v1/members/invite",
    request_body(content_type = "application/json", description = "An InviteMember"),
    responses(
        (status = 200, description = "An Invited"),
        (status = 400, description = "Not an InviteMember", body = Problem),
        (status = 401, description = "The token is not this store's", body = Problem),
        (status = 404, description = "HQ does not know this member yet", body = Problem),
    ),
)]
pub(crate) async fn invite(
    State(app): State<App>,
    headers: HeaderMap,
    body: Result<Json<InviteMember>, JsonRejection>,
) -> Result<Json<Invited>, Refusal> {
    let InviteMember { store, member_id } = read(body)?;
    of_store(&app, &headers, store)?;
    let mut secret = [0; 16];
    getrandom::fill(&mut secret).map_err(|_| {
        let detail = "HQ's machine gives no random numbers now: ask again in a moment";
        Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "no_random_numbers", detail)
    })?;
    let claim = format!("{:032x}", u128::from_be_bytes(secret));
    if !app.hq.invite(member_id, *blake3::hash(claim.as_bytes()).as_bytes()).await? {
        let detail =
            "HQ does not know this member yet: ask again once the store's events are there";
        return Err(Refusal::new(StatusCode::NOT_FOUND, "no_such_member", detail));
    }
    Ok(Json(Invited { claim }))
}

/// Waits until other stores ask for members, and says for which.
#[utoipa::path(
    get,
    path = "/sync/v1/members/wanted",
    params(
        ("store" = String, Query, description = "The store's id"),
        ("fresh" = Option<bool>, Query, description = "Whether the line is new: then what the store may have missed is told first")
    ),
    responses(
        (status = 200, description = "A WantedMembers, after 25 seconds an empty one"),
        (status = 400, description = "Not a store's id", body = Problem),
        (status = 401, description = "The token is not this store's", body = Problem),
    ),
)]
pub(crate) async fn wanted(
    State(app): State<App>,
    headers: HeaderMap,
    query: Result<Query<StoreQuery>, QueryRejection>,
) -> Result<Json<WantedMembers>, Refusal> {
    let asked = of_itself(&app, &headers, query)?;
    if asked.fresh {
        app.hq.tell_merges(Some(asked.store)).await;
    }
    let told = async {
        tokio::select! {
            wanted = app.hq.wanted.listen(asked.store) => wanted,
            () = app.stop.cancelled() => WantedMembers::default(),
        }
    };
    let told = tokio::time::timeout(Duration::from_secs(WANTED_SECONDS), told).await;
    Ok(Json(told.unwrap_or_default()))
}

/// What a store knows of members already.
#[derive(Debug, Deserialize)]
pub(crate) struct NewsQuery {
    store: StoreId,
    #[serde(default)]
    list: Uuid,
    #[serde(default)]
    after: u64,
}

impl OfStore for NewsQuery {
    fn store(&self) -> StoreId {
        self.store
    }
}

/// Waits until something is new of members, and tells it.
#[utoipa::path(
    get,
    path = "/sync/v1/members/news",
    params(
        ("store" = String, Query, description = "The store's id"),
        ("list" = Option<String>, Query, description = "The list of changes that was told last"),
        ("after" = Option<u64>, Query, description = "The last of them; counts from the first when the list is another")
    ),
    responses(
        (status = 200, description = "A MemberNews, after 25 seconds an empty one"),
        (status = 400, description = "Not a store's id", body = Problem),
        (status = 401, description = "The token is not this store's", body = Problem),
    ),
)]
pub(crate) async fn news(
    State(app): State<App>,
    headers: HeaderMap,
    query: Result<Query<NewsQuery>, QueryRejection>,
) -> Result<Json<MemberNews>, Refusal> {
    let NewsQuery { list, after, .. } = of_itself(&app, &headers, query)?;
    let nothing = MemberNews { list, upto: after, ..MemberNews::default() };
    let mut changes = app.hq.changes();
    let told = async {
        loop {
            let news = app.hq.member_news(list, after).await?;
            if news.list != list || news.upto != after {
                return Ok(news);
            }
            tokio::select! {
                () = app.stop.cancelled() => return Ok(news),
                changed = changes.changed() => if changed.is_err() { return Ok(news) },
            }
        }
    };
    let told = tokio::time::timeout(Duration::from_secs(WANTED_SECONDS), told).await;
    told.unwrap_or(Ok(nothing)).map(Json)
}

/// Whose members somebody looks for.
#[derive(Debug, Deserialize)]
pub(crate) struct MembersQuery {
    #[serde(default)]
    last4: String,
}

/// Members with what they own and where it lies: by the last four digits of their phone, or those
/// enrolled last.
#[utoipa::path(
    get,
    path = "/api/v1/members",
    params(("last4" = Option<String>, Query, description = "The last four digits of their phone")),
    responses(
        (status = 200, description = "An HqMembers, at most 50 of them"),
        (status = 400, description = "Not four digits", body = Problem),
        (status = 401, description = "The read key is needed", body = Problem),
    ),
)]
pub(crate) async fn listed(
    State(app): State<App>,
    query: Result<Query<MembersQuery>, QueryRejection>,
) -> Result<Json<HqMembers>, Refusal> {
    let last4 = query.map(|Query(query)| query.last4).unwrap_or_default();
    let digits = last4.len() == 4 && last4.bytes().all(|byte| byte.is_ascii_digit());
    if !digits && !last4.is_empty() {
        let detail = "type the last four digits of the phone, ?last4=1234";
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "not_four_digits", detail));
    }
    Ok(Json(HqMembers { members: app.hq.members(last4).await? }))
}

/// Over which days somebody asks.
#[derive(Debug, Deserialize)]
pub(crate) struct DaysQuery {
    days: Option<u32>,
}

/// What became of the coupons that stores gave in the last days, by campaign and store.
#[utoipa::path(
    get,
    path = "/api/v1/coupons",
    params(("days" = Option<u32>, Query, description = "1 to 3660; 90 when left out")),
    responses(
        (status = 200, description = "An HqCampaigns"),
        (status = 400, description = "Not as many days", body = Problem),
        (status = 401, description = "The read key is needed", body = Problem),
    ),
)]
pub(crate) async fn coupons(
    State(app): State<App>,
    query: Result<Query<DaysQuery>, QueryRejection>,
) -> Result<Json<HqCampaigns>, Refusal> {
    let days = query.map_or(Some(0), |Query(query)| query.days).unwrap_or(USUAL_DAYS);
    if !(1..=DAYS_MAX).contains(&days) {
        let detail = "ask for 1 to 3660 days, ?days=90";
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "bad_days", detail));
    }
    Ok(Json(HqCampaigns { campaigns: app.hq.campaigns(days).await? }))
}

pub(super) fn read<T>(body: Result<Json<T>, JsonRejection>) -> Result<T, Refusal> {
    body.map(|Json(body)| body)
        .map_err(|error| Refusal::new(StatusCode::BAD_REQUEST, "not_readable", error.body_text()))
}

fn of_store(app: &App, headers: &HeaderMap, store: StoreId) -> Result<(), Refusal> {
    if authenticated(app, headers)? == store { Ok(()) } else { Err(unknown_token()) }
}
