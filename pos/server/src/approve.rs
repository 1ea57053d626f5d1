//! One person allows one command of another by typing their PIN on the other's terminal. Nobody is
//! signed in or out by it, and wrong PINs count as they do for a sign-in.

use domain::actor::APPROVAL_MS;
use domain::chain::Hash;
use domain::id::{CommandId, DeviceId, StaffId};
use domain::staff::{Role, StaffCard};
use domain::{Actor, Command, Rejection, Request, SystemCommand, Timestamp};
use journal::{Ask, Outcome, request_hash};
use uuid::Uuid;

use crate::frames::Refusal;
use crate::parts::Parts;
use crate::sign_in::{not_taken, wrong_pin};
use crate::terminal;

/// An approval that is asked for.
pub(crate) struct Approving {
    /// On which terminal.
    pub(crate) device: DeviceId,
    /// Whose command it is.
    pub(crate) actor: Actor,
    /// Who allows it.
    pub(crate) staff_id: StaffId,
    /// Their PIN.
    pub(crate) pin: String,
    /// Under which id the command will come.
    pub(crate) command_id: CommandId,
}

/// Checks the PIN and notes the approval. Gives who allowed it, and until when it holds.
///
/// # Errors
/// `not_signed_in`, `approver_is_asker`, `not_permitted`, `wrong_pin`, `staff_locked`, `busy`.
pub(crate) async fn approve(
    parts: &Parts,
    asked: Approving,
    command: Command,
) -> Result<(StaffCard, Timestamp), Refusal> {
    let Approving { device, actor, staff_id, pin, command_id } = asked;
    let Some(asker) = actor.staff_id() else { return Err(terminal::nobody()) };
    if asker == staff_id {
        return Err(Refusal::new(
            "approver_is_asker",
            "nobody can approve what they ask for themselves: let somebody else type their PIN",
        ));
    }
    let found = parts.journal.staff().iter().find(|staff| staff.id == staff_id).cloned();
    if found.as_ref().is_some_and(|staff| staff.role != Role::Manager) {
        return Err(Refusal::new(
            "not_permitted",
            "only a manager can approve this: let a manager type their PIN",
        ));
    }
    let hash = found.as_ref().map(|staff| staff.pin_hash.clone());
    let pin_matches = parts.pins.matches(pin, hash).await;
    let Some(staff) = found else { return Err(wrong_pin()) };
    let now = parts.clock.now();
    let (noted_by, system) = if pin_matches {
        let command_hash = request_hash(&Request::Device(terminal::normal(parts, command)));
        let given = SystemCommand::GiveApproval { command_id, command_hash };
        (Actor::Staff { staff_id }, given)
    } else {
        // A try that failed keeps no session: its hash is never looked at.
        let session_hash = Hash::ZERO;
        let tried = SystemCommand::RecordSignIn { staff_id, pin_matches, session_hash };
        (Actor::System, tried)
    };
    let ask = Ask {
        command_id: CommandId::from_uuid(Uuid::now_v7()),
        actor: noted_by,
        device,
        request: Request::System(system),
    };
    let answer = parts.journal.append(ask).await.map_err(not_taken)?;
    match answer.outcome() {
        Some(Outcome::Accepted { .. }) if pin_matches => {
            let expires_at = Timestamp::from_ms(now.ms().saturating_add(APPROVAL_MS));
            Ok((StaffCard::from(&staff), expires_at))
        }
        Some(Outcome::Refused { rejection: Rejection::StaffLocked { .. }, message }) => {
            Err(Refusal::new("staff_locked", message.clone()))
        }
        Some(Outcome::Accepted { .. } | Outcome::Refused { .. }) | None => Err(wrong_pin()),
    }
}
