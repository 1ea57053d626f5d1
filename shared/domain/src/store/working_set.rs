//! The working set: what a request needs loaded, and forgetting what is loaded.

use super::{Counters, Row, State};
use crate::Code;
use crate::catalogue::Catalogue;
use crate::command::{Command, ReportAsked, Request, SystemCommand};
use crate::day::{ClosedDay, Takings};
use crate::floor::TableState;
use crate::id::{ItemId, MemberId, OrderId, ShiftId, StaffId, TicketId};
use crate::kitchen::{KitchenDesk, Ticket};
use crate::member::{Member, MemberRecord};
use crate::order::Order;
use crate::shift::{Shift, ShiftState};
use crate::staff::PinFailures;
use crate::stock::Stock;

/// Orders kept in memory at most; past it all are forgotten and loaded again when asked for.
pub(super) const ORDERS_HELD_MAX: usize = 1_024;
/// Tickets kept in memory at most.
pub(super) const TICKETS_HELD_MAX: usize = 4_096;
/// Members kept in memory at most.
pub(super) const MEMBERS_HELD_MAX: usize = 4_096;

/// Closed days kept in memory at most.
pub(super) const DAYS_HELD_MAX: usize = 16;

/// Something that may have to be loaded before a decision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// An order.
    Order(OrderId),
    /// A ticket.
    Ticket(TicketId),
    /// A shift.
    Shift(ShiftId),
    /// A member: that they exist, and what they earned.
    Member(MemberId),
    /// The member with a phone in E.164 form.
    Phone(String),
    /// The member for whom a card stands.
    Card(String),
    /// A closed day, by the number of its Z.
    Day(u64),
    /// The catalogue of an earlier version.
    Catalogue(u32),
    /// Every ticket that is open, with its order.
    OpenTickets,
}

impl State {
    /// What must be loaded before this request is decided. Ask again after loading: what was
    /// loaded may name more. Empty when everything is there or known to be absent.
    pub fn missing(&self, request: &Request) -> Vec<Key> {
        let mut keys = Vec::new();
        match request {
            Request::Device(command) => self.needs_of_command(command, &mut keys),
            Request::System(command) => match command {
                SystemCommand::AddStaff { .. }
                | SystemCommand::PairDevice { .. }
                | SystemCommand::RecordSignIn { .. }
                | SystemCommand::SignOut { .. }
                | SystemCommand::GiveApproval { .. }
                | SystemCommand::PublishCatalogue { .. } => {}
                SystemCommand::ResolveTender { order_id, .. }
                | SystemCommand::ResolveRefund { order_id, .. }
                | SystemCommand::LeaveFeedback { order_id, .. }
                | SystemCommand::FireDue { order_id } => {
                    self.needs_of_order(*order_id, false, &mut keys);
                }
                SystemCommand::NoteUnshown { tickets } => {
                    for id in tickets {
                        keys.push(Key::Ticket(*id));
                        keys.extend(self.ticket(*id).map(|ticket| Key::Order(ticket.order_id)));
                    }
                }
                SystemCommand::AdoptMember { record } => {
                    keys.extend([Key::Member(record.id), Key::Phone(record.phone.clone())]);
                }
                SystemCommand::MergeAsTold { member_id, into } => {
                    keys.push(Key::Member(*member_id));
                    if let Some(record) = into {
                        keys.extend([Key::Member(record.id), Key::Phone(record.phone.clone())]);
                    }
                }
                SystemCommand::NoteWritten { members } => {
                    keys.extend(members.iter().copied().map(Key::Member));
                }
                SystemCommand::HandOnCoupon { from, to, .. } => {
                    keys.extend([Key::Member(*from), Key::Member(*to)]);
                }
                SystemCommand::EraseMember { member_id }
                | SystemCommand::NoteElsewhere { member_id, .. }
                | SystemCommand::LapsePoints { member_id, .. }
                | SystemCommand::TakeLent { member_id, .. }
                | SystemCommand::ReturnToHq { member_id, .. } => keys.push(Key::Member(*member_id)),
                SystemCommand::SwitchLayout { .. } => keys.push(Key::OpenTickets),
                SystemCommand::SignDay { number, .. }
                | SystemCommand::NoteSignerOutage { number, .. } => keys.push(Key::Day(*number)),
            },
        }
        self.needs_of_members(&mut keys);
        keys.retain(|key| !self.is_settled(key));
        keys
    }

