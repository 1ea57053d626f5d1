//! Discounts, service, splits, tips, other machines and refunds: what is refused, and exact sums.

use proptest::prelude::*;
use uuid::Uuid;

use crate::chain::Hash;
use crate::id::{CheckId, ReductionId, RefundId};
use crate::money::Currency;
use crate::order::totals::line_shares;
use crate::order::{
    NewLine, NewReduction, NewTender, NewTenderKind, Order, REDUCTIONS_MAX, REFUNDS_MAX,
    ReductionKind, ReductionReason, RefundLine, RefundReason, RefundTender, SERVICE_PPM_MAX,
    SplitBy, TenderOutcome,
};
use crate::settings::{DriverCard, DriverKind, Policy};
use crate::shop::{
    Ask, CASHIER, MANAGER, NOON, Shop, TEA, ask, card, cash, check_in, code, fired, float, line,
    noodles, one, opened, order, pence, placing, staff, system, tender,
};
use crate::tax::TaxMode;
use crate::{Command, Context, Money, Names, Rejection, SystemCommand};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// A shop whose cashiers need approval for what the policy says, with one card terminal.
fn shop(mode: TaxMode) -> Shop {
    let mut shop = Shop::new(mode);
    shop.state.settings.trade.policy = Policy::default();
    shop.state.settings.trade.drivers = vec![DriverCard {
        code: code("card"),
        names: Names::new("刷卡", "Card"),
        kind: DriverKind::Card,
    }];
    shop
}

fn refused(given: &[Ask], when: Ask, no: Rejection) {
    check_in(shop(TaxMode::Inclusive), given, when, Err(no));
}

fn reduction_id(n: u128) -> ReductionId {
    ReductionId::from_uuid(Uuid::from_u128(n))
}

fn refund_id(n: u128) -> RefundId {
    RefundId::from_uuid(Uuid::from_u128(n))
}

fn reducing(id: u128, revision: u32, line_id: Option<u128>, kind: ReductionKind) -> Ask {
    let reduction = NewReduction {
        reduction_id: reduction_id(u128::from(revision)),
        line_id: line_id.map(line),
        kind,
        reason: ReductionReason::Regular,
    };
    ask(Command::Reduce { order_id: order(id), revision, reduction })
}

fn percent(ppm: u32) -> ReductionKind {
    ReductionKind::Percent { ppm }
}

fn penny_off() -> ReductionKind {
    ReductionKind::Amount { amount: pence(1) }
}

fn splitting(id: u128, revision: u32, by: SplitBy) -> Ask {
    ask(Command::SplitOrder { order_id: order(id), revision, by })
}

fn paying(id: u128, check_id: Option<CheckId>, tender: NewTender) -> Ask {
    ask(Command::TakeTender { order_id: order(id), check_id, tender, print_receipt: true })
}

fn asking(id: u128, tender_id: u128, driver: &str, minor: i64) -> Ask {
    ask(Command::AskTender {
        order_id: order(id),
        check_id: None,
        tender_id: tender(tender_id),
        driver: code(driver),
        amount: pence(minor),
        tip: pence(0),
        guest_code: None,
        print_receipt: true,
    })
}

fn refunding(id: u128, revision: u32, lines: &[(u128, u32)], tenders: &[(u128, i64)]) -> Ask {
    let lines = lines.iter().map(|&(id, quantity)| RefundLine { line_id: line(id), quantity });
    let tenders = tenders.iter().map(|&(id, minor)| RefundTender {
        tender_id: tender(id),
        amount: pence(minor),
        rounding: pence(0),
        pending: None,
        declined: None,
    });
    ask(Command::RefundOrder {
        order_id: order(id),
        revision,
        refund_id: refund_id(u128::from(revision)),
        lines: lines.collect(),
        tenders: tenders.collect(),
        reason: RefundReason::Quality,
        print_receipt: true,
    })
    .by(MANAGER)
}

