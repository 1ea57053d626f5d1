//! Several tills that take money for one order.

use domain::id::{ItemId, LineId, OrderId, TenderId};
use domain::order::{NewLine, NewTender, NewTenderKind, Order, OrderState};
use domain::{Command, Money};
use futures_util::future::{join, join_all};
use protocol::frames::Outcome;
use tenders::code::CodeBehaviour;
use uuid::Uuid;

use crate::client::{Client, new_id};
use crate::machines::{acquirer, ask, asked, order, unpaid};
use crate::shop::{Premises, Shop, TEA};

/// Presses of an impatient thumb, each from a connection of its own.
const PRESSES: usize = 10;
/// How often two tills race.
const RACES: usize = 20;

fn take(order_id: OrderId, tender_id: TenderId) -> Command {
    Command::TakeTender {
        order_id,
        check_id: None,
        tender: NewTender {
            tender_id,
            kind: NewTenderKind::CardElsewhere { reference: "A-17".to_owned() },
            amount: Money::from_minor(350),
            tip: Money::ZERO,
            currency: None,
        },
        print_receipt: false,
    }
}

/// One more tea.
fn add(order_id: OrderId, revision: u32) -> Command {
    let line = NewLine {
        line_id: LineId::from_uuid(Uuid::now_v7()),
        item_id: ItemId::from_uuid(Uuid::from_u128(TEA)),
        quantity: 1,
        modifiers: Vec::new(),
        price: None,
        size_id: None,
        parts: Vec::new(),
        grams: None,
        seat: None,
        course: None,
        note: None,
        hold: false,
    };
    Command::AddLines { order_id, revision, lines: vec![line], fire: true }
}

async fn tills(shop: &Shop, many: usize) -> Vec<Client> {
    let mut tills = Vec::new();
    for _ in 0..many {
        tills.push(Client::terminal(shop).await);
    }
    tills
}

fn tender_id() -> TenderId {
    TenderId::from_uuid(Uuid::now_v7())
}

fn is_accepted(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Accepted { .. })
}

/// A closed order is paid to the penny; an open one says what is due.
fn assert_paid_or_due(order: &Order) {
    let (totals, taken) = (&order.totals, order.tenders.iter());
    let taken: i64 = taken.map(|tender| tender.amount.minor()).sum();
    assert_eq!(totals.paid.minor(), taken, "{order:?}");
    assert_eq!(totals.due.minor(), totals.total.minor() - taken, "{order:?}");
    match order.state {
        OrderState::Closed { .. } => assert_eq!(totals.due, Money::ZERO, "{order:?}"),
        OrderState::Open => assert!(totals.due > Money::ZERO, "{order:?}"),
        OrderState::Voided { .. } | OrderState::Merged { .. } => panic!("{order:?}"),
    }
}

#[tokio::test]
async fn f52_money_that_ten_presses_take_under_one_id_is_taken_once() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut tills = tills(&shop, PRESSES).await;
    let order_id = unpaid(&mut tills[0]).await;
    let (id, command) = (new_id(), take(order_id, tender_id()));
    let replies = join_all(tills.iter_mut().map(|till| till.reply(id, &command))).await;
    assert!(replies.iter().all(|reply| *reply == replies[0]), "{replies:?}");
    let paid = order(&shop, order_id, |_| true).await;
    assert_eq!(paid.tenders.len(), 1);
    assert_paid_or_due(&paid);
    shop.close().await;
}

#[tokio::test]
async fn f52_the_same_tender_under_ten_command_ids_is_taken_once() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut tills = tills(&shop, PRESSES).await;
    let order_id = unpaid(&mut tills[0]).await;
    let command = take(order_id, tender_id());
    let outcomes = join_all(tills.iter_mut().map(|till| till.ask(&command))).await;
    assert_eq!(outcomes.iter().filter(|outcome| is_accepted(outcome)).count(), 1);
    let paid = order(&shop, order_id, |_| true).await;
    assert_eq!(paid.tenders.len(), 1);
    assert_paid_or_due(&paid);
    shop.close().await;
}

#[tokio::test]
async fn f52_a_machine_that_ten_presses_ask_under_one_id_is_asked_once() {
    let mut premises = Premises::new().await;
    let acquirer = acquirer(&mut premises).await;
    let shop = premises.open().await;
    let mut tills = tills(&shop, PRESSES).await;
    let order_id = unpaid(&mut tills[0]).await;
    let tender_id = tender_id();
    let (id, command) = (new_id(), ask("scan", order_id, tender_id));
    let replies = join_all(tills.iter_mut().map(|till| till.reply(id, &command))).await;
    assert!(replies.iter().all(|reply| *reply == replies[0]), "{replies:?}");
    let paid = order(&shop, order_id, crate::machines::is_closed).await;
    assert_eq!((paid.tenders.len(), acquirer.times_charged(tender_id)), (1, 1));
    assert_eq!(acquirer.taken().len(), 1);
    shop.close().await;
}

#[tokio::test]
async fn f53_a_line_that_another_till_adds_while_one_is_paid_never_goes_unpaid_unseen() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut tills = tills(&shop, 2).await;
    let [first, second] = tills.as_mut_slice() else { panic!("two tills") };
    for race in 0..RACES {
        let order_id = unpaid(first).await;
        let revision = order(&shop, order_id, |_| true).await.revision;
        let (paying, adding) = (take(order_id, tender_id()), add(order_id, revision));
        // Whoever is sent first is not always heard first; both orders are wanted all the same.
        let (paid, added) = if race % 2 == 0 {
            join(first.ask(&paying), second.ask(&adding)).await
        } else {
            let (added, paid) = join(second.ask(&adding), first.ask(&paying)).await;
            (paid, added)
        };
        let after = order(&shop, order_id, |_| true).await;
        assert_paid_or_due(&after);
        assert_eq!(after.tenders.len(), usize::from(is_accepted(&paid)), "{after:?}");
        assert_eq!(after.lines.len(), 1 + usize::from(is_accepted(&added)), "{after:?}");
        if is_accepted(&added) {
            assert!(matches!(after.state, OrderState::Open), "{after:?}");
        }
    }
    shop.close().await;
}

#[tokio::test]
async fn f53_a_line_added_while_a_guest_pays_at_a_machine_is_still_due_afterwards() {
    let mut premises = Premises::new().await;
    let acquirer = acquirer(&mut premises).await;
    let shop = premises.open().await;
    let mut tills = tills(&shop, 2).await;
    let [first, second] = tills.as_mut_slice() else { panic!("two tills") };
    acquirer.next(CodeBehaviour::Wait);
    let (order_id, tender_id) = asked(first).await;
    acquirer.begun(1).await;
    let revision = order(&shop, order_id, |_| true).await.revision;
    let added = is_accepted(&second.ask(&add(order_id, revision)).await);
    assert!(acquirer.pay(tender_id), "the guest pays what was asked for");
    let after = order(&shop, order_id, |order| !order.tenders.is_empty()).await;
    assert_paid_or_due(&after);
    assert_eq!(matches!(after.state, OrderState::Open), added, "{after:?}");
    shop.close().await;
}
