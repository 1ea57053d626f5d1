//! The store as a whole: the state that decisions are made on, and the two doors to it.
//!
//! [`decide`] answers one request with events or a refusal and changes nothing; [`evolve`] applies
//! one event and never refuses. The state is a working set: whoever owns it loads what
//! [`State::missing`] names before a decision, and may forget what it likes after one.

mod evolve;
mod working_set;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use self::evolve::{apply_record, evolve};
pub use self::working_set::Key;
use crate::actor::{APPROVAL_MS, Actor, Approval, Context, Permission};
use crate::catalogue::{CATALOGUE_CHANGES_MAX, Catalogue, CatalogueChange, Item, Menu};
use crate::chain::Hash;
use crate::command::{Command, CommandResult, ReportAsked, Request, SystemCommand};
use crate::day::{ClosedDay, Takings};
use crate::floor::{FloorPlan, TableRow, TableState};
use crate::id::{CommandId, DeviceId, ItemId, MemberId, OrderId, ShiftId, StaffId, TicketId};
use crate::kitchen::Ticket;
use crate::member::{Member, MemberRecord};
use crate::order::Order;
use crate::order::decide::{Moving, Placing, Refunding};
use crate::settings::Settings;
use crate::shift::decide::{Closing, MovingCash};
use crate::shift::{Shift, ShiftState};
use crate::staff::{DeviceCard, PinFailures, Role, SESSION_MS_MAX, Staff};
use crate::stock::{Stock, StockRow};
use crate::{BusinessDay, Code, Event, Money, Rejection, Timestamp, is_default};
use crate::{day, floor, kitchen, member, order, shift, stock};

/// Items in one `UpsertItems` at most.
pub const UPSERTED_ITEMS_MAX: usize = 200;

/// A row of a derived table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Row {
    /// An order.
    Order(OrderId),
    /// A ticket.
    Ticket(TicketId),
    /// A shift.
    Shift(ShiftId),
    /// What a member earned.
    Member(MemberId),
    /// Wrong PINs of an employee.
    PinFailures(StaffId),
    /// Availability of an item.
    Stock(ItemId),
    /// Whether a table must be cleaned.
    Table(Code),
    /// The takings since the last Z.
    Takings,
    /// A closed day, by the number of its Z.
    Day(u64),
}

/// A change to reference data, written in the same transaction as the event that names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// The catalogue of a new version.
    Catalogue(crate::catalogue::Catalogue),
    /// An employee.
    Staff(Staff),
    /// A paired browser and the hash of its token.
    Device(DeviceCard, Hash),
    /// Who a member is.
    Member(MemberRecord),
    /// Somebody signed in: the hash of their session token.
    Session {
        /// The hash of the token.
        token_hash: Hash,
        /// Who.
        staff_id: StaffId,
        /// Where.
        device_id: DeviceId,
        /// Until when at most.
        expires_at: Timestamp,
    },
    /// A session ended.
    SessionEnded(Hash),
    /// The floor plan of a new version.
    FloorPlan(FloorPlan),
}

/// The answer to a request that the rules allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What happens; may be empty when everything asked for is so already.
    pub events: Vec<Event>,
    /// Reference data that changes with it.
    pub records: Vec<Record>,
    /// What the asker is told.
    pub result: CommandResult,
}

impl Decision {
    /// A decision that changes no reference data.
    pub fn of(events: Vec<Event>, result: CommandResult) -> Self {
        Self { events, records: Vec::new(), result }
    }
}

