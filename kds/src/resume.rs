//! How a screen that comes back is brought up to date.

use domain::id::Epoch;

/// Events behind which a screen is sent what changed; more, and it gets everything anew.
pub const RESUME_EVENTS_MAX: u64 = 5_000;

/// How a screen is brought up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resume {
    /// It has everything.
    UpToDate,
    /// Rows that changed after this seq.
    ChangesAfter(u64),
    /// Everything anew.
    Snapshot,
}

/// Decides how, from the history and seq that the screen has and those that run now.
///
/// Another history, a seq ahead of ours (a restored backup) or too far behind: everything anew.
pub fn resume(seen: Option<(Epoch, u64)>, running: Epoch, head: u64) -> Resume {
    match seen {
        Some((epoch, _)) if epoch != running => Resume::Snapshot,
        Some((_, seq)) if seq > head || head - seq > RESUME_EVENTS_MAX => Resume::Snapshot,
        Some((_, seq)) if seq == head => Resume::UpToDate,
        Some((_, seq)) => Resume::ChangesAfter(seq),
        None => Resume::Snapshot,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_screen_that_comes_back_gets_what_it_missed_or_everything() {
        let ours = Epoch::from_uuid(Uuid::from_u128(1));
        let other = Epoch::from_uuid(Uuid::from_u128(2));
        let head = 10_000;
        for (seen, expected) in [
            (None, Resume::Snapshot),
            (Some((other, head)), Resume::Snapshot),
            (Some((ours, head)), Resume::UpToDate),
            (Some((ours, head - 1)), Resume::ChangesAfter(head - 1)),
            (
                Some((ours, head - RESUME_EVENTS_MAX)),
                Resume::ChangesAfter(head - RESUME_EVENTS_MAX),
            ),
            (Some((ours, head - RESUME_EVENTS_MAX - 1)), Resume::Snapshot),
            (Some((ours, head + 1)), Resume::Snapshot),
        ] {
            assert_eq!(resume(seen, ours, head), expected, "{seen:?}");
        }
    }
}
