//! The store as a whole: the state that decisions are made on, and the two doors to it.
//!
//! [`decide`] answers one request with events or a refusal and changes nothing; [`evolve`] applies
//! one event and never refuses. The state is a working set: whoever owns it loads what
//! [`State::missing`] names before a decision, and may forget what it likes after one.

mod decide;
mod evolve;
mod working_set;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use self::decide::decide;
pub use self::evolve::{apply_record, evolve};
pub use self::working_set::Key;
use crate::actor::{APPROVAL_MS, Actor, Approval, Context, Permission};
use crate::catalogue::{Catalogue, Menu};
use crate::chain::Hash;
use crate::command::CommandResult;
use crate::day::{ClosedDay, Takings};
use crate::floor::{FloorPlan, TableRow, TableState};
use crate::id::{CommandId, DeviceId, ItemId, MemberId, OrderId, ShiftId, StaffId, TicketId};
use crate::kitchen::{KitchenDesk, Ticket};
use crate::member::{Member, MemberRecord};
use crate::order::Order;
use crate::settings::Settings;
use crate::shift::Shift;
use crate::staff::{DeviceCard, PinFailures, Role, Staff};
use crate::stock::{Stock, StockRow};
use crate::{BusinessDay, Code, Event, Money, Rejection, Timestamp, is_default};

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
    /// What the kitchen as a whole is like.
    Kitchen,
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
    /// What a guest wrote about an order; may be empty.
    Feedback {
        /// Which order.
        order_id: OrderId,
        /// When.
        at: crate::Timestamp,
        /// Their words.
        words: String,
    },
    /// Who a member was is forgotten.
    MemberErased(MemberId),
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
    records: BTreeMap<MemberId, MemberRecord>,
    kitchen: KitchenDesk,
    phones: BTreeMap<String, MemberId>,
    cards: BTreeMap<String, MemberId>,
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
            records: BTreeMap::new(),
            kitchen: KitchenDesk::default(),
            phones: BTreeMap::new(),
            cards: BTreeMap::new(),
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

    /// Who stands for a member: themselves, or whom they were merged into.
    pub fn stands_for(&self, id: MemberId) -> MemberId {
        let merge = self.members.get(&id).and_then(|member| member.merged_into.as_ref());
        merge.map_or(id, |merge| merge.into)
    }

    /// Whose an order is now: its member may have been merged since.
    pub fn member_of(&self, order: &Order) -> Option<MemberId> {
        order.member_id.map(|id| self.stands_for(id))
    }

    /// Who a loaded member is; none for one who was erased.
    pub fn member_record(&self, id: MemberId) -> Option<&MemberRecord> {
        self.records.get(&id)
    }

    /// What the kitchen as a whole is like.
    pub fn kitchen(&self) -> &KitchenDesk {
        &self.kitchen
    }

    /// The open tickets that are loaded, in the order of their ids.
    pub fn open_tickets(&self) -> impl Iterator<Item = &Ticket> {
        self.tickets.values().filter(|ticket| !ticket.status.is_bumped())
    }

    /// Whether a loaded member exists.
    pub fn has_member(&self, id: MemberId) -> bool {
        self.members.contains_key(&id)
    }

    /// The member with this phone, if loaded.
    pub fn member_by_phone(&self, phone: &str) -> Option<MemberId> {
        self.phones.get(phone).copied()
    }

    /// The member for whom a card stands, if loaded.
    pub fn member_by_card(&self, card: &str) -> Option<MemberId> {
        self.cards.get(card).copied()
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

    /// All paired browsers, in the order of their ids.
    pub fn all_devices(&self) -> impl Iterator<Item = &DeviceCard> {
        self.devices.values()
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

#[cfg(test)]
mod tests;
