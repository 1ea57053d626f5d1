//! The journal never has to forget: nobody's name or phone stands in it.

use domain::{Command, SystemCommand};

use crate::before::seal_whole;
use crate::shop::*;
use domain::member::MemberRecord;

/// I33: enrolled, recognised, earning: the journal knows an id. Erased: everything still holds.
#[tokio::test]
async fn a_member_leaves_no_name_and_no_phone_in_the_database() {
    let shop = Shop::new().await;
    shop.done(enrol(1, PHONE, NAME)).await;
    shop.done(placing(1, vec![noodles(1)], true, Vec::new())).await;
    let member_id = Some(member(1));
    shop.done(ask(Command::AttachMember { order_id: order(1), member_id })).await;
    shop.done(pay(1, card(1, 1_180))).await;
    shop.done(enrol(2, PHONE, NAME)).await;
    let (_, earned) = shop.journal.read(|reader| reader.member(member(1))).await.unwrap().unwrap();
    assert_eq!((earned.points, earned.visits, earned.spent), (11, 1, pence(1_180)));
    shop.journal.stop().await;
    let dir = shop.dir();
    let personal = [PHONE, &PHONE[1..], NAME, "Wei", "Grönlund"];
    for (table, rows) in dump(&dir) {
        let found = rows.iter().any(|row| personal.iter().any(|text| row.contains(text)));
        assert!(!found, "{table}");
    }
    raw(&dir).execute_batch("DELETE FROM members").unwrap();
    let events = journal::verify(&dir).unwrap().events;
    assert_eq!(journal::rebuild(&dir).unwrap().events, events);
    let again = open_at(&dir, &shop.clock).unwrap();
    assert_eq!(again.read(|reader| reader.member(member(1))).await.unwrap(), None);
    again.stop().await;
}

/// Whether any file of a data directory holds a piece of text.
pub(crate) fn found_in_files(dir: &std::path::Path, text: &str) -> Option<std::path::PathBuf> {
    let files = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.is_file()).find(|path| {
        let bytes = std::fs::read(path).unwrap();
        bytes.windows(text.len()).any(|piece| piece == text.as_bytes())
    })
}

/// I33: not a byte of them is left, in the database, its log, or beside it.
#[tokio::test]
async fn whoever_is_erased_is_gone_from_every_file_and_the_journal_still_holds() {
    let shop = Shop::new().await;
    shop.done(enrol(1, PHONE, NAME)).await;
    shop.done(placing(1, vec![noodles(1)], true, Vec::new())).await;
    let member_id = Some(member(1));
    shop.done(ask(Command::AttachMember { order_id: order(1), member_id })).await;
    shop.done(pay(1, card(1, 1_180))).await;
    // The record was written twice: the first version must be gone as well.
    shop.done(ask(Command::SetAllergies {
        member_id: member(1),
        allergies: vec![domain::catalogue::Allergen::Gluten],
        consent: Some(domain::member::Consent {
            purpose: domain::member::Purpose::Allergies,
            text_version: 1,
        }),
    }))
    .await;
    let words = "call me under seven seven".to_owned();
    let said = SystemCommand::LeaveFeedback { order_id: order(1), score: 2, words };
    shop.done(system(said)).await;
    let dir = shop.dir();
    assert!(found_in_files(&dir, "call me under").is_some());
    shop.done(by(ask(Command::EraseMember { member_id: member(1) }), MANAGER)).await;
    assert_eq!(shop.journal.read(|reader| reader.member(member(1))).await.unwrap(), None);
    // With the store still running, and after it stopped.
    assert_eq!(raw(&dir).query_row("SELECT count(*) FROM members", [], |row| row.get(0)), Ok(0));
    for text in [&PHONE[1..], NAME, &NAME.to_lowercase(), "gluten", "call me under"] {
        assert_eq!(found_in_files(&dir, text), None, "{text}");
    }
    shop.journal.stop().await;
    for text in [&PHONE[1..], NAME] {
        assert_eq!(found_in_files(&dir, text), None, "{text}");
    }
    journal::verify(&dir).unwrap();
}

