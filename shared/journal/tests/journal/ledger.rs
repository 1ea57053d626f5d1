//! Members' ledgers on disk: every line is kept, found again, and follows from the journal.

use domain::Command;
use domain::command::TopUpMoney;
use domain::id::{MemberId, MovementId, RefundId};
use domain::ledger::Reason;
use domain::member::{Member, MemberRecord};
use domain::order::{NewTender, NewTenderKind, Order, RefundLine, RefundReason, RefundTender};
use domain::settings::{MemberRules, TopUpGift};
use uuid::Uuid;

use crate::before::{BEFORE_V10, seal_whole, unseal};
use crate::privacy::found_in_files;
use crate::shop::*;

/// A shop that adds 3.00 to 50.00 paid in.
async fn shop() -> Shop {
    let mut settings = settings();
    settings.trade.members = MemberRules {
        points_per_major_paid: 100,
        stored_value: true,
        top_up_gifts: vec![TopUpGift { from: pence(5_000), gift: pence(300) }],
        cashier_coupon: pence(0),
        ..MemberRules::default()
    };
    Shop::new().await.reopened_with(settings).await
}

async fn ledger(shop: &Shop) -> Vec<journal::StoredEntry> {
    shop.journal.read(|reader| reader.ledger(member(1), 10)).await.unwrap()
}

/// An order of the first member, paid with stored value.
async fn spend(shop: &Shop, n: u128) {
    shop.done(placing(n, vec![one(n, TEA), noodles(n + 50)], true, Vec::new())).await;
    let member_id = Some(member(1));
    shop.done(ask(Command::AttachMember { order_id: order(n), member_id })).await;
    let value = NewTender { kind: NewTenderKind::StoredValue, ..card(n, 1_530) };
    shop.done(pay(n, value)).await;
}

/// Gives back the tea of the first order, to its only payment.
fn giving_the_tea_back(sold: &Order) -> Command {
    Command::RefundOrder {
        order_id: order(1),
        revision: sold.revision,
        refund_id: RefundId::from_uuid(Uuid::from_u128(1)),
        lines: vec![RefundLine { line_id: line(1), quantity: 1 }],
        tenders: vec![RefundTender {
            tender_id: sold.tenders[0].id,
            amount: pence(350),
            rounding: pence(0),
            pending: None,
            declined: None,
        }],
        reason: RefundReason::Quality,
        print_receipt: false,
    }
}

#[tokio::test]
async fn every_line_of_a_members_ledger_is_kept_and_sums_to_what_they_have() {
    let shop = shop().await;
    shop.done(enrol(1, PHONE, NAME)).await;
    shop.done(ask(Command::TopUp {
        member_id: member(1),
        movement_id: MovementId::from_uuid(Uuid::from_u128(1)),
        amount: pence(5_000),
        paid: TopUpMoney::CardElsewhere { reference: "A-17".into() },
    }))
    .await;
    spend(&shop, 1).await;
    let sold = shop.order(1).await;
    shop.done(by(ask(giving_the_tea_back(&sold)), MANAGER)).await;
    let lines = ledger(&shop).await;
    let told: Vec<_> = lines
        .iter()
        .map(|line| {
            let entry = &line.entry;
            (entry.points, entry.principal.minor(), entry.gift.minor())
        })
        .collect();
    assert_eq!(told, [(0, 350, 0), (-3, 0, 0), (15, 0, 0), (0, -1_530, 0), (0, 5_000, 300)]);
    assert!(matches!(lines[0].entry.reason, Reason::GivenBack { .. }), "{:?}", lines[0]);
    assert_eq!(lines[4].staff_id, Some(staff(CASHIER)));
    let (_, has) = shop.journal.read(|reader| reader.member(member(1))).await.unwrap().unwrap();
    assert_eq!((has.points, has.principal, has.gift), (12, pence(3_820), pence(300)));

    let orders = shop.journal.read(|reader| reader.orders_of_member(member(1), 5)).await.unwrap();
    assert_eq!(orders.len(), 1);
    assert_eq!(journal::favourites(&orders, 1).len(), 1);
    let dir = shop.dir();
    let before = dump(&dir);
    shop.journal.stop().await;
    journal::verify(&dir).unwrap();
    journal::rebuild(&dir).unwrap();
    assert_eq!(dump(&dir), before, "it follows from the journal");
}

