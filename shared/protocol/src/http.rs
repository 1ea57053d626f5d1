//! Bodies of the store's HTTP interface.

use domain::Code;
use domain::id::Epoch;
use domain::settings::StoreCard;
use domain::staff::{DeviceCard, DeviceKind, StaffCard};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use utoipa::ToSchema;

/// `POST /api/v1/pair`: a browser asks to be let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PairRequest {
    /// The one-time code that a manager made.
    pub code: String,
    /// What people will call the device, 1 to 40 characters.
    pub name: String,
    /// What it is.
    pub kind: DeviceKind,
    /// Which station, for a station screen.
    pub station: Option<Code>,
}

/// The answer to a [`PairRequest`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Paired {
    /// What it is now.
    pub device: DeviceCard,
    /// 256 random bits; the device keeps it, the store keeps its hash.
    pub token: String,
}

/// `GET /api/v1/status`: what anybody on the store's network may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Status {
    /// Which store.
    pub store: StoreCard,
    /// The running history.
    pub epoch: Epoch,
    /// Its last seq.
    pub seq: u64,
    /// Where HQ is, if the store has one.
    pub hq_url: Option<String>,
    /// How to get into a demo; only for somebody on the same machine.
    pub demo: Option<DemoAccess>,
}

/// How to get into a demo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DemoAccess {
    /// A pairing code that can be used again and again.
    pub pairing_code: String,
    /// Everybody's PIN.
    pub pins: Vec<DemoPin>,
}

/// Somebody's PIN in a demo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DemoPin {
    /// Whose.
    pub staff: StaffCard,
    /// The PIN.
    pub pin: String,
}

/// An error as RFC 9457 writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: the code tells.
    #[serde(rename = "type")]
    pub kind: String,
    /// What sort of problem it is.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened and what to do.
    pub detail: String,
    /// Stable; for programs.
    pub code: String,
}

impl Problem {
    /// A problem with a stable code and a sentence that says what to do.
    pub fn new(status: u16, title: &str, code: &str, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank".to_owned(),
            title: title.to_owned(),
            status,
            detail: detail.into(),
            code: code.to_owned(),
        }
    }
}

/// `GET /api/v1/totals`: what the store itself has counted, for reconciling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct StoreTotals {
    /// Orders placed.
    pub orders: u64,
    /// Lines on them that were not struck.
    pub lines: u64,
    /// The sum of the totals of all closed orders, in minor units.
    pub closed_sum: domain::Money,
    /// Orders that are closed.
    pub closed: u64,
    /// Tickets fired.
    pub tickets: u64,
    /// Tickets that a screen of their station has shown.
    pub tickets_shown: u64,
    /// Receipts asked for, first copies only.
    pub receipts: u64,
    /// Of those, printed: confirmed, or sent to a printer that cannot confirm.
    pub receipts_printed: u64,
}
