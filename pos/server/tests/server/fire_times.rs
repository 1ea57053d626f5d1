//! Held lines that fire by themselves.

use domain::id::{LineId, OrderId};
use domain::order::{LineState, Order};
use domain::{Command, Timestamp};
use journal::Clock as _;

use crate::client::Client;
use crate::machines::order;
use crate::shop::{Premises, Shop, noodles_paid};

/// Milliseconds until a guest who comes soon, long enough for the command to be taken.
const SOON_MS: i64 = 300;
/// Milliseconds until a guest who comes later than any test runs.
const LATER_MS: i64 = 30 * 60 * 1_000;

/// Keeps noodles back from the kitchen until then.
async fn held(premises: &Premises, till: &mut Client, ms: i64) -> (OrderId, LineId, Timestamp) {
    let mut command = noodles_paid();
    let Command::PlaceOrder { order_id, lines, tenders, .. } = &mut command else {
        panic!("not an order")
    };
    lines[0].hold = true;
    tenders.clear();
    let (order_id, line_id) = (*order_id, lines[0].line_id);
    till.done(&command).await;
    let at = Timestamp::from_ms(premises.clock.now().ms() + ms);
    let line_ids = vec![line_id];
    till.done(&Command::ScheduleFire { order_id, line_ids, at: Some(at) }).await;
    (order_id, line_id, at)
}

fn fired_at(order: &Order, line_id: LineId) -> Option<Timestamp> {
    let line = order.lines.iter().find(|line| line.id == line_id)?;
    match line.state {
        LineState::Fired { fired_at } => Some(fired_at),
        LineState::Held | LineState::Voided { .. } => None,
    }
}

async fn tickets(shop: &Shop) -> u64 {
    let counted = shop.store.journal().read(|reader| reader.totals().map(|all| all.tickets)).await;
    counted.unwrap()
}

#[tokio::test]
async fn a_held_line_fires_at_its_time_and_not_before_and_the_others_stay_held() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let (later, later_line, _) = held(&premises, &mut till, LATER_MS).await;
    let (soon, line_id, at) = held(&premises, &mut till, SOON_MS).await;
    let fired = order(&shop, soon, |order| fired_at(order, line_id).is_some()).await;
    assert!(fired_at(&fired, line_id).unwrap() >= at);
    let waiting = order(&shop, later, |_| true).await;
    assert_eq!((fired_at(&waiting, later_line), tickets(&shop).await), (None, 1));
    shop.close().await;
}

#[tokio::test]
async fn a_time_that_came_while_the_server_was_away_fires_when_it_is_back() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let (order_id, line_id, _) = held(&premises, &mut till, LATER_MS).await;
    assert_eq!(tickets(&shop).await, 0);
    shop.close().await;

    premises.clock.move_on(LATER_MS);
    let shop = premises.open().await;
    order(&shop, order_id, |order| fired_at(order, line_id).is_some()).await;
    assert_eq!(tickets(&shop).await, 1);
    shop.close().await;
}

#[tokio::test]
async fn a_time_that_is_still_to_come_survives_a_restart() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let (order_id, line_id, at) = held(&premises, &mut till, LATER_MS).await;
    shop.close().await;

    premises.clock.move_on(LATER_MS - SOON_MS);
    let shop = premises.open().await;
    let fired = order(&shop, order_id, |order| fired_at(order, line_id).is_some()).await;
    assert!(fired_at(&fired, line_id).unwrap() >= at);
    shop.close().await;
}
