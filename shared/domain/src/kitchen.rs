//! The kitchen: tickets, one station's share of one firing. The types.

pub mod decide;
pub mod evolve;
pub mod routing;

use serde::{Deserialize, Serialize};

use crate::catalogue::Allergen;
use crate::id::{LineId, OrderId, TicketId};
use crate::order::{Channel, OrderDetails};
use crate::{BusinessDay, Code, Names, Timestamp, is_default};

/// Tickets in one acknowledgement at most.
pub const ACKNOWLEDGED_TICKETS_MAX: usize = 200;

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
}

#[cfg(test)]
mod tests;
