//! What the kitchen calls out to the till: that something cannot be made, that food is waiting.

use serde::{Deserialize, Serialize};

use crate::id::{CallId, LineId, OrderId, TicketId};
use crate::order::Channel;
use crate::{Code, Names, Timestamp};

/// Calls that wait for an answer at most; another is refused until one is answered.
pub const CALLS_MAX: usize = 50;
/// Characters of the words of a call at most.
pub const CALL_CHARS_MAX: usize = 80;

/// Why something cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum CannotMakeReason {
    /// Something that goes into it is out.
    OutOfStock,
    /// A machine does not work.
    Equipment,
    /// It would take too long.
    TooLong,
    /// It cannot be made as it was asked for.
    AsAsked,
}

/// What is called out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum CallKind {
    /// Somebody should fetch what is ready, or come.
    Runner,
    /// A line cannot be made: offer the guest something else, then strike it.
    CannotMake {
        /// Why.
        reason: CannotMakeReason,
    },
}

/// One call that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct KitchenCall {
    /// Minted by the screen.
    pub id: CallId,
    /// What.
    pub kind: CallKind,
    /// From which station; none for the expo.
    pub station: Option<Code>,
    /// About which ticket.
    pub ticket_id: Option<TicketId>,
    /// Of which order.
    pub order_id: Option<OrderId>,
    /// How the guest eats, and the number of that order.
    pub order: Option<(Channel, u32)>,
    /// Which line of it.
    pub line_id: Option<LineId>,
    /// What that line is.
    pub names: Option<Names>,
    /// What was said besides; empty for nothing.
    pub words: String,
    /// Since when it waits.
    pub at: Timestamp,
}

/// What the kitchen as a whole is like now.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct KitchenDesk {
    /// The layout that holds; none for every station at its own place.
    pub layout: Option<Code>,
    /// What waits for an answer, the oldest first.
    pub calls: Vec<KitchenCall>,
}
