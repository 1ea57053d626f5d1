//! The bare limit: `SQLite` alone, one realistic order (7 rows, a 1 kB event), eight to a transaction.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

const SCHEMA: &str = "
    CREATE TABLE events (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
    CREATE TABLE orders (id BLOB PRIMARY KEY, number INTEGER NOT NULL, total INTEGER NOT NULL) STRICT;
    CREATE TABLE lines (id INTEGER PRIMARY KEY, order_id BLOB NOT NULL, item BLOB NOT NULL, quantity INTEGER NOT NULL, amount INTEGER NOT NULL) STRICT;
    CREATE TABLE tickets (id INTEGER PRIMARY KEY, order_id BLOB NOT NULL, station TEXT NOT NULL) STRICT;
    CREATE TABLE outcomes (id BLOB PRIMARY KEY, outcome TEXT NOT NULL) STRICT, WITHOUT ROWID;";

/// Orders per second with `batch` orders per durable transaction.
#[expect(clippy::float_arithmetic, reason = "a rate for people")]
pub(crate) fn orders_per_second(
    folder: &Path,
    batch: u32,
    window: Duration,
) -> anyhow::Result<f64> {
    let file = folder.join(format!("bare-{}.sqlite", uuid::Uuid::now_v7()));
    let mut connection = Connection::open(&file)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.execute_batch(SCHEMA)?;
    let body = "x".repeat(1_000);
    let (began, mut orders) = (Instant::now(), 0_u32);
    while began.elapsed() < window {
        let transaction = connection.transaction()?;
        for _ in 0..batch {
            insert(&transaction, orders, &body)?;
            orders += 1;
        }
        transaction.commit()?;
    }
    let rate = f64::from(orders) / began.elapsed().as_secs_f64();
    drop(connection);
    std::fs::remove_file(file)?;
    Ok(rate)
}

fn insert(connection: &Connection, number: u32, body: &str) -> rusqlite::Result<()> {
    let id = uuid::Uuid::now_v7();
    connection.prepare_cached("INSERT INTO events (body) VALUES (?1)")?.execute([body])?;
    connection.prepare_cached("INSERT INTO orders VALUES (?1, ?2, ?3)")?.execute(params![
        id.as_bytes(),
        number,
        1_280
    ])?;
    for amount in [1_080, 550, 420] {
        connection
            .prepare_cached(
                "INSERT INTO lines (order_id, item, quantity, amount) VALUES (?1, ?2, 1, ?3)",
            )?
            .execute(params![id.as_bytes(), id.as_bytes(), amount])?;
    }
    connection
        .prepare_cached("INSERT INTO tickets (order_id, station) VALUES (?1, 'noodles')")?
        .execute(params![id.as_bytes()])?;
    connection
        .prepare_cached("INSERT INTO outcomes VALUES (?1, ?2)")?
        .execute(params![id.as_bytes(), "{\"type\":\"accepted\"}"])?;
    Ok(())
}
