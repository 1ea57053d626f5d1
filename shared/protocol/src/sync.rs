//! Between a store and HQ: `/sync/v1`.
//!
//! The store pushes batches of its journal in order; HQ answers with the place up to which it holds
//! them durably. Nothing else is an acknowledgement: not a status code, not an empty body, not a
//! captive portal's page.
//!
//! `POST /sync/v1/batches` carries a [`Batch`] as JSON compressed with zstd
//! (`content-type: application/json`, `content-encoding: zstd`, `authorization: Bearer TOKEN`) and is
//! answered by a [`SyncAnswer`]. `GET /sync/v1/mark?store=ID` is answered by a [`SyncAnswer`] too.

use domain::catalogue::Catalogue;
use domain::chain::{Hash, Link};
use domain::id::{CommandId, DeviceId, Epoch, MemberId, StoreId};
use domain::ledger::lending::Lending;
use domain::member::MemberRecord;
use domain::member::elsewhere::Elsewhere;
use domain::settings::StoreCard;
use domain::staff::StaffCard;
use domain::{Actor, Money, Names, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::frames::Mark;

/// Events in a batch at most.
pub const BATCH_EVENTS_MAX: usize = 500;
/// Bytes of a batch at most, once decompressed.
pub const BATCH_BYTES_MAX: usize = 8 * 1024 * 1024;
/// The path that batches are posted to.
pub const BATCHES_PATH: &str = "/sync/v1/batches";
/// The path that a mark is asked at.
pub const MARK_PATH: &str = "/sync/v1/mark";
/// Where it asks who was erased: a box that was restored from a backup does not know.
pub const ERASED_PATH: &str = "/sync/v1/erased";
/// Where a store asks for a member that it does not know.
pub const FIND_MEMBER_PATH: &str = "/sync/v1/members/find";
/// Where it asks for what a member owns elsewhere.
pub const BRING_MEMBER_PATH: &str = "/sync/v1/members/bring";
/// Where it asks for an address that a member's phone opens their page with.
pub const INVITE_MEMBER_PATH: &str = "/sync/v1/members/invite";
/// Where it waits to be told whose members other stores ask for.
pub const WANTED_PATH: &str = "/sync/v1/members/wanted";
/// Seconds that HQ lets a store wait at [`WANTED_PATH`] before it answers with nobody.
pub const WANTED_SECONDS: u64 = 25;
/// Milliseconds that HQ waits for other stores to give back what somebody asks for.
pub const RETURN_MS_MAX: u64 = 1_500;
/// Members in one [`ErasedMembers`] at most; a full one is followed by another.
pub const ERASED_PAGE: usize = 1_000;

/// A row of a journal on its way to HQ. The epoch is the batch's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncEvent {
    /// Position, rising by one.
    pub seq: u64,
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
    /// The body as the store holds it, byte for byte: the hash covers it.
    pub body: String,
    /// The row's hash.
    pub hash: Hash,
}

impl SyncEvent {
    /// What the chain covers of this event in a history.
    pub fn link(&self, epoch: Epoch) -> Link<'_> {
        Link {
            seq: self.seq,
            epoch,
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

/// Reference data that an event of the batch names, read when the batch was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum SyncRecord {
    /// The catalogue of a version.
    Catalogue {
        /// The catalogue.
        catalogue: Catalogue,
    },
    /// An employee, without their PIN.
    Staff {
        /// The employee.
        staff: StaffCard,
    },
    /// A member, as they are now.
    Member {
        /// Who.
        member_id: MemberId,
        /// The record; `None` when it was erased meanwhile.
        record: Option<MemberRecord>,
    },
}

/// A piece of a journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// Which store.
    pub store: StoreCard,
    /// Minutes after local midnight at which its business day begins.
    pub day_cut_off_minutes: u16,
    /// Which history.
    pub epoch: Epoch,
    /// The hash of the row before the first event.
    pub previous_hash: Hash,
    /// The store's last seq when the batch was made, so that HQ knows the lag.
    pub head_seq: u64,
    /// When the first event after this batch happened, if there is one.
    pub next_at: Option<Timestamp>,
    /// The events, rising by one; may be empty: a sign of life.
    pub events: Vec<SyncEvent>,
    /// What they name.
    pub records: Vec<SyncRecord>,
}

