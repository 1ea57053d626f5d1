//! What was sold, what an owner wants to know about, and whether the money of a journal holds.

use std::collections::BTreeMap;

use domain::BusinessDay;
use domain::id::{MovementId, ReductionId, RefundId};
use domain::order::{
    NewReduction, ReductionKind, ReductionReason, RefundLine, RefundReason, RefundTender,
};
use domain::shift::MovementKind;
use domain::{Command, Money, SystemCommand, Timestamp};
use journal::{
    Ask, Cursor, ExceptionKind, HQ_CURSOR, JobDocument, Note, SalesBy, SalesSums, rebuild, verify,
};
use uuid::Uuid;

use crate::damage::{NO_GUARDS, bad_seq, first_of, write_anew};
use crate::shop::*;

fn day(text: &str) -> BusinessDay {
    text.parse().unwrap()
}

fn reducing(n: u128, revision: u32, line_id: Option<u128>, kind: ReductionKind) -> Ask {
    let reduction = NewReduction {
        reduction_id: ReductionId::from_uuid(Uuid::from_u128(0xD0 + u128::from(revision))),
        line_id: line_id.map(line),
        kind,
        reason: ReductionReason::LongWait,
    };
    by(ask(Command::Reduce { order_id: order(n), revision, reduction }), MANAGER)
}

fn refunding(n: u128, revision: u32, line_id: u128, tenders: &[(u128, i64)]) -> Ask {
    let given = tenders.iter().map(|&(id, minor)| RefundTender {
        tender_id: tender(id),
        amount: pence(minor),
        rounding: Money::ZERO,
        pending: None,
        declined: None,
    });
    let refund = ask(Command::RefundOrder {
        order_id: order(n),
        revision,
        refund_id: RefundId::from_uuid(Uuid::from_u128(0xBAC)),
        lines: vec![RefundLine { line_id: line(line_id), quantity: 1 }],
        tenders: given.collect(),
        reason: RefundReason::Quality,
        print_receipt: true,
    });
    by(refund, MANAGER)
}

/// A morning: a tea, comped noodles with a tea, a lunch with a discount of which the cake goes back.
async fn morning() -> Shop {
    let shop = Shop::new().await;
    shop.done(float(1, 5_000)).await;
    shop.done(tea_to_go(1)).await;
    shop.done(placing(2, vec![noodles(1), one(2, TEA)], false, Vec::new())).await;
    shop.done(reducing(2, 1, Some(1), ReductionKind::Comp)).await;
    shop.done(pay(2, cash(2, 350, 400))).await;
    shop.clock.pass_ms(60 * MINUTE_MS);
    shop.done(placing(3, vec![one(1, SET), one(2, CAKE)], false, Vec::new())).await;
    shop.done(reducing(3, 1, None, ReductionKind::Percent { ppm: 500_000 })).await;
    shop.done(pay(3, cash(3, 700, 700))).await;
    shop.done(pay(3, card(4, 500))).await;
    let revision = shop.order(3).await.revision;
    shop.done(refunding(3, revision, 2, &[(3, 150), (4, 50)])).await;
    let reason = domain::order::VoidReason::EnteredByMistake;
    shop.done(placing(4, vec![one(1, TEA), one(2, CAKE)], true, Vec::new())).await;
    let (order_id, line_id) = (order(4), line(1));
    shop.done(by(ask(Command::VoidLine { order_id, line_id, reason }), MANAGER)).await;
    shop.done(by(ask(Command::VoidOrder { order_id, reason }), MANAGER)).await;
    let movement = |n: u128, kind, amount| Command::MoveCash {
        shift_id: shift(1),
        movement_id: MovementId::from_uuid(Uuid::from_u128(n)),
        kind,
        amount: pence(amount),
        reason: "ice".to_owned(),
    };
    shop.done(by(ask(movement(1, MovementKind::PayOut, 300)), MANAGER)).await;
    shop.done(ask(movement(2, MovementKind::PayIn, 100))).await;
    shop
}

async fn sales(shop: &Shop, by: SalesBy, from: &str, to: &str) -> BTreeMap<String, SalesSums> {
    let (from, to) = (day(from), day(to));
    let read =
        shop.journal.read(move |reader| reader.sales(by, from, to, chrono_tz::Europe::London));
    read.await.unwrap()
}

