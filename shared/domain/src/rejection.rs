//! Every way the rules can say no: one closed, stable list.
//!
//! A rejection is data: it is shown to whoever asked, stored with the command, and means the same
//! forever. Codes are never renamed or reused. Within a command they are checked in this order.

use serde::{Deserialize, Serialize};

use crate::id::{
    CallId, CheckId, CouponId, ItemId, LineId, MemberId, ModifierGroupId, ModifierId, MovementId,
    OrderId, ReductionId, RefundId, ShiftId, StaffId, TenderId, TicketId,
};
use crate::{BusinessDay, Code, Money};

macro_rules! rejections {
    ($($(#[doc = $doc:literal])+ $variant:ident $({ $($field:ident : $type:ty),+ $(,)? })? = $code:literal, $sentence:literal $(, ($($argument:tt)+))?;)+) => {
        /// A refusal by rule.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        #[serde(tag = "code")]
        #[expect(missing_docs, reason = "fields name what the sentence names")]
        pub enum Rejection {
            $($(#[doc = $doc])+ #[serde(rename = $code)] #[error($sentence $(, $($argument)+)?)] $variant $({ $($field: $type),+ })?,)+
        }

        impl Rejection {
            /// Every code, in the order of the list.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The stable code.
            pub fn code(&self) -> &'static str {
                match self {
                    $(Self::$variant $({ $($field: _),+ })? => $code,)+
                }
            }
        }
    };
}

rejections! {
    /// Nobody is signed in.
    NotSignedIn = "not_signed_in", "nobody is signed in on this terminal: sign in, then try again";
    /// The role does not allow it.
    NotPermitted = "not_permitted", "this person may not do that: ask a manager to sign in";
    /// There is no such employee.
    UnknownStaff { staff_id: StaffId } = "unknown_staff", "there is no staff member {staff_id}: choose a name from the list";
    /// Too many wrong PINs.
    StaffLocked { minutes_left: u32 } = "staff_locked", "too many wrong PINs: wait {minutes_left} minutes or ask a manager";
    /// There is no such order.
    UnknownOrder { order_id: OrderId } = "unknown_order", "there is no order {order_id}: look it up again";
    /// The id was used before.
    OrderExists { order_id: OrderId } = "order_exists", "there already is an order {order_id}: start a new one";
    /// The money for it was taken.
    LinePaid { line_id: LineId } = "line_paid", "line {line_id} is paid: refund it instead of voiding it";
    /// It was closed or struck.
    OrderNotOpen { order_id: OrderId } = "order_not_open", "order {order_id} is closed: open a new one";
    /// Somebody else changed it meanwhile.
    OrderChanged { seen: u32, now: u32 } = "order_changed", "the order was changed meanwhile (you saw revision {seen}, it is at {now}): look at it again";
    /// It has no lines.
    OrderEmpty = "order_empty", "there is nothing on the order: add an item first";
    /// It has too many lines.
    TooManyLines { most: u32 } = "too_many_lines", "an order holds {most} lines at most: start another";
    /// There is no such line.
    UnknownLine { line_id: LineId } = "unknown_line", "there is no line {line_id} on the order: look at it again";
    /// The id was used before.
    LineExists { line_id: LineId } = "line_exists", "line {line_id} is on the order already";
    /// It was struck before.
    LineAlreadyVoided { line_id: LineId } = "line_already_voided", "line {line_id} is voided already";
    /// The kitchen has it.
    LineNotHeld { line_id: LineId } = "line_not_held", "line {line_id} was sent to the kitchen: void it and add another";
    /// No line is held.
    NothingToFire = "nothing_to_fire", "there is nothing to send: every line is in the kitchen already";
    /// There is no such item.
    UnknownItem { item_id: ItemId } = "unknown_item", "there is no item {item_id} on the menu: reload the menu";
    /// The quantity is zero or absurd.
    QuantityOutOfRange { quantity: u32, most: u32 } = "quantity_out_of_range", "a quantity of {quantity} cannot be ordered: give 1 to {most}";
    /// There is no such modifier.
    UnknownModifier { modifier_id: ModifierId } = "unknown_modifier", "there is no modifier {modifier_id} for this item: reload the menu";
    /// A required choice is missing.
    TooFewModifiers { group_id: ModifierGroupId, least: u32 } = "too_few_modifiers", "choose at least {least} in group {group_id}";
    /// More were chosen than allowed.
    TooManyModifiers { group_id: ModifierGroupId, most: u32 } = "too_many_modifiers", "choose at most {most} in group {group_id}";
    /// An open price was not given.
    PriceMissing { item_id: ItemId } = "price_missing", "item {item_id} has an open price: enter one";
    /// A price was given where the menu has one.
    PriceNotOpen { item_id: ItemId } = "price_not_open", "item {item_id} has a fixed price: leave the price out";
    /// A price is negative or absurd.
    PriceOutOfRange { price: Money } = "price_out_of_range", "a price of {price} cannot be charged: give 0 or more";
    /// A sum leaves the range of money.
    AmountOverflow = "amount_overflow", "the amount is too large to add up: split the order";
    /// The id was used before.
    TenderExists { tender_id: TenderId } = "tender_exists", "tender {tender_id} was taken already";
    /// The amount is not above zero, or the reference is too long.
    TenderOutOfRange { amount: Money } = "tender_out_of_range", "a tender of {amount} cannot be taken: give more than 0, with a short reference";
    /// More than is due.
    TenderExceedsDue { due: Money } = "tender_exceeds_due", "only {due} is due: take no more than that";
    /// The guest gave less than the amount.
    CashReceivedTooSmall { received: Money } = "cash_received_too_small", "{received} received is less than the amount: enter what the guest gave";
    /// Something is due.
    StillDue { due: Money } = "still_due", "{due} is still due: take it first";
    /// Money was taken on it.
    OrderHasTenders { paid: Money } = "order_has_tenders", "{paid} was paid on this order: refund it instead of voiding it";
    /// There is no drawer session.
    NoOpenShift = "no_open_shift", "no shift is open on this terminal: count the float and open one";
    /// The id was used before.
    ShiftExists { shift_id: ShiftId } = "shift_exists", "there already is a shift {shift_id}";
    /// One runs on this terminal.
    ShiftAlreadyOpen { shift_id: ShiftId } = "shift_already_open", "shift {shift_id} is open on this terminal: close it first";
    /// There is no such shift.
    UnknownShift { shift_id: ShiftId } = "unknown_shift", "there is no shift {shift_id}";
    /// It was closed before.
    ShiftNotOpen { shift_id: ShiftId } = "shift_not_open", "shift {shift_id} is closed already";
    /// Cash below zero or absurd.
    CountOutOfRange { amount: Money } = "count_out_of_range", "{amount} cannot be in a drawer: count again";
    /// The receipt of an open order, or there is no printer for it.
    NoReceipt { order_id: OrderId } = "no_receipt", "order {order_id} has no receipt to print: close it first, and set up a receipt printer";
    /// Too many at once.
    BatchTooLarge { most: u32 } = "batch_too_large", "send {most} at most at a time, and at least one";
    /// There is no such ticket.
    UnknownTicket { ticket_id: TicketId } = "unknown_ticket", "there is no ticket {ticket_id}: the screen will refresh";
    /// It belongs to another station.
    NotYourStation { ticket_id: TicketId } = "not_your_station", "ticket {ticket_id} belongs to another station";
    /// It was changed meanwhile.
    TicketChanged { seen: u32, now: u32 } = "ticket_changed", "the ticket was changed meanwhile (you saw revision {seen}, it is at {now}): read it again";
    /// It is done already.
    TicketAlreadyBumped { ticket_id: TicketId } = "ticket_already_bumped", "ticket {ticket_id} is done already";
    /// It is not done.
    TicketNotBumped { ticket_id: TicketId } = "ticket_not_bumped", "ticket {ticket_id} is still open";
    /// Something of it makes the guest ill, and nobody has confirmed that they know.
    AllergyUnconfirmed { line_ids: Vec<LineId> } = "allergy_unconfirmed", "the guest is allergic to something in {} of these lines: look, then confirm", (.line_ids.len());
    /// More than was ordered.
    RemakeTooMuch { most: u32 } = "remake_too_much", "only {most} of it were ordered: make 1 to {most} again";
    /// The id was used before.
    CallExists { call_id: CallId } = "call_exists", "call {call_id} was made already";
    /// Too many wait.
    TooManyCalls { most: u32 } = "too_many_calls", "{most} calls wait for an answer already: answer one first";
    /// It is not said what cannot be made.
    CallWithoutLine = "call_without_line", "say which line of the ticket cannot be made";
    /// No such call waits.
    UnknownCall { call_id: CallId } = "unknown_call", "call {call_id} was answered already";
    /// There is nothing to print it on.
    NoChitPrinter { ticket_id: TicketId } = "no_chit_printer", "there is no printer for ticket {ticket_id}: set one up for its station, or one to fall back on";
    /// There is no such layout.
    UnknownLayout { layout: Code } = "unknown_layout", "there is no kitchen layout {layout}: choose one from the list";
    /// They did not agree to its being kept.
    AllergyConsentMissing = "allergy_consent_missing", "ask first whether we may keep what makes them ill: it is not kept without consent";
    /// The kitchen is not done with it.
    OrderNotReady { order_id: OrderId } = "order_not_ready", "order {order_id} is not ready to hand over";
    /// The guest does not have it.
    OrderNotHandedOver { order_id: OrderId } = "order_not_handed_over", "order {order_id} was not handed over";
    /// There is no such member.
    UnknownMember { member_id: MemberId } = "unknown_member", "there is no member {member_id}: look them up again";
    /// The id was used before.
    MemberExists { member_id: MemberId } = "member_exists", "there already is a member {member_id}";
    /// The phone cannot be read.
    PhoneInvalid = "phone_invalid", "this is not a phone number: type all its digits";
    /// The name is too long or has control characters.
    NameInvalid = "name_invalid", "this name cannot be kept: use 40 characters or fewer";
    /// A tag is empty, too long, there twice or one too many.
    TagsInvalid = "tags_invalid", "these tags cannot be kept: use ten at most, each once and of 20 characters or fewer";
    /// A card is too short, too long, written strangely or one too many.
    MemberCardInvalid = "member_card_invalid", "this card cannot be kept: five at most, each of 4 to 64 letters, digits and signs";
    /// It stands for somebody else.
    MemberCardTaken = "member_card_taken", "this card stands for another member: take it off there first";
    /// There is no such day.
    BirthdayInvalid = "birthday_invalid", "there is no such day: correct the birthday, or leave it out";
    /// It was changed since its promotions were put on it.
    PromotionsStale = "promotions_stale", "the order was changed since its promotions were put on it: put them on again, then take the money";
    /// They did not agree.
    ConsentMissing = "consent_missing", "ask for consent to membership first: nobody becomes a member without it";
    /// Somebody who may must approve.
    ApprovalNeeded = "approval_needed", "this needs approval: ask somebody who may to type their PIN";
    /// Somebody else published meanwhile.
    CatalogueChangedMeanwhile { seen: u32, now: u32 } = "catalogue_changed_meanwhile", "the menu was published meanwhile (you saw version {seen}, it is at {now}): look at it again, then publish";
    /// There is no such version.
    UnknownCatalogue { version: u32 } = "unknown_catalogue", "there is no menu version {version}: choose one from the list";
    /// It needs a size.
    SizeMissing { item_id: ItemId } = "size_missing", "item {item_id} comes in sizes: choose one";
    /// It has no such size.
    UnknownSize { item_id: ItemId } = "unknown_size", "item {item_id} does not come in that size: choose one from the list";
    /// It needs a weight, or must not have one.
    WeightInvalid { item_id: ItemId } = "weight_invalid", "the weight of item {item_id} cannot be: weigh it, 1 g to 1 t, and only what is sold by weight";
    /// The parts of the combo are not what it asks for.
    ComboIncomplete { item_id: ItemId, group: u32 } = "combo_incomplete", "the choices for part {group} of combo {item_id} do not fit: choose again";
    /// It cannot be had, or not so many.
    ItemUnavailable { item_id: ItemId, left: u32 } = "item_unavailable", "only {left} of item {item_id} left: offer something else";
    /// The member bought as many as one may.
    MemberLimit { item_id: ItemId, most: u32 } = "member_limit", "one member may buy {most} of item {item_id} a day";
    /// The seat, the course or the number of guests is out of range.
    SeatingOutOfRange = "seating_out_of_range", "this seat, course or number of guests cannot be: seats 1 to 99, courses 1 to 9, guests 1 to 99";
    /// The words are too long, empty, or have control characters.
    WordsInvalid { most: u32 } = "words_invalid", "these words cannot be kept: write 1 to {most} characters on one line";
    /// There is a card number in it.
    CardNumberInWords = "card_number_in_words", "this looks like a card number, which is never kept: take it out";
    /// There is no such table.
    UnknownTable { table: Code } = "unknown_table", "there is no table {table}: choose one from the plan";
    /// The floor plan does not hold together.
    FloorPlanInvalid { problems: Vec<String> } = "floor_plan_invalid", "the floor plan was not changed: {}", (.problems.join("; "));
    /// Somebody else drew it meanwhile.
    FloorPlanChanged { seen: u32, now: u32 } = "floor_plan_changed", "the floor plan was changed meanwhile (you saw version {seen}, it is at {now}): look at it again";
    /// It is none that guests can be told, or it is full.
    SlotUnavailable = "slot_unavailable", "this pickup time cannot be had: choose another";
    /// It can only be set when the order is opened.
    TrainingFixed = "training_fixed", "training cannot be switched on an order: start another";
    /// Lines cannot be moved onto the order they are on.
    SameOrder = "same_order", "these lines are on that order already: choose another";
    /// It is split, so that cannot change.
    OrderIsSplit { order_id: OrderId } = "order_is_split", "order {order_id} is split: join its checks first";
    /// The time is past or too far away.
    FireTimeInvalid = "fire_time_invalid", "this time cannot be: choose one within the next twelve hours";
    /// It is out of range.
    ReductionOutOfRange = "reduction_out_of_range", "this discount cannot be: take off more than nothing, and at most what it still comes to";
    /// There are too many.
    TooManyReductions { most: u32 } = "too_many_reductions", "an order takes {most} discounts at most";
    /// There is no such reduction.
    UnknownReduction { reduction_id: ReductionId } = "unknown_reduction", "there is no discount {reduction_id} on the order: look at it again";
    /// The id was used before.
    ReductionExists { reduction_id: ReductionId } = "reduction_exists", "discount {reduction_id} is on the order already";
    /// It is out of range.
    ServiceOutOfRange { most_ppm: u32 } = "service_out_of_range", "a service charge is 0 to {most_ppm} parts per million: correct it";
    /// It cannot be split so.
    SplitInvalid { most: u32 } = "split_invalid", "the order cannot be split so: 2 to {most} ways, no line twice, no more than is left to split";
    /// There is no such check.
    UnknownCheck { check_id: CheckId } = "unknown_check", "there is no check {check_id} on the order: look at it again";
    /// It is paid, or partly.
    CheckPaidOn { check_id: CheckId } = "check_paid_on", "money was taken on check {check_id}: it stays as it is";
    /// It is not the store's money.
    WrongCurrency { expected: String } = "wrong_currency", "this till takes {expected} only: change the money first";
    /// The tip is out of range.
    TipOutOfRange { tip: Money } = "tip_out_of_range", "a tip of {tip} cannot be taken: correct it";
    /// There is no such driver.
    UnknownDriver { driver: Code } = "unknown_driver", "there is no payment machine {driver}: choose one from the list";
    /// Another machine was asked and has not answered for good.
    TenderPending { tender_id: TenderId } = "tender_pending", "a payment machine has not answered about {tender_id} yet: wait, or ask it again";
    /// Nothing is pending under that id.
    TenderNotPending { tender_id: TenderId } = "tender_not_pending", "nothing is waiting under {tender_id}: look at the order again";
    /// The other machine is still to say what became of it.
    TenderStillAnswers { tender_id: TenderId } = "tender_still_answers", "the payment machine still answers about {tender_id}: wait, or ask it again";
    /// It is not closed, so money is not given back but the line voided.
    OrderNotClosed { order_id: OrderId } = "order_not_closed", "order {order_id} is not paid: void the line instead";
    /// The id was used before.
    RefundExists { refund_id: RefundId } = "refund_exists", "refund {refund_id} was given already";
    /// More is asked than was sold and not given back.
    RefundTooMuch { line_id: LineId, left: u32 } = "refund_too_much", "only {left} of line {line_id} can still be given back";
    /// The tenders do not come to what the lines do.
    RefundDoesNotSum { lines: Money, tenders: Money } = "refund_does_not_sum", "the lines come to {lines}, the money back to {tenders}: make them the same";
    /// More goes back to a tender than came from it.
    RefundExceedsTender { tender_id: TenderId, left: Money } = "refund_exceeds_tender", "only {left} can still go back to payment {tender_id}";
    /// It is too long ago.
    RefundTooOld { days: u32 } = "refund_too_old", "money is given back within {days} days: ask the office";
    /// There are too many.
    TooManyRefunds { most: u32 } = "too_many_refunds", "an order takes {most} refunds at most";
    /// Orders are open.
    OrdersOpen { count: u32 } = "orders_open", "{count} orders are still open: close them, or say that they stay open";
    /// Shifts run.
    ShiftsOpen { count: u32 } = "shifts_open", "{count} drawers are still open: count them first";
    /// The notes and coins do not come to what was counted.
    CountDoesNotSum { counted: Money, sum: Money } = "count_does_not_sum", "the notes and coins come to {sum}, not to {counted}: count again";
    /// It is out of range or more than is in the drawer.
    MovementOutOfRange { amount: Money } = "movement_out_of_range", "{amount} cannot be moved: give more than nothing, and no more than is in the drawer";
    /// The id was used before.
    MovementExists { movement_id: MovementId } = "movement_exists", "movement {movement_id} is in the drawer's list already";
    /// There is nothing to print it on.
    NoReportPrinter = "no_report_printer", "this store has no receipt printer: set one up, or read the report on the screen";
    /// There is no such Z.
    UnknownDay { number: u64 } = "unknown_day", "there is no Z {number}: choose one from the list";
    /// It is signed already.
    DayAlreadySigned { number: u64 } = "day_already_signed", "Z {number} is signed already";
    /// Nobody is recognised as whose it is.
    NoMember = "no_member", "this needs a member: recognise them first";
    /// They have not paid in as much.
    ValueTooSmall { left: Money } = "value_too_small", "only {left} of stored value is left: take the rest another way";
    /// The store takes none.
    PointsNotTaken = "points_not_taken", "points are not taken as payment here: take it another way";
    /// The store takes nothing beforehand.
    StoredValueOff = "stored_value_off", "members pay nothing in here: switch stored value on in the settings first";
    /// The store has money of theirs.
    MemberIsOwed { left: Money } = "member_is_owed", "{left} of what they paid in is still theirs: pay it back first";
    /// The guest has said how it was.
    FeedbackGiven = "feedback_given", "this order has its feedback already: thank you";
    /// It is out of range.
    FeedbackOutOfRange { most: u32 } = "feedback_out_of_range", "choose 1 to 5, and write {most} characters at most";
    /// They have not as many.
    PointsTooFew { needed: i64, left: i64 } = "points_too_few", "that takes {needed} points and there are {left}: take the rest another way";
    /// HQ is there: nothing needs to be risked.
    HqReached = "hq_reached", "HQ can be reached again: open the member's card, and what they have elsewhere comes here";
    /// More than the owner risks.
    RiskTooLarge { most: i64 } = "risk_too_large", "while HQ is away at most {most} points beyond those that lie here are taken: take the rest another way";
    /// It lies here: there is nothing to risk.
    CouponLiesHere = "coupon_lies_here", "this coupon lies in this store: take it as one of the member's own";
    /// It was taken here before.
    CouponUsedHere = "coupon_used_here", "this coupon was taken here before: it pays for one order only";
    /// More than the owner risks.
    CouponRiskTooLarge { most: Money } = "coupon_risk_too_large", "while HQ is away a member's coupons that do not lie here are taken up to {most} together: take the rest another way";
    /// They do not hold it.
    UnknownCoupon { coupon_id: CouponId } = "unknown_coupon", "the member has no coupon {coupon_id}: it was used, or is somebody else's";
    /// Its last day is over.
    CouponExpired { last_day: BusinessDay } = "coupon_expired", "this coupon was good until {last_day}: take it off";
    /// The order does not come to as much.
    CouponNeedsMore { least: Money } = "coupon_needs_more", "this coupon needs an order of {least}: add something, or take it off";
    /// It is not worth as much.
    CouponTooSmall { worth: Money } = "coupon_too_small", "this coupon takes {worth} off at most";
    /// It would be somebody else's order then.
    MemberHasPaid = "member_has_paid", "the member has paid toward this order: it stays theirs";
    /// What was given takes its share of a refund.
    RefundShareTooSmall { tender_id: TenderId, least: Money } = "refund_share_too_small", "of this refund at least {least} goes back to payment {tender_id}, which was points or a coupon";
    /// It is out of range.
    TopUpOutOfRange { amount: Money } = "top_up_out_of_range", "{amount} cannot be paid in: correct the amount or the reference";
    /// It is out of range.
    CouponOutOfRange = "coupon_out_of_range", "this coupon cannot be: it takes off more than nothing, until today or later";
    /// The id was used before.
    CouponExists { coupon_id: CouponId } = "coupon_exists", "the member holds coupon {coupon_id} already";
    /// There are too many.
    TooManyCoupons { most: u32 } = "too_many_coupons", "a member holds {most} coupons at most: take one back first";
    /// It is out of range.
    AdjustmentOutOfRange = "adjustment_out_of_range", "this cannot be put right so: move something, and leave no gift below zero";
    /// They were merged.
    MemberMerged { into: MemberId } = "member_merged", "this member was merged into {into}: look them up again";
    /// It would take two steps to find them.
    MemberHasMerged = "member_has_merged", "others were merged into this member: merge them the other way round, or take those apart first";
    /// There are too many.
    TooManyMerged { most: u32 } = "too_many_merged", "{most} members were merged into this one: no more can be";
    /// They stand for themselves.
    MemberNotMerged = "member_not_merged", "this member is not merged into another: there is nothing to take apart";
    /// Both are one.
    SameMember = "same_member", "both are the same member: choose another";
    /// The catalogue would not hold together.
    CatalogueInvalid { problems: Vec<String> } = "catalogue_invalid", "the catalogue was not changed: {}", (.problems.join("; "));
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::shop::{order, pence};

    #[test]
    fn a_refusal_goes_over_the_wire_with_its_code_and_its_facts() {
        for (refusal, json) in [
            (Rejection::NotSignedIn, r#"{"code":"not_signed_in"}"#.to_owned()),
            (Rejection::StillDue { due: pence(680) }, r#"{"code":"still_due","due":680}"#.into()),
            (
                Rejection::OrderChanged { seen: 1, now: 2 },
                r#"{"code":"order_changed","seen":1,"now":2}"#.into(),
            ),
            (
                Rejection::UnknownOrder { order_id: order(1) },
                format!(r#"{{"code":"unknown_order","order_id":"{}"}}"#, order(1)),
            ),
            (
                Rejection::CatalogueInvalid { problems: vec!["a".into(), "b".into()] },
                r#"{"code":"catalogue_invalid","problems":["a","b"]}"#.into(),
            ),
        ] {
            assert_eq!(serde_json::to_string(&refusal).unwrap(), json);
            assert!(json.contains(&format!("\"code\":\"{}\"", refusal.code())));
            assert_eq!(serde_json::from_str::<Rejection>(&json).unwrap(), refusal);
        }
    }

    #[test]
    fn every_code_is_there_once_and_plain() {
        let codes: BTreeSet<_> = Rejection::CODES.iter().collect();
        assert_eq!(codes.len(), Rejection::CODES.len());
        for code in codes {
            assert!(code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{code}");
        }
    }

    #[test]
    fn a_refusal_says_what_to_do_next() {
        let sentence = Rejection::StillDue { due: pence(680) }.to_string();
        assert_eq!(sentence, "680 is still due: take it first");
        let problems = vec!["a".into(), "b".into()];
        let sentence = Rejection::CatalogueInvalid { problems }.to_string();
        assert_eq!(sentence, "the catalogue was not changed: a; b");
    }
}
