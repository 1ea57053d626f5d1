//! Printers that are off, slow, or hang up: what is on paper in the end.

use std::sync::Arc;

use domain::id::ShiftId;
use domain::order::NewTenderKind;
use domain::staff::DeviceKind;
use domain::{Command, Money};
use journal::{JobNote, JobState, Note, StoredJob};
use printing::{Fault, Paper, VirtualPrinter};
use protocol::frames::{ServerFrame, ViewName};
use protocol::printers::PrinterAlarmCode;
use tokio::time::timeout;
use uuid::Uuid;

use crate::client::{Client, get};
use crate::shop::{PATIENCE, Premises, Shop, code, noodles_paid, tea_paid};

const MARK: &str = "POSSIBLE DUPLICATE";

async fn papers(printer: &VirtualPrinter, total: u64) -> Vec<Arc<Paper>> {
    let mut out = printer.subscribe();
    timeout(PATIENCE, out.wait_for(|out| *out >= total)).await.expect("no paper").unwrap();
    printer.papers(100)
}

/// Waits until the jobs are as wanted; woken by commits.
async fn jobs(shop: &Shop, wanted: impl Fn(&[StoredJob]) -> bool) -> Vec<StoredJob> {
    let mut commits = shop.store.journal().commits();
    loop {
        let jobs = shop.store.journal().read(|reader| reader.recent_jobs(100)).await.unwrap();
        if wanted(&jobs) {
            return jobs;
        }
        timeout(PATIENCE, commits.recv()).await.unwrap_or_else(|_| panic!("{jobs:?}")).unwrap();
    }
}

fn all(state: JobState) -> impl Fn(&[StoredJob]) -> bool {
    move |jobs| !jobs.is_empty() && jobs.iter().all(|job| job.state == state)
}

#[tokio::test]
async fn i23_a_first_receipt_and_a_first_chit_carry_no_mark_and_a_reprint_does() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let order = noodles_paid();
    till.done(&order).await;
    let receipt = papers(&premises.counter, 1).await[0].text();
    assert!(receipt.contains("A 001") && receipt.contains("11.80"), "{receipt}");
    let chit = papers(&premises.wok, 1).await[0].text();
    assert!(chit.contains("A 001") && !chit.contains("11.80"), "{chit}");
    for paper in [&receipt, &chit] {
        assert!(!paper.contains(MARK) && !paper.contains("REPRINT"), "{paper}");
    }
    let Command::PlaceOrder { order_id, .. } = order else { panic!("not an order") };
    till.done(&Command::ReprintReceipt { order_id }).await;
    let copy = papers(&premises.counter, 2).await[1].text();
    assert!(copy.contains("REPRINT 2") && !copy.contains(MARK), "{copy}");

    let path = "/api/v1/printers/counter/papers";
    let listed = get(shop.addr, path, Some(&till.paired.token)).await;
    assert_eq!(listed.json().as_array().unwrap().len(), 2);
    assert_eq!(get(shop.addr, path, None).await.status, 401);
    shop.close().await;
}

#[tokio::test]
async fn f57_a_printer_that_hangs_up_in_the_middle_gets_a_marked_second_copy() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    premises.counter.set_fault(Fault::HangUpAfter(150));
    till.done(&noodles_paid()).await;
    jobs(&shop, all(JobState::Confirmed)).await;
    let receipts = premises.counter.papers(100);
    let last = receipts.last().unwrap().text();
    assert!(last.contains(MARK) && last.contains("11.80"), "{last}");
    assert!(receipts[..receipts.len() - 1].iter().all(|paper| !paper.text().contains(MARK)));
    assert!(!papers(&premises.wok, 1).await[0].text().contains(MARK), "others are unaffected");
    shop.close().await;
}

