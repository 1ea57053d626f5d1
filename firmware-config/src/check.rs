//! What must hold between the parts of a description.

mod tenders;

use std::collections::BTreeSet;

use crate::description::{
    DrawerPulse, HqSection, PrinterDescription, Routes, StoreDescription, StoreSection,
};
use crate::{AddressRefusal, Problem, address};
use domain::Names;
use domain::money::Currency;
use domain::names::{Code, NAME_CHARS_MAX};

/// Most printers a store may have.
const PRINTERS_MAX: usize = 64;
/// Most address lines on a receipt.
const ADDRESS_LINES_MAX: usize = 6;

/// Notes every problem of meaning.
pub(crate) fn check(description: &StoreDescription, problems: &mut Vec<Problem>) {
    // What the shape has reported is stood in for, and not reported again for what stands there.
    let reported: BTreeSet<String> = problems.iter().map(|problem| problem.at.clone()).collect();
    let mut note = |at: String, en: String, zh: String| problems.push(Problem::new(at, en, zh));
    check_store(&description.store, &mut note);
    if let Some(hq) = &description.hq {
        check_hq(hq, &mut note);
    }
    check_printers(&description.printers, &mut note);
    check_routes(&description.routes, &description.printers, &mut note);
    crate::trade::check(&description.trade, &mut note);
    tenders::check(&description.tenders, &reported, &mut note);
}

