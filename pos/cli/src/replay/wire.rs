//! Frames, decoded only as far as a replay needs them: a terminal passes over thousands of rows.

use domain::catalogue::Catalogue;
use domain::id::{CommandId, LineId, OrderId, TicketId};
use domain::kitchen::TicketStatus;
use domain::order::Stage;
use domain::staff::StaffCard;
use domain::{Code, Command};
use protocol::frames::{ClientFrame, Outcome};
use serde::Deserialize;
use tokio_tungstenite::tungstenite::Utf8Bytes;

/// What the store said.
#[derive(Debug)]
pub(super) enum Frame<'a> {
    /// The answer to a hello.
    Welcome {
        /// Whether somebody is signed in.
        signed_in: bool,
    },
    /// Rows, still as text: [`rows`] reads those that somebody wants.
    Rows {
        /// The whole frame.
        text: &'a str,
    },
    /// The answer to a command.
    Reply {
        /// Which.
        command_id: CommandId,
        /// What it says.
        outcome: Box<Outcome>,
    },
    /// Somebody is signed in.
    SignedIn {
        /// For the next hello.
        session: String,
    },
    /// Something was not taken.
    Refused {
        /// What.
        request_id: Option<String>,
        /// Why.
        code: String,
        /// Why, in a sentence.
        message: String,
    },
    /// Only a sign of life, or something that this version does not know.
    Other,
}

#[derive(Deserialize)]
struct Tagged<'a> {
    #[serde(rename = "type", borrow)]
    tag: std::borrow::Cow<'a, str>,
}

#[derive(Deserialize)]
struct Welcome {
    staff: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct Reply {
    command_id: CommandId,
    outcome: Outcome,
}

#[derive(Deserialize)]
struct SignedIn {
    session: String,
}

#[derive(Deserialize)]
struct Refused {
    request_id: Option<String>,
    code: String,
    message: String,
}

/// Reads a frame.
///
/// # Errors
/// It is not JSON, or not of the form that its type has.
pub(super) fn read(text: &str) -> Result<Frame<'_>, serde_json::Error> {
    Ok(match &*tag_of(text)? {
        "changes" | "snapshot" => Frame::Rows { text },
        "reply" => {
            let Reply { command_id, outcome } = serde_json::from_str(text)?;
            Frame::Reply { command_id, outcome: Box::new(outcome) }
        }
        "welcome" => {
            let welcome: Welcome = serde_json::from_str(text)?;
            Frame::Welcome { signed_in: welcome.staff.is_some() }
        }
        "signed_in" => {
            let SignedIn { session } = serde_json::from_str(text)?;
            Frame::SignedIn { session }
        }
        "refused" => {
            let Refused { request_id, code, message } = serde_json::from_str(text)?;
            Frame::Refused { request_id, code, message }
        }
        _ => Frame::Other,
    })
}

/// The type of a frame; where it stands first, the rest is not looked at.
fn tag_of(text: &str) -> Result<std::borrow::Cow<'_, str>, serde_json::Error> {
    let first = text.strip_prefix("{\"type\":\"").and_then(|rest| rest.split('"').next());
    match first {
        Some(tag) => Ok(tag.into()),
        None => serde_json::from_str::<Tagged<'_>>(text).map(|tagged| tagged.tag),
    }
}

#[derive(Deserialize)]
struct WithRows<R> {
    rows: R,
}

/// Reads the rows of a frame that somebody wants; others are passed over.
///
/// # Errors
/// They are not of the form that they should have.
pub(super) fn rows<'a, R: Deserialize<'a>>(text: &'a str) -> Result<R, serde_json::Error> {
    serde_json::from_str::<WithRows<R>>(text).map(|frame| frame.rows)
}

/// What a terminal wants before it begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct TillRows {
    pub(super) catalogue: Option<Catalogue>,
    pub(super) staff: Option<Vec<StaffCard>>,
}

/// What a station screen wants.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct StationRows {
    pub(super) tickets: Vec<TicketRow>,
}

/// A ticket, as far as a simulated cook reads it.
#[derive(Debug, Deserialize)]
pub(super) struct TicketRow {
    pub(super) id: TicketId,
    pub(super) order_id: OrderId,
    pub(super) station: Code,
    pub(super) lines: Vec<TicketLineRow>,
    pub(super) status: TicketStatus,
    pub(super) revision: u32,
}

/// A line of a [`TicketRow`].
#[derive(Debug, Deserialize)]
pub(super) struct TicketLineRow {
    pub(super) line_id: LineId,
}

/// What whoever hands over wants.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ExpoRows {
    pub(super) board: Vec<BoardStage>,
}

/// A row of the pickup board, as far as it matters here.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct BoardStage {
    pub(super) order_id: OrderId,
    pub(super) stage: Stage,
}

/// Writes a frame out.
pub(super) fn text_of(frame: &ClientFrame) -> Utf8Bytes {
    match serde_json::to_string(frame) {
        Ok(text) => text.into(),
        Err(error) => unreachable!("a frame has only string keys: {error}"),
    }
}

/// Mints an id for a command and writes it out.
pub(super) fn command(command: Command) -> (CommandId, Utf8Bytes) {
    let command_id = super::plan::mint(CommandId::from_uuid);
    (command_id, text_of(&ClientFrame::Command { command_id, command }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_known_by_its_type_wherever_that_stands() {
        for text in [
            r#"{"type":"changes","seq":7,"rows":{"tickets":[]}}"#,
            r#"{"seq":7, "rows":{"orders":[{"type":"x"}]}, "type": "changes"}"#,
        ] {
            assert!(matches!(read(text).unwrap(), Frame::Rows { .. }), "{text}");
            assert!(rows::<StationRows>(text).unwrap().tickets.is_empty());
        }
        let later = r#"{"type":"something_new","x":1}"#;
        assert!(matches!(read(later).unwrap(), Frame::Other));
        assert!(read("hello").is_err());
    }
}
