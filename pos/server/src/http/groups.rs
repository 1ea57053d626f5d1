//! Members in groups: how far each is, who is due, whose birthday is near, tiers and tags. Counted when
//! it is asked, from what is kept of each; and lists of them to write to.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::id::{CommandId, MemberId};
use domain::member::groups::{self, GroupOf, WRITTEN};
use domain::member::{Member, MemberRecord, Purpose, letters, masked_phone};
use domain::{CommandResult, Request, SystemCommand};
use protocol::csv::Table;
use protocol::http::Problem;
use protocol::reports::{
    Addressee, GROUP_SHOWN_MAX, GroupMember, GroupMembers, MemberGroups, list_to_write_to,
};

use uuid::Uuid;

use super::App;
use super::ask::{Result, done, failed, manager, no_store};
use super::csv::answer;
use super::reports::{Asked, bad, money, wants_csv};
use crate::members::today;

/// The groups that members fall into today, with how many are in each.
#[utoipa::path(
    get, path = "/api/v1/members/groups",
    responses((status = 200, description = "{members, groups}: each with its key, members, and how many of them may be written to now.", content_type = "application/json"), (status = 401, body = Problem), (status = 403, body = Problem)),
    params(
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn groups(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    manager(&app, &headers).await?;
    let (rules, today) = (app.parts.card.trade.members.clone(), today(&app.parts));
    let menu = app.parts.journal.menu();
    let read = move |reader: &journal::Reader<'_>| {
        let (mut members, mut counted) = (0_u32, BTreeMap::new());
        reader.each_member(|record, member| {
            if member.merged_into.is_some() {
                return;
            }
            members += 1;
            let reachable = letters::may_be_written_to(&rules, &record, today);
            let reachable = u32::from(reachable);
            let item = |id| menu.item(id);
            for key in groups::keys_of(&rules, item, &record, &member, today) {
                let group = counted.entry(key).or_insert((0, 0));
                *group = (group.0 + 1, group.1 + reachable);
            }
        })?;
        Ok(MemberGroups::in_order(&rules, members, counted))
    };
    let groups = app.parts.journal.read(read).await.map_err(|error| failed(&error))?;
    Ok(no_store(groups))
}

/// Who is in a group. As CSV only of those who were written to lately: a list that did not arrive.
#[utoipa::path(
    get, path = "/api/v1/members/groups/{group}",
    responses((status = 200, description = "{members, count, writable}, at most 200 members.", content_type = "application/json"), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)),
    params(
        ("group" = String, Path, description = "Its key: stage:regular, due, birthday, tier:gold, tag:no straw"),
        ("format" = Option<String>, Query, description = "json or csv"),
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn group(
    State(app): State<App>,
    Path(wanted): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response> {
    manager(&app, &headers).await?;
    let csv = wants_csv(asked.format.as_deref())?;
    if csv && wanted != WRITTEN {
        return Err(bad(
            "not_written_to",
            "Phones are given only of members who are written to: make a list with POST to this group's letters.",
        ));
    }
    let mut found = in_group(&app, wanted).await?;
    if csv {
        // Whom another store wrote to is in that store's list, and who does not agree any more in none.
        let own = Some(app.parts.card.id);
        found.retain(|(record, _)| record.agrees(Purpose::Marketing) && record.written_by == own);
        return answer(&list(&app, found));
    }
    let (rules, today) = (&app.parts.card.trade.members, today(&app.parts));
    let writable =
        |(record, _): &&(MemberRecord, Member)| letters::may_be_written_to(rules, record, today);
    let writable = u32::try_from(found.iter().filter(writable).count()).unwrap_or(u32::MAX);
    let count = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let members = found.into_iter().take(GROUP_SHOWN_MAX).map(shown).collect();
    Ok(no_store(GroupMembers { members, count, writable }))
}

/// Makes a list of a group to write to: those who agreed to it and were not written to lately, with
/// their phones. From then on they were.
#[utoipa::path(
    post, path = "/api/v1/members/groups/{group}/letters",
    responses((status = 200, description = "The list as CSV. One that does not arrive can be asked for again as the group `written`.", content_type = "text/csv"), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)),
    params(
        ("group" = String, Path, description = "Its key"),
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn write(
    State(app): State<App>,
    Path(wanted): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let asker = manager(&app, &headers).await?;
    let mut found = in_group(&app, wanted).await?;
    let ids: Vec<MemberId> = found.iter().map(|(record, _)| record.id).collect();
    let mut written = BTreeSet::new();
    for part in ids.chunks(letters::LETTERS_MAX) {
        let request = Request::System(SystemCommand::NoteWritten { members: part.to_vec() });
        let command_id = CommandId::from_uuid(Uuid::now_v7());
        if let Ok(CommandResult::Written { members }) =
            done(&app, asker, command_id, request).await?
        {
            written.extend(members);
        }
    }
    found.retain(|(record, _)| written.contains(&record.id));
    answer(&list(&app, found))
}

/// Everybody in a group, those who were there last first.
async fn in_group(app: &App, wanted: String) -> Result<Vec<(MemberRecord, Member)>> {
    let rules = app.parts.card.trade.members.clone();
    if GroupOf::of_key(&rules, &wanted).is_none() {
        return Err(bad(
            "bad_group",
            "There is no such group: ask for one of those in /api/v1/members/groups by its key.",
        ));
    }
    let (today, menu) = (today(&app.parts), app.parts.journal.menu());
    let read = move |reader: &journal::Reader<'_>| {
        let mut found = Vec::new();
        reader.each_member(|record, member| {
            let keys = groups::keys_of(&rules, |id| menu.item(id), &record, &member, today);
            if member.merged_into.is_none() && keys.contains(&wanted) {
                found.push((record, member));
            }
        })?;
        Ok(found)
    };
    let mut found = app.parts.journal.read(read).await.map_err(|error| failed(&error))?;
    found.sort_by_key(|(record, member)| {
        (std::cmp::Reverse(member.last_visit_anywhere()), record.id)
    });
    Ok(found)
}

fn shown((record, member): (MemberRecord, Member)) -> GroupMember {
    GroupMember {
        id: record.id,
        phone_masked: masked_phone(&record.phone),
        reachable: record.agrees(Purpose::Marketing),
        name: record.name,
        visits: member.visits_anywhere(),
        last_visit: member.last_visit_anywhere(),
        spent: member.spent_anywhere(),
        points: member.points,
        written_on: record.written_on,
    }
}

/// Members as a list to write to.
fn list(app: &App, found: Vec<(MemberRecord, Member)>) -> Table {
    list_to_write_to(found.into_iter().map(|(record, member)| Addressee {
        name: record.name,
        phone: record.phone,
        visits: member.visits_anywhere(),
        last_visit: member.last_visit_anywhere(),
        spent: money(app, member.spent_anywhere()),
        points: member.points,
    }))
}
