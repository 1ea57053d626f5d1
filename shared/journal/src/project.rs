//! Projections: the derived tables, written in the transaction of the events they follow from.
//!
//! A row is written once per transaction, in its final state, with the seq of the last event that
//! changed it. The same code runs behind the writer, in `rebuild` and in `verify`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::day::evolve::strikes;
use domain::id::{CheckId, MemberId, OrderId, TicketId};
use domain::kitchen::TicketStatus;
use domain::member::Member;
use domain::order::{Order, OrderState, Stage};
use domain::shift::ShiftState;
use domain::store::{Record, Row};
use domain::{Event, Money, Stamp, State};
use rusqlite::{Connection, params};

use crate::commissions;
use crate::commit::{Change, OrderChange, ShiftChange, TicketChange};
use crate::erased;
use crate::error::ReadError;
use crate::exceptions::{self, StoredException, exception_of};
use crate::jobs::{StoredJob, jobs_of};
use crate::ledger::{self, StoredEntry};
use crate::sales::Sales;
use crate::sealed;
use crate::{visits, watched};

/// The derived tables, with the columns that identify a row, for rebuilding and comparing.
pub(crate) const TABLES: &[(&str, &str)] = &[
    ("orders", "order_id"),
    ("tickets", "ticket_id"),
    ("kitchen", "id"),
    ("shifts", "shift_id"),
    ("members_earned", "member_id"),
    ("pin_failures", "staff_id"),
    ("counters", "id"),
    ("print_jobs", "job_id"),
    ("stock", "item_id"),
    ("table_states", "code"),
    ("takings", "id"),
    ("days", "number"),
    ("receipts", "training, number"),
    ("sales", "kind, business_day, key"),
    ("exceptions", "seq"),
    ("ledger", "seq"),
    ("commissions", "seq, part"),
    ("visits", "order_id"),
];

/// Collects what events change until it is flushed.
#[expect(clippy::struct_excessive_bools, reason = "what changed is independent of what else did")]
#[derive(Default)]
pub(crate) struct Projector {
    dirty: BTreeMap<Row, u64>,
    counters: bool,
    jobs: Vec<StoredJob>,
    shown: BTreeSet<TicketId>,
    menu: bool,
    staff: bool,
    floor: bool,
    sales: Sales,
    receipts: Vec<Receipt>,
    exceptions: Vec<StoredException>,
    ledger: Vec<StoredEntry>,
    commissions: Vec<commissions::Lines>,
    erased: Vec<MemberId>,
    struck: Money,
}

/// Which order, or which of its checks, a receipt number is of.
struct Receipt {
    training: bool,
    number: u64,
    order_id: OrderId,
    check_id: Option<CheckId>,
}

impl Projector {
    /// Notes what an event is about to strike. Call before the state evolves: afterwards nothing
    /// tells these lines from those struck earlier.
    pub(crate) fn foresee(&mut self, event: &Event, state: &State) {
        self.struck = Money::ZERO;
        if let Event::OrderVoided { order_id, .. } = event {
            self.struck = state.order(*order_id).map(|order| strikes(order).1).unwrap_or_default();
        }
    }