#[tokio::test]
async fn what_a_member_likes_is_what_is_in_most_of_their_orders() {
    let shop = shop().await;
    shop.done(enrol(1, PHONE, NAME)).await;
    let member_id = Some(member(1));
    for (n, lines) in [
        (1, vec![one(1, TEA), one(2, TEA), noodles(3)]),
        (2, vec![noodles(4)]),
        (3, vec![one(5, CAKE)]),
    ] {
        shop.done(placing(n, lines, true, Vec::new())).await;
        shop.done(ask(Command::AttachMember { order_id: order(n), member_id })).await;
        let due = shop.order(n).await.totals.due;
        shop.done(pay(n, card(n, due.minor()))).await;
    }
    shop.done(placing(4, vec![one(9, TEA)], true, Vec::new())).await;
    shop.done(pay(4, card(4, 350))).await;
    let orders = shop.journal.read(|reader| reader.orders_of_member(member(1), 5)).await.unwrap();
    assert_eq!(orders.len(), 3, "the last one was nobody's");
    let liked = journal::favourites(&orders, 2);
    assert_eq!(liked, [item(NOODLES), item(CAKE)]);
    shop.journal.stop().await;
}

/// A store from before there were ledgers: the points of then stand in them.
#[tokio::test]
async fn points_from_before_there_was_a_ledger_stand_in_it() {
    let shop = shop().await;
    shop.trade().await;
    let dir = shop.dir();
    let before = ledger(&shop).await;
    assert!(!before.is_empty());
    let known = shop.journal.read(|reader| reader.member(member(1))).await.unwrap().unwrap();
    shop.journal.stop().await;
    unseal(&raw(&dir), &[known.0]);
    raw(&dir)
        .execute_batch(&format!(
            "DROP TABLE ledger; DROP TABLE visits; DROP TABLE feedback; DROP INDEX orders_by_code;
                DROP INDEX members_brought; {BEFORE_V10} DROP TABLE commissions;
                DELETE FROM refinery_schema_history WHERE version >= 4;"
        ))
        .unwrap();
    let again = open_at(&dir, &shop.clock).unwrap();
    let after = again.read(|reader| reader.ledger(member(1), 10)).await.unwrap();
    assert_eq!(after, before);
    again.stop().await;
    // Every derived table, those that were filled by the change among them, is as a rebuild makes it.
    journal::verify(&dir).unwrap();
}

#[tokio::test]
async fn the_numbers_of_members_know_who_returns_and_leave_practice_out() {
    use domain::member::numbers::NumbersOf;
    let shop = shop().await;
    shop.done(enrol(1, PHONE, NAME)).await;
    shop.done(ask(Command::TopUp {
        member_id: member(1),
        movement_id: MovementId::from_uuid(Uuid::from_u128(1)),
        amount: pence(5_000),
        paid: TopUpMoney::CardElsewhere { reference: String::new() },
    }))
    .await;
    for n in 1..=3 {
        spend(&shop, n).await;
    }
    shop.done(tea_to_go(4)).await;
    let mut practice = placing(5, vec![one(9, TEA)], true, vec![card(5, 350)]);
    if let domain::Request::Device(Command::PlaceOrder { details, .. }) = &mut practice.request {
        details.training = true;
    }
    shop.done(practice).await;
    let today = shop.order(1).await.business_day;
    let read = move |reader: &journal::Reader<'_>| {
        let mut numbers = NumbersOf::new(today, today);
        reader.each_visit(today, chrono_tz::Europe::London, |visit| numbers.add(visit))?;
        Ok(numbers.finish())
    };
    let found = shop.journal.read(read).await.unwrap();
    assert_eq!((found.first.orders, found.returning.orders, found.unknown.orders), (1, 2, 1));
    assert_eq!(found.returning.revenue, pence(3_060));
    assert_eq!(found.hours[0].hour, 12, "noon on the store's clock");
    shop.journal.stop().await;
}

