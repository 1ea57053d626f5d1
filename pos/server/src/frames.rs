//! Frames in and out: what a client said, and what it is told when that cannot be taken.

use domain::id::CommandId;
use protocol::frames::{ClientFrame, ServerFrame};
use serde_json::Value;

/// The kinds of frame a client may send.
const FRAME_TYPES: [&str; 12] = [
    "hello",
    "sign_in",
    "sign_out",
    "command",
    "find_member",
    "show_coupon",
    "invite_member",
    "member_card",
    "member_detail",
    "approve",
    "find_orders",
    "find_tickets",
];

/// A frame that was not taken. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// Of the request, if it had one.
    pub(crate) request_id: Option<String>,
    /// Stable.
    pub(crate) code: &'static str,
    /// What happened and what to do.
    pub(crate) message: String,
}

impl Refusal {
    /// A refusal of no request in particular.
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { request_id: None, code, message: message.into() }
    }

    /// The same, as the answer to a request.
    #[must_use]
    pub(crate) fn to(self, request_id: &impl ToString) -> Self {
        Self { request_id: Some(request_id.to_string()), ..self }
    }

    /// As a frame.
    pub(crate) fn frame(self) -> String {
        let Self { request_id, code, message } = self;
        text(&ServerFrame::Refused { request_id, code: code.to_owned(), message })
    }
}

/// Reads a frame.
///
/// # Errors
/// Why it cannot be taken, with the id of the request if that much could be read.
pub(crate) fn read(text: &str) -> Result<ClientFrame, Refusal> {
    serde_json::from_str(text).map_err(|error| explain(text, &error))
}

/// Finds out what is wrong with a frame; only for one that could not be read.
fn explain(text: &str, error: &serde_json::Error) -> Refusal {
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        return Refusal::new(
            "not_json",
            format!("this frame is not JSON ({error}): send one JSON object per frame"),
        );
    };
    let id = ["request_id", "command_id"]
        .iter()
        .find_map(|field| value.get(field).and_then(Value::as_str).map(str::to_owned));
    let kind = value.get("type").and_then(Value::as_str);
    let refusal = match kind {
        Some(kind) if FRAME_TYPES.contains(&kind) => {
            let code = if kind == "command" { "bad_command" } else { "bad_frame" };
            Refusal::new(
                code,
                format!("this {kind} cannot be read ({error}): correct it and send it again"),
            )
        }
        Some(kind) => Refusal::new(
            "unknown_frame_type",
            format!("there is no frame of type {kind:?}: send one of {}", FRAME_TYPES.join(", ")),
        ),
        None => Refusal::new(
            "unknown_frame_type",
            format!("this frame has no type: send one of {}", FRAME_TYPES.join(", ")),
        ),
    };
    Refusal { request_id: id, ..refusal }
}

/// A frame as text.
pub(crate) fn text(frame: &ServerFrame) -> String {
    serde_json::to_string(frame).unwrap_or_else(|error| {
        // Every frame of ours can be written; a client that gets this shows that something is amiss.
        tracing::error!(%error, "a frame could not be written");
        r#"{"type":"refused","request_id":null,"code":"internal","message":"the store server could not write its answer: try again"}"#.to_owned()
    })
}

/// The stored answer to a command, byte for byte as it was stored.
pub(crate) fn reply(command_id: CommandId, outcome: &str) -> String {
    format!(r#"{{"type":"reply","command_id":"{command_id}","outcome":{outcome}}}"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f66_s26_every_bad_frame_gets_a_sentence_of_its_own() {
        let id = "00000000-0000-7000-8000-000000000001";
        for (text, code, request_id) in [
            ("hello", "not_json", None),
            ("\u{0}", "not_json", None),
            ("[]", "unknown_frame_type", None),
            (r#"{"type":"dance"}"#, "unknown_frame_type", None),
            (r#"{"type":"find_member","request_id":"r1"}"#, "bad_frame", Some("r1")),
            (
                &format!(
                    r#"{{"type":"command","command_id":"{id}","command":{{"type":"dance"}}}}"#
                ),
                "bad_command",
                Some(id),
            ),
            (
                &format!(
                    r#"{{"type":"command","command_id":"{id}","command":{{"type":"close_order","order_id":"{id}","tip":1}}}}"#
                ),
                "bad_command",
                Some(id),
            ),
        ] {
            let refusal = read(text).unwrap_err();
            assert_eq!((refusal.code, refusal.request_id.as_deref()), (code, request_id), "{text}");
        }
    }

    #[test]
    fn a_reply_carries_the_stored_answer_byte_for_byte() {
        let id = CommandId::from_uuid(uuid::Uuid::from_u128(7));
        let stored = r#"{"type":"accepted","first_seq":1,"last_seq":2,"result":{"type":"done"}}"#;
        let text = reply(id, stored);
        assert!(text.contains(stored));
        assert!(
            matches!(serde_json::from_str(&text).unwrap(), ServerFrame::Reply { command_id, .. } if command_id == id)
        );
    }
}