    /// Notes what an event changed. Call after the state has evolved.
    #[expect(clippy::too_many_lines, reason = "a table with one row for each kind of event")]
    pub(crate) fn note(&mut self, event: &Event, seq: u64, stamp: &Stamp, state: &mut State) {
        for row in event.rows().into_iter().chain(state.take_touched()) {
            self.dirty.insert(row, seq);
        }
        self.jobs.extend(jobs_of(event, seq, stamp.at, state));
        self.sales.note(event, state);
        self.exceptions.extend(exception_of(event, seq, stamp, state, self.struck));
        self.receipts.extend(receipt_of(event, state));
        self.ledger.extend(ledger::line_of(event, seq, stamp));
        self.commissions.extend(commissions::lines_of(event, seq, stamp));
        match event {
            Event::OrderPlaced { .. }
            | Event::LinesFired { .. }
            | Event::LinesMoved { .. }
            | Event::OrderMerged { .. }
            | Event::OrderVoided { .. }
            | Event::CheckPaid { .. }
            | Event::OrderClosed { .. }
            | Event::OrderRefunded { .. }
            | Event::LineRemade { .. }
            | Event::TicketsRelocated { .. }
            | Event::DayClosed { .. } => {
                self.counters = true;
            }
            Event::MemberErased { member_id } => self.erased.push(*member_id),
            Event::CatalogueChanged { .. } => self.menu = true,
            Event::FloorPlanChanged { .. } => self.floor = true,
            Event::StaffChanged { .. } => self.staff = true,
            Event::TicketsShown { tickets, .. } | Event::TicketsSeen { tickets, .. } => {
                self.shown.extend(tickets);
            }
            Event::TicketRecalled { ticket_id, .. } => {
                self.shown.insert(*ticket_id);
            }
            Event::EpochBegan { .. }
            | Event::LinesAdded { .. }
            | Event::LineChanged { .. }
            | Event::LineVoided { .. }
            | Event::TenderTaken { .. }
            | Event::PromotionsApplied { .. }
            | Event::MemberAttached { .. }
            | Event::FeedbackLeft { .. }
            | Event::ReceiptReprinted { .. }
            | Event::OrderReady { .. }
            | Event::OrderHandedOver { .. }
            | Event::OrderRecalled { .. }
            | Event::LinesDone { .. }
            | Event::LinesBack { .. }
            | Event::AllergyConfirmed { .. }
            | Event::OrderRushed { .. }
            | Event::GuestSignalled { .. }
            | Event::KitchenCalled { .. }
            | Event::CallAnswered { .. }
            | Event::LayoutSwitched { .. }
            | Event::MemberChanged { .. }
            | Event::MembersMerged { .. }
            | Event::MembersTakenApart { .. }
            | Event::TicketsUnshown { .. }
            | Event::ChitReprinted { .. }
            | Event::TicketBumped { .. }
            | Event::ShiftOpened { .. }
            | Event::ShiftClosed { .. }
            | Event::MemberEnrolled { .. }
            | Event::PointsEarned { .. }
            | Event::SeenElsewhere { .. }
            | Event::MemberPosted { .. }
            | Event::DevicePaired { .. }
            | Event::StaffSignedIn { .. }
            | Event::StaffSignInFailed { .. }
            | Event::LinesArranged { .. }
            | Event::DetailsChanged { .. }
            | Event::FireScheduled { .. }
            | Event::Reduced { .. }
            | Event::ReductionRemoved { .. }
            | Event::ServiceChargeSet { .. }
            | Event::OrderSplit { .. }
            | Event::ChecksJoined { .. }
            | Event::TenderAsked { .. }
            | Event::TenderAskedAgain { .. }
            | Event::TenderCancelAsked { .. }
            | Event::TenderUnsettled { .. }
            | Event::TenderSettledByHand { .. }
            | Event::TenderDeclined { .. }
            | Event::RefundSettled { .. }
            | Event::PointsReversed { .. }
            | Event::CommissionPosted { .. }
            | Event::CashMoved { .. }
            | Event::DrawerOpened { .. }
            | Event::ShiftHandedOver { .. }
            | Event::DaySigned { .. }
            | Event::SignerOutage { .. }
            | Event::ReportPrinted { .. }
            | Event::AvailabilitySet { .. }
            | Event::TableCleared { .. }
            | Event::ApprovalGiven { .. }
            | Event::StaffSignedOut { .. } => {}
        }
    }

    /// Who was erased since this was last asked.
    pub(crate) fn take_erased(&mut self) -> Vec<MemberId> {
        std::mem::take(&mut self.erased)
    }

    /// Writes every row noted, and tells what changed.
    ///
    /// # Panics
    /// When a row that changed is not in the state.
    pub(crate) fn flush(
        &mut self,
        connection: &Connection,
        state: &State,
    ) -> Result<Vec<Change>, ReadError> {
        let mut changes = Vec::with_capacity(self.dirty.len() + self.jobs.len());
        let shown = std::mem::take(&mut self.shown);
        for (row, seq) in std::mem::take(&mut self.dirty) {
            changes.extend(write_row(connection, state, row, seq, &shown)?);
        }
        if std::mem::take(&mut self.counters) {
            let body = serde_json::to_string(state.counters())?;
            connection
                .prepare_cached("INSERT INTO counters (id, body) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET body = excluded.body")?
                .execute([body])?;
        }
        self.sales.flush(connection)?;
        for receipt in std::mem::take(&mut self.receipts) {
            write_receipt(connection, &receipt)?;
        }
        for exception in std::mem::take(&mut self.exceptions) {
            exceptions::write(connection, &exception)?;
        }
        for line in std::mem::take(&mut self.ledger) {
            ledger::write(connection, &line)?;
        }
        for lines in std::mem::take(&mut self.commissions) {
            commissions::write(connection, &lines)?;
        }
        for job in std::mem::take(&mut self.jobs) {
            write_job(connection, &job)?;
            changes.push(Change::PrintJob(job));
        }
        if std::mem::take(&mut self.menu) {
            changes.push(Change::Catalogue(Arc::clone(state.menu())));
        }
        if std::mem::take(&mut self.floor) {
            changes.push(Change::FloorPlan(serde_json::to_string(&**state.floor())?.into()));
        }
        if std::mem::take(&mut self.staff) {
            changes.push(Change::Staff);
        }
        Ok(changes)
    }
}