    /// Who was merged is loaded with who stands for them, and the other way round.
    fn needs_of_members(&self, keys: &mut Vec<Key>) {
        let mut more = Vec::new();
        for key in &*keys {
            let id = match key {
                Key::Member(id) => Some(*id),
                Key::Phone(phone) => self.member_by_phone(phone),
                Key::Card(card) => self.member_by_card(card),
                Key::Order(_)
                | Key::Ticket(_)
                | Key::Shift(_)
                | Key::Day(_)
                | Key::Catalogue(_)
                | Key::OpenTickets => None,
            };
            let Some(member) = id.and_then(|id| self.member(id)) else {
                // A phone or a card may lead to somebody who was merged.
                more.extend(id.map(Key::Member));
                continue;
            };
            more.extend(member.merged_into.iter().map(|merge| Key::Member(merge.into)));
            more.extend(member.merged.iter().copied().map(Key::Member));
        }
        more.retain(|key| !keys.contains(key));
        keys.append(&mut more);
    }

    /// What must be loaded before these rows are evolved by an event.
    pub fn missing_rows(&self, rows: &[Row]) -> Vec<Key> {
        let mut keys = Vec::new();
        for row in rows {
            match row {
                Row::Order(id) => self.needs_of_order(*id, false, &mut keys),
                Row::Ticket(id) => keys.push(Key::Ticket(*id)),
                Row::Shift(id) => keys.push(Key::Shift(*id)),
                Row::Member(id) => keys.push(Key::Member(*id)),
                Row::Day(number) => keys.push(Key::Day(*number)),
                // These are few and always loaded.
                Row::PinFailures(_)
                | Row::Stock(_)
                | Row::Table(_)
                | Row::Takings
                | Row::Kitchen => {}
            }
        }
        keys.retain(|key| !self.is_settled(key));
        keys
    }

