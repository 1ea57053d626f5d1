//! What may happen to an order.

mod billing;
mod charges;
mod exact;
mod lines;
mod money;
mod promotions;
mod reductions;
mod refunds;
mod service;
mod splits;
mod till;
mod voids;

use self::till::Till;
use crate::command::CommandResult;
use crate::id::LineId;
use crate::order::{Channel, NewLine, VoidReason, spoken_number};
use crate::shop::{Ask, Outcome, ask, line, order, pence};
use crate::{Command, Money};

pub(super) fn adding(id: u128, revision: u32, lines: Vec<NewLine>, fire: bool) -> Ask {
    ask(Command::AddLines { order_id: order(id), revision, lines, fire })
}

pub(super) fn firing(id: u128, lines: &[u128]) -> Ask {
    let line_ids: Vec<LineId> = lines.iter().map(|&n| line(n)).collect();
    ask(Command::FireLines { order_id: order(id), line_ids })
}

pub(super) fn voiding(id: u128, line_id: u128) -> Ask {
    let reason = VoidReason::GuestChangedMind;
    ask(Command::VoidLine { order_id: order(id), line_id: line(line_id), reason })
}

pub(super) fn voiding_all(id: u128) -> Ask {
    ask(Command::VoidOrder { order_id: order(id), reason: VoidReason::EnteredByMistake })
}

pub(super) fn closing(id: u128) -> Ask {
    ask(Command::CloseOrder { order_id: order(id) })
}

/// Total, due and change as the asker is told.
pub(super) fn told(outcome: &Outcome) -> (Money, Money, Money) {
    match outcome.decision().result {
        CommandResult::Order { total, due, change, .. } => (total, due, change),
        CommandResult::Done
        | CommandResult::Shift { .. }
        | CommandResult::Member { .. }
        | CommandResult::Written { .. }
        | CommandResult::Day { .. }
        | CommandResult::Refunded { .. }
        | CommandResult::Catalogue { .. }
        | CommandResult::SignIn { .. } => panic!("the answer is about no order"),
    }
}

pub(super) fn sums(outcome: &Outcome, id: u128) -> (i64, i64, i64) {
    let totals = &outcome.order(id).totals;
    assert_eq!(totals.paid.checked_add(totals.due), Some(totals.total));
    (totals.total.minor(), totals.paid.minor(), totals.due.minor())
}

pub(super) fn lines_sum(outcome: &Outcome, id: u128) -> Money {
    let kept = outcome.order(id).lines.iter().filter(|line| !line.is_voided());
    kept.fold(pence(0), |sum, line| sum.checked_add(line.amount).unwrap())
}

#[test]
fn an_order_is_called_out_by_channel_and_three_digits() {
    assert_eq!(spoken_number(Channel::DineIn, 42), "A 042");
    assert_eq!(spoken_number(Channel::Takeaway, 7), "B 007");
    assert_eq!(spoken_number(Channel::Delivery, 999), "C 999");
    assert_eq!(spoken_number(Channel::Phone, 1000), "D 1000");
}