/// What HQ answers, with status 200 only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum SyncAnswer {
    /// Everything up to here is durable at HQ.
    Acknowledged {
        /// Where.
        mark: Mark,
    },
    /// HQ knows nothing of this store yet: begin at seq 1.
    Nothing,
    /// The batch does not follow what HQ has: go on after this mark.
    GoOnAfter {
        /// Where.
        mark: Mark,
    },
    /// What the store sent contradicts what HQ holds: somebody must decide.
    Forked {
        /// What HQ holds.
        mark: Mark,
        /// What does not fit, in a sentence.
        why: String,
    },
    /// A later history of this store is the one that counts: this box must stop selling.
    Fenced {
        /// The history that counts.
        epoch: Epoch,
    },
}

/// Members of a store who were erased, by their ids, rising.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ErasedMembers {
    /// Who, after the one that was asked with; at most [`ERASED_PAGE`].
    pub members: Vec<MemberId>,
}

/// Asks for the member with a phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindMember {
    /// Who asks.
    pub store: StoreId,
    /// In E.164 form.
    pub phone: String,
}

/// Whom HQ knows by a phone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FoundMember {
    /// The record, as the store says that changed it last.
    pub record: Option<MemberRecord>,
}

/// Asks for what a member owns to be brought to a store, as far as other stores can be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BringMember {
    /// Who asks.
    pub store: StoreId,
    /// Whose.
    pub member_id: MemberId,
    /// The version of the record that the store has.
    pub version: u32,
    /// The key of the member's phone that the store knows.
    pub page_key: String,
    /// Whether HQ is to lend; otherwise it only says again what it has lent already.
    pub lend: bool,
}

/// What HQ brings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Brought {
    /// The record, when HQ has a newer one.
    pub record: Option<MemberRecord>,
    /// What is lent to the store and not taken yet, as far as HQ knows.
    pub lendings: Vec<Lending>,
    /// What stays with other stores, which could not be asked in time.
    pub elsewhere: Vec<HeldElsewhere>,
    /// What they did in the other stores.
    #[serde(default)]
    pub seen: Elsewhere,
    /// When they last earned, spent or paid in, in any store.
    #[serde(default)]
    pub active_at: Option<Timestamp>,
}

/// What another store has of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HeldElsewhere {
    /// The store.
    pub store: Names,
    /// Points.
    #[ts(type = "number")]
    pub points: i64,
    /// Stored value.
    pub value: Money,
    /// How many coupons.
    pub coupons: u32,
}

/// Members whom other stores ask for: whatever this store has of them is wanted back.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WantedMembers {
    /// Whose; empty after [`WANTED_SECONDS`] with nobody.
    pub members: Vec<MemberId>,
    /// Members of this store who have another phone now: their records as HQ has them.
    #[serde(default)]
    pub changed: Vec<MemberRecord>,
    /// Members of this store who closed their membership themselves.
    #[serde(default)]
    pub erased: Vec<MemberId>,
    /// Members of this store who were merged elsewhere, or taken apart again.
    #[serde(default)]
    pub merged: Vec<MergedElsewhere>,
}

/// Where a store asks what is new of members.
pub const MEMBER_NEWS_PATH: &str = "/sync/v1/members/news";
/// Changes of members that are told at once at most.
pub const MEMBER_NEWS_MAX: usize = 256;

/// What is new of members over all stores, so that each store recognises everybody with HQ away too.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MemberNews {
    /// Which list of changes the numbers belong to: another one begins at its first change.
    pub list: uuid::Uuid,
    /// The last change that this tells of.
    pub upto: u64,
    /// Members as HQ has them; some may be as the store has them too.
    pub records: Vec<MemberRecord>,
    /// Members who were merged into others.
    pub merged: Vec<MergedElsewhere>,
    /// Members who were erased.
    pub erased: Vec<MemberId>,
}

/// A member who turned out to be another one, as HQ has heard from another store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedElsewhere {
    /// Who.
    pub member_id: MemberId,
    /// Who stands for them now; nobody when they stand for themselves again.
    pub into: Option<MemberRecord>,
}

/// Asks for an invitation to the member page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InviteMember {
    /// Who asks.
    pub store: StoreId,
    /// Whom.
    pub member_id: MemberId,
}

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// What the address ends with: good for one phone, for [`INVITATION_MS`].
    pub claim: String,
}

/// Milliseconds for which an invitation is good.
pub const INVITATION_MS: i64 = 24 * 60 * 60 * 1000;