#[test]
fn a_discount_takes_off_more_than_nothing_and_no_more_than_is_left() {
    let tea = [opened(1, vec![one(1, TEA)])];
    for kind in [
        percent(0),
        percent(1_000_001),
        ReductionKind::Amount { amount: pence(0) },
        ReductionKind::Amount { amount: pence(351) },
    ] {
        for line_id in [None, Some(1)] {
            let when = reducing(1, 1, line_id, kind).by(MANAGER);
            refused(&tea, when, Rejection::ReductionOutOfRange);
        }
    }
    let outcome = check_in(
        shop(TaxMode::Inclusive),
        &tea,
        reducing(1, 1, Some(1), ReductionKind::Amount { amount: pence(350) }).by(MANAGER),
        Ok(&["reduced"]),
    );
    assert_eq!(outcome.order(1).totals.due, pence(0));
    let given = [tea[0].clone(), reducing(1, 1, None, ReductionKind::Comp).by(MANAGER)];
    refused(&given, reducing(1, 2, None, percent(1)).by(MANAGER), Rejection::ReductionOutOfRange);
    let known = ReductionId::from_uuid(Uuid::from_u128(1));
    let twice = reducing(1, 1, None, penny_off());
    let again = ask(Command::Reduce {
        order_id: order(1),
        revision: 2,
        reduction: NewReduction {
            reduction_id: known,
            line_id: None,
            kind: penny_off(),
            reason: ReductionReason::Regular,
        },
    });
    let given = [tea[0].clone(), twice];
    refused(&given, again, Rejection::ReductionExists { reduction_id: known });
    let gone = reduction_id(9);
    let when =
        ask(Command::RemoveReduction { order_id: order(1), revision: 1, reduction_id: gone });
    refused(&tea, when, Rejection::UnknownReduction { reduction_id: gone });
}

#[test]
fn an_order_takes_so_many_discounts_and_no_more() {
    let many = (1..=u32::try_from(REDUCTIONS_MAX).unwrap())
        .map(|revision| reducing(1, revision, Some(1), penny_off()));
    let given: Vec<Ask> = std::iter::once(opened(1, vec![noodles(1)])).chain(many).collect();
    let revision = u32::try_from(REDUCTIONS_MAX).unwrap() + 1;
    refused(
        &given,
        reducing(1, revision, Some(1), penny_off()),
        Rejection::TooManyReductions { most: 100 },
    );
}

#[test]
fn a_cashier_gives_a_small_discount_alone_and_nothing_free() {
    let bowl = [opened(1, vec![noodles(1)])];
    check_in(
        shop(TaxMode::Inclusive),
        &bowl,
        reducing(1, 1, None, percent(100_000)),
        Ok(&["reduced"]),
    );
    for kind in
        [percent(100_001), ReductionKind::Amount { amount: pence(119) }, ReductionKind::Comp]
    {
        refused(&bowl, reducing(1, 1, None, kind), Rejection::ApprovalNeeded);
    }
    check_in(
        shop(TaxMode::Inclusive),
        &bowl,
        reducing(1, 1, None, ReductionKind::Amount { amount: pence(118) }),
        Ok(&["reduced"]),
    );
}

/// An approval is by somebody else who may, of exactly this command, for a minute.
#[test]
fn i31_an_approval_is_bound_to_one_command_one_amount_and_sixty_seconds() {
    let comp = reducing(1, 1, None, ReductionKind::Comp);
    let hash = Hash::from_bytes([7; 32]);
    for (by, hash_given, later_ms, allowed) in [
        (MANAGER, hash, 60_000, true),
        (MANAGER, hash, 60_001, false),
        (MANAGER, Hash::ZERO, 1, false),
        (CASHIER, hash, 1, false),
    ] {
        let mut shop = shop(TaxMode::Inclusive);
        shop.ask(&opened(1, vec![noodles(1)])).unwrap();
        let context =
            Context { command_hash: hash, ..shop.context(&comp.clone().after_ms(later_ms)) };
        let command_id = context.command_id;
        let give = SystemCommand::GiveApproval { command_id, command_hash: hash_given };
        shop.ask(&system(give).by(by)).unwrap();
        let answer = crate::decide(&shop.state, &comp.request, &context);
        match answer {
            Ok(decision) => {
                assert!(allowed, "{by} {later_ms}");
                let json = format!("{:?}", decision.events);
                assert!(
                    json.contains(&format!("approved_by: Some({:?})", staff(MANAGER))),
                    "{json}"
                );
            }
            Err(no) => assert_eq!((no, allowed), (Rejection::ApprovalNeeded, false)),
        }
    }
}

