//! A day from the first guest to the Z.

use proptest::prelude::*;

use super::{ClosedDay, Signing, TenderName, ZReport, hash_of};
use crate::actor::Stamp;
use crate::chain::Hash;
use crate::command::{CommandResult, ReportAsked, SystemCommand};
use crate::id::{RefundId, TenderId};
use crate::order::{Refund, RefundLine, RefundReason, RefundTender, TenderKind, VoidReason};
use crate::shop::{
    Ask, HOUR_MS, MANAGER, NOON, Shop, TEA, Written, ask, card, cash, check, code, day, fired,
    float, line, noodles, one, opened, order, pence, placing, replay, shift, system,
};
use crate::tax::TaxMode;
use crate::{BusinessDay, Command, Event, Money, Rejection, Timestamp};

fn closing(leave_orders: bool) -> Ask {
    ask(Command::CloseDay { leave_orders, print: false }).by(MANAGER)
}

fn counting(id: u128, minor: i64) -> Ask {
    ask(Command::CloseShift {
        shift_id: shift(id),
        counted: pence(minor),
        denominations: Vec::new(),
        leave_orders: true,
        print: false,
    })
}

fn tea(id: u128, paid: i64) -> Ask {
    placing(id, vec![one(1, TEA)], false, vec![card(id, paid)])
}

fn z(shop: &Shop, number: u64) -> &ZReport {
    &shop.state.closed_day(number).unwrap().report
}

fn shop_after(given: &[Ask]) -> Shop {
    let mut shop = Shop::new(TaxMode::Inclusive);
    for step in given {
        shop.ask(step).unwrap_or_else(|no| panic!("{step:?} was refused: {no}"));
    }
    shop
}

#[test]
fn a_z_counts_what_happened_since_the_last_and_is_chained_to_it() {
    let given = [tea(1, 350), tea(2, 350), closing(false), tea(3, 350), closing(false)];
    let mut shop = shop_after(&given);
    let (first, second) = (z(&shop, 1).clone(), z(&shop, 2).clone());
    assert_eq!((first.takings.total, first.perpetual), (pence(700), pence(700)));
    assert_eq!((second.takings.total, second.perpetual), (pence(350), pence(1_050)));
    assert_eq!((first.previous_hash, second.previous_hash), (Hash::ZERO, first.hash));
    assert_eq!((hash_of(&first), hash_of(&second)), (first.hash, second.hash));
    let numbers = (first.takings.first_receipt, first.takings.last_receipt);
    assert_eq!((numbers, first.takings.receipts), ((Some(1), Some(2)), 2));
    assert_eq!(first.business_day, day(2026, 11, 21));
    // A day on which nothing was sold has its Z too.
    shop.state.note_hq_confirmed(17);
    let empty = shop.ask(&closing(false)).unwrap();
    assert_eq!(empty.result, CommandResult::Day { number: 3, net: Money::ZERO });
    assert_eq!((z(&shop, 3).hq_confirmed_seq, z(&shop, 3).perpetual), (17, pence(1_050)));
}

#[test]
fn no_two_reports_have_one_hash() {
    let base = z(&shop_after(&[tea(1, 350), closing(false)]), 1).clone();
    let later = ZReport { at: Timestamp::from_ms(base.at.ms() + 1), ..base.clone() };
    let more = ZReport { perpetual: pence(351), ..base.clone() };
    let mut renamed = base.clone();
    let sums = renamed.takings.tenders.remove(&TenderName::card_elsewhere()).unwrap();
    renamed.takings.tenders.insert(TenderName::cash(), sums);
    for other in [later, more, renamed] {
        assert_ne!(hash_of(&other), base.hash);
    }
}

#[test]
fn the_day_is_not_closed_over_a_drawer_that_runs() {
    check(&[float(1, 0)], closing(true), Err(Rejection::ShiftsOpen { count: 1 }));
    check(&[float(1, 0), counting(1, 0)], closing(true), Ok(&["day_closed"]));
}

