//! What an event makes of HQ's own tables. Pure: rows in, rows out.

use domain::id::{ItemId, LineId, MemberId, OrderId};
use domain::member::habits;
use domain::money::WIRE_MAX;
use domain::order::{Channel, Line, Stage};
use domain::{BusinessDay, Event, Money, Timestamp};
use protocol::hq::HqOrderState;
use serde::{Deserialize, Serialize};

/// The newest version of a body that this program can read, for every kind so far.
const VERSION_KNOWN: u32 = 1;

/// An order as HQ counts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OrderRow {
    pub(crate) order_id: OrderId,
    pub(crate) business_day: BusinessDay,
    pub(crate) number: u32,
    pub(crate) channel: Channel,
    pub(crate) state: HqOrderState,
    pub(crate) stage: Stage,
    /// Lines that were not struck.
    pub(crate) lines: u32,
    /// What is on them.
    pub(crate) bought: Vec<Bought>,
    pub(crate) total: Money,
    pub(crate) opened_at: Timestamp,
    pub(crate) closed_at: Option<Timestamp>,
    pub(crate) identified: bool,
    /// Whose it is.
    pub(crate) member_id: Option<MemberId>,
    /// What was given back of it.
    pub(crate) refunded: Money,
    /// For practice: counted nowhere.
    pub(crate) training: bool,
}

/// A line of an order: which, of what, and how many units of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Bought(pub(crate) LineId, pub(crate) ItemId, pub(crate) u32);

fn bought(lines: &[Line]) -> impl Iterator<Item = Bought> {
    let lines = lines.iter().filter(|line| !line.is_voided());
    lines.map(|line| Bought(line.id, line.item_id, habits::units(line)))
}

/// HQ cannot count an event; it keeps it aside and goes on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unfit {
    #[error("{kind} version {version} was written by a newer Comanda: update HQ")]
    Newer { kind: String, version: u32 },
    #[error("the body cannot be read: {0}")]
    Unreadable(String),
    #[error("the body is a {0}")]
    OtherKind(&'static str),
    #[error("it changes order {0}, which was never placed")]
    UnknownOrder(OrderId),
    #[error("order {0} was placed before")]
    PlacedTwice(OrderId),
    #[error("it strikes more lines than order {0} has")]
    NoSuchLine(OrderId),
    #[error("it makes order {0} come to an amount that no order comes to")]
    Amount(OrderId),
}

/// Reads a stored body.
pub(crate) fn read(kind: &str, version: u32, body: &str) -> Result<Event, Unfit> {
    if version > VERSION_KNOWN {
        return Err(Unfit::Newer { kind: kind.to_owned(), version });
    }
    let event: Event =
        serde_json::from_str(body).map_err(|error| Unfit::Unreadable(error.to_string()))?;
    if event.kind() == kind { Ok(event) } else { Err(Unfit::OtherKind(event.kind())) }
}

