//! What must hold of the machines that take money.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::ops::RangeInclusive;

use super::{check_code, check_names};
use crate::address::{check_ip, split};
use crate::description::{TenderDescription, TenderKind};

/// Most machines a store may have.
const TENDERS_MAX: usize = 16;
/// The shortest and the longest that one may take, in seconds.
const TIMEOUT_S: RangeInclusive<u16> = 5..=600;

/// Notes every problem of meaning, except at a place that was `reported` already.
pub(super) fn check(
    tenders: &[TenderDescription],
    reported: &BTreeSet<String>,
    note: &mut impl FnMut(String, String, String),
) {
    let mut note = |at: String, en: String, zh: String| {
        if !reported.contains(&at) {
            note(at, en, zh);
        }
    };
    if tenders.len() > TENDERS_MAX {
        note(
            "tenders".into(),
            format!(
                "There are {} payment machines; describe at most {TENDERS_MAX}.",
                tenders.len()
            ),
            format!("共有 {} 台收款设备；最多 {TENDERS_MAX} 台。", tenders.len()),
        );
    }
    let mut seen = BTreeSet::new();
    for (index, tender) in tenders.iter().enumerate() {
        let at = format!("tenders[{index}]");
        let code = &tender.code;
        if !seen.insert(code.as_str()) {
            note(
                format!("{at}.code"),
                format!("Two payment machines are called \"{code}\"; give each its own code."),
                format!("有两台收款设备都叫“{code}”；请各用各的代码。"),
            );
        }
        check_code(&format!("{at}.code"), code, &mut note);
        check_names(&format!("{at}.names"), &tender.names, &mut note);
        // Which keys belong to a machine cannot be told when its kind was not.
        if !reported.contains(&format!("{at}.kind")) {
            match tender.kind {
                TenderKind::Zvt => check_zvt(&at, tender, &mut note),
                TenderKind::ScanToPay => check_scan_to_pay(&at, tender, &mut note),
            }
        }
        if !TIMEOUT_S.contains(&tender.timeout_s) {
            let (least, most) = (TIMEOUT_S.start(), TIMEOUT_S.end());
            note(
                format!("{at}.timeout_s"),
                format!("{} seconds is no time to wait; use {least} to {most}.", tender.timeout_s),
                format!("不能等待 {} 秒；请用 {least} 到 {most}。", tender.timeout_s),
            );
        }
    }
}

fn check_zvt(at: &str, tender: &TenderDescription, note: &mut impl FnMut(String, String, String)) {
    for (key, value) in [("url", &tender.url), ("token", &tender.token)] {
        if value.is_some() {
            note(
                format!("{at}.{key}"),
                "A card terminal has none; remove it, or write kind = \"scan_to_pay\".".into(),
                "刷卡机没有此项；请删除，或写 kind = \"scan_to_pay\"。".into(),
            );
        }
    }
    match &tender.address {
        None if tender.is_simulated => {}
        None => note(
            format!("{at}.address"),
            "This is missing; write where the terminal listens, such as \"192.168.1.60:20007\"."
                .into(),
            "缺少此项；请写刷卡机的地址，例如 \"192.168.1.60:20007\"。".into(),
        ),
        Some(address) if is_place(address, tender.is_simulated) => {}
        Some(address) if tender.is_simulated => {
            note_not_here(format!("{at}.address"), address, note);
        }
        Some(address) => note(
            format!("{at}.address"),
            format!(
                "A terminal cannot be at \"{address}\"; write its address on the store network as \
                 host:port, such as 192.168.1.60:20007."
            ),
            format!(
                "刷卡机不能在“{address}”；请写它在店内网络上的地址，主机:端口，\
                 例如 192.168.1.60:20007。"
            ),
        ),
    }
    let password = tender.password();
    if password.len() != 6 || !password.bytes().all(|byte| byte.is_ascii_digit()) {
        // Not repeated here: it is a secret, if a wrong one.
        note(
            format!("{at}.password"),
            "This is no merchant password; write the terminal's six digits in quotes.".into(),
            "这不是商户密码；请写刷卡机的六位数字，带引号。".into(),
        );
    }
}

fn check_scan_to_pay(
    at: &str,
    tender: &TenderDescription,
    note: &mut impl FnMut(String, String, String),
) {
    for (key, value) in [("address", &tender.address), ("password", &tender.password)] {
        if value.is_some() {
            note(
                format!("{at}.{key}"),
                "An acquirer has none; remove it, or write kind = \"zvt\".".into(),
                "收单方没有此项；请删除，或写 kind = \"zvt\"。".into(),
            );
        }
    }
    match &tender.url {
        None if tender.is_simulated => {}
        None => note(
            format!("{at}.url"),
            "This is missing; write where the acquirer is, such as \"https://pay.example.com\"."
                .into(),
            "缺少此项；请写收单方的地址，例如 \"https://pay.example.com\"。".into(),
        ),
        Some(url) if tender.is_simulated => {
            let place = url.strip_prefix("http://").map(|rest| rest.trim_end_matches('/'));
            if !place.is_some_and(|place| is_place(place, true)) {
                note_not_here(format!("{at}.url"), url, note);
            }
        }
        Some(url) if is_sealed(url) => {}
        Some(url) => note(
            format!("{at}.url"),
            format!("\"{url}\" is no address for money; write it as \"https://pay.example.com\"."),
            format!("“{url}”不能用来收款；请写成 \"https://pay.example.com\"。"),
        ),
    }
    let has_token = tender.token.as_deref().is_some_and(|token| !token.trim().is_empty());
    if !has_token && !tender.is_simulated {
        note(
            format!("{at}.token"),
            "The token is missing; paste the one the acquirer gave this store.".into(),
            "缺少令牌；请填入收单方发给本店的令牌。".into(),
        );
    }
}

fn note_not_here(at: String, given: &str, note: &mut impl FnMut(String, String, String)) {
    note(
        at,
        format!(
            "A simulated machine cannot be at \"{given}\"; use 127.0.0.1 with a port, or leave \
             this out."
        ),
        format!("模拟设备不能在“{given}”；请用 127.0.0.1 加端口，或删除此项。"),
    );
}

/// Whether an address is one that nobody on the way can read or change.
fn is_sealed(url: &str) -> bool {
    let host = url.strip_prefix("https://").and_then(|rest| rest.split('/').next());
    host.is_some_and(|host| !host.is_empty() && !host.contains('@'))
        && !url.contains(char::is_whitespace)
}

/// Whether a machine may be at an address as it is written: a simulated one on this computer, with
/// any port, a real one anywhere else, with a port.
fn is_place(address: &str, is_simulated: bool) -> bool {
    let Ok((host, port)) = split(address) else { return false };
    let name = host.trim_end_matches('.').to_ascii_lowercase();
    match host.parse::<IpAddr>() {
        Ok(ip) if is_simulated => ip.is_loopback(),
        Ok(ip) => port != 0 && check_ip(ip, false).is_ok(),
        Err(_) if is_simulated || port == 0 => false,
        // Only digits and dots but not an address: `127.1` would still resolve to loopback.
        Err(_) => {
            name != "localhost"
                && !name.ends_with(".localhost")
                && !name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        }
    }
}

#[cfg(test)]
mod tests;
