use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use domain::Money;
use domain::id::RefundId;
use domain::money::Currency;
use uuid::Uuid;

use super::*;

const LOOPBACK: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
const PATIENT: Duration = Duration::from_secs(30);
const HASTY: Duration = Duration::from_millis(200);

fn charge(id: u128, guest_code: Option<&str>) -> Charge {
    Charge {
        id: TenderId::from_uuid(Uuid::from_u128(id)),
        amount: Money::from_minor(580),
        currency: Currency::from_code("GBP").unwrap(),
        guest_code: guest_code.map(str::to_owned),
    }
}

async fn acquirer(patience: Duration) -> (SimulatedAcquirer, CodeDriver) {
    let acquirer = SimulatedAcquirer::start(LOOPBACK).await.unwrap();
    let code = Code::new("wallet").unwrap();
    let driver = CodeDriver::new(&code, &acquirer.url(), "secret", patience).unwrap();
    (acquirer, driver)
}

#[tokio::test]
async fn a_scanned_code_pays_once_however_often_it_is_asked_for() {
    let (acquirer, driver) = acquirer(PATIENT).await;
    let asked = charge(1, Some("2800 1"));
    for _ in 0..3 {
        assert!(matches!(driver.ask(&asked).await, Answer::Approved(_)));
    }
    assert_eq!(acquirer.taken().len(), 1);
}

#[tokio::test]
async fn a_shown_code_waits_until_the_guest_pays_it_or_it_is_called_off() {
    let (acquirer, driver) = acquirer(PATIENT).await;
    let Answer::Waiting { shown_code: Some(code) } = driver.ask(&charge(1, None)).await else {
        panic!("no code was shown")
    };
    assert!(code.starts_with("https://"), "{code}");
    assert!(matches!(driver.ask_again(&charge(1, None)).await, Answer::Waiting { .. }));
    assert!(acquirer.pay(charge(1, None).id));
    assert!(matches!(driver.ask_again(&charge(1, None)).await, Answer::Approved(_)));
    assert!(matches!(driver.cancel(&charge(1, None)).await, Answer::Approved(_)), "it was paid");
    driver.ask(&charge(2, None)).await;
    assert!(matches!(driver.cancel(&charge(2, None)).await, Answer::Declined { .. }));
    assert!(!acquirer.pay(charge(2, None).id));
}

#[tokio::test]
async fn f44_a_friendly_page_is_no_answer_and_the_outcome_is_asked_for_again() {
    let (acquirer, driver) = acquirer(PATIENT).await;
    acquirer.next(CodeBehaviour::ApproveAndGarble);
    assert!(matches!(driver.ask(&charge(1, Some("1"))).await, Answer::Unknown { .. }));
    assert!(matches!(driver.ask_again(&charge(1, Some("1"))).await, Answer::Approved(_)));
    assert_eq!(acquirer.taken().len(), 1);
}

#[tokio::test]
async fn an_acquirer_that_never_answers_leaves_it_unknown() {
    let (acquirer, driver) = acquirer(HASTY).await;
    acquirer.next(CodeBehaviour::Hang);
    assert!(matches!(driver.ask(&charge(1, Some("1"))).await, Answer::Unknown { .. }));
    assert!(matches!(driver.ask_again(&charge(1, Some("1"))).await, Answer::Declined { .. }));
}

#[tokio::test]
async fn what_was_declined_or_never_asked_for_took_nothing() {
    let (acquirer, driver) = acquirer(PATIENT).await;
    acquirer.next(CodeBehaviour::Decline);
    assert_eq!(driver.ask(&charge(1, Some("1"))).await, Answer::declined("not enough money"));
    assert!(matches!(driver.ask_again(&charge(9, None)).await, Answer::Declined { .. }));
    assert!(acquirer.taken().is_empty());
}

#[tokio::test]
async fn money_goes_back_once_however_often_it_is_asked_for() {
    let (acquirer, driver) = acquirer(PATIENT).await;
    let repayment = Repayment {
        id: RefundId::from_uuid(Uuid::from_u128(5)),
        of: charge(1, None).id,
        reference: "SIM".into(),
        amount: Money::from_minor(80),
        currency: Currency::from_code("GBP").unwrap(),
    };
    for _ in 0..2 {
        assert!(matches!(driver.refund(&repayment).await, Answer::Approved(_)));
    }
    assert_eq!(acquirer.given_back().values().sum::<i64>(), 80);
}

#[test]
fn an_address_that_is_none_is_refused_by_name() {
    let code = Code::new("wallet").unwrap();
    for url in ["", "pay", "ftp://pay.example"] {
        let error = CodeDriver::new(&code, url, "secret", PATIENT).unwrap_err();
        assert!(error.to_string().contains("wallet"), "{error}");
    }
}