/// The orders that an event changes here.
#[expect(clippy::too_many_lines, reason = "a table with one row for each kind of event")]
pub(crate) fn orders_of(event: &Event) -> Vec<OrderId> {
    match event {
        Event::LinesMoved { from, to, .. } => vec![*from, *to],
        Event::OrderMerged { order_id, .. }
        | Event::Reduced { order_id, .. }
        | Event::ReductionRemoved { order_id, .. }
        | Event::ServiceChargeSet { order_id, .. }
        | Event::PromotionsApplied { order_id, .. }
        | Event::OrderPlaced { order_id, .. }
        | Event::LinesAdded { order_id, .. }
        | Event::LineChanged { order_id, .. }
        | Event::LineVoided { order_id, .. }
        | Event::OrderVoided { order_id, .. }
        | Event::LinesFired { order_id, .. }
        | Event::OrderClosed { order_id, .. }
        | Event::OrderRefunded { order_id, .. }
        | Event::MemberAttached { order_id, .. }
        | Event::OrderReady { order_id }
        | Event::OrderHandedOver { order_id }
        | Event::OrderRecalled { order_id }
        | Event::LineRemade { order_id, .. }
        | Event::TicketRecalled { order_id, .. } => vec![*order_id],
        Event::EpochBegan { .. }
        | Event::TenderTaken { .. }
        | Event::ReceiptReprinted { .. }
        | Event::TicketsShown { .. }
        | Event::TicketsSeen { .. }
        | Event::TicketBumped { .. }
        | Event::TicketsUnshown { .. }
        | Event::LinesDone { .. }
        | Event::LinesBack { .. }
        | Event::AllergyConfirmed { .. }
        | Event::OrderRushed { .. }
        | Event::GuestSignalled { .. }
        | Event::KitchenCalled { .. }
        | Event::CallAnswered { .. }
        | Event::ChitReprinted { .. }
        | Event::LayoutSwitched { .. }
        | Event::TicketsRelocated { .. }
        | Event::MemberChanged { .. }
        | Event::ShiftOpened { .. }
        | Event::ShiftClosed { .. }
        | Event::MemberEnrolled { .. }
        | Event::PointsEarned { .. }
        | Event::MemberPosted { .. }
        | Event::SeenElsewhere { .. }
        | Event::MemberErased { .. }
        | Event::MembersMerged { .. }
        | Event::MembersTakenApart { .. }
        | Event::FeedbackLeft { .. }
        | Event::StaffChanged { .. }
        | Event::DevicePaired { .. }
        | Event::StaffSignedIn { .. }
        | Event::StaffSignInFailed { .. }
        | Event::StaffSignedOut { .. }
        | Event::LinesArranged { .. }
        | Event::DetailsChanged { .. }
        | Event::FireScheduled { .. }
        | Event::OrderSplit { .. }
        | Event::ChecksJoined { .. }
        | Event::CheckPaid { .. }
        | Event::TenderAsked { .. }
        | Event::TenderAskedAgain { .. }
        | Event::TenderCancelAsked { .. }
        | Event::TenderUnsettled { .. }
        | Event::TenderSettledByHand { .. }
        | Event::TenderDeclined { .. }
        | Event::RefundSettled { .. }
        | Event::PointsReversed { .. }
        | Event::CommissionPosted { .. }
        | Event::CashMoved { .. }
        | Event::DrawerOpened { .. }
        | Event::ShiftHandedOver { .. }
        | Event::DayClosed { .. }
        | Event::DaySigned { .. }
        | Event::SignerOutage { .. }
        | Event::ReportPrinted { .. }
        | Event::AvailabilitySet { .. }
        | Event::TableCleared { .. }
        | Event::FloorPlanChanged { .. }
        | Event::ApprovalGiven { .. }
        | Event::CatalogueChanged { .. } => Vec::new(),
    }
}

/// What becomes of the order `id`, which [`orders_of`] named, when `event` happens to it.
pub(crate) fn apply(
    id: OrderId,
    known: Option<&OrderRow>,
    event: &Event,
    at: Timestamp,
) -> Result<OrderRow, Unfit> {
    let order = if let Event::OrderPlaced {
        number,
        business_day,
        channel,
        member_id,
        lines,
        totals,
        details,
        ..
    } = event
    {
        if known.is_some() {
            return Err(Unfit::PlacedTwice(id));
        }
        OrderRow {
            order_id: id,
            business_day: *business_day,
            number: *number,
            channel: *channel,
            state: HqOrderState::Open,
            stage: Stage::NotFired,
            lines: count(bought(lines).count()),
            bought: bought(lines).collect(),
            total: totals.total,
            opened_at: at,
            closed_at: None,
            identified: member_id.is_some(),
            member_id: *member_id,
            refunded: Money::ZERO,
            training: details.training,
        }
    } else if let (None, Event::LinesMoved { to, opened: Some(opened), .. }) = (known, event)
        && *to == id
    {
        let mut order = OrderRow {
            order_id: id,
            business_day: opened.business_day,
            number: opened.number,
            channel: opened.channel,
            state: HqOrderState::Open,
            stage: Stage::NotFired,
            lines: 0,
            bought: Vec::new(),
            total: Money::ZERO,
            opened_at: at,
            closed_at: None,
            identified: opened.member_id.is_some(),
            member_id: opened.member_id,
            refunded: Money::ZERO,
            training: opened.details.training,
        };
        change(&mut order, event, at)?;
        order
    } else {
        let mut order = known.cloned().ok_or(Unfit::UnknownOrder(id))?;
        change(&mut order, event, at)?;
        order
    };
    let sound = !order.total.is_negative() && order.total <= WIRE_MAX;
    if sound { Ok(order) } else { Err(Unfit::Amount(id)) }
}

