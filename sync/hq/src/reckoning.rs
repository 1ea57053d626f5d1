//! Counts members in groups: whoever changed at once, and everybody once the day turns or the rules
//! change. A few at a time, so that stores never wait for it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::Datelike;
use domain::catalogue::{Catalogue, Item};
use domain::id::{ItemId, MemberId};
use domain::member::{Member, MemberRecord, groups, letters};
use domain::money::Currency;
use domain::settings::{MemberRules, StoreCard};
use domain::{BusinessDay, Money, Names, Timestamp};
use protocol::hq::HqGroups;
use protocol::reports::MemberGroups;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::member_sums::{self, Stores, Sums};
use crate::rows::{self, from_json, json};
use crate::{member_records, member_standings, merges};

/// Members who are counted in one transaction.
pub(crate) const RECKONED_AT_ONCE: usize = 500;
/// No clock is looked at again before this long.
const SOON: Duration = Duration::from_secs(1);
/// Under what HQ notes by what it counted last.
const NOTED: &str = "reckoning";

/// By what members are counted: the rules of the store that HQ has known longest, its business day, and
/// what the stores sell.
#[derive(Debug)]
pub(crate) struct Reckoning {
    /// Tells one from another.
    stamp: String,
    rules: MemberRules,
    currency: Option<String>,
    items: BTreeMap<ItemId, Item>,
    pub(crate) today: BusinessDay,
    pub(crate) card: Option<StoreCard>,
    zone: chrono_tz::Tz,
    cut_off_minutes: u16,
}

impl Reckoning {
    /// By what members are counted now; the one that is known when nothing of it changed.
    pub(crate) fn now(
        connection: &Connection,
        now: Timestamp,
        known: Option<Arc<Self>>,
    ) -> rusqlite::Result<Arc<Self>> {
        let card = rows::first_card(connection)?;
        let zone = card.as_ref().and_then(|card| card.time_zone.parse().ok());
        let zone = zone.unwrap_or(chrono_tz::UTC);
        let cut_off_minutes = card.as_ref().map_or(0, |card| card.day_cut_off_minutes);
        let today = BusinessDay::of(now, zone, cut_off_minutes);
        let stamp = stamp(connection, card.as_ref(), today)?;
        if let Some(known) = known.filter(|known| known.stamp == stamp) {
            return Ok(known);
        }
        let rules = card.as_ref().map(|card| card.trade.members.clone()).unwrap_or_default();
        let currency = card.as_ref().map(|card| card.currency.clone());
        let items = items(connection)?;
        Ok(Arc::new(Self { stamp, rules, currency, items, today, card, zone, cut_off_minutes }))
    }

    /// What an item is called, while a store sells it.
    pub(crate) fn names_of(&self, item_id: ItemId) -> Option<&Names> {
        self.items.get(&item_id).map(|item| &item.names)
    }

    pub(crate) fn rules(&self) -> &MemberRules {
        &self.rules
    }

    /// An amount in digits, in the money that is counted.
    pub(crate) fn digits(&self, amount: Money) -> String {
        let currency = self.currency.as_deref().and_then(Currency::from_code);
        currency.map_or_else(|| amount.minor().to_string(), |currency| currency.digits(amount))
    }

    /// How long it counts, if nothing changes: until the day turns.
    pub(crate) fn lasts(&self, now: Timestamp) -> Duration {
        let ends = self.today.plus_days(1).begins(self.zone, self.cut_off_minutes);
        let left = ends.saturating_since(now);
        Duration::from_millis(u64::try_from(left).unwrap_or_default()).max(SOON)
    }
}

/// A hash over everything that decides in which groups somebody is, but what they are and did.
fn stamp(
    connection: &Connection,
    card: Option<&StoreCard>,
    today: BusinessDay,
) -> rusqlite::Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(today.to_string().as_bytes());
    hasher.update(json(&card)?.as_bytes());
    let sql = "SELECT store, version, at FROM records WHERE kind = 'catalogue' ORDER BY store";
    let mut find = connection.prepare_cached(sql)?;
    let mut found = find.query([])?;
    while let Some(row) = found.next()? {
        for column in 0..3 {
            hasher.update(&row.get::<_, i64>(column)?.to_le_bytes());
        }
    }
    Ok(hasher.finalize().to_hex().to_string())
}

/// What the stores sell.
fn items(connection: &Connection) -> rusqlite::Result<BTreeMap<ItemId, Item>> {
    let sql =
        "SELECT body FROM records WHERE kind = 'catalogue' AND body IS NOT NULL ORDER BY store";
    let mut find = connection.prepare_cached(sql)?;
    let mut items = BTreeMap::new();
    for catalogue in find.query_map([], |row| from_json::<Catalogue>(row, 0))? {
        items.extend(catalogue?.items.into_iter().map(|item| (item.id, item)));
    }
    Ok(items)
}

