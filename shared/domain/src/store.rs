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
use crate::actor::{Actor, Context, Permission};
use crate::catalogue::{Item, Menu};
use crate::chain::Hash;
use crate::command::{Command, CommandResult, Request, SystemCommand};
use crate::id::{DeviceId, MemberId, OrderId, ShiftId, StaffId, TicketId};
use crate::kitchen::Ticket;
use crate::member::{Member, MemberRecord};
use crate::order::Order;
use crate::order::decide::Placing;
use crate::settings::Settings;
use crate::shift::{Shift, ShiftState};
use crate::staff::{DeviceCard, PinFailures, SESSION_MS_MAX, Staff};
use crate::{BusinessDay, Code, Event, Rejection, Timestamp};
use crate::{kitchen, member, order, shift};

/// Items in one `UpsertItems` at most.
pub const UPSERTED_ITEMS_MAX: usize = 200;

/// A row of a derived table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

/// What somebody must be allowed to do to ask this. Voids ask again once the line is known.
fn permission_for(command: &Command) -> Permission {
    match command {
        Command::PlaceOrder { .. }
        | Command::AddLines { .. }
        | Command::ChangeLine { .. }
        | Command::FireLines { .. }
        | Command::TakeTender { .. }
        | Command::CloseOrder { .. }
        | Command::AttachMember { .. }
        | Command::ReprintReceipt { .. }
        | Command::EnrolMember { .. } => Permission::TakeOrders,
        Command::VoidLine { .. } | Command::VoidOrder { .. } => Permission::VoidHeld,
        Command::AcknowledgeTickets { .. }
        | Command::BumpTicket { .. }
        | Command::RecallTicket { .. }
        | Command::HandOverOrder { .. }
        | Command::RecallOrder { .. } => Permission::WorkKitchen,
        Command::OpenShift { .. } | Command::CloseShift { .. } => Permission::RunShift,
        Command::UpsertItems { .. } => Permission::EditCatalogue,
    }
}

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
        } => {
            let placing = Placing {
                order_id: *order_id,
                channel: *channel,
                member_id: *member_id,
                lines,
                fire: *fire,
                tenders,
                print_receipt: *print_receipt,
            };
            order::decide::place(state, &placing, ctx)
        }
        Command::AddLines { order_id, revision, lines, fire } => {
            order::decide::add_lines(state, *order_id, *revision, lines, *fire, ctx)
        }
        Command::ChangeLine { order_id, revision, line_id, quantity, modifiers } => {
            let (order_id, line_id) = (*order_id, *line_id);
            order::decide::change_line(
                state, order_id, *revision, line_id, *quantity, modifiers, ctx,
            )
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
        Command::TakeTender { order_id, tender, print_receipt } => {
            order::decide::take_tender(state, *order_id, tender, *print_receipt, ctx)
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
        Command::CloseShift { shift_id, counted } => {
            shift::decide::close(state, *shift_id, *counted)
        }
        Command::EnrolMember { member_id, phone, name, consents } => {
            member::decide::enrol(state, *member_id, phone, name, consents, ctx)
        }
        Command::UpsertItems { items } => upsert_items(state, items),
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
    }
}

fn sign_in(
    state: &State,
    staff_id: StaffId,
    pin_matches: bool,
    session_hash: Hash,
    context: &Context,
) -> Result<Decision, Rejection> {
    state.staff(staff_id).ok_or(Rejection::UnknownStaff { staff_id })?;
    if let Some(left) = state.pin_failures(staff_id).locked_for_ms(context.now) {
        let minutes_left = u32::try_from((left + 59_999).div_euclid(60_000)).unwrap_or(u32::MAX);
        return Err(Rejection::StaffLocked { minutes_left });
    }
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

fn upsert_items(state: &State, items: &[Item]) -> Result<Decision, Rejection> {
    if items.is_empty() || items.len() > UPSERTED_ITEMS_MAX {
        let most = u32::try_from(UPSERTED_ITEMS_MAX).unwrap_or(u32::MAX);
        return Err(Rejection::BatchTooLarge { most });
    }
    publish(state.menu.catalogue().with_items(items))
}

fn publish(catalogue: crate::catalogue::Catalogue) -> Result<Decision, Rejection> {
    let menu = Menu::new(catalogue).map_err(|problems| Rejection::CatalogueInvalid { problems })?;
    let catalogue = menu.catalogue().clone();
    let event = Event::CatalogueChanged { version: catalogue.version };
    Ok(with_record(event, Record::Catalogue(catalogue), CommandResult::Done))
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