/// The numbers that rise without holes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counters {
    /// The business day they belong to.
    pub business_day: Option<BusinessDay>,
    /// The order number given last on it.
    pub order_number: u32,
    /// The ticket number given last on it, by station.
    pub ticket_numbers: BTreeMap<Code, u32>,
    /// The receipt number given last, ever.
    pub receipt_number: u64,
    /// The refund number given last, ever.
    #[serde(default, skip_serializing_if = "is_default")]
    pub refund_number: u64,
    /// The number of the last Z, ever.
    #[serde(default, skip_serializing_if = "is_default")]
    pub z_number: u64,
    /// The hash of that Z.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub z_hash: Option<Hash>,
    /// Everything sold after everything given back, over all closed days.
    #[serde(default, skip_serializing_if = "is_default")]
    pub perpetual: Money,
    /// The training order number given last on the business day: a series of its own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub training_number: u32,
    /// The training receipt number given last, ever.
    #[serde(default, skip_serializing_if = "is_default")]
    pub training_receipt: u64,
    /// Orders in each pickup slot from the business day on, by the slot's beginning.
    #[serde(default, skip_serializing_if = "is_default")]
    pub slots: BTreeMap<Timestamp, u32>,
    /// Orders that are open, training not counted.
    #[serde(default, skip_serializing_if = "is_default")]
    pub open_orders: u32,
    /// The same by the terminal that opened them; a terminal without any is not in it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub open_on: BTreeMap<DeviceId, u32>,
}

/// What decisions are made on.
#[derive(Debug, Clone)]
pub struct State {
    /// The store's own settings.
    pub settings: Settings,
    counters: Counters,
    menu: Arc<Menu>,
    staff: BTreeMap<StaffId, Staff>,
    pin_failures: BTreeMap<StaffId, PinFailures>,
    devices: BTreeMap<DeviceId, DeviceCard>,
    orders: BTreeMap<OrderId, Order>,
    tickets: BTreeMap<TicketId, Ticket>,
    shifts: BTreeMap<ShiftId, Shift>,
    open_shifts: BTreeMap<DeviceId, ShiftId>,
    members: BTreeMap<MemberId, Member>,
    phones: BTreeMap<String, MemberId>,
    stock: BTreeMap<ItemId, Stock>,
    tables: BTreeMap<Code, TableState>,
    floor: Arc<FloorPlan>,
    takings: Takings,
    days: BTreeMap<u64, ClosedDay>,
    catalogues: BTreeMap<u32, Catalogue>,
    approvals: BTreeMap<CommandId, Approval>,
    hq_confirmed_seq: u64,
    touched: BTreeSet<Row>,
    absent: BTreeSet<Key>,
}