/// F70: a backup from before knows them; the store that is restored from it does not.
#[tokio::test]
async fn whoever_was_erased_stays_erased_after_a_restore() {
    let shop = Shop::new().await;
    shop.done(enrol(1, PHONE, NAME)).await;
    shop.done(enrol(2, "+447700900999", "Bo")).await;
    let backup = shop.beside("backup.sqlite");
    shop.journal.backup(backup.clone()).await.unwrap();
    shop.done(by(ask(Command::EraseMember { member_id: member(1) }), MANAGER)).await;
    let dir = shop.dir();
    shop.journal.stop().await;
    for file in [journal::FILE_NAME, "journal.sqlite-wal", "journal.sqlite-shm"] {
        let _ = std::fs::remove_file(dir.join(file));
    }
    journal::restore(&backup, &dir).unwrap();
    let again = open_at(&dir, &shop.clock).unwrap();
    assert_eq!(again.read(|reader| reader.member(member(1))).await.unwrap(), None);
    assert!(again.read(|reader| reader.member(member(2))).await.unwrap().is_some());
    again.stop().await;
    assert_eq!(found_in_files(&dir, &PHONE[1..]), None);
}

/// S32: a copy of the database is of no use without the folder of keys, nor with that of another store.
#[tokio::test]
async fn a_backup_opens_with_the_stores_own_key_only_and_says_what_to_do_without() {
    let shop = Shop::new().await;
    shop.done(enrol(1, PHONE, NAME)).await;
    shop.done(placing(1, vec![noodles(1)], true, Vec::new())).await;
    let member_id = Some(member(1));
    shop.done(ask(Command::AttachMember { order_id: order(1), member_id })).await;
    shop.done(pay(1, card(1, 1_180))).await;
    let backup = shop.beside("backup.sqlite");
    let known = shop.journal.read(|reader| reader.member(member(1))).await.unwrap().unwrap();
    shop.journal.note(of_hq(7, &[&known.0])).await.unwrap();
    shop.journal.backup(backup.clone()).await.unwrap();
    shop.journal.stop().await;

    let dir = shop.beside("restored");
    journal::restore(&backup, &dir).unwrap();
    assert_eq!(found_in_files(&dir, &PHONE[1..]), None);
    let refused = open_at(&dir, &shop.clock).err().unwrap().to_string();
    assert!(refused.contains("members.key is missing"), "{refused}");
    assert!(refused.contains("--give-up-member-records"), "{refused}");
    let key = dir.join("keys").join("members.key");
    std::fs::create_dir_all(key.parent().unwrap()).unwrap();
    std::fs::write(&key, [7; 32]).unwrap();
    let refused = open_at(&dir, &shop.clock).err().unwrap().to_string();
    assert!(refused.contains("is not the key"), "{refused}");
    std::fs::remove_file(&key).unwrap();

    copy_keys(&shop.dir(), &dir);
    let refused = journal::give_up_member_records(&dir).unwrap_err().to_string();
    assert!(refused.contains("nothing was given up"), "{refused}");
    let again = open_at(&dir, &shop.clock).unwrap();
    let found = again.read(|reader| reader.members_by_phone(PHONE)).await.unwrap();
    assert_eq!(found, std::slice::from_ref(&known));
    again.stop().await;

    // Nobody has a copy of the key: the store begins anew with members, and their points are kept.
    std::fs::remove_file(&key).unwrap();
    assert_eq!(journal::give_up_member_records(&dir).unwrap(), 1);
    let again = open_at(&dir, &shop.clock).unwrap();
    assert_eq!(again.read(|reader| reader.member(member(1))).await.unwrap(), None);
    let heard = again.read(|reader| reader.cursor(journal::MEMBERS_CURSOR)).await.unwrap();
    assert_eq!(heard, None, "HQ tells of everybody again");
    again.note(of_hq(7, &[&known.0])).await.unwrap();
    assert_eq!(again.read(|reader| reader.member(member(1))).await.unwrap(), Some(known));
    again.stop().await;
    journal::verify(&dir).unwrap();
}

