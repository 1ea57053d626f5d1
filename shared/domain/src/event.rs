//! What can happen. Events are facts in the past tense; the journal is made of them.
//!
//! Events carry ids, never names or phone numbers of people. Prices, taxes, numbers and routes that
//! were decided are written into the event, so that a replay next year gives this year's receipt.

mod rows;

use serde::{Deserialize, Serialize};

use crate::chain::Hash;
use crate::command::ReportAsked;
use crate::commission::Commission;
use crate::day::ZReport;
use crate::id::{
    CallId, CheckId, CommandId, DeviceId, Epoch, ItemId, LineId, MemberId, OrderId, ReductionId,
    RefundId, ShiftId, StaffId, StoreId, TenderId, TicketId,
};
use crate::kitchen::{
    KitchenCall, LineConflict, NewTicket, RelocatedTicket, RemakeReason, UnshownTicket,
};
use crate::ledger::Entry;
use crate::member::elsewhere::Elsewhere;
use crate::member::{Consent, Purpose};
use crate::order::{
    AppliedPromotion, Channel, Check, Line, LineReduction, OrderDetails, Packaging, PendingTender,
    Reduction, Refund, Tender, TenderOutcome, Totals, VoidReason,
};
use crate::shift::{CashMovement, Counted};
use crate::staff::DeviceKind;
use crate::stock::Availability;
use crate::{BusinessDay, Code, Money, Names, Timestamp, is_default};

/// Paper that a fact asks for: which printer, decided when the fact was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidChit {
    /// The ticket that was changed.
    pub ticket_id: TicketId,
    /// Where the chit comes out.
    pub printer: Code,
}

/// An order that was opened to move lines to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedOrder {
    /// Its number of the business day.
    pub number: u32,
    /// The trading date.
    pub business_day: BusinessDay,
    /// How the guest eats.
    pub channel: Channel,
    /// Whose it is.
    pub member_id: Option<MemberId>,
    /// Table, guests, words.
    pub details: OrderDetails,
    /// The service charge in parts per million.
    pub service_ppm: u32,
}

/// A ticket of which some lines went to another order: they are a ticket of their own now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketSplit {
    /// The ticket they were on.
    pub ticket_id: TicketId,
    /// The ticket they are on now, as far along as the other one.
    pub new: NewTicket,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "fields are the glossary's words; each variant says what it means")]
