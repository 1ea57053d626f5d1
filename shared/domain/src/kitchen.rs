//! The kitchen: tickets, one station's share of one firing. The types.

pub mod call;
pub mod decide;
pub mod evolve;
pub mod routing;
pub mod times;

use serde::{Deserialize, Serialize};

pub use self::call::{CALLS_MAX, CallKind, CannotMakeReason, KitchenCall, KitchenDesk};
use crate::catalogue::Allergen;
use crate::id::{DeviceId, ItemId, LineId, OrderId, TicketId};
use crate::order::{Channel, OrderDetails};
use crate::{BusinessDay, Code, Names, Timestamp, is_default};

/// Tickets in one acknowledgement at most.
pub const ACKNOWLEDGED_TICKETS_MAX: usize = 200;
/// Moments of a ticket kept with it at most; past it one in the middle is left out. The journal has
/// them all.
pub const MOMENTS_MAX: usize = 40;
/// Visits from which a member is a regular.
pub const REGULAR_VISITS: u32 = 5;

/// How far a screen or a cook has taken a ticket in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum AcknowledgeLevel {
    /// A screen of its station shows it.
    Shown,
    /// A cook touched it.
    Seen,
}

/// One entry of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TicketLine {
    /// The order's line.
    pub line_id: LineId,
    /// What to make.
    pub names: Names,
    /// How many.
    pub quantity: u32,
    /// How.
    pub modifiers: Vec<Names>,
    /// Whether it was struck after firing.
    pub voided: bool,
    /// Whose it is at the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub seat: Option<u32>,
    /// With what it is served.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub course: Option<u32>,
    /// How many grams, of what is sold by weight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub grams: Option<u32>,
    /// Words for the kitchen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub note: Option<String>,
    /// What is in it that may make somebody ill.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub allergens: Vec<Allergen>,
    /// What the station makes for one of it: the item, or of a combo its parts that are made here.
    /// Empty in a ticket of before this was kept.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub makes: Vec<ItemId>,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub done_at: Option<Timestamp>,
    /// What is in it that makes this guest ill: it is not bumped until a cook has confirmed it.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub conflict: Vec<Allergen>,
    /// Whether a cook has confirmed that.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub confirmed: bool,
}

impl TicketLine {
    /// Whether it is still to be made.
    pub fn is_to_make(&self) -> bool {
        !self.voided && self.done_at.is_none()
    }

    /// Whether it must be confirmed before it is bumped.
    pub fn is_locked(&self) -> bool {
        !self.voided && !self.conflict.is_empty() && !self.confirmed
    }
}

/// How far a ticket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum TicketStatus {
    /// Fired; no screen has said that it shows it.
    Sent,
    /// A screen shows it.
    Shown {
        /// Since when.
        shown_at: Timestamp,
    },
    /// A cook touched it.
    Seen {
        /// Since when a screen showed it.
        shown_at: Timestamp,
        /// When it was touched.
        seen_at: Timestamp,
    },
    /// Done.
    Bumped {
        /// When.
        bumped_at: Timestamp,
    },
}

impl TicketStatus {
    /// Whether it is done.
    pub fn is_bumped(&self) -> bool {
        match self {
            Self::Bumped { .. } => true,
            Self::Sent | Self::Shown { .. } | Self::Seen { .. } => false,
        }
    }
}

/// One station's share of one firing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Ticket {
    /// Which.
    pub id: TicketId,
    /// Of which order.
    pub order_id: OrderId,
    /// That order's number.
    pub order_number: u32,
    /// How the guest eats.
    pub channel: Channel,
    /// Whose it is.
    pub station: Code,
    /// Gapless within the station and business day, from 1: a hole is a lost ticket.
    pub number: u32,
    /// The trading date of the firing.
    pub business_day: BusinessDay,
    /// 1 for the order's first firing; more for what was added later.
    pub firing: u32,
    /// When it was fired.
    pub fired_at: Timestamp,
    /// What to make.
    pub lines: Vec<TicketLine>,
    /// How far it is.
    pub status: TicketStatus,
    /// How often it was brought back.
    pub recalled: u32,
    /// Rises with every change that a cook must notice: what was asked for, bump and recall.
    pub revision: u32,
    /// Table, guests, label, words and pickup time of the order; a note is there only when it is
    /// for the kitchen.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub details: OrderDetails,
    /// The ticket from which its lines were moved to another order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub moved_from: Option<TicketId>,
    /// Where it would be made if every station were worked, when that is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub home: Option<Code>,
    /// The station it stood at before the layout was switched last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub came_from: Option<Code>,
    /// Since when it is moved forward.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub rushed_at: Option<Timestamp>,
    /// Why it is made a second time, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub remake: Option<RemakeReason>,
    /// That no screen had shown it in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub unshown: Option<Unshown>,
    /// Whose order it is, as far as a cook should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub guest: Option<Guest>,
    /// How often its chit was asked for again.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub reprints: u32,
    /// What happened to it, in order; at most [`MOMENTS_MAX`].
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub moments: Vec<TicketMoment>,
}

