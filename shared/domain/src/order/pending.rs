//! Money that another machine was asked for: *asked, waiting, unknown* until it is *approved* or
//! *declined* for good.
//!
//! A pending tender holds its amount: nobody else can pay it meanwhile. An unknown outcome is
//! resolved by asking the other machine again with the same id, never by guessing.

use serde::{Deserialize, Serialize};

use crate::id::{CheckId, TenderId};
use crate::{Code, Money, Timestamp, is_default};

/// Characters in what another machine says at most; the rest is cut.
pub const OUTCOME_CHARS_MAX: usize = 120;

/// How far the other machine is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum PendingState {
    /// It was asked and has not answered.
    Asked,
    /// It waits for the guest.
    Waiting {
        /// A code for the guest to scan, if it gave one.
        shown_code: Option<String>,
    },
    /// It may or may not have taken the money; it is being asked again.
    Unknown {
        /// What went wrong.
        why: String,
    },
}

impl PendingState {
    /// The state that an answer leaves a charge in; `None` once it is settled for good.
    pub fn of(outcome: &TenderOutcome) -> Option<Self> {
        match outcome {
            TenderOutcome::Approved { .. } | TenderOutcome::Declined { .. } => None,
            TenderOutcome::Waiting { shown_code } => {
                Some(Self::Waiting { shown_code: shown_code.clone() })
            }
            TenderOutcome::Unknown { why } => Some(Self::Unknown { why: why.clone() }),
        }
    }
}

/// Money that another machine was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PendingTender {
    /// Minted by the terminal; the other machine knows the charge by it.
    pub tender_id: TenderId,
    /// Which driver asks.
    pub driver: Code,
    /// What of it counts toward the order.
    pub amount: Money,
    /// What is on top for the staff.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub tip: Money,
    /// Toward which check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub check_id: Option<CheckId>,
    /// Whether a receipt is printed when this closes the check.
    pub print_receipt: bool,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// How far it is.
    pub state: PendingState,
    /// Whether the till asked to call it off.
    #[serde(default, skip_serializing_if = "is_default")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub cancel_asked: bool,
}

/// What the other machine answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum TenderOutcome {
    /// It took the money.
    Approved {
        /// Its reference.
        reference: String,
        /// The card's brand; empty where there is no card.
        brand: String,
        /// The card's last four digits; empty where there is no card.
        last4: String,
    },
    /// It did not, and will not.
    Declined {
        /// Why, in its words.
        reason: String,
    },
    /// It waits for the guest.
    Waiting {
        /// A code for the guest to scan, if it gave one.
        shown_code: Option<String>,
    },
    /// It may or may not have.
    Unknown {
        /// What went wrong.
        why: String,
    },
}