impl State {
    /// The state of a store in which nothing has happened.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            counters: Counters {
                business_day: None,
                order_number: 0,
                ticket_numbers: BTreeMap::new(),
                receipt_number: 0,
                refund_number: 0,
                z_number: 0,
                z_hash: None,
                perpetual: Money::ZERO,
                training_number: 0,
                training_receipt: 0,
                slots: BTreeMap::new(),
                open_orders: 0,
                open_on: BTreeMap::new(),
            },
            menu: Arc::new(Menu::empty()),
            staff: BTreeMap::new(),
            pin_failures: BTreeMap::new(),
            devices: BTreeMap::new(),
            orders: BTreeMap::new(),
            tickets: BTreeMap::new(),
            shifts: BTreeMap::new(),
            open_shifts: BTreeMap::new(),
            members: BTreeMap::new(),
            phones: BTreeMap::new(),
            stock: BTreeMap::new(),
            tables: BTreeMap::new(),
            floor: Arc::new(FloorPlan::default()),
            takings: Takings::default(),
            days: BTreeMap::new(),
            catalogues: BTreeMap::new(),
            approvals: BTreeMap::new(),
            hq_confirmed_seq: 0,
            touched: BTreeSet::new(),
            absent: BTreeSet::new(),
        }
    }

    /// The menu that is sold from.
    pub fn menu(&self) -> &Arc<Menu> {
        &self.menu
    }

    /// An order that is loaded.
    pub fn order(&self, id: OrderId) -> Option<&Order> {
        self.orders.get(&id)
    }

    /// A ticket that is loaded.
    pub fn ticket(&self, id: TicketId) -> Option<&Ticket> {
        self.tickets.get(&id)
    }

    /// A shift that is loaded.
    pub fn shift(&self, id: ShiftId) -> Option<&Shift> {
        self.shifts.get(&id)
    }

    /// The shift that runs on a terminal.
    pub fn open_shift(&self, device: DeviceId) -> Option<&Shift> {
        self.open_shifts.get(&device).and_then(|id| self.shifts.get(id))
    }

    /// What a loaded member has earned.
    pub fn member(&self, id: MemberId) -> Option<&Member> {
        self.members.get(&id)
    }

    /// Whether a loaded member exists.
    pub fn has_member(&self, id: MemberId) -> bool {
        self.members.contains_key(&id)
    }

    /// The member with this phone, if loaded.
    pub fn member_by_phone(&self, phone: &str) -> Option<MemberId> {
        self.phones.get(phone).copied()
    }

    /// An employee.
    pub fn staff(&self, id: StaffId) -> Option<&Staff> {
        self.staff.get(&id)
    }

    /// All employees, in the order of their ids.
    pub fn all_staff(&self) -> impl Iterator<Item = &Staff> {
        self.staff.values()
    }

    /// Wrong PINs of an employee so far.
    pub fn pin_failures(&self, id: StaffId) -> PinFailures {
        self.pin_failures.get(&id).copied().unwrap_or_default()
    }

    /// A paired browser.
    pub fn device(&self, id: DeviceId) -> Option<&DeviceCard> {
        self.devices.get(&id)
    }

    /// The numbers that rise without holes.
    pub fn counters(&self) -> &Counters {
        &self.counters
    }

    /// The business day that `now` falls in. It never goes back, so that a clock that stepped back
    /// gives no number twice.
    pub fn business_day(&self, now: Timestamp) -> BusinessDay {
        let by_clock = self.settings.business_day(now);
        self.counters.business_day.map_or(by_clock, |last| last.max(by_clock))
    }

    /// The business day and number of the next order.
    pub fn next_order_number(&self, now: Timestamp) -> (BusinessDay, u32) {
        let day = self.business_day(now);
        let last =
            if self.counters.business_day == Some(day) { self.counters.order_number } else { 0 };
        (day, last + 1)
    }

    /// The number of a station's next ticket.
    pub fn next_ticket_number(&self, station: &Code, day: BusinessDay) -> u32 {
        let same_day = self.counters.business_day == Some(day);
        let last = self.counters.ticket_numbers.get(station).copied().filter(|_| same_day);
        last.unwrap_or(0) + 1
    }

    /// The number of the next receipt.
    pub fn next_receipt_number(&self) -> u64 {
        self.counters.receipt_number + 1
    }

    /// The number of the next refund.
    pub fn next_refund_number(&self) -> u64 {
        self.counters.refund_number + 1
    }

    /// What is known of an item's availability.
    pub fn stock(&self, id: ItemId) -> Stock {
        self.stock.get(&id).cloned().unwrap_or_default()
    }

    /// Every item of which something is known, in the order of their ids.
    pub fn all_stock(&self) -> Vec<StockRow> {
        let row = |(&item_id, stock): (&ItemId, &Stock)| StockRow { item_id, stock: stock.clone() };
        self.stock.iter().map(row).collect()
    }

    /// Whether a table must be cleaned.
    pub fn table(&self, code: &Code) -> TableState {
        self.tables.get(code).cloned().unwrap_or_default()
    }

    /// Every table of which something is known, in the order of their codes.
    pub fn all_tables(&self) -> Vec<TableRow> {
        let row = |(code, state): (&Code, &TableState)| {
            let (code, state) = (code.clone(), state.clone());
            TableRow { code, state }
        };
        self.tables.iter().map(row).collect()
    }

    /// The floor plan.
    pub fn floor(&self) -> &Arc<FloorPlan> {
        &self.floor
    }

    /// The takings since the last Z.
    pub fn takings(&self) -> &Takings {
        &self.takings
    }

    /// A closed day that is loaded.
    pub fn closed_day(&self, number: u64) -> Option<&ClosedDay> {
        self.days.get(&number)
    }

    /// An earlier catalogue that is loaded.
    pub fn old_catalogue(&self, version: u32) -> Option<&Catalogue> {
        self.catalogues.get(&version)
    }

    /// The seq up to which HQ has confirmed, as far as this store knows.
    pub fn hq_confirmed_seq(&self) -> u64 {
        self.hq_confirmed_seq
    }

    /// Notes how far HQ has confirmed. No event: it is HQ's word, not something that happened here.
    pub fn note_hq_confirmed(&mut self, seq: u64) {
        self.hq_confirmed_seq = seq;
    }

    /// The shifts that run, in the order of their terminals.
    pub fn running_shifts(&self) -> impl Iterator<Item = &Shift> {
        self.open_shifts.values().filter_map(|id| self.shifts.get(id))
    }

    /// Rows that events changed beyond those the events name, since this was last asked.
    pub fn take_touched(&mut self) -> BTreeSet<Row> {
        std::mem::take(&mut self.touched)
    }

    /// Whether the asker may, alone or with somebody's approval of exactly this command. Gives who
    /// approved; `None` when the asker may alone.
    ///
    /// # Errors
    /// [`Rejection::ApprovalNeeded`] when the asker may not alone and nobody approved it in the last
    /// 60 s; else as [`State::permit`].
    pub fn allow(
        &self,
        permission: Permission,
        alone: bool,
        context: &Context,
    ) -> Result<Option<StaffId>, Rejection> {
        match (alone, self.permit(permission, context)) {
            (true, Ok(())) => return Ok(None),
            (false, Ok(())) if self.may_beyond_limits(context) => return Ok(None),
            (_, Ok(()) | Err(Rejection::NotPermitted)) => {}
            (_, Err(other)) => return Err(other),
        }
        let approval = self.approvals.get(&context.command_id).filter(|approval| {
            approval.command_hash == context.command_hash
                && Some(approval.approver) != context.actor.staff_id()
                && context.now.saturating_since(approval.at) <= APPROVAL_MS
        });
        match approval.and_then(|approval| self.staff(approval.approver)) {
            Some(staff) if permission.is_given_to(staff.role) && staff.role == Role::Manager => {
                Ok(Some(staff.id))
            }
            Some(_) | None => Err(Rejection::ApprovalNeeded),
        }
    }

    /// Whether the asker is bound by no limit of the policy: managers and the store itself.
    fn may_beyond_limits(&self, context: &Context) -> bool {
        match context.actor {
            Actor::System => true,
            Actor::Device => false,
            Actor::Staff { staff_id } => {
                self.staff(staff_id).is_some_and(|staff| staff.role == Role::Manager)
            }
        }
    }

    /// Whether the asker may; deny by default.
    ///
    /// # Errors
    /// [`Rejection::NotSignedIn`] for a device with nobody signed in, else
    /// [`Rejection::NotPermitted`].
    pub fn permit(&self, permission: Permission, context: &Context) -> Result<(), Rejection> {
        let device = self.devices.get(&context.device);
        let by_device = device.is_some_and(|device| permission.is_given_to_device(device.kind));
        match context.actor {
            Actor::System => Ok(()),
            Actor::Device if by_device => Ok(()),
            Actor::Device => Err(Rejection::NotSignedIn),
            Actor::Staff { staff_id } => {
                let staff =
                    self.staff.get(&staff_id).ok_or(Rejection::UnknownStaff { staff_id })?;
                if permission.is_given_to(staff.role) || by_device {
                    Ok(())
                } else {
                    Err(Rejection::NotPermitted)
                }
            }
        }
    }
}