/// What HQ counted by last.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Noted {
    /// Which reckoning it was, from 1.
    number: i64,
    stamp: String,
    /// In which money what members spent was summed up.
    currency: Option<String>,
}

fn noted(connection: &Connection) -> rusqlite::Result<Noted> {
    let sql = "SELECT value FROM notes WHERE key = ?1";
    let mut find = connection.prepare_cached(sql)?;
    let found = find.query_row([NOTED], |row| from_json(row, 0)).optional()?;
    Ok(found.unwrap_or_default())
}

/// How many members are not counted as they are now.
pub(crate) fn waiting(connection: &Connection, by: &Reckoning) -> rusqlite::Result<u32> {
    let Noted { number, stamp, .. } = noted(connection)?;
    let below = if stamp == by.stamp { number } else { number.saturating_add(1) };
    let sql = "SELECT count(*) FROM member_standings WHERE reckoned < ?1";
    connection.prepare_cached(sql)?.query_row([below], |row| row.get(0))
}

/// The groups as they are counted.
pub(crate) fn counted(connection: &Connection, by: &Reckoning) -> rusqlite::Result<HqGroups> {
    let groups = member_standings::groups(connection)?;
    // Everybody is at one stage.
    let staged = groups.iter().filter(|(key, _)| key.starts_with("stage:"));
    let members = staged.map(|(_, (members, _))| members).sum();
    Ok(HqGroups {
        counted: MemberGroups::in_order(&by.rules, members, groups),
        day: by.today,
        waiting: waiting(connection, by)?,
        by: by.card.clone(),
    })
}

/// Counts the next [`RECKONED_AT_ONCE`] members; returns how many.
pub(crate) fn reckon(connection: &Connection, by: &Reckoning) -> rusqlite::Result<usize> {
    let number = begun(connection, by)?;
    let sql = "SELECT member_id, reckoned FROM member_standings WHERE reckoned < ?1
        ORDER BY reckoned LIMIT ?2";
    let mut find = connection.prepare_cached(sql)?;
    let most = i64::try_from(RECKONED_AT_ONCE).unwrap_or(i64::MAX);
    let found = find.query_map(params![number, most], |row| {
        Ok((rows::member(row, 0)?, row.get::<_, i64>(1)? == 0))
    })?;
    let due: Vec<(MemberId, bool)> = found.collect::<rusqlite::Result<_>>()?;
    let stores = Stores::read(connection)?;
    let (groups, moved) = (BTreeMap::new(), BTreeMap::new());
    let mut chunk = Chunk { connection, by, number, stores, groups, moved };
    for (id, changed) in &due {
        chunk.member(*id, *changed)?;
    }
    chunk.save()?;
    Ok(due.len())
}

/// The number of the reckoning by what holds now; begins one when something of that changed.
fn begun(connection: &Connection, by: &Reckoning) -> rusqlite::Result<i64> {
    let known = noted(connection)?;
    if known.stamp == by.stamp {
        return Ok(known.number);
    }
    if known.currency != by.currency {
        // What everybody spent is summed up anew, in the other money.
        connection.execute("UPDATE member_standings SET reckoned = 0", [])?;
    }
    let number = known.number + 1;
    let (stamp, currency) = (by.stamp.clone(), by.currency.clone());
    let sql = "INSERT INTO notes (key, value) VALUES (?1, ?2)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    let value = json(&Noted { number, stamp, currency })?;
    connection.prepare_cached(sql)?.execute(params![NOTED, value])?;
    Ok(number)
}

struct Chunk<'a> {
    connection: &'a Connection,
    by: &'a Reckoning,
    number: i64,
    stores: Stores,
    /// Numbers of groups by their keys.
    groups: BTreeMap<String, i64>,
    /// By how many the members of each group change, and by how many those who may be written to.
    moved: BTreeMap<i64, (i64, i64)>,
}

/// Where somebody is counted: the day of their last visit, whether they may be written to, in which groups.
#[derive(Debug, PartialEq, Eq, Default)]
struct Place {
    last_day: i32,
    reachable: bool,
    groups: Vec<i64>,
}

