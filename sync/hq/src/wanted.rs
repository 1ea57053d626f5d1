//! Whose members are asked for, and by which stores' lines that is heard. Not kept: whoever asks asks
//! again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use domain::id::{MemberId, StoreId};
use tokio::sync::watch;

/// Members that wait for one store to give them back at most; more are not noted, and whoever asks asks again.
const WAITING_MAX: usize = 1_000;

#[derive(Debug, Default)]
struct OfStore {
    /// Lines of the store that listen now.
    listening: usize,
    members: BTreeSet<MemberId>,
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
        let mut stores = self.stores.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(of_store) = stores.get_mut(&store).filter(|of_store| of_store.listening > 0)
        else {
            return false;
        };
        if of_store.members.len() < WAITING_MAX {
            of_store.members.insert(member);
        }
        drop(stores);
        self.moved.send_modify(|count| *count = count.wrapping_add(1));
        true
    }

    /// Waits until somebody's members are wanted of this store, and takes them.
    pub(crate) async fn listen(&self, store: StoreId) -> Vec<MemberId> {
        let _listening = Listening::begin(self, store);
        let mut moved = self.moved.subscribe();
        loop {
            let taken = self.take(store);
            // The sender lives as long as this.
            if !taken.is_empty() || moved.changed().await.is_err() {
                return taken;
            }
        }
    }

    fn take(&self, store: StoreId) -> Vec<MemberId> {
        let mut stores = self.stores.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = stores.get_mut(&store).map(|of_store| std::mem::take(&mut of_store.members));
        taken.into_iter().flatten().collect()
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
