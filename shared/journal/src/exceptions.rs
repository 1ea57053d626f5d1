//! What an owner wants to know about: voids, comps, discounts, refunds, changed service charges,
//! drawers opened, cash taken out and charges settled by hand, each with who, why, when and who allowed it.

use domain::id::{OrderId, StaffId};
use domain::ledger::{Entry, Reason};
use domain::order::{Order, ReductionKind, Tender, TenderKind};
use domain::shift::MovementKind;
use domain::{Event, Money, Names, Stamp, State, Timestamp};
use rusqlite::{Connection, params};
use serde::Serialize;

use crate::error::ReadError;

/// What sort of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExceptionKind {
    /// A line or an order was struck.
    Void,
    /// Something was given free.
    Comp,
    /// A discount was given.
    Discount,
    /// Money was given back.
    Refund,
    /// The service charge was changed.
    Service,
    /// A drawer was opened without a sale.
    NoSale,
    /// Cash was taken out of a drawer.
    PayOut,
    /// Somebody said what became of a charge at another machine.
    SettledByHand,
    /// A member was given a coupon.
    CouponGiven,
    /// What a member owns was put right.
    LedgerAdjusted,
    /// A member got back in cash what they had paid in.
    ValuePaidOut,
    /// A member paid with points or a coupon that did not lie here, while HQ could not be reached.
    AtRisk,
}

/// Why a charge counts as paid or not: what was read on the other machine's slip.
const SLIP_SAYS: [&str; 2] = ["slip_says_not_taken", "slip_says_taken"];

impl ExceptionKind {
    const ALL: [Self; 12] = [
        Self::Void,
        Self::Comp,
        Self::Discount,
        Self::Refund,
        Self::Service,
        Self::NoSale,
        Self::PayOut,
        Self::SettledByHand,
        Self::CouponGiven,
        Self::LedgerAdjusted,
        Self::ValuePaidOut,
        Self::AtRisk,
    ];

