use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use domain::Money;
use domain::id::RefundId;
use domain::money::Currency;
use tokio::net::{TcpListener, TcpSocket};

use super::*;

const LOOPBACK: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
/// How long an answer may take; no test takes as long.
const PATIENCE: Duration = Duration::from_secs(30);

fn charge(id: u128, guest_code: Option<&str>) -> Charge {
    Charge {
        id: TenderId::from_uuid(Uuid::from_u128(id)),
        amount: Money::from_minor(580),
        currency: Currency::from_code("GBP").unwrap(),
        guest_code: guest_code.map(str::to_owned),
    }
}

fn repayment(id: u128, of: u128, minor: i64) -> Repayment {
    Repayment {
        id: RefundId::from_uuid(Uuid::from_u128(id)),
        of: charge(of, None).id,
        reference: "SIM".into(),
        amount: Money::from_minor(minor),
        currency: Currency::from_code("GBP").unwrap(),
    }
}

fn driver_at(url: &str) -> CodeDriver {
    CodeDriver::new(&Code::new("wallet").unwrap(), url, "secret", PATIENCE).unwrap()
}

async fn acquirer() -> (SimulatedAcquirer, CodeDriver) {
    let acquirer = SimulatedAcquirer::start(LOOPBACK).await.unwrap();
    let driver = driver_at(&format!("{}/", acquirer.url()));
    (acquirer, driver)
}

