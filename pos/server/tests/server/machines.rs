//! Money from other machines, and signatures of closed days: what follows from the journal.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use domain::day::{ClosedDay, Signing};
use domain::id::{OrderId, TenderId};
use domain::order::{Order, OrderState, TenderKind};
use domain::settings::{DriverCard, DriverKind};
use domain::{Command, Money, Names};
use store_server::TenderMachine;
use tenders::DriverSetup;
use tenders::code::{CodeBehaviour, SimulatedAcquirer};
use tokio::time::timeout;
use uuid::Uuid;

use crate::client::Client;
use crate::shop::{MANAGER_PIN, PATIENCE, Premises, Shop, code, tea_paid};

pub(crate) async fn acquirer(premises: &mut Premises) -> SimulatedAcquirer {
    let acquirer =
        SimulatedAcquirer::start(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await.unwrap();
    premises.machines = vec![TenderMachine {
        card: DriverCard {
            code: code("scan"),
            names: Names::new("扫码", "Scan to pay"),
            kind: DriverKind::Code,
        },
        setup: DriverSetup::Code {
            url: acquirer.url(),
            token: "secret".to_owned(),
            patience: Duration::from_millis(500),
        },
        simulated: None,
    }];
    acquirer
}

/// Opens an order of a tea that nobody has paid.
pub(crate) async fn unpaid(till: &mut Client) -> OrderId {
    let mut order = tea_paid();
    let Command::PlaceOrder { order_id, tenders, .. } = &mut order else { panic!("not an order") };
    let order_id = *order_id;
    tenders.clear();
    till.done(&order).await;
    order_id
}

/// Asks a machine for the price of a tea, with a tip.
pub(crate) fn ask(driver: &str, order_id: OrderId, tender_id: TenderId) -> Command {
    Command::AskTender {
        order_id,
        check_id: None,
        tender_id,
        driver: code(driver),
        amount: Money::from_minor(350),
        tip: Money::from_minor(50),
        guest_code: Some("286012345678901234".to_owned()),
        print_receipt: false,
    }
}

/// Opens an order of a tea and asks the acquirer for all of it.
pub(crate) async fn asked(till: &mut Client) -> (OrderId, TenderId) {
    let order_id = unpaid(till).await;
    let tender_id = TenderId::from_uuid(Uuid::now_v7());
    till.done(&ask("scan", order_id, tender_id)).await;
    (order_id, tender_id)
}

/// Waits until the order is as wanted; woken by commits.
pub(crate) async fn order(shop: &Shop, id: OrderId, wanted: impl Fn(&Order) -> bool) -> Order {
    let mut commits = shop.store.journal().commits();
    loop {
        let order = shop.store.journal().read(move |reader| reader.order(id)).await.unwrap();
        let order = order.unwrap();
        if wanted(&order) {
            return order;
        }
        timeout(PATIENCE, commits.recv()).await.unwrap_or_else(|_| panic!("{order:?}")).unwrap();
    }
}

pub(crate) fn is_closed(order: &Order) -> bool {
    matches!(order.state, OrderState::Closed { .. })
}

#[tokio::test]
async fn money_that_an_acquirer_took_closes_the_order_and_the_guests_code_is_kept_nowhere() {
    let mut premises = Premises::new().await;
    let acquirer = acquirer(&mut premises).await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let (order_id, tender_id) = asked(&mut till).await;
    let paid = order(&shop, order_id, is_closed).await;
    assert!(
        matches!(&paid.tenders[0].kind, TenderKind::Driver { driver, .. } if *driver == code("scan"))
    );
    assert_eq!(acquirer.taken().get(&tender_id), Some(&400), "with the tip, and once");
    let events = shop.store.journal().read(|reader| reader.events_after(0, 1_000, usize::MAX));
    let events = events.await.unwrap();
    assert!(events.iter().all(|event| !event.body.contains("286012345678901234")));
    shop.close().await;
}

#[tokio::test]
async fn an_answer_that_is_lost_is_asked_about_until_it_is_known_and_nobody_pays_twice() {
    let mut premises = Premises::new().await;
    let acquirer = acquirer(&mut premises).await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    acquirer.next(CodeBehaviour::ApproveAndGarble);
    let (order_id, tender_id) = asked(&mut till).await;
    order(&shop, order_id, is_closed).await;
    assert_eq!(acquirer.taken().len(), 1);
    assert_eq!(acquirer.taken().get(&tender_id), Some(&400));
    shop.close().await;
}

async fn day(shop: &Shop, wanted: impl Fn(&ClosedDay) -> bool) -> ClosedDay {
    let mut head = shop.store.journal().head();
    loop {
        head.mark_unchanged();
        let found = shop.store.journal().read(|reader| {
            let first = "2000-01-01".parse().map(domain::BusinessDay::from_date);
            let last = "2999-12-31".parse().map(domain::BusinessDay::from_date);
            reader.days_closed(first.unwrap(), last.unwrap())
        });
        let mut days = found.await.unwrap();
        if let Some(day) = days.pop().filter(|day| wanted(day)) {
            return day;
        }
        timeout(PATIENCE, head.changed()).await.expect("the day is not as wanted").unwrap();
    }
}

#[tokio::test]
async fn a_closed_day_is_signed_and_a_damaged_key_is_an_outage_until_it_is_repaired() {
    let premises = Premises::new().await;
    let keys = premises.dir().join("keys");
    std::fs::create_dir_all(&keys).unwrap();
    let key = keys.join("z-signing.key");
    std::fs::write(&key, [7; 31]).unwrap();
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    till.done(&tea_paid()).await;
    till.sign_in(shop.manager.id, MANAGER_PIN).await;
    till.done(&Command::CloseDay { leave_orders: false, print: false }).await;
    let out = day(&shop, |day| matches!(day.signing, Signing::Outage { .. })).await;
    let Signing::Outage { reason, .. } = &out.signing else { panic!("no outage") };
    assert!(reason.contains("damaged"), "{reason}");
    std::fs::write(&key, [7; 32]).unwrap();
    let signed = day(&shop, |day| matches!(day.signing, Signing::Signed { .. })).await;
    assert_eq!(signed.report, out.report);
    shop.close().await;
}
