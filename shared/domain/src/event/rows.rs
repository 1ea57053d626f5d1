//! Which rows of derived tables an event changes.

use super::Event;
use crate::kitchen::{RelocatedTicket, UnshownTicket};
use crate::store::Row;

impl Event {
    /// The rows of derived tables that this event changes, besides those that follow from what is
    /// on the order ([`crate::State::take_touched`]).
    #[expect(clippy::too_many_lines, reason = "a table with one row for each kind of event")]
    pub fn rows(&self) -> Vec<Row> {
        match self {
            Self::OrderPlaced { order_id, .. }
            | Self::CommissionPosted { order_id, .. }
            | Self::LinesAdded { order_id, .. }
            | Self::LineChanged { order_id, .. }
            | Self::OrderMerged { order_id, .. }
            | Self::FireScheduled { order_id, .. }
            | Self::Reduced { order_id, .. }
            | Self::ReductionRemoved { order_id, .. }
            | Self::ServiceChargeSet { order_id, .. }
            | Self::OrderSplit { order_id, .. }
            | Self::ChecksJoined { order_id, .. }
            | Self::CheckPaid { order_id, .. }
            | Self::TenderAsked { order_id, .. }
            | Self::TenderAskedAgain { order_id, .. }
            | Self::TenderCancelAsked { order_id, .. }
            | Self::TenderUnsettled { order_id, .. }
            | Self::TenderSettledByHand { order_id, .. }
            | Self::TenderDeclined { order_id, .. }
            | Self::RefundSettled { order_id, .. }
            | Self::OrderClosed { order_id, .. }
            | Self::PromotionsApplied { order_id, .. }
            | Self::MemberAttached { order_id, .. }
            | Self::FeedbackLeft { order_id, .. }
            | Self::ReceiptReprinted { order_id, .. }
            | Self::OrderReady { order_id }
            | Self::OrderHandedOver { order_id }
            | Self::OrderRecalled { order_id } => vec![Row::Order(*order_id)],
            Self::LineVoided { order_id, tickets, .. }
            | Self::OrderVoided { order_id, tickets, .. }
            | Self::LinesArranged { order_id, tickets, .. }
            | Self::DetailsChanged { order_id, tickets, .. } => {
                let mut rows = vec![Row::Order(*order_id)];
                rows.extend(tickets.iter().copied().map(Row::Ticket));
                rows
            }
            Self::LinesFired { order_id, tickets, .. } => {
                let mut rows = vec![Row::Order(*order_id)];
                rows.extend(tickets.iter().map(|ticket| Row::Ticket(ticket.ticket_id)));
                rows
            }
            Self::LinesMoved { from, to, tickets, splits, .. } => {
                let mut rows = vec![Row::Order(*from), Row::Order(*to)];
                rows.extend(tickets.iter().copied().map(Row::Ticket));
                for split in splits {
                    rows.push(Row::Ticket(split.ticket_id));
                    rows.push(Row::Ticket(split.new.ticket_id));
                }
                rows
            }
            Self::OrderRefunded { order_id, shift_id, .. }
            | Self::TenderTaken { order_id, shift_id, .. } => {
                let mut rows = vec![Row::Order(*order_id)];
                rows.extend(shift_id.map(Row::Shift));
                rows
            }
            Self::TicketsShown { tickets, late } | Self::TicketsSeen { tickets, late } => {
                let orders = late.iter().copied().map(Row::Order);
                tickets.iter().copied().map(Row::Ticket).chain(orders).collect()
            }
            Self::TicketsUnshown { tickets } => {
                let both =
                    |one: &UnshownTicket| [Row::Ticket(one.ticket_id), Row::Order(one.order_id)];
                tickets.iter().flat_map(both).collect()
            }
            Self::TicketsRelocated { moved, .. } => {
                let both =
                    |one: &RelocatedTicket| [Row::Ticket(one.ticket_id), Row::Order(one.order_id)];
                moved.iter().flat_map(both).collect()
            }
            Self::LinesDone { ticket_id, .. }
            | Self::LinesBack { ticket_id, .. }
            | Self::ChitReprinted { ticket_id, .. }
            | Self::AllergyConfirmed { ticket_id, .. } => vec![Row::Ticket(*ticket_id)],
            Self::OrderRushed { tickets, .. } | Self::GuestSignalled { tickets, .. } => {
                tickets.iter().copied().map(Row::Ticket).collect()
            }
            Self::LineRemade { order_id, of, ticket, .. } => {
                vec![Row::Order(*order_id), Row::Ticket(*of), Row::Ticket(ticket.ticket_id)]
            }
            Self::KitchenCalled { .. }
            | Self::CallAnswered { .. }
            | Self::LayoutSwitched { .. } => vec![Row::Kitchen],
            Self::TicketBumped { ticket_id, order_id }
            | Self::TicketRecalled { ticket_id, order_id } => {
                vec![Row::Ticket(*ticket_id), Row::Order(*order_id)]
            }
            Self::ShiftOpened { shift_id, .. }
            | Self::ShiftClosed { shift_id, .. }
            | Self::CashMoved { shift_id, .. }
            | Self::DrawerOpened { shift_id, .. }
            | Self::ShiftHandedOver { shift_id, .. } => vec![Row::Shift(*shift_id)],
            Self::DayClosed { report, .. } => vec![Row::Day(report.number)],
            Self::DaySigned { number, .. } | Self::SignerOutage { number, .. } => {
                vec![Row::Day(*number)]
            }
            Self::AvailabilitySet { item_id, .. } => vec![Row::Stock(*item_id)],
            Self::TableCleared { table } => vec![Row::Table(table.clone())],
            Self::PointsEarned { member_id, order_id, .. }
            | Self::PointsReversed { member_id, order_id, .. } => {
                vec![Row::Member(*member_id), Row::Order(*order_id)]
            }
            Self::MembersMerged { member_id, into }
            | Self::MembersTakenApart { member_id, into } => {
                vec![Row::Member(*member_id), Row::Member(*into)]
            }
            Self::MemberEnrolled { member_id, .. }
            | Self::SeenElsewhere { member_id, .. }
            | Self::MemberErased { member_id }
            | Self::MemberPosted { member_id, .. } => {
                vec![Row::Member(*member_id)]
            }
            Self::StaffSignedIn { staff_id } | Self::StaffSignInFailed { staff_id } => {
                vec![Row::PinFailures(*staff_id)]
            }
            Self::EpochBegan { .. }
            | Self::StaffChanged { .. }
            | Self::DevicePaired { .. }
            | Self::StaffSignedOut { .. }
            | Self::ReportPrinted { .. }
            | Self::FloorPlanChanged { .. }
            | Self::ApprovalGiven { .. }
            | Self::MemberChanged { .. }
            | Self::CatalogueChanged { .. } => Vec::new(),
        }
    }
}
