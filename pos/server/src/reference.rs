//! The catalogue and the staff as JSON, written once for all screens.

use std::sync::{Arc, Mutex, PoisonError};

use domain::catalogue::{Catalogue, Item, Menu};
use domain::staff::{Staff, StaffCard};
use journal::Journal;

/// Reference data as screens get it.
#[derive(Debug, Clone)]
pub(crate) struct ReferenceRows {
    /// All of the catalogue.
    pub(crate) catalogue: Arc<str>,
    /// The catalogue as far as the kitchen needs it.
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
    let stations = of_the_kitchen(catalogue);
    let cards: Vec<StaffCard> = people.iter().map(StaffCard::from).collect();
    ReferenceRows {
        catalogue: json(catalogue),
        stations: json(&stations),
        staff: json(&cards),
        menu,
        people,
    }
}

/// What the kitchen needs of a catalogue: its stations and layouts, what is made and of what. No
/// prices and no photos, so that a small screen stays quick with a large menu.
fn of_the_kitchen(catalogue: &Catalogue) -> Catalogue {
    let made = |item: &&Item| !item.stations.is_empty() || !item.combo.is_empty();
    let bare = |item: &Item| Item {
        price: None,
        sizes: Vec::new(),
        prices: Vec::new(),
        modifier_groups: Vec::new(),
        photo: None,
        ..item.clone()
    };
    Catalogue {
        version: catalogue.version,
        tax_mode: catalogue.tax_mode,
        stations: catalogue.stations.clone(),
        layouts: catalogue.layouts.clone(),
        ingredients: catalogue.ingredients.clone(),
        categories: catalogue.categories.clone(),
        items: catalogue.items.iter().filter(made).map(bare).collect(),
        ..Catalogue::empty()
    }
}

/// A row as JSON. Every row of ours can be written.
pub(crate) fn json<T: serde::Serialize>(row: &T) -> Arc<str> {
    serde_json::to_string(row).unwrap_or_else(|_| "null".to_owned()).into()
}