    fn number(self) -> i64 {
        match self {
            Self::Void => 0,
            Self::Comp => 1,
            Self::Discount => 2,
            Self::Refund => 3,
            Self::Service => 4,
            Self::NoSale => 5,
            Self::PayOut => 6,
            Self::SettledByHand => 7,
            Self::CouponGiven => 8,
            Self::LedgerAdjusted => 9,
            Self::ValuePaidOut => 10,
            Self::AtRisk => 11,
        }
    }
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredException {
    /// The seq of its event.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// What sort.
    pub kind: ExceptionKind,
    /// On which order.
    pub order_id: Option<OrderId>,
    /// That order's number as people say it; empty without one.
    pub order_number: String,
    /// The item, where it is about one.
    pub names: Option<Names>,
    /// How much money it is about.
    pub amount: Money,
    /// Why: the reason's word, or what was written.
    pub reason: String,
    /// Who.
    pub staff_id: Option<StaffId>,
    /// Who allowed it.
    pub approved_by: Option<StaffId>,
}

/// What an event is to an owner, if anything; practice is not. `state` is as of after the event,
/// `struck` what the lines that it struck with their order would have come to.
#[expect(clippy::wildcard_enum_match_arm, reason = "most events are nothing out of the ordinary")]
pub(crate) fn exception_of(
    event: &Event,
    seq: u64,
    stamp: &Stamp,
    state: &State,
    struck: Money,
) -> Option<StoredException> {
    let about = |order_id: &OrderId| state.order(*order_id).filter(|order| !order.is_training());
    let (kind, order, names, amount, reason, approved_by) = match event {
        Event::LineVoided { order_id, line_id, reason, approved_by, .. } => {
            let order = about(order_id)?;
            let line = order.line(*line_id)?;
            let names = Some(line.names.clone());
            (ExceptionKind::Void, Some(order), names, line.amount, word(reason), *approved_by)
        }
        Event::OrderVoided { order_id, reason, approved_by, .. } => {
            let order = about(order_id)?;
            (ExceptionKind::Void, Some(order), None, struck, word(reason), *approved_by)
        }
        Event::Reduced { order_id, line_id, reduction, amount, .. } => {
            let order = about(order_id)?;
            let kind = given(reduction.kind);
            let line = line_id.and_then(|id| order.line(id));
            let names = line.map(|line| line.names.clone());
            let why = word(&reduction.reason);
            (kind, Some(order), names, *amount, why, reduction.approved_by)
        }
        Event::OrderRefunded { order_id, refund, .. } => {
            let why = word(&refund.reason);
            let order = Some(about(order_id)?);
            (ExceptionKind::Refund, order, None, refund.amount, why, refund.approved_by)
        }
        Event::ServiceChargeSet { order_id, totals, approved_by, .. } => {
            let order = Some(about(order_id)?);
            (ExceptionKind::Service, order, None, totals.service, String::new(), *approved_by)
        }
        Event::DrawerOpened { .. } => {
            (ExceptionKind::NoSale, None, None, Money::ZERO, String::new(), None)
        }
        Event::CashMoved { movement, .. } if movement.kind == MovementKind::PayOut => {
            let (amount, why) = (movement.amount, movement.reason.clone());
            (ExceptionKind::PayOut, None, None, amount, why, movement.approved_by)
        }
        Event::CashMoved { movement, .. } if movement.kind == MovementKind::ValuePaidOut => {
            let (amount, approved_by) = (movement.amount, movement.approved_by);
            (ExceptionKind::ValuePaidOut, None, None, amount, String::new(), approved_by)
        }
        Event::MemberPosted { entry, .. } => {
            let (kind, amount, why, approved_by) = of_ledger(entry)?;
            (kind, None, None, amount, why, approved_by)
        }
        Event::TenderTaken { order_id, tender, .. } => {
            let (order, amount) = (Some(about(order_id)?), risked(tender)?);
            (ExceptionKind::AtRisk, order, None, amount, String::new(), None)
        }
        Event::TenderSettledByHand { order_id, tender_id, taken, approved_by } => {
            let order = about(order_id)?;
            // The charge is taken off the order only by the event that comes next.
            let held = order.pending.iter().find(|pending| pending.tender_id == *tender_id);
            let amount = held.and_then(|held| held.amount.checked_add(held.tip))?;
            let why = SLIP_SAYS[usize::from(*taken)].to_owned();
            (ExceptionKind::SettledByHand, Some(order), None, amount, why, *approved_by)
        }
        _ => return None,
    };
    Some(StoredException {
        seq,
        at: stamp.at,
        kind,
        order_id: order.map(|order| order.id),
        order_number: order.map(Order::spoken_number).unwrap_or_default(),
        names,
        amount,
        reason,
        staff_id: stamp.actor.staff_id(),
        approved_by,
    })
}

/// What taking something off is to an owner.
fn given(kind: ReductionKind) -> ExceptionKind {
    match kind {
        ReductionKind::Comp => ExceptionKind::Comp,
        ReductionKind::Percent { .. } | ReductionKind::Amount { .. } => ExceptionKind::Discount,
    }
}

/// What a coupon or points that did not lie here paid of a tender, parts of a minor unit left out;
/// `None` where there were none.
fn risked(tender: &Tender) -> Option<Money> {
    match tender.kind {
        TenderKind::Points { points, beyond: beyond @ 1.. } => {
            tender.amount.portion(beyond, points)
        }
        TenderKind::Coupon { at_risk: true, .. } => Some(tender.amount),
        TenderKind::Points { .. }
        | TenderKind::Coupon { .. }
        | TenderKind::Cash { .. }
        | TenderKind::CardElsewhere { .. }
        | TenderKind::Driver { .. }
        | TenderKind::StoredValue { .. } => None,
    }
}

/// What a line of a member's ledger is to an owner: what was given by hand. Points have no amount of
/// money; what was paid out in cash is told by the drawer.
fn of_ledger(entry: &Entry) -> Option<(ExceptionKind, Money, String, Option<StaffId>)> {
    match &entry.reason {
        Reason::CouponGiven { approved_by } => {
            let worth = entry.coupon.as_ref().map(|moved| moved.coupon.worth);
            let worth = worth.unwrap_or_default();
            Some((ExceptionKind::CouponGiven, worth, String::new(), *approved_by))
        }
        Reason::Adjusted { why } => {
            Some((ExceptionKind::LedgerAdjusted, entry.gift, word(why), None))
        }
        Reason::Earned { .. }
        | Reason::Reversed { .. }
        | Reason::Spent { .. }
        | Reason::GivenBack { .. }
        | Reason::ToppedUp { .. }
        | Reason::PaidOut { .. }
        | Reason::TransferredTo { .. }
        | Reason::Merged { .. }
        | Reason::TakenApart { .. }
        | Reason::TransferredFrom { .. }
        | Reason::Lent { .. }
        | Reason::Returned
        | Reason::PointsLapsed => None,
    }
}

/// A word as the wire has it: `long_wait`.
pub(crate) fn word(reason: &impl Serialize) -> String {
    let value = serde_json::to_value(reason).unwrap_or_default();
    value.as_str().map(str::to_owned).unwrap_or_default()
}

pub(crate) fn write(connection: &Connection, one: &StoredException) -> Result<(), ReadError> {
    const SQL: &str = "INSERT INTO exceptions (seq, at, kind, order_id, order_number, names, amount, reason, staff_id, approved_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    connection.prepare_cached(SQL)?.execute(params![
        one.seq,
        one.at.ms(),
        one.kind.number(),
        one.order_id.as_ref().map(OrderId::as_bytes),
        one.order_number,
        one.names.as_ref().map(serde_json::to_string).transpose()?,
        one.amount.minor(),
        one.reason,
        one.staff_id.as_ref().map(StaffId::as_bytes),
        one.approved_by.as_ref().map(StaffId::as_bytes)
    ])?;
    Ok(())
}

/// Those between two moments, the first included, the latest first.
pub(crate) fn read(
    connection: &Connection,
    from: Timestamp,
    before: Timestamp,
    limit: usize,
) -> Result<Vec<StoredException>, ReadError> {
    const SQL: &str = "SELECT seq, at, kind, order_id, order_number, names, amount, reason, staff_id, approved_by FROM exceptions WHERE at >= ?1 AND at < ?2 ORDER BY at DESC, seq DESC LIMIT ?3";
    let mut find = connection.prepare_cached(SQL)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut rows = find.query(params![from.ms(), before.ms(), limit])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let number: i64 = row.get(2)?;
        let kind = ExceptionKind::ALL.into_iter().find(|kind| kind.number() == number);
        let names: Option<String> = row.get(5)?;
        let id = |column| -> Result<Option<uuid::Uuid>, ReadError> {
            let bytes: Option<[u8; 16]> = row.get(column)?;
            Ok(bytes.map(uuid::Uuid::from_bytes))
        };
        found.push(StoredException {
            seq: row.get(0)?,
            at: Timestamp::from_ms(row.get(1)?),
            kind: kind.ok_or(ReadError::Column("kind"))?,
            order_id: id(3)?.map(OrderId::from_uuid),
            order_number: row.get(4)?,
            names: names.map(|text| serde_json::from_str(&text)).transpose()?,
            amount: Money::from_minor(row.get(6)?),
            reason: row.get(7)?,
            staff_id: id(8)?.map(StaffId::from_uuid),
            approved_by: id(9)?.map(StaffId::from_uuid),
        });
    }
    Ok(found)
}
