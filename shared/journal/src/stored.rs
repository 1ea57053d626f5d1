//! Rows of the journal and of the cursors, as stored.

use domain::chain::{Hash, Link};
use domain::id::{CommandId, DeviceId, Epoch};
use domain::{Actor, Timestamp};
use rusqlite::Row;
use uuid::Uuid;

use crate::error::ReadError;

/// A row of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// Position, from 1 without holes.
    pub seq: u64,
    /// Which history.
    pub epoch: Epoch,
    /// The command that caused it.
    pub command_id: CommandId,
    /// Place among that command's events.
    pub index: u32,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// Where.
    pub device: DeviceId,
    /// The kind of event.
    pub kind: String,
    /// The version of its body.
    pub version: u32,
    /// The body.
    pub body: String,
    /// The hash of the row before.
    pub prev_hash: Hash,
    /// Its own hash.
    pub hash: Hash,
}

/// The columns that [`StoredEvent::read`] expects, in order.
pub(crate) const COLUMNS: &str =
    "seq, epoch, command_id, idx, at, actor, staff, device, kind, version, body, prev_hash, hash";

impl StoredEvent {
    /// Reads a row of [`COLUMNS`].
    pub(crate) fn read(row: &Row<'_>) -> Result<Self, ReadError> {
        let actor = Actor::from_tag(small(row, 5)?, bytes(row, 6)?);
        Ok(Self {
            seq: row.get(0)?,
            epoch: Epoch::from_uuid(uuid(row, 1)?),
            command_id: CommandId::from_uuid(uuid(row, 2)?),
            index: row.get(3)?,
            at: Timestamp::from_ms(row.get(4)?),
            actor: actor.ok_or(ReadError::Column("actor"))?,
            device: DeviceId::from_uuid(uuid(row, 7)?),
            kind: row.get(8)?,
            version: row.get(9)?,
            body: row.get(10)?,
            prev_hash: Hash::from_bytes(bytes(row, 11)?),
            hash: Hash::from_bytes(bytes(row, 12)?),
        })
    }

    /// What the chain covers of it.
    pub(crate) fn link(&self) -> Link<'_> {
        Link {
            seq: self.seq,
            epoch: self.epoch,
            command_id: self.command_id,
            index: self.index,
            at: self.at,
            actor: self.actor,
            device: self.device,
            kind: &self.kind,
            version: self.version,
            body: &self.body,
        }
    }
}

/// The cursor that says how far HQ has confirmed the journal; a Z tells it.
pub const HQ_CURSOR: &str = "hq";

/// The cursor that says how far HQ has told of members; its epoch is the list of changes that HQ counts.
pub const MEMBERS_CURSOR: &str = "members";

/// How far a consumer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Which history.
    pub epoch: Epoch,
    /// The last seq it has finished.
    pub seq: u64,
    /// That row's hash.
    pub hash: Hash,
}

/// A UUID column.
pub(crate) fn uuid(row: &Row<'_>, column: usize) -> rusqlite::Result<Uuid> {
    Ok(Uuid::from_bytes(bytes(row, column)?))
}

/// A column of exactly `N` bytes.
pub(crate) fn bytes<const N: usize>(row: &Row<'_>, column: usize) -> rusqlite::Result<[u8; N]> {
    row.get::<_, [u8; N]>(column)
}

fn small(row: &Row<'_>, column: usize) -> rusqlite::Result<u8> {
    row.get(column)
}
