mod restarts;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use domain::id::RefundId;
use tokio::net::{TcpListener, TcpSocket};
use uuid::Uuid;

use super::*;

const LOOPBACK: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
/// How long a guest may take; no test takes as long.
const PATIENCE: Duration = Duration::from_secs(90);

fn charge(id: u128, minor: i64) -> Charge {
    Charge {
        id: TenderId::from_uuid(Uuid::from_u128(id)),
        amount: Money::from_minor(minor),
        currency: Currency::from_code("GBP").unwrap(),
        guest_code: None,
    }
}

fn repayment(id: u128, of: u128, minor: i64) -> Repayment {
    let Charge { id: of, amount, currency, guest_code: _ } = charge(of, minor);
    let id = RefundId::from_uuid(Uuid::from_u128(id));
    Repayment { id, of, reference: "1".into(), amount, currency }
}

fn driver_of(address: SocketAddr) -> Arc<ZvtDriver> {
    Arc::new(ZvtDriver::new(&address.to_string(), "000000", PATIENCE).unwrap())
}

/// A terminal at which one guest has paid already, so that it has a last transaction.
async fn counter() -> (SimulatedTerminal, Arc<ZvtDriver>) {
    let terminal = SimulatedTerminal::start(LOOPBACK).await.unwrap();
    let driver = driver_of(terminal.address());
    assert!(is_approved(&driver.ask(&charge(1, 700)).await));
    (terminal, driver)
}

fn is_approved(answer: &Answer) -> bool {
    matches!(answer, Answer::Approved(_))
}

fn is_declined(answer: &Answer) -> bool {
    matches!(answer, Answer::Declined { .. })
}

fn is_unknown(answer: &Answer) -> bool {
    matches!(answer, Answer::Unknown { .. })
}

/// Asks, and lets the clock run as soon as the terminal has begun for the `times`th time: whatever
/// is waited for then passes at once.
async fn ask_until_patience_ends(
    terminal: &SimulatedTerminal,
    driver: &Arc<ZvtDriver>,
    asked: Charge,
    times: usize,
) -> Answer {
    let asking = tokio::spawn({
        let driver = Arc::clone(driver);
        async move { driver.ask(&asked).await }
    });
    terminal.begun(times).await;
    tokio::time::pause();
    let answer = asking.await.unwrap();
    tokio::time::resume();
    answer
}

#[tokio::test]
async fn a_card_is_taken_once_however_often_the_till_asks() {
    let (terminal, driver) = counter().await;
    let asked = charge(2, 1_180);
    let (first, second) = tokio::join!(driver.ask(&asked), driver.ask(&asked));
    let Answer::Approved(approval) = &first else { panic!("{first:?}") };
    assert_eq!((approval.last4.as_str(), approval.brand.as_str()), ("4242", "SAMPLE CARD"));
    assert_eq!(approval.reference, "2");
    assert_eq!(second, first);
    assert_eq!(driver.ask(&asked).await, first);
    assert_eq!(driver.ask_again(&asked).await, first);
    assert_eq!(terminal.taken(), [700, 1_180]);
}

#[tokio::test]
async fn s30_of_a_card_number_that_the_terminal_sends_whole_nothing_but_the_end_comes_through() {
    let (_terminal, driver) = counter().await;
    let answer = format!("{:?}", driver.ask(&charge(2, 500)).await);
    assert!(answer.contains("4242"), "{answer}");
    for part in ["4929", "1234", "5678", "84242"] {
        assert!(!answer.contains(part), "{answer}");
    }
}

#[tokio::test]
async fn a_card_that_is_declined_takes_nothing_and_says_why() {
    let (terminal, driver) = counter().await;
    terminal.next(Behaviour::Decline);
    assert_eq!(driver.ask(&charge(2, 500)).await, Answer::declined("not enough money"));
    assert_eq!(driver.ask(&charge(2, 500)).await, Answer::declined("not enough money"));
    assert_eq!(terminal.taken(), [700]);
}

