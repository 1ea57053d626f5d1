//! Requests on their way to the writer, and the answers that are kept with them.

use std::sync::Arc;

use domain::chain::{Hash, payload_hash};
use domain::id::{CommandId, DeviceId};
use domain::{Actor, CommandResult, Rejection, Request};
use serde::{Deserialize, Serialize};

/// A request with everything around it.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Minted by whoever asks, the same on every retry.
    pub command_id: CommandId,
    /// Who asks.
    pub actor: Actor,
    /// From which device.
    pub device: DeviceId,
    /// What is asked.
    pub request: Request,
}

impl Ask {
    /// The hash of what is asked, by which a reused command id is noticed. Whoever is signed in is
    /// not part of it: a retry after a shift change is the same command.
    pub(crate) fn payload_hash(&self) -> Hash {
        request_hash(&self.request)
    }
}

/// The hash of what is asked, for whoever vouches for a request before it is sent: exactly the one
/// that the writer compares with.
pub fn request_hash(request: &Request) -> Hash {
    let json = match request {
        Request::Device(command) => serde_json::to_vec(command),
        Request::System(command) => serde_json::to_vec(command),
    };
    payload_hash(&json.unwrap_or_default())
}

/// The answer to a command, as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Outcome {
    /// It happened, and is durable.
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
        /// Why.
        rejection: Rejection,
        /// The same in an English sentence.
        message: String,
    },
}

/// A stored answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The answer.
    pub outcome: Outcome,
    /// The same as stored, byte for byte the same on every retry.
    pub json: Arc<str>,
}

/// What the writer says to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The command's own answer.
    Stored(Reply),
    /// The command id was used for something else before; nothing was changed.
    Conflict,
}

impl Answer {
    /// The outcome, unless the command id was used for something else.
    pub fn outcome(&self) -> Option<&Outcome> {
        match self {
            Self::Stored(reply) => Some(&reply.outcome),
            Self::Conflict => None,
        }
    }
}