fn brought(groups: &BTreeMap<String, SalesSums>) -> Vec<(&str, i64, i64, i64)> {
    let row = |(key, sums): (&'static str, &SalesSums)| {
        (key, sums.count, sums.net.minor(), sums.refunds.minor())
    };
    groups.iter().map(|(key, sums)| row((Box::leak(key.clone().into()), sums))).collect()
}

#[tokio::test]
async fn what_was_sold_adds_up_the_same_however_it_is_grouped_and_refunds_are_off() {
    let shop = morning().await;
    let today = "2026-11-21";
    // 350 + 350 + 1200 sold, 200 given back.
    for group in [
        SalesBy::Hour,
        SalesBy::Day,
        SalesBy::Item,
        SalesBy::Category,
        SalesBy::Channel,
        SalesBy::Staff,
        SalesBy::Tender,
        SalesBy::Tax,
    ] {
        for (from, to) in [(today, today), ("2025-01-15", "2027-03-02")] {
            let groups = sales(&shop, group, from, to).await;
            let mut all = SalesSums::default();
            for sums in groups.into_values() {
                all.add(sums);
            }
            let sums = (all.net, all.refunds);
            assert_eq!(sums, (pence(1_700), pence(200)), "{group:?} {from} to {to}");
        }
        assert!(sales(&shop, group, "2026-11-22", "2026-12-31").await.is_empty(), "{group:?}");
    }
    let hours = sales(&shop, SalesBy::Hour, today, today).await;
    assert_eq!(brought(&hours), [("12", 2, 700, 0), ("13", 1, 1_000, 200)]);
    let tenders = sales(&shop, SalesBy::Tender, today, today).await;
    assert_eq!(brought(&tenders), [("card_elsewhere", 2, 800, 50), ("cash", 2, 900, 150)]);
    let items = sales(&shop, SalesBy::Item, today, today).await;
    let cake = &items[&item(CAKE).to_string()];
    assert_eq!((cake.count, cake.gross, cake.discounts), (1, pence(400), pence(200)));
    assert_eq!((cake.net, cake.refunds), (Money::ZERO, pence(200)));
    let noodles = &items[&item(NOODLES).to_string()];
    assert_eq!((noodles.comps, noodles.net), (pence(1_180), Money::ZERO));
    assert!(noodles.names.is_some());
}

#[tokio::test]
async fn what_an_owner_wants_to_know_about_says_who_why_when_and_how_much() {
    let shop = morning().await;
    let all = (Timestamp::from_ms(0), Timestamp::from_ms(i64::MAX));
    let read = shop.journal.read(move |reader| reader.exceptions(all.0, all.1, 100));
    let rows = read.await.unwrap();
    let told: Vec<_> = rows.iter().map(|row| (row.kind, row.amount, row.reason.as_str())).collect();
    assert_eq!(
        told,
        [
            (ExceptionKind::PayOut, pence(300), "ice"),
            (ExceptionKind::Void, pence(400), "entered_by_mistake"),
            (ExceptionKind::Void, pence(350), "entered_by_mistake"),
            (ExceptionKind::Refund, pence(200), "quality"),
            (ExceptionKind::Discount, pence(1_200), "long_wait"),
            (ExceptionKind::Comp, pence(1_180), "long_wait"),
        ]
    );
    assert!(rows.iter().all(|row| row.staff_id == Some(staff(MANAGER))));
    assert_eq!(rows[1].order_number, "A 004");
    let first = rows[5].at;
    let read = shop.journal.read(move |reader| reader.exceptions(first, all.1, 2));
    assert_eq!(read.await.unwrap(), rows[..2], "the latest, and no more than asked for");
}

#[tokio::test]
async fn a_refund_and_cash_that_moves_ask_for_their_paper_and_open_the_drawer() {
    let shop = morning().await;
    let jobs = shop.journal.read(|reader| reader.recent_jobs(99)).await.unwrap();
    let count = |document| jobs.iter().filter(|job| job.document == document).count();
    assert_eq!(count(JobDocument::Refund), 1);
    // Two payments in cash, one refund, cash out and in.
    assert_eq!(count(JobDocument::Drawer), 5);
}