#[test]
fn orders_stay_open_over_the_close_only_when_somebody_says_so() {
    let given = [opened(1, vec![one(1, TEA)]), tea(2, 350), tea(3, 100)];
    check(&given, closing(false), Err(Rejection::OrdersOpen { count: 2 }));
    let outcome = check(&given, closing(true), Ok(&["day_closed"]));
    let report = &outcome.state.closed_day(1).unwrap().report;
    assert_eq!((report.open_orders, report.takings.open_paid), (2, pence(100)));
    // What was paid before the close is no money of the next day, although the order closes then.
    let order_id = order(3);
    let tender = card(9, 250);
    let paying = Command::TakeTender { order_id, tender, print_receipt: false, check_id: None };
    let shop = shop_after(&[&given[..], &[closing(true), ask(paying), closing(true)]].concat());
    let next = z(&shop, 2);
    let cards = next.takings.tenders[&TenderName::card_elsewhere()];
    assert_eq!((next.takings.total, cards.amount), (pence(350), pence(250)));
    assert_eq!((next.takings.open_paid, next.open_orders), (Money::ZERO, 1));
}

#[test]
fn only_who_may_closes_the_day() {
    check(
        &[],
        ask(Command::CloseDay { leave_orders: false, print: false }),
        Err(Rejection::NotPermitted),
    );
}

#[test]
fn struck_lines_are_counted_once_each() {
    let (order_id, reason) = (order(1), VoidReason::EnteredByMistake);
    let given = [
        opened(1, vec![one(1, TEA), one(2, TEA), noodles(3)]),
        ask(Command::VoidLine { order_id, line_id: line(1), reason }),
    ];
    let struck = ask(Command::VoidOrder { order_id, reason });
    let outcome = check(&given, struck, Ok(&["order_voided"]));
    let takings = outcome.state.takings();
    assert_eq!((takings.orders_voided, takings.voids), (1, 3));
    assert_eq!(takings.voided, pence(350 + 350 + 1_180));
}

#[test]
fn a_report_is_printed_when_there_is_one_and_a_printer() {
    let printing = |report| ask(Command::PrintReport { report }).by(MANAGER);
    let shift_id = shift(1);
    let given = [float(1, 0), counting(1, 0), closing(false)];
    for report in
        [ReportAsked::Shift { shift_id }, ReportAsked::Takings, ReportAsked::Day { number: 1 }]
    {
        check(&given, printing(report), Ok(&["report_printed"]));
        let mut shop = shop_after(&given);
        shop.state.settings.receipt_printer = None;
        assert_eq!(shop.ask(&printing(report)), Err(Rejection::NoReportPrinter));
    }
    let none = printing(ReportAsked::Shift { shift_id });
    check(&[], none, Err(Rejection::UnknownShift { shift_id }));
    let none = printing(ReportAsked::Day { number: 2 });
    check(&given, none, Err(Rejection::UnknownDay { number: 2 }));
}

#[test]
fn a_z_comes_out_on_paper_when_asked_for() {
    let on_paper = ask(Command::CloseDay { leave_orders: false, print: true }).by(MANAGER);
    for (asking, paper) in [(closing(false), None), (on_paper, Some(code("counter")))] {
        let outcome = check(&[], asking, Ok(&["day_closed"]));
        let Event::DayClosed { printer, .. } = &outcome.decision().events[0] else {
            panic!("no day closed")
        };
        assert_eq!(*printer, paper);
    }
}

