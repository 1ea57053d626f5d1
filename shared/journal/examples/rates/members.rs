//! How long it takes to find one member of a million: by phone, by its last four digits, by one
//! character of a name and by two, and in all groups at once; beside the bare statement. How long it
//! takes to find who may be the same person twice. And what they take on the disk.
//!
//! They are put in as HQ tells of them, which is timed too: nobody enrols a million people one by one in
//! a benchmark. Names are of three Han characters, of three hundred that occur.

use std::path::Path;
use std::time::Instant;

use domain::Timestamp;
use domain::chain::Hash;
use domain::id::{Epoch, MemberId};
use domain::member::duplicates::Candidates;
use domain::member::{Consent, MemberRecord, Purpose};
use journal::{Cursor, Journal, Note, SystemClock};
use rusqlite::Connection;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::Failed;
use crate::shop::open;

const MEMBERS: u32 = 1_000_000;
/// Members that HQ tells of at once.
const PART: u32 = 250;
/// Each question is asked so often.
const TIMES: u32 = 2_000;
/// Pairs of members who may be one person that are looked at.
const PAIRS_MAX: usize = 2_000;

pub(crate) async fn measure(home: &Path) -> Result<Value, Failed> {
    let dir = home.join("store");
    let clock = std::sync::Arc::new(SystemClock);
    let journal = open(&dir, std::sync::Arc::<SystemClock>::clone(&clock))?;
    let file = dir.join(journal::FILE_NAME);
    let began = Instant::now();
    fill(&journal).await?;
    let taken_ms = u64::try_from(began.elapsed().as_millis())?.max(1);
    journal.stop().await;
    let bytes = std::fs::metadata(&file)?.len();
    // As if each had been here, so that the store walks all of them.
    let bare = Connection::open(&file)?;
    bare.execute("UPDATE members SET here = 1", [])?;
    let journal = open(&dir, clock)?;
    let mut report = serde_json::Map::new();
    report.insert("members".into(), json!(MEMBERS));
    report.insert("taken_per_second".into(), json!(u64::from(MEMBERS) * 1_000 / taken_ms));
    report.insert("megabytes".into(), json!(bytes / 1_000_000));
    for kind in ["phone", "last4", "one_character", "two_characters"] {
        let (median, p99) = ask(&journal, kind).await?;
        report.insert(format!("{kind}_us"), json!(median));
        report.insert(format!("{kind}_p99_us"), json!(p99));
    }
    let began = Instant::now();
    let all = journal.read(|reader| {
        let mut count = 0_u32;
        reader.each_member(|_, _| count += 1)?;
        Ok(count)
    });
    report.insert("walked".into(), json!(all.await?));
    report.insert("walk_all_ms".into(), json!(u64::try_from(began.elapsed().as_millis())?));
    let began = Instant::now();
    let pairs = journal.read(|reader| {
        let mut candidates = Candidates::default();
        reader.each_member(|record, _| candidates.add(&record))?;
        Ok(candidates.pairs(PAIRS_MAX).len())
    });
    report.insert("alike_pairs".into(), json!(pairs.await?));
    report.insert("find_alike_ms".into(), json!(u64::try_from(began.elapsed().as_millis())?));
    journal.stop().await;
    let mut find = bare.prepare("SELECT body FROM members WHERE row = ?1")?;
    let mut took = Vec::new();
    for n in 0..TIMES {
        let began = Instant::now();
        let _body: Vec<u8> = find.query_row([some(n) + 1], |row| row.get(0))?;
        took.push(u64::try_from(began.elapsed().as_micros())?);
    }
    report.insert("bare_row_us".into(), json!(middle(&mut took).0));
    Ok(Value::Object(report))
}

async fn ask(journal: &Journal, kind: &'static str) -> Result<(u64, u64), Failed> {
    let mut took = Vec::new();
    for n in 0..TIMES {
        let member = some(n);
        let began = Instant::now();
        let read = move |reader: &journal::Reader<'_>| {
            Ok(match kind {
                "phone" => reader.members_by_phone(&phone(member))?.len(),
                "last4" => reader.members_by_last4(&format!("{:04}", member % 10_000), 20)?.len(),
                "one_character" => reader.members_by_words(&name(member)[..3], 20)?.len(),
                _ => reader.members_by_words(&name(member)[..6], 20)?.len(),
            })
        };
        if journal.read(read).await? == 0 {
            return Err(format!("nobody was found by {kind}").into());
        }
        took.push(u64::try_from(began.elapsed().as_micros())?);
    }
    Ok(middle(&mut took))
}

/// The median, and what one of a hundred takes longer than.
fn middle(took: &mut [u64]) -> (u64, u64) {
    took.sort_unstable();
    let at = |part: usize| took.get(took.len() * part / 100).copied().unwrap_or_default();
    (at(50), at(99))
}

/// Members in no order.
fn some(n: u32) -> u32 {
    n.wrapping_mul(2_654_435_761) % MEMBERS
}

fn phone(n: u32) -> String {
    format!("+44{:010}", 7_000_000_000_u64 + u64::from(n))
}

fn name(n: u32) -> String {
    let char = |n: u32| char::from_u32(0x4E00 + n % 300).unwrap_or('王');
    [char(n), char(n / 7), char(n / 300)].iter().collect()
}

/// Takes everybody as HQ tells of them, in parts.
async fn fill(journal: &Journal) -> Result<(), Failed> {
    let list = Epoch::from_uuid(Uuid::from_u128(1));
    for part in 0..MEMBERS / PART {
        let records = (part * PART..(part + 1) * PART).map(record).collect();
        let seq = u64::from(part + 1);
        let cursor = Cursor { epoch: list, seq, hash: Hash::ZERO };
        journal.note(Note::Members { records, cursor }).await?;
    }
    Ok(())
}

fn record(n: u32) -> MemberRecord {
    // As the store mints them: rising with time.
    let id = Uuid::from_u128((u128::from(n) << 80) | u128::from(n.reverse_bits()));
    let enrolled_at = Timestamp::from_ms(1_795_262_400_000);
    MemberRecord {
        name: name(n),
        consents: vec![Consent { purpose: Purpose::Membership, text_version: 1 }],
        ..MemberRecord::new(MemberId::from_uuid(id), &phone(n), enrolled_at)
    }
}
