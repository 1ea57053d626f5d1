//! Money given back.

use super::Till;
use super::till::refund;
use crate::order::{REFUNDS_MAX, RefundLine, RefundTender};
use crate::shop::{
    CAKE, CASHIER, HOUR_MS, MANAGER, NOON, TEA, line, noodles, one, order, pence, shift, tender,
};
use crate::tax::TaxMode;
use crate::{Command, Money, Rejection, Timestamp};

fn units(line_id: u128, quantity: u32) -> Vec<RefundLine> {
    vec![RefundLine { line_id: line(line_id), quantity }]
}

fn to(id: u128, minor: i64) -> Vec<RefundTender> {
    let (tender_id, amount) = (tender(id), pence(minor));
    let rounding = Money::ZERO;
    vec![RefundTender { tender_id, amount, rounding, pending: None, declined: None }]
}

/// Noodles for 11.80 and three cakes for 12.00; 10.00 by card, the rest in cash.
fn paid() -> Till {
    let mut till = Till::new(TaxMode::Inclusive);
    till.float(0);
    let cakes = crate::order::NewLine { quantity: 3, ..one(2, CAKE) };
    till.open(vec![noodles(1), cakes]);
    till.card(1, None, 1000, 0).unwrap();
    till.cash(2, None, 1380, 0).unwrap();
    till
}

#[test]
fn a_line_goes_back_to_the_tenders_it_was_paid_with() {
    let mut till = paid();
    let both = [to(1, 1000), to(2, 180)].concat();
    assert_eq!(till.refund(1, units(1, 1), both), Ok(vec!["order_refunded"]));
    let order = till.order();
    assert_eq!(order.totals.refunded, pence(1180));
    let refund = &order.refunds[0];
    assert_eq!((refund.number, refund.amount, till.cash_back), (1, pence(1180), 180));
    assert_eq!(till.shop.state.shift(shift(1)).unwrap().expected, pence(1200));
    let taxes: Vec<_> = refund.taxes.iter().map(|tax| (tax.code.as_str(), tax.tax)).collect();
    assert_eq!(taxes, [("standard", pence(197))], "no cake was given back");
}

#[test]
fn no_more_is_given_back_than_was_sold_or_paid() {
    let cake = line(2);
    for (lines, tenders, then) in [
        (units(2, 3), to(2, 1200), Ok(())),
        (units(2, 4), to(2, 1600), Err(Rejection::RefundTooMuch { line_id: cake, left: 3 })),
        (units(2, 0), to(2, 1), Err(Rejection::RefundTooMuch { line_id: cake, left: 3 })),
        (
            units(2, 1),
            to(2, 399),
            Err(Rejection::RefundDoesNotSum { lines: pence(400), tenders: pence(399) }),
        ),
        (
            units(1, 1),
            to(1, 1180),
            Err(Rejection::RefundExceedsTender { tender_id: tender(1), left: pence(1000) }),
        ),
        (units(9, 1), to(1, 1), Err(Rejection::UnknownLine { line_id: line(9) })),
        (Vec::new(), to(1, 1), Err(Rejection::OrderEmpty)),
    ] {
        assert_eq!(paid().refund(1, lines.clone(), tenders).map(|_| ()), then, "{lines:?}");
    }
    let mut till = paid();
    till.refund(1, units(2, 2), to(2, 800)).unwrap();
    let refund_id = refund(1);
    let again = till.refund(1, units(2, 1), to(2, 400));
    assert_eq!(again, Err(Rejection::RefundExists { refund_id }));
    let more = till.refund(2, units(2, 2), to(2, 580));
    assert_eq!(more, Err(Rejection::RefundTooMuch { line_id: cake, left: 1 }));
}

#[test]
fn an_open_order_and_one_of_long_ago_give_nothing_back() {
    let mut till = Till::new(TaxMode::Inclusive);
    till.open(vec![one(1, TEA)]);
    let order_id = order(1);
    let open = till.refund(1, units(1, 1), to(1, 350));
    assert_eq!(open, Err(Rejection::OrderNotClosed { order_id }));
    let days = 90;
    for (ms, then) in [(0, Ok(())), (1, Err(Rejection::RefundTooOld { days }))] {
        let mut till = paid();
        till.now = Timestamp::from_ms(NOON.ms() + i64::from(days) * 24 * HOUR_MS + ms);
        assert_eq!(till.refund(1, units(2, 1), to(1, 400)).map(|_| ()), then);
    }
}

#[test]
fn a_cashier_gives_back_alone_up_to_the_limit() {
    for (limit, alone) in [(400, true), (399, false)] {
        let mut till = paid();
        till.shop.state.settings.trade.policy.cashier_refund = pence(limit);
        till.who = CASHIER;
        let answer = till.refund(1, units(2, 1), to(1, 400)).map(|_| ());
        assert_eq!(answer, if alone { Ok(()) } else { Err(Rejection::ApprovalNeeded) });
        if !alone {
            till.approve(MANAGER);
            till.refund(1, units(2, 1), to(1, 400)).unwrap();
        }
    }
}

#[test]
fn an_order_takes_fifty_refunds() {
    let mut till = Till::new(TaxMode::Inclusive);
    let many = crate::order::NewLine { quantity: 60, ..one(1, CAKE) };
    till.open(vec![many]);
    till.card(1, None, 24_000, 0).unwrap();
    for n in 0..REFUNDS_MAX {
        till.refund(u128::try_from(n).unwrap(), units(1, 1), to(1, 400)).unwrap();
    }
    let full = Rejection::TooManyRefunds { most: 50 };
    assert_eq!(till.refund(99, units(1, 1), to(1, 400)), Err(full));
}

#[test]
fn points_go_back_with_the_money_and_never_more_than_were_earned() {
    let member_id = crate::shop::member(1);
    let mut till = Till::new(TaxMode::Inclusive);
    let purpose = crate::member::Purpose::Membership;
    till.ask(Command::EnrolMember {
        member_id,
        phone: "+447700900123".into(),
        name: String::new(),
        consents: vec![crate::member::Consent { purpose, text_version: 1 }],
        came: crate::member::Came::default(),
    })
    .unwrap();
    till.open(vec![crate::order::NewLine { quantity: 3, ..one(1, TEA) }]);
    let attach = Command::AttachMember { order_id: order(1), member_id: Some(member_id) };
    till.ask(attach).unwrap();
    till.card(1, None, 1050, 0).unwrap();
    let points = |till: &Till| till.shop.state.member(member_id).unwrap().points;
    assert_eq!(points(&till), 10);
    let mut left = Vec::new();
    for n in 1..=3 {
        let kinds = till.refund(n, units(1, 1), to(1, 350)).unwrap();
        assert_eq!(kinds, ["order_refunded", "points_reversed"]);
        left.push(points(&till));
    }
    assert_eq!(left, [7, 4, 0]);
    assert_eq!(till.shop.state.member(member_id).unwrap().spent, pence(0));
}