#[test]
fn a_z_is_signed_once_also_after_an_outage() {
    let signing = || {
        let (public_key, signature) = ("ab".repeat(32), "cd".repeat(64));
        system(SystemCommand::SignDay { number: 1, public_key, signature })
    };
    let failing = |why: &str, ms| {
        let reason = why.to_owned();
        system(SystemCommand::NoteSignerOutage { number: 1, reason }).after_ms(ms)
    };
    let unknown = Rejection::UnknownDay { number: 1 };
    check(&[], signing(), Err(unknown.clone()));
    check(&[], failing("no key", 0), Err(unknown));
    let given = [closing(false)];
    check(&given, signing(), Ok(&["day_signed"]));
    let given = [closing(false), failing("no key", 1)];
    check(&given, failing("no\u{7} key", 2), Ok(&[]));
    let outcome = check(&given, failing("locked", 2), Ok(&["signer_outage"]));
    let since = Timestamp::from_ms(NOON.ms() + 1);
    let outage = Signing::Outage { since, reason: "locked".into() };
    assert_eq!(outcome.state.closed_day(1).unwrap().signing, outage, "since it began");
    check(&given, signing(), Ok(&["day_signed"]));
    let given = [closing(false), failing("no key", 1), signing()];
    let signed = Rejection::DayAlreadySigned { number: 1 };
    check(&given, signing(), Err(signed.clone()));
    check(&given, failing("no key", 3), Err(signed));
}

/// Money goes back on a closed order, as the journal would say it.
fn give_back(shop: &mut Shop, order_id: crate::id::OrderId, minor: i64) {
    let order = shop.state.order(order_id).unwrap();
    let tender = order.tenders[0].id;
    let number = shop.state.next_refund_number();
    let refund = Refund {
        id: RefundId::from_uuid(uuid::Uuid::from_u128(u128::from(number))),
        number,
        lines: vec![RefundLine { line_id: order.lines[0].id, quantity: 1 }],
        tenders: vec![RefundTender {
            tender_id: tender,
            amount: pence(minor),
            rounding: Money::ZERO,
            pending: None,
            declined: None,
        }],
        amount: pence(minor),
        taxes: Vec::new(),
        reason: RefundReason::Quality,
        by: None,
        approved_by: None,
        at: NOON,
    };
    let open_shift = shop.state.open_shift(crate::shop::device(crate::shop::TILL));
    let event = Event::OrderRefunded {
        order_id,
        refund,
        shift_id: open_shift.map(|shift| shift.id),
        cash: Money::ZERO,
        open_drawer: None,
        receipt_printer: None,
    };
    let stamp = Stamp::from(&shop.context(&closing(false)));
    replay(&mut shop.state, &[Written::Event(event, stamp)]);
}

#[test]
fn what_is_given_back_on_a_later_day_is_off_that_day() {
    let mut shop = shop_after(&[tea(1, 350), closing(false), tea(2, 350)]);
    give_back(&mut shop, order(1), 350);
    shop.ask(&closing(false)).unwrap();
    let (first, second) = (z(&shop, 1), z(&shop, 2));
    assert_eq!(first.takings.refunded, Money::ZERO);
    assert_eq!((second.takings.total, second.takings.refunded), (pence(350), pence(350)));
    assert_eq!((second.takings.net(), second.perpetual), (Some(Money::ZERO), pence(350)));
    let cards = second.takings.tenders[&TenderName::card_elsewhere()];
    assert_eq!((cards.amount, cards.refunded), (pence(350), pence(350)));
}

