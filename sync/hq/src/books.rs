//! The working set of one transaction: orders that its events change, and the counts they move.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::OrderId;
use domain::time::local_hour;
use domain::{BusinessDay, Event, Timestamp};
use rusqlite::Transaction;

use crate::project::{self, OrderRow, Tally, Unfit};
use crate::{member_standings, rows};

/// An event could not be counted, for one reason or the other.
#[derive(Debug)]
pub(crate) enum BookingError {
    /// The event is to blame: it goes to quarantine.
    Unfit(Unfit),
    /// The database is.
    Database(rusqlite::Error),
}

/// An order before this transaction and now.
struct Entry {
    before: Option<OrderRow>,
    now: Option<OrderRow>,
}

/// The orders of one store that a transaction changes.
pub(crate) struct Books<'a> {
    transaction: &'a Transaction<'a>,
    store: i64,
    time_zone: &'a str,
    orders: BTreeMap<OrderId, Entry>,
}

impl<'a> Books<'a> {
    /// Nothing changed yet. Hours are told in `time_zone`, an IANA name; in UTC when it is none.
    pub(crate) fn new(transaction: &'a Transaction<'a>, store: i64, time_zone: &'a str) -> Self {
        Self { transaction, store, time_zone, orders: BTreeMap::new() }
    }

    /// Counts one event.
    pub(crate) fn apply(&mut self, event: &Event, at: Timestamp) -> Result<(), BookingError> {
        for id in project::orders_of(event) {
            self.apply_to(id, event, at)?;
        }
        Ok(())
    }

    fn apply_to(&mut self, id: OrderId, event: &Event, at: Timestamp) -> Result<(), BookingError> {
        if !self.orders.contains_key(&id) {
            let before =
                rows::order(self.transaction, self.store, id).map_err(BookingError::Database)?;
            self.orders.insert(id, Entry { now: before.clone(), before });
        }
        if let Some(entry) = self.orders.get_mut(&id) {
            let now = project::apply(id, entry.now.as_ref(), event, at);
            entry.now = Some(now.map_err(BookingError::Unfit)?);
        }
        Ok(())
    }

    /// Writes what changed.
    pub(crate) fn save(self) -> rusqlite::Result<()> {
        let mut days: BTreeMap<BusinessDay, Tally> = BTreeMap::new();
        let mut hours: BTreeMap<(BusinessDay, u32), Tally> = BTreeMap::new();
        let mut members = BTreeSet::new();
        for Entry { before, now } in self.orders.values() {
            if before == now {
                continue;
            }
            for (order, times) in [(before, -1), (now, 1)] {
                let Some(order) = order else { continue };
                if order.closed_at.is_some() {
                    members.extend(order.member_id);
                }
                let tally = Tally::of(order);
                days.entry(order.business_day).or_default().add(tally, times);
                if let Some(closed_at) = order.closed_at {
                    // Under the order's own business day, so that the hours sum up to the day
                    // even when a guest pays after the cut-off.
                    let hour = (order.business_day, self.hour(closed_at));
                    hours.entry(hour).or_default().add(tally, times);
                }
            }
            if let Some(order) = now {
                rows::save_order(self.transaction, self.store, order)?;
            }
        }
        for (day, tally) in days {
            rows::add_to_day(self.transaction, self.store, day, tally)?;
        }
        for ((day, hour), tally) in hours {
            rows::add_to_hour(self.transaction, self.store, day, hour, tally)?;
        }
        members.into_iter().try_for_each(|id| member_standings::touch(self.transaction, id))
    }

    fn hour(&self, at: Timestamp) -> u32 {
        self.time_zone.parse().map_or_else(
            |_| at.ms().div_euclid(3_600_000).rem_euclid(24).try_into().unwrap_or(0),
            |zone| local_hour(at, zone),
        )
    }
}
