use std::sync::Arc;

use domain::Money;
use uuid::Uuid;

use super::*;

const LOOPBACK: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);

fn charge(id: u128, minor: i64) -> Charge {
    Charge {
        id: TenderId::from_uuid(Uuid::from_u128(id)),
        amount: Money::from_minor(minor),
        currency: Currency::from_code("GBP").unwrap(),
        guest_code: None,
    }
}

async fn counter(patience: Duration) -> (SimulatedTerminal, Arc<ZvtDriver>) {
    let terminal = SimulatedTerminal::start(LOOPBACK).await.unwrap();
    let driver = ZvtDriver::new(terminal.address(), "000000", patience).unwrap();
    (terminal, Arc::new(driver))
}

/// Long enough for a loopback line on a busy machine.
const PATIENT: Duration = Duration::from_secs(30);
/// Short enough for a terminal that never answers.
const HASTY: Duration = Duration::from_millis(200);

#[tokio::test]
async fn a_card_is_taken_once_however_often_the_till_asks() {
    let (terminal, driver) = counter(PATIENT).await;
    let first = driver.ask(&charge(1, 1_180)).await;
    let Answer::Approved(approval) = &first else { panic!("{first:?}") };
    assert_eq!((approval.last4.as_str(), approval.brand.as_str()), ("4242", "SAMPLE CARD"));
    assert_eq!(driver.ask(&charge(1, 1_180)).await, first);
    assert_eq!(driver.ask_again(&charge(1, 1_180)).await, first);
    assert_eq!(terminal.taken(), [1_180]);
}

#[tokio::test]
async fn a_card_that_is_declined_takes_nothing_and_says_why() {
    let (terminal, driver) = counter(PATIENT).await;
    terminal.next(Behaviour::Decline);
    assert_eq!(driver.ask(&charge(1, 500)).await, Answer::declined("wrong PIN"));
    assert!(terminal.taken().is_empty());
}

#[tokio::test]
async fn a_terminal_that_dies_in_the_middle_is_asked_what_became_of_it_and_never_guessed() {
    for (behaviour, taken) in [
        (Behaviour::DieWithMoney, true),
        (Behaviour::DieWithoutMoney, false),
        (Behaviour::Garbage, true),
    ] {
        let (terminal, driver) = counter(PATIENT).await;
        assert!(matches!(driver.ask(&charge(1, 700)).await, Answer::Approved(_)));
        terminal.next(behaviour);
        let answer = driver.ask(&charge(2, 900)).await;
        assert!(matches!(answer, Answer::Unknown { .. }), "{behaviour:?}: {answer:?}");
        let settled = driver.ask_again(&charge(2, 900)).await;
        match settled {
            Answer::Approved(_) => assert!(taken, "{behaviour:?}"),
            Answer::Declined { .. } => assert!(!taken, "{behaviour:?}"),
            Answer::Unknown { .. } | Answer::Waiting { .. } => panic!("{behaviour:?}: {settled:?}"),
        }
        assert_eq!(terminal.taken().len(), 1 + usize::from(taken), "{behaviour:?}");
    }
}

#[tokio::test]
async fn the_very_first_charge_of_a_terminal_can_be_asked_about_too() {
    let (terminal, driver) = counter(PATIENT).await;
    terminal.next(Behaviour::DieWithoutMoney);
    assert!(matches!(driver.ask(&charge(1, 900)).await, Answer::Unknown { .. }));
    assert!(matches!(driver.ask_again(&charge(1, 900)).await, Answer::Declined { .. }));
    terminal.next(Behaviour::DieWithMoney);
    assert!(matches!(driver.ask(&charge(2, 900)).await, Answer::Unknown { .. }));
    assert!(matches!(driver.ask_again(&charge(2, 900)).await, Answer::Approved(_)));
}

#[tokio::test]
async fn a_terminal_that_says_nothing_leaves_it_unknown_until_it_is_asked_again() {
    let (terminal, driver) = counter(HASTY).await;
    terminal.next(Behaviour::Hang);
    assert!(matches!(driver.ask(&charge(1, 900)).await, Answer::Unknown { .. }));
    assert!(matches!(driver.ask_again(&charge(1, 900)).await, Answer::Declined { .. }));
    assert!(terminal.taken().is_empty());
}

#[tokio::test]
async fn a_till_that_was_restarted_does_not_pretend_to_know() {
    let (terminal, driver) = counter(PATIENT).await;
    driver.ask(&charge(1, 900)).await;
    let restarted = ZvtDriver::new(terminal.address(), "000000", PATIENT).unwrap();
    assert!(matches!(restarted.ask_again(&charge(1, 900)).await, Answer::Unknown { .. }));
    assert_eq!(terminal.taken(), [900]);
}

#[tokio::test]
async fn somebody_elses_transaction_of_another_amount_is_not_taken_for_ours() {
    let (terminal, driver) = counter(PATIENT).await;
    terminal.next(Behaviour::DieWithoutMoney);
    driver.ask(&charge(1, 900)).await;
    let other = ZvtDriver::new(terminal.address(), "000000", PATIENT).unwrap();
    other.ask(&charge(7, 111)).await;
    assert!(matches!(driver.ask_again(&charge(1, 900)).await, Answer::Unknown { .. }));
}

#[tokio::test]
async fn nobody_at_the_address_means_that_no_money_moved() {
    let (terminal, driver) = counter(PATIENT).await;
    drop(terminal);
    // The port is free again once the listener is gone.
    let answer = loop {
        match driver.ask(&charge(1, 900)).await {
            Answer::Declined { reason } => break reason,
            Answer::Approved(_) | Answer::Waiting { .. } | Answer::Unknown { .. } => {
                tokio::task::yield_now().await;
            }
        }
    };
    assert!(answer.contains("terminal"), "{answer}");
}

#[tokio::test]
async fn a_guest_who_changes_their_mind_is_called_off() {
    let (terminal, driver) = counter(PATIENT).await;
    terminal.next(Behaviour::WaitForCallOff);
    let asking = tokio::spawn({
        let driver = Arc::clone(&driver);
        async move { driver.ask(&charge(1, 900)).await }
    });
    driver.call_off.send_replace(Some(charge(1, 900).id));
    assert_eq!(asking.await.unwrap(), Answer::declined("called off"));
    assert_eq!(driver.cancel(&charge(1, 900)).await, Answer::declined("called off"));
    // Whoever comes next is not called off with them.
    assert!(matches!(driver.ask(&charge(2, 500)).await, Answer::Approved(_)));
    assert_eq!(terminal.taken(), [500]);
}

#[tokio::test]
async fn money_goes_back_over_the_same_terminal() {
    let (terminal, driver) = counter(PATIENT).await;
    driver.ask(&charge(1, 900)).await;
    let repayment = Repayment {
        id: domain::id::RefundId::from_uuid(Uuid::from_u128(5)),
        of: charge(1, 900).id,
        reference: "1".into(),
        amount: Money::from_minor(400),
        currency: Currency::from_code("GBP").unwrap(),
    };
    assert!(matches!(driver.refund(&repayment).await, Answer::Approved(_)));
    assert_eq!(terminal.given_back(), [400]);
}

#[test]
fn a_password_is_six_digits() {
    for (password, sound) in [("000000", true), ("12345", false), ("12345a", false), ("", false)] {
        assert_eq!(ZvtDriver::new(LOOPBACK, password, PATIENT).is_some(), sound, "{password}");
    }
}
