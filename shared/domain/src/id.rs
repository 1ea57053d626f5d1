//! Typed identifiers. One macro, one file.
//!
//! Ids are minted at the edge (a terminal, the server's shell) and only carried here. Do not sort
//! by id to mean "in the order entered": lines have a position, rows have a seq.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! typed_id {
    ($(#[doc = $doc:literal])+ $name:ident) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(type = "string"))]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a UUID that was minted at the edge.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID inside.
            pub const fn uuid(self) -> Uuid {
                self.0
            }

            /// The sixteen bytes, as stored in a database column.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// An id that follows from a command and a label, so that a retry mints the same one.
            ///
            /// The random part is a version 5 UUID's (RFC 9562, section 5.5) with the command id as
            /// its name space; in front stands the command's own time, so that what one command
            /// derives lies together on disk. Marked as version 8, "custom".
            pub fn derive(command: CommandId, label: &str) -> Self {
                let mut bytes = *Uuid::new_v5(&command.0, label.as_bytes()).as_bytes();
                bytes[..6].copy_from_slice(&command.0.as_bytes()[..6]);
                Self(uuid::Builder::from_custom_bytes(bytes).into_uuid())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

typed_id! {
    /// Identifies one command of one device, over all retries.
    CommandId
}
typed_id! {
    /// Identifies one history of one store: minted when a journal is created or restored.
    Epoch
}
typed_id! {
    /// Identifies one store.
    StoreId
}
typed_id! {
    /// Identifies one paired terminal, screen or printer page.
    DeviceId
}
typed_id! {
    /// Identifies one member of staff.
    StaffId
}
typed_id! {
    /// Identifies one order.
    OrderId
}
typed_id! {
    /// Identifies one line within an order.
    LineId
}
typed_id! {
    /// Identifies one tender put toward an order.
    TenderId
}
typed_id! {
    /// Identifies one ticket: one station's share of one firing.
    TicketId
}
typed_id! {
    /// Identifies one item of the menu.
    ItemId
}
typed_id! {
    /// Identifies one set of modifiers to choose from.
    ModifierGroupId
}
typed_id! {
    /// Identifies one modifier.
    ModifierId
}
typed_id! {
    /// Identifies one member.
    MemberId
}
typed_id! {
    /// Identifies one drawer session.
    ShiftId
}
typed_id! {
    /// Identifies one size of an item.
    SizeId
}
typed_id! {
    /// Identifies one payable part of an order.
    CheckId
}
typed_id! {
    /// Identifies one discount or comp on an order.
    ReductionId
}
typed_id! {
    /// Identifies one refund of an order.
    RefundId
}
typed_id! {
    /// Identifies one movement of cash in or out of a drawer.
    MovementId
}
typed_id! {
    /// Identifies one coupon of a member.
    CouponId
}
typed_id! {
    /// Identifies one thing that the kitchen called out to the till.
    CallId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_retry_mints_the_same_ticket_and_another_station_another() {
        let command = |n| CommandId::from_uuid(Uuid::from_u128(n));
        let wok = TicketId::derive(command(1), "wok");
        assert_eq!(TicketId::derive(command(1), "wok"), wok);
        assert_ne!(TicketId::derive(command(1), "bar"), wok);
        assert_ne!(TicketId::derive(command(2), "wok"), wok);
        assert_eq!(wok.to_string().parse(), Ok(wok));
    }
}
