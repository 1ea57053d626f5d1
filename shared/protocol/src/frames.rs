//! The frames over `/ws`, JSON text both ways.

use domain::catalogue::{Allergen, Catalogue};
use domain::chain::Hash;
use domain::floor::{FloorPlan, TableRow};
use domain::id::{CommandId, Epoch, ItemId, MemberId, OrderId, StaffId};
use domain::kitchen::{KitchenDesk, Ticket};
use domain::ledger::{Coupon, Entry};
use domain::member::standing::LifeStage;
use domain::member::{Birthday, Came};
use domain::order::{Channel, HeldLine, Line, Order, Stage};
use domain::settings::StoreCard;
use domain::shift::Shift;
use domain::staff::{DeviceCard, StaffCard};
use domain::stock::StockRow;
use domain::{BusinessDay, Code, Command, CommandResult, Money, Names, Rejection, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::printers::{PrintJob, PrinterCard};
use crate::sync::HeldElsewhere;

/// What a client shows, and so what it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ViewName {
    /// Catalogue, staff, open orders, this terminal's shift.
    Till,
    /// The tickets of one station.
    Station,
    /// All tickets, and the pickup board.
    Expo,
    /// The pickup board.
    Board,
    /// Print jobs and printers.
    Printers,
    /// Nothing: a client that only asks.
    None,
}

/// What a client says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ClientFrame {
    /// The first frame: who it is, what it shows, what it has.
    Hello {
        /// [`crate::PROTOCOL_VERSION`] of the client.
        protocol: u32,
        /// The token it got when it was paired.
        token: String,
        /// The token of a sign-in that still holds.
        session: Option<String>,
        /// What it shows.
        view: ViewName,
        /// Which station, for [`ViewName::Station`].
        station: Option<Code>,
        /// The history it last saw.
        epoch: Option<Epoch>,
        /// The seq up to which it has seen that history.
        last_seq: Option<u64>,
    },
    /// Somebody signs in.
    SignIn {
        /// Comes back with the answer.
        request_id: String,
        /// Who.
        staff_id: StaffId,
        /// Their PIN.
        pin: String,
    },
    /// Whoever is signed in signs out.
    SignOut,
    /// A command. Sent again with the same id until it is answered.
    Command {
        /// Minted and kept by the client before it sends.
        command_id: CommandId,
        /// What it asks.
        command: Command,
    },
    /// Looks a member up.
    FindMember {
        /// Comes back with the answer.
        request_id: String,
        /// A full number in any usual form, its last four digits, the beginning of a word of their
        /// name, a card that stands for them, or the code of their member page.
        digits: String,
    },
    /// A coupon's code was scanned, for the member whose order it is.
    ShowCoupon {
        /// Comes back with the answer.
        request_id: String,
        /// Who uses it.
        member_id: MemberId,
        /// What was scanned.
        code: String,
    },
    /// Asks for an address that a member's phone opens their page with.
    InviteMember {
        /// Comes back with the answer.
        request_id: String,
        /// Whom.
        member_id: MemberId,
    },
    /// Somebody who may allows one command of whoever is signed in, by typing their PIN. It holds
    /// for exactly this command, for 60 seconds.
    Approve {
        /// Comes back with the answer.
        request_id: String,
        /// Who allows it.
        staff_id: StaffId,
        /// Their PIN.
        pin: String,
        /// The id under which the command will be sent.
        command_id: CommandId,
        /// The command, exactly as it will be sent.
        command: Box<Command>,
    },
    /// Looks for orders that are not open any more: for a receipt, a refund, a return.
    FindOrders {
        /// Comes back with the answer.
        request_id: String,
        /// What is known of them.
        query: OrderQuery,
    },
    /// Looks for tickets of the running business day, done or not, with what happened to each.
    FindTickets {
        /// Comes back with the answer.
        request_id: String,
        /// Of which station; `None` for all. A screen of one station gets its own.
        station: Option<Code>,
        /// The number that was called, a dish, a table or a label; empty for the latest.
        words: String,
    },
    /// Asks for everything that is kept of one member.
    MemberDetail {
        /// Whether what they own in other stores is brought here first: they stand at the till.
        #[serde(default)]
        bring: bool,
        /// Comes back with the answer.
        request_id: String,
        /// Who.
        member_id: MemberId,
    },
    /// Asks for one member's card.
    MemberCard {
        /// Comes back with the answer.
        request_id: String,
        /// Who.
        member_id: MemberId,
    },
}

