//! The hash chain that makes a journal tamper-evident.
//!
//! Each row's hash covers every field of the row and the hash before it (BLAKE3), so any change,
//! insertion, deletion or swap is found at the first bad seq. Store and HQ compute the same one.

use serde::{Deserialize, Serialize};

use crate::id::{CommandId, DeviceId, Epoch};
use crate::{Actor, Timestamp};

/// The hash of one journal row. 64 hexadecimal digits on a wire.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(type = "string"))]
#[serde(try_from = "String", into = "String")]
pub struct Hash([u8; 32]);

/// The text is not a hash.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a hash is 64 hexadecimal digits")]
pub struct NotAHash;

impl Hash {
    /// What the first row of a journal has before it.
    pub const ZERO: Self = Self([0; 32]);

    /// Wraps 32 bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl std::fmt::Debug for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl TryFrom<String> for Hash {
    type Error = NotAHash;

    fn try_from(text: String) -> Result<Self, NotAHash> {
        blake3::Hash::from_hex(text).map(|hash| Self(*hash.as_bytes())).map_err(|_| NotAHash)
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.to_string()
    }
}

/// Everything of a journal row that the chain covers.
#[derive(Debug, Clone, Copy)]
pub struct Link<'a> {
    /// Position in the journal, from 1 without holes; it goes on over epochs.
    pub seq: u64,
    /// Which history.
    pub epoch: Epoch,
    /// The command that caused it.
    pub command_id: CommandId,
    /// Place among the events of that command, from 0.
    pub index: u32,
    /// When it was decided, by the store's clock.
    pub at: Timestamp,
    /// Who caused it.
    pub actor: Actor,
    /// From which device.
    pub device: DeviceId,
    /// The kind of event.
    pub kind: &'a str,
    /// The version of that kind's body.
    pub version: u32,
    /// The body, as stored.
    pub body: &'a str,
}

/// The hash of a row that follows a row with the hash `previous`.
pub fn hash(previous: &Hash, link: &Link<'_>) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&previous.0);
    hasher.update(&link.seq.to_le_bytes());
    hasher.update(link.epoch.as_bytes());
    hasher.update(link.command_id.as_bytes());
    hasher.update(&link.index.to_le_bytes());
    hasher.update(&link.at.ms().to_le_bytes());
    let (tag, staff) = link.actor.tag();
    hasher.update(&[tag]);
    hasher.update(&staff);
    hasher.update(link.device.as_bytes());
    hasher.update(&link.version.to_le_bytes());
    // Lengths keep "ab" + "c" apart from "a" + "bc".
    for text in [link.kind, link.body] {
        hasher.update(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    Hash(*hasher.finalize().as_bytes())
}

/// The hash of a command's payload, by which a reused command id is noticed.
pub fn payload_hash(payload: &[u8]) -> Hash {
    Hash(*blake3::hash(payload).as_bytes())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn every_field_of_a_row_changes_its_hash() {
        let id = |n: u128| Uuid::from_u128(n);
        let link = Link {
            seq: 1,
            epoch: Epoch::from_uuid(id(1)),
            command_id: CommandId::from_uuid(id(2)),
            index: 0,
            at: Timestamp::from_ms(3),
            actor: Actor::Device,
            device: DeviceId::from_uuid(id(4)),
            kind: "order_placed",
            version: 1,
            body: "{}",
        };
        let first = hash(&Hash::ZERO, &link);
        let changed = [
            hash(&first, &link),
            hash(&Hash::ZERO, &Link { seq: 2, ..link }),
            hash(&Hash::ZERO, &Link { epoch: Epoch::from_uuid(id(9)), ..link }),
            hash(&Hash::ZERO, &Link { command_id: CommandId::from_uuid(id(9)), ..link }),
            hash(&Hash::ZERO, &Link { index: 1, ..link }),
            hash(&Hash::ZERO, &Link { at: Timestamp::from_ms(4), ..link }),
            hash(&Hash::ZERO, &Link { actor: Actor::System, ..link }),
            hash(&Hash::ZERO, &Link { device: DeviceId::from_uuid(id(9)), ..link }),
            hash(&Hash::ZERO, &Link { kind: "order_place", body: "d{}", ..link }),
            hash(&Hash::ZERO, &Link { version: 2, ..link }),
            hash(&Hash::ZERO, &Link { body: "{} ", ..link }),
        ];
        for other in changed {
            assert_ne!(other, first);
        }
        assert_eq!(Hash::try_from(first.to_string()), Ok(first));
    }
}
