//! Reading events that earlier versions wrote.
//!
//! Every body carries its kind and version. A body of an older version is brought up one version at
//! a time, by a function per step; the frozen corpus (`corpus/`) proves that what was once written
//! can still be read. Events are never rewritten.

use domain::Event;

/// The version that this program writes, for every kind so far.
pub(crate) const VERSION: u32 = 1;

/// A stored event cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UpcastError {
    /// A newer program wrote it.
    #[error("{kind} version {version} was written by a newer Comanda: update this one")]
    Newer {
        /// The kind.
        kind: String,
        /// Its version.
        version: u32,
    },
    /// It is not what its kind says.
    #[error("the body of a {kind} cannot be read: {why}")]
    Unreadable {
        /// The kind.
        kind: String,
        /// Why.
        why: String,
    },
}

/// Reads a stored event of any version up to this program's own.
///
/// # Errors
/// [`UpcastError`] for a body from a newer program, or one that is not what its kind says.
pub fn upcast(kind: &str, version: u32, body: &str) -> Result<Event, UpcastError> {
    if version > VERSION {
        return Err(UpcastError::Newer { kind: kind.to_owned(), version });
    }
    let unreadable = |why: String| UpcastError::Unreadable { kind: kind.to_owned(), why };
    let event: Event = serde_json::from_str(body).map_err(|error| unreadable(error.to_string()))?;
    if event.kind() != kind {
        return Err(unreadable(format!("it is a {}", event.kind())));
    }
    Ok(event)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// One event of every kind as version 1 wrote it. Frozen: lines are added, never changed.
    const CORPUS_V1: &str = include_str!("../corpus/v1.jsonl");

    #[test]
    fn every_event_that_version_one_wrote_can_still_be_read() {
        let mut kinds = BTreeSet::new();
        for line in CORPUS_V1.lines() {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            let kind = value["type"].as_str().unwrap();
            let event = upcast(kind, 1, line).unwrap_or_else(|error| panic!("{line}: {error}"));
            assert_eq!(serde_json::to_value(&event).unwrap(), value, "{kind} changed its shape");
            kinds.insert(event.kind());
        }
        assert_eq!(kinds.len(), 59, "every kind stands in the corpus: {kinds:?}");
    }

    #[test]
    fn a_body_from_a_newer_comanda_is_refused_and_not_guessed() {
        let newer = upcast("order_ready", 2, "{}");
        assert_eq!(newer, Err(UpcastError::Newer { kind: "order_ready".into(), version: 2 }));
        assert!(upcast("order_ready", 1, "{\"type\":\"shift_closed\"}").is_err());
        assert!(upcast("order_eaten", 1, "{\"type\":\"order_eaten\"}").is_err());
    }
}