/// Decides what a request makes happen. Changes nothing.
///
/// # Errors
/// The first rule that the request breaks.
pub fn decide(state: &State, request: &Request, context: &Context) -> Result<Decision, Rejection> {
    match request {
        Request::Device(command) => {
            state.permit(permission_for(command), context)?;
            decide_command(state, command, context)
        }
        Request::System(command) => decide_system(state, command, context),
    }
}

/// What somebody must be allowed to do to ask this. Voids, reductions, refunds and pay-outs ask
/// again, once it is known how much they are about ([`State::allow`]).
fn permission_for(command: &Command) -> Permission {
    match command {
        Command::PlaceOrder { .. }
        | Command::AddLines { .. }
        | Command::ChangeLine { .. }
        | Command::ArrangeLines { .. }
        | Command::ChangeDetails { .. }
        | Command::MoveLines { .. }
        | Command::FireLines { .. }
        | Command::ScheduleFire { .. }
        | Command::Reduce { .. }
        | Command::RemoveReduction { .. }
        | Command::SetServiceCharge { .. }
        | Command::SplitOrder { .. }
        | Command::JoinChecks { .. }
        | Command::TakeTender { .. }
        | Command::AskTender { .. }
        | Command::AskTenderAgain { .. }
        | Command::CancelTender { .. }
        | Command::RefundOrder { .. }
        | Command::CloseOrder { .. }
        | Command::AttachMember { .. }
        | Command::ReprintReceipt { .. }
        | Command::ClearTable { .. }
        | Command::EnrolMember { .. } => Permission::TakeOrders,
        Command::VoidLine { .. } | Command::VoidOrder { .. } => Permission::VoidHeld,
        Command::AcknowledgeTickets { .. }
        | Command::BumpTicket { .. }
        | Command::RecallTicket { .. }
        | Command::HandOverOrder { .. }
        | Command::RecallOrder { .. } => Permission::WorkKitchen,
        Command::OpenShift { .. }
        | Command::CloseShift { .. }
        | Command::MoveCash { .. }
        | Command::OpenDrawer { .. }
        | Command::HandOverShift { .. } => Permission::RunShift,
        Command::PrintReport { report } => match report {
            ReportAsked::Shift { .. } => Permission::RunShift,
            ReportAsked::Takings | ReportAsked::Day { .. } => Permission::CloseDay,
        },
        Command::CloseDay { .. } => Permission::CloseDay,
        Command::SetAvailability { .. } => Permission::SetAvailability,
        Command::UpsertItems { .. }
        | Command::EditCatalogue { .. }
        | Command::RevertCatalogue { .. }
        | Command::PublishFloorPlan { .. } => Permission::EditCatalogue,
    }
}

