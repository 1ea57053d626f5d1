//! Load on the real binary: terminals that place and pay in one command, screens that watch.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use acceptance::{Client, Comanda, Seat, seat};
use anyhow::Context;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use uuid::Uuid;

/// What a window of load came to.
pub(crate) struct Load {
    pub(crate) per_second: f64,
    pub(crate) cpu_us_per_order: f64,
    pub(crate) bytes_per_ticket: f64,
}

/// What a load asks for besides orders.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    /// Kitchen screens that watch.
    pub(crate) screens: usize,
    /// Whether each order prints a receipt.
    pub(crate) receipts: bool,
}

/// Three items with fixed prices and no required choices, at two stations, and what they cost.
struct Basket {
    items: Vec<(String, i64)>,
    stations: Vec<String>,
}

/// Orders per second of `terminals` that each have one command on its way.
#[expect(
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "rates for people"
)]
pub(crate) async fn orders_per_second(
    demo: &Comanda,
    terminals: usize,
    asked: Asked,
    window: Duration,
) -> anyhow::Result<Load> {
    let Asked { screens, receipts } = asked;
    let basket = Arc::new(basket(demo).await?);
    let stop = Arc::new(AtomicBool::new(false));
    let (bytes, tickets) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let mut watching = JoinSet::new();
    for index in 0..screens {
        let station = basket.stations[index % basket.stations.len()].clone();
        let seat = seat_of(demo, "station_screen", Some(&station)).await?;
        let mut client = Client::connect(&seat, "station", Some(&station)).await?;
        let (bytes, tickets) = (Arc::clone(&bytes), Arc::clone(&tickets));
        watching.spawn(async move {
            while let Ok(text) = client.next_text().await {
                if text.starts_with("{\"type\":\"changes\"") {
                    bytes.fetch_add(text.len() as u64, Ordering::Relaxed);
                    let rows = text.matches("\"fired_at\":").count() as u64;
                    tickets.fetch_add(rows, Ordering::Relaxed);
                }
            }
        });
    }
    let mut selling = JoinSet::new();
    let mut clients = Vec::new();
    for _ in 0..terminals {
        clients.push(terminal(demo).await?);
    }
    let (began, cpu) = (Instant::now(), cpu_us(demo.id())?);
    for client in clients {
        let (basket, stop) = (Arc::clone(&basket), Arc::clone(&stop));
        selling.spawn(async move { sell(client, &basket, receipts, &stop).await });
    }
    tokio::time::sleep(window).await;
    stop.store(true, Ordering::Relaxed);
    let mut orders = 0_u64;
    while let Some(sold) = selling.join_next().await {
        orders += sold??;
    }
    let seconds = began.elapsed().as_secs_f64();
    let spent = cpu_us(demo.id())?.saturating_sub(cpu);
    watching.abort_all();
    let seen = tickets.load(Ordering::Relaxed).max(1);
    Ok(Load {
        per_second: orders as f64 / seconds,
        cpu_us_per_order: spent as f64 / orders.max(1) as f64,
        bytes_per_ticket: bytes.load(Ordering::Relaxed) as f64 / seen as f64,
    })
}

async fn sell(
    mut client: Client,
    basket: &Basket,
    receipts: bool,
    stop: &AtomicBool,
) -> anyhow::Result<u64> {
    let mut orders = 0;
    while !stop.load(Ordering::Relaxed) {
        client.say(place_and_pay(basket, receipts)).await?;
        loop {
            let text = client.next_text().await?;
            if text.starts_with("{\"type\":\"reply\"") {
                anyhow::ensure!(text.contains("\"type\":\"accepted\""), "{text}");
                break;
            }
        }
        orders += 1;
    }
    Ok(orders)
}