#[tokio::test]
async fn a_paid_order_is_found_by_the_code_on_its_receipt_and_its_words_are_read_again() {
    use domain::order::feedback::{code_of, tail_of};
    let shop = shop().await;
    shop.done(tea_to_go(1)).await;
    shop.done(placing(2, vec![one(9, TEA)], true, Vec::new())).await;
    let find = async |n| {
        let tail = tail_of(&code_of(order(n))).unwrap();
        let found = shop.journal.read(move |reader| reader.order_by_tail(tail)).await.unwrap();
        found.map(|order| order.id)
    };
    assert_eq!(find(1).await, Some(order(1)));
    assert_eq!(find(2).await, None, "it is not paid");
    let words = "warm".to_owned();
    let said = domain::SystemCommand::LeaveFeedback { order_id: order(1), score: 5, words };
    shop.done(system(said)).await;
    let now = shop.order(1).await.opened_at;
    let later = domain::Timestamp::from_ms(now.ms() + MINUTE_MS);
    let read = move |reader: &journal::Reader<'_>| reader.feedback(now, later, 10);
    let rows = shop.journal.read(read).await.unwrap();
    let told: Vec<_> =
        rows.iter().map(|(_, order, words)| (order.feedback, words.as_str())).collect();
    assert_eq!(told, [(Some(5), "warm")]);
    shop.journal.stop().await;
}

#[tokio::test]
async fn points_taken_at_the_owners_risk_are_told_and_whoever_owes_them_is_found() {
    let mut settings = settings();
    settings.trade.members =
        MemberRules { points_per_major_paid: 100, risk_points: 500, ..MemberRules::default() };
    let shop = Shop::new().await.reopened_with(settings).await;
    shop.done(enrol(1, PHONE, NAME)).await;
    shop.done(placing(1, vec![one(1, TEA)], true, Vec::new())).await;
    let member_id = Some(member(1));
    shop.done(ask(Command::AttachMember { order_id: order(1), member_id })).await;
    let at_risk = NewTender { kind: NewTenderKind::PointsAtRisk, ..card(1, 350) };
    let no = shop.refused(pay(1, at_risk.clone())).await;
    assert_eq!(no.code(), "hq_reached");
    shop.journal.set_hq_away(true);
    shop.done(pay(1, at_risk)).await;
    let all = (domain::Timestamp::from_ms(0), domain::Timestamp::from_ms(i64::MAX));
    let told = shop.journal.read(move |reader| reader.exceptions(all.0, all.1, 9)).await.unwrap();
    let told: Vec<_> = told.iter().map(|row| (row.kind, row.amount, row.order_id)).collect();
    assert_eq!(told, [(journal::ExceptionKind::AtRisk, pence(350), Some(order(1)))]);
    let owing = shop.journal.read(|reader| reader.members_owing(9)).await.unwrap();
    assert_eq!(owing, [member(1)]);
    shop.journal.stop().await;
}

#[tokio::test]
async fn a_coupon_taken_at_the_owners_risk_is_told_and_used_and_whoever_owes_it_is_found() {
    let mut settings = settings();
    settings.trade.members = MemberRules { risk_coupons: pence(500), ..MemberRules::default() };
    let shop = Shop::new().await.reopened_with(settings).await;
    shop.done(enrol(1, PHONE, NAME)).await;
    shop.done(placing(1, vec![one(1, TEA)], true, Vec::new())).await;
    let member_id = Some(member(1));
    shop.done(ask(Command::AttachMember { order_id: order(1), member_id })).await;
    let id = domain::id::CouponId::from_uuid(Uuid::from_u128(7));
    let last_day =
        domain::BusinessDay::of(domain::Timestamp::from_ms(i64::MAX / 10_000), chrono_tz::UTC, 0);
    let coupon =
        domain::ledger::Coupon { id, worth: pence(350), least: pence(0), last_day, campaign: None };
    shop.journal.set_hq_away(true);
    let used = |id| move |reader: &journal::Reader<'_>| reader.coupon_is_used(member(1), id);
    assert!(!shop.journal.read(used(id)).await.unwrap());
    let kind = NewTenderKind::CouponAtRisk { coupon };
    shop.done(pay(1, NewTender { kind, ..card(1, 350) })).await;
    assert!(shop.journal.read(used(id)).await.unwrap());
    let all = (domain::Timestamp::from_ms(0), domain::Timestamp::from_ms(i64::MAX));
    let told = shop.journal.read(move |reader| reader.exceptions(all.0, all.1, 9)).await.unwrap();
    let told: Vec<_> = told.iter().map(|row| (row.kind, row.amount, row.order_id)).collect();
    assert_eq!(told, [(journal::ExceptionKind::AtRisk, pence(350), Some(order(1)))]);
    let owing = shop.journal.read(|reader| reader.members_owing(9)).await.unwrap();
    assert_eq!(owing, [member(1)]);
    shop.journal.stop().await;
}

