//! What the kitchen asks of the store server: its day, its tickets, its layouts.

use domain::Command;
use domain::kitchen::{AcknowledgeLevel, Ticket};
use domain::staff::DeviceKind;
use protocol::frames::{ClientFrame, ServerFrame, ViewName};

use crate::client::Client;
use crate::office::{ask, manager};
use crate::screens::{rows, ticket};
use crate::shop::{Premises, code, noodles_paid, tea_paid};

#[tokio::test]
async fn a_manager_reads_how_long_the_kitchen_took_and_practice_is_not_in_it() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let (_till, headers) = manager(&shop).await;
    let mut bar =
        Client::screen(&shop, DeviceKind::StationScreen, ViewName::Station, Some("bar")).await;
    assert!(rows(&mut bar).await.0, "everything there is: nothing");
    let mut seller = Client::terminal(&shop).await;
    seller.done(&tea_paid()).await;
    let (_, ticket) = ticket(&mut bar).await;
    bar.done(&Command::AcknowledgeTickets {
        tickets: vec![ticket.id],
        level: AcknowledgeLevel::Shown,
    })
    .await;
    bar.done(&Command::BumpTicket { ticket_id: ticket.id, revision: ticket.revision }).await;

    let day = ticket.business_day;
    let path = format!("/api/v1/reports/kitchen?from={day}&to={day}");
    let times = ask(shop.addr, &path, &headers).await.json();
    let station = &times["stations"][0];
    assert_eq!((station["station"].as_str(), station["tickets"].as_u64()), (Some("bar"), Some(1)));
    assert_eq!(station["spread"]["made"], 1);
    assert!(station["shown_ms"].is_u64(), "{station}");
    assert_eq!(times["items"][0]["names"]["en"], "Tea");
    assert_eq!(times["waits"][0]["lines"][0]["en"], "Tea");
    for (by, heading) in [
        ("station", "station,tickets,made"),
        ("item", "name_zh,name_en,made"),
        ("hour", "hour,tickets,made"),
        ("wait", "order,station,fired_at"),
    ] {
        let table = ask(shop.addr, &format!("{path}&format=csv&by={by}"), &headers).await;
        let text = String::from_utf8(table.body).unwrap();
        assert!(text.contains(heading) && text.lines().count() == 2, "{by}: {text}");
    }
    let mood = ask(shop.addr, &format!("{path}&format=csv&by=mood"), &headers).await;
    assert_eq!(mood.code(), "bad_group");
    shop.close().await;
}

async fn find(
    screen: &mut Client,
    station: Option<&str>,
    words: &str,
) -> Result<Vec<Ticket>, String> {
    screen
        .send(&ClientFrame::FindTickets {
            request_id: words.to_owned(),
            station: station.map(code),
            words: words.to_owned(),
        })
        .await;
    screen
        .until(|frame| match frame {
            ServerFrame::Tickets { tickets, .. } => Some(Ok(tickets.clone())),
            ServerFrame::Refused { code, .. } => Some(Err(code.clone())),
            _ => None,
        })
        .await
}

#[tokio::test]
async fn a_cook_finds_any_ticket_of_the_day_at_their_own_station_by_dish_or_number() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut bar =
        Client::screen(&shop, DeviceKind::StationScreen, ViewName::Station, Some("bar")).await;
    assert!(rows(&mut bar).await.0);
    let mut expo = Client::screen(&shop, DeviceKind::ExpoScreen, ViewName::Expo, None).await;
    let mut till = Client::terminal(&shop).await;
    till.done(&noodles_paid()).await;
    till.done(&tea_paid()).await;
    let (_, tea) = ticket(&mut bar).await;
    bar.done(&Command::BumpTicket { ticket_id: tea.id, revision: tea.revision }).await;

    let found = find(&mut bar, None, "TEA").await.unwrap();
    assert_eq!(found.len(), 1, "done, and still found");
    assert!(found[0].status.is_bumped() && !found[0].moments.is_empty());
    assert_eq!(find(&mut bar, None, &format!("#{}", tea.order_number)).await.unwrap().len(), 1);
    assert!(
        find(&mut bar, Some("wok"), "noodles").await.unwrap().is_empty(),
        "its own station only"
    );
    assert_eq!(find(&mut expo, None, "").await.unwrap().len(), 2);
    assert_eq!(find(&mut expo, Some("wok"), "").await.unwrap().len(), 1);
    assert!(find(&mut expo, None, "nothing is called this").await.unwrap().is_empty());
    let endless = "x".repeat(81);
    assert_eq!(find(&mut expo, None, &endless).await, Err("words_too_long".to_owned()));
    let mut board = Client::screen(&shop, DeviceKind::Board, ViewName::Board, None).await;
    assert_eq!(find(&mut board, None, "").await, Err("not_permitted".to_owned()));
    shop.close().await;
}
