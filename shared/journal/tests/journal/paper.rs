//! What consumers keep of their own effects: cursors, and how far each print job is.

use journal::{Change, Cursor, JobDocument, JobNote, JobState, Note};

use crate::shop::*;

fn noted(job_id: i64, state: JobState) -> JobNote {
    JobNote { job_id, state, attempts: 2, possible_duplicate: true }
}

/// I22: a cursor is where it was, over stops and power cuts, and is no event.
#[tokio::test]
async fn a_consumer_finds_its_cursor_where_it_left_it() {
    let shop = Shop::new().await;
    let head = *shop.journal.head().borrow();
    let at = |seq| Cursor { epoch: head.epoch, seq, hash: head.hash };
    for (name, seq) in [("hq", 3), ("hq", 9), ("mirror", 4)] {
        shop.journal.note(Note::Cursor { name: name.into(), cursor: at(seq) }).await.unwrap();
    }
    assert_eq!(*shop.journal.head().borrow(), head);
    let shop = shop.reopened().await.after_a_power_cut();
    for (name, seq) in [("hq", Some(9)), ("mirror", Some(4)), ("nobody", None)] {
        let found = shop.journal.read(move |reader| reader.cursor(name)).await.unwrap();
        assert_eq!(found, seq.map(at), "{name}");
    }
}

/// I22, I25: paper comes out in the order it was asked for, and how far it is survives.
#[tokio::test]
async fn paper_waits_in_the_order_asked_for_and_its_state_survives() {
    use JobDocument::{Chit, Drawer, Receipt, Report, VoidChit};
    let shop = Shop::new().await;
    shop.trade().await;
    let waiting = |printer: &'static str| {
        let journal = shop.journal.clone();
        async move {
            let jobs = journal.read(move |reader| reader.waiting_jobs(&code(printer), 99)).await;
            let count = journal.read(move |reader| reader.waiting_job_count(&code(printer))).await;
            let jobs = jobs.unwrap();
            assert_eq!(usize::try_from(count.unwrap()).unwrap(), jobs.len());
            jobs
        }
    };
    let counter = waiting("counter").await;
    let asked: Vec<_> = counter.iter().map(|job| (job.document, job.copy)).collect();
    let receipts = [(Drawer, 1), (Receipt, 1), (Receipt, 2), (Receipt, 1)];
    assert_eq!(asked[..4], receipts);
    assert_eq!(asked[4..], [(Report, 1), (Report, 1)], "the drawer's and the day's");
    let wok = waiting("wok-printer").await;
    let asked: Vec<_> = wok.iter().map(|job| job.document).collect();
    assert_eq!(asked, [Chit, Chit, Chit, VoidChit, Chit]);
    assert!(wok.is_sorted_by_key(|job| job.seq));
    assert_eq!(counter[0].order_number, "A 001");
    assert!(wok.iter().all(|job| job.ticket_id.is_some()));

    let mut commits = shop.journal.commits();
    let before = *shop.journal.head().borrow();
    let notes = vec![
        noted(counter[0].id, JobState::Confirmed),
        noted(counter[1].id, JobState::Retrying),
        noted(counter[2].id, JobState::Failed),
    ];
    shop.clock.pass_ms(MINUTE_MS);
    shop.journal.note(Note::Jobs(notes)).await.unwrap();
    let commit = commits.recv().await.unwrap();
    assert_eq!((commit.seq, commit.changes.len()), (before.seq, 3));
    assert!(matches!(&commit.changes[0], Change::PrintJob(job) if job.id == counter[0].id));
    let left: Vec<_> = waiting("counter").await.iter().map(|job| (job.id, job.state)).collect();
    let expected = [
        (counter[1].id, JobState::Retrying),
        (counter[3].id, JobState::Queued),
        (counter[4].id, JobState::Queued),
        (counter[5].id, JobState::Queued),
    ];
    assert_eq!(left, expected);

    shop.journal.stop().await;
    let before = rows_of(&raw(&shop.dir()), "print_states");
    journal::rebuild(&shop.dir()).unwrap();
    assert_eq!(
        rows_of(&raw(&shop.dir()), "print_states"),
        before,
        "a rebuild prints nothing again"
    );
    let shop = shop.reopened().await;
    let all = shop.journal.read(|reader| reader.recent_jobs(99)).await.unwrap();
    assert_eq!(all.len(), counter.len() + wok.len());
    assert!(all.is_sorted_by(|a, b| a.id > b.id));
    let retried = all.iter().find(|job| job.id == counter[1].id).unwrap();
    assert_eq!((retried.attempts, retried.possible_duplicate), (2, true));
    assert!(retried.changed_at > retried.at);
}

/// Struck as a whole after each line was fired alone: more paper than any order should ask for.
#[tokio::test]
async fn an_order_fired_line_by_line_and_struck_asks_for_every_chit() {
    let shop = Shop::new().await;
    // Two chits for each line: the bar wants paper too, in this shop.
    let mut settings = crate::shop::settings();
    settings.chit_printers.insert(code("bar"), code("bar-printer"));
    let shop = shop.reopened_with(settings).await;
    let dir = shop.dir();
    let lines: Vec<_> = (1..=150).map(|n| one(n, SET)).collect();
    shop.done(placing(1, lines, false, Vec::new())).await;
    let order_id = order(1);
    for n in 1..=150 {
        let line_ids = vec![line(n)];
        shop.done(ask(domain::Command::FireLines { order_id, line_ids })).await;
    }
    let reason = domain::order::VoidReason::EnteredByMistake;
    shop.done(by(ask(domain::Command::VoidOrder { order_id, reason }), MANAGER)).await;
    let jobs = shop.journal.read(|reader| reader.recent_jobs(1_000)).await.unwrap();
    let void_chits = jobs.iter().filter(|job| job.document == JobDocument::VoidChit).count();
    assert_eq!(void_chits, 300);
    shop.journal.stop().await;
    journal::verify(&dir).unwrap();
}
