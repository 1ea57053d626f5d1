//! Charges and refunds at other machines, over restarts of the store server.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use domain::id::{OrderId, RefundId, TenderId};
use domain::order::{
    Order, OrderState, PendingState, RefundLine, RefundReason, RefundTender, TenderKind,
};
use domain::settings::{DriverCard, DriverKind};
use domain::{Command, Money, Names};
use store_server::TenderMachine;
use tenders::DriverSetup;
use tenders::code::CodeBehaviour;
use tenders::zvt::{Behaviour, SimulatedTerminal};
use uuid::Uuid;

use crate::client::Client;
use crate::machines::{acquirer, ask, asked, is_closed, order, unpaid};
use crate::shop::{MANAGER_PIN, Premises, code};

/// Nobody waits so long: whoever asks again in such a test was told to.
pub(crate) const NEVER: (Duration, Duration) = (Duration::from_hours(1), Duration::from_hours(1));

pub(crate) async fn terminal(premises: &mut Premises) -> SimulatedTerminal {
    let at = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let terminal = SimulatedTerminal::start(at).await.unwrap();
    premises.machines.push(TenderMachine {
        card: DriverCard {
            code: code("card"),
            names: Names::new("刷卡机", "Card terminal"),
            kind: DriverKind::Card,
        },
        setup: DriverSetup::Zvt {
            address: terminal.address().to_string(),
            password: "000000".to_owned(),
            patience: Duration::from_secs(20),
        },
        simulated: None,
    });
    terminal
}

pub(crate) fn is_unknown(order: &Order) -> bool {
    let state = order.pending.first().map(|pending| &pending.state);
    matches!(state, Some(PendingState::Unknown { .. }))
}

/// Whether the order is open with nothing taken or asked for any more.
pub(crate) fn is_unpaid(order: &Order) -> bool {
    matches!(order.state, OrderState::Open) && order.pending.is_empty() && order.tenders.is_empty()
}

pub(crate) async fn asked_card(till: &mut Client) -> (OrderId, TenderId) {
    let (order_id, tender_id) = (unpaid(till).await, TenderId::from_uuid(Uuid::now_v7()));
    till.done(&ask("card", order_id, tender_id)).await;
    (order_id, tender_id)
}

#[tokio::test]
async fn a_card_terminal_approves_and_declines_and_only_what_it_took_is_paid() {
    let mut premises = Premises::new().await;
    let terminal = terminal(&mut premises).await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    terminal.next(Behaviour::Decline);
    let (order_id, _) = asked_card(&mut till).await;
    order(&shop, order_id, is_unpaid).await;
    assert!(terminal.taken().is_empty());

    // The guest tries another card.
    till.done(&ask("card", order_id, TenderId::from_uuid(Uuid::now_v7()))).await;
    let paid = order(&shop, order_id, is_closed).await;
    let TenderKind::Driver { last4, .. } = &paid.tenders[0].kind else { panic!("{paid:?}") };
    assert_eq!((last4.as_str(), terminal.taken()), ("4242", vec![400]));
    shop.close().await;
}

#[tokio::test]
async fn an_acquirer_that_declines_leaves_the_order_unpaid() {
    let mut premises = Premises::new().await;
    let acquirer = acquirer(&mut premises).await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    acquirer.next(CodeBehaviour::Decline);
    let (order_id, _) = asked(&mut till).await;
    order(&shop, order_id, is_unpaid).await;
    assert!(acquirer.taken().is_empty());
    shop.close().await;
}

#[tokio::test]
async fn the_amount_tells_a_simulated_machine_what_to_do() {
    let mut premises = Premises::new().await;
    let terminal = terminal(&mut premises).await;
    terminal.by_amount();
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let charge = |order_id, tip| {
        let mut command = ask("card", order_id, TenderId::from_uuid(Uuid::now_v7()));
        let Command::AskTender { tip: asked, .. } = &mut command else { panic!("no charge") };
        *asked = Money::from_minor(tip);
        command
    };
    let order_id = unpaid(&mut till).await;
    till.done(&charge(order_id, 51)).await;
    order(&shop, order_id, is_unpaid).await;
    assert!(terminal.taken().is_empty(), "4.01 is declined");
    till.done(&charge(order_id, 53)).await;
    order(&shop, order_id, is_closed).await;
    assert_eq!(terminal.taken(), [403], "4.03 breaks, and is paid once");
    shop.close().await;
}