/// What the store server says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerFrame {
    /// The answer to a hello.
    Welcome {
        /// The server's [`crate::PROTOCOL_VERSION`].
        protocol: u32,
        /// Which store this is.
        store: StoreCard,
        /// Who the client is.
        device: DeviceCard,
        /// Who is signed in on it.
        staff: Option<StaffCard>,
        /// The running history.
        epoch: Epoch,
        /// Its last seq.
        seq: u64,
        /// The server's clock.
        server_utc_ms: Timestamp,
        /// How often it will be heard from.
        heartbeat_ms: u32,
    },
    /// Forget everything shown and take this.
    Snapshot {
        /// As of which seq.
        seq: u64,
        /// All rows of the view.
        rows: Rows,
    },
    /// Put these rows in by their ids; a row that no longer belongs comes once in its final state.
    Changes {
        /// As of which seq.
        seq: u64,
        /// The rows that changed.
        rows: Rows,
    },
    /// The stored answer to a command.
    Reply {
        /// Which command.
        command_id: CommandId,
        /// The answer, the same on every retry.
        outcome: Outcome,
    },
    /// Somebody is signed in.
    SignedIn {
        /// Of the request.
        request_id: String,
        /// Who.
        staff: StaffCard,
        /// The session token, for the next hello.
        session: String,
        /// The shift that runs on this terminal.
        shift: Option<Shift>,
    },
    /// The members that were found, at most [`MEMBERS_FOUND_MAX`].
    Members {
        /// Of the request.
        request_id: String,
        /// Who.
        members: Vec<MemberCard>,
    },
    /// A coupon that was shown may be used.
    CouponShown {
        /// Of the request.
        request_id: String,
        /// Its member's card, with it when it lies here now.
        card: MemberCard,
        /// The coupon, when it lies elsewhere and HQ cannot be asked: it is taken at the owner's risk, or
        /// not at all.
        at_risk: Option<Coupon>,
    },
    /// A command was allowed.
    Approved {
        /// Of the request.
        request_id: String,
        /// By whom.
        approver: StaffCard,
        /// Until when it holds.
        expires_at: Timestamp,
    },
    /// The orders that were found, the latest first, at most [`ORDERS_FOUND_MAX`].
    Orders {
        /// Of the request.
        request_id: String,
        /// The orders.
        orders: Vec<Order>,
    },
    /// The tickets that were found, the latest first, at most [`TICKETS_FOUND_MAX`].
    Tickets {
        /// Of the request.
        request_id: String,
        /// The tickets.
        tickets: Vec<Ticket>,
    },
    /// The address that a member's phone opens their page with: good for one phone and one day.
    MemberInvited {
        /// Of the request.
        request_id: String,
        /// The address.
        url: String,
    },
    /// Everything that is kept of one member; `None` when there is no such member.
    MemberDetail {
        /// Of the request.
        request_id: String,
        /// All of it.
        member: Option<MemberDetail>,
    },
    /// A frame could not be taken; nothing was changed.
    Refused {
        /// Of the request, if it had one; the command id for a command.
        request_id: Option<String>,
        /// A stable code.
        code: String,
        /// What happened and what to do, in English.
        message: String,
    },
    /// Heard from, once a second.
    Heartbeat {
        /// The last seq.
        seq: u64,
        /// The server's clock.
        server_utc_ms: Timestamp,
        /// The line to HQ.
        hq: HqLink,
        /// Printers that want somebody.
        printer_alarms: u32,
    },
}

