//! What the kitchen asks of the store server: its day, its tickets, its layouts.

use std::collections::BTreeMap;

use domain::Command;
use domain::id::{ItemId, LineId, TicketId};
use domain::kitchen::{AcknowledgeLevel, MomentKind, Ticket};
use domain::staff::DeviceKind;
use domain::stock::Availability;
use protocol::frames::{ClientFrame, Outcome, Rows, ServerFrame, ViewName};
use uuid::Uuid;

use crate::client::{Client, pair};
use crate::office::{ask, manager};
use crate::screens::{rows, ticket};
use crate::shop::{Premises, TEA, code, noodles_paid, tea_paid};

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

fn lines(ticket: &Ticket) -> Vec<LineId> {
    ticket.lines.iter().map(|line| line.line_id).collect()
}

#[tokio::test]
async fn two_screens_that_mark_one_line_done_in_the_same_moment_mark_it_once() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut one =
        Client::screen(&shop, DeviceKind::StationScreen, ViewName::Station, Some("bar")).await;
    let mut two =
        Client::screen(&shop, DeviceKind::StationScreen, ViewName::Station, Some("bar")).await;
    let mut till = Client::terminal(&shop).await;
    till.done(&tea_paid()).await;
    let (_, tea) = ticket(&mut one).await;
    let bump =
        Command::BumpLines { ticket_id: tea.id, revision: tea.revision, line_ids: lines(&tea) };
    let (first, second) = tokio::join!(one.ask(&bump), two.ask(&bump));
    let accepted =
        [&first, &second].into_iter().filter(|one| matches!(one, Outcome::Accepted { .. })).count();
    // Whoever comes second finds the ticket done: that is said, and nothing is done twice.
    assert_eq!(accepted, 1, "{first:?} {second:?}");
    let found = find(&mut one, None, "").await.unwrap();
    let bumped = found[0].moments.iter().filter(|moment| moment.what == MomentKind::Bumped);
    assert_eq!(bumped.count(), 1);
    shop.close().await;
}

#[tokio::test]
async fn a_ticket_that_no_screen_showed_in_time_is_noted_and_comes_out_on_paper_once() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut expo = Client::screen(&shop, DeviceKind::ExpoScreen, ViewName::Expo, None).await;
    assert!(rows(&mut expo).await.0);
    let mut till = Client::terminal(&shop).await;
    till.done(&tea_paid()).await;
    let (_, tea) = ticket(&mut expo).await;
    assert!(tea.unshown.is_none());
    premises.clock.move_on(5_000);
    till.done(&noodles_paid()).await; // whatever happens next wakes the watch
    let noted = expo
        .until(|frame| match frame {
            ServerFrame::Changes { rows, .. } => {
                let mut tickets = rows.tickets.iter().flatten();
                tickets.find(|one| one.id == tea.id && one.unshown.is_some()).cloned()
            }
            _ => None,
        })
        .await;
    assert!(noted.unshown.unwrap().printer.is_some(), "it has no paper of its own");
    let mut bar =
        Client::screen(&shop, DeviceKind::StationScreen, ViewName::Station, Some("bar")).await;
    let (_, _, late) = rows(&mut bar).await;
    assert_eq!(late.tickets.unwrap()[0].id, tea.id, "the late screen shows the same ticket");
    bar.done(&Command::AcknowledgeTickets {
        tickets: vec![tea.id],
        level: AcknowledgeLevel::Shown,
    })
    .await;
    premises.clock.move_on(60_000);
    till.done(&noodles_paid()).await;
    let again = find(&mut bar, None, "").await.unwrap();
    let noted = again[0].moments.iter().filter(|moment| moment.what == MomentKind::Unshown);
    assert_eq!(noted.count(), 1, "told once");
    shop.close().await;
}

