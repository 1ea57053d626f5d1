use super::*;
use crate::StoreDescription;

const STORE: &str = r#"
[store]
id = "01937f2e-7a10-7c31-9d2b-2f6c5a1e0b11"
names = { zh = "面茶铺", en = "Noodle & Tea" }
currency = "GBP"
time_zone = "Europe/London"
phone_region = "GB"
"#;
const CARD: &str = r#"
[[tenders]]
code = "card"
names = { zh = "刷卡机", en = "Card" }
kind = "zvt"
address = "192.168.1.60:20007"
password = "135790"
timeout_s = 120
"#;
const WALLET: &str = r#"
[[tenders]]
code = "wallet"
names = { zh = "扫码", en = "Wallet" }
kind = "scan_to_pay"
url = "https://pay.example.com"
token = "s3cret"
"#;
const SIMULATED: &str = r#"
[[tenders]]
code = "pretend-card"
names = { zh = "模拟刷卡", en = "Pretend card" }
kind = "zvt"
is_simulated = true

[[tenders]]
code = "pretend-wallet"
names = { zh = "模拟扫码", en = "Pretend wallet" }
kind = "scan_to_pay"
is_simulated = true
"#;

fn places(tenders: &str) -> Vec<String> {
    let problems = StoreDescription::parse(&format!("{STORE}{tenders}")).err();
    let problems = problems.unwrap_or_default();
    for problem in &problems {
        assert!(problem.en.ends_with('.') && problem.zh.ends_with('。'), "{problem}");
    }
    problems.into_iter().map(|problem| problem.at).collect()
}

#[test]
fn payment_machines_are_read_and_written_back_the_same() {
    let store = StoreDescription::parse(&format!("{STORE}{CARD}{WALLET}{SIMULATED}")).unwrap();
    let card = store.tender("card").unwrap();
    assert_eq!((card.kind, card.password()), (TenderKind::Zvt, "135790"));
    assert_eq!(card.timeout().as_secs(), 120);
    let wallet = store.tender("wallet").unwrap();
    assert_eq!((wallet.kind, wallet.timeout_s), (TenderKind::ScanToPay, 90));
    assert_eq!(store.tender("pretend-card").unwrap().password(), "000000");
    assert_eq!(store.tender("cheque"), None);
    let rendered = store.render().unwrap();
    assert_eq!(StoreDescription::parse(&rendered).unwrap(), store);
    let logged = format!("{store:?}");
    assert!(!logged.contains("s3cret") && !logged.contains("135790"), "{logged}");
}

#[test]
fn a_store_without_payment_machines_is_written_as_before() {
    let store = StoreDescription::parse(STORE).unwrap();
    assert!(!store.render().unwrap().contains("tenders"));
}

#[test]
fn all_problems_of_payment_machines_come_at_once() {
    let card = CARD
        .replace("192.168.1.60:20007", "127.0.0.1:20007")
        .replace("135790", "13579")
        .replace("timeout_s = 120", "timeout_s = 4\ncolour = \"red\"\ntoken = \"x\"");
    let wallet = WALLET
        .replace("\"wallet\"", "\"card\"")
        .replace("https:", "http:")
        .replace("token = \"s3cret\"", "password = \"135790\"\ntimeout_s = 601");
    assert_eq!(
        places(&format!("{card}{wallet}")),
        [
            "tenders[0].colour",
            "tenders[0].token",
            "tenders[0].address",
            "tenders[0].password",
            "tenders[0].timeout_s",
            "tenders[1].code",
            "tenders[1].password",
            "tenders[1].url",
            "tenders[1].token",
            "tenders[1].timeout_s",
        ]
    );
}

#[test]
fn what_a_machine_needs_is_asked_for_once() {
    for (text, expected) in [
        (CARD.replace("address = \"192.168.1.60:20007\"", ""), "tenders[0].address"),
        (CARD.replace("\"192.168.1.60:20007\"", "20007"), "tenders[0].address"),
        (CARD.replace("\"135790\"", "135790"), "tenders[0].password"),
        (CARD.replace("kind = \"zvt\"", ""), "tenders[0].kind"),
        (CARD.replace("\"zvt\"", "\"cash\""), "tenders[0].kind"),
        (WALLET.replace("\"scan_to_pay\"", "\"cash\""), "tenders[0].kind"),
        (WALLET.replace("url = \"https://pay.example.com\"", ""), "tenders[0].url"),
        (WALLET.replace("token = \"s3cret\"", ""), "tenders[0].token"),
        (WALLET.replace("\"s3cret\"", "\" \""), "tenders[0].token"),
        (WALLET.replace("code = \"wallet\"", ""), "tenders[0].code"),
        (WALLET.replace("\"wallet\"", "\"Wallet\""), "tenders[0].code"),
        (WALLET.replace("\"扫码\"", "\"\""), "tenders[0].names.zh"),
    ] {
        assert_eq!(places(&text), [expected], "{text}");
    }
}

#[test]
fn s22_a_terminal_lives_on_the_store_network_and_a_simulated_one_on_the_server() {
    for (address, real, simulated) in [
        ("192.168.1.60:20007", true, false),
        ("terminal.lan:20007", true, false),
        ("[fd00::9]:20007", true, false),
        ("192.168.1.60:0", false, false),
        ("192.168.1.60", false, false),
        ("169.254.169.254:80", false, false),
        ("localhost:20007", false, false),
        ("127.1:20007", false, false),
        ("127.0.0.1:20007", false, true),
        ("127.0.0.1:0", false, true),
        ("[::1]:20007", false, true),
        ("", false, false),
    ] {
        let text = CARD.replace("192.168.1.60:20007", address);
        assert_eq!(places(&text).is_empty(), real, "{address}");
        let text = format!("{text}is_simulated = true\n");
        assert_eq!(places(&text).is_empty(), simulated, "{address} simulated");
    }
}

#[test]
fn an_acquirer_is_reached_under_seal_and_a_simulated_one_on_the_server() {
    for (url, real, simulated) in [
        ("https://pay.example.com", true, false),
        ("https://pay.example.com/store/7", true, false),
        ("http://pay.example.com", false, false),
        ("https://", false, false),
        ("https://me@pay.example.com", false, false),
        ("https://pay.example.com/a b", false, false),
        ("http://127.0.0.1:40200", false, true),
        ("http://127.0.0.1:0/", false, true),
        ("http://127.0.0.1", false, false),
        ("127.0.0.1:40200", false, false),
    ] {
        let text = WALLET.replace("https://pay.example.com", url);
        assert_eq!(places(&text).is_empty(), real, "{url}");
        let text = format!("{text}is_simulated = true\n");
        assert_eq!(places(&text).is_empty(), simulated, "{url} simulated");
    }
}

#[test]
fn a_machine_may_take_five_seconds_to_ten_minutes() {
    for (seconds, good) in [(4, false), (5, true), (600, true), (601, false)] {
        let text = CARD.replace("timeout_s = 120", &format!("timeout_s = {seconds}"));
        assert_eq!(places(&text).is_empty(), good, "{seconds}");
    }
}

#[test]
fn a_store_has_so_many_payment_machines_and_no_more() {
    let many = |count: usize| -> String {
        (0..count).map(|n| CARD.replace("\"card\"", &format!("\"card-{n}\""))).collect()
    };
    assert!(places(&many(TENDERS_MAX)).is_empty());
    assert_eq!(places(&many(TENDERS_MAX + 1)), ["tenders"]);
}
