//! `comanda replay`: plays real orders through the public interface as N terminals, then reconciles.
//!
//! `sheet` reads the file, `plan` mints what will be asked, `setting` lets the devices in and
//! puts missing items on the menu, `till`, `station` and `expo` play the people, `book` is
//! what they all write down, `reconcile` compares it with what the store and HQ have counted.
//! Knows nothing of the store server but its wire: no crate of the server is used here.

mod book;
mod doors;
mod expo;
mod inflight;
mod line;
mod plan;
mod reconcile;
mod report;
mod setting;
mod sheet;
mod sign_in;
mod station;
mod till;
mod wire;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use domain::Money;
use domain::money::Currency;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use self::book::Book;
use self::doors::Doors;
use self::expo::Expo;
use self::line::{Line, Part};
use self::plan::Plan;
use self::reconcile::{Counted, Tally};
pub use self::report::{Report, Spread};
use self::setting::Setting;
pub use self::sheet::{Sheet, SheetError, SheetOrder, SheetRow};
use self::station::Station;
use self::till::{Queue, Till};

/// How often the end of a replay looks whether everything has settled.
const SETTLED_POLL: Duration = Duration::from_millis(100);

/// How fast orders are played.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Speed {
    /// Each terminal sends as soon as its last order was answered.
    Max,
    /// So many times faster than the orders came in; above zero.
    Times(f64),
}

impl std::str::FromStr for Speed {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.parse::<f64>() {
            _ if text == "max" => Ok(Self::Max),
            Ok(times) if times.is_finite() && times > 0.0 => Ok(Self::Times(times)),
            Ok(_) | Err(_) => Err("write \"max\" or a number above 0, such as 60".to_owned()),
        }
    }
}

/// What is replayed, where and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// The orders.
    pub file: PathBuf,
    /// The store, `http://127.0.0.1:4100` for example.
    pub to: String,
    /// HQ, when it is not where the store says it is.
    pub hq: Option<String>,
    /// What HQ wants to see before it answers, if it does.
    pub hq_token: Option<String>,
    /// How many terminals play, 1 to 64.
    pub terminals: u32,
    /// How fast.
    pub speed: Speed,
    /// Only the first so many orders.
    pub limit: Option<usize>,
    /// How long the store may be away before a terminal gives up.
    pub patience: Duration,
    /// How to get in; several, separated by commas, when each lets one device in.
    pub pairing_code: Option<String>,
    /// The PIN of whoever signs in.
    pub pin: Option<String>,
    /// Who signs in: a name in either script, or an id.
    pub staff: Option<String>,
}

/// Plays a file against a store and reports what came of it.
///
/// # Errors
/// A [`SheetError`] when the file cannot be read: then nothing was sent. Anything else says in a
/// sentence what stopped the replay before it could be reconciled.
pub async fn run(options: &Options) -> anyhow::Result<Report> {
    let sheet = Sheet::read(&options.file, options.limit)?;
    let doors = Doors::open(options).await?;
    let currency = Currency::from_code(&doors.status().store.currency)
        .with_context(|| format!("the store trades in {}", doors.status().store.currency))?;
    let orders = plan::priced(&sheet, currency)?;
    let setting = setting::prepare(&doors, options, &orders).await?;
    let plan = Arc::new(Plan::new(&orders, &setting.routes));
    let before = doors.baseline(&setting.token).await?;
    tracing::info!(
        orders = plan.orders.len(),
        terminals = setting.tills.len(),
        stations = setting.stations.len(),
        "replaying {} orders of {} on {} terminals",
        plan.orders.len(),
        options.file.display(),
        setting.tills.len()
    );
    let book = Arc::new(Book::new(Arc::clone(&plan)));
    let started = Instant::now();
    let played = play(&setting, &plan, &book, options, started).await;
    let Counted { store, hq } =
        doors.settle(&setting.token, &before, &book, options.patience).await;
    let tally = Tally { plan: &plan, book: &book, before: &before, store, hq, played };
    Ok(tally.report(started.elapsed()))
}

/// What the terminals came to, besides what stands in the book.
struct Played {
    /// From the first order sent until the last was answered.
    answered_in: Duration,
    /// Counted minus expected over all drawers; 0 when every drawer agreed.
    drawers_over_short: Money,
    /// Why some terminal or screen gave up, a sentence each.
    complaints: Vec<String>,
}

