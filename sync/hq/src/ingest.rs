//! What HQ makes of a batch, inside the writer's transaction.
//!
//! *Invariant:* for each history of a store the rows at HQ are a prefix without holes, each once, in
//! order, under the store's own hashes. A batch is taken whole or not at all.

mod append;
mod history;

use domain::chain::Hash;
use domain::id::StoreId;
use domain::{Event, Timestamp};
use protocol::frames::Mark;
use protocol::sync::{Batch, SyncAnswer};
use rusqlite::{Transaction, params};

use self::append::append;
use self::history::Counting;
use crate::incoming::Incoming;
use crate::member_books::MemberBooks;
use crate::merges;
use crate::rows::{self, Place};
use crate::sentence::Sentence;

/// What came of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) answer: SyncAnswer,
    /// Rows that are new at HQ.
    pub(crate) applied: u64,
    /// Of those, the ones that could not be counted.
    pub(crate) quarantined: u64,
    /// Whether stores may have to be told that members were merged.
    pub(crate) merges: bool,
}

impl From<SyncAnswer> for Taken {
    fn from(answer: SyncAnswer) -> Self {
        Self { answer, applied: 0, quarantined: 0, merges: false }
    }
}

/// A registered store and the moment, for everything that handles one batch.
struct Taking<'a> {
    transaction: &'a Transaction<'a>,
    /// The row of `stores`.
    store: i64,
    incoming: &'a Incoming,
    now: Timestamp,
}

/// Takes a batch of a store that was registered.
///
/// # Errors
/// When the database fails, or the store is not registered.
pub(crate) fn take(
    transaction: &Transaction<'_>,
    incoming: &Incoming,
    now: Timestamp,
) -> rusqlite::Result<Taken> {
    let id: StoreId = incoming.batch.store.id;
    let store = rows::store(transaction, id)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    let taking = Taking { transaction, store, incoming, now };
    let Some(place) = rows::place(transaction, store)? else { return taking.first_batch() };
    if incoming.batch.epoch == place.mark.epoch {
        return taking.same_history(place);
    }
    let epochs = rows::epochs(transaction, store)?;
    if epochs.iter().any(|known| known.epoch == incoming.batch.epoch) {
        return Ok(SyncAnswer::Fenced { epoch: place.mark.epoch }.into());
    }
    taking.new_history(place, &epochs)
}

/// Counts everything that a store sent once more: the program before did not count all of it. `store` is
/// its row, and `time_zone` the IANA name of its zone.
///
/// # Errors
/// When the database fails.
pub(crate) fn count_again(
    transaction: &Transaction<'_>,
    store: i64,
    time_zone: &str,
) -> rusqlite::Result<()> {
    let Some(place) = rows::place(transaction, store)? else { return Ok(()) };
    let epochs = rows::epochs(transaction, store)?;
    let counting = Counting { transaction, store, time_zone };
    history::recount(&counting, &epochs, place.epoch_row, place.mark.seq)
}

