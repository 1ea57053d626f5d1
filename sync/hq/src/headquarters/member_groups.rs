//! Members of the chain in groups: counted, shown, written to.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use domain::member::MemberRecord;
use domain::member::groups::{self, GroupOf};
use domain::member::letters::LETTERS_MAX;
use protocol::hq::HqGroups;
use protocol::reports::{Addressee, GroupMembers};
use rusqlite::{Connection, Transaction};
use tokio::sync::watch;

use super::Hq;
use crate::readers::ReadError;
use crate::reckoning::{RECKONED_AT_ONCE, Reckoning};
use crate::writer::WriteError;
use crate::{clock, member_books, member_letters, member_standings, reckoning};

/// Time between two counts of members that nobody asks for, at least.
const RECKON_EVERY_MIN: Duration = Duration::from_secs(1);
/// After so long it is tried again when it failed.
const RECKON_AGAIN: Duration = Duration::from_mins(1);
/// Whoever asks for groups waits so long at most until those who changed are counted.
const RECKONED_WITHIN: Duration = Duration::from_secs(2);

/// A list to write to cannot be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ListError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl Hq {
    /// The groups that members of the chain fall into; waits a moment for those who just changed.
    pub(crate) async fn member_groups(&self) -> Result<HqGroups, ReadError> {
        self.until_reckoned().await?;
        let by = self.reckoning_now().await?;
        self.readers.read(move |connection| reckoning::counted(connection, &by)).await
    }

    /// Who is in one of them; `None` when there is no such group.
    pub(crate) async fn group_members(
        &self,
        key: String,
    ) -> Result<Option<GroupMembers>, ReadError> {
        let by = self.reckoning_now().await?;
        if GroupOf::of_key(by.rules(), &key).is_none() {
            return Ok(None);
        }
        self.until_reckoned().await?;
        self.readers
            .read(move |connection| member_standings::shown(connection, &key))
            .await
            .map(Some)
    }

    /// Notes that HQ writes to the members of a group, and tells whom: those who may be, or of those it
    /// wrote to lately all, once more. `None` when there is no such group.
    pub(crate) async fn write_to(&self, key: String) -> Result<Option<Vec<Addressee>>, ListError> {
        let by = self.reckoning_now().await?;
        if GroupOf::of_key(by.rules(), &key).is_none() {
            return Ok(None);
        }
        if key == groups::WRITTEN {
            let lately = move |connection: &Connection| {
                let found = member_letters::lately(connection, by.rules(), by.today)?;
                addressed(connection, &by, found)
            };
            return Ok(Some(self.readers.read(lately).await?));
        }
        self.until_reckoned().await?;
        let read = move |connection: &Connection| member_standings::group(connection, &key);
        let Some((group, _)) = self.readers.read(read).await? else { return Ok(Some(Vec::new())) };
        let (mut written, mut reached) = (Vec::new(), None);
        loop {
            let (by, after) = (Arc::clone(&by), reached);
            let work = move |transaction: &Transaction<'_>| {
                let next = member_standings::in_group(transaction, group, after, LETTERS_MAX)?;
                let mut found = Vec::new();
                for (_, id) in &next {
                    found.extend(member_letters::note(transaction, by.rules(), *id, by.today)?);
                }
                Ok((next.last().copied(), addressed(transaction, &by, found)?))
            };
            let (last, found) = self.writer.run(work).await?;
            written.extend(found);
            if last.is_none() {
                break;
            }
            reached = last;
        }
        self.changed.send_modify(|count| *count = count.wrapping_add(1));
        Ok(Some(written))
    }

    /// Counts members in groups whenever somebody asks, when stores sent something, and when the day
    /// turns; for as long as HQ runs.
    pub(crate) async fn keep_reckoned(&self) {
        let mut changes = self.changes();
        loop {
            let lasts = match self.reckon().await {
                Ok(lasts) => lasts,
                Err(error) => {
                    tracing::error!(%error, "members could not be counted in groups");
                    RECKON_AGAIN
                }
            };
            tokio::select! {
                () = self.asked.notified() => {}
                () = quiet(&mut changes, lasts) => {
                    // Nobody asks: then what many batches change is counted once.
                    let _ = tokio::time::timeout(RECKON_EVERY_MIN, self.asked.notified()).await;
                }
            }
        }
    }

    /// Counts until nobody waits; returns how long that stays so by itself.
    async fn reckon(&self) -> anyhow::Result<Duration> {
        let by = self.reckoning_now().await?;
        let lasts = by.lasts(clock::now());
        let current = Arc::clone(&by);
        let waiting = move |connection: &Connection| reckoning::waiting(connection, &current);
        let mut left = self.readers.read(waiting).await? > 0;
        while left {
            let current = Arc::clone(&by);
            let work =
                move |transaction: &Transaction<'_>| reckoning::reckon(transaction, &current);
            left = self.writer.run(work).await? == RECKONED_AT_ONCE;
        }
        self.reckoned.send_modify(|count| *count = count.wrapping_add(1));
        Ok(lasts)
    }

    /// By what members are counted now.
    pub(super) async fn reckoning_now(&self) -> Result<Arc<Reckoning>, ReadError> {
        let known = self.reckoning.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let now = clock::now();
        let read = move |connection: &Connection| Reckoning::now(connection, now, known);
        let by = self.readers.read(read).await?;
        *self.reckoning.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&by));
        Ok(by)
    }

    /// Waits until whoever changed is counted, and not longer than [`RECKONED_WITHIN`].
    async fn until_reckoned(&self) -> Result<(), ReadError> {
        let mut reckoned = self.reckoned.subscribe();
        let waiting = async {
            loop {
                let by = self.reckoning_now().await?;
                let waiting = move |connection: &Connection| reckoning::waiting(connection, &by);
                if self.readers.read(waiting).await? == 0 {
                    return Ok(());
                }
                self.asked.notify_one();
                if reckoned.changed().await.is_err() {
                    return Ok(());
                }
            }
        };
        tokio::time::timeout(RECKONED_WITHIN, waiting).await.unwrap_or(Ok(()))
    }
}

/// Waits until something changed, but not longer than so.
async fn quiet(changes: &mut watch::Receiver<u64>, most: Duration) {
    // Whether it changed, or the time is over, or nothing can change any more: it is counted.
    let _ = tokio::time::timeout(most, changes.changed()).await;
}

/// Members as a list to write to has them.
fn addressed(
    connection: &Connection,
    by: &Reckoning,
    found: Vec<MemberRecord>,
) -> rusqlite::Result<Vec<Addressee>> {
    let one = |record: MemberRecord| {
        let did = member_standings::sums(connection, record.id)?.did;
        Ok(Addressee {
            name: record.name,
            phone: record.phone,
            visits: did.visits,
            last_visit: did.last_visit,
            spent: by.digits(did.spent),
            points: member_books::total(connection, record.id)?.points,
        })
    };
    found.into_iter().map(one).collect()
}