#[expect(clippy::too_many_lines, reason = "a table with one row for each command")]
fn decide_command(state: &State, ask: &Command, ctx: &Context) -> Result<Decision, Rejection> {
    match ask {
        Command::PlaceOrder {
            order_id,
            channel,
            member_id,
            lines,
            fire,
            tenders,
            print_receipt,
            details,
        } => {
            let placing = Placing {
                order_id: *order_id,
                channel: *channel,
                member_id: *member_id,
                lines,
                fire: *fire,
                tenders,
                print_receipt: *print_receipt,
                details,
            };
            order::decide::place(state, &placing, ctx)
        }
        Command::AddLines { order_id, revision, lines, fire } => {
            order::decide::add_lines(state, *order_id, *revision, lines, *fire, ctx)
        }
        Command::ChangeLine { order_id, revision, line } => {
            order::decide::change_line(state, *order_id, *revision, line, ctx)
        }
        Command::ArrangeLines { order_id, revision, line_ids, seat, course } => {
            order::decide::arrange(state, *order_id, *revision, line_ids, *seat, *course, ctx)
        }
        Command::ChangeDetails { order_id, revision, details } => {
            order::decide::change_details(state, *order_id, *revision, details, ctx)
        }
        Command::MoveLines { from, from_revision, to, to_revision, line_ids, open } => {
            let moving = Moving {
                from: (*from, *from_revision),
                to: (*to, *to_revision),
                line_ids,
                open: open.as_ref(),
            };
            order::decide::move_lines(state, &moving, ctx)
        }
        Command::VoidLine { order_id, line_id, reason } => {
            order::decide::void_line(state, *order_id, *line_id, *reason, ctx)
        }
        Command::VoidOrder { order_id, reason } => {
            order::decide::void_order(state, *order_id, *reason, ctx)
        }
        Command::FireLines { order_id, line_ids } => {
            order::decide::fire(state, *order_id, line_ids, ctx)
        }
        Command::ScheduleFire { order_id, line_ids, at } => {
            order::decide::schedule_fire(state, *order_id, line_ids, *at, ctx)
        }
        Command::Reduce { order_id, revision, reduction } => {
            order::decide::reduce(state, *order_id, *revision, reduction, ctx)
        }
        Command::RemoveReduction { order_id, revision, reduction_id } => {
            order::decide::remove_reduction(state, *order_id, *revision, *reduction_id, ctx)
        }
        Command::SetServiceCharge { order_id, revision, ppm } => {
            order::decide::set_service(state, *order_id, *revision, *ppm, ctx)
        }
        Command::SplitOrder { order_id, revision, by } => {
            order::decide::split(state, *order_id, *revision, by, ctx)
        }
        Command::JoinChecks { order_id, revision, check_ids } => {
            order::decide::join(state, *order_id, *revision, check_ids, ctx)
        }
        Command::TakeTender { order_id, check_id, tender, print_receipt } => {
            order::decide::take_tender(state, *order_id, *check_id, tender, *print_receipt, ctx)
        }
        Command::AskTender { order_id, tender_id, .. }
        | Command::AskTenderAgain { order_id, tender_id }
        | Command::CancelTender { order_id, tender_id } => {
            order::decide::by_driver(state, *order_id, *tender_id, ask, ctx)
        }
        Command::RefundOrder {
            order_id,
            revision,
            refund_id,
            lines,
            tenders,
            reason,
            print_receipt,
        } => {
            let refunding = Refunding {
                order_id: *order_id,
                revision: *revision,
                refund_id: *refund_id,
                lines,
                tenders,
                reason: *reason,
                print_receipt: *print_receipt,
            };
            order::decide::refund(state, &refunding, ctx)
        }
        Command::CloseOrder { order_id } => order::decide::close(state, *order_id, ctx),
        Command::AttachMember { order_id, member_id } => {
            order::decide::attach_member(state, *order_id, *member_id, ctx)
        }
        Command::ReprintReceipt { order_id } => order::decide::reprint(state, *order_id, ctx),
        Command::AcknowledgeTickets { tickets, level } => {
            kitchen::decide::acknowledge(state, tickets, *level, ctx)
        }
        Command::BumpTicket { ticket_id, revision } => {
            kitchen::decide::bump(state, *ticket_id, *revision, ctx)
        }
        Command::RecallTicket { ticket_id } => kitchen::decide::recall(state, *ticket_id, ctx),
        Command::HandOverOrder { order_id } => kitchen::decide::hand_over(state, *order_id),
        Command::RecallOrder { order_id } => kitchen::decide::recall_order(state, *order_id),
        Command::OpenShift { shift_id, float } => {
            shift::decide::open(state, *shift_id, *float, ctx)
        }
        Command::CloseShift { shift_id, counted, denominations, leave_orders, print } => {
            let closing = Closing {
                shift_id: *shift_id,
                counted: *counted,
                denominations,
                leave_orders: *leave_orders,
                print: *print,
            };
            shift::decide::close(state, &closing, ctx)
        }
        Command::MoveCash { shift_id, movement_id, kind, amount, reason } => {
            let moving = MovingCash {
                shift_id: *shift_id,
                movement_id: *movement_id,
                kind: *kind,
                amount: *amount,
                reason,
            };
            shift::decide::move_cash(state, &moving, ctx)
        }
        Command::OpenDrawer { shift_id } => shift::decide::open_drawer(state, *shift_id, ctx),
        Command::HandOverShift { shift_id, to } => {
            shift::decide::hand_over(state, *shift_id, *to, ctx)
        }
        Command::CloseDay { leave_orders, print } => {
            day::decide::close(state, *leave_orders, *print, ctx)
        }
        Command::PrintReport { report } => day::decide::print(state, *report),
        Command::SetAvailability { item_id, availability } => {
            stock::decide::set(state, *item_id, *availability)
        }
        Command::ClearTable { table } => floor::decide::clear(state, table),
        Command::PublishFloorPlan { plan } => floor::decide::publish(state, plan),
        Command::EnrolMember { member_id, phone, name, consents } => {
            member::decide::enrol(state, *member_id, phone, name, consents, ctx)
        }
        Command::UpsertItems { items } => upsert_items(state, items),
        Command::EditCatalogue { base_version, changes } => {
            edit_catalogue(state, *base_version, changes)
        }
        Command::RevertCatalogue { base_version, version } => {
            revert_catalogue(state, *base_version, *version)
        }
    }
}

