//! What every kind of event has in common.

use super::*;
use crate::order::TenderKind;
use crate::shop::{NOON, code, device, line, member, order, pence, shift, staff, tender};

/// One of each kind.
#[expect(clippy::too_many_lines, reason = "a table with one row for each kind of event")]
pub(crate) fn every_event() -> Vec<Event> {
    let (order_id, line_id, shift_id) = (order(1), line(1), shift(1));
    let (member_id, staff_id) = (member(1), staff(1));
    let ticket_id = TicketId::from_uuid(uuid::Uuid::from_u128(1));
    let tickets = vec![ticket_id];
    let business_day = crate::shop::day(2026, 11, 21);
    let (reason, totals) = (VoidReason::Quality, Totals::default());
    let kind = TenderKind::Cash { received: pence(2), change: pence(1), rounding: Money::ZERO };
    let tender = Tender {
        id: tender(1),
        kind,
        amount: pence(1),
        at: NOON,
        check_id: None,
        tip: Money::ZERO,
        refunded: Money::ZERO,
    };
    let line = Line {
        id: line_id,
        position: 1,
        item_id: crate::shop::item(1),
        names: crate::Names::new("面", "Noodles"),
        quantity: 1,
        unit_price: pence(1),
        modifiers: Vec::new(),
        tax: code("standard"),
        tax_ppm: 200_000,
        amount: pence(1),
        stations: vec![code("wok")],
        state: crate::order::LineState::Held,
        details: crate::order::LineDetails::default(),
        reductions: Vec::new(),
    };
    let printer = code("counter");
    let chit = VoidChit { ticket_id, printer: printer.clone() };
    let new = NewTicket {
        ticket_id,
        station: code("wok"),
        number: 1,
        line_ids: vec![line_id],
        chit_printer: None,
    };
    let epoch = Epoch::from_uuid(uuid::Uuid::from_u128(1));
    let restored_from = Some(RestoredFrom { epoch, seq: 9, hash: Hash::ZERO });
    vec![
        Event::EpochBegan { store_id: StoreId::from_uuid(uuid::Uuid::nil()), epoch, restored_from },
        Event::OrderPlaced {
            order_id,
            number: 1,
            business_day,
            channel: Channel::Phone,
            member_id: Some(member_id),
            lines: vec![line.clone()],
            totals: totals.clone(),
            details: crate::order::OrderDetails::default(),
            service_ppm: 0,
            packaging: None,
        },
        Event::LinesAdded { order_id, lines: vec![line.clone()], totals: totals.clone() },
        Event::LineChanged { order_id, line, totals: totals.clone() },
        Event::LineVoided {
            order_id,
            line_id,
            reason,
            was_fired: true,
            tickets: tickets.clone(),
            void_chits: vec![chit],
            totals: totals.clone(),
            approved_by: None,
        },
        Event::OrderVoided {
            order_id,
            reason,
            tickets: tickets.clone(),
            void_chits: Vec::new(),
            totals,
            approved_by: None,
        },
        Event::LinesFired {
            order_id,
            firing: 1,
            business_day,
            line_ids: vec![line_id],
            tickets: vec![new],
        },
        Event::TenderTaken {
            order_id,
            tender,
            shift_id: Some(shift_id),
            open_drawer: None,
            paid: pence(1),
            due: pence(0),
        },
        Event::OrderClosed { order_id, receipt_number: 1, receipt_printer: None, check_id: None },
        Event::MemberAttached { order_id, member_id: None },
        Event::ReceiptReprinted { order_id, copy: 2, receipt_printer: printer },
        Event::OrderReady { order_id },
        Event::OrderHandedOver { order_id },
        Event::OrderRecalled { order_id },
        Event::TicketsShown { tickets: tickets.clone() },
        Event::TicketsSeen { tickets },
        Event::TicketBumped { ticket_id, order_id },
        Event::TicketRecalled { ticket_id, order_id },
        Event::ShiftOpened { shift_id, float: pence(1) },
        Event::ShiftClosed {
            shift_id,
            expected: pence(1),
            counted: pence(1),
            denominations: Vec::new(),
            printer: None,
        },
        Event::MemberEnrolled { member_id, version: 1, consents: Vec::new() },
        Event::PointsEarned { member_id, order_id, points: 1, spent: pence(1), business_day },
        Event::StaffChanged { staff_id },
        Event::DevicePaired {
            device_id: device(1),
            kind: DeviceKind::StationScreen,
            station: Some(code("wok")),
        },
        Event::StaffSignedIn { staff_id },
        Event::StaffSignInFailed { staff_id },
        Event::StaffSignedOut { staff_id },
        Event::CatalogueChanged { version: 1 },
    ]
}

#[test]
fn every_kind_is_the_tag_of_its_body_and_reads_back_the_same() {
    for event in every_event() {
        let body = serde_json::to_value(&event).unwrap();
        assert_eq!(body["type"], event.kind());
        assert_eq!(serde_json::from_value::<Event>(body).unwrap(), event);
    }
}

#[test]
fn one_of_each_kind_is_checked() {
    let arms = include_str!("../event.rs").matches("{ .. } => \"").count();
    let kinds: std::collections::BTreeSet<_> = every_event().iter().map(Event::kind).collect();
    assert_eq!(kinds.len(), arms, "an event is missing in every_event");
}
