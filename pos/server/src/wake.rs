//! Sleeping until something is due, or for good when nothing is.

use std::time::Duration;

use domain::Timestamp;

use crate::parts::Parts;

/// Returns at the earliest of some moments; never when there is none. A moment that has passed is
/// now.
pub(crate) async fn at_earliest(parts: &Parts, moments: impl Iterator<Item = Timestamp>) {
    match moments.min() {
        Some(earliest) => {
            let ms = earliest.saturating_since(parts.clock.now());
            tokio::time::sleep(Duration::from_millis(u64::try_from(ms).unwrap_or(0))).await;
        }
        None => std::future::pending().await,
    }
}
