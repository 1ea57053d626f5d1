//! What a commit changed, for whoever shows or sends it on.

use std::sync::Arc;

use domain::catalogue::Menu;
use domain::chain::Hash;
use domain::id::{DeviceId, Epoch, OrderId, ShiftId, TicketId};
use domain::order::HeldLine;
use domain::{Code, Timestamp};

use crate::jobs::StoredJob;

/// The end of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The running history.
    pub epoch: Epoch,
    /// Its last seq; 0 before the first event.
    pub seq: u64,
    /// That row's hash.
    pub hash: Hash,
    /// When it was decided.
    pub at: Timestamp,
}

/// One durable commit.
#[derive(Debug, Clone)]
pub struct Commit {
    /// The last seq of it.
    pub seq: u64,
    /// Every row that changed, once, in its final state.
    pub changes: Vec<Change>,
}

/// A row that changed, with its body as screens get it.
#[derive(Debug, Clone)]
pub enum Change {
    /// An order.
    Order(OrderChange),
    /// A ticket.
    Ticket(TicketChange),
    /// A shift.
    Shift(ShiftChange),
    /// A print job was asked for, or went on.
    PrintJob(StoredJob),
    /// Another catalogue is sold from.
    Catalogue(Arc<Menu>),
    /// Availability changed: all of it, as a JSON list of `StockRow`.
    Stock(Arc<str>),
    /// A table is to be cleaned, or clean: all of them, as a JSON list of `TableRow`.
    Tables(Arc<str>),
    /// The kitchen as a whole changed: all of it, as JSON of `KitchenDesk`.
    Kitchen(Arc<str>),
    /// The floor was drawn anew: all of it as JSON.
    FloorPlan(Arc<str>),
    /// Somebody was added or changed.
    Staff,
}

/// An order that changed.
#[derive(Debug, Clone)]
pub struct OrderChange {
    /// Which.
    pub order_id: OrderId,
    /// The seq that changed it.
    pub seq: u64,
    /// Whether it may still change.
    pub is_open: bool,
    /// Whether it was struck as a whole.
    pub is_voided: bool,
    /// How far the kitchen is.
    pub stage: domain::order::Stage,
    /// Its number of the business day.
    pub number: u32,
    /// How the guest eats.
    pub channel: domain::order::Channel,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// From which device it was opened.
    pub opened_on: DeviceId,
    /// Its lines that are kept back from the kitchen.
    pub held: Vec<HeldLine>,
    /// The order as JSON.
    pub json: Arc<str>,
}

/// A ticket that changed.
#[derive(Debug, Clone)]
pub struct TicketChange {
    /// Which.
    pub ticket_id: TicketId,
    /// The seq that changed it.
    pub seq: u64,
    /// Whose it is.
    pub station: Code,
    /// The station that it left with the last change of the layout.
    pub came_from: Option<Code>,
    /// Whether it is done.
    pub bumped: bool,
    /// The ticket as JSON.
    pub json: Arc<str>,
}

/// A shift that changed.
#[derive(Debug, Clone)]
pub struct ShiftChange {
    /// Which.
    pub shift_id: ShiftId,
    /// Of which terminal.
    pub device_id: DeviceId,
    /// The seq that changed it.
    pub seq: u64,
    /// The shift as JSON.
    pub json: Arc<str>,
}