#[test]
fn a_service_charge_has_a_limit_and_is_the_managers() {
    let bowl = [opened(1, vec![noodles(1)])];
    let set = |ppm| ask(Command::SetServiceCharge { order_id: order(1), revision: 1, ppm });
    refused(&bowl, set(100_000), Rejection::ApprovalNeeded);
    let over = set(SERVICE_PPM_MAX + 1).by(MANAGER);
    refused(&bowl, over, Rejection::ServiceOutOfRange { most_ppm: SERVICE_PPM_MAX });
    let outcome = check_in(
        shop(TaxMode::Inclusive),
        &bowl,
        set(SERVICE_PPM_MAX).by(MANAGER),
        Ok(&["service_charge_set"]),
    );
    assert_eq!(outcome.order(1).totals.total, pence(1534));
}

#[test]
fn an_order_is_split_two_to_fifty_ways_and_never_beyond_what_is_left() {
    let bowl = [opened(1, vec![noodles(1), one(2, TEA)])];
    let no = Rejection::SplitInvalid { most: 50 };
    for by in [
        SplitBy::Even { ways: 0 },
        SplitBy::Even { ways: 1 },
        SplitBy::Even { ways: 51 },
        SplitBy::Even { ways: 1_000 },
        SplitBy::Seats,
        SplitBy::Amounts { amounts: vec![pence(1000), pence(531)] },
        SplitBy::Amounts { amounts: vec![pence(-1)] },
        SplitBy::Lines { checks: vec![vec![line(1)], vec![line(1)]] },
        SplitBy::Lines { checks: vec![vec![]] },
    ] {
        refused(&bowl, splitting(1, 1, by), no.clone());
    }
    for by in [
        SplitBy::Even { ways: 50 },
        SplitBy::Amounts { amounts: vec![pence(1000), pence(530)] },
        SplitBy::Lines { checks: vec![vec![line(1)], vec![line(2)]] },
    ] {
        check_in(shop(TaxMode::Inclusive), &bowl, splitting(1, 1, by), Ok(&["order_split"]));
    }
}

#[test]
fn a_split_order_keeps_its_price_until_its_checks_are_joined() {
    let mut shop = shop(TaxMode::Inclusive);
    shop.ask(&opened(1, vec![noodles(1), one(2, TEA)])).unwrap();
    let by = SplitBy::Lines { checks: vec![vec![line(2)]] };
    shop.ask(&splitting(1, 1, by)).unwrap();
    let split = Rejection::OrderIsSplit { order_id: order(1) };
    let no = |shop: &mut Shop, ask: Ask| shop.ask(&ask).map(drop).unwrap_err();
    assert_eq!(no(&mut shop, reducing(1, 2, None, percent(10))), split);
    let reason = crate::order::VoidReason::Quality;
    let strike = ask(Command::VoidLine { order_id: order(1), line_id: line(2), reason });
    assert_eq!(no(&mut shop, strike.clone()), split);
    let check_id = shop.state.order(order(1)).unwrap().checks[0].id;
    let unknown = CheckId::from_uuid(Uuid::from_u128(9));
    let missing = no(&mut shop, paying(1, Some(unknown), card(1, 1)));
    assert_eq!(missing, Rejection::UnknownCheck { check_id: unknown });
    let too_much = no(&mut shop, paying(1, Some(check_id), card(1, 351)));
    assert_eq!(too_much, Rejection::TenderExceedsDue { due: pence(350) });
    shop.ask(&paying(1, Some(check_id), card(1, 350))).unwrap();
    // Two people pay the same check: the second is told that it is paid.
    let paid = Rejection::CheckPaidOn { check_id };
    assert_eq!(no(&mut shop, paying(1, Some(check_id), card(2, 350))), paid);
    let join =
        ask(Command::JoinChecks { order_id: order(1), revision: 4, check_ids: vec![check_id] });
    assert_eq!(no(&mut shop, join), paid);
    assert_eq!(no(&mut shop, strike), paid);
    shop.ask(&paying(1, None, card(3, 1180))).unwrap();
    let order = shop.state.order(order(1)).unwrap();
    assert!(!order.is_open());
    assert_eq!(
        shop.state.counters().receipt_number,
        2,
        "a receipt for the check, one for the rest"
    );
}

