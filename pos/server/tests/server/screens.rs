//! What screens are sent, and how they come back.

use domain::Command;
use domain::kitchen::{AcknowledgeLevel, Ticket};
use domain::order::Stage;
use domain::staff::DeviceKind;
use futures_util::{SinkExt, StreamExt};
use protocol::frames::{Rows, ServerFrame, ViewName};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use crate::client::{Client, pair};
use crate::shop::{PATIENCE, Premises, noodles_paid, tea_paid};

/// The first rows of a screen, and the seq they are as of.
pub(crate) async fn rows(screen: &mut Client) -> (bool, u64, Rows) {
    screen
        .until(|frame| match frame {
            ServerFrame::Snapshot { seq, rows } => Some((true, *seq, rows.clone())),
            ServerFrame::Changes { seq, rows } => Some((false, *seq, rows.clone())),
            _ => None,
        })
        .await
}

pub(crate) async fn ticket(screen: &mut Client) -> (u64, Ticket) {
    screen
        .until(|frame| match frame {
            ServerFrame::Changes { seq, rows } => {
                let tickets = rows.tickets.as_ref()?;
                Some((*seq, tickets.first()?.clone()))
            }
            _ => None,
        })
        .await
}

#[tokio::test]
async fn a_till_begins_with_the_menu_the_staff_and_the_open_orders() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::screen(&shop, DeviceKind::Terminal, ViewName::Till, None).await;
    let ServerFrame::Welcome { store, seq, .. } = till.frame().await else { panic!("no welcome") };
    assert_eq!(store.names.en, "Little Shop");
    let (whole, as_of, rows) = rows(&mut till).await;
    assert!(whole && as_of >= seq);
    assert_eq!(rows.catalogue.unwrap().items.len(), 2);
    assert_eq!(rows.staff.unwrap().len(), 2);
    assert_eq!(rows.orders, Some(Vec::new()));
    shop.close().await;
}

#[tokio::test]
async fn i17_a_ticket_reaches_its_own_station_the_expo_and_the_board_and_no_other() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut wok =
        Client::screen(&shop, DeviceKind::StationScreen, ViewName::Station, Some("wok")).await;
    let mut bar =
        Client::screen(&shop, DeviceKind::StationScreen, ViewName::Station, Some("bar")).await;
    let mut expo = Client::screen(&shop, DeviceKind::ExpoScreen, ViewName::Expo, None).await;
    let mut board = Client::screen(&shop, DeviceKind::Board, ViewName::Board, None).await;
    for screen in [&mut wok, &mut bar, &mut expo, &mut board] {
        let (whole, _, rows) = rows(screen).await;
        assert!(whole);
        assert!(rows.orders.is_none() && rows.staff.is_none(), "least data");
        assert!(
            rows.catalogue.is_none_or(|menu| menu.items.iter().all(|item| item.price.is_none())
                && !menu.stations.is_empty())
        );
    }
    let mut till = Client::terminal(&shop).await;
    till.done(&noodles_paid()).await;
    till.done(&tea_paid()).await;
    let (_, first) = ticket(&mut wok).await;
    assert_eq!(first.station.as_str(), "wok");
    // The bar's first ticket is its own, though the wok's was fired before it.
    assert_eq!(ticket(&mut bar).await.1.station.as_str(), "bar");
    assert_eq!(ticket(&mut expo).await.1.id, first.id);
    let stage = |frame: &ServerFrame| match frame {
        ServerFrame::Changes { rows, .. } => Some(rows.board.as_ref()?.first()?.stage),
        _ => None,
    };
    assert_eq!(board.until(stage).await, Stage::Preparing);

    // A kitchen screen works without anybody signed in, and may not sell.
    let tickets = vec![first.id];
    wok.done(&Command::AcknowledgeTickets { tickets, level: AcknowledgeLevel::Shown }).await;
    wok.done(&Command::BumpTicket { ticket_id: first.id, revision: first.revision }).await;
    let done = |frame: &ServerFrame| match frame {
        ServerFrame::Changes { rows, .. } => {
            rows.tickets.as_ref()?.iter().any(|ticket| ticket.status.is_bumped()).then_some(())
        }
        _ => None,
    };
    expo.until(done).await;
    let ready = |frame: &ServerFrame| match frame {
        ServerFrame::Changes { rows, .. } => {
            rows.board.as_ref()?.iter().any(|row| row.stage == Stage::Ready).then_some(())
        }
        _ => None,
    };
    board.until(ready).await;
    let refused = wok.ask(&tea_paid()).await;
    assert!(matches!(refused, protocol::frames::Outcome::Refused { .. }), "{refused:?}");
    shop.close().await;
}