/// The receipt that an event issues for the first time, if it does.
fn receipt_of(event: &Event, state: &State) -> Option<Receipt> {
    let (order_id, number, check_id) =
        if let Event::CheckPaid { order_id, receipt_number, check_id, .. } = event {
            (*order_id, *receipt_number, Some(*check_id))
        } else if let Event::OrderClosed { order_id, receipt_number, check_id, .. } = event {
            (*order_id, *receipt_number, *check_id)
        } else {
            return None;
        };
    let training = state.order(order_id).is_some_and(Order::is_training);
    Some(Receipt { training, number, order_id, check_id })
}

fn write_receipt(connection: &Connection, receipt: &Receipt) -> Result<(), ReadError> {
    connection
        .prepare_cached(
            "INSERT INTO receipts (training, number, order_id, check_id) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![
            receipt.training,
            receipt.number,
            receipt.order_id.as_bytes(),
            receipt.check_id.as_ref().map(CheckId::as_bytes)
        ])?;
    Ok(())
}

#[expect(clippy::too_many_lines, reason = "one statement for each kind of row")]
fn write_row(
    connection: &Connection,
    state: &State,
    row: Row,
    seq: u64,
    shown: &BTreeSet<TicketId>,
) -> Result<Option<Change>, ReadError> {
    match row {
        Row::Order(id) => {
            let Some(order) = state.order(id) else { unreachable!("order {id} changed unloaded") };
            write_order(connection, order, seq).map(Some)
        }
        Row::Ticket(id) => {
            let Some(ticket) = state.ticket(id) else {
                unreachable!("ticket {id} changed unloaded")
            };
            write_ticket(connection, ticket, seq, shown.contains(&id)).map(Some)
        }
        Row::Shift(id) => {
            let Some(shift) = state.shift(id) else { unreachable!("shift {id} changed unloaded") };
            let open = matches!(shift.state, ShiftState::Open);
            let json: Arc<str> = serde_json::to_string(shift)?.into();
            connection
                .prepare_cached("INSERT INTO shifts (shift_id, seq, device_id, open, body) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (shift_id) DO UPDATE SET seq = excluded.seq, open = excluded.open, body = excluded.body")?
                .execute(params![id.as_bytes(), seq, shift.device_id.as_bytes(), open, &*json])?;
            let device_id = shift.device_id;
            Ok(Some(Change::Shift(ShiftChange { shift_id: id, device_id, seq, json })))
        }
        Row::Member(id) => {
            let nothing = Member::default();
            let member = state.member(id).unwrap_or(&nothing);
            connection
                .prepare_cached("INSERT INTO members_earned (member_id, seq, watched, body) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (member_id) DO UPDATE SET seq = excluded.seq, watched = excluded.watched, body = excluded.body")?
                .execute(params![id.as_bytes(), seq, watched::of(member), serde_json::to_string(member)?])?;
            Ok(None)
        }
        Row::Stock(id) => {
            let stock = state.stock(id);
            connection
                .prepare_cached("INSERT INTO stock (item_id, seq, body) VALUES (?1, ?2, ?3) ON CONFLICT (item_id) DO UPDATE SET seq = excluded.seq, body = excluded.body")?
                .execute(params![id.as_bytes(), seq, serde_json::to_string(&stock)?])?;
            Ok(Some(Change::Stock(serde_json::to_string(&state.all_stock())?.into())))
        }
        Row::Table(code) => {
            let table = state.table(&code);
            connection
                .prepare_cached("INSERT INTO table_states (code, seq, body) VALUES (?1, ?2, ?3) ON CONFLICT (code) DO UPDATE SET seq = excluded.seq, body = excluded.body")?
                .execute(params![code.as_str(), seq, serde_json::to_string(&table)?])?;
            Ok(Some(Change::Tables(serde_json::to_string(&state.all_tables())?.into())))
        }
        Row::Kitchen => {
            let json: Arc<str> = serde_json::to_string(state.kitchen())?.into();
            connection
                .prepare_cached("INSERT INTO kitchen (id, seq, body) VALUES (1, ?1, ?2) ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, body = excluded.body")?
                .execute(params![seq, &*json])?;
            Ok(Some(Change::Kitchen(json)))
        }
        Row::Takings => {
            connection
                .prepare_cached("INSERT INTO takings (id, seq, body) VALUES (1, ?1, ?2) ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, body = excluded.body")?
                .execute(params![seq, serde_json::to_string(state.takings())?])?;
            Ok(None)
        }
        Row::Day(number) => {
            let Some(day) = state.closed_day(number) else {
                unreachable!("day {number} changed unloaded")
            };
            connection
                .prepare_cached("INSERT INTO days (number, seq, business_day, body) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (number) DO UPDATE SET seq = excluded.seq, body = excluded.body")?
                .execute(params![
                    number,
                    seq,
                    day.report.business_day.to_string(),
                    serde_json::to_string(day)?
                ])?;
            Ok(None)
        }
        Row::PinFailures(id) => {
            let body = serde_json::to_string(&state.pin_failures(id))?;
            connection
                .prepare_cached("INSERT INTO pin_failures (staff_id, seq, body) VALUES (?1, ?2, ?3) ON CONFLICT (staff_id) DO UPDATE SET seq = excluded.seq, body = excluded.body")?
                .execute(params![id.as_bytes(), seq, body])?;
            Ok(None)
        }
    }
}

