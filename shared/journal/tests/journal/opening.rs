//! Coming back: after a clean stop, after a power cut, and to data that must not be touched.

use std::collections::BTreeMap;
use std::path::Path;

use domain::settings::Settings;
use domain::{CommandResult, Rejection};
use journal::{FILE_NAME, Journal, OpenError, OpenOptions, SystemClock};

use crate::shop::*;

/// I1, I6: what was answered is there, and everything goes on where it was.
#[tokio::test]
async fn a_store_that_comes_back_goes_on_where_it_was() {
    for by_power_cut in [false, true] {
        let shop = Shop::new().await;
        shop.done(float(1, 5_000)).await;
        shop.done(placing(1, vec![noodles(1), one(2, TEA)], true, Vec::new())).await;
        shop.done(tea_to_go(2)).await;
        for _ in 0..10 {
            shop.done(signing_in(COOK, false, 1)).await;
        }
        let head = *shop.journal.head().borrow();
        let before = dump(&shop.dir());
        let shop = if by_power_cut { shop.after_a_power_cut() } else { shop.reopened().await };
        let dir = if by_power_cut { shop.beside("image") } else { shop.dir() };
        assert_eq!(dump(&dir), before);
        assert_eq!(*shop.journal.head().borrow(), head);
        assert_eq!(shop.journal.staff().len(), 3);
        assert_eq!(shop.journal.menu().catalogue().version, 1);
        let open = shop.journal.read(|reader| reader.open_orders()).await.unwrap();
        assert_eq!(open.len(), 1);
        // The order, the shift, the numbers and the lock on wrong PINs.
        let CommandResult::Order { number, receipt_number, .. } =
            shop.done(pay(1, cash(1, 1_530, 2_000))).await
        else {
            panic!()
        };
        assert_eq!((number, receipt_number), (1, Some(2)));
        let CommandResult::Order { number, receipt_number, order_id, .. } =
            shop.done(tea_to_go(3)).await
        else {
            panic!()
        };
        assert_eq!((number, receipt_number), (3, Some(3)));
        let ticket = shop.order(3).await.tickets[0].id;
        let ticket = shop.journal.read(move |reader| reader.ticket(ticket)).await.unwrap().unwrap();
        assert_eq!((ticket.order_id, ticket.number), (order_id, 3));
        let locked = shop.refused(signing_in(COOK, true, 2)).await;
        assert_eq!(locked, Rejection::StaffLocked { minutes_left: 30 });
        let running = Rejection::ShiftAlreadyOpen { shift_id: shift(1) };
        assert_eq!(shop.refused(float(2, 0)).await, running);
        shop.journal.stop().await;
        journal::verify(&dir).unwrap();
    }
}

/// The last clone of a journal that goes stops the writer, which lets the directory go.
#[tokio::test]
async fn a_store_that_was_dropped_without_a_stop_lets_its_directory_go() {
    let shop = Shop::new().await;
    shop.done(tea_to_go(1)).await;
    let head = *shop.journal.head().borrow();
    let dir = shop.dir();
    let (home, clock) = (shop.home, shop.clock);
    drop(shop.journal);
    // Returns when the writer has ended.
    let lock = std::fs::File::open(dir.join("lock")).unwrap();
    lock.lock().unwrap();
    drop(lock);
    let again = open_at(&dir, &clock).unwrap();
    assert_eq!(*again.head().borrow(), head);
    again.stop().await;
    drop(home);
}

/// F08: the second one says so and leaves the first alone.
#[tokio::test]
async fn two_stores_on_one_directory_are_one_too_many() {
    let shop = Shop::new().await;
    let before = shop.journal.head().borrow().seq;
    let error = open_at(&shop.dir(), &shop.clock).err().unwrap();
    assert!(matches!(error, OpenError::InUse { .. }));
    assert!(error.to_string().contains("in use by another Comanda process"), "{error}");
    assert!(journal::rebuild(&shop.dir()).unwrap_err().to_string().contains("in use"));
    shop.done(tea_to_go(1)).await;
    assert!(shop.journal.head().borrow().seq > before);
}

/// The database and its log as they lie on the disk; an empty log is none.
fn on_disk(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    [FILE_NAME.to_owned(), format!("{FILE_NAME}-wal")]
        .into_iter()
        .filter_map(|name| std::fs::read(dir.join(&name)).ok().map(|bytes| (name, bytes)))
        .filter(|(name, bytes)| name == FILE_NAME || !bytes.is_empty())
        .collect()
}

/// Opening says this and changes not a byte.
fn refuses(dir: &Path, settings: Settings, sentence: &str) -> OpenError {
    let before = on_disk(dir);
    let clock = std::sync::Arc::new(SystemClock);
    let opened = Journal::open(OpenOptions { dir: dir.to_owned(), settings, clock });
    let Err(error) = opened else { panic!("it opened, but should have said: {sentence}") };
    assert!(error.to_string().contains(sentence), "{error}");
    assert!(on_disk(dir) == before, "{sentence}: the data was changed");
    error
}

