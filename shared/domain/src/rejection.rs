//! Every way the rules can say no: one closed, stable list.
//!
//! A rejection is data: it is shown to whoever asked, stored with the command, and means the same
//! forever. Codes are never renamed or reused. Within a command they are checked in this order.

use serde::{Deserialize, Serialize};

use crate::Money;
use crate::id::{
    ItemId, LineId, MemberId, ModifierGroupId, ModifierId, OrderId, ShiftId, StaffId, TenderId,
    TicketId,
};

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
    /// They did not agree.
    ConsentMissing = "consent_missing", "ask for consent to membership first: nobody becomes a member without it";
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
