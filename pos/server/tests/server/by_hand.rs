//! Charges that no machine tells about any more, over restarts of the store server: asked about
//! from notes where that can be done, else settled by somebody who looked at the machine's slip.

use std::time::Duration;

use domain::id::{OrderId, TenderId};
use domain::order::{Order, TenderKind};
use domain::{Command, Money};
use journal::ExceptionKind;
use protocol::frames::Outcome;
use tenders::zvt::{Behaviour, SimulatedTerminal};
use tokio::time::timeout;

use crate::approvals::approve;
use crate::charges::{NEVER, asked_card, is_unknown, is_unpaid, terminal};
use crate::client::{Client, new_id};
use crate::machines::{ask, is_closed, order};
use crate::shop::{MANAGER_PIN, PATIENCE, Premises, Shop};

/// Where the store notes what it asked this terminal for.
fn notes(premises: &Premises) -> std::path::PathBuf {
    premises.dir().join("terminals").join("card.json")
}

/// A terminal of which a last transaction is known, a store that stopped while it took the money of
/// a tea, and that charge.
async fn cut_off(
    premises: &mut Premises,
    behaviour: Behaviour,
) -> (SimulatedTerminal, OrderId, TenderId) {
    let terminal = terminal(premises).await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let (paid, _) = asked_card(&mut till).await;
    order(&shop, paid, is_closed).await;
    terminal.next(behaviour);
    let (order_id, tender_id) = asked_card(&mut till).await;
    terminal.begun(2).await;
    shop.close().await;
    (terminal, order_id, tender_id)
}

fn settling(order_id: OrderId, tender_id: TenderId, taken: bool, reference: &str) -> Command {
    Command::SettleTender { order_id, tender_id, taken, reference: reference.to_owned() }
}

async fn refused(till: &mut Client, command: &Command) -> &'static str {
    match till.ask(command).await {
        Outcome::Accepted { .. } => panic!("it was done"),
        Outcome::Refused { rejection, .. } => rejection.code(),
    }
}

/// The amount, the reason, who settled and who allowed it, as the owner's report has it.
async fn reported(shop: &Shop) -> Vec<(Money, String, Option<String>, Option<String>)> {
    let all = (domain::Timestamp::from_ms(0), domain::Timestamp::from_ms(i64::MAX));
    let rows = shop.store.journal().read(move |reader| reader.exceptions(all.0, all.1, 100)).await;
    let name = |id| {
        let staff = shop.store.staff().into_iter().find(|one| Some(one.id) == id);
        staff.map(|one| one.names.en)
    };
    let rows = rows.unwrap().into_iter().filter(|row| row.kind == ExceptionKind::SettledByHand);
    rows.map(|row| (row.amount, row.reason, name(row.staff_id), name(row.approved_by))).collect()
}

fn references(order: &Order) -> Vec<&str> {
    let kinds = order.tenders.iter().map(|tender| &tender.kind);
    kinds
        .map(|kind| match kind {
            TenderKind::Driver { reference, .. } => reference.as_str(),
            TenderKind::Cash { .. }
            | TenderKind::CardElsewhere { .. }
            | TenderKind::StoredValue { .. }
            | TenderKind::Points { .. }
            | TenderKind::Coupon { .. } => "",
        })
        .collect()
}

#[tokio::test]
async fn a_charge_that_the_restart_cut_off_is_asked_about_at_the_terminal_and_never_anew() {
    for (behaviour, taken) in [(Behaviour::HangWithMoney, true), (Behaviour::Hang, false)] {
        let mut premises = Premises::new().await;
        premises.limits.tender_retry = NEVER;
        let (terminal, order_id, tender_id) = cut_off(&mut premises, behaviour).await;
        let shop = premises.open().await;
        if taken {
            let paid = order(&shop, order_id, is_closed).await;
            assert_eq!(paid.tenders[0].id, tender_id);
        } else {
            order(&shop, order_id, is_unpaid).await;
        }
        assert_eq!(terminal.taken().len(), 1 + usize::from(taken), "{behaviour:?}");
        shop.close().await;
    }
}

#[tokio::test]
async fn a_manager_settles_what_no_terminal_tells_any_more_and_the_order_is_paid_once() {
    let mut premises = Premises::new().await;
    let (terminal, order_id, tender_id) = cut_off(&mut premises, Behaviour::HangWithMoney).await;
    // What was noted is lost with the disk, and the terminal is back and of no help.
    std::fs::remove_file(notes(&premises)).unwrap();
    let shop = premises.open().await;
    order(&shop, order_id, is_unknown).await;
    let mut till = Client::terminal(&shop).await;
    till.sign_in(shop.manager.id, MANAGER_PIN).await;
    for (reference, code) in
        [("", "words_invalid"), ("4111 1111 1111 1111", "card_number_in_words")]
    {
        assert_eq!(refused(&mut till, &settling(order_id, tender_id, true, reference)).await, code);
    }
    till.done(&settling(order_id, tender_id, true, "0002")).await;
    let paid = order(&shop, order_id, is_closed).await;
    assert_eq!((references(&paid), paid.totals.due), (vec!["0002"], Money::ZERO));
    let manager = Some(shop.manager.names.en.clone());
    let row = (Money::from_minor(400), "slip_says_taken".to_owned(), manager, None);
    assert_eq!(reported(&shop).await, [row]);
    shop.close().await;

    let shop = premises.open().await;
    let still = order(&shop, order_id, is_closed).await;
    assert_eq!((still.tenders.len(), terminal.taken().len()), (1, 2), "after another restart too");
    shop.close().await;
}

