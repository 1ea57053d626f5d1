//! Who asks, from where and when: what a decision may know besides the state.

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::id::{CommandId, DeviceId, StaffId};
use crate::staff::{DeviceKind, Role};

/// Whoever or whatever caused a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Actor {
    /// Somebody signed in.
    Staff {
        /// Who.
        staff_id: StaffId,
    },
    /// A screen on its own, such as a kitchen screen that acknowledges a ticket.
    Device,
    /// The store server itself.
    System,
}

impl Actor {
    /// A byte for the kind and the staff id (zeros for none), for hashing and for storage.
    pub fn tag(&self) -> (u8, [u8; 16]) {
        match self {
            Self::Staff { staff_id } => (1, *staff_id.as_bytes()),
            Self::Device => (2, [0; 16]),
            Self::System => (3, [0; 16]),
        }
    }

    /// The opposite of [`Actor::tag`]; `None` for a byte that no version wrote.
    pub fn from_tag(tag: u8, staff: [u8; 16]) -> Option<Self> {
        match tag {
            1 => Some(Self::Staff { staff_id: StaffId::from_uuid(uuid::Uuid::from_bytes(staff)) }),
            2 => Some(Self::Device),
            3 => Some(Self::System),
            _ => None,
        }
    }

    /// The member of staff, if it is one.
    pub fn staff_id(&self) -> Option<StaffId> {
        match self {
            Self::Staff { staff_id } => Some(*staff_id),
            Self::Device | Self::System => None,
        }
    }
}

/// What a decision knows of the request around a command.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// The command's id; ids that the decision needs are derived from it.
    pub command_id: CommandId,
    /// The store's clock when the command was taken up.
    pub now: Timestamp,
    /// Who asks.
    pub actor: Actor,
    /// From which device.
    pub device: DeviceId,
    /// The hash of exactly what is asked: an approval is of this and nothing else.
    pub command_hash: crate::chain::Hash,
    /// Whether the store has an HQ that cannot be reached now.
    pub hq_away: bool,
}

/// What an event carries of its moment, besides its body.
#[derive(Debug, Clone, Copy)]
pub struct Stamp {
    /// When it was decided.
    pub at: Timestamp,
    /// Who caused it.
    pub actor: Actor,
    /// From which device.
    pub device: DeviceId,
}

impl From<&Context> for Stamp {
    fn from(context: &Context) -> Self {
        Self { at: context.now, actor: context.actor, device: context.device }
    }
}

/// What somebody may ask for; one row of the permission matrix each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// Place, add to, change, fire and tender orders; attach and enrol members.
    TakeOrders,
    /// Strike a line that the kitchen has not seen.
    VoidHeld,
    /// Strike a line or an order that was fired.
    VoidFired,
    /// Open and close a shift on a drawer.
    RunShift,
    /// Acknowledge, bump, recall, rush, remake, call and hand over.
    WorkKitchen,
    /// Fire held lines, or have them fired later.
    FireCourses,
    /// Change the catalogue and the floor plan.
    EditCatalogue,
    /// Give a discount or take one back, up to what the role may alone.
    GiveDiscount,
    /// Give something free.
    GiveComp,
    /// Change or take off the service charge.
    SetService,
    /// Give money back on a closed order.
    Refund,
    /// Say that an item cannot be had, or how many are left.
    SetAvailability,
    /// Say by hand what became of a charge at another machine.
    SettleTender,
    /// Close the day with a Z; read reports.
    CloseDay,
    /// Put right what a member owns, and move it between members.
    AdjustMembers,
}

/// That somebody who may has allowed one command of somebody who may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Approval {
    /// Who.
    pub approver: StaffId,
    /// The hash of exactly what was approved.
    pub command_hash: crate::chain::Hash,
    /// When.
    pub at: Timestamp,
}

/// How long an approval holds, in milliseconds.
pub const APPROVAL_MS: i64 = 60_000;

impl Permission {
    /// The matrix: deny by default, one table for staff and one for screens.
    pub fn is_given_to(self, role: Role) -> bool {
        match role {
            Role::Manager => true,
            Role::Cashier => match self {
                Self::TakeOrders
                | Self::VoidHeld
                | Self::VoidFired
                | Self::RunShift
                | Self::WorkKitchen
                | Self::FireCourses
                | Self::GiveDiscount
                | Self::SetAvailability => true,
                Self::EditCatalogue
                | Self::GiveComp
                | Self::SetService
                | Self::Refund
                | Self::SettleTender
                | Self::CloseDay
                | Self::AdjustMembers => false,
            },
            Role::Cook => match self {
                Self::WorkKitchen | Self::SetAvailability => true,
                // Courses are fired from the expo's screen, where anybody may.
                Self::FireCourses
                | Self::TakeOrders
                | Self::VoidHeld
                | Self::VoidFired
                | Self::RunShift
                | Self::EditCatalogue
                | Self::GiveDiscount
                | Self::GiveComp
                | Self::SetService
                | Self::Refund
                | Self::SettleTender
                | Self::CloseDay
                | Self::AdjustMembers => false,
            },
        }
    }

    /// What a paired device may do with nobody signed in.
    pub fn is_given_to_device(self, kind: DeviceKind) -> bool {
        match kind {
            DeviceKind::StationScreen | DeviceKind::ExpoScreen => match self {
                Self::WorkKitchen | Self::SetAvailability => true,
                Self::FireCourses => kind == DeviceKind::ExpoScreen,
                Self::TakeOrders
                | Self::VoidHeld
                | Self::VoidFired
                | Self::RunShift
                | Self::EditCatalogue
                | Self::GiveDiscount
                | Self::GiveComp
                | Self::SetService
                | Self::Refund
                | Self::SettleTender
                | Self::CloseDay
                | Self::AdjustMembers => false,
            },
            DeviceKind::Terminal | DeviceKind::Board | DeviceKind::PrinterPage => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_actor_is_read_back_from_the_bytes_it_is_stored_as() {
        let staff_id = crate::shop::staff(7);
        for actor in [Actor::Staff { staff_id }, Actor::Device, Actor::System] {
            let (tag, staff) = actor.tag();
            assert_eq!(Actor::from_tag(tag, staff), Some(actor));
        }
        assert_eq!(Actor::from_tag(0, [0; 16]), None);
        assert_eq!(Actor::from_tag(4, [0; 16]), None);
    }
}