#[test]
fn a_tender_is_in_the_stores_money_with_a_tip_that_can_be() {
    let tea = [opened(1, vec![one(1, TEA)])];
    let dollars = NewTender { currency: Some("USD".into()), ..card(1, 350) };
    refused(&tea, paying(1, None, dollars), Rejection::WrongCurrency { expected: "GBP".into() });
    for minor in [-1, 1_000_000_001] {
        let tip = pence(minor);
        let tender = NewTender { tip, ..card(1, 350) };
        refused(&tea, paying(1, None, tender), Rejection::TipOutOfRange { tip });
    }
    let tipped = NewTender { tip: pence(50), currency: Some("GBP".into()), ..card(1, 350) };
    let outcome = check_in(
        shop(TaxMode::Inclusive),
        &tea,
        paying(1, None, tipped),
        Ok(&["tender_taken", "order_closed"]),
    );
    let totals = &outcome.order(1).totals;
    assert_eq!((totals.paid, totals.tips, totals.due), (pence(350), pence(50), pence(0)));
    let number = NewTenderKind::CardElsewhere { reference: "4111 1111 1111 1111".into() };
    let tender = NewTender { kind: number, ..card(1, 350) };
    refused(&tea, paying(1, None, tender), Rejection::CardNumberInWords);
}

#[test]
fn cash_that_settles_the_bill_is_rounded_to_the_smallest_coin_and_the_drawer_knows() {
    let mut shop = shop(TaxMode::Inclusive);
    shop.state.settings.trade.cash_step = pence(100);
    shop.ask(&float(1, 1000)).unwrap();
    shop.ask(&opened(1, vec![one(1, TEA)])).unwrap();
    let decision = shop.ask(&paying(1, None, cash(1, 350, 500))).unwrap();
    let json = format!("{:?}", decision.result);
    assert!(json.contains("change: Money(100)"), "{json}");
    assert_eq!(shop.state.shift(crate::shop::shift(1)).unwrap().expected, pence(1400));
    assert_eq!(shop.state.takings().rounding, pence(50));
}

#[test]
fn what_another_machine_was_asked_for_is_held_until_it_has_answered_for_good() {
    let mut shop = shop(TaxMode::Inclusive);
    shop.ask(&opened(1, vec![one(1, TEA)])).unwrap();
    let no = |shop: &mut Shop, ask: Ask| shop.ask(&ask).map(drop).unwrap_err();
    let unknown = no(&mut shop, asking(1, 1, "barter", 350));
    assert_eq!(unknown, Rejection::UnknownDriver { driver: code("barter") });
    shop.ask(&asking(1, 1, "card", 350)).unwrap();
    assert_eq!(
        no(&mut shop, paying(1, None, card(2, 1))),
        Rejection::TenderExceedsDue { due: pence(0) }
    );
    let pending = Rejection::TenderPending { tender_id: tender(1) };
    assert_eq!(no(&mut shop, reducing(1, 2, None, percent(10))), pending);
    let resolve = |outcome| {
        system(SystemCommand::ResolveTender { order_id: order(1), tender_id: tender(1), outcome })
    };
    shop.ask(&resolve(TenderOutcome::Unknown { why: "no answer".into() })).unwrap();
    assert!(shop.state.order(order(1)).unwrap().is_open());
    let (reference, brand) = ("7".to_owned(), "SAMPLE".to_owned());
    let approved = TenderOutcome::Approved { reference, brand, last4: "4111111111111111".into() };
    shop.ask(&resolve(approved.clone())).unwrap();
    let paid = shop.state.order(order(1)).unwrap();
    assert!(!paid.is_open());
    assert!(!format!("{paid:?}").contains("41111"), "only four digits are kept");
    assert_eq!(no(&mut shop, resolve(approved)), Rejection::OrderNotOpen { order_id: order(1) });
    let again = Command::AskTenderAgain { order_id: order(2), tender_id: tender(9) };
    shop.ask(&opened(2, vec![one(1, TEA)])).unwrap();
    assert_eq!(no(&mut shop, ask(again)), Rejection::TenderNotPending { tender_id: tender(9) });
}

