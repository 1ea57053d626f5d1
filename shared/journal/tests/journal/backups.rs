//! Backups made while selling, and the new history that a restore begins.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::Event;
use journal::{Cursor, FILE_NAME, JobNote, JobState, Note, RestoreError, VerifyError};

use crate::shop::*;

/// F26, I14: a copy made in the middle of trade is one moment, and begins a history of its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_made_while_selling_holds_and_begins_a_new_history() {
    let shop = Shop::new().await;
    shop.trade().await;
    let sent = *shop.journal.head().borrow();
    let cursor = Cursor { epoch: sent.epoch, seq: sent.seq, hash: sent.hash };
    shop.journal.note(Note::Cursor { name: "hq".into(), cursor }).await.unwrap();
    let closing = Arc::new(AtomicBool::new(false));
    let till = {
        let (journal, closing) = (shop.journal.clone(), Arc::clone(&closing));
        tokio::spawn(async move {
            let mut sold = 0;
            while !closing.load(Ordering::SeqCst) {
                sold += 1;
                journal.append(with_id(tea_to_go(100 + sold), 90_000 + sold)).await.unwrap();
            }
            sold
        })
    };
    let mut head = shop.journal.head();
    head.changed().await.unwrap();
    let out = shop.beside("backup.sqlite");
    let made = shop.journal.backup(out.clone()).await.unwrap();
    head.changed().await.unwrap();
    closing.store(true, Ordering::SeqCst);
    assert!(till.await.unwrap() > 1);
    assert!(made.seq > sent.seq && made.seq < shop.journal.head().borrow().seq);
    assert_eq!(made.bytes, std::fs::metadata(&out).unwrap().len());
    let names: Vec<_> = std::fs::read_dir(shop.home.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("backup"))
        .collect();
    assert_eq!(names, ["backup.sqlite"], "a backup is one file");

    let dir = shop.beside("restored");
    let restored = journal::restore(&out, &dir).unwrap();
    assert_eq!((restored.restored_epoch, restored.restored_seq), (sent.epoch, made.seq));
    assert_eq!(restored.verified.events, made.seq);
    let report = journal::verify(&dir).unwrap();
    assert_eq!((report.events, report.epochs), (made.seq + 1, 2));
    assert_eq!(report.epoch, Some(restored.epoch));
    assert_ne!(restored.epoch, sent.epoch);
    copy_keys(&shop.dir(), &dir);
    journal::rebuild(&dir).unwrap();

    let again = open_at(&dir, &shop.clock).unwrap();
    assert_eq!(again.read(|reader| reader.cursor("hq")).await.unwrap(), Some(cursor));
    let first = again.read(move |reader| reader.event_at(made.seq + 1)).await.unwrap().unwrap();
    let Event::EpochBegan { restored_from: Some(from), epoch, .. } =
        journal::upcast(&first.kind, first.version, &first.body).unwrap()
    else {
        panic!()
    };
    assert_eq!((from.epoch, from.seq, from.hash), (sent.epoch, made.seq, first.prev_hash));
    assert_eq!(epoch, first.epoch);
    again.append(with_id(tea_to_go(1_000_000), 1_000_000)).await.unwrap();
    again.stop().await;
    assert_eq!(journal::verify(&dir).unwrap().events, made.seq + 5);
}

/// I23: what waited for paper when the backup was made has been printed since, most likely.
#[tokio::test]
async fn paper_that_waited_in_a_backup_may_be_a_duplicate() {
    let shop = Shop::new().await;
    shop.done(tea_to_go(1)).await;
    shop.done(tea_to_go(2)).await;
    let jobs = shop.journal.read(|reader| reader.waiting_jobs(&code("counter"), 9)).await.unwrap();
    let done = JobNote {
        job_id: jobs[0].id,
        state: JobState::Confirmed,
        attempts: 1,
        possible_duplicate: false,
    };
    shop.journal.note(Note::Jobs(vec![done])).await.unwrap();
    let out = shop.beside("backup.sqlite");
    shop.journal.backup(out.clone()).await.unwrap();
    journal::restore(&out, &shop.beside("restored")).unwrap();
    copy_keys(&shop.dir(), &shop.beside("restored"));
    let again = open_at(&shop.beside("restored"), &shop.clock).unwrap();
    let jobs = again.read(|reader| reader.recent_jobs(9)).await.unwrap();
    let marked: Vec<_> = jobs.iter().map(|job| (job.state, job.possible_duplicate)).collect();
    assert_eq!(marked, [(JobState::Queued, true), (JobState::Confirmed, false)]);
    again.stop().await;
}