    #[expect(clippy::too_many_lines, reason = "a table with one row for each command")]
    fn needs_of_command(&self, command: &Command, keys: &mut Vec<Key>) {
        match command {
            Command::PlaceOrder { order_id, member_id, .. } => {
                keys.push(Key::Order(*order_id));
                keys.extend(member_id.map(Key::Member));
            }
            Command::AttachMember { order_id, member_id } => {
                self.needs_of_order(*order_id, true, keys);
                keys.extend(member_id.map(Key::Member));
            }
            Command::RushOrder { order_id, .. }
            | Command::VoidLine { order_id, .. }
            | Command::VoidOrder { order_id, .. }
            | Command::ArrangeLines { order_id, .. }
            | Command::ChangeDetails { order_id, .. } => {
                self.needs_of_order(*order_id, true, keys);
            }
            Command::MoveLines { from, to, .. } => {
                self.needs_of_order(*from, true, keys);
                self.needs_of_order(*to, true, keys);
            }
            Command::AddLines { order_id, .. }
            | Command::ChangeLine { order_id, .. }
            | Command::FireLines { order_id, .. }
            | Command::ScheduleFire { order_id, .. }
            | Command::Reduce { order_id, .. }
            | Command::RemoveReduction { order_id, .. }
            | Command::ApplyPromotions { order_id, .. }
            | Command::SetServiceCharge { order_id, .. }
            | Command::SplitOrder { order_id, .. }
            | Command::JoinChecks { order_id, .. }
            | Command::AskTender { order_id, .. }
            | Command::AskTenderAgain { order_id, .. }
            | Command::CancelTender { order_id, .. }
            | Command::SettleTender { order_id, .. }
            | Command::RefundOrder { order_id, .. }
            | Command::TakeTender { order_id, .. }
            | Command::CloseOrder { order_id }
            | Command::ReprintReceipt { order_id }
            | Command::HandOverOrder { order_id }
            | Command::RecallOrder { order_id } => self.needs_of_order(*order_id, false, keys),
            Command::AcknowledgeTickets { tickets, .. } => {
                keys.extend(tickets.iter().copied().map(Key::Ticket));
                let known = tickets.iter().filter_map(|id| self.ticket(*id));
                let told = known.filter(|ticket| ticket.unshown.is_some());
                keys.extend(told.map(|ticket| Key::Order(ticket.order_id)));
            }
            Command::BumpTicket { ticket_id, .. }
            | Command::BumpLines { ticket_id, .. }
            | Command::RemakeLine { ticket_id, .. }
            | Command::ReprintChit { ticket_id }
            | Command::RecallTicket { ticket_id } => {
                keys.push(Key::Ticket(*ticket_id));
                keys.extend(self.ticket(*ticket_id).map(|ticket| Key::Order(ticket.order_id)));
            }
            Command::BumpLinesBack { ticket_id, .. }
            | Command::ConfirmAllergy { ticket_id, .. } => {
                keys.push(Key::Ticket(*ticket_id));
            }
            Command::CallFromKitchen { ticket_id, .. } => {
                keys.extend(ticket_id.map(Key::Ticket));
            }
            Command::SwitchLayout { .. } => keys.push(Key::OpenTickets),
            Command::SetAllergies { member_id, .. }
            | Command::EraseMember { member_id }
            | Command::TopUp { member_id, .. }
            | Command::PayOutValue { member_id, .. }
            | Command::GiveCoupon { member_id, .. }
            | Command::WithdrawCoupon { member_id, .. }
            | Command::AdjustMember { member_id, .. }
            | Command::TakeApart { member_id } => keys.push(Key::Member(*member_id)),
            Command::ChangeMember { member_id, about } => {
                keys.push(Key::Member(*member_id));
                keys.extend(about.cards.iter().map(|card| Key::Card(card.trim().to_owned())));
            }
            Command::MergeMembers { from, into: to }
            | Command::KeepApart { one: from, other: to }
            | Command::TransferPoints { from, to, .. } => {
                keys.extend([Key::Member(*from), Key::Member(*to)]);
            }
            Command::OpenShift { shift_id, .. }
            | Command::CloseShift { shift_id, .. }
            | Command::MoveCash { shift_id, .. }
            | Command::OpenDrawer { shift_id }
            | Command::HandOverShift { shift_id, .. } => keys.push(Key::Shift(*shift_id)),
            Command::PrintReport { report } => match report {
                ReportAsked::Shift { shift_id } => keys.push(Key::Shift(*shift_id)),
                ReportAsked::Day { number } => keys.push(Key::Day(*number)),
                ReportAsked::Takings => {}
            },
            Command::RevertCatalogue { version, .. } => keys.push(Key::Catalogue(*version)),
            Command::EnrolMember { member_id, phone, .. } => {
                keys.push(Key::Phone(phone.clone()));
                keys.push(Key::Member(*member_id));
            }
            Command::AnswerCall { .. }
            | Command::UpsertItems { .. }
            | Command::EditCatalogue { .. }
            | Command::CloseDay { .. }
            | Command::SetAvailability { .. }
            | Command::ClearTable { .. }
            | Command::PublishFloorPlan { .. } => {}
        }
    }

    /// An order needs its member (who may earn), and for a void its tickets.
    fn needs_of_order(&self, id: OrderId, with_tickets: bool, keys: &mut Vec<Key>) {
        keys.push(Key::Order(id));
        let Some(order) = self.order(id) else { return };
        keys.extend(order.member_id.map(Key::Member));
        if with_tickets {
            keys.extend(order.tickets.iter().map(|ticket| Key::Ticket(ticket.id)));
        }
    }

    fn is_settled(&self, key: &Key) -> bool {
        let loaded = match key {
            Key::Order(id) => self.orders.contains_key(id),
            Key::Ticket(id) => self.tickets.contains_key(id),
            Key::Shift(id) => self.shifts.contains_key(id),
            Key::Member(id) => self.members.contains_key(id),
            Key::Phone(phone) => self.phones.contains_key(phone),
            Key::Card(card) => self.cards.contains_key(card),
            Key::Day(number) => self.days.contains_key(number),
            Key::Catalogue(version) => self.catalogues.contains_key(version),
            // Loaded anew each time: what is here is only what was asked for by name.
            Key::OpenTickets => false,
        };
        loaded || self.absent.contains(key)
    }