impl Chunk<'_> {
    fn member(&mut self, id: MemberId, changed: bool) -> rusqlite::Result<()> {
        let before = self.place(id)?;
        let Some((record, sums)) = self.known(id, changed)? else {
            self.moves(id, &before, &Place::default())?;
            let sql = "DELETE FROM member_standings WHERE member_id = ?1";
            self.connection.prepare_cached(sql)?.execute([id.as_bytes()])?;
            return Ok(());
        };
        let Reckoning { rules, items, today, .. } = self.by;
        let last = sums.did.last_visit.map(|day| day.date().num_days_from_ce());
        let member = Member { elsewhere: sums.did, habits: sums.habits, ..Member::default() };
        let keys = groups::keys_of(rules, |id| items.get(&id), &record, &member, *today);
        let mut now = Place {
            last_day: last.unwrap_or_default(),
            reachable: letters::may_be_written_to(rules, &record, *today),
            groups: keys.into_iter().map(|key| self.group(key)).collect::<rusqlite::Result<_>>()?,
        };
        now.groups.sort_unstable();
        now.groups.dedup();
        self.moves(id, &before, &now)?;
        if !changed && before == now {
            let sql = "UPDATE member_standings SET reckoned = ?2 WHERE member_id = ?1";
            let mut note = self.connection.prepare_cached(sql)?;
            return note.execute(params![id.as_bytes(), self.number]).map(drop);
        }
        let sums = Sums { did: member.elsewhere, habits: member.habits };
        let sql = "UPDATE member_standings SET reckoned = ?2, last_day = ?3, reachable = ?4,
            in_groups = ?5, sums = ?6 WHERE member_id = ?1";
        let Place { last_day, reachable, groups } = now;
        let values =
            params![id.as_bytes(), self.number, last_day, reachable, json(&groups)?, json(&sums)?];
        self.connection.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    /// Who a member is and what they did; `None` for whoever is counted nowhere: they were erased, they
    /// are somebody else, or nothing is known of them.
    fn known(&self, id: MemberId, changed: bool) -> rusqlite::Result<Option<(MemberRecord, Sums)>> {
        if merges::into(self.connection, id)?.is_some() {
            return Ok(None);
        }
        let sums = if changed {
            let everybody = merges::everybody(self.connection, id)?;
            let currency = self.by.currency.as_deref();
            member_sums::sum(self.connection, &self.stores, currency, None, &everybody)?
        } else {
            member_standings::sums(self.connection, id)?
        };
        if let Some(record) = member_records::record(self.connection, id)? {
            return Ok(Some((record, sums)));
        }
        // Of whom nothing is known yet but orders is counted by those; not whoever was erased.
        let came = sums.did.visits > 0 && !member_records::is_known(self.connection, id)?;
        Ok(came.then(|| (MemberRecord::new(id, "", Timestamp::from_ms(0)), sums)))
    }

    /// Where somebody was counted last.
    fn place(&self, id: MemberId) -> rusqlite::Result<Place> {
        let sql =
            "SELECT last_day, reachable, in_groups FROM member_standings WHERE member_id = ?1";
        self.connection.prepare_cached(sql)?.query_row([id.as_bytes()], |row| {
            Ok(Place { last_day: row.get(0)?, reachable: row.get(1)?, groups: from_json(row, 2)? })
        })
    }

    /// The number of a group, which begins with nobody in it.
    fn group(&mut self, key: String) -> rusqlite::Result<i64> {
        if let Some(known) = self.groups.get(&key) {
            return Ok(*known);
        }
        let id = if let Some((id, _)) = member_standings::group(self.connection, &key)? {
            id
        } else {
            let sql = "INSERT INTO member_groups (mark, key)
                VALUES (mark('group', ?1), sealed('group', ?1))";
            self.connection.prepare_cached(sql)?.execute([&key])?;
            self.connection.last_insert_rowid()
        };
        self.groups.insert(key, id);
        Ok(id)
    }

    /// Takes somebody out of where they were counted, and counts them where they are now.
    fn moves(&mut self, id: MemberId, before: &Place, now: &Place) -> rusqlite::Result<()> {
        if before == now {
            return Ok(());
        }
        let sql = "DELETE FROM members_in_groups
            WHERE group_id = ?1 AND last_day = ?2 AND member_id = ?3";
        let mut leave = self.connection.prepare_cached(sql)?;
        let sql =
            "INSERT INTO members_in_groups (group_id, last_day, member_id) VALUES (?1, ?2, ?3)";
        let mut join = self.connection.prepare_cached(sql)?;
        for (place, change, times) in [(before, &mut leave, -1), (now, &mut join, 1)] {
            for group in &place.groups {
                change.execute(params![group, place.last_day, id.as_bytes()])?;
                let moved = self.moved.entry(*group).or_default();
                moved.0 += times;
                moved.1 += if place.reachable { times } else { 0 };
            }
        }
        Ok(())
    }

    /// Writes how many are in each group; one with nobody in it is forgotten, with its word.
    fn save(self) -> rusqlite::Result<()> {
        let sql = "UPDATE member_groups SET members = members + ?2, reachable = reachable + ?3
            WHERE id = ?1";
        let mut change = self.connection.prepare_cached(sql)?;
        for (id, (members, reachable)) in self.moved {
            change.execute([id, members, reachable])?;
        }
        let sql = "DELETE FROM member_groups WHERE members = 0";
        self.connection.prepare_cached(sql)?.execute([])?;
        Ok(())
    }
}