fn ask_of(step: (u8, u128, u8)) -> Option<Ask> {
    let (kind, id, how) = step;
    let (order_id, reason) = (order(id), VoidReason::Quality);
    let tender_id = 1_000 + id * 10 + u128::from(how);
    Some(match kind {
        0 | 1 => opened(id, vec![one(1, TEA), noodles(2)]),
        2 => fired(id, vec![one(1, TEA)]),
        3 => placing(id, vec![one(1, TEA)], false, vec![cash(tender_id, 350, 1_000)]),
        4 => placing(id, vec![one(1, TEA)], false, vec![card(tender_id, 100)]),
        5 | 6 => {
            let amount = [250, 350, 1_180, 1_530][usize::from(how) % 4];
            let tender =
                if how > 3 { card(tender_id, amount) } else { cash(tender_id, amount, 5_000) };
            ask(Command::TakeTender { order_id, tender, print_receipt: true, check_id: None })
        }
        7 => ask(Command::VoidLine { order_id, line_id: line(1), reason }).by(MANAGER),
        8 => ask(Command::VoidOrder { order_id, reason }).by(MANAGER),
        9 => float(id, 10_000),
        10 => counting(id, 10_000),
        11 | 12 => closing(how > 2),
        _ => return None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_zs_of_any_days_add_up(
        steps in prop::collection::vec((0_u8..15, 0_u128..12, 0_u8..8), 20..120),
    ) {
        let mut shop = Shop::new(TaxMode::Inclusive);
        let (mut zs, mut refunded) = (Vec::new(), std::collections::BTreeSet::new());
        let mut settle = vec![];
        for step in steps {
            if let Some(ask) = ask_of(step) {
                let _ = shop.ask(&ask);
                continue;
            }
            let id = order(step.1);
            let closed = shop.state.order(id).is_some_and(|order| {
                !order.is_open() && !order.is_voided() && !order.tenders.is_empty()
            });
            if closed && refunded.insert(id) {
                give_back(&mut shop, id, 50);
            }
        }
        // Whatever runs is counted, and the last day closed.
        let running: Vec<_> = shop.state.running_shifts().map(|shift| shift.id).collect();
        for shift_id in running {
            settle.push(ask(Command::CloseShift {
                shift_id, counted: Money::ZERO, denominations: Vec::new(), leave_orders: true, print: false,
            }));
        }
        settle.push(closing(true));
        for step in &settle {
            prop_assert!(shop.ask(step).is_ok());
        }
        for written in &shop.written {
            if let Written::Event(Event::DayClosed { report, .. }, _) = written {
                zs.push(report.clone());
            }
        }
        let orders: Vec<_> = (0..12).filter_map(|id| shop.state.order(order(id))).collect();
        let sold = |closed: bool| orders.iter().filter(move |order| {
            matches!(order.state, crate::order::OrderState::Closed { .. }) == closed
        });
        let all: i64 = sold(true).map(|order| order.totals.total.minor()).sum();
        let back: i64 = sold(true).map(|order| order.totals.refunded.minor()).sum();
        let nets: i64 = zs.iter().map(|z| z.takings.net().unwrap().minor()).sum();
        prop_assert_eq!(nets, all - back);
        let mut before = (0, Hash::ZERO, 0, Money::ZERO);
        for z in &zs {
            let perpetual = before.2 + z.takings.net().unwrap().minor();
            prop_assert_eq!((z.number, z.previous_hash), (before.0 + 1, before.1));
            prop_assert_eq!(z.perpetual.minor(), perpetual);
            prop_assert_eq!(hash_of(z), z.hash);
            let taken: i64 = z.takings.tenders.values().map(|sum| sum.amount.minor()).sum();
            let kept = taken + before.3.minor() - z.takings.open_paid.minor();
            prop_assert_eq!(kept, z.takings.total.minor(), "what was paid is what was closed");
            before = (z.number, z.hash, perpetual, z.takings.open_paid);
        }
        let open = orders.iter().filter(|order| order.is_open()).count();
        prop_assert_eq!(usize::try_from(shop.state.counters().open_orders).unwrap(), open);
        let by_terminal: u32 = shop.state.counters().open_on.values().sum();
        prop_assert_eq!(by_terminal, shop.state.counters().open_orders);
    }
}

fn at(text: &str) -> Timestamp {
    let moment = chrono::DateTime::parse_from_rfc3339(text).unwrap();
    Timestamp::from_ms(moment.timestamp_millis())
}

/// Places an order at each moment and gives its business day and number.
fn numbers(moments: &[&str]) -> Vec<(BusinessDay, u32)> {
    let mut shop = Shop::new(TaxMode::Inclusive);
    let place = |(id, moment): (u128, &&str)| {
        shop.ask(&opened(id, vec![one(1, TEA)]).at(at(moment))).unwrap();
        let placed = shop.state.order(order(id)).unwrap();
        (placed.business_day, placed.number)
    };
    (1..).zip(moments).map(place).collect()
}

#[test]
fn the_nights_the_clocks_change_number_their_orders_like_any_other() {
    // Forward at 01:00 UTC: 00:59 is followed by 02:00; the day still ends at 04:00 on the wall.
    let (before, after) = (day(2026, 3, 28), day(2026, 3, 29));
    let night = [
        "2026-03-29T00:59:00Z",
        "2026-03-29T01:01:00Z",
        "2026-03-29T02:59:59Z",
        "2026-03-29T03:00:00Z",
    ];
    assert_eq!(numbers(&night), [(before, 1), (before, 2), (before, 3), (after, 1)]);
    // Back at 01:00 UTC: 01:30 is lived through twice.
    let (before, after) = (day(2026, 10, 24), day(2026, 10, 25));
    let night = [
        "2026-10-25T00:30:00Z",
        "2026-10-25T01:30:00Z",
        "2026-10-25T03:59:59Z",
        "2026-10-25T04:00:00Z",
    ];
    assert_eq!(numbers(&night), [(before, 1), (before, 2), (before, 3), (after, 1)]);
}

#[test]
fn a_clock_that_jumps_back_gives_no_number_twice_and_no_day_again() {
    let (first, second) = (day(2026, 11, 21), day(2026, 11, 22));
    let jumps = [
        "2026-11-22T03:59:00Z",
        "2026-11-22T04:01:00Z",
        "2026-11-22T03:58:00Z",
        "1970-01-01T00:00:00Z",
        "2026-11-22T12:00:00Z",
    ];
    let expected = [(first, 1), (second, 1), (second, 2), (second, 3), (second, 4)];
    assert_eq!(numbers(&jumps), expected);
}

#[test]
fn a_z_made_twice_on_one_date_or_after_the_cut_off_counts_each_thing_once() {
    let late = closing(false).after_ms(20 * HOUR_MS);
    let given = [tea(1, 350), closing(false), tea(2, 350), late];
    let shop = shop_after(&given);
    let days: Vec<_> = [1, 2].map(|number| z(&shop, number).business_day).to_vec();
    assert_eq!(days, [day(2026, 11, 21), day(2026, 11, 22)]);
    assert_eq!(z(&shop, 2).takings.total, pence(350));
}

#[test]
fn training_is_in_no_z() {
    let mut shop = Shop::new(TaxMode::Inclusive);
    let details = crate::order::OrderDetails { training: true, ..Default::default() };
    let Event::OrderPlaced { lines, totals, business_day, .. } =
        shop.ask(&opened(1, vec![one(1, TEA)])).unwrap().events[0].clone()
    else {
        panic!("no order placed")
    };
    let mut fresh = Shop::new(TaxMode::Inclusive);
    let order_id = order(2);
    let tender = crate::order::Tender {
        id: TenderId::from_uuid(uuid::Uuid::from_u128(5)),
        kind: TenderKind::CardElsewhere { reference: "A".into() },
        amount: pence(350),
        at: NOON,
        check_id: None,
        tip: Money::ZERO,
        refunded: Money::ZERO,
    };
    let practice = [
        Event::OrderPlaced {
            order_id,
            number: 1,
            business_day,
            channel: crate::order::Channel::DineIn,
            member_id: None,
            lines,
            totals,
            details,
            service_ppm: 0,
            packaging: None,
        },
        Event::TenderTaken {
            order_id,
            tender,
            shift_id: None,
            open_drawer: None,
            paid: pence(350),
            due: Money::ZERO,
        },
        Event::OrderClosed { order_id, receipt_number: 1, receipt_printer: None, check_id: None },
    ];
    let stamp = Stamp::from(&fresh.context(&closing(false)));
    for event in practice {
        replay(&mut fresh.state, &[Written::Event(event, stamp)]);
    }
    fresh.ask(&closing(false)).unwrap();
    let ClosedDay { report, .. } = fresh.state.closed_day(1).unwrap();
    assert_eq!(report.takings, super::Takings::default());
    assert_eq!((report.perpetual, report.open_orders), (Money::ZERO, 0));
    assert_eq!(fresh.state.next_receipt_number(), 1);
}