/// F23: whatever it is that lies there, it is not made worse.
#[tokio::test]
async fn data_that_is_not_a_sound_journal_is_refused_and_left_as_it_is() {
    let (home, dir, _) = a_day_on_disk().await;
    let sound = std::fs::read(dir.join(FILE_NAME)).unwrap();
    let copy = home.path().join("copy");
    let with = |bytes: &[u8]| {
        std::fs::create_dir_all(&copy).unwrap();
        std::fs::write(copy.join(FILE_NAME), bytes).unwrap();
    };
    let restore = "restore a backup into an empty directory";
    for cut in [0, 50, 100, 4_096, sound.len() / 2, sound.len() - 4_096, sound.len() - 1] {
        with(&sound[..cut]);
        let error = refuses(&copy, settings(), "is cut short");
        assert!(error.to_string().contains(restore), "{error}");
    }
    with("Dear diary, ".repeat(500).as_bytes());
    refuses(&copy, settings(), "is not a Comanda journal");
    std::fs::remove_file(copy.join(FILE_NAME)).unwrap();
    raw(&copy)
        .execute_batch("CREATE TABLE diary (line TEXT); INSERT INTO diary VALUES ('dear');")
        .unwrap();
    refuses(&copy, settings(), "is not a Comanda journal");
    with(&sound);
    copy_keys(&dir, &copy);
    let other =
        Settings { store_id: domain::id::StoreId::from_uuid(uuid::Uuid::nil()), ..settings() };
    refuses(&copy, other, "the data belongs to store 00000000-0000-0000-0000-000000000001");
    open_at(&copy, &HandClock::at_noon()).unwrap().stop().await;
}

/// F29: an older program does not touch what a newer one made.
#[tokio::test]
async fn data_of_a_newer_comanda_is_refused_and_left_as_it_is() {
    let (_home, dir, _) = a_day_on_disk().await;
    let newer = "INSERT INTO refinery_schema_history SELECT 99, 'newer', applied_on, checksum FROM refinery_schema_history LIMIT 1";
    raw(&dir).execute_batch(newer).unwrap();
    refuses(&dir, settings(), "written by a newer Comanda (schema 99, this one knows 11)");
    assert!(journal::verify(&dir).unwrap_err().to_string().contains("newer Comanda"));
    assert!(journal::rebuild(&dir).unwrap_err().to_string().contains("newer Comanda"));
}

/// I8, F20: a torn end is found on every start, and told by its seq.
#[tokio::test]
async fn a_damaged_end_of_the_journal_is_refused_and_left_as_it_is() {
    let (home, dir, last) = a_day_on_disk().await;
    for (n, (change, seq)) in (0..).zip([
        ("UPDATE journal SET body = body || ' ' WHERE seq =", last),
        ("UPDATE journal SET hash = zeroblob(32) WHERE seq =", last),
        ("UPDATE journal SET at = at + 1 WHERE seq =", last - 9),
        ("DELETE FROM journal WHERE seq =", last - 1),
    ]) {
        let copy = home.path().join(format!("copy-{n}"));
        copy_dir(&dir, &copy);
        let guards =
            "DROP TRIGGER journal_is_never_changed; DROP TRIGGER journal_is_never_shortened;";
        raw(&copy).execute_batch(&format!("{guards} {change} {seq}")).unwrap();
        let error = refuses(&copy, settings(), &format!("the journal is damaged at seq {seq}"));
        assert!(error.to_string().contains("comanda verify"), "{error}");
    }
    // Emptied: there is a store, but nothing ever happened in it.
    let copy = home.path().join("emptied");
    copy_dir(&dir, &copy);
    let emptied = "DROP TRIGGER journal_is_never_shortened; DELETE FROM journal;";
    raw(&copy).execute_batch(emptied).unwrap();
    refuses(&copy, settings(), "the journal is empty");
}

/// F22: the file lost, the log still there: `SQLite` alone would begin anew and delete the log.
#[tokio::test]
async fn a_log_without_its_file_is_not_thrown_away() {
    let shop = Shop::new().await;
    for (n, empty) in [(0, true), (1, false)] {
        let copy = shop.beside(&format!("copy-{n}"));
        copy_dir(&shop.dir(), &copy);
        assert!(on_disk(&copy).len() == 2, "the log is not empty");
        if empty {
            std::fs::write(copy.join(FILE_NAME), []).unwrap();
        } else {
            std::fs::remove_file(copy.join(FILE_NAME)).unwrap();
        }
        refuses(&copy, settings(), "is cut short");
    }
}

/// F01: a checkpoint writes the file's first page first. One that is cut off there leaves a header
/// that promises more than the file has; the log has the rest, so nothing is lost.
#[tokio::test]
async fn a_checkpoint_cut_off_half_way_loses_nothing() {
    const PAGE: usize = 4_096;
    let shop = Shop::new().await;
    shop.done(tea_to_go(1)).await;
    let head = *shop.journal.head().borrow();
    let copy = shop.beside("copy");
    copy_dir(&shop.dir(), &copy);
    shop.journal.stop().await;
    let checkpointed = std::fs::read(shop.dir().join(FILE_NAME)).unwrap();
    let mut cut_off = std::fs::read(copy.join(FILE_NAME)).unwrap();
    assert!(cut_off.len() < checkpointed.len());
    cut_off[..PAGE].copy_from_slice(&checkpointed[..PAGE]);
    std::fs::write(copy.join(FILE_NAME), cut_off).unwrap();
    let again = open_at(&copy, &shop.clock).unwrap();
    assert_eq!(*again.head().borrow(), head);
    again.stop().await;
    journal::verify(&copy).unwrap();
}

/// There is a difference between a new store and a mistyped directory.
#[tokio::test]
async fn a_directory_without_a_journal_is_told_by_name() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("nowhere");
    for error in [
        journal::verify(&dir).unwrap_err().to_string(),
        journal::rebuild(&dir).unwrap_err().to_string(),
        journal::backup(&dir, &home.path().join("out")).unwrap_err().to_string(),
    ] {
        assert!(error.contains("there is no journal in") && error.contains("nowhere"), "{error}");
    }
    assert!(!dir.exists());
}
