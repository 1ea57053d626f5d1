//! The shape of the file: which keys there are and of what kind.
//!
//! The types alone stop at the first key they do not know. This walk names every one, and puts a
//! harmless stand-in where a value is missing or of the wrong kind, so that the rest of the file can
//! still be checked in the same run.

use toml::{Table, Value};

use crate::Problem;

/// What a key holds.
enum Kind {
    Text,
    Uuid,
    Integer,
    /// Money in minor units, or as many of something.
    Amount,
    Truth,
    Texts,
    OneOf(&'static [&'static str]),
    SomeOf(&'static [&'static str]),
    Section(&'static [Key]),
    Sections(&'static [Key]),
}

struct Key {
    name: &'static str,
    kind: Kind,
    required: bool,
    /// What stands in for a value that cannot be used, as text (numbers are parsed from it).
    stand_in: &'static str,
}

const fn must(name: &'static str, kind: Kind, stand_in: &'static str) -> Key {
    Key { name, kind, required: true, stand_in }
}
const fn may(name: &'static str, kind: Kind) -> Key {
    Key { name, kind, required: false, stand_in: "" }
}

/// The most that a [`Kind::Amount`] is.
const AMOUNT_MAX: i64 = 4_000_000_000;
const ANY_UUID: &str = "00000000-0000-7000-8000-000000000000";
const NAMES: &[Key] = &[must("zh", Kind::Text, "?"), must("en", Kind::Text, "?")];
const STORE: &[Key] = &[
    must("id", Kind::Uuid, ANY_UUID),
    must("names", Kind::Section(NAMES), ""),
    must("currency", Kind::Text, "GBP"),
    must("time_zone", Kind::Text, "UTC"),
    may("day_cut_off", Kind::Text),
    must("phone_region", Kind::Text, "GB"),
    may("address_lines", Kind::Texts),
    may("tax_number", Kind::Text),
    may("guest_address", Kind::Text),
];
const HQ: &[Key] = &[must("url", Kind::Text, "https://hq.invalid"), must("token", Kind::Text, "?")];
const DRAWER: &[Key] = &[
    must("pin", Kind::Integer, "0"),
    must("pulse_on_ms", Kind::Integer, "50"),
    must("pulse_off_ms", Kind::Integer, "500"),
];
const PRINTER: &[Key] = &[
    must("code", Kind::Text, ""),
    must("names", Kind::Section(NAMES), ""),
    must("address", Kind::Text, "192.0.2.1:9100"),
    must("width_mm", Kind::Integer, "80"),
    must("encoding", Kind::OneOf(&["gb18030", "ascii"]), "gb18030"),
    may("is_virtual", Kind::Truth),
    may("confirm", Kind::OneOf(&["process_id", "status", "none"])),
    may("drawer", Kind::Section(DRAWER)),
];
const CHIT: &[Key] = &[must("station", Kind::Text, ""), must("printer", Kind::Text, "")];
const ROUTES: &[Key] = &[may("receipt", Kind::Text), may("chits", Kind::Sections(CHIT))];
const SLOTS: &[Key] = &[must("minutes", Kind::Integer, "15"), must("capacity", Kind::Integer, "1")];
const POLICY: &[Key] = &[
    may("cashier_discount_percent", Kind::Text),
    may("cashier_voids_fired", Kind::Truth),
    may("cashier_refund", Kind::Amount),
    may("cashier_pay_out", Kind::Amount),
    may("refund_days", Kind::Integer),
];
const TOP_UP_GIFT: &[Key] = &[must("from", Kind::Amount, "1"), must("gift", Kind::Amount, "0")];
const TIER: &[Key] = &[
    must("code", Kind::Text, "tier"),
    must("names", Kind::Section(NAMES), ""),
    may("spent", Kind::Amount),
    may("visits", Kind::Amount),
    may("paid_in", Kind::Amount),
    may("points_percent", Kind::Amount),
    may("kitchen_mark", Kind::Truth),
];
const COMMISSION: &[Key] = &[
    may("first_percent", Kind::Text),
    may("last_percent", Kind::Text),
    may("served_percent", Kind::Text),
];
const TAG: &[Key] = &[
    must("tag", Kind::Text, ""),
    may("months", Kind::Integer),
    may("visits", Kind::Amount),
    may("spent", Kind::Amount),
    may("average", Kind::Amount),
    may("paid_in", Kind::Amount),
    may("bought", Kind::Texts),
    may("units", Kind::Amount),
    may(
        "channels",
        Kind::SomeOf(&[
            "dine_in",
            "takeaway",
            "delivery",
            "phone",
            "pickup",
            "self_order",
            "online",
        ]),
    ),
    may("from_hour", Kind::Integer),
    may("until_hour", Kind::Integer),
    may("away_days", Kind::Integer),
    may("stages", Kind::SomeOf(&["prospect", "first", "second", "regular", "at_risk", "lost"])),
    may("tiers", Kind::Texts),
    may("sources", Kind::SomeOf(&["counter", "friend", "poster", "online", "delivery"])),
    may("campaign", Kind::Text),
];
const MEMBERS: &[Key] = &[
    may("points_per_major_paid", Kind::Amount),
    may("stored_value", Kind::Truth),
    may("top_up_gifts", Kind::Sections(TOP_UP_GIFT)),
    may("cashier_coupon", Kind::Amount),
    may("kept_value", Kind::Amount),
    may("kept_points", Kind::Amount),
    may("risk_points", Kind::Amount),
    may("risk_coupons", Kind::Amount),
    may("points_idle_days", Kind::Amount),
    may("tiers", Kind::Sections(TIER)),
    may("tier_months", Kind::Amount),
    may("tier_grace_months", Kind::Amount),
    may("at_risk_days", Kind::Amount),
    may("lost_days", Kind::Amount),
    may("quiet_days", Kind::Amount),
    may("commission", Kind::Section(COMMISSION)),
    may("tags", Kind::Sections(TAG)),
];
const TRADE: &[Key] = &[
    may("mode", Kind::OneOf(&["restaurant", "retail"])),
    may("cash_step", Kind::Integer),
    may("service_percent", Kind::Text),
    may("service_from_guests", Kind::Integer),
    may("slots", Kind::Section(SLOTS)),
    may("policy", Kind::Section(POLICY)),
    may("members", Kind::Section(MEMBERS)),
];
const TENDER: &[Key] = &[
    must("code", Kind::Text, ""),
    must("names", Kind::Section(NAMES), ""),
    must("kind", Kind::OneOf(&["zvt", "scan_to_pay"]), "zvt"),
    may("address", Kind::Text),
    may("password", Kind::Text),
    may("url", Kind::Text),
    may("token", Kind::Text),
    may("timeout_s", Kind::Integer),
    may("is_simulated", Kind::Truth),
];
const ROOT: &[Key] = &[
    must("store", Kind::Section(STORE), ""),
    may("hq", Kind::Section(HQ)),
    may("printers", Kind::Sections(PRINTER)),
    may("routes", Kind::Section(ROUTES)),
    may("trade", Kind::Section(TRADE)),
    may("tenders", Kind::Sections(TENDER)),
];

/// Notes every problem of shape and gives back a table that the types accept.
pub(crate) fn mend(table: Table, problems: &mut Vec<Problem>) -> Table {
    mend_section("", table, ROOT, problems)
}

fn mend_section(at: &str, mut table: Table, keys: &[Key], problems: &mut Vec<Problem>) -> Table {
    let mut mended = Table::new();
    for key in keys {
        let path = join(at, key.name);
        let value = match table.remove(key.name) {
            Some(value) => mend_value(&path, value, key, problems),
            None if key.required => {
                problems.push(missing(&path));
                Some(stand_in(&path, key))
            }
            None => None,
        };
        if let Some(value) = value {
            mended.insert(key.name.to_owned(), value);
        }
    }
    for unknown in table.keys() {
        problems.push(unknown_key(&join(at, unknown), keys));
    }
    mended
}

fn mend_value(path: &str, value: Value, key: &Key, problems: &mut Vec<Problem>) -> Option<Value> {
    let (en, zh) = match (&key.kind, value) {
        (Kind::Text, value @ Value::String(_)) | (Kind::Truth, value @ Value::Boolean(_)) => {
            return Some(value);
        }
        (Kind::Integer, value @ Value::Integer(0..=65_535))
        | (Kind::Amount, value @ Value::Integer(0..=AMOUNT_MAX)) => return Some(value),
        (Kind::Uuid, Value::String(text)) if uuid::Uuid::try_parse(&text).is_ok() => {
            return Some(Value::String(text));
        }
        (Kind::Texts, Value::Array(texts)) if texts.iter().all(Value::is_str) => {
            return Some(Value::Array(texts));
        }
        (Kind::SomeOf(words), Value::Array(some))
            if some.iter().all(|one| one.as_str().is_some_and(|word| words.contains(&word))) =>
        {
            return Some(Value::Array(some));
        }
        (Kind::OneOf(words), Value::String(word)) if words.contains(&word.as_str()) => {
            return Some(Value::String(word));
        }
        (Kind::Section(keys), Value::Table(table)) => {
            return Some(Value::Table(mend_section(path, table, keys, problems)));
        }
        (Kind::Sections(keys), Value::Array(tables)) if tables.iter().all(Value::is_table) => {
            let sections = tables.into_iter().enumerate().filter_map(|(index, table)| {
                let Value::Table(table) = table else { return None };
                Some(Value::Table(mend_section(&format!("{path}[{index}]"), table, keys, problems)))
            });
            return Some(Value::Array(sections.collect()));
        }
        (Kind::Text, _) => ("Write this as text in quotes.".into(), "请写成带引号的文字。".into()),
        (Kind::Integer, _) => (
            "Write this as a whole number from 0 to 65535, without quotes.".into(),
            "请写成 0 到 65535 的整数，不带引号。".into(),
        ),
        (Kind::Amount, _) => (
            format!(
                "Write this as a whole number of minor units from 0 to {AMOUNT_MAX}, without quotes."
            ),
            format!("请写成 0 到 {AMOUNT_MAX} 的整数（最小货币单位），不带引号。"),
        ),
        (Kind::Truth, _) => ("Write true or false.".into(), "请写 true 或 false。".into()),
        (Kind::Uuid, _) => (
            format!("Write a UUID such as \"{ANY_UUID}\"."),
            format!("请写 UUID，例如 \"{ANY_UUID}\"。"),
        ),
        (Kind::Texts, _) => (
            "Write this as a list of texts: [\"one\", \"two\"].".into(),
            "请写成文字列表：[\"一\", \"二\"]。".into(),
        ),
        (Kind::OneOf(words), _) => (
            format!("Use one of these words: \"{}\".", words.join("\", \"")),
            format!("请用其中之一：\"{}\"。", words.join("\"、\"")),
        ),
        (Kind::SomeOf(words), _) => (
            format!("Write a list of these words: [\"{}\"].", words.join("\", \"")),
            format!("请写成列表，只用这些词：[\"{}\"]。", words.join("\", \"")),
        ),
        (Kind::Section(_), _) => {
            ("Write this as a section with keys.".into(), "请写成带键的一节。".into())
        }
        (Kind::Sections(_), _) => (
            format!("Write one [[{path}]] section for each."),
            format!("请为每一项写一节 [[{path}]]。"),
        ),
    };
    let (en, zh): (String, String) = (en, zh);
    problems.push(Problem::new(path, en, zh));
    key.required.then(|| stand_in(path, key))
}

fn stand_in(path: &str, key: &Key) -> Value {
    match key.kind {
        Kind::Text | Kind::Uuid | Kind::OneOf(_) if key.stand_in.is_empty() => {
            // Unique, so that two missing codes are not also reported as the same code.
            Value::String(format!("?{path}"))
        }
        Kind::Text | Kind::Uuid | Kind::OneOf(_) => Value::String(key.stand_in.to_owned()),
        Kind::Integer | Kind::Amount => Value::Integer(key.stand_in.parse().unwrap_or(0)),
        Kind::Truth => Value::Boolean(false),
        Kind::Texts | Kind::SomeOf(_) | Kind::Sections(_) => Value::Array(Vec::new()),
        Kind::Section(keys) => {
            let required = keys.iter().filter(|inner| inner.required);
            let value = |inner: &Key| stand_in(&join(path, inner.name), inner);
            Value::Table(required.map(|inner| (inner.name.to_owned(), value(inner))).collect())
        }
    }
}

fn join(at: &str, name: &str) -> String {
    if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
}

fn missing(path: &str) -> Problem {
    Problem::new(path, "This is missing; add it.", "缺少此项，请补上。")
}

fn unknown_key(path: &str, keys: &[Key]) -> Problem {
    let known: Vec<_> = keys.iter().map(|key| key.name).collect();
    let known = known.join(", ");
    Problem::new(
        path,
        format!("There is no such key; remove it or use one of: {known}."),
        format!("没有这个键；请删除，或改用：{known}。"),
    )
}
