//! The hash of a Z report: BLAKE3 over its fields in a fixed order and form.

use super::ZReport;
use crate::Money;
use crate::chain::Hash;

/// The hash of everything in a report but the hash itself: each field written as text with its
/// name, so that no two reports write the same bytes. The taxes and tenders come in their order.
#[expect(clippy::too_many_lines, reason = "a list with one row for each field")]
pub fn hash_of(report: &ZReport) -> Hash {
    let mut text = String::with_capacity(1_024);
    let mut field = |name: &str, value: &dyn std::fmt::Display| {
        use std::fmt::Write;
        let value = value.to_string();
        // Writing to a `String` never fails.
        let _ = writeln!(text, "{name}:{}:{value}", value.len());
    };
    let ZReport {
        number,
        business_day,
        at,
        takings,
        perpetual,
        open_orders,
        hq_confirmed_seq,
        previous_hash,
        hash: _,
    } = report;
    field("number", number);
    field("business_day", business_day);
    field("at", &at.ms());
    field("perpetual", perpetual);
    field("open_orders", open_orders);
    field("hq_confirmed_seq", hq_confirmed_seq);
    field("previous_hash", previous_hash);
    field("since", &takings.since.map_or(0, crate::Timestamp::ms));
    for (name, count) in [
        ("orders_placed", takings.orders_placed),
        ("orders_closed", takings.orders_closed),
        ("orders_voided", takings.orders_voided),
        ("receipts", takings.receipts),
        ("tickets", takings.tickets),
        ("voids", takings.voids),
        ("refunds", takings.refunds),
        ("no_sales", takings.no_sales),
        ("shifts_closed", takings.shifts_closed),
    ] {
        field(name, &count);
    }
    field("first_receipt", &takings.first_receipt.unwrap_or(0));
    field("last_receipt", &takings.last_receipt.unwrap_or(0));
    let sums: [(&str, Money); 15] = [
        ("gross", takings.gross),
        ("discounts", takings.discounts),
        ("comps", takings.comps),
        ("service", takings.service),
        ("packaging", takings.packaging),
        ("total", takings.total),
        ("voided", takings.voided),
        ("refunded", takings.refunded),
        ("tips", takings.tips),
        ("rounding", takings.rounding),
        ("open_paid", takings.open_paid),
        ("pay_ins", takings.pay_ins),
        ("pay_outs", takings.pay_outs),
        ("drops", takings.drops),
        ("over_short", takings.over_short),
    ];
    for (name, sum) in sums {
        field(name, &sum);
    }
    if takings.value_paid_out != Money::ZERO {
        field("value_paid_out", &takings.value_paid_out);
    }
    for (name, sum) in &takings.top_ups {
        field("top_up", &format_args!("{} {sum}", name.as_str()));
    }
    for tax in &takings.taxes {
        field("tax", &format_args!("{} {} {} {}", tax.code, tax.rate_ppm, tax.net, tax.tax));
    }
    for (name, sum) in &takings.tenders {
        let values = format_args!(
            "{} {} {} {} {}",
            name.as_str(),
            sum.count,
            sum.amount,
            sum.tips,
            sum.refunded
        );
        field("tender", &values);
    }
    Hash::from_bytes(*blake3::hash(text.as_bytes()).as_bytes())
}
