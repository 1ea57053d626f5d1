//! How many orders a second the journal takes, beside the bare limit of `SQLite` in the same run.
//!
//! Eight askers place, fire and pay orders of five lines at two stations. The bare limit writes
//! eight orders of seven rows, one of them an event of 1 kB, in each transaction. The same once more with
//! a member on each order, who earns points with it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use journal::{Outcome, SystemClock};
use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::Failed;
use crate::shop::{LINES, enrol, member, open, order, set_up};

const TASKS: u32 = 8;
/// Members who order in turn, where orders have one.
const MEMBERS: u128 = 1_000;
const ORDERS_PER_TRANSACTION: u64 = 8;
/// Parts in which orders with and without a member are measured by turns.
const PARTS: u32 = 5;

/// Orders written, in how long, with how much of the processor.
struct Measured {
    orders: u64,
    elapsed: Duration,
    cpu: Duration,
}

impl Measured {
    /// Parts as one.
    fn of_all(parts: &[Self]) -> Self {
        Self {
            orders: parts.iter().map(|part| part.orders).sum(),
            elapsed: parts.iter().map(|part| part.elapsed).sum(),
            cpu: parts.iter().map(|part| part.cpu).sum(),
        }
    }

    fn per_second(&self) -> u64 {
        let ms = u64::try_from(self.elapsed.as_millis()).unwrap_or(u64::MAX).max(1);
        self.orders * 1_000 / ms
    }

    fn cpu_us(&self) -> u64 {
        u64::try_from(self.cpu.as_micros()).unwrap_or(u64::MAX) / self.orders.max(1)
    }
}

/// Measures each kind for so long, in parts by turns: a machine is not equally fast all the time.
pub(crate) async fn measure(span: Duration, home: &Path) -> Result<serde_json::Value, Failed> {
    let (mut ours, mut members) = (Vec::new(), Vec::new());
    for part in 0..PARTS {
        let dir = |kind: &str| home.join(format!("{kind}-{part}"));
        ours.push(append_for(span / PARTS, &dir("store"), 0).await?);
        members.push(append_for(span / PARTS, &dir("members"), MEMBERS).await?);
    }
    let bare = bare_for(span, &home.join("bare.sqlite"))?;
    let mut added: Vec<i64> = Vec::new();
    for (without, with) in ours.iter().zip(&members) {
        added.push(i64::try_from(with.cpu_us())? - i64::try_from(without.cpu_us())?);
    }
    added.sort_unstable();
    let (ours, members) = (Measured::of_all(&ours), Measured::of_all(&members));
    let thousandths = ours.per_second() * 1_000 / bare.per_second().max(1);
    Ok(serde_json::json!({
        "orders_per_s": ours.per_second(),
        "cpu_us_per_order": ours.cpu_us(),
        "cpu_us_per_members_order": members.cpu_us(),
        "cpu_us_a_member_adds": added.get(added.len() / 2),
        "cpu_us_a_member_adds_at_most": added.last(),
        "bare_orders_per_s": bare.per_second(),
        "bare_cpu_us_per_order": bare.cpu_us(),
        "ratio_thousandths": thousandths,
    }))
}

/// Appends from eight tasks until the time is up, each order with one of so many members.
async fn append_for(span: Duration, dir: &Path, members: u128) -> Result<Measured, Failed> {
    let journal = open(dir, Arc::new(SystemClock))?;
    set_up(&journal, LINES).await?;
    enrol(&journal, members).await?;
    let taken = Arc::new(AtomicU64::new(0));
    let (began, cpu) = (Instant::now(), cpu_time()?);
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..TASKS {
        let (journal, taken) = (journal.clone(), Arc::clone(&taken));
        tasks.spawn(async move {
            while began.elapsed() < span {
                // Minted as terminals do, in the order of time.
                let n = Uuid::now_v7().as_u128();
                let whose = (members > 0).then(|| member(1 + n % members.max(1)));
                let answer = journal.append(order(n, 1, whose)).await?;
                match answer.outcome() {
                    Some(Outcome::Accepted { .. }) => taken.fetch_add(1, Ordering::Relaxed),
                    other => return Err(Failed::from(format!("{other:?}"))),
                };
            }
            Ok(())
        });
    }
    while let Some(task) = tasks.join_next().await {
        task??;
    }
    let measured = Measured {
        orders: taken.load(Ordering::Relaxed),
        elapsed: began.elapsed(),
        cpu: cpu_time()?.saturating_sub(cpu),
    };
    journal.stop().await;
    Ok(measured)
}

/// The least that an order can cost: seven rows, and nothing decided, hashed or derived.
fn bare_for(span: Duration, file: &Path) -> Result<Measured, Failed> {
    let mut connection = Connection::open(file)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.execute_batch(
        "CREATE TABLE events (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
         CREATE TABLE outcomes (id BLOB PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
         CREATE TABLE orders (id BLOB PRIMARY KEY, state INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
         CREATE TABLE rows (n INTEGER PRIMARY KEY, of INTEGER NOT NULL, body TEXT NOT NULL) STRICT;",
    )?;
    let (event, body) = ("e".repeat(1_000), "b".repeat(100));
    let (began, cpu) = (Instant::now(), cpu_time()?);
    let mut orders = 0_u64;
    while began.elapsed() < span {
        let transaction = connection.transaction()?;
        for _ in 0..ORDERS_PER_TRANSACTION {
            orders += 1;
            let id = *Uuid::now_v7().as_bytes();
            let run = |sql: &str, params: &[&dyn rusqlite::ToSql]| {
                transaction.prepare_cached(sql).and_then(|mut statement| statement.execute(params))
            };
            run("INSERT INTO events (body) VALUES (?1)", params![event])?;
            run("INSERT INTO outcomes VALUES (?1, ?2)", params![id, body])?;
            run("INSERT INTO orders VALUES (?1, 1, ?2)", params![id, body])?;
            for _ in 0..4 {
                run("INSERT INTO rows (of, body) VALUES (?1, ?2)", params![orders, body])?;
            }
        }
        transaction.commit()?;
    }
    Ok(Measured { orders, elapsed: began.elapsed(), cpu: cpu_time()?.saturating_sub(cpu) })
}

/// Processor time of this process so far, in steps of the kernel's 10 ms (`proc_pid_stat(5)`).
fn cpu_time() -> Result<Duration, Failed> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let after_name = stat.rsplit_once(')').ok_or("no name in /proc/self/stat")?.1;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    // Fields 14 and 15, counted from the pid; the state, field 3, is the first one here.
    let ticks: u64 = [11, 12]
        .into_iter()
        .map(|at| fields.get(at).and_then(|text| text.parse::<u64>().ok()).unwrap_or(0))
        .sum();
    Ok(Duration::from_millis(ticks * 10))
}
