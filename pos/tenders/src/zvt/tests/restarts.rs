//! What a till that was restarted still knows of what it asked for.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::*;

fn file_in(dir: &TempDir) -> PathBuf {
    dir.path().join("terminals").join("card.json")
}

/// The driver of a till that keeps its notes there, as it is after each start.
fn started(address: SocketAddr, file: &Path) -> ZvtDriver {
    let driver = ZvtDriver::new(&address.to_string(), "000000", PATIENCE).unwrap();
    driver.remembering_in(file.to_owned())
}

/// A terminal, and a till that has asked it for money and not heard what became of that.
async fn unheard(behaviour: Behaviour, dir: &TempDir) -> SimulatedTerminal {
    let terminal = SimulatedTerminal::start(LOOPBACK).await.unwrap();
    let till = started(terminal.address(), &file_in(dir));
    assert!(is_approved(&till.ask(&charge(1, 700)).await));
    terminal.next(behaviour);
    assert!(is_unknown(&till.ask(&charge(2, 900)).await));
    terminal
}

#[tokio::test]
async fn a_till_that_was_restarted_asks_what_became_of_it_and_charges_nobody_anew() {
    for (behaviour, taken) in [(Behaviour::DieWithMoney, true), (Behaviour::DieWithoutMoney, false)]
    {
        let dir = TempDir::new().unwrap();
        let terminal = unheard(behaviour, &dir).await;
        let till = started(terminal.address(), &file_in(&dir));
        let settled = till.ask_again(&charge(2, 900)).await;
        assert_eq!(is_approved(&settled), taken, "{behaviour:?}: {settled:?}");
        assert_eq!(is_declined(&settled), !taken, "{behaviour:?}: {settled:?}");
        // Other money moves, and the till is restarted once more.
        assert!(is_approved(&till.ask(&charge(3, 500)).await));
        let till = started(terminal.address(), &file_in(&dir));
        assert_eq!(till.ask_again(&charge(2, 900)).await, settled);
        assert_eq!(till.ask(&charge(2, 900)).await, settled, "not even when it is asked anew");
        let given: &[u64] = if taken { &[700, 900, 500] } else { &[700, 500] };
        assert_eq!(terminal.taken(), given, "{behaviour:?}");
    }
}

#[tokio::test]
async fn what_a_restart_left_open_is_found_out_before_the_terminal_moves_other_money() {
    let dir = TempDir::new().unwrap();
    let terminal = unheard(Behaviour::DieWithMoney, &dir).await;
    let till = started(terminal.address(), &file_in(&dir));
    assert!(is_approved(&till.ask(&charge(3, 500)).await));
    let till = started(terminal.address(), &file_in(&dir));
    assert!(is_approved(&till.ask_again(&charge(2, 900)).await));
    assert_eq!(terminal.taken(), [700, 900, 500]);
}

#[tokio::test]
async fn what_the_till_had_heard_it_still_knows_when_somebody_else_used_the_terminal_meanwhile() {
    let dir = TempDir::new().unwrap();
    let terminal = SimulatedTerminal::start(LOOPBACK).await.unwrap();
    let heard = started(terminal.address(), &file_in(&dir)).ask(&charge(1, 700)).await;
    assert!(is_approved(&heard));
    assert!(is_approved(&driver_of(terminal.address()).ask(&charge(9, 111)).await));
    let till = started(terminal.address(), &file_in(&dir));
    assert_eq!(till.ask_again(&charge(1, 700)).await, heard);
}

#[tokio::test]
async fn money_that_was_given_back_when_the_till_stopped_is_not_given_back_again() {
    let dir = TempDir::new().unwrap();
    let terminal = SimulatedTerminal::start(LOOPBACK).await.unwrap();
    let till = started(terminal.address(), &file_in(&dir));
    assert!(is_approved(&till.ask(&charge(1, 700)).await));
    terminal.next(Behaviour::DieWithMoney);
    assert!(is_unknown(&till.refund(&repayment(5, 1, 400)).await));
    let till = started(terminal.address(), &file_in(&dir));
    assert!(is_approved(&till.refund_again(&repayment(5, 1, 400)).await));
    assert_eq!(terminal.given_back(), [400]);
}

#[tokio::test]
async fn notes_that_are_gone_damaged_or_of_another_place_leave_it_unknown() {
    type Spoil = fn(&Path, &str);
    let spoils: [(&str, Spoil); 3] = [
        ("gone", |file, _| std::fs::remove_file(file).unwrap()),
        ("damaged", |file, _| std::fs::write(file, "{\"address\":").unwrap()),
        ("of another place", |file, address| {
            let text = std::fs::read_to_string(file).unwrap();
            std::fs::write(file, text.replace(address, "192.0.2.7:20007")).unwrap();
        }),
    ];
    for (name, spoil) in spoils {
        let dir = TempDir::new().unwrap();
        let terminal = unheard(Behaviour::DieWithMoney, &dir).await;
        spoil(&file_in(&dir), &terminal.address().to_string());
        let till = started(terminal.address(), &file_in(&dir));
        assert!(is_unknown(&till.ask_again(&charge(2, 900)).await), "{name}");
        // It goes on, and notes again.
        assert!(is_approved(&till.ask(&charge(3, 500)).await), "{name}");
        let till = started(terminal.address(), &file_in(&dir));
        assert!(is_approved(&till.ask_again(&charge(3, 500)).await), "{name}");
    }
}

#[tokio::test]
async fn another_terminal_at_the_same_place_does_not_tell_what_the_first_one_took() {
    let dir = TempDir::new().unwrap();
    let terminal = unheard(Behaviour::DieWithMoney, &dir).await;
    let address = terminal.address();
    drop(terminal);
    let another = loop {
        // The port is free once the first one has stopped listening.
        match SimulatedTerminal::start(address).await {
            Ok(another) => break another,
            Err(_) => tokio::task::yield_now().await,
        }
    };
    let elsewhere = driver_of(address);
    assert!(is_approved(&elsewhere.ask(&charge(8, 900)).await), "its first, of the same amount");
    let till = started(address, &file_in(&dir));
    assert!(is_unknown(&till.ask_again(&charge(2, 900)).await));
    assert!(is_approved(&elsewhere.ask(&charge(9, 900)).await), "its second");
    assert!(is_unknown(&till.ask_again(&charge(2, 900)).await));
    assert_eq!(another.taken(), [900, 900]);
}

#[tokio::test]
async fn nobody_is_charged_while_the_till_cannot_note_it() {
    let dir = TempDir::new().unwrap();
    let terminal = SimulatedTerminal::start(LOOPBACK).await.unwrap();
    // A file stands where the folder would have to.
    std::fs::write(dir.path().join("terminals"), "").unwrap();
    let till = started(terminal.address(), &file_in(&dir));
    assert!(is_declined(&till.ask(&charge(1, 700)).await));
    assert_eq!(terminal.taken(), [0; 0]);
    std::fs::remove_file(dir.path().join("terminals")).unwrap();
    assert!(is_approved(&till.ask(&charge(2, 700)).await), "and it needs no restart");
}

#[tokio::test]
async fn s30_of_a_card_the_notes_hold_four_digits() {
    let dir = TempDir::new().unwrap();
    let _terminal = unheard(Behaviour::DieWithMoney, &dir).await;
    let text = std::fs::read_to_string(file_in(&dir)).unwrap();
    assert!(text.contains("4242"), "{text}");
    for part in ["4929", "1234", "5678", "84242"] {
        assert!(!text.contains(part), "{text}");
    }
}
