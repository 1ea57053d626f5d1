//! `comanda demo`: a store, its HQ and its printers in one process, with the sample shop.

mod place;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
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
use crate::sample::{self, Branch};

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
    let mut stores = Vec::new();
    if let Some(listener) = store_listener {
        stores.push((open_store(&args.dir, &mut place, Branch::Lane).await?, listener));
    } else {
        place.keep(&args.dir, Branch::Lane)?;
    }
    let second = if args.second_store { Some(Second::of(args, &place)?) } else { None };
    let second = match second {
        Some(second) if with_store => {
            let (second, opened) = second.open().await?;
            stores.push(opened);
            Some(second)
        }
        second => second,
    };
    tell(args, &place, second.as_ref())?;
    let tokens = std::iter::once((Branch::Lane, &place))
        .chain(second.iter().map(|second| (Branch::Quay, &second.place)))
        .map(|(branch, place)| (branch.store_id(), place.hq_token.clone()))
        .collect();
    let hq = HqOptions { dir: args.dir.join("hq"), tokens, read_key: None };
    serve(stores, hq_listener.map(|listener| (hq, listener)), stop).await
}

/// The second store and its folder.
struct Second {
    dir: PathBuf,
    place: Place,
}

impl Second {
    /// Where it was, or on any free port; its HQ is the first one's.
    fn of(args: &DemoArgs, first: &Place) -> anyhow::Result<Self> {
        let dir = args.dir.join("second");
        let any = SocketAddr::new(first.store.ip(), 0);
        let mut place = Place::of(&dir, Some(any), None)?;
        place.hq = first.hq;
        place.keep(&dir, Branch::Quay)?;
        Ok(Self { dir, place })
    }

    async fn open(mut self) -> anyhow::Result<(Self, (Store, TcpListener))> {
        let listener = self.place.store_listener().await?;
        let store = open_store(&self.dir, &mut self.place, Branch::Quay).await?;
        Ok((self, (store, listener)))
    }
}

async fn printer(address: std::net::SocketAddr, columns: u16) -> anyhow::Result<VirtualPrinter> {
    VirtualPrinter::start(address, columns, machine_clock)
        .await
        .with_context(|| format!("the virtual printer cannot listen on {address}: free that port"))
}

/// Opens the store with its printers, and the sample shop in it.
async fn open_store(dir: &Path, place: &mut Place, branch: Branch) -> anyhow::Result<Store> {
    let receipt = Arc::new(printer(place.receipt_printer, 48).await?);
    let kitchen = Arc::new(printer(place.kitchen_printer, 32).await?);
    (place.receipt_printer, place.kitchen_printer) = (receipt.addr(), kitchen.addr());
    place.keep(dir, branch)?;
    let virtual_printers =
        BTreeMap::from([(Code::new("counter")?, receipt), (Code::new("kitchen")?, kitchen)]);
    let description = description(&dir.join("store.toml"))?;
    let options = StoreOptions {
        tender_machines: tender_machines(&description.tenders).await?,
        demo: Some(DemoOptions { pairing_code: place.pairing_code.clone() }),
        virtual_printers,
        paper_language: Language::En,
        ..StoreOptions::new(dir.join("store"), description)
    };
    let store = Store::open(options)?;
    open_shop(&store, branch).await?;
    Ok(store)
}

/// Puts menu, staff and members of the sample shop into the store, once. What is asked together
/// is committed together.
async fn open_shop(store: &Store, branch: Branch) -> anyhow::Result<()> {
    let is_new = store.ensure_catalogue(sample::catalogue()).await?;
    store.ensure_floor_plan(sample::floor_plan()).await?;
    // One after the other: each hash takes 19 MiB while it is made.
    for (_, names, role, pin) in sample::staff() {
        store.ensure_staff(names, role, pin).await?;
    }
    // The second store knows its members from HQ.
    if is_new && branch == Branch::Lane {
        let members = sample::members();
        let enrolled = members.iter().map(|(_, name, phone)| store.ensure_member(phone, name));
        try_join_all(enrolled).await?;
    }
    Ok(())
}

/// Serves what runs until it ends or is stopped; what ends takes the others with it.
async fn serve(
    stores: Vec<(Store, TcpListener)>,
    hq: Option<(HqOptions, TcpListener)>,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let together = stop.child_token();
    let stores = try_join_all(stores.into_iter().map(async |(store, listener)| {
        let served = store_server::serve(store, listener, together.clone()).await;
        together.cancel();
        served
    }));
    let headquarters = async {
        let Some((options, listener)) = hq else { return Ok(()) };
        let served = hq::serve(options, listener, together.clone()).await;
        together.cancel();
        served.context("HQ")
    };
    let (stores, headquarters) = tokio::join!(stores, headquarters);
    stores.map(drop).and(headquarters)
}

/// Says where everything is, once it listens.
fn tell(args: &DemoArgs, place: &Place, second: Option<&Second>) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    if args.json {
        tell_programs(args, place, second, &mut out)?;
        return Ok(out.flush()?);
    }
    let (store, hq) = (place.store_url(), place.hq_url());
    let names = Branch::Lane.names();
    writeln!(out, "\n{} {}\n", names.zh, names.en)?;
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
        if let Some(second) = second {
            writeln!(out, "  Second store      第二家店    {}/", second.place.store_url())?;
        }
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
    second: Option<&Second>,
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
        "pid": std::process::id(), "second_store_url": second.map(|second| second.place.store_url()),
    });
    Ok(writeln!(out, "{told}")?)
}