fn write_order(connection: &Connection, order: &Order, seq: u64) -> Result<Change, ReadError> {
    let json: Arc<str> = serde_json::to_string(order)?.into();
    let (state, is_voided) = match order.state {
        OrderState::Open => (0, false),
        OrderState::Closed { .. } => (1, false),
        OrderState::Voided { .. } => (2, true),
        OrderState::Merged { .. } => (3, true),
    };
    let stage = stage_number(order.stage);
    let lines = order.lines.iter().filter(|line| !line.is_voided()).count();
    connection
        .prepare_cached("INSERT INTO orders (order_id, seq, business_day, number, state, stage, line_count, total, member_id, refunded, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT (order_id) DO UPDATE SET seq = excluded.seq, state = excluded.state, stage = excluded.stage, line_count = excluded.line_count, total = excluded.total, member_id = excluded.member_id, refunded = excluded.refunded, body = excluded.body")?
        .execute(params![
            order.id.as_bytes(),
            seq,
            order.business_day.to_string(),
            order.number,
            state,
            stage,
            u32::try_from(lines).unwrap_or(u32::MAX),
            order.totals.total.minor(),
            order.member_id.as_ref().map(MemberId::as_bytes),
            !order.refunds.is_empty(),
            &*json
        ])?;
    visits::write(connection, order)?;
    Ok(Change::Order(OrderChange {
        order_id: order.id,
        seq,
        is_open: order.is_open(),
        is_voided,
        stage: order.stage,
        number: order.number,
        channel: order.channel,
        opened_at: order.opened_at,
        opened_on: order.opened_on,
        held: order.held(),
        json,
    }))
}

/// The stage as the `stage` column has it; 1 and 2 are on the pickup board.
fn stage_number(stage: Stage) -> u32 {
    match stage {
        Stage::NotFired => 0,
        Stage::Preparing => 1,
        Stage::Ready => 2,
        Stage::HandedOver => 3,
    }
}

