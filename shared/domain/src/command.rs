//! What may be asked. Commands are imperative; each carries the ids that its asker minted.

use serde::{Deserialize, Serialize};

use crate::catalogue::{Catalogue, Item};
use crate::id::{LineId, MemberId, OrderId, ShiftId, StaffId, TicketId};
use crate::member::Consent;
use crate::order::{Channel, NewLine, NewTender, VoidReason};
use crate::staff::{DeviceCard, Staff};
use crate::{Money, chain};

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
    /// Change quantity and modifiers of a line that is still held.
    ChangeLine {
        /// Which order.
        order_id: OrderId,
        /// The revision that the asker saw.
        revision: u32,
        /// Which line.
        line_id: LineId,
        /// The new quantity.
        quantity: u32,
        /// The new modifiers, all of them.
        modifiers: Vec<crate::id::ModifierId>,
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
    /// Take money toward an order; closes it when nothing is due any more.
    TakeTender {
        /// Which order.
        order_id: OrderId,
        /// The money.
        tender: NewTender,
        /// Whether a receipt is printed when this closes the order.
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
    },
    /// Put items into the catalogue: known ids are replaced, others are added.
    UpsertItems {
        /// The items, at most [`crate::store::UPSERTED_ITEMS_MAX`].
        items: Vec<Item>,
    },
}

/// What only the store server itself asks for: it never comes over a wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum SystemCommand {
    /// Add an employee, or replace one with the same id.
    AddStaff {
        /// The employee, PIN hashed.
        staff: Staff,
    },
    /// Let a browser in.
    PairDevice {
        /// What it is.
        device: DeviceCard,
        /// The hash of its token.
        token_hash: chain::Hash,
    },
    /// Note that somebody tried to sign in, and let them in if the PIN was theirs.
    RecordSignIn {
        /// Who.
        staff_id: StaffId,
        /// Whether the PIN matched.
        pin_matches: bool,
        /// The hash of the session token that is theirs if it did.
        session_hash: chain::Hash,
    },
    /// End a sign-in.
    SignOut {
        /// The hash of the session token.
        session_hash: chain::Hash,
    },
    /// Make a catalogue the one that is sold from.
    PublishCatalogue {
        /// The catalogue; its version is set to the next one.
        catalogue: Catalogue,
    },
}

/// A command from either side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// From a device.
    Device(Command),
    /// From the store server.
    System(SystemCommand),
}

/// What an accepted command came to; the same on every retry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum CommandResult {
    /// Nothing more to say.
    Done,
    /// An order changed.
    Order {
        /// Which.
        order_id: OrderId,
        /// Its number of the business day.
        number: u32,
        /// Its receipt number, when this command closed it.
        receipt_number: Option<u64>,
        /// What it comes to.
        total: Money,
        /// What is still due.
        due: Money,
        /// Cash to give back for this command's tenders.
        change: Money,
        /// The revision after the command.
        revision: u32,
    },
    /// A shift began or ended.
    Shift {
        /// Which.
        shift_id: ShiftId,
        /// Cash that should be in the drawer.
        expected: Money,
        /// Counted minus expected, once counted.
        over_short: Option<Money>,
    },
    /// Somebody is a member.
    Member {
        /// Who.
        member_id: MemberId,
        /// Whether they were one before.
        known: bool,
    },
    /// A sign-in was noted.
    SignIn {
        /// Whether they are in.
        signed_in: bool,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: &str = r#"{"type":"place_order","order_id":"00000000-0000-0000-0000-000000000001",
        "channel":"dine_in","member_id":null,"lines":[{"line_id":"00000000-0000-0000-0000-000000000001",
        "item_id":"00000000-0000-0000-0000-000000000001","quantity":1,"modifiers":[]}],"fire":true,
        "tenders":[{"tender_id":"00000000-0000-0000-0000-000000000001",
        "kind":{"type":"cash","received":1200},"amount":1180}],"print_receipt":false}"#;

    #[test]
    fn a_command_comes_over_the_wire_and_goes_back_the_same() {
        let command: Command = serde_json::from_str(PLACE).unwrap();
        let text = serde_json::to_string(&command).unwrap();
        assert_eq!(serde_json::from_str::<Command>(&text).unwrap(), command);
    }

    #[test]
    fn a_field_that_no_command_has_is_refused_at_every_depth() {
        for (known, with_more) in [
            (r#""fire":true"#, r#""fire":true,"discount":5"#),
            (r#""quantity":1"#, r#""quantity":1,"discount":5"#),
            (r#""amount":1180"#, r#""amount":1180,"tip":5"#),
            (r#""received":1200"#, r#""received":1200,"tip":5"#),
        ] {
            let text = PLACE.replacen(known, with_more, 1);
            assert_ne!(text, PLACE);
            let error = serde_json::from_str::<Command>(&text).unwrap_err().to_string();
            assert!(error.contains("unknown field"), "{error}");
        }
    }

    #[test]
    fn a_command_that_nobody_knows_or_that_lacks_something_is_refused() {
        for text in [
            r#"{"type":"refund_order"}"#,
            r#"{"type":"close_order"}"#,
            r#"{"order_id":"00000000-0000-0000-0000-000000000001"}"#,
            r#"{"type":"close_order","order_id":"1"}"#,
            &PLACE.replacen("\"quantity\":1", "\"quantity\":-1", 1),
            &PLACE.replacen("\"quantity\":1", "\"quantity\":1.5", 1),
            &PLACE.replacen("\"amount\":1180", "\"amount\":11.80", 1),
        ] {
            assert!(serde_json::from_str::<Command>(text).is_err(), "{text}");
        }
    }
}
