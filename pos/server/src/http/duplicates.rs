//! Members who may be one person: proposed, and decided by people.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::member::duplicates::{Candidates, alike};
use protocol::http::Problem;
use protocol::reports::{DUPLICATES_SHOWN_MAX, Duplicate, Duplicates};

use super::App;
use super::ask::{Result, failed, manager, no_store};
use crate::members::{card, today};

/// Pairs that are read; of more than are shown some are known to be two people.
const CANDIDATES_MAX: usize = 2_000;

/// Members who may be one person, in pairs.
#[utoipa::path(
    get, path = "/api/v1/members/duplicates",
    responses((status = 200, description = "{pairs, more}: at most 50 pairs, each with both cards and what they agree in.", content_type = "application/json"), (status = 401, body = Problem), (status = 403, body = Problem)),
    params(
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn duplicates(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    manager(&app, &headers).await?;
    let (rules, today) = (app.parts.card.trade.members.clone(), today(&app.parts));
    let menu = app.parts.journal.menu();
    let read = move |reader: &journal::Reader<'_>| {
        let mut candidates = Candidates::default();
        reader.each_member(|record, member| {
            if member.merged_into.is_none() {
                candidates.add(&record);
            }
        })?;
        let mut found = Duplicates::default();
        for (one, other) in candidates.pairs(CANDIDATES_MAX) {
            let (Some(one), Some(other)) = (reader.member(one)?, reader.member(other)?) else {
                continue;
            };
            let Some(why) = alike(&one.0, &other.0) else { continue };
            found.more = found.pairs.len() >= DUPLICATES_SHOWN_MAX;
            if found.more {
                break;
            }
            let (one, other) = (card(one, &rules, &menu, today), card(other, &rules, &menu, today));
            found.pairs.push(Duplicate { one, other, why });
        }
        found.pairs.sort_by_key(|pair| pair.why);
        Ok(found)
    };
    Ok(no_store(app.parts.journal.read(read).await.map_err(|error| failed(&error))?))
}
