//! What the store server's own workers tell the journal.

use std::time::Duration;

use domain::id::{CommandId, DeviceId};
use domain::{Actor, Request, SystemCommand};
use journal::{Answer, AppendError, Ask, Outcome};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::parts::Parts;

/// Between two tries while the journal's queue is full.
const BUSY_PAUSE: Duration = Duration::from_millis(20);

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Noted {
    /// It is in the journal, or stood there already.
    Accepted,
    /// The rules said no: it was settled before.
    Refused,
    /// The server stops.
    Stopped,
}

/// Because of whom the store server asks, and on which device.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Who {
    /// Whoever is signed in there.
    pub(crate) actor: Actor,
    /// Where.
    pub(crate) device: DeviceId,
}

/// Asks the journal as the store server itself, until it answers.
pub(crate) async fn note(parts: &Parts, stop: &CancellationToken, command: SystemCommand) -> Noted {
    let who = Who { actor: Actor::System, device: parts.own_device };
    ask_until_answered(parts, stop, who, command).await
}

/// The same, because of what somebody does.
pub(crate) async fn note_by(parts: &Parts, who: Who, command: SystemCommand) -> Noted {
    ask_until_answered(parts, &CancellationToken::new(), who, command).await
}

async fn ask_until_answered(
    parts: &Parts,
    stop: &CancellationToken,
    Who { actor, device }: Who,
    command: SystemCommand,
) -> Noted {
    let ask = Ask {
        command_id: CommandId::from_uuid(Uuid::now_v7()),
        actor,
        device,
        request: Request::System(command),
    };
    loop {
        match parts.journal.append(ask.clone()).await {
            Ok(Answer::Stored(reply)) => match reply.outcome {
                Outcome::Accepted { .. } => return Noted::Accepted,
                Outcome::Refused { message, .. } => {
                    tracing::debug!(message, "a worker's note was refused");
                    return Noted::Refused;
                }
            },
            Ok(Answer::Conflict) => return Noted::Refused,
            Err(AppendError::Stopped) => return Noted::Stopped,
            Err(AppendError::Busy) => {
                tokio::select! {
                    () = stop.cancelled() => return Noted::Stopped,
                    () = tokio::time::sleep(BUSY_PAUSE) => {}
                }
            }
        }
    }
}