#[tokio::test]
async fn a_cashier_needs_a_manager_to_settle_and_then_takes_the_money_another_way() {
    let mut premises = Premises::new().await;
    let (terminal, order_id, tender_id) = cut_off(&mut premises, Behaviour::Hang).await;
    std::fs::remove_file(notes(&premises)).unwrap();
    // It is broken for good.
    drop(terminal);
    let shop = premises.open().await;
    order(&shop, order_id, is_unknown).await;
    let mut till = Client::terminal(&shop).await;
    let command = settling(order_id, tender_id, false, "");
    assert_eq!(refused(&mut till, &command).await, "approval_needed");
    let allowed = new_id();
    let other = settling(order_id, tender_id, true, "1");
    approve(&mut till, shop.manager.id, MANAGER_PIN, allowed, &other).await.unwrap();
    let reply = till.reply(allowed, &command).await;
    assert!(reply.contains("approval_needed"), "not what was allowed: {reply}");
    let allowed = new_id();
    approve(&mut till, shop.manager.id, MANAGER_PIN, allowed, &command).await.unwrap();
    till.reply(allowed, &command).await;
    order(&shop, order_id, is_unpaid).await;
    let [cashier, manager] = [&shop.cashier, &shop.manager].map(|one| Some(one.names.en.clone()));
    let row = (Money::from_minor(400), "slip_says_not_taken".to_owned(), cashier, manager);
    assert_eq!(reported(&shop).await, [row]);
    assert_eq!(refused(&mut till, &command).await, "tender_not_pending");
    shop.close().await;
}

#[tokio::test]
async fn a_terminal_is_not_asked_any_more_about_what_was_settled_by_hand() {
    let mut premises = Premises::new().await;
    let retry = Duration::from_millis(5);
    premises.limits.tender_retry = (retry, retry);
    let (terminal, order_id, tender_id) = cut_off(&mut premises, Behaviour::HangWithMoney).await;
    terminal.forget();
    let shop = premises.open().await;
    order(&shop, order_id, is_unknown).await;
    let mut recalled = terminal.recalled();
    let before = *recalled.borrow_and_update();
    let more = recalled.wait_for(|times| *times > before + 2);
    timeout(PATIENCE, more).await.expect("it is asked about again").unwrap();
    let mut till = Client::terminal(&shop).await;
    till.sign_in(shop.manager.id, MANAGER_PIN).await;
    till.done(&settling(order_id, tender_id, false, "")).await;
    let silence = async { while timeout(retry * 100, recalled.changed()).await.is_ok() {} };
    timeout(PATIENCE, silence).await.expect("it is still asked about");
    shop.close().await;
}

#[tokio::test]
async fn a_charge_at_a_machine_that_the_store_gave_away_can_be_settled_by_hand() {
    let mut premises = Premises::new().await;
    let (_terminal, order_id, tender_id) = cut_off(&mut premises, Behaviour::HangWithMoney).await;
    premises.machines.clear();
    let shop = premises.open().await;
    order(&shop, order_id, is_unknown).await;
    let mut till = Client::terminal(&shop).await;
    till.sign_in(shop.manager.id, MANAGER_PIN).await;
    till.done(&settling(order_id, tender_id, true, "0002")).await;
    order(&shop, order_id, is_closed).await;
    shop.close().await;
}

#[tokio::test]
async fn what_a_terminal_still_works_on_is_not_settled_by_hand() {
    let mut premises = Premises::new().await;
    let terminal = terminal(&mut premises).await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    till.sign_in(shop.manager.id, MANAGER_PIN).await;
    terminal.next(Behaviour::WaitForCallOff);
    let (order_id, tender_id) = asked_card(&mut till).await;
    terminal.begun(1).await;
    let command = settling(order_id, tender_id, false, "");
    assert_eq!(refused(&mut till, &command).await, "tender_still_answers");
    till.done(&Command::CancelTender { order_id, tender_id }).await;
    order(&shop, order_id, is_unpaid).await;
    let again = TenderId::from_uuid(uuid::Uuid::now_v7());
    till.done(&ask("card", order_id, again)).await;
    order(&shop, order_id, is_closed).await;
    assert_eq!(terminal.taken(), [400]);
    shop.close().await;
}
