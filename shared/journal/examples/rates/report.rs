//! How long the sales of a year take, by each group, beside reading as many rows of nothing but sums.
//!
//! The year is traded through the journal itself: 60 orders a day from 8 in the morning on, of five
//! of 120 items each.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use domain::{BusinessDay, Timestamp};
use journal::{Clock, SalesBy};
use serde_json::{Value, json};

use crate::Failed;
use crate::shop::{LINES, open, order, set_up};

const ITEMS: u128 = 120;
const DAYS: i64 = 365;
const ORDERS_A_DAY: i64 = 60;
const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
/// 2025-01-01 08:00 in London.
const OPENING_MS: i64 = 1_735_718_400_000;
/// Each question is asked so often; the median counts.
const TIMES: usize = 21;

struct HandClock(AtomicI64);

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_ms(self.0.load(Ordering::SeqCst))
    }
}

pub(crate) async fn measure(home: &Path) -> Result<Value, Failed> {
    let clock = Arc::new(HandClock(AtomicI64::new(OPENING_MS)));
    let dir = home.join("store");
    let time: Arc<dyn Clock> = Arc::<HandClock>::clone(&clock);
    let journal = open(&dir, time)?;
    set_up(&journal, ITEMS).await?;
    let mut n = 0_u128;
    for day in 0..DAYS {
        let mut waiting = Vec::new();
        for one in 0..ORDERS_A_DAY {
            n += 1;
            clock.0.store(OPENING_MS + day * DAY_MS + one * 13 * MINUTE_MS, Ordering::SeqCst);
            waiting.push(journal.append(order(n, 1 + n * 7 % (ITEMS - LINES), None)).await?);
        }
        if waiting.iter().any(|answer| answer.outcome().is_none()) {
            return Err("an order was not taken".into());
        }
    }
    let (from, to): (BusinessDay, BusinessDay) = ("2025-01-01".parse()?, "2025-12-31".parse()?);
    let mut report = serde_json::Map::new();
    for by in [
        SalesBy::Hour,
        SalesBy::Day,
        SalesBy::Item,
        SalesBy::Category,
        SalesBy::Channel,
        SalesBy::Staff,
        SalesBy::Tender,
        SalesBy::Tax,
    ] {
        let mut took = Vec::with_capacity(TIMES);
        for _ in 0..TIMES {
            let began = Instant::now();
            let groups = journal
                .read(move |reader| reader.sales(by, from, to, chrono_tz::Europe::London))
                .await?;
            took.push(began.elapsed().as_micros());
            if groups.is_empty() {
                return Err(format!("nothing was sold by {by:?}").into());
            }
        }
        took.sort_unstable();
        let median = took.get(TIMES / 2).copied().unwrap_or_default();
        report.insert(format!("{by:?}_us").to_lowercase(), json!(u64::try_from(median)?));
    }
    journal.stop().await;
    let bare = rusqlite::Connection::open(dir.join(journal::FILE_NAME))?;
    let (rows, began) = (rows(&bare)?, Instant::now());
    let sum: i64 = bare.query_row("SELECT sum(net + tax) FROM sales", [], |row| row.get(0))?;
    report.insert("bare_sum_of_all_rows_us".to_owned(), json!(began.elapsed().as_micros()));
    report.insert("rows".to_owned(), json!(rows));
    report.insert("checked_sum".to_owned(), json!(sum));
    Ok(Value::Object(report))
}

fn rows(bare: &rusqlite::Connection) -> rusqlite::Result<i64> {
    bare.query_row("SELECT count(*) FROM sales", [], |row| row.get(0))
}