fn write_ticket(
    connection: &Connection,
    ticket: &domain::kitchen::Ticket,
    seq: u64,
    shown: bool,
) -> Result<Change, ReadError> {
    let json: Arc<str> = serde_json::to_string(ticket)?.into();
    let bumped_at = match ticket.status {
        TicketStatus::Sent | TicketStatus::Shown { .. } | TicketStatus::Seen { .. } => None,
        TicketStatus::Bumped { bumped_at } => Some(bumped_at.ms()),
    };
    // Once shown is shown for good. Told by the events, not by the status: what is shown and bumped
    // between two flushes must come out the same as what was flushed in between.
    connection
        .prepare_cached("INSERT INTO tickets (ticket_id, seq, station, bumped_at, shown, body, business_day) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (ticket_id) DO UPDATE SET seq = excluded.seq, station = excluded.station, bumped_at = excluded.bumped_at, shown = max(shown, excluded.shown), body = excluded.body")?
        .execute(params![
            ticket.id.as_bytes(),
            seq,
            ticket.station.as_str(),
            bumped_at,
            shown,
            &*json,
            ticket.business_day.to_string()
        ])?;
    Ok(Change::Ticket(TicketChange {
        ticket_id: ticket.id,
        seq,
        station: ticket.station.clone(),
        came_from: ticket.came_from.clone(),
        bumped: bumped_at.is_some(),
        json,
    }))
}

fn write_job(connection: &Connection, job: &StoredJob) -> Result<(), ReadError> {
    connection
        .prepare_cached("INSERT INTO print_jobs (job_id, seq, printer, document, order_id, order_number, ticket_id, copy, at, subject) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")?
        .execute(params![
            job.id,
            job.seq,
            job.printer.as_str(),
            job.document.number(),
            job.order_id.as_bytes(),
            job.order_number,
            job.ticket_id.as_ref().map(domain::id::TicketId::as_bytes),
            job.copy,
            job.at.ms(),
            job.subject.as_ref().map(serde_json::to_string).transpose()?
        ])?;
    // A rebuild finds how far the job is already there, and leaves it.
    connection
        .prepare_cached("INSERT INTO print_states (job_id, printer, state, attempts, possible_duplicate, changed_at) VALUES (?1, ?2, 0, 0, 0, ?3) ON CONFLICT (job_id) DO NOTHING")?
        .execute(params![job.id, job.printer.as_str(), job.at.ms()])?;
    Ok(())
}

/// Writes changed reference data.
pub(crate) fn write_record(connection: &Connection, record: &Record) -> Result<(), ReadError> {
    match record {
        Record::Catalogue(catalogue) => {
            connection
                .prepare_cached("INSERT INTO catalogues (version, body) VALUES (?1, ?2)")?
                .execute(params![catalogue.version, serde_json::to_string(catalogue)?])?;
        }
        Record::Staff(staff) => {
            connection
                .prepare_cached("INSERT INTO staff (staff_id, body) VALUES (?1, ?2) ON CONFLICT (staff_id) DO UPDATE SET body = excluded.body")?
                .execute(params![staff.id.as_bytes(), serde_json::to_string(staff)?])?;
        }
        Record::Device(device, token_hash) => {
            connection
                .prepare_cached("INSERT INTO devices (device_id, token_hash, body) VALUES (?1, ?2, ?3) ON CONFLICT (device_id) DO UPDATE SET token_hash = excluded.token_hash, body = excluded.body")?
                .execute(params![
                    device.id.as_bytes(),
                    token_hash.as_bytes(),
                    serde_json::to_string(device)?
                ])?;
        }
        Record::Member(member) => {
            sealed::write(connection, member, true)?;
        }
        Record::MemberErased(id) => {
            erased::forget(connection, *id)?;
        }
        Record::Feedback { order_id, at, words } => {
            connection
                .prepare_cached("INSERT INTO feedback (order_id, at, words) VALUES (?1, ?2, ?3)")?
                .execute(params![order_id.as_bytes(), at.ms(), words])?;
        }
        Record::Session { token_hash, staff_id, device_id, expires_at } => {
            connection
                .prepare_cached("INSERT INTO sessions (token_hash, staff_id, device_id, expires_at) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![
                    token_hash.as_bytes(),
                    staff_id.as_bytes(),
                    device_id.as_bytes(),
                    expires_at.ms()
                ])?;
        }
        Record::FloorPlan(plan) => {
            connection
                .prepare_cached("INSERT INTO floor_plans (version, body) VALUES (?1, ?2)")?
                .execute(params![plan.version, serde_json::to_string(plan)?])?;
        }
        Record::SessionEnded(token_hash) => {
            connection
                .prepare_cached("DELETE FROM sessions WHERE token_hash = ?1")?
                .execute([token_hash.as_bytes()])?;
        }
    }
    Ok(())
}
