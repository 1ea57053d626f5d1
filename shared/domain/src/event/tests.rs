//! What every kind of event has in common.

use super::*;
use crate::kitchen::{CallKind, CannotMakeReason, MadeParts};
use crate::member::Purpose;
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
    let line = Line { details: crate::order::LineDetails::default(), ..some_line() };
    let printer = code("counter");
    let chit = VoidChit { ticket_id, printer: printer.clone() };
    let new = NewTicket {
        ticket_id,
        station: code("wok"),
        number: 1,
        line_ids: vec![line_id],
        chit_printer: None,
        home: Some(code("bar")),
        parts: vec![MadeParts { line_id, parts: vec![1] }],
    };
    let epoch = Epoch::from_uuid(uuid::Uuid::from_u128(1));
    let restored_from = Some(RestoredFrom { epoch, seq: 9, hash: Hash::ZERO });
    let mut events = vec![
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
        Event::TicketsShown { tickets: tickets.clone(), late: vec![order_id] },
        Event::TicketsSeen { tickets, late: Vec::new() },
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
        Event::MemberPosted {
            member_id,
            entry: Box::new(crate::ledger::Entry {
                points: -5,
                ..crate::ledger::Entry::new(crate::ledger::Reason::Adjusted {
                    why: crate::ledger::AdjustReason::Lapsed,
                })
            }),
            receipt_printer: None,
        },
        Event::SeenElsewhere { member_id, elsewhere: Box::default() },
        Event::MemberErased { member_id },
        Event::CommissionPosted { order_id, business_day, shares: Vec::new() },
        Event::MembersMerged { member_id, into: member_id },
        Event::MembersTakenApart { member_id, into: member_id },
        Event::FeedbackLeft { order_id, score: 5 },
        Event::PointsEarned {
            member_id,
            order_id,
            points: 1,
            spent: pence(1),
            business_day,
            hour: Some(9),
        },
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
    ];
    events.extend(every_event_of_orders());
    events.extend(every_event_of_money());
    events.extend(every_event_of_the_store());
    events.extend(every_event_of_the_kitchen());
    events
}

fn some_line() -> Line {
    Line {
        id: line(1),
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
        details: crate::order::LineDetails { seat: Some(2), course: Some(1), ..Default::default() },
        reductions: Vec::new(),
    }
}

/// One of each kind about tables, courses, moving and splitting.
fn every_event_of_orders() -> Vec<Event> {
    let (order_id, other) = (order(1), order(2));
    let ticket_id = TicketId::from_uuid(uuid::Uuid::from_u128(1));
    let business_day = crate::shop::day(2026, 11, 21);
    let details = OrderDetails { table: Some(code("t4")), guests: Some(3), ..Default::default() };
    let new = NewTicket {
        ticket_id: TicketId::from_uuid(uuid::Uuid::from_u128(2)),
        station: code("wok"),
        number: 2,
        line_ids: vec![line(1)],
        chit_printer: None,
        home: Some(code("bar")),
        parts: vec![MadeParts { line_id: line(1), parts: vec![1] }],
    };
    let opened = OpenedOrder {
        number: 2,
        business_day,
        channel: Channel::DineIn,
        member_id: None,
        details: details.clone(),
        service_ppm: 125_000,
    };
    let check_id = CheckId::from_uuid(uuid::Uuid::from_u128(1));
    let check = Check {
        id: check_id,
        number: 1,
        amount: pence(1),
        paid: Money::ZERO,
        lines: vec![line(1)],
        seat: Some(2),
        state: crate::order::CheckState::Open,
    };
    vec![
        Event::LinesArranged {
            order_id,
            line_ids: vec![line(1)],
            seat: Some(2),
            course: Some(1),
            tickets: vec![ticket_id],
        },
        Event::DetailsChanged { order_id, details, tickets: vec![ticket_id] },
        Event::LinesMoved {
            from: order_id,
            to: other,
            opened: Some(Box::new(opened)),
            lines: vec![some_line()],
            from_totals: Box::default(),
            to_totals: Box::new(Totals { service: pence(1), ..Totals::default() }),
            tickets: vec![ticket_id],
            splits: vec![TicketSplit { ticket_id, new }],
            business_day,
        },
        Event::OrderMerged { order_id, into: other },
        Event::FireScheduled { order_id, line_ids: vec![line(1)], at: Some(NOON) },
        Event::OrderSplit { order_id, checks: vec![check] },
        Event::ChecksJoined { order_id, check_ids: vec![check_id] },
        Event::CheckPaid { order_id, check_id, receipt_number: 1, receipt_printer: None },
    ]
}