#[tokio::test]
async fn an_owner_is_told_who_gave_a_coupon_put_a_ledger_right_and_paid_value_out() {
    use domain::ledger::{AdjustReason, Coupon};
    use journal::ExceptionKind;
    let shop = shop().await;
    shop.done(float(1, 50_000)).await;
    shop.done(enrol(1, PHONE, NAME)).await;
    let (member_id, id) = (member(1), domain::id::CouponId::from_uuid(Uuid::from_u128(1)));
    let last_day = domain::BusinessDay::of(
        domain::Timestamp::from_ms(i64::MAX / 10_000),
        chrono_tz::Europe::London,
        240,
    );
    let campaign = Some(code("autumn"));
    let coupon = Coupon { id, worth: pence(500), least: pence(0), last_day, campaign };
    let why = AdjustReason::Goodwill;
    let movement = |n| MovementId::from_uuid(Uuid::from_u128(n));
    for command in [
        Command::GiveCoupon { member_id, coupon },
        Command::AdjustMember { member_id, points: 10, gift: pence(200), why },
        Command::TopUp {
            member_id,
            movement_id: movement(1),
            amount: pence(1_000),
            paid: TopUpMoney::Cash,
        },
        Command::PayOutValue { member_id, movement_id: movement(2) },
    ] {
        shop.done(by(ask(command), MANAGER)).await;
    }
    let all = (domain::Timestamp::from_ms(0), domain::Timestamp::from_ms(i64::MAX));
    let read = shop.journal.read(move |reader| reader.exceptions(all.0, all.1, 9)).await.unwrap();
    let told: Vec<_> =
        read.iter().map(|row| (row.kind, row.amount.minor(), row.reason.as_str())).collect();
    assert_eq!(
        told,
        [
            (ExceptionKind::ValuePaidOut, 1_000, ""),
            (ExceptionKind::LedgerAdjusted, 200, "goodwill"),
            (ExceptionKind::CouponGiven, 500, ""),
        ]
    );
    assert!(read.iter().all(|row| row.staff_id == Some(staff(MANAGER))));
    let lives = shop.journal.read(move |reader| reader.coupons(all.0, all.1)).await.unwrap();
    let autumn = lives.finish(last_day);
    let autumn = &autumn[&(Some(code("autumn")), ())];
    assert_eq!((autumn.given, autumn.open, autumn.worth), (1, 1, pence(500)));
    shop.done(ask(Command::CloseShift {
        shift_id: shift(1),
        counted: pence(50_000),
        denominations: Vec::new(),
        leave_orders: true,
        print: false,
    }))
    .await;
    shop.done(by(ask(Command::CloseDay { leave_orders: true, print: false }), MANAGER)).await;
    let dir = shop.dir();
    shop.journal.stop().await;
    assert_eq!(journal::verify(&dir).unwrap().days, 1, "the drawer and the Z hold");
}

