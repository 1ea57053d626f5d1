//! The journal never has to forget: nobody's name or phone stands in it.

use domain::{Command, SystemCommand};

use crate::shop::*;

/// I33: enrolled, recognised, earning: the journal knows an id. Erased: everything still holds.
#[tokio::test]
async fn a_member_leaves_no_name_and_no_phone_in_the_journal() {
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
        assert_eq!(found, table == "members", "{table}");
    }
    raw(&dir).execute_batch("DELETE FROM members").unwrap();
    let events = journal::verify(&dir).unwrap().events;
    assert_eq!(journal::rebuild(&dir).unwrap().events, events);
    let again = open_at(&dir, &shop.clock).unwrap();
    assert_eq!(again.read(|reader| reader.member(member(1))).await.unwrap(), None);
    again.stop().await;
}

/// Whether any file of a data directory holds a piece of text.
fn found_in_files(dir: &std::path::Path, text: &str) -> Option<std::path::PathBuf> {
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
    assert!(found_in_files(&dir, &PHONE[1..]).is_some(), "it is there before");
    assert!(found_in_files(&dir, "call me under").is_some());
    shop.done(by(ask(Command::EraseMember { member_id: member(1) }), MANAGER)).await;
    assert_eq!(shop.journal.read(|reader| reader.member(member(1))).await.unwrap(), None);
    // With the store still running, and after it stopped.
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