#[tokio::test]
async fn a_terminal_that_dies_in_the_middle_is_asked_what_became_of_it_and_never_guessed() {
    for (behaviour, taken) in [
        (Behaviour::DieWithMoney, true),
        (Behaviour::DieWithoutMoney, false),
        (Behaviour::Garbage, true),
        (Behaviour::Noise, true),
    ] {
        let (terminal, driver) = counter().await;
        terminal.next(behaviour);
        let answer = driver.ask(&charge(2, 900)).await;
        assert!(is_unknown(&answer), "{behaviour:?}: {answer:?}");
        let settled = driver.ask_again(&charge(2, 900)).await;
        assert_eq!(is_approved(&settled), taken, "{behaviour:?}: {settled:?}");
        assert_eq!(is_declined(&settled), !taken, "{behaviour:?}: {settled:?}");
        assert_eq!(driver.ask(&charge(2, 900)).await, settled, "and it stays so");
        assert_eq!(terminal.taken().len(), 1 + usize::from(taken), "{behaviour:?}");
    }
}

#[tokio::test]
async fn a_terminal_that_falls_silent_leaves_it_unknown_until_it_is_asked_again() {
    for (behaviour, taken) in [(Behaviour::Hang, false), (Behaviour::HangWithMoney, true)] {
        let (terminal, driver) = counter().await;
        terminal.next(behaviour);
        let answer = ask_until_patience_ends(&terminal, &driver, charge(2, 900), 2).await;
        assert!(is_unknown(&answer), "{behaviour:?}: {answer:?}");
        let settled = driver.ask_again(&charge(2, 900)).await;
        assert_eq!(is_approved(&settled), taken, "{behaviour:?}: {settled:?}");
        assert_eq!(is_declined(&settled), !taken, "{behaviour:?}: {settled:?}");
    }
}

#[tokio::test]
async fn a_guest_who_takes_too_long_is_sent_away_so_that_nobody_pays_behind_the_tills_back() {
    let (terminal, driver) = counter().await;
    terminal.next(Behaviour::WaitForCallOff);
    let asking = tokio::spawn({
        let driver = Arc::clone(&driver);
        async move { driver.ask(&charge(2, 900)).await }
    });
    terminal.begun(2).await;
    tokio::time::pause();
    tokio::time::advance(PATIENCE).await;
    // From here on the terminal answers over the line, which the clock must not outrun.
    tokio::time::resume();
    assert_eq!(asking.await.unwrap(), Answer::declined("called off"));
    assert_eq!(terminal.taken(), [700]);
}

#[tokio::test]
async fn a_slow_guest_is_waited_for() {
    let (terminal, driver) = counter().await;
    terminal.next(Behaviour::Slow(Duration::from_mins(1)));
    let asking = tokio::spawn({
        let driver = Arc::clone(&driver);
        async move { driver.ask(&charge(2, 900)).await }
    });
    terminal.begun(2).await;
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(61)).await;
    tokio::time::resume();
    let answer = asking.await.unwrap();
    assert!(is_approved(&answer), "{answer:?}");
}

#[tokio::test]
async fn without_a_last_transaction_to_compare_with_nothing_is_guessed() {
    let terminal = SimulatedTerminal::start(LOOPBACK).await.unwrap();
    let driver = driver_of(terminal.address());
    for (id, behaviour) in [(1, Behaviour::DieWithoutMoney), (2, Behaviour::DieWithMoney)] {
        terminal.next(behaviour);
        assert!(is_unknown(&driver.ask(&charge(id, 900)).await));
        assert!(is_unknown(&driver.ask_again(&charge(id, 900)).await), "{behaviour:?}");
    }
}

#[tokio::test]
async fn a_terminal_that_will_not_say_what_it_did_last_is_not_taken_to_have_done_nothing() {
    let (terminal, driver) = counter().await;
    terminal.forget();
    terminal.next(Behaviour::DieWithMoney);
    assert!(is_unknown(&driver.ask(&charge(2, 900)).await));
    assert!(is_unknown(&driver.ask_again(&charge(2, 900)).await));
}

#[tokio::test]
async fn a_lost_charge_is_not_mistaken_for_the_next_guests_of_the_same_amount() {
    for (behaviour, taken) in [(Behaviour::DieWithMoney, true), (Behaviour::DieWithoutMoney, false)]
    {
        let (terminal, driver) = counter().await;
        terminal.next(behaviour);
        assert!(is_unknown(&driver.ask(&charge(2, 900)).await));
        let next = driver.ask(&charge(3, 900)).await;
        assert!(is_approved(&next));
        let settled = driver.ask_again(&charge(2, 900)).await;
        assert_eq!(is_approved(&settled), taken, "{behaviour:?}: {settled:?}");
        assert_eq!(is_declined(&settled), !taken, "{behaviour:?}: {settled:?}");
        assert_ne!(settled, next);
    }
}