/// An earlier version left records, and its key is lost before this one has opened them.
#[tokio::test]
async fn records_that_nobody_can_open_any_more_are_given_up_also_when_they_lie_as_they_did_before()
{
    let shop = Shop::new().await;
    shop.done(enrol(1, PHONE, NAME)).await;
    let known = shop.journal.read(|reader| reader.member(member(1))).await.unwrap().unwrap();
    shop.journal.stop().await;
    let dir = shop.dir();
    seal_whole(&dir, std::slice::from_ref(&known.0));
    raw(&dir).execute_batch("DELETE FROM refinery_schema_history WHERE version >= 11").unwrap();
    std::fs::remove_file(dir.join("keys").join("members.key")).unwrap();
    let refused = open_at(&dir, &shop.clock).err().unwrap().to_string();
    assert!(refused.contains("members.key is missing"), "{refused}");
    assert_eq!(journal::give_up_member_records(&dir).unwrap(), 1);
    let again = open_at(&dir, &shop.clock).unwrap();
    assert_eq!(again.read(|reader| reader.member(member(1))).await.unwrap(), None);
    again.note(of_hq(1, &[&known.0])).await.unwrap();
    assert_eq!(again.read(|reader| reader.member(member(1))).await.unwrap(), Some(known));
    again.stop().await;
}

fn of_hq(seq: u64, records: &[&MemberRecord]) -> journal::Note {
    let epoch = domain::id::Epoch::from_uuid(uuid::Uuid::from_u128(1));
    let cursor = journal::Cursor { epoch, seq, hash: domain::chain::Hash::ZERO };
    let records = records.iter().copied().cloned().collect();
    journal::Note::Members { records, cursor }
}

#[tokio::test]
async fn whom_hq_tells_of_is_recognised_counts_nowhere_and_is_not_taken_back_once_erased() {
    let shop = Shop::new().await;
    shop.done(enrol(1, PHONE, NAME)).await;
    let own = shop.journal.read(|reader| reader.member(member(1))).await.unwrap().unwrap().0;
    let mut other = MemberRecord::new(member(2), "+447700900222", own.enrolled_at);
    other.name = "周小满".to_owned();
    // Whoever has a phone here keeps it, whatever HQ says of others.
    let same_phone = MemberRecord::new(member(3), PHONE, own.enrolled_at);
    let before = *shop.journal.head().borrow();
    shop.journal.note(of_hq(7, &[&other, &same_phone, &own])).await.unwrap();
    assert_eq!(*shop.journal.head().borrow(), before, "nothing happened here");
    let cursor = shop.journal.read(|reader| reader.cursor(journal::MEMBERS_CURSOR)).await.unwrap();
    assert_eq!(cursor.unwrap().seq, 7);
    for typed in ["满", "周小满"] {
        let found = shop.journal.read(move |reader| reader.members_by_words(typed, 9)).await;
        assert_eq!(found.unwrap()[0].0, other);
    }
    let found = shop.journal.read(|reader| reader.members_by_phone(PHONE)).await.unwrap();
    assert_eq!(found[0].0, own);
    let counted = async || {
        let mut counted = Vec::new();
        let count = |reader: &journal::Reader<'_>| {
            let mut all = Vec::new();
            reader.each_member(|record, _| all.push(record.id)).map(|()| all)
        };
        counted.extend(shop.journal.read(count).await.unwrap());
        counted
    };
    assert_eq!(counted().await, [member(1)], "they have not been here");

    // Older than what is here, it changes nothing; a phone that shows their page does.
    let newer = MemberRecord { version: 4, ..other.clone() };
    shop.journal.note(of_hq(8, &[&newer])).await.unwrap();
    let keyed = MemberRecord { page_key: "ab".repeat(32), ..other.clone() };
    shop.journal.note(of_hq(9, &[&keyed])).await.unwrap();
    let (now, _) = shop.journal.read(|reader| reader.member(member(2))).await.unwrap().unwrap();
    assert_eq!((now.version, now.page_key.len()), (4, 64));

    // An order makes them a member of this store too.
    shop.done(placing(1, vec![noodles(1)], true, Vec::new())).await;
    let member_id = Some(member(2));
    shop.done(ask(Command::AttachMember { order_id: order(1), member_id })).await;
    shop.done(pay(1, card(1, 1_180))).await;
    assert_eq!(counted().await, [member(1), member(2)]);
    shop.done(by(ask(Command::EraseMember { member_id: member(2) }), MANAGER)).await;
    // HQ may not have heard of it when it told.
    shop.journal.note(of_hq(10, &[&newer])).await.unwrap();
    assert_eq!(shop.journal.read(|reader| reader.member(member(2))).await.unwrap(), None);
    let dir = shop.dir();
    shop.journal.stop().await;
    journal::verify(&dir).unwrap();
}