/// What is known of orders that are looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum OrderQuery {
    /// The number on the receipt, of the order or of one of its checks.
    Receipt {
        /// The number.
        #[ts(type = "number")]
        number: u64,
    },
    /// The number that was called, on a business day.
    Number {
        /// The number.
        number: u32,
        /// The day; the running one when absent.
        business_day: Option<BusinessDay>,
    },
    /// The orders closed last.
    Recent,
}

/// Orders in one answer at most.
pub const ORDERS_FOUND_MAX: usize = 50;

/// Tickets in one answer at most.
pub const TICKETS_FOUND_MAX: usize = 60;

/// Members in one answer at most.
pub const MEMBERS_FOUND_MAX: usize = 20;

/// Rows of a view. What is absent did not change.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Rows {
    /// Orders.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub orders: Option<Vec<Order>>,
    /// Tickets.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub tickets: Option<Vec<Ticket>>,
    /// Rows of the pickup board.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub board: Option<Vec<BoardRow>>,
    /// Shifts of the asking terminal; the open one, or the one that just closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub shifts: Option<Vec<Shift>>,
    /// Print jobs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub print_jobs: Option<Vec<PrintJob>>,
    /// Printers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub printers: Option<Vec<PrinterCard>>,
    /// The catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub catalogue: Option<Catalogue>,
    /// Everybody who may sign in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub staff: Option<Vec<StaffCard>>,
    /// Availability of every item of which something is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub stock: Option<Vec<StockRow>>,
    /// Every table of which something is known besides the orders at it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub tables: Option<Vec<TableRow>>,
    /// The floor plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub floor_plan: Option<FloorPlan>,
    /// What the kitchen as a whole is like.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub kitchen: Option<KitchenDesk>,
    /// What cannot be had today, as guests are told.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub sold_out: Option<Vec<SoldOut>>,
}

/// An item that cannot be had today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SoldOut {
    /// Which.
    pub item_id: ItemId,
    /// What it is called.
    pub names: Names,
}

/// An order as guests see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BoardRow {
    /// Which.
    pub order_id: OrderId,
    /// Its number of the business day.
    pub number: u32,
    /// How the guest eats.
    pub channel: Channel,
    /// How far it is.
    pub stage: Stage,
    /// Whether the order was struck.
    pub voided: bool,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Its lines that wait for their course; the expo is told, guests are not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>", optional)]
    pub held: Vec<HeldLine>,
}

impl From<&Order> for BoardRow {
    fn from(order: &Order) -> Self {
        Self {
            order_id: order.id,
            number: order.number,
            channel: order.channel,
            stage: order.stage,
            voided: matches!(order.state, domain::order::OrderState::Voided { .. }),
            opened_at: order.opened_at,
            held: order.held(),
        }
    }
}

/// The answer to a command, as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Outcome {
    /// It happened, and is durable in this store.
    Accepted {
        /// Seq of its first event.
        first_seq: u64,
        /// Seq of its last event; below `first_seq` when it changed nothing.
        last_seq: u64,
        /// What it came to.
        result: CommandResult,
    },
    /// The rules said no; nothing changed.
    Refused {
        /// Why, with a stable code.
        rejection: Rejection,
        /// The same in an English sentence.
        message: String,
    },
}

