//! Histories of a store: where one branched off another, and counting anew after a restore.

use protocol::frames::Mark;
use rusqlite::{Transaction, params};

use super::Taking;
use crate::books::{BookingError, Books};
use crate::rows::{self, EpochRow, Place, int};
use crate::{member_standings, project};

/// Orders in memory at most while counting anew; then they are written and forgotten.
const RECOUNT_EVENTS_MAX: u64 = 10_000;

/// Notes that a history begins; returns its row.
///
/// # Errors
/// When the database fails.
pub(super) fn begin(
    taking: &Taking<'_>,
    parent: Option<i64>,
    after_seq: u64,
    stranded: u64,
) -> rusqlite::Result<i64> {
    let sql = "INSERT INTO epochs (store, epoch, parent, after_seq, stranded, began_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let epoch = taking.batch().epoch;
    taking.transaction.prepare_cached(sql)?.execute(params![
        taking.store,
        epoch.as_bytes(),
        parent,
        int(after_seq),
        int(stranded),
        taking.now.ms(),
    ])?;
    Ok(taking.transaction.last_insert_rowid())
}

/// The parts that make up the running history, latest first: an epoch, the seq before its first
/// row, and its last seq that counts.
fn parts(epochs: &[EpochRow], last: i64, upto: u64) -> Vec<(EpochRow, u64)> {
    let mut parts = Vec::new();
    let (mut next, mut upto) = (Some(last), upto);
    while let Some(id) = next
        && parts.len() <= epochs.len()
        && let Some(row) = epochs.iter().find(|row| row.id == id)
    {
        parts.push((*row, upto));
        (next, upto) = (row.parent, row.after_seq.min(upto));
    }
    parts
}

/// The row of the epoch that holds `mark`, if `mark` lies on the running history.
///
/// # Errors
/// When the database fails.
pub(super) fn find(
    transaction: &Transaction<'_>,
    place: Place,
    epochs: &[EpochRow],
    mark: Mark,
) -> rusqlite::Result<Option<i64>> {
    let parts = parts(epochs, place.epoch_row, place.mark.seq);
    let holds = |&&(row, upto): &&(EpochRow, u64)| {
        row.epoch == mark.epoch
            && (row.after_seq..=upto).contains(&mark.seq)
            && mark.seq > row.after_seq
    };
    let Some((row, _)) = parts.iter().find(holds) else { return Ok(None) };
    let held = rows::hash(transaction, row.id, mark.seq)?;
    Ok((held == Some(mark.hash)).then_some(row.id))
}

/// A store whose history is counted anew, inside a transaction.
pub(super) struct Counting<'a> {
    pub(super) transaction: &'a Transaction<'a>,
    /// The row of `stores`.
    pub(super) store: i64,
    /// IANA name of its zone.
    pub(super) time_zone: &'a str,
}

/// Empties what was counted for a store and counts its history up to `upto` in `last` again: what
/// a restore left behind stays stored and is no longer counted.
///
/// # Errors
/// When the database fails.
pub(super) fn recount(
    counting: &Counting<'_>,
    epochs: &[EpochRow],
    last: i64,
    upto: u64,
) -> rusqlite::Result<()> {
    let Counting { transaction, store, .. } = *counting;
    // Whose orders are all on the branch that was left has none any more.
    let members = member_standings::members_of_store(transaction, store)?;
    members.into_iter().try_for_each(|id| member_standings::touch(transaction, id))?;
    for table in ["orders", "days", "sales_by_hour", "quarantine"] {
        let sql = format!("DELETE FROM {table} WHERE store = ?1");
        transaction.prepare_cached(&sql)?.execute([store])?;
    }
    let mut applied = 0;
    for (row, upto) in parts(epochs, last, upto).into_iter().rev() {
        let mut from = row.after_seq;
        while from < upto {
            let to = from.saturating_add(RECOUNT_EVENTS_MAX).min(upto);
            applied += recount_part(counting, row.id, from, to)?;
            from = to;
        }
    }
    let sql = "UPDATE stores SET applied = ?2 WHERE id = ?1";
    transaction.prepare_cached(sql)?.execute(params![store, int(applied)])?;
    Ok(())
}

fn recount_part(counting: &Counting<'_>, epoch: i64, from: u64, to: u64) -> rusqlite::Result<u64> {
    let Counting { transaction, store, time_zone } = *counting;
    let sql = "SELECT seq, at, kind, version, body FROM events
        WHERE epoch = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq";
    let mut statement = transaction.prepare_cached(sql)?;
    let mut found = statement.query(params![epoch, int(from), int(to)])?;
    let mut books = Books::new(transaction, store, time_zone);
    let mut applied = 0;
    while let Some(row) = found.next()? {
        applied += 1;
        let (kind, body): (String, String) = (row.get(2)?, row.get(4)?);
        let at = domain::Timestamp::from_ms(row.get(1)?);
        let counted = project::read(&kind, row.get(3)?, &body)
            .map_err(BookingError::Unfit)
            .and_then(|event| books.apply(&event, at));
        match counted {
            Ok(()) => {}
            Err(BookingError::Unfit(why)) => {
                let seq = rows::seq(row, 0)?;
                rows::quarantine(transaction, store, epoch, seq, &why.to_string())?;
            }
            Err(BookingError::Database(error)) => return Err(error),
        }
    }
    books.save()?;
    Ok(applied)
}
