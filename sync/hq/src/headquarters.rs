//! HQ without its sockets.

pub(crate) mod member_groups;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use anyhow::{Context, ensure};
use domain::Timestamp;
use domain::id::{CouponId, MemberId, StoreId};
use domain::ledger::lending::Lending;
use domain::member::MemberRecord;
use domain::member::elsewhere::Elsewhere;
use protocol::hq::{HqCampaign, HqMember, HqStoreTotals, HqToday};
use protocol::member_page::{MemberPage, OwnData};
use protocol::sync::{ERASED_PAGE, HeldElsewhere, INVITATION_MS, MemberNews, SyncAnswer};
use rusqlite::Connection;
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::clock;
use crate::database::Folder;
use crate::incoming::Incoming;
use crate::ingest::Taken;
use crate::member_books::LINES_SHOWN;
use crate::member_sums::Stores;
use crate::metering::Meters;
use crate::readers::{ReadError, Readers};
use crate::reckoning::Reckoning;
use crate::wanted::Wanted;
use crate::writer::{WriteError, Writer};
use crate::{
    coupons, member_books, member_pages, member_records, member_sums, merges, reports, rows,
};

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// Characters of a store's token at least: 128 random bits in hexadecimal are 32.
pub const TOKEN_CHARS_MIN: usize = 16;

/// How HQ is run.
#[derive(Clone)]
pub struct HqOptions {
    /// Where its database lives; made when it is missing.
    pub dir: PathBuf,
    /// Stores to let in besides those it knows already, each with its secret token.
    pub tokens: Vec<(StoreId, String)>,
    /// What whoever reads from another machine must show; `None` lets only this machine read.
    pub read_key: Option<String>,
}

impl std::fmt::Debug for HqOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HqOptions").field("dir", &self.dir).finish_non_exhaustive()
    }
}

/// An open HQ. Dropping it waits until everything taken so far is written.
#[derive(Debug)]
pub struct Hq {
    writer: Writer,
    readers: Readers,
    /// Stores by the hash of their token.
    tokens: RwLock<BTreeMap<[u8; 32], StoreId>>,
    registering: tokio::sync::Mutex<()>,
    changed: watch::Sender<u64>,
    /// By what members are counted in groups, as it was found last.
    reckoning: Mutex<Option<Arc<Reckoning>>>,
    /// Somebody asks for groups.
    asked: Notify,
    /// Moves whenever all members are counted.
    reckoned: watch::Sender<u64>,
    pub(crate) wanted: Wanted,
    pub(crate) meters: Meters,
}

impl Hq {
    /// Opens HQ's folder, or makes one. Blocks while the schema is brought up to date.
    ///
    /// # Errors
    /// A sentence for whoever runs it: another HQ runs there, a newer Comanda wrote it, the disk
    /// cannot be written.
    pub fn open(dir: &Path) -> anyhow::Result<Self> {
        let folder = Folder::lock(dir)?;
        let (connection, seal) = folder.open()?;
        let tokens = rows::tokens(&connection).context("HQ cannot read its stores")?;
        let readers = Readers::new(folder.file().to_owned(), seal);
        Ok(Self {
            writer: Writer::start(folder, connection)?,
            readers,
            tokens: RwLock::new(tokens),
            registering: tokio::sync::Mutex::default(),
            changed: watch::Sender::new(0),
            reckoning: Mutex::default(),
            asked: Notify::new(),
            reckoned: watch::Sender::new(0),
            wanted: Wanted::default(),
            meters: Meters::new()?,
        })
    }

    /// Lets a store in with this token, in place of its earlier one.
    ///
    /// # Errors
    /// When the token is shorter than [`TOKEN_CHARS_MIN`] or another store's, or HQ cannot write.
    pub async fn register(&self, store_id: StoreId, token: &str) -> anyhow::Result<()> {
        ensure!(
            token.len() >= TOKEN_CHARS_MIN,
            "the token of store {store_id} is too short: use {TOKEN_CHARS_MIN} characters or more"
        );
        let hash = *blake3::hash(token.as_bytes()).as_bytes();
        let _one_at_a_time = self.registering.lock().await;
        match self.store_of(token) {
            Some(known) if known == store_id => return Ok(()),
            Some(other) => {
                anyhow::bail!("store {other} has this token already: give {store_id} its own")
            }
            None => {}
        }
        self.writer.run(move |transaction| rows::register(transaction, store_id, hash)).await?;
        let mut tokens = self.tokens.write().unwrap_or_else(PoisonError::into_inner);
        tokens.retain(|_, known| *known != store_id);
        tokens.insert(hash, store_id);
        Ok(())
    }

