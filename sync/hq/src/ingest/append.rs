//! The rows of a batch that follow on, their counts and the reference data beside them.

use std::collections::BTreeMap;

use domain::Event;
use domain::id::ItemId;
use domain::stock::Availability;
use protocol::frames::Mark;
use protocol::sync::{SyncAnswer, SyncRecord};
use rusqlite::params;

use super::{Taken, Taking};
use crate::books::{BookingError, Books};
use crate::member_books::MemberBooks;
use crate::rows::{self, Place, int};
use crate::{member_records, merges};

/// Appends what is left of the batch after its first `known` events, which HQ has already.
///
/// # Errors
/// When the database fails.
pub(super) fn append(taking: &Taking<'_>, epoch: i64, known: usize) -> rusqlite::Result<Taken> {
    let (batch, events) = (taking.batch(), &taking.incoming.events);
    taking.heard()?;
    let mut books = Books::new(taking.transaction, taking.store, &batch.store.time_zone);
    let mut members = MemberBooks::new(taking.transaction, taking.store, batch.store.id);
    let (mut applied, mut quarantined, mut merges) = (0_u64, 0_u64, false);
    let mut switched = BTreeMap::new();
    for (row, event) in batch.events.iter().zip(events).skip(known) {
        rows::insert_event(taking.transaction, taking.store, epoch, row)?;
        applied += 1;
        let why = match event {
            Err(unfit) => Some(unfit.clone()),
            Ok(event) => match books.apply(event, row.at) {
                Ok(()) => {
                    switched.extend(switched_by(event));
                    members.hear(row.seq, row.at, event)?;
                    merges |= merges::hear(taking.transaction, taking.store, event)?;
                    None
                }
                Err(BookingError::Unfit(unfit)) => Some(unfit),
                Err(BookingError::Database(error)) => return Err(error),
            },
        };
        if let Some(why) = why {
            let why = why.to_string();
            rows::quarantine(taking.transaction, taking.store, epoch, row.seq, &why)?;
            tracing::warn!(
                store.id = %batch.store.id, event.seq = row.seq, event.kind = row.kind,
                "an event was kept aside: {why}"
            );
            quarantined += 1;
        }
    }
    books.save()?;
    members.save()?;
    let place = rows::place(taking.transaction, taking.store)?;
    let reached = batch.events.last().filter(|_| applied > 0).map(|last| Place {
        epoch_row: epoch,
        mark: Mark { epoch: batch.epoch, seq: last.seq, hash: last.hash },
    });
    let Some(place) = reached.or(place) else { return Ok(SyncAnswer::Nothing.into()) };
    if applied > 0 {
        move_to(taking, place, applied)?;
        merges |= save_records(taking)?;
        // After the records: a menu of the same batch has the names.
        for (item_id, is_out) in switched {
            rows::switch_item(taking.transaction, taking.store, item_id, is_out)?;
        }
    }
    if batch.events.last().is_some_and(|last| last.seq == place.mark.seq) {
        settle(taking, place)?;
    }
    let answer = SyncAnswer::Acknowledged { mark: place.mark };
    Ok(Taken { answer, applied, quarantined, merges })
}

/// The item that an event switches off, or on again.
fn switched_by(event: &Event) -> Option<(ItemId, bool)> {
    let Event::AvailabilitySet { item_id, availability } = event else { return None };
    let is_out = match availability {
        Availability::EightySix => true,
        Availability::Countdown { left } => *left == 0,
        Availability::Available => false,
    };
    Some((*item_id, is_out))
}

/// Store and HQ agree: notes how far the store is, and that nothing contradicts any more.
///
/// # Errors
/// When the database fails.
pub(super) fn settle(taking: &Taking<'_>, place: Place) -> rusqlite::Result<()> {
    let sql = "UPDATE stores SET head_seq = ?2, next_at = ?3, contradiction = NULL WHERE id = ?1";
    let head_seq = int(taking.batch().head_seq.max(place.mark.seq));
    let next_at = taking.batch().next_at.map(domain::Timestamp::ms);
    taking.transaction.prepare_cached(sql)?.execute(params![taking.store, head_seq, next_at])?;
    Ok(())
}

fn move_to(taking: &Taking<'_>, place: Place, applied: u64) -> rusqlite::Result<()> {
    let sql = "UPDATE stores SET epoch = ?2, seq = ?3, hash = ?4, applied = applied + ?5
        WHERE id = ?1";
    let Mark { seq, hash, .. } = place.mark;
    let values = params![taking.store, place.epoch_row, int(seq), hash.as_bytes(), int(applied)];
    taking.transaction.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

/// Keeps the latest of each record; the catalogue's version only rises. True when two members were found
/// to be one.
fn save_records(taking: &Taking<'_>) -> rusqlite::Result<bool> {
    let mut merges = false;
    let sql = "INSERT INTO records (store, kind, key, version, body, at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (store, kind, key) DO UPDATE
            SET version = excluded.version, body = excluded.body, at = excluded.at
            WHERE excluded.version >= version";
    for record in &taking.batch().records {
        let (kind, key, version, body) = match record {
            SyncRecord::Catalogue { catalogue } => {
                ("catalogue", String::new(), catalogue.version, rows::json(catalogue)?)
            }
            SyncRecord::Staff { staff } => ("staff", staff.id.to_string(), 0, rows::json(staff)?),
            SyncRecord::Member { member_id, record } => {
                let (store, record) = (taking.store, record.as_ref());
                member_records::save(taking.transaction, store, *member_id, record, taking.now)?;
                if let Some(record) = record {
                    merges |= merges::same_phone(taking.transaction, record)?;
                }
                continue;
            }
        };
        let values = params![taking.store, kind, key, version, body, taking.now.ms()];
        taking.transaction.prepare_cached(sql)?.execute(values)?;
    }
    Ok(merges)
}
