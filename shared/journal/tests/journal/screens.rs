//! What screens and reports read.

use domain::kitchen::Ticket;
use domain::order::Order;
use domain::{Command, CommandResult};
use journal::{Change, RowJson};

use crate::shop::*;

fn numbers(rows: &[RowJson]) -> Vec<u32> {
    rows.iter().map(|row| serde_json::from_str::<Order>(&row.json).unwrap().number).collect()
}

fn tickets(rows: &[RowJson]) -> Vec<(String, u32)> {
    let of = |row: &RowJson| {
        let ticket: Ticket = serde_json::from_str(&row.json).unwrap();
        (ticket.station.to_string(), ticket.number)
    };
    rows.iter().map(of).collect()
}

#[tokio::test]
async fn a_till_sees_open_orders_and_after_a_gap_only_what_changed() {
    let shop = Shop::new().await;
    for n in 1..=3 {
        shop.done(placing(n, vec![one(1, TEA)], false, Vec::new())).await;
    }
    let seen = shop.journal.head().borrow().seq;
    shop.done(ask(Command::FireLines { order_id: order(1), line_ids: Vec::new() })).await;
    shop.done(pay(2, card(1, 350))).await;
    let journal = &shop.journal;
    let open = journal.read(|reader| reader.open_orders()).await.unwrap();
    assert_eq!(numbers(&open), [3, 1], "the one changed longest ago first");
    let mut changed = journal.read(move |reader| reader.orders_after(seen)).await.unwrap();
    changed.sort_by_key(|row| row.seq);
    assert_eq!(numbers(&changed), [1, 2]);
    let now = shop.journal.head().borrow().seq;
    assert!(journal.read(move |reader| reader.orders_after(now)).await.unwrap().is_empty());
    let board = journal.read(|reader| reader.orders_on_board()).await.unwrap();
    assert_eq!(board.iter().map(|order| order.number).collect::<Vec<_>>(), [1]);
}

#[tokio::test]
async fn a_station_sees_its_own_tickets_and_the_last_ones_it_bumped() {
    let shop = Shop::new().await;
    for n in 1..=3 {
        shop.done(placing(n, vec![one(1, SET)], true, Vec::new())).await;
    }
    let seen = shop.journal.head().borrow().seq;
    for n in [2, 1] {
        for ticket in shop.order(n).await.tickets {
            let bump = ask(Command::BumpTicket { ticket_id: ticket.id, revision: 1 });
            shop.done(alone_on(bump, EXPO)).await;
        }
    }
    let (wok, bar) = (code("wok"), code("bar"));
    let views = shop.journal.read(move |reader| {
        Ok((
            reader.open_tickets(Some(&wok))?,
            reader.open_tickets(None)?,
            reader.bumped_tickets(Some(&bar), 9)?,
            reader.bumped_tickets(None, 3)?,
            reader.tickets_after(Some(&bar), seen)?,
            reader.tickets_after(None, seen)?,
        ))
    });
    let (open, all_open, bumped, all_bumped, changed, all_changed) = views.await.unwrap();
    let at = |station: &str, number| (station.to_owned(), number);
    assert_eq!(tickets(&open), [at("wok", 3)]);
    assert_eq!(tickets(&all_open).len(), 2);
    assert_eq!(tickets(&bumped), [at("bar", 1), at("bar", 2)], "the latest first");
    assert_eq!(all_bumped.len(), 3);
    assert!(all_bumped.is_sorted_by(|a, b| a.seq > b.seq), "the clock stood still: {all_bumped:?}");
    assert_eq!(changed.len(), 2);
    assert_eq!(all_changed.len(), 4);
}

#[tokio::test]
async fn a_member_is_found_by_phone_and_by_its_last_four_digits() {
    let shop = Shop::new().await;
    for (n, phone) in [(1, "+447700900123"), (2, "+447700910123"), (3, "+447700900124")] {
        shop.done(enrol(n, phone, NAME)).await;
    }
    shop.done(enrol(4, "+447700900125", "")).await;
    let found = |last4: &'static str, limit| {
        let journal = shop.journal.clone();
        async move {
            let found = journal.read(move |reader| reader.members_by_last4(last4, limit)).await;
            found.unwrap().into_iter().map(|(record, _)| record.id).collect::<Vec<_>>()
        }
    };
    assert_eq!(found("0123", 9).await, [member(1), member(2)]);
    assert_eq!(found("0123", 1).await, [member(1)]);
    assert_eq!(found("9999", 9).await, []);
    for (phone, expected) in [("+447700900124", Some(member(3))), ("+447700900999", None)] {
        let found = shop.journal.read(move |reader| reader.members_by_phone(phone)).await.unwrap();
        assert_eq!(found.first().map(|(record, _)| record.id), expected);
    }
}