#[tokio::test]
async fn somebody_elses_use_of_the_terminal_is_not_taken_for_ours() {
    let (terminal, driver) = counter().await;
    terminal.next(Behaviour::DieWithoutMoney);
    driver.ask(&charge(2, 900)).await;
    let other = driver_of(terminal.address());
    other.ask(&charge(7, 111)).await;
    assert!(is_unknown(&driver.ask_again(&charge(2, 900)).await), "another amount");
    other.ask(&charge(8, 900)).await;
    assert!(is_unknown(&driver.ask_again(&charge(2, 900)).await), "not the next transaction");
    assert!(is_approved(&driver.ask(&charge(3, 400)).await));
    assert!(is_unknown(&driver.ask_again(&charge(2, 900)).await), "and never again");
}

#[tokio::test]
async fn a_till_without_notes_does_not_pretend_to_know_after_a_restart() {
    let (terminal, _driver) = counter().await;
    let restarted = driver_of(terminal.address());
    assert!(is_unknown(&restarted.ask_again(&charge(1, 700)).await));
    assert!(is_unknown(&restarted.refund_again(&repayment(5, 1, 700)).await));
    assert_eq!((terminal.taken().len(), terminal.given_back().len()), (1, 0));
}

#[tokio::test]
async fn a_terminal_that_takes_another_amount_is_not_believed() {
    let (terminal, driver) = counter().await;
    terminal.next(Behaviour::AnotherAmount);
    assert!(is_unknown(&driver.ask(&charge(2, 900)).await));
    assert!(is_unknown(&driver.ask_again(&charge(2, 900)).await));
    assert_eq!(terminal.taken(), [700, 901]);
}

#[tokio::test]
async fn nobody_at_the_address_means_that_no_money_moved() {
    // Bound and not listening: the port is ours, and refuses.
    let silent = TcpSocket::new_v4().unwrap();
    silent.bind(LOOPBACK).unwrap();
    let driver = driver_of(silent.local_addr().unwrap());
    let declined = Answer::declined("the terminal cannot be reached");
    assert_eq!(driver.ask(&charge(1, 900)).await, declined);
    assert_eq!(driver.ask_again(&charge(1, 900)).await, declined);
}

#[tokio::test]
async fn something_that_is_no_terminal_is_never_asked_for_money() {
    let listener = TcpListener::bind(LOOPBACK).await.unwrap();
    let driver = driver_of(listener.local_addr().unwrap());
    let asked = charge(1, 900);
    let (answer, heard) = tokio::join!(driver.ask(&asked), async {
        let (mut line, _) = listener.accept().await.unwrap();
        let hello = Packet::read(&mut line).await.unwrap();
        tokio::io::AsyncWriteExt::write_all(&mut line, b"HTTP/1.1 400 Bad Request\r\n\r\n")
            .await
            .unwrap();
        drop(line);
        hello
    });
    assert!(is_declined(&answer), "{answer:?}");
    assert_eq!(heard.kind, Kind::Registration);
}

#[tokio::test]
async fn an_amount_that_a_terminal_cannot_be_told_is_not_cut_to_a_smaller_one() {
    let (terminal, driver) = counter().await;
    assert!(is_declined(&driver.ask(&charge(2, 1_000_000_000_000)).await));
    assert!(is_approved(&driver.ask(&charge(3, 999_999_999_999)).await));
    assert_eq!(terminal.taken(), [700, 999_999_999_999]);
}

#[tokio::test]
async fn a_guest_who_changes_their_mind_is_called_off_and_the_next_one_is_not() {
    let (terminal, driver) = counter().await;
    terminal.next(Behaviour::WaitForCallOff);
    let asking = tokio::spawn({
        let driver = Arc::clone(&driver);
        async move { driver.ask(&charge(2, 900)).await }
    });
    terminal.begun(2).await;
    assert_eq!(driver.cancel(&charge(2, 900)).await, Answer::declined("called off"));
    assert_eq!(asking.await.unwrap(), Answer::declined("called off"));
    assert!(is_approved(&driver.ask(&charge(3, 500)).await));
    assert_eq!(terminal.taken(), [700, 500]);
}

#[tokio::test]
async fn a_guest_who_had_paid_when_it_was_called_off_has_paid() {
    let (terminal, driver) = counter().await;
    terminal.next(Behaviour::RefuseCallOff);
    let asking = tokio::spawn({
        let driver = Arc::clone(&driver);
        async move { driver.ask(&charge(2, 900)).await }
    });
    terminal.begun(2).await;
    assert!(is_approved(&driver.cancel(&charge(2, 900)).await));
    assert!(is_approved(&asking.await.unwrap()));
    assert_eq!(terminal.taken(), [700, 900]);
}

