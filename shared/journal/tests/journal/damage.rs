//! What somebody, or a disk, does to the file behind the store's back.

use std::path::Path;

use domain::chain::{Hash, Link, hash};
use domain::id::{CommandId, DeviceId, Epoch};
use domain::{Actor, Timestamp};
use journal::{FILE_NAME, OpenError, VerifyError, verify};
use rusqlite::params;
use uuid::Uuid;

use crate::shop::*;

pub(crate) const NO_GUARDS: &str =
    "DROP TRIGGER journal_is_never_changed; DROP TRIGGER journal_is_never_shortened;";

/// The seq of the first event of a kind.
pub(crate) fn first_of(dir: &Path, kind: &str) -> u64 {
    let sql = "SELECT min(seq) FROM journal WHERE kind = ?1";
    raw(dir).query_row(sql, [kind], |row| row.get(0)).unwrap()
}

/// Verifies a copy of a data directory after somebody ran SQL on it.
fn after(dir: &Path, sql: &str) -> Result<journal::VerifyReport, VerifyError> {
    let copy = tempfile::tempdir().unwrap();
    copy_dir(dir, copy.path());
    raw(copy.path()).execute_batch(&format!("{NO_GUARDS} {sql}")).unwrap();
    verify(copy.path())
}

pub(crate) fn bad_seq(verified: Result<journal::VerifyReport, VerifyError>, what: &str) -> u64 {
    match verified {
        Err(VerifyError::BadRow { seq, .. }) => seq,
        other => panic!("{what}: {other:?}"),
    }
}

/// I30, F69: a day that nobody touched holds, and the report counts it.
#[tokio::test]
async fn an_honest_day_holds() {
    let (_home, dir, last) = a_day_on_disk().await;
    let report = verify(&dir).unwrap();
    assert_eq!((report.events, report.epochs, report.orders, report.receipts), (last, 1, 4, 2));
    assert_eq!(report.head_hash.len(), 64);
    // Also while a store runs on it.
    let running = open_at(&dir, &HandClock::at_noon()).unwrap();
    assert_eq!(verify(&dir).unwrap(), report);
    assert_eq!(report.epoch, Some(running.head().borrow().epoch));
    assert_eq!(report.head_hash, running.head().borrow().hash.to_string());
    running.stop().await;
}

/// I30, F69: every column of every row is covered, and the first bad seq is named.
#[tokio::test]
async fn any_change_to_a_row_is_named_by_its_seq() {
    let (_home, dir, last) = a_day_on_disk().await;
    let n = first_of(&dir, "order_placed");
    for change in [
        r#"body = replace(body, '"quantity":1', '"quantity":2')"#,
        "body = body || ' '",
        "hash = zeroblob(32)",
        "hash = x'00'",
        "prev_hash = zeroblob(32)",
        "epoch = randomblob(16)",
        "command_id = randomblob(16)",
        "idx = idx + 1",
        "at = at + 1",
        "actor = 3",
        "actor = 9",
        "staff = randomblob(16)",
        "device = randomblob(16)",
        "kind = 'order_ready'",
        "version = 2",
        "seq = -1",
    ] {
        for seq in [n, last] {
            let sql = format!("UPDATE journal SET {change} WHERE seq = {seq};");
            if change.contains("quantity") && seq == last {
                continue;
            }
            let named = bad_seq(after(&dir, &sql), &sql);
            let expected = if change == "seq = -1" { 1 } else { seq };
            assert_eq!(named, expected, "{sql}");
        }
    }
}

/// I30, F69: rows that were swapped, taken out or slipped in.
#[tokio::test]
async fn rows_that_were_moved_are_named_by_the_first_wrong_seq() {
    let (_home, dir, last) = a_day_on_disk().await;
    let n = first_of(&dir, "order_placed");
    let (before, next, past) = (n - 1, n + 1, last + 1);
    let swap = format!(
        "UPDATE journal SET seq = -1 WHERE seq = {n}; UPDATE journal SET seq = {n} WHERE seq = {next}; UPDATE journal SET seq = {next} WHERE seq = -1;"
    );
    let close_up = format!(
        "DELETE FROM journal WHERE seq = {n}; UPDATE journal SET seq = -seq WHERE seq > {n}; UPDATE journal SET seq = -seq - 1 WHERE seq < 0;"
    );
    let columns =
        "epoch, command_id, idx, at, actor, staff, device, kind, version, body, prev_hash, hash";
    let make_room = format!(
        "UPDATE journal SET seq = -seq WHERE seq >= {n}; UPDATE journal SET seq = -seq + 1 WHERE seq < 0;"
    );
    let copy_to = |from, to| {
        format!("INSERT INTO journal SELECT {to}, {columns} FROM journal WHERE seq = {from};")
    };
    for (what, sql, expected) in [
        ("swapped", swap, n),
        ("deleted", format!("DELETE FROM journal WHERE seq = {n};"), n),
        ("deleted and closed up", close_up, n),
        ("the first one deleted", "DELETE FROM journal WHERE seq = 1;".to_owned(), 1),
        ("inserted", format!("{make_room} {}", copy_to(before, n)), n),
        ("appended", copy_to(last, past), past),
        ("all deleted", "DELETE FROM journal;".to_owned(), 2),
    ] {
        let named = bad_seq(after(&dir, &sql), what);
        assert_eq!(named, expected, "{what}");
    }
}

