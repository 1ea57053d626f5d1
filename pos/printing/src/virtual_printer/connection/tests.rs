use std::net::{Ipv4Addr, SocketAddr};

use domain::Timestamp;
use firmware_config::{Confirm, Encoding};

use super::*;
use crate::document::{Block, Document, PaperForm};
use crate::encode::encode;
use crate::paper::{Align, PaperSpan};
use crate::transport::{PrintResult, PrinterAlarmCode, PrinterConnection, PrinterTarget, Timeouts};
use crate::virtual_printer::{PAPERS_MAX, VirtualPrinter};

const MAY_HAVE: bool = true;
const NOTHING_OUT: bool = false;

async fn printer() -> VirtualPrinter {
    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    VirtualPrinter::start(listen, 48, || Timestamp::from_ms(7)).await.unwrap()
}

fn host(printer: &VirtualPrinter, confirm: Confirm) -> PrinterConnection {
    let target = PrinterTarget { address: printer.addr().to_string(), confirm, is_virtual: true };
    let short = Duration::from_millis(300);
    let timeouts = Timeouts { connect: short * 4, write: short, answer: short, confirm: short * 4 };
    PrinterConnection::new(target, timeouts)
}

fn job(words: &str) -> Vec<u8> {
    let mut document = Document::default();
    for row in 0..20 {
        document.text(Align::Left, PaperSpan::plain(format!("{words} {row}")));
    }
    document.push(Block::Cut);
    encode(&document, PaperForm { columns: 48, encoding: Encoding::Gb18030 })
}

fn failed(alarm: PrinterAlarmCode, bytes_may_have_printed: bool) -> PrintResult {
    PrintResult::Failed { alarm, bytes_may_have_printed }
}

async fn papers_out(printer: &VirtualPrinter, total: u64) {
    printer.subscribe().wait_for(|out| *out >= total).await.unwrap();
}

#[tokio::test]
async fn a_job_comes_out_as_it_was_sent_and_is_confirmed_in_every_way_there_is() {
    let printer = printer().await;
    for (confirm, expected) in [
        (Confirm::ProcessId, PrintResult::Confirmed),
        (Confirm::Status, PrintResult::Confirmed),
        (Confirm::None, PrintResult::SentUnconfirmed),
    ] {
        let mut host = host(&printer, confirm);
        assert_eq!(host.print(&job("红烧牛肉面")).await, expected, "{confirm:?}");
        assert_eq!(host.print(&job("again")).await, expected, "{confirm:?}");
        host.close().await;
    }
    papers_out(&printer, 6).await;
    let papers = printer.papers(100);
    assert!(papers.iter().all(|paper| paper.cut && paper.rows.len() == 20));
    assert!(papers[0].text().starts_with("红烧牛肉面 0\n"));
    assert_eq!(printer.paper(2).unwrap().number, 2);
    printer.shutdown().await;
}

#[tokio::test]
async fn f55_a_printer_that_is_off_is_unreachable_until_it_is_on_again() {
    let printer = printer().await;
    let mut host = host(&printer, Confirm::Status);
    assert_eq!(host.print(&job("a")).await, PrintResult::Confirmed);
    printer.set_fault(Fault::Off);
    // The connection that was open breaks a moment later; once it has, no new one is taken.
    while host.print(&job("b")).await != failed(PrinterAlarmCode::Unreachable, NOTHING_OUT) {}
    let printed_before = printer.papers_total();
    printer.set_fault(Fault::None);
    while host.print(&job("c")).await != PrintResult::Confirmed {}
    papers_out(&printer, printed_before + 1).await;
}

#[tokio::test]
async fn f55_a_printer_without_paper_says_so_before_anything_is_sent() {
    let printer = printer().await;
    for confirm in [Confirm::Status, Confirm::ProcessId] {
        let mut host = host(&printer, confirm);
        for (fault, alarm) in [
            (Fault::PaperOut, PrinterAlarmCode::PaperOut),
            (Fault::CoverOpen, PrinterAlarmCode::CoverOpen),
        ] {
            printer.set_fault(fault);
            assert_eq!(host.print(&job("a")).await, failed(alarm, NOTHING_OUT), "{confirm:?}");
        }
        printer.set_fault(Fault::None);
        assert_eq!(host.print(&job("a")).await, PrintResult::Confirmed);
    }
    assert_eq!(printer.papers_total(), 2);
}