#[tokio::test]
async fn a_charge_that_waits_its_turn_can_be_called_off_before_it_is_asked_for() {
    let (terminal, driver) = counter().await;
    terminal.next(Behaviour::WaitForCallOff);
    let ask = |id: u128| {
        let driver = Arc::clone(&driver);
        async move { driver.ask(&charge(id, 900)).await }
    };
    let first = tokio::spawn(ask(2));
    terminal.begun(2).await;
    let (second, called_off, first) = tokio::join!(
        biased;
        ask(3),
        async { driver.cancel(&charge(3, 900)).await },
        async {
            driver.cancel(&charge(2, 900)).await;
            first.await.unwrap()
        },
    );
    for answer in [first, second, called_off] {
        assert_eq!(answer, Answer::declined("called off"));
    }
    assert_eq!(terminal.taken(), [700]);
}

#[tokio::test]
async fn a_wish_to_call_off_that_was_withdrawn_calls_nothing_off() {
    let (terminal, driver) = counter().await;
    drop(Wish::new(&driver.call_off, charge(2, 900).id));
    assert!(is_approved(&driver.ask(&charge(2, 900)).await));
    assert_eq!(terminal.taken(), [700, 900]);
}

#[tokio::test]
async fn calling_off_what_was_taken_says_that_it_was_taken() {
    let (_terminal, driver) = counter().await;
    assert!(is_approved(&driver.cancel(&charge(1, 700)).await));
}

#[tokio::test]
async fn money_goes_back_over_the_same_terminal_once_however_often_it_is_asked_for() {
    let (terminal, driver) = counter().await;
    let asked = repayment(5, 1, 400);
    let first = driver.refund(&asked).await;
    assert!(is_approved(&first), "{first:?}");
    assert_eq!(driver.refund(&asked).await, first);
    assert_eq!(driver.refund_again(&asked).await, first);
    assert_eq!(terminal.given_back(), [400]);
}

#[tokio::test]
async fn a_refund_whose_end_was_not_heard_is_asked_about_too() {
    for (behaviour, given) in [(Behaviour::DieWithMoney, true), (Behaviour::DieWithoutMoney, false)]
    {
        let (terminal, driver) = counter().await;
        terminal.next(behaviour);
        assert!(is_unknown(&driver.refund(&repayment(5, 1, 400)).await));
        let settled = driver.refund_again(&repayment(5, 1, 400)).await;
        assert_eq!(is_approved(&settled), given, "{behaviour:?}: {settled:?}");
        assert_eq!(is_declined(&settled), !given, "{behaviour:?}: {settled:?}");
        assert_eq!(terminal.given_back().len(), usize::from(given));
    }
}

#[test]
fn giving_up_after_success_or_without_a_code_is_unknown_and_a_refusal_is_not() {
    let sum = Sum { minor: 900, currency: 826 };
    let taken = Transaction { result: Some(0), ..Transaction::default() };
    let unsaid = Transaction { amount: Some(900), ..Transaction::default() };
    for (end, expected) in [
        (End::Aborted(Some(0x6C), Some(taken)), "unknown"),
        (End::Aborted(Some(0), None), "unknown"),
        (End::Aborted(None, None), "unknown"),
        (End::Done(Some(unsaid)), "unknown"),
        (End::Done(None), "unknown"),
        (End::Aborted(Some(0x6C), None), "declined"),
        (End::Refused(0x83), "declined"),
    ] {
        let told = format!("{end:?}");
        let answer = answer(end, sum);
        assert_eq!(is_unknown(&answer), expected == "unknown", "{told}: {answer:?}");
        assert_eq!(is_declined(&answer), expected == "declined", "{told}: {answer:?}");
    }
}

#[test]
fn a_password_is_six_digits() {
    for (password, sound) in [("000000", true), ("12345", false), ("12345a", false), ("", false)] {
        let driver = ZvtDriver::new("127.0.0.1:20007", password, PATIENCE);
        assert_eq!(driver.is_some(), sound, "{password}");
    }
}

#[tokio::test]
async fn a_simulated_terminal_listens_on_this_machine_alone() {
    let everywhere = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 0);
    assert!(SimulatedTerminal::start(everywhere).await.is_err());
}
