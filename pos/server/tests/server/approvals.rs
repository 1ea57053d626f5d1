//! One person allows what another may not; and orders that are looked for.

use domain::Command;
use domain::id::{CommandId, LineId, OrderId, StaffId};
use domain::order::VoidReason;
use protocol::frames::{ClientFrame, OrderQuery, Outcome, ServerFrame};
use uuid::Uuid;

use crate::client::{Client, new_id};
use crate::shop::{CASHIER_PIN, MANAGER_PIN, Premises, Shop, noodles_paid, tea_paid};

/// Fires noodles that nobody has paid, and gives the command that would strike them.
async fn fired_unpaid(till: &mut Client) -> (OrderId, LineId) {
    let mut order = noodles_paid();
    let Command::PlaceOrder { order_id, lines, tenders, .. } = &mut order else {
        panic!("not an order")
    };
    tenders.clear();
    let found = (*order_id, lines[0].line_id);
    till.done(&order).await;
    found
}

fn void((order_id, line_id): (OrderId, LineId), reason: VoidReason) -> Command {
    Command::VoidLine { order_id, line_id, reason }
}

pub(crate) async fn approve(
    till: &mut Client,
    staff_id: StaffId,
    pin: &str,
    command_id: CommandId,
    command: &Command,
) -> Result<(StaffId, i64), String> {
    let request_id = Uuid::now_v7().to_string();
    till.send(&ClientFrame::Approve {
        request_id: request_id.clone(),
        staff_id,
        pin: pin.to_owned(),
        command_id,
        command: Box::new(command.clone()),
    })
    .await;
    till.until(|frame| match frame {
        ServerFrame::Approved { request_id: id, approver, expires_at } if *id == request_id => {
            Some(Ok((approver.id, expires_at.ms())))
        }
        ServerFrame::Refused { request_id: Some(id), code, .. } if *id == request_id => {
            Some(Err(code.clone()))
        }
        _ => None,
    })
    .await
}

async fn outcome(till: &mut Client, id: CommandId, command: &Command) -> Outcome {
    match serde_json::from_str(&till.reply(id, command).await).unwrap() {
        ServerFrame::Reply { outcome, .. } => outcome,
        other => panic!("no reply: {other:?}"),
    }
}

async fn refusal(till: &mut Client, id: CommandId, command: &Command) -> String {
    match outcome(till, id, command).await {
        Outcome::Refused { rejection, .. } => rejection.code().to_owned(),
        accepted @ Outcome::Accepted { .. } => panic!("{accepted:?}"),
    }
}

/// The event that a seq has, as JSON.
async fn event(shop: &Shop, seq: u64) -> serde_json::Value {
    let event = shop.store.journal().read(move |reader| reader.event_at(seq)).await.unwrap();
    serde_json::from_str(&event.unwrap().body).unwrap()
}

#[tokio::test]
async fn s16_a_void_after_firing_needs_a_manager_who_is_asked_on_the_spot() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let fired = fired_unpaid(&mut till).await;
    let command = void(fired, VoidReason::EnteredByMistake);
    assert_eq!(refusal(&mut till, new_id(), &command).await, "approval_needed");

    let id = new_id();
    let (approver, _) =
        approve(&mut till, shop.manager.id, MANAGER_PIN, id, &command).await.unwrap();
    assert_eq!(approver, shop.manager.id);
    let Outcome::Accepted { first_seq, .. } = outcome(&mut till, id, &command).await else {
        panic!("refused")
    };
    let voided = event(&shop, first_seq).await;
    assert_eq!(voided["approved_by"], shop.manager.id.to_string());
    shop.close().await;
}

#[tokio::test]
async fn s16_an_approval_is_for_one_command_and_for_sixty_seconds() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let fired = fired_unpaid(&mut till).await;
    let command = void(fired, VoidReason::EnteredByMistake);

    let id = new_id();
    approve(&mut till, shop.manager.id, MANAGER_PIN, id, &command).await.unwrap();
    let other = void(fired, VoidReason::GuestChangedMind);
    assert_eq!(refusal(&mut till, id, &other).await, "approval_needed", "another command");

    let id = new_id();
    approve(&mut till, shop.manager.id, MANAGER_PIN, id, &command).await.unwrap();
    premises.clock.move_on(domain::actor::APPROVAL_MS + 5_000);
    assert_eq!(refusal(&mut till, id, &command).await, "approval_needed", "too late");
    shop.close().await;
}