#[test]
fn a_line_added_while_another_till_pays_leaves_a_balance_and_never_a_paid_order() {
    let given = [
        opened(1, vec![one(1, TEA)]),
        ask(Command::AddLines {
            order_id: order(1),
            revision: 1,
            lines: vec![one(2, TEA)],
            fire: false,
        }),
    ];
    let outcome = check_in(
        shop(TaxMode::Inclusive),
        &given,
        paying(1, None, card(1, 350)),
        Ok(&["tender_taken"]),
    );
    assert_eq!(outcome.order(1).totals.due, pence(350));
    assert!(outcome.order(1).is_open());
}

#[test]
fn money_goes_back_once_for_what_was_sold_to_where_it_came_from() {
    let two = NewLine { quantity: 2, ..one(1, TEA) };
    let paid = [placing(1, vec![two], true, vec![card(1, 300), card(2, 400)])];
    let when = |lines: &[(u128, u32)], tenders: &[(u128, i64)]| refunding(1, 5, lines, tenders);
    refused(
        &paid,
        when(&[(1, 3)], &[(1, 300)]),
        Rejection::RefundTooMuch { line_id: line(1), left: 2 },
    );
    refused(
        &paid,
        when(&[(1, 0)], &[(1, 300)]),
        Rejection::RefundTooMuch { line_id: line(1), left: 2 },
    );
    let sum = Rejection::RefundDoesNotSum { lines: pence(350), tenders: pence(300) };
    refused(&paid, when(&[(1, 1)], &[(1, 300)]), sum);
    let exceeds = Rejection::RefundExceedsTender { tender_id: tender(1), left: pence(300) };
    refused(&paid, when(&[(1, 1)], &[(1, 350)]), exceeds);
    let cashier = when(&[(1, 1)], &[(1, 300), (2, 50)]).by(CASHIER);
    refused(&paid, cashier, Rejection::ApprovalNeeded);
    let late =
        when(&[(1, 1)], &[(2, 350)]).at(crate::Timestamp::from_ms(NOON.ms() + 90 * DAY_MS + 1));
    refused(&paid, late, Rejection::RefundTooOld { days: 90 });
    let open = [opened(1, vec![one(1, TEA)])];
    let no = Rejection::OrderNotClosed { order_id: order(1) };
    refused(&open, refunding(1, 1, &[(1, 1)], &[]), no);
    let outcome = check_in(
        shop(TaxMode::Inclusive),
        &paid,
        when(&[(1, 1)], &[(1, 300), (2, 50)]),
        Ok(&["order_refunded"]),
    );
    assert_eq!(outcome.order(1).totals.refunded, pence(350));
    let again = ask(Command::RefundOrder {
        order_id: order(1),
        revision: 6,
        refund_id: refund_id(5),
        lines: vec![RefundLine { line_id: line(1), quantity: 1 }],
        tenders: Vec::new(),
        reason: RefundReason::Quality,
        print_receipt: false,
    });
    let given = [paid[0].clone(), when(&[(1, 1)], &[(1, 300), (2, 50)])];
    refused(&given, again.by(MANAGER), Rejection::RefundExists { refund_id: refund_id(5) });
}