fn decide_system(
    state: &State,
    command: &SystemCommand,
    context: &Context,
) -> Result<Decision, Rejection> {
    match command {
        SystemCommand::AddStaff { staff } => {
            let event = Event::StaffChanged { staff_id: staff.id };
            Ok(with_record(event, Record::Staff(staff.clone()), CommandResult::Done))
        }
        SystemCommand::PairDevice { device, token_hash } => {
            let event = Event::DevicePaired {
                device_id: device.id,
                kind: device.kind,
                station: device.station.clone(),
            };
            let record = Record::Device(device.clone(), *token_hash);
            Ok(with_record(event, record, CommandResult::Done))
        }
        SystemCommand::RecordSignIn { staff_id, pin_matches, session_hash } => {
            sign_in(state, *staff_id, *pin_matches, *session_hash, context)
        }
        SystemCommand::SignOut { session_hash } => {
            let staff_id = context.actor.staff_id().ok_or(Rejection::NotSignedIn)?;
            let event = Event::StaffSignedOut { staff_id };
            Ok(with_record(event, Record::SessionEnded(*session_hash), CommandResult::Done))
        }
        SystemCommand::PublishCatalogue { catalogue } => {
            let mut next = catalogue.clone();
            next.version = state.menu.catalogue().version + 1;
            publish(next)
        }
        SystemCommand::GiveApproval { command_id, command_hash } => {
            approve(state, *command_id, *command_hash, context)
        }
        SystemCommand::ResolveTender { order_id, tender_id, outcome } => {
            order::decide::resolve(state, *order_id, *tender_id, outcome, context)
        }
        SystemCommand::ResolveRefund { order_id, refund_id, tender_id, outcome } => {
            let which = (*order_id, *refund_id, *tender_id);
            order::decide::resolve_refund(state, which, outcome, context)
        }
        SystemCommand::FireDue { order_id } => order::decide::fire_due(state, *order_id, context),
        SystemCommand::SignDay { number, public_key, signature } => {
            day::decide::sign(state, *number, public_key, signature)
        }
        SystemCommand::NoteSignerOutage { number, reason } => {
            day::decide::note_outage(state, *number, reason)
        }
    }
}

