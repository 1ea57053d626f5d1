//! Members in groups: how far each is, who is due, whose birthday is near, tiers and tags. Counted when
//! it is asked, from what is kept of each; for writing to them, those who agreed to it.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::BusinessDay;
use domain::member::standing::{self, LifeStage};
use domain::member::{Member, MemberRecord, Purpose, masked_phone, tagging};
use domain::settings::MemberRules;
use protocol::http::Problem;
use protocol::reports::{
    BIRTHDAY_DAYS, GROUP_SHOWN_MAX, GroupMember, GroupMembers, GroupOf, MemberGroup, MemberGroups,
};

use super::App;
use super::ask::{Result, failed, manager, no_store};
use super::csv::{Table, answer};
use super::reports::{Asked, bad, money, wants_csv};
use crate::members::today;

/// The groups that members fall into today, with how many are in each.
#[utoipa::path(
    get, path = "/api/v1/members/groups",
    responses((status = 200, description = "{members, groups}: each with its key, members, and how many of them agreed to being written to.", content_type = "application/json"), (status = 401, body = Problem), (status = 403, body = Problem)),
    params(
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn groups(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    manager(&app, &headers).await?;
    let (rules, today) = (app.parts.card.trade.members.clone(), today(&app.parts));
    let read =
        move |reader: &journal::Reader<'_>| {
            let (mut members, mut groups) = (0_u32, BTreeMap::new());
            reader.each_member(|record, member| {
                if member.merged_into.is_some() {
                    return;
                }
                members += 1;
                let reachable = u32::from(record.agrees(Purpose::Marketing));
                for (key, of) in groups_of(&rules, &record, &member, today) {
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

/// Who is in a group. As CSV: those of them who agreed to being written to, with their phones.
#[utoipa::path(
    get, path = "/api/v1/members/groups/{group}",
    responses((status = 200, description = "{members, count}, at most 200; or as CSV all who agreed to being written to.", content_type = "application/json"), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem)),
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
    let kinds = ["stage:", "tier:", "tag:"];
    if !["due", "birthday"].contains(&wanted.as_str())
        && !kinds.iter().any(|kind| wanted.starts_with(kind))
    {
        return Err(bad(
            "bad_group",
            "There is no such group: ask for one of those in /api/v1/members/groups by its key.",
        ));
    }
    let (rules, today) = (app.parts.card.trade.members.clone(), today(&app.parts));
    let read = move |reader: &journal::Reader<'_>| {
        let mut found = Vec::new();
        reader.each_member(|record, member| {
            let groups = groups_of(&rules, &record, &member, today);
            let stands = member.merged_into.is_none();
            if stands && groups.iter().any(|(key, _)| *key == wanted) {
                found.push((record, member));
            }
        })?;
        Ok(found)
    };
    let mut found = app.parts.journal.read(read).await.map_err(|error| failed(&error))?;
    found.sort_by_key(|(record, member)| (std::cmp::Reverse(member.last_visit), record.id));
    if csv {
        return answer(&letters(&app, &found));
    }
    let count = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let members = found.into_iter().take(GROUP_SHOWN_MAX).map(shown).collect();
    Ok(no_store(GroupMembers { members, count }))
}

/// Where a group stands among the others: the life of a member first, then what is due, then tiers
/// from the lowest, then tags.
fn place_of(of: &GroupOf, rules: &MemberRules) -> (u8, usize) {
    match of {
        GroupOf::Stage { stage } => {
            let stages = [
                LifeStage::Prospect,
                LifeStage::First,
                LifeStage::Second,
                LifeStage::Regular,
                LifeStage::AtRisk,
                LifeStage::Lost,
            ];
            (0, stages.iter().position(|known| known == stage).unwrap_or_default())
        }
        GroupOf::Due => (1, 0),
        GroupOf::Birthday => (2, 0),
        GroupOf::Tier { names } => {
            (3, rules.tiers.iter().position(|tier| tier.names == *names).unwrap_or_default())
        }
        GroupOf::Tag { .. } => (4, 0),
    }
}

/// The groups that somebody is in, each with its key.
fn groups_of(
    rules: &MemberRules,
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
    if let Some(tier) = standing::tier(rules, member, today) {
        let names = tier.names.clone();
        groups.push((format!("tier:{}", tier.code), GroupOf::Tier { names }));
    }
    let by_hand = record.tags.iter().map(String::as_str);
    let tags = by_hand.chain(tagging::by_rule(rules, record, member, today));
    groups.extend(tags.map(|tag| (format!("tag:{tag}"), GroupOf::Tag { tag: tag.to_owned() })));
    groups
}

fn shown((record, member): (MemberRecord, Member)) -> GroupMember {
    GroupMember {
        id: record.id,
        phone_masked: masked_phone(&record.phone),
        reachable: record.agrees(Purpose::Marketing),
        name: record.name,
        visits: member.visits,
        last_visit: member.last_visit,
        spent: member.spent,
        points: member.points,
    }
}

/// Whom somebody may write to, and nobody else.
fn letters(app: &App, found: &[(MemberRecord, Member)]) -> Table {
    let row = |(record, member): &(MemberRecord, Member)| {
        vec![
            record.name.clone(),
            // Digits with a plus in front, which a spreadsheet would take for a sum.
            record.phone.trim_start_matches('+').to_owned(),
            member.visits.to_string(),
            member.last_visit.map(|day| day.to_string()).unwrap_or_default(),
            money(app, member.spent),
            member.points.to_string(),
        ]
    };
    Table {
        name: "members-who-agreed",
        heading: vec!["name", "phone", "orders", "last_order", "spent", "points"],
        rows: found
            .iter()
            .filter(|(record, _)| record.agrees(Purpose::Marketing))
            .map(row)
            .collect(),
    }
}
