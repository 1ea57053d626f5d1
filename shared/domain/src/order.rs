//! Orders: what a guest asked for, from opening to closing. The types.
//!
//! `decide` may it, `evolve` what then, `totals` the only arithmetic on prices.

pub mod check;
pub mod decide;
pub mod details;
pub mod evolve;
pub mod feedback;
pub mod pending;
pub mod promote;
pub mod reduction;
pub mod refund;
mod tender;
pub mod totals;

use serde::{Deserialize, Serialize};

pub use self::check::{Check, CheckState, SplitBy};
pub use self::details::{LineDetails, LinePart, Note, OrderDetails};
pub use self::pending::{PendingState, PendingTender, TenderOutcome};
pub use self::reduction::{
    AppliedPromotion, LineReduction, NewReduction, Reduction, ReductionKind, ReductionReason,
};
pub use self::refund::{Refund, RefundLine, RefundReason, RefundTender};
pub use self::tender::{NewTender, NewTenderKind, Tender, TenderKind};
use crate::commission::Commission;
use crate::id::{
    CheckId, ItemId, LineId, MemberId, ModifierId, OrderId, SizeId, StaffId, TenderId, TicketId,
};
use crate::tax::TaxLine;
use crate::{BusinessDay, Code, Money, Names, Timestamp, is_default};

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
/// Grams on one line at most: a tonne.
pub const GRAMS_MAX: u32 = 1_000_000;
/// The highest seat at a table.
pub const SEAT_MAX: u32 = 99;
/// The highest course.
pub const COURSE_MAX: u32 = 9;
/// Checks that an order can be split into at most.
pub const CHECKS_MAX: usize = 50;
/// The highest service charge in parts per million: 30 %.
pub const SERVICE_PPM_MAX: u32 = 300_000;
/// Discounts and comps on one order at most, those on its lines included.
pub const REDUCTIONS_MAX: usize = 100;
/// Refunds of one order at most.
pub const REFUNDS_MAX: usize = 50;

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
    /// Ordered ahead for a time, picked up at the counter.
    Pickup,
    /// Ordered by the guest's own phone in the shop.
    SelfOrder,
    /// Ordered online, through HQ.
    Online,
}

impl Channel {
    /// Every channel, in the order shown.
    pub const ALL: [Self; 7] = [
        Self::DineIn,
        Self::Takeaway,
        Self::Pickup,
        Self::Delivery,
        Self::Phone,
        Self::SelfOrder,
        Self::Online,
    ];

    /// The name it has on a wire: `dine_in`.
    pub fn name(self) -> &'static str {
        match self {
            Self::DineIn => "dine_in",
            Self::Takeaway => "takeaway",
            Self::Delivery => "delivery",
            Self::Phone => "phone",
            Self::Pickup => "pickup",
            Self::SelfOrder => "self_order",
            Self::Online => "online",
        }
    }

    /// The letter in front of the order number: `A 042`.
    pub fn letter(self) -> char {
        match self {
            Self::DineIn => 'A',
            Self::Takeaway => 'B',
            Self::Delivery => 'C',
            Self::Phone => 'D',
            Self::Pickup => 'E',
            Self::SelfOrder => 'F',
            Self::Online => 'G',
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
    /// Which size, for an item that has sizes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub size_id: Option<SizeId>,
    /// What was chosen for the parts of a combo.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub parts: Vec<NewPart>,
    /// How many grams, for an item that is sold by weight; 1 to [`GRAMS_MAX`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub grams: Option<u32>,
    /// Whose it is at the table, from 1 to [`SEAT_MAX`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub seat: Option<u32>,
    /// With what it is served, from 1 to [`COURSE_MAX`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub course: Option<u32>,
    /// Words about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub note: Option<Note>,
    /// Whether it is kept back although the rest is fired.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub hold: bool,
}

impl NewLine {
    /// One piece of an item, without choices.
    pub fn one(line_id: LineId, item_id: ItemId) -> Self {
        Self {
            line_id,
            item_id,
            quantity: 1,
            modifiers: Vec::new(),
            price: None,
            size_id: None,
            parts: Vec::new(),
            grams: None,
            seat: None,
            course: None,
            note: None,
            hold: false,
        }
    }
}

/// What is chosen for one part of a combo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct NewPart {
    /// Which choice group of the combo, counted from 0.
    pub group: u32,
    /// Which of its items.
    pub item_id: ItemId,
    /// In which size, where the choice has one: the same item may be offered in several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub size_id: Option<SizeId>,
    /// What is chosen with that item.
    pub modifiers: Vec<ModifierId>,
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
    /// Size, parts, weight, seat, course and words, as far as there are any.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub details: LineDetails,
    /// What its price was reduced by, in the order given.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub reductions: Vec<Reduction>,
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

/// A line that waits for its course, as the expo sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct HeldLine {
    /// Which.
    pub line_id: LineId,
    /// With what it is served.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub course: Option<u32>,
    /// How many.
    pub quantity: u32,
    /// What.
    pub names: Names,
}

