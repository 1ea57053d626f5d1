//! What holds to the minor unit, whatever is taken off, split, paid and given back.

use proptest::prelude::*;

use super::Till;
use crate::catalogue::{Catalogue, ChannelTerms};
use crate::money::Currency;
use crate::order::Channel;
use crate::order::{
    NewLine, Order, OrderState, ReductionKind, RefundLine, RefundTender, SplitBy, TenderKind,
};
use crate::shop::{code, dish, item, line, menu, one, order, pence, replay, shift, system};
use crate::tax::TaxMode;
use crate::{Money, Rejection, State, SystemCommand};

/// An open price with tax, and one without.
const TAXED: u128 = 6;
const UNTAXED: u128 = 7;
const FLOAT: i64 = 10_000_000;

#[derive(Debug, Clone)]
struct Case {
    currency: &'static str,
    step: i64,
    mode: TaxMode,
    packaging: i64,
    service_ppm: u32,
    lines: Vec<(bool, i64, u32, u32)>,
    reductions: Vec<(u8, usize, u32)>,
    steps: Vec<(u8, usize, u32)>,
}

fn cases() -> impl Strategy<Value = Case> {
    let shop = (
        prop::sample::select(vec!["JPY", "GBP", "KWD"]),
        prop::sample::select(vec![1_i64, 5, 10, 100]),
        prop::sample::select(vec![TaxMode::Inclusive, TaxMode::Exclusive]),
        prop::sample::select(vec![0_i64, 30, 55]),
        prop::sample::select(vec![0_u32, 100_000, 125_000]),
    );
    let lines = prop::collection::vec((any::<bool>(), 0_i64..5_000, 1_u32..5, 0_u32..4), 1..9);
    let reductions = prop::collection::vec((0_u8..3, 0_usize..12, 1_u32..1_000_000), 0..5);
    let steps = prop::collection::vec((0_u8..9, 0_usize..9, 1_u32..1_000_000), 0..14);
    (shop, lines, reductions, steps).prop_map(|(shop, lines, reductions, steps)| {
        let (currency, step, mode, packaging, service_ppm) = shop;
        Case { currency, step, mode, packaging, service_ppm, lines, reductions, steps }
    })
}

fn rung((taxed, price, quantity, seat): (bool, i64, u32, u32), id: u128) -> NewLine {
    let what = if taxed { TAXED } else { UNTAXED };
    let seat = (seat > 0).then_some(seat);
    NewLine { quantity, price: Some(pence(price)), seat, item_id: item(what), ..one(id, what) }
}

fn open(case: &Case) -> Till {
    let mut till = Till::new(case.mode);
    till.shop.state.settings.currency = Currency::from_code(case.currency).unwrap();
    till.shop.state.settings.trade.cash_step = pence(case.step);
    let mut items = menu().items;
    items.push(dish(TAXED, None, "standard", &[], &[]));
    items.push(dish(UNTAXED, None, "none", &[], &[]));
    let terms = ChannelTerms {
        channel: Channel::DineIn,
        packaging: pence(case.packaging),
        packaging_tax: code("standard"),
        quote_minutes: 0,
    };
    let catalogue = Catalogue { items, channels: vec![terms], tax_mode: case.mode, ..menu() };
    till.shop.ask(&system(SystemCommand::PublishCatalogue { catalogue })).unwrap();
    till.float(FLOAT);
    let lines = case.lines.iter().zip(1..).map(|(&made, id)| rung(made, id)).collect();
    till.open(lines);
    till
}

/// One step of a sequence; a refusal changes nothing and is as good as any.
fn step(till: &mut Till, case: &Case, (kind, which, size): (u8, usize, u32), id: u128) {
    let known = till.order();
    let ids: Vec<_> = known.lines.iter().map(|line| line.id).collect();
    let checks: Vec<_> = known.checks.iter().map(|check| check.id).collect();
    let check_id = checks.get(which).copied();
    let part = part_due(known, check_id);
    let some = pence(part.minor() * i64::from(size) / 1_000_000);
    let refused = match kind {
        0 => till.split(SplitBy::Even { ways: size % 6 }).err(),
        1 => till.split(SplitBy::Seats).err(),
        2 => till.split(SplitBy::Amounts { amounts: vec![some, pence(1)] }).err(),
        3 => till.split(SplitBy::Lines { checks: vec![vec![ids[which % ids.len()]]] }).err(),
        4 => till.join(if size % 2 == 0 { &[] } else { &checks[..checks.len().min(1)] }).err(),
        5 => till.card(id, check_id, some.minor(), i64::from(size % 7)).err(),
        6 => till.cash(id, check_id, part.minor(), i64::from(size % 7)).err(),
        7 => till.add(vec![rung(case.lines[which % case.lines.len()], 100 + id)]).err(),
        _ => till.void(ids[which % ids.len()]).err(),
    };
    assert_ne!(refused, Some(Rejection::AmountOverflow));
}