/// A restore never mixes with what lies there.
#[tokio::test]
async fn a_restore_into_a_directory_with_data_is_refused() {
    let (home, dir, _) = a_day_on_disk().await;
    let out = home.path().join("backup.sqlite");
    journal::backup(&dir, &out).unwrap();
    let before = dump(&dir);
    let error = journal::restore(&out, &dir).unwrap_err();
    assert!(matches!(error, RestoreError::NotEmpty { .. }));
    assert!(error.to_string().contains("restore into an empty directory"), "{error}");
    assert_eq!(dump(&dir), before);
    // A log that was left behind would be taken for the log of the restored journal.
    let left = home.path().join("left");
    std::fs::create_dir(&left).unwrap();
    std::fs::write(left.join(format!("{FILE_NAME}-wal")), "left behind").unwrap();
    assert!(matches!(journal::restore(&out, &left), Err(RestoreError::NotEmpty { .. })));
    assert!(!left.join(FILE_NAME).exists());
    let error = journal::backup(&dir, &out).unwrap_err();
    assert!(matches!(error, RestoreError::Exists { .. }), "{error}");
    let nowhere = journal::restore(&home.path().join("none"), &home.path().join("new"));
    assert!(matches!(nowhere, Err(RestoreError::Io { .. })));
}

/// F26: a backup that does not hold is refused before anything is made.
#[tokio::test]
async fn a_damaged_backup_is_refused_and_nothing_is_left_behind() {
    let (home, dir, last) = a_day_on_disk().await;
    let target = home.path().join("restored");
    let spoil = |name: &str, sql: &str| {
        let out = home.path().join(name);
        journal::backup(&dir, &out).unwrap();
        let connection = rusqlite::Connection::open(&out).unwrap();
        connection.execute_batch(sql).unwrap();
        out
    };
    let drop_guard = "DROP TRIGGER journal_is_never_changed;";
    let changed = spoil("a", &format!("{drop_guard} UPDATE journal SET at = 1 WHERE seq = {last}"));
    let derived = spoil("b", "UPDATE orders SET total = 1");
    let cut = home.path().join("c");
    let bytes = std::fs::read(spoil("whole", "")).unwrap();
    std::fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    let text = home.path().join("d");
    std::fs::write(&text, "Dear diary, ".repeat(500)).unwrap();
    for file in [changed, derived, cut, text] {
        let error = journal::restore(&file, &target).unwrap_err();
        assert!(matches!(error, RestoreError::Unsound(_)), "{error}");
        assert!(error.to_string().contains("nothing was restored"), "{error}");
        assert!(!target.exists());
    }
    let named = journal::restore(&home.path().join("a"), &target).unwrap_err();
    assert!(matches!(named, RestoreError::Unsound(VerifyError::BadRow { seq, .. }) if seq == last));
}

/// What a restore that was cut off left is no store, and does not stand in the next one's way.
#[tokio::test]
async fn a_restore_that_was_cut_off_is_done_again() {
    let (home, dir, last) = a_day_on_disk().await;
    let out = home.path().join("backup.sqlite");
    journal::backup(&dir, &out).unwrap();
    let target = home.path().join("restored");
    std::fs::create_dir(&target).unwrap();
    let half = std::fs::read(&out).unwrap();
    std::fs::write(target.join("journal.sqlite.restoring"), &half[..half.len() / 2]).unwrap();
    std::fs::write(target.join("journal.sqlite.restoring-journal"), "cut off").unwrap();
    assert!(journal::verify(&target).unwrap_err().to_string().contains("there is no journal"));
    assert_eq!(journal::restore(&out, &target).unwrap().restored_seq, last);
    let left: Vec<_> = std::fs::read_dir(&target)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("restoring"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    journal::verify(&target).unwrap();
}

/// A journal with its log is restored with what is in the log.
#[tokio::test]
async fn a_restore_takes_what_still_stands_in_the_log() {
    let shop = Shop::new().await;
    shop.done(tea_to_go(1)).await;
    let head = *shop.journal.head().borrow();
    let restored = journal::restore(&shop.dir().join(FILE_NAME), &shop.beside("restored")).unwrap();
    assert_eq!(restored.restored_seq, head.seq);
    let report = journal::verify(&shop.beside("restored")).unwrap();
    assert_eq!((report.events, report.orders), (head.seq + 1, 1));
}

/// A backup to a place that cannot be written leaves nothing.
#[tokio::test]
async fn a_backup_into_a_directory_that_is_not_there_says_so() {
    let shop = Shop::new().await;
    let out = shop.beside("no").join("backup.sqlite");
    assert!(shop.journal.backup(out.clone()).await.is_err());
    assert!(!out.exists());
}