#[expect(clippy::large_enum_variant, reason = "a handful of them live at once, each moved once")]
pub enum Event {
    /// A history of the store began: the first event of every epoch.
    EpochBegan { store_id: StoreId, epoch: Epoch, restored_from: Option<RestoredFrom> },
    /// An order was opened with its first lines.
    OrderPlaced {
        order_id: OrderId,
        number: u32,
        business_day: BusinessDay,
        channel: Channel,
        member_id: Option<MemberId>,
        lines: Vec<Line>,
        totals: Totals,
        #[serde(default, skip_serializing_if = "is_default")]
        details: OrderDetails,
        #[serde(default, skip_serializing_if = "is_default")]
        service_ppm: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        packaging: Option<Packaging>,
    },
    /// Lines were added to an open order.
    LinesAdded { order_id: OrderId, lines: Vec<Line>, totals: Totals },
    /// A held line was changed.
    LineChanged { order_id: OrderId, line: Line, totals: Totals },
    /// A line was struck.
    LineVoided {
        order_id: OrderId,
        line_id: LineId,
        reason: VoidReason,
        was_fired: bool,
        tickets: Vec<TicketId>,
        void_chits: Vec<VoidChit>,
        totals: Totals,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        approved_by: Option<StaffId>,
    },
    /// An order was struck with all its lines.
    OrderVoided {
        order_id: OrderId,
        reason: VoidReason,
        tickets: Vec<TicketId>,
        void_chits: Vec<VoidChit>,
        totals: Totals,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        approved_by: Option<StaffId>,
    },
    /// Lines were put at another seat or in another course.
    LinesArranged {
        order_id: OrderId,
        line_ids: Vec<LineId>,
        seat: Option<u32>,
        course: Option<u32>,
        tickets: Vec<TicketId>,
    },
    /// An order is at another table, for more guests, called by another label, and so on.
    DetailsChanged { order_id: OrderId, details: OrderDetails, tickets: Vec<TicketId> },
    /// Lines went to another order, with their tickets or with their share of them.
    LinesMoved {
        from: OrderId,
        to: OrderId,
        opened: Option<Box<OpenedOrder>>,
        lines: Vec<Line>,
        from_totals: Box<Totals>,
        to_totals: Box<Totals>,
        tickets: Vec<TicketId>,
        splits: Vec<TicketSplit>,
        business_day: BusinessDay,
    },
    /// All lines of an order went to another.
    OrderMerged { order_id: OrderId, into: OrderId },
    /// Held lines fire by themselves at a time, or no longer do.
    FireScheduled { order_id: OrderId, line_ids: Vec<LineId>, at: Option<Timestamp> },
    /// A price was reduced.
    Reduced {
        order_id: OrderId,
        line_id: Option<LineId>,
        reduction: Reduction,
        amount: Money,
        totals: Totals,
    },
    /// A reduction was taken back.
    ReductionRemoved { order_id: OrderId, reduction_id: ReductionId, totals: Totals },
    /// The service charge was set.
    ServiceChargeSet { order_id: OrderId, ppm: u32, totals: Totals, approved_by: Option<StaffId> },
    /// What was not on a check was split into checks.
    OrderSplit { order_id: OrderId, checks: Vec<Check> },
    /// Checks went back to the rest.
    ChecksJoined { order_id: OrderId, check_ids: Vec<CheckId> },
    /// Lines were sent to the kitchen; each station got its ticket.
    LinesFired {
        order_id: OrderId,
        firing: u32,
        business_day: BusinessDay,
        line_ids: Vec<LineId>,
        tickets: Vec<NewTicket>,
    },
    /// Money was put toward an order.
    TenderTaken {
        order_id: OrderId,
        tender: Tender,
        shift_id: Option<ShiftId>,
        open_drawer: Option<Code>,
        paid: Money,
        due: Money,
    },
    /// A check was paid; the order has more to pay.
    CheckPaid {
        order_id: OrderId,
        check_id: CheckId,
        receipt_number: u64,
        receipt_printer: Option<Code>,
    },
    /// Another machine was asked for money.
    TenderAsked { order_id: OrderId, pending: PendingTender },
    /// It is being asked again what became of it.
    TenderAskedAgain { order_id: OrderId, tender_id: TenderId },
    /// It is being asked to call it off.
    TenderCancelAsked { order_id: OrderId, tender_id: TenderId },
    /// It answered, but not for good: it waits, or nobody knows.
    TenderUnsettled { order_id: OrderId, tender_id: TenderId, outcome: TenderOutcome },
    /// Somebody looked at its slip and said what became of it; what follows from that comes next.
    TenderSettledByHand {
        order_id: OrderId,
        tender_id: TenderId,
        taken: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        approved_by: Option<StaffId>,
    },
    /// It did not take the money.
    TenderDeclined { order_id: OrderId, tender_id: TenderId, reason: String },
    /// An order was closed: nothing is due on it. The receipt is that of the check paid last, or
    /// of the rest.
    OrderClosed {
        order_id: OrderId,
        receipt_number: u64,
        receipt_printer: Option<Code>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        check_id: Option<CheckId>,
    },
    /// Money was given back on a closed order.
    OrderRefunded {
        order_id: OrderId,
        refund: Refund,
        shift_id: Option<ShiftId>,
        cash: Money,
        open_drawer: Option<Code>,
        receipt_printer: Option<Code>,
    },
    /// Another machine answered about giving money back.
    RefundSettled {
        order_id: OrderId,
        refund_id: RefundId,
        tender_id: TenderId,
        outcome: TenderOutcome,
    },
    /// Points were taken back because of a refund.
    PointsReversed {
        member_id: MemberId,
        order_id: OrderId,
        points: i64,
        spent: Money,
        business_day: BusinessDay,
    },
    /// Promotions were put on the lines of an order, in place of those before.
    PromotionsApplied {
        order_id: OrderId,
        promotions: Vec<AppliedPromotion>,
        reductions: Vec<LineReduction>,
        totals: Totals,
    },
    /// An order was recognised as somebody's, or no longer is.
    MemberAttached { order_id: OrderId, member_id: Option<MemberId> },
    /// A receipt was asked for again.
    ReceiptReprinted { order_id: OrderId, copy: u32, receipt_printer: Code },
    /// All tickets of an order are done.
    OrderReady { order_id: OrderId },
    /// The guest has it.
    OrderHandedOver { order_id: OrderId },
    /// It was brought back to ready.
    OrderRecalled { order_id: OrderId },
    /// A screen of their station shows these tickets.
    TicketsShown {
        tickets: Vec<TicketId>,
        /// Orders of which the till was told that no screen shows them.
        #[serde(default, skip_serializing_if = "is_default")]
        late: Vec<OrderId>,
    },
    /// A cook touched these tickets.
    TicketsSeen {
        tickets: Vec<TicketId>,
        /// As in `TicketsShown`.
        #[serde(default, skip_serializing_if = "is_default")]
        late: Vec<OrderId>,
    },
    /// No screen had shown these tickets in time.
    TicketsUnshown { tickets: Vec<UnshownTicket> },
    /// Lines of a ticket were made.
    LinesDone { ticket_id: TicketId, order_id: OrderId, line_ids: Vec<LineId> },
    /// They were not made after all.
    LinesBack { ticket_id: TicketId, order_id: OrderId, line_ids: Vec<LineId> },
    /// A cook confirmed what in these lines makes the guest ill.
    AllergyConfirmed { ticket_id: TicketId, order_id: OrderId, line_ids: Vec<LineId> },
    /// An order's open tickets were moved forward, or no longer are.
    OrderRushed { order_id: OrderId, rushed: bool, tickets: Vec<TicketId> },
    /// Some of a line is made a second time.
    LineRemade {
        order_id: OrderId,
        of: TicketId,
        line_id: LineId,
        quantity: u32,
        reason: RemakeReason,
        business_day: BusinessDay,
        ticket: NewTicket,
    },
    /// What a cook should know of the guest of these tickets: how often they came before, where that
    /// is worth a word, their tier, where the kitchen marks it, and what of it makes them ill. All that was said of them before is over.
    GuestSignalled {
        order_id: OrderId,
        visits: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tier: Option<Names>,
        tickets: Vec<TicketId>,
        conflicts: Vec<LineConflict>,
    },
    /// The kitchen called something out to the till.
    KitchenCalled { call: Box<KitchenCall> },
    /// Somebody answered it.
    CallAnswered { call_id: CallId },
    /// A chit was asked for again.
    ChitReprinted { order_id: OrderId, ticket_id: TicketId, copy: u32, printer: Code },
    /// The kitchen is worked by another layout.
    LayoutSwitched { layout: Option<Code> },
    /// Tickets went to the stations at which they are made under the layout that holds.
    TicketsRelocated { business_day: BusinessDay, moved: Vec<RelocatedTicket> },
    /// A ticket was marked done.
    TicketBumped { ticket_id: TicketId, order_id: OrderId },
    /// A bumped ticket was brought back.
    TicketRecalled { ticket_id: TicketId, order_id: OrderId },
    /// A drawer session began.
    ShiftOpened { shift_id: ShiftId, float: Money },
    /// A drawer session ended.
    ShiftClosed {
        shift_id: ShiftId,
        expected: Money,
        counted: Money,
        #[serde(default, skip_serializing_if = "is_default")]
        denominations: Vec<Counted>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        printer: Option<Code>,
    },
    /// Cash was put into a drawer or taken out, without a sale.
    CashMoved { shift_id: ShiftId, movement: CashMovement, open_drawer: Option<Code> },
    /// A drawer was opened without a sale.
    DrawerOpened { shift_id: ShiftId, open_drawer: Option<Code> },
    /// A running drawer was given to somebody else.
    ShiftHandedOver { shift_id: ShiftId, from: Option<StaffId>, to: StaffId },
    /// The day was closed.
    DayClosed { report: Box<ZReport>, printer: Option<Code> },
    /// The store's signer vouched for a Z.
    DaySigned { number: u64, public_key: String, signature: String },
    /// The store's signer could not.
    SignerOutage { number: u64, reason: String },
    /// A report was asked for on paper.
    ReportPrinted { report: ReportAsked, printer: Code },
    /// An item can be had, or not, or so many times.
    AvailabilitySet { item_id: ItemId, availability: Availability },
    /// A table is clean again.
    TableCleared { table: Code },
    /// The floor was drawn anew.
    FloorPlanChanged { version: u32 },
    /// Somebody allowed one command of somebody else.
    ApprovalGiven { command_id: CommandId, command_hash: Hash, approver: StaffId },
    /// Somebody became a member; the record of that version holds who.
    MemberEnrolled { member_id: MemberId, version: u32, consents: Vec<Consent> },
    /// Who a member is was changed; the record of that version holds it.
    MemberChanged {
        member_id: MemberId,
        version: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        consent: Option<Consent>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        withdrawn: Option<Purpose>,
    },
    /// A member earned points with an order.
    PointsEarned {
        member_id: MemberId,
        order_id: OrderId,
        points: i64,
        spent: Money,
        business_day: BusinessDay,
        /// In which hour of the store's clock it was paid, 0 to 23.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hour: Option<u8>,
    },
    /// HQ told what a member did in other stores.
    SeenElsewhere { member_id: MemberId, elsewhere: Box<Elsewhere> },
    /// Staff earned with an order of a member, or that was taken back.
    CommissionPosted { order_id: OrderId, business_day: BusinessDay, shares: Vec<Commission> },
    /// A guest said how it was; the words are a record.
    FeedbackLeft { order_id: OrderId, score: u8 },
    /// Who a member was is forgotten.
    MemberErased { member_id: MemberId },
    /// A member turned out to be another one, who stands for both now.
    MembersMerged { member_id: MemberId, into: MemberId },
    /// A member who was merged stands for themselves again.
    MembersTakenApart { member_id: MemberId, into: MemberId },
    /// Something else was written in a member's ledger.
    MemberPosted {
        member_id: MemberId,
        entry: Box<Entry>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        receipt_printer: Option<Code>,
    },
    /// An employee was added or changed.
    StaffChanged { staff_id: StaffId },
    /// A browser was let in.
    DevicePaired { device_id: DeviceId, kind: DeviceKind, station: Option<Code> },
    /// Somebody signed in.
    StaffSignedIn { staff_id: StaffId },
    /// Somebody gave a wrong PIN.
    StaffSignInFailed { staff_id: StaffId },
    /// Somebody signed out.
    StaffSignedOut { staff_id: StaffId },
    /// Another version of the catalogue is sold from.
    CatalogueChanged { version: u32 },
}

