//! What may be asked. Commands are imperative; each carries the ids that its asker minted.

mod asked;
mod request;
mod result;
mod system;

use serde::{Deserialize, Serialize};

pub use self::asked::{ReportAsked, TopUpMoney};
pub use self::request::Request;
pub use self::result::CommandResult;
pub use self::system::SystemCommand;
use crate::catalogue::{Allergen, CatalogueChange, Item};
use crate::floor::FloorPlan;
use crate::id::{
    CallId, CheckId, CouponId, ItemId, LineId, MemberId, MovementId, OrderId, ReductionId,
    RefundId, ShiftId, StaffId, TenderId, TicketId,
};
use crate::ledger::{AdjustReason, Coupon};
use crate::member::{Came, Consent, MemberAbout};
use crate::order::{
    Channel, NewLine, NewReduction, NewTender, OrderDetails, RefundLine, RefundReason,
    RefundTender, SplitBy, VoidReason,
};
use crate::shift::{Counted, MovementKind};
use crate::stock::Availability;
use crate::{Code, Money, is_default};

/// What a device may ask for over the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Open an order with its first lines; fire them; take tenders; close it when nothing is due.
    PlaceOrder {
        /// Minted by the terminal.
        order_id: OrderId,
        /// How the guest eats.
        channel: Channel,
        /// Whose order it is, if recognised.
        member_id: Option<MemberId>,
        /// At least one.
        lines: Vec<NewLine>,
        /// Whether the kitchen is told at once.
        fire: bool,
        /// Money taken with it.
        tenders: Vec<NewTender>,
        /// Whether a receipt is printed when this closes the order.
        print_receipt: bool,
        /// Table, guests, label, words, pickup time, training.
        #[serde(default, skip_serializing_if = "is_default")]
        #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
        details: OrderDetails,
    },
    /// Add lines to an open order.
    AddLines {
        /// Which order.
        order_id: OrderId,
        /// The revision that the asker saw.
        revision: u32,
        /// At least one.
        lines: Vec<NewLine>,
        /// Whether the kitchen is told at once.
        fire: bool,
    },
    /// Change a line that is still held: everything but what it is.
    ChangeLine {
        /// Which order.
        order_id: OrderId,
        /// The revision that the asker saw.
        revision: u32,
        /// The line as it shall be; its id and item are those of a line on the order.
        line: NewLine,
    },
    /// Say at which seat and in which course lines are, whether or not the kitchen has them.
    ArrangeLines {
        /// Which order.
        order_id: OrderId,
        /// The revision that the asker saw.
        revision: u32,
        /// Which lines, at least one.
        line_ids: Vec<LineId>,
        /// The seat; `None` for nobody's in particular.
        seat: Option<u32>,
        /// The course; `None` for none. A course cannot change once the kitchen has the line.
        course: Option<u32>,
    },
    /// Say anew at which table an order is, for how many, what it is called by, and so on.
    ChangeDetails {
        /// Which order.
        order_id: OrderId,
        /// The revision that the asker saw.
        revision: u32,
        /// All of it, as it shall be. Training cannot change.
        details: OrderDetails,
    },
    /// Move lines to another order, tickets and all. An order without lines left is merged away.
    MoveLines {
        /// From which order; open, unsplit, no money taken on it.
        from: OrderId,
        /// The revision of it that the asker saw.
        from_revision: u32,
        /// To which order; open, or new when `open` is given.
        to: OrderId,
        /// The revision of it that the asker saw; 0 for a new one.
        to_revision: u32,
        /// Which lines; empty for all.
        line_ids: Vec<LineId>,
        /// What a new order is like; `None` when the other order is there already.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional))]
        open: Option<OrderDetails>,
    },
    /// Strike a line as if not ordered.
    VoidLine {
        /// Which order.
        order_id: OrderId,
        /// Which line.
        line_id: LineId,
        /// Why.
        reason: VoidReason,
    },
    /// Strike a whole order on which no money was taken.
    VoidOrder {
        /// Which order.
        order_id: OrderId,
        /// Why.
        reason: VoidReason,
    },
    /// Send held lines to the kitchen.
    FireLines {
        /// Which order.
        order_id: OrderId,
        /// Which lines; empty for all that are held.
        line_ids: Vec<LineId>,
    },
    /// Have held lines fired by themselves at a time.
    ScheduleFire {
        /// Which order.
        order_id: OrderId,
        /// Which lines, at least one, all held.
        line_ids: Vec<LineId>,
        /// When; `None` to leave them held until somebody fires them.
        at: Option<crate::Timestamp>,
    },
    /// Take off part of a price, or all of it.
    Reduce {
        /// Which order.
        order_id: OrderId,
        /// The revision that the asker saw.
        revision: u32,
        /// How much, of what, why.
        reduction: NewReduction,
    },
    /// Take a reduction back.
    RemoveReduction {
        /// Which order.
        order_id: OrderId,
        /// The revision that the asker saw.
        revision: u32,
        /// Which reduction.
        reduction_id: ReductionId,
    },
    /// Set the service charge of an order.
    SetServiceCharge {
        /// Which order.
        order_id: OrderId,
        /// The revision that the asker saw.
        revision: u32,
        /// Parts per million of what the lines come to, 0 to 300 000.
        ppm: u32,
    },
    /// Split what is not on a check yet into checks.
    SplitOrder {
        /// Which order.
        order_id: OrderId,
        /// The revision that the asker saw.
        revision: u32,
        /// How.
        by: SplitBy,
    },
    /// Give checks that nobody paid on back to the rest.
    JoinChecks {
        /// Which order.
        order_id: OrderId,
        /// The revision that the asker saw.
        revision: u32,
        /// Which checks; empty for all that nobody paid on.
        check_ids: Vec<CheckId>,
    },
    /// Take money toward an order; closes it when nothing is due any more.
    TakeTender {
        /// Which order.
        order_id: OrderId,
        /// Toward which check; `None` for the rest, or for an order that was not split.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional))]
        check_id: Option<CheckId>,
        /// The money.
        tender: NewTender,
        /// Whether a receipt is printed when this closes the order.
        print_receipt: bool,
    },
    /// Ask a card terminal or an acquirer for money toward an order.
    AskTender {
        /// Which order.
        order_id: OrderId,
        /// Toward which check; `None` for the rest, or for an order that was not split.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional))]
        check_id: Option<CheckId>,
        /// Minted by the terminal; the other machine knows the charge by it.
        tender_id: TenderId,
        /// Which driver.
        driver: Code,
        /// How much of it counts toward the order; above zero.
        amount: Money,
        /// What is on top for the staff; 0 or more.
        #[serde(default, skip_serializing_if = "is_default")]
        #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
        tip: Money,
        /// The guest's payment code, when it was scanned. Used once, never kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional))]
        guest_code: Option<String>,
        /// Whether a receipt is printed when this closes the check.
        print_receipt: bool,
    },
    /// Ask the other machine once more what became of a charge.
    AskTenderAgain {
        /// Which order.
        order_id: OrderId,
        /// Which charge.
        tender_id: TenderId,
    },
    /// Ask the other machine to call a charge off. It may have taken the money already.
    CancelTender {
        /// Which order.
        order_id: OrderId,
        /// Which charge.
        tender_id: TenderId,
    },
    /// Say what became of a charge that nobody knows about, after a look at the other machine's slip.
    SettleTender {
        /// Which order.
        order_id: OrderId,
        /// Which charge.
        tender_id: TenderId,
        /// Whether the machine took the money.
        taken: bool,
        /// What its slip calls it, 1 to [`crate::order::REFERENCE_CHARS_MAX`] characters when it was
        /// taken; else not looked at. Never a card number.
        reference: String,
    },
    /// Give money back on a closed order.
    RefundOrder {
        /// Which order.
        order_id: OrderId,
        /// The revision that the asker saw.
        revision: u32,
        /// Minted by the terminal.
        refund_id: RefundId,
        /// What, at least one line.
        lines: Vec<RefundLine>,
        /// To which tenders; together exactly what the lines come to.
        tenders: Vec<RefundTender>,
        /// Why.
        reason: RefundReason,
        /// Whether a receipt of it is printed.
        print_receipt: bool,
    },
    /// Close an order on which nothing is due.
    CloseOrder {
        /// Which order.
        order_id: OrderId,
    },
    /// Say whose order it is, or that it is nobody's.
    AttachMember {
        /// Which order.
        order_id: OrderId,
        /// Whose, `None` to take the member off.
        member_id: Option<MemberId>,
    },
    /// Print the receipt of a closed order again, marked as a copy.
    ReprintReceipt {
        /// Which order.
        order_id: OrderId,
    },
    /// Say that tickets are on a screen, or that a cook has touched them.
    AcknowledgeTickets {
        /// Which tickets, at most [`crate::kitchen::ACKNOWLEDGED_TICKETS_MAX`].
        tickets: Vec<TicketId>,
        /// How far.
        level: crate::kitchen::AcknowledgeLevel,
    },
    /// Mark a ticket done.
    BumpTicket {
        /// Which ticket.
        ticket_id: TicketId,
        /// The revision that the cook saw.
        revision: u32,
    },
    /// Bring a bumped ticket back.
    RecallTicket {
        /// Which ticket.
        ticket_id: TicketId,
    },
    /// Mark lines of a ticket done: one of them, or those of a course.
    BumpLines {
        /// Which ticket.
        ticket_id: TicketId,
        /// The revision that the cook saw.
        revision: u32,
        /// Which lines, at least one.
        line_ids: Vec<LineId>,
    },
    /// Say that lines of an open ticket are not done after all.
    BumpLinesBack {
        /// Which ticket.
        ticket_id: TicketId,
        /// Which lines, at least one.
        line_ids: Vec<LineId>,
    },
    /// Confirm that a cook knows what in these lines makes the guest ill.
    ConfirmAllergy {
        /// Which ticket.
        ticket_id: TicketId,
        /// Which lines, at least one.
        line_ids: Vec<LineId>,
    },
    /// Move an order's tickets forward, or no longer.
    RushOrder {
        /// Which order.
        order_id: OrderId,
        /// Whether.
        rush: bool,
    },
    /// Make some of a line a second time.
    RemakeLine {
        /// On which ticket it was.
        ticket_id: TicketId,
        /// Which line.
        line_id: LineId,
        /// How many of it.
        quantity: u32,
        /// Why.
        reason: crate::kitchen::RemakeReason,
    },
    /// Call something out to the till.
    CallFromKitchen {
        /// Minted by the screen.
        call_id: CallId,
        /// What.
        kind: crate::kitchen::CallKind,
        /// About which ticket.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional))]
        ticket_id: Option<TicketId>,
        /// About which line of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional))]
        line_id: Option<LineId>,
        /// What is said besides, up to 80 characters.
        #[serde(default, skip_serializing_if = "is_default")]
        #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
        words: String,
    },
    /// Answer a call.
    AnswerCall {
        /// Which.
        call_id: CallId,
    },
    /// Print a ticket's chit once more, marked as a copy.
    ReprintChit {
        /// Which ticket.
        ticket_id: TicketId,
    },
    /// Have the kitchen worked as a layout says.
    SwitchLayout {
        /// Which; `None` for every station at its own place.
        layout: Option<Code>,
    },
    /// Hand a ready order to the guest; its number leaves the pickup board.
    HandOverOrder {
        /// Which order.
        order_id: OrderId,
    },
    /// Bring a handed-over order back to ready.
    RecallOrder {
        /// Which order.
        order_id: OrderId,
    },
    /// Begin a drawer session on the asking terminal.
    OpenShift {
        /// Minted by the terminal.
        shift_id: ShiftId,
        /// Cash in the drawer to begin with.
        float: Money,
    },
    /// End a drawer session with a count.
    CloseShift {
        /// Which shift.
        shift_id: ShiftId,
        /// Cash counted in the drawer.
        counted: Money,
        /// The notes and coins of it; when given, they must come to `counted`.
        #[serde(default, skip_serializing_if = "is_default")]
        #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
        denominations: Vec<Counted>,
        /// Whether orders that this terminal opened may stay open for the next shift.
        #[serde(default, skip_serializing_if = "is_default")]
        #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
        leave_orders: bool,
        /// Whether the report of the shift is printed.
        #[serde(default, skip_serializing_if = "is_default")]
        #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
        print: bool,
    },
    /// Put cash into the drawer or take it out, without a sale.
    MoveCash {
        /// Which shift.
        shift_id: ShiftId,
        /// Minted by the terminal.
        movement_id: MovementId,
        /// Which way.
        kind: MovementKind,
        /// How much, above zero.
        amount: Money,
        /// What for; may be empty for a drop only.
        reason: String,
    },
    /// Open the drawer without a sale.
    OpenDrawer {
        /// Which shift.
        shift_id: ShiftId,
    },
    /// Give a running drawer to somebody else.
    HandOverShift {
        /// Which shift.
        shift_id: ShiftId,
        /// To whom.
        to: StaffId,
    },
    /// Close the day with a Z.
    CloseDay {
        /// Whether orders may stay open over the close.
        leave_orders: bool,
        /// Whether the Z is printed.
        print: bool,
    },
    /// Print a report: the X of a running shift, or a Z once more.
    PrintReport {
        /// Which.
        report: ReportAsked,
    },
    /// Say whether an item can be had.
    SetAvailability {
        /// Which item.
        item_id: ItemId,
        /// Whether.
        availability: Availability,
    },
    /// Say that a table is clean again.
    ClearTable {
        /// Which table.
        table: Code,
    },
    /// Draw the floor anew.
    PublishFloorPlan {
        /// The plan; its version is the one that the asker saw.
        plan: FloorPlan,
    },
    /// Make somebody a member, or recognise that they are one already.
    EnrolMember {
        /// Minted by the terminal; not used when the phone is known already.
        member_id: MemberId,
        /// Their phone, in E.164 form once the store server has read it.
        phone: String,
        /// What to call them; may be empty.
        name: String,
        /// What they agreed to; membership at least.
        consents: Vec<Consent>,
        /// How they came.
        #[serde(default, skip_serializing_if = "is_default")]
        #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
        came: Came,
    },
    /// Put the promotions on an order that take most off, in place of those it has.
    ApplyPromotions {
        /// Which order.
        order_id: OrderId,
        /// The revision that the asker saw.
        revision: u32,
        /// Promotions to leave out; empty for the best of all.
        without: Vec<Code>,
    },
    /// Change what is kept of a member: everything but phone and allergies, all at once.
    ChangeMember {
        /// Whose.
        member_id: MemberId,
        /// As it is from now on.
        about: MemberAbout,
    },
    /// Note what makes a member ill, as they said it.
    SetAllergies {
        /// Whose.
        member_id: MemberId,
        /// All of it; empty for nothing.
        allergies: Vec<Allergen>,
        /// That they agreed to its being kept; needed the first time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional))]
        consent: Option<Consent>,
    },
    /// Take money that a member pays in.
    TopUp {
        /// Whose.
        member_id: MemberId,
        /// Minted by the terminal.
        movement_id: MovementId,
        /// How much, above zero.
        amount: Money,
        /// How it is paid.
        paid: TopUpMoney,
    },
    /// Give a member in cash what is left of what they paid in; the gift that came with it lapses.
    PayOutValue {
        /// Whose.
        member_id: MemberId,
        /// Minted by the terminal.
        movement_id: MovementId,
    },
    /// Give a member a coupon.
    GiveCoupon {
        /// Whom.
        member_id: MemberId,
        /// What it is good for.
        coupon: Coupon,
    },
    /// Take a coupon back that its member has not used, or let one go that they owe.
    WithdrawCoupon {
        /// Whose.
        member_id: MemberId,
        /// Which.
        coupon_id: CouponId,
        /// Why.
        why: AdjustReason,
    },
    /// Put a member's points or gift right.
    AdjustMember {
        /// Whose.
        member_id: MemberId,
        /// Points to add, below zero to take off.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        points: i64,
        /// Gift to add, below zero to take off.
        gift: Money,
        /// Why.
        why: AdjustReason,
    },
    /// Forget who a member is. What they bought stays, as nobody's.
    EraseMember {
        /// Whom.
        member_id: MemberId,
    },
    /// Have one member stand for another as well: they are one person.
    MergeMembers {
        /// Who goes.
        from: MemberId,
        /// Who is kept.
        into: MemberId,
    },
    /// Note that two members who look alike are not one person.
    KeepApart {
        /// One of them.
        one: MemberId,
        /// The other.
        other: MemberId,
    },
    /// Have a member who was merged stand for themselves again.
    TakeApart {
        /// Who was merged.
        member_id: MemberId,
    },
    /// Give points of one member to another.
    TransferPoints {
        /// Whose.
        from: MemberId,
        /// To whom.
        to: MemberId,
        /// How many, above zero.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        points: i64,
    },
    /// Put items into the catalogue: known ids are replaced, others are added.
    UpsertItems {
        /// The items, at most [`crate::store::UPSERTED_ITEMS_MAX`].
        items: Vec<Item>,
    },
    /// Change the catalogue and publish it as the next version.
    EditCatalogue {
        /// The version that the asker saw.
        base_version: u32,
        /// At most [`crate::catalogue::CATALOGUE_CHANGES_MAX`].
        changes: Vec<CatalogueChange>,
    },
    /// Publish an earlier version of the catalogue again, as the next one.
    RevertCatalogue {
        /// The version that the asker saw.
        base_version: u32,
        /// The version to go back to.
        version: u32,
    },
}

#[cfg(test)]
mod tests;
