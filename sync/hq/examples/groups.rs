//! How long it takes HQ to say into which groups a million members fall, over its socket; beside one walk
//! over where they stand, which is the least that any count without a tally can do. And how many members
//! a second it counts anew: when all of them change places, and when the day turns and hardly any does.
//!
//! The rows are put in with SQL, as HQ puts them in: nobody sends ten million orders in a benchmark.

use std::time::{Duration, Instant};

use domain::id::{MemberId, StoreId};
use domain::member::elsewhere::Elsewhere;
use domain::member::standing::{Month, Tier};
use domain::member::tagging::TagRule;
use domain::member::{Consent, MemberRecord, Purpose};
use domain::settings::{MemberRules, StoreCard, Trade};
use domain::{BusinessDay, Code, Money, Names, Timestamp};
use hq::{Hq, HqOptions, serve};
use protocol::hq::HqGroups;
use rusqlite::{Connection, params};
use sealing::MemberSeal;
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
    fill(&mut database, &MemberSeal::of_directory(home.path(), None)?)?;
    let walk = "SELECT count(*) FROM member_standings WHERE last_day > 0";
    let mut walk = database.prepare(walk)?;
    let mut bare = Vec::new();
    for _ in 0..TIMES {
        let began = Instant::now();
        let _count: u32 = walk.query_row([], |row| row.get(0))?;
        bare.push(began.elapsed());
    }
    drop(walk);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/api/v1/members/groups", listener.local_addr()?);
    let stop = CancellationToken::new();
    let options = HqOptions { dir: home.path().to_owned(), tokens: Vec::new(), read_key: None };
    let serving = tokio::spawn(serve(options, listener, stop.clone()));
    let client =
        reqwest::Client::builder().tls_certs_only(std::iter::empty()).no_proxy().build()?;
    let all_moved = counted(&client, &url).await?;
    let yesterday =
        "UPDATE notes SET value = json_set(value, '$.stamp', '') WHERE key = 'reckoning'";
    database.execute(yesterday, [])?;
    let day_turned = counted(&client, &url).await?;
    let mut took = Vec::new();
    for _ in 0..TIMES {
        let began = Instant::now();
        let groups: HqGroups = client.get(&url).send().await?.json().await?;
        took.push(began.elapsed());
        if (groups.counted.members, groups.waiting) != (MEMBERS, 0) {
            return Err(format!("{} were counted", groups.counted.members).into());
        }
    }
    stop.cancel();
    serving.await??;
    let (took, bare) = (middle(&mut took).as_micros(), middle(&mut bare).as_micros());
    let thousandths = took * 1_000 / bare.max(1);
    let (moved, turned) = (all_moved.as_millis(), day_turned.as_millis());
    println!(
        r#"{{"members":{MEMBERS},"groups_us":{took},"bare_walk_us":{bare},"ratio_thousandths":{thousandths},"all_moved_ms":{moved},"day_turned_ms":{turned}}}"#
    );
    Ok(())
}

/// How long it takes until everybody is counted.
async fn counted(client: &reqwest::Client, url: &str) -> Result<Duration, Failed> {
    let began = Instant::now();
    loop {
        let groups: HqGroups = client.get(url).send().await?.json().await?;
        if groups.waiting == 0 {
            return Ok(began.elapsed());
        }
    }
}

fn middle(took: &mut [Duration]) -> Duration {
    took.sort_unstable();
    took.get(took.len() / 2).copied().unwrap_or_default()
}

/// Two tiers and a tag by rule.
fn card() -> Result<StoreCard, Failed> {
    let tier = |code, spent| -> Result<Tier, Failed> {
        Ok(Tier {
            code: Code::new(code)?,
            names: Names::new(code, code),
            spent: Money::from_minor(spent),
            visits: 0,
            paid_in: Money::ZERO,
            points_percent: 150,
            kitchen_mark: false,
        })
    };
    let members = MemberRules {
        tiers: vec![tier("silver", 10_000)?, tier("gold", 30_000)?],
        tier_months: 12,
        tag_rules: vec![TagRule { visits: 5, months: 3, ..TagRule::named("often") }],
        ..MemberRules::default()
    };
    Ok(StoreCard {
        id: StoreId::from_uuid(Uuid::nil()),
        names: Names::new("面馆", "Noodle bar"),
        currency: "GBP".to_owned(),
        currency_exponent: 2,
        time_zone: "Europe/London".to_owned(),
        day_cut_off_minutes: 240,
        trade: Trade { members, ..Trade::default() },
    })
}

/// An eighth of the members have not bought yet.
fn fill(database: &mut Connection, seal: &MemberSeal) -> Result<(), Failed> {
    seal.teach(database)?;
    let today: String = database.query_row("SELECT date('now')", [], |row| row.get(0))?;
    let today: BusinessDay = today.parse()?;
    let transaction = database.transaction()?;
    let store = "INSERT INTO stores (id, store_id, token_hash, card)
        VALUES (1, zeroblob(16), zeroblob(32), ?1)";
    transaction.execute(store, [serde_json::to_string(&card()?)?])?;
    let noted = r#"INSERT INTO notes (key, value)
        VALUES ('reckoning', '{"number":1,"stamp":"","currency":"GBP"}')"#;
    transaction.execute(noted, [])?;
    {
        let record = "INSERT INTO member_records (change, store, member_id, version, at,
            enrolled_at, phone, last4, body)
            VALUES (?1, 1, ?2, 1, 0, ?1, mark('phone', ?3), ?1 % 10000, sealed(?2, ?4))";
        let mut record = transaction.prepare(record)?;
        let standing =
            "INSERT INTO member_standings (member_id, reckoned, sums) VALUES (?1, 1, ?2)";
        let mut standing = transaction.prepare(standing)?;
        for n in 0..MEMBERS {
            // As stores mint them: rising with time.
            let id = Uuid::from_u128((u128::from(n) << 80) | u128::from(n.reverse_bits()));
            let phone = format!("+4477{n:08}");
            let mut known =
                MemberRecord::new(MemberId::from_uuid(id), &phone, Timestamp::from_ms(0));
            known.name = format!("Sample {n}");
            if n % 3 == 0 {
                known.consents.push(Consent { purpose: Purpose::Marketing, text_version: 1 });
                known.tags.push("no straw".to_owned());
            }
            let body = serde_json::to_string(&known)?;
            record.execute(params![n + 1, id.to_string(), phone, body])?;
            let sums = serde_json::json!({ "did": did(n, today) }).to_string();
            standing.execute(params![id.as_bytes(), sums])?;
        }
    }
    transaction.commit()?;
    Ok(())
}

/// Up to seven visits, one each month.
fn did(n: u32, today: BusinessDay) -> Elsewhere {
    let visits = n % 8;
    let last = (visits > 0).then(|| today.plus_days(-i64::from(n % 120)));
    let each = Money::from_minor(i64::from(500 + n % 7_000));
    let months = last.into_iter().flat_map(|last| {
        (0..i32::try_from(visits).unwrap_or_default()).rev().map(move |back| Month {
            month: last.months() - back,
            spent: each,
            visits: 1,
            paid_in: Money::ZERO,
        })
    });
    Elsewhere {
        visits,
        spent: each,
        first_visit: last.map(|last| last.plus_days(-200)),
        last_visit: last,
        months: months.collect(),
    }
}