    /// Today, as all stores together have it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn today(&self) -> anyhow::Result<HqToday> {
        Ok(self.readers.read(|connection| reports::today(connection, clock::now())).await?)
    }

    /// What HQ has counted for a store; `None` for a store it does not know.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn totals(&self, store_id: StoreId) -> anyhow::Result<Option<HqStoreTotals>> {
        Ok(self.readers.read(move |connection| reports::totals(connection, store_id)).await?)
    }

    /// The store that has this token.
    ///
    /// The tokens are looked up by their hash, so how long that takes says nothing about them.
    pub(crate) fn store_of(&self, token: &str) -> Option<StoreId> {
        let hash = blake3::hash(token.as_bytes());
        let tokens = self.tokens.read().unwrap_or_else(PoisonError::into_inner);
        tokens.get(hash.as_bytes()).copied()
    }

    /// Takes a batch that was read; answered once what it says is durable.
    pub(crate) async fn take(&self, incoming: Incoming) -> Result<SyncAnswer, WriteError> {
        let Taken { answer, applied, quarantined, merges } =
            self.writer.take(Box::new(incoming)).await?;
        self.meters.took(&answer, applied, quarantined);
        if merges {
            self.tell_merges(None).await;
        }
        self.changed.send_modify(|count| *count = count.wrapping_add(1));
        Ok(answer)
    }

    /// Tells stores, or one of them, of members who were merged elsewhere. What cannot be read now is
    /// told at their next line.
    pub(crate) async fn tell_merges(&self, only: Option<StoreId>) {
        let told = self.readers.read(merges::pending).await.unwrap_or_default();
        for (store, merged) in told {
            if only.is_none_or(|only| only == store) {
                self.wanted.tell_merged(store, merged);
            }
        }
    }

    /// Up to where HQ holds a store's journal.
    pub(crate) async fn mark(&self, store_id: StoreId) -> Result<SyncAnswer, ReadError> {
        let place = self.readers.read(move |connection| match rows::store(connection, store_id)? {
            Some(store) => rows::place(connection, store),
            None => Ok(None),
        });
        Ok(place
            .await?
            .map_or(SyncAnswer::Nothing, |place| SyncAnswer::Acknowledged { mark: place.mark }))
    }

    /// Members of a store who were erased, after one of them.
    pub(crate) async fn erased(
        &self,
        store_id: StoreId,
        after: Option<MemberId>,
    ) -> Result<Vec<MemberId>, ReadError> {
        self.readers
            .read(move |connection| match rows::store(connection, store_id)? {
                Some(store) => member_records::erased(connection, store, after, ERASED_PAGE),
                None => Ok(Vec::new()),
            })
            .await
    }

    /// The member with a phone in E.164 form.
    pub(crate) async fn member_by_phone(
        &self,
        phone: String,
    ) -> Result<Option<MemberRecord>, ReadError> {
        self.readers.read(move |connection| member_books::by_phone(connection, &phone)).await
    }

    /// Who a member is, and what other stores have of them.
    pub(crate) async fn member(
        &self,
        store_id: StoreId,
        id: MemberId,
    ) -> Result<(Option<MemberRecord>, Vec<(StoreId, HeldElsewhere)>), ReadError> {
        let read = move |connection: &Connection| {
            let elsewhere = member_books::elsewhere(connection, store_id, id)?;
            Ok((member_records::record(connection, id)?, elsewhere))
        };
        self.readers.read(read).await
    }

    /// What is new of members after a change of a list.
    pub(crate) async fn member_news(
        &self,
        list: Uuid,
        after: u64,
    ) -> Result<MemberNews, ReadError> {
        let read = move |connection: &Connection| {
            // An HQ that was put back from a copy counts from where the copy ends: what the store has
            // heard beyond that is told anew.
            let known = member_records::list(connection)? == list
                && after <= member_records::last_change(connection)?;
            member_records::news(connection, if known { after } else { 0 })
        };
        self.readers.read(read).await
    }

    /// What a member did in the stores but this one.
    pub(crate) async fn member_elsewhere(
        &self,
        store: StoreId,
        id: MemberId,
    ) -> Result<Elsewhere, ReadError> {
        let read = move |connection: &Connection| {
            let kept = merges::into(connection, id)?.unwrap_or(id);
            let everybody = merges::everybody(connection, kept)?;
            let stores = Stores::read(connection)?;
            let currency = stores.currency_of(store);
            member_sums::sum(connection, &stores, currency, Some(store), &everybody)
        };
        self.readers.read(read).await.map(|sums| sums.did)
    }

    /// When a member last earned, spent or paid in.
    pub(crate) async fn member_active(&self, id: MemberId) -> Result<Option<Timestamp>, ReadError> {
        self.readers.read(move |connection| member_books::active_at(connection, id)).await
    }

    /// What HQ itself holds of a member.
    pub(crate) async fn member_reserve(
        &self,
        id: MemberId,
    ) -> Result<Option<HeldElsewhere>, ReadError> {
        self.readers.read(move |connection| member_books::reserve(connection, id)).await
    }

    /// Lends a store what HQ holds of a member, unless `lend` is false; tells what is due to it.
    pub(crate) async fn lend(
        &self,
        store_id: StoreId,
        member_id: MemberId,
        lend: bool,
    ) -> Result<Vec<Lending>, WriteError> {
        self.writer
            .run(move |transaction| member_books::lend(transaction, store_id, member_id, lend))
            .await
    }

    /// Invites a member to their page; false when HQ has no record of them.
    pub(crate) async fn invite(
        &self,
        member_id: MemberId,
        claim_hash: [u8; 32],
    ) -> Result<bool, WriteError> {
        let until = Timestamp::from_ms(clock::now().ms() + INVITATION_MS);
        self.writer
            .run(move |transaction| member_pages::invite(transaction, member_id, claim_hash, until))
            .await
    }

    /// Takes an invitation: from now on the phone with this key shows the page; `None` when the
    /// invitation is not good any more.
    pub(crate) async fn claim(
        &self,
        claim_hash: [u8; 32],
        public_key: String,
    ) -> Result<Option<MemberId>, WriteError> {
        let now = clock::now();
        let claimed = self
            .writer
            .run(move |transaction| member_pages::claim(transaction, claim_hash, &public_key, now))
            .await?;
        if let Some(member_id) = claimed {
            self.changed.send_modify(|count| *count = count.wrapping_add(1));
            let read = move |connection: &Connection| {
                let record = member_records::record(connection, member_id)?;
                Ok((record, member_records::stores_of(connection, member_id)?))
            };
            // A store that is not told now has the key when the member comes to it.
            if let Ok((Some(record), stores)) = self.readers.read(read).await {
                for store in stores {
                    self.wanted.tell_changed(store, &record);
                }
            }
        }
        Ok(claimed)
    }

    /// The key of a member's phone.
    pub(crate) async fn page_key(&self, id: MemberId) -> Result<Option<String>, ReadError> {
        self.readers.read(move |connection| member_pages::key(connection, id)).await
    }

    /// What a member sees of themselves: the latest of their ledger and orders.
    pub(crate) async fn page(&self, id: MemberId) -> Result<Option<MemberPage>, ReadError> {
        let by = self.reckoning_now().await?;
        let read = move |connection: &Connection| {
            let id = merges::into(connection, id)?.unwrap_or(id);
            member_pages::page(connection, id, clock::now(), &by, LINES_SHOWN)
        };
        self.readers.read(read).await
    }

    /// Everything that is kept of a member, to take along.
    pub(crate) async fn own_data(&self, id: MemberId) -> Result<Option<OwnData>, ReadError> {
        let by = self.reckoning_now().await?;
        let read = move |connection: &Connection| {
            let id = merges::into(connection, id)?.unwrap_or(id);
            member_pages::own_data(connection, id, clock::now(), &by)
        };
        self.readers.read(read).await
    }

    /// Notes what a member does with a coupon of theirs; false when they have none like it.
    pub(crate) async fn note_coupon(
        &self,
        what: coupons::Noted,
        id: MemberId,
        coupon_id: CouponId,
    ) -> Result<bool, WriteError> {
        let now = clock::now();
        self.writer
            .run(move |transaction| {
                let id = merges::into(transaction, id)?.unwrap_or(id);
                coupons::note(transaction, what, id, coupon_id, now)
            })
            .await
    }

    /// Closes a membership, as the member asks; false while a store owes them what they paid in.
    pub(crate) async fn close_membership(&self, id: MemberId) -> Result<bool, WriteError> {
        let closing = move |transaction: &rusqlite::Transaction<'_>| {
            let id = merges::into(transaction, id)?.unwrap_or(id);
            let mut told = Vec::new();
            for id in merges::everybody(transaction, id)? {
                let stores = member_records::stores_of(transaction, id)?;
                told.extend(stores.into_iter().map(|store| (store, id)));
            }
            Ok((member_pages::close(transaction, id)?, told))
        };
        let (closed, told) = self.writer.erase(closing).await?;
        if closed {
            for (store, id) in told {
                self.wanted.tell_erased(store, id);
            }
            self.changed.send_modify(|count| *count = count.wrapping_add(1));
        }
        Ok(closed)
    }

    /// Members whose phone ends in `last4`, or those enrolled last when it is empty.
    pub(crate) async fn members(&self, last4: String) -> Result<Vec<HqMember>, ReadError> {
        self.readers.read(move |connection| member_books::found(connection, &last4)).await
    }

    /// What became of the coupons that were given in so many days, by campaign and store.
    pub(crate) async fn campaigns(&self, days: u32) -> Result<Vec<HqCampaign>, ReadError> {
        let now = clock::now();
        let since = Timestamp::from_ms(now.ms().saturating_sub(i64::from(days) * DAY_MS));
        self.readers.read(move |connection| coupons::campaigns(connection, since, now)).await
    }

    /// Rows that wait in all stores, and rows kept aside.
    pub(crate) async fn backlog(&self) -> Result<(u64, u64), ReadError> {
        self.readers.read(reports::backlog).await
    }

    /// Moves with every batch that was taken.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// Takes nothing more, waits until what was taken is written, and lets the folder go. Blocks.
    pub(crate) fn close(&self) {
        self.writer.close();
    }

    /// Set when HQ cannot write any more.
    pub(crate) fn failed(&self) -> CancellationToken {
        self.writer.failed()
    }
}