#[tokio::test]
async fn a_receipt_number_finds_its_order() {
    let shop = morning().await;
    for (number, found) in [(1, Some(1)), (3, Some(3)), (4, None)] {
        let orders = shop.journal.read(move |reader| reader.orders_by_receipt(number, 9)).await;
        let ids: Vec<_> = orders.unwrap().iter().map(|order| order.id).collect();
        assert_eq!(ids, found.map(order).into_iter().collect::<Vec<_>>(), "receipt {number}");
    }
}

#[tokio::test]
async fn a_z_says_how_far_hq_had_confirmed_also_after_a_restart() {
    let shop = Shop::new().await;
    let head = *shop.journal.head().borrow();
    let cursor = Cursor { epoch: head.epoch, seq: 5, hash: head.hash };
    shop.journal.note(Note::Cursor { name: HQ_CURSOR.to_owned(), cursor }).await.unwrap();
    let close = || by(ask(Command::CloseDay { leave_orders: true, print: false }), MANAGER);
    shop.done(close()).await;
    let shop = shop.reopened().await;
    shop.done(close()).await;
    for number in [1, 2] {
        let day = shop.journal.read(move |reader| reader.day(number)).await.unwrap().unwrap();
        assert_eq!(day.report.hq_confirmed_seq, 5, "Z {number}");
    }
}

/// I27 to I29: who writes the whole chain anew, answers and all, still cannot make wrong sums right.
#[tokio::test]
async fn money_that_does_not_hold_is_named_by_the_row_where_it_stops_holding() {
    let shop = morning().await;
    let counted = pence(6_000);
    shop.done(ask(Command::CloseShift {
        shift_id: shift(1),
        counted,
        denominations: Vec::new(),
        leave_orders: true,
        print: false,
    }))
    .await;
    shop.done(by(ask(Command::CloseDay { leave_orders: true, print: false }), MANAGER)).await;
    let (public_key, signature) = ("11".repeat(32), "22".repeat(64));
    let sign = SystemCommand::SignDay { number: 1, public_key, signature };
    let dir = shop.dir();
    shop.journal.stop().await;
    let last = shop.journal.head().borrow().seq;
    let report = verify(&dir).unwrap();
    assert_eq!((report.refunds, report.days), (1, 1));
    for (kind, from, to) in [
        ("order_placed", r#""subtotal":350"#, r#""subtotal":349"#),
        ("order_placed", r#""total":350"#, r#""total":300"#),
        ("tender_taken", r#""amount":350"#, r#""amount":300"#),
        ("order_refunded", r#""amount":150"#, r#""amount":160"#),
        ("order_refunded", r#""number":1"#, r#""number":2"#),
        ("shift_closed", r#""expected":"#, r#""expected":1"#),
        ("day_closed", r#""perpetual":"#, r#""perpetual":1"#),
        ("day_closed", r#""voids":"#, r#""voids":1"#),
        ("day_closed", r#""previous_hash":"0"#, r#""previous_hash":"1"#),
        ("day_closed", r#""open_orders":0"#, r#""open_orders":1"#),
        ("day_closed", r#""number":1"#, r#""number":2"#),
    ] {
        let copy = tempfile::tempdir().unwrap();
        copy_dir(&dir, copy.path());
        let seq = first_of(copy.path(), kind);
        let connection = raw(copy.path());
        let sql =
            format!("UPDATE journal SET body = replace(body, '{from}', '{to}') WHERE seq = {seq};");
        connection.execute_batch(&format!("{NO_GUARDS} {sql}")).unwrap();
        write_anew(&connection, last);
        assert_eq!(bad_seq(verify(copy.path()), &sql), seq, "{sql}");
        assert!(rebuild(copy.path()).is_err(), "it is not built upon: {sql}");
    }
    let shop = shop.reopened().await;
    shop.done(system(sign)).await;
    shop.journal.stop().await;
    let seq = first_of(&dir, "day_signed");
    assert_eq!(bad_seq(verify(&dir), "a signature that nobody gave"), seq);
}