async fn play(
    setting: &Setting,
    plan: &Arc<Plan>,
    book: &Arc<Book>,
    options: &Options,
    started: Instant,
) -> Played {
    let queue = Arc::new(Queue::new(plan.orders.len()));
    let stop = CancellationToken::new();
    let mut screens = JoinSet::new();
    for (line, code) in &setting.stations {
        let part = Station::new(code.clone(), Arc::clone(book));
        let playing = played(line.clone(), part, stop.clone());
        screens.spawn(async { playing.await.1 });
    }
    let playing = played(setting.expo.clone(), Expo::new(Arc::clone(book)), stop.clone());
    screens.spawn(async { playing.await.1 });
    let mut tills = JoinSet::new();
    for (line, sign_in) in &setting.tills {
        let till =
            Till::new(sign_in.clone(), Arc::clone(plan), Arc::clone(book), Arc::clone(&queue));
        let line = line.clone().waking_on(queue.releases());
        tills.spawn(played(line, till, CancellationToken::new()));
    }
    let feeder = tokio::spawn(feed(Arc::clone(plan), Arc::clone(&queue), options.speed, started));
    let mut complaints = Vec::new();
    let mut drawers_over_short = Money::ZERO;
    while let Some(ended) = tills.join_next().await {
        match ended {
            Ok((till, ending)) => {
                drawers_over_short =
                    drawers_over_short.checked_add(till.over_short()).unwrap_or(drawers_over_short);
                complaints.extend(ending.err().map(|error| error.to_string()));
            }
            Err(error) => complaints.push(format!("a terminal broke down: {error}")),
        }
    }
    feeder.abort();
    let answered_in = book.answered_in(started);
    wait_for_the_kitchen(book, options.patience).await;
    stop.cancel();
    while let Some(ended) = screens.join_next().await {
        match ended {
            Ok(ending) => complaints.extend(ending.err().map(|error| error.to_string())),
            Err(error) => complaints.push(format!("a screen broke down: {error}")),
        }
    }
    Played { answered_in, drawers_over_short, complaints }
}

/// Plays one part to its end and hands it back with how it ended.
async fn played<P: Part>(
    line: Line,
    mut part: P,
    stop: CancellationToken,
) -> (P, Result<(), line::GaveUp>) {
    let ending = line.play(&mut part, &stop).await;
    (part, ending)
}

/// Releases orders to the terminals when their time has come.
async fn feed(plan: Arc<Plan>, queue: Arc<Queue>, speed: Speed, started: Instant) {
    let Speed::Times(times) = speed else {
        queue.release(plan.orders.len());
        return;
    };
    let Some(first) = plan.orders.first() else { return };
    for (index, order) in plan.orders.iter().enumerate() {
        let after = (order.ordered_at - first.ordered_at).to_std().unwrap_or_default();
        tokio::time::sleep_until((started + faster(after, times)).into()).await;
        queue.release(index + 1);
    }
}

/// A span of time played so many times faster; unchanged when that cannot be written down.
#[expect(clippy::float_arithmetic, reason = "a span of time, not money")]
fn faster(span: Duration, times: f64) -> Duration {
    Duration::try_from_secs_f64(span.as_secs_f64() / times).unwrap_or(span)
}

/// Waits until every accepted order was shown, bumped and handed over, for as long as that goes on.
async fn wait_for_the_kitchen(book: &Book, patience: Duration) {
    let mut last = book.kitchen_progress();
    let mut since = Instant::now();
    while !book.kitchen_is_done() && since.elapsed() < patience {
        tokio::time::sleep(SETTLED_POLL).await;
        let now = book.kitchen_progress();
        if now != last {
            (last, since) = (now, Instant::now());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Speed;

    #[test]
    fn a_speed_is_max_or_a_number_above_zero() {
        for (text, expected) in [
            ("max", Some(Speed::Max)),
            ("60", Some(Speed::Times(60.0))),
            ("1.5", Some(Speed::Times(1.5))),
        ] {
            assert_eq!(text.parse::<Speed>().ok(), expected, "{text}");
        }
        for text in ["0", "-1", "fast", "NaN", "inf", ""] {
            assert!(text.parse::<Speed>().is_err(), "{text}");
        }
    }
}
