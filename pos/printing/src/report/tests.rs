use std::collections::BTreeMap;

use domain::chain::Hash;
use domain::day::{TenderName, TenderSum, ZReport};
use domain::id::{DeviceId, ShiftId};
use domain::tax::TaxLine;
use domain::{BusinessDay, Code};
use firmware_config::Encoding;

use super::*;
use crate::Language;
use crate::document::{PaperForm, Step};
use crate::receipt::tests::store;

const NOON: Timestamp = Timestamp::from_ms(1_795_264_680_000);

fn pence(minor: i64) -> Money {
    Money::from_minor(minor)
}

fn text(document: &Document, language: Language) -> String {
    let encoding = match language {
        Language::Zh => Encoding::Gb18030,
        Language::En => Encoding::Ascii,
    };
    let row = |step: Step| match step {
        Step::Row(row) => {
            row.spans.iter().map(|span| span.text.as_str()).collect::<String>() + "\n"
        }
        Step::Feed(_) | Step::Cut | Step::DrawerPulse(_) => String::new(),
    };
    document.lay_out(PaperForm { columns: 42, encoding }).into_iter().map(row).collect()
}

fn takings() -> Takings {
    let cash = TenderSum { count: 2, amount: pence(3000), tips: pence(100), refunded: pence(500) };
    Takings {
        orders_placed: 3,
        orders_closed: 2,
        receipts: 2,
        first_receipt: Some(7),
        last_receipt: Some(8),
        gross: pence(3200),
        discounts: pence(200),
        total: pence(3000),
        refunds: 1,
        refunded: pence(500),
        taxes: vec![TaxLine {
            code: Code::new("standard").unwrap(),
            rate_ppm: 200_000,
            net: pence(2083),
            tax: pence(417),
        }],
        tenders: BTreeMap::from([(TenderName::cash(), cash)]),
        ..Takings::default()
    }
}

fn day(signing: Signing) -> ClosedDay {
    let mut report = ZReport {
        number: 12,
        business_day: "2026-11-21".parse::<BusinessDay>().unwrap(),
        at: NOON,
        takings: takings(),
        perpetual: pence(1_234_567),
        open_orders: 1,
        hq_confirmed_seq: 991,
        previous_hash: Hash::ZERO,
        hash: Hash::ZERO,
    };
    report.hash = domain::day::hash_of(&report);
    ClosedDay { report, signing }
}

#[test]
fn an_x_shows_what_was_sold_given_back_and_how_it_was_paid() {
    let paper =
        text(&of_takings(&takings(), NOON, &store(Language::En), Emission::FIRST), Language::En);
    for words in [
        "X REPORT",
        "2 (7-8)",
        "Gross sales",
        "32.00",
        "Discounts",
        "-2.00",
        "Refunds (1)",
        "Net",
        "25.00",
        "Tax standard 20% 20.83",
        "Cash (2)",
    ] {
        assert!(paper.contains(words), "{words} is missing in\n{paper}");
    }
}

#[test]
fn i29_a_z_carries_its_number_the_perpetual_total_and_who_vouches_for_it() {
    let signed = Signing::Signed { public_key: "ab".repeat(32), signature: "cd".repeat(64) };
    for (signing, words) in [(signed, "Signature cdcd"), (Signing::Waiting, "NOT SIGNED YET")] {
        let paper =
            text(&of_day(&day(signing), &store(Language::En), Emission::FIRST), Language::En);
        for words in ["Z 12", "2026-11-21", "Perpetual total", "12345.67", "991", words] {
            assert!(paper.contains(words), "{words} is missing in\n{paper}");
        }
    }
}

#[test]
fn a_running_drawer_does_not_tell_what_should_be_in_it_and_a_counted_one_does() {
    let mut shift = Shift {
        id: ShiftId::from_uuid(uuid::Uuid::nil()),
        device_id: DeviceId::from_uuid(uuid::Uuid::nil()),
        opened_by: None,
        opened_at: NOON,
        float: pence(10_000),
        cash_in: pence(2_500),
        expected: pence(12_500),
        state: ShiftState::Open,
        held_by: None,
        pay_ins: Money::ZERO,
        pay_outs: Money::ZERO,
        drops: Money::ZERO,
        cash_refunds: Money::ZERO,
        no_sales: 2,
        movements: Vec::new(),
        denominations: Vec::new(),
    };
    let paper = |shift: &Shift| {
        let document = of_shift(shift, "Mei", NOON, &store(Language::En), Emission::FIRST);
        text(&document, Language::En)
    };
    assert!(!paper(&shift).contains("125.00"), "the count is blind:\n{}", paper(&shift));
    let (counted, over_short) = (pence(12_400), pence(-100));
    shift.state = ShiftState::Closed { at: NOON, counted, over_short };
    for words in ["Mei", "Expected", "125.00", "Counted", "124.00", "Over/short", "-1.00"] {
        assert!(paper(&shift).contains(words), "{words} is missing in\n{}", paper(&shift));
    }
}

#[test]
fn a_slip_tells_a_member_what_was_paid_in_and_names_nobody() {
    let movement_id = domain::id::MovementId::from_uuid(uuid::Uuid::from_u128(1));
    let reason =
        Reason::ToppedUp { movement_id, paid: TenderName::cash(), reference: String::new() };
    let entry = Entry { principal: pence(5_000), gift: pence(300), ..Entry::new(reason) };
    let printed = text(
        &of_value(&entry, NOON, &store(Language::En), Emission { copy: 2, ..Emission::FIRST }),
        Language::En,
    );
    for wanted in ["PAID IN", "Paid by", "Cash", "Stored value", "50.00", "Gift", "3.00", "REPRINT"]
    {
        assert!(printed.to_uppercase().contains(&wanted.to_uppercase()), "{wanted} in\n{printed}");
    }
    let back = Entry { principal: pence(-5_000), ..Entry::new(Reason::PaidOut { movement_id }) };
    let printed = text(&of_value(&back, NOON, &store(Language::Zh), Emission::FIRST), Language::Zh);
    assert!(printed.contains("退还储值") && printed.contains("-50.00"), "{printed}");
}