/// Milliseconds from sending an order until the last of `screens` has it: p50, p99 and the most.
pub(crate) async fn order_to_screens(
    demo: &Comanda,
    screens: usize,
    orders: usize,
) -> anyhow::Result<Value> {
    let basket = basket(demo).await?;
    let station = basket.stations[0].clone();
    let mut watching = Vec::new();
    for _ in 0..screens {
        let seat = seat_of(demo, "station_screen", Some(&station)).await?;
        let mut client = Client::connect(&seat, "station", Some(&station)).await?;
        client.hear("snapshot").await?;
        watching.push(client);
    }
    let mut terminal = terminal(demo).await?;
    let mut waits = Vec::with_capacity(orders);
    for _ in 0..orders {
        let frame = place_and_pay(&basket, true);
        let parsed: Value = serde_json::from_str(&frame)?;
        let order_id = parsed["command"]["order_id"].as_str().context("no order id")?.to_owned();
        let began = Instant::now();
        terminal.say(frame).await?;
        for screen in &mut watching {
            while !screen.next_text().await?.contains(&order_id) {}
        }
        waits.push(began.elapsed());
        terminal.hear("reply").await?;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    waits.sort_unstable();
    let ms = |at: usize| waits.get(at.min(waits.len() - 1)).map_or(0, Duration::as_micros);
    Ok(json!({
        "p50_us": ms(waits.len() / 2), "p99_us": ms(waits.len() * 99 / 100), "max_us": ms(waits.len()),
    }))
}

async fn seat_of(demo: &Comanda, kind: &str, station: Option<&str>) -> anyhow::Result<Seat> {
    seat(demo.said("store_url"), demo.said("pairing_code"), kind, station).await
}

/// A terminal with somebody signed in and a shift open, which is sent no rows.
async fn terminal(demo: &Comanda) -> anyhow::Result<Client> {
    let seat = seat_of(demo, "terminal", None).await?;
    let mut client = Client::connect(&seat, "none", None).await?;
    let status: Value = acceptance::http()
        .get(format!("{}/api/v1/status", demo.said("store_url")))
        .send()
        .await?
        .text()
        .await
        .map(|text| serde_json::from_str(&text))??;
    let pins = status["demo"]["pins"].as_array().context("no PINs")?;
    let manager =
        pins.iter().find(|pin| pin["staff"]["role"] == "manager").context("no manager")?;
    let id = manager["staff"]["id"].as_str().context("no id")?;
    client.sign_in(id, manager["pin"].as_str().context("no PIN")?).await?;
    let shift = json!({ "type": "open_shift", "shift_id": Uuid::now_v7(), "float": 10_000 });
    client.command(&shift).await?;
    Ok(client)
}

async fn basket(demo: &Comanda) -> anyhow::Result<Basket> {
    let seat = seat_of(demo, "terminal", None).await?;
    let mut client = Client::connect(&seat, acceptance::MENU_VIEW, None).await?;
    let snapshot = client.hear("snapshot").await?;
    let catalogue = &snapshot["rows"]["catalogue"];
    let groups = catalogue["modifier_groups"].as_array().context("no groups")?;
    let needs_choice = |item: &Value| {
        let of_item = item["modifier_groups"].as_array().cloned().unwrap_or_default();
        groups.iter().any(|group| of_item.contains(&group["id"]) && group["min"] != 0)
    };
    let items = catalogue["items"].as_array().context("no items")?;
    let plain: Vec<&Value> = items
        .iter()
        .filter(|item| item["price"].is_i64() && !needs_choice(item))
        .filter(|item| item["stations"].as_array().is_some_and(|stations| stations.len() == 1))
        .collect();
    let first = plain.first().context("no plain item")?;
    let other = plain
        .iter()
        .find(|item| item["stations"] != first["stations"])
        .context("all plain items are made at one station")?;
    let chosen = [*first, *other, *plain.last().context("no plain item")?];
    let items = chosen
        .iter()
        .map(|item| {
            let id = item["id"].as_str().context("no id")?.to_owned();
            Ok((id, item["price"].as_i64().context("no price")?))
        })
        .collect::<anyhow::Result<_>>()?;
    let all = catalogue["stations"].as_array().context("no stations")?;
    let mut stations: Vec<String> = [first, other]
        .iter()
        .filter_map(|item| item["stations"][0].as_str().map(str::to_owned))
        .collect();
    stations.extend(all.iter().filter_map(|s| s["code"].as_str().map(str::to_owned)));
    stations.dedup();
    stations.truncate(2);
    Ok(Basket { items, stations })
}

/// One command: place, fire, pay exactly on the card machine, close, receipt if asked.
fn place_and_pay(basket: &Basket, receipts: bool) -> String {
    let lines: Vec<Value> = basket
        .items
        .iter()
        .map(|(item, _)| {
            json!({ "line_id": Uuid::now_v7(), "item_id": item, "quantity": 1, "modifiers": [] })
        })
        .collect();
    let total: i64 = basket.items.iter().map(|(_, price)| price).sum();
    json!({
        "type": "command",
        "command_id": Uuid::now_v7(),
        "command": {
            "type": "place_order", "order_id": Uuid::now_v7(), "channel": "takeaway",
            "member_id": null, "lines": lines, "fire": true, "print_receipt": receipts,
            "tenders": [{
                "tender_id": Uuid::now_v7(), "amount": total,
                "kind": { "type": "card_elsewhere", "reference": "bench" },
            }],
        },
    })
    .to_string()
}

/// Processor time that a process has used, in microseconds (proc(5): fields 14 and 15, in ticks of
/// 10 ms).
fn cpu_us(id: u32) -> anyhow::Result<u64> {
    let text = std::fs::read_to_string(format!("/proc/{id}/stat"))?;
    let after_name = text.rsplit_once(')').context("unreadable stat")?.1;
    let mut fields = after_name.split_whitespace().skip(11);
    let mut ticks = || fields.next().and_then(|field| field.parse::<u64>().ok()).unwrap_or(0);
    Ok((ticks() + ticks()) * 10_000)
}