#[expect(clippy::too_many_lines, reason = "a table with one row for each kind of event")]
fn change(order: &mut OrderRow, event: &Event, at: Timestamp) -> Result<(), Unfit> {
    match event {
        Event::LinesAdded { lines, totals, .. } => {
            order.lines = order.lines.saturating_add(count(lines.len()));
            order.bought.extend(bought(lines));
            order.total = totals.total;
        }
        Event::LineChanged { line, totals, .. } => {
            if let Some(known) = order.bought.iter_mut().find(|known| known.0 == line.id) {
                known.2 = habits::units(line);
            }
            order.total = totals.total;
        }
        Event::Reduced { totals, .. }
        | Event::ReductionRemoved { totals, .. }
        | Event::PromotionsApplied { totals, .. }
        | Event::ServiceChargeSet { totals, .. } => order.total = totals.total,
        Event::LinesMoved { from, lines, from_totals, .. } if *from == order.order_id => {
            let left = order.lines.checked_sub(count(lines.len()));
            order.lines = left.ok_or(Unfit::NoSuchLine(order.order_id))?;
            order.bought.retain(|known| lines.iter().all(|moved| moved.id != known.0));
            order.total = from_totals.total;
        }
        Event::LinesMoved { lines, to_totals, .. } => {
            order.lines = order.lines.saturating_add(count(lines.len()));
            order.bought.extend(bought(lines));
            order.total = to_totals.total;
        }
        Event::OrderMerged { .. } => {
            order.lines = 0;
            order.bought.clear();
            order.total = Money::ZERO;
            order.state = HqOrderState::Voided;
        }
        Event::LineVoided { line_id, totals, .. } => {
            order.lines = order.lines.checked_sub(1).ok_or(Unfit::NoSuchLine(order.order_id))?;
            order.bought.retain(|known| known.0 != *line_id);
            order.total = totals.total;
        }
        Event::OrderVoided { totals, .. } => {
            order.lines = 0;
            order.bought.clear();
            order.total = totals.total;
            order.state = HqOrderState::Voided;
        }
        Event::LinesFired { tickets, .. } if !tickets.is_empty() => order.stage = Stage::Preparing,
        Event::OrderClosed { .. } => {
            order.state = HqOrderState::Closed;
            order.closed_at = Some(at);
        }
        Event::OrderRefunded { refund, .. } => {
            let back = order.refunded.checked_add(refund.amount);
            let back = back.filter(|back| *back <= WIRE_MAX && !refund.amount.is_negative());
            order.refunded = back.ok_or(Unfit::Amount(order.order_id))?;
        }
        Event::MemberAttached { member_id, .. } => {
            order.identified = member_id.is_some();
            order.member_id = *member_id;
        }
        Event::OrderReady { .. } | Event::OrderRecalled { .. } => order.stage = Stage::Ready,
        Event::OrderHandedOver { .. } => order.stage = Stage::HandedOver,
        Event::TicketRecalled { .. } | Event::LineRemade { .. } => order.stage = Stage::Preparing,
        Event::LinesFired { .. }
        | Event::OrderPlaced { .. }
        | Event::EpochBegan { .. }
        | Event::TenderTaken { .. }
        | Event::ReceiptReprinted { .. }
        | Event::TicketsShown { .. }
        | Event::TicketsSeen { .. }
        | Event::TicketBumped { .. }
        | Event::TicketsUnshown { .. }
        | Event::LinesDone { .. }
        | Event::LinesBack { .. }
        | Event::AllergyConfirmed { .. }
        | Event::OrderRushed { .. }
        | Event::GuestSignalled { .. }
        | Event::KitchenCalled { .. }
        | Event::CallAnswered { .. }
        | Event::ChitReprinted { .. }
        | Event::LayoutSwitched { .. }
        | Event::TicketsRelocated { .. }
        | Event::MemberChanged { .. }
        | Event::ShiftOpened { .. }
        | Event::ShiftClosed { .. }
        | Event::MemberEnrolled { .. }
        | Event::PointsEarned { .. }
        | Event::MemberPosted { .. }
        | Event::SeenElsewhere { .. }
        | Event::MemberErased { .. }
        | Event::MembersMerged { .. }
        | Event::MembersTakenApart { .. }
        | Event::FeedbackLeft { .. }
        | Event::StaffChanged { .. }
        | Event::DevicePaired { .. }
        | Event::StaffSignedIn { .. }
        | Event::StaffSignInFailed { .. }
        | Event::StaffSignedOut { .. }
        | Event::LinesArranged { .. }
        | Event::DetailsChanged { .. }
        | Event::FireScheduled { .. }
        | Event::OrderSplit { .. }
        | Event::ChecksJoined { .. }
        | Event::CheckPaid { .. }
        | Event::TenderAsked { .. }
        | Event::TenderAskedAgain { .. }
        | Event::TenderCancelAsked { .. }
        | Event::TenderUnsettled { .. }
        | Event::TenderSettledByHand { .. }
        | Event::TenderDeclined { .. }
        | Event::RefundSettled { .. }
        | Event::PointsReversed { .. }
        | Event::CommissionPosted { .. }
        | Event::CashMoved { .. }
        | Event::DrawerOpened { .. }
        | Event::ShiftHandedOver { .. }
        | Event::DayClosed { .. }
        | Event::DaySigned { .. }
        | Event::SignerOutage { .. }
        | Event::ReportPrinted { .. }
        | Event::AvailabilitySet { .. }
        | Event::TableCleared { .. }
        | Event::FloorPlanChanged { .. }
        | Event::ApprovalGiven { .. }
        | Event::CatalogueChanged { .. } => {}
    }
    Ok(())
}

