//! The catalogue and the staff as JSON, written once for all screens.

use std::sync::{Arc, Mutex, PoisonError};

use domain::catalogue::{Catalogue, Menu};
use domain::staff::{Staff, StaffCard};
use journal::Journal;

/// Reference data as screens get it.
#[derive(Debug, Clone)]
pub(crate) struct ReferenceRows {
    /// All of the catalogue.
    pub(crate) catalogue: Arc<str>,
    /// The catalogue with its stations only, for the kitchen.
    pub(crate) stations: Arc<str>,
    /// Everybody who may sign in.
    pub(crate) staff: Arc<str>,
    menu: Arc<Menu>,
    people: Arc<Vec<Staff>>,
}

/// Keeps the last [`ReferenceRows`] until something changes.
#[derive(Debug)]
pub(crate) struct ReferenceCache {
    rows: Mutex<ReferenceRows>,
}

impl ReferenceCache {
    pub(crate) fn new(journal: &Journal) -> Self {
        Self { rows: Mutex::new(write(journal)) }
    }

    /// The rows as of now.
    pub(crate) fn current(&self, journal: &Journal) -> ReferenceRows {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        let same =
            Arc::ptr_eq(&rows.menu, &journal.menu()) && Arc::ptr_eq(&rows.people, &journal.staff());
        if !same {
            *rows = write(journal);
        }
        rows.clone()
    }
}

fn write(journal: &Journal) -> ReferenceRows {
    let (menu, people) = (journal.menu(), journal.staff());
    let catalogue = menu.catalogue();
    let stations = Catalogue {
        version: catalogue.version,
        tax_mode: catalogue.tax_mode,
        stations: catalogue.stations.clone(),
        ..Catalogue::empty()
    };
    let cards: Vec<StaffCard> = people.iter().map(StaffCard::from).collect();
    ReferenceRows {
        catalogue: json(catalogue),
        stations: json(&stations),
        staff: json(&cards),
        menu,
        people,
    }
}

/// A row as JSON. Every row of ours can be written.
pub(crate) fn json<T: serde::Serialize>(row: &T) -> Arc<str> {
    serde_json::to_string(row).unwrap_or_else(|_| "null".to_owned()).into()
}