/// One or two characters of a name find its member, and nothing that was changed or erased does.
#[tokio::test]
async fn members_are_found_by_the_beginnings_of_their_names() {
    let shop = Shop::new().await;
    shop.done(enrol(1, "+447700900201", "王小芳")).await;
    shop.done(enrol(2, "+447700900202", "Ann 芳 O'Hara")).await;
    shop.done(enrol(3, "+447700900203", "Annabel")).await;
    let found = async |typed: &'static str| {
        let read = shop.journal.read(move |reader| reader.members_by_words(typed, 10));
        let found = read.await.unwrap().into_iter();
        found.map(|(record, _)| record.id.uuid().as_u128()).collect::<Vec<_>>()
    };
    for (typed, ids) in [
        ("芳", vec![1, 2]),
        ("小芳", vec![1]),
        ("王", vec![1]),
        ("ann", vec![2, 3]),
        ("annab", vec![3]),
        ("annac", vec![]),
        ("annabella", vec![]),
        (" HARA ", vec![2]),
        ("nn", vec![]),
        ("%", vec![]),
    ] {
        let mut known = found(typed).await;
        known.sort_unstable();
        assert_eq!(known, ids, "{typed}");
    }
    shop.done(by(ask(Command::EraseMember { member_id: member(1) }), MANAGER)).await;
    assert_eq!(found("小").await, Vec::<u128>::new());
    assert_eq!(found("芳").await, [2]);
    shop.journal.stop().await;
}

/// A journal from before has no words and no months, and members lie plain in it; the first start derives
/// both and seals the members.
#[tokio::test]
async fn a_journal_from_before_is_found_by_words_after_its_first_start() {
    let shop = Shop::new().await;
    shop.done(enrol(1, PHONE, "王小芳")).await;
    let known = shop.journal.read(|reader| reader.member(member(1))).await.unwrap().unwrap();
    shop.journal.stop().await;
    let dir = shop.dir();
    unseal(&raw(&dir), std::slice::from_ref(&known.0));
    assert!(found_in_files(&dir, PHONE).is_some(), "it was plain");
    raw(&dir)
        .execute_batch(&format!(
            "{BEFORE_V10} DROP INDEX ledger_of_coupons; DROP TABLE commissions;
                DELETE FROM refinery_schema_history WHERE version >= 5"
        ))
        .unwrap();
    let again = open_at(&dir, &shop.clock).unwrap();
    let found = again.read(|reader| reader.members_by_words("芳", 10)).await.unwrap();
    assert_eq!(found[0].0, known.0);
    again.stop().await;
    journal::verify(&dir).unwrap();
    assert_eq!(found_in_files(&dir, PHONE), None, "it is sealed now");
}

/// A journal of two versions before knows nothing of habits; the first start derives them of what was sold
/// since the beginning. Its members' records are sealed already, but whole.
#[tokio::test]
async fn a_journal_from_before_tells_what_members_usually_order_after_its_first_start() {
    let shop = shop().await;
    shop.trade().await;
    shop.done(enrol(7, "+447700900777", "Sample Ann")).await;
    let known = async |n: u128| shop.journal.read(move |reader| reader.member(member(n))).await;
    let record = known(1).await.unwrap().unwrap().0;
    let never_ordered = known(7).await.unwrap().unwrap().0;
    assert_eq!(record.enrolled_by, Some(staff(CASHIER)));
    let dir = shop.dir();
    shop.journal.stop().await;
    seal_whole(&dir, &[record.clone(), never_ordered]);
    raw(&dir)
        .execute_batch(&format!(
            "UPDATE members_earned SET body = json_remove(body, '$.habits'); {BEFORE_V10}
                DELETE FROM refinery_schema_history WHERE version >= 10"
        ))
        .unwrap();
    let again = open_at(&dir, &shop.clock).unwrap();
    let known = again.read(|reader| reader.member(member(1))).await.unwrap().unwrap();
    assert_eq!(known.0, record);
    let found = again.read(|reader| {
        Ok([
            reader.members_by_phone(PHONE)?,
            reader.members_by_last4(&PHONE[PHONE.len() - 4..], 9)?,
            reader.members_by_words(NAME, 9)?,
        ])
    });
    for found in found.await.unwrap() {
        assert_eq!(found, std::slice::from_ref(&known));
    }
    let brought = again.read(|reader| {
        let mut brought = Vec::new();
        reader.each_brought(|member, by, _| brought.push((member, by))).map(|()| brought)
    });
    let by_cashier = (member(7), staff(CASHIER));
    assert!(brought.await.unwrap().contains(&by_cashier), "they were enrolled in this store");
    assert!(known.1.habits.units(|id| id == item(NOODLES)) > 0);
    assert_eq!(known.1.habits.channels.values().sum::<u32>(), known.1.visits);
    assert_eq!(known.1.habits.hours.values().sum::<u32>(), known.1.visits);
    again.stop().await;
    journal::verify(&dir).unwrap();
}