/// I2, I30: without its answer a command could happen twice.
#[tokio::test]
async fn an_answer_that_is_gone_is_named_by_the_row_that_it_answered() {
    let (_home, dir, _) = a_day_on_disk().await;
    let n = first_of(&dir, "order_placed");
    let sql = format!(
        "DELETE FROM command_outcomes WHERE command_id = (SELECT command_id FROM journal WHERE seq = {n});"
    );
    assert_eq!(bad_seq(after(&dir, &sql), &sql), n);
}

/// I30: a tail cut off leaves a chain that holds. What was derived and answered gives it away; who
/// cuts that too needs a witness: HQ and every terminal remember a seq and a hash.
#[tokio::test]
async fn a_tail_cut_off_shows_in_what_follows_from_it_and_then_only_to_a_witness() {
    let (_home, dir, last) = a_day_on_disk().await;
    let witness = verify(&dir).unwrap();
    let rows = format!("DELETE FROM journal WHERE seq > {};", last - 2);
    assert_eq!(bad_seq(after(&dir, &rows), &rows), last - 1);
    let answers = "DELETE FROM command_outcomes WHERE json_extract(outcome, '$.last_seq') >= json_extract(outcome, '$.first_seq') AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.command_id = command_outcomes.command_id);";
    let both = format!("{rows} {answers}");
    match after(&dir, &both) {
        Err(VerifyError::Projection { table, .. }) => assert_eq!(table, "counters"),
        other => panic!("{other:?}"),
    }
    raw(&dir).execute_batch(&format!("{NO_GUARDS} {both}")).unwrap();
    journal::rebuild(&dir).unwrap();
    let shorter = verify(&dir).unwrap();
    assert!(shorter.events < witness.events && shorter.head_hash != witness.head_hash);
}

/// I30, F69: who writes the whole chain anew gives himself away by what does not follow from it,
/// and after a rebuild only to a witness.
#[tokio::test]
async fn a_chain_written_anew_shows_in_what_follows_from_it_and_then_only_to_a_witness() {
    let (_home, dir, last) = a_day_on_disk().await;
    let witness = verify(&dir).unwrap();
    let n = first_of(&dir, "order_placed");
    let connection = raw(&dir);
    let taken_away = format!(
        r#"UPDATE journal SET body = replace(body, '"dine_in"', '"takeaway"') WHERE seq = {n};"#
    );
    connection.execute_batch(&format!("{NO_GUARDS} {taken_away}")).unwrap();
    write_anew(&connection, last);
    match verify(&dir) {
        Err(VerifyError::Projection { table, .. }) => assert_eq!(table, "orders"),
        other => panic!("{other:?}"),
    }
    journal::rebuild(&dir).unwrap();
    let other = verify(&dir).unwrap();
    assert_eq!(other.events, witness.events);
    assert_ne!(other.head_hash, witness.head_hash);
}

/// I30: also one whose events contradict each other, which no store would have written.
#[tokio::test]
async fn a_chain_written_anew_without_sense_is_named_and_not_built_upon() {
    let (_home, dir, last) = a_day_on_disk().await;
    let n = first_of(&dir, "ticket_bumped");
    let connection = raw(&dir);
    let nonsense = r#"'{"type":"ticket_bumped","ticket_id":"00000000-0000-0000-0000-00000000dead","order_id":"00000000-0000-0000-0000-000000000001"}'"#;
    let sql = format!("{NO_GUARDS} UPDATE journal SET body = {nonsense} WHERE seq = {n};");
    connection.execute_batch(&sql).unwrap();
    assert_eq!(bad_seq(verify(&dir), "before"), n);
    write_anew(&connection, last);
    let before = dump(&dir);
    assert_eq!(bad_seq(verify(&dir), "verify"), n);
    match journal::rebuild(&dir) {
        Err(VerifyError::BadRow { seq, .. }) => assert_eq!(seq, n),
        other => panic!("{other:?}"),
    }
    assert_eq!(dump(&dir), before, "a rebuild that fails changes nothing");
}

/// Computes every hash of the chain again, as somebody with the source could.
pub(crate) fn write_anew(connection: &rusqlite::Connection, last: u64) {
    let mut previous = Hash::ZERO;
    for seq in 1..=last {
        let sql = "SELECT epoch, command_id, idx, at, actor, staff, device, kind, version, body FROM journal WHERE seq = ?1";
        previous = connection
            .query_row(sql, [seq], |row| {
                let (kind, body): (String, String) = (row.get(7)?, row.get(9)?);
                let id = |column| row.get::<_, [u8; 16]>(column).map(Uuid::from_bytes);
                let link = Link {
                    seq,
                    epoch: Epoch::from_uuid(id(0)?),
                    command_id: CommandId::from_uuid(id(1)?),
                    index: row.get(2)?,
                    at: Timestamp::from_ms(row.get(3)?),
                    actor: Actor::from_tag(row.get(4)?, row.get(5)?).unwrap(),
                    device: DeviceId::from_uuid(id(6)?),
                    kind: &kind,
                    version: row.get(8)?,
                    body: &body,
                };
                let row_hash = hash(&previous, &link);
                let update = "UPDATE journal SET prev_hash = ?2, hash = ?3 WHERE seq = ?1";
                connection
                    .execute(update, params![seq, previous.as_bytes(), row_hash.as_bytes()])?;
                Ok(row_hash)
            })
            .unwrap();
    }
}

