//! Members in groups: how far each is, who is due, whose birthday is near, tiers and tags. Counted when
//! it is asked, from what is kept of each; and lists of them to write to.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::catalogue::Menu;
use domain::id::{CommandId, MemberId};
use domain::member::standing::{self, LifeStage};
use domain::member::{Member, MemberRecord, Purpose, letters, masked_phone, tagging};
use domain::settings::MemberRules;
use domain::{BusinessDay, CommandResult, Request, SystemCommand};
use protocol::http::Problem;
use protocol::reports::{
    BIRTHDAY_DAYS, GROUP_SHOWN_MAX, GroupMember, GroupMembers, GroupOf, MemberGroup, MemberGroups,
};

use uuid::Uuid;

use super::App;
use super::ask::{Result, done, failed, manager, no_store};
use super::csv::{Table, answer};
use super::reports::{Asked, bad, money, wants_csv};
use crate::members::today;

/// The key of the group of those who were written to lately.
const WRITTEN: &str = "written";

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
    let read =
        move |reader: &journal::Reader<'_>| {
            let (mut members, mut groups) = (0_u32, BTreeMap::new());
            reader.each_member(|record, member| {
                if member.merged_into.is_some() {
                    return;
                }
                members += 1;
                let reachable = letters::may_be_written_to(&rules, &record, today);
                let reachable = u32::from(reachable);
                for (key, of) in groups_of(&rules, &menu, &record, &member, today) {
                    let place = (place_of(&of, &rules), key);
                    let group = groups.entry(place).or_insert((of, 0, 0));
                    group.1 += 1;
                    group.2 += reachable;
                }
            })?;
            let groups = groups.into_iter().map(|((_, key), (of, members, reachable))| {
                MemberGroup { of, key, members, reachable }
            });
            Ok(MemberGroups { members, groups: groups.collect() })
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
        return answer(&list(&app, &found));
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
    answer(&list(&app, &found))
}

/// Everybody in a group, those who were there last first.
async fn in_group(app: &App, wanted: String) -> Result<Vec<(MemberRecord, Member)>> {
    let kinds = ["stage:", "tier:", "tag:"];
    if !["due", "birthday", WRITTEN].contains(&wanted.as_str())
        && !kinds.iter().any(|kind| wanted.starts_with(kind))
    {
        return Err(bad(
            "bad_group",
            "There is no such group: ask for one of those in /api/v1/members/groups by its key.",
        ));
    }
    let (rules, today) = (app.parts.card.trade.members.clone(), today(&app.parts));
    let menu = app.parts.journal.menu();
    let read = move |reader: &journal::Reader<'_>| {
        let mut found = Vec::new();
        reader.each_member(|record, member| {
            let groups = groups_of(&rules, &menu, &record, &member, today);
            let stands = member.merged_into.is_none();
            if stands && groups.iter().any(|(key, _)| *key == wanted) {
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

/// Where a group stands among the others: the life of a member first, then what is due, then tiers
/// from the lowest, then tags.
fn place_of(of: &GroupOf, rules: &MemberRules) -> (u8, usize) {
    match of {
        GroupOf::Stage { stage } => {
            (0, LifeStage::ALL.iter().position(|known| known == stage).unwrap_or_default())
        }
        GroupOf::Due => (1, 0),
        GroupOf::Birthday => (2, 0),
        GroupOf::Written => (2, 1),
        GroupOf::Tier { names } => {
            (3, rules.tiers.iter().position(|tier| tier.names == *names).unwrap_or_default())
        }
        GroupOf::Tag { .. } => (4, 0),
    }
}

/// The groups that somebody is in, each with its key.
fn groups_of(
    rules: &MemberRules,
    menu: &Menu,
    record: &MemberRecord,
    member: &Member,
    today: BusinessDay,
) -> Vec<(String, GroupOf)> {
    let stage = standing::stage(rules, member, today);
    let word = serde_json::to_value(stage).ok();
    let word = word.as_ref().and_then(|word| word.as_str()).unwrap_or_default().to_owned();
    let mut groups = vec![(format!("stage:{word}"), GroupOf::Stage { stage })];
    if standing::is_due(rules, member, today) {
        groups.push(("due".to_owned(), GroupOf::Due));
    }
    if record.birthday.is_some_and(|birthday| birthday.days_from(today) <= BIRTHDAY_DAYS) {
        groups.push(("birthday".to_owned(), GroupOf::Birthday));
    }
    if letters::is_quiet(rules, record, today) {
        groups.push((WRITTEN.to_owned(), GroupOf::Written));
    }
    if let Some(tier) = standing::tier(rules, member, today) {
        let names = tier.names.clone();
        groups.push((format!("tier:{}", tier.code), GroupOf::Tier { names }));
    }
    let by_hand = record.tags.iter().map(String::as_str);
    let tags = by_hand.chain(tagging::by_rule(rules, menu, record, member, today));
    groups.extend(tags.map(|tag| (format!("tag:{tag}"), GroupOf::Tag { tag: tag.to_owned() })));
    groups
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
fn list(app: &App, found: &[(MemberRecord, Member)]) -> Table {
    let row = |(record, member): &(MemberRecord, Member)| {
        vec![
            record.name.clone(),
            // Digits with a plus in front, which a spreadsheet would take for a sum.
            record.phone.trim_start_matches('+').to_owned(),
            member.visits_anywhere().to_string(),
            member.last_visit_anywhere().map(|day| day.to_string()).unwrap_or_default(),
            money(app, member.spent_anywhere()),
            member.points.to_string(),
        ]
    };
    Table {
        name: "members-to-write-to",
        heading: vec!["name", "phone", "orders", "last_order", "spent", "points"],
        rows: found.iter().map(row).collect(),
    }
}