/// One of each kind about reductions, other machines and refunds.
#[expect(clippy::too_many_lines, reason = "a table with one row for each kind of event")]
fn every_event_of_money() -> Vec<Event> {
    let (order_id, member_id) = (order(1), member(1));
    let tender_id = tender(1);
    let business_day = crate::shop::day(2026, 11, 21);
    let reduction = Reduction {
        id: ReductionId::from_uuid(uuid::Uuid::from_u128(1)),
        kind: crate::order::ReductionKind::Percent { ppm: 100_000 },
        reason: crate::order::ReductionReason::LongWait,
        by: Some(staff(1)),
        approved_by: None,
        at: NOON,
    };
    let pending = PendingTender {
        tender_id,
        driver: code("zvt"),
        amount: pence(1),
        tip: pence(1),
        check_id: None,
        print_receipt: true,
        asked_at: NOON,
        state: crate::order::PendingState::Asked,
        cancel_asked: false,
    };
    let outcome = TenderOutcome::Unknown { why: "no answer".into() };
    let refund_id = RefundId::from_uuid(uuid::Uuid::from_u128(1));
    let refund = Refund {
        id: refund_id,
        number: 1,
        lines: vec![crate::order::RefundLine { line_id: line(1), quantity: 1 }],
        tenders: vec![crate::order::RefundTender {
            tender_id,
            amount: pence(1),
            rounding: Money::ZERO,
            pending: None,
            declined: None,
        }],
        amount: pence(1),
        taxes: Vec::new(),
        reason: crate::order::RefundReason::Quality,
        by: Some(staff(1)),
        approved_by: Some(staff(3)),
        at: NOON,
    };
    vec![
        Event::Reduced {
            order_id,
            line_id: Some(line(1)),
            reduction,
            amount: pence(1),
            totals: Totals { discounts: pence(1), ..Totals::default() },
        },
        Event::ReductionRemoved { order_id, reduction_id: reduction.id, totals: Totals::default() },
        Event::ServiceChargeSet {
            order_id,
            ppm: 0,
            totals: Totals::default(),
            approved_by: Some(staff(3)),
        },
        Event::TenderAsked { order_id, pending },
        Event::TenderAskedAgain { order_id, tender_id },
        Event::TenderCancelAsked { order_id, tender_id },
        Event::TenderUnsettled { order_id, tender_id, outcome: outcome.clone() },
        Event::TenderSettledByHand {
            order_id,
            tender_id,
            taken: true,
            approved_by: Some(staff(3)),
        },
        Event::TenderDeclined { order_id, tender_id, reason: "no money".into() },
        Event::OrderRefunded {
            order_id,
            refund,
            shift_id: None,
            cash: Money::ZERO,
            open_drawer: None,
            receipt_printer: Some(code("counter")),
        },
        Event::RefundSettled { order_id, refund_id, tender_id, outcome },
        Event::PointsReversed { member_id, order_id, points: 1, spent: pence(1), business_day },
        Event::PromotionsApplied {
            order_id,
            promotions: vec![crate::order::AppliedPromotion {
                code: code("third"),
                names: crate::Names::new("三件", "Third free"),
                off: pence(1),
            }],
            reductions: Vec::new(),
            totals: crate::order::Totals::default(),
        },
    ]
}

