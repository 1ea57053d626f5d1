//! Benchmarks: Comanda beside the bare limit of this machine, measured in the same run.

mod bare;
mod load;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use acceptance::{Comanda, comanda_in};
use clap::Parser;
use load::Asked;
use serde_json::{Value, json};

/// Measures the main paths and prints each with its ratio to what the machine can do at all.
#[derive(Parser)]
struct Options {
    /// One JSON object on the last line.
    #[arg(long)]
    json: bool,
    /// Seconds per measurement.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Also plays this file of real orders through a fresh demo.
    #[arg(long)]
    replay: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let window = Duration::from_secs(options.seconds);
    let folder = tempfile::tempdir()?;

    let began = Instant::now();
    let demo = start(&folder.path().join("demo"), &[])?;
    let first_start_ms = began.elapsed().as_millis();
    let idle_bytes = demo.resident_bytes()?;
    let before = bare::orders_per_second(folder.path(), 8, window)?;
    let alone = load::orders_per_second(&demo, 8, ALL, window).await?;
    let watched = load::orders_per_second(&demo, 8, WATCHED, window).await?;
    let again = load::orders_per_second(&demo, 8, ALL, window).await?;
    let after = bare::orders_per_second(folder.path(), 8, window)?;
    let shown = load::order_to_screens(&demo, 8, 200).await?;
    demo.stop()?;
    let began = Instant::now();
    let demo = start(&folder.path().join("demo"), &[])?;
    let start_ms = began.elapsed().as_millis();
    demo.stop()?;
    // HQ and the printers are other machines in a store: once without them.
    let demo = start(&folder.path().join("store"), &["--only", "store"])?;
    let store_alone = load::orders_per_second(&demo, 8, NO_PAPER, window).await?;
    let store_watched =
        load::orders_per_second(&demo, 8, Asked { screens: 10, ..NO_PAPER }, window).await?;
    demo.stop()?;

    let bare = f64::midpoint(before, after);
    let unwatched = f64::midpoint(alone.per_second, again.per_second);
    let mut report = json!({
        "bare_sqlite_batch_8_per_s": bare.round(),
        "store_alone": {
            "place_and_pay_8_terminals_per_s": store_alone.per_second.round(),
            "ratio_to_bare": ratio(store_alone.per_second, bare),
            "cpu_us_per_order": store_alone.cpu_us_per_order.round(),
            "ratio_with_10_screens": ratio(store_watched.per_second, store_alone.per_second),
        },
        "place_and_pay_8_terminals_per_s": unwatched.round(),
        "ratio_to_bare": ratio(unwatched, bare),
        "cpu_us_per_order": alone.cpu_us_per_order.round(),
        "with_10_screens_per_s": watched.per_second.round(),
        "ratio_with_screens": ratio(watched.per_second, unwatched),
        "bytes_per_ticket_and_screen": watched.bytes_per_ticket.round(),
        "order_to_8_screens_ms": shown,
        "start_to_serving_ms": { "new": first_start_ms, "again": start_ms },
        "resident_mb_after_start": two_places(megabytes(idle_bytes)),
    });
    if let Some(file) = &options.replay {
        report["replay"] = replay(&folder.path().join("replay"), file)?;
    }
    print(&report, options.json)
}

const ALL: Asked = Asked { screens: 0, receipts: true };
const WATCHED: Asked = Asked { screens: 10, receipts: true };
const NO_PAPER: Asked = Asked { screens: 0, receipts: false };

fn start(dir: &std::path::Path, more: &[&str]) -> anyhow::Result<Comanda> {
    let dir = dir.to_string_lossy().into_owned();
    let mut words = vec![
        "demo",
        "--dir",
        &dir,
        "--store-listen",
        "127.0.0.1:0",
        "--hq-listen",
        "127.0.0.1:0",
        "--no-browser-hint",
        "--json",
    ];
    words.extend(more);
    Comanda::start(&words)
}

fn replay(dir: &std::path::Path, file: &std::path::Path) -> anyhow::Result<Value> {
    let demo = start(dir, &[])?;
    let file = file.canonicalize()?.to_string_lossy().into_owned();
    let words = [
        "replay",
        &file,
        "--to",
        demo.said("store_url"),
        "--terminals",
        "8",
        "--speed",
        "max",
        "--json",
    ];
    let mut report = comanda_in(dir, &words)?.report()?;
    report["resident_mb_after"] = two_places(megabytes(demo.resident_bytes()?)).into();
    demo.stop()?;
    Ok(report)
}

#[expect(clippy::float_arithmetic, reason = "a ratio for people, not money")]
fn ratio(ours: f64, bare: f64) -> f64 {
    two_places(ours / bare)
}

#[expect(clippy::float_arithmetic, reason = "a ratio for people, not money")]
fn two_places(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::float_arithmetic,
    reason = "a size for people"
)]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1_048_576.0
}

#[expect(clippy::print_stdout, reason = "the report is what this program is for")]
fn print(report: &Value, as_json: bool) -> anyhow::Result<()> {
    if as_json {
        println!("{report}");
    } else {
        println!("{}", serde_json::to_string_pretty(report)?);
    }
    Ok(())
}