#[tokio::test]
async fn who_was_merged_is_found_as_the_other_with_the_orders_of_both_and_counts_once() {
    let shop = shop().await;
    shop.trade().await;
    let second = "+447700900199";
    shop.done(enrol(2, second, "Sample Ben")).await;
    let merging = Command::MergeMembers { from: member(1), into: member(2) };
    shop.done(by(ask(merging), MANAGER)).await;
    let read = |reader: &journal::Reader<'_>| {
        let mut ids: Vec<MemberId> = Vec::new();
        let mut found = |more: Vec<(MemberRecord, Member)>| {
            ids.extend(more.into_iter().map(|(record, _)| record.id));
        };
        found(reader.members_by_phone(PHONE)?);
        found(reader.members_by_last4(&PHONE[PHONE.len() - 4..], 10)?);
        found(reader.members_by_words(NAME, 10)?);
        found(reader.member_now(member(1))?.into_iter().collect());
        let (record, kept) = reader.member(member(2))?.unwrap();
        let merged = reader.merged_into(&kept)?;
        let orders = reader.orders_of_member(member(2), 50)?.len();
        let mut brought = 0;
        reader.each_brought(|_, _, _| brought += 1)?;
        let today = "2026-11-21".parse().unwrap();
        reader.each_visit(today, chrono_tz::Europe::London, |visit| {
            assert_ne!(visit.member_id, Some(member(1)), "it counts as the other's");
        })?;
        Ok((ids, record.name, merged.len(), orders, brought))
    };
    let (ids, name, merged, orders, brought) = shop.journal.read(read).await.unwrap();
    assert_eq!(ids, [member(2); 4]);
    assert_eq!((name.as_str(), merged, brought), ("Sample Ben", 1, 1));
    assert!(orders > 0, "the orders of both are theirs");
    let dir = shop.dir();
    shop.journal.stop().await;
    journal::verify(&dir).unwrap();
}

#[tokio::test]
async fn what_staff_earned_is_kept_line_by_line_and_sums_up_by_person() {
    use domain::commission::{CommissionRules, Touch};
    let mut settings = settings();
    settings.trade.members.commission =
        CommissionRules { first_ppm: 20_000, last_ppm: 0, served_ppm: 10_000 };
    let shop = Shop::new().await.reopened_with(settings).await;
    shop.done(enrol(1, PHONE, NAME)).await;
    shop.done(placing(1, vec![one(1, TEA), noodles(51)], true, Vec::new())).await;
    let member_id = Some(member(1));
    shop.done(ask(Command::AttachMember { order_id: order(1), member_id })).await;
    shop.done(pay(1, card(1, 1_530))).await;
    let sold = shop.order(1).await;
    shop.done(by(ask(giving_the_tea_back(&sold)), MANAGER)).await;
    let day = sold.business_day;
    let read = move |reader: &journal::Reader<'_>| {
        let sums = reader.commissions(day, day)?;
        Ok((sums, reader.commission_lines(staff(CASHIER), day, day, 10)?))
    };
    let (sums, lines) = shop.journal.read(read).await.unwrap();
    let told: Vec<_> = sums
        .iter()
        .map(|sum| (sum.touch, sum.orders, sum.earned.minor(), sum.taken_back.minor()))
        .collect();
    assert_eq!(told, [(Touch::First, 1, 31, -7), (Touch::Served, 1, 15, -3)]);
    let amounts: Vec<_> = lines.iter().map(|line| line.share.amount.minor()).collect();
    assert_eq!(amounts, [-7, -3, 31, 15], "the latest first");
    assert!(lines.iter().all(|line| line.order_number == sold.spoken_number()));
    let dir = shop.dir();
    shop.journal.stop().await;
    journal::verify(&dir).unwrap();
}
