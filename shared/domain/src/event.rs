//! What can happen. Events are facts in the past tense; the journal is made of them.
//!
//! Events carry ids, never names or phone numbers of people. Prices, taxes, numbers and routes that
//! were decided are written into the event, so that a replay next year gives this year's receipt.

use serde::{Deserialize, Serialize};

use crate::chain::Hash;
use crate::id::{DeviceId, Epoch, LineId, MemberId, OrderId, ShiftId, StaffId, StoreId, TicketId};
use crate::kitchen::NewTicket;
use crate::member::Consent;
use crate::order::{Channel, Line, Tender, Totals, VoidReason};
use crate::staff::DeviceKind;
use crate::store::Row;
use crate::{BusinessDay, Code, Money};

/// Paper that a fact asks for: which printer, decided when the fact was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidChit {
    /// The ticket that was changed.
    pub ticket_id: TicketId,
    /// Where the chit comes out.
    pub printer: Code,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "fields are the glossary's words; each variant says what it means")]
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
    },
    /// An order was struck with all its lines.
    OrderVoided {
        order_id: OrderId,
        reason: VoidReason,
        tickets: Vec<TicketId>,
        void_chits: Vec<VoidChit>,
        totals: Totals,
    },
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
    /// An order was closed: nothing is due on it.
    OrderClosed { order_id: OrderId, receipt_number: u64, receipt_printer: Option<Code> },
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
    TicketsShown { tickets: Vec<TicketId> },
    /// A cook touched these tickets.
    TicketsSeen { tickets: Vec<TicketId> },
    /// A ticket was marked done.
    TicketBumped { ticket_id: TicketId, order_id: OrderId },
    /// A bumped ticket was brought back.
    TicketRecalled { ticket_id: TicketId, order_id: OrderId },
    /// A drawer session began.
    ShiftOpened { shift_id: ShiftId, float: Money },
    /// A drawer session ended.
    ShiftClosed { shift_id: ShiftId, expected: Money, counted: Money },
    /// Somebody became a member; the record of that version holds who.
    MemberEnrolled { member_id: MemberId, version: u32, consents: Vec<Consent> },
    /// A member earned points with an order.
    PointsEarned {
        member_id: MemberId,
        order_id: OrderId,
        points: i64,
        spent: Money,
        business_day: BusinessDay,
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
            Self::TicketBumped { .. } => "ticket_bumped",
            Self::TicketRecalled { .. } => "ticket_recalled",
            Self::ShiftOpened { .. } => "shift_opened",
            Self::ShiftClosed { .. } => "shift_closed",
            Self::MemberEnrolled { .. } => "member_enrolled",
            Self::PointsEarned { .. } => "points_earned",
            Self::StaffChanged { .. } => "staff_changed",
            Self::DevicePaired { .. } => "device_paired",
            Self::StaffSignedIn { .. } => "staff_signed_in",
            Self::StaffSignInFailed { .. } => "staff_sign_in_failed",
            Self::StaffSignedOut { .. } => "staff_signed_out",
            Self::CatalogueChanged { .. } => "catalogue_changed",
        }
    }

    /// The rows of derived tables that this event changes.
    pub fn rows(&self) -> Vec<Row> {
        match self {
            Self::OrderPlaced { order_id, .. }
            | Self::LinesAdded { order_id, .. }
            | Self::LineChanged { order_id, .. }
            | Self::OrderClosed { order_id, .. }
            | Self::MemberAttached { order_id, .. }
            | Self::ReceiptReprinted { order_id, .. }
            | Self::OrderReady { order_id }
            | Self::OrderHandedOver { order_id }
            | Self::OrderRecalled { order_id } => vec![Row::Order(*order_id)],
            Self::LineVoided { order_id, tickets, .. }
            | Self::OrderVoided { order_id, tickets, .. } => {
                let mut rows = vec![Row::Order(*order_id)];
                rows.extend(tickets.iter().copied().map(Row::Ticket));
                rows
            }
            Self::LinesFired { order_id, tickets, .. } => {
                let mut rows = vec![Row::Order(*order_id)];
                rows.extend(tickets.iter().map(|ticket| Row::Ticket(ticket.ticket_id)));
                rows
            }
            Self::TenderTaken { order_id, shift_id, .. } => {
                let mut rows = vec![Row::Order(*order_id)];
                rows.extend(shift_id.map(Row::Shift));
                rows
            }
            Self::TicketsShown { tickets } | Self::TicketsSeen { tickets } => {
                tickets.iter().copied().map(Row::Ticket).collect()
            }
            Self::TicketBumped { ticket_id, order_id }
            | Self::TicketRecalled { ticket_id, order_id } => {
                vec![Row::Ticket(*ticket_id), Row::Order(*order_id)]
            }
            Self::ShiftOpened { shift_id, .. } | Self::ShiftClosed { shift_id, .. } => {
                vec![Row::Shift(*shift_id)]
            }
            Self::PointsEarned { member_id, order_id, .. } => {
                vec![Row::Member(*member_id), Row::Order(*order_id)]
            }
            Self::MemberEnrolled { member_id, .. } => vec![Row::Member(*member_id)],
            Self::StaffSignedIn { staff_id } | Self::StaffSignInFailed { staff_id } => {
                vec![Row::PinFailures(*staff_id)]
            }
            Self::EpochBegan { .. }
            | Self::StaffChanged { .. }
            | Self::DevicePaired { .. }
            | Self::StaffSignedOut { .. }
            | Self::CatalogueChanged { .. } => Vec::new(),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