/// I6: a derived row that does not follow from the journal is named by its table, and a rebuild
/// makes it follow again.
#[tokio::test]
async fn a_derived_row_that_was_changed_is_named_by_its_table() {
    let (_home, dir, _) = a_day_on_disk().await;
    let honest = dump(&dir);
    for table in DERIVED {
        let change = match table {
            "print_jobs" => "SET copy = copy + 1",
            "orders" => "SET total = total - 1",
            "tickets" => "SET shown = 1 - shown",
            "exceptions" => "SET amount = amount + 1",
            _ => "SET body = body || ' '",
        };
        for sql in [
            format!("UPDATE {table} {change} WHERE rowid = (SELECT max(rowid) FROM {table});"),
            format!("DELETE FROM {table} WHERE rowid = (SELECT min(rowid) FROM {table});"),
        ] {
            match after(&dir, &sql) {
                Err(VerifyError::Projection { table: named, .. }) => assert_eq!(named, table),
                other => panic!("{sql}: {other:?}"),
            }
            raw(&dir).execute_batch(&sql).unwrap();
            journal::rebuild(&dir).unwrap();
            assert_eq!(dump(&dir), honest, "{sql}");
        }
    }
    let extra = "INSERT INTO pin_failures VALUES (zeroblob(16), 1, '{}');";
    match after(&dir, extra) {
        Err(VerifyError::Projection { table, .. }) => assert_eq!(table, "pin_failures"),
        other => panic!("{other:?}"),
    }
    verify(&dir).unwrap();
}

/// F69: the triggers say no to everybody who opens the file as the store does.
#[tokio::test]
async fn the_journal_refuses_to_be_changed_shortened_or_replaced() {
    let (_home, dir, last) = a_day_on_disk().await;
    let connection = raw(&dir);
    connection.pragma_update(None, "recursive_triggers", true).unwrap();
    for (sql, why) in [
        ("UPDATE journal SET at = 0 WHERE seq = 5", "never changed"),
        ("DELETE FROM journal WHERE seq = 5", "never shortened"),
        ("INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 5", "never shortened"),
        ("REPLACE INTO journal SELECT * FROM journal WHERE seq = 5", "never shortened"),
    ] {
        let error = connection.execute_batch(sql).unwrap_err().to_string();
        assert!(error.contains(why), "{sql}: {error}");
    }
    assert_eq!(verify(&dir).unwrap().events, last);
    // A tool without that setting walks past them; the chain is the real guard.
    connection.pragma_update(None, "recursive_triggers", false).unwrap();
    let columns = "epoch, command_id, idx, at + 1, actor, staff, device, kind, version, body, prev_hash, hash";
    let sql =
        format!("INSERT OR REPLACE INTO journal SELECT seq, {columns} FROM journal WHERE seq = 5");
    connection.execute_batch(&sql).unwrap();
    assert_eq!(bad_seq(verify(&dir), &sql), 5);
}

/// F21: one bit of a body, flipped in the file itself.
#[tokio::test]
async fn one_bit_flipped_in_the_file_names_the_row() {
    let (_home, dir, _) = a_day_on_disk().await;
    let n = first_of(&dir, "order_ready");
    let file = dir.join(FILE_NAME);
    let mut bytes = std::fs::read(&file).unwrap();
    let body = br#"{"type":"order_ready","order_id":"#;
    let places: Vec<_> =
        (0..bytes.len() - body.len()).filter(|&at| bytes[at..].starts_with(body)).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at + body.len() + 5] ^= 1;
    }
    std::fs::write(&file, bytes).unwrap();
    assert_eq!(bad_seq(verify(&dir), "flipped"), n);
}

/// F21: a page that reads as nothing, wherever it is: never taken for sound.
#[tokio::test]
async fn a_page_that_was_wiped_is_noticed_wherever_it_lies() {
    const PAGE: usize = 4_096;
    let (_home, dir, _) = a_day_on_disk().await;
    let file = dir.join(FILE_NAME);
    let sound = std::fs::read(&file).unwrap();
    for page in 0..sound.len() / PAGE {
        let mut bytes = sound.clone();
        bytes[page * PAGE..(page + 1) * PAGE].fill(0);
        std::fs::write(&file, bytes).unwrap();
        let found = verify(&dir);
        assert!(found.is_err(), "page {} of {}", page + 1, sound.len() / PAGE);
        if page == 0 {
            let refused = matches!(found, Err(VerifyError::Open(OpenError::NotAJournal { .. })));
            assert!(refused, "{found:?}");
        }
    }
    std::fs::write(&file, sound).unwrap();
    verify(&dir).unwrap();
}