#[tokio::test]
async fn s16_nobody_approves_their_own_and_a_cashier_approves_nothing() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let command = tea_paid();
    let refused = |code: &str| -> Result<(StaffId, i64), String> { Err(code.to_owned()) };
    let own = approve(&mut till, shop.cashier.id, CASHIER_PIN, new_id(), &command).await;
    assert_eq!(own, refused("approver_is_asker"));
    till.sign_in(shop.manager.id, MANAGER_PIN).await;
    let by_cashier = approve(&mut till, shop.cashier.id, CASHIER_PIN, new_id(), &command).await;
    assert_eq!(by_cashier, refused("not_permitted"));
    let nobody = StaffId::from_uuid(Uuid::from_u128(999));
    let unknown = approve(&mut till, nobody, MANAGER_PIN, new_id(), &command).await;
    assert_eq!(unknown, refused("wrong_pin"));
    till.send(&ClientFrame::SignOut).await;
    let signed_out = approve(&mut till, shop.manager.id, MANAGER_PIN, new_id(), &command).await;
    assert_eq!(signed_out, refused("not_signed_in"));
    shop.close().await;
}

#[tokio::test]
async fn f67_guessing_at_an_approval_locks_the_approver_and_signs_nobody_out() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let command = tea_paid();
    for _ in 0..10 {
        let wrong = approve(&mut till, shop.manager.id, "1357", new_id(), &command).await;
        assert_eq!(wrong, Err("wrong_pin".to_owned()));
    }
    let locked = approve(&mut till, shop.manager.id, MANAGER_PIN, new_id(), &command).await;
    assert_eq!(locked, Err("staff_locked".to_owned()));
    till.done(&command).await;
    premises.clock.move_on(domain::staff::PIN_LOCK_MS + 1_000);
    let (approver, _) =
        approve(&mut till, shop.manager.id, MANAGER_PIN, new_id(), &command).await.unwrap();
    assert_eq!(approver, shop.manager.id);
    let (seq, _) = till.done(&tea_paid()).await;
    let placed = shop.store.journal().read(move |reader| reader.event_at(seq)).await.unwrap();
    assert_eq!(placed.unwrap().actor.staff_id(), Some(shop.cashier.id));
    shop.close().await;
}

#[tokio::test]
async fn a_closed_order_is_found_by_its_receipt_its_number_and_among_the_last() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    for _ in 0..3 {
        till.done(&tea_paid()).await;
    }
    let open = fired_unpaid(&mut till).await.0;
    for (query, numbers) in [
        (OrderQuery::Receipt { number: 2 }, vec![2]),
        (OrderQuery::Receipt { number: 9 }, vec![]),
        (OrderQuery::Number { number: 3, business_day: None }, vec![3]),
        (OrderQuery::Number { number: 5, business_day: None }, vec![]),
        (OrderQuery::Recent, vec![3, 2, 1]),
    ] {
        let request_id = Uuid::now_v7().to_string();
        till.send(&ClientFrame::FindOrders {
            request_id: request_id.clone(),
            query: query.clone(),
        })
        .await;
        let found = till
            .until(|frame| match frame {
                ServerFrame::Orders { request_id: id, orders } if *id == request_id => {
                    assert!(orders.iter().all(|order| order.id != open));
                    Some(orders.iter().map(|order| order.number).collect::<Vec<_>>())
                }
                _ => None,
            })
            .await;
        assert_eq!(found, numbers, "{query:?}");
    }
    till.send(&ClientFrame::SignOut).await;
    till.send(&ClientFrame::FindOrders { request_id: "r".to_owned(), query: OrderQuery::Recent })
        .await;
    assert_eq!(till.refused().await, "not_signed_in");
    shop.close().await;
}
