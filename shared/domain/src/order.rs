//! Orders: what a guest asked for, from opening to closing. The types.
//!
//! `decide` may it, `evolve` what then, `totals` the only arithmetic on prices.

pub mod decide;
pub mod evolve;
pub mod totals;

use serde::{Deserialize, Serialize};

use crate::id::{ItemId, LineId, MemberId, ModifierId, OrderId, StaffId, TenderId, TicketId};
use crate::tax::TaxLine;
use crate::{BusinessDay, Code, Money, Names, Timestamp};

/// Lines on one order at most.
pub const LINES_MAX: usize = 200;
/// Units on one line at most.
pub const QUANTITY_MAX: u32 = 999;
/// Tenders toward one order at most.
pub const TENDERS_MAX: usize = 20;
/// Characters in the reference of a card tender at most.
pub const REFERENCE_CHARS_MAX: usize = 40;
/// Modifiers on one line at most.
pub const MODIFIERS_MAX: usize = 40;

/// How the guest eats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// In the shop.
    DineIn,
    /// Taken away from the counter.
    Takeaway,
    /// Brought to the guest.
    Delivery,
    /// Ordered by phone, picked up later.
    Phone,
}

impl Channel {
    /// The letter in front of the order number: `A 042`.
    pub fn letter(self) -> char {
        match self {
            Self::DineIn => 'A',
            Self::Takeaway => 'B',
            Self::Delivery => 'C',
            Self::Phone => 'D',
        }
    }
}

/// Why something was struck.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum VoidReason {
    /// The guest wants something else.
    GuestChangedMind,
    /// It was never asked for.
    EnteredByMistake,
    /// The kitchen has none.
    NotAvailable,
    /// It came out wrong.
    Quality,
}

/// A line as a terminal asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct NewLine {
    /// Minted by the terminal.
    pub line_id: LineId,
    /// What.
    pub item_id: ItemId,
    /// How many, 1 to [`QUANTITY_MAX`].
    pub quantity: u32,
    /// What is chosen with it; one id twice is twice.
    pub modifiers: Vec<ModifierId>,
    /// The price of one, only for items with an open price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub price: Option<Money>,
}

/// A modifier as it was rung.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct LineModifier {
    /// Which.
    pub modifier_id: ModifierId,
    /// What it was called.
    pub names: Names,
    /// What it added to the unit price.
    pub price: Money,
}

/// How far a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum LineState {
    /// Kept back from the kitchen.
    Held,
    /// Sent to the kitchen.
    Fired {
        /// When.
        fired_at: Timestamp,
    },
    /// Struck.
    Voided {
        /// Why.
        reason: VoidReason,
        /// Whether the kitchen had it.
        was_fired: bool,
    },
}

/// One entry of an order, as it was rung: a later price or name changes nothing here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Line {
    /// Which.
    pub id: LineId,
    /// Place on the slip, from 1.
    pub position: u32,
    /// What.
    pub item_id: ItemId,
    /// What it was called.
    pub names: Names,
    /// How many.
    pub quantity: u32,
    /// The price of one, modifiers included.
    pub unit_price: Money,
    /// What was chosen with it.
    pub modifiers: Vec<LineModifier>,
    /// Which tax rate applied.
    pub tax: Code,
    /// That rate in parts per million.
    pub tax_ppm: u32,
    /// `quantity` × `unit_price`.
    pub amount: Money,
    /// Where it is made.
    pub stations: Vec<Code>,
    /// How far it is.
    pub state: LineState,
}

impl Line {
    /// Whether it was struck.
    pub fn is_voided(&self) -> bool {
        match self.state {
            LineState::Voided { .. } => true,
            LineState::Held | LineState::Fired { .. } => false,
        }
    }

    /// Whether it is kept back from the kitchen.
    pub fn is_held(&self) -> bool {
        match self.state {
            LineState::Held => true,
            LineState::Voided { .. } | LineState::Fired { .. } => false,
        }
    }
}

/// Money that a terminal puts toward an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct NewTender {
    /// Minted by the terminal.
    pub tender_id: TenderId,
    /// What sort of money.
    pub kind: NewTenderKind,
    /// How much of it counts toward the order; above zero.
    pub amount: Money,
}