#[tokio::test]
async fn a_layout_takes_an_open_ticket_from_one_screen_to_the_other_and_neither_is_left_wrong() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut bar =
        Client::screen(&shop, DeviceKind::StationScreen, ViewName::Station, Some("bar")).await;
    let mut wok =
        Client::screen(&shop, DeviceKind::StationScreen, ViewName::Station, Some("wok")).await;
    let mut expo = Client::screen(&shop, DeviceKind::ExpoScreen, ViewName::Expo, None).await;
    let mut till = Client::terminal(&shop).await;
    till.done(&tea_paid()).await;
    let (_, tea) = ticket(&mut bar).await;
    expo.done(&Command::SwitchLayout { layout: Some(code("quiet")) }).await;
    for screen in [&mut bar, &mut wok] {
        let (_, moved) = ticket(screen).await;
        assert_eq!((moved.id, moved.station.as_str()), (tea.id, "wok"));
        assert_eq!(moved.came_from, Some(code("bar")));
    }
    let refused = bar.ask(&Command::BumpTicket { ticket_id: tea.id, revision: tea.revision }).await;
    assert!(matches!(refused, Outcome::Refused { .. }), "it is no longer theirs: {refused:?}");
    let unknown = expo.ask(&Command::SwitchLayout { layout: Some(code("noon")) }).await;
    assert!(matches!(unknown, Outcome::Refused { .. }), "{unknown:?}");
    shop.close().await;
}

/// How often a line is lost that fails every two seconds for ten minutes.
const FLAPS: usize = 300;

#[tokio::test]
async fn a_screen_whose_line_flaps_through_a_rush_has_what_the_server_has_each_time_it_is_back() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let mut expo = Client::screen(&shop, DeviceKind::ExpoScreen, ViewName::Expo, None).await;
    let ServerFrame::Welcome { epoch, .. } = expo.frame().await else { panic!("no welcome") };
    let (_, mut seq, first) = rows(&mut expo).await;
    let mut seen = BTreeMap::new();
    take(&mut seen, first);
    let flapping = pair(shop.addr, DeviceKind::ExpoScreen, None).await;
    for round in 0..FLAPS {
        till.done(&if round % 2 == 0 { tea_paid() } else { noodles_paid() }).await;
        if let Some(ticket) = seen.values().find(|ticket: &&Ticket| !ticket.status.is_bumped()) {
            let (ticket_id, revision) = (ticket.id, ticket.revision);
            till.done(&Command::BumpTicket { ticket_id, revision }).await;
        }
        let mut back =
            Client::open(shop.addr, flapping.clone(), ViewName::Expo, Some((epoch, seq))).await;
        let (_, as_of, missed) = rows(&mut back).await;
        take(&mut seen, missed);
        seq = as_of;
        let mut fresh = Client::open(shop.addr, flapping.clone(), ViewName::Expo, None).await;
        let (whole, now, all) = rows(&mut fresh).await;
        assert!(whole && now == seq, "nothing happened between the two");
        let open = |ticket: &&Ticket| !ticket.status.is_bumped();
        let mut there: Vec<Ticket> = all.tickets.unwrap();
        there.retain(|ticket| open(&ticket));
        there.sort_by_key(|ticket| ticket.id);
        let here: Vec<Ticket> = seen.values().filter(open).cloned().collect();
        assert_eq!(here, there, "round {round}");
    }
    assert!(seen.len() >= FLAPS);
    shop.close().await;
}

/// What a screen keeps of the rows it is sent: the latest of each ticket.
fn take(seen: &mut BTreeMap<TicketId, Ticket>, rows: Rows) {
    for ticket in rows.tickets.into_iter().flatten() {
        seen.insert(ticket.id, ticket);
    }
}

#[tokio::test]
async fn guests_are_told_what_is_sold_out_and_not_how_much_is_left() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut board = Client::screen(&shop, DeviceKind::Board, ViewName::Board, None).await;
    let (_, _, first) = rows(&mut board).await;
    assert_eq!(first.sold_out, Some(Vec::new()));
    let mut bar =
        Client::screen(&shop, DeviceKind::StationScreen, ViewName::Station, Some("bar")).await;
    let tea = ItemId::from_uuid(Uuid::from_u128(TEA));
    for (availability, out) in [
        (Availability::Countdown { left: 6 }, 0),
        (Availability::EightySix, 1),
        (Availability::Available, 0),
        (Availability::Countdown { left: 0 }, 1),
    ] {
        bar.done(&Command::SetAvailability { item_id: tea, availability }).await;
        let told = board
            .until(|frame| match frame {
                ServerFrame::Changes { rows, .. } => {
                    assert!(rows.stock.is_none(), "counts are not for guests");
                    rows.sold_out.clone()
                }
                _ => None,
            })
            .await;
        assert_eq!(told.len(), out, "{availability:?}");
    }
    shop.close().await;
}