/// What a terminal shows of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MemberCard {
    /// Who.
    pub id: MemberId,
    /// What to call them; may be empty.
    pub name: String,
    /// All but the last four digits hidden.
    pub phone_masked: String,
    /// Points to their name; below zero when some were spent whose order was given back.
    #[ts(type = "number")]
    pub points: i64,
    /// The last day on which the points count if they do not come before; `None` where points do not
    /// lapse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub points_until: Option<BusinessDay>,
    /// Stored value that they paid in.
    #[serde(default)]
    pub principal: Money,
    /// Stored value that the store added.
    #[serde(default)]
    pub gift: Money,
    /// Coupons that they hold and that are still good.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>", optional)]
    pub coupons: Vec<Coupon>,
    /// Coupons that they paid with here while they lay elsewhere, and that did not come since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>", optional)]
    pub owed_coupons: Vec<Coupon>,
    /// Orders so far.
    pub visits: u32,
    /// The business day of the last one.
    pub last_visit: Option<BusinessDay>,
    /// What makes them ill, as they said it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>", optional)]
    pub allergies: Vec<Allergen>,
    /// Whether they agreed to that being kept.
    #[serde(default)]
    pub keeps_allergies: bool,
    /// Their tier, if they have reached one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub tier: Option<Names>,
    /// What staff call them by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>", optional)]
    pub tags: Vec<String>,
    /// What they are called by rule, today.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>", optional)]
    pub tags_by_rule: Vec<String>,
    /// Cards and wallets that stand for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>", optional)]
    pub cards: Vec<String>,
    /// Their birthday, if they said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub birthday: Option<Birthday>,
    /// Whether it is today.
    #[serde(default)]
    pub has_birthday: bool,
    /// Whether they agreed to being written to.
    #[serde(default)]
    pub marketing: bool,
    /// How far their life with the shop is.
    pub stage: LifeStage,
}

/// Everything that is kept of a member, for the till.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MemberDetail {
    /// What a terminal shows at first.
    pub card: MemberCard,
    /// What they ordered most lately, the most first.
    pub favourites: Vec<ItemId>,
    /// Their last orders, the latest first.
    pub orders: Vec<MemberOrder>,
    /// Their ledger, the latest first.
    pub ledger: Vec<LedgerLine>,
    /// What they own in other stores and cannot use here now; empty without an HQ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>", optional)]
    pub elsewhere: Vec<HeldElsewhere>,
    /// The store has an HQ, which cannot be asked now: what other stores hold is not known.
    #[serde(default)]
    pub hq_away: bool,
    /// When they became a member.
    pub enrolled_at: Timestamp,
    /// Who brought them, from where and by which campaign.
    pub came: Came,
    /// Members who turned out to be this one, and can be taken apart again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>", optional)]
    pub merged: Vec<MergedMember>,
}

/// A member who was merged into another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MergedMember {
    /// Which.
    pub id: MemberId,
    /// What to call them; may be empty.
    pub name: String,
    /// `•••• 0123`.
    pub phone_masked: String,
}

/// An order that a member paid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MemberOrder {
    /// Which.
    pub order_id: OrderId,
    /// Of which business day.
    pub business_day: BusinessDay,
    /// Its number as people say it: `A 042`.
    pub number: String,
    /// What it came to.
    pub total: Money,
    /// What was in it, without what was struck.
    pub lines: Vec<Line>,
}

/// One line of a member's ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LedgerLine {
    /// When.
    pub at: Timestamp,
    /// Who had a hand in it.
    pub staff_id: Option<StaffId>,
    /// What it moved.
    pub entry: Entry,
}

/// How the line to HQ is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct HqLink {
    /// Whether the store has an HQ at all.
    pub configured: bool,
    /// Whether HQ answered the last time it was asked.
    pub connected: bool,
    /// The seq up to which HQ has confirmed.
    pub acked_seq: u64,
    /// Events that HQ has not confirmed.
    pub waiting: u64,
    /// When the oldest of them happened.
    pub oldest_waiting_at: Option<Timestamp>,
    /// HQ knows more of this store than the store itself: it must not sell until someone decides.
    pub store_is_behind: bool,
}

/// A place in a history, with the hash that proves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Mark {
    /// Which history.
    pub epoch: Epoch,
    /// Up to where; 0 for nothing yet.
    pub seq: u64,
    /// The hash of that row.
    pub hash: Hash,
}
