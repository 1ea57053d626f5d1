//! Staff, devices and their sign-in: reference data, and the one rule that needs counting.

use serde::{Deserialize, Serialize};

use crate::id::{DeviceId, StaffId};
use crate::{Code, Names, Timestamp};

/// Wrong PINs in a row after which a member of staff is locked (PCI DSS 8.3.4).
pub const PIN_FAILURES_MAX: u32 = 10;
/// How long the lock holds, in milliseconds (PCI DSS 8.3.4: at least 30 minutes).
pub const PIN_LOCK_MS: i64 = 30 * 60 * 1000;
/// How long a sign-in holds at most, in milliseconds: sixteen hours, longer than any shift.
pub const SESSION_MS_MAX: i64 = 16 * 60 * 60 * 1000;

/// What somebody is trusted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Takes orders and money.
    Cashier,
    /// Works the kitchen screens.
    Cook,
    /// Everything.
    Manager,
}

/// An employee. The PIN hash never leaves the store server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// Who.
    pub id: StaffId,
    /// Their name in both scripts.
    pub names: Names,
    /// What they are trusted with.
    pub role: Role,
    /// Argon2id in PHC string form.
    pub pin_hash: String,
}

/// What any signed-out terminal may know of an employee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct StaffCard {
    /// Who.
    pub id: StaffId,
    /// Their name in both scripts.
    pub names: Names,
    /// What they are trusted with.
    pub role: Role,
    /// Their [`personal_code`].
    pub code: String,
}

impl From<&Staff> for StaffCard {
    fn from(staff: &Staff) -> Self {
        Self {
            id: staff.id,
            names: staff.names.clone(),
            role: staff.role,
            code: personal_code(staff.id),
        }
    }
}

/// What a guest says to have somebody noted as who brought them: four letters and digits, none of which is
/// taken for another (Crockford's Base32), always the same for one person.
pub fn personal_code(id: StaffId) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let hash = blake3::hash(id.as_bytes());
    let letters = hash.as_bytes().iter().take(4);
    letters.map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
}

/// Wrong PINs so far; folded from the journal, so that a restart forgets nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PinFailures {
    /// Wrong ones in a row.
    pub in_a_row: u32,
    /// When the last one was tried.
    pub last_at: Timestamp,
}

impl PinFailures {
    /// Milliseconds until the next try is allowed, `None` when it is allowed now.
    pub fn locked_for_ms(&self, now: Timestamp) -> Option<i64> {
        let left = PIN_LOCK_MS - now.saturating_since(self.last_at);
        (self.in_a_row >= PIN_FAILURES_MAX && left > 0).then_some(left)
    }
}

/// What a paired browser is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum DeviceKind {
    /// A cashier terminal.
    Terminal,
    /// A kitchen screen of one station.
    StationScreen,
    /// The screen that assembles; sees every ticket.
    ExpoScreen,
    /// The pickup board that guests see.
    Board,
    /// The page that shows printers and their paper.
    PrinterPage,
}

/// A paired browser. Its token is stored only as a hash, elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DeviceCard {
    /// Which.
    pub id: DeviceId,
    /// What people call it.
    pub name: String,
    /// What it is.
    pub kind: DeviceKind,
    /// The station a station screen shows.
    pub station: Option<Code>,
}