fn part_due(order: &Order, check_id: Option<crate::id::CheckId>) -> Money {
    let sum = |amounts: Vec<Money>| Money::sum(amounts).unwrap();
    if let Some(check) = check_id.and_then(|id| order.check(id)) {
        return check.amount.checked_sub(check.paid).unwrap();
    }
    let checks = sum(order.checks.iter().map(|check| check.amount).collect());
    let mine = order.tenders.iter().filter(|tender| tender.check_id.is_none());
    let paid = sum(mine.map(|tender| tender.amount).collect());
    order.totals.total.checked_sub(checks).unwrap().checked_sub(paid).unwrap()
}

fn assert_sums(order: &Order, mode: TaxMode) {
    let t = &order.totals;
    let on_top = if mode == TaxMode::Exclusive { t.tax } else { pence(0) };
    let total = t.subtotal.minor() - t.discounts.minor() - t.comps.minor()
        + t.service.minor()
        + t.packaging.minor()
        + on_top.minor();
    assert_eq!(total, t.total.minor(), "{order:#?}");
    assert_eq!(t.paid.checked_add(t.due), Some(t.total));
    assert_eq!(Money::sum(t.taxes.iter().map(|tax| tax.tax)), Some(t.tax));
    let nets = Money::sum(t.taxes.iter().map(|tax| tax.net)).unwrap();
    assert_eq!(nets.checked_add(t.tax), Some(t.total), "net and tax make the total");
    let shares = crate::order::totals::line_shares(order).unwrap();
    assert_eq!(Money::sum(shares.iter().map(|(_, share)| *share)), Some(t.total));
    assert!(shares.iter().all(|(_, share)| !share.is_negative()), "{order:#?}");
    let parts = order.checks.iter().map(|check| Some(check.id)).chain([None]);
    let dues: Vec<Money> = parts.map(|part| part_due(order, part)).collect();
    assert!(dues.iter().all(|due| !due.is_negative()), "{dues:?} {order:#?}");
    assert_eq!(Money::sum(dues), Some(t.due), "checks and rest make the order");
    for (index, check) in order.checks.iter().enumerate() {
        let twice = order.checks[..index].iter().any(|other| other.number == check.number);
        assert!(!twice && check.number <= order.checks_made, "{order:#?}");
    }
}

fn pay_all(till: &mut Till) {
    let parts: Vec<_> = till.order().checks.iter().map(|check| Some(check.id)).collect();
    for (id, part) in (1_000..).zip(parts.into_iter().chain([None])) {
        let due = part_due(till.order(), part);
        if due > Money::ZERO && till.order().is_open() {
            if id % 2 == 0 {
                till.cash(id, part, due.minor(), 3).unwrap();
            } else {
                till.card(id, part, due.minor(), 0).unwrap();
            }
        }
    }
    if till.order().is_open() {
        till.close().unwrap();
    }
}

fn kept_cash(order: &Order) -> i64 {
    let kept = order.tenders.iter().map(|tender| match &tender.kind {
        TenderKind::Cash { received, change, .. } => received.minor() - change.minor(),
        TenderKind::CardElsewhere { .. }
        | TenderKind::Driver { .. }
        | TenderKind::StoredValue { .. }
        | TenderKind::Points { .. }
        | TenderKind::Coupon { .. } => 0,
    });
    kept.sum()
}