/// Notes an approval by whoever asks. Whether they may approve that command is looked at when it
/// is asked, because only then it is known what it needs.
fn approve(
    state: &State,
    command_id: CommandId,
    command_hash: Hash,
    context: &Context,
) -> Result<Decision, Rejection> {
    let approver = context.actor.staff_id().ok_or(Rejection::NotSignedIn)?;
    state.staff(approver).ok_or(Rejection::UnknownStaff { staff_id: approver })?;
    not_locked(state, approver, context)?;
    let event = Event::ApprovalGiven { command_id, command_hash, approver };
    Ok(Decision::of(vec![event], CommandResult::Done))
}

fn sign_in(
    state: &State,
    staff_id: StaffId,
    pin_matches: bool,
    session_hash: Hash,
    context: &Context,
) -> Result<Decision, Rejection> {
    state.staff(staff_id).ok_or(Rejection::UnknownStaff { staff_id })?;
    not_locked(state, staff_id, context)?;
    if !pin_matches {
        let event = Event::StaffSignInFailed { staff_id };
        return Ok(Decision::of(vec![event], CommandResult::SignIn { signed_in: false }));
    }
    let record = Record::Session {
        token_hash: session_hash,
        staff_id,
        device_id: context.device,
        expires_at: Timestamp::from_ms(context.now.ms().saturating_add(SESSION_MS_MAX)),
    };
    let event = Event::StaffSignedIn { staff_id };
    Ok(with_record(event, record, CommandResult::SignIn { signed_in: true }))
}