impl Order {
    /// Its lines that are kept back from the kitchen.
    pub fn held(&self) -> Vec<HeldLine> {
        let held = |line: &Line| HeldLine {
            line_id: line.id,
            course: line.details.course,
            quantity: line.quantity,
            names: line.names.clone(),
        };
        self.lines.iter().filter(|line| line.is_held()).map(held).collect()
    }
}

/// What an order comes to. `subtotal` − `discounts` − `comps` + `service` + `packaging`, plus `tax`
/// where prices do not include it, is `total`; `total` − `paid` is `due`.
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
    /// What discounts took off, on lines and on the order.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub discounts: Money,
    /// What was given free.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub comps: Money,
    /// The service charge.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub service: Money,
    /// The fee for packaging.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub packaging: Money,
    /// What was given on top, to the staff; not part of the total.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub tips: Money,
    /// What was given back since it was closed.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub refunded: Money,
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
    /// All its lines were moved to another order.
    Merged {
        /// When.
        at: Timestamp,
        /// Where its lines are now.
        into: OrderId,
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
    /// Since when it is known that no screen shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub unshown_at: Option<Timestamp>,
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
    /// What staff earn with it.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub commissions: Vec<Commission>,
    /// How often lines were fired.
    pub firings: u32,
    /// The tickets that made.
    pub tickets: Vec<OrderTicket>,
    /// How often its receipt was issued, the first included.
    pub receipt_copies: u32,
    /// Table, guests, words, pickup time, training.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub details: OrderDetails,
    /// What its price was reduced by as a whole, in the order given.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub reductions: Vec<Reduction>,
    /// Promotions that are off its lines.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub promotions: Vec<AppliedPromotion>,
    /// Whether it was changed since they were applied: they are applied again before money is taken.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub promotions_stale: bool,
    /// The service charge in parts per million of what the lines come to; 0 for none.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub service_ppm: u32,
    /// The fee for packaging, as it was when the order was placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub packaging: Option<Packaging>,
    /// The payable parts it was split into; what they leave over is the rest. Empty when unsplit.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub checks: Vec<Check>,
    /// The number of the check made last, whether or not it was joined since.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub checks_made: u32,
    /// Money that another machine was asked for and has not answered about for good.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub pending: Vec<PendingTender>,
    /// What was given back, in the order given.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub refunds: Vec<Refund>,
    /// What its guest said of it afterwards, 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub feedback: Option<u8>,
}

/// A fee for packaging on one order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Packaging {
    /// How much.
    pub amount: Money,
    /// Which tax rate applied.
    pub tax: Code,
    /// That rate in parts per million.
    pub tax_ppm: u32,
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
            OrderState::Closed { .. } | OrderState::Voided { .. } | OrderState::Merged { .. } => {
                false
            }
        }
    }

    /// Whether it was struck as a whole.
    pub fn is_voided(&self) -> bool {
        match self.state {
            OrderState::Voided { .. } => true,
            OrderState::Open | OrderState::Closed { .. } | OrderState::Merged { .. } => false,
        }
    }

    /// Whether it is only for practice: outside every total.
    pub fn is_training(&self) -> bool {
        self.details.training
    }

    /// Finds a check.
    pub fn check(&self, id: CheckId) -> Option<&Check> {
        self.checks.iter().find(|check| check.id == id)
    }

    /// Finds a tender.
    pub fn tender(&self, id: TenderId) -> Option<&Tender> {
        self.tenders.iter().find(|tender| tender.id == id)
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