/// Minutes after midnight of a time written `HH:MM`.
pub(crate) fn minutes_of_day(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let two_digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    if !two_digits(hours) || !two_digits(minutes) {
        return None;
    }
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

fn check_store(store: &StoreSection, note: &mut impl FnMut(String, String, String)) {
    check_names("store.names", &store.names, note);
    if Currency::from_code(&store.currency).is_none() {
        note(
            "store.currency".into(),
            format!(
                "\"{}\" is no currency; use an ISO 4217 code such as \"GBP\" or \"CNY\".",
                store.currency
            ),
            format!("“{}”不是货币代码；请用 ISO 4217 代码，如 \"GBP\"、\"CNY\"。", store.currency),
        );
    }
    if store.time_zone.parse::<chrono_tz::Tz>().is_err() {
        note(
            "store.time_zone".into(),
            format!(
                "\"{}\" is no time zone; use a name such as \"Europe/London\" or \"Asia/Shanghai\".",
                store.time_zone
            ),
            format!(
                "“{}”不是时区；请用 \"Europe/London\"、\"Asia/Shanghai\" 这样的名称。",
                store.time_zone
            ),
        );
    }
    if minutes_of_day(&store.day_cut_off).is_none() {
        note(
            "store.day_cut_off".into(),
            format!(
                "\"{}\" is no time of day; write hours and minutes such as \"04:00\".",
                store.day_cut_off
            ),
            format!("“{}”不是时刻；请写成 \"04:00\" 这样的时和分。", store.day_cut_off),
        );
    }
    if store.phone_region.len() != 2 || !store.phone_region.bytes().all(|b| b.is_ascii_uppercase())
    {
        note(
            "store.phone_region".into(),
            format!(
                "\"{}\" is no region; use two capital letters such as \"GB\" or \"CN\".",
                store.phone_region
            ),
            format!("“{}”不是地区代码；请用两个大写字母，如 \"GB\"、\"CN\"。", store.phone_region),
        );
    }
    check_guest_address(store, note);
    let long_line = store.address_lines.iter().any(|line| line.chars().count() > NAME_CHARS_MAX);
    if store.address_lines.len() > ADDRESS_LINES_MAX || long_line {
        note(
            "store.address_lines".into(),
            format!(
                "Use at most {ADDRESS_LINES_MAX} lines of at most {NAME_CHARS_MAX} characters."
            ),
            format!("最多 {ADDRESS_LINES_MAX} 行，每行最多 {NAME_CHARS_MAX} 个字。"),
        );
    }
}

fn check_guest_address(store: &StoreSection, note: &mut impl FnMut(String, String, String)) {
    let typed = store.guest_address.as_deref();
    let typable = |address: &str| {
        let chars = address.chars().count();
        (1..=NAME_CHARS_MAX).contains(&chars)
            && !address.contains(|one: char| one.is_whitespace() || one.is_control())
    };
    if typed.is_some_and(|address| !typable(address)) {
        note(
            "store.guest_address".into(),
            format!(
                "Guests type this from paper: use 1 to {NAME_CHARS_MAX} characters without blanks, such as \"noodles.example\"."
            ),
            format!(
                "客人要照着小票输入：请用 1 到 {NAME_CHARS_MAX} 个字符，不含空格，例如 \"noodles.example\"。"
            ),
        );
    }
}

fn check_hq(hq: &HqSection, note: &mut impl FnMut(String, String, String)) {
    let rest = hq.url.strip_prefix("https://").or_else(|| hq.url.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split('/').next()).unwrap_or("");
    if host.is_empty() || hq.url.contains(char::is_whitespace) || host.contains('@') {
        note(
            "hq.url".into(),
            format!("\"{}\" is no address of HQ; write it as \"https://hq.example.com\".", hq.url),
            format!("“{}”不是总部地址；请写成 \"https://hq.example.com\"。", hq.url),
        );
    }
    if hq.token.trim().is_empty() {
        note(
            "hq.token".into(),
            "The token is empty; paste the one HQ gave this store.".into(),
            "令牌为空；请填入总部发给本店的令牌。".into(),
        );
    }
}

fn check_printers(printers: &[PrinterDescription], note: &mut impl FnMut(String, String, String)) {
    if printers.len() > PRINTERS_MAX {
        note(
            "printers".into(),
            format!("There are {} printers; describe at most {PRINTERS_MAX}.", printers.len()),
            format!("共有 {} 台打印机；最多 {PRINTERS_MAX} 台。", printers.len()),
        );
    }
    let mut seen = BTreeSet::new();
    for (index, printer) in printers.iter().enumerate() {
        let at = format!("printers[{index}]");
        if !seen.insert(printer.code.as_str()) {
            note(
                format!("{at}.code"),
                format!("Two printers are called \"{}\"; give each its own code.", printer.code),
                format!("有两台打印机都叫“{}”；请各用各的代码。", printer.code),
            );
        }
        check_printer(&at, printer, note);
    }
}

fn check_printer(
    at: &str,
    printer: &PrinterDescription,
    note: &mut impl FnMut(String, String, String),
) {
    check_code(&format!("{at}.code"), &printer.code, note);
    check_names(&format!("{at}.names"), &printer.names, note);
    if !matches!(printer.width_mm, 80 | 58) {
        note(
            format!("{at}.width_mm"),
            format!("{} mm is no paper width we print on; use 80 or 58.", printer.width_mm),
            format!("不支持 {} 毫米的纸宽；请用 80 或 58。", printer.width_mm),
        );
    }
    if let Err(refusal) = address::check(&printer.address, printer.is_virtual) {
        let zh = match refusal {
            AddressRefusal::NotHostPort => "请写成 主机:端口，例如 192.168.1.50:9100。",
            AddressRefusal::Port => "端口请用 9100、80、443 或 631。",
            AddressRefusal::Host => "请用打印机在店内网络上的地址。",
        };
        note(
            format!("{at}.address"),
            format!("A printer cannot be at \"{}\"; {refusal}.", printer.address),
            format!("打印机不能在“{}”；{zh}", printer.address),
        );
    }
    if let Some(pulse) = printer.drawer {
        check_drawer(&format!("{at}.drawer"), pulse, note);
    }
}

fn check_drawer(at: &str, pulse: DrawerPulse, note: &mut impl FnMut(String, String, String)) {
    let DrawerPulse { pin, pulse_on_ms, pulse_off_ms } = pulse;
    if pin > 1 {
        note(
            format!("{at}.pin"),
            format!("There is no drawer pin {pin}; use 0 (connector pin 2) or 1 (pin 5)."),
            format!("没有 {pin} 号钱箱引脚；请用 0（2 号针）或 1（5 号针）。"),
        );
    }
    for (key, value) in [("pulse_on_ms", pulse_on_ms), ("pulse_off_ms", pulse_off_ms)] {
        if !(2..=510).contains(&value) {
            note(
                format!("{at}.{key}"),
                format!("{value} ms cannot be sent; use 2 to 510."),
                format!("无法发送 {value} 毫秒；请用 2 到 510。"),
            );
        }
    }
    if pulse_off_ms < pulse_on_ms {
        note(
            format!("{at}.pulse_off_ms"),
            "The rest must not be shorter than the pulse, or the coil burns; make it longer."
                .into(),
            "间歇不能短于脉冲，否则会烧坏线圈；请加长。".into(),
        );
    }
}

fn check_routes(
    routes: &Routes,
    printers: &[PrinterDescription],
    note: &mut impl FnMut(String, String, String),
) {
    let mut must_exist = |at: String, code: &str| {
        if !code.starts_with('?') && !printers.iter().any(|printer| printer.code == code) {
            let known: Vec<_> = printers.iter().map(|printer| printer.code.as_str()).collect();
            let known = known.join(", ");
            note(
                at,
                format!("There is no printer \"{code}\"; describe it or use one of: {known}."),
                format!("没有打印机“{code}”；请先描述它，或改用：{known}。"),
            );
        }
    };
    if let Some(code) = &routes.receipt {
        must_exist("routes.receipt".into(), code);
    }
    for (index, route) in routes.chits.iter().enumerate() {
        must_exist(format!("routes.chits[{index}].printer"), &route.printer);
    }
    let mut stations = BTreeSet::new();
    for (index, route) in routes.chits.iter().enumerate() {
        let at = format!("routes.chits[{index}].station");
        check_code(&at, &route.station, note);
        if !stations.insert(route.station.as_str()) {
            note(
                at,
                format!("Station \"{}\" has two printers; keep one.", route.station),
                format!("工位“{}”有两台打印机；请只留一台。", route.station),
            );
        }
    }
}

fn check_code(at: &str, code: &str, note: &mut impl FnMut(String, String, String)) {
    // A stand-in for a missing code was reported where it is missing.
    if code.starts_with('?') {
        return;
    }
    if Code::new(code).is_err() {
        note(
            at.to_owned(),
            format!("\"{code}\" is no code; use 1 to 32 of a-z, 0-9 and hyphen."),
            format!("“{code}”不是代码；请用 1 到 32 个 a-z、0-9 或连字符。"),
        );
    }
}

fn check_names(at: &str, names: &Names, note: &mut impl FnMut(String, String, String)) {
    for (key, name) in [("zh", &names.zh), ("en", &names.en)] {
        let length = name.trim().chars().count();
        if length == 0 || length > NAME_CHARS_MAX || name.chars().any(char::is_control) {
            note(
                format!("{at}.{key}"),
                format!("Write a name of 1 to {NAME_CHARS_MAX} visible characters."),
                format!("请写 1 到 {NAME_CHARS_MAX} 个可见字符的名称。"),
            );
        }
    }
}
