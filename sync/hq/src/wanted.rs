//! What stores are told of members as soon as their lines listen: whom others ask for, who changed, who
//! left. Not kept over a restart: whoever asks asks again, and who left is asked at every new line.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use domain::id::{MemberId, StoreId};
use domain::member::MemberRecord;
use protocol::sync::{MergedElsewhere, WantedMembers};
use tokio::sync::watch;

/// News that waits for one store at most; more is not noted, and whoever asks asks again.
const WAITING_MAX: usize = 1_000;

#[derive(Debug, Default)]
struct OfStore {
    /// Lines of the store that listen now.
    listening: usize,
    told: WantedMembers,
}

/// What is wanted back from each store that listens.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    stores: Mutex<BTreeMap<StoreId, OfStore>>,
    moved: watch::Sender<u64>,
}

impl Wanted {
    /// Asks a store to give back what it has of a member; false when its line does not listen.
    pub(crate) fn ask(&self, store: StoreId, member: MemberId) -> bool {
        self.tell(store, true, |told| {
            if !told.members.contains(&member) {
                told.members.push(member);
            }
        })
    }

    /// Tells a store that another phone shows the page of one of its members; once it listens, if not now.
    pub(crate) fn tell_changed(&self, store: StoreId, record: &MemberRecord) {
        self.tell(store, false, |told| told.changed.push(record.clone()));
    }

    /// Tells a store that one of its members closed their membership; once it listens, if not now.
    pub(crate) fn tell_erased(&self, store: StoreId, member: MemberId) {
        self.tell(store, false, |told| told.erased.push(member));
    }

    /// Tells a store that one of its members was merged, or taken apart; once it listens, if not now.
    pub(crate) fn tell_merged(&self, store: StoreId, merged: MergedElsewhere) {
        self.tell(store, false, |told| {
            told.merged.retain(|known| known.member_id != merged.member_id);
            told.merged.push(merged);
        });
    }

    fn tell(&self, store: StoreId, now: bool, add: impl FnOnce(&mut WantedMembers)) -> bool {
        let mut stores = self.stores.lock().unwrap_or_else(PoisonError::into_inner);
        let of_store = stores.entry(store).or_default();
        if now && of_store.listening == 0 {
            return false;
        }
        let WantedMembers { members, changed, erased, merged } = &of_store.told;
        if members.len() + changed.len() + erased.len() + merged.len() < WAITING_MAX {
            add(&mut of_store.told);
        }
        drop(stores);
        self.moved.send_modify(|count| *count = count.wrapping_add(1));
        true
    }

    /// Waits until there is something to tell this store, and takes it.
    pub(crate) async fn listen(&self, store: StoreId) -> WantedMembers {
        let _listening = Listening::begin(self, store);
        let mut moved = self.moved.subscribe();
        loop {
            let told = self.take(store);
            // The sender lives as long as this.
            if told != WantedMembers::default() || moved.changed().await.is_err() {
                return told;
            }
        }
    }

    fn take(&self, store: StoreId) -> WantedMembers {
        let mut stores = self.stores.lock().unwrap_or_else(PoisonError::into_inner);
        let told = stores.get_mut(&store).map(|of_store| std::mem::take(&mut of_store.told));
        told.unwrap_or_default()
    }
}

/// A line that listens, until it is dropped.
struct Listening<'a> {
    wanted: &'a Wanted,
    store: StoreId,
}

impl<'a> Listening<'a> {
    fn begin(wanted: &'a Wanted, store: StoreId) -> Self {
        let mut stores = wanted.stores.lock().unwrap_or_else(PoisonError::into_inner);
        stores.entry(store).or_default().listening += 1;
        drop(stores);
        Self { wanted, store }
    }
}

impl Drop for Listening<'_> {
    fn drop(&mut self) {
        let mut stores = self.wanted.stores.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(of_store) = stores.get_mut(&self.store) {
            of_store.listening = of_store.listening.saturating_sub(1);
        }
    }
}