/// One of each kind about drawers, days, stock, tables and approvals.
fn every_event_of_the_store() -> Vec<Event> {
    let shift_id = shift(1);
    let movement = CashMovement {
        id: crate::id::MovementId::from_uuid(uuid::Uuid::from_u128(1)),
        kind: crate::shift::MovementKind::PayOut,
        amount: pence(1),
        reason: "ice".into(),
        by: Some(staff(1)),
        approved_by: None,
        at: NOON,
    };
    let mut report = ZReport {
        number: 1,
        business_day: crate::shop::day(2026, 11, 21),
        at: NOON,
        takings: crate::day::Takings { total: pence(1), ..Default::default() },
        perpetual: pence(1),
        open_orders: 0,
        hq_confirmed_seq: 9,
        previous_hash: Hash::ZERO,
        hash: Hash::ZERO,
    };
    report.hash = crate::day::hash_of(&report);
    let (public_key, signature) = ("ab".repeat(32), "cd".repeat(64));
    vec![
        Event::CashMoved { shift_id, movement, open_drawer: Some(code("counter")) },
        Event::DrawerOpened { shift_id, open_drawer: None },
        Event::ShiftHandedOver { shift_id, from: Some(staff(1)), to: staff(3) },
        Event::DayClosed { report: Box::new(report), printer: Some(code("counter")) },
        Event::DaySigned { number: 1, public_key, signature },
        Event::SignerOutage { number: 1, reason: "no key".into() },
        Event::ReportPrinted { report: ReportAsked::Takings, printer: code("counter") },
        Event::AvailabilitySet {
            item_id: crate::shop::item(1),
            availability: Availability::Countdown { left: 3 },
        },
        Event::TableCleared { table: code("t4") },
        Event::FloorPlanChanged { version: 1 },
        Event::ApprovalGiven {
            command_id: CommandId::from_uuid(uuid::Uuid::from_u128(1)),
            command_hash: Hash::ZERO,
            approver: staff(3),
        },
    ]
}

/// One of each kind that the kitchen makes, beyond showing, bumping and recalling.
fn every_event_of_the_kitchen() -> Vec<Event> {
    let (order_id, member_id, line_ids) = (order(1), member(1), vec![line(1)]);
    let ticket_id = TicketId::from_uuid(uuid::Uuid::from_u128(1));
    let business_day = crate::shop::day(2026, 11, 21);
    let call_id = crate::id::CallId::from_uuid(uuid::Uuid::from_u128(1));
    let printer = code("counter");
    let call = KitchenCall {
        id: call_id,
        kind: CallKind::CannotMake { reason: CannotMakeReason::OutOfStock },
        station: Some(code("wok")),
        ticket_id: Some(ticket_id),
        order_id: Some(order_id),
        order: Some((Channel::DineIn, 1)),
        line_id: Some(line(1)),
        names: Some(crate::Names::new("面", "Noodles")),
        words: "no beef".into(),
        at: NOON,
    };
    let ticket = NewTicket {
        ticket_id: TicketId::from_uuid(uuid::Uuid::from_u128(2)),
        station: code("wok"),
        number: 2,
        line_ids: line_ids.clone(),
        chit_printer: None,
        home: None,
        parts: Vec::new(),
    };
    let unshown = UnshownTicket { ticket_id, order_id, printer: Some(printer.clone()) };
    let moved = RelocatedTicket { ticket_id, order_id, station: code("bar"), number: 1 };
    let conflict = LineConflict {
        ticket_id,
        line_id: line(1),
        allergens: vec![crate::catalogue::Allergen::Nuts],
    };
    vec![
        Event::TicketsUnshown { tickets: vec![unshown] },
        Event::LinesDone { ticket_id, order_id, line_ids: line_ids.clone() },
        Event::LinesBack { ticket_id, order_id, line_ids: line_ids.clone() },
        Event::AllergyConfirmed { ticket_id, order_id, line_ids },
        Event::OrderRushed { order_id, rushed: true, tickets: vec![ticket_id] },
        Event::LineRemade {
            order_id,
            of: ticket_id,
            line_id: line(1),
            quantity: 1,
            reason: RemakeReason::Spoiled,
            business_day,
            ticket,
        },
        Event::GuestSignalled {
            order_id,
            visits: Some(0),
            tier: Some(Names::new("金", "Gold")),
            tickets: vec![ticket_id],
            conflicts: vec![conflict],
        },
        Event::KitchenCalled { call: Box::new(call) },
        Event::CallAnswered { call_id },
        Event::ChitReprinted { order_id, ticket_id, copy: 2, printer },
        Event::LayoutSwitched { layout: Some(code("quiet")) },
        Event::TicketsRelocated { business_day, moved: vec![moved] },
        Event::MemberChanged {
            member_id,
            version: 2,
            consent: Some(Consent { purpose: Purpose::Allergies, text_version: 1 }),
            withdrawn: Some(Purpose::Marketing),
        },
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