#[tokio::test]
async fn an_unknown_charge_is_settled_under_its_id_after_the_server_was_restarted() {
    for (behaviour, is_taken) in [
        (CodeBehaviour::ApproveAndHang, true),
        (CodeBehaviour::ApproveAndHangUp, true),
        (CodeBehaviour::Hang, false),
    ] {
        let mut premises = Premises::new().await;
        premises.limits.tender_retry = NEVER;
        let acquirer = acquirer(&mut premises).await;
        let shop = premises.open().await;
        let mut till = Client::terminal(&shop).await;
        acquirer.next(behaviour);
        let (order_id, tender_id) = asked(&mut till).await;
        let held = order(&shop, order_id, is_unknown).await;
        assert_eq!(held.pending[0].tender_id, tender_id);
        shop.close().await;

        let shop = premises.open().await;
        if is_taken {
            let paid = order(&shop, order_id, is_closed).await;
            assert_eq!(paid.tenders[0].id, tender_id);
        } else {
            order(&shop, order_id, is_unpaid).await;
        }
        assert_eq!(acquirer.times_charged(tender_id), u32::from(is_taken), "{behaviour:?}");
        shop.close().await;
    }
}

#[tokio::test]
async fn a_server_that_stops_while_a_charge_is_under_way_asks_about_it_and_never_anew() {
    let mut premises = Premises::new().await;
    let acquirer = acquirer(&mut premises).await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    acquirer.next(CodeBehaviour::ApproveAndHang);
    let (order_id, tender_id) = asked(&mut till).await;
    acquirer.begun(1).await;
    shop.close().await;

    let shop = premises.open().await;
    order(&shop, order_id, is_closed).await;
    assert_eq!(acquirer.times_charged(tender_id), 1);
    shop.close().await;
}

#[tokio::test]
async fn a_cashier_who_asks_again_is_told_without_a_second_charge() {
    let mut premises = Premises::new().await;
    premises.limits.tender_retry = NEVER;
    let acquirer = acquirer(&mut premises).await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    acquirer.next(CodeBehaviour::ApproveAndGarble);
    let (order_id, tender_id) = asked(&mut till).await;
    order(&shop, order_id, is_unknown).await;
    till.done(&Command::AskTenderAgain { order_id, tender_id }).await;
    order(&shop, order_id, is_closed).await;
    assert_eq!(acquirer.times_charged(tender_id), 1);
    shop.close().await;
}

#[tokio::test]
async fn a_charge_that_is_called_off_takes_nothing_at_either_machine() {
    let mut premises = Premises::new().await;
    let acquirer = acquirer(&mut premises).await;
    let terminal = terminal(&mut premises).await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    acquirer.next(CodeBehaviour::Wait);
    let (order_id, tender_id) = asked(&mut till).await;
    acquirer.begun(1).await;
    till.done(&Command::CancelTender { order_id, tender_id }).await;
    order(&shop, order_id, is_unpaid).await;

    terminal.next(Behaviour::WaitForCallOff);
    let (order_id, tender_id) = asked_card(&mut till).await;
    terminal.begun(1).await;
    till.done(&Command::CancelTender { order_id, tender_id }).await;
    order(&shop, order_id, is_unpaid).await;
    assert!(acquirer.taken().is_empty() && terminal.taken().is_empty());
    shop.close().await;
}