#[tokio::test]
async fn f55_what_a_printer_without_paper_already_holds_comes_out_when_there_is_paper() {
    let printer = printer().await;
    let mut host = host(&printer, Confirm::None);
    printer.set_fault(Fault::PaperOut);
    assert_eq!(host.print(&job("held")).await, PrintResult::SentUnconfirmed);
    host.close().await;
    printer.set_fault(Fault::None);
    papers_out(&printer, 1).await;
    assert!(printer.papers(1)[0].text().contains("held 19"));
}

#[tokio::test]
async fn f56_a_printer_that_swallows_everything_is_no_answer() {
    let printer = printer().await;
    printer.set_fault(Fault::BlackHole);
    for confirm in [Confirm::Status, Confirm::ProcessId] {
        let mut host = host(&printer, confirm);
        assert_eq!(host.print(&job("a")).await, failed(PrinterAlarmCode::NoAnswer, NOTHING_OUT));
    }
    assert_eq!(host(&printer, Confirm::None).print(&job("a")).await, PrintResult::SentUnconfirmed);
    assert_eq!(printer.papers_total(), 0);
}

#[tokio::test]
async fn f57_i24_a_printer_that_hangs_up_anywhere_leaves_a_torn_paper_and_a_whole_second_one() {
    let whole = job("a");
    for percent in 1..100 {
        let printer = printer().await;
        // Without confirmation nothing tells the host, so the end is watched at the printer.
        let mut host = host(&printer, Confirm::ProcessId);
        assert_eq!(host.print(&job("first")).await, PrintResult::Confirmed);
        // Nine bytes are the questions before the job.
        printer.set_fault(Fault::HangUpAfter(9 + whole.len() * percent / 100));
        assert_eq!(
            host.print(&whole).await,
            failed(PrinterAlarmCode::ConnectionLost, MAY_HAVE),
            "{percent} %"
        );
        assert_eq!(host.print(&job("second")).await, PrintResult::Confirmed, "{percent} %");
        let papers = printer.papers(10);
        let last = papers.last().unwrap();
        assert!(last.cut && last.rows.len() == 20 && last.text().starts_with("second 0"));
        for torn in &papers[1..papers.len() - 1] {
            assert!(!torn.cut && torn.text().starts_with('a'), "{percent} %: {}", torn.text());
        }
    }
}

#[tokio::test]
async fn f58_a_confirmation_that_is_lost_leaves_the_job_in_doubt() {
    let printer = printer().await;
    let mut host = host(&printer, Confirm::ProcessId);
    printer.set_fault(Fault::DropConfirmations);
    assert_eq!(host.print(&job("a")).await, failed(PrinterAlarmCode::NoAnswer, MAY_HAVE));
    assert_eq!(printer.papers_total(), 1, "it was printed all the same");
    printer.set_fault(Fault::None);
    assert_eq!(host.print(&job("a, marked")).await, PrintResult::Confirmed);
}

#[tokio::test]
async fn f59_i24_jobs_of_many_hosts_never_share_a_paper() {
    let printer = printer().await;
    let hosts: Vec<_> = (0..8)
        .map(|number| {
            let mut host =
                host(&printer, if number % 2 == 0 { Confirm::ProcessId } else { Confirm::Status });
            tokio::spawn(async move {
                for _ in 0..20 {
                    assert_eq!(
                        host.print(&job(&format!("host{number}"))).await,
                        PrintResult::Confirmed
                    );
                }
            })
        })
        .collect();
    for host in hosts {
        host.await.unwrap();
    }
    papers_out(&printer, 160).await;
    for paper in printer.papers(PAPERS_MAX) {
        let text = paper.text();
        let owner = text.split(' ').next().unwrap();
        assert!(
            paper.cut && paper.rows.len() == 20 && text.lines().all(|row| row.starts_with(owner)),
            "{text}"
        );
    }
}