/// Gives every unit back, one at a time, each to the first tenders that have something left.
fn give_back(till: &mut Till, order_of_units: usize) {
    let mut units: Vec<_> = till
        .order()
        .lines
        .iter()
        .filter(|line| !line.is_voided())
        .flat_map(|line| std::iter::repeat_n(line.id, usize::try_from(line.quantity).unwrap()))
        .collect();
    let half = order_of_units % units.len().max(1);
    units.rotate_left(half);
    for (id, line_id) in (1..).zip(units) {
        let lines = vec![RefundLine { line_id, quantity: 1 }];
        let Err(asked) = till.refund(id, lines.clone(), Vec::new()) else { continue };
        let Rejection::RefundDoesNotSum { lines: worth, .. } = asked else {
            panic!("{asked} {:#?}", till.order())
        };
        assert!(!worth.is_negative());
        let mut left = worth.minor();
        let mut to = Vec::new();
        for known in &till.order().tenders {
            let part = (known.amount.minor() - known.refunded.minor()).min(left);
            left -= part;
            to.extend((part > 0).then(|| RefundTender {
                tender_id: known.id,
                amount: pence(part),
                rounding: Money::ZERO,
                pending: None,
                declined: None,
            }));
        }
        assert_eq!(left, 0, "more to give back than was paid");
        till.refund(id, lines, to).unwrap();
    }
}

fn assert_all_given_back(order: &Order) {
    let back = Money::sum(order.refunds.iter().map(|refund| refund.amount));
    assert_eq!(back, Some(order.totals.total), "{order:#?}");
    assert_eq!(back, Some(order.totals.refunded));
    for rate in &order.totals.taxes {
        let lines = || order.refunds.iter().flat_map(|refund| &refund.taxes);
        let mine = || lines().filter(|back| back.code == rate.code);
        assert_eq!(Money::sum(mine().map(|back| back.tax)), Some(rate.tax), "{order:#?}");
        assert_eq!(Money::sum(mine().map(|back| back.net)), Some(rate.net), "{order:#?}");
    }
    for refund in &order.refunds {
        let inside = refund.taxes.iter().flat_map(|rate| [rate.net, rate.tax]);
        assert_eq!(Money::sum(inside), Some(refund.amount), "{refund:#?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_order_sums_to_the_minor_unit_from_the_first_discount_to_the_last_refund(case in cases()) {
        let mut till = open(&case);
        for (id, &(kind, which, size)) in (1..).zip(&case.reductions) {
            let count = till.order().lines.len();
            let on = (which < count).then(|| till.order().lines[which].id);
            let kind = match kind {
                0 => ReductionKind::Percent { ppm: size },
                1 => ReductionKind::Amount { amount: pence(i64::from(size % 900)) },
                _ => ReductionKind::Comp,
            };
            let _refused = till.reduce(id, on, kind);
            assert_sums(till.order(), case.mode);
        }
        till.service(case.service_ppm).unwrap();
        assert_sums(till.order(), case.mode);
        for (id, &made) in (1..).zip(&case.steps) {
            if till.order().is_open() {
                step(&mut till, &case, made, id);
                assert_sums(till.order(), case.mode);
            }
        }
        if till.order().is_open() {
            pay_all(&mut till);
        }
        let closed = till.order().clone();
        let is_closed = matches!(closed.state, OrderState::Closed { .. });
        prop_assert!(is_closed);
        prop_assert_eq!(closed.totals.due, Money::ZERO);
        let expected = |till: &Till| till.shop.state.shift(shift(1)).unwrap().expected.minor();
        prop_assert_eq!(expected(&till), FLOAT + kept_cash(&closed));
        give_back(&mut till, case.steps.len());
        assert_all_given_back(till.order());
        let handed: i64 = till.cash_back;
        prop_assert_eq!(expected(&till), FLOAT + kept_cash(&closed) - handed);

        let mut replayed = State::new(till.shop.state.settings.clone());
        replay(&mut replayed, &till.shop.written);
        prop_assert_eq!(replayed.order(order(1)), till.shop.state.order(order(1)));
        prop_assert_eq!(replayed.shift(shift(1)), till.shop.state.shift(shift(1)));
    }
}

#[test]
fn the_cake_eater_pays_no_part_of_the_tax_on_noodles() {
    let mut till = Till::new(TaxMode::Exclusive);
    till.open(vec![crate::shop::noodles(1), one(2, crate::shop::CAKE)]);
    till.split(SplitBy::Lines { checks: vec![vec![line(1)], vec![line(2)]] }).unwrap();
    let owed: Vec<_> = till.order().checks.iter().map(|check| check.amount.minor()).collect();
    assert_eq!(owed, [1416, 400]);
}