impl Taking<'_> {
    fn batch(&self) -> &Batch {
        &self.incoming.batch
    }

    /// A store that HQ has no row of.
    fn first_batch(&self) -> rusqlite::Result<Taken> {
        let batch = self.batch();
        self.heard()?;
        let Some(first) = batch.events.first() else { return Ok(SyncAnswer::Nothing.into()) };
        let nothing =
            Place { epoch_row: 0, mark: Mark { epoch: batch.epoch, seq: 0, hash: Hash::ZERO } };
        if let Some(broken) = &self.incoming.broken {
            return self.contradiction(nothing, broken);
        }
        if first.seq != 1 {
            return Ok(SyncAnswer::Nothing.into());
        }
        if batch.previous_hash != Hash::ZERO {
            return self.contradiction(nothing, &Sentence::forged(1));
        }
        if self.epoch_began().is_some_and(|began| began.store_id != batch.store.id) {
            return self.contradiction(nothing, &Sentence::foreign());
        }
        let epoch = history::begin(self, None, 0, 0)?;
        append(self, epoch, 0)
    }

    /// The history that HQ follows.
    fn same_history(&self, place: Place) -> rusqlite::Result<Taken> {
        let batch = self.batch();
        if let Some(broken) = &self.incoming.broken {
            return self.contradiction(place, broken);
        }
        let mark = place.mark;
        let Some(first) = batch.events.first() else {
            self.heard()?;
            if batch.previous_hash != mark.hash {
                return Ok(SyncAnswer::GoOnAfter { mark }.into());
            }
            append::settle(self, place)?;
            return Ok(SyncAnswer::Acknowledged { mark }.into());
        };
        if first.seq > mark.seq.saturating_add(1) {
            self.heard()?;
            return Ok(SyncAnswer::GoOnAfter { mark }.into());
        }
        if first.seq == mark.seq.saturating_add(1) && batch.previous_hash != mark.hash {
            return self.contradiction(place, &Sentence::differs(mark.seq));
        }
        let mut known = 0;
        for event in batch.events.iter().take_while(|event| event.seq <= mark.seq) {
            let held = rows::hash(self.transaction, place.epoch_row, event.seq)?;
            if held != Some(event.hash) {
                return self.contradiction(place, &Sentence::differs(event.seq));
            }
            known += 1;
        }
        append(self, place.epoch_row, known)
    }

    /// A history that HQ has not heard of: only a restore begins one.
    fn new_history(&self, place: Place, epochs: &[rows::EpochRow]) -> rusqlite::Result<Taken> {
        let (batch, mark) = (self.batch(), place.mark);
        if let Some(broken) = &self.incoming.broken {
            return self.contradiction(place, broken);
        }
        let Some(first) = batch.events.first() else {
            return Ok(SyncAnswer::GoOnAfter { mark }.into());
        };
        let Some(began) = self.epoch_began() else {
            if first.seq == 1 {
                return self.contradiction(place, &Sentence::began_anew(mark.seq));
            }
            return Ok(SyncAnswer::GoOnAfter { mark }.into());
        };
        if began.store_id != batch.store.id {
            return self.contradiction(place, &Sentence::foreign());
        }
        let Some(from) = began.restored_from else {
            return self.contradiction(place, &Sentence::began_anew(mark.seq));
        };
        let branch = Mark { epoch: from.epoch, seq: from.seq, hash: from.hash };
        let Some(parent) = history::find(self.transaction, place, epochs, branch)? else {
            return self.contradiction(place, &Sentence::branched_elsewhere(from.seq));
        };
        // The event itself names the row before; a chain that begins with zeros is as well tied.
        let follows = [from.hash, Hash::ZERO].contains(&batch.previous_hash);
        if Some(first.seq) != from.seq.checked_add(1) || !follows {
            return self.contradiction(place, &Sentence::branched_elsewhere(from.seq));
        }
        let stranded = mark.seq.saturating_sub(from.seq);
        let epoch = history::begin(self, Some(parent), from.seq, stranded)?;
        if stranded > 0 {
            let (transaction, store) = (self.transaction, self.store);
            let counting = Counting { transaction, store, time_zone: &batch.store.time_zone };
            history::recount(&counting, epochs, parent, from.seq)?;
            let mut members = MemberBooks::new(self.transaction, self.store, batch.store.id);
            members.unhear_after(from.seq)?;
            members.save()?;
            merges::unhear(self.transaction, self.store)?;
        }
        append(self, epoch, 0)
    }

    /// What the first event of the batch says, if it begins a history.
    fn epoch_began(&self) -> Option<Began> {
        let Some(Ok(Event::EpochBegan { store_id, epoch, restored_from })) =
            self.incoming.events.first()
        else {
            return None;
        };
        (*epoch == self.batch().epoch)
            .then_some(Began { store_id: *store_id, restored_from: *restored_from })
    }

    /// Nothing is stored but that, and why, the store contradicts HQ.
    fn contradiction(&self, place: Place, why: &Sentence) -> rusqlite::Result<Taken> {
        self.heard()?;
        let sql = "UPDATE stores SET contradiction = ?2 WHERE id = ?1";
        self.transaction.prepare_cached(sql)?.execute(params![self.store, why.both()])?;
        tracing::warn!(store.id = %self.batch().store.id, "a store contradicts HQ: {}", why.en);
        Ok(SyncAnswer::Forked { mark: place.mark, why: why.en.clone() }.into())
    }

    fn heard(&self) -> rusqlite::Result<()> {
        let batch = self.batch();
        let cut_off = batch.day_cut_off_minutes;
        rows::heard_from(self.transaction, self.store, &batch.store, cut_off, self.now)
    }
}

/// An `EpochBegan` that belongs to the batch.
struct Began {
    store_id: StoreId,
    restored_from: Option<domain::event::RestoredFrom>,
}
