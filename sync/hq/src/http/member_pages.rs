//! `/m/api`: what member pages ask. Whoever asks proves with the key of their phone who they are.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use domain::id::MemberId;
use protocol::http::Problem;
use protocol::member_page::{
    CouponLook, MemberPage, OwnData, PageAsk, PageClaim, PageClaimed, is_public_key,
};

use super::App;
use super::members::read;
use super::problem::Refusal;
use crate::clock;
use crate::coupons::Noted;

/// Takes an invitation for the phone that asks.
#[utoipa::path(
    post,
    path = "/m/api/claim",
    request_body(content_type = "application/json", description = "A PageClaim"),
    responses(
        (status = 200, description = "A PageClaimed"),
        (status = 400, description = "Not a PageClaim, or no public key", body = Problem),
        (status = 410, description = "The invitation was taken, or its time is over", body = Problem),
    ),
)]
pub(crate) async fn claim(
    State(app): State<App>,
    body: Result<Json<PageClaim>, JsonRejection>,
) -> Result<Json<PageClaimed>, Refusal> {
    let PageClaim { claim, public_key } = read(body)?;
    if !is_public_key(&public_key) {
        let detail = "the public key is not one: open the address in another browser";
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "no_public_key", detail));
    }
    let claim_hash = *blake3::hash(claim.as_bytes()).as_bytes();
    let claimed = app.hq.claim(claim_hash, public_key).await?;
    claimed.map(|member_id| Json(PageClaimed { member_id })).ok_or_else(|| {
        let detail =
            "this invitation was taken before or its day is over: ask at the till for another";
        Refusal::new(StatusCode::GONE, "invitation_gone", detail)
    })
}

/// What a member sees of themselves.
#[utoipa::path(
    post,
    path = "/m/api/me",
    request_body(content_type = "application/json", description = "A PageAsk, signed for `me`"),
    responses(
        (status = 200, description = "A MemberPage"),
        (status = 400, description = "Not a PageAsk", body = Problem),
        (status = 401, description = "Not signed by the member's phone, or not now", body = Problem),
        (status = 410, description = "The membership is closed", body = Problem),
    ),
)]
pub(crate) async fn me(
    State(app): State<App>,
    body: Result<Json<PageAsk>, JsonRejection>,
) -> Result<Json<MemberPage>, Refusal> {
    let id = asked(&app, "me", body).await?;
    app.hq.page(id).await?.map(Json).ok_or_else(gone)
}

/// Everything that is kept of whoever asks.
#[utoipa::path(
    post,
    path = "/m/api/own",
    request_body(content_type = "application/json", description = "A PageAsk, signed for `own`"),
    responses(
        (status = 200, description = "An OwnData"),
        (status = 400, description = "Not a PageAsk", body = Problem),
        (status = 401, description = "Not signed by the member's phone, or not now", body = Problem),
        (status = 410, description = "The membership is closed", body = Problem),
    ),
)]
pub(crate) async fn own(
    State(app): State<App>,
    body: Result<Json<PageAsk>, JsonRejection>,
) -> Result<Json<OwnData>, Refusal> {
    let id = asked(&app, "own", body).await?;
    app.hq.own_data(id).await?.map(Json).ok_or_else(gone)
}

/// Closes the membership of whoever asks.
#[utoipa::path(
    post,
    path = "/m/api/close",
    request_body(content_type = "application/json", description = "A PageAsk, signed for `close`"),
    responses(
        (status = 204, description = "It is closed"),
        (status = 400, description = "Not a PageAsk", body = Problem),
        (status = 401, description = "Not signed by the member's phone, or not now", body = Problem),
        (status = 409, description = "A store still owes the member what they paid in", body = Problem),
    ),
)]
pub(crate) async fn close(
    State(app): State<App>,
    body: Result<Json<PageAsk>, JsonRejection>,
) -> Result<StatusCode, Refusal> {
    let id = asked(&app, "close", body).await?;
    if app.hq.close_membership(id).await? {
        return Ok(StatusCode::NO_CONTENT);
    }
    let detail = "there is stored value left: spend it or have it paid out at a till first";
    Err(Refusal::new(StatusCode::CONFLICT, "value_left", detail))
}

/// Notes that a member looks at a coupon of theirs.
#[utoipa::path(
    post,
    path = "/m/api/coupon",
    request_body(content_type = "application/json", description = "A CouponLook, signed for `coupon`"),
    responses(
        (status = 204, description = "It is noted"),
        (status = 400, description = "Not a CouponLook", body = Problem),
        (status = 401, description = "Not signed by the member's phone, or not now", body = Problem),
        (status = 404, description = "The member has no such coupon", body = Problem),
    ),
)]
pub(crate) async fn coupon(
    State(app): State<App>,
    body: Result<Json<CouponLook>, JsonRejection>,
) -> Result<StatusCode, Refusal> {
    noted(&app, Noted::Opened, body).await
}

/// Notes that a member shares a coupon of theirs, for somebody else to use.
#[utoipa::path(
    post,
    path = "/m/api/share",
    request_body(content_type = "application/json", description = "A CouponLook, signed for `share`"),
    responses(
        (status = 204, description = "It is noted"),
        (status = 400, description = "Not a CouponLook", body = Problem),
        (status = 401, description = "Not signed by the member's phone, or not now", body = Problem),
        (status = 404, description = "The member has no such coupon", body = Problem),
    ),
)]
pub(crate) async fn share(
    State(app): State<App>,
    body: Result<Json<CouponLook>, JsonRejection>,
) -> Result<StatusCode, Refusal> {
    noted(&app, Noted::Shared, body).await
}

async fn noted(
    app: &App,
    what: Noted,
    body: Result<Json<CouponLook>, JsonRejection>,
) -> Result<StatusCode, Refusal> {
    let CouponLook { coupon_id, ask } = read(body)?;
    let signed_for = match what {
        Noted::Opened => "coupon",
        Noted::Shared => "share",
    };
    let id = proved(app, signed_for, &ask).await?;
    if app.hq.note_coupon(what, id, coupon_id).await? {
        return Ok(StatusCode::NO_CONTENT);
    }
    let detail = "this coupon was used, or its time is over: open the page again";
    Err(Refusal::new(StatusCode::NOT_FOUND, "no_such_coupon", detail))
}

/// Who asks, once it is proved.
async fn asked(
    app: &App,
    what: &str,
    body: Result<Json<PageAsk>, JsonRejection>,
) -> Result<MemberId, Refusal> {
    proved(app, what, &read(body)?).await
}

async fn proved(app: &App, what: &str, ask: &PageAsk) -> Result<MemberId, Refusal> {
    if !ask.is_of(clock::now()) {
        let detail =
            "this phone's clock differs from HQ's by more than five minutes: set it, and try again";
        return Err(Refusal::new(StatusCode::UNAUTHORIZED, "wrong_clock", detail));
    }
    let key = app.hq.page_key(ask.member_id).await?.ok_or_else(gone)?;
    if ask.is_signed_by(what, &key) {
        return Ok(ask.member_id);
    }
    let detail = "another phone shows this page now: ask at the till for an invitation";
    Err(Refusal::new(StatusCode::UNAUTHORIZED, "other_phone", detail))
}

fn gone() -> Refusal {
    let detail = "this membership is closed: ask at the till for a new one";
    Refusal::new(StatusCode::GONE, "membership_closed", detail)
}