#[tokio::test]
async fn a_guest_who_paid_before_the_charge_was_called_off_has_paid() {
    let mut premises = Premises::new().await;
    let terminal = terminal(&mut premises).await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    terminal.next(Behaviour::RefuseCallOff);
    let (order_id, tender_id) = asked_card(&mut till).await;
    terminal.begun(1).await;
    till.done(&Command::CancelTender { order_id, tender_id }).await;
    order(&shop, order_id, is_closed).await;
    assert_eq!(terminal.taken(), [400]);
    shop.close().await;
}

#[tokio::test]
async fn a_call_off_that_the_restart_cut_short_is_taken_up_again() {
    let mut premises = Premises::new().await;
    premises.limits.tender_retry = NEVER;
    let acquirer = acquirer(&mut premises).await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    acquirer.next(CodeBehaviour::Wait);
    let (order_id, tender_id) = asked(&mut till).await;
    acquirer.begun(1).await;
    till.done(&Command::CancelTender { order_id, tender_id }).await;
    shop.close().await;

    let shop = premises.open().await;
    order(&shop, order_id, is_unpaid).await;
    assert!(acquirer.taken().is_empty());
    shop.close().await;
}

/// Gives the whole tea of a closed order back.
fn refund(order: &Order) -> Command {
    Command::RefundOrder {
        order_id: order.id,
        revision: order.revision,
        refund_id: RefundId::from_uuid(Uuid::now_v7()),
        lines: vec![RefundLine { line_id: order.lines[0].id, quantity: 1 }],
        tenders: vec![RefundTender {
            tender_id: order.tenders[0].id,
            amount: Money::from_minor(350),
            rounding: Money::ZERO,
            pending: None,
            declined: None,
        }],
        reason: RefundReason::Quality,
        print_receipt: false,
    }
}

/// Whether its refund is settled, and was not declined.
fn is_given_back(order: &Order) -> bool {
    let given = order.refunds.first().and_then(|refund| refund.tenders.first());
    given.is_some_and(|given| given.pending.is_none() && given.declined.is_none())
}

#[tokio::test]
async fn a_refund_that_the_restart_cut_short_is_given_back_once() {
    for behaviour in
        [CodeBehaviour::ApproveAndHang, CodeBehaviour::Hang, CodeBehaviour::ApproveAndHangUp]
    {
        let mut premises = Premises::new().await;
        let acquirer = acquirer(&mut premises).await;
        let shop = premises.open().await;
        let mut till = Client::terminal(&shop).await;
        let (order_id, _) = asked(&mut till).await;
        let paid = order(&shop, order_id, is_closed).await;
        till.sign_in(shop.manager.id, MANAGER_PIN).await;
        acquirer.next_back(behaviour);
        till.done(&refund(&paid)).await;
        acquirer.begun_back(1).await;
        shop.close().await;

        let shop = premises.open().await;
        order(&shop, order_id, is_given_back).await;
        let given: Vec<i64> = acquirer.given_back().into_values().collect();
        assert_eq!(given, [350], "{behaviour:?}");
        shop.close().await;
    }
}

#[tokio::test]
async fn a_card_terminal_never_gives_back_twice_even_when_its_notes_are_lost_with_the_restart() {
    let mut premises = Premises::new().await;
    let terminal = terminal(&mut premises).await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let (order_id, _) = asked_card(&mut till).await;
    let paid = order(&shop, order_id, is_closed).await;
    till.sign_in(shop.manager.id, MANAGER_PIN).await;
    terminal.next(Behaviour::HangWithMoney);
    till.done(&refund(&paid)).await;
    terminal.begun(2).await;
    shop.close().await;
    std::fs::remove_file(premises.dir().join("terminals").join("card.json")).unwrap();

    let shop = premises.open().await;
    let held = order(&shop, order_id, |order| {
        let given = order.refunds.first().and_then(|refund| refund.tenders.first());
        given.is_some_and(|given| matches!(given.pending, Some(PendingState::Unknown { .. })))
    })
    .await;
    assert_eq!((terminal.given_back(), held.refunds.len()), (vec![350], 1));
    shop.close().await;
}
