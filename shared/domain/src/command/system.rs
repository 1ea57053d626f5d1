//! What the store server itself asks for.

use serde::{Deserialize, Serialize};

use crate::catalogue::Catalogue;
use crate::chain;
use crate::id::{CommandId, CouponId, MemberId, OrderId, RefundId, StaffId, TenderId, TicketId};
use crate::ledger::lending::Lending;
use crate::member::MemberRecord;
use crate::member::elsewhere::Elsewhere;
use crate::order::TenderOutcome;
use crate::staff::{DeviceCard, Staff};
use crate::{BusinessDay, Code};

/// What only the store server itself asks for: it never comes over a wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum SystemCommand {
    /// Add an employee, or replace one with the same id.
    AddStaff {
        /// The employee, PIN hashed.
        staff: Staff,
    },
    /// Let a browser in.
    PairDevice {
        /// What it is.
        device: DeviceCard,
        /// The hash of its token.
        token_hash: chain::Hash,
    },
    /// Note that somebody tried to sign in, and let them in if the PIN was theirs.
    RecordSignIn {
        /// Who.
        staff_id: StaffId,
        /// Whether the PIN matched.
        pin_matches: bool,
        /// The hash of the session token that is theirs if it did.
        session_hash: chain::Hash,
    },
    /// End a sign-in.
    SignOut {
        /// The hash of the session token.
        session_hash: chain::Hash,
    },
    /// Make a catalogue the one that is sold from.
    PublishCatalogue {
        /// The catalogue; its version is set to the next one.
        catalogue: Catalogue,
    },
    /// Note that somebody allowed one command of somebody else. The actor is the approver.
    GiveApproval {
        /// The command that was allowed.
        command_id: CommandId,
        /// The hash of exactly that command.
        command_hash: chain::Hash,
    },
    /// Note what another machine answered about a charge.
    ResolveTender {
        /// Which order.
        order_id: OrderId,
        /// Which charge.
        tender_id: TenderId,
        /// The answer.
        outcome: TenderOutcome,
    },
    /// Note what another machine answered about giving money back.
    ResolveRefund {
        /// Which order.
        order_id: OrderId,
        /// Which refund.
        refund_id: RefundId,
        /// To which tender.
        tender_id: TenderId,
        /// The answer.
        outcome: TenderOutcome,
    },
    /// Note what a guest says of an order, by the code on their receipt.
    LeaveFeedback {
        /// Which order.
        order_id: OrderId,
        /// From 1 to [`crate::order::feedback::SCORE_MAX`].
        score: u8,
        /// In their words; may be empty.
        words: String,
    },
    /// Forget who a member was whom HQ knows to be erased; nothing happens when they are already.
    EraseMember {
        /// Whom.
        member_id: MemberId,
    },
    /// Take who a member is, as HQ knows it from another store; nothing happens when this store knows
    /// it as new already, or knows their phone as another member's.
    AdoptMember {
        /// The record.
        record: MemberRecord,
    },
    /// Merge members, or take them apart, as HQ says; nothing happens when it is so already.
    MergeAsTold {
        /// Who goes.
        member_id: MemberId,
        /// Who is kept; nobody when they stand for themselves.
        into: Option<MemberRecord>,
    },
    /// Note that members are written to; those who may not be now are left out.
    NoteWritten {
        /// Whom, at most [`crate::member::letters::LETTERS_MAX`].
        members: Vec<MemberId>,
    },
    /// Let the points lapse of a member who has not been in any store since a business day.
    LapsePoints {
        /// Whose.
        member_id: MemberId,
        /// Whoever was here on this day, or later, keeps theirs.
        before: BusinessDay,
    },
    /// Note what a member did in other stores, as HQ tells it; nothing happens when it is known.
    NoteElsewhere {
        /// Whose.
        member_id: MemberId,
        /// Everything, in place of what was told before.
        elsewhere: Elsewhere,
    },
    /// Hand a coupon on to another member: its owner gave it away on their phone.
    HandOnCoupon {
        /// Whose it is.
        from: MemberId,
        /// Who shows it.
        to: MemberId,
        /// Which.
        coupon_id: CouponId,
    },
    /// Take what HQ lends of a member; what was taken before is not taken twice.
    TakeLent {
        /// Whose.
        member_id: MemberId,
        /// What, in the order of its numbers.
        lendings: Vec<Lending>,
    },
    /// Give back to HQ what this store holds of a member, for other stores.
    ReturnToHq {
        /// Whose.
        member_id: MemberId,
        /// Only what is more than the store keeps once somebody has paid.
        beyond_kept: bool,
    },
    /// Fire the held lines of an order whose time has come.
    FireDue {
        /// Which order.
        order_id: OrderId,
    },
    /// Note the tickets that no screen has shown in time.
    NoteUnshown {
        /// Which, at most [`crate::kitchen::ACKNOWLEDGED_TICKETS_MAX`].
        tickets: Vec<TicketId>,
    },
    /// Have the kitchen worked as a layout says, because its part of the day has begun.
    SwitchLayout {
        /// Which.
        layout: Option<Code>,
    },
    /// Note that the store's signer vouches for a Z.
    SignDay {
        /// The number of the Z.
        number: u64,
        /// Its public key.
        public_key: String,
        /// Its signature.
        signature: String,
    },
    /// Note that the store's signer cannot vouch for a Z now.
    NoteSignerOutage {
        /// The number of the Z.
        number: u64,
        /// Why.
        reason: String,
    },
}