    /// What must be loaded before what HQ tells of a member is taken.
    pub fn missing_of_member(&self, record: &MemberRecord) -> Vec<Key> {
        let mut keys = vec![Key::Member(record.id), Key::Phone(record.phone.clone())];
        keys.retain(|key| !self.is_settled(key));
        keys
    }

    /// Notes that something was looked for and is not there.
    pub fn mark_absent(&mut self, key: Key) {
        self.absent.insert(key);
    }

    /// Puts a loaded order in.
    pub fn load_order(&mut self, order: Order) {
        self.orders.insert(order.id, order);
    }

    /// Puts a loaded ticket in.
    pub fn load_ticket(&mut self, ticket: Ticket) {
        self.tickets.insert(ticket.id, ticket);
    }

    /// Puts a loaded shift in.
    pub fn load_shift(&mut self, shift: Shift) {
        if runs(&shift) {
            self.open_shifts.insert(shift.device_id, shift.id);
        }
        self.shifts.insert(shift.id, shift);
    }

    /// Puts in what a member earned; a member without orders has the default.
    pub fn load_member(&mut self, id: MemberId, member: Member) {
        self.members.insert(id, member);
    }

    /// Puts in who a member is.
    pub fn load_record(&mut self, record: MemberRecord) {
        self.records.insert(record.id, record);
    }

    /// Puts in what the kitchen as a whole is like.
    pub fn load_kitchen(&mut self, kitchen: KitchenDesk) {
        self.kitchen = kitchen;
    }

    /// Puts in whose phone this is.
    pub fn load_phone(&mut self, phone: String, id: MemberId) {
        self.phones.insert(phone, id);
    }

    /// Puts in for whom this card stands.
    pub fn load_card(&mut self, card: String, id: MemberId) {
        self.cards.insert(card, id);
    }

    /// Puts in an employee's wrong PINs.
    pub fn load_pin_failures(&mut self, id: StaffId, failures: PinFailures) {
        self.pin_failures.insert(id, failures);
    }

    /// Puts in the numbers that rise without holes.
    pub fn load_counters(&mut self, counters: Counters) {
        self.counters = counters;
    }

    /// Puts in what is known of an item's availability.
    pub fn load_stock(&mut self, id: ItemId, stock: Stock) {
        self.stock.insert(id, stock);
    }

    /// Puts in what is known of a table.
    pub fn load_table(&mut self, code: Code, table: TableState) {
        self.tables.insert(code, table);
    }

    /// Puts in the takings since the last Z.
    pub fn load_takings(&mut self, takings: Takings) {
        self.takings = takings;
    }

    /// Puts a closed day in.
    pub fn load_day(&mut self, day: ClosedDay) {
        self.days.insert(day.report.number, day);
    }

    /// Puts an earlier catalogue in.
    pub fn load_old_catalogue(&mut self, catalogue: Catalogue) {
        self.catalogues.insert(catalogue.version, catalogue);
    }

    /// Forgets what was noted as absent, and everything loaded past the limits. Shifts that run,
    /// staff, devices and the menu always stay.
    pub fn trim(&mut self) {
        self.absent.clear();
        self.catalogues.clear();
        if self.days.len() > DAYS_HELD_MAX {
            self.days.clear();
        }
        if self.orders.len() > ORDERS_HELD_MAX {
            self.orders.clear();
        }
        if self.tickets.len() > TICKETS_HELD_MAX {
            self.tickets.clear();
        }
        if self.members.len() > MEMBERS_HELD_MAX || self.phones.len() > MEMBERS_HELD_MAX {
            self.members.clear();
            self.records.clear();
            self.phones.clear();
            self.cards.clear();
        }
    }
}

/// Whether a shift still runs.
pub(super) fn runs(shift: &Shift) -> bool {
    match shift.state {
        ShiftState::Open => true,
        ShiftState::Closed { .. } => false,
    }
}
