//! `comanda demo`: a store, its HQ and its printers in one process, with the sample shop.

mod place;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;
use domain::Code;
use futures_util::future::try_join_all;
use hq::HqOptions;
use printing::virtual_printer::machine_clock;
use printing::{Language, VirtualPrinter};
use store_server::{DemoOptions, Store, StoreOptions, tender_machines};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use self::place::Place;
use super::running::until_stopped;
use super::store::description;
use crate::args::{DemoArgs, Half};
use crate::sample;

/// Runs the demo until it is stopped.
pub(super) fn run(args: &DemoArgs) -> anyhow::Result<ExitCode> {
    until_stopped(async |stop| demo(args, stop).await)
}

async fn demo(args: &DemoArgs, stop: CancellationToken) -> anyhow::Result<()> {
    let mut place = Place::of(&args.dir, args.store_listen, args.hq_listen)?;
    // A half that runs alone takes both addresses the first time, so that the other finds its own.
    let with_store = args.only != Some(Half::Hq);
    let with_hq = args.only != Some(Half::Store);
    let is_new = place.is_new();
    let store_listener =
        if with_store || is_new { Some(place.store_listener().await?) } else { None };
    let hq_listener = if with_hq || is_new { Some(place.hq_listener().await?) } else { None };
    let (store_listener, hq_listener) =
        (store_listener.filter(|_| with_store), hq_listener.filter(|_| with_hq));
    let store = if with_store { Some(open_store(args, &mut place).await?) } else { None };
    if !with_store {
        place.keep(&args.dir)?;
    }
    tell(args, &place)?;
    serve(args, &place, store.zip(store_listener), hq_listener, stop).await
}

async fn printer(address: std::net::SocketAddr, columns: u16) -> anyhow::Result<VirtualPrinter> {
    VirtualPrinter::start(address, columns, machine_clock)
        .await
        .with_context(|| format!("the virtual printer cannot listen on {address}: free that port"))
}

/// Opens the store with its printers, and the sample shop in it.
async fn open_store(args: &DemoArgs, place: &mut Place) -> anyhow::Result<Store> {
    let receipt = Arc::new(printer(place.receipt_printer, 48).await?);
    let kitchen = Arc::new(printer(place.kitchen_printer, 32).await?);
    (place.receipt_printer, place.kitchen_printer) = (receipt.addr(), kitchen.addr());
    place.keep(&args.dir)?;
    let virtual_printers =
        BTreeMap::from([(Code::new("counter")?, receipt), (Code::new("kitchen")?, kitchen)]);
    let description = description(&args.dir.join("store.toml"))?;
    let options = StoreOptions {
        tender_machines: tender_machines(&description.tenders).await?,
        demo: Some(DemoOptions { pairing_code: place.pairing_code.clone() }),
        virtual_printers,
        paper_language: Language::En,
        ..StoreOptions::new(args.dir.join("store"), description)
    };
    let store = Store::open(options)?;
    open_shop(&store).await?;
    Ok(store)
}

/// Puts menu, staff and members of the sample shop into the store, once. What is asked together
/// is committed together.
async fn open_shop(store: &Store) -> anyhow::Result<()> {
    let is_new = store.ensure_catalogue(sample::catalogue()).await?;
    store.ensure_floor_plan(sample::floor_plan()).await?;
    // One after the other: each hash takes 19 MiB while it is made.
    for (_, names, role, pin) in sample::staff() {
        store.ensure_staff(names, role, pin).await?;
    }
    if is_new {
        let members = sample::members();
        let enrolled = members.iter().map(|(_, name, phone)| store.ensure_member(phone, name));
        try_join_all(enrolled).await?;
    }
    Ok(())
}

/// Serves what runs until it ends or is stopped; a half that ends takes the other with it.
async fn serve(
    args: &DemoArgs,
    place: &Place,
    store: Option<(Store, TcpListener)>,
    hq_listener: Option<TcpListener>,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let either = stop.child_token();
    let store = async {
        let Some((store, listener)) = store else { return Ok(()) };
        let served = store_server::serve(store, listener, either.clone()).await;
        either.cancel();
        served
    };
    let headquarters = async {
        let Some(listener) = hq_listener else { return Ok(()) };
        let options = HqOptions {
            dir: args.dir.join("hq"),
            tokens: vec![(sample::store_id(), place.hq_token.clone())],
            read_key: None,
        };
        let served = hq::serve(options, listener, either.clone()).await;
        either.cancel();
        served.context("HQ")
    };
    let (store, headquarters) = tokio::join!(store, headquarters);
    store.and(headquarters)
}

/// Says where everything is, once it listens.
fn tell(args: &DemoArgs, place: &Place) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    if args.json {
        tell_programs(args, place, &mut out)?;
        return Ok(out.flush()?);
    }
    let (store, hq) = (place.store_url(), place.hq_url());
    writeln!(out, "\n{} {}\n", sample::STORE_NAME_ZH, sample::STORE_NAME_EN)?;
    if !args.no_browser_hint {
        writeln!(out, "  Open this first   先打开      {store}/")?;
        writeln!(out, "  Till              收银台      {store}/pos")?;
        for station in sample::catalogue().stations {
            let (zh, en) = (station.names.zh, station.names.en);
            writeln!(out, "  Kitchen: {en:<9}后厨：{zh}  {store}/kds/{}", station.code)?;
        }
        writeln!(out, "  Pass              出餐口      {store}/expo")?;
        writeln!(out, "  Pickup board      取餐屏      {store}/board")?;
        writeln!(out, "  Printers          打印机      {store}/printers")?;
        writeln!(out, "  HQ                总部        {hq}/\n")?;
    }
    writeln!(out, "  Pairing code      配对码      {}", place.pairing_code)?;
    for (_, names, role, pin) in sample::staff() {
        let (zh, en) = match role {
            domain::staff::Role::Manager => ("经理", "manager"),
            domain::staff::Role::Cashier => ("收银", "cashier"),
            domain::staff::Role::Cook => ("厨师", "cook"),
        };
        writeln!(out, "  PIN {pin}          {} {} ({en} {zh})", names.zh, names.en)?;
    }
    writeln!(out, "  Members           会员        07700 900000 – 07700 900199 (samples 样例)")?;
    writeln!(
        out,
        "  Card and code machines are simulated: .01 declines, .02 and .03 break, .04 waits"
    )?;
    writeln!(out, "  刷卡与扫码为模拟：金额尾数 .01 拒付，.02、.03 断线，.04 等待")?;
    let dir = args.dir.display();
    writeln!(out, "\n  Everything is kept in {dir}. Ctrl-C stops it. 按 Ctrl-C 结束。\n")?;
    Ok(out.flush()?)
}

/// The same as one JSON object on a line.
fn tell_programs(
    args: &DemoArgs,
    place: &Place,
    out: &mut impl std::io::Write,
) -> anyhow::Result<()> {
    let staff: Vec<_> = sample::staff()
        .into_iter()
        .map(
            |(_, names, role, pin)| serde_json::json!({ "names": names, "role": role, "pin": pin }),
        )
        .collect();
    let told = serde_json::json!({
        "ready": true, "store_url": place.store_url(), "hq_url": place.hq_url(),
        "pairing_code": place.pairing_code, "staff": staff, "dir": args.dir,
        "receipt_printer": place.receipt_printer, "kitchen_printer": place.kitchen_printer,
        "pid": std::process::id(),
    });
    Ok(writeln!(out, "{told}")?)
}