/// Whether somebody's PIN counts at the moment.
fn not_locked(state: &State, staff_id: StaffId, context: &Context) -> Result<(), Rejection> {
    let Some(left) = state.pin_failures(staff_id).locked_for_ms(context.now) else { return Ok(()) };
    let minutes_left = u32::try_from((left + 59_999).div_euclid(60_000)).unwrap_or(u32::MAX);
    Err(Rejection::StaffLocked { minutes_left })
}

fn upsert_items(state: &State, items: &[Item]) -> Result<Decision, Rejection> {
    if items.is_empty() || items.len() > UPSERTED_ITEMS_MAX {
        let most = u32::try_from(UPSERTED_ITEMS_MAX).unwrap_or(u32::MAX);
        return Err(Rejection::BatchTooLarge { most });
    }
    publish(state.menu.catalogue().with_items(items))
}

fn edit_catalogue(
    state: &State,
    base_version: u32,
    changes: &[CatalogueChange],
) -> Result<Decision, Rejection> {
    let now = same_version(state, base_version)?;
    if changes.is_empty() || changes.len() > CATALOGUE_CHANGES_MAX {
        let most = u32::try_from(CATALOGUE_CHANGES_MAX).unwrap_or(u32::MAX);
        return Err(Rejection::BatchTooLarge { most });
    }
    publish(now.with_changes(changes))
}

fn revert_catalogue(state: &State, base_version: u32, version: u32) -> Result<Decision, Rejection> {
    let now = same_version(state, base_version)?;
    let old = state.old_catalogue(version).ok_or(Rejection::UnknownCatalogue { version })?;
    publish(Catalogue { version: now.version + 1, ..old.clone() })
}

fn same_version(state: &State, seen: u32) -> Result<&Catalogue, Rejection> {
    let now = state.menu.catalogue();
    if now.version == seen {
        return Ok(now);
    }
    Err(Rejection::CatalogueChangedMeanwhile { seen, now: now.version })
}

fn publish(catalogue: Catalogue) -> Result<Decision, Rejection> {
    let menu = Menu::new(catalogue).map_err(|problems| Rejection::CatalogueInvalid { problems })?;
    let catalogue = menu.catalogue().clone();
    let version = catalogue.version;
    let event = Event::CatalogueChanged { version };
    let result = CommandResult::Catalogue { version };
    Ok(with_record(event, Record::Catalogue(catalogue), result))
}

fn with_record(event: Event, record: Record, result: CommandResult) -> Decision {
    Decision { events: vec![event], records: vec![record], result }
}

/// Whether a shift still runs.
fn runs(shift: &Shift) -> bool {
    match shift.state {
        ShiftState::Open => true,
        ShiftState::Closed { .. } => false,
    }
}

#[cfg(test)]
mod tests;