/// An address at which every request is answered the same; and whoever answers.
async fn stranger(status: StatusCode, body: String) -> (String, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind(LOOPBACK).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().fallback(move || async move { (status, body) });
    let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (url, serving)
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

#[tokio::test]
async fn a_scanned_code_pays_once_however_often_it_is_asked_for() {
    let (acquirer, driver) = acquirer().await;
    let asked = charge(1, Some("2800 1"));
    for _ in 0..3 {
        assert!(is_approved(&driver.ask(&asked).await));
    }
    assert!(is_approved(&driver.ask_again(&asked).await));
    assert_eq!(acquirer.times_charged(asked.id), 1);
    assert_eq!(acquirer.taken().values().sum::<i64>(), 580);
}

#[tokio::test]
async fn a_shown_code_waits_until_the_guest_pays_it_or_it_is_called_off() {
    let (acquirer, driver) = acquirer().await;
    let Answer::Waiting { shown_code: Some(code) } = driver.ask(&charge(1, None)).await else {
        panic!("no code was shown")
    };
    assert!(code.starts_with("https://"), "{code}");
    assert!(matches!(driver.ask_again(&charge(1, None)).await, Answer::Waiting { .. }));
    assert_eq!(acquirer.waiting().len(), 1);
    assert!(acquirer.pay(charge(1, None).id));
    assert!(!acquirer.pay(charge(1, None).id), "nobody pays twice");
    assert!(is_approved(&driver.ask_again(&charge(1, None)).await));
    assert!(is_approved(&driver.cancel(&charge(1, None)).await), "it was paid");
    driver.ask(&charge(2, None)).await;
    assert!(is_declined(&driver.cancel(&charge(2, None)).await));
    assert!(!acquirer.pay(charge(2, None).id));
    assert_eq!(acquirer.times_charged(charge(1, None).id), 1);
}

#[tokio::test]
async fn f44_what_is_no_answer_leaves_it_unknown_and_it_is_asked_for_again() {
    for behaviour in [CodeBehaviour::ApproveAndGarble, CodeBehaviour::ApproveAndHangUp] {
        let (acquirer, driver) = acquirer().await;
        acquirer.next(behaviour);
        let answer = driver.ask(&charge(1, Some("1"))).await;
        assert!(is_unknown(&answer), "{behaviour:?}: {answer:?}");
        assert!(is_approved(&driver.ask_again(&charge(1, Some("1"))).await), "{behaviour:?}");
        assert_eq!(acquirer.times_charged(charge(1, None).id), 1, "{behaviour:?}");
    }
}

#[tokio::test]
async fn an_acquirer_that_never_answers_leaves_it_unknown_until_it_is_asked_again() {
    for (behaviour, taken) in [(CodeBehaviour::Hang, false), (CodeBehaviour::ApproveAndHang, true)]
    {
        let (acquirer, driver) = acquirer().await;
        let driver = Arc::new(driver);
        acquirer.next(behaviour);
        let asking = tokio::spawn({
            let driver = Arc::clone(&driver);
            async move { driver.ask(&charge(1, Some("1"))).await }
        });
        acquirer.begun(1).await;
        tokio::time::pause();
        let answer = asking.await.unwrap();
        tokio::time::resume();
        assert!(is_unknown(&answer), "{behaviour:?}: {answer:?}");
        let settled = driver.ask_again(&charge(1, Some("1"))).await;
        assert_eq!(is_approved(&settled), taken, "{behaviour:?}: {settled:?}");
        assert_eq!(is_declined(&settled), !taken, "{behaviour:?}: {settled:?}");
    }
}

#[tokio::test]
async fn a_request_that_arrives_after_it_was_asked_about_takes_nothing() {
    let (acquirer, driver) = acquirer().await;
    assert!(is_declined(&driver.ask_again(&charge(9, Some("1"))).await));
    assert!(is_declined(&driver.ask(&charge(9, Some("1"))).await));
    assert!(acquirer.taken().is_empty());
}

#[tokio::test]
async fn what_was_declined_took_nothing_and_says_why() {
    let (acquirer, driver) = acquirer().await;
    acquirer.next(CodeBehaviour::Decline);
    assert_eq!(driver.ask(&charge(1, Some("1"))).await, Answer::declined("not enough money"));
    assert!(acquirer.taken().is_empty());
}

#[tokio::test]
async fn nobody_at_the_address_means_that_no_money_moved_unless_it_was_asked_for_before() {
    // Bound and not listening: the port is ours, and refuses.
    let silent = TcpSocket::new_v4().unwrap();
    silent.bind(LOOPBACK).unwrap();
    let driver = driver_at(&format!("http://{}", silent.local_addr().unwrap()));
    for _ in 0..2 {
        assert!(is_declined(&driver.ask(&charge(1, Some("1"))).await));
        assert!(is_declined(&driver.refund(&repayment(5, 1, 80)).await));
    }
    assert!(is_unknown(&driver.ask_again(&charge(1, Some("1"))).await));
    assert!(is_unknown(&driver.refund_again(&repayment(5, 1, 80)).await));
    driver.note_sent(charge(2, None).id.uuid());
    assert!(is_unknown(&driver.ask(&charge(2, Some("1"))).await));
}

#[tokio::test]
async fn f44_a_stranger_who_answers_in_the_acquirers_place_settles_nothing() {
    let long = format!(r#"{{"state":"approved","reason":"{}"}}"#, "x".repeat(ANSWER_BYTES_MAX));
    let long_code =
        format!(r#"{{"state":"waiting","shown_code":"{}"}}"#, "x".repeat(SHOWN_CODE_BYTES_MAX + 1));
    for (status, body) in [
        (StatusCode::NOT_FOUND, "Not Found".to_owned()),
        (StatusCode::UNAUTHORIZED, String::new()),
        (StatusCode::BAD_GATEWAY, r#"{"state":"approved"}"#.to_owned()),
        (StatusCode::FOUND, r#"{"state":"approved"}"#.to_owned()),
        (StatusCode::OK, "<html>Welcome</html>".to_owned()),
        (StatusCode::OK, r#"{"state":"settled"}"#.to_owned()),
        (StatusCode::OK, long),
        (StatusCode::OK, long_code),
    ] {
        let (url, serving) = stranger(status, body).await;
        let driver = driver_at(&url);
        let asked = charge(1, Some("1"));
        for answer in [
            driver.ask(&asked).await,
            driver.ask_again(&asked).await,
            driver.cancel(&asked).await,
            driver.refund(&repayment(5, 1, 80)).await,
        ] {
            assert!(is_unknown(&answer), "{status}: {answer:?}");
        }
        serving.abort();
    }
}

#[tokio::test]
async fn money_goes_back_once_however_often_it_is_asked_for_and_never_more_than_was_taken() {
    let (acquirer, driver) = acquirer().await;
    driver.ask(&charge(1, Some("1"))).await;
    for _ in 0..2 {
        assert!(is_approved(&driver.refund(&repayment(5, 1, 80)).await));
        assert!(is_approved(&driver.refund_again(&repayment(5, 1, 80)).await));
    }
    assert!(is_declined(&driver.refund(&repayment(6, 1, 501)).await));
    assert!(is_approved(&driver.refund(&repayment(7, 1, 500)).await));
    assert!(is_declined(&driver.refund(&repayment(8, 2, 1)).await), "never charged");
    assert_eq!(acquirer.given_back().values().sum::<i64>(), 580);
}

#[tokio::test]
async fn only_the_store_with_its_token_is_heard() {
    let (acquirer, _driver) = acquirer().await;
    let code = Code::new("wallet").unwrap();
    let nameless = CodeDriver::new(&code, &acquirer.url(), "", PATIENCE).unwrap();
    assert!(is_unknown(&nameless.ask(&charge(1, Some("1"))).await));
    assert!(acquirer.taken().is_empty());
}

#[test]
fn past_its_limit_the_oldest_sent_id_is_forgotten_and_nothing_else() {
    let driver = driver_at("https://pay.example");
    let id = |n: usize| Uuid::from_u128(u128::MAX - u128::try_from(n).unwrap());
    for n in 0..=SENT_MAX {
        assert!(!driver.note_sent(id(n)));
        assert!(driver.note_sent(id(n)));
    }
    let sent = driver.sent();
    assert!(!sent.contains(&id(0)) && sent.contains(&id(1)) && sent.contains(&id(SENT_MAX)));
}

#[test]
fn an_address_that_is_none_is_refused_by_name_and_the_token_never_reaches_a_log() {
    let code = Code::new("wallet").unwrap();
    for url in ["", "pay", "ftp://pay.example"] {
        let error = CodeDriver::new(&code, url, "secret", PATIENCE).unwrap_err();
        assert!(error.to_string().contains("wallet"), "{error}");
    }
    assert!(!format!("{:?}", driver_at("https://pay.example")).contains("secret"));
}

#[tokio::test]
async fn a_simulated_acquirer_listens_on_this_machine_alone() {
    let everywhere = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 0);
    assert!(SimulatedAcquirer::start(everywhere).await.is_err());
}
