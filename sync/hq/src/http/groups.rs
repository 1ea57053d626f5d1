//! Members of the chain in groups, and lists of them to write to.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use protocol::hq::{HqGroups, HqWriteTo};
use protocol::http::Problem;
use protocol::reports::{GroupMembers, list_to_write_to};

use super::App;
use super::members::read;
use super::problem::Refusal;

/// The groups that members of the chain fall into, each with how many are in it: how far they are, who is
/// due, tiers, tags.
#[utoipa::path(
    get,
    path = "/api/v1/members/groups",
    responses(
        (status = 200, description = "An HqGroups"),
        (status = 401, description = "The read key is needed", body = Problem),
    ),
)]
pub(crate) async fn groups(State(app): State<App>) -> Result<Json<HqGroups>, Refusal> {
    Ok(Json(app.hq.member_groups().await?))
}

/// Who is in a group of the chain.
#[utoipa::path(
    get,
    path = "/api/v1/members/groups/{group}",
    params(("group" = String, Path, description = "Its key: stage:regular, due, birthday, tier:gold, tag:no straw")),
    responses(
        (status = 200, description = "A GroupMembers, at most 200 of them"),
        (status = 400, description = "No such group", body = Problem),
        (status = 401, description = "The read key is needed", body = Problem),
    ),
)]
pub(crate) async fn group(
    State(app): State<App>,
    Path(group): Path<String>,
) -> Result<Json<GroupMembers>, Refusal> {
    app.hq.group_members(group).await?.map(Json).ok_or_else(no_group)
}

/// Makes a list of a group to write to: those who agreed to it and were not written to lately, with
/// their phones. From then on they were, in every store.
#[utoipa::path(
    post,
    path = "/api/v1/members/letters",
    request_body(content_type = "application/json", description = "An HqWriteTo"),
    responses(
        (status = 200, description = "The list as CSV. One that does not arrive can be asked for again as the group `written`.", content_type = "text/csv"),
        (status = 400, description = "No such group, or not an HqWriteTo", body = Problem),
        (status = 401, description = "The read key is needed", body = Problem),
        (status = 503, description = "HQ cannot write now", body = Problem),
    ),
)]
pub(crate) async fn letters(
    State(app): State<App>,
    body: Result<Json<HqWriteTo>, JsonRejection>,
) -> Result<impl IntoResponse, Refusal> {
    let HqWriteTo { group } = read(body)?;
    let table = list_to_write_to(app.hq.write_to(group).await?.ok_or_else(no_group)?);
    let bytes = table.bytes().map_err(anyhow::Error::from)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, table.disposition()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes))
}

fn no_group() -> Refusal {
    let detail =
        "There is no such group: ask for one of those in /api/v1/members/groups by its key.";
    Refusal::new(StatusCode::BAD_REQUEST, "bad_group", detail)
}
