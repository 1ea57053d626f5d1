//! How long it takes HQ to say how far a million members are, over its socket; beside one walk over the
//! table of their visits, which is the least that any count can do.
//!
//! The rows are put in with SQL, as HQ puts them in: nobody sends ten million orders in a benchmark.

use std::time::{Duration, Instant};

use hq::{Hq, HqOptions, serve};
use protocol::hq::HqGroups;
use rusqlite::{Connection, params};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

type Failed = Box<dyn std::error::Error>;

const MEMBERS: u32 = 1_000_000;
/// The question is asked so often.
const TIMES: usize = 20;

#[tokio::main]
#[expect(clippy::print_stdout, reason = "a benchmark says what it measured")]
async fn main() -> Result<(), Failed> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let home = tempfile::tempdir()?;
    drop(Hq::open(home.path())?);
    let mut database = Connection::open(home.path().join("hq.sqlite"))?;
    fill(&mut database)?;
    let walk = "SELECT count(*) FROM member_visits WHERE visits > 0";
    let mut walk = database.prepare(walk)?;
    let mut bare = Vec::new();
    for _ in 0..TIMES {
        let began = Instant::now();
        let _count: u32 = walk.query_row([], |row| row.get(0))?;
        bare.push(began.elapsed());
    }
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/api/v1/members/groups", listener.local_addr()?);
    let stop = CancellationToken::new();
    let options = HqOptions { dir: home.path().to_owned(), tokens: Vec::new(), read_key: None };
    let serving = tokio::spawn(serve(options, listener, stop.clone()));
    let client =
        reqwest::Client::builder().tls_certs_only(std::iter::empty()).no_proxy().build()?;
    let mut took = Vec::new();
    for _ in 0..TIMES {
        let began = Instant::now();
        let groups: HqGroups = client.get(&url).send().await?.json().await?;
        took.push(began.elapsed());
        let counted: u32 = groups.groups.iter().map(|group| group.members).sum();
        if counted != MEMBERS {
            return Err(format!("{counted} were counted").into());
        }
    }
    stop.cancel();
    serving.await??;
    let (took, bare) = (middle(&mut took), middle(&mut bare));
    let hundredths = took.as_micros() * 100 / bare.as_micros().max(1);
    let (took, bare) = (took.as_millis(), bare.as_millis());
    println!(
        r#"{{"members":{MEMBERS},"groups_ms":{took},"bare_walk_ms":{bare},"ratio_hundredths":{hundredths}}}"#
    );
    Ok(())
}

fn middle(took: &mut [Duration]) -> Duration {
    took.sort_unstable();
    took.get(took.len() / 2).copied().unwrap_or_default()
}

/// An eighth of the members have not bought yet.
fn fill(database: &mut Connection) -> Result<(), Failed> {
    let transaction = database.transaction()?;
    let store =
        "INSERT INTO stores (id, store_id, token_hash) VALUES (1, zeroblob(16), zeroblob(32))";
    transaction.execute(store, [])?;
    {
        let record = "INSERT INTO member_records (change, store, member_id, version, at,
            enrolled_at, phone, last4, body) VALUES (?1, 1, ?2, 1, 0, ?1, ?3, ?1 % 10000, zeroblob(300))";
        let mut record = transaction.prepare(record)?;
        let visits = "INSERT INTO member_visits (member_id, visits, last_day) VALUES (?1, ?2, ?3)";
        let mut visits = transaction.prepare(visits)?;
        let today = "SELECT CAST(julianday('now') - julianday('0000-12-31') AS INTEGER)";
        let today: i64 = transaction.query_row(today, [], |row| row.get(0))?;
        for n in 0..MEMBERS {
            // As stores mint them: rising with time.
            let id = Uuid::from_u128((u128::from(n) << 80) | u128::from(n.reverse_bits()));
            record.execute(params![n + 1, id.to_string(), id.as_bytes()])?;
            visits.execute(params![id.as_bytes(), n % 8, today - i64::from(n % 120)])?;
        }
    }
    transaction.commit()?;
    Ok(())
}