impl Ticket {
    /// Its lines that are still to be made.
    pub fn to_make(&self) -> impl Iterator<Item = &TicketLine> {
        self.lines.iter().filter(|line| line.is_to_make())
    }

    /// Where it would be made if every station were worked.
    pub fn home(&self) -> &Code {
        self.home.as_ref().unwrap_or(&self.station)
    }

    /// Whether a device has said that it got this far with it.
    pub fn has_moment(&self, what: MomentKind, device: DeviceId) -> bool {
        self.moments.iter().any(|moment| moment.what == what && moment.device == Some(device))
    }
}

/// That no screen had shown a ticket in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Unshown {
    /// When that was noted.
    pub at: Timestamp,
    /// Where it came out on paper instead; the screen and the paper are one ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub printer: Option<Code>,
}

/// What a cook may know of the member whose order it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Guest {
    /// Their orders before this one: none for a first visit, [`REGULAR_VISITS`] for a regular.
    pub visits: u32,
    /// Their tier, where it is one that the kitchen marks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub tier: Option<Names>,
}

/// Why something is made a second time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum RemakeReason {
    /// It fell, burned or was spilled.
    Spoiled,
    /// It was made as nobody ordered it.
    MadeWrong,
    /// It went to another guest.
    WrongGuest,
    /// The guest sent it back.
    SentBack,
    /// It waited until it was cold.
    Cold,
}

/// What can happen to a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum MomentKind {
    /// A screen showed it.
    Shown,
    /// A cook touched it.
    Seen,
    /// No screen had shown it in time.
    Unshown,
    /// Lines of it were made.
    LinesDone,
    /// Lines were brought back.
    LinesBack,
    /// It was done.
    Bumped,
    /// It was brought back.
    Recalled,
    /// A line of it was struck.
    Struck,
    /// Table, guests, seats or words of it changed.
    Changed,
    /// It went to another order.
    Moved,
    /// It went to another station with the layout.
    Relocated,
    /// It was moved forward.
    Rushed,
    /// It no longer is.
    Unrushed,
    /// Its chit was asked for again.
    Reprinted,
    /// A cook confirmed what makes the guest ill.
    Confirmed,
    /// Something of it is made a second time, on a ticket of its own.
    Remade,
}

/// One thing that happened to a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TicketMoment {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: MomentKind,
    /// On which device; none for what the store server did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub device: Option<DeviceId>,
}

/// Where in a combo's parts a station's share is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeParts {
    /// Which line.
    pub line_id: LineId,
    /// Its parts that are made here, counted from 0.
    pub parts: Vec<u32>,
}

/// A line of a ticket that makes its guest ill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineConflict {
    /// On which ticket.
    pub ticket_id: TicketId,
    /// Which line.
    pub line_id: LineId,
    /// What of it.
    pub allergens: Vec<Allergen>,
}

/// A ticket that no screen had shown in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnshownTicket {
    /// Which.
    pub ticket_id: TicketId,
    /// Of which order.
    pub order_id: OrderId,
    /// Where it comes out on paper; none when it did already, or there is no printer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printer: Option<Code>,
}

/// A ticket that went to another station with the layout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelocatedTicket {
    /// Which.
    pub ticket_id: TicketId,
    /// Of which order.
    pub order_id: OrderId,
    /// Where it is made now.
    pub station: Code,
    /// Its number there.
    pub number: u32,
}

/// A ticket as a firing makes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTicket {
    /// Derived from the firing command and the station.
    pub ticket_id: TicketId,
    /// Whose it is.
    pub station: Code,
    /// Gapless within the station and business day.
    pub number: u32,
    /// Its lines, in the slip's order.
    pub line_ids: Vec<LineId>,
    /// Where its chit comes out, if the station wants paper.
    pub chit_printer: Option<Code>,
    /// Where it would be made if every station were worked, when that is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home: Option<Code>,
    /// Of combos, the parts that are made here.
    #[serde(default, skip_serializing_if = "is_default")]
    pub parts: Vec<MadeParts>,
}

#[cfg(test)]
mod tests;