#[tokio::test]
async fn f61_a_slow_printer_keeps_nobody_else_waiting() {
    let (slow, fast) = (printer().await, printer().await);
    slow.set_fault(Fault::BytesPerSecond(1));
    let mut waiting = host(&slow, Confirm::Status);
    let slow_job = tokio::spawn(async move { waiting.print(&job("slow")).await });
    let mut host = host(&fast, Confirm::Status);
    for _ in 0..50 {
        assert_eq!(host.print(&job("fast")).await, PrintResult::Confirmed);
    }
    assert_eq!(slow_job.await.unwrap(), failed(PrinterAlarmCode::NoAnswer, NOTHING_OUT));
}

#[tokio::test]
async fn i24_the_job_after_a_restart_in_doubt_begins_with_reset_and_cut() {
    let printer = printer().await;
    let mut foreign = TcpStream::connect(printer.addr()).await.unwrap();
    foreign.write_all(b"half a job\n").await.unwrap();
    foreign.shutdown().await.unwrap();
    papers_out(&printer, 1).await;
    let mut host = host(&printer, Confirm::Status);
    host.assume_half_printed();
    assert_eq!(host.print(&job("a")).await, PrintResult::Confirmed);
    papers_out(&printer, 2).await;
    assert!(!printer.papers(2)[0].cut && printer.papers(2)[1].rows.len() == 20);
}

#[tokio::test]
async fn a_host_that_never_finishes_does_not_keep_the_paper_from_others() {
    let printer = printer().await;
    let mut foreign = TcpStream::connect(printer.addr()).await.unwrap();
    foreign.write_all(b"half a job\n\x10\x04\x01").await.unwrap();
    let mut answer = [0; 1];
    foreign.read_exact(&mut answer).await.unwrap();
    // Nobody waits for the half minute: the clock goes there by itself once all are idle.
    tokio::time::pause();
    papers_out(&printer, 1).await;
    tokio::time::resume();
    assert!(!printer.papers(1)[0].cut);
    assert_eq!(host(&printer, Confirm::Status).print(&job("a")).await, PrintResult::Confirmed);
}

#[tokio::test]
async fn only_the_last_papers_are_kept_and_all_are_counted() {
    let printer = printer().await;
    let mut host = host(&printer, Confirm::Status);
    let kept = u64::try_from(PAPERS_MAX).unwrap();
    for _ in 0..kept + 5 {
        assert_eq!(host.print(&job("a")).await, PrintResult::Confirmed);
    }
    papers_out(&printer, kept + 5).await;
    assert_eq!(printer.papers(usize::MAX).len(), PAPERS_MAX);
    assert_eq!(printer.papers(1)[0].number, kept + 5);
    assert!(printer.paper(5).is_none() && printer.paper(6).is_some());
}

#[tokio::test]
async fn s22_a_real_printer_is_never_looked_for_on_this_machine() {
    let printer = printer().await;
    let target = PrinterTarget {
        address: printer.addr().to_string(),
        confirm: Confirm::None,
        is_virtual: false,
    };
    let mut host = PrinterConnection::new(target, Timeouts::default());
    assert_eq!(host.print(&job("a")).await, failed(PrinterAlarmCode::Unreachable, NOTHING_OUT));
}

#[test]
fn a_paper_crosses_the_wire_in_the_agreed_shape() {
    let paper = crate::paper::Paper {
        number: 1,
        at: Timestamp::from_ms(7),
        columns: 48,
        rows: vec![crate::paper::PaperRow {
            align: Align::Centre,
            spans: vec![PaperSpan::plain("面").bold()],
        }],
        cut: true,
        drawer_pulses: 0,
    };
    assert_eq!(
        serde_json::to_string(&paper).unwrap(),
        r#"{"number":1,"at":7,"columns":48,"rows":[{"align":"centre","spans":[{"text":"面","bold":true,"wide":false,"tall":false,"inverse":false}]}],"cut":true,"drawer_pulses":0}"#
    );
}