fn count(lines: usize) -> u32 {
    u32::try_from(lines).unwrap_or(u32::MAX)
}

/// What orders add to the counts of their business day. Differences may be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tally {
    pub(crate) placed: i64,
    /// Placed and not struck.
    pub(crate) kept: i64,
    pub(crate) closed: i64,
    /// What the closed ones came to, in minor units.
    pub(crate) sales: i64,
    /// What was given back of them, in minor units.
    pub(crate) refunded: i64,
    /// The closed ones that had a member.
    pub(crate) identified: i64,
}

impl Tally {
    /// What one order counts for.
    pub(crate) fn of(order: &OrderRow) -> Self {
        if order.training {
            return Self::default();
        }
        let (kept, closed) = match order.state {
            HqOrderState::Open => (1, 0),
            HqOrderState::Closed => (1, 1),
            HqOrderState::Voided => (0, 0),
        };
        Self {
            placed: 1,
            kept,
            closed,
            sales: closed * order.total.minor(),
            refunded: closed * order.refunded.minor(),
            identified: if order.identified { closed } else { 0 },
        }
    }

    /// Adds `other` `times` times, which is 1 or −1.
    pub(crate) fn add(&mut self, other: Self, times: i64) {
        let add = |to: &mut i64, what: i64| *to = to.saturating_add(what.saturating_mul(times));
        add(&mut self.placed, other.placed);
        add(&mut self.kept, other.kept);
        add(&mut self.closed, other.closed);
        add(&mut self.sales, other.sales);
        add(&mut self.refunded, other.refunded);
        add(&mut self.identified, other.identified);
    }
}

#[cfg(test)]
mod tests;