/// What sort of money a terminal takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum NewTenderKind {
    /// Notes and coins.
    Cash {
        /// What the guest gave; at least the amount.
        received: Money,
    },
    /// Paid on another machine.
    CardElsewhere {
        /// That machine's reference; never a card number.
        reference: String,
    },
}

/// What sort of money was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum TenderKind {
    /// Notes and coins.
    Cash {
        /// What the guest gave.
        received: Money,
        /// What went back.
        change: Money,
    },
    /// Paid on another machine.
    CardElsewhere {
        /// That machine's reference.
        reference: String,
    },
}

/// Money that was put toward an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Tender {
    /// Which.
    pub id: TenderId,
    /// What sort.
    pub kind: TenderKind,
    /// How much of it counts toward the order.
    pub amount: Money,
    /// When.
    pub at: Timestamp,
}

/// What an order comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Totals {
    /// The sum of the lines that were not struck.
    pub subtotal: Money,
    /// The tax in it or on it.
    pub tax: Money,
    /// What the guest pays.
    pub total: Money,
    /// What was paid.
    pub paid: Money,
    /// What is still due.
    pub due: Money,
    /// The tax by rate.
    pub taxes: Vec<TaxLine>,
}

/// Whether an order may still change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum OrderState {
    /// It may.
    Open,
    /// Paid in full.
    Closed {
        /// When.
        at: Timestamp,
        /// Gapless over the life of the store.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        receipt_number: u64,
    },
    /// Struck as a whole.
    Voided {
        /// When.
        at: Timestamp,
        /// Why.
        reason: VoidReason,
    },
}

/// How far the kitchen is with an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Nothing was fired yet, or nothing needs making.
    NotFired,
    /// At least one ticket is open.
    Preparing,
    /// All tickets are done.
    Ready,
    /// The guest has it.
    HandedOver,
}

/// One of an order's tickets, as far as the order itself must know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct OrderTicket {
    /// Which ticket.
    pub id: TicketId,
    /// Whose.
    pub station: Code,
    /// Whether it is done.
    pub bumped: bool,
}

/// What a guest asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Order {
    /// Which.
    pub id: OrderId,
    /// Gapless within the business day, from 1.
    pub number: u32,
    /// The trading date it was opened on.
    pub business_day: BusinessDay,
    /// How the guest eats.
    pub channel: Channel,
    /// Whose it is, if recognised.
    pub member_id: Option<MemberId>,
    /// Whether it may still change.
    pub state: OrderState,
    /// How far the kitchen is.
    pub stage: Stage,
    /// In the order rung.
    pub lines: Vec<Line>,
    /// In the order taken.
    pub tenders: Vec<Tender>,
    /// What it comes to.
    pub totals: Totals,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Who opened it.
    pub opened_by: Option<StaffId>,
    /// From which device.
    pub opened_on: crate::id::DeviceId,
    /// Rises with every event of the order.
    pub revision: u32,
    /// Points its member earned with it.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub member_points_earned: i64,
    /// How often lines were fired.
    pub firings: u32,
    /// The tickets that made.
    pub tickets: Vec<OrderTicket>,
    /// How often its receipt was issued, the first included.
    pub receipt_copies: u32,
}

impl Order {
    /// The number as people say it: `A 042`.
    pub fn spoken_number(&self) -> String {
        spoken_number(self.channel, self.number)
    }

    /// Whether it may still change.
    pub fn is_open(&self) -> bool {
        match self.state {
            OrderState::Open => true,
            OrderState::Closed { .. } | OrderState::Voided { .. } => false,
        }
    }

    /// Whether it was struck as a whole.
    pub fn is_voided(&self) -> bool {
        match self.state {
            OrderState::Voided { .. } => true,
            OrderState::Open | OrderState::Closed { .. } => false,
        }
    }

    /// Finds a line.
    pub fn line(&self, id: LineId) -> Option<&Line> {
        self.lines.iter().find(|line| line.id == id)
    }
}

/// An order number as people say it: `A 042`.
pub fn spoken_number(channel: Channel, number: u32) -> String {
    format!("{} {number:03}", channel.letter())
}

#[cfg(test)]
mod tests;