#[test]
fn an_order_takes_so_many_refunds_and_no_more() {
    let many = NewLine { quantity: 60, ..one(1, TEA) };
    let place = placing(1, vec![many], true, vec![card(1, 60 * 350)]);
    let backs = (0..u32::try_from(REFUNDS_MAX).unwrap())
        .map(|n| refunding(1, 4 + n, &[(1, 1)], &[(1, 350)]));
    let given: Vec<Ask> = std::iter::once(place).chain(backs).collect();
    let when = refunding(1, 4 + 50, &[(1, 1)], &[(1, 350)]);
    refused(&given, when, Rejection::TooManyRefunds { most: 50 });
}

/// Whether tax is on top, lines with quantity and share off, share off the order, service.
type Bill = (bool, Vec<(u32, Option<u32>)>, Option<u32>, u32);

/// The least share that still takes a penny off a tea.
const PENNY_OFF_TEA_PPM: u32 = 1_429;

/// A random bill.
fn bill() -> impl Strategy<Value = Bill> {
    let off = prop::option::of(PENNY_OFF_TEA_PPM..1_000_000);
    let lines = prop::collection::vec((1_u32..9, off), 1..12);
    (any::<bool>(), lines, prop::option::of(1_u32..1_000_000), 0_u32..=SERVICE_PPM_MAX)
}

fn rung(currency: &str, (exclusive, lines, off, service): Bill) -> Shop {
    let mode = if exclusive { TaxMode::Exclusive } else { TaxMode::Inclusive };
    let mut shop = shop(mode);
    shop.state.settings.currency = Currency::from_code(currency).unwrap();
    let asked: Vec<NewLine> = lines
        .iter()
        .zip(1_u128..)
        .map(|(&(quantity, _), n)| {
            let base = if n % 2 == 0 { noodles(n) } else { one(n, TEA) };
            NewLine { quantity, ..base }
        })
        .collect();
    shop.ask(&opened(1, asked)).unwrap();
    let revision = |shop: &Shop| shop.state.order(order(1)).unwrap().revision;
    for (&(_, ppm), n) in lines.iter().zip(1_u128..) {
        if let Some(ppm) = ppm {
            let ask = reducing(1, revision(&shop), Some(n), percent(ppm)).by(MANAGER);
            shop.ask(&ask).unwrap();
        }
    }
    if let Some(ppm) = off {
        // Nothing may be left when the lines were nearly free; then there is nothing to take off.
        let _ = shop.ask(&reducing(1, revision(&shop), None, percent(ppm)).by(MANAGER));
    }
    let (order_id, revision) = (order(1), revision(&shop));
    let set = Command::SetServiceCharge { order_id, revision, ppm: service };
    shop.ask(&ask(set).by(MANAGER)).unwrap();
    shop
}