/// Where a restored history branched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestoredFrom {
    /// The earlier history.
    pub epoch: Epoch,
    /// Its last row in the backup.
    pub seq: u64,
    /// That row's hash.
    pub hash: Hash,
}

impl Event {
    /// The kind as stored beside the body and in every log.
    #[expect(clippy::too_many_lines, reason = "a table with one row for each kind of event")]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::EpochBegan { .. } => "epoch_began",
            Self::OrderPlaced { .. } => "order_placed",
            Self::LinesAdded { .. } => "lines_added",
            Self::LineChanged { .. } => "line_changed",
            Self::LineVoided { .. } => "line_voided",
            Self::OrderVoided { .. } => "order_voided",
            Self::LinesFired { .. } => "lines_fired",
            Self::TenderTaken { .. } => "tender_taken",
            Self::OrderClosed { .. } => "order_closed",
            Self::MemberAttached { .. } => "member_attached",
            Self::ReceiptReprinted { .. } => "receipt_reprinted",
            Self::OrderReady { .. } => "order_ready",
            Self::OrderHandedOver { .. } => "order_handed_over",
            Self::OrderRecalled { .. } => "order_recalled",
            Self::TicketsShown { .. } => "tickets_shown",
            Self::TicketsSeen { .. } => "tickets_seen",
            Self::TicketsUnshown { .. } => "tickets_unshown",
            Self::LinesDone { .. } => "lines_done",
            Self::LinesBack { .. } => "lines_back",
            Self::AllergyConfirmed { .. } => "allergy_confirmed",
            Self::OrderRushed { .. } => "order_rushed",
            Self::LineRemade { .. } => "line_remade",
            Self::GuestSignalled { .. } => "guest_signalled",
            Self::KitchenCalled { .. } => "kitchen_called",
            Self::CallAnswered { .. } => "call_answered",
            Self::ChitReprinted { .. } => "chit_reprinted",
            Self::LayoutSwitched { .. } => "layout_switched",
            Self::TicketsRelocated { .. } => "tickets_relocated",
            Self::MemberChanged { .. } => "member_changed",
            Self::TicketBumped { .. } => "ticket_bumped",
            Self::TicketRecalled { .. } => "ticket_recalled",
            Self::ShiftOpened { .. } => "shift_opened",
            Self::ShiftClosed { .. } => "shift_closed",
            Self::MemberEnrolled { .. } => "member_enrolled",
            Self::PointsEarned { .. } => "points_earned",
            Self::MemberPosted { .. } => "member_posted",
            Self::SeenElsewhere { .. } => "seen_elsewhere",
            Self::MemberErased { .. } => "member_erased",
            Self::CommissionPosted { .. } => "commission_posted",
            Self::MembersMerged { .. } => "members_merged",
            Self::MembersTakenApart { .. } => "members_taken_apart",
            Self::FeedbackLeft { .. } => "feedback_left",
            Self::StaffChanged { .. } => "staff_changed",
            Self::DevicePaired { .. } => "device_paired",
            Self::StaffSignedIn { .. } => "staff_signed_in",
            Self::StaffSignInFailed { .. } => "staff_sign_in_failed",
            Self::StaffSignedOut { .. } => "staff_signed_out",
            Self::CatalogueChanged { .. } => "catalogue_changed",
            Self::LinesArranged { .. } => "lines_arranged",
            Self::DetailsChanged { .. } => "details_changed",
            Self::LinesMoved { .. } => "lines_moved",
            Self::OrderMerged { .. } => "order_merged",
            Self::FireScheduled { .. } => "fire_scheduled",
            Self::Reduced { .. } => "reduced",
            Self::ReductionRemoved { .. } => "reduction_removed",
            Self::ServiceChargeSet { .. } => "service_charge_set",
            Self::OrderSplit { .. } => "order_split",
            Self::ChecksJoined { .. } => "checks_joined",
            Self::CheckPaid { .. } => "check_paid",
            Self::TenderAsked { .. } => "tender_asked",
            Self::TenderAskedAgain { .. } => "tender_asked_again",
            Self::TenderCancelAsked { .. } => "tender_cancel_asked",
            Self::TenderUnsettled { .. } => "tender_unsettled",
            Self::TenderSettledByHand { .. } => "tender_settled_by_hand",
            Self::TenderDeclined { .. } => "tender_declined",
            Self::OrderRefunded { .. } => "order_refunded",
            Self::RefundSettled { .. } => "refund_settled",
            Self::PointsReversed { .. } => "points_reversed",
            Self::PromotionsApplied { .. } => "promotions_applied",
            Self::CashMoved { .. } => "cash_moved",
            Self::DrawerOpened { .. } => "drawer_opened",
            Self::ShiftHandedOver { .. } => "shift_handed_over",
            Self::DayClosed { .. } => "day_closed",
            Self::DaySigned { .. } => "day_signed",
            Self::SignerOutage { .. } => "signer_outage",
            Self::ReportPrinted { .. } => "report_printed",
            Self::AvailabilitySet { .. } => "availability_set",
            Self::TableCleared { .. } => "table_cleared",
            Self::FloorPlanChanged { .. } => "floor_plan_changed",
            Self::ApprovalGiven { .. } => "approval_given",
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
