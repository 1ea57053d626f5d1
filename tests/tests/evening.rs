//! A busy evening through the real binary: whole, and with the power going.

use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use acceptance::{Client, Comanda, Ended, comanda_in, sample_evening, seat};
use serde_json::Value;

/// Orders in the sample evening.
const ORDERS: u64 = 118;

fn demo(dir: &Path, half: Option<&str>) -> Comanda {
    let dir = dir.to_string_lossy().into_owned();
    let mut words = vec![
        "demo",
        "--dir",
        &dir,
        "--store-listen",
        "127.0.0.1:0",
        "--hq-listen",
        "127.0.0.1:0",
        "--no-browser-hint",
        "--json",
    ];
    if let Some(half) = half {
        words.extend(["--only", half]);
    }
    Comanda::start(&words).unwrap()
}

fn replay(store: &str, dir: &Path) -> JoinHandle<Ended> {
    let (store, dir) = (store.to_owned(), dir.to_owned());
    std::thread::spawn(move || {
        let file = sample_evening().to_string_lossy().into_owned();
        let words =
            ["replay", &file, "--to", &store, "--terminals", "8", "--speed", "max", "--json"];
        comanda_in(&dir, &words).unwrap()
    })
}

fn assert_whole(ended: &Ended) -> Value {
    let report = ended.report().unwrap();
    assert_eq!(ended.status(), Some(0), "{report}\n{}", ended.complaint());
    let number = |key: &str| report[key].as_u64().unwrap_or_else(|| panic!("{key}: {report}"));
    for key in ["orders_sent", "orders_accepted", "hq_orders", "receipts_printed"] {
        assert_eq!(number(key), ORDERS, "{key}: {report}");
    }
    assert_eq!(number("lost"), 0, "{report}");
    assert_eq!(number("duplicated"), 0, "{report}");
    assert!(number("tickets") >= ORDERS, "{report}");
    assert_eq!(number("tickets_shown"), number("tickets"), "{report}");
    assert!(number("sum_sent_minor") > 0, "{report}");
    assert_eq!(number("sum_store_minor"), number("sum_sent_minor"), "{report}");
    assert_eq!(number("sum_hq_minor"), number("sum_sent_minor"), "{report}");
    report
}

fn assert_verifies(dir: &Path) {
    let store: PathBuf = dir.join("store");
    let checked = comanda_in(dir, &["verify", &store.to_string_lossy(), "--json"]).unwrap();
    assert_eq!(checked.status(), Some(0), "{}{}", checked.text(), checked.complaint());
    assert_eq!(checked.report().unwrap()["receipts"], ORDERS);
}

#[test]
fn a_busy_evening_is_cooked_paid_printed_and_reaches_hq_to_the_penny() {
    let folder = tempfile::tempdir().unwrap();
    let demo = demo(folder.path(), None);
    let ended = replay(demo.said("store_url"), folder.path()).join().unwrap();
    assert_whole(&ended);
    assert_eq!(demo.stop().unwrap(), Some(0));
    assert_verifies(folder.path());
}

/// Watches the expo until it has seen so many tickets fired, over reconnects.
async fn wait_for_tickets(watch: &mut Client, wanted: usize) {
    let mut seen = 0;
    while seen < wanted {
        let text = watch.next_text().await.unwrap();
        if text.starts_with("{\"type\":\"changes\"") {
            seen += text.matches("\"status\":{\"type\":\"sent\"}").count();
        }
    }
}

/// I1, I2, I10, F01, F42: kill -9 of either half, in the middle of the rush.
#[tokio::test(flavor = "multi_thread")]
async fn an_evening_in_which_the_store_loses_power_three_times_and_hq_twice_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let mut hq = demo(dir, Some("hq"));
    let mut store = demo(dir, Some("store"));
    let address = store.said("store_url").to_owned();
    let code = store.said("pairing_code").to_owned();
    let screen = seat(&address, &code, "expo_screen", None).await.unwrap();
    let mut watch = Client::connect(&screen, "expo", None).await.unwrap();
    let replayed = replay(&address, dir);
    for cut in 0..3 {
        wait_for_tickets(&mut watch, 20).await;
        store.kill().unwrap();
        if cut < 2 {
            hq.kill().unwrap();
            hq = demo(dir, Some("hq"));
        }
        store = demo(dir, Some("store"));
        assert_eq!(store.said("store_url"), address, "a demo started again is where it was");
        watch = Client::connect(&screen, "expo", None).await.unwrap();
        if cut < 2 {
            assert!(!replayed.is_finished(), "the power went too late to matter");
        }
    }
    let ended = tokio::task::spawn_blocking(|| replayed.join().unwrap()).await.unwrap();
    assert_whole(&ended);
    store.stop().unwrap();
    hq.stop().unwrap();
    assert_verifies(dir);
}