fn sums_agree(order: &Order, exclusive: bool) {
    let totals = &order.totals;
    let plus = Money::sum([totals.subtotal, totals.service, totals.packaging]).unwrap();
    let minus = totals.discounts.checked_add(totals.comps).unwrap();
    let tax = if exclusive { totals.tax } else { Money::ZERO };
    let total = plus.checked_sub(minus).and_then(|sum| sum.checked_add(tax));
    assert_eq!(total, Some(totals.total), "{totals:?}");
    assert_eq!(Money::sum(totals.taxes.iter().map(|line| line.tax)), Some(totals.tax));
    let shares = line_shares(order).unwrap();
    assert_eq!(Money::sum(shares.iter().map(|(_, share)| *share)), Some(totals.total));
    assert!(shares.iter().all(|(_, share)| !share.is_negative()), "{shares:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn i27_sums_taxes_and_splits_agree_to_the_minor_unit(bill in bill(), currency in prop::sample::select(vec!["JPY", "GBP", "KWD"]), ways in 2_u32..12, first in 0_i64..1_000) {
        let exclusive = bill.0;
        let mut shop = rung(currency, bill);
        let before = shop.state.order(order(1)).unwrap().clone();
        sums_agree(&before, exclusive);
        // One guest pays their own line, one an amount, the others share what is left.
        let mut steps = vec![SplitBy::Lines { checks: vec![vec![line(1)]] }];
        steps.push(SplitBy::Amounts { amounts: vec![pence(first)] });
        steps.push(SplitBy::Even { ways });
        for by in steps {
            let revision = shop.state.order(order(1)).unwrap().revision;
            let _ = shop.ask(&splitting(1, revision, by));
        }
        let split = shop.state.order(order(1)).unwrap().clone();
        let on_checks = Money::sum(split.checks.iter().map(|check| check.amount)).unwrap();
        prop_assert!(on_checks <= split.totals.total);
        for (check, n) in split.checks.iter().zip(1_u128..) {
            shop.ask(&paying(1, Some(check.id), card(n, check.amount.minor()))).unwrap();
        }
        let rest = shop.state.order(order(1)).unwrap().totals.due;
        prop_assert_eq!(on_checks.checked_add(rest), Some(split.totals.total));
        if rest > Money::ZERO && split.checks.len() < 20 {
            shop.ask(&paying(1, None, card(99, rest.minor()))).unwrap();
        }
        let paid = shop.state.order(order(1)).unwrap();
        prop_assert_eq!(paid.totals.paid.checked_add(paid.totals.due), Some(paid.totals.total));
        prop_assert!(paid.is_open() == (paid.totals.due > Money::ZERO || split.totals.total == Money::ZERO));
    }

    #[test]
    fn i27_what_is_given_back_unit_by_unit_is_exactly_what_was_paid(bill in bill()) {
        let mut shop = rung("GBP", bill);
        let due = shop.state.order(order(1)).unwrap().totals.due;
        prop_assume!(due > Money::ZERO);
        shop.ask(&paying(1, None, card(1, due.minor()))).unwrap();
        let paid = shop.state.order(order(1)).unwrap().clone();
        for sold in &paid.lines {
            for unit in 0..sold.quantity {
                let now = shop.state.order(order(1)).unwrap();
                let share = line_shares(&paid).unwrap().into_iter().find(|(id, _)| *id == sold.id).unwrap().1;
                let worth = |units: u32| share.portion(i64::from(units), i64::from(sold.quantity)).unwrap();
                let back = worth(unit + 1).checked_sub(worth(unit)).unwrap();
                let tenders: &[(u128, i64)] = if back > Money::ZERO { &[(1, back.minor())] } else { &[] };
                let mut when = refunding(1, now.revision, &[], tenders);
                if let crate::Request::Device(Command::RefundOrder { lines, .. }) = &mut when.request {
                    lines.push(RefundLine { line_id: sold.id, quantity: 1 });
                }
                if now.refunds.len() >= REFUNDS_MAX { return Ok(()); }
                shop.ask(&when).unwrap();
            }
        }
        let back = shop.state.order(order(1)).unwrap();
        prop_assert_eq!(back.totals.refunded, back.totals.total);
        let taxes = back.refunds.iter().flat_map(|refund| &refund.taxes).map(|line| line.tax);
        prop_assert_eq!(Money::sum(taxes), Some(back.totals.tax));
        prop_assert_eq!(shop.state.takings().net(), Some(Money::ZERO));
    }
}

#[test]
fn what_the_kitchen_has_is_struck_by_a_cashier_only_with_approval() {
    let reason = crate::order::VoidReason::Quality;
    let strike = ask(Command::VoidLine { order_id: order(1), line_id: line(1), reason });
    let given = [fired(1, vec![noodles(1)])];
    refused(&given, strike.clone(), Rejection::ApprovalNeeded);
    check_in(shop(TaxMode::Inclusive), &given, strike.by(MANAGER), Ok(&["line_voided"]));
}
