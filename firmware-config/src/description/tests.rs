use super::*;

const WHOLE: &str = r#"
[store]
id = "01937f2e-7a10-7c31-9d2b-2f6c5a1e0b11"
names = { zh = "面茶铺", en = "Noodle & Tea" }
currency = "GBP"
time_zone = "Europe/London"
phone_region = "GB"
address_lines = ["12 Lantern Street", "London"]
tax_number = "GB 000 0000 00"

[hq]
url = "https://hq.example.com"
token = "s3cret"

[[printers]]
code = "counter"
names = { zh = "前台", en = "Counter" }
address = "192.168.1.50:9100"
width_mm = 80
encoding = "gb18030"
confirm = "process_id"
drawer = { pin = 0, pulse_on_ms = 50, pulse_off_ms = 500 }

[[printers]]
code = "bar"
names = { zh = "吧台", en = "Bar" }
address = "127.0.0.1:40123"
width_mm = 58
encoding = "ascii"
is_virtual = true

[routes]
receipt = "counter"
chits = [{ station = "noodle", printer = "counter" }, { station = "tea", printer = "bar" }]
"#;

fn places(text: &str) -> Vec<String> {
    StoreDescription::parse(text).unwrap_err().into_iter().map(|problem| problem.at).collect()
}

#[test]
fn a_whole_description_is_read_and_written_back_the_same() {
    let store = StoreDescription::parse(WHOLE).unwrap();
    assert_eq!(store.printers[1].confirm, Confirm::Status);
    assert_eq!(store.store.day_cut_off_minutes(), 240);
    assert_eq!(store.receipt_printer().unwrap().columns(), 48);
    assert_eq!(store.chit_printer("tea").unwrap().columns(), 32);
    assert_eq!(store.chit_printer("grill"), None);
    let rendered = store.render().unwrap();
    assert_eq!(StoreDescription::parse(&rendered).unwrap(), store);
    assert!(!format!("{store:?}").contains("s3cret"), "the token must not reach a log");
}

#[test]
fn all_problems_come_at_once() {
    let broken = WHOLE
        .replace("Europe/London", "London")
        .replace("\"GBP\"", "\"POUND\"")
        .replace("code = \"bar\"", "code = \"counter\"")
        .replace("width_mm = 58", "width_mm = 57\ncolour = \"red\"")
        .replace("192.168.1.50:9100", "127.0.0.1:9100")
        .replace("pulse_off_ms = 500", "pulse_off_ms = 20")
        .replace("printer = \"bar\"", "printer = \"patio\"")
        .replace("encoding = \"ascii\"", "encoding = \"latin\"")
        .replace("token = \"s3cret\"", "");
    assert_eq!(
        places(&broken),
        [
            "hq.token",
            "printers[1].encoding",
            "printers[1].colour",
            "store.currency",
            "store.time_zone",
            "printers[0].address",
            "printers[0].drawer.pulse_off_ms",
            "printers[1].code",
            "printers[1].width_mm",
            "routes.chits[1].printer",
        ]
    );
}

#[test]
fn every_problem_says_what_to_do_in_both_languages() {
    for problem in StoreDescription::parse("[shop]\nname = 1").unwrap_err() {
        assert!(problem.en.ends_with('.') && problem.zh.ends_with('。'), "{problem}");
    }
}

#[test]
fn an_empty_file_is_told_that_the_store_is_missing() {
    assert_eq!(places(""), ["store"]);
}

#[test]
fn a_file_that_is_no_toml_is_one_problem() {
    assert_eq!(places("[store"), ["store.toml"]);
}

#[test]
fn a_missing_printer_code_is_reported_once() {
    assert_eq!(
        places(&WHOLE.replace("code = \"bar\"\n", "")),
        ["printers[1].code", "routes.chits[1].printer"]
    );
}

#[test]
fn a_time_of_day_has_two_digits_on_each_side() {
    for (time, good) in [
        ("04:00", true),
        ("23:59", true),
        ("24:00", false),
        ("4:00", false),
        ("+4:00", false),
        ("", false),
    ] {
        let text = WHOLE.replace("currency =", &format!("day_cut_off = \"{time}\"\ncurrency ="));
        assert_eq!(StoreDescription::parse(&text).is_ok(), good, "{time}");
    }
}

#[test]
fn what_guests_type_from_paper_is_short_and_has_no_blanks() {
    for (address, good) in
        [("noodles.example", true), ("127.0.0.1:4100", true), ("", false), ("our shop", false)]
    {
        let line = format!("guest_address = \"{address}\"\ncurrency =");
        let text = WHOLE.replace("currency =", &line);
        assert_eq!(StoreDescription::parse(&text).is_ok(), good, "{address}");
    }
    let long = format!("guest_address = \"{}\"\ncurrency =", "a".repeat(500));
    assert_eq!(places(&WHOLE.replace("currency =", &long)), ["store.guest_address"]);
}