#[tokio::test]
async fn i18_a_screen_that_comes_back_gets_what_it_missed_and_nothing_twice() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let mut expo = Client::screen(&shop, DeviceKind::ExpoScreen, ViewName::Expo, None).await;
    let ServerFrame::Welcome { epoch, .. } = expo.frame().await else { panic!("no welcome") };
    let _ = rows(&mut expo).await;
    till.done(&noodles_paid()).await;
    let (seq, first) = ticket(&mut expo).await;
    let paired = expo.paired.clone();
    drop(expo);

    till.done(&tea_paid()).await;
    let mut expo =
        Client::open(shop.addr, paired.clone(), ViewName::Expo, Some((epoch, seq))).await;
    let (whole, as_of, missed) = rows(&mut expo).await;
    let missed = missed.tickets.unwrap();
    assert!(!whole && as_of > seq && missed.len() == 1 && missed[0].id != first.id, "{missed:?}");

    // Up to date: nothing comes but the seq. Ahead of us, or of another history: everything.
    drop(expo);
    let mut expo =
        Client::open(shop.addr, paired.clone(), ViewName::Expo, Some((epoch, as_of))).await;
    let (whole, _, nothing) = rows(&mut expo).await;
    assert!(!whole && nothing.tickets.is_none_or(|tickets| tickets.is_empty()));
    let mut expo = Client::open(shop.addr, paired, ViewName::Expo, Some((epoch, 1_000_000))).await;
    let (whole, _, everything) = rows(&mut expo).await;
    assert!(whole && everything.tickets.unwrap().len() == 2);
    shop.close().await;
}

#[tokio::test]
async fn i9_f37_a_screen_that_stops_reading_is_let_go_and_brought_up_to_date_when_it_returns() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let mut expo = Client::screen(&shop, DeviceKind::ExpoScreen, ViewName::Expo, None).await;
    let ServerFrame::Welcome { epoch, .. } = expo.frame().await else { panic!("no welcome") };
    let (_, seq, _) = rows(&mut expo).await;
    let paired = expo.paired.clone();
    // It asks again and again and reads nothing: each answer is as long as its question.
    let id = "i".repeat(60 * 1024);
    let question = format!(r#"{{"type":"find_member","request_id":"{id}","digits":"0123"}}"#);
    let (mut asking, reading) = expo.socket.split();
    let stopped = async { while asking.send(Message::text(question.clone())).await.is_ok() {} };
    timeout(PATIENCE, stopped).await.expect("the server must hang up");
    drop(reading);

    till.done(&noodles_paid()).await;
    let mut expo = Client::open(shop.addr, paired, ViewName::Expo, Some((epoch, seq))).await;
    let (whole, _, missed) = rows(&mut expo).await;
    assert!(!whole && missed.tickets.unwrap().len() == 1);
    shop.close().await;
}

#[tokio::test]
async fn the_printers_page_shows_jobs_as_they_go_on() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut page = Client::screen(&shop, DeviceKind::PrinterPage, ViewName::Printers, None).await;
    let (_, _, first) = rows(&mut page).await;
    assert_eq!(first.printers.unwrap().len(), 2);
    let mut till = Client::terminal(&shop).await;
    till.done(&noodles_paid()).await;
    let mut confirmed = std::collections::BTreeSet::new();
    while confirmed.len() < 2 {
        let frame = page.frame().await;
        let ServerFrame::Changes { rows, .. } = frame else { continue };
        for job in rows.print_jobs.unwrap_or_default() {
            if job.state == protocol::printers::PrintJobState::Confirmed {
                confirmed.insert(job.id);
            }
        }
    }
    let paired = pair(shop.addr, DeviceKind::PrinterPage, None).await;
    let mut late = Client::open(shop.addr, paired, ViewName::Printers, None).await;
    let (_, _, first) = rows(&mut late).await;
    assert_eq!(first.print_jobs.unwrap().len(), 2);
    shop.close().await;
}