#[tokio::test]
async fn f55_a_printer_that_is_off_delays_nobody_raises_an_alarm_and_prints_when_it_is_back() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let mut page = Client::screen(&shop, DeviceKind::PrinterPage, ViewName::Printers, None).await;
    premises.counter.set_fault(Fault::Off);
    till.done(&noodles_paid()).await;
    papers(&premises.wok, 1).await;
    let alarm = |wanted: Option<PrinterAlarmCode>| {
        move |frame: &ServerFrame| {
            let (ServerFrame::Changes { rows, .. } | ServerFrame::Snapshot { rows, .. }) = frame
            else {
                return None;
            };
            let card = rows.printers.as_ref()?.iter().find(|card| card.code == code("counter"))?;
            (card.alarm.map(|alarm| alarm.code) == wanted).then_some(card.waiting)
        }
    };
    page.until(alarm(Some(PrinterAlarmCode::Unreachable))).await;
    // Selling goes on.
    till.done(&tea_paid()).await;
    premises.counter.set_fault(Fault::None);
    let receipts = papers(&premises.counter, 2).await;
    assert!(receipts[0].text().contains("A 001") && receipts[1].text().contains("A 002"));
    assert!(receipts.iter().all(|paper| !paper.text().contains(MARK)), "nothing was sent before");
    page.until(alarm(None)).await;
    shop.close().await;
}

#[tokio::test]
async fn f61_a_printer_that_takes_a_byte_a_second_delays_nobody_else() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    premises.counter.set_fault(Fault::BytesPerSecond(1));
    till.done(&noodles_paid()).await;
    till.done(&noodles_paid()).await;
    papers(&premises.wok, 2).await;
    shop.close().await;
}

#[tokio::test]
async fn f58_a_job_that_was_under_way_when_the_power_went_comes_out_marked() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    premises.counter.set_fault(Fault::Off);
    till.done(&tea_paid()).await;
    let found = jobs(&shop, |jobs| jobs.len() == 1).await;
    let journal = shop.store.journal().clone();
    shop.close().await;
    drop(journal);

    // As a process that died between "sending" and "confirmed" leaves it.
    let settings_from = premises.open().await;
    let sending = JobNote {
        job_id: found[0].id,
        state: JobState::Sending,
        attempts: 1,
        possible_duplicate: false,
    };
    settings_from.store.journal().note(Note::Jobs(vec![sending])).await.unwrap();
    settings_from.close().await;
    premises.counter.set_fault(Fault::None);
    let shop = premises.open().await;
    let receipts = papers(&premises.counter, 1).await;
    assert!(receipts.last().unwrap().text().contains(MARK), "{}", receipts[0].text());
    jobs(&shop, all(JobState::Confirmed)).await;
    shop.close().await;
}

#[tokio::test]
async fn last_nights_chits_do_not_come_out_in_the_morning_but_the_receipts_do() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    premises.counter.set_fault(Fault::Off);
    premises.wok.set_fault(Fault::Off);
    till.done(&noodles_paid()).await;
    jobs(&shop, |jobs| jobs.len() == 2).await;
    shop.close().await;

    premises.clock.move_on(5 * 60 * 60 * 1000);
    premises.counter.set_fault(Fault::None);
    premises.wok.set_fault(Fault::None);
    let shop = premises.open().await;
    papers(&premises.counter, 1).await;
    let ended = |jobs: &[StoredJob]| {
        jobs.iter().all(|job| match job.document {
            journal::JobDocument::Chit => job.state == JobState::Failed,
            _ => job.state == JobState::Confirmed,
        })
    };
    jobs(&shop, ended).await;
    assert_eq!(premises.wok.papers_total(), 0);
    shop.close().await;
}

#[tokio::test]
async fn cash_opens_the_drawer_once_and_a_card_does_not() {
    let premises = Premises::new().await;
    let shop = premises.open().await;
    let mut till = Client::terminal(&shop).await;
    let shift_id = ShiftId::from_uuid(Uuid::now_v7());
    till.done(&Command::OpenShift { shift_id, float: Money::from_minor(5_000) }).await;
    till.done(&tea_paid()).await;
    let mut order = tea_paid();
    let Command::PlaceOrder { tenders, .. } = &mut order else { panic!("not an order") };
    tenders[0].kind = NewTenderKind::Cash { received: Money::from_minor(400) };
    till.done(&order).await;
    jobs(&shop, |jobs| jobs.len() == 3 && all(JobState::Confirmed)(jobs)).await;
    assert_eq!(premises.counter.drawer_pulses_total(), 1);
    shop.close().await;
}
