//! What an accepted command came to.

use serde::{Deserialize, Serialize};

use crate::Money;
use crate::id::{MemberId, OrderId, ShiftId};

/// What an accepted command came to; the same on every retry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum CommandResult {
    /// Nothing more to say.
    Done,
    /// An order changed.
    Order {
        /// Which.
        order_id: OrderId,
        /// Its number of the business day.
        number: u32,
        /// Its receipt number, when this command closed it.
        receipt_number: Option<u64>,
        /// What it comes to.
        total: Money,
        /// What is still due.
        due: Money,
        /// Cash to give back for this command's tenders.
        change: Money,
        /// The revision after the command.
        revision: u32,
    },
    /// A shift began or ended.
    Shift {
        /// Which.
        shift_id: ShiftId,
        /// Cash that should be in the drawer.
        expected: Money,
        /// Counted minus expected, once counted.
        over_short: Option<Money>,
    },
    /// Somebody is a member.
    Member {
        /// Who.
        member_id: MemberId,
        /// Whether they were one before.
        known: bool,
    },
    /// Members are written to.
    Written {
        /// Who: those who agreed, and were not written to lately.
        members: Vec<MemberId>,
    },
    /// The day was closed.
    Day {
        /// The number of its Z.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        number: u64,
        /// What was sold after what was given back.
        net: Money,
    },
    /// Money was given back.
    Refunded {
        /// On which order.
        order_id: OrderId,
        /// The number of the refund.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        number: u64,
        /// How much.
        amount: Money,
        /// Cash to hand to the guest.
        cash: Money,
        /// Points taken back from the member.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        points: i64,
    },
    /// The catalogue was published.
    Catalogue {
        /// Its version now.
        version: u32,
    },
    /// A sign-in was noted.
    SignIn {
        /// Whether they are in.
        signed_in: bool,
    },
}