/// Numbers are short, so two phones may come to the same one.
#[tokio::test]
async fn members_whose_phones_come_to_one_number_are_told_apart() {
    let shop = Shop::new().await;
    let phones = ["+447700900123", "+447700904567"];
    for (n, phone) in (1..).zip(phones) {
        shop.done(enrol(n, phone, NAME)).await;
    }
    let alike = "UPDATE members SET phone = (SELECT phone FROM members ORDER BY row LIMIT 1)";
    raw(&shop.dir()).execute_batch(alike).unwrap();
    let found = shop.journal.read(move |reader| {
        Ok([
            reader.members_by_phone(phones[0])?.len(),
            reader.members_by_last4("0123", 9)?.len(),
            reader.members_by_last4("4567", 9)?.len(),
        ])
    });
    assert_eq!(found.await.unwrap(), [1, 1, 0], "the second is not looked for where they lie now");
    // The one whose number it is not does not have the first one's phone.
    shop.done(by(ask(Command::EraseMember { member_id: member(1) }), MANAGER)).await;
    let found = shop.journal.read(move |reader| reader.members_by_phone(phones[0])).await.unwrap();
    assert_eq!(found, []);
    shop.done(enrol(3, phones[0], NAME)).await;
    let found = shop.journal.read(move |reader| reader.members_by_phone(phones[0])).await.unwrap();
    assert_eq!(found[0].0.id, member(3));
}

#[tokio::test]
async fn the_day_adds_up() {
    let shop = Shop::new().await;
    shop.trade().await;
    let counted = shop.journal.read(|reader| reader.totals()).await.unwrap();
    assert_eq!((counted.orders, counted.closed), (4, 2));
    assert_eq!(counted.closed_sum, pence(3_060));
    // Two lines on each of the paid ones, two left of the second, none of the struck one.
    assert_eq!(counted.lines, 6);
    assert_eq!((counted.tickets, counted.tickets_shown), (8, 2));
    assert_eq!((counted.receipts, counted.receipts_printed), (2, 0));
    let session = domain::chain::Hash::from_bytes([8; 32]);
    assert_eq!(shop.journal.read(move |reader| reader.session(session)).await.unwrap(), None);
    let till = domain::chain::Hash::from_bytes([1; 32]);
    let paired = shop.journal.read(move |reader| reader.device_by_token(till)).await.unwrap();
    assert_eq!(paired.unwrap().id, device(TILL));
    let last = shop.journal.read(|reader| reader.shift_of(device(TILL))).await.unwrap().unwrap();
    assert_eq!((last.id, last.expected), (shift(1), pence(6_530)));
    let cashier = shop.journal.read(|reader| reader.staff_card(staff(CASHIER))).await.unwrap();
    assert_eq!(cashier.unwrap().id, staff(CASHIER));
}

#[tokio::test]
async fn a_new_price_is_sold_from_the_moment_it_is_answered() {
    let shop = Shop::new().await;
    let mut commits = shop.journal.commits();
    let items = vec![dish(TEA, 400, "standard", &["bar"], &[])];
    shop.done(by(ask(Command::UpsertItems { items }), MANAGER)).await;
    assert_eq!(shop.journal.menu().catalogue().version, 2);
    assert_eq!(shop.journal.menu().item(item(TEA)).unwrap().price, Some(pence(400)));
    let commit = commits.recv().await.unwrap();
    assert!(
        matches!(&commit.changes[..], [Change::Catalogue(menu)] if menu.catalogue().version == 2)
    );
    let CommandResult::Order { total, .. } =
        shop.done(placing(1, vec![one(1, TEA)], false, Vec::new())).await
    else {
        panic!()
    };
    assert_eq!(total, pence(400));
    let old = shop.journal.read(|reader| reader.catalogue(1)).await.unwrap().unwrap();
    assert_eq!(old.items[1].price, Some(pence(350)), "what was sold before can be looked up");
}

/// A reader sees one moment, however long it looks.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_sees_one_moment_while_selling_goes_on() {
    let shop = Shop::new().await;
    shop.done(tea_to_go(1)).await;
    let (journal, asked) = (shop.journal.clone(), shop.sign(tea_to_go(2)));
    let runtime = tokio::runtime::Handle::current();
    let (before, after) = shop
        .journal
        .read(move |reader| {
            let before = reader.totals()?.orders;
            runtime.block_on(journal.append(asked)).unwrap();
            Ok((before, reader.totals()?.orders))
        })
        .await
        .unwrap();
    assert_eq!((before, after), (1, 1));
    let later = shop.journal.read(|reader| reader.totals()).await.unwrap();
    assert_eq!(later.orders, 2);
}
